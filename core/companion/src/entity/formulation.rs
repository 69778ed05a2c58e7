//! The interpersonal formulation: how the symptoms and what happens between people hang together, and on
//! which problem area the work will focus. It is agreed on, so it is versioned like the contract.

use super::rules::Rules;
use super::{Around, Content, Links, Nature, PersonContent, PersonStatus, Versioned};
use crate::Result;
use kith_protocol::area::{AreaId, Loss, advise, check_focus};
use kith_protocol::check::{Check, Hint};
use kith_protocol::time::FuzzyDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

entity! {
    /// A version of the formulation.
    Formulation, FormulationContent, ChangedFormulation, FormulationPage
}

/// What a formulation is made of.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct FormulationContent {
    /// The symptoms, in short.
    pub symptom_summary: String,
    /// Since when.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub since: Option<FuzzyDate>,
    /// What was happening when they began.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub what_was_happening: Option<String>,
    /// Who is part of it.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub people: Vec<Uuid>,
    /// The focus.
    pub area: AreaId,
    /// A second focus; never a third.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub area_secondary: Option<AreaId>,
    /// How the two hang together, in the client's own words.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub link_statement: Option<String>,
    /// Strengths and what helps.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub strengths: Vec<String>,
    /// What is left aside on purpose.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub not_focus: Vec<String>,
    /// Why the focus was chosen although the taxonomy would name it otherwise.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub taxonomy_override_reason: Option<String>,
    /// The versions that it takes the place of; of a new one that names none, all that are in force.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub supersedes: Vec<Uuid>,
    /// Why it takes their place.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub reason_for_change: Option<String>,
}

impl Content for FormulationContent {
    type Entity = Formulation;
    const KIND: &'static str = "formulation";
    const NATURE: Nature = Nature::Immutable;

    fn check(&self, check: &mut Check) {
        check.text("symptom_summary", &self.symptom_summary);
        check.fuzzy("since", self.since.as_ref());
        check.ids("people", &self.people);
        check.word("area", self.area.as_str());
        check.some_word(
            "area_secondary",
            self.area_secondary.as_ref().map(AreaId::as_str),
        );
        check.that(
            "area_secondary",
            check_focus(&self.area, self.area_secondary.as_ref()),
        );
        check.lines("strengths", &self.strengths);
        check.lines("not_focus", &self.not_focus);
        check.ids("supersedes", &self.supersedes);
        for (field, text) in self.texts() {
            check.some_text(field, text.as_ref());
        }
    }

    fn follow(&mut self, around: &Around<'_>) -> Result<()> {
        if self.supersedes.is_empty() {
            self.supersedes = around.in_force::<Self>()?;
        }
        Ok(())
    }

    fn hints(&self, around: &Around<'_>) -> Result<Vec<Hint>> {
        if self.taxonomy_override_reason.is_some() {
            return Ok(Vec::new());
        }
        let Some(course) = around.course()? else {
            return Ok(Vec::new());
        };
        let loss = self.loss(around)?;
        let chosen = std::iter::once(&self.area).chain(&self.area_secondary);
        Ok(chosen
            .filter_map(|area| advise(&course.taxonomy, area, loss))
            .collect())
    }

    fn text(&self) -> Vec<&str> {
        let texts = self
            .texts()
            .into_iter()
            .filter_map(|(_, text)| text.as_deref());
        let lists = [&self.strengths, &self.not_focus].into_iter().flatten();
        std::iter::once(self.symptom_summary.as_str())
            .chain(texts)
            .chain(lists.map(String::as_str))
            .collect()
    }

    fn links(&self, links: &mut Links) {
        links.people("people", &self.people);
        links.area("area", Some(&self.area));
        links.area("area_secondary", self.area_secondary.as_ref());
        links.many(
            "supersedes",
            "supersedes",
            &self.supersedes,
            &["formulation"],
        );
    }
}

impl Versioned for FormulationContent {
    fn supersedes(&self) -> &[Uuid] {
        &self.supersedes
    }
}

impl FormulationContent {
    /// Whether one of the people it names has died.
    fn loss(&self, around: &Around<'_>) -> Result<Loss> {
        for person in &self.people {
            let person = around.get::<PersonContent>(*person)?;
            if person.is_some_and(|person| person.status == PersonStatus::Deceased) {
                return Ok(Loss::Death);
            }
        }
        Ok(Loss::NoDeathMarked)
    }

    fn texts(&self) -> [(&'static str, &Option<String>); 4] {
        [
            ("what_was_happening", &self.what_was_happening),
            ("link_statement", &self.link_statement),
            ("taxonomy_override_reason", &self.taxonomy_override_reason),
            ("reason_for_change", &self.reason_for_change),
        ]
    }
}
