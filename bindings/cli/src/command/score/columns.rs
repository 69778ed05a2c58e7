//! Where in a table the answers stand.

use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use csv::ByteRecord;
use kith_protocol::measure::Definition;

/// The flag whose item gets a column of its own in the output.
const ITEM9: &str = "item9";

/// The places of the answers, in the measure's order.
pub struct Columns {
    /// The column of each scored item.
    pub answers: Vec<usize>,
    /// Which of them is item 9, where the measure has that flag.
    pub item9: Option<usize>,
    /// How many columns the table has.
    pub all: usize,
}

impl Columns {
    /// Finds the columns by the names in the header, in whatever order they stand.
    pub fn of(definition: &Definition, header: &ByteRecord) -> Outcome<Self> {
        let items = definition.scored_items().count();
        let names: Vec<String> = (1..=items).map(|number| format!("q{number}")).collect();
        let place = |name: &String| place_of(name, header).ok_or_else(|| refused(&names));
        Ok(Self {
            answers: names.iter().map(place).collect::<Outcome<_>>()?,
            item9: item9(definition),
            all: header.len(),
        })
    }
}

/// The only column of this name.
fn place_of(name: &str, header: &ByteRecord) -> Option<usize> {
    let named = |(_, cell): &(usize, &[u8])| cell.eq_ignore_ascii_case(name.as_bytes());
    let mut places = header
        .iter()
        .enumerate()
        .filter(named)
        .map(|(place, _)| place);
    match (places.next(), places.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

fn item9(definition: &Definition) -> Option<usize> {
    let flag = definition.flags.iter().find(|flag| flag.id == ITEM9)?;
    definition
        .scored_items()
        .position(|item| item.id == flag.item)
}

fn refused(names: &[String]) -> Failure {
    Failure::new(
        Exit::Invalid,
        format!(
            "The first line has to name each of these columns once, in any order: {}. Nothing was scored.",
            names.join(",")
        ),
    )
}
