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

pub use digest::{DigestView, GoalMoved, LastMeeting, MeasureMoved, MoodPath, MoodPoint, OwnAnswer, PersonCount};
pub use progress::{BandView, GoalProgress, MeasurePoint, MeasureSeries, ProgressView, SessionMark};
pub use where_we_are::{Countdown, TaskView, WhereWeAreView};

pub(crate) use source::{Source, Window};
