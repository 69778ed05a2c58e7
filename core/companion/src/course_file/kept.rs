//! What newer versions added to records, carried along.
//!
//! A file of a newer minor version may have members that this version does not know, at the top of a
//! record or inside its objects. They are stored with the record, survive its edits (the vault sees to
//! that) and are written back by an export. Being unknown does not make them free: they keep the bounds
//! that hold for every text and list, so that nothing hides in them.

use super::json::{is_identifier, shown};
use kith_protocol::check::{Rule, Violation, check_text};
use kith_protocol::limits;
use serde_json::{Map, Value};

/// Adds to `known` every member of `raw` that it lacks, at every depth.
pub(super) fn carry(raw: &Map<String, Value>, known: &mut Map<String, Value>) {
    for (name, value) in raw.iter().filter(|(_, value)| !value.is_null()) {
        match known.get_mut(name) {
            Some(ours) => carry_into(value, ours),
            None => {
                known.insert(name.clone(), value.clone());
            }
        }
    }
}

fn carry_into(raw: &Value, ours: &mut Value) {
    match (raw, ours) {
        (Value::Object(raw), Value::Object(ours)) => carry(raw, ours),
        (Value::Array(raw), Value::Array(ours)) if raw.len() == ours.len() => {
            raw.iter()
                .zip(ours)
                .for_each(|(raw, ours)| carry_into(raw, ours));
        }
        _ => (),
    }
}

/// Whether `stored` has members that `known` lacks, at any depth.
pub(super) fn has_more(stored: &Map<String, Value>, known: &Map<String, Value>) -> bool {
    let is_more = |(name, value): (&String, &Value)| match known.get(name) {
        Some(known) => is_more(value, known),
        None => !value.is_null(),
    };
    stored.iter().any(is_more)
}

fn is_more(stored: &Value, known: &Value) -> bool {
    match (stored, known) {
        (Value::Object(stored), Value::Object(known)) => has_more(stored, known),
        (Value::Array(stored), Value::Array(known)) => stored
            .iter()
            .zip(known)
            .any(|(stored, known)| is_more(stored, known)),
        _ => false,
    }
}

/// Checks every member of `raw` that `known` lacks.
pub(super) fn check(raw: &Map<String, Value>, known: &Map<String, Value>) -> Result<(), Violation> {
    let check_member = |(name, value): (&String, &Value)| {
        let kept = match known.get(name) {
            Some(known) => check_within(value, known),
            None => bounded_member(name, value),
        };
        kept.map_err(|flaw| flaw.under(shown(name)))
    };
    raw.iter().try_for_each(check_member)
}

fn check_within(raw: &Value, known: &Value) -> Result<(), Violation> {
    match (raw, known) {
        (Value::Object(raw), Value::Object(known)) => check(raw, known),
        (Value::Array(raw), Value::Array(known)) => each(raw.iter().zip(known), |(raw, known)| {
            check_within(raw, known)
        }),
        _ => Ok(()),
    }
}

fn bounded_member(name: &str, value: &Value) -> Result<(), Violation> {
    match is_identifier(name) {
        true => bounded(value),
        false => Err(Violation::new("", Rule::NotAllowed)),
    }
}

fn bounded(value: &Value) -> Result<(), Violation> {
    match value {
        Value::String(text) => check_text(text).map_err(|rule| Violation::new("", rule)),
        Value::Array(entries) if entries.len() > limits::LIST_ENTRIES => {
            Err(Violation::new("", Rule::too_many(limits::LIST_ENTRIES)))
        }
        Value::Array(entries) => each(entries.iter(), bounded),
        Value::Object(members) => members.iter().try_for_each(|(name, value)| {
            bounded_member(name, value).map_err(|flaw| flaw.under(shown(name)))
        }),
        _ => Ok(()),
    }
}

fn each<T>(
    entries: impl Iterator<Item = T>,
    check: impl Fn(T) -> Result<(), Violation>,
) -> Result<(), Violation> {
    let check_entry = |(at, entry)| check(entry).map_err(|flaw| flaw.under(&format!("[{at}]")));
    entries.enumerate().try_for_each(check_entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn members(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn what_is_unknown_is_added_at_every_depth_and_what_is_known_wins() {
        let raw = members(
            json!({"a": 1, "new": {"x": [1.5]}, "gone": null, "list": [{"b": 1, "c": 2}, {"b": 3}]}),
        );
        let mut known = members(json!({"a": 7, "list": [{"b": 1}, {"b": 3}], "d": null}));
        carry(&raw, &mut known);
        let expected =
            json!({"a": 7, "new": {"x": [1.5]}, "list": [{"b": 1, "c": 2}, {"b": 3}], "d": null});
        assert_eq!(Value::from(known), expected);
    }

    #[test]
    fn only_what_has_something_unknown_has_more() {
        let known = members(json!({"a": 1, "list": [{"b": 1}]}));
        assert!(!has_more(&known, &known));
        for stored in [json!({"z": 1}), json!({"list": [{"b": 1, "c": 2}]})] {
            assert!(has_more(&members(stored), &known));
        }
    }

    #[test]
    fn what_is_unknown_keeps_the_bounds_of_every_text_and_list() {
        let refused = [
            (
                json!({"new": "x".repeat(20_001)}),
                "new",
                Rule::too_long(20_000),
            ),
            (json!({"new": ["\u{7}"]}), "new[0]", Rule::ControlCharacter),
            (
                json!({"new": {"deep": "\u{202e}"}}),
                "new.deep",
                Rule::DirectionOverride,
            ),
            (json!({"new": vec![0; 201]}), "new", Rule::too_many(200)),
            (json!({"$version": 1}), "?", Rule::NotAllowed),
            (json!({"new": {"A name": 1}}), "new.?", Rule::NotAllowed),
        ];
        for (raw, path, rule) in refused {
            let flaw = check(&members(raw), &Map::new()).unwrap_err();
            assert_eq!((flaw.field.as_str(), flaw.rule), (path, rule));
        }
    }
}
