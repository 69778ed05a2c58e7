//! Measures: their text, their scores, their change classes.

mod change;
mod definitions;
mod exhaustive;
mod scoring;
mod survey;

use kith_protocol::measure::{Answers, Definition, Outcome, Score, find, score};

fn phq9() -> &'static Definition {
    find("phq9").expect("the PHQ-9 ships with Kith")
}

fn gad7() -> &'static Definition {
    find("gad7").expect("the GAD-7 ships with Kith")
}

/// Answers to the scored items, all given.
fn answers(definition: &Definition, values: &[i32]) -> Answers {
    let values: Vec<_> = values.iter().copied().map(Some).collect();
    Answers::in_order(definition, &values)
}

/// The score of an answer sheet, where it has one.
fn complete(definition: &Definition, answers: &Answers) -> Option<Score> {
    match score(definition, answers) {
        Outcome::Complete { score } => Some(score),
        Outcome::Incomplete { .. } | Outcome::Impossible { .. } => None,
    }
}

/// Some complete answers that add up to `total`.
fn with_total(definition: &Definition, total: i32) -> Score {
    let mut left = total;
    let fill = |_| {
        let points = left.clamp(0, 3);
        left -= points;
        points
    };
    let values: Vec<i32> = definition.scored_items().map(fill).collect();
    complete(definition, &answers(definition, &values)).expect("every item is answered")
}
