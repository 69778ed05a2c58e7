//! One thing to try between two sessions. Trying is optional in IPT, so there is no outcome that
//! counts as a failure: it was tried, it was not yet tried, or it did not fit.

use super::rules::Rules;
use super::{Content, Links};
use kith_protocol::check::Check;
use kith_protocol::open_enum;
use kith_protocol::time::{CivilDate, Instant};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

open_enum! {
    /// What became of a thing to try.
    pub enum TryOutcome {
        /// Nothing was said about it so far.
        Open = "open",
        /// It was tried.
        Tried = "tried",
        /// Not yet.
        NotYet = "not_yet",
        /// It did not fit.
        DidNotFit = "did_not_fit",
    }
}

entity! {
    /// One thing to try between two sessions.
    ThingToTry, ThingToTryContent, ChangedThingToTry, ThingToTryPage
}

/// What a thing to try is made of.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ThingToTryContent {
    /// What to try.
    pub text: String,
    /// The session in which it came up.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub session: Option<Uuid>,
    /// The goal that it serves.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub goal: Option<Uuid>,
    /// The journal entry in which it was told how it went.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub entry: Option<Uuid>,
    /// What became of it.
    pub outcome: TryOutcome,
    /// How it went, in the client's words.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub outcome_words: Option<String>,
    /// The day of the outcome, or the day that it is meant for while it is open.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub on: Option<CivilDate>,
}

impl Content for ThingToTryContent {
    type Entity = ThingToTry;
    const KIND: &'static str = "try";

    fn check(&self, check: &mut Check) {
        check.text("text", &self.text);
        check.word("outcome", self.outcome.as_str());
        check.some_text("outcome_words", self.outcome_words.as_ref());
        check.day("on", self.on);
    }

    fn text(&self) -> Vec<&str> {
        let outcome = self.outcome_words.as_deref();
        std::iter::once(self.text.as_str()).chain(outcome).collect()
    }

    fn links(&self, links: &mut Links) {
        links.session("session", self.session);
        links.goal("goal", self.goal);
        links.one("entry", "entry", self.entry, &["entry"]);
    }

    fn lived(&self) -> Option<Instant> {
        self.on.map(super::start_of)
    }
}
