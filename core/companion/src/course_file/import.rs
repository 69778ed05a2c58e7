//! Importing: what was read becomes records, all in one act.
//!
//! The act is one transaction: when it fails, is cancelled, or the power goes, nothing of the file is there. It
//! is the importing person's act; the records keep the party that the file gives them.

use super::progress::{ProgressSink, Steps, told};
use super::read::{CourseFile, FileRecord, Reading, read, under};
use crate::client::Client;
use crate::entity::Around;
use crate::{ChangeSet, Result};
use kith_protocol::time::CivilTime;
use kith_vault::{Author, Interrupt, NewRecord, Writer};
use std::sync::Arc;
use uuid::Uuid;

/// The setting under which a vault keeps the minor version of the file from which a course came, where that
/// is newer than ours: the course has members that only such a file may have.
pub(super) fn minor_setting(course: Uuid) -> String {
    format!("course-file-minor:{course}")
}

/// What an import brought.
#[derive(Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Imported {
    /// The course.
    pub course: Uuid,
    /// How many records there are, the course among them.
    pub records: i64,
    /// Everything that changed.
    pub changes: ChangeSet,
}

impl Client {
    /// Imports a course file, as text or as the bytes of a file: all of it, or nothing.
    ///
    /// Each record counts as two steps of `progress`, one when it is checked and one when it is stored. It can
    /// be stopped by `cancel` until the moment of the commit.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] with the JSON path of what is wrong, such as `$.entries[3].mood`, and the rule;
    /// [`kith_vault::Error::NewerFormat`] for a file of a newer major version;
    /// [`kith_vault::Error::AlreadyExists`], if the course or another record of the file is or was in
    /// this vault; [`kith_vault::Error::Cancelled`].
    pub fn import_course(
        &self,
        json: impl AsRef<[u8]>,
        progress: Option<Arc<dyn ProgressSink>>,
        cancel: Option<&Interrupt>,
    ) -> Result<Imported> {
        told(progress.as_deref(), |steps| {
            self.import(json.as_ref(), steps, cancel)
        })
    }

    fn import(&self, json: &[u8], steps: &Steps, cancel: Option<&Interrupt>) -> Result<Imported> {
        let now = self.now();
        let file = read(
            json,
            &mut Reading {
                mint: &mut || self.mint(&now),
                step: &mut |done, total| {
                    steps.tell(done, 2 * total);
                    unless_cancelled(cancel)
                },
            },
        )?;
        let total = file.records.len();
        let (course, minor) = (file.course, file.minor);
        let ((), changes) = self.transact("import", |writer, now| {
            let each = |done| {
                steps.tell(total + done, 2 * total);
                unless_cancelled(cancel)
            };
            store(writer, now, file, each)?;
            if minor > super::header::MINOR {
                writer.set_meta(&minor_setting(course), Some(&minor.to_string()))?;
            }
            unless_cancelled(cancel)
        })?;
        steps.tell(2 * total, 2 * total);
        Ok(Imported {
            course,
            records: i64::try_from(total).unwrap_or(i64::MAX),
            changes,
        })
    }
}

fn unless_cancelled(cancel: Option<&Interrupt>) -> Result<()> {
    match cancel.is_some_and(Interrupt::is_interrupted) {
        true => Err(kith_vault::Error::Cancelled.into()),
        false => Ok(()),
    }
}

/// Stores every record, and then asks each for the rules that need the others.
fn store(
    writer: &mut Writer<'_>,
    now: &CivilTime,
    file: CourseFile,
    each: impl Fn(usize) -> Result<()>,
) -> Result<()> {
    for (done, record) in file.records.iter().enumerate() {
        each(done)?;
        let author = author_of(record, writer.acting());
        writer.insert_by(author, new_record(record, file.course, now))?;
    }
    for record in &file.records {
        let around = Around::new(writer, Some(file.course), None, now);
        let checked = (record.section.check_around)(&record.fields, &around);
        checked.map_err(|error| under(&record.path(), error))?;
    }
    Ok(())
}

fn new_record(record: &FileRecord, course: Uuid, now: &CivilTime) -> NewRecord {
    NewRecord {
        id: record.id,
        kind: record.section.kind,
        course: Some(course),
        visibility: record.visibility.as_str().to_owned(),
        lived: record.lived.unwrap_or(now.at).millis(),
        fields: record.fields.clone(),
    }
}

/// Who wrote a record: whom the file names, else whoever imports it.
fn author_of(record: &FileRecord, acting: &Author) -> Author {
    match record
        .party
        .as_ref()
        .filter(|party| party.as_str() != acting.party)
    {
        None => acting.clone(),
        Some(party) => Author {
            party: party.as_str().to_owned(),
            replica: acting.replica.clone(),
            ..Author::default()
        },
    }
}
