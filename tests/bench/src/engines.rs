//! The engine under both providers of its cryptography, for decision 0002.
//!
//! Four contestants take turns: OpenSSL in the peer's process and RustCrypto in ours, each with HMAC-SHA512, which is SQLCipher's
//! default, and with HMAC-SHA256. Every figure is the median over the rounds, and its ratio to stock OpenSSL with SHA-512
//! the median of the ratios of each round.

use std::path::Path;

use crate::peer::Peer;
use crate::race::{median, sorted};
use crate::tally::Tally;
use crate::{Result, engine};

const ROUNDS: usize = 9;
const HMACS: [&str; 2] = ["sha512", "sha256"];
/// Step, operations of a batch, and what a reader is told.
const STEPS: [(&str, usize, &str); 4] = [
    (
        "scan",
        2,
        "whole table of 20 000 rows, decrypted from nothing",
    ),
    ("page", 200, "page of 50 rows"),
    ("insert", 100, "durable insert with full-text index"),
    ("open", 20, "closed file to first row"),
];

/// Measures and prints a table.
pub fn compare(peer: &Path, folder: &Path) -> Result<()> {
    let ours = folder.join("engine");
    std::fs::create_dir_all(&ours)?;
    let mut peer = Peer::start(peer, &folder.join("peer"))?;
    for hmac in HMACS {
        peer.ask(&format!("engine {hmac} fill 1"))?;
        engine::answer(&ours, &[hmac, "fill", "1"])?;
    }
    println!(
        "| | OpenSSL, SHA-512 | OpenSSL, SHA-256 | RustCrypto, SHA-512 | RustCrypto, SHA-256 |\n|---|--:|--:|--:|--:|"
    );
    for (step, count, title) in STEPS {
        let mut rounds = Vec::new();
        for round in 0..=ROUNDS {
            let turns = turns(round, |theirs, hmac| match theirs {
                true => peer.ask(&format!("engine {hmac} {step} {count}")),
                false => engine::answer(&ours, &[hmac, step, &count.to_string()]),
            })?;
            if round > 0 {
                rounds.push(turns);
            }
        }
        println!(
            "| {title} | {} |",
            [0, 1, 2, 3]
                .map(|which| cell(&rounds, which, count))
                .join(" | ")
        );
    }
    Ok(())
}

/// One turn of each contestant; every round begins with another one.
fn turns(round: usize, mut run: impl FnMut(bool, &str) -> Result<Tally>) -> Result<[f64; 4]> {
    let mut nanos = [0.0; 4];
    for turn in 0..4 {
        let which = (turn + round) % 4;
        nanos[which] = run(which < 2, HMACS[which % 2])?.nanos as f64;
    }
    Ok(nanos)
}

fn cell(rounds: &[[f64; 4]], which: usize, count: usize) -> String {
    let micros = median(&sorted(
        rounds
            .iter()
            .map(|nanos| nanos[which] / count as f64 / 1_000.0),
    ));
    let ratio = median(&sorted(rounds.iter().map(|nanos| nanos[which] / nanos[0])));
    format!("{micros:.0} µs ({ratio:.2})")
}
