//! What a record of a file says beside its content: its id, who wrote it, who may see it, when it was lived.

use super::ids::is_kept;
use super::section::Section;
use super::shape::{self, Unknown};
use crate::entity::{Party, Visibility};
use crate::{Error, Result};
use kith_protocol::Instant;
use kith_protocol::check::{Check, Rule, Violation};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The longest word for a party or a visibility of a newer version.
const WORD_BYTES: usize = 64;

/// What a record says beside its content.
pub(super) struct Beside {
    /// Whether its id is a UUID.
    pub id_is_given: bool,
    /// Who wrote it.
    pub party: Option<Party>,
    /// Who may see it.
    pub visibility: Visibility,
    lived: Option<Instant>,
}

impl Beside {
    /// Takes its members away, so that those of the content are left.
    pub(super) fn take(section: &Section, members: &mut Map<String, Value>) -> Result<Self> {
        let id = members.remove("id");
        let by = section.party_member();
        Ok(Self {
            id_is_given: id.as_ref().and_then(Value::as_str).is_some_and(is_kept),
            party: word(members, by)?.map(Party::from),
            visibility: word(members, "visibility")?
                .map_or_else(|| section.visibility.clone(), Visibility::from),
            lived: value(members, "lived")?,
        })
    }

    /// A moment beside the content is for contents that say none; it must not contradict one that does.
    pub(super) fn lived_or_said(&self, said: Option<i64>) -> Result<Option<Instant>> {
        match (self.lived, said) {
            (Some(lived), Some(said)) if lived.millis() != said => {
                Err(Error::invalid("lived", Rule::NotAllowed))
            }
            (lived, _) => Ok(lived),
        }
    }
}

fn word(members: &mut Map<String, Value>, name: &'static str) -> Result<Option<String>> {
    let word: Option<String> = value(members, name)?;
    let mut check = Check::new();
    if let Some(word) = &word {
        let shaped = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        let holds = (1..=WORD_BYTES).contains(&word.len()) && word.bytes().all(shaped);
        check.ensure(name, holds, Rule::NotAllowed);
    }
    check.finish()?;
    Ok(word)
}

fn value<T: for<'de> Deserialize<'de>>(
    members: &mut Map<String, Value>,
    name: &'static str,
) -> Result<Option<T>> {
    let value = members.remove(name).unwrap_or(Value::Null);
    let read: std::result::Result<Option<T>, Violation> = shape::read(&value, Unknown::Refused);
    read.map_err(|flaw| flaw.under(name).into())
}
