//! A measure as it is stored, shipped and imported.

use super::validate;
use crate::check::Violation;
use serde::{Deserialize, Serialize};

/// A questionnaire with everything needed to show, score and cite it. Immutable: a correction is a
/// new version, and a response keeps the version that it was given to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "uniffi",
    derive(uniffi::Record),
    uniffi(name = "MeasureDefinition")
)]
pub struct Definition {
    /// Stable id, the same in every version and language, such as `phq9`.
    pub id: String,
    /// Counts up from 1 with every change of content.
    pub version: i32,
    /// Language of the text as a BCP 47 tag.
    pub language: String,
    /// Full name.
    pub title: String,
    /// The name used in the field, such as `PHQ-9`.
    pub short_title: String,
    /// The publication that introduced the instrument.
    pub citation: String,
    /// On what terms the text may be shown.
    pub licence: Licence,
    /// How many days back the questions look.
    pub recall_days: i32,
    /// It is not offered more often than every so many days; a person may still ask for it.
    pub offer_every_days: i32,
    /// Whether more points mean feeling worse.
    pub polarity: Polarity,
    /// The line above the questions.
    pub stem: String,
    /// The answers to choose from, wherever an item has none of its own.
    pub options: Vec<Choice>,
    /// The questions in their order.
    pub items: Vec<Item>,
    /// How the total is made.
    pub scoring: Scoring,
    /// What happens where an answer is missing.
    pub missing: MissingRule,
    /// Ranges of the total that have a name; together they cover every total, or there are none.
    pub bands: Vec<Band>,
    /// Totals from which a published threshold is reached.
    pub cut_points: Vec<CutPoint>,
    /// What counts as change.
    pub change_rules: Vec<ChangeRule>,
    /// Answers that are said to somebody at once.
    pub flags: Vec<FlagRule>,
    /// Codes for exchange with other systems.
    pub codes: Option<Codes>,
}

/// On what terms a text may be reproduced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "uniffi",
    derive(uniffi::Record),
    uniffi(name = "MeasureLicence")
)]
pub struct Licence {
    /// Stable id of the terms.
    pub id: String,
    /// The notice that is shown with the instrument.
    pub notice: String,
}

/// Where a number comes from and in whom it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "uniffi",
    derive(uniffi::Record),
    uniffi(name = "MeasureSource")
)]
pub struct Source {
    /// The publication.
    pub citation: String,
    /// The people it studied.
    pub population: String,
}

/// Whether more points mean feeling worse or better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Polarity {
    /// More points, more symptoms.
    HigherIsWorse,
    /// More points, more well-being.
    HigherIsBetter,
}

/// One answer to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "uniffi",
    derive(uniffi::Record),
    uniffi(name = "MeasureChoice")
)]
pub struct Choice {
    /// Points.
    pub value: i32,
    /// Verbatim label.
    pub label: String,
    /// Code of the answer in the code system.
    pub code: Option<String>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "uniffi",
    derive(uniffi::Record),
    uniffi(name = "MeasureItem")
)]
pub struct Item {
    /// Stable id inside the measure, such as `q9`.
    pub id: String,
    /// Verbatim text.
    pub text: String,
    /// Whether the answer adds to the total. One that does not may be left out.
    pub scored: bool,
    /// Answers of its own.
    pub options: Option<Vec<Choice>>,
    /// Code of the question in the code system.
    pub code: Option<String>,
}

/// How the total is made. A kind that this version does not know makes the definition unreadable:
/// scoring it some other way would be worse than not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum), uniffi(name = "ScoringKind"))]
pub enum Scoring {
    /// The points of all scored items, added.
    Sum,
}

/// What happens where an answer is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum MissingRule {
    /// There is no total until every scored item is answered.
    AllRequired,
}

/// A named range of totals, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "uniffi",
    derive(uniffi::Record),
    uniffi(name = "MeasureBand")
)]
pub struct Band {
    /// Stable id, such as `moderately_severe`.
    pub id: String,
    /// Lowest total.
    pub lo: i32,
    /// Highest total.
    pub hi: i32,
    /// The name in the language of the definition.
    pub label: String,
    /// Where the range comes from.
    pub source: Source,
}

/// A total from which a published threshold is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct CutPoint {
    /// Stable id, such as `screen`.
    pub id: String,
    /// The lowest total that reaches it.
    pub at_least: i32,
    /// Where the threshold comes from.
    pub source: Source,
}

/// A rule that calls a difference between two totals a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ChangeRule {
    /// Stable id, such as `reliable-6`.
    pub id: String,
    /// What it asks for.
    pub criterion: Criterion,
    /// Where the number comes from.
    pub source: Source,
}

/// What a change rule asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Criterion {
    /// The total moved by so many points, in either direction.
    Points {
        /// Fewest points.
        at_least: i32,
        /// What the number stands for.
        basis: PointsBasis,
        /// Whether it is used where nobody chose; one rule of a measure is.
        default: bool,
    },
    /// The total fell by a share of the baseline.
    Response {
        /// Smallest share, in thousandths of the baseline.
        per_mille: i32,
        /// Below this baseline the rule says nothing.
        baseline_at_least: i32,
    },
    /// The total fell below a value that the baseline had reached.
    Remission {
        /// The total must be lower.
        below: i32,
    },
}

/// What a number of points stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum PointsBasis {
    /// The smallest difference that matters to a person.
    ImportantDifference,
    /// A difference larger than the instrument's own error.
    ReliableChange,
}

/// An answer that is said to somebody at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct FlagRule {
    /// Stable id, such as `item9`.
    pub id: String,
    /// The item it looks at.
    pub item: String,
    /// The lowest answer that raises it.
    pub at_least: i32,
    /// Why it is raised.
    pub source: Source,
}

/// Codes for exchange with other systems.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "uniffi",
    derive(uniffi::Record),
    uniffi(name = "MeasureCodes")
)]
pub struct Codes {
    /// URI of the code system of every code in the definition.
    pub system: String,
    /// Code of the questionnaire as a whole.
    pub panel: String,
    /// Code of the total; never the panel's.
    pub total: String,
    /// The notice that the code system asks for.
    pub notice: String,
}

/// Why a definition cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionError {
    /// It is no JSON, or a member is missing or of the wrong kind.
    #[error("the definition cannot be read at line {line}, column {column}")]
    Malformed {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// It can be read, but not scored in exactly one way.
    #[error("the definition breaks {} rules", violations.len())]
    Invalid {
        /// Every field at fault.
        violations: Vec<Violation>,
    },
}

impl Definition {
    /// Reads a definition and checks it.
    ///
    /// # Errors
    /// [`DefinitionError`], with every rule that it breaks.
    pub fn parse(json: &str) -> Result<Self, DefinitionError> {
        let definition: Self =
            serde_json::from_str(json).map_err(|error| DefinitionError::Malformed {
                line: error.line(),
                column: error.column(),
            })?;
        definition
            .validate()
            .map_err(|violations| DefinitionError::Invalid { violations })?;
        Ok(definition)
    }

    /// Checks that the definition can be shown, scored and cited.
    ///
    /// # Errors
    /// Every rule that it breaks, with the path of the field.
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        validate::definition(self)
    }

    /// The items that add to the total, in their order.
    pub fn scored_items(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.scored)
    }

    /// The answers that `item` offers.
    pub fn choices<'a>(&'a self, item: &'a Item) -> &'a [Choice] {
        item.options.as_deref().unwrap_or(&self.options)
    }

    /// The lowest and the highest total.
    #[must_use]
    pub fn range(&self) -> (i32, i32) {
        let (lowest, highest) = validate::range(self);
        let narrow = |total: i64| i32::try_from(total).unwrap_or(i32::MAX);
        (narrow(lowest), narrow(highest))
    }

    /// The band that a total lies in.
    #[must_use]
    pub fn band(&self, total: i32) -> Option<&Band> {
        let holds = |band: &&Band| (band.lo..=band.hi).contains(&total);
        self.bands.iter().find(holds)
    }
}
