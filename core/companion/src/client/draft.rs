//! What a person is still writing.
//!
//! A draft is saved every few seconds and whenever the application is left. It is not checked, is found
//! by no search, and has no history. Its content is JSON, because a half-filled form need not have the
//! shape of a whole one.

use super::Client;
use crate::{Error, Result};
use kith_protocol::Instant;
use kith_protocol::check::Rule;
use kith_protocol::limits::TEXT_CHARS;
use uuid::Uuid;

/// The longest draft, in bytes: a few long texts of four bytes a character.
const DRAFT_BYTES: usize = 16 * TEXT_CHARS;

/// Something unfinished. It has no `Debug`: it holds what a person wrote.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Draft {
    /// Its own id; saving under the same id replaces it.
    pub id: Uuid,
    /// The kind of record that it is to become, such as `entry`.
    pub kind: String,
    /// The course that it is to belong to.
    pub course: Option<Uuid>,
    /// The record that is being edited; missing for a new one.
    pub record: Option<Uuid>,
    /// The version of that record on which the editing began.
    pub version: Option<i64>,
    /// When it was saved.
    pub saved: Instant,
    /// The fields so far, as a JSON object.
    pub fields: String,
}

impl Client {
    /// Saves a draft; `saved` is set to now. An empty id gets a fresh one. Gives the id.
    ///
    /// # Errors
    /// [`Error::Invalid`], if the fields are no JSON object or too long.
    pub fn save_draft(&self, draft: &Draft) -> Result<Uuid> {
        let refused = |rule| Error::invalid("fields", rule);
        if draft.fields.len() > DRAFT_BYTES {
            return Err(refused(Rule::too_long(DRAFT_BYTES)));
        }
        let fields = serde_json::from_str(&draft.fields).map_err(|_| refused(Rule::NotAllowed))?;
        let now = self.now();
        let id = if draft.id.is_nil() {
            self.mint(&now)
        } else {
            draft.id
        };
        let kept = kith_vault::Draft {
            id,
            kind: draft.kind.clone(),
            course: draft.course,
            record: draft.record,
            version: draft.version,
            saved: now.at.millis(),
            fields,
        };
        self.act("save-draft", |writer| writer.put_draft(&kept))?;
        Ok(id)
    }

    /// Every draft, oldest first.
    ///
    /// # Errors
    /// Only when the vault cannot be read.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        let drafts = self.read(|reader| Ok(reader.drafts()?))?;
        Ok(drafts.into_iter().map(Draft::from).collect())
    }

    /// Throws a draft away; one that is not there is no error.
    ///
    /// # Errors
    /// Only when the vault cannot be written.
    pub fn discard_draft(&self, id: Uuid) -> Result<()> {
        self.act("discard-draft", |writer| writer.clear_draft(id))
            .map(drop)
    }
}

impl From<kith_vault::Draft> for Draft {
    fn from(draft: kith_vault::Draft) -> Self {
        Self {
            id: draft.id,
            kind: draft.kind,
            course: draft.course,
            record: draft.record,
            version: draft.version,
            saved: Instant::from_millis(draft.saved),
            fields: serde_json::Value::Object(draft.fields).to_string(),
        }
    }
}
