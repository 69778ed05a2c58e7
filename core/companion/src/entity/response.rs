//! The answers to a questionnaire, with the score that its definition gave when they were saved.
//!
//! Total and band are stored and never computed again in silence: a later version of the definition
//! might score otherwise, and what was said to a person in March must still stand there in June.
//! Incomplete answers are kept with neither, because what somebody took the trouble to answer is not
//! thrown away, and guessing the rest is not ours to do.

use super::rules::Rules;
use super::{Content, Links, Nature};
use kith_protocol::check::{Check, Rule};
use kith_protocol::measure::{self, Answer, Answers, Definition, Outcome};
use kith_protocol::time::{CivilTime, Instant};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The longest language tag that is sensible (RFC 5646, section 4.4.1).
const LANGUAGE_BYTES: usize = 35;

entity! {
    /// The answers to a questionnaire.
    MeasureResponse, MeasureResponseContent, ChangedMeasureResponse, MeasureResponsePage
}

/// What a response is made of.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct MeasureResponseContent {
    /// The questionnaire, such as `phq9`.
    pub measure: String,
    /// The version of its definition.
    pub definition_version: i32,
    /// The language it was answered in.
    pub language: String,
    /// When it was answered.
    pub at: CivilTime,
    /// The answers in the order of the items; a missing one is not answered.
    pub answers: Vec<Option<i32>>,
    /// The session that it belongs to.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub session: Option<Uuid>,
    /// The points; computed on saving, and missing while an answer is.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub total: Option<i32>,
    /// The id of the band of the total; computed on saving.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub band: Option<String>,
}

impl Content for MeasureResponseContent {
    type Entity = MeasureResponse;
    const KIND: &'static str = "response";
    const NATURE: Nature = Nature::Immutable;

    fn check(&self, check: &mut Check) {
        let tag = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        let tagged = (1..=LANGUAGE_BYTES).contains(&self.language.len());
        check.ensure(
            "language",
            tagged && self.language.bytes().all(tag),
            Rule::NotAllowed,
        );
        check.time("at", Some(&self.at));
        match self.definition() {
            Some(definition) => self.check_answers(definition, check),
            None => check.ensure("measure", false, Rule::UnknownReference),
        }
    }

    fn links(&self, links: &mut Links) {
        links.session("session", self.session);
    }

    fn lived(&self) -> Option<Instant> {
        Some(self.at.at)
    }

    fn complete(&mut self) {
        let score = self
            .definition()
            .map(|definition| measure::score(definition, &self.sheet(definition)));
        (self.total, self.band) = match score {
            Some(Outcome::Complete { score }) => (
                Some(score.total()),
                score.band().map(|band| band.id.clone()),
            ),
            _ => (None, None),
        };
    }
}

impl MeasureResponseContent {
    /// The definition that was answered, if this version of Kith has it.
    #[must_use]
    pub fn definition(&self) -> Option<&'static Definition> {
        measure::builtin().iter().find(|definition| {
            definition.id == self.measure && definition.version == self.definition_version
        })
    }

    /// The answers under the ids of their items.
    #[must_use]
    pub fn sheet(&self, definition: &Definition) -> Answers {
        let answers = definition.items.iter().zip(&self.answers);
        let answer = |(item, value): (&measure::Item, &Option<i32>)| Answer {
            item: item.id.clone(),
            value: *value,
        };
        Answers {
            values: answers.map(answer).collect(),
        }
    }

    fn check_answers(&self, definition: &Definition, check: &mut Check) {
        check.at_most("answers", self.answers.len(), definition.items.len());
        for (index, (item, answer)) in definition.items.iter().zip(&self.answers).enumerate() {
            let choices = definition.choices(item);
            let offered =
                answer.is_none_or(|value| choices.iter().any(|choice| choice.value == value));
            check.ensure(&format!("answers[{index}]"), offered, Rule::NotAllowed);
        }
    }
}
