//! The first act and the one before the last: keys.

use super::cast::Played;
use super::stage::Stage;
use super::{Opened, title};
use crate::command::protection_in_words;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::library::surroundings;
use crate::screen::Screen;
use kith_companion::entity::{Course, Party};
use kith_companion::{
    ArgonCost, Error, Kith, NewLibrary, Passphrase, RecoveryCode, Secret, VaultError,
};
use std::fs;

/// The passphrase of the demonstration. It lies in a file beside the library, which nobody should do with their own.
const PASSPHRASE: &str = "a kettle, a lamp, the long way home";

/// Makes the library, shows its recovery code, and types both back.
pub fn make(stage: &Stage, screen: &mut Screen) -> Outcome<Opened> {
    title(screen, "A new encrypted library")?;
    let passphrase =
        Passphrase::new(PASSPHRASE).ok_or_else(|| Failure::usage("An empty passphrase."))?;
    let new = NewLibrary {
        device: None,
        passphrase: Some(&passphrase),
        recovery: true,
        cost: ArgonCost::DEFAULT,
    };
    let made = Kith::create(&stage.library(), &new, surroundings(Party::Clinician))?;
    crate::library::note_writer(&stage.library(), &Party::Clinician)?;
    fs::write(stage.passphrase(), PASSPHRASE)
        .map_err(|error| Failure::file("passphrase", &error))?;
    let code = made.recovery_code.map(|code| code.text().to_string());
    let code = code.ok_or_else(|| Failure::new(Exit::System, "No recovery code was made."))?;
    made.kith.confirm_passphrase(&passphrase)?;
    made.kith
        .confirm_recovery_code(&RecoveryCode::parse(&code)?)?;
    screen.line(format!("recovery code   {}", screen.ink.bold(&code)))?;
    protection_in_words(&made.kith.protection(), screen)?;
    screen.gap()?;
    Ok(Opened {
        kith: made.kith,
        code,
    })
}

/// Locks the library, tries to read, and opens it with the recovery code.
pub fn lock_and_recover(opened: &Opened, main: &Played, screen: &mut Screen) -> Outcome<()> {
    let (client, course) = main.seat();
    opened.kith.lock();
    let read = client.get::<Course>(course).map(drop);
    match read {
        Err(Error::Vault(error @ VaultError::Locked)) => {
            let told = format!("keys are wiped; reading the course now says: {error}");
            screen.labelled("locked", &told, str::to_owned)?;
        }
        _ => return Err(Failure::new(Exit::System, "A locked library was readable.")),
    }
    let code = RecoveryCode::parse(&opened.code)?;
    opened.kith.unlock(&Secret::Recovery(&code))?;
    client.get::<Course>(course)?;
    let told = "with the recovery code alone; the course is there again";
    Ok(screen.labelled("reopened", told, str::to_owned)?)
}
