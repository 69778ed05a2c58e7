//! From bytes to values, with every bound kept before anything is built.
//!
//! `serde_json::Value` would take the last of two members with one name and say nothing, and would build
//! whatever it is sent. So the tree is built here: a name that stands twice, a nesting too deep, a list
//! too long and too many values are refused where they stand. What cannot be read at all is refused with
//! line and column. Neither ever quotes the file.

use super::limits;
use kith_protocol::check::{Rule, Violation};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::cell::{Cell, RefCell};
use std::fmt;

/// Reads the whole file.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, Violation> {
    if bytes.len() > limits::BYTES {
        return Err(Violation::new("", Rule::too_long(limits::BYTES)));
    }
    let watch = Watch::default();
    let mut text = serde_json::Deserializer::from_slice(bytes);
    let tree = Tree {
        watch: &watch,
        depth: 0,
    };
    let value = tree
        .deserialize(&mut text)
        .and_then(|value| text.end().map(|()| value));
    value.map_err(|error| watch.flaw.take().unwrap_or_else(|| malformed(&error)))
}

/// A member's name as a path may show it. A name that is no identifier could be anything that somebody
/// wrote, so it is not repeated.
pub(super) fn shown(name: &str) -> &str {
    if is_identifier(name) { name } else { "?" }
}

/// Whether a name is of the kind that Kith gives its fields.
pub(super) fn is_identifier(name: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    (1..=limits::NAME_BYTES).contains(&name.len()) && name.bytes().all(fits)
}

fn malformed(error: &serde_json::Error) -> Violation {
    let figure = |at: usize| i32::try_from(at).unwrap_or(i32::MAX);
    let (line, column) = (figure(error.line()), figure(error.column()));
    Violation::new("", Rule::Malformed { line, column })
}

/// What is found out on the way. Serde's errors carry text alone, so the flaw goes beside them; its path
/// grows from the inside out while the error travels up.
#[derive(Default)]
struct Watch {
    flaw: RefCell<Option<Violation>>,
    values: Cell<usize>,
}

impl Watch {
    fn refuse<E: Error>(&self, rule: Rule) -> E {
        self.flaw.replace(Some(Violation::new("", rule)));
        E::custom("")
    }

    fn came_from(&self, parent: &str) {
        let flaw = self.flaw.take().map(|flaw| flaw.under(parent));
        self.flaw.replace(flaw);
    }
}

/// Builds one value.
#[derive(Clone, Copy)]
struct Tree<'w> {
    watch: &'w Watch,
    depth: usize,
}

impl Tree<'_> {
    fn inside<E: Error>(self) -> Result<Self, E> {
        let depth = self.depth + 1;
        match depth > limits::DEPTH {
            true => Err(self.watch.refuse(Rule::TooDeep {
                max: limits::DEPTH as i32,
            })),
            false => Ok(Self { depth, ..self }),
        }
    }

    fn count<E: Error>(self) -> Result<(), E> {
        let values = self.watch.values.get() + 1;
        self.watch.values.set(values);
        match values > limits::VALUES {
            true => Err(self.watch.refuse(Rule::too_many(limits::VALUES))),
            false => Ok(()),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, text: D) -> Result<Value, D::Error> {
        self.count()?;
        text.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let (entry, mut entries) = (self.inside()?, Vec::new());
        let outside = |at: usize| self.watch.came_from(&format!("[{at}]"));
        while let Some(value) = list
            .next_element_seed(entry)
            .inspect_err(|_| outside(entries.len()))?
        {
            if entries.len() == limits::RECORDS {
                return Err(self.watch.refuse(Rule::too_many(limits::RECORDS)));
            }
            entries.push(value);
        }
        Ok(Value::Array(entries))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let (member, mut members) = (self.inside()?, Map::new());
        while let Some(name) = object.next_key::<String>()? {
            let outside = |_: &A::Error| self.watch.came_from(shown(&name));
            let first = match members.contains_key(&name) {
                true => Err(self.watch.refuse(Rule::Duplicate)),
                false => object.next_value_seed(member),
            };
            let value = first.inspect_err(outside)?;
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn flaw(text: &str) -> (String, Rule) {
        let flaw = parse(text.as_bytes()).unwrap_err();
        (flaw.field, flaw.rule)
    }

    #[test]
    fn what_is_sound_is_read_as_it_stands() {
        let value = json!({"a": [1, -2, 2.5, true, null, "ü\n"], "b": {"c": {}}, "d": 18_446_744_073_709_551_615_u64});
        assert_eq!(parse(value.to_string().as_bytes()).unwrap(), value);
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_line_and_column() {
        let (line, column) = (2, 8);
        assert_eq!(
            flaw("{\n  \"a\": oops }"),
            (String::new(), Rule::Malformed { line, column })
        );
        for text in [
            "",
            "{",
            "[1,",
            "\"a",
            "{} {}",
            "\u{feff}{}",
            "{\"a\": \"\u{1}\"}",
            "[1e999]",
            "[01]",
            r#"["\ud800"]"#,
        ] {
            assert!(
                matches!(flaw(text), (path, Rule::Malformed { .. }) if path.is_empty()),
                "{text:?}"
            );
        }
        assert!(matches!(
            parse(b"[\"\xff\"]").unwrap_err().rule,
            Rule::Malformed { .. }
        ));
    }

    #[test]
    fn a_name_that_stands_twice_is_refused_where_it_stands() {
        let text = r#"{"entries": [{}, {"mood": 1, "at": 2, "mood": 3}]}"#;
        assert_eq!(flaw(text), ("entries[1].mood".to_owned(), Rule::Duplicate));
    }

    #[test]
    fn a_name_that_is_no_identifier_is_not_repeated() {
        let text = r#"{"I hate Bob": {"x": [1, {"y": 1, "y": 1}]}}"#;
        assert_eq!(flaw(text), ("?.x[1].y".to_owned(), Rule::Duplicate));
    }

    #[test]
    fn nesting_has_an_end_and_the_path_leads_there() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse(nested(limits::DEPTH).as_bytes()).is_ok());
        let (path, rule) = flaw(&nested(limits::DEPTH + 1));
        assert_eq!(rule, Rule::TooDeep { max: 32 });
        assert_eq!(path, "[0]".repeat(limits::DEPTH));
        assert!(matches!(
            flaw(&"[".repeat(5_000_000)).1,
            Rule::TooDeep { .. }
        ));
    }

    #[test]
    fn lists_and_files_have_an_end() {
        let list = |entries: usize| format!("{{\"a\": [{}0]}}", "0,".repeat(entries - 1));
        assert!(parse(list(limits::RECORDS).as_bytes()).is_ok());
        assert_eq!(
            flaw(&list(limits::RECORDS + 1)),
            ("a".to_owned(), Rule::too_many(limits::RECORDS))
        );
        let lists = format!("[{}0]", format!("{},", list(40_000)).repeat(50));
        assert_eq!(flaw(&lists).1, Rule::too_many(limits::VALUES));
        let large = " ".repeat(limits::BYTES + 1);
        assert_eq!(flaw(&large), (String::new(), Rule::too_long(limits::BYTES)));
    }
}
