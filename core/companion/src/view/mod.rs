//! What a screen shows, composed in one call.
//!
//! A shell that had to ask for people, entries and sessions one by one would pay for every question
//! twice: at the foreign border, and in rules that it would need to know in order to ask. So the core
//! composes: *since we last met* (the opener's digest), *progress*, and *where we are*. All three are
//! read from one snapshot, and all three can be asked for a moment in the past, because a clinician
//! looks back and a demonstration walks through a course.
//!
//! What there is to say aloud is said by the views, too: a chart without words shuts people out.

mod digest;
mod progress;
mod source;
mod span;
mod where_we_are;

pub use digest::{
    DigestView, GoalMoved, LastMeeting, MeasureMoved, MoodPath, MoodPoint, OwnAnswer, PersonCount,
};
pub use progress::{
    BandView, GoalProgress, MeasurePoint, MeasureSeries, ProgressView, SessionMark,
};
pub(crate) use where_we_are::with_words;
pub use where_we_are::{CourseTaskView, HintView, WhereWeAreView};

use crate::client::find;
use crate::entity::Course;
use crate::text::Texts;
use crate::{Client, Result};
use kith_protocol::time::{CivilDate, CivilTime, Instant};
use source::{Source, Window};
use uuid::Uuid;

impl Client {
    /// What happened since the last session that was held before `as_of`; before now, if missing.
    ///
    /// # Errors
    /// [`kith_vault::Error::NotFound`], if there is no such course.
    pub fn since_last_session(&self, course: Uuid, as_of: Option<Instant>) -> Result<DigestView> {
        self.view(course, as_of, |source, _, as_of| {
            digest::since_last_session(source, as_of, self.texts())
        })
    }

    /// How goals and measures have moved up to `as_of`; up to now, if missing.
    ///
    /// # Errors
    /// [`kith_vault::Error::NotFound`], if there is no such course.
    pub fn progress(&self, course: Uuid, as_of: Option<Instant>) -> Result<ProgressView> {
        self.view(course, as_of, |source, _, as_of| {
            progress::progress(source, as_of, self.texts())
        })
    }

    /// Where the course stood at `as_of`; where it stands now, if missing.
    ///
    /// # Errors
    /// [`kith_vault::Error::NotFound`], if there is no such course.
    pub fn where_we_are(&self, course: Uuid, as_of: Option<Instant>) -> Result<WhereWeAreView> {
        let party = &self.authorship().party;
        self.view(course, as_of, |source, course, as_of| {
            where_we_are::where_we_are(source, course, as_of, party, self.texts())
        })
    }

    fn view<T>(
        &self,
        course: Uuid,
        as_of: Option<Instant>,
        compose: impl FnOnce(&Source<'_>, &Course, &CivilTime) -> Result<T>,
    ) -> Result<T> {
        let now = self.now();
        let as_of = CivilTime {
            at: as_of.unwrap_or(now.at),
            ..now
        };
        self.read(|reader| {
            let found = find::<Course>(reader, course)?.ok_or(kith_vault::Error::NotFound)?;
            compose(&Source::new(reader, course), &found, &as_of)
        })
    }

    pub(crate) fn texts(&self) -> &'static Texts {
        Texts::of(self.language())
    }
}

/// The day of a moment as the clock showed it where `other` was lived. Days between two such dates are days
/// of the calendar, whether or not the clocks were changed in between.
fn day_beside(moment: &CivilTime, other: &CivilTime) -> CivilDate {
    let beside = CivilTime {
        at: moment.at,
        ..other.clone()
    };
    beside.date()
}
