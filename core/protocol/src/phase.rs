//! Where a treatment stands.
//!
//! Three things are easily taken for one another and are kept apart here. The *plan* follows from the
//! variant and the contract: [`planned_phase`]. The *countdown* follows from what was held:
//! [`countdown`]. The *actual* phase is neither; it is a decision that a person records, shown beside
//! the plan. When they consider moving on, [`gate`] says what the manual would like to see first, and
//! why. Nothing here moves a treatment or ends it.

mod attendance;
mod countdown;
mod gate;

pub use attendance::{Attendance, HeldSession, SessionKind, Tally, tally};
pub use countdown::{Countdown, countdown};
pub use gate::{GateFacts, gate};

use crate::variant::Variant;
use serde::{Deserialize, Serialize};

crate::open_enum! {
    /// A phase of treatment.
    pub enum Phase {
        /// Before the numbered sessions: engagement, or one person alone before a group.
        Engagement = "engagement",
        /// Understanding, and agreeing on a focus.
        Initial = "initial",
        /// Working on the focus.
        Middle = "middle",
        /// Ending, and staying well.
        Ending = "ending",
        /// Keeping well, by a contract of its own.
        Maintenance = "maintenance",
        /// The treatment is over.
        Closed = "closed",
    }
}

/// The numbered sessions of a phase, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PhaseSpan {
    /// The phase.
    pub phase: Phase,
    /// Its first session, counted from 1.
    pub from: i32,
    /// Its last session.
    pub to: i32,
}

/// What the plan foresees for the next session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PlannedPhase {
    /// The phase; nothing where the variant is too short to be divided.
    pub phase: Option<Phase>,
    /// The number of the next session; nothing before the first and after the last.
    pub session: Option<i32>,
    /// How many numbered sessions the contract has.
    pub of: i32,
    /// The sessions of that phase; nothing where they are not numbered.
    pub span: Option<PhaseSpan>,
}

/// The phase that variant and contract foresee for the session after those in `held`.
#[must_use]
pub fn planned_phase(variant: &Variant, sessions: i32, held: Tally) -> PlannedPhase {
    let unnumbered = |phase| PlannedPhase {
        phase: Some(phase),
        session: None,
        of: sessions,
        span: None,
    };
    let lead_in = variant
        .lead_in
        .as_ref()
        .map_or(0, |lead_in| lead_in.at_least);
    if held.used == 0 && held.lead_in < lead_in {
        return unnumbered(Phase::Engagement);
    }
    if held.used >= sessions {
        return unnumbered(variant.after.clone());
    }
    let next = held.used + 1;
    let span = variant.span_of(next, sessions);
    PlannedPhase {
        phase: span.as_ref().map(|span| span.phase.clone()),
        session: Some(next),
        of: sessions,
        span,
    }
}
