//! Exporting: a course as a file that its owner can read, keep, and import elsewhere.
//!
//! The file is the owner's own and whole: unlike the exports that are made for somebody else to read, it
//! has the people of the inventory and the clinician's record, unless they are left out by
//! [`ExportOptions`]. What lies in the trash, process notes (they have a vault of their own), history and
//! drafts are never in it.
//!
//! Every file can be imported again. So a reference to something that is left out is left out, too, and so is
//! a record that is nothing without it, such as the rating of a goal in the trash. Records stand in the order in
//! which they were lived, then by id, with their fields in the order in which the content declares
//! them: exporting a course that was imported from an export gives the same bytes.

use super::ids::REFERENCES;
use super::import::minor_setting;
use super::section::{COURSE, SECTIONS, Section};
use super::write::{Document, Part, Written};
use super::{header, kept};
use crate::Result;
use crate::client::Client;
use crate::entity::Visibility;
use kith_vault::{Interrupt, LONGEST_PAGE, Page, Reader, Record, Start};
use serde_json::{Map, Value};
use std::collections::HashSet;
use uuid::Uuid;

/// What an export holds beside the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ExportOptions {
    /// The clinician's record: its records of sessions, and whatever else only the clinician may see.
    #[cfg_attr(feature = "uniffi", uniffi(default = true))]
    pub clinician_record: bool,
    /// The people of the inventory.
    #[cfg_attr(feature = "uniffi", uniffi(default = true))]
    pub people: bool,
}

impl Default for ExportOptions {
    /// Everything.
    fn default() -> Self {
        Self {
            clinician_record: true,
            people: true,
        }
    }
}

impl Client {
    /// Exports a course as a course file.
    ///
    /// # Errors
    /// [`kith_vault::Error::NotFound`], if there is no such course outside the trash;
    /// [`kith_vault::Error::Cancelled`].
    pub fn export_course(
        &self,
        course: Uuid,
        options: ExportOptions,
        cancel: Option<&Interrupt>,
    ) -> Result<String> {
        let never = Interrupt::new();
        self.read_interruptibly(cancel.unwrap_or(&never), |reader| {
            let found = collect(reader, course, options)?;
            Document {
                minor: minor_of(reader, course, &found)?,
                parts: parts(found),
            }
            .text()
        })
    }
}

type Found = Vec<(&'static Section, Vec<Record>)>;

fn collect(reader: &Reader<'_>, course: Uuid, options: ExportOptions) -> Result<Found> {
    let root = reader.get(course)?;
    if root.kind != COURSE.kind || root.trashed {
        return Err(kith_vault::Error::NotFound.into());
    }
    let mut found: Found = vec![(&COURSE, vec![root])];
    for section in &SECTIONS {
        let mut records = of_kind(reader, course, section.kind)?;
        records.retain(|record| options.wants(section, record));
        found.push((section, records));
    }
    leave_out_what_is_absent(&mut found);
    Ok(found)
}

impl ExportOptions {
    fn wants(self, section: &Section, record: &Record) -> bool {
        let clinicians = record.visibility == Visibility::Clinician.as_str()
            || section.visibility == Visibility::Clinician;
        (self.clinician_record || !clinicians) && (self.people || section.name != "people")
    }
}

/// Every record of a kind in a course, in the order in which they were lived.
fn of_kind(reader: &Reader<'_>, course: Uuid, kind: &str) -> Result<Vec<Record>> {
    let (mut records, mut start) = (Vec::new(), Start::Newest);
    loop {
        let listed = reader.page(&Page {
            kinds: &[kind],
            course: Some(course),
            start,
            limit: LONGEST_PAGE,
            ..Page::default()
        })?;
        records.extend(listed.items);
        match listed.next {
            Some(cursor) => start = Start::Before(cursor),
            None => break,
        }
    }
    records.reverse();
    Ok(records)
}

/// Takes away references to what is not in the file, and records that are nothing without them. Nothing
/// refers to a record of the latter kind, so once through is enough.
fn leave_out_what_is_absent(found: &mut Found) {
    let ids = found
        .iter()
        .flat_map(|(_, records)| records)
        .map(|record| record.id.to_string());
    let present: HashSet<String> = ids.collect();
    for (section, records) in found {
        records.retain_mut(|record| {
            let readable = (section.known)(&record.fields).is_some();
            drop_absent(&mut record.fields, &present);
            let whole = complete(section, &mut record.fields);
            whole || !readable
        });
    }
}

/// Adds the fields that a record lacks because an older version wrote it. `false` if it lacks one that it cannot
/// be without.
fn complete(section: &Section, fields: &mut Map<String, Value>) -> bool {
    let Some(mut known) = (section.known)(fields) else {
        return false;
    };
    kept::carry(fields, &mut known);
    *fields = known;
    true
}

fn drop_absent(fields: &mut Map<String, Value>, present: &HashSet<String>) {
    let is_here = |value: &Value| value.as_str().is_none_or(|id| present.contains(id));
    for name in REFERENCES {
        match fields.get_mut(name) {
            Some(Value::Array(entries)) => entries.retain(is_here),
            Some(value) if !is_here(value) => {
                fields.remove(name);
            }
            _ => (),
        }
    }
}

/// Which minor version the file is of: ours, unless some record has what only a newer one may have.
fn minor_of(reader: &Reader<'_>, course: Uuid, found: &Found) -> Result<i32> {
    let is_newer = |section: &Section, record: &Record| {
        (section.known)(&record.fields).is_none_or(|known| kept::has_more(&record.fields, &known))
    };
    let newer = found
        .iter()
        .any(|(section, records)| records.iter().any(|record| is_newer(section, record)));
    if !newer {
        return Ok(header::MINOR);
    }
    let noted = reader.meta(&minor_setting(course))?;
    let noted = noted.and_then(|text| text.parse().ok());
    Ok(noted.unwrap_or(0).max(header::MINOR + 1))
}

fn parts(found: Found) -> Vec<Part> {
    let part = |(section, records): (&'static Section, Vec<Record>)| Part {
        name: section.name,
        records: records
            .into_iter()
            .map(|record| Written::of(section, record))
            .collect(),
    };
    found.into_iter().map(part).collect()
}
