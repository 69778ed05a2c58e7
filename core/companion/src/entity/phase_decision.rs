//! That people moved a course to another phase, and whether the gate was open when they did.
//!
//! The planned phase is computed from the contract; the phase itself is what people decide. Going
//! through a closed gate is allowed and recorded, so it is a fact that is neither edited nor undone.

use super::rules::Rules;
use super::{Content, Nature};
use kith_protocol::check::Check;
use kith_protocol::phase::Phase;
use kith_protocol::time::{CivilTime, Instant};
use serde::{Deserialize, Serialize};

entity! {
    /// That people moved a course to another phase.
    PhaseDecision, PhaseDecisionContent, ChangedPhaseDecision, PhaseDecisionPage
}

/// What a decision about the phase is made of.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PhaseDecisionContent {
    /// The phase from now on.
    pub phase: Phase,
    /// When it was decided.
    pub at: CivilTime,
    /// Why.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub reason: Option<String>,
    /// Whether everything that the phase before asks for was done.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub gate_open: bool,
}

impl Content for PhaseDecisionContent {
    type Entity = PhaseDecision;
    const KIND: &'static str = "phase_decision";
    const NATURE: Nature = Nature::Fact;

    fn check(&self, check: &mut Check) {
        check.word("phase", self.phase.as_str());
        check.time("at", Some(&self.at));
        check.some_text("reason", self.reason.as_ref());
    }

    fn text(&self) -> Vec<&str> {
        self.reason.as_deref().into_iter().collect()
    }

    fn lived(&self) -> Option<Instant> {
        Some(self.at.at)
    }
}
