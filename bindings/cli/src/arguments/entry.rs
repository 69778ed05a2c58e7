//! The journal's arguments.

use clap::{Args, Subcommand};

/// What to do with the journal.
#[derive(Subcommand)]
pub enum EntryCommand {
    /// Write an entry: a mood, a line, or both
    Add(AddEntry),
    /// The entries, newest first
    List(ListEntries),
    /// Find records by their words, in the whole course
    Search(SearchEntries),
}

/// An entry.
#[derive(Args)]
pub struct AddEntry {
    /// What happened; `-` reads it from standard input, where no list of processes shows it
    pub text: Option<String>,
    /// The mood, from 0 (as bad as it gets) to 10
    #[arg(long, value_name = "0-10")]
    pub mood: Option<i32>,
    /// How it felt
    #[arg(long, value_name = "TEXT")]
    pub felt: Option<String>,
    /// What you did
    #[arg(long, value_name = "TEXT")]
    pub did: Option<String>,
    /// What you wished for
    #[arg(long, value_name = "TEXT")]
    pub wish: Option<String>,
    /// A feeling, such as `sad` or `sad:6`; may be given again
    #[arg(long, value_name = "WORD[:0-10]")]
    pub feeling: Vec<String>,
    /// Who was part of it, by name; may be given again
    #[arg(long, value_name = "NAME")]
    pub person: Vec<String>,
    /// A label of your own; may be given again
    #[arg(long, value_name = "WORD")]
    pub tag: Vec<String>,
    /// Bring it up in the next session
    #[arg(long)]
    pub bring: bool,
    /// When it was, such as `2026-03-02T09:30:00+01:00[Europe/Berlin]`; now, if left out
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
}

/// A page of the journal.
#[derive(Args)]
pub struct ListEntries {
    /// How many, 1 to 200
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub limit: i32,
    /// The page after the one that ended with this mark
    #[arg(long, value_name = "MARK")]
    pub after: Option<String>,
    /// Only entries with this person, by name
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
}

/// A search.
#[derive(Args)]
pub struct SearchEntries {
    /// The words; a record has to hold all of them
    #[arg(required = true)]
    pub words: Vec<String>,
    /// How many, 1 to 200
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub limit: i32,
    /// The page after the one that ended with this mark
    #[arg(long, value_name = "MARK")]
    pub after: Option<String>,
    /// Only this kind of record, such as `entry` or `session`; may be given again
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<String>,
}
