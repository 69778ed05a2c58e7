//! One client: a vault, and everything that a person does in it.
//!
//! Every change goes through [`Client::write`]: one transaction, one stamp for each field that changed,
//! one change-set. Observers and the log hear of it when it is committed and nothing is locked any more.
//! Every read goes through [`Client::read`] and sees the vault as it was at one moment.
//!
//! What differs between kinds of record is not here but in their contents; see [`crate::entity`].

mod act;
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
pub(crate) use read::{entity_of, every, find, in_force};
pub use record::{TrashPage, TrashedRecord};

use crate::Result;
use crate::entity::Party;
use crate::home::Home;
use kith_protocol::time::CivilTime;
use kith_vault::Vault;
use std::sync::Arc;
use uuid::Uuid;

/// Who writes, for whom, and who else is in the room.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Authorship {
    /// Who writes.
    pub party: Party,
    /// In whose name, where that is another: a clinician may write down what a client says.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub on_behalf_of: Option<Party>,
    /// Who else is there.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
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

    fn vault(&self) -> Result<Arc<Vault>> {
        self.home.vault(self.id)
    }
}
