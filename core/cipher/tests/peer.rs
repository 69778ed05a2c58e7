//! A stock SQLCipher 4, built by somebody else over another library's cryptography, is the judge of our file format.
//!
//! `KITH_STOCK_SQLCIPHER` is the command that runs its shell (`sqlcipher`, or a script that runs one elsewhere); it gets a
//! path as its last argument and SQL on its standard input. Without it these tests pass over themselves, unless
//! `KITH_REQUIRE_PEERS=1` says that a missing peer is a failure, as the project's own test run does.
#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use kith_cipher::{PAGE_MAC, RawKey, key, verify_engine};
use rusqlite::Connection;

const SCHEMA: &str = "CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT) STRICT;";
const ROWS: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) \
                    INSERT INTO entry (text) SELECT 'entry ' || i || ' ümläüt 日本 ' || hex(zeroblob(i)) FROM n;";
const SUM: &str = "SELECT count(*) || ' ' || sum(length(text)) || ' ' || max(text) FROM entry;";
const PASSPHRASE: &str = "PRAGMA key = 'four common english words';";

struct Peer {
    words: Vec<String>,
}

impl Peer {
    fn find() -> Option<Self> {
        let command = env::var("KITH_STOCK_SQLCIPHER").unwrap_or_default();
        let words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
        let required = env::var("KITH_REQUIRE_PEERS").is_ok_and(|value| value == "1");
        assert!(
            !words.is_empty() || !required,
            "KITH_REQUIRE_PEERS=1, but KITH_STOCK_SQLCIPHER names no SQLCipher"
        );
        (!words.is_empty()).then(|| Self { words }.at_version_4())
    }

    fn at_version_4(self) -> Self {
        let file = scratch("version");
        let version = self.run(&file, "PRAGMA cipher_version;");
        assert!(
            version.starts_with("4."),
            "the peer is not SQLCipher 4: {version}"
        );
        let provider = self.run(&file, &format!("{PASSPHRASE} PRAGMA cipher_provider;"));
        assert!(
            !provider.contains(kith_cipher::PROVIDER_NAME),
            "the peer must not be ourselves"
        );
        self
    }

    /// Runs SQL on a file and returns what the shell printed, without the `ok` it answers to a key.
    fn run(&self, file: &Path, sql: &str) -> String {
        let mut child = Command::new(&self.words[0])
            .args(&self.words[1..])
            .args(["-batch", "-bail", "-noheader"])
            .arg(file)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("KITH_STOCK_SQLCIPHER can be run");
        child
            .stdin
            .take()
            .unwrap()
            .write_all(sql.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        let (out, err) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(output.status.success(), "{out}{err}");
        out.strip_prefix("ok\n").unwrap_or(&out).trim().to_owned()
    }
}

/// A fresh path below the build directory, which a peer that lives in a chroot sees too.
fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peer");
    fs::create_dir_all(&dir).unwrap();
    let path = dir.join(format!("{name}-{}.db", std::process::id()));
    let _ = fs::remove_file(&path);
    path
}

fn hex(secret: &RawKey) -> String {
    secret
        .as_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn unlocking(secret: &RawKey) -> String {
    format!(
        "PRAGMA key = \"x'{}'\"; PRAGMA cipher_hmac_algorithm = {PAGE_MAC};",
        hex(secret)
    )
}

fn ours(file: &Path, secret: &RawKey) -> Connection {
    kith_cipher::start();
    let conn = Connection::open(file).unwrap();
    key(&conn, secret).unwrap();
    verify_engine(&conn).unwrap();
    conn
}

fn sum(conn: &Connection) -> String {
    conn.query_row(SUM, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_stock_sqlcipher_reads_and_checks_what_we_wrote() {
    let Some(peer) = Peer::find() else { return };
    let (file, secret) = (scratch("ours"), RawKey::generate().unwrap());
    let conn = ours(&file, &secret);
    conn.execute_batch(&format!("{SCHEMA}{ROWS}")).unwrap();
    let expected = sum(&conn);
    drop(conn);

    let open = unlocking(&secret);
    assert_eq!(peer.run(&file, &format!("{open} {SUM}")), expected);
    let checks = "PRAGMA cipher_integrity_check; PRAGMA integrity_check;";
    assert_eq!(peer.run(&file, &format!("{open} {checks}")), "ok");
}

#[test]
fn we_read_and_check_what_a_stock_sqlcipher_wrote_with_our_parameters() {
    let Some(peer) = Peer::find() else { return };
    let (file, secret) = (scratch("theirs"), RawKey::generate().unwrap());
    let expected = peer.run(
        &file,
        &format!("{} {SCHEMA}{ROWS}{SUM}", unlocking(&secret)),
    );

    let conn = ours(&file, &secret);
    assert_eq!(sum(&conn), expected);
    assert_eq!(damaged_pages(&conn), Vec::<String>::new());
}

#[test]
fn we_read_what_a_stock_sqlcipher_wrote_with_its_own_defaults() {
    let Some(peer) = Peer::find() else { return };
    let file = scratch("defaults");
    let expected = peer.run(&file, &format!("{PASSPHRASE} {SCHEMA}{ROWS}{SUM}"));

    kith_cipher::start();
    let conn = Connection::open(&file).unwrap();
    conn.execute_batch(PASSPHRASE).unwrap();
    assert_eq!(sum(&conn), expected);
    assert_eq!(damaged_pages(&conn), Vec::<String>::new());
}

#[test]
fn a_stock_sqlcipher_reads_what_we_wrote_with_its_defaults() {
    let Some(peer) = Peer::find() else { return };
    let file = scratch("as-stock");
    kith_cipher::start();
    let conn = Connection::open(&file).unwrap();
    conn.execute_batch(&format!("{PASSPHRASE} {SCHEMA}{ROWS}"))
        .unwrap();
    let expected = sum(&conn);
    drop(conn);
    assert_eq!(peer.run(&file, &format!("{PASSPHRASE} {SUM}")), expected);
}

/// Pages whose MAC is wrong, as SQLCipher itself finds them.
fn damaged_pages(conn: &Connection) -> Vec<String> {
    let mut statement = conn.prepare("PRAGMA cipher_integrity_check").unwrap();
    let found = statement.query_map([], |row| row.get(0)).unwrap();
    found.map(Result::unwrap).collect()
}
