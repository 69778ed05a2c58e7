//! What happened to a record, and taking acts back.

use super::Client;
use crate::entity::Party;
use crate::{ChangeAction, ChangeSet, Result};
use chrono::{Days, NaiveDate};
use kith_protocol::Instant;
use kith_protocol::stamp::Stamp;
use kith_protocol::time::{CivilDate, CivilTime};
use kith_vault::Past;
use uuid::Uuid;

/// One thing that happened to a record. It has no `Debug`: it holds what a person wrote.
#[derive(Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct HistoryItem {
    /// The act; undoing names it.
    pub act: i64,
    /// What was done, such as `edit`.
    pub name: String,
    /// What happened to the record.
    pub action: ChangeAction,
    /// Who did it.
    pub party: Party,
    /// When, as far as the clock could be trusted.
    pub at: Instant,
    /// The day on the person's calendar.
    pub day: CivilDate,
    /// What the changed fields were before; empty for a creation.
    pub before: Vec<FieldBefore>,
}

/// A field as it was before.
#[derive(Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct FieldBefore {
    /// The field.
    pub field: String,
    /// Its value as JSON; missing where there was none.
    pub value: Option<String>,
}

/// An act that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct LastAct {
    /// Its number.
    pub act: i64,
    /// What was done, such as `edit`.
    pub name: String,
}

impl Client {
    /// What happened to a record as far as it is kept, newest first.
    ///
    /// # Errors
    /// [`kith_vault::Error::NotFound`].
    pub fn history(&self, id: Uuid) -> Result<Vec<HistoryItem>> {
        let past = self.read(|reader| Ok(reader.history(id)?))?;
        Ok(past.into_iter().map(HistoryItem::from).collect())
    }

    /// The act that an undo would take back.
    ///
    /// # Errors
    /// Only when the vault cannot be read.
    pub fn last_act(&self) -> Result<Option<LastAct>> {
        let last = self.read(|reader| Ok(reader.last_done()?))?;
        Ok(last.map(|last| LastAct {
            act: last.act,
            name: last.name,
        }))
    }

    /// Takes back an act, or the last one that nobody has taken back, as a new change forward.
    ///
    /// # Errors
    /// [`kith_vault::Error::NotFound`], if there is nothing to take back;
    /// [`kith_vault::Error::Conflict`], if something of it was changed since;
    /// [`kith_vault::Error::AppendOnly`], if it added a fact.
    pub fn undo(&self, act: Option<i64>) -> Result<ChangeSet> {
        self.commit("undo", |vault, by| Ok(vault.undo(act, by)?))
    }

    /// Takes back the last undo, if nothing else was done since.
    ///
    /// # Errors
    /// As for [`Self::undo`].
    pub fn redo(&self) -> Result<ChangeSet> {
        self.commit("redo", |vault, by| Ok(vault.redo(None, by)?))
    }
}

impl From<Past> for HistoryItem {
    fn from(past: Past) -> Self {
        let before = past.before.into_iter().map(|(field, value)| FieldBefore {
            field,
            value: value.map(|value| value.to_string()),
        });
        Self {
            act: past.act,
            name: past.name,
            action: past.action.into(),
            party: Party::from(past.author.party.as_str()),
            at: Stamp::from_bytes(past.stamp.0).at(),
            day: day_of(past.day),
            before: before.collect(),
        }
    }
}

/// The days of the calendar as numbers that rise by one each day, from 1 January 1970.
pub(crate) fn day_number(now: &CivilTime) -> i32 {
    let days = (now.date() - NaiveDate::default()).num_days();
    i32::try_from(days).unwrap_or(0)
}

fn day_of(number: i32) -> CivilDate {
    let days = Days::new(number.unsigned_abs().into());
    let epoch = NaiveDate::default();
    let day = match number < 0 {
        true => epoch.checked_sub_days(days),
        false => epoch.checked_add_days(days),
    };
    day.unwrap_or(epoch)
}
