//! What client and clinician agree on.
//!
//! The contract fixes the number of sessions before the work begins; that limit is what gives the
//! treatment its pace. It changes only by explicit renegotiation, so terms are never edited: new terms
//! are a new version that supersedes the old, and [`changed_fields`] says what was renegotiated.
//!
//! Few rules here are hard. The manual's number of sessions is advice, and a contract for eighteen
//! sessions of a sixteen-session variant is a contract; only where a variant leaves the number to the
//! two people does it set limits that hold. What is merely unusual is said by [`ContractTerms::hints`].

use crate::area::AreaId;
use crate::check::{Check, Hint, Rule, Violation};
use crate::limits::LIST_ENTRIES;
use crate::time::{CivilDate, check_date};
use crate::variant::{self, Frequency, HomeworkStance, SessionCount, Variant};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// Three years of weekly sessions, the longest contract that a variant foresees, with room.
const MAX_SESSIONS: i64 = 200;
const MINUTES: (i64, i64) = (10, 480);

/// The terms of a contract. They have no `Debug`: they hold what people wrote.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ContractTerms {
    /// Id of the variant.
    pub variant: String,
    /// Numbered sessions.
    pub sessions: i32,
    /// How often they are held.
    pub frequency: Frequency,
    /// How long one lasts, in minutes.
    pub minutes: i32,
    /// The day of the first numbered session.
    pub start: CivilDate,
    /// The problem area that is worked on, once it is agreed.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub focus_area: Option<AreaId>,
    /// The focus in words.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub focus: Option<String>,
    /// What each of the two contributes.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub roles: Option<String>,
    /// The place of things to try between sessions.
    pub homework: HomeworkStance,
    /// What was agreed for cancelling.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub cancellation_rule: Option<String>,
    /// Whether a late cancellation or a session that the client missed uses up one of the sessions.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub counts_missed: bool,
    /// How to be in touch between sessions.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub contact_between: Option<String>,
    /// Where confidentiality ends.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub confidentiality_limits: Option<String>,
    /// The safety plan that belongs to it.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub crisis_plan: Option<Uuid>,
    /// Which measures are filled in, and how often.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub measures: Vec<MeasureSchedule>,
    /// What was agreed on medication.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub medication_note: Option<String>,
    /// Who signed, by typed name.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub signatures: Vec<Signature>,
}

/// How often a measure is filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct MeasureSchedule {
    /// The measure's id.
    pub measure: String,
    /// Every so many sessions; 1 is every session.
    pub every_sessions: i32,
}

/// A typed name under the contract. No `Debug`: it is a name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Signature {
    /// The name as typed.
    pub name: String,
    /// The day.
    pub on: CivilDate,
}

impl ContractTerms {
    /// The terms that a variant suggests, from a first session on.
    #[must_use]
    pub fn suggested(variant: &Variant, start: CivilDate) -> Self {
        Self {
            variant: variant.id.clone(),
            sessions: variant.default_sessions(),
            frequency: variant.frequency.clone(),
            minutes: variant.minutes.map_or(50, |minutes| minutes.to),
            start,
            focus_area: None,
            focus: None,
            roles: None,
            homework: variant.homework.clone(),
            cancellation_rule: None,
            counts_missed: false,
            contact_between: None,
            confidentiality_limits: None,
            crisis_plan: None,
            measures: Vec::new(),
            medication_note: None,
            signatures: Vec::new(),
        }
    }

    /// The day of the last session if all are held as planned; nothing for a frequency that this
    /// version does not know.
    #[must_use]
    pub fn planned_end(&self) -> Option<CivilDate> {
        let steps = u32::try_from(self.sessions).ok()?.checked_sub(1)?;
        self.frequency.after(self.start, steps)
    }

    /// The hard rules.
    ///
    /// # Errors
    /// Every field at fault with its rule.
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut check = Check::new();
        self.check(&mut check);
        check.finish()
    }

    /// Notes every hard rule that the terms break.
    pub fn check(&self, check: &mut Check) {
        let variant = variant::find(&self.variant);
        check.ensure("variant", variant.is_some(), Rule::UnknownReference);
        let (fewest, most) = self.allowed_sessions(variant);
        check.within("sessions", self.sessions, fewest, most);
        check.ensure("frequency", self.frequency.is_known(), Rule::NotAllowed);
        check.within("minutes", self.minutes, MINUTES.0, MINUTES.1);
        check.that("start", check_date(self.start));
        check.ensure("homework", self.homework.is_known(), Rule::NotAllowed);
        self.check_texts(check);
        self.check_lists(check);
    }

    /// What is unusual and allowed.
    #[must_use]
    pub fn hints(&self) -> Vec<Hint> {
        let Some(variant) = variant::find(&self.variant) else {
            return Vec::new();
        };
        let sessions = variant
            .sessions_at(&self.frequency)
            .filter(|usual| !usual.hold(self.sessions))
            .map(|usual| {
                Hint::new("contract-sessions-differ")
                    .with("sessions", self.sessions)
                    .with("from", usual.from)
                    .with("to", usual.to)
            });
        let minutes = variant
            .minutes
            .filter(|usual| !usual.hold(self.minutes))
            .map(|usual| {
                Hint::new("contract-minutes-differ")
                    .with("minutes", self.minutes)
                    .with("from", usual.from)
                    .with("to", usual.to)
            });
        sessions.into_iter().chain(minutes).collect()
    }

    fn allowed_sessions(&self, variant: Option<&Variant>) -> (i64, i64) {
        match variant.map(|variant| &variant.sessions) {
            Some(SessionCount::Custom { min, max, .. }) => (i64::from(*min), i64::from(*max)),
            _ => (1, MAX_SESSIONS),
        }
    }

    fn check_texts(&self, check: &mut Check) {
        let texts = [
            ("focus", &self.focus),
            ("roles", &self.roles),
            ("cancellation_rule", &self.cancellation_rule),
            ("contact_between", &self.contact_between),
            ("confidentiality_limits", &self.confidentiality_limits),
            ("medication_note", &self.medication_note),
        ];
        for (field, text) in texts {
            check.optional_text(field, text.as_deref().unwrap_or_default());
        }
    }

    fn check_lists(&self, check: &mut Check) {
        check.at_most("measures", self.measures.len(), LIST_ENTRIES);
        for (index, schedule) in self.measures.iter().enumerate() {
            check.inside(&format!("measures[{index}]"), |check| {
                let earlier = &self.measures[..index];
                let once = earlier
                    .iter()
                    .all(|other| other.measure != schedule.measure);
                check.name("measure", &schedule.measure);
                check.ensure("measure", once, Rule::Duplicate);
                check.within("every_sessions", schedule.every_sessions, 1, MAX_SESSIONS);
            });
        }
        check.at_most("signatures", self.signatures.len(), LIST_ENTRIES);
        for (index, signature) in self.signatures.iter().enumerate() {
            check.inside(&format!("signatures[{index}]"), |check| {
                check.name("name", &signature.name);
                check.that("on", check_date(signature.on));
            });
        }
    }
}

/// The names of the fields in which two versions differ, in alphabetical order.
#[must_use]
pub fn changed_fields(before: &ContractTerms, after: &ContractTerms) -> Vec<String> {
    let (before, after) = (fields(before), fields(after));
    let differs = |(name, value): &(String, Value)| before.get(name) != Some(value);
    let changed = after.into_iter().filter(differs);
    let mut names: Vec<_> = changed.map(|(name, _)| name).collect();
    names.sort();
    names
}

/// The terms as named values, so that no field can be forgotten in a comparison.
fn fields(terms: &ContractTerms) -> Map<String, Value> {
    let value = serde_json::to_value(terms).expect("a struct of plain fields always serializes");
    value.as_object().cloned().unwrap_or_default()
}
