//! The header of a library: who may open it, and, sealed, what is in it.
//!
//! It is the one file whose loss loses everything, so it exists twice ([`copies`]) in a frame that tells damage without a key
//! and forgery with one ([`frame`]). Outside lies only what is needed to get in: the wraps and their parameters. What the
//! library holds (the vaults, their names and keys) is in one sealed part ([`directory`]), padded, so that not even the
//! number of clients can be read from it.
//!
//! Members that this version does not know are carried through every rewriting, at each level, so an older Kith
//! does not undo what a newer one added. A change that older versions must not touch raises the major format.

mod copies;
mod directory;
mod frame;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::keys::{LibraryKey, Sealed, Wraps};
use crate::{Error, Result};

pub use copies::HeaderCondition;
pub(crate) use copies::{Copies, Found, Written};
pub(crate) use directory::{Directory, Entry};
pub(crate) use frame::{Framed, decode, encode};

/// The format that this version writes.
pub(crate) const MAJOR: i64 = 1;
const MINOR: i64 = 0;

/// What a header holds.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Header {
    format: Format,
    pub(crate) library: Uuid,
    /// One more with every writing, so the newer of two copies is known.
    pub(crate) generation: i64,
    pub(crate) wraps: Wraps,
    sealed: Sealed,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

/// The version of the format; a newer minor one is read, and written back as it was found.
#[derive(Clone, Serialize, Deserialize)]
struct Format {
    major: i64,
    minor: i64,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

impl Header {
    /// The header of a new, empty library, still without a way in.
    pub(crate) fn new(library: Uuid, key: &LibraryKey) -> Result<Self> {
        Ok(Self {
            format: Format {
                major: MAJOR,
                minor: MINOR,
                extra: Map::new(),
            },
            library,
            generation: 0,
            wraps: Wraps::default(),
            sealed: Directory::default().seal(library, key)?,
            extra: Map::new(),
        })
    }

    pub(crate) fn major(&self) -> i64 {
        self.format.major
    }

    /// What the library holds, for whoever has its key.
    pub(crate) fn directory(&self, key: &LibraryKey) -> Result<Directory> {
        Directory::open(&self.sealed, self.library, key)
    }

    /// The same header, a generation later, around another directory.
    pub(crate) fn with_directory(&self, directory: &Directory, key: &LibraryKey) -> Result<Self> {
        Ok(Self {
            sealed: directory.seal(self.library, key)?,
            ..self.next()
        })
    }

    /// The same header, a generation later, with its wraps changed.
    pub(crate) fn with_wraps(&self, change: impl FnOnce(&mut Wraps) -> Result<()>) -> Result<Self> {
        let mut next = self.next();
        change(&mut next.wraps)?;
        Ok(next)
    }

    fn next(&self) -> Self {
        Self {
            generation: self.generation.saturating_add(1),
            ..self.clone()
        }
    }
}

/// The error for a copy that is not what was written.
const DAMAGED: Error = Error::Damaged {
    what: "the library's header",
};
