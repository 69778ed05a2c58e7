//! One flaw anywhere refuses the whole file: a table of flaws, one of each kind in each place where it could be missed.

use super::{refusal, with};
use kith_protocol::check::Rule;
use serde_json::{Value, json};
use uuid::Uuid;

#[test]
fn one_flaw_anywhere_refuses_the_file_with_its_path_and_rule() {
    #[rustfmt::skip] // a case is a line
    let cases = [
        ("/entries/0/mood", json!(11), "$.entries[0].mood", Rule::OutOfRange { min: 0, max: 10 }),
        ("/entries/0/mood", json!(99_999_999_999_i64), "$.entries[0].mood", OUT_OF_I32),
        ("/entries/0/mood", json!(3.5), "$.entries[0].mood", Rule::WrongType),
        ("/entries/0/mood", json!("3"), "$.entries[0].mood", Rule::WrongType),
        ("/entries/0/moood", json!(3), "$.entries[0].moood", Rule::UnknownField),
        ("/entries/0/My words", json!(3), "$.entries[0].?", Rule::UnknownField),
        ("/entries/0/at", json!("2026-02-30T10:00:00+01:00[Europe/Berlin]"), "$.entries[0].at", Rule::NotATime),
        ("/entries/0/at", json!("2026-02-20T10:00:00+01:00[]"), "$.entries[0].at", Rule::NotAZone),
        ("/entries/0/at", Value::Null, "$.entries[0].at", Rule::Empty),
        ("/entries/0/event", json!("x".repeat(10_000_000)), "$.entries[0].event", Rule::too_long(20_000)),
        ("/entries/0/event", json!("\u{0}"), "$.entries[0].event", Rule::ControlCharacter),
        ("/entries/0/event", json!("a\u{202e}b"), "$.entries[0].event", Rule::DirectionOverride),
        ("/entries/0/tags/-", json!(""), "$.entries[0].tags[1]", Rule::Empty),
        ("/entries/0/people/-", json!("ben"), "$.entries[0].people[1]", Rule::Duplicate),
        ("/entries/0/people/-", json!("nobody"), "$.entries[0].people[1]", Rule::UnknownReference),
        ("/entries/0/people/-", json!("g1"), "$.entries[0].people[1]", Rule::UnknownReference),
        ("/entries/0/people/-", json!(7), "$.entries[0].people[1]", Rule::WrongType),
        ("/entries/0/people", json!("ben"), "$.entries[0].people", Rule::WrongType),
        ("/entries/0/feelings/0/intensity", json!(-1), "$.entries[0].feelings[0].intensity", TEN),
        ("/entries/0/feelings/0/colour", json!("blue"), "$.entries[0].feelings[0].colour", Rule::UnknownField),
        ("/entries/0/visibility", json!("Everyone!"), "$.entries[0].visibility", Rule::NotAllowed),
        ("/entries/0/lived", json!("2026-03-02T00:00:00Z"), "$.entries[0].lived", Rule::NotAllowed),
        ("/people/0/lived", json!("yesterday"), "$.people[0].lived", Rule::NotATime),
        ("/entries/0/id", json!("s1"), "$.sessions[0].id", Rule::Duplicate),
        ("/people/0/id", json!("i".repeat(65)), "$.people[0].id", Rule::too_long(64)),
        ("/people/0/id", json!("\u{1b}[2J"), "$.people[0].id", Rule::ControlCharacter),
        ("/people/0/id", json!(Uuid::nil()), "$.people[0].id", Rule::NotAnId),
        ("/people/0/id", Value::Null, "$.people[0].id", Rule::Empty),
        ("/people/0/name", Value::Null, "$.people[0].name", Rule::Empty),
        ("/people/0/relation", json!("Best Friend"), "$.people[0].relation", Rule::NotAllowed),
        ("/people/0", json!([]), "$.people[0]", Rule::WrongType),
        ("/people", json!({}), "$.people", Rule::WrongType),
        ("/friends", json!([]), "$.friends", Rule::UnknownField),
        ("/course", Value::Null, "$.course", Rule::WrongType),
        ("/course/started", json!("2023-02-29"), "$.course.started", Rule::NotADate),
        ("/course/started", json!("2023-2-9"), "$.course.started", Rule::NotADate),
        ("/course/started", json!("1823-02-09"), "$.course.started", Rule::year()),
        ("/course/closed_on", json!("2025-01-01"), "$.course.closed_on", Rule::Reversed),
        ("/events/0/at", json!("2025-02-31"), "$.events[0].at", Rule::NotADate),
        ("/events/0/at", json!("2025-02-03/2025-02-01"), "$.events[0].at", Rule::Reversed),
        ("/contracts/0/terms/sessions", json!(0), "$.contracts[0].terms.sessions", Rule::OutOfRange { min: 1, max: 200 }),
        ("/contracts/0/terms/session", json!(16), "$.contracts[0].terms.session", Rule::UnknownField),
        ("/contracts/0/supersedes", json!(["c2"]), "$.contracts[0].supersedes[0]", Rule::NotAllowed),
        ("/formulations/0/supersedes", json!(["f1"]), "$.formulations[0].supersedes[0]", Rule::NotAllowed),
        ("/formulations/0/supersedes", json!(["c1"]), "$.formulations[0].supersedes[0]", Rule::UnknownReference),
        ("/responses/0/total", json!(11), "$.responses[0].total", Rule::NotAllowed),
        ("/responses/0/band", json!("severe"), "$.responses[0].band", Rule::NotAllowed),
        ("/responses/0/answers/0", json!(4), "$.responses[0].answers[0]", Rule::NotAllowed),
        ("/responses/0/answers/0", Value::Null, "$.responses[0].band", Rule::NotAllowed),
        ("/responses/0/measure", json!("horoscope"), "$.responses[0].measure", Rule::UnknownReference),
        ("/agreements/0/of", json!("g1"), "$.agreements[0].of", Rule::UnknownReference),
        ("/goal_steps/0/goal", Value::Null, "$.goal_steps[0].goal", Rule::Empty),
        ("/task_marks/0/id", json!(Uuid::from_u128(9)), "$.task_marks[0].id", Rule::NotAllowed),
        ("/format/name", json!("other"), "$.format.name", Rule::NotAllowed),
        ("/format/major", json!(0), "$.format.major", Rule::OutOfRange { min: 1, max: 1 }),
        ("/format/minor", json!(-1), "$.format.minor", Rule::OutOfRange { min: 0, max: 2_147_483_647 }),
        ("/format/flavour", json!(1), "$.format.flavour", Rule::UnknownField),
        ("/format", json!("kith"), "$.format", Rule::WrongType),
    ];
    for (pointer, value, path, rule) in cases {
        assert_eq!(
            refusal(&with(pointer, value)),
            (path.to_owned(), rule),
            "{pointer}"
        );
    }
}

const OUT_OF_I32: Rule = Rule::OutOfRange {
    min: i32::MIN as i64,
    max: i32::MAX as i64,
};
const TEN: Rule = Rule::OutOfRange { min: 0, max: 10 };
