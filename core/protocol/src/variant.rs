//! The forms that IPT takes, as data.
//!
//! How many sessions there are, which of them open and which end the treatment, whether a meeting goes
//! before: that differs between manuals, and it is all that differs for a program. So a variant is a
//! row of `data/variants.json` with the publication it comes from, and no other module asks for one by
//! name. What a source says in one version and leaves open in another is left out there.
//!
//! Sessions are shared out among the phases by one rule, whatever the contract's number. The initial
//! phase takes its least and the ending its most; the middle takes the rest. If that is too little for
//! the middle, the ending gives way; if it is too much, the initial phase grows.

mod frequency;

pub use frequency::Frequency;

use crate::phase::{Phase, PhaseSpan};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

crate::open_enum! {
    /// What goes before the numbered sessions.
    pub enum LeadInKind {
        /// What does the person want, what stands in the way, how was earlier care.
        Engagement = "engagement",
        /// One person alone, before the group begins.
        PreGroup = "pre_group",
    }

    /// The place of things to try between sessions.
    pub enum HomeworkStance {
        /// Offered where it helps.
        Optional = "optional",
        /// A part of each session.
        Encouraged = "encouraged",
    }
}

/// One form of IPT.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Variant {
    /// Stable id, such as `ipt-16-uk`.
    pub id: String,
    /// Short English title; screens use the message of the same id.
    pub title: String,
    /// Where the numbers come from.
    pub citation: String,
    /// How many numbered sessions.
    pub sessions: SessionCount,
    /// What goes before them.
    pub lead_in: Option<LeadIn>,
    /// How they are shared out among the phases.
    pub plan: PhasePlan,
    /// What the plan foresees after the last session.
    pub after: Phase,
    /// How often sessions are held.
    pub frequency: Frequency,
    /// How long a session lasts, in minutes.
    pub minutes: Option<NumberRange>,
    /// The place of things to try between sessions.
    pub homework: HomeworkStance,
    /// The session by whose end a focus should be chosen.
    pub area_by_session: Option<i32>,
    /// For whom it is meant, in years of age.
    pub ages: Option<NumberRange>,
    /// Whether sessions are held in a group.
    pub group: bool,
    /// How many meetings with parents or carers may be held beside the numbered sessions.
    pub parent_meetings: Option<i32>,
    /// Whether daily anchors (social rhythm) belong to it.
    pub social_rhythm: bool,
}

/// How many numbered sessions a variant has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum SessionCount {
    /// Always the same.
    Fixed {
        /// Sessions.
        count: i32,
    },
    /// What the manual allows; a contract that differs is worth a second look.
    Range {
        /// Fewest sessions.
        min: i32,
        /// Most sessions.
        max: i32,
        /// Where nobody chose.
        default: i32,
    },
    /// Up to the people who make the contract, within limits that hold.
    Custom {
        /// Fewest sessions.
        min: i32,
        /// Most sessions.
        max: i32,
        /// Where nobody chose.
        default: i32,
    },
    /// As many as the frequency gives in a time.
    Months {
        /// Shortest time, in months.
        min: i32,
        /// Longest time, in months.
        max: i32,
    },
}

/// Meetings before the numbered sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct LeadIn {
    /// What they are for.
    pub kind: LeadInKind,
    /// Fewest meetings.
    pub at_least: i32,
    /// Most meetings.
    pub at_most: i32,
}

/// How numbered sessions are shared out among phases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum PhasePlan {
    /// Initial, middle, ending.
    Phased {
        /// Opens the treatment.
        initial: PhaseShare,
        /// Works on the focus.
        middle: PhaseShare,
        /// Ends the treatment.
        ending: PhaseShare,
    },
    /// Too short for phases.
    Undivided,
    /// Every session is one of maintenance.
    Maintenance,
}

/// How many sessions a phase may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PhaseShare {
    /// Fewest sessions.
    pub at_least: i32,
    /// Most sessions; as many as there are where nothing is said.
    pub at_most: Option<i32>,
}

/// A range of whole numbers, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct NumberRange {
    /// Lowest.
    pub from: i32,
    /// Highest.
    pub to: i32,
}

/// Every variant that this version knows.
pub fn all() -> &'static [Variant] {
    static VARIANTS: OnceLock<Vec<Variant>> = OnceLock::new();
    VARIANTS.get_or_init(|| {
        serde_json::from_str(include_str!("../data/variants.json"))
            .expect("the shipped variants are read by the tests of this crate")
    })
}

/// The variant with this id.
pub fn find(id: &str) -> Option<&'static Variant> {
    all().iter().find(|variant| variant.id == id)
}

impl Variant {
    /// How many sessions a contract has where nobody chose.
    #[must_use]
    pub fn default_sessions(&self) -> i32 {
        match self.sessions {
            SessionCount::Fixed { count } => count,
            SessionCount::Range { default, .. } | SessionCount::Custom { default, .. } => default,
            SessionCount::Months { min, .. } => self.frequency.sessions_in(min).unwrap_or(min),
        }
    }

    /// How many sessions a contract of this variant may have at a frequency; nothing for a
    /// frequency that this version does not know, where that decides.
    #[must_use]
    pub fn sessions_at(&self, frequency: &Frequency) -> Option<NumberRange> {
        let (from, to) = match self.sessions {
            SessionCount::Fixed { count } => (count, count),
            SessionCount::Range { min, max, .. } | SessionCount::Custom { min, max, .. } => {
                (min, max)
            }
            SessionCount::Months { min, max } => {
                (frequency.sessions_in(min)?, frequency.sessions_in(max)?)
            }
        };
        Some(NumberRange { from, to })
    }

    /// Which phase each of `sessions` numbered sessions is planned for; phases without a session
    /// are left out.
    #[must_use]
    pub fn spans(&self, sessions: i32) -> Vec<PhaseSpan> {
        let sessions = sessions.max(0);
        match &self.plan {
            PhasePlan::Undivided => Vec::new(),
            PhasePlan::Maintenance => in_a_row([(Phase::Maintenance, sessions)]),
            PhasePlan::Phased {
                initial,
                middle,
                ending,
            } => {
                let lengths = share_out(sessions, *initial, *middle, *ending);
                in_a_row([
                    (Phase::Initial, lengths[0]),
                    (Phase::Middle, lengths[1]),
                    (Phase::Ending, lengths[2]),
                ])
            }
        }
    }

    /// The numbered sessions around session `number` that share its phase, of a contract of `sessions`; nothing
    /// beyond them, and where the variant is too short to be divided.
    #[must_use]
    pub fn span_of(&self, number: i32, sessions: i32) -> Option<PhaseSpan> {
        let holds = |span: &PhaseSpan| (span.from..=span.to).contains(&number);
        self.spans(sessions).into_iter().find(holds)
    }
}

impl NumberRange {
    /// Whether a number lies inside.
    #[must_use]
    pub fn hold(self, value: i32) -> bool {
        (self.from..=self.to).contains(&value)
    }
}

impl PhaseShare {
    fn most(self, sessions: i32) -> i32 {
        self.at_most.unwrap_or(sessions)
    }
}

/// The lengths of the three phases; they add up to `sessions`, which is not negative.
fn share_out(
    sessions: i32,
    initial: PhaseShare,
    middle: PhaseShare,
    ending: PhaseShare,
) -> [i32; 3] {
    let first = initial.at_least.min(sessions);
    let wanted = ending.most(sessions);
    let spared =
        (first + middle.at_least + wanted - sessions).clamp(0, (wanted - ending.at_least).max(0));
    let last = (wanted - spared).min(sessions - first);
    let rest = sessions - first - last;
    let room = (initial.most(sessions) - first).max(0);
    let surplus = (rest - middle.most(sessions)).clamp(0, room);
    [first + surplus, rest - surplus, last]
}

fn in_a_row<const N: usize>(phases: [(Phase, i32); N]) -> Vec<PhaseSpan> {
    let mut from = 1;
    let mut spans = Vec::new();
    for (phase, length) in phases {
        if length > 0 {
            let to = from + length - 1;
            spans.push(PhaseSpan { phase, from, to });
            from = to + 1;
        }
    }
    spans
}
