//! What an edit changes, and what it must not lose.
//!
//! The caller serialises every field that it knows, null where it is empty. So a name that is stored and not mentioned is one that the
//! caller does not know: a newer version wrote it, and it is carried over. The same holds inside objects, and inside the elements of
//! lists, which are the same element when they have the same `id`.

use serde_json::{Map, Value};

/// A field that an edit changes, and its value after it; none when it is removed.
pub(super) type Changed = (String, Option<Value>);

/// What `new` changes in `old`.
pub(super) fn changed(old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<Changed> {
    let mut changed = Vec::new();
    for (name, value) in new {
        let before = old.get(name);
        let after = match before {
            Some(before) => carry(before, value),
            None => without_nulls(value),
        };
        if before != after.as_ref() {
            changed.push((name.clone(), after));
        }
    }
    changed
}

/// `fields` as they are stored: nothing that is null, at any depth of objects.
pub(super) fn stored(fields: Map<String, Value>) -> Map<String, Value> {
    let kept = |(name, value): (String, Value)| Some((name, without_nulls(&value)?));
    fields.into_iter().filter_map(kept).collect()
}

fn without_nulls(value: &Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Object(members) => Some(Value::Object(stored(members.clone()))),
        Value::Array(elements) => Some(Value::Array(elements.iter().map(element).collect())),
        other => Some(other.clone()),
    }
}

/// A list keeps its nulls: they hold a place.
fn element(value: &Value) -> Value {
    without_nulls(value).unwrap_or(Value::Null)
}

/// `new` in the place of `old`, with what only a newer version knows.
fn carry(old: &Value, new: &Value) -> Option<Value> {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) if is_same_thing(old, new) => {
            Some(Value::Object(carry_members(old, new)))
        }
        (Value::Array(old), Value::Array(new)) => Some(Value::Array(
            new.iter().map(|new| carry_element(old, new)).collect(),
        )),
        _ => without_nulls(new),
    }
}

fn carry_members(old: &Map<String, Value>, new: &Map<String, Value>) -> Map<String, Value> {
    let unknown = old.iter().filter(|(name, _)| !new.contains_key(*name));
    let mut members: Map<String, Value> = unknown
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    for (name, value) in new {
        let value = old
            .get(name)
            .map_or_else(|| without_nulls(value), |before| carry(before, value));
        members.extend(value.map(|value| (name.clone(), value)));
    }
    members
}

fn carry_element(old: &[Value], new: &Value) -> Value {
    let same = |old: &&Value| new.get("id").is_some_and(|id| old.get("id") == Some(id));
    let carried = old.iter().find(same).and_then(|old| carry(old, new));
    carried.unwrap_or_else(|| element(new))
}

/// Whether `new` is `old`, edited, and not another thing in its place. An `id` settles it. Without one, a choice that was changed has
/// another tag (`kind`, `type`), and a choice that is tagged by its only name shares no name at all.
fn is_same_thing(old: &Map<String, Value>, new: &Map<String, Value>) -> bool {
    let same = |name: &str| {
        old.get(name)
            .zip(new.get(name))
            .map(|(old, new)| old == new)
    };
    let shares =
        || old.is_empty() || new.is_empty() || new.keys().any(|name| old.contains_key(name));
    same("id").unwrap_or_else(|| {
        shares()
            && ["kind", "type"]
                .into_iter()
                .all(|tag| same(tag) != Some(false))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn map(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(map) => map,
            other => panic!("not an object: {other}"),
        }
    }

    fn edit(old: Value, new: Value) -> (Value, Vec<String>) {
        let mut fields = map(old);
        let mut names = Vec::new();
        for (name, value) in changed(&fields, &map(new)) {
            names.push(name.clone());
            match value {
                Some(value) => fields.insert(name, value),
                None => fields.remove(&name),
            };
        }
        (Value::Object(fields), names)
    }

    #[test]
    fn only_what_differs_is_changed_and_null_removes() {
        let old = json!({"event": "a quarrel", "mood": 3, "energy": 5});
        let new = json!({"event": "a quarrel", "mood": 4, "energy": null, "sleep": null, "place": "home"});
        let (fields, names) = edit(old, new);
        assert_eq!(
            fields,
            json!({"event": "a quarrel", "mood": 4, "place": "home"})
        );
        assert_eq!(names, ["energy", "mood", "place"]);
    }

    #[test]
    fn what_a_newer_version_wrote_is_carried_at_every_depth() {
        let old = json!({
            "new_field": 1,
            "place": {"name": "home", "new_member": {"x": 1}},
            "steps": [
                {"id": "a", "text": "call", "new_member": true},
                {"id": "b", "text": "wait", "new_member": false},
                {"text": "no id", "new_member": true},
            ],
        });
        let new = json!({
            "place": {"name": "work", "room": null},
            "steps": [{"id": "b", "text": "wait"}, {"id": "c", "text": "go"}, {"id": "a", "text": null}, {"text": "no id"}],
        });
        let (fields, names) = edit(old, new);
        assert_eq!(names, ["place", "steps"]);
        assert_eq!(
            fields,
            json!({
                "new_field": 1,
                "place": {"name": "work", "new_member": {"x": 1}},
                "steps": [
                    {"id": "b", "text": "wait", "new_member": false},
                    {"id": "c", "text": "go"},
                    {"id": "a", "new_member": true},
                    {"text": "no id"},
                ],
            })
        );
    }

    #[test]
    fn another_thing_in_the_same_place_carries_nothing() {
        let table = [
            (
                json!({"kind": "month", "year": 2024, "month": 3}),
                json!({"kind": "year", "year": 2024}),
            ),
            (json!({"type": "a", "x": 1}), json!({"type": "b"})),
            (json!({"id": 1, "note": "x"}), json!({"id": 2})),
            (json!({"month": {"of": 3}}), json!({"year": {"of": 2024}})),
        ];
        for (old, new) in table {
            let (fields, _) = edit(json!({ "when": old }), json!({ "when": new.clone() }));
            assert_eq!(fields, json!({ "when": new }));
        }
    }

    #[test]
    fn saving_the_same_again_changes_nothing() {
        let old = json!({"a": {"b": 1, "new": 2}, "list": [{"id": 1, "new": 3}, null], "c": "x"});
        let same =
            json!({"a": {"b": 1, "z": null}, "list": [{"id": 1}, null], "c": "x", "d": null});
        assert_eq!(edit(old.clone(), same), (old, Vec::new()));
    }

    #[test]
    fn stored_fields_hold_no_nulls_but_in_lists() {
        let fields = stored(map(
            json!({"a": null, "b": {"c": null, "d": 1}, "e": [null, {"f": null}]}),
        ));
        assert_eq!(
            Value::Object(fields),
            json!({"b": {"d": 1}, "e": [null, {}]})
        );
    }
}
