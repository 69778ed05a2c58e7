//! The database engine alone, for the choice of its cryptography: the same file is compiled into both packages, so
//! that the only difference is the provider that each links.
//!
//! One table with a full-text index over one text, a raw key, WAL and `synchronous=FULL`. The page's authentication
//! is chosen by name; everything else is SQLCipher 4's default.

use std::error::Error;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::generated;
use crate::tally::Tally;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Rows of the table before a measurement adds any.
const ROWS: usize = 20_000;
const KEY: &str = "x'603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4'";

/// Answers `HMAC STEP COUNT`.
pub fn answer(folder: &Path, words: &[&str]) -> Result<Tally> {
    let [hmac, step, count] = words else {
        return Err("engine HMAC STEP COUNT".into());
    };
    let (file, count) = (folder.join(format!("engine-{hmac}.db")), count.parse()?);
    match *step {
        "fill" => fill(&file, hmac),
        "insert" => insert(&open(&file, hmac)?, count),
        "page" => page(&open(&file, hmac)?, count),
        "scan" => scan(&file, hmac, count),
        "open" => first_row(&file, hmac, count),
        _ => Err(format!("unknown step: {step}").into()),
    }
}

fn open(file: &Path, hmac: &str) -> Result<Connection> {
    let conn = Connection::open(file)?;
    conn.pragma_update(None, "key", KEY)?;
    conn.pragma_update(
        None,
        "cipher_hmac_algorithm",
        format!("HMAC_{}", hmac.to_uppercase()),
    )?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    Ok(conn)
}

fn fill(file: &Path, hmac: &str) -> Result<Tally> {
    for suffix in ["", "-wal", "-shm"] {
        let path = PathBuf::from(format!("{}{suffix}", file.display()));
        if path.exists() {
            std::fs::remove_file(path)?;
        }
    }
    let mut tally = Tally::default();
    tally.time(|| -> Result<()> {
        let conn = open(file, hmac)?;
        conn.execute_batch(
            "CREATE TABLE text (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
             CREATE VIRTUAL TABLE word USING fts5 (body, content = 'text', content_rowid = 'id');
             CREATE TRIGGER word_insert AFTER INSERT ON text BEGIN
                 INSERT INTO word (rowid, body) VALUES (new.id, new.body);
             END;
             BEGIN",
        )?;
        (0..ROWS).try_for_each(|index| add(&conn, index))?;
        Ok(conn.execute_batch("COMMIT")?)
    })?;
    Ok(tally)
}

fn add(conn: &Connection, index: usize) -> Result<()> {
    let entry = generated::entry(index);
    let mut statement = conn.prepare_cached("INSERT INTO text (at, body) VALUES (?1, ?2)")?;
    statement.execute((entry.at, entry.texts.join(" ")))?;
    Ok(())
}

/// Rows in a transaction each.
fn insert(conn: &Connection, count: usize) -> Result<Tally> {
    let mut tally = Tally::default();
    for index in 0..count {
        tally.time(|| add(conn, ROWS + index))?;
        tally.see(0);
    }
    Ok(tally)
}

/// Pages of fifty rows, one after the other, each read once: the engine's own cache does not help.
fn page(conn: &Connection, count: usize) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut statement = conn.prepare("SELECT body FROM text WHERE id > ?1 ORDER BY id LIMIT 50")?;
    for page in 0..count {
        let read = || {
            statement
                .query_map([page as i64 * 50], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<String>>>()
        };
        let bodies = tally.time(read)?;
        tally.see(bodies.len() as i64);
    }
    Ok(tally)
}

/// The whole table, decrypted from nothing.
fn scan(file: &Path, hmac: &str, count: usize) -> Result<Tally> {
    let mut tally = Tally::default();
    for _ in 0..count {
        let conn = open(file, hmac)?;
        let length = || conn.query_row("SELECT sum(length(body)) FROM text", [], |row| row.get(0));
        let length = tally.time(length)?;
        tally.see(length);
    }
    Ok(tally)
}

/// From a closed file to the first row.
fn first_row(file: &Path, hmac: &str, count: usize) -> Result<Tally> {
    let mut tally = Tally::default();
    for _ in 0..count {
        let (conn, row) = tally.time(|| -> Result<_> {
            let conn = open(file, hmac)?;
            let row: i64 =
                conn.query_row("SELECT at FROM text WHERE id = 1", [], |row| row.get(0))?;
            Ok((conn, row))
        })?;
        tally.see(row);
        drop(conn);
    }
    Ok(tally)
}
