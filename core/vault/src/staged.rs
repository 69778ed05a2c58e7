//! Replacing a small file so that it is always either the old one or the new one.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::Result;

/// New content beside a file, synced and not yet in force. Dropped unpublished, it takes itself away.
pub(crate) struct Staged {
    beside: PathBuf,
    target: PathBuf,
    published: bool,
}

impl Staged {
    /// Writes and syncs the content beside `target`.
    pub(crate) fn write(target: &Path, content: &[u8]) -> Result<Self> {
        let mut beside = target.as_os_str().to_owned();
        beside.push(".new");
        let staged = Self {
            beside: beside.into(),
            target: target.to_owned(),
            published: false,
        };
        let mut file = private()
            .write(true)
            .create(true)
            .truncate(true)
            .open(&staged.beside)?;
        file.write_all(content)?;
        file.sync_all()?;
        Ok(staged)
    }

    /// Puts it in the target's place, durably.
    pub(crate) fn publish(mut self) -> Result<()> {
        fs::rename(&self.beside, &self.target)?;
        self.published = true;
        sync_parent(&self.target)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.published {
            // What is left behind is overwritten by the next writing, so nobody needs to hear of it.
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// Makes the coming and going of files in the folder of `path` durable.
pub(crate) fn sync_parent(path: &Path) -> Result<()> {
    match path.parent() {
        Some(folder) => sync_folder(folder),
        None => Ok(()),
    }
}

#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    Ok(File::open(folder)?.sync_all()?)
}

/// Elsewhere a folder cannot be opened for syncing, and renaming is durable by itself.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) -> Result<()> {
    Ok(())
}

/// Options for a file that nobody else on the machine may read.
pub(crate) fn private() -> OpenOptions {
    #[allow(unused_mut)]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        for content in ["first", "second, and longer"] {
            Staged::write(&path, content.as_bytes())
                .unwrap()
                .publish()
                .unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_not_published_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        fs::write(&path, "old").unwrap();
        drop(Staged::write(&path, b"new").unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        Staged::write(&path, b"secret").unwrap().publish().unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}
