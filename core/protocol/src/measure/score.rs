//! From answers to a score, or to the reason why there is none.

use super::definition::{Band, Definition, FlagRule, Item, Source};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The answers of one sitting. They have no `Debug`: what a person answered belongs in no log.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Answers {
    /// One entry for each item that was shown; an item without an entry is unanswered.
    pub values: Vec<Answer>,
}

/// The answer to one item.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Answer {
    /// The item's id.
    pub item: String,
    /// The points of the chosen option; nothing while it is unanswered.
    pub value: Option<i32>,
}

/// The definition that answers were given to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct DefinitionRef {
    /// The measure's id.
    pub id: String,
    /// Its version.
    pub version: i32,
    /// The language it was answered in.
    pub language: String,
}

/// A total with its band and flags. Only [`score`] makes one, and only from complete answers; it
/// cannot be read back from storage, where the answers are what is kept.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Score {
    definition: DefinitionRef,
    total: i32,
    band: Option<Band>,
    flags: Vec<Flag>,
}

/// An answer that is said to somebody at once.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(
    feature = "uniffi",
    derive(uniffi::Record),
    uniffi(name = "AnswerFlag")
)]
pub struct Flag {
    /// The flag's id, such as `item9`.
    pub id: String,
    /// The item.
    pub item: String,
    /// What was answered.
    pub value: i32,
    /// Why it is flagged.
    pub source: Source,
}

/// What scoring came to.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
#[cfg_attr(
    feature = "uniffi",
    derive(uniffi::Enum),
    uniffi(name = "ScoringOutcome")
)]
pub enum Outcome {
    /// Every scored item was answered.
    Complete {
        /// The score.
        score: Score,
    },
    /// Answers are missing, so there is no total.
    Incomplete {
        /// Ids of the unanswered scored items, in their order.
        missing: Vec<String>,
    },
    /// An answer that the definition does not offer, an item that it does not have, or one that is
    /// answered twice.
    Impossible {
        /// The item's id.
        item: String,
    },
}

impl Answers {
    /// Answers to the scored items in their order, as a row of a table holds them.
    #[must_use]
    pub fn in_order(definition: &Definition, values: &[Option<i32>]) -> Self {
        let answer = |(item, value): (&Item, &Option<i32>)| Answer {
            item: item.id.clone(),
            value: *value,
        };
        Self {
            values: definition.scored_items().zip(values).map(answer).collect(),
        }
    }

    /// The answer to an item.
    #[must_use]
    pub fn value(&self, item: &str) -> Option<i32> {
        let answer = self.values.iter().find(|answer| answer.item == item);
        answer.and_then(|answer| answer.value)
    }
}

impl Score {
    /// The definition that was answered.
    #[must_use]
    pub fn definition(&self) -> &DefinitionRef {
        &self.definition
    }

    /// The points.
    #[must_use]
    pub fn total(&self) -> i32 {
        self.total
    }

    /// The band of the total, where the measure has bands.
    #[must_use]
    pub fn band(&self) -> Option<&Band> {
        self.band.as_ref()
    }

    /// The flags that the answers raise.
    #[must_use]
    pub fn flags(&self) -> &[Flag] {
        &self.flags
    }
}

impl From<&Definition> for DefinitionRef {
    fn from(definition: &Definition) -> Self {
        Self {
            id: definition.id.clone(),
            version: definition.version,
            language: definition.language.clone(),
        }
    }
}

/// Scores answers by a definition that [`Definition::parse`] has accepted.
#[must_use]
pub fn score(definition: &Definition, answers: &Answers) -> Outcome {
    if let Some(item) = impossible(definition, answers) {
        return Outcome::Impossible { item };
    }
    let mut total = 0;
    let mut missing = Vec::new();
    for item in definition.scored_items() {
        match answers.value(&item.id) {
            Some(value) => total += value,
            None => missing.push(item.id.clone()),
        }
    }
    if !missing.is_empty() {
        return Outcome::Incomplete { missing };
    }
    Outcome::Complete {
        score: Score {
            definition: definition.into(),
            total,
            band: definition.band(total).cloned(),
            flags: flags(definition, answers),
        },
    }
}

/// The flags that answers raise, complete or not. A value above every option raises one, too: when
/// in doubt somebody looks.
#[must_use]
pub fn flags(definition: &Definition, answers: &Answers) -> Vec<Flag> {
    let raised = |rule: &FlagRule| {
        let given = answers
            .values
            .iter()
            .filter(|given| given.item == rule.item);
        let value = given.filter_map(|given| given.value).max()?;
        (value >= rule.at_least).then(|| Flag {
            id: rule.id.clone(),
            item: rule.item.clone(),
            value,
            source: rule.source.clone(),
        })
    };
    definition.flags.iter().filter_map(raised).collect()
}

fn impossible(definition: &Definition, answers: &Answers) -> Option<String> {
    let mut seen = BTreeSet::new();
    let at_fault = answers.values.iter().find(|answer| {
        let item = definition.items.iter().find(|item| item.id == answer.item);
        let fits = item.is_some_and(|item| offers(definition, item, answer.value));
        !fits || !seen.insert(answer.item.as_str())
    });
    at_fault.map(|answer| answer.item.clone())
}

fn offers(definition: &Definition, item: &Item, value: Option<i32>) -> bool {
    let choices = definition.choices(item);
    value.is_none_or(|value| choices.iter().any(|choice| choice.value == value))
}
