//! What an act changed, for whoever shows it: screens refresh just what is named here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{Kind, Record, Stamp};
use crate::{Error, Result};

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// It is new.
    Created,
    /// Some of its fields changed, or who may see it.
    Edited,
    /// It was put into the trash.
    Trashed,
    /// It came back from the trash.
    Restored,
    /// It is gone for good.
    Erased,
}

/// One record that an act changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its id.
    pub id: Uuid,
    /// The name of its kind.
    pub kind: String,
    /// The course that it belongs to.
    pub course: Option<Uuid>,
    /// What happened to it.
    pub action: Action,
    /// The fields that differ now; of the store's own, `visibility` and `trashed`.
    pub fields: Vec<String>,
}

/// Everything that one act changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ChangeSet {
    /// The act's number, by which it can be undone; 0 when no record changed.
    pub act: i64,
    /// What the act is called.
    pub name: String,
    /// The records that changed, in the order in which they were touched first.
    pub changes: Vec<Change>,
    /// Whether it can be undone.
    pub undoable: bool,
}

/// The outcome of an act that is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed<T> {
    /// What the caller's work gave.
    pub value: T,
    /// What it changed.
    pub changes: ChangeSet,
}

/// Changes of one act beyond this many have no number.
const MOST_CHANGES: usize = 1 << 20;

/// The field as it was before an act: when it was changed, and to what, if it was there.
pub(super) type Image = (Stamp, Option<Value>);

/// One record that the act under way has changed. However often it is touched, it is one change.
pub(super) struct Touched {
    pub change: i64,
    pub prev: Option<i64>,
    pub id: Uuid,
    pub kind: String,
    pub course: Option<Uuid>,
    pub action: Action,
    pub fields: BTreeSet<String>,
    pub before: BTreeMap<String, Image>,
    pub final_: bool,
}

/// What the act under way has changed so far.
#[derive(Default)]
pub(super) struct Ledger {
    touched: Vec<Touched>,
    places: HashMap<Uuid, usize>,
}

impl Ledger {
    /// Notes a change of `record`, and returns its number. `prev` is the record's change before this act.
    pub(super) fn note(
        &mut self,
        act: i64,
        record: &Record,
        prev: Option<i64>,
        kind: Option<&Kind>,
        action: Action,
    ) -> Result<&mut Touched> {
        if let Some(place) = self.places.get(&record.id).copied() {
            let touched = &mut self.touched[place];
            touched.action = combine(touched.action, action);
            touched.final_ |= action == Action::Erased;
            return Ok(touched);
        }
        let place = self.touched.len();
        if place == MOST_CHANGES {
            return Err(Error::NotStorable {
                what: "more than a million changes in one act",
            });
        }
        self.places.insert(record.id, place);
        self.touched.push(Touched {
            change: first_change(act) + i64::try_from(place).unwrap_or(0), // below 2^20, as checked
            prev,
            id: record.id,
            kind: record.kind.clone(),
            course: record.course,
            action,
            fields: BTreeSet::new(),
            before: BTreeMap::new(),
            final_: action == Action::Erased || kind.is_none_or(|kind| kind.append_only),
        });
        Ok(&mut self.touched[place])
    }

    pub(super) fn touched(&self) -> &[Touched] {
        &self.touched
    }

    /// The change-set of the act, once it is done.
    pub(super) fn into_changes(self, act: i64, name: &str, undoable: bool) -> ChangeSet {
        let any = !self.touched.is_empty();
        ChangeSet {
            act: if any { act } else { 0 },
            name: name.to_owned(),
            undoable: undoable && any && !self.touched.iter().any(|touched| touched.final_),
            changes: self.touched.into_iter().map(Change::from).collect(),
        }
    }
}

impl From<Touched> for Change {
    fn from(touched: Touched) -> Self {
        let shown = |field: String| field.strip_prefix('$').map_or(field.clone(), str::to_owned);
        Self {
            id: touched.id,
            kind: touched.kind,
            course: touched.course,
            action: touched.action,
            fields: touched.fields.into_iter().map(shown).collect(),
        }
    }
}

/// What two changes of a record in one act come to.
fn combine(first: Action, then: Action) -> Action {
    match (first, then) {
        (_, Action::Erased) => Action::Erased,
        (Action::Created, _) => Action::Created,
        (first, Action::Edited) => first,
        (_, then) => then,
    }
}

const CHANGE_BITS: u32 = 20;

/// The number of an act's first change. Numbers that no act can have, as a caller may give them, have changes that none has.
pub(super) fn first_change(act: i64) -> i64 {
    act.clamp(-1, act_of(i64::MAX)) << CHANGE_BITS
}

/// The number of the last change that an act may have.
pub(super) fn last_change(act: i64) -> i64 {
    first_change(act) | ((1 << CHANGE_BITS) - 1)
}

/// The act that a change belongs to.
pub(super) fn act_of(change: i64) -> i64 {
    change >> CHANGE_BITS
}

impl Action {
    pub(super) fn code(self) -> i64 {
        self as i64
    }

    pub(super) fn from_code(code: i64) -> Result<Self> {
        let all = [
            Self::Created,
            Self::Edited,
            Self::Trashed,
            Self::Restored,
            Self::Erased,
        ];
        let found = all.into_iter().find(|action| action.code() == code);
        found.ok_or(Error::Damaged {
            what: "the history",
        })
    }
}
