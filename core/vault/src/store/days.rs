//! Terms, counted in days on which Kith was really used.
//!
//! The trash and the history are kept for 30 of them. Counting by the calendar would let one wrong clock, a year ahead for a
//! minute, destroy what a person could still have restored; counted like this it costs one of the thirty days.

use std::collections::HashSet;

use rusqlite::params;

use super::act::{Act, Writer};
use super::changes::{Committed, act_of};
use super::conn::Conn;
use super::history::{self, Turn};
use super::record::kind_named;
use super::row::{text, uuid};
use super::{Keep, Vault, queries};
use crate::Result;

/// Days that the trash and the history are kept.
pub const TERM: i64 = 30;

/// The setting that says up to which change the history was looked through.
const TIDIED: &str = "store.tidied";

impl Vault {
    /// Notes that Kith was used on this day, and destroys what has been in the trash or in the history for 30 such days. To be called when
    /// a vault is unlocked and when the day changes; calling it more often does nothing. Gives how many records were erased.
    ///
    /// # Errors
    /// Those of writing.
    pub fn tidy(&self, act: &Act<'_>) -> Result<Committed<usize>> {
        self.desk()?.get()?.act(act, Turn::Housekeeping, |writer| {
            let expired = writer.day()? - TERM;
            let erased = writer.empty_trash(expired)?;
            writer.forget_history(expired)?;
            Ok(erased)
        })
    }
}

/// Changes whose term ran out.
struct Expired {
    gone: Vec<i64>,
    /// Acts of which something is kept.
    kept: HashSet<i64>,
    /// The last change that was looked at.
    reached: i64,
}

impl Writer<'_> {
    /// Erases what went to the trash on the seen day `expired` or before.
    fn empty_trash(&mut self, expired: i64) -> Result<usize> {
        let mut ids = Vec::new();
        {
            let mut query = self.conn().sql(queries::EXPIRED)?;
            let mut rows = query.query([expired])?;
            while let Some(row) = rows.next()? {
                if self.is_kept_30_days(text(row.get_ref(1)?)?) {
                    ids.push(uuid(row.get_ref(0)?)?);
                }
            }
        }
        ids.iter().try_for_each(|id| self.erase(*id))?;
        Ok(ids.len())
    }

    /// Forgets what changed on the seen day `expired` or before. What was looked at before is not looked at again.
    fn forget_history(&mut self, expired: i64) -> Result<()> {
        let tidied = self
            .meta(TIDIED)?
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        let Expired {
            gone,
            kept,
            reached,
        } = self.expired_changes(tidied, expired)?;
        let newest = history::newest(self.conn())?.map(|entry| entry.change);
        for change in gone {
            // The newest row stays, without its images: numbers of acts go on from it. So does a part of an act of which another part is
            // kept: an undo must see that it can no longer be taken back whole.
            let query = if Some(change) == newest || kept.contains(&act_of(change)) {
                queries::HISTORY_WIPE
            } else {
                queries::HISTORY_DELETE
            };
            self.conn().sql(query)?.execute([change])?;
        }
        if reached > tidied {
            self.set_meta(TIDIED, Some(&reached.to_string()))?;
        }
        Ok(())
    }

    /// What there is to forget after the change `tidied`.
    fn expired_changes(&self, tidied: i64, expired: i64) -> Result<Expired> {
        let (mut gone, mut kept, mut reached) = (Vec::new(), HashSet::new(), tidied);
        let mut query = self.conn().sql(queries::HISTORY_SINCE)?;
        let mut rows = query.query(params![tidied])?;
        while let Some(row) = rows.next()? {
            if row.get::<_, i64>(1)? > expired {
                break;
            }
            reached = row.get(0)?;
            let kind = super::row::optional(row.get_ref(2)?, text)?;
            if kind.is_none_or(|kind| self.is_kept_30_days(kind)) {
                gone.push(reached);
            } else {
                kept.insert(act_of(reached));
            }
        }
        Ok(Expired {
            gone,
            kept,
            reached,
        })
    }

    /// Kinds of a newer version are kept: it may want them for ever.
    fn is_kept_30_days(&self, kind: &str) -> bool {
        kind_named(self.kinds(), kind).is_some_and(|kind| kind.keeps == Keep::Days30)
    }
}

/// Notes a civil day, and gives the number of days seen so far. When the clock is set back to a day seen before, it is still the newest
/// number that counts: a term that began then must not have run out already.
pub(super) fn see(conn: &Conn, day: i32) -> Result<i64> {
    conn.sql(queries::DAY_SEE)?.execute([day])?;
    Ok(conn
        .sql(queries::DAY_NEWEST)?
        .query_row([], |row| row.get(0))?)
}
