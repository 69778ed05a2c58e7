//! `kith status`: how the library is protected. It asks for no secret.

use crate::arguments::Place;
use crate::exit::Exit;
use crate::failure::Outcome;
use crate::library;
use crate::screen::Screen;
use kith_companion::{Confirmation, Protection};
use serde_json::{Value, json};

/// Shows the ways into the library.
pub fn run(place: &Place, screen: &mut Screen) -> Outcome {
    let protection = library::open(place)?.protection();
    match place.json {
        true => screen.json(&in_json(&protection))?,
        false => in_words(&protection, screen)?,
    }
    Ok(Exit::Done)
}

fn in_json(protection: &Protection) -> Value {
    let word = |confirmed: Option<Confirmation>| match confirmed {
        None => "none",
        Some(Confirmation::NotYet) => "not_yet",
        Some(Confirmation::TypedBack) => "typed_back",
    };
    json!({
        "device": protection.device,
        "passphrase": word(protection.passphrase),
        "recovery": word(protection.recovery),
        "survives_losing_device": protection.survives_losing_device,
    })
}

/// The state of the library's keys in words.
pub fn in_words(protection: &Protection, screen: &mut Screen) -> Outcome<()> {
    let word = |confirmed: Option<Confirmation>| match confirmed {
        None => "none",
        Some(Confirmation::NotYet) => "set, not typed back yet",
        Some(Confirmation::TypedBack) => "set and typed back",
    };
    screen.line(format!("passphrase      {}", word(protection.passphrase)))?;
    screen.line(format!("recovery code   {}", word(protection.recovery)))?;
    let safe = match protection.survives_losing_device {
        true => "A copy of the folder opens on another device.",
        false => "Not yet protected against losing this device: nothing was typed back.",
    };
    screen.say(0, safe)?;
    if protection.recovery == Some(Confirmation::NotYet) {
        screen.say(0, "`kith recovery confirm` takes the recovery code as you wrote it down, and says whether it is right.")?;
    }
    Ok(())
}
