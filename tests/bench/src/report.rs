//! What the run leaves behind: `summary.json` for machines, `docs/performance.md` for people, a table on the terminal.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use crate::Result;
use crate::account::Account;
use crate::race::Outcome;

/// One line of the summary.
#[derive(Serialize)]
pub struct Line {
    /// The path, or `size_mib`.
    pub name: &'static str,
    /// Ours to theirs; for the size, mebibytes.
    pub ratio: f64,
    /// What it should not exceed.
    pub goal: f64,
    /// Whether it does not.
    pub met: bool,
}

/// Mebibytes that the shipped library may have.
const LARGEST_MIB: f64 = 3.0;
/// Owners that are listed by name; the others together are one line.
const LISTED: usize = 18;
const MIB: f64 = 1024.0 * 1024.0;

/// Everything that was measured.
pub struct Report {
    /// The paths.
    pub outcomes: Vec<Outcome>,
    /// Bytes of the stripped library.
    pub size: u64,
    /// Where they go.
    pub account: Account,
}

impl Report {
    /// The lines of the summary.
    pub fn lines(&self) -> Vec<Line> {
        let paths = self
            .outcomes
            .iter()
            .map(|outcome| line(outcome.path.name, outcome.ratio(), outcome.path.goal));
        paths
            .chain([line("size_mib", self.size as f64 / MIB, LARGEST_MIB)])
            .collect()
    }

    /// Writes `summary.json` and the page of the documentation.
    pub fn write(&self, summary: &Path, page: &Path) -> Result<()> {
        std::fs::write(summary, serde_json::to_string_pretty(&self.lines())? + "\n")?;
        let text = include_str!("performance.md");
        let text = text
            .replace("{{paths}}", &self.paths())
            .replace("{{size}}", &self.sizes());
        Ok(std::fs::write(page, text)?)
    }

    /// The table of the paths.
    pub fn paths(&self) -> String {
        let mut table = String::from(
            "| path | ratio (median) | smallest – largest | goal | | Kith | peer |\n|---|--:|--:|--:|---|--:|--:|\n",
        );
        for outcome in &self.outcomes {
            let (smallest, largest) = (outcome.ratios[0], outcome.ratios[outcome.ratios.len() - 1]);
            let [ours, theirs] = outcome.nanos.map(micros);
            let (title, ratio, goal) = (outcome.path.title, outcome.ratio(), outcome.path.goal);
            // Writing to a string cannot fail.
            let _ = writeln!(
                table,
                "| {title} | {ratio:.2} | {smallest:.2} – {largest:.2} | {goal:.1} | {} | {ours} | {theirs} |",
                verdict(ratio, goal),
            );
        }
        table
    }

    /// The table of the sizes.
    pub fn sizes(&self) -> String {
        let mib = self.size as f64 / MIB;
        let mut table = format!(
            "The stripped library has **{mib:.2} MiB**; the goal is {LARGEST_MIB} MiB ({}).\n\n| KiB | of |\n|--:|---|\n",
            verdict(mib, LARGEST_MIB),
        );
        let (listed, others) = self.account.0.split_at(LISTED.min(self.account.0.len()));
        for (owner, size) in listed {
            let _ = writeln!(table, "| {} | {owner} |", kib(*size));
        }
        let rest = others.iter().map(|(_, size)| size).sum();
        let _ = writeln!(table, "| {} | {} other crates |", kib(rest), others.len());
        table
    }
}

fn line(name: &'static str, ratio: f64, goal: f64) -> Line {
    let ratio = (ratio * 1_000.0).round() / 1_000.0;
    Line {
        name,
        ratio,
        goal,
        met: ratio <= goal,
    }
}

fn verdict(ratio: f64, goal: f64) -> &'static str {
    if ratio <= goal { "met" } else { "**not met**" }
}

fn micros(nanos: f64) -> String {
    format!("{:.0} µs", nanos / 1_000.0)
}

fn kib(bytes: u64) -> u64 {
    bytes.div_ceil(1024)
}
