//! `kith check`: looks through every vault for damage, and mends on request what follows from the records.

use crate::arguments::{CheckLibrary, Place};
use crate::exit::Exit;
use crate::failure::Outcome;
use crate::screen::Screen;
use crate::{library, waiting};
use kith_companion::{CheckReport, ClientEntry, Kith, Result};
use serde_json::{Value, json};

/// Checks the vault of one client, or of all.
pub fn run(place: &Place, check: &CheckLibrary, screen: &mut Screen) -> Outcome {
    let kith = library::unlocked(place)?;
    let clients = match place.client {
        Some(_) => vec![library::client_entry(&kith, place)?],
        None => kith.clients()?,
    };
    let bar = waiting::bar("Checking", clients.len() as u64);
    let mut results = Vec::new();
    for client in clients {
        results.push(Checked::new(&kith, client, check));
        bar.inc(1);
    }
    bar.finish_and_clear();
    match place.json {
        true => screen
            .json(&json!({ "items": results.iter().map(Checked::in_json).collect::<Vec<_>>() }))?,
        false => results
            .iter()
            .try_for_each(|checked| checked.in_words(screen))?,
    }
    Ok(verdict(&results))
}

fn verdict(results: &[Checked]) -> Exit {
    let of = |wanted: fn(&CheckReport) -> bool| {
        results
            .iter()
            .all(|checked| checked.report.as_ref().is_ok_and(wanted))
    };
    match (
        of(|report| report.sound),
        of(|report| report.sound || report.repairable),
    ) {
        (true, _) => Exit::Done,
        (false, true) => Exit::Findings,
        (false, false) => Exit::Damaged,
    }
}

struct Checked {
    client: ClientEntry,
    report: Result<CheckReport>,
}

impl Checked {
    fn new(kith: &Kith, client: ClientEntry, check: &CheckLibrary) -> Self {
        let report = kith.client(client.id).and_then(|vault| {
            let found = vault.check(!check.quick)?;
            match check.repair && !found.sound && found.repairable {
                true => vault.repair(),
                false => Ok(found),
            }
        });
        Self { client, report }
    }

    fn in_json(&self) -> Value {
        let report = self.report.as_ref().ok();
        let error = self.report.as_ref().err().map(ToString::to_string);
        json!({ "id": self.client.id, "name": self.client.name, "report": report, "error": error })
    }

    fn in_words(&self, screen: &mut Screen) -> Outcome<()> {
        let said = match &self.report {
            Err(error) => format!(
                "could not be opened: {error}. Nothing was changed. Copy the folder before anything else."
            ),
            Ok(report) if report.sound => format!("sound, {} records.", report.records),
            Ok(report) => said(report),
        };
        Ok(screen.say(0, &format!("{}: {said}", self.client.name))?)
    }
}

fn said(report: &CheckReport) -> String {
    let CheckReport {
        damaged_pages,
        broken,
        strayed,
        repairable,
        ..
    } = report;
    let advice = match repairable {
        true => "All of it follows from the records: `kith check --repair` mends it.",
        false => "Nothing was changed. Copy the folder before anything else.",
    };
    format!("{damaged_pages} damaged pages, {broken} things broken, {strayed} strayed. {advice}")
}
