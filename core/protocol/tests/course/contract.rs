//! The contract.

use crate::{day, terms, variant};
use kith_protocol::AreaId;
use kith_protocol::CivilDate;
use kith_protocol::check::{Hint, Rule, Violation};
use kith_protocol::contract::{ContractTerms, MeasureSchedule, Signature, changed_fields};
use kith_protocol::variant::{Frequency, HomeworkStance, all};

type Edit = fn(&mut ContractTerms);

fn edited(edit: Edit) -> ContractTerms {
    let mut terms = terms();
    edit(&mut terms);
    terms
}

fn schedule(measure: &str, every_sessions: i32) -> MeasureSchedule {
    MeasureSchedule {
        measure: measure.to_owned(),
        every_sessions,
    }
}

#[test]
fn what_each_variant_suggests_is_sound_and_usual() {
    for variant in all() {
        let suggested = ContractTerms::suggested(variant, day("2026-03-02"));
        assert_eq!(suggested.validate(), Ok(()), "{}", variant.id);
        assert_eq!(suggested.hints(), [], "{}", variant.id);
        assert!(
            suggested.planned_end() >= Some(suggested.start),
            "{}",
            variant.id
        );
    }
}

#[test]
fn each_broken_rule_is_named_with_its_field() {
    let range = |min, max| Rule::OutOfRange { min, max };
    let table: [(Edit, &str, Rule); 15] = [
        (
            |terms| terms.variant = "ipt-99".into(),
            "variant",
            Rule::UnknownReference,
        ),
        (|terms| terms.sessions = 0, "sessions", range(1, 200)),
        (|terms| terms.sessions = 201, "sessions", range(1, 200)),
        (
            |terms| terms.frequency = "hourly".into(),
            "frequency",
            Rule::NotAllowed,
        ),
        (|terms| terms.minutes = 9, "minutes", range(10, 480)),
        (|terms| terms.minutes = -1, "minutes", range(10, 480)),
        (|terms| terms.start = CivilDate::MAX, "start", Rule::year()),
        (
            |terms| terms.homework = "forced".into(),
            "homework",
            Rule::NotAllowed,
        ),
        (
            |terms| terms.focus = Some("a".repeat(20_001)),
            "focus",
            Rule::TooLong { max: 20_000 },
        ),
        (
            |terms| terms.roles = Some("\u{202E}".into()),
            "roles",
            Rule::DirectionOverride,
        ),
        (
            |terms| terms.medication_note = Some("\0".into()),
            "medication_note",
            Rule::ControlCharacter,
        ),
        (
            |terms| terms.measures = vec![schedule("", 1)],
            "measures[0].measure",
            Rule::Empty,
        ),
        (
            |terms| terms.measures = vec![schedule("phq9", 0)],
            "measures[0].every_sessions",
            range(1, 200),
        ),
        (
            |terms| terms.measures = vec![schedule("phq9", 1), schedule("phq9", 4)],
            "measures[1].measure",
            Rule::Duplicate,
        ),
        (
            |terms| {
                let name = "Ana\nMaria".to_owned();
                let on = terms.start;
                terms.signatures = vec![Signature { name, on }];
            },
            "signatures[0].name",
            Rule::ControlCharacter,
        ),
    ];
    for (edit, field, rule) in table {
        assert_eq!(
            edited(edit).validate(),
            Err(vec![Violation::new(field, rule)])
        );
    }
}

#[test]
fn a_number_of_ones_own_lies_between_six_and_twenty_four() {
    for (sessions, sound) in [(5, false), (6, true), (24, true), (25, false)] {
        let mut terms = ContractTerms::suggested(variant("ipt-custom"), day("2026-01-05"));
        terms.sessions = sessions;
        let rule = Rule::OutOfRange { min: 6, max: 24 };
        let expected = if sound {
            Ok(())
        } else {
            Err(vec![Violation::new("sessions", rule)])
        };
        assert_eq!(terms.validate(), expected, "{sessions}");
    }
}

#[test]
fn a_number_that_the_manual_does_not_foresee_is_said_and_allowed() {
    let longer = edited(|terms| terms.sessions = 18);
    assert_eq!(longer.validate(), Ok(()));
    let hint = Hint::new("contract-sessions-differ")
        .with("sessions", 18)
        .with("from", 16)
        .with("to", 16);
    assert_eq!(longer.hints(), [hint]);
}

#[test]
fn an_unusual_length_of_sessions_is_said_and_allowed() {
    let shorter = edited(|terms| terms.minutes = 30);
    assert_eq!(shorter.validate(), Ok(()));
    let hint = Hint::new("contract-minutes-differ")
        .with("minutes", 30)
        .with("from", 45)
        .with("to", 50);
    assert_eq!(shorter.hints(), [hint]);
}

#[test]
fn the_planned_end_is_the_day_of_the_last_session() {
    let end = |sessions, frequency| {
        let mut terms = terms();
        terms.sessions = sessions;
        terms.frequency = frequency;
        terms.planned_end()
    };
    assert_eq!(end(16, Frequency::Weekly), Some(day("2026-04-20")));
    assert_eq!(end(1, Frequency::Weekly), Some(day("2026-01-05")));
    assert_eq!(end(12, Frequency::Fortnightly), Some(day("2026-06-08")));
    assert_eq!(end(12, Frequency::Monthly), Some(day("2026-12-05")));
    assert_eq!(end(0, Frequency::Weekly), None);
    assert_eq!(end(i32::MIN, Frequency::Weekly), None);
    assert_eq!(end(16, Frequency::from("hourly")), None);
}

#[test]
fn renegotiating_names_exactly_the_fields_that_changed() {
    let before = terms();
    let after = edited(|terms| {
        terms.sessions = 20;
        terms.counts_missed = true;
        terms.focus_area = Some(AreaId::Dispute);
        terms.focus = Some("Sunday lunches".to_owned());
        terms.homework = HomeworkStance::Encouraged;
    });
    let expected = [
        "counts_missed",
        "focus",
        "focus_area",
        "homework",
        "sessions",
    ];
    assert_eq!(changed_fields(&before, &after), expected);
    assert_eq!(changed_fields(&after, &before), expected);
    assert!(changed_fields(&after, &after.clone()).is_empty());
}

#[test]
fn terms_are_read_back_as_they_were_written_and_every_field_is_written() {
    let terms = edited(|terms| terms.measures = vec![schedule("phq9", 1), schedule("gad7", 4)]);
    let json = serde_json::to_value(&terms).expect("plain data");
    assert_eq!(json.as_object().map(serde_json::Map::len), Some(17));
    assert!(json["medication_note"].is_null());
    assert_eq!(json["start"], "2026-01-05");
    assert!(serde_json::from_value::<ContractTerms>(json).is_ok_and(|read| read == terms));
}

#[test]
fn terms_of_a_newer_version_are_kept_and_plan_no_end() {
    let mut json = serde_json::to_value(terms()).expect("plain data");
    json["frequency"] = "twice_weekly".into();
    json["variant"] = "ipt-2030".into();
    let read: ContractTerms = serde_json::from_value(json.clone()).expect("open words");
    assert_eq!(read.planned_end(), None);
    assert_eq!(read.hints(), []);
    assert_eq!(serde_json::to_value(read).ok(), Some(json));
}
