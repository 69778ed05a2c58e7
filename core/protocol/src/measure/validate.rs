//! What a definition must keep, so that every answer sheet has exactly one outcome.
//!
//! Definitions may come from a file that somebody else wrote. The limits are wide enough for any
//! questionnaire in use and narrow enough that no sum overflows and no list fills a device.

use super::definition::{Band, ChangeRule, Choice, Criterion, Definition, Polarity, Source};
use crate::check::{Check, Rule, Violation};
use std::collections::BTreeSet;

const MAX_ITEMS: usize = 200;
const MAX_CHOICES: usize = 50;
const MAX_RULES: usize = 50;
const MAX_POINTS: i64 = 1000;
const MAX_DAYS: i64 = 3660;

pub(super) fn definition(definition: &Definition) -> Result<(), Vec<Violation>> {
    let mut check = Check::new();
    head(&mut check, definition);
    choices(&mut check, "options", &definition.options);
    items(&mut check, definition);
    bands(&mut check, definition);
    cut_points(&mut check, definition);
    change_rules(&mut check, definition);
    flags(&mut check, definition);
    codes(&mut check, definition);
    check.finish()
}

fn head(check: &mut Check, definition: &Definition) {
    id(check, "id", &definition.id);
    check.within("version", definition.version, 1, i64::from(i32::MAX));
    check.ensure("language", is_tag(&definition.language), Rule::NotAnId);
    check.line("title", &definition.title);
    check.name("short_title", &definition.short_title);
    check.text("citation", &definition.citation);
    id(check, "licence.id", &definition.licence.id);
    check.text("licence.notice", &definition.licence.notice);
    check.within("recall_days", definition.recall_days, 0, MAX_DAYS);
    check.within("offer_every_days", definition.offer_every_days, 1, MAX_DAYS);
    check.text("stem", &definition.stem);
}

fn items(check: &mut Check, definition: &Definition) {
    let has_scored = definition.scored_items().next().is_some();
    check.ensure("items", has_scored, Rule::TooFew { min: 1 });
    check.at_most("items", definition.items.len(), MAX_ITEMS);
    distinct(check, "items", definition.items.iter().map(|item| &item.id));
    each(check, "items", &definition.items, |check, item| {
        id(check, "id", &item.id);
        check.text("text", &item.text);
        if let Some(own) = &item.options {
            choices(check, "options", own);
        }
    });
}

fn choices(check: &mut Check, field: &str, choices: &[Choice]) {
    check.ensure(field, choices.len() >= 2, Rule::TooFew { min: 2 });
    check.at_most(field, choices.len(), MAX_CHOICES);
    distinct(check, field, choices.iter().map(|choice| choice.value));
    each(check, field, choices, |check, choice| {
        check.within("value", choice.value, -MAX_POINTS, MAX_POINTS);
        check.line("label", &choice.label);
    });
}

/// Bands run from the lowest total to the highest: each starts where the one before has ended.
fn bands(check: &mut Check, definition: &Definition) {
    let bands = &definition.bands;
    check.at_most("bands", bands.len(), MAX_RULES);
    distinct(check, "bands", bands.iter().map(|band| &band.id));
    let (lowest, highest) = range(definition);
    let mut start = lowest;
    each(check, "bands", bands, |check, band: &Band| {
        id(check, "id", &band.id);
        check.name("label", &band.label);
        check.within("lo", band.lo, start, start);
        check.ensure("hi", band.lo <= band.hi, Rule::Reversed);
        source(check, &band.source);
        start = i64::from(band.hi) + 1;
    });
    if !bands.is_empty() && start != highest + 1 {
        let rule = Rule::OutOfRange {
            min: highest,
            max: highest,
        };
        check.ensure(&format!("bands[{}].hi", bands.len() - 1), false, rule);
    }
}

fn cut_points(check: &mut Check, definition: &Definition) {
    let (lowest, highest) = range(definition);
    let cuts = &definition.cut_points;
    check.at_most("cut_points", cuts.len(), MAX_RULES);
    distinct(check, "cut_points", cuts.iter().map(|cut| &cut.id));
    each(check, "cut_points", cuts, |check, cut| {
        id(check, "id", &cut.id);
        check.within("at_least", cut.at_least, lowest, highest);
        source(check, &cut.source);
    });
}

/// Where there are rules on points, exactly one is the default; response and remission are at most
/// one each and only make sense where fewer points are better.
fn change_rules(check: &mut Check, definition: &Definition) {
    let rules = &definition.change_rules;
    check.at_most("change_rules", rules.len(), MAX_RULES);
    distinct(check, "change_rules", rules.iter().map(|rule| &rule.id));
    let kinds = rules.iter().filter_map(|rule| kind_once(rule.criterion));
    distinct(check, "change_rules", kinds);
    let on_points = |rule: &ChangeRule| matches!(rule.criterion, Criterion::Points { .. });
    let has_default = rules
        .iter()
        .any(|rule| kind_once(rule.criterion) == Some("default"));
    let default_settled = has_default || !rules.iter().any(on_points);
    check.ensure("change_rules", default_settled, Rule::UnknownReference);
    each(check, "change_rules", rules, |check, rule| {
        id(check, "id", &rule.id);
        criterion(check, definition, rule.criterion);
        source(check, &rule.source);
    });
}

fn kind_once(criterion: Criterion) -> Option<&'static str> {
    match criterion {
        Criterion::Points { default, .. } => default.then_some("default"),
        Criterion::Response { .. } => Some("response"),
        Criterion::Remission { .. } => Some("remission"),
    }
}

fn criterion(check: &mut Check, definition: &Definition, criterion: Criterion) {
    let (lowest, highest) = range(definition);
    let falls = definition.polarity == Polarity::HigherIsWorse;
    match criterion {
        Criterion::Points { at_least, .. } => {
            check.within("criterion.at_least", at_least, 1, (highest - lowest).max(1));
        }
        Criterion::Response {
            per_mille,
            baseline_at_least,
        } => {
            check.ensure("criterion.op", falls, Rule::NotAllowed);
            check.within("criterion.per_mille", per_mille, 1, 1000);
            check.within(
                "criterion.baseline_at_least",
                baseline_at_least,
                1,
                highest.max(1),
            );
        }
        Criterion::Remission { below } => {
            check.ensure("criterion.op", falls, Rule::NotAllowed);
            check.within(
                "criterion.below",
                below,
                lowest + 1,
                highest.max(lowest + 1),
            );
        }
    }
}

fn flags(check: &mut Check, definition: &Definition) {
    check.at_most("flags", definition.flags.len(), MAX_RULES);
    distinct(check, "flags", definition.flags.iter().map(|flag| &flag.id));
    each(check, "flags", &definition.flags, |check, flag| {
        id(check, "id", &flag.id);
        let item = definition.items.iter().find(|item| item.id == flag.item);
        check.ensure("item", item.is_some(), Rule::UnknownReference);
        check.within("at_least", flag.at_least, -MAX_POINTS, MAX_POINTS);
        source(check, &flag.source);
    });
}

/// Storing a panel's code as that of the total is a mistake that has been made before.
fn codes(check: &mut Check, definition: &Definition) {
    let Some(codes) = &definition.codes else {
        return;
    };
    check.line("codes.system", &codes.system);
    check.name("codes.panel", &codes.panel);
    check.name("codes.total", &codes.total);
    check.ensure("codes.total", codes.total != codes.panel, Rule::Duplicate);
    check.text("codes.notice", &codes.notice);
    let coded = definition
        .items
        .iter()
        .filter_map(|item| item.code.as_ref());
    distinct(check, "items", coded);
}

fn source(check: &mut Check, source: &Source) {
    check.line("source.citation", &source.citation);
    check.line("source.population", &source.population);
}

/// The range of the total, in numbers that cannot overflow whatever the choices hold.
pub(super) fn range(definition: &Definition) -> (i64, i64) {
    let mut range = (0, 0);
    for item in definition.scored_items().take(MAX_ITEMS) {
        let values = definition
            .choices(item)
            .iter()
            .map(|choice| i64::from(choice.value));
        range.0 += values.clone().min().unwrap_or(0);
        range.1 += values.max().unwrap_or(0);
    }
    range
}

fn each<T>(check: &mut Check, field: &str, entries: &[T], mut part: impl FnMut(&mut Check, &T)) {
    for (index, entry) in entries.iter().enumerate().take(MAX_ITEMS) {
        check.inside(&format!("{field}[{index}]"), |check| part(check, entry));
    }
}

fn distinct<T: Ord>(check: &mut Check, field: &str, mut values: impl Iterator<Item = T>) {
    let mut seen = BTreeSet::new();
    let all_new = values.all(|value| seen.insert(value));
    check.ensure(field, all_new, Rule::Duplicate);
}

fn id(check: &mut Check, field: &str, value: &str) {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
    let fits = (1..=64).contains(&value.len()) && value.chars().all(allowed);
    check.ensure(field, fits, Rule::NotAnId);
}

fn is_tag(value: &str) -> bool {
    let subtag = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    value.len() <= 35 && value.split('-').all(subtag)
}
