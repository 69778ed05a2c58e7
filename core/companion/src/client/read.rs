//! Reading records: one, a page, and the versions in force.

use super::Client;
use crate::entity::{AREA, Content, Entity, Meta, Party, Versioned, Visibility, area_id, heads};
use crate::request::{About, Page, PageRequest, page_size};
use crate::{Error, Result};
use kith_protocol::Instant;
use kith_protocol::check::Rule;
use kith_vault::{Cursor, Reader, Row, Start};
use uuid::Uuid;

impl Client {
    /// A record, in the trash or not.
    ///
    /// # Errors
    /// [`kith_vault::Error::NotFound`], if there is none of this kind with this id.
    pub fn get<E: Entity>(&self, id: Uuid) -> Result<E> {
        self.read(|reader| find(reader, id)?.ok_or(kith_vault::Error::NotFound.into()))
    }

    /// A page of one kind of record, newest first.
    ///
    /// # Errors
    /// [`Error::Invalid`], if the limit is not 1 to 200 or the cursor is not one of ours.
    pub fn page<E: Entity>(&self, request: &PageRequest) -> Result<Page<E>> {
        let link = request.about.as_ref().map(link_of);
        let page = kith_vault::Page {
            kinds: &[E::Content::KIND],
            course: request.course,
            start: start_of(request.after.as_deref())?,
            limit: page_size(request.limit)?,
            link,
            trashed: request.trashed,
        };
        self.read(|reader| {
            let listed = reader.page_with(&page, entity_of::<E>)?;
            Ok(Page {
                items: listed.items,
                next: listed.next.map(cursor_text),
            })
        })
    }

    /// The versions of a course in force: those that no other supersedes. One is the rule; after two
    /// devices changed it apart there are several, and people pick by adding one that supersedes both.
    ///
    /// # Errors
    /// Only when the vault cannot be read.
    pub fn current<E>(&self, course: Uuid) -> Result<Vec<E>>
    where
        E: Entity,
        E::Content: Versioned,
    {
        self.read(|reader| Ok(in_force(every::<E>(reader, Some(course))?)))
    }
}

/// Those of several versions that no other of them supersedes, in the order in which they came.
pub(crate) fn in_force<E: Entity>(mut versions: Vec<E>) -> Vec<E>
where
    E::Content: Versioned,
{
    let heads = heads(versions.iter().map(|it| (it.meta().id, it.content())));
    versions.retain(|it| heads.contains(&it.meta().id));
    versions
}

/// The record of this id and kind.
pub(crate) fn find<E: Entity>(reader: &Reader<'_>, id: Uuid) -> Result<Option<E>> {
    let of_kind = |row: &Row<'_>| match row.kind == E::Content::KIND {
        true => entity_of(row).map(Some),
        false => Ok(None),
    };
    Ok(reader.find_with(id, of_kind)?.flatten())
}

/// Every record of a kind that is not in the trash, newest first.
pub(crate) fn every<E: Entity>(reader: &Reader<'_>, course: Option<Uuid>) -> Result<Vec<E>> {
    let mut every = Vec::new();
    let mut start = Start::Newest;
    loop {
        let page = kith_vault::Page {
            kinds: &[E::Content::KIND],
            course,
            start,
            limit: kith_vault::LONGEST_PAGE,
            link: None,
            trashed: false,
        };
        let listed = reader.page_with(&page, entity_of::<E>)?;
        every.extend(listed.items);
        match listed.next {
            Some(cursor) => start = Start::Before(cursor),
            None => return Ok(every),
        }
    }
}

/// Reads a record straight from its row.
pub(crate) fn entity_of<E: Entity>(row: &Row<'_>) -> kith_vault::Result<E> {
    let meta = Meta {
        id: row.id,
        course: row.course,
        version: row.version,
        visibility: Visibility::from(row.visibility),
        party: Party::from(row.author.party.as_str()),
        lived: Instant::from_millis(row.lived),
        trashed: row.trashed,
    };
    Ok(E::new(meta, row.parse()?))
}

pub(super) fn link_of(about: &About) -> (&'static str, Uuid) {
    match about {
        About::Person { id } => ("person", *id),
        About::Area { area } => (AREA, area_id(area)),
        About::Goal { id } => ("goal", *id),
        About::Session { id } => ("session", *id),
        About::Version { id } => ("of", *id),
    }
}

/// Where a page starts that follows the one whose `next` was `after`.
pub(super) fn start_of(after: Option<&str>) -> Result<Start> {
    after.map_or(Ok(Start::Newest), |text| {
        Ok(Start::Before(cursor_of(text)?))
    })
}

pub(super) fn cursor_text(cursor: Cursor) -> String {
    format!("{}.{}", cursor.lived, cursor.id.simple())
}

pub(super) fn cursor_of(text: &str) -> Result<Cursor> {
    let parts = text.split_once('.');
    let cursor = parts.and_then(|(lived, id)| {
        Some(Cursor {
            lived: lived.parse().ok()?,
            id: Uuid::try_parse(id).ok()?,
        })
    });
    cursor.ok_or_else(|| Error::invalid("after", Rule::NotAnId))
}
