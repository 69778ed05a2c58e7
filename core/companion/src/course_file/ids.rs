//! The ids of a file, and what each becomes.
//!
//! A UUID is kept, so that a course which is exported and imported elsewhere is the same course, and
//! importing it twice into one vault is refused. Anything else is a name that holds inside the file
//! only: a person who writes a course by hand calls somebody `ana`, and the record gets a fresh id. Fresh
//! ids rise in the order of the file, so that records lived at the same moment keep that order.
//!
//! References go by the names of fields, [`REFERENCES`], which mean the same in every kind of record. A
//! test holds the list to the contents' own [`links`](crate::entity::Content::links).

use super::limits;
use super::section::Section;
use kith_protocol::check::{Rule, Violation, check_name};
use serde_json::{Map, Value};
use std::collections::HashMap;
use uuid::Uuid;

/// The fields that name other records of the file, one or a list of them.
pub(super) const REFERENCES: [&str; 8] = [
    "people",
    "supports",
    "goals",
    "goal",
    "session",
    "entry",
    "of",
    "supersedes",
];

/// What each id of a file becomes, and what is behind it.
#[derive(Default)]
pub(super) struct Ids {
    becomes: HashMap<String, Uuid>,
    kinds: HashMap<Uuid, &'static str>,
}

impl Ids {
    /// Notes the id of a record and gives what it becomes.
    pub(super) fn note(
        &mut self,
        section: &Section,
        record: &Map<String, Value>,
        mint: &mut dyn FnMut() -> Uuid,
    ) -> Result<Uuid, Violation> {
        let refuse = |rule| Violation::new("id", rule);
        let text = id_of(record).map_err(refuse)?;
        let id = kept(text).unwrap_or_else(mint);
        if id.is_nil() || id.is_max() {
            return Err(refuse(Rule::NotAnId));
        }
        let twice = self.becomes.insert(key(text), id).is_some();
        self.kinds.insert(id, section.kind);
        if twice {
            Err(refuse(Rule::Duplicate))
        } else {
            Ok(id)
        }
    }

    /// Whether `id` is that of a record of one of `kinds`.
    pub(super) fn is_one_of(&self, id: Uuid, kinds: &[&str]) -> bool {
        self.kinds.get(&id).is_some_and(|kind| kinds.contains(kind))
    }

    /// Puts what each reference becomes into its place.
    pub(super) fn resolve(&self, record: &mut Map<String, Value>) -> Result<(), Violation> {
        for field in REFERENCES {
            if let Some(value) = record.get_mut(field) {
                self.resolve_value(value)
                    .map_err(|flaw| flaw.under(field))?;
            }
        }
        Ok(())
    }

    fn resolve_value(&self, value: &mut Value) -> Result<(), Violation> {
        match value {
            Value::Null => Ok(()),
            Value::String(text) => {
                *text = self.becomes(text)?.to_string();
                Ok(())
            }
            Value::Array(entries) => {
                let resolve = |(at, entry): (usize, &mut Value)| {
                    self.resolve_value(entry)
                        .map_err(|flaw| flaw.under(&format!("[{at}]")))
                };
                entries.iter_mut().enumerate().try_for_each(resolve)
            }
            _ => Err(Violation::new("", Rule::WrongType)),
        }
    }

    fn becomes(&self, text: &str) -> Result<Uuid, Violation> {
        let id = self.becomes.get(&key(text)).copied();
        id.ok_or_else(|| Violation::new("", Rule::UnknownReference))
    }
}

fn id_of(record: &Map<String, Value>) -> Result<&str, Rule> {
    let text = record
        .get("id")
        .filter(|id| !id.is_null())
        .ok_or(Rule::Empty)?;
    let text = text.as_str().ok_or(Rule::WrongType)?;
    check_name(text)?;
    match text.chars().nth(limits::ID_CHARS) {
        Some(_) => Err(Rule::too_long(limits::ID_CHARS)),
        None => Ok(text),
    }
}

/// Whether an id is a UUID, which an import keeps.
pub(super) fn is_kept(text: &str) -> bool {
    kept(text).is_some()
}

/// The UUID that a text is, in the one form in which UUIDs are usually written.
fn kept(text: &str) -> Option<Uuid> {
    Uuid::try_parse(text)
        .ok()
        .filter(|_| text.len() == uuid::fmt::Hyphenated::LENGTH)
}

/// One spelling for each id: a UUID in capitals is the same UUID.
fn key(text: &str) -> String {
    kept(text).map_or_else(|| text.to_owned(), |id| id.to_string())
}
