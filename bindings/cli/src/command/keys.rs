//! `kith recovery` and `kith passphrase`: the ways in.

use crate::arguments::Place;
use crate::exit::Exit;
use crate::failure::Outcome;
use crate::screen::Screen;
use crate::{library, secret};
use kith_companion::{ArgonCost, Secret};
use serde_json::json;
use std::path::Path;

/// Takes the recovery code as it was written down. It opens the library itself, so nothing else is asked for.
pub fn confirm_recovery(place: &Place, screen: &mut Screen) -> Outcome {
    let kith = library::open(place)?;
    let code = secret::recovery_code(place.recovery_code_file.as_deref())?;
    kith.unlock(&Secret::Recovery(&code))?;
    kith.confirm_recovery_code(&code)?;
    match place.json {
        true => screen.json(&json!({ "recovery": "typed_back" }))?,
        false => screen.say(
            0,
            "The recovery code is right. Keep the paper where this device is not.",
        )?,
    }
    Ok(Exit::Done)
}

/// Makes a new recovery code and shows it once.
pub fn new_recovery(place: &Place, screen: &mut Screen) -> Outcome {
    let kith = library::unlocked(place)?;
    let code = kith.new_recovery_code()?;
    if place.json {
        screen.json(&json!({ "recovery_code": code.text().as_str(), "recovery": "not_yet" }))?;
        return Ok(Exit::Done);
    }
    screen.say(
        0,
        "The new recovery code, shown this once; the old one opens nothing any more:",
    )?;
    screen.gap()?;
    screen.line(format!("    {}", screen.ink.bold(code.text().as_str())))?;
    screen.gap()?;
    screen.say(
        0,
        "Write it on paper, then type it back with `kith recovery confirm`.",
    )?;
    Ok(Exit::Done)
}

/// Sets a new passphrase.
pub fn set_passphrase(place: &Place, file: Option<&Path>, screen: &mut Screen) -> Outcome {
    let kith = library::unlocked(place)?;
    let passphrase = secret::new_passphrase(file, "--new-passphrase-file")?;
    kith.set_passphrase(&passphrase, ArgonCost::DEFAULT)?;
    kith.confirm_passphrase(&passphrase)?;
    match place.json {
        true => screen.json(&json!({ "passphrase": "typed_back" }))?,
        false => screen.say(0, "The new passphrase is set. Copies of the folder made before open with the old one still.")?,
    }
    Ok(Exit::Done)
}
