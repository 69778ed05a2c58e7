//! Bringing a vault's tables to the form that this version knows.
//!
//! Each migration is one file of SQL that says what changes and nothing else. The driver owns the transaction and writes the version
//! itself, so no file can forget it or leave half of itself behind. A vault is never migrated backwards: one that a newer version
//! wrote is refused untouched.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::{Error, Result};

/// "KITH", in the header of every vault.
pub(super) const APPLICATION_ID: i64 = 0x4B49_5448;

/// What brings a vault of the version before to this one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Migration {
    pub version: i64,
    pub sql: &'static str,
}

/// All of them, from the empty file on.
pub(super) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: include_str!("schema/1.sql"),
}];

/// Whether the file may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum File {
    New,
    Existing,
}

/// Applies what is missing, all of it or nothing.
pub(super) fn migrate(db: &mut Connection, file: File, migrations: &[Migration]) -> Result<()> {
    let known = migrations.last().map_or(0, |last| last.version);
    let found = pragma(db, "user_version")?;
    identify(db, file, found)?;
    if found > known {
        return Err(Error::NewerFormat { found, known });
    }
    if found < known {
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for migration in migrations
            .iter()
            .filter(|migration| migration.version > found)
        {
            apply(&transaction, migration)?;
        }
        transaction.commit()?;
    }
    Ok(())
}

fn apply(transaction: &Transaction<'_>, migration: &Migration) -> Result<()> {
    transaction.execute_batch(migration.sql)?;
    if broken_references(transaction)? > 0 {
        return Err(Error::Damaged {
            what: "the references between tables",
        });
    }
    transaction.pragma_update(None, "user_version", migration.version)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    Ok(())
}

/// A vault says so in its header; a new file says nothing and holds nothing.
fn identify(db: &Connection, file: File, version: i64) -> Result<()> {
    let id = pragma(db, "application_id")?;
    let empty = id == 0 && version == 0 && schema(db)?.is_empty();
    let ours = match file {
        File::New => empty,
        File::Existing => id == APPLICATION_ID && version > 0,
    };
    ours.then_some(()).ok_or(Error::Damaged {
        what: "the vault's header",
    })
}

/// Rows that point to rows that are not there.
pub(super) fn broken_references(db: &Connection) -> Result<i64> {
    let mut query = db.prepare("SELECT count(*) FROM pragma_foreign_key_check")?;
    Ok(query.query_row([], |row| row.get(0))?)
}

fn pragma(db: &Connection, name: &str) -> Result<i64> {
    Ok(db.pragma_query_value(None, name, |row| row.get(0))?)
}

/// One object of a schema: type, name, table, statement.
type Statement = (String, String, String, Option<String>);

fn schema(db: &Connection) -> Result<Vec<Statement>> {
    let mut query =
        db.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")?;
    let rows = query.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether the schema of `db` is ours, statement for statement: no table, index, view or trigger more, less or other. Files that came
/// from elsewhere are asked this before anything in them is read.
///
/// # Errors
/// [`Error::Sql`] and its kin when the schema cannot be read.
pub fn schema_is_ours(db: &Connection) -> Result<bool> {
    same_schema(db, MIGRATIONS)
}

fn same_schema(db: &Connection, migrations: &[Migration]) -> Result<bool> {
    kith_cipher::start();
    let mut fresh = Connection::open_in_memory()?;
    migrate(&mut fresh, File::New, migrations)?;
    Ok(schema(db)? == schema(&fresh)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MORE: &[Migration] = &[
        MIGRATIONS[0],
        Migration {
            version: 2,
            sql: "CREATE TABLE colour (n INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;",
        },
        Migration {
            version: 3,
            sql: "ALTER TABLE colour ADD COLUMN shade TEXT; CREATE INDEX colour_name ON colour (name);",
        },
    ];

    fn fresh(migrations: &[Migration]) -> Connection {
        kith_cipher::start();
        let mut db = Connection::open_in_memory().unwrap();
        migrate(&mut db, File::New, migrations).unwrap();
        db
    }

    #[test]
    fn an_upgraded_vault_has_the_tables_of_a_fresh_one() {
        for from in 1..=MORE.len() {
            let mut upgraded = fresh(&MORE[..from]);
            upgraded
                .execute("INSERT INTO meta (key, value) VALUES ('kept', 'yes')", [])
                .unwrap();
            migrate(&mut upgraded, File::Existing, MORE).unwrap();
            assert_eq!(
                schema(&upgraded).unwrap(),
                schema(&fresh(MORE)).unwrap(),
                "from {from}"
            );
            assert_eq!(pragma(&upgraded, "user_version").unwrap(), 3);
            let kept: String = upgraded
                .query_row("SELECT value FROM meta", [], |row| row.get(0))
                .unwrap();
            assert_eq!(kept, "yes");
        }
    }

    #[test]
    fn a_migration_that_fails_leaves_the_vault_as_it_was() {
        let mut db = fresh(MIGRATIONS);
        let before = schema(&db).unwrap();
        let broken = &[
            MORE[0],
            MORE[1],
            Migration {
                version: 3,
                sql: "CREATE TABLE half (n INTEGER); CREATE TABEL other;",
            },
        ];
        assert!(migrate(&mut db, File::Existing, broken).is_err());
        assert_eq!(schema(&db).unwrap(), before);
        assert_eq!(pragma(&db, "user_version").unwrap(), 1);
        migrate(&mut db, File::Existing, MORE).unwrap();
    }

    #[test]
    fn a_vault_of_a_newer_version_is_refused_untouched() {
        let mut db = fresh(MORE);
        let before = schema(&db).unwrap();
        assert_eq!(
            migrate(&mut db, File::Existing, MIGRATIONS),
            Err(Error::NewerFormat { found: 3, known: 1 })
        );
        assert_eq!(schema(&db).unwrap(), before);
        assert_eq!(pragma(&db, "user_version").unwrap(), 3);
    }

    #[test]
    fn a_database_of_another_program_is_not_a_vault() {
        kith_cipher::start();
        let mut db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE theirs (n INTEGER); PRAGMA user_version = 1;")
            .unwrap();
        let refused = Err(Error::Damaged {
            what: "the vault's header",
        });
        assert_eq!(migrate(&mut db, File::Existing, MIGRATIONS), refused);
        assert_eq!(migrate(&mut db, File::New, MIGRATIONS), refused);
        let mut empty = Connection::open_in_memory().unwrap();
        assert_eq!(migrate(&mut empty, File::Existing, MIGRATIONS), refused);
    }

    #[test]
    fn a_schema_with_anything_added_or_changed_is_foreign() {
        assert!(schema_is_ours(&fresh(MIGRATIONS)).unwrap());
        for change in [
            "CREATE TRIGGER spy AFTER INSERT ON record BEGIN DELETE FROM meta; END",
            "CREATE VIEW record_view AS SELECT * FROM record",
            "CREATE INDEX more ON record (course)",
            "DROP INDEX record_live",
            "ALTER TABLE meta ADD COLUMN extra TEXT",
        ] {
            let db = fresh(MIGRATIONS);
            db.execute_batch(change).unwrap();
            assert!(!schema_is_ours(&db).unwrap(), "{change}");
        }
    }

    #[test]
    fn every_table_is_strict() {
        let db = fresh(MIGRATIONS);
        let lax = "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND NOT strict AND schema = 'main' AND name NOT LIKE 'sqlite_%'";
        assert_eq!(
            db.query_row(lax, [], |row| row.get::<_, i64>(0)).unwrap(),
            0
        );
    }
}
