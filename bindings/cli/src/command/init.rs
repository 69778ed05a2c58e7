//! `kith init`: a new encrypted library, and what its owner has to know about its keys.

use crate::arguments::{Init, Place};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::screen::Screen;
use crate::{library, secret};
use kith_companion::entity::Party;
use kith_companion::{ArgonCost, Kith, NewLibrary, RecoveryCode};
use serde_json::json;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Makes the library.
pub fn run(place: &Place, init: &Init, screen: &mut Screen) -> Outcome {
    unless_taken(&init.dir)?;
    let passphrase = secret::new_passphrase(place.passphrase_file.as_deref(), "--passphrase-file")?;
    let party = place.party.map_or(Party::Client, Party::from);
    let new = NewLibrary {
        device: None,
        passphrase: Some(&passphrase),
        recovery: true,
        cost: ArgonCost::DEFAULT,
    };
    let made = Kith::create(&init.dir, &new, library::surroundings(party.clone()));
    let made = made.map_err(|error| Failure::from(error).or_say(Exit::Refused, TAKEN))?;
    library::note_writer(&init.dir, &party)?;
    made.kith.confirm_passphrase(&passphrase)?;
    match made.recovery_code {
        Some(code) if place.json => in_json(&code, &party, screen),
        Some(code) => in_words(&code, screen),
        None => Err(Failure::new(Exit::System, "No recovery code was made.")),
    }
}

/// A library among other files would be carried about and deleted with them.
fn unless_taken(dir: &Path) -> Outcome<()> {
    let taken = || Failure::new(Exit::Refused, TAKEN);
    match fs::read_dir(dir) {
        Ok(mut entries) => entries.next().map_or(Ok(()), |_| Err(taken())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotADirectory => Err(taken()),
        Err(error) => Err(Failure::file("folder", &error)),
    }
}

const TAKEN: &str = "That folder is not empty. Nothing in it was changed; name a new one.";

fn in_json(code: &RecoveryCode, party: &Party, screen: &mut Screen) -> Outcome {
    screen.json(&json!({
        "recovery_code": code.text().as_str(),
        "party": party,
        "passphrase": "typed_back",
        "recovery": "not_yet",
    }))?;
    Ok(Exit::Done)
}

fn in_words(code: &RecoveryCode, screen: &mut Screen) -> Outcome {
    let ink = screen.ink;
    screen.line(ink.bold("The library is made, and encrypted."))?;
    screen.gap()?;
    screen.say(0, "Its recovery code, shown this once and kept nowhere:")?;
    screen.gap()?;
    screen.line(format!("    {}", ink.bold(code.text().as_str())))?;
    screen.gap()?;
    screen.say(0, "Write it on paper. With the passphrase or with this code the library opens; without both, nobody can open it, and neither can we.")?;
    screen.say(
        0,
        "Once it is written down, type it back, so that you know it is right:",
    )?;
    screen.line("    kith --library DIR recovery confirm")?;
    screen.gap()?;
    screen.say(0, "Then begin:")?;
    screen.line("    kith --library DIR client add NAME")?;
    screen.line("    kith --library DIR entry add --mood 5 \"What happened, in a line\"")?;
    Ok(Exit::Done)
}
