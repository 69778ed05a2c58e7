//! Opening: what is refused, and that nothing is touched then.
#![allow(clippy::unwrap_used, reason = "a test stops where something is amiss")]

mod given;

use std::fs;

use given::*;
use kith_cipher::RawKey;
use kith_vault::*;
use serde_json::json;

fn error(opened: Result<Vault>) -> Error {
    opened.map(drop).unwrap_err()
}

fn bytes(given: &Given) -> Vec<(std::ffi::OsString, Vec<u8>)> {
    let files = fs::read_dir(given.folder.path()).unwrap();
    let mut files: Vec<_> = files
        .map(|file| file.unwrap())
        .filter(|file| !file.file_name().to_str().unwrap().ends_with("-shm"))
        .map(|file| (file.file_name(), fs::read(file.path()).unwrap()))
        .collect();
    files.sort();
    files
}

/// The vault's file, opened past the store.
fn behind(given: &Given) -> rusqlite::Connection {
    let db = rusqlite::Connection::open(given.path()).unwrap();
    kith_cipher::key(&db, &key()).unwrap();
    db
}

#[test]
fn a_new_vault_takes_no_file_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("v.kith");
    fs::write(&path, "something").unwrap();
    assert_eq!(
        error(Vault::create(&path, key(), KINDS)),
        Error::AlreadyExists
    );
    assert_eq!(fs::read(&path).unwrap(), b"something");
}

#[test]
fn opening_never_makes_a_vault() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("v.kith");
    assert_eq!(error(Vault::open(&path, key(), KINDS)), Error::NotFound);
    assert!(!path.exists());
}

#[test]
fn a_wrong_key_opens_nothing_and_changes_nothing() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    // The log is full of what is not in the file yet, as after a crash.
    let path = given.folder.path().join("copy.kith");
    fs::copy(given.path(), &path).unwrap();
    fs::copy(
        given.path().with_extension("kith-wal"),
        path.with_extension("kith-wal"),
    )
    .unwrap();
    let before = bytes(&given);
    let wrong = RawKey::from_slice(&[8; 32]).unwrap();
    assert_eq!(
        error(Vault::open(&path, wrong, KINDS)),
        Error::Damaged {
            what: "the database"
        }
    );
    assert_eq!(bytes(&given), before);
    let vault = Vault::open(&path, key(), KINDS).unwrap();
    assert_eq!(vault.read(|r| r.get(id(1))).unwrap().version, 1);
}

#[test]
fn a_database_in_the_clear_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("v.kith");
    kith_cipher::start();
    let plain = rusqlite::Connection::open(&path).unwrap();
    plain
        .execute_batch("CREATE TABLE t (n); PRAGMA user_version = 1;")
        .unwrap();
    drop(plain);
    let before = fs::read(&path).unwrap();
    assert_eq!(error(Vault::open(&path, key(), KINDS)), Error::NotEncrypted);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn an_empty_short_or_random_file_is_damaged_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("empty", vec![]),
        ("short", vec![1; 100]),
        ("noise", (0..9000).map(|n| (n * 31 % 251) as u8).collect()),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, &content).unwrap();
        assert!(
            matches!(
                error(Vault::open(&path, key(), KINDS)),
                Error::Damaged { .. }
            ),
            "{name}"
        );
        assert_eq!(fs::read(&path).unwrap(), content, "{name}");
    }
}

#[test]
fn a_flipped_byte_in_any_page_is_noticed_and_the_file_is_kept() {
    let given = Given::new();
    for n in 0..30 {
        given.insert(n, json!({"body": "words ".repeat(100)}));
    }
    given.vault.lock();
    let whole = fs::read(given.path()).unwrap();
    for page in 0..whole.len() / 4096 {
        let mut damaged = whole.clone();
        damaged[page * 4096 + 1000] ^= 1;
        fs::write(given.path(), &damaged).unwrap();
        match Vault::open(&given.path(), key(), KINDS) {
            Ok(vault) => {
                let report = vault.check(true).unwrap();
                assert!(
                    report.damaged_pages > 0 && !report.is_repairable(),
                    "page {page}: {report:?}"
                );
                assert_eq!(vault.repair().unwrap().damaged_pages, report.damaged_pages);
            }
            Err(error) => assert!(
                matches!(error, Error::Damaged { .. }),
                "page {page}: {error:?}"
            ),
        }
        assert_eq!(
            fs::read(given.path()).unwrap(),
            damaged,
            "page {page} was written over"
        );
    }
}

#[test]
fn reading_and_writing_on_a_damaged_page_say_that_it_is_damaged() {
    let given = Given::new();
    for n in 0..60 {
        given.insert(n, json!({"title": "a", "body": "words ".repeat(100)}));
    }
    given.vault.lock();
    let whole = fs::read(given.path()).unwrap();
    for page in 1..whole.len() / 4096 {
        let mut damaged = whole.clone();
        damaged[page * 4096 + 1000] ^= 1;
        fs::write(given.path(), &damaged).unwrap();
        let Ok(vault) = Vault::open(&given.path(), key(), KINDS) else {
            continue;
        };
        let found = Search {
            text: "words",
            limit: 100,
            ..Search::default()
        };
        let mut errors = vec![
            vault.check(false).err(),
            vault.read(|r| r.search(&found)).err(),
        ];
        for n in 0..60 {
            errors.push(vault.read(|r| r.get(id(n))).err());
            let edit = fields(json!({"title": "b"}));
            errors.push(
                vault
                    .transact(&act("edit"), |w| w.edit(id(n), None, &edit))
                    .err(),
            );
        }
        let seldom: Vec<_> = errors
            .into_iter()
            .enumerate()
            .filter(|(_, error)| error.is_some_and(|it| !matches!(it, Error::Damaged { .. })))
            .collect();
        assert!(seldom.is_empty(), "page {page}: {seldom:?}");
    }
}

#[test]
fn a_vault_of_a_newer_version_is_kept_for_it() {
    let given = Given::new();
    given.vault.lock();
    let db = behind(&given);
    db.pragma_update(None, "user_version", 99).unwrap();
    drop(db);
    let opened = Vault::open(&given.path(), key(), KINDS);
    assert_eq!(
        error(opened),
        Error::NewerFormat {
            found: 99,
            known: 1
        }
    );
}

#[test]
fn a_vault_of_the_first_schema_opens_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("v1.kith");
    fs::copy(
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/v1.kith"),
        &path,
    )
    .unwrap();
    let vault = Vault::open(&path, key(), KINDS).unwrap();
    let first = vault.read(|r| r.get(id(1))).unwrap();
    assert_eq!(
        serde_json::Value::Object(first.fields),
        json!({"title": "Ärger", "body": "我很孤独", "people": [id(900).to_string()]})
    );
    assert_eq!(
        (
            first.version,
            first.visibility.as_str(),
            first.author.party.as_str()
        ),
        (2, "shared", "client")
    );
    assert_eq!(vault.read(|r| r.history(id(1))).unwrap().len(), 2);
    assert!(vault.read(|r| r.get(id(2))).unwrap().trashed);
    assert!(vault.read(|r| r.tombstone(id(3))).unwrap().is_some());
    assert_eq!(vault.read(|r| r.drafts()).unwrap().len(), 1);
    assert_eq!(
        vault.read(|r| r.meta("setting")).unwrap().as_deref(),
        Some("value")
    );
    let search = Search {
        text: "孤独",
        limit: 5,
        ..Search::default()
    };
    assert_eq!(vault.read(|r| r.search(&search)).unwrap().items.len(), 1);
    let undone = vault.undo(None, &act("undo")).unwrap();
    assert_eq!(undone.changes.changes[0].action, Action::Restored);
    assert!(vault.check(true).unwrap().is_sound());
}

#[test]
fn a_check_finds_what_strayed_and_a_repair_derives_it_anew() {
    let given = Given::new();
    for n in 1..=3 {
        given.insert(n, json!({"title": "words", "people": [id(900).to_string()], "lived": n as i64 * 1_000_000}));
    }
    given.vault.lock();
    let db = behind(&given);
    db.execute_batch(
        "DELETE FROM link; UPDATE record SET lived = 77 WHERE version = 1; \
         INSERT INTO search (rowid, words) VALUES (1, 'stray');",
    )
    .unwrap();
    drop(db);
    let vault = Vault::open(&given.path(), key(), KINDS).unwrap();
    let report = vault.check(false).unwrap();
    assert!(
        report.wrong_links && report.wrong_index && report.is_repairable(),
        "{report:?}"
    );
    assert_eq!((report.records, report.misplaced), (3, 3));
    let repaired = vault.repair().unwrap();
    assert!(repaired.is_sound(), "{repaired:?}");
    assert_eq!(vault.read(|r| r.get(id(3))).unwrap().lived, 3_000_000);
}

#[test]
fn a_check_tells_a_schema_that_is_not_ours() {
    let given = Given::new();
    given.vault.lock();
    let db = behind(&given);
    db.execute_batch("CREATE TRIGGER spy AFTER INSERT ON meta BEGIN DELETE FROM record; END")
        .unwrap();
    drop(db);
    let vault = Vault::open(&given.path(), key(), KINDS).unwrap();
    let report = vault.check(false).unwrap();
    assert!(report.foreign_schema && !report.is_repairable());
    vault
        .transact(&act("set"), |w| {
            w.insert(new(1, json!({})))
                .and_then(|()| w.set_meta("a", Some("b")))
        })
        .unwrap();
    assert!(vault.read(|r| r.get(id(1))).is_ok(), "triggers do not run");
}
