//! One act: a transaction, a stamp, an author, a change-set, and then the news of it.
//!
//! The clock is asked before anything is locked, and observers and the log are told after everything is
//! released, so none of the foreign traits runs inside a transaction.

use super::{Authorship, Client, history};
use crate::entity::{Entity, Party};
use crate::view::{HintView, with_words};
use crate::{ChangeSet, Changed, Result};
use kith_protocol::check::Hint;
use kith_protocol::stamp::{ReplicaId, Stamp};
use kith_protocol::time::CivilTime;
use kith_vault::{Act, Author, Committed, Interrupt, Reader, Vault, Writer};

/// The name of the act that counts the day and empties the trash.
const TIDY: &str = "tidy";

impl Client {
    /// Reads the vault as it is at one moment.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<T> {
        self.vault()?.read(read)
    }

    /// The same, for what may take long and may be stopped.
    pub(crate) fn read_interruptibly<T>(
        &self,
        interrupt: &Interrupt,
        read: impl FnOnce(&Reader<'_>) -> Result<T>,
    ) -> Result<T> {
        self.vault()?.read_interruptibly(interrupt, read)
    }

    /// Changes a record: what it is now, what changed, and advice.
    pub(crate) fn write<E: Entity>(
        &self,
        name: &'static str,
        work: impl FnOnce(&mut Writer<'_>, &CivilTime) -> Result<(E, Vec<Hint>)>,
    ) -> Result<Changed<E>> {
        let ((value, hints), changes) = self.transact(name, work)?;
        Ok(Changed {
            value,
            changes,
            hints: self.in_words(hints),
        })
    }

    /// Hints in the language of the library.
    pub(super) fn in_words(&self, hints: Vec<Hint>) -> Vec<HintView> {
        let texts = self.texts();
        hints
            .into_iter()
            .map(|hint| with_words(hint, texts))
            .collect()
    }

    /// Changes what is the same for every kind of record.
    pub(super) fn act(
        &self,
        name: &'static str,
        work: impl FnOnce(&mut Writer<'_>) -> kith_vault::Result<()>,
    ) -> Result<ChangeSet> {
        self.commit(name, |vault, act| Ok(vault.transact(act, work)?))
    }

    /// Runs `work` in one transaction: all of it is on disk when this returns, or nothing is.
    pub(crate) fn transact<T>(
        &self,
        name: &'static str,
        work: impl FnOnce(&mut Writer<'_>, &CivilTime) -> Result<T>,
    ) -> Result<(T, ChangeSet)> {
        let now = self.now();
        self.commit_at(&now, name, |vault, act| {
            vault.transact(act, |writer| work(writer, &now))
        })
    }

    /// Runs one act and tells of it.
    pub(super) fn commit<T>(
        &self,
        name: &'static str,
        run: impl FnOnce(&Vault, &Act<'_>) -> Result<Committed<T>>,
    ) -> Result<ChangeSet> {
        let (_, changes) = self.commit_at(&self.now(), name, run)?;
        Ok(changes)
    }

    /// Runs one act at a moment. The first act of a day is followed by tidying, whose failure costs the
    /// act nothing: the next one tries again.
    fn commit_at<T>(
        &self,
        now: &CivilTime,
        name: &'static str,
        run: impl FnOnce(&Vault, &Act<'_>) -> Result<Committed<T>>,
    ) -> Result<(T, ChangeSet)> {
        let vault = self.vault()?;
        let replica = self.home.replica(self.id, &vault)?;
        let stamp = |last| stamp(last, now, replica);
        let act = Act {
            name,
            author: self.author(replica),
            stamp: &stamp,
            day: history::day_number(now),
        };
        let Committed { value, changes } = run(&vault, &act)?;
        let changes = ChangeSet::from(changes);
        self.home.announce(self.id, &changes);
        if name != TIDY && !self.home.is_tidied(self.id, act.day) && self.tidy().is_err() {
            self.home.log("tidy-failed", 1);
        }
        Ok((value, changes))
    }

    /// Counts this day as one on which Kith was used, and empties out of the trash what lay there for 30.
    pub(crate) fn tidy(&self) -> Result<()> {
        let now = self.now();
        self.commit_at(&now, TIDY, |vault, act| Ok(vault.tidy(act)?))?;
        self.home.note_tidied(self.id, history::day_number(&now));
        Ok(())
    }

    fn author(&self, replica: ReplicaId) -> Author {
        let Authorship {
            party,
            on_behalf_of,
            present,
        } = &self.authorship;
        Author {
            party: party.to_string(),
            replica: replica.to_string(),
            on_behalf_of: on_behalf_of.as_ref().map(Party::to_string),
            present: present.iter().map(Party::to_string).collect(),
        }
    }
}

/// The stamp of an act: later than every stamp that the vault has seen, whatever the clock says.
fn stamp(
    last: Option<kith_vault::Stamp>,
    now: &CivilTime,
    replica: ReplicaId,
) -> kith_vault::Stamp {
    let last = last.map(|last| Stamp::from_bytes(last.0));
    kith_vault::Stamp(Stamp::tick(last, now.at, replica).to_bytes())
}

#[cfg(test)]
mod tests {
    use crate::entity::{Course, CourseContent, CourseMode};
    use crate::{ArgonCost, DeviceSecret, Kith, NewLibrary, PageRequest, Result, Surroundings};
    use kith_protocol::area::TaxonomyId;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    fn course() -> CourseContent {
        CourseContent {
            alias: "Ana".to_owned(),
            variant: "ipt-16-uk".to_owned(),
            taxonomy: TaxonomyId::Founding4,
            mode: CourseMode::ClientOnly,
            started: "2026-03-02".parse().unwrap(),
            closed_on: None,
            closing_words: None,
        }
    }

    #[test]
    fn a_panic_in_the_middle_of_an_act_leaves_nothing_of_it_and_the_vault_usable() {
        let folder = tempfile::tempdir().unwrap();
        let secret = DeviceSecret::generate().unwrap();
        let new = NewLibrary {
            device: Some(&secret),
            passphrase: None,
            recovery: false,
            cost: ArgonCost::FLOOR,
        };
        let kith = Kith::create(folder.path(), &new, Surroundings::default()).unwrap();
        let client = kith.kith.create_client("Ana").unwrap();
        let kept = client.begin(course()).unwrap().value.meta.id;
        let broken = catch_unwind(AssertUnwindSafe(|| {
            client.transact("break", |writer, _| -> Result<()> {
                writer.trash(kept)?;
                panic!("half way")
            })
        }));
        assert!(broken.is_err());
        assert!(!client.get::<Course>(kept).unwrap().meta.trashed);
        client.begin(course()).unwrap();
        let all = PageRequest {
            limit: 10,
            ..PageRequest::default()
        };
        assert_eq!(client.page::<Course>(&all).unwrap().items.len(), 2);
    }
}
