//! `kith trash`: what was thrown away stays for 30 days on which Kith is used.

use super::taken_back::done;
use crate::arguments::Place;
use crate::exit::Exit;
use crate::failure::Outcome;
use crate::library::PAGE;
use crate::screen::Screen;
use crate::{moment, table};
use kith_companion::{Client, PageRequest, TrashedRecord};
use serde_json::{Value, json};
use uuid::Uuid;

/// Lists what lies in the trash.
pub fn list(client: &Client, place: &Place, screen: &mut Screen) -> Outcome {
    let items = every(client)?;
    if place.json {
        let items: Vec<Value> = items.iter().map(in_json).collect();
        screen.json(&json!({ "items": items }))?;
        return Ok(Exit::Done);
    }
    if items.is_empty() {
        screen.say(0, "The trash is empty.")?;
    }
    let row = |item: &TrashedRecord| {
        let day = moment::day(item.lived.utc().date());
        vec![
            item.id.to_string(),
            item.kind.clone(),
            day,
            item.title.clone(),
        ]
    };
    let rows: Vec<_> = items.iter().map(row).collect();
    Ok(table::write(screen, &rows).map(|()| Exit::Done)?)
}

fn every(client: &Client) -> Outcome<Vec<TrashedRecord>> {
    let mut items = Vec::new();
    let mut request = PageRequest {
        limit: PAGE,
        ..PageRequest::default()
    };
    loop {
        let page = client.trashed(&request)?;
        items.extend(page.items);
        request.after = page.next;
        if request.after.is_none() {
            return Ok(items);
        }
    }
}

fn in_json(item: &TrashedRecord) -> Value {
    json!({
        "id": item.id,
        "kind": item.kind,
        "course": item.course,
        "lived": item.lived,
        "title": item.title,
    })
}

/// Puts a record into the trash.
pub fn put(client: &Client, id: Uuid, place: &Place, screen: &mut Screen) -> Outcome {
    done(&client.trash(id)?, place, screen)
}

/// Takes a record out of the trash.
pub fn restore(client: &Client, id: Uuid, place: &Place, screen: &mut Screen) -> Outcome {
    done(&client.restore(id)?, place, screen)
}
