//! The last act: no word of the journal can be read in the files.
//!
//! A scan that finds nothing proves nothing until it has been seen to find. So the scanner is first shown the course files
//! in the clear, in each encoding, and has to find every word. Words that stand in the files of a library before
//! anything was written to it, such as a name of the format, are not the journal's and are left out.

use super::cast::Play;
use super::scanner::{Scanner, encodings};
use super::stage::Stage;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::screen::Screen;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The shortest word that is distinctive: seven letters never stand in a row of random bytes by chance.
const LETTERS: usize = 7;
/// A letter outside of ASCII is two bytes or more.
const BYTES: usize = 8;

/// Where a course file keeps what the client wrote, and in which fields.
const OWN_WORDS: [(&str, &[&str]); 2] = [
    ("entries", &["event", "feeling", "response", "wish"]),
    ("sessions", &["opener_words", "summary"]),
];

/// The words to look for.
pub struct Proof {
    scanner: Scanner,
}

impl Proof {
    /// Collects the words while the library is still empty.
    pub fn before(stage: &Stage) -> Outcome<Self> {
        let scanner = Scanner::new(journal_words());
        let mut ours = BTreeSet::new();
        for file in files(&stage.library())? {
            let bytes = read(&file)?;
            ours.extend(scanner.found(&bytes).into_iter().map(str::to_owned));
        }
        Ok(Self {
            scanner: scanner.without(&ours),
        })
    }

    /// Looks for them in every byte of every file.
    pub fn after(&self, stage: &Stage, screen: &mut Screen) -> Outcome<()> {
        self.finds_what_is_there()?;
        let files = files(&stage.library())?;
        let mut scanned = 0;
        for file in &files {
            let bytes = read(file)?;
            scanned += bytes.len();
            let found = self.scanner.found(&bytes).len();
            if found > 0 {
                return Err(Failure::new(
                    Exit::Damaged,
                    format!("{found} words of the journal stand in a file of the library."),
                ));
            }
        }
        let told = format!(
            "{} distinctive words of the journals, looked for in UTF-8 and UTF-16: all of them stand in the course files, none in the {} files ({} KiB) of the library",
            self.scanner.len(),
            files.len(),
            scanned / 1024
        );
        screen.labelled("the files", &told, str::to_owned)?;
        Ok(screen.gap()?)
    }

    /// Shows the scanner the course files in the clear.
    fn finds_what_is_there(&self) -> Outcome<()> {
        let clear: String = Play::ALL.iter().map(|play| play.file()).collect();
        let all_found = encodings(&clear)
            .iter()
            .all(|bytes| self.scanner.found(bytes).len() == self.scanner.len());
        match all_found && self.scanner.len() > 0 {
            true => Ok(()),
            false => Err(Failure::new(
                Exit::System,
                "The scan misses words that are there, so it would prove nothing.",
            )),
        }
    }
}

/// The distinctive words of what the clients wrote.
fn journal_words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for play in Play::ALL {
        let file: Value = serde_json::from_str(play.file()).unwrap_or_default();
        for text in OWN_WORDS
            .iter()
            .flat_map(|(list, fields)| texts(&file, list, fields))
        {
            let split = text.split(|letter: char| !letter.is_alphabetic());
            words.extend(split.filter(|word| is_distinctive(word)).map(str::to_owned));
        }
    }
    words
}

fn texts<'a>(
    file: &'a Value,
    list: &str,
    fields: &'a [&str],
) -> impl Iterator<Item = &'a str> + use<'a> {
    let records = file[list].as_array().map(Vec::as_slice).unwrap_or_default();
    let of_record = |record: &'a Value| fields.iter().filter_map(|field| record[*field].as_str());
    records.iter().flat_map(of_record)
}

fn is_distinctive(word: &str) -> bool {
    word.chars().count() >= LETTERS || (!word.is_ascii() && word.len() >= BYTES)
}

/// Every file below a folder.
fn files(dir: &Path) -> Outcome<Vec<PathBuf>> {
    below(dir).map_err(|error| Failure::file("library", &error))
}

fn below(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        match path.is_dir() {
            true => files.extend(below(&path)?),
            false => files.push(path),
        }
    }
    Ok(files)
}

fn read(file: &Path) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|error| Failure::file("library", &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_journals_give_hundreds_of_words_in_several_scripts() {
        let words = journal_words();
        assert!(words.len() > 200);
        assert!(words.contains("printer"));
        assert!(words.iter().any(|word| !word.is_ascii()));
    }

    #[test]
    fn a_word_in_the_clear_in_any_file_of_the_library_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let stage = Stage::fresh(&dir.path().join("demo")).unwrap();
        fs::create_dir_all(stage.library().join("vaults")).unwrap();
        let proof = Proof::before(&stage).unwrap();
        let leak: Vec<u8> = "a printer"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        fs::write(stage.library().join("vaults").join("a.kith-wal"), leak).unwrap();
        assert!(proof.after(&stage, &mut Screen::on_stdout()).is_err());
    }
}
