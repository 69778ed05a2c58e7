//! The engine as a vault uses it: real files, the right key, the wrong key, and no key.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use kith_cipher::{Error, PROVIDER_NAME, RawKey, key, verify_engine};
use rusqlite::Connection;
use tempfile::TempDir;

const WORDS: &str = "a sentence that must not be found on the disk";

fn file(dir: &TempDir) -> PathBuf {
    dir.path().join("vault.kith")
}

fn keyed(path: &Path, secret: &RawKey) -> Connection {
    kith_cipher::start();
    let conn = Connection::open(path).unwrap();
    key(&conn, secret).unwrap();
    conn
}

fn with_passphrase(path: &Path, pragmas: &str) -> Connection {
    kith_cipher::start();
    let conn = Connection::open(path).unwrap();
    conn.execute_batch(&format!(
        "PRAGMA key = 'four common english words'; {pragmas}"
    ))
    .unwrap();
    conn
}

fn write(conn: &Connection) {
    conn.execute_batch("CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT) STRICT")
        .unwrap();
    for _ in 0..100 {
        conn.execute("INSERT INTO entry (text) VALUES (?1)", [WORDS])
            .unwrap();
    }
}

fn read(conn: &Connection) -> rusqlite::Result<(i64, String)> {
    conn.query_row("SELECT count(*), max(text) FROM entry", [], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

fn settings(conn: &Connection) -> Vec<String> {
    let mut lines = Vec::new();
    conn.pragma_query(None, "cipher_settings", |row| {
        lines.push(row.get(0)?);
        Ok(())
    })
    .unwrap();
    lines
}

#[test]
fn what_was_written_is_read_with_the_same_key() {
    let dir = TempDir::new().unwrap();
    let secret = RawKey::generate().unwrap();
    write(&keyed(&file(&dir), &secret));
    assert_eq!(
        read(&keyed(&file(&dir), &secret)).unwrap(),
        (100, WORDS.to_owned())
    );
}

#[test]
fn another_key_reads_nothing_and_changes_nothing() {
    let dir = TempDir::new().unwrap();
    write(&keyed(&file(&dir), &RawKey::generate().unwrap()));
    let before = fs::read(file(&dir)).unwrap();

    let stranger = keyed(&file(&dir), &RawKey::generate().unwrap());
    let error = read(&stranger).unwrap_err().sqlite_error_code();
    assert_eq!(error, Some(rusqlite::ErrorCode::NotADatabase));
    assert!(stranger.execute_batch("CREATE TABLE mine (a)").is_err());
    drop(stranger);
    assert_eq!(fs::read(file(&dir)).unwrap(), before);
}

#[test]
fn the_file_holds_neither_the_words_nor_sqlites_own_header() {
    let dir = TempDir::new().unwrap();
    write(&keyed(&file(&dir), &RawKey::generate().unwrap()));
    let bytes = fs::read(file(&dir)).unwrap();
    for plain in [WORDS.as_bytes(), b"SQLite format 3", b"CREATE TABLE"] {
        assert!(!bytes.windows(plain.len()).any(|window| window == plain));
    }
}

#[test]
fn a_flipped_bit_in_any_page_is_noticed() {
    let dir = TempDir::new().unwrap();
    let secret = RawKey::generate().unwrap();
    write(&keyed(&file(&dir), &secret));
    let good = fs::read(file(&dir)).unwrap();
    for at in (0..good.len()).step_by(4096) {
        let mut bad = good.clone();
        bad[at + 2000] ^= 1;
        fs::write(file(&dir), &bad).unwrap();
        assert!(read(&keyed(&file(&dir), &secret)).is_err(), "page at {at}");
    }
}

#[test]
fn our_files_differ_from_the_stock_format_in_the_page_mac_alone() {
    let dir = TempDir::new().unwrap();
    let conn = keyed(&file(&dir), &RawKey::generate().unwrap());
    assert_eq!(
        settings(&conn),
        [
            "PRAGMA kdf_iter = 256000;",
            "PRAGMA cipher_page_size = 4096;",
            "PRAGMA cipher_use_hmac = 1;",
            "PRAGMA cipher_plaintext_header_size = 0;",
            "PRAGMA cipher_hmac_algorithm = HMAC_SHA256;",
            "PRAGMA cipher_kdf_algorithm = PBKDF2_HMAC_SHA512;",
        ]
    );
}

#[test]
fn a_file_with_the_defaults_of_any_sqlcipher_is_written_and_read() {
    for compatibility in 1..=4 {
        let dir = TempDir::new().unwrap();
        let pragmas = format!("PRAGMA cipher_compatibility = {compatibility};");
        write(&with_passphrase(&file(&dir), &pragmas));
        assert_eq!(
            read(&with_passphrase(&file(&dir), &pragmas)).unwrap().0,
            100,
            "version {compatibility}"
        );
        let other = format!("PRAGMA cipher_compatibility = {};", compatibility % 4 + 1);
        assert!(read(&with_passphrase(&file(&dir), &other)).is_err());
    }
}

#[test]
fn the_engine_is_ours() {
    let dir = TempDir::new().unwrap();
    let conn = keyed(&file(&dir), &RawKey::generate().unwrap());
    assert_eq!(verify_engine(&conn), Ok(()));
    let provider: String = conn
        .query_row("PRAGMA cipher_provider", [], |row| row.get(0))
        .unwrap();
    assert_eq!(provider, PROVIDER_NAME);
}

#[test]
fn a_connection_without_a_key_is_not_taken_for_an_encrypted_one() {
    let dir = TempDir::new().unwrap();
    kith_cipher::start();
    let conn = Connection::open(file(&dir)).unwrap();
    assert_eq!(verify_engine(&conn), Err(Error::NotKeyed));
}

#[test]
fn threads_with_files_of_their_own_do_not_disturb_each_other() {
    let dir = TempDir::new().unwrap();
    std::thread::scope(|scope| {
        for number in 0..4 {
            let path = dir.path().join(format!("{number}.kith"));
            scope.spawn(move || {
                let secret = RawKey::generate().unwrap();
                write(&keyed(&path, &secret));
                assert_eq!(read(&keyed(&path, &secret)).unwrap().0, 100);
            });
        }
    });
}
