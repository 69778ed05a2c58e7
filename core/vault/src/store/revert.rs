//! Writing what was there before an act.
//!
//! It is done only where the act has the last word on every field that it changed; what was changed since is not silently thrown
//! away. An act has the last word where the field carries its stamp, and also where everything since was taken back: the undo of a later
//! edit gives the field a stamp of its own, yet what stands there is what the earlier act wrote.
//!
//! A creation is taken back into the trash, from where a redo brings it back. What was erased, and facts that are only added to, stay.

use super::act::Writer;
use super::changes::Action;
use super::conn::Conn;
use super::history::{self, Entry, Turn};
use super::reader::Held;
use super::record::TRASHED;
use super::writer::{UNKNOWN_KIND, set};
use super::{Record, Stamp};
use crate::{Error, Result};

impl Writer<'_> {
    /// Takes `act` back. An undo takes back what was done or redone, a redo what was undone.
    pub(super) fn revert(&mut self, act: i64, turn: Turn) -> Result<()> {
        let entries = history::of_act(self.conn(), act)?;
        let first = entries.first().ok_or(Error::NotFound)?;
        let fits = match first.turn {
            Turn::Undone(_) => matches!(turn, Turn::Redone(_)),
            Turn::Done | Turn::Redone(_) => matches!(turn, Turn::Undone(_)),
            Turn::Housekeeping => false,
        };
        if !fits {
            return Err(Error::NotFound);
        }
        entries
            .into_iter()
            .rev()
            .try_for_each(|entry| self.revert_entry(entry))
    }

    fn revert_entry(&mut self, entry: Entry) -> Result<()> {
        let held = self.hold(entry.record).map_err(|error| {
            if error == Error::NotFound {
                Error::Conflict
            } else {
                error
            }
        })?;
        let kind = self.kind(&held.record.kind).ok_or(UNKNOWN_KIND)?;
        match entry.action {
            _ if kind.append_only => Err(Error::AppendOnly),
            Action::Erased => Err(Error::Conflict),
            Action::Created => self.revert_creation(held, &entry),
            Action::Edited | Action::Trashed | Action::Restored => self.revert_fields(held, entry),
        }
    }

    fn revert_creation(&mut self, held: Held, entry: &Entry) -> Result<()> {
        let names: Vec<String> = held.record.stamps.keys().cloned().collect();
        if held.record.trashed || held.record.stamp != entry.stamp {
            return Err(Error::Conflict);
        }
        self.require_last_word(&held, entry, &names)?;
        let record = Record {
            trashed: true,
            ..held.record.clone()
        };
        self.store(held, record, Action::Trashed, vec![TRASHED.to_owned()])?;
        Ok(())
    }

    fn revert_fields(&mut self, held: Held, entry: Entry) -> Result<()> {
        let names: Vec<String> = entry.before.keys().cloned().collect();
        if names.is_empty() {
            return Err(Error::Conflict); // the images are gone: their term ran out
        }
        self.require_last_word(&held, &entry, &names)?;
        let mut record = held.record.clone();
        for (name, (_, value)) in entry.before {
            set(&mut record, &name, value);
        }
        let action = match (held.record.trashed, record.trashed) {
            (false, true) => Action::Trashed,
            (true, false) => Action::Restored,
            _ => Action::Edited,
        };
        self.store(held, record, action, names)?;
        Ok(())
    }

    fn require_last_word(&self, held: &Held, entry: &Entry, names: &[String]) -> Result<()> {
        for name in names {
            if !has_last_word(self.conn(), held, entry, name)? {
                return Err(Error::Conflict);
            }
        }
        Ok(())
    }
}

/// Whose word stands in a field, while walking back through the record's history.
enum Word {
    /// That of the act with this stamp.
    Of(Stamp),
    /// What stood there before this act, which was taken back.
    Before(i64),
}

/// Whether `field` stands as `entry` left it.
fn has_last_word(conn: &Conn, held: &Held, entry: &Entry, field: &str) -> Result<bool> {
    let mut word = Word::Of(held.record.stamp_of(field));
    let mut next = Some(held.last);
    loop {
        if matches!(word, Word::Of(stamp) if stamp == entry.stamp) {
            return Ok(true);
        }
        let Some(change) = next.filter(|change| *change > entry.change) else {
            return Ok(false);
        };
        let Some(past) = history::get(conn, change)? else {
            return Ok(false);
        };
        next = past.prev;
        match step_back(word, &past, field) {
            Some(before) => word = before,
            None => return Ok(false),
        }
    }
}

/// What `word` comes to when `past` is taken into account; none when `past` is somebody's own word, or forgotten.
fn step_back(word: Word, past: &Entry, field: &str) -> Option<Word> {
    match word {
        Word::Of(stamp) if stamp == past.stamp => past.turn.reverts().map(Word::Before),
        Word::Before(act) if act == past.act() => past.stamp_before(field).map(Word::Of),
        word => Some(word),
    }
}
