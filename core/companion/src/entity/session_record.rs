//! The clinician's record of a session. It never travels to the client, and its history is kept as
//! long as the record itself. Process notes are not here: they have a vault of their own.

use super::rules::Rules;
use super::{Content, Feeling, Links, Nature, Visibility};
use kith_protocol::check::{Check, Rule};
use kith_protocol::open_enum;
use kith_protocol::time::{CivilTime, Instant};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

open_enum! {
    /// A technique of IPT.
    pub enum Technique {
        /// Open questions that leave the lead to the client.
        NonDirectiveExploration = "non_directive_exploration",
        /// Questions that follow a line of the clinician's.
        DirectiveExploration = "directive_exploration",
        /// Encouraging, naming and accepting feelings.
        EncouragementOfAffect = "encouragement_of_affect",
        /// Rephrasing, and pointing to what does not fit together.
        Clarification = "clarification",
        /// Going through an exchange line by line.
        CommunicationAnalysis = "communication_analysis",
        /// Weighing options.
        DecisionAnalysis = "decision_analysis",
        /// Rehearsing a conversation.
        RolePlay = "role_play",
        /// Working a practical difficulty through.
        ProblemSolving = "problem_solving",
        /// Looking at what happens between the two in the room.
        TherapeuticRelationship = "therapeutic_relationship",
        /// Explaining how mood and relationships act on each other.
        Psychoeducation = "psychoeducation",
        /// Setting limits, advising, speaking with the family.
        Adjunct = "adjunct",
    }

    /// Whether risk was gone through.
    pub enum RiskReviewed {
        /// It was.
        Yes = "yes",
        /// It was not.
        No = "no",
        /// There was no reason to.
        NotApplicable = "not_applicable",
    }
}

entity! {
    /// The clinician's record of a session.
    SessionRecord, SessionRecordContent, ChangedSessionRecord, SessionRecordPage
}

/// What the clinician records of a session.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct SessionRecordContent {
    /// The session.
    pub session: Uuid,
    /// When it really started.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub started: Option<CivilTime>,
    /// When it really ended.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub ended: Option<CivilTime>,
    /// Whether the agreed focus was worked on.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub focus_worked: Option<bool>,
    /// The techniques that were used.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub techniques: Vec<Technique>,
    /// Who it was about.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub people: Vec<Uuid>,
    /// The feelings that were in the room.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub affect: Vec<Feeling>,
    /// The goals that were worked on.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub goals: Vec<Uuid>,
    /// Whether risk was gone through.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub risk_reviewed: Option<RiskReviewed>,
    /// The clinical note.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub note: Option<String>,
}

impl Content for SessionRecordContent {
    type Entity = SessionRecord;
    const KIND: &'static str = "session_record";
    const NATURE: Nature = Nature::EditedAndKept;
    const VISIBILITY: Visibility = Visibility::Clinician;

    fn check(&self, check: &mut Check) {
        check.time("started", self.started.as_ref());
        check.time("ended", self.ended.as_ref());
        if let (Some(started), Some(ended)) = (&self.started, &self.ended) {
            check.ensure("ended", ended.at >= started.at, Rule::Reversed);
        }
        check.words("techniques", self.techniques.iter().map(Technique::as_str));
        check.ids("people", &self.people);
        Feeling::check_all(&self.affect, "affect", check);
        check.ids("goals", &self.goals);
        check.some_word(
            "risk_reviewed",
            self.risk_reviewed.as_ref().map(RiskReviewed::as_str),
        );
        check.some_text("note", self.note.as_ref());
    }

    fn text(&self) -> Vec<&str> {
        let labels = self.affect.iter().map(|feeling| feeling.label.as_str());
        self.note.as_deref().into_iter().chain(labels).collect()
    }

    fn links(&self, links: &mut Links) {
        links.session("session", Some(self.session));
        links.people("people", &self.people);
        links.goals("goals", &self.goals);
    }

    fn lived(&self) -> Option<Instant> {
        self.started.as_ref().map(|started| started.at)
    }
}
