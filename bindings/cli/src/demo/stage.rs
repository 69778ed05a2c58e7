//! The folder of the demonstration. It is new each time, and nothing is deleted that the demonstration did not make: an
//! earlier one is known by a marker that it put there first of all.

use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const MARKER: &str = "MADE-BY-KITH-DEMO";
const SAYS: &str = "`kith demo` made this folder and replaces it the next time.\n";

/// The folder, with what goes where.
pub struct Stage {
    dir: PathBuf,
}

impl Stage {
    /// An empty folder for a new demonstration.
    pub fn fresh(dir: &Path) -> Outcome<Self> {
        let made = clear(dir).and_then(|()| {
            fs::create_dir_all(dir)?;
            fs::write(dir.join(MARKER), SAYS)
        });
        match made {
            Ok(()) => Ok(Self {
                dir: dir.to_owned(),
            }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(taken()),
            Err(error) => Err(Failure::file("folder of the demonstration", &error)),
        }
    }

    /// The library.
    pub fn library(&self) -> PathBuf {
        self.dir.join("library")
    }

    /// The passphrase, in a file beside the library so that the commands at the end can be tried.
    pub fn passphrase(&self) -> PathBuf {
        self.dir.join("passphrase")
    }
}

/// Removes an earlier demonstration. Anything else that is there stays and is an error.
fn clear(dir: &Path) -> io::Result<()> {
    match fs::symlink_metadata(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(found) if found.is_dir() && dir.join(MARKER).is_file() => fs::remove_dir_all(dir),
        Ok(found) if found.is_dir() && fs::read_dir(dir)?.next().is_none() => Ok(()),
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
    }
}

fn taken() -> Failure {
    Failure::new(
        Exit::Refused,
        "That folder holds something that the demonstration did not make, so it was left as it is. Name another one with `--dir`.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_holds_anything_else_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let theirs = dir.path().join("letter.txt");
        fs::write(&theirs, "dear").unwrap();
        assert!(Stage::fresh(dir.path()).is_err());
        assert_eq!(fs::read_to_string(&theirs).unwrap(), "dear");
    }

    #[test]
    fn an_earlier_demonstration_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let stage = Stage::fresh(&dir.path().join("demo")).unwrap();
        fs::write(stage.passphrase(), "old").unwrap();
        let again = Stage::fresh(&dir.path().join("demo")).unwrap();
        assert!(!again.passphrase().exists());
    }
}
