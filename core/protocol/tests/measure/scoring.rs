//! Where there is no score, and where a band begins.

use crate::{answers, complete, gad7, phq9, with_total};
use kith_protocol::measure::{Answer, Answers, Definition, Outcome, Score, flags, score};

fn missing(definition: &Definition, sheet: &Answers) -> Option<Vec<String>> {
    match score(definition, sheet) {
        Outcome::Incomplete { missing } => Some(missing),
        Outcome::Complete { .. } | Outcome::Impossible { .. } => None,
    }
}

fn impossible(definition: &Definition, sheet: &Answers) -> Option<String> {
    match score(definition, sheet) {
        Outcome::Impossible { item } => Some(item),
        Outcome::Complete { .. } | Outcome::Incomplete { .. } => None,
    }
}

fn given(item: &str, value: Option<i32>) -> Answer {
    Answer {
        item: item.to_owned(),
        value,
    }
}

fn band_of(definition: &Definition, total: i32) -> String {
    let score = with_total(definition, total);
    assert_eq!(score.total(), total);
    score.band().map(|band| band.id.clone()).unwrap_or_default()
}

#[test]
fn a_band_begins_exactly_at_its_published_cut() {
    let table = [
        (4, "minimal", "minimal"),
        (5, "mild", "mild"),
        (9, "mild", "mild"),
        (10, "moderate", "moderate"),
        (14, "moderate", "moderate"),
        (15, "moderately_severe", "severe"),
        (19, "moderately_severe", "severe"),
        (20, "severe", "severe"),
    ];
    for (total, phq, gad) in table {
        assert_eq!(band_of(phq9(), total), phq, "PHQ-9 of {total}");
        assert_eq!(band_of(gad7(), total), gad, "GAD-7 of {total}");
    }
}

#[test]
fn any_one_missing_answer_leaves_no_total_and_is_named() {
    for definition in [phq9(), gad7()] {
        for (position, item) in definition.scored_items().enumerate() {
            let full = answers(definition, &[3; 9]);
            let mut blank = full.clone();
            blank.values[position].value = None;
            let mut absent = full;
            absent.values.remove(position);
            for sheet in [blank, absent] {
                assert_eq!(missing(definition, &sheet), Some(vec![item.id.clone()]));
            }
        }
    }
}

#[test]
fn an_empty_sheet_misses_every_scored_item_in_order() {
    let ids: Vec<_> = phq9().scored_items().map(|item| item.id.clone()).collect();
    assert_eq!(missing(phq9(), &Answers::default()), Some(ids));
}

#[test]
fn an_answer_outside_the_options_is_refused_at_every_position() {
    for definition in [phq9(), gad7()] {
        for (position, item) in definition.scored_items().enumerate() {
            for value in [-1, 4, i32::MIN, i32::MAX] {
                let mut sheet = answers(definition, &[1; 9]);
                sheet.values[position].value = Some(value);
                assert_eq!(
                    impossible(definition, &sheet).as_ref(),
                    Some(&item.id),
                    "{value}"
                );
            }
        }
    }
}

#[test]
fn an_impossible_answer_is_said_before_a_missing_one() {
    let mut sheet = answers(phq9(), &[1; 9]);
    sheet.values[0].value = None;
    sheet.values[4].value = Some(4);
    assert_eq!(impossible(phq9(), &sheet).as_deref(), Some("q5"));
}

#[test]
fn an_item_of_another_questionnaire_and_an_item_answered_twice_are_refused() {
    for extra in [
        given("q10", Some(0)),
        given("q10", None),
        given("q3", Some(1)),
    ] {
        let mut sheet = answers(phq9(), &[1; 9]);
        let item = extra.item.clone();
        sheet.values.push(extra);
        assert_eq!(impossible(phq9(), &sheet), Some(item));
    }
}

#[test]
fn the_question_on_difficulty_is_optional_adds_nothing_and_keeps_its_own_options() {
    let total = |difficulty| {
        let mut sheet = answers(phq9(), &[1; 9]);
        sheet.values.push(given("difficulty", difficulty));
        complete(phq9(), &sheet).map(|score| score.total())
    };
    for allowed in [None, Some(0), Some(3)] {
        assert_eq!(total(allowed), Some(9));
    }
    assert_eq!(total(Some(4)), None);
}

#[test]
fn the_order_in_which_answers_were_given_does_not_matter() {
    let sheet = answers(phq9(), &[0, 1, 2, 3, 0, 1, 2, 3, 1]);
    let mut reversed = sheet.clone();
    reversed.values.reverse();
    assert!(score(phq9(), &sheet) == score(phq9(), &reversed));
}

#[test]
fn item_9_is_flagged_even_where_the_rest_is_missing_or_impossible() {
    let sheets = [
        (vec![given("q9", Some(2))], Some(2)),
        (vec![given("q9", Some(1)), given("q1", Some(7))], Some(1)),
        (vec![given("q9", Some(4))], Some(4)),
        (vec![given("q9", Some(0)), given("q9", Some(3))], Some(3)),
        (vec![given("q9", Some(0))], None),
        (vec![given("q9", None)], None),
        (vec![given("q8", Some(3))], None),
    ];
    for (values, expected) in sheets {
        let raised = flags(phq9(), &Answers { values });
        assert_eq!(raised.first().map(|flag| flag.value), expected);
        assert!(
            raised
                .iter()
                .all(|flag| flag.id == "item9" && !flag.source.population.is_empty())
        );
    }
}

#[test]
fn a_score_names_the_version_that_was_answered() {
    let of = |score: Score| (score.definition().id.clone(), score.definition().version);
    assert_eq!(of(with_total(phq9(), 7)), ("phq9".to_owned(), 1));
}

#[test]
fn answers_are_stored_as_a_list_that_is_read_back_unchanged() {
    let sheet = Answers {
        values: vec![given("q1", Some(2)), given("q2", None)],
    };
    let json = serde_json::to_string(&sheet).expect("plain data");
    assert_eq!(
        json,
        r#"{"values":[{"item":"q1","value":2},{"item":"q2","value":null}]}"#
    );
    assert!(serde_json::from_str::<Answers>(&json).is_ok_and(|read| read == sheet));
}
