//! What a file may say, on the values alone; nothing here opens a vault.

mod refused;

use super::header;
use super::ids::REFERENCES;
use super::read::{CourseFile, Reading, read};
use super::section::SECTIONS;
use crate::{Error, Result};
use kith_protocol::check::Rule;
use serde_json::{Value, json};
use uuid::Uuid;

/// One record of each kind, with every field filled.
fn full() -> Value {
    serde_json::from_str(include_str!("tests/full.json")).unwrap()
}

fn read_value(file: &Value) -> Result<CourseFile> {
    read_bytes(file.to_string().as_bytes())
}

fn read_bytes(bytes: &[u8]) -> Result<CourseFile> {
    read_until(usize::MAX, bytes)
}

/// Reads, and is stopped before the record at `stop`.
fn read_until(stop: usize, bytes: &[u8]) -> Result<CourseFile> {
    let mut next = 0;
    let mut reading = Reading {
        mint: &mut || {
            next += 1;
            Uuid::from_u128(next)
        },
        step: &mut |done, _| match done == stop {
            true => Err(kith_vault::Error::Cancelled.into()),
            false => Ok(()),
        },
    };
    read(bytes, &mut reading)
}

/// The file with `value` at a JSON pointer. What lies there before is taken away first.
fn with(pointer: &str, value: Value) -> Value {
    let mut file = full();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match file.pointer_mut(parent).unwrap() {
        Value::Array(entries) if name == "-" => entries.push(value),
        Value::Array(entries) => entries[name.parse::<usize>().unwrap()] = value,
        parent => {
            parent
                .as_object_mut()
                .unwrap()
                .insert(name.to_owned(), value);
        }
    }
    file
}

fn refusal(file: &Value) -> (String, Rule) {
    match read_value(file).map(|file| file.records.len()) {
        Err(Error::Invalid { violation }) => (violation.field, violation.rule),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_full_file_is_read_and_every_reference_becomes_the_id_of_its_record() {
    let file = read_value(&full()).unwrap();
    let find = |kind: &str| {
        file.records
            .iter()
            .find(|record| record.section.kind == kind)
            .unwrap()
    };
    assert_eq!(file.records.len(), SECTIONS.len() + 3);
    assert_eq!(find("entry").fields["people"], json!([find("person").id]));
    assert_eq!(find("try").fields["entry"], json!(find("entry").id));
    assert_eq!(find("agreement").fields["of"], json!(find("contract").id));
    assert_eq!(find("response").fields["total"], json!(10));
}

#[test]
fn the_full_file_has_every_field_of_every_content() {
    let file = full();
    for section in &SECTIONS {
        let records = file[section.name].as_array().unwrap();
        for name in (section.names)() {
            assert!(
                records.iter().any(|record| record.get(name).is_some()),
                "{}.{name}",
                section.name
            );
        }
    }
}

/// With every field filled, a reference that is missing in the list of names would be an id that was not resolved,
/// and refused; one that the content forgets among its links would be allowed to name anything.
#[test]
fn every_reference_must_name_a_record_of_its_kind() {
    let mut references = 0;
    for section in &SECTIONS {
        for field in (section.names)()
            .iter()
            .filter(|name| REFERENCES.contains(name))
        {
            let records = full()[section.name].as_array().cloned().unwrap();
            let place = records
                .iter()
                .position(|record| record.get(field).is_some())
                .unwrap();
            let pointer = format!("/{}/{place}/{field}", section.name);
            let is_list = records[place][field].is_array();
            let refused = match is_list {
                true => refusal(&with(&pointer, json!(["course"]))),
                false => refusal(&with(&pointer, json!("course"))),
            };
            let path = format!(
                "$.{}[{place}].{field}{}",
                section.name,
                if is_list { "[0]" } else { "" }
            );
            assert_eq!(refused, (path, Rule::UnknownReference));
            references += 1;
        }
    }
    assert_eq!(references, 18);
}

#[test]
fn a_uuid_is_kept_and_any_other_id_becomes_a_fresh_one() {
    let id = "01890a5d-ac96-774b-bcce-b302099a8057";
    let mut file: Value =
        serde_json::from_str(&full().to_string().replace("\"ben\"", &format!("\"{id}\""))).unwrap();
    file["people"][0]["id"] = json!(id.to_uppercase());
    let read = read_value(&file).unwrap();
    assert_eq!(read.records[1].id.to_string(), id);
    assert_eq!(read.course, Uuid::from_u128(1));
}

#[test]
fn what_may_be_there_once_is_refused_the_second_time() {
    let mut event = full()["events"][0].clone();
    event["id"] = json!("again");
    let twice = with("/events/-", event);
    assert_eq!(
        refusal(&twice),
        ("$.events[1].onset".to_owned(), Rule::Duplicate)
    );
    let mut mark = full()["task_marks"][0].clone();
    mark["id"] = json!("again");
    let twice = with("/task_marks/-", mark);
    assert_eq!(
        refusal(&twice),
        ("$.task_marks[1]".to_owned(), Rule::Duplicate)
    );
}

#[test]
fn a_newer_major_version_is_told_before_anything_else_about_the_file() {
    let file = json!({"format": {"name": "kith-course", "major": 2, "edition": "x"}, "stories": 1});
    let newer = kith_vault::Error::NewerFormat { found: 2, known: 1 };
    assert_eq!(read_value(&file).err(), Some(newer.into()));
}

#[test]
fn what_a_newer_minor_version_added_to_a_record_is_kept_at_every_depth() {
    let mut file = with("/format/minor", json!(header::MINOR + 1));
    file["entries"][0]["weather"] = json!({"sky": ["grey"]});
    file["entries"][0]["feelings"][0]["colour"] = json!("blue");
    file["contracts"][0]["terms"]["room"] = json!(4);
    let read = read_value(&file).unwrap();
    let find = |kind: &str| {
        &read
            .records
            .iter()
            .find(|record| record.section.kind == kind)
            .unwrap()
            .fields
    };
    assert_eq!(find("entry")["weather"], json!({"sky": ["grey"]}));
    assert_eq!(find("entry")["feelings"][0]["colour"], json!("blue"));
    assert_eq!(find("entry")["mood"], json!(4));
    assert_eq!(find("contract")["terms"]["room"], json!(4));
    assert_eq!(read.minor, header::MINOR + 1);
}

#[test]
fn what_could_not_be_kept_is_refused_in_a_newer_minor_version_too() {
    let mut file = with("/format/minor", json!(header::MINOR + 1));
    file["circles"] = json!([]);
    assert_eq!(refusal(&file), ("$.circles".to_owned(), Rule::UnknownField));
    let mut file = with("/format/minor", json!(header::MINOR + 1));
    file["entries"][0]["smell"] = json!("x".repeat(20_001));
    assert_eq!(
        refusal(&file),
        ("$.entries[0].smell".to_owned(), Rule::too_long(20_000))
    );
}

#[test]
fn a_file_can_be_stopped_while_it_is_read() {
    let stopped = read_until(3, full().to_string().as_bytes());
    assert_eq!(stopped.err(), Some(kith_vault::Error::Cancelled.into()));
}

#[test]
fn no_refusal_repeats_what_the_file_says() {
    let secret = "a private word";
    for pointer in [
        "/entries/0/at",
        "/entries/0/mood",
        "/people/0/relation",
        "/contracts/0/terms/start",
        "/people/-",
        "/format/name",
    ] {
        let error = read_value(&with(pointer, json!(secret))).err().unwrap();
        assert!(
            !format!("{error} {error:?}").contains("private"),
            "{pointer}"
        );
    }
    for pointer in [
        format!("/{secret}"),
        format!("/entries/0/{secret}"),
        format!("/format/{secret}"),
    ] {
        let error = read_value(&with(&pointer, json!(1))).err().unwrap();
        assert!(
            !format!("{error} {error:?}").contains("private"),
            "{pointer}"
        );
    }
    let error = read_bytes(format!("{{\"x\": {secret}}}").as_bytes())
        .err()
        .unwrap();
    assert!(!format!("{error} {error:?}").contains("private"));
}
