//! Course files: a whole course as one JSON file that a person can read and write.
//!
//! `tests/courses/FORMAT.md` describes the format. It serves three things: moving a course by hand, writing
//! one for a demonstration or a test, and reading one's own data without Kith. It is not the format for two
//! devices that work together: it has no stamps, so it is imported as a new course or not at all, and
//! never merged into one that is there.
//!
//! - [`json`] and [`shape`] turn bytes into contents and give the path of what does not fit;
//! - [`header`], [`ids`], [`versions`] and [`read`] judge the file as a whole, before anything is written;
//! - [`import`] stores it in one transaction; [`export`] and [`write`] make a file of a course;
//! - [`kept`] carries what a newer version added.

mod beside;
mod export;
mod header;
mod ids;
mod import;
mod json;
mod kept;
mod limits;
mod names;
mod progress;
mod read;
mod section;
mod shape;
mod versions;
mod write;

#[cfg(test)]
mod tests;

pub use export::ExportOptions;
pub use import::Imported;
pub use progress::ProgressSink;
