//! Two sides taking turns.
//!
//! Absolute times on a shared machine drift by tens of per cent within a minute. So each round runs both sides within
//! the same fraction of a second, in an order that changes from round to round, and gives one ratio; what is reported
//! is the median of the ratios with the smallest and the largest. A batch is counted by its sum, not by its median
//! operation, because checkpoints and merges of the index are part of what a side costs.

use crate::Result;
use crate::tally::Tally;

/// Rounds that count; one more before them warms caches.
const ROUNDS: usize = 15;

/// One path that both sides walk.
#[derive(Clone, Copy)]
pub struct Path {
    /// Its name in requests and in the summary.
    pub name: &'static str,
    /// What a reader is told.
    pub title: &'static str,
    /// The ratio that the median should not exceed.
    pub goal: f64,
    /// Operations of a batch.
    pub batch: usize,
    /// How far each batch starts behind the one before.
    pub stride: usize,
}

/// The five paths of the application. Batches take some tens of milliseconds.
pub const PATHS: [Path; 5] = [
    Path {
        name: "write",
        title: "write an entry, durably",
        goal: 1.3,
        batch: 100,
        stride: 100,
    },
    Path {
        name: "page",
        title: "timeline page of 50",
        goal: 1.0,
        batch: 20,
        stride: 20,
    },
    Path {
        name: "digest",
        title: "digest since the last session",
        goal: 1.0,
        batch: 100,
        stride: 0,
    },
    Path {
        name: "search",
        title: "search, first 20 with highlights",
        goal: 1.0,
        batch: 13,
        stride: 0,
    },
    Path {
        name: "unlock",
        title: "unlock to the first page",
        goal: 2.0,
        batch: 10,
        stride: 0,
    },
];

/// What the rounds of one path gave.
pub struct Outcome {
    /// The path.
    pub path: Path,
    /// Ours to theirs, sorted.
    pub ratios: Vec<f64>,
    /// Nanoseconds of an operation, median over the rounds: ours, theirs.
    pub nanos: [f64; 2],
}

impl Outcome {
    /// The median ratio.
    pub fn ratio(&self) -> f64 {
        median(&self.ratios)
    }
}

/// One side: takes `path FROM COUNT`, tells what it cost.
pub type Side<'a> = dyn FnMut(&str) -> Result<Tally> + 'a;

/// Lets both sides walk the path in turns.
///
/// # Errors
/// Those of the sides, and one when they did different work.
pub fn race(
    path: Path,
    first_index: usize,
    ours: &mut Side<'_>,
    theirs: &mut Side<'_>,
) -> Result<Outcome> {
    let mut tallies = Vec::with_capacity(ROUNDS);
    for round in 0..=ROUNDS {
        let request = format!(
            "{} {} {}",
            path.name,
            first_index + round * path.stride,
            path.batch
        );
        let pair = turn(round, &request, ours, theirs)?;
        if round > 0 {
            tallies.push(pair);
        }
    }
    let ratios = sorted(
        tallies
            .iter()
            .map(|[ours, theirs]| ours.nanos as f64 / theirs.nanos as f64),
    );
    let nanos = [0, 1].map(|side| {
        let each = tallies
            .iter()
            .map(|pair| pair[side].nanos as f64 / path.batch as f64);
        median(&sorted(each))
    });
    Ok(Outcome {
        path,
        ratios,
        nanos,
    })
}

fn turn(
    round: usize,
    request: &str,
    ours: &mut Side<'_>,
    theirs: &mut Side<'_>,
) -> Result<[Tally; 2]> {
    let pair = if round.is_multiple_of(2) {
        let mine = ours(request)?;
        [mine, theirs(request)?]
    } else {
        let other = theirs(request)?;
        [ours(request)?, other]
    };
    let [mine, other] = pair;
    if (mine.items, mine.sum) != (other.items, other.sum) {
        return Err(format!("different work for `{request}`: {mine} and {other}").into());
    }
    Ok(pair)
}

/// In ascending order.
pub fn sorted(numbers: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers
}

/// The middle of sorted numbers.
pub fn median(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: Path = Path {
        name: "page",
        title: "",
        goal: 1.0,
        batch: 10,
        stride: 3,
    };

    fn side(nanos: u64, sum: i64) -> impl FnMut(&str) -> Result<Tally> {
        move |_| {
            Ok(Tally {
                nanos,
                items: 1,
                sum,
            })
        }
    }

    #[test]
    fn the_ratio_is_ours_to_theirs() {
        let outcome = race(PATH, 0, &mut side(300, 7), &mut side(200, 7)).unwrap();
        assert_eq!(outcome.ratio(), 1.5);
        assert_eq!(outcome.nanos, [30.0, 20.0]);
        assert_eq!(outcome.ratios.len(), ROUNDS);
    }

    #[test]
    fn a_side_that_did_other_work_ends_the_race() {
        assert!(race(PATH, 0, &mut side(1, 7), &mut side(1, 8)).is_err());
    }

    #[test]
    fn both_sides_are_asked_the_same_and_the_order_changes() {
        let order = std::cell::RefCell::new(Vec::new());
        let side = |name: &'static str| {
            let order = &order;
            move |request: &str| {
                order.borrow_mut().push((name, request.to_owned()));
                Ok(Tally::default())
            }
        };
        race(PATH, 5, &mut side("ours"), &mut side("theirs")).unwrap();
        let heard = order.into_inner();
        assert_eq!(heard[0], ("ours", "page 5 10".to_owned()));
        assert_eq!(heard[1], ("theirs", "page 5 10".to_owned()));
        assert_eq!(heard[2], ("theirs", "page 8 10".to_owned()));
        assert_eq!(heard[3], ("ours", "page 8 10".to_owned()));
    }
}
