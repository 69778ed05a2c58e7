//! What a good engineer would ship by hand, and the measure of `make bench`.
//!
//! Stock SQLCipher with OpenSSL and its own defaults (HMAC-SHA512, 4 KiB pages), WAL with `synchronous=FULL` as Kith
//! has, a random 256-bit key that the platform's key store would hold, typed tables with the indexes their queries
//! need, an external-content FTS5 table kept by triggers, SQL written by hand, prepared once, and structs filled from
//! its columns. It leaves out what such an application leaves out: history, undo, field stamps, a trash that expires.
//!
//! It runs as a process that takes one request on each line of standard input and answers it with one line, so that
//! the harness can let both sides take turns within the same seconds of the same machine:
//!
//! ```text
//! fill                      the library of ten years, from nothing
//! write FROM COUNT          entries FROM.. each in a transaction of its own
//! page FROM COUNT           COUNT pages of 50, following the cursor down from the newest entry
//! digest FROM COUNT         what happened since the last session
//! search FROM COUNT         the newest 20 hits with highlights, for the queries from FROM on, round and round
//! unlock FROM COUNT         from a closed file to the first page
//! engine HMAC STEP COUNT    the engine alone, without an application around it
//! ```
//!
//! The answer is three numbers: nanoseconds, items seen, and a sum over what was seen that the harness compares with
//! its own, so that a side that does less work is found out.

mod digest;
mod entry;
mod fill;
mod search;
mod store;

#[path = "../../bench/src/engine.rs"]
mod engine;
#[path = "../../bench/src/generated.rs"]
mod generated;
#[path = "../../bench/src/tally.rs"]
mod tally;

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use entry::NewEntry;
use store::Store;
use tally::Tally;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("which folder?")?);
    std::fs::create_dir_all(&folder)?;
    let mut store = None;
    let mut answers = std::io::stdout().lock();
    for request in std::io::stdin().lock().lines() {
        let tally = answer(&folder, &mut store, &request?)?;
        writeln!(answers, "{tally}")?;
        answers.flush()?;
    }
    Ok(())
}

/// Answers one request; the store stays open from one to the next.
fn answer(folder: &Path, store: &mut Option<Store>, request: &str) -> Result<Tally> {
    let words: Vec<&str> = request.split_whitespace().collect();
    let number = |at: usize| {
        words
            .get(at)
            .and_then(|word| word.parse::<usize>().ok())
            .ok_or("a number is missing")
    };
    match words.first().copied() {
        Some("engine") => engine::answer(folder, &words[1..]),
        Some("fill") => {
            *store = None;
            fill::fill(folder)
        }
        Some("unlock") => {
            *store = None;
            unlock(folder, number(2)?)
        }
        Some(path) => {
            let store = match store {
                Some(store) => store,
                None => store.insert(Store::open(folder)?),
            };
            walk(store, path, number(1)?, number(2)?)
        }
        None => Err("an empty request".into()),
    }
}

fn walk(store: &mut Store, path: &str, from: usize, count: usize) -> Result<Tally> {
    match path {
        "write" => write(store, from, count),
        "page" => page(store, from, count),
        "digest" => digest(store, count),
        "search" => search(store, from, count),
        _ => Err(format!("unknown request: {path}").into()),
    }
}

fn write(store: &mut Store, from: usize, count: usize) -> Result<Tally> {
    let mut tally = Tally::default();
    for index in from..from + count {
        let new = NewEntry::generated(index);
        tally.time(|| store.write(|tx| entry::insert(tx, &new)))?;
        tally.see(new.at);
    }
    Ok(tally)
}

/// Pages `from..from + count` of the journal, counted from the newest; those before are turned off the clock.
fn page(store: &mut Store, from: usize, count: usize) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut after = entry::NEWEST;
    for turned in 0..from + count {
        let read = || store.read(|conn| entry::page(conn, after, 50));
        let page = if turned < from {
            read()
        } else {
            tally.time(read)
        }?;
        after = page
            .last()
            .ok_or("the journal has no further page")?
            .position();
        if turned >= from {
            page.iter().for_each(|entry| entry.count(&mut tally));
        }
    }
    Ok(tally)
}

fn digest(store: &mut Store, count: usize) -> Result<Tally> {
    let mut tally = Tally::default();
    for _ in 0..count {
        let digest = tally.time(|| store.read(digest::since_last_session))?;
        digest.count(&mut tally);
    }
    Ok(tally)
}

fn search(store: &mut Store, from: usize, count: usize) -> Result<Tally> {
    let mut tally = Tally::default();
    for query in generated::queries().iter().cycle().skip(from).take(count) {
        let hits = tally.time(|| store.read(|conn| search::search(conn, query, 20)))?;
        hits.iter().for_each(|hit| tally.see(hit.at));
    }
    Ok(tally)
}

/// Opens the closed file, reads the first page, and closes it again off the clock.
fn unlock(folder: &Path, count: usize) -> Result<Tally> {
    let mut tally = Tally::default();
    for _ in 0..count {
        let (store, page) = tally.time(|| {
            let store = Store::open(folder)?;
            let page = store.read(|conn| entry::page(conn, entry::NEWEST, 50))?;
            Ok::<_, Box<dyn std::error::Error>>((store, page))
        })?;
        page.iter().for_each(|entry| entry.count(&mut tally));
        drop(store);
    }
    Ok(tally)
}
