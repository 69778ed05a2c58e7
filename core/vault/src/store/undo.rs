//! Undo and redo, as new changes forward.
//!
//! Taking an act back writes what was there before it as an act of its own, with its own stamp, so it travels and merges like any other
//! change, and a redo is simply an undo of the undo. How that is done, and when it is refused, is in `revert.rs`.
//!
//! Which act is next needs no stack of its own. Undoing and redoing an act make a chain that ends at what somebody once did, and only the
//! newest link of a chain says how that stands now. So walking back through the history, the first link of a chain not met before decides.

use std::collections::{HashMap, HashSet};

use super::act::Act;
use super::changes::Committed;
use super::conn::Conn;
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
        self.walk(|turn, newest| match turn {
            Turn::Done | Turn::Redone(_) if newest => Step::Here,
            _ => Step::On,
        })
    }

    /// The undo that a redo would take back.
    ///
    /// # Errors
    /// Those of reading.
    pub fn last_undone(&self) -> Result<Option<Last>> {
        self.walk(|turn, newest| match turn {
            Turn::Undone(_) if newest => Step::Here,
            Turn::Done => Step::End,
            _ => Step::On,
        })
    }

    /// Walks back through the acts. `judge` gets an act's turn and whether it is the newest of its chain.
    fn walk(&self, judge: impl Fn(Turn, bool) -> Step) -> Result<Option<Last>> {
        let (mut chains, mut met) = (Chains::default(), HashSet::new());
        let mut next = history::newest(self.conn())?;
        while let Some(entry) = next {
            self.check()?;
            let act = entry.act();
            let newest = met.insert(chains.root(self.conn(), act, entry.turn)?);
            match judge(entry.turn, newest) {
                Step::Here => {
                    return Ok(Some(Last {
                        act,
                        name: entry.name,
                    }));
                }
                Step::End => return Ok(None),
                Step::On => {}
            }
            next = history::before(self.conn(), act)?;
        }
        Ok(None)
    }
}

enum Step {
    Here,
    On,
    End,
}

/// What each act goes back to: an undo to what it took back, a redo through the undo to the same.
#[derive(Default)]
struct Chains(HashMap<i64, i64>);

impl Chains {
    /// The act at the end of the chain of `act`, or the last that is not forgotten.
    fn root(&mut self, conn: &Conn, act: i64, turn: Turn) -> Result<i64> {
        let (mut root, mut links) = (act, vec![act]);
        let mut next = turn.reverts();
        while let Some(before) = next.filter(|before| *before < root) {
            if let Some(known) = self.0.get(&before) {
                root = *known;
                break;
            }
            root = before;
            links.push(before);
            next = history::reverted(conn, before)?;
        }
        self.0.extend(links.into_iter().map(|link| (link, root)));
        Ok(root)
    }
}
