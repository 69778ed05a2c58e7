//! Whether the engine does what `conn.rs` says that it does.

use kith_cipher::RawKey;

use super::super::conn::{Access, Conn, PRAGMAS};
use super::super::migrate::APPLICATION_ID;
use super::*;
use crate::Error;

fn key() -> RawKey {
    RawKey::from_slice(&[3; 32]).unwrap()
}

fn asked(conn: &Conn, pragma: &str) -> String {
    let value = conn
        .db()
        .pragma_query_value(None, pragma, |row| row.get::<_, rusqlite::types::Value>(0))
        .unwrap();
    match value {
        rusqlite::types::Value::Integer(n) => n.to_string(),
        rusqlite::types::Value::Text(text) => text,
        other => panic!("{pragma}: {other:?}"),
    }
}

#[test]
fn every_pragma_reads_back_on_every_connection() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("v.kith");
    drop(Vault::create(&path, key(), KINDS).unwrap());
    for access in [Access::Write, Access::Read] {
        let conn = Conn::open(&path, &key(), access).unwrap();
        for (name, value) in PRAGMAS.iter().filter(|(name, _)| *name != "mmap_size") {
            assert_eq!(
                asked(&conn, name),
                value.to_string(),
                "{name} of {access:?}"
            );
        }
        assert_eq!(asked(&conn, "journal_mode"), "wal");
        assert_eq!(asked(&conn, "cipher_hmac_algorithm"), "HMAC_SHA256");
        assert_eq!(asked(&conn, "cipher_provider"), kith_cipher::PROVIDER_NAME);
        assert_eq!(asked(&conn, "cipher_use_hmac"), "1");
        assert_eq!(asked(&conn, "application_id"), APPLICATION_ID.to_string());
        assert_eq!(asked(&conn, "user_version"), "1");
        // A memory map would show as a number of bytes; an engine without one answers nothing.
        let map = conn
            .db()
            .pragma_query_value(None, "mmap_size", |row| row.get::<_, i64>(0));
        assert!(
            matches!(map, Ok(0) | Err(rusqlite::Error::QueryReturnedNoRows)),
            "{map:?}"
        );
    }
}

#[test]
fn the_index_overwrites_what_it_deletes() {
    let conn = plain();
    let value: i64 = conn
        .db()
        .query_row(
            "SELECT v FROM search_config WHERE k = 'secure-delete'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(value, 1);
}

fn plain() -> Conn {
    let folder = tempfile::tempdir().unwrap();
    let mut conn = Conn::plain(&folder.path().join("plain.db")).unwrap();
    migrate::migrate(conn.db_mut(), migrate::File::New, migrate::MIGRATIONS).unwrap();
    conn
}

#[test]
fn a_reader_cannot_write_and_nothing_can_touch_the_tables_behind_the_index() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("v.kith");
    let _vault = Vault::create(&path, key(), KINDS).unwrap();
    let reader = Conn::open(&path, &key(), Access::Read).unwrap();
    assert!(reader.db().execute("DELETE FROM meta", []).is_err());
    let writer = Conn::open(&path, &key(), Access::Write).unwrap();
    assert!(writer.db().execute("DELETE FROM search_data", []).is_err());
    assert!(
        writer
            .db()
            .execute("UPDATE sqlite_schema SET sql = ''", [])
            .is_err()
    );
}

#[test]
fn a_value_of_the_wrong_type_is_refused_by_the_table() {
    let conn = plain();
    assert!(
        conn.db()
            .execute("INSERT INTO meta (key, value) VALUES ('a', x'00')", [])
            .is_err()
    );
    assert!(conn.db().execute("INSERT INTO tombstone (id, kind, stamp, last) VALUES (x'00', 'k', zeroblob(16), 1)", []).is_err());
}

#[test]
fn a_full_storage_refuses_the_act_and_keeps_everything_before_it() {
    let folder = tempfile::tempdir().unwrap();
    in_plain(&folder.path().join("plain.db"), |desk| {
        let insert = |desk: &mut act::Desk, n, text: &str| {
            desk.act(&some_act(), history::Turn::Done, |w| {
                w.insert(note(n, text))
            })
        };
        insert(desk, 1, "before")?;
        let pages: i64 = desk
            .conn()
            .db()
            .pragma_query_value(None, "page_count", |row| row.get(0))?;
        desk.conn()
            .db()
            .pragma_update(None, "max_page_count", pages + 4)?;
        assert_eq!(
            insert(desk, 2, &"words ".repeat(20_000)).unwrap_err(),
            Error::StorageFull
        );
        assert!(desk.reader().find(Uuid::from_u128(2))?.is_none());
        assert_eq!(desk.reader().get(Uuid::from_u128(1))?.version, 1);
        desk.conn()
            .db()
            .pragma_update(None, "max_page_count", 10_000)?;
        let changes = insert(desk, 2, &"words ".repeat(20_000))?.changes;
        assert_eq!(
            changes.act, 2,
            "the act that failed has left no number behind"
        );
        Ok(())
    })
    .unwrap();
}
