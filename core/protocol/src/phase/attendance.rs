//! Which sessions the contract counts.
//!
//! A session that took place counts. One that the clinician cancelled never does, nor one that the
//! client cancelled in good time. Whether a late cancellation or a session that nobody came to uses
//! up one of sixteen is for the two people to agree on: `counts_missed` in their contract.

crate::open_enum! {
    /// What a session is for.
    pub enum SessionKind {
        /// Before the numbered sessions.
        Engagement = "engagement",
        /// Of the initial phase.
        Initial = "initial",
        /// Of the middle phase.
        Middle = "middle",
        /// Of the ending phase.
        Ending = "ending",
        /// Of a contract to keep well.
        Maintenance = "maintenance",
        /// With a parent or carer.
        Parent = "parent",
        /// With someone from the client's life.
        Joint = "joint",
        /// Beside the contract, such as in a crisis.
        Unscheduled = "unscheduled",
    }

    /// What became of a session.
    pub enum Attendance {
        /// It was held.
        Attended = "attended",
        /// The client cancelled at least 24 hours ahead.
        CancelledWithNotice = "cancelled_with_notice",
        /// The client cancelled less than 24 hours ahead.
        CancelledLate = "cancelled_late",
        /// The clinician cancelled.
        CancelledByClinician = "cancelled_by_clinician",
        /// The client did not come.
        DidNotAttend = "did_not_attend",
    }
}

/// A session as far as counting goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldSession {
    /// What it was for.
    pub kind: SessionKind,
    /// What became of it.
    pub attendance: Attendance,
}

/// How many sessions there have been.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Held before the numbered sessions.
    pub lead_in: i32,
    /// Numbered sessions that were held.
    pub attended: i32,
    /// Numbered sessions that the contract counts as used up, held or not.
    pub used: i32,
}

impl SessionKind {
    /// Whether sessions of this kind carry one of the contract's numbers. A kind that this version
    /// does not know carries none.
    #[must_use]
    pub fn is_numbered(&self) -> bool {
        matches!(
            self,
            Self::Initial | Self::Middle | Self::Ending | Self::Maintenance
        )
    }
}

impl Attendance {
    /// Whether a numbered session that went this way is used up.
    #[must_use]
    pub fn uses_session(&self, counts_missed: bool) -> bool {
        match self {
            Self::Attended => true,
            Self::CancelledLate | Self::DidNotAttend => counts_missed,
            Self::CancelledWithNotice | Self::CancelledByClinician | Self::Unknown { .. } => false,
        }
    }
}

impl HeldSession {
    /// Whether it uses up one of the contract's numbers.
    #[must_use]
    pub fn uses_session(&self, counts_missed: bool) -> bool {
        self.kind.is_numbered() && self.attendance.uses_session(counts_missed)
    }
}

/// Counts sessions under a contract.
#[must_use]
pub fn tally(sessions: &[HeldSession], counts_missed: bool) -> Tally {
    let mut tally = Tally::default();
    for session in sessions {
        let attended = session.attendance == Attendance::Attended;
        tally.used += i32::from(session.uses_session(counts_missed));
        if session.kind.is_numbered() {
            tally.attended += i32::from(attended);
        } else if session.kind == SessionKind::Engagement {
            tally.lead_in += i32::from(attended);
        }
    }
    tally
}
