//! `make bench`: Kith and a peer walk the same five paths in turns, and the library is weighed.
//!
//! ```text
//! kith-bench          all of it; writes target/bench/summary.json and docs/performance.md
//! kith-bench engine   the database engine alone, under both providers of its cryptography
//! kith-bench size     the account of the library alone
//! kith-bench digest   that path alone; writes nothing
//! ```
//!
//! It is run by `scripts/bench.sh` from the project's root, which builds what is needed first.

mod account;
mod engine;
mod engines;
mod fill;
mod generated;
mod kith;
mod peer;
mod race;
mod report;
mod tally;

use std::path::Path;

use kith::Ours;
use peer::Peer;
use report::Report;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const PEER: &str = "target/peer/release/kith-peer";
const FOLDER: &str = "target/bench";
const LIBRARY: &str = "target/bench/libkith.stripped.so";
const UNSTRIPPED: &str = "target/bench/libkith.unstripped.so";
const PAGE: &str = "docs/performance.md";

fn main() -> Result<()> {
    let wanted = std::env::args().nth(1);
    let path = |name: &str| race::PATHS.into_iter().find(|path| path.name == name);
    match wanted.as_deref() {
        None => everything(),
        Some("engine") => engines::compare(Path::new(PEER), Path::new(FOLDER)),
        Some("size") => size(),
        Some(name) => match path(name) {
            Some(path) => one(path),
            None => Err(format!("there is no path called {name}").into()),
        },
    }
}

fn everything() -> Result<()> {
    let report = Report {
        outcomes: walk(&race::PATHS)?,
        size: std::fs::metadata(LIBRARY)?.len(),
        account: account::account(Path::new(UNSTRIPPED))?,
    };
    report.write(&Path::new(FOLDER).join("summary.json"), Path::new(PAGE))?;
    println!("\n{}\n{}", report.paths(), report.sizes());
    println!("Written: {FOLDER}/summary.json and {PAGE}");
    Ok(())
}

fn one(path: race::Path) -> Result<()> {
    let report = Report {
        outcomes: walk(&[path])?,
        size: 0,
        account: account::Account(Vec::new()),
    };
    println!("\n{}", report.paths());
    Ok(())
}

/// Some of the paths, on two libraries made anew.
fn walk(paths: &[race::Path]) -> Result<Vec<race::Outcome>> {
    println!("Filling ten years into both libraries");
    let folder = Path::new(FOLDER);
    let mut peer = Peer::start(Path::new(PEER), &folder.join("peer"))?;
    peer.tell("fill")?;
    let mut ours = Ours::fill(&folder.join("kith"))?;
    peer.hear("fill")?;
    let mut outcomes = Vec::new();
    for path in paths {
        println!("Taking turns: {}", path.title);
        let mut theirs = |request: &str| peer.ask(request);
        let first = if path.name == "write" {
            generated::ENTRIES
        } else {
            0
        };
        outcomes.push(race::race(
            *path,
            first,
            &mut |request| ours.ask(request),
            &mut theirs,
        )?);
    }
    Ok(outcomes)
}

fn size() -> Result<()> {
    let size = std::fs::metadata(LIBRARY)?.len();
    let account = account::account(Path::new(UNSTRIPPED))?;
    println!(
        "{}",
        Report {
            outcomes: Vec::new(),
            size,
            account
        }
        .sizes()
    );
    Ok(())
}
