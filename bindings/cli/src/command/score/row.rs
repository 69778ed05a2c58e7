//! One row: its answers, and what they come to.

use super::columns::Columns;
use csv::ByteRecord;
use kith_protocol::measure::{self, Answers, Definition, Outcome};
use std::fmt;

/// What became of a row.
pub struct Scored {
    total: Option<i32>,
    band: String,
    item9: Option<i32>,
    /// Why there is no total.
    pub reason: Option<String>,
}

/// What stands in a cell.
#[derive(Clone, Copy, PartialEq)]
enum Cell {
    Missing,
    Given(i32),
    Impossible,
}

impl Scored {
    /// Scores a row.
    pub fn new(definition: &Definition, columns: &Columns, record: &ByteRecord) -> Self {
        let cells = cells(definition, columns, record);
        let given = |cell: &Cell| match cell {
            Cell::Given(value) => Some(*value),
            _ => None,
        };
        let values: Vec<Option<i32>> = cells.iter().map(given).collect();
        let reason = reason(&cells, columns, record);
        let score = match measure::score(definition, &Answers::in_order(definition, &values)) {
            Outcome::Complete { score } if reason.is_none() => Some(score),
            _ => None,
        };
        let band = score.as_ref().and_then(|score| score.band());
        Self {
            total: score.as_ref().map(|score| score.total()),
            band: band.map_or_else(String::new, |band| band.label.clone()),
            item9: columns.item9.and_then(|place| values[place]),
            reason,
        }
    }
}

fn cells(definition: &Definition, columns: &Columns, record: &ByteRecord) -> Vec<Cell> {
    let items = definition.scored_items().zip(&columns.answers);
    let cell = |(item, column): (&measure::Item, &usize)| {
        let text = record.get(*column).unwrap_or_default();
        if text.is_empty() {
            return Cell::Missing;
        }
        // A choice is written in one way only: `+1`, `01` and `1.0` are somebody else's figures.
        let offered = definition.choices(item).iter();
        let same = |value: &i32| value.to_string().as_bytes() == text;
        offered
            .map(|choice| choice.value)
            .find(same)
            .map_or(Cell::Impossible, Cell::Given)
    };
    items.map(cell).collect()
}

fn reason(cells: &[Cell], columns: &Columns, record: &ByteRecord) -> Option<String> {
    let named = |wanted: Cell| {
        let numbers = cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| **cell == wanted);
        let names: Vec<String> = numbers
            .map(|(place, _)| format!("q{}", place + 1))
            .collect();
        names.join(", ")
    };
    let parts = [
        (named(Cell::Missing), "not answered"),
        (
            named(Cell::Impossible),
            "not an answer that the measure offers",
        ),
    ];
    let mut said: Vec<String> = parts
        .into_iter()
        .filter(|(names, _)| !names.is_empty())
        .map(|(names, trouble)| format!("{names} {trouble}"))
        .collect();
    if record.len() > columns.all {
        said.push("more fields than the first line".to_owned());
    }
    (!said.is_empty()).then(|| said.join("; "))
}

impl fmt::Display for Scored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figure = |value: Option<i32>| value.map_or_else(String::new, |value| value.to_string());
        write!(
            f,
            "{},{},{}",
            figure(self.total),
            self.band,
            figure(self.item9)
        )
    }
}
