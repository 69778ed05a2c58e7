//! That someone agreed to a contract or a formulation, on a day. It is a fact: taking it back is another
//! version, not an edit.

use super::rules::Rules;
use super::{Content, Links, Nature, Party};
use kith_protocol::check::{Check, check_name};
use kith_protocol::time::{CivilDate, Instant};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

entity! {
    /// That someone agreed to a contract or a formulation.
    Agreement, AgreementContent, ChangedAgreement, AgreementPage
}

/// What an agreement is made of.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct AgreementContent {
    /// The contract or the formulation.
    pub of: Uuid,
    /// Who agreed.
    pub party: Party,
    /// The name that they typed under it.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub name: Option<String>,
    /// The day.
    pub on: CivilDate,
}

impl Content for AgreementContent {
    type Entity = Agreement;
    const KIND: &'static str = "agreement";
    const NATURE: Nature = Nature::Fact;

    fn check(&self, check: &mut Check) {
        check.word("party", self.party.as_str());
        if let Some(name) = self.name.as_deref().filter(|name| !name.is_empty()) {
            check.that("name", check_name(name));
        }
        check.day("on", Some(self.on));
    }

    fn text(&self) -> Vec<&str> {
        self.name.as_deref().into_iter().collect()
    }

    fn links(&self, links: &mut Links) {
        links.one("of", "of", Some(self.of), &["contract", "formulation"]);
    }

    fn lived(&self) -> Option<Instant> {
        Some(super::start_of(self.on))
    }
}
