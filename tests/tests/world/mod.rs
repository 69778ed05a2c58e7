//! A real library in a temporary folder, the courses, and what can be asked of both.
#![allow(dead_code)] // each test file uses its own part of this

use kith_companion::entity::Party;
use kith_companion::{
    ArgonCost, Client, Clock, DeviceSecret, Error, ExportOptions, Kith, NewLibrary, Surroundings,
};
use kith_protocol::check::Rule;
use kith_protocol::time::{CivilTime, Instant};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use uuid::Uuid;

/// The three courses.
pub const COURSES: [&str; 3] = ["dispute.json", "birth.json", "grief.json"];

/// 2026-03-02T08:00:00Z, for ever.
struct Monday;

impl Clock for Monday {
    fn now(&self) -> CivilTime {
        CivilTime {
            at: Instant::from_millis(1_772_438_400_000),
            offset_seconds: 3600,
            zone: "Europe/Berlin".to_owned(),
        }
    }
}

/// A library with one client.
pub struct World {
    pub dir: TempDir,
    pub kith: Kith,
    pub client: Client,
}

pub fn surroundings() -> Surroundings {
    Surroundings {
        clock: Arc::new(Monday),
        party: Party::Clinician,
        ..Surroundings::default()
    }
}

/// Makes a library that `secret` opens.
pub fn create(dir: &Path, secret: &DeviceSecret) -> Result<Kith, Error> {
    let new = NewLibrary {
        device: Some(secret),
        passphrase: None,
        recovery: false,
        cost: ArgonCost::FLOOR,
    };
    Ok(Kith::create(dir, &new, surroundings())?.kith)
}

pub fn world() -> World {
    let dir = tempfile::tempdir().unwrap();
    let secret = DeviceSecret::generate().unwrap();
    let kith = create(&dir.path().join("library"), &secret).unwrap();
    let client = kith.create_client("Client").unwrap();
    World { dir, kith, client }
}

impl World {
    /// How many records there are, in the trash or not.
    pub fn records(&self) -> i64 {
        records(&self.client)
    }

    /// Imports a file that is sound.
    pub fn import(&self, json: &str) -> Uuid {
        self.client.import_course(json, None, None).unwrap().course
    }

    /// The whole course as a file.
    pub fn export(&self, course: Uuid) -> String {
        let options = ExportOptions::default();
        self.client.export_course(course, options, None).unwrap()
    }

    /// The refusal of a file, which must have left nothing behind.
    pub fn refusal(&self, file: impl AsRef<[u8]>) -> Error {
        let before = self.records();
        let imported = self.client.import_course(file, None, None);
        assert_eq!(self.records(), before);
        imported.map(|imported| imported.course).unwrap_err()
    }
}

pub fn records(client: &Client) -> i64 {
    let report = client.check(false).unwrap();
    assert!(report.sound);
    report.records
}

pub fn courses() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("courses")
}

/// The text of a file below the folder of the courses.
pub fn course_text(name: &str) -> String {
    std::fs::read_to_string(courses().join(name)).unwrap()
}

pub fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The records of a file, the course not counted.
pub fn records_of(file: &Value) -> impl Iterator<Item = &Value> {
    let sections = file.as_object().unwrap().values();
    sections.filter_map(Value::as_array).flatten()
}

/// Path and code of the rule, as an error says them. A newer format is refused for no place in particular.
pub fn path_and_rule(error: &Error) -> (String, String) {
    match error {
        Error::Invalid { violation } => (violation.field.clone(), code(&violation.rule)),
        Error::Vault(kith_companion::VaultError::NewerFormat { .. }) => {
            (String::new(), "newer_format".to_owned())
        }
        other => panic!("{other:?}"),
    }
}

fn code(rule: &Rule) -> String {
    let rule = serde_json::to_value(rule).unwrap();
    rule["code"].as_str().unwrap().to_owned()
}
