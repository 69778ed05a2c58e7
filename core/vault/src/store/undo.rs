//! Undo and redo, as new changes forward.
//!
//! Taking an act back writes what was there before it as an act of its own, with its own stamp, so it travels and merges like any other
//! change, and a redo is simply an undo of the undo. It is done only where every field that the act changed still carries the act's stamp:
//! what was changed since is not silently thrown away. A creation is taken back into the trash, from where a redo brings it back. What was
//! erased, and facts that are only added to, stay as they are.
//!
//! Which act is next needs no stack of its own. Walking back through the history, an undo says which act is taken back, and the first act
//! that nobody has taken back is the one.

use std::collections::HashSet;

use super::act::{Act, Writer};
use super::changes::{Action, Committed};
use super::history::{self, Entry, Turn};
use super::reader::Held;
use super::record::TRASHED;
use super::writer::{UNKNOWN_KIND, set};
use super::{Reader, Record, Vault};
use crate::{Error, Result};

/// An act that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Last {
    /// Its number.
    pub act: i64,
    /// What it is called.
    pub name: String,
}

impl Vault {
    /// Takes back `act`, or the last one that nobody has taken back. Gives the number of the act taken back.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is nothing to take back, [`Error::Conflict`] when something of it was changed since or is erased,
    /// [`Error::AppendOnly`] when it added a fact that stays.
    pub fn undo(&self, act: Option<i64>, by: &Act<'_>) -> Result<Committed<i64>> {
        self.take_back(act, by, |reader| reader.last_done(), Turn::Undone)
    }

    /// Takes back the undo `act`, or the last undo since which nothing else was done. Gives the number of the undo.
    ///
    /// # Errors
    /// As for [`Self::undo`].
    pub fn redo(&self, act: Option<i64>, by: &Act<'_>) -> Result<Committed<i64>> {
        self.take_back(act, by, |reader| reader.last_undone(), Turn::Redone)
    }

    fn take_back(
        &self,
        act: Option<i64>,
        by: &Act<'_>,
        next: impl Fn(&Reader<'_>) -> Result<Option<Last>>,
        turn: impl Fn(i64) -> Turn,
    ) -> Result<Committed<i64>> {
        let mut desk = self.desk()?;
        let desk = desk.get()?;
        let act = match act {
            Some(act) => act,
            None => next(&desk.reader())?.ok_or(Error::NotFound)?.act,
        };
        desk.act(by, turn(act), |writer| {
            writer.revert(act, turn(act)).map(|()| act)
        })
    }
}

impl Reader<'_> {
    /// The act that an undo would take back.
    ///
    /// # Errors
    /// Those of reading.
    pub fn last_done(&self) -> Result<Option<Last>> {
        self.walk(|turn, taken_back| match turn {
            Turn::Done | Turn::Redone(_) if !taken_back => Step::Here,
            Turn::Undone(act) => Step::TakenBack(act),
            _ => Step::On,
        })
    }

    /// The undo that a redo would take back.
    ///
    /// # Errors
    /// Those of reading.
    pub fn last_undone(&self) -> Result<Option<Last>> {
        self.walk(|turn, taken_back| match turn {
            Turn::Undone(_) if !taken_back => Step::Here,
            Turn::Redone(act) => Step::TakenBack(act),
            Turn::Done => Step::End,
            _ => Step::On,
        })
    }

    /// Walks back through the acts. `judge` gets an act's turn and whether a later act took it back.
    fn walk(&self, judge: impl Fn(Turn, bool) -> Step) -> Result<Option<Last>> {
        let mut taken_back = HashSet::new();
        let mut next = history::newest(self.conn())?;
        while let Some(entry) = next {
            self.check()?;
            let act = entry.act();
            match judge(entry.turn, taken_back.contains(&act)) {
                Step::Here => {
                    return Ok(Some(Last {
                        act,
                        name: entry.name,
                    }));
                }
                Step::End => return Ok(None),
                Step::TakenBack(act) => {
                    taken_back.insert(act);
                }
                Step::On => {}
            }
            next = history::before(self.conn(), act)?;
        }
        Ok(None)
    }
}

enum Step {
    Here,
    TakenBack(i64),
    On,
    End,
}

impl Writer<'_> {
    fn revert(&mut self, act: i64, turn: Turn) -> Result<()> {
        let entries = history::of_act(self.conn(), act)?;
        let first = entries.first().ok_or(Error::NotFound)?;
        let of_its_kind = match first.turn {
            Turn::Undone(_) => matches!(turn, Turn::Redone(_)),
            Turn::Done | Turn::Redone(_) => matches!(turn, Turn::Undone(_)),
            Turn::Housekeeping => false,
        };
        if !of_its_kind {
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
        let untouched = held.record.stamp == entry.stamp
            && held
                .record
                .stamps
                .values()
                .all(|stamp| *stamp == entry.stamp);
        if !untouched || held.record.trashed {
            return Err(Error::Conflict);
        }
        let record = Record {
            trashed: true,
            ..held.record.clone()
        };
        self.store(held, record, Action::Trashed, vec![TRASHED.to_owned()])?;
        Ok(())
    }

    fn revert_fields(&mut self, held: Held, entry: Entry) -> Result<()> {
        let known = !entry.before.is_empty(); // images are wiped when their term runs out
        if !known
            || entry
                .before
                .keys()
                .any(|name| held.record.stamp_of(name) != entry.stamp)
        {
            return Err(Error::Conflict);
        }
        let mut record = held.record.clone();
        let names = entry.before.keys().cloned().collect();
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
}
