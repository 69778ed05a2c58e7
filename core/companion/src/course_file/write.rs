//! How a file is written down: two spaces, nothing that is empty, members in the order of the content.

use super::header;
use super::section::{COURSE, Section};
use crate::Result;
use kith_protocol::Instant;
use kith_vault::Record;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value, json};

/// A whole file.
pub(super) struct Document {
    pub minor: i32,
    pub parts: Vec<Part>,
}

/// The records of one kind.
pub(super) struct Part {
    pub name: &'static str,
    pub records: Vec<Written>,
}

/// A record as it is written.
pub(super) struct Written(Vec<(String, Value)>);

impl Document {
    /// The text of the file.
    pub(super) fn text(&self) -> Result<String> {
        let text = serde_json::to_string_pretty(self);
        let text = text.map_err(|_| kith_vault::Error::Damaged { what: "a record" })?;
        Ok(text + "\n")
    }
}

impl Written {
    pub(super) fn of(section: &Section, record: Record) -> Self {
        let mut members = beside(section, &record);
        let mut fields = without_nulls(record.fields);
        let known = (section.names)().iter();
        members.extend(known.filter_map(|name| fields.remove_entry(*name)));
        members.extend(fields);
        Self(members)
    }
}

/// What a record says beside its content. Who may see it is said only where it is not as usual, and when it was
/// lived only where the content does not say so.
fn beside(section: &Section, record: &Record) -> Vec<(String, Value)> {
    let mut beside = vec![("id", json!(record.id))];
    if record.visibility != section.visibility.as_str() {
        beside.push(("visibility", json!(record.visibility)));
    }
    beside.push((section.party_member(), json!(record.author.party)));
    if !section.says_when(&record.fields) {
        beside.push(("lived", json!(Instant::from_millis(record.lived))));
    }
    beside
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// The same without empty members of objects. In a list, a null is an entry like any other.
fn without_nulls(members: Map<String, Value>) -> Map<String, Value> {
    let members = members.into_iter().filter(|(_, value)| !value.is_null());
    members.map(|(name, value)| (name, within(value))).collect()
}

fn within(value: Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(without_nulls(members)),
        Value::Array(entries) => Value::Array(entries.into_iter().map(within).collect()),
        scalar => scalar,
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut file = serializer.serialize_map(None)?;
        file.serialize_entry("format", &Format(self.minor))?;
        for part in &self.parts {
            match part.records.as_slice() {
                [] => (),
                [course] if part.name == COURSE.name => file.serialize_entry(part.name, course)?,
                records => file.serialize_entry(part.name, records)?,
            }
        }
        file.end()
    }
}

struct Format(i32);

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut format = serializer.serialize_map(Some(3))?;
        format.serialize_entry("name", header::NAME)?;
        format.serialize_entry("major", &header::MAJOR)?;
        format.serialize_entry("minor", &self.0)?;
        format.end()
    }
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
