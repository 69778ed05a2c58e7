//! Writing records: each method is one change of one record, with everything that has to change along with it.

use rusqlite::params;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::act::Writer;
use super::changes::{Action, Touched};
use super::derived::Derived;
use super::reader::Held;
use super::record::{TRASHED, VISIBILITY};
use super::{Author, Kind, NewRecord, Record, diff, history, place, queries};
use crate::{Error, Result};

impl Writer<'_> {
    /// Creates a record.
    ///
    /// # Errors
    /// [`Error::AlreadyExists`] when the id is or was in use, [`Error::NotStorable`] for an unknown kind or a reserved field name.
    pub fn insert(&mut self, new: NewRecord) -> Result<()> {
        self.insert_by(self.acting().clone(), new)
    }

    /// Creates a record that somebody else wrote: the history says who brought it here, the record who wrote it.
    ///
    /// # Errors
    /// As for [`Self::insert`].
    pub fn insert_by(&mut self, author: Author, new: NewRecord) -> Result<()> {
        let kind = self.kind(new.kind).ok_or(UNKNOWN_KIND)?;
        if self.tombstone(new.id)?.is_some() || self.find_with(new.id, |_| Ok(()))?.is_some() {
            return Err(Error::AlreadyExists);
        }
        storable(&new.fields)?;
        let fields = diff::stored(new.fields);
        let record = Record {
            id: new.id,
            kind: new.kind.to_owned(),
            course: new.course,
            author,
            visibility: new.visibility,
            lived: (kind.lived)(&fields).unwrap_or(new.lived),
            stamp: self.stamp(),
            stamps: std::collections::BTreeMap::new(),
            fields,
            trashed: false,
            version: 1,
        };
        let touched = self
            .ledger
            .note(self.number, &record, None, Some(kind), Action::Created)?;
        touched.fields.extend(record.fields.keys().cloned());
        let last = touched.change;
        self.write_new(&record, kind, last)
    }

    fn write_new(&mut self, record: &Record, kind: &'static Kind, last: i64) -> Result<()> {
        let author = self.number_of(&record.author)?;
        let conn = self.conn();
        let seq = place::free(conn, record.lived)?;
        conn.sql(queries::INSERT)?.execute(params![
            seq,
            record.id.as_bytes(),
            record.kind,
            record.course.as_ref().map(Uuid::as_bytes),
            author,
            record.lived,
            last,
            record.visibility,
            record.stamp.0,
            json(&record.fields)?
        ])?;
        let derived = Derived::of(Some(kind), &record.fields);
        derived.write_words(conn, seq)?;
        derived.write_links(conn, record.id, record.lived)
    }

    /// Gives a record new fields: those that differ are changed and stamped, null removes, what is not mentioned stays, and so do members
    /// inside a field that are not mentioned (`diff.rs`). Returns the version after; nothing different is no change.
    ///
    /// # Errors
    /// [`Error::Conflict`] when `expected` is given and is not the record's version, [`Error::AppendOnly`] for kinds that are only
    /// added to, [`Error::NotFound`] for a record that is not there or in the trash.
    pub fn edit(
        &mut self,
        id: Uuid,
        expected: Option<i64>,
        fields: &Map<String, Value>,
    ) -> Result<i64> {
        let (held, kind) = self.editable(id, expected)?;
        if kind.immutable {
            return Err(Error::AppendOnly);
        }
        storable(fields)?;
        let mut record = held.record.clone();
        let changed = diff::changed(&held.record.fields, fields);
        let names = changed.iter().map(|(name, _)| name.clone()).collect();
        for (name, value) in changed {
            set(&mut record, &name, value);
        }
        self.store(held, record, Action::Edited, names)
    }

    /// Changes who may see a record; allowed for immutable kinds. Returns the version after.
    ///
    /// # Errors
    /// As for [`Self::edit`].
    pub fn set_visibility(
        &mut self,
        id: Uuid,
        expected: Option<i64>,
        visibility: &str,
    ) -> Result<i64> {
        let (held, _) = self.editable(id, expected)?;
        if held.record.visibility == visibility {
            return Ok(held.record.version);
        }
        let record = Record {
            visibility: visibility.to_owned(),
            ..held.record.clone()
        };
        self.store(held, record, Action::Edited, vec![VISIBILITY.to_owned()])
    }

    /// Puts a record into the trash; one that lies there already stays. Returns the version after.
    ///
    /// # Errors
    /// [`Error::NotFound`], and [`Error::AppendOnly`] for kinds that are only added to.
    pub fn trash(&mut self, id: Uuid) -> Result<i64> {
        self.set_trashed(id, true)
    }

    /// Takes a record out of the trash; one that does not lie there stays. Returns the version after.
    ///
    /// # Errors
    /// As for [`Self::trash`].
    pub fn restore(&mut self, id: Uuid) -> Result<i64> {
        self.set_trashed(id, false)
    }

    fn set_trashed(&mut self, id: Uuid, trashed: bool) -> Result<i64> {
        let held = self.hold(id)?;
        self.changeable(&held)?;
        if held.record.trashed == trashed {
            return Ok(held.record.version);
        }
        let action = if trashed {
            Action::Trashed
        } else {
            Action::Restored
        };
        let record = Record {
            trashed,
            ..held.record.clone()
        };
        self.store(held, record, action, vec![TRASHED.to_owned()])
    }

    /// Destroys a record: its fields, its words in the index, its links, the images in its history and any draft of it. A tombstone stays,
    /// so that it does not come back with a copy from elsewhere. This cannot be undone.
    ///
    /// # Errors
    /// As for [`Self::trash`].
    pub fn erase(&mut self, id: Uuid) -> Result<()> {
        let held = self.hold(id)?;
        let kind = self.changeable(&held)?;
        let prev = Some(held.last);
        let touched =
            self.ledger
                .note(self.number, &held.record, prev, Some(kind), Action::Erased)?;
        touched.before.clear();
        touched.fields.clear();
        let (change, past) = (touched.change, touched.prev);
        let stamp = self.stamp();
        let conn = self.conn();
        let derived = Derived::of(Some(kind), &held.record.fields);
        derived.erase_words(conn, held.seq)?;
        derived.erase_links(conn, id, held.record.lived)?;
        history::wipe(conn, past)?; // this act's own row is not written yet
        conn.sql(queries::DRAFT_CLEAR_OF)?
            .execute([id.as_bytes()])?;
        conn.sql(queries::DELETE)?.execute([held.seq])?;
        let course = held.record.course.as_ref().map(Uuid::as_bytes);
        conn.sql(queries::BURY)?.execute(params![
            id.as_bytes(),
            held.record.kind,
            course,
            stamp.0,
            change
        ])?;
        Ok(())
    }

    /// Keeps a setting, or forgets it.
    ///
    /// # Errors
    /// Those of writing.
    pub fn set_meta(&mut self, key: &str, value: Option<&str>) -> Result<()> {
        match value {
            Some(value) => self.conn().sql(queries::META_PUT)?.execute([key, value])?,
            None => self.conn().sql(queries::META_CLEAR)?.execute([key])?,
        };
        Ok(())
    }

    fn editable(&self, id: Uuid, expected: Option<i64>) -> Result<(Held, &'static Kind)> {
        let held = self.hold(id)?;
        if held.record.trashed {
            return Err(Error::NotFound);
        }
        let kind = self.changeable(&held)?;
        match expected {
            Some(version) if version != held.record.version => Err(Error::Conflict),
            _ => Ok((held, kind)),
        }
    }

    pub(super) fn changeable(&self, held: &Held) -> Result<&'static Kind> {
        let kind = self.kind(&held.record.kind).ok_or(UNKNOWN_KIND)?;
        if kind.append_only {
            Err(Error::AppendOnly)
        } else {
            Ok(kind)
        }
    }

    /// Writes `record` in the place of what is held. `names` are the fields that differ: they get this act's stamp, and what they were
    /// goes into the history.
    pub(super) fn store(
        &mut self,
        held: Held,
        mut record: Record,
        action: Action,
        names: Vec<String>,
    ) -> Result<i64> {
        if names.is_empty() {
            return Ok(record.version);
        }
        let kind = self.changeable(&held)?;
        let (stamp, day) = (self.stamp(), self.day()?);
        record.version += 1;
        record.lived = (kind.lived)(&record.fields).unwrap_or(record.lived);
        record
            .stamps
            .extend(names.iter().map(|name| (name.clone(), stamp)));
        let prev = Some(held.last);
        let touched = self
            .ledger
            .note(self.number, &held.record, prev, Some(kind), action)?;
        remember(touched, &held.record, names);
        let last = touched.change;
        let trashed_on = record.trashed.then(|| held.trashed_on.unwrap_or(day));
        self.conn().sql(queries::UPDATE)?.execute(params![
            held.seq,
            trashed_on,
            record.version,
            last,
            record.visibility,
            json(&record.stamps)?,
            json(&record.fields)?
        ])?;
        self.derive(&held, &record, kind)?;
        Ok(record.version)
    }

    /// Brings what is derived from `old` to what follows from `new`.
    fn derive(&self, old: &Held, new: &Record, kind: &'static Kind) -> Result<()> {
        let conn = self.conn();
        let (before, after) = (
            Derived::of(Some(kind), &old.record.fields),
            Derived::of(Some(kind), &new.fields),
        );
        let moved = old.record.lived != new.lived;
        let seq = if moved {
            self.move_to(old.seq, new.lived)?
        } else {
            old.seq
        };
        if seq != old.seq || before.words != after.words {
            before.erase_words(conn, old.seq)?;
            after.write_words(conn, seq)?;
        }
        if moved || before.links != after.links {
            before.erase_links(conn, new.id, old.record.lived)?;
            after.write_links(conn, new.id, new.lived)?;
        }
        Ok(())
    }

    fn move_to(&self, seq: i64, lived: i64) -> Result<i64> {
        let stays = place::step(lived) == place::step_of(seq);
        let to = if stays {
            seq
        } else {
            place::free(self.conn(), lived)?
        };
        self.conn()
            .sql(queries::MOVE)?
            .execute(params![seq, to, lived])?;
        Ok(to)
    }
}

pub(super) const UNKNOWN_KIND: Error = Error::NotStorable {
    what: "a kind that this version does not know",
};

/// Sets or removes one field, of the store's own two as well.
pub(super) fn set(record: &mut Record, name: &str, value: Option<Value>) {
    match (name, value) {
        (VISIBILITY, Some(Value::String(visibility))) => record.visibility = visibility,
        (TRASHED, Some(Value::Bool(trashed))) => record.trashed = trashed,
        (_, Some(value)) => {
            record.fields.insert(name.to_owned(), value);
        }
        (_, None) => {
            record.fields.remove(name);
        }
    }
}

/// Keeps the first image of each field: what it was before the act. A record that the act created was not there at all.
fn remember(touched: &mut Touched, old: &Record, names: Vec<String>) {
    for name in names {
        if touched.action != Action::Created {
            let image = || (old.stamp_of(&name), old.value_of(&name));
            touched.before.entry(name.clone()).or_insert_with(image);
        }
        touched.fields.insert(name);
    }
}

/// Objects and lists inside one another in a field. Whoever reads JSON stops somewhere (ours at 128), and what was written deeper than
/// that would never be read again, nor would any list that it stands in.
const DEEPEST: usize = 64;

/// Refuses fields that could not be told from the store's own, or not be read back.
pub(super) fn storable(fields: &Map<String, Value>) -> Result<()> {
    if fields.keys().any(|name| name.starts_with('$')) {
        return Err(Error::NotStorable {
            what: "a field name that begins with $",
        });
    }
    if fields.values().any(|value| is_deeper(value, DEEPEST)) {
        return Err(Error::NotStorable {
            what: "a field that is nested too deeply",
        });
    }
    Ok(())
}

fn is_deeper(value: &Value, depth: usize) -> bool {
    let inside = |inner: &Value| depth == 0 || is_deeper(inner, depth - 1);
    match value {
        Value::Array(elements) => depth == 0 || elements.iter().any(inside),
        Value::Object(members) => depth == 0 || members.values().any(inside),
        _ => false,
    }
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|_| Error::NotStorable { what: "the fields" })
}
