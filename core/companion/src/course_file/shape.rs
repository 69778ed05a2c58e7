//! From values to contents, with the path of whatever does not fit.
//!
//! The contents say their own shape through serde; this is the deserializer that listens. Beside what
//! serde_json's does, it gives the path of a flaw, a rule instead of a sentence, refuses members that the
//! content does not know, and takes null for "left out". A second description of every record, only for
//! files, would have been simpler to read and would have drifted from the contents.

use super::json::shown;
use kith_protocol::check::{Rule, Violation};
use kith_protocol::time::parse_date;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};
use std::fmt;
use uuid::Uuid;

/// What becomes of a member that this version does not know.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unknown {
    /// It is taken for a typing error and refused.
    Refused,
    /// It is of a newer version and passed over here; [`super::kept`] carries it on.
    Kept,
}

/// Reads a value as a `T`.
pub(super) fn read<T: DeserializeOwned>(value: &Value, unknown: Unknown) -> Result<T, Violation> {
    T::deserialize(At { value, unknown }).map_err(|flaw| flaw.0)
}

/// A violation on its way up.
#[derive(Debug)]
struct Flaw(Violation);

impl Flaw {
    fn new(field: &str, rule: Rule) -> Self {
        Self(Violation::new(field, rule))
    }

    fn under(self, parent: &str) -> Self {
        Self(self.0.under(parent))
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.rule.fmt(f)
    }
}

impl std::error::Error for Flaw {}

impl de::Error for Flaw {
    /// Times and dates say which rule they break, but serde carries it as text.
    fn custom<T: fmt::Display>(text: T) -> Self {
        let text = text.to_string();
        let said = [
            Rule::NotATime,
            Rule::NotAZone,
            Rule::NotADate,
            Rule::Reversed,
            Rule::NotAnId,
            Rule::year(),
        ];
        let rule = said.into_iter().find(|rule| rule.to_string() == text);
        Self::new("", rule.unwrap_or(Rule::NotAllowed))
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::new("", Rule::WrongType)
    }

    fn invalid_value(found: Unexpected<'_>, _: &dyn Expected) -> Self {
        let rule = match found {
            Unexpected::Signed(_) | Unexpected::Unsigned(_) => Rule::OutOfRange {
                min: i32::MIN.into(),
                max: i32::MAX.into(),
            },
            _ => Rule::NotAllowed,
        };
        Self::new("", rule)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(field, Rule::Empty)
    }
}

/// A value, and how strictly it is read.
#[derive(Clone, Copy)]
struct At<'v> {
    value: &'v Value,
    unknown: Unknown,
}

impl<'v> At<'v> {
    fn to(self, value: &'v Value) -> Self {
        Self { value, ..self }
    }

    fn object(self) -> Result<&'v Map<String, Value>, Flaw> {
        self.value
            .as_object()
            .ok_or_else(|| Flaw::new("", Rule::WrongType))
    }

    fn refuse_unknown(self, members: &Map<String, Value>, fields: &[&str]) -> Result<(), Flaw> {
        let is_unknown = |name: &&String| !fields.contains(&name.as_str());
        match members.keys().find(is_unknown) {
            Some(name) if self.unknown == Unknown::Refused => {
                Err(Flaw::new(shown(name), Rule::UnknownField))
            }
            _ => Ok(()),
        }
    }
}

impl<'de> Deserializer<'de> for At<'de> {
    type Error = Flaw;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(value), ..) => visitor.visit_i64(value),
                (_, Some(value), _) => visitor.visit_u64(value),
                (.., value) => visitor.visit_f64(value.unwrap_or(f64::NAN)),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(entries) => visitor.visit_seq(Entries {
                at: self,
                entries,
                next: 0,
            }),
            Value::Object(members) => visitor.visit_map(Members::of(self, members)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Flaw> {
        let members = self.object()?;
        self.refuse_unknown(members, fields)?;
        visitor.visit_map(Members::of(self, members))
    }

    /// Days and ids are read from borrowed text, and nothing else is. A day is read by our own rules first:
    /// chrono takes spellings that we do not write, and says nothing of the years that we know.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
        let text = self
            .value
            .as_str()
            .ok_or_else(|| Flaw::new("", Rule::WrongType))?;
        let day = parse_date(text);
        match (day, Uuid::try_parse(text)) {
            (Err(rule), Err(_)) => Err(Flaw::new("", rule)),
            _ => visitor.visit_borrowed_str(text),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Flaw> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map enum identifier ignored_any
    }
}

/// The members of an object, without those that are left out.
struct Members<'v> {
    at: At<'v>,
    left: serde_json::map::Iter<'v>,
    current: Option<(&'v str, &'v Value)>,
}

impl<'v> Members<'v> {
    fn of(at: At<'v>, members: &'v Map<String, Value>) -> Self {
        let (left, current) = (members.iter(), None);
        Self { at, left, current }
    }
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Flaw;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Flaw> {
        let next = self.left.by_ref().find(|(_, value)| !value.is_null());
        self.current = next.map(|(name, value)| (name.as_str(), value));
        self.current
            .map(|(name, _)| seed.deserialize(name.into_deserializer()))
            .transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Flaw> {
        let (name, value) = self.current.unwrap_or(("", &Value::Null));
        seed.deserialize(self.at.to(value))
            .map_err(|flaw| flaw.under(shown(name)))
    }
}

/// The entries of a list.
struct Entries<'v> {
    at: At<'v>,
    entries: &'v [Value],
    next: usize,
}

impl<'de> SeqAccess<'de> for Entries<'de> {
    type Error = Flaw;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Flaw> {
        let index = self.next;
        self.next += 1;
        let read = |entry| {
            seed.deserialize(self.at.to(entry))
                .map_err(|flaw| flaw.under(&format!("[{index}]")))
        };
        self.entries.get(index).map(read).transpose()
    }
}
