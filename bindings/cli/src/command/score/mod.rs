//! `kith score`: a table of answers in, a table of totals out. It needs no library.
//!
//! A row that cannot be scored keeps its place with nothing in it, and its reason goes to standard error, so that the
//! output always has as many rows as the input. Which answers there are, what they add up to and what the bands are
//! called is the measure's to say.

mod columns;
mod row;

use crate::arguments::Score;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::screen::{Screen, remark, warn};
use columns::Columns;
use csv::{ByteRecord, ReaderBuilder, Trim};
use kith_protocol::measure::{self, Definition};
use row::Scored;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// Scores every row.
pub fn run(score: &Score, screen: &mut Screen) -> Outcome {
    let definition = measure::find(&score.measure).ok_or_else(unknown)?;
    let mut table = ReaderBuilder::new()
        .flexible(true)
        .trim(Trim::All)
        .from_reader(open(&score.csv)?);
    let columns = Columns::of(
        definition,
        table.byte_headers().map_err(|error| unreadable(&error))?,
    )?;
    writeln!(screen.raw(), "row,total,band,item9")?;
    let (mut rows, mut bad) = (0_u64, 0_u64);
    let mut record = ByteRecord::new();
    while table
        .read_byte_record(&mut record)
        .map_err(|error| unreadable(&error))?
    {
        rows += 1;
        let scored = Scored::new(definition, &columns, &record);
        writeln!(screen.raw(), "{rows},{scored}")?;
        if let Some(reason) = &scored.reason {
            bad += 1;
            remark(&format!("row {rows}: {reason}"));
        }
    }
    Ok(verdict(rows, bad))
}

fn verdict(rows: u64, bad: u64) -> Exit {
    if bad == 0 {
        return Exit::Done;
    }
    warn(&format!(
        "{bad} of {rows} rows could not be scored; the others were."
    ));
    Exit::Findings
}

fn unknown() -> Failure {
    let ids: Vec<&str> = measure::builtin()
        .iter()
        .map(|known: &Definition| known.id.as_str())
        .collect();
    Failure::not_found(format!(
        "There is no measure of that name. There are: {}.",
        ids.join(", ")
    ))
}

fn open(file: &Path) -> Outcome<Box<dyn Read>> {
    if file == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let opened = File::open(file).map_err(|error| Failure::file("table", &error))?;
    Ok(Box::new(opened))
}

fn unreadable(error: &csv::Error) -> Failure {
    match error.kind() {
        csv::ErrorKind::Io(error) => Failure::file("table", error),
        _ => Failure::new(Exit::Invalid, "The table cannot be read as CSV."),
    }
}
