//! `kith client`: who is in the library.

use crate::arguments::Place;
use crate::exit::Exit;
use crate::failure::Outcome;
use crate::library;
use crate::screen::Screen;
use serde_json::{Value, json};

/// Lists the clients in the order in which they were added.
pub fn list(place: &Place, screen: &mut Screen) -> Outcome {
    let clients = library::unlocked(place)?.clients()?;
    if place.json {
        let item =
            |client: &kith_companion::ClientEntry| json!({ "id": client.id, "name": client.name });
        let items: Vec<Value> = clients.iter().map(item).collect();
        screen.json(&json!({ "items": items }))?;
        return Ok(Exit::Done);
    }
    if clients.is_empty() {
        screen.say(0, "Nobody yet. `kith client add NAME` adds somebody.")?;
    }
    for client in clients {
        screen.say(0, &client.name)?;
    }
    Ok(Exit::Done)
}

/// Adds a client.
pub fn add(place: &Place, name: &str, screen: &mut Screen) -> Outcome {
    let client = library::unlocked(place)?.create_client(name)?;
    if place.json {
        screen.json(&json!({ "id": client.id(), "name": name }))?;
    } else {
        screen.say(0, "Added, with a vault and a key of their own.")?;
    }
    Ok(Exit::Done)
}
