//! Undo and redo, as new changes forward.
//!
//! Taking an act back writes what was there before it as an act of its own, with its own stamp, so it travels and merges like any other
//! change, and a redo is simply an undo of the undo. How that is done, and when it is refused, is in `revert.rs`.
//!
//! Which act is next needs no stack of its own. Walking back through the history, an undo says which act is taken back, and the first act
//! that nobody has taken back is the one.

use std::collections::HashSet;

use super::act::Act;
use super::changes::Committed;
use super::history::{self, Turn};
use super::{Reader, Vault};
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
