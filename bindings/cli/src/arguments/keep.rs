//! The arguments of everything around the journal: libraries, clients, courses, files and keys.

use clap::{Args, Subcommand};
use std::path::PathBuf;
use uuid::Uuid;

/// A new library.
#[derive(Args)]
pub struct Init {
    /// The folder; empty, or not there yet
    pub dir: PathBuf,
}

/// What to do with clients.
#[derive(Subcommand)]
pub enum ClientCommand {
    /// The clients
    List,
    /// Add a client, with a vault and a key of their own
    Add {
        /// What the client is called in this library
        name: String,
    },
}

/// What to do with courses.
#[derive(Subcommand)]
pub enum CourseCommand {
    /// The course, and where it stands
    Show,
    /// The courses of the client
    List,
    /// Begin a course
    New(NewCourse),
}

/// A course to begin.
#[derive(Args)]
pub struct NewCourse {
    /// What the client is called in it; the client's name, if left out
    #[arg(long, value_name = "NAME")]
    pub alias: Option<String>,
    /// The variant of the therapy, by id
    #[arg(long, default_value = crate::command::VARIANT, value_name = "ID")]
    pub variant: String,
    /// The first day, such as `2026-03-02`; today, if left out
    #[arg(long, value_name = "DAY")]
    pub started: Option<String>,
}

/// A file to import.
#[derive(Args)]
pub struct ImportFile {
    /// The course file; `-` reads standard input
    pub file: PathBuf,
    /// Import it as a client of its own, named as the course is
    #[arg(long, conflicts_with = "client")]
    pub new_client: bool,
}

/// A file to export to.
#[derive(Args)]
pub struct ExportFile {
    /// The file, which will not be encrypted; `-` writes standard output
    pub file: PathBuf,
    /// Overwrite the file if it is there
    #[arg(long)]
    pub force: bool,
    /// Leave out the people of the inventory
    #[arg(long)]
    pub without_people: bool,
    /// Leave out the clinician's record
    #[arg(long)]
    pub without_clinician_record: bool,
}

/// What to do with the trash.
#[derive(Subcommand)]
pub enum TrashCommand {
    /// What lies in the trash
    List,
    /// Put a record into the trash
    Put {
        /// The record
        id: Uuid,
    },
    /// Take a record out of the trash
    Restore {
        /// The record
        id: Uuid,
    },
}

/// A check.
#[derive(Args)]
pub struct CheckLibrary {
    /// Leave out reading every page of the files
    #[arg(long)]
    pub quick: bool,
    /// Mend what follows from the records, if that is all that is wrong
    #[arg(long)]
    pub repair: bool,
}

/// What to do with the recovery code.
#[derive(Subcommand)]
pub enum RecoveryCommand {
    /// Type the code back, so that it is known to be written down right
    Confirm,
    /// Make a new code; an older one opens nothing any more
    New,
}

/// What to do with the passphrase.
#[derive(Subcommand)]
pub enum PassphraseCommand {
    /// Set a new passphrase
    Set {
        /// Read the new one from a file instead of asking for it twice
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
}

/// A table of answers.
#[derive(Args)]
pub struct Score {
    /// The measure, such as `phq9` or `gad7`
    pub measure: String,
    /// A CSV file with the header q1, q2, …; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub csv: PathBuf,
}

/// The demonstration. `--course` says which course is walked session by session: dispute, birth or grief.
#[derive(Args)]
pub struct Demo {
    /// The folder for it; an earlier demonstration in it is replaced, anything else is left alone
    #[arg(long, default_value = "target/demo", value_name = "DIR")]
    pub dir: PathBuf,
}
