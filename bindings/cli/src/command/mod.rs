//! What each command does: one file for each group of them, a few lines for each.

mod check;
mod clients;
mod courses;
mod digest;
mod entries;
mod files;
mod found;
mod init;
mod keys;
mod progress;
mod score;
mod search;
mod status;
mod taken_back;
mod trash;
mod written;

pub mod chart;

pub use digest::outcome;
pub use found::highlighted;
pub use progress::goal_line;
pub use status::in_words as protection_in_words;

use crate::arguments::{Arguments, ClientCommand, Command, CourseCommand, EntryCommand, Place};
use crate::arguments::{PassphraseCommand, RecoveryCommand, TrashCommand};
use crate::failure::Outcome;
use crate::screen::Screen;
use crate::{demo, library};

/// The variant of a course that nobody chose one for.
pub const VARIANT: &str = "ipt-16-uk";

/// Does what was asked for.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Outcome {
    let place = &arguments.place;
    match &arguments.command {
        Command::Init(init) => init::run(place, init, screen),
        Command::Client(ClientCommand::List) => clients::list(place, screen),
        Command::Client(ClientCommand::Add { name }) => clients::add(place, name, screen),
        Command::Course(course) => run_course(place, course, screen),
        Command::Entry(entry) => run_entry(place, entry, screen),
        Command::Digest => digest::run(place, screen),
        Command::Progress => progress::run(place, screen),
        Command::Where => courses::where_we_are(place, screen),
        Command::Import(import) => files::import(place, import, screen),
        Command::Export(export) => files::export(place, export, screen),
        Command::Undo => taken_back::undo(place, screen),
        Command::Redo => taken_back::redo(place, screen),
        Command::Trash(trash) => run_trash(place, trash, screen),
        Command::Check(check) => check::run(place, check, screen),
        Command::Status => status::run(place, screen),
        Command::Recovery(RecoveryCommand::Confirm) => keys::confirm_recovery(place, screen),
        Command::Recovery(RecoveryCommand::New) => keys::new_recovery(place, screen),
        Command::Passphrase(PassphraseCommand::Set {
            new_passphrase_file,
        }) => keys::set_passphrase(place, new_passphrase_file.as_deref(), screen),
        Command::Score(score) => score::run(score, screen),
        Command::Demo(demo) => demo::run(place, &demo.dir, screen),
    }
}

fn run_course(place: &Place, command: &CourseCommand, screen: &mut Screen) -> Outcome {
    match command {
        CourseCommand::Show => courses::show(place, screen),
        CourseCommand::List => courses::list(place, screen),
        CourseCommand::New(new) => courses::begin(place, new, screen),
    }
}

fn run_entry(place: &Place, command: &EntryCommand, screen: &mut Screen) -> Outcome {
    match command {
        EntryCommand::Add(add) => written::add(place, add, screen),
        EntryCommand::List(list) => entries::list(place, list, screen),
        EntryCommand::Search(words) => search::run(place, words, screen),
    }
}

fn run_trash(place: &Place, command: &TrashCommand, screen: &mut Screen) -> Outcome {
    let client = library::client(place)?;
    match command {
        TrashCommand::List => trash::list(&client, place, screen),
        TrashCommand::Put { id } => trash::put(&client, *id, place, screen),
        TrashCommand::Restore { id } => trash::restore(&client, *id, place, screen),
    }
}
