//! What moved between two scores of one person, and by whose rule it counts as change.
//!
//! A total that differs by two points has usually not changed: the same person on the same day might
//! have answered so. Each class therefore names the rule, its publication and the people it was
//! found in. The present score is set against the baseline and against the one before, because a slow
//! rise hides from the second and a sudden one, after months of recovery, from the first.

use super::definition::{ChangeRule, Criterion, Definition, PointsBasis, Polarity, Source};
use super::score::{DefinitionRef, Score};
use serde::{Deserialize, Serialize};

/// The scores that are set against each other.
#[derive(Clone, Copy)]
pub struct Comparison<'a> {
    /// The present score.
    pub current: &'a Score,
    /// The first complete score of the course, or the one that a person pinned.
    pub baseline: Option<&'a Score>,
    /// The score before this one.
    pub previous: Option<&'a Score>,
}

/// What changed.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ChangeReport {
    /// Against the baseline.
    pub since_baseline: Option<Movement>,
    /// Against the score before.
    pub since_previous: Option<Movement>,
    /// Whether a treatment response is reached; nothing where the measure has no such rule.
    pub response: Option<Verdict>,
    /// Whether remission is reached; nothing where the measure has no such rule.
    pub remission: Option<Verdict>,
}

/// The way from one total to another.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Movement {
    /// The earlier total.
    pub from: i32,
    /// The present total.
    pub to: i32,
    /// Points gained (positive) or lost (negative).
    pub difference: i32,
    /// What the rule calls it; nothing where the measure has no rule.
    pub change: Option<ChangeClass>,
    /// The rule that decided.
    pub rule: Option<String>,
    /// What the rule's number stands for.
    pub basis: Option<PointsBasis>,
    /// Where the rule's number comes from.
    pub source: Option<Source>,
}

/// What a difference in points is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum ChangeClass {
    /// Better by at least the rule's points.
    ReliableImprovement,
    /// Fewer points apart than the rule asks for.
    NoReliableChange,
    /// Worse by at least the rule's points.
    ReliableDeterioration,
}

/// The verdict of a rule on response or remission.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Verdict {
    /// Whether it is reached.
    pub attainment: Attainment,
    /// The rule's id.
    pub rule: String,
    /// Where the rule comes from.
    pub source: Source,
}

/// Whether a rule is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Attainment {
    /// There is no baseline, or it is too low for the rule to say anything.
    NotApplicable,
    /// Not yet.
    NotReached,
    /// Yes.
    Reached,
}

/// Why scores cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Incomparable {
    /// They come from different measures, or from different versions of one.
    #[error("the scores come from different definitions")]
    Definition,
    /// The measure has no rule on points with the chosen id.
    #[error("the measure has no such change rule")]
    Rule,
}

/// Compares scores by the chosen rule on points, or by the measure's default.
///
/// # Errors
/// [`Incomparable`] where a number would have to be invented.
pub fn compare(
    definition: &Definition,
    scores: Comparison<'_>,
    rule: Option<&str>,
) -> Result<ChangeReport, Incomparable> {
    let all = [Some(scores.current), scores.baseline, scores.previous];
    if !all.iter().flatten().all(|score| is_of(score, definition)) {
        return Err(Incomparable::Definition);
    }
    let rule = points_rule(definition, rule)?;
    let since = |from: &Score| movement(definition, from.total(), scores.current.total(), rule);
    Ok(ChangeReport {
        since_baseline: scores.baseline.map(since),
        since_previous: scores.previous.map(since),
        response: verdict(definition, scores, response),
        remission: verdict(definition, scores, remission),
    })
}

fn is_of(score: &Score, definition: &Definition) -> bool {
    let DefinitionRef { id, version, .. } = score.definition();
    (id, *version) == (&definition.id, definition.version)
}

fn points_rule<'a>(
    definition: &'a Definition,
    id: Option<&str>,
) -> Result<Option<&'a ChangeRule>, Incomparable> {
    let wanted = |rule: &&ChangeRule| match rule.criterion {
        Criterion::Points { default, .. } => id.map_or(default, |id| id == rule.id),
        Criterion::Response { .. } | Criterion::Remission { .. } => false,
    };
    match (definition.change_rules.iter().find(wanted), id) {
        (None, Some(_)) => Err(Incomparable::Rule),
        (rule, _) => Ok(rule),
    }
}

fn movement(definition: &Definition, from: i32, to: i32, rule: Option<&ChangeRule>) -> Movement {
    let points = rule.and_then(|rule| match rule.criterion {
        Criterion::Points {
            at_least, basis, ..
        } => Some((at_least, basis)),
        Criterion::Response { .. } | Criterion::Remission { .. } => None,
    });
    Movement {
        from,
        to,
        difference: to - from,
        change: points.map(|(at_least, _)| class(definition.polarity, to - from, at_least)),
        rule: rule.map(|rule| rule.id.clone()),
        basis: points.map(|(_, basis)| basis),
        source: rule.map(|rule| rule.source.clone()),
    }
}

fn class(polarity: Polarity, difference: i32, at_least: i32) -> ChangeClass {
    let worse = match polarity {
        Polarity::HigherIsWorse => difference,
        Polarity::HigherIsBetter => -difference,
    };
    if worse >= at_least {
        ChangeClass::ReliableDeterioration
    } else if worse <= -at_least {
        ChangeClass::ReliableImprovement
    } else {
        ChangeClass::NoReliableChange
    }
}

type Judge = fn(Criterion, baseline: i32, current: i32) -> Option<Attainment>;

fn verdict(definition: &Definition, scores: Comparison<'_>, judge: Judge) -> Option<Verdict> {
    definition.change_rules.iter().find_map(|rule| {
        // Without a baseline, 0 finds out whether the rule is of this kind at all.
        let baseline = scores.baseline.map(Score::total);
        let judged = judge(
            rule.criterion,
            baseline.unwrap_or(0),
            scores.current.total(),
        )?;
        Some(Verdict {
            attainment: baseline.map_or(Attainment::NotApplicable, |_| judged),
            rule: rule.id.clone(),
            source: rule.source.clone(),
        })
    })
}

fn response(criterion: Criterion, baseline: i32, current: i32) -> Option<Attainment> {
    let Criterion::Response {
        per_mille,
        baseline_at_least,
    } = criterion
    else {
        return None;
    };
    let fallen = i64::from(baseline - current) * 1000;
    let needed = i64::from(baseline) * i64::from(per_mille);
    Some(attainment(baseline >= baseline_at_least, fallen >= needed))
}

fn remission(criterion: Criterion, baseline: i32, current: i32) -> Option<Attainment> {
    let Criterion::Remission { below } = criterion else {
        return None;
    };
    Some(attainment(baseline >= below, current < below))
}

fn attainment(applies: bool, reached: bool) -> Attainment {
    match (applies, reached) {
        (false, _) => Attainment::NotApplicable,
        (true, false) => Attainment::NotReached,
        (true, true) => Attainment::Reached,
    }
}
