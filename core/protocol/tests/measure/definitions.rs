//! What ships, and what is refused.

use crate::{gad7, phq9};
use kith_protocol::check::{Rule, Violation};
use kith_protocol::measure::{Definition, DefinitionError, Source, builtin, find};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;

const FILES: [&str; 2] = [
    include_str!("../../data/measures/phq-9.json"),
    include_str!("../../data/measures/gad-7.json"),
];

/// The PHQ-9 with one member of its JSON replaced.
fn broken(pointer: &str, value: Value) -> Result<Definition, DefinitionError> {
    let mut json: Value = serde_json::from_str(FILES[0]).expect("JSON");
    *json.pointer_mut(pointer).expect(pointer) = value;
    Definition::parse(&json.to_string())
}

fn first_violation(pointer: &str, value: Value) -> Option<Violation> {
    match broken(pointer, value) {
        Err(DefinitionError::Invalid { violations }) => violations.into_iter().next(),
        Ok(_) | Err(DefinitionError::Malformed { .. }) => None,
    }
}

/// A definition as a person reviews it.
fn summary(definition: &Definition) -> String {
    let mut text = format!(
        "{} v{} ({}), range {:?}\n{}\n\n{}\n",
        definition.id,
        definition.version,
        definition.language,
        definition.range(),
        definition.licence.notice,
        definition.stem
    );
    for item in &definition.items {
        let choices = definition.choices(item);
        let labels: Vec<_> = choices
            .iter()
            .map(|choice| format!("{} {}", choice.value, choice.label))
            .collect();
        let _ = writeln!(text, "{} {}", item.id, item.text);
        let code = item.code.as_deref().unwrap_or("no code");
        let scored = if item.scored { "scored" } else { "not scored" };
        let _ = writeln!(text, "   [{code}, {scored}] {}", labels.join(" | "));
    }
    text.push('\n');
    for band in &definition.bands {
        let _ = writeln!(text, "{}-{} {} ({})", band.lo, band.hi, band.id, band.label);
    }
    for cut in &definition.cut_points {
        let _ = writeln!(
            text,
            ">={} {}\n   {}",
            cut.at_least,
            cut.id,
            cited(&cut.source)
        );
    }
    for rule in &definition.change_rules {
        let _ = writeln!(
            text,
            "{} {:?}\n   {}",
            rule.id,
            rule.criterion,
            cited(&rule.source)
        );
    }
    for flag in &definition.flags {
        let from = flag.at_least;
        let _ = writeln!(
            text,
            "flag {} at {} >={from}\n   {}",
            flag.id,
            flag.item,
            cited(&flag.source)
        );
    }
    text
}

fn cited(source: &Source) -> String {
    format!("{}\n   in {}", source.citation, source.population)
}

#[test]
fn the_shipped_measures_read_as_published() {
    insta::assert_snapshot!("phq9", summary(phq9()));
    insta::assert_snapshot!("gad7", summary(gad7()));
}

#[test]
fn no_member_of_a_shipped_file_is_ignored() {
    for (file, definition) in FILES.iter().zip(builtin()) {
        let written: Value = serde_json::from_str(file).expect("JSON");
        assert_eq!(
            serde_json::to_value(definition).expect("plain data"),
            written
        );
    }
}

#[test]
fn a_measure_is_found_by_its_id_alone() {
    assert_eq!(
        find("phq9").map(|found| found.short_title.as_str()),
        Some("PHQ-9")
    );
    for unknown in ["phq", "PHQ9", ""] {
        assert!(find(unknown).is_none());
    }
}

#[test]
fn the_first_option_of_the_gad7_reads_not_at_all() {
    let labels: Vec<_> = gad7()
        .options
        .iter()
        .map(|choice| choice.label.as_str())
        .collect();
    let published = [
        "Not at all",
        "Several days",
        "More than half the days",
        "Nearly every day",
    ];
    assert_eq!(labels, published);
}

#[test]
fn every_loinc_code_keeps_its_check_digit_and_names_one_thing() {
    let mut seen = BTreeSet::new();
    for definition in builtin() {
        let codes = definition.codes.as_ref().expect("both carry codes");
        assert!(codes.notice.contains("LOINC is copyright"));
        let items = definition
            .items
            .iter()
            .filter_map(|item| item.code.as_deref());
        for code in items.chain([codes.panel.as_str(), codes.total.as_str()]) {
            assert!(has_valid_check_digit(code), "{code}");
            assert!(seen.insert(code), "{code} names two things");
        }
    }
}

/// LOINC ends its codes in a Luhn digit (mod 10, every second digit from the right doubled).
fn has_valid_check_digit(code: &str) -> bool {
    let digits = code
        .bytes()
        .rev()
        .filter(u8::is_ascii_digit)
        .map(|digit| u32::from(digit - b'0'));
    let weighed = digits.enumerate().map(|(place, digit)| match place % 2 {
        0 => digit,
        _ => digit * 2 / 10 + digit * 2 % 10,
    });
    code.contains('-') && weighed.sum::<u32>() % 10 == 0
}

#[test]
fn each_broken_rule_is_named_with_its_field() {
    let exactly = |value| Rule::OutOfRange {
        min: value,
        max: value,
    };
    let table = [
        ("/id", json!("PHQ 9"), "id", Rule::NotAnId),
        (
            "/version",
            json!(0),
            "version",
            Rule::OutOfRange {
                min: 1,
                max: i64::from(i32::MAX),
            },
        ),
        (
            "/language",
            json!("english language"),
            "language",
            Rule::NotAnId,
        ),
        ("/title", json!(" "), "title", Rule::Empty),
        ("/stem", json!(""), "stem", Rule::Empty),
        ("/items/1/id", json!("q1"), "items", Rule::Duplicate),
        ("/items/1/code", json!("44250-9"), "items", Rule::Duplicate),
        ("/items/0/text", json!(""), "items[0].text", Rule::Empty),
        ("/items", json!([]), "items", Rule::TooFew { min: 1 }),
        ("/options/1/value", json!(0), "options", Rule::Duplicate),
        ("/options", json!([]), "options", Rule::TooFew { min: 2 }),
        (
            "/options/3/value",
            json!(1001),
            "options[3].value",
            Rule::OutOfRange {
                min: -1000,
                max: 1000,
            },
        ),
        ("/bands/0/lo", json!(1), "bands[0].lo", exactly(0)),
        ("/bands/1/lo", json!(4), "bands[1].lo", exactly(5)),
        ("/bands/1/lo", json!(6), "bands[1].lo", exactly(5)),
        ("/bands/2/hi", json!(15), "bands[3].lo", exactly(16)),
        ("/bands/4/hi", json!(19), "bands[4].hi", Rule::Reversed),
        ("/bands/4/hi", json!(26), "bands[4].hi", exactly(27)),
        ("/bands/4/hi", json!(28), "bands[4].hi", exactly(27)),
        ("/bands/1/id", json!("minimal"), "bands", Rule::Duplicate),
        (
            "/bands/0/source/population",
            json!(""),
            "bands[0].source.population",
            Rule::Empty,
        ),
        (
            "/cut_points/0/at_least",
            json!(28),
            "cut_points[0].at_least",
            Rule::OutOfRange { min: 0, max: 27 },
        ),
        (
            "/change_rules/1/id",
            json!("important-5"),
            "change_rules",
            Rule::Duplicate,
        ),
        (
            "/change_rules/1/criterion/default",
            json!(true),
            "change_rules",
            Rule::Duplicate,
        ),
        (
            "/change_rules/0/criterion/default",
            json!(false),
            "change_rules",
            Rule::UnknownReference,
        ),
        (
            "/change_rules/0/source/citation",
            json!(""),
            "change_rules[0].source.citation",
            Rule::Empty,
        ),
        (
            "/change_rules/0/criterion/at_least",
            json!(0),
            "change_rules[0].criterion.at_least",
            Rule::OutOfRange { min: 1, max: 27 },
        ),
        (
            "/change_rules/2/criterion/per_mille",
            json!(0),
            "change_rules[2].criterion.per_mille",
            Rule::OutOfRange { min: 1, max: 1000 },
        ),
        (
            "/change_rules/3/criterion/below",
            json!(0),
            "change_rules[3].criterion.below",
            Rule::OutOfRange { min: 1, max: 27 },
        ),
        (
            "/polarity",
            json!("higher_is_better"),
            "change_rules[2].criterion.op",
            Rule::NotAllowed,
        ),
        (
            "/flags/0/item",
            json!("q10"),
            "flags[0].item",
            Rule::UnknownReference,
        ),
        (
            "/codes/total",
            json!("44249-1"),
            "codes.total",
            Rule::Duplicate,
        ),
    ];
    for (pointer, value, field, rule) in table {
        let found = first_violation(pointer, value.clone());
        assert_eq!(
            found,
            Some(Violation::new(field, rule)),
            "{pointer} = {value}"
        );
    }
}

#[test]
fn a_way_of_scoring_that_is_not_known_makes_a_definition_unreadable() {
    for (pointer, value) in [
        ("/scoring", json!("mean")),
        ("/missing", json!("prorate")),
        ("/change_rules/0/criterion/op", json!("percentile")),
        ("/recall_days", json!(1.5)),
        ("/items", json!(null)),
    ] {
        let found = broken(pointer, value);
        assert!(
            matches!(found, Err(DefinitionError::Malformed { .. })),
            "{pointer}"
        );
    }
}

#[test]
fn an_unreadable_definition_says_where() {
    let found = Definition::parse("{\n  \"id\": oops");
    assert_eq!(
        found,
        Err(DefinitionError::Malformed { line: 2, column: 9 })
    );
}

#[test]
fn members_of_a_newer_minor_version_do_not_stop_a_definition_from_being_read() {
    let mut json: Value = serde_json::from_str(FILES[1]).expect("JSON");
    json["illustrations"] = json!(["sun"]);
    assert_eq!(Definition::parse(&json.to_string()).as_ref(), Ok(gad7()));
}

#[test]
fn values_at_the_edge_of_a_number_are_refused_without_overflow() {
    for value in [i32::MIN, i32::MAX] {
        let found = first_violation("/options/3/value", json!(value));
        assert!(found.is_some_and(|violation| violation.field == "options[3].value"));
    }
}
