//! Every answer sheet there is, against an oracle that shares nothing with the scorer: it turns like
//! an odometer, keeps a running total instead of adding, and reads the band from a printed table.

use crate::{answers, complete, gad7, phq9};
use kith_protocol::measure::Definition;

/// The band of each total from 0 to 27: `-` minimal, `m` mild, `M` moderate, `s` moderately severe,
/// `S` severe.
const PHQ9_BANDS: &[u8; 28] = b"-----mmmmmMMMMMsssssSSSSSSSS";

/// The band of each total from 0 to 21.
const GAD7_BANDS: &[u8; 22] = b"-----mmmmmMMMMMSSSSSSS";

struct Odometer {
    wheels: Vec<i32>,
    total: usize,
    turns: usize,
}

impl Odometer {
    fn new(wheels: usize) -> Self {
        Self {
            wheels: vec![0; wheels],
            total: 0,
            turns: 0,
        }
    }

    /// Turns the last wheel by one and carries; false once it is back at the start.
    fn turn(&mut self) -> bool {
        self.turns += 1;
        for wheel in self.wheels.iter_mut().rev() {
            if *wheel < 3 {
                *wheel += 1;
                self.total += 1;
                return true;
            }
            *wheel = 0;
            self.total -= 3;
        }
        false
    }
}

fn band_id(letter: u8) -> &'static str {
    match letter {
        b'-' => "minimal",
        b'm' => "mild",
        b'M' => "moderate",
        b's' => "moderately_severe",
        _ => "severe",
    }
}

/// Scores every sheet and gives how many there were and how many raised a flag.
fn sweep(definition: &Definition, bands: &[u8]) -> (usize, usize) {
    let mut odometer = Odometer::new(definition.scored_items().count());
    let mut flagged = 0;
    loop {
        let sheet = &odometer.wheels;
        let score = complete(definition, &answers(definition, sheet)).expect("all are answered");
        assert_eq!(
            usize::try_from(score.total()),
            Ok(odometer.total),
            "{sheet:?}"
        );
        let band = score.band().map(|band| band.id.as_str());
        assert_eq!(band, Some(band_id(bands[odometer.total])), "{sheet:?}");
        let raised: Vec<_> = score.flags().iter().map(|flag| flag.value).collect();
        let expected: Vec<_> = sheet
            .get(8)
            .copied()
            .filter(|item9| *item9 != 0)
            .into_iter()
            .collect();
        assert_eq!(raised, expected, "{sheet:?}");
        flagged += raised.len();
        if !odometer.turn() {
            return (odometer.turns, flagged);
        }
    }
}

#[test]
fn each_of_the_262_144_answer_sheets_of_the_phq9_is_scored_as_published() {
    assert_eq!(sweep(phq9(), PHQ9_BANDS), (262_144, 196_608));
}

#[test]
fn each_of_the_16_384_answer_sheets_of_the_gad7_is_scored_as_published() {
    assert_eq!(sweep(gad7(), GAD7_BANDS), (16_384, 0));
}
