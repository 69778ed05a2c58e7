//! One client: a vault, and everything that a person does in it.
//!
//! Every change goes through [`Client::write`]: one transaction, one stamp for each field that changed,
//! one change-set. Observers and the log hear of it when it is committed and nothing is locked any more.
//! Every read goes through [`Client::read`] and sees the vault as it was at one moment.
//!
//! What differs between kinds of record is not here but in their contents; see [`crate::entity`].

mod check;
mod draft;
mod history;
mod read;
mod record;
mod search;
mod write;

pub use check::CheckReport;
pub use draft::Draft;
pub use history::{FieldBefore, HistoryItem, LastAct};
pub(crate) use read::{entity_of, every, find};
pub use record::{TrashPage, TrashedRecord};

use crate::entity::{Entity, Party};
use crate::home::Home;
use crate::{ChangeSet, Changed, Result};
use kith_protocol::check::Hint;
use kith_protocol::stamp::{ReplicaId, Stamp};
use kith_protocol::time::CivilTime;
use kith_vault::{Act, Author, Committed, Interrupt, Reader, Vault, Writer};
use std::sync::Arc;
use uuid::Uuid;

/// Who writes, for whom, and who else is in the room.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Authorship {
    /// Who writes.
    pub party: Party,
    /// In whose name, where that is another: a clinician may write down what a client says.
    pub on_behalf_of: Option<Party>,
    /// Who else is there.
    pub present: Vec<Party>,
}

/// A handle on one client's vault. Cloning it is cheap; it stays valid while the library is locked and
/// answers [`kith_vault::Error::Locked`] until it is unlocked again.
#[derive(Clone)]
pub struct Client {
    home: Arc<Home>,
    id: Uuid,
    authorship: Authorship,
}

impl Client {
    pub(crate) fn new(home: Arc<Home>, id: Uuid) -> Self {
        let party = home.surroundings.party.clone();
        Self {
            home,
            id,
            authorship: Authorship {
                party,
                on_behalf_of: None,
                present: Vec::new(),
            },
        }
    }

    /// The id of the client's vault.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Under whose name this handle writes.
    #[must_use]
    pub fn authorship(&self) -> &Authorship {
        &self.authorship
    }

    /// A handle that writes under another authorship.
    #[must_use]
    pub fn writing_as(&self, authorship: Authorship) -> Self {
        Self {
            authorship,
            ..self.clone()
        }
    }

    /// The language of the library.
    pub(crate) fn language(&self) -> &str {
        &self.home.surroundings.language
    }

    pub(crate) fn now(&self) -> CivilTime {
        self.home.surroundings.clock.now()
    }

    pub(crate) fn mint(&self, now: &CivilTime) -> Uuid {
        self.home.ids.mint(now.at)
    }

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
            hints,
        })
    }

    /// Changes what is the same for every kind of record.
    fn act(
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
    fn commit<T>(
        &self,
        name: &'static str,
        run: impl FnOnce(&Vault, &Act<'_>) -> Result<Committed<T>>,
    ) -> Result<ChangeSet> {
        let (_, changes) = self.commit_at(&self.now(), name, run)?;
        Ok(changes)
    }

    fn commit_at<T>(
        &self,
        now: &CivilTime,
        name: &'static str,
        run: impl FnOnce(&Vault, &Act<'_>) -> Result<Committed<T>>,
    ) -> Result<(T, ChangeSet)> {
        let vault = self.vault()?;
        let replica = self.home.replica(self.id, &vault)?;
        let stamp = |last: Option<kith_vault::Stamp>| {
            let last = last.map(|last| Stamp::from_bytes(last.0));
            kith_vault::Stamp(Stamp::tick(last, now.at, replica).to_bytes())
        };
        let act = Act {
            name,
            author: self.author(replica),
            stamp: &stamp,
            day: history::day_number(now),
        };
        let Committed { value, changes } = run(&vault, &act)?;
        let changes = ChangeSet::from(changes);
        self.home.announce(self.id, &changes);
        Ok((value, changes))
    }

    /// Counts this day as one on which Kith was used, and empties out of the trash what lay there for 30.
    pub(crate) fn tidy(&self) -> Result<()> {
        self.commit("tidy", |vault, act| Ok(vault.tidy(act)?))
            .map(drop)
    }

    /// Looks for damage and changes nothing; a deep check reads every page of the vault.
    ///
    /// # Errors
    /// [`kith_vault::Error::Locked`]. Damage is no error here: the report says it.
    pub fn check(&self, deep: bool) -> Result<CheckReport> {
        Ok(self.vault()?.check(deep)?.into())
    }

    /// Derives anew what follows from the records (search index, links, order), if that is all that is
    /// wrong. What cannot be derived is not touched.
    ///
    /// # Errors
    /// As for [`Self::check`], and the storage's.
    pub fn repair(&self) -> Result<CheckReport> {
        Ok(self.vault()?.repair()?.into())
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

    fn vault(&self) -> Result<Arc<Vault>> {
        self.home.vault(self.id)
    }
}
