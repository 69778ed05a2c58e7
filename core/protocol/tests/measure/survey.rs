//! Four hundred real answer sheets. The sums below were made from the file by another program.

use crate::{answers, complete, phq9};
use kith_protocol::measure::Score;
use std::collections::BTreeMap;

const SURVEY: &str = include_str!("../../../../tests/vectors/nhanes-phq9.csv");

fn rows() -> Vec<Vec<i32>> {
    let cells = |line: &str| {
        line.split(',')
            .map(|cell| cell.parse().expect("a digit"))
            .collect()
    };
    SURVEY.lines().skip(1).map(cells).collect()
}

fn scores() -> Vec<Score> {
    let score = |row: Vec<i32>| complete(phq9(), &answers(phq9(), &row)).expect("a full row");
    rows().into_iter().map(score).collect()
}

#[test]
fn the_columns_of_the_survey_are_the_items_in_their_order() {
    let ids: Vec<_> = phq9().scored_items().map(|item| item.id.as_str()).collect();
    assert_eq!(SURVEY.lines().next(), Some(ids.join(",").as_str()));
}

#[test]
fn each_row_adds_up_to_the_sum_of_its_columns() {
    for (row, score) in rows().iter().zip(scores()) {
        assert_eq!(score.total(), row.iter().sum::<i32>(), "{row:?}");
    }
}

#[test]
fn the_survey_as_a_whole_falls_into_the_bands_that_were_counted_independently() {
    let scores = scores();
    assert_eq!(scores.iter().map(Score::total).sum::<i32>(), 6126);
    let mut bands = BTreeMap::new();
    for band in scores.iter().filter_map(Score::band) {
        *bands.entry(band.id.as_str()).or_insert(0) += 1;
    }
    let counted = [
        ("mild", 80),
        ("minimal", 23),
        ("moderate", 72),
        ("moderately_severe", 102),
        ("severe", 123),
    ];
    assert_eq!(bands, BTreeMap::from(counted));
}

#[test]
fn every_row_with_an_answer_to_item_9_is_flagged_with_that_answer() {
    let mut by_value = [0; 4];
    for score in scores() {
        let value = score.flags().first().map_or(0, |flag| flag.value);
        by_value[usize::try_from(value).expect("an answer")] += 1;
    }
    assert_eq!(by_value, [190, 97, 46, 67]);
}
