//! Writes the vault of the newest schema that the tests open for ever after: `cargo run -p kith-vault --example golden -- FILE`.
//!
//! Run it once when a schema is new, under a new name; never over a file that is there.

#[path = "../tests/given/mod.rs"]
mod given;

use std::path::Path;

use given::*;
use kith_vault::*;
use serde_json::json;

fn main() -> Result<()> {
    let path = std::env::args()
        .nth(1)
        .expect("the name of the file to write");
    let vault = Vault::create(Path::new(&path), key(), KINDS)?;
    fill(&vault)?;
    vault.lock();
    Ok(())
}

fn fill(vault: &Vault) -> Result<()> {
    let course = Some(id(500));
    let people = json!([id(900).to_string()]);
    vault.transact(&act("insert"), |w| {
        w.insert(NewRecord {
            course,
            visibility: "shared".to_owned(),
            ..new(1, json!({"title": "Ärger", "body": "我", "people": people}))
        })?;
        w.insert(NewRecord {
            kind: RECORD,
            ..new(2, json!({"title": "session"}))
        })?;
        w.insert(new(3, json!({"title": "to be erased"})))?;
        w.insert(NewRecord {
            kind: FACT,
            ..new(4, json!({"title": "disclosed"}))
        })
    })?;
    vault.transact(&act("edit"), |w| {
        w.edit(id(1), None, &fields(json!({"body": "我很孤独"})))
    })?;
    vault.transact(&act("erase"), |w| w.erase(id(3)))?;
    vault.transact(&act("draft"), |w| {
        let fields = fields(json!({"title": "half"}));
        w.put_draft(&Draft {
            id: id(5),
            kind: NOTE.to_owned(),
            course,
            record: Some(id(1)),
            version: Some(2),
            saved: 1,
            fields,
        })?;
        w.set_meta("setting", Some("value"))
    })?;
    vault.transact(&act("trash"), |w| w.trash(id(2)))?;
    Ok(())
}
