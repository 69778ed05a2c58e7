//! What a library's handles share: the library itself, the surroundings, ids, observers.

use crate::entity::KINDS;
use crate::ids::Ids;
use crate::observers::Observers;
use crate::surroundings::{LogEvent, Surroundings};
use crate::{ChangeSet, Result};
use kith_protocol::stamp::ReplicaId;
use kith_vault::{Act, Author, Library, Stamp, Vault};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// The setting under which a vault keeps the name of the replica that writes to it.
const REPLICA: &str = "replica";

pub(crate) struct Home {
    pub library: Library,
    pub surroundings: Surroundings,
    pub ids: Ids,
    pub observers: Observers,
    replicas: Mutex<HashMap<Uuid, ReplicaId>>,
    tidied: Mutex<HashMap<Uuid, i32>>,
}

impl Home {
    pub(crate) fn new(library: Library, surroundings: Surroundings) -> Self {
        Self {
            library,
            surroundings,
            ids: Ids::new(),
            observers: Observers::default(),
            replicas: Mutex::default(),
            tidied: Mutex::default(),
        }
    }

    pub(crate) fn vault(&self, id: Uuid) -> Result<Arc<Vault>> {
        Ok(self.library.vault(id, KINDS)?)
    }

    /// The name under which this device writes to a vault. It is made up once and kept in the vault;
    /// whoever restores a backup clears it there, because two devices must never write under one name.
    pub(crate) fn replica(&self, client: Uuid, vault: &Vault) -> Result<ReplicaId> {
        let mut known = locked(&self.replicas);
        if let Some(replica) = known.get(&client) {
            return Ok(*replica);
        }
        let stored = vault.read(|reader| reader.meta(REPLICA))?;
        let replica = match stored.and_then(|text| text.parse().ok()) {
            Some(replica) => replica,
            None => mint_replica(vault)?,
        };
        known.insert(client, replica);
        Ok(replica)
    }

    /// Forgets what was read from vaults that are closed now.
    pub(crate) fn forget(&self) {
        locked(&self.replicas).clear();
    }

    /// Tells observers and the log of a change that is committed.
    pub(crate) fn announce(&self, client: Uuid, changes: &ChangeSet) {
        if changes.changes.is_empty() {
            return;
        }
        self.log("changed", changes.changes.len());
        match self.observers.tell(client, changes) {
            0 => (),
            panicked => self.log("observer-panicked", panicked),
        }
    }

    /// Writes a line of the log. A log that panics costs its line and nothing else.
    pub(crate) fn log(&self, code: &'static str, count: usize) {
        let Some(log) = &self.surroundings.log else {
            return;
        };
        let event = LogEvent {
            code: code.to_owned(),
            count: i64::try_from(count).unwrap_or(i64::MAX),
        };
        let _ = catch_unwind(AssertUnwindSafe(|| log.log(event)));
    }

    /// Whether a vault was tidied on this day already.
    pub(crate) fn is_tidied(&self, client: Uuid, day: i32) -> bool {
        locked(&self.tidied).get(&client) == Some(&day)
    }

    /// Notes that a vault was tidied on this day.
    pub(crate) fn note_tidied(&self, client: Uuid, day: i32) {
        locked(&self.tidied).insert(client, day);
    }
}

/// Locks a map, also after a panic of another holder: a map is whole after any insert or clear.
fn locked<K, V>(map: &Mutex<HashMap<K, V>>) -> MutexGuard<'_, HashMap<K, V>> {
    map.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes up the name under which this device writes to a vault, and keeps it there.
fn mint_replica(vault: &Vault) -> Result<ReplicaId> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(kith_vault::Error::from)?;
    let replica = ReplicaId(bytes);
    let act = Act {
        name: "mint-replica",
        author: Author::default(),
        stamp: &|last| last.unwrap_or(Stamp([0; 16])), // a setting carries no stamp, so nobody asks
        day: 0,
    };
    let text = replica.to_string();
    vault.transact(&act, |writer| writer.set_meta(REPLICA, Some(&text)))?;
    Ok(replica)
}
