//! The vaults of a library: each with a key of its own, which lies in the header's sealed part.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use uuid::Uuid;

use super::{Inner, Keys, Library, VAULTS, make_folder};
use crate::header::{Directory, Entry};
use crate::staged::{sync_folder, sync_parent};
use crate::store::{Kind, Vault};
use crate::{Error, Result};

/// What SQLite puts beside a database.
const COMPANIONS: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// A vault as a list of them shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct VaultEntry {
    /// Its id, by which it is opened.
    pub id: Uuid,
    /// What it is for, in the caller's words.
    pub role: String,
    /// What a person calls it.
    pub name: String,
}

impl Library {
    /// Adds a vault. Its file is made when it is first opened.
    ///
    /// # Errors
    /// [`Error::Locked`], or the storage's, after which there is no such vault.
    pub fn create_vault(&self, role: &str, name: &str) -> Result<Uuid> {
        let entry = Entry::new(role, name)?;
        let id = entry.id;
        self.inner()
            .change_directory(|directory| Ok(directory.with(entry)))?;
        Ok(id)
    }

    /// The vaults, in the order in which they were added.
    ///
    /// # Errors
    /// [`Error::Locked`].
    pub fn vaults(&self) -> Result<Vec<VaultEntry>> {
        let inner = self.inner();
        let entries = inner.keys()?.directory.vaults.iter();
        Ok(entries
            .map(|entry| VaultEntry {
                id: entry.id,
                role: entry.role.clone(),
                name: entry.name.clone(),
            })
            .collect())
    }

    /// Opens a vault, or returns the open one.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Locked`], also while paused; [`Error::Damaged`] when its file is gone; and whatever [`Vault::open`] says.
    pub fn vault(&self, id: Uuid, kinds: &'static [Kind]) -> Result<Arc<Vault>> {
        let mut inner = self.inner();
        let keys = inner.keys()?;
        if let Some(vault) = keys.open.get(&id) {
            return Ok(Arc::clone(vault));
        }
        let entry = keys.directory.entry(id)?.clone();
        let vault = Arc::new(self.open_file(&entry, kinds)?);
        if !entry.begun {
            inner.change_directory(|directory| {
                directory.with_entry(id, |entry| entry.begun = true)
            })?;
        }
        inner.keys_mut()?.open.insert(id, Arc::clone(&vault));
        Ok(vault)
    }

    /// Gives a vault another name.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Locked`], or the storage's, after which it has its old name.
    pub fn rename_vault(&self, id: Uuid, name: &str) -> Result<()> {
        let rename =
            |directory: &Directory| directory.with_entry(id, |entry| entry.name = name.to_owned());
        self.inner().change_directory(rename)
    }

    /// Destroys a vault: first its key, in both copies of the header, then its files. Without the key they are noise, wherever
    /// flash storage or an old backup of the folder still holds them; an old copy of the header together with a secret that opened it
    /// then, however, still holds the key.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Locked`], or the storage's. When the vault is still in the list afterwards, it still exists, closed;
    /// when it is not, its key may be left in one copy of the header until the next writing, or its files in the folder.
    pub fn destroy_vault(&self, id: Uuid) -> Result<()> {
        let mut inner = self.inner();
        inner.keys()?.directory.entry(id)?;
        inner.close(id)?;
        inner.change_directory(|directory| directory.without(id))?;
        remove_database(&self.file(id))?;
        inner.everywhere()
    }

    fn open_file(&self, entry: &Entry, kinds: &'static [Kind]) -> Result<Vault> {
        let path = self.file(entry.id);
        if !entry.begun && !path.exists() {
            self.begin_file(entry, kinds)?;
        }
        Vault::open(&path, entry.key.clone(), kinds).map_err(|error| match error {
            Error::NotFound => Error::Damaged {
                what: "a vault's file is missing",
            },
            other => other,
        })
    }

    /// Makes the file under another name and gives it its own when it is whole: a crash in between leaves nothing that would have to
    /// be told from a damaged vault.
    fn begin_file(&self, entry: &Entry, kinds: &'static [Kind]) -> Result<()> {
        make_folder(&self.dir.join(VAULTS))?;
        let draft = self.file(entry.id).with_extension("new");
        remove_database(&draft)?;
        Vault::create(&draft, entry.key.clone(), kinds)?.lock();
        if beside(&draft, "-wal").exists() {
            return Err(Error::Damaged {
                what: "a new vault that does not close",
            });
        }
        fs::rename(&draft, self.file(entry.id))?;
        sync_folder(&self.dir.join(VAULTS))
    }

    fn file(&self, id: Uuid) -> PathBuf {
        self.dir.join(VAULTS).join(format!("{id}.kith"))
    }
}

/// Removes a database and what SQLite put beside it, durably; what is not there is no error.
fn remove_database(path: &Path) -> Result<()> {
    for suffix in COMPANIONS {
        match fs::remove_file(beside(path, suffix)) {
            Ok(()) => sync_parent(path)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

impl Inner {
    /// Puts another directory in force, on the disk and then here.
    fn change_directory(
        &mut self,
        change: impl FnOnce(&Directory) -> Result<Directory>,
    ) -> Result<()> {
        let Keys {
            library, directory, ..
        } = self.keys()?;
        let (key, directory) = (library.clone(), change(directory)?);
        let header = self.header().with_directory(&directory, &key)?;
        self.write(&header, &key)?;
        self.keys_mut()?.directory = directory;
        Ok(())
    }

    fn close(&mut self, id: Uuid) -> Result<()> {
        if let Some(vault) = self.keys_mut()?.open.remove(&id) {
            vault.lock();
        }
        Ok(())
    }
}
