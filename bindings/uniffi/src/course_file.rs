//! Whole courses in and out, as text that a person can read. The long calls: they tell how far they are, and can
//! be stopped.

use crate::guard::guarded;
use crate::surroundings::Foreign;
use crate::{CoreClient, Interrupt, KithError, ProgressSink};
use kith_companion::{ExportOptions, Imported};
use kith_protocol::Uuid;
use std::sync::Arc;

#[uniffi::export]
impl CoreClient {
    /// Imports a course file: all of it, or nothing. It can be stopped until the moment of the commit.
    ///
    /// Throws `Invalid` with the JSON path of what is wrong, such as `$.entries[3].mood`, and the rule;
    /// `NewerFormat`; `AlreadyExists`, if a record of the file is or was in this vault; `Cancelled`.
    #[uniffi::method(default(progress = None, interrupt = None))]
    pub fn import_course(
        &self,
        json: String,
        progress: Option<Arc<dyn ProgressSink>>,
        interrupt: Option<Arc<Interrupt>>,
    ) -> Result<Imported, KithError> {
        let progress = progress.map(Foreign::progress);
        guarded(|| {
            self.0
                .import_course(json, progress, Some(&Interrupt::or_never(interrupt)))
        })
    }

    /// Exports a course as a course file.
    ///
    /// Throws `NotFound`, if there is no such course outside the trash; `Cancelled`.
    #[uniffi::method(default(interrupt = None))]
    pub fn export_course(
        &self,
        course: Uuid,
        options: ExportOptions,
        interrupt: Option<Arc<Interrupt>>,
    ) -> Result<String, KithError> {
        guarded(|| {
            self.0
                .export_course(course, options, Some(&Interrupt::or_never(interrupt)))
        })
    }
}
