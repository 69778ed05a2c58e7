//! Tells the story: sets the clock, makes each call, keeps what later calls refer to, and writes down what came.

use crate::calls::{Told, call};
use crate::canonical;
use crate::codec::Codec;
use kith::{ChangeObserver, Clock, CoreClient, CoreLibrary, KithError};
use kith_companion::ChangeSet;
use kith_companion::entity::Party;
use kith_protocol::{CivilTime, Uuid};
use serde_json::{Map, Value, json};
use std::sync::{Arc, Mutex};

/// A clock that shows what the story says.
pub struct StoryClock(Mutex<Option<CivilTime>>);

impl Clock for StoryClock {
    fn now(&self) -> Result<CivilTime, KithError> {
        self.0.lock().unwrap().clone().ok_or(KithError::Internal)
    }
}

/// Writes down what it is told of.
#[derive(Default)]
struct Diary(Mutex<Vec<String>>);

impl ChangeObserver for Diary {
    fn changed(&self, _: Uuid, changes: ChangeSet) -> Result<(), KithError> {
        self.0.lock().unwrap().push(changes.name);
        Ok(())
    }
}

/// Where the story stands.
pub struct Stage {
    pub codec: Codec,
    pub folder: tempfile::TempDir,
    pub clock: Arc<StoryClock>,
    pub library: Option<CoreLibrary>,
    pub client: Option<CoreClient>,
    pub observation: Option<Arc<kith::Observation>>,
    diary: Arc<Diary>,
    kept: Map<String, Value>,
}

impl Stage {
    /// The arguments that every library is opened with.
    pub fn party(&self) -> Party {
        Party::Client
    }

    /// Lets the diary hear of changes for as long as the library is there.
    pub fn observe(&self, library: &CoreLibrary) -> Arc<kith::Observation> {
        Arc::new(
            library
                .observe(Arc::clone(&self.diary) as Arc<dyn ChangeObserver>)
                .unwrap(),
        )
    }

    fn set_clock(&self, time: &Value) {
        let zone = time["zone"].as_str().unwrap();
        let offset = time["offset_seconds"].as_i64().unwrap().try_into().unwrap();
        let at = time["at"].as_str().unwrap().parse().unwrap();
        *self.clock.0.lock().unwrap() = Some(CivilTime::new(at, offset, zone).unwrap());
    }

    /// A value in which `"$name"` stands for what was kept under that name.
    fn filled(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => match text.strip_prefix('$') {
                Some(name) => self
                    .kept
                    .get(name)
                    .unwrap_or_else(|| panic!("nothing was kept as {name}"))
                    .clone(),
                None => value.clone(),
            },
            Value::Array(entries) => entries.iter().map(|entry| self.filled(entry)).collect(),
            Value::Object(fields) => fields
                .iter()
                .map(|(name, value)| (name.clone(), self.filled(value)))
                .collect(),
            other => other.clone(),
        }
    }

    fn keep(&mut self, step: &Value, gives: &Value) {
        for (name, path) in step["keep"].as_object().into_iter().flatten() {
            let part = path
                .as_str()
                .unwrap()
                .split('.')
                .filter(|part| !part.is_empty());
            let found = part.fold(gives, |value, part| match part.parse::<usize>() {
                Ok(place) => &value[place],
                Err(_) => &value[part],
            });
            self.kept.insert(name.clone(), found.clone());
        }
    }
}

/// Tells the whole story and gives its canonical text.
pub fn tell(scenario: &Value) -> String {
    let mut stage = Stage {
        codec: Codec::new(),
        folder: tempfile::tempdir().unwrap(),
        clock: Arc::new(StoryClock(Mutex::default())),
        library: None,
        client: None,
        observation: None,
        diary: Arc::default(),
        kept: scenario["names"].as_object().unwrap().clone(),
    };
    let steps: Vec<Value> = scenario["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| told(&mut stage, step))
        .collect();
    let heard = stage.diary.0.lock().unwrap().clone();
    canonical::text(&json!({ "steps": steps, "observed": heard }))
}

fn told(stage: &mut Stage, step: &Value) -> Value {
    if !step["clock"].is_null() {
        let time = stage.filled(&step["clock"]);
        stage.set_clock(&time);
        stage.kept.insert("now".to_owned(), time);
    }
    let name = step["call"].as_str().unwrap();
    println!("{name}: {}", step["says"]); // shown when the step fails
    let with = stage.filled(&step["with"]);
    let mut line = json!({ "call": name, "says": step["says"] });
    match call(stage, name, &with) {
        Told::Gave(gives) => {
            stage.keep(step, &gives);
            line["gives"] = if step["hide"] == json!(true) {
                json!("(hidden)")
            } else {
                gives
            };
        }
        Told::Threw(error) => line["throws"] = error,
    }
    line
}
