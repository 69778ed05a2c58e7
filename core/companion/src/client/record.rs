//! What can be done with any record, whatever its kind: the trash, and who may see it.

use super::Client;
use super::read::{cursor_text, find, link_of, start_of};
use super::search::title;
use crate::entity::{Around, Content, KINDS, TimelineEvent, Visibility, fields_of, words_in};
use crate::request::{PageRequest, page_size};
use crate::{ChangeSet, Result};
use kith_protocol::Instant;
use kith_protocol::time::CivilTime;
use kith_vault::{Row, Writer};
use uuid::Uuid;

/// A record in the trash.
#[derive(Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct TrashedRecord {
    /// The record.
    pub id: Uuid,
    /// Its kind, such as `entry`.
    pub kind: String,
    /// The course that it belongs to.
    pub course: Option<Uuid>,
    /// When it was lived.
    pub lived: Instant,
    /// What it is called: a name, a title, or how it begins.
    pub title: String,
}

/// A page of what lies in the trash, newest lived first.
#[derive(Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct TrashPage {
    /// The records of the page.
    pub items: Vec<TrashedRecord>,
    /// Where the next page starts; missing on the last one.
    pub next: Option<String>,
}

impl Client {
    /// Puts a record into the trash, where it stays for 30 days on which Kith is used.
    ///
    /// # Errors
    /// [`kith_vault::Error::NotFound`]; [`kith_vault::Error::AppendOnly`] for facts.
    pub fn trash(&self, id: Uuid) -> Result<ChangeSet> {
        self.act("trash", |writer| writer.trash(id).map(drop))
    }

    /// Takes a record out of the trash. An event that marked the onset gives the mark up where another has it now.
    ///
    /// # Errors
    /// [`kith_vault::Error::NotFound`].
    pub fn restore(&self, id: Uuid) -> Result<ChangeSet> {
        let (_, changes) = self.transact("restore", |writer, now| {
            writer.restore(id)?;
            come_back(writer, now, id)
        })?;
        Ok(changes)
    }

    /// Destroys a record and all that it ever was, in the trash or not. This cannot be undone.
    ///
    /// # Errors
    /// [`kith_vault::Error::NotFound`]; [`kith_vault::Error::AppendOnly`] for facts.
    pub fn erase(&self, id: Uuid) -> Result<ChangeSet> {
        self.act("erase", |writer| writer.erase(id))
    }

    /// Says who may see a record, once it leaves the device.
    ///
    /// # Errors
    /// [`kith_vault::Error::NotFound`].
    pub fn set_visibility(&self, id: Uuid, visibility: &Visibility) -> Result<ChangeSet> {
        let word = visibility.as_str();
        self.act("set-visibility", |writer| {
            writer.set_visibility(id, None, word).map(drop)
        })
    }

    /// What lies in the trash, of every kind, newest lived first.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`], if the limit is not 1 to 200 or the cursor is not one of ours.
    pub fn trashed(&self, request: &PageRequest) -> Result<TrashPage> {
        let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        let page = kith_vault::Page {
            kinds: &kinds,
            course: request.course,
            start: start_of(request.after.as_deref())?,
            limit: page_size(request.limit)?,
            link: request.about.as_ref().map(link_of),
            trashed: true,
        };
        self.read(|reader| {
            let listed = reader.page_with(&page, TrashedRecord::read)?;
            Ok(TrashPage {
                items: listed.items,
                next: listed.next.map(cursor_text),
            })
        })
    }
}

/// What only one record may have stays with the one that got it while this one lay in the trash.
fn come_back(writer: &mut Writer<'_>, now: &CivilTime, id: Uuid) -> Result<()> {
    let Some(TimelineEvent { meta, mut content }) = find::<TimelineEvent>(writer, id)? else {
        return Ok(());
    };
    if !content
        .displaces(&Around::new(writer, meta.course, Some(id), now))?
        .is_empty()
    {
        content.onset = false;
        writer.edit(id, None, &fields_of(&content)?)?;
    }
    Ok(())
}

impl TrashedRecord {
    fn read(row: &Row<'_>) -> kith_vault::Result<Self> {
        Ok(Self {
            id: row.id,
            kind: row.kind.to_owned(),
            course: row.course,
            lived: Instant::from_millis(row.lived),
            title: title(&words_in(row)),
        })
    }
}
