//! What a change gives back, and what observers are told.

use crate::view::HintView;
use kith_protocol::check::Violation;
use kith_protocol::open_enum;
use uuid::Uuid;

open_enum! {
    /// What happened to a record.
    pub enum ChangeAction {
        /// It is new.
        Created = "created",
        /// Some of its fields changed.
        Edited = "edited",
        /// It went to the trash.
        Trashed = "trashed",
        /// It came back from the trash.
        Restored = "restored",
        /// It is gone for good.
        Erased = "erased",
    }
}

/// What happened to one record.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Change {
    /// The record.
    pub id: Uuid,
    /// Its kind, such as `entry`.
    pub kind: String,
    /// The course that it belongs to.
    pub course: Option<Uuid>,
    /// What happened to it.
    pub action: ChangeAction,
    /// The fields that changed.
    pub fields: Vec<String>,
}

/// Everything that one act changed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ChangeSet {
    /// The act; undoing names it.
    pub act: i64,
    /// What was done, such as `edit-entry`.
    pub name: String,
    /// What happened, record by record.
    pub changes: Vec<Change>,
    /// Whether it can be undone.
    pub undoable: bool,
}

/// What adding or editing a record gives.
#[derive(Clone)]
pub struct Changed<E> {
    /// The record as it stands now.
    pub value: E,
    /// Everything that changed, the record itself included.
    pub changes: ChangeSet,
    /// Advice, which never blocks.
    pub hints: Vec<HintView>,
}

/// What Kith thinks of a content that is not saved yet.
#[derive(Clone, Default, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Review {
    /// Every hard rule that it breaks. With none, it can be saved.
    pub violations: Vec<Violation>,
    /// Advice, which never blocks.
    pub hints: Vec<HintView>,
}

impl From<kith_vault::Action> for ChangeAction {
    fn from(action: kith_vault::Action) -> Self {
        use kith_vault::Action;
        match action {
            Action::Created => Self::Created,
            Action::Edited => Self::Edited,
            Action::Trashed => Self::Trashed,
            Action::Restored => Self::Restored,
            Action::Erased => Self::Erased,
        }
    }
}

impl From<kith_vault::ChangeSet> for ChangeSet {
    fn from(changes: kith_vault::ChangeSet) -> Self {
        Self {
            act: changes.act,
            name: changes.name,
            changes: changes.changes.into_iter().map(Change::from).collect(),
            undoable: changes.undoable,
        }
    }
}

impl From<kith_vault::Change> for Change {
    fn from(change: kith_vault::Change) -> Self {
        Self {
            id: change.id,
            kind: change.kind,
            course: change.course,
            action: change.action.into(),
            fields: change.fields,
        }
    }
}
