//! The contract: how many sessions, how often, about what, and on what terms.
//!
//! It is never edited. Renegotiating adds a contract that names the one it supersedes and says why, so
//! that "we had agreed on twelve" can be looked up. Two devices may renegotiate apart; then there are two
//! current contracts, and both are shown until people pick by adding a third that supersedes both.

use super::rules::Rules;
use super::{Around, Content, Links, Nature, Versioned};
use crate::Result;
use kith_protocol::check::{Check, Hint};
use kith_protocol::contract::ContractTerms;
use kith_protocol::time::Instant;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

entity! {
    /// A version of the contract.
    Contract, ContractContent, ChangedContract, ContractPage
}

/// What a contract is made of.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ContractContent {
    /// What was agreed.
    pub terms: ContractTerms,
    /// The versions that it takes the place of; of a new one that names none, all that are in force.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub supersedes: Vec<Uuid>,
    /// Why it takes their place.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub reason: Option<String>,
}

impl Content for ContractContent {
    type Entity = Contract;
    const KIND: &'static str = "contract";
    const NATURE: Nature = Nature::Immutable;

    fn check(&self, check: &mut Check) {
        check.inside("terms", |check| self.terms.check(check));
        check.ids("supersedes", &self.supersedes);
        check.some_text("reason", self.reason.as_ref());
    }

    fn follow(&mut self, around: &Around<'_>) -> Result<()> {
        if self.supersedes.is_empty() {
            self.supersedes = around.in_force::<Self>()?;
        }
        Ok(())
    }

    fn hints(&self, _around: &Around<'_>) -> Result<Vec<Hint>> {
        Ok(self.terms.hints())
    }

    fn text(&self) -> Vec<&str> {
        let terms = &self.terms;
        let texts = [
            &terms.focus,
            &self.reason,
            &terms.roles,
            &terms.cancellation_rule,
            &terms.contact_between,
            &terms.confidentiality_limits,
            &terms.medication_note,
        ];
        texts
            .into_iter()
            .filter_map(|text| text.as_deref())
            .collect()
    }

    fn links(&self, links: &mut Links) {
        links.area("terms.focus_area", self.terms.focus_area.as_ref());
        links.many("supersedes", "supersedes", &self.supersedes, &["contract"]);
    }

    /// The first contract holds from the day on which it starts. One that supersedes another holds from
    /// when it was made, although its terms name the same start.
    fn lived(&self) -> Option<Instant> {
        let first = self.supersedes.is_empty();
        first.then(|| super::start_of(self.terms.start))
    }
}

impl Versioned for ContractContent {
    fn supersedes(&self) -> &[Uuid] {
        &self.supersedes
    }
}
