//! A journal entry: a mood, a feeling, and what they had to do with.
//!
//! The four texts follow the chain that IPT works on: what happened, how it felt, what the client did,
//! what the client wished. None is required; an entry of one line uses `event`.

use super::rules::Rules;
use super::{Content, Links, Visibility};
use kith_protocol::area::AreaId;
use kith_protocol::check::{Check, Rule};
use kith_protocol::limits;
use kith_protocol::time::{CivilTime, Instant};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

entity! {
    /// A journal entry.
    Entry, EntryContent, ChangedEntry, EntryPage
}

/// A feeling and how strong it was.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Feeling {
    /// The word for it: one of the lexicon, or the client's own.
    pub label: String,
    /// How strong it was, from 0 to 10.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub intensity: Option<i32>,
}

impl Feeling {
    /// Checks a list of feelings.
    pub(super) fn check_all(feelings: &[Self], field: &str, check: &mut Check) {
        check.at_most(field, feelings.len(), limits::LIST_ENTRIES);
        for (index, feeling) in feelings.iter().take(limits::LIST_ENTRIES).enumerate() {
            check.inside(&format!("{field}[{index}]"), |check| {
                check.name("label", &feeling.label);
                check.rating("intensity", feeling.intensity);
            });
        }
    }
}

/// What an entry is made of. Ratings go from 0 to 10.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct EntryContent {
    /// When it was lived; it may be past.
    pub at: CivilTime,
    /// The mood, from 0 (as bad as it gets) to 10 (as good as it gets).
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub mood: Option<i32>,
    /// The feelings, with how strong they were.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub feelings: Vec<Feeling>,
    /// What happened.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub event: Option<String>,
    /// How it felt.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub feeling: Option<String>,
    /// What the client did.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub response: Option<String>,
    /// What the client wished for.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub wish: Option<String>,
    /// Who was part of it.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub people: Vec<Uuid>,
    /// The problem area that it has to do with.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub area: Option<AreaId>,
    /// The goals that it has to do with.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub goals: Vec<Uuid>,
    /// The client's own labels.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub tags: Vec<String>,
    /// Whether to bring it up in the next session.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub bring_to_session: bool,
}

impl Content for EntryContent {
    type Entity = Entry;
    const KIND: &'static str = "entry";
    const VISIBILITY: Visibility = Visibility::Private;

    fn check(&self, check: &mut Check) {
        check.time("at", Some(&self.at));
        check.rating("mood", self.mood);
        Feeling::check_all(&self.feelings, "feelings", check);
        for (field, text) in self.texts() {
            check.some_text(field, text.as_ref());
        }
        check.ids("people", &self.people);
        check.some_word("area", self.area.as_ref().map(AreaId::as_str));
        check.ids("goals", &self.goals);
        check.names("tags", &self.tags);
        check.ensure("event", !self.is_blank(), Rule::Empty);
    }

    fn text(&self) -> Vec<&str> {
        let texts = self
            .texts()
            .into_iter()
            .filter_map(|(_, text)| text.as_deref());
        let labels = self.feelings.iter().map(|feeling| feeling.label.as_str());
        let tags = self.tags.iter().map(String::as_str);
        texts.chain(labels).chain(tags).collect()
    }

    fn links(&self, links: &mut Links) {
        links.people("people", &self.people);
        links.area("area", self.area.as_ref());
        links.goals("goals", &self.goals);
    }

    fn lived(&self) -> Option<Instant> {
        Some(self.at.at)
    }
}

impl EntryContent {
    /// An entry of that moment in which nothing is noted so far.
    #[must_use]
    pub fn at(at: CivilTime) -> Self {
        Self {
            at,
            mood: None,
            feelings: Vec::new(),
            event: None,
            feeling: None,
            response: None,
            wish: None,
            people: Vec::new(),
            area: None,
            goals: Vec::new(),
            tags: Vec::new(),
            bring_to_session: false,
        }
    }

    fn texts(&self) -> [(&'static str, &Option<String>); 4] {
        [
            ("event", &self.event),
            ("feeling", &self.feeling),
            ("response", &self.response),
            ("wish", &self.wish),
        ]
    }

    /// Whether nothing was noted but the time.
    fn is_blank(&self) -> bool {
        let silent =
            |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
        self.mood.is_none()
            && self.area.is_none()
            && self.feelings.is_empty()
            && self.people.is_empty()
            && self.goals.is_empty()
            && self.tags.is_empty()
            && self.texts().iter().all(|(_, text)| silent(text))
    }
}
