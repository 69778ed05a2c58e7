//! Passphrases and recovery codes: typed where nobody sees them, or read from a file.

use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use kith_companion::{Passphrase, RecoveryCode};
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;
use zeroize::Zeroizing;

/// More than any passphrase; a file that is longer was named by mistake.
const LONGEST: usize = 4096;

/// The passphrase that opens a library.
pub fn passphrase(file: Option<&Path>) -> Outcome<Passphrase> {
    match file {
        Some(file) => from_file(file),
        None => usable(&asked("Passphrase: ", "--passphrase-file")?),
    }
}

/// A passphrase that is to be set, typed twice. A file counts as typed back: whoever keeps one has it in writing.
pub fn new_passphrase(file: Option<&Path>, option: &str) -> Outcome<Passphrase> {
    let Some(file) = file else {
        return typed_twice(option);
    };
    from_file(file)
}

fn typed_twice(option: &str) -> Outcome<Passphrase> {
    let first = asked("New passphrase: ", option)?;
    let again = asked("The same again: ", option)?;
    match *first == *again {
        true => usable(&first),
        false => Err(Failure::usage(
            "The two were not the same. Nothing was changed; try again.",
        )),
    }
}

/// A recovery code that was written down.
pub fn recovery_code(file: Option<&Path>) -> Outcome<RecoveryCode> {
    let typed = match file {
        Some(file) => read(file)?,
        None => asked("Recovery code: ", "--recovery-code-file")?,
    };
    Ok(RecoveryCode::parse(&typed)?)
}

fn from_file(file: &Path) -> Outcome<Passphrase> {
    usable(&read(file)?)
}

fn usable(typed: &str) -> Outcome<Passphrase> {
    Passphrase::new(typed)
        .ok_or_else(|| Failure::usage("An empty passphrase protects nothing. Nothing was changed."))
}

/// Asks at the terminal. Where nobody can type, waiting would be for ever.
fn asked(prompt: &str, option: &str) -> Outcome<Zeroizing<String>> {
    let nobody = || {
        Failure::usage(format!(
            "A secret is needed, and nobody can type one here. Give it with `{option} FILE`."
        ))
    };
    if !io::stdin().is_terminal() {
        return Err(nobody());
    }
    rpassword::prompt_password(prompt)
        .map(Zeroizing::new)
        .map_err(|_| nobody())
}

/// What a file holds, without the line break at its end.
fn read(file: &Path) -> Outcome<Zeroizing<String>> {
    let trouble = |error: io::Error| Failure::file("file with the secret", &error);
    // All of it in one allocation: one that grew would leave its beginning behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
    let opened = File::open(file).map_err(trouble)?;
    opened
        .take(LONGEST as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(trouble)?;
    if bytes.len() > LONGEST {
        return Err(Failure::usage(
            "The file with the secret is too long to be one.",
        ));
    }
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Failure::new(Exit::Invalid, "The file with the secret is not UTF-8."))?;
    let line = text.strip_suffix('\n').unwrap_or(text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    Ok(Zeroizing::new(line.to_owned()))
}
