//! What every record carries beside its content.

use kith_protocol::open_enum;
use kith_protocol::time::Instant;
use serde::Serialize;
use uuid::Uuid;

open_enum! {
    /// Who may see a record, once it leaves the device.
    pub enum Visibility {
        /// Only the one who wrote it.
        Private = "private",
        /// Both the client and the clinician.
        Shared = "shared",
        /// The clinician's record, which never travels to the client.
        Clinician = "clinician",
    }

    /// The two who work together.
    pub enum Party {
        /// Who came for help.
        Client = "client",
        /// Who is trained to give it.
        Clinician = "clinician",
    }
}

/// What every record carries beside its content.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Meta {
    /// The record's id; version 7, so that ids follow the time of writing.
    pub id: Uuid,
    /// The course that the record belongs to. A course belongs to itself.
    pub course: Option<Uuid>,
    /// Grows by one with each change; an edit names the version that it has seen.
    pub version: i64,
    /// Who may see it, once it leaves the device.
    pub visibility: Visibility,
    /// Who wrote it.
    pub party: Party,
    /// When it was lived. Lists are sorted by it, then by id.
    pub lived: Instant,
    /// Whether it lies in the trash.
    pub trashed: bool,
}
