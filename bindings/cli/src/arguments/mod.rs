//! What can be asked for.
//!
//! The doc comments here are the help that people read.

mod entry;
mod keep;

pub use entry::{AddEntry, EntryCommand, ListEntries, SearchEntries};
pub use keep::{
    CheckLibrary, ClientCommand, CourseCommand, Demo, ExportFile, ImportFile, Init, NewCourse,
    PassphraseCommand, RecoveryCommand, Score, TrashCommand,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The offline companion for a course of interpersonal psychotherapy.
///
/// A library is one encrypted folder on this machine. Nothing leaves it unless you export it.
#[derive(Parser)]
#[command(name = "kith", version, disable_help_subcommand = true, after_help = AFTER)]
pub struct Arguments {
    #[command(flatten)]
    pub place: Place,
    #[command(subcommand)]
    pub command: Command,
}

const AFTER: &str = "Start with `kith init DIR`, or see a whole course played with `kith demo`.
Exit codes: 0 done, 1 a row or record is bad, 2 usage, 3 locked, 4 not found, 5 invalid input,
6 damaged or newer, 7 busy, 8 storage full or read-only, 9 refused, 10 system.";

/// Which library, whose vault, which course, and how to get in.
#[derive(Args)]
pub struct Place {
    /// The folder of the library
    #[arg(
        long,
        short = 'l',
        global = true,
        env = "KITH_LIBRARY",
        value_name = "DIR"
    )]
    pub library: Option<PathBuf>,
    /// Whose vault, by name or id; not needed where there is only one
    #[arg(long, short = 'c', global = true, value_name = "NAME")]
    pub client: Option<String>,
    /// Which course, by name or id; not needed where there is only one
    #[arg(long, global = true, value_name = "NAME")]
    pub course: Option<String>,
    /// Read the passphrase from a file instead of asking for it
    #[arg(long, short = 'p', global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Open with the recovery code in a file instead of the passphrase
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        conflicts_with = "passphrase_file"
    )]
    pub recovery_code_file: Option<PathBuf>,
    /// Write as this person, instead of the one that the library was made for
    #[arg(long, global = true, value_enum)]
    pub party: Option<Writer>,
    /// Write JSON for machines
    #[arg(long, global = true)]
    pub json: bool,
}

/// Who writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Writer {
    /// The one who came for help
    Client,
    /// The one who is trained to give it
    Clinician,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Make a new encrypted library in an empty folder
    Init(Init),
    /// The clients of the library
    #[command(subcommand)]
    Client(ClientCommand),
    /// The course of therapy
    #[command(subcommand)]
    Course(CourseCommand),
    /// The journal
    #[command(subcommand)]
    Entry(EntryCommand),
    /// What happened since the last session
    Digest,
    /// Goals, and measures over time
    Progress,
    /// Session, phase, and what is open
    Where,
    /// Import a course file: all of it, or nothing
    Import(ImportFile),
    /// Export the course as a file that anyone can read
    Export(ExportFile),
    /// Take the last change back
    Undo,
    /// Take the last undo back
    Redo,
    /// What was thrown away, for 30 days of use
    #[command(subcommand)]
    Trash(TrashCommand),
    /// Look for damage
    Check(CheckLibrary),
    /// How the library is protected
    Status,
    /// The recovery code
    #[command(subcommand)]
    Recovery(RecoveryCommand),
    /// The passphrase
    #[command(subcommand)]
    Passphrase(PassphraseCommand),
    /// Score a table of answers; needs no library
    Score(Score),
    /// Play a whole course in a new encrypted library: --course dispute, birth or grief
    Demo(Demo),
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn no_secret_can_be_given_as_an_argument() {
        let mut waiting = vec![Arguments::command()];
        while let Some(command) = waiting.pop() {
            for argument in command.get_arguments() {
                let name = argument.get_id().as_str();
                let secret = name.contains("passphrase") || name.contains("recovery_code");
                assert!(!secret || name.ends_with("_file"), "{name}");
            }
            waiting.extend(command.get_subcommands().cloned());
        }
    }
}
