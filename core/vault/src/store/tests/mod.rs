//! Tests that look behind the store's surface.

mod engine;
mod plans;
mod traces;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::*;
use crate::Result;

fn text(fields: &Map<String, Value>) -> String {
    fields
        .get("text")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn links(fields: &Map<String, Value>) -> Vec<Link> {
    let person = fields
        .get("person")
        .and_then(Value::as_str)
        .and_then(|id| id.parse().ok());
    person
        .map(|to| Link {
            role: "person".to_owned(),
            to,
        })
        .into_iter()
        .collect()
}

static KINDS: &[Kind] = &[Kind {
    name: "note",
    keeps: Keep::Days30,
    append_only: false,
    immutable: false,
    revision: 1,
    text,
    links,
    lived: |fields| fields.get("lived")?.as_i64(),
}];

fn tick(last: Option<Stamp>) -> Stamp {
    Stamp((last.map_or(0, |last| u128::from_be_bytes(last.0)) + 1).to_be_bytes())
}

fn some_act() -> Act<'static> {
    Act {
        name: "act",
        author: Author::default(),
        stamp: &tick,
        day: 1,
    }
}

fn note(n: u128, text: &str) -> NewRecord {
    let Value::Object(fields) = json!({"text": text, "person": Uuid::from_u128(99).to_string()})
    else {
        unreachable!()
    };
    NewRecord {
        id: Uuid::from_u128(n),
        kind: "note",
        course: None,
        visibility: "private".to_owned(),
        lived: 0,
        fields,
    }
}

fn in_plain(path: &std::path::Path, work: impl FnOnce(&mut act::Desk) -> Result<()>) -> Result<()> {
    let mut conn = conn::Conn::plain(path)?;
    migrate::migrate(conn.db_mut(), migrate::File::New, migrate::MIGRATIONS)?;
    let mut desk = act::Desk::new(conn, KINDS)?;
    work(&mut desk)?;
    desk.conn().checkpoint()
}
