//! A course of therapy: whose it is, which variant is followed, and when it began and ended.

use super::rules::Rules;
use super::{Around, Content};
use crate::Result;
use kith_protocol::area::TaxonomyId;
use kith_protocol::check::{Check, Rule};
use kith_protocol::open_enum;
use kith_protocol::time::{CivilDate, Instant};
use kith_protocol::variant;
use serde::{Deserialize, Serialize};

open_enum! {
    /// Who keeps the course.
    pub enum CourseMode {
        /// The client alone; every gate is a suggestion.
        ClientOnly = "client_only",
        /// The client together with a clinician.
        WithClinician = "with_clinician",
    }
}

entity! {
    /// A course of therapy.
    Course, CourseContent, ChangedCourse, CoursePage
}

/// What a course is made of.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct CourseContent {
    /// What the client is called on this device.
    pub alias: String,
    /// The id of the variant of IPT that is followed, such as `ipt-16-uk`.
    pub variant: String,
    /// The names and rules of the problem areas.
    pub taxonomy: TaxonomyId,
    /// Who keeps the course.
    pub mode: CourseMode,
    /// The day on which it began.
    pub started: CivilDate,
    /// The day on which it was closed. Never set by Kith itself.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub closed_on: Option<CivilDate>,
    /// What was said in closing.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub closing_words: Option<String>,
}

impl Content for CourseContent {
    type Entity = Course;
    const KIND: &'static str = "course";

    fn check(&self, check: &mut Check) {
        check.name("alias", &self.alias);
        check.word("variant", &self.variant);
        check.word("taxonomy", self.taxonomy.as_str());
        check.word("mode", self.mode.as_str());
        check.day("started", Some(self.started));
        check.day("closed_on", self.closed_on);
        let in_order = self.closed_on.is_none_or(|closed| closed >= self.started);
        check.ensure("closed_on", in_order, Rule::Reversed);
        check.some_text("closing_words", self.closing_words.as_ref());
    }

    /// A variant of a newer version cannot be chosen here, and a course that has one can be edited.
    fn check_around(&self, around: &Around<'_>, check: &mut Check) -> Result<()> {
        if variant::find(&self.variant).is_none() {
            let before = around.before::<Self>()?;
            let kept = before.is_some_and(|before| before.variant == self.variant);
            check.ensure("variant", kept, Rule::UnknownReference);
        }
        Ok(())
    }

    fn text(&self) -> Vec<&str> {
        let words = self.closing_words.as_deref();
        std::iter::once(self.alias.as_str()).chain(words).collect()
    }

    fn lived(&self) -> Option<Instant> {
        Some(super::start_of(self.started))
    }
}
