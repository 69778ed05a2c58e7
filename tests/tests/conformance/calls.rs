//! Every call of the foreign surface by its name.
//!
//! Rust has no reflection, so names meet methods here; what goes in and what comes out is the codec's. A call that is
//! missing here fails the story, not silently: the last arm panics.

use crate::story::Stage;
use kith::{CoreClient, CoreLibrary, KithError, Secret, UniFfiTag};
use serde_json::{Value, json};
use std::sync::Arc;
use uniffi::{Lift, Lower};
use uniffi_bindgen::interface::AsType;

/// What came of a call.
pub enum Told {
    Gave(Value),
    Threw(Value),
}

/// Makes one call.
pub fn call(stage: &mut Stage, name: &str, with: &Value) -> Told {
    let (object, call) = name.split_once('.').unwrap();
    match object {
        "library" => library(stage, call, with),
        _ => client(stage, call, with),
    }
}

/// The arguments and the result of one call, by its metadata.
struct Border<'a> {
    stage: &'a Stage,
    object: &'static str,
    call: &'a str,
    with: &'a Value,
}

impl Border<'_> {
    /// The argument with this name, from JSON through the bytes in which it would cross.
    fn arg<T: Lift<UniFfiTag>>(&self, name: &str) -> T {
        let call = self.stage.codec.call(self.object, self.call);
        let argument = call
            .arguments
            .iter()
            .find(|argument| argument.name() == name);
        let type_ = argument
            .unwrap_or_else(|| panic!("{} takes no {name}", self.call))
            .as_type();
        let mut bytes = Vec::new();
        self.stage.codec.write(&type_, &self.with[name], &mut bytes);
        T::try_read(&mut bytes.as_slice()).unwrap()
    }

    /// What a call gave, as JSON through the bytes in which it would cross.
    fn told<T: Lower<UniFfiTag>>(&self, outcome: Result<T, KithError>) -> Told {
        let mut bytes = Vec::new();
        match outcome {
            Ok(value) => {
                T::write(value, &mut bytes);
                let call = self.stage.codec.call(self.object, self.call);
                Told::Gave(
                    self.stage
                        .codec
                        .read(call.returns.expect("it gives something"), &bytes),
                )
            }
            Err(error) => threw(self.stage, error),
        }
    }

    fn done(&self, outcome: Result<(), KithError>) -> Told {
        outcome.map_or_else(
            |error| threw(self.stage, error),
            |()| Told::Gave(Value::Null),
        )
    }
}

fn threw(stage: &Stage, error: KithError) -> Told {
    let mut bytes = Vec::new();
    <KithError as Lower<UniFfiTag>>::write(error, &mut bytes);
    Told::Threw(stage.codec.read(&stage.codec.error(), &bytes))
}

/// A secret of the story: `{"passphrase": "…"}`, `{"recovery": "…"}`, `{"device": "…"}` in hexadecimal, or the word
/// for a device key that cannot be had.
fn secret(json: &Value) -> Result<Arc<Secret>, KithError> {
    let text = |kind: &str| json[kind].as_str().map(str::to_owned);
    let hex = |text: String| -> Vec<u8> {
        let byte = |place: usize| u8::from_str_radix(&text[place..place + 2], 16).unwrap();
        (0..text.len()).step_by(2).map(byte).collect()
    };
    let made = match (text("passphrase"), text("recovery"), text("device")) {
        (Some(typed), ..) => Secret::passphrase(typed)?,
        (_, Some(typed), _) => Secret::recovery(typed)?,
        (.., Some(bytes)) => Secret::device(&hex(bytes))?,
        _ if json == "device_lost" => Secret::device_lost(),
        _ => Secret::device_unavailable(),
    };
    Ok(Arc::new(made))
}

fn library(stage: &mut Stage, call: &str, with: &Value) -> Told {
    let given = |name: &str| secret(&with[name]);
    match call {
        "create" => {
            let dir = stage
                .folder
                .path()
                .join("library")
                .to_str()
                .unwrap()
                .to_owned();
            let (clock, party) = (stage.clock.clone(), stage.party());
            let made = given("secret").and_then(|secret| {
                CoreLibrary::create(dir, secret, clock, None, "en".to_owned(), party)
            });
            opened(stage, made)
        }
        "open" => {
            let dir = stage
                .folder
                .path()
                .join("library")
                .to_str()
                .unwrap()
                .to_owned();
            let made = CoreLibrary::open(
                dir,
                stage.clock.clone(),
                None,
                "en".to_owned(),
                stage.party(),
            );
            opened(stage, made)
        }
        "close" => {
            (stage.client, stage.library, stage.observation) = (None, None, None);
            Told::Gave(Value::Null)
        }
        "create_client" | "client" => {
            let library = stage.library.as_ref().unwrap();
            let text = |name: &str| with[name].as_str().unwrap();
            let handle = match call {
                "client" => library.client(text("id").parse().unwrap()),
                _ => library.create_client(text("name").to_owned()),
            };
            match handle {
                Ok(client) => {
                    let id = client.id().to_string();
                    stage.client = Some(client);
                    Told::Gave(json!(id))
                }
                Err(error) => threw(stage, error),
            }
        }
        _ => {
            let library = stage.library.as_ref().unwrap();
            let border = Border {
                stage,
                object: "CoreLibrary",
                call,
                with,
            };
            match call {
                "state" => Told::Gave(json!(format!("{:?}", library.state()).to_lowercase())),
                "clients" => border.told(library.clients()),
                "protection" => border.told(library.protection()),
                "new_recovery_code" => border.told(library.new_recovery_code()),
                "lock" => border.done(library.lock()),
                "pause" => border.done(library.pause()),
                "resume" => border.done(library.resume()),
                "unlock" => border.done(given("secret").and_then(|secret| library.unlock(secret))),
                "set_secret" => {
                    border.done(given("secret").and_then(|secret| library.set_secret(secret)))
                }
                "confirm_secret" => {
                    border.done(given("typed").and_then(|typed| library.confirm_secret(typed)))
                }
                "remove_secret" => border.done(library.remove_secret(border.arg("which"))),
                "rename_client" => {
                    border.done(library.rename_client(border.arg("id"), border.arg("name")))
                }
                "delete_client" => border.done(library.delete_client(border.arg("id"))),
                _ => panic!("no call library.{call}"),
            }
        }
    }
}

fn opened(stage: &mut Stage, made: Result<CoreLibrary, KithError>) -> Told {
    match made {
        Ok(library) => {
            stage.observation = Some(stage.observe(&library));
            stage.library = Some(library);
            Told::Gave(Value::Null)
        }
        Err(error) => threw(stage, error),
    }
}

fn client(stage: &Stage, call: &str, with: &Value) -> Told {
    let client = stage.client.as_ref().unwrap();
    let border = Border {
        stage,
        object: "CoreClient",
        call,
        with,
    };
    records(client, &border).unwrap_or_else(|| others(client, &border))
}

macro_rules! added {
    (Course, $client:ident, $add:ident, $border:ident) => {
        $client.$add($border.arg("content"))
    };
    ($entity:ident, $client:ident, $add:ident, $border:ident) => {
        $client.$add($border.arg("course"), $border.arg("content"))
    };
}

macro_rules! record_calls {
    ($($entity:ident, $content:ident, $changed:ident, $page:ident, $add:ident, $edit:ident, $one:ident, $many:ident;)*) => {
        /// The four calls of each kind of record.
        fn records(client: &CoreClient, border: &Border<'_>) -> Option<Told> {
            let call = border.call;
            $(
                if call == stringify!($add) {
                    return Some(border.told(added!($entity, client, $add, border)));
                }
                if call == stringify!($edit) {
                    let (id, version) = (border.arg("id"), border.arg("version"));
                    return Some(border.told(client.$edit(id, version, border.arg("content"))));
                }
                if call == stringify!($one) {
                    return Some(border.told(client.$one(border.arg("id"))));
                }
                if call == stringify!($many) {
                    return Some(border.told(client.$many(border.arg("request"))));
                }
            )*
            None
        }
    };
}
kith_companion::each_entity!(record_calls);

fn others(client: &CoreClient, border: &Border<'_>) -> Told {
    match border.call {
        "review" => border.told(client.review(
            border.arg("course"),
            border.arg("id"),
            border.arg("content"),
        )),
        "current_contracts" => border.told(client.current_contracts(border.arg("course"))),
        "current_formulations" => border.told(client.current_formulations(border.arg("course"))),
        "since_last_session" => {
            border.told(client.since_last_session(border.arg("course"), border.arg("as_of")))
        }
        "progress" => border.told(client.progress(border.arg("course"), border.arg("as_of"))),
        "where_we_are" => {
            border.told(client.where_we_are(border.arg("course"), border.arg("as_of")))
        }
        "search" => border.told(client.search(border.arg("request"), None)),
        "trash" => border.told(client.trash(border.arg("id"))),
        "restore" => border.told(client.restore(border.arg("id"))),
        "erase" => border.told(client.erase(border.arg("id"))),
        "trashed" => border.told(client.trashed(border.arg("request"))),
        "set_visibility" => {
            border.told(client.set_visibility(border.arg("id"), border.arg("visibility")))
        }
        "history" => border.told(client.history(border.arg("id"))),
        "last_act" => border.told(client.last_act()),
        "undo" => border.told(client.undo(border.arg("act"))),
        "redo" => border.told(client.redo()),
        "save_draft" => border.told(client.save_draft(border.arg("draft"))),
        "drafts" => border.told(client.drafts()),
        "discard_draft" => border.done(client.discard_draft(border.arg("id"))),
        "check" => border.told(client.check(border.arg("deep"))),
        "import_course" => border.told(client.import_course(border.arg("json"), None, None)),
        "export_course" => {
            border.told(client.export_course(border.arg("course"), border.arg("options"), None))
        }
        call => panic!("no call client.{call}"),
    }
}
