//! `kith undo` and `kith redo`.

use crate::arguments::Place;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::library;
use crate::screen::Screen;
use kith_companion::{ChangeSet, Client, Result};

/// Takes the last change back.
pub fn undo(place: &Place, screen: &mut Screen) -> Outcome {
    let nothing = "There is nothing to take back.";
    taken_back(place, screen, nothing, |client| client.undo(None))
}

/// Takes the last undo back.
pub fn redo(place: &Place, screen: &mut Screen) -> Outcome {
    let nothing = "There is no undo to take back.";
    taken_back(place, screen, nothing, Client::redo)
}

fn taken_back(
    place: &Place,
    screen: &mut Screen,
    nothing: &str,
    act: impl FnOnce(&Client) -> Result<ChangeSet>,
) -> Outcome {
    let client = library::client(place)?;
    let changes =
        act(&client).map_err(|error| Failure::from(error).or_say(Exit::NotFound, nothing))?;
    done(&changes, place, screen)
}

/// Says what an act changed.
pub fn done(changes: &ChangeSet, place: &Place, screen: &mut Screen) -> Outcome {
    if place.json {
        screen.json(changes)?;
        return Ok(Exit::Done);
    }
    for change in &changes.changes {
        screen.say(
            0,
            &format!("{} {}  {}", change.kind, change.action, change.id),
        )?;
    }
    Ok(Exit::Done)
}
