//! The two copies of a header on the disk.
//!
//! Each copy is replaced by writing a new file beside it, syncing it, and renaming it over the old one, so a copy is whole at
//! every moment. That alone would survive a crash; the second copy is for the storage that lies, rots, or loses a file. Both new
//! files are written before the first is renamed, because that is where a full disk shows: then nothing has changed.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::frame::MAX_FILE;
use super::{DAMAGED, Framed, decode};
use crate::staged::Staged;
use crate::{Error, Result};

const NAMES: [&str; 2] = ["header.a", "header.b"];

/// How the two copies were found. Both of the others mend themselves with the next unlocking or writing; seeing them again
/// and again says that the storage is failing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderCondition {
    /// Both are whole and the same.
    Sound,
    /// One is missing, damaged or forged; the other serves.
    OneCopyDamaged,
    /// One is older, as when the device lost power between the two.
    OneCopyStale,
}

/// Where the copies lie.
pub(crate) struct Copies {
    dir: PathBuf,
}

/// The copies that can be read, the newest first; at least one.
pub(crate) struct Found {
    pub(crate) framed: Vec<Framed>,
    pub(crate) condition: HeaderCondition,
}

/// What became of a writing that did not fail.
#[must_use]
pub(crate) enum Written {
    Both,
    /// The new header is in force, but the other copy still holds the old one.
    One(Error),
}

impl Copies {
    pub(crate) fn in_folder(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
        }
    }

    /// Whether there is a header, whole or not.
    pub(crate) fn exist(&self) -> bool {
        NAMES.iter().any(|name| self.dir.join(name).exists())
    }

    /// Reads both copies and changes nothing.
    ///
    /// # Errors
    /// [`Error::NewerFormat`] when either copy is of a newer major format; when neither can be read, [`Error::Damaged`], the
    /// operating system's reason, or [`Error::NotFound`] when there is none at all.
    pub(crate) fn read(&self) -> Result<Found> {
        let [a, b] = NAMES.map(|name| read_copy(&self.dir.join(name)));
        match (a, b) {
            (Ok(a), Ok(b)) => Ok(Found::both(a, b)),
            (Ok(one), Err(error)) | (Err(error), Ok(one)) => match error {
                Error::NewerFormat { .. } => Err(error),
                _ => Ok(Found {
                    framed: vec![one],
                    condition: HeaderCondition::OneCopyDamaged,
                }),
            },
            (Err(a), Err(b)) => Err(graver(a, b)),
        }
    }

    /// Writes the copies of a new library: both, or none.
    pub(crate) fn create(&self, bytes: &[u8]) -> Result<()> {
        match self.write(bytes)? {
            Written::Both => Ok(()),
            Written::One(error) => {
                // The library holds nothing yet; the error that counts is the first.
                let _ = fs::remove_file(self.dir.join(NAMES[0]));
                Err(error)
            }
        }
    }

    /// Replaces both copies. An error means that nothing has changed.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<Written> {
        let [a, b] = NAMES.map(|name| Staged::write(&self.dir.join(name), bytes));
        let (a, b) = (a?, b?);
        a.publish()?;
        Ok(match b.publish() {
            Ok(()) => Written::Both,
            Err(error) => Written::One(error),
        })
    }

    /// Replaces whatever copy is not these bytes.
    pub(crate) fn mend(&self, bytes: &[u8]) -> Result<()> {
        for name in NAMES {
            let path = self.dir.join(name);
            if fs::read(&path).ok().as_deref() != Some(bytes) {
                Staged::write(&path, bytes)?.publish()?;
            }
        }
        Ok(())
    }
}

impl Found {
    fn both(a: Framed, b: Framed) -> Self {
        if a.bytes() == b.bytes() {
            return Self {
                framed: vec![a],
                condition: HeaderCondition::Sound,
            };
        }
        let mut framed = vec![a, b];
        framed.sort_by_key(|copy| std::cmp::Reverse(copy.header.generation));
        Self {
            framed,
            condition: HeaderCondition::OneCopyStale,
        }
    }
}

fn read_copy(path: &Path) -> Result<Framed> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(MAX_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(DAMAGED);
    }
    decode(bytes)
}

/// Not to be allowed to read is no sign of a read-only folder, and no damage either: a phone that is locked answers so.
fn unreadable(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => Error::NotFound,
        kind => Error::Io { kind },
    }
}

/// Of two reasons the one that says more.
fn graver(a: Error, b: Error) -> Error {
    let weight = |error: &Error| match error {
        Error::NewerFormat { .. } => 3,
        Error::Io { .. } => 2,
        Error::NotFound => 0,
        _ => 1,
    };
    if weight(&b) > weight(&a) { b } else { a }
}
