//! A folder of its own for each test, and the command run in it.
#![allow(clippy::unwrap_used)] // a helper of tests fails where it stands

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

pub const PASSPHRASE: &str = "seven small stones";

/// A course file of the project.
pub fn course_file(name: &str) -> String {
    format!("{}/../../tests/courses/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A folder with a passphrase file in it.
pub struct Place {
    dir: TempDir,
}

/// What a run gave.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        let place = Self {
            dir: tempfile::tempdir().unwrap(),
        };
        place.write("passphrase", PASSPHRASE);
        place
    }

    /// The same, with a library in it.
    pub fn with_library() -> Self {
        let place = Self::new();
        place.init().done();
        place
    }

    /// Makes the library `lib`.
    pub fn init(&self) -> Ran {
        self.kith(&["init", "lib", "--passphrase-file", "passphrase", "--json"])
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs the command with nothing to read.
    pub fn kith(&self, arguments: &[&str]) -> Ran {
        self.kith_reading(arguments, b"")
    }

    /// Runs the command with this on standard input.
    pub fn kith_reading(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut child = self.command(arguments).spawn().unwrap();
        // A command that refuses its arguments reads nothing, and that is its right.
        let _ = child.stdin.take().unwrap().write_all(input);
        child.wait_with_output().unwrap().into()
    }

    /// Runs the command on the library, unlocked by the passphrase.
    pub fn inside(&self, arguments: &[&str]) -> Ran {
        let before = ["--library", "lib", "--passphrase-file", "passphrase"];
        self.kith(&[&before, arguments].concat())
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kith"));
        command
            .args(arguments)
            .current_dir(self.dir.path())
            .env_remove("KITH_LIBRARY")
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// The output of a run that did everything.
    #[track_caller]
    pub fn done(self) -> String {
        assert_eq!(self.code, 0, "{}", self.err);
        self.out
    }

    /// The same as JSON.
    #[track_caller]
    pub fn json(self) -> Value {
        serde_json::from_str(&self.done()).unwrap()
    }

    /// The one line on standard error of a run that ended with `code`.
    #[track_caller]
    pub fn refused(self, code: i32) -> String {
        assert_eq!(self.code, code, "{}", self.err);
        assert_eq!(self.out, "");
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        self.err
    }
}

/// Every file below a folder.
pub fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
