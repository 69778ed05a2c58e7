//! What is wrong with a file is told by path and rule, and nothing of the file is kept.
#![allow(clippy::unwrap_used)]

mod world;

use kith_companion::Error;
use kith_protocol::check::Rule;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use world::*;

/// A file with a little of much.
fn small() -> String {
    let file = json!({
        "format": { "name": "kith-course", "major": 1, "minor": 0 },
        "course": { "id": "c", "alias": "Ana", "variant": "ipt-16-uk", "taxonomy": "founding-4",
            "mode": "client_only", "started": "2026-03-02" },
        "people": [{ "id": "ben", "name": "Ben ü 友", "relation": "friend", "status": "present", "areas": ["grief"] }],
        "entries": [{ "id": "e", "at": "2026-03-02T20:15:00+01:00[Europe/Berlin]", "mood": 4, "people": ["ben"],
            "feelings": [{ "label": "sad", "intensity": 6 }], "event": "a \"quoted\" line\nand another" }],
        "events": [{ "id": "v", "at": "~2025-11", "lane": "event", "what": "loss", "text": "t", "source": "client" }],
        "responses": [{ "id": "q", "measure": "gad7", "definition_version": 1, "language": "en",
            "at": "2026-03-02T09:00:00+01:00[Europe/Berlin]", "answers": [2, 2, 1, 1, 1, 1, null] }]
    });
    file.to_string()
}

#[test]
fn every_bad_file_is_refused_where_and_why_it_says() {
    let expected = parsed(&course_text("bad/expected.json"));
    let world = world();
    for case in expected["refused"].as_array().unwrap() {
        let name = case["file"].as_str().unwrap();
        let error = world.refusal(course_text(&format!("bad/{name}")));
        let path = case["path"].as_str().unwrap_or_default().to_owned();
        let rule = case["rule"].as_str().unwrap().to_owned();
        assert_eq!(path_and_rule(&error), (path, rule), "{name}");
        if let (Error::Invalid { violation }, Some(expected)) = (&error, case["line"].as_i64()) {
            assert!(
                matches!(violation.rule, Rule::Malformed { line, .. } if i64::from(line) == expected),
                "{name}"
            );
        }
    }
    assert_eq!(world.records(), 0);
}

#[test]
fn every_file_of_a_newer_minor_version_keeps_what_it_brought() {
    let expected = parsed(&course_text("bad/expected.json"));
    for case in expected["accepted"].as_array().unwrap() {
        let world = world();
        let name = case["file"].as_str().unwrap();
        let exported = parsed(&world.export(world.import(&course_text(&format!("bad/{name}")))));
        for kept in case["kept"].as_array().unwrap() {
            let path = kept["path"].as_str().unwrap();
            assert!(anywhere(&exported, path, &kept["value"]), "{name}: {path}");
        }
    }
}

/// Whether some record has `value` where `path` says; an export orders records by when they were lived.
fn anywhere(file: &Value, path: &str, value: &Value) -> bool {
    let pointer = path
        .trim_start_matches('$')
        .replace(['.', '['], "/")
        .replace(']', "");
    let parts: Vec<_> = pointer.split('/').skip(1).collect();
    match &file[parts[0]] {
        Value::Array(records) => {
            let within = format!("/{}", parts[2..].join("/"));
            records
                .iter()
                .any(|record| record.pointer(&within) == Some(value))
        }
        _ => file.pointer(&pointer) == Some(value),
    }
}

#[test]
fn the_folder_of_bad_files_and_its_list_name_the_same_files() {
    let expected = parsed(&course_text("bad/expected.json"));
    let cases = ["refused", "accepted"]
        .into_iter()
        .flat_map(|list| expected[list].as_array().unwrap());
    let listed: BTreeSet<_> = cases
        .map(|case| case["file"].as_str().unwrap().to_owned())
        .collect();
    let files = std::fs::read_dir(courses().join("bad")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    assert_eq!(
        names
            .filter(|name| name != "expected.json")
            .collect::<BTreeSet<_>>(),
        listed
    );
}

#[test]
fn ten_megabytes_of_text_are_too_long() {
    let world = world();
    let mut file = parsed(&small());
    file["entries"][0]["event"] = json!("word ".repeat(2_000_000));
    let error = world.refusal(file.to_string());
    let expected = ("$.entries[0].event".to_owned(), "too_long".to_owned());
    assert_eq!(path_and_rule(&error), expected);
}

#[test]
fn nesting_without_end_is_refused_without_a_stack_to_match() {
    let world = world();
    for open in ["[", "{\"a\":"] {
        let error = world.refusal(open.repeat(3_000_000));
        assert_eq!(path_and_rule(&error).1, "too_deep");
    }
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let (world, text) = (world(), small());
    for end in 0..text.len() {
        let cut = world
            .client
            .import_course(&text.as_bytes()[..end], None, None);
        let error = cut.map(|imported| imported.course).unwrap_err();
        assert_eq!(
            path_and_rule(&error),
            ("$".to_owned(), "malformed".to_owned()),
            "{end}"
        );
    }
    assert_eq!(world.records(), 0);
    world.import(&text);
}

#[test]
fn what_only_the_whole_course_can_tell_is_refused_with_its_path_too() {
    let world = world();
    let mut file = parsed(&course_text("dispute.json"));
    let ratings = file["goal_ratings"].as_array_mut().unwrap();
    let last = ratings.len() - 1;
    ratings[last]["value"] = json!(900);
    let error = world.refusal(file.to_string());
    let expected = (
        format!("$.goal_ratings[{last}].value"),
        "out_of_range".to_owned(),
    );
    assert_eq!(path_and_rule(&error), expected);
    let mut file = parsed(&course_text("dispute.json"));
    file["course"]["variant"] = json!("ipt-3000");
    let expected = (
        "$.course.variant".to_owned(),
        "unknown_reference".to_owned(),
    );
    assert_eq!(path_and_rule(&world.refusal(file.to_string())), expected);
}

/// Changes single bytes, doubles and drops pieces.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let text = small().into_bytes();
    let length = text.len();
    let flips = prop::collection::vec((0..length, any::<u8>()), 0..6);
    (flips, 0..length, 0..40_usize, prop::bool::ANY).prop_map(move |(flips, at, span, double)| {
        let mut bytes = text.clone();
        for (place, value) in flips {
            bytes[place] = value;
        }
        let piece: Vec<u8> = bytes[at..(at + span).min(length)].to_vec();
        match double {
            true => drop(bytes.splice(at..at, piece)),
            false => drop(bytes.drain(at..at + piece.len())),
        }
        bytes
    })
}

/// Values that somebody might put where they do not belong.
fn hostile() -> Vec<Value> {
    let words = [
        "",
        " ",
        "ben",
        "e",
        "\u{0}",
        "\u{202e}",
        "9999-99-99",
        "~",
        "2026-02-30",
        "private",
        "$stamp",
    ];
    let numbers = [
        json!(0),
        json!(-1),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1.5),
        json!(1e300),
    ];
    let others = [
        json!(null),
        json!(true),
        json!([]),
        json!({}),
        json!([[]]),
        json!({"id": {}}),
        json!(["ben", "ben"]),
    ];
    words
        .into_iter()
        .map(Value::from)
        .chain(numbers)
        .chain(others)
        .collect()
}

/// Puts `value` at the `n`th place of a tree, counted from the root; gives how many places are left to go.
fn put(tree: &mut Value, n: usize, value: &Value) -> Option<usize> {
    if n == 0 {
        *tree = value.clone();
        return None;
    }
    let within: Vec<&mut Value> = match tree {
        Value::Array(entries) => entries.iter_mut().collect(),
        Value::Object(members) => members.values_mut().collect(),
        _ => Vec::new(),
    };
    within
        .into_iter()
        .try_fold(n - 1, |left, place| put(place, left, value))
}

/// Every place of a small file, with every value that could be put there.
#[test]
fn no_value_in_no_place_is_half_imported() {
    let world = world();
    let mut accepted = 0;
    for n in 0.. {
        let mut values = hostile().into_iter();
        let first = values.next().unwrap();
        let mut tree = parsed(&small());
        if put(&mut tree, n, &first).is_some() {
            assert!(n > 50, "the file has many places");
            break;
        }
        for value in std::iter::once(first).chain(values) {
            let mut file = parsed(&small());
            put(&mut file, n, &value);
            match world.client.import_course(file.to_string(), None, None) {
                Ok(imported) => accepted += imported.records,
                Err(Error::Invalid { violation }) => assert!(violation.field.starts_with('$')),
                Err(error) => panic!("{error:?}"),
            }
        }
    }
    assert_eq!(world.records(), accepted);
    assert!(accepted > 0, "some values fit");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_file_never_panics_and_is_never_half_imported(bytes in damaged()) {
        thread_local!(static WORLD: World = world());
        WORLD.with(|world| {
            let before = world.records();
            let imported = world.client.import_course(&bytes, None, None);
            let added = imported.map_or(0, |imported| imported.records);
            assert_eq!(world.records(), before + added);
        });
    }
}
