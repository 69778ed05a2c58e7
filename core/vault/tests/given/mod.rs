//! What the tests of the store start from: four kinds of record, an author, a clock that is a counter.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test crate uses a part of it, and a test stops where something is amiss"
)]

use std::path::PathBuf;

use kith_vault::*;
use serde_json::{Map, Value};
use tempfile::TempDir;
use uuid::Uuid;

pub const NOTE: &str = "note";
pub const RECORD: &str = "record";
pub const FACT: &str = "fact";
pub const VERSION: &str = "version";

/// A kind whose text is `title` and `body`, whose links are `people`, and whose time is `lived`.
const fn kind(name: &'static str) -> Kind {
    Kind {
        name,
        keeps: Keep::Days30,
        append_only: false,
        immutable: false,
        revision: 1,
        text,
        links,
        lived,
    }
}

pub static KINDS: &[Kind] = &[
    kind(NOTE),
    Kind {
        keeps: Keep::Always,
        ..kind(RECORD)
    },
    Kind {
        append_only: true,
        ..kind(FACT)
    },
    Kind {
        immutable: true,
        ..kind(VERSION)
    },
];

pub fn text(fields: &Map<String, Value>) -> String {
    let parts = ["title", "body"]
        .into_iter()
        .filter_map(|name| fields.get(name)?.as_str());
    parts.collect::<Vec<_>>().join("\n")
}

pub fn links(fields: &Map<String, Value>) -> Vec<Link> {
    let people = fields
        .get("people")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    people
        .filter_map(|id| id.as_str()?.parse().ok())
        .map(|to| Link {
            role: "person".to_owned(),
            to,
        })
        .collect()
}

pub fn lived(fields: &Map<String, Value>) -> Option<i64> {
    fields.get("lived")?.as_i64()
}

pub fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        other => panic!("not an object: {other}"),
    }
}

/// A different id for each number, in their order.
pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n)
}

pub fn new(n: u128, value: Value) -> NewRecord {
    NewRecord {
        id: id(n),
        kind: NOTE,
        course: None,
        visibility: "private".to_owned(),
        lived: n as i64 * 60_000,
        fields: fields(value),
    }
}

/// The stamp after the last one.
pub fn tick(last: Option<Stamp>) -> Stamp {
    let last = last.map_or(0, |last| u128::from_be_bytes(last.0));
    Stamp((last + 1).to_be_bytes())
}

pub fn act(name: &'static str) -> Act<'static> {
    on_day(name, 100)
}

pub fn on_day(name: &'static str, day: i32) -> Act<'static> {
    let author = Author {
        party: "client".to_owned(),
        replica: "phone".to_owned(),
        on_behalf_of: None,
        present: Vec::new(),
    };
    Act {
        name,
        author,
        stamp: &tick,
        day,
    }
}

pub fn key() -> kith_cipher::RawKey {
    kith_cipher::RawKey::from_slice(&[7; 32]).unwrap()
}

/// A vault in a folder that goes away with it.
pub struct Given {
    pub vault: Vault,
    pub folder: TempDir,
}

impl Given {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::create(&folder.path().join("test.kith"), key(), KINDS).unwrap();
        Self { vault, folder }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("test.kith")
    }

    /// Closes the vault and opens it again.
    pub fn reopened(self) -> Self {
        self.vault.lock();
        let vault = Vault::open(&self.path(), key(), KINDS).unwrap();
        Self {
            vault,
            folder: self.folder,
        }
    }

    pub fn write<T>(
        &self,
        name: &'static str,
        work: impl FnOnce(&mut Writer<'_>) -> Result<T>,
    ) -> Committed<T> {
        self.vault.transact(&act(name), work).unwrap()
    }

    pub fn insert(&self, n: u128, value: Value) -> i64 {
        self.write("insert", |w| w.insert(new(n, value)))
            .changes
            .act
    }

    pub fn insert_of(&self, kind: &'static str, n: u128, value: Value) -> i64 {
        self.write("insert", |w| {
            w.insert(NewRecord {
                kind,
                ..new(n, value)
            })
        })
        .changes
        .act
    }

    pub fn edit(&self, n: u128, value: Value) -> i64 {
        self.write("edit", |w| w.edit(id(n), None, &fields(value)))
            .changes
            .act
    }

    pub fn read<T>(&self, work: impl FnOnce(&Reader<'_>) -> Result<T>) -> T {
        self.vault.read(work).unwrap()
    }

    pub fn get(&self, n: u128) -> Record {
        self.read(|r| r.get(id(n)))
    }

    pub fn fields(&self, n: u128) -> Value {
        Value::Object(self.get(n).fields)
    }

    /// The numbers of the notes that a search finds.
    pub fn found(&self, text: &str) -> Vec<u128> {
        let search = Search {
            text,
            limit: 20,
            ..Search::default()
        };
        self.read(|r| r.search(&search))
            .items
            .iter()
            .map(number)
            .collect()
    }

    pub fn assert_sound(&self) {
        let report = self.vault.check(true).unwrap();
        assert!(report.is_sound(), "{report:?}");
    }
}

pub fn number(record: &Record) -> u128 {
    record.id.as_u128() - id(0).as_u128()
}
