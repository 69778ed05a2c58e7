//! `kith score` against figures that are computed here in another way.

use crate::place::{Place, Ran};

const SURVEY: &str = include_str!("../../../../tests/vectors/nhanes-phq9.csv");
const HEADER: &str = "q1,q2,q3,q4,q5,q6,q7,q8,q9";

fn score(measure: &str, table: impl AsRef<[u8]>) -> Ran {
    let place = Place::new();
    place.write("table.csv", table);
    place.kith(&["score", measure, "--csv", "table.csv"])
}

/// The bands of the PHQ-9: five of five points, the last one longer.
fn band(total: usize) -> &'static str {
    [
        "minimal",
        "mild",
        "moderate",
        "moderately severe",
        "severe",
        "severe",
    ][total / 5]
}

#[test]
fn the_survey_is_scored_as_counting_by_hand_scores_it() {
    let mut expected = vec!["row,total,band,item9".to_owned()];
    for (row, line) in SURVEY.lines().skip(1).enumerate() {
        let answers: Vec<usize> = line
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|digit| usize::from(digit - b'0'))
            .collect();
        let total = answers.iter().sum();
        expected.push(format!(
            "{},{total},{},{}",
            row + 1,
            band(total),
            answers[8]
        ));
    }
    assert_eq!(expected.len(), 401);
    let ran = score("phq9", SURVEY);
    assert_eq!(ran.err, "");
    assert_eq!(ran.done().lines().collect::<Vec<_>>(), expected);
}

#[test]
fn a_missing_or_impossible_answer_leaves_its_row_empty_and_says_why() {
    let rows = [
        "1,1,1,1,1,1,1,1,1",
        "1,1,,1,1,1,1,1,2",
        "1,4,1,1,1,1,1,1,0",
        "1,1,1,1,1,1,1,1,",
        "1,1,1,1,1,1,1,1,9",
        "1,1,1",
        "1,1,1,1,1,1,1,1,1,1",
        "NA,1.0,01,+1,-1,1,1,1,3",
        "0,0,0,0,0,0,0,0,0",
    ];
    let ran = score("phq9", format!("{HEADER}\n{}\n", rows.join("\n")));
    assert_eq!(ran.code, 1);
    let expected = "row,total,band,item9\n1,9,mild,1\n2,,,2\n3,,,0\n4,,,\n5,,,\n6,,,\n7,,,1\n8,,,3\n9,0,minimal,0\n";
    assert_eq!(ran.out, expected);
    let said: Vec<&str> = ran.err.lines().collect();
    assert_eq!(said[0], "row 2: q3 not answered");
    assert_eq!(said[1], "row 3: q2 not an answer that the measure offers");
    assert_eq!(
        said[6],
        "row 8: q1, q2, q3, q4, q5 not an answer that the measure offers"
    );
    assert_eq!(
        said[7],
        "kith: 7 of 9 rows could not be scored; the others were."
    );
}

#[test]
fn a_table_as_a_spreadsheet_writes_it_is_read() {
    let table = "\u{feff}\"name\", Q9 ,q8,q7,q6,q5,q4,q3,q2,\"q1\"\r\n\"Doe, J.\", 3 ,0,0,0,0,0,0,0,\"1\"\r\n\r\n\"line\nbreak\",0,0,0,0,0,0,0,0,2\r\n";
    assert_eq!(
        score("phq9", table).done(),
        "row,total,band,item9\n1,4,minimal,3\n2,2,minimal,0\n"
    );
}

#[test]
fn the_gad7_has_seven_answers_and_no_item_9() {
    let table = "q1,q2,q3,q4,q5,q6,q7\n3,3,3,3,3,3,3\n0,1,2,3,0,1,2\n";
    assert_eq!(
        score("gad7", table).done(),
        "row,total,band,item9\n1,21,severe,\n2,9,mild,\n"
    );
}

#[test]
fn a_table_without_a_column_is_refused_and_the_error_names_what_is_expected() {
    for header in [
        "q1,q2,q3,q4,q5,q6,q7,q8",
        "q1,q2,q3,q4,q5,q6,q7,q8,q9,q9",
        "",
        "1,2,3,1,1,1,1,1,1",
    ] {
        let line = score("phq9", format!("{header}\n")).refused(5);
        assert!(line.contains(HEADER), "{line}");
    }
}

#[test]
fn a_table_with_a_header_alone_has_no_rows() {
    assert_eq!(score("phq9", HEADER).done(), "row,total,band,item9\n");
}

#[test]
fn an_unknown_measure_and_a_missing_file_are_not_found() {
    assert!(score("phq99", SURVEY).refused(4).contains("phq9, gad7"));
    Place::new()
        .kith(&["score", "phq9", "--csv", "nowhere.csv"])
        .refused(4);
}

#[test]
fn standard_input_is_a_table_too() {
    let ran = Place::new().kith_reading(&["score", "phq9", "--csv", "-"], SURVEY.as_bytes());
    assert_eq!(ran.done().lines().count(), 401);
}
