//! What the tests of a library start from.
#![allow(dead_code, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use kith_vault::{
    Act, ArgonCost, Author, DeviceKey, DeviceSecret, Keep, Kind, Library, NewLibrary, Passphrase,
    RecoveryCode, Secret, Stamp, Vault,
};
use tempfile::TempDir;

/// A moment, in milliseconds; nothing depends on which.
pub const NOW: i64 = 1_795_000_000_000;

pub static KINDS: &[Kind] = &[Kind {
    name: "note",
    keeps: Keep::Days30,
    append_only: false,
    immutable: false,
    revision: 1,
    text: |_| String::new(),
    links: |_| Vec::new(),
    lived: |_| None,
}];

/// A library with all three ways in, and what opens it.
pub struct Scene {
    pub dir: TempDir,
    pub device: DeviceSecret,
    pub passphrase: Passphrase,
    pub code: RecoveryCode,
}

impl Scene {
    /// Made, and closed again.
    pub fn new() -> Self {
        Self::opened().0
    }

    /// Made, and still unlocked.
    pub fn opened() -> (Self, Library) {
        let (dir, device) = (
            tempfile::tempdir().unwrap(),
            DeviceSecret::generate().unwrap(),
        );
        let passphrase = passphrase("four common english words");
        let ways = NewLibrary {
            device: Some(&device),
            passphrase: Some(&passphrase),
            recovery: true,
            cost: ArgonCost::FLOOR,
        };
        let (library, code) = Library::create(dir.path(), &ways).unwrap();
        (
            Self {
                code: code.unwrap(),
                dir,
                device,
                passphrase,
            },
            library,
        )
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn open(&self) -> kith_vault::Result<Library> {
        Library::open(self.dir.path())
    }

    pub fn by_device(&self) -> Secret<'_> {
        Secret::Device(DeviceKey::Available(&self.device))
    }

    pub fn by_passphrase(&self) -> Secret<'_> {
        Secret::Passphrase(&self.passphrase)
    }

    pub fn by_code(&self) -> Secret<'_> {
        Secret::Recovery(&self.code)
    }

    /// Opened and unlocked with the device's secret.
    pub fn unlocked(&self) -> Library {
        let library = self.open().unwrap();
        library.unlock(&self.by_device(), NOW).unwrap();
        library
    }
}

pub fn passphrase(words: &str) -> Passphrase {
    Passphrase::new(words).unwrap()
}

/// Every file below a folder with its content.
pub fn files(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        match entry.path() {
            path if path.is_dir() => found.extend(files(&path)),
            path => found.push((path.clone(), fs::read(&path).unwrap())),
        }
    }
    found.sort();
    found
}

/// Keeps a setting in a vault, as the smallest thing that can be kept.
pub fn keep(vault: &Vault, key: &str, value: &str) -> kith_vault::Result<()> {
    let stamp = |last: Option<Stamp>| last.unwrap_or(Stamp([1; 16]));
    let act = Act {
        name: "keep",
        author: Author::default(),
        stamp: &stamp,
        day: 1,
    };
    vault
        .transact(&act, |writer| writer.set_meta(key, Some(value)))
        .map(drop)
}

pub fn kept(vault: &Vault, key: &str) -> kith_vault::Result<Option<String>> {
    vault.read(|reader| reader.meta(key))
}
