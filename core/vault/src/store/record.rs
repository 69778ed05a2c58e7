//! What the store keeps: a record, who wrote it, and what the store has to know about its kind.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::Stamp;

/// Who did something. The store neither reads nor compares any of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Author {
    /// Which of the parties to a therapy, in the caller's words.
    pub party: String,
    /// The device on which it was written.
    pub replica: String,
    /// The party in whose name it was written, where that is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<String>,
    /// Who else was there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<String>,
}

/// A record as it is now. Its `Debug` names the fields and shows none.
#[derive(Clone, PartialEq)]
pub struct Record {
    /// Its id, the same on every device.
    pub id: Uuid,
    /// The name of its [`Kind`]; one that a newer version brought is kept and not understood.
    pub kind: String,
    /// The course that it belongs to.
    pub course: Option<Uuid>,
    /// Who created it.
    pub author: Author,
    /// Who may see it, in the caller's words.
    pub visibility: String,
    /// When it was lived, in milliseconds UTC: the order of every list, before the id.
    pub lived: i64,
    /// The stamp of every field that `stamps` does not name.
    pub stamp: Stamp,
    /// The stamps of fields that were changed since, removed ones among them; [`VISIBILITY`] and [`TRASHED`] count as fields.
    pub stamps: BTreeMap<String, Stamp>,
    /// The fields, without nulls. Fields of a newer version stay here.
    pub fields: Map<String, Value>,
    /// Whether it lies in the trash.
    pub trashed: bool,
    /// 1 when created, and one more with every change.
    pub version: i64,
}

/// The name under which a record's visibility is stamped.
pub const VISIBILITY: &str = "$visibility";
/// The name under which being in the trash is stamped.
pub const TRASHED: &str = "$trashed";

impl Record {
    /// When `field` was last changed.
    #[must_use]
    pub fn stamp_of(&self, field: &str) -> Stamp {
        self.stamps.get(field).copied().unwrap_or(self.stamp)
    }

    /// The value of `field`, of the store's own two as well.
    pub(crate) fn value_of(&self, field: &str) -> Option<Value> {
        match field {
            VISIBILITY => Some(Value::from(self.visibility.as_str())),
            TRASHED => Some(Value::from(self.trashed)),
            _ => self.fields.get(field).cloned(),
        }
    }
}

/// A record to be created. Its `Debug` names the fields and shows none.
#[derive(Clone, PartialEq)]
pub struct NewRecord {
    /// Its id; one that was ever used here is refused.
    pub id: Uuid,
    /// The name of its kind, one of those that the vault was opened with.
    pub kind: &'static str,
    /// The course that it belongs to.
    pub course: Option<Uuid>,
    /// Who may see it.
    pub visibility: String,
    /// When it was lived, in milliseconds UTC, for kinds whose fields do not say it.
    pub lived: i64,
    /// The fields. Nulls are dropped; names that begin with `$` are the store's own and refused.
    pub fields: Map<String, Value>,
}

impl fmt::Debug for Record {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Record")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("version", &self.version)
            .field("trashed", &self.trashed)
            .field("fields", &self.fields.keys())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for NewRecord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("NewRecord")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("fields", &self.fields.keys())
            .finish_non_exhaustive()
    }
}

/// A reference from one record to another, for finding it from the other end. The target may not exist.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// What the target is to the source.
    pub role: String,
    /// The record referred to.
    pub to: Uuid,
}

/// How long a record keeps its history and how long it lies in the trash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// For 30 days on which the application was used.
    Days30,
    /// Until somebody erases it.
    Always,
}

/// What the store has to know about records of one kind. The three functions must give the same answer for the same fields
/// for ever: when one of them is changed, `revision` is raised, and vaults rebuild what was derived when they open.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// The name that its records carry.
    pub name: &'static str,
    /// How long history and trash are kept.
    pub keeps: Keep,
    /// Facts that are added and never edited, trashed, erased or undone.
    pub append_only: bool,
    /// Versions that are added and never edited; they may be trashed.
    pub immutable: bool,
    /// Raised whenever `text`, `links` or `lived` changes.
    pub revision: i64,
    /// What search finds a record by; empty for nothing.
    pub text: fn(&Map<String, Value>) -> String,
    /// What a record refers to.
    pub links: fn(&Map<String, Value>) -> Vec<Link>,
    /// When it was lived, where the fields say so.
    pub lived: fn(&Map<String, Value>) -> Option<i64>,
}

/// The kind of that name among those that the vault was opened with.
pub(crate) fn kind_named(kinds: &'static [Kind], name: &str) -> Option<&'static Kind> {
    kinds.iter().find(|kind| kind.name == name)
}
