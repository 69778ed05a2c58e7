//! Reading a file: everything that can be wrong with it is found before anything is written.
//!
//! First its bytes, then its format, then the ids of all records, then each record by itself and against
//! the others. The first flaw in this order refuses the file whole; it is told by its JSON path and the rule,
//! never by the words that stand there.

use super::beside::Beside;
use super::ids::Ids;
use super::section::{COURSE, Read, SECTIONS, Section};
use super::shape::Unknown;
use super::versions::{Supersedes, refuse_circles};
use super::{header, json};
use crate::entity::{Party, Visibility};
use crate::{Error, Result};
use kith_protocol::Instant;
use kith_protocol::check::Rule;
use serde_json::{Map, Value};
use std::collections::HashSet;
use uuid::Uuid;

/// A file that can be imported.
pub(super) struct CourseFile {
    /// The minor version of its format.
    pub minor: i32,
    /// The course.
    pub course: Uuid,
    /// The course and everything in it, in the order of the file.
    pub records: Vec<FileRecord>,
}

/// A record of a file.
pub(super) struct FileRecord {
    pub section: &'static Section,
    pub id: Uuid,
    /// Who wrote it, where the file says so.
    pub party: Option<Party>,
    pub visibility: Visibility,
    /// When it was lived, where neither the content nor the time of importing is to say so.
    pub lived: Option<Instant>,
    pub fields: Map<String, Value>,
    place: Option<usize>,
}

/// What reading a file needs from around it.
pub(super) struct Reading<'a> {
    /// Gives a fresh id.
    pub mint: &'a mut dyn FnMut() -> Uuid,
    /// Is told how many records are read, of how many; may stop the reading.
    pub step: &'a mut dyn FnMut(usize, usize) -> Result<()>,
}

/// Reads a file.
///
/// # Errors
/// [`Error::Invalid`] with the JSON path and the rule; [`kith_vault::Error::NewerFormat`] for a newer major
/// version; whatever `step` stops it with.
pub(super) fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<CourseFile> {
    read_file(bytes, reading).map_err(|error| under("$", error))
}

fn read_file(bytes: &[u8], reading: &mut Reading<'_>) -> Result<CourseFile> {
    let Value::Object(mut file) = json::parse(bytes)? else {
        return Err(Error::invalid("", Rule::WrongType));
    };
    let minor = header::minor(&file)?;
    let raw = take_records(&mut file)?;
    let (ids, assigned) = assign(&raw, reading)?;
    let unknown = if minor > header::MINOR {
        Unknown::Kept
    } else {
        Unknown::Refused
    };
    let desk = Desk {
        ids,
        unknown,
        course: assigned[0],
    };
    let records = desk.read_all(raw, &assigned, reading)?;
    Ok(CourseFile {
        minor,
        course: desk.course,
        records,
    })
}

/// A record as it stands in the file.
struct Raw {
    section: &'static Section,
    place: Option<usize>,
    members: Map<String, Value>,
}

/// Takes the records out of a file, the course first; whatever else there is, is unknown.
fn take_records(file: &mut Map<String, Value>) -> Result<Vec<Raw>> {
    file.remove("format");
    let course = file
        .remove(COURSE.name)
        .ok_or_else(|| Error::invalid(COURSE.name, Rule::Empty))?;
    let mut raw = vec![Raw::of(&COURSE, None, course)?];
    for section in &SECTIONS {
        let entries = match file.remove(section.name) {
            None | Some(Value::Null) => continue,
            Some(Value::Array(entries)) => entries,
            Some(_) => return Err(Error::invalid(section.name, Rule::WrongType)),
        };
        for (place, entry) in entries.into_iter().enumerate() {
            raw.push(Raw::of(section, Some(place), entry)?);
        }
    }
    match file.keys().next() {
        Some(name) => Err(Error::invalid(json::shown(name), Rule::UnknownField)),
        None => Ok(raw),
    }
}

impl Raw {
    fn of(section: &'static Section, place: Option<usize>, value: Value) -> Result<Self> {
        match value {
            Value::Object(members) => Ok(Self {
                section,
                place,
                members,
            }),
            _ => Err(Error::invalid(path(section, place), Rule::WrongType)),
        }
    }

    fn path(&self) -> String {
        path(self.section, self.place)
    }
}

impl FileRecord {
    /// Where the record stands in its file.
    pub(super) fn path(&self) -> String {
        format!("$.{}", path(self.section, self.place))
    }
}

fn path(section: &Section, place: Option<usize>) -> String {
    place.map_or_else(
        || section.name.to_owned(),
        |place| format!("{}[{place}]", section.name),
    )
}

/// The same error, seen from further out.
pub(super) fn under(parent: &str, error: Error) -> Error {
    match error {
        Error::Invalid { violation } => violation.under(parent).into(),
        other => other,
    }
}

fn assign(raw: &[Raw], reading: &mut Reading<'_>) -> Result<(Ids, Vec<Uuid>)> {
    let mut ids = Ids::default();
    let mut assigned = Vec::with_capacity(raw.len());
    for record in raw {
        let noted = ids.note(record.section, &record.members, reading.mint);
        assigned.push(noted.map_err(|flaw| flaw.under(&record.path()))?);
    }
    Ok((ids, assigned))
}

/// What is known of the whole file while its records are read.
struct Desk {
    ids: Ids,
    unknown: Unknown,
    course: Uuid,
}

/// What may not be there twice, and what must not run in circles.
#[derive(Default)]
struct Seen {
    once: HashSet<Uuid>,
    onset: bool,
    supersedes: Vec<Supersedes>,
}

impl Desk {
    fn read_all(
        &self,
        raw: Vec<Raw>,
        assigned: &[Uuid],
        reading: &mut Reading<'_>,
    ) -> Result<Vec<FileRecord>> {
        let (total, mut seen) = (raw.len(), Seen::default());
        let mut records = Vec::with_capacity(total);
        for (record, id) in raw.into_iter().zip(assigned) {
            (reading.step)(records.len(), total)?;
            let path = record.path();
            records.push(
                self.read_one(record, *id, &mut seen)
                    .map_err(|error| under(&path, error))?,
            );
        }
        refuse_circles(&seen.supersedes)?;
        Ok(records)
    }

    fn read_one(&self, raw: Raw, id: Uuid, seen: &mut Seen) -> Result<FileRecord> {
        let Raw {
            section,
            place,
            mut members,
        } = raw;
        let beside = Beside::take(section, &mut members)?;
        self.ids.resolve(&mut members)?;
        let read = (section.read)(&members, self.unknown, self.course)?;
        self.check_references(&read)?;
        let id = seen.own_id(id, beside.id_is_given, &read)?;
        seen.note(&path(section, place), id, &read)?;
        let lived = beside.lived_or_said(read.lived)?;
        Ok(FileRecord {
            section,
            id,
            party: beside.party,
            visibility: beside.visibility,
            lived,
            fields: read.fields,
            place,
        })
    }

    fn check_references(&self, read: &Read) -> Result<()> {
        let named = |reference: &&crate::entity::Reference| {
            !reference.kinds.is_empty() && !self.ids.is_one_of(reference.to, reference.kinds)
        };
        match read.references.iter().find(named) {
            Some(reference) => Err(Error::invalid(&reference.field, Rule::UnknownReference)),
            None => Ok(()),
        }
    }
}

impl Seen {
    /// The id of a record that can exist once only in its course is not the file's to choose.
    fn own_id(&mut self, id: Uuid, given: bool, read: &Read) -> Result<Uuid> {
        let Some(own) = read.own_id else {
            return Ok(id);
        };
        if given && own != id {
            return Err(Error::invalid("id", Rule::NotAllowed));
        }
        match self.once.insert(own) {
            true => Ok(own),
            false => Err(Error::invalid("", Rule::Duplicate)),
        }
    }

    fn note(&mut self, path: &str, id: Uuid, read: &Read) -> Result<()> {
        if read.fields.get("onset") == Some(&Value::Bool(true))
            && std::mem::replace(&mut self.onset, true)
        {
            return Err(Error::invalid("onset", Rule::Duplicate));
        }
        let superseded = read
            .references
            .iter()
            .filter(|reference| reference.role == "supersedes");
        self.supersedes
            .extend(superseded.map(|reference| Supersedes {
                from: id,
                to: reference.to,
                path: format!("{path}.{}", reference.field),
            }));
        Ok(())
    }
}
