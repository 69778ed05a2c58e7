//! Adding and editing, the same for every kind of record.
//!
//! A content is completed (totals), checked by itself and against its neighbours, and stored, all in one
//! transaction, so that no rule can be overtaken by another thread. A reference is checked when a person
//! sets it and not again: an edit of last year's entry must not fail because somebody in it was put into
//! the trash since.

use super::Client;
use super::read::find;
use crate::entity::{
    Around, Content, CourseContent, Entity, Links, Nature, Reference, Visibility, fields_of,
};
use crate::{Changed, Error, Result, Review};
use kith_protocol::check::{Check, Hint, Rule, Violation};
use kith_protocol::time::CivilTime;
use kith_vault::{NewRecord, Reader, Writer};
use uuid::Uuid;

/// Where a new record goes.
#[derive(Clone)]
struct Place {
    /// Its id.
    id: Uuid,
    /// Its course; itself, for a course.
    course: Uuid,
    /// Who may see it.
    visibility: Visibility,
}

impl Client {
    /// Begins a course.
    ///
    /// # Errors
    /// [`Error::Invalid`], if the content breaks a rule.
    pub fn begin(&self, content: CourseContent) -> Result<Changed<crate::entity::Course>> {
        self.write("add", |writer, now| {
            let id = self.mint(now);
            insert(writer, now, &Place::of::<CourseContent>(id, id), content)
        })
    }

    /// Adds a record to a course.
    ///
    /// # Errors
    /// [`Error::Invalid`], if the content breaks a rule or the course does not exist.
    pub fn add<C: Content>(&self, course: Uuid, content: C) -> Result<Changed<C::Entity>> {
        self.write("add", |writer, now| match content.own_id(course) {
            Some(id) if writer.find_with(id, |_| Ok(()))?.is_some() => {
                writer.restore(id)?;
                replace(writer, now, id, None, content)
            }
            own_id => {
                let id = own_id.unwrap_or_else(|| self.mint(now));
                insert(writer, now, &Place::of::<C>(id, course), content)
            }
        })
    }

    /// Replaces the content of a record. `version` is the one that the person has seen.
    ///
    /// # Errors
    /// [`kith_vault::Error::Conflict`], if the record was changed since; [`Error::Immutable`] and
    /// [`kith_vault::Error::AppendOnly`] for kinds that are not edited; [`Error::Invalid`], if the
    /// content breaks a rule.
    pub fn edit<C: Content>(
        &self,
        id: Uuid,
        version: i64,
        content: C,
    ) -> Result<Changed<C::Entity>> {
        self.write("edit", |writer, now| {
            replace(writer, now, id, Some(version), content)
        })
    }

    /// What Kith thinks of a content that is not saved: everything that keeps it from being saved, and
    /// advice. `id` names the record that is being edited.
    ///
    /// # Errors
    /// Only when the vault cannot be read.
    pub fn review<C: Content>(
        &self,
        course: Option<Uuid>,
        id: Option<Uuid>,
        mut content: C,
    ) -> Result<Review> {
        let now = self.now();
        content.complete();
        self.read(|reader| {
            let around = Around::new(reader, course, id, &now);
            if id.is_none() {
                content.follow(&around)?;
            }
            Ok(Review {
                violations: violations(&content, &around)?,
                hints: self.in_words(content.hints(&around)?),
            })
        })
    }
}

impl Place {
    fn of<C: Content>(id: Uuid, course: Uuid) -> Self {
        Self {
            id,
            course,
            visibility: C::VISIBILITY,
        }
    }
}

/// Checks and stores a new record.
fn insert<C: Content>(
    writer: &mut Writer<'_>,
    now: &CivilTime,
    place: &Place,
    mut content: C,
) -> Result<(C::Entity, Vec<Hint>)> {
    content.complete();
    check_course::<C>(writer, now, place)?;
    content.follow(&Around::new(writer, Some(place.course), None, now))?;
    check_all(
        &content,
        &Around::new(writer, Some(place.course), None, now),
    )?;
    displace(writer, now, place.course, None, &content)?;
    writer.insert(NewRecord {
        id: place.id,
        kind: C::KIND,
        course: Some(place.course),
        visibility: place.visibility.as_str().to_owned(),
        lived: now.at.millis(),
        fields: fields_of(&content)?,
    })?;
    stored(writer, now, place.id)
}

/// Checks and stores the new content of a record.
fn replace<C: Content>(
    writer: &mut Writer<'_>,
    now: &CivilTime,
    id: Uuid,
    version: Option<i64>,
    mut content: C,
) -> Result<(C::Entity, Vec<Hint>)> {
    match C::NATURE {
        Nature::Edited | Nature::EditedAndKept => (),
        Nature::Immutable => return Err(Error::Immutable),
        Nature::Fact => return Err(kith_vault::Error::AppendOnly.into()),
    }
    let before: C::Entity = find(writer, id)?.ok_or(kith_vault::Error::NotFound)?;
    let course = before.meta().course;
    content.complete();
    check_all(&content, &Around::new(writer, course, Some(id), now))?;
    if let Some(course) = course {
        displace(writer, now, course, Some(id), &content)?;
    }
    writer.edit(id, version, &fields_of(&content)?)?;
    stored(writer, now, id)
}

/// Takes from other records what only one may have.
fn displace<C: Content>(
    writer: &mut Writer<'_>,
    now: &CivilTime,
    course: Uuid,
    id: Option<Uuid>,
    content: &C,
) -> Result<()> {
    let displaced = content.displaces(&Around::new(writer, Some(course), id, now))?;
    for (other, content) in displaced {
        writer.edit(other, None, &fields_of(&content)?)?;
    }
    Ok(())
}

/// The record as it stands now, and what is worth a second look.
fn stored<E: Entity>(reader: &Reader<'_>, now: &CivilTime, id: Uuid) -> Result<(E, Vec<Hint>)> {
    let entity: E = find(reader, id)?.ok_or(kith_vault::Error::NotFound)?;
    let around = Around::new(reader, entity.meta().course, Some(id), now);
    let hints = entity.content().hints(&around)?;
    Ok((entity, hints))
}

fn check_course<C: Content>(reader: &Reader<'_>, now: &CivilTime, place: &Place) -> Result<()> {
    let itself = C::KIND == CourseContent::KIND;
    let around = Around::new(reader, None, None, now);
    match itself || around.has(place.course, &[CourseContent::KIND])? {
        true => Ok(()),
        false => Err(Error::invalid("course", Rule::UnknownReference)),
    }
}

fn check_all<C: Content>(content: &C, around: &Around<'_>) -> Result<()> {
    match violations(content, around)? {
        found if found.is_empty() => Ok(()),
        found => Err(found.into()),
    }
}

/// Every hard rule that a content breaks.
fn violations<C: Content>(content: &C, around: &Around<'_>) -> Result<Vec<Violation>> {
    let mut check = Check::new();
    content.check(&mut check);
    content.check_around(around, &mut check)?;
    let known: Vec<(&str, Uuid)> = around
        .before::<C>()?
        .iter()
        .flat_map(references)
        .map(|it| (it.role, it.to))
        .collect();
    for reference in references(content) {
        let is_known = known.contains(&(reference.role, reference.to));
        if !is_known && !names_a_record(around, &reference)? {
            check.ensure(&reference.field, false, Rule::UnknownReference);
        }
    }
    Ok(check.finish().err().unwrap_or_default())
}

fn references<C: Content>(content: &C) -> Vec<Reference> {
    let mut links = Links::default();
    content.links(&mut links);
    links.into_references()
}

/// Whether what is named exists; an area is named by an id of its own and is no record.
fn names_a_record(around: &Around<'_>, reference: &Reference) -> Result<bool> {
    Ok(reference.kinds.is_empty() || around.has(reference.to, reference.kinds)?)
}
