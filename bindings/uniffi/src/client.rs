//! One client's vault, as the platform holds it. What differs between kinds of record is in
//! [`records`](crate::records).

use crate::guard::{guarded, unfailing};
use crate::{AnyContent, Interrupt, KithError};
use kith_companion::entity::{Contract, Formulation, Visibility};
use kith_companion::{
    Authorship, ChangeSet, CheckReport, Client, DigestView, Draft, HistoryItem, LastAct,
    PageRequest, ProgressView, Review, SearchPage, SearchRequest, TrashPage, WhereWeAreView,
};
use kith_protocol::{Instant, Uuid};
use std::sync::Arc;

/// One client's vault, blocking. It stays valid while the library is locked, and throws `Locked` meanwhile.
#[derive(uniffi::Object)]
pub struct CoreClient(pub(crate) Client);

impl From<Client> for CoreClient {
    fn from(client: Client) -> Self {
        Self(client)
    }
}

#[uniffi::export]
impl CoreClient {
    /// The id of the client's vault.
    pub fn id(&self) -> Uuid {
        self.0.id()
    }

    /// A handle that writes under another authorship: a clinician may write down what a client says.
    pub fn writing_as(&self, authorship: Authorship) -> Result<Self, KithError> {
        unfailing(|| self.0.writing_as(authorship).into())
    }

    /// What Kith thinks of a content that is not saved: every rule that keeps it from being saved, and advice.
    /// `id` names the record that is being edited.
    pub fn review(
        &self,
        course: Option<Uuid>,
        id: Option<Uuid>,
        content: AnyContent,
    ) -> Result<Review, KithError> {
        guarded(|| content.review(&self.0, course, id))
    }

    /// The contracts of a course in force. One is the rule; after two devices renegotiated apart there are
    /// several, and people pick by adding one that supersedes both.
    pub fn current_contracts(&self, course: Uuid) -> Result<Vec<Contract>, KithError> {
        guarded(|| self.0.current(course))
    }

    /// The formulations of a course in force, likewise.
    pub fn current_formulations(&self, course: Uuid) -> Result<Vec<Formulation>, KithError> {
        guarded(|| self.0.current(course))
    }

    /// Since we last met: what the opener of a session can build on, at the moment `as_of`, or now.
    ///
    /// Throws `NotFound`, if there is no such course.
    #[uniffi::method(default(as_of = None))]
    pub fn since_last_session(
        &self,
        course: Uuid,
        as_of: Option<Instant>,
    ) -> Result<DigestView, KithError> {
        guarded(|| self.0.since_last_session(course, as_of))
    }

    /// Goals, and measures over time with their bands, sessions and events, up to `as_of`, or now.
    ///
    /// Throws `NotFound`, if there is no such course.
    #[uniffi::method(default(as_of = None))]
    pub fn progress(
        &self,
        course: Uuid,
        as_of: Option<Instant>,
    ) -> Result<ProgressView, KithError> {
        guarded(|| self.0.progress(course, as_of))
    }

    /// Where the course stands at `as_of`, or now: the agreed sessions, the phase, and what is open.
    ///
    /// Throws `NotFound`, if there is no such course.
    #[uniffi::method(default(as_of = None))]
    pub fn where_we_are(
        &self,
        course: Uuid,
        as_of: Option<Instant>,
    ) -> Result<WhereWeAreView, KithError> {
        guarded(|| self.0.where_we_are(course, as_of))
    }

    /// Finds records that hold all words of a text, newest first. What lies in the trash is not found.
    ///
    /// Throws `Cancelled`, if the interrupt was pulled; `Invalid` for a kind that does not exist, a limit that is
    /// not 1 to 200, or a cursor that is not one of ours.
    #[uniffi::method(default(interrupt = None))]
    pub fn search(
        &self,
        request: SearchRequest,
        interrupt: Option<Arc<Interrupt>>,
    ) -> Result<SearchPage, KithError> {
        guarded(|| self.0.search(&request, &Interrupt::or_never(interrupt)))
    }

    /// Puts a record into the trash, where it stays for 30 days on which Kith is used.
    ///
    /// Throws `NotFound`; `AppendOnly` for facts.
    pub fn trash(&self, id: Uuid) -> Result<ChangeSet, KithError> {
        guarded(|| self.0.trash(id))
    }

    /// Takes a record out of the trash.
    ///
    /// Throws `NotFound`.
    pub fn restore(&self, id: Uuid) -> Result<ChangeSet, KithError> {
        guarded(|| self.0.restore(id))
    }

    /// Destroys a record and all that it ever was, in the trash or not. This cannot be undone.
    ///
    /// Throws `NotFound`; `AppendOnly` for facts.
    pub fn erase(&self, id: Uuid) -> Result<ChangeSet, KithError> {
        guarded(|| self.0.erase(id))
    }

    /// What lies in the trash, of every kind, newest lived first.
    ///
    /// Throws `Invalid`, if the limit is not 1 to 200 or the cursor is not one of ours.
    pub fn trashed(&self, request: PageRequest) -> Result<TrashPage, KithError> {
        guarded(|| self.0.trashed(&request))
    }

    /// Says who may see a record, once it leaves the device.
    ///
    /// Throws `NotFound`.
    pub fn set_visibility(&self, id: Uuid, visibility: Visibility) -> Result<ChangeSet, KithError> {
        guarded(|| self.0.set_visibility(id, &visibility))
    }

    /// What happened to a record as far as it is kept, newest first.
    ///
    /// Throws `NotFound`.
    pub fn history(&self, id: Uuid) -> Result<Vec<HistoryItem>, KithError> {
        guarded(|| self.0.history(id))
    }

    /// The act that an undo would take back.
    pub fn last_act(&self) -> Result<Option<LastAct>, KithError> {
        guarded(|| self.0.last_act())
    }

    /// Takes back an act, or the last one that nobody has taken back, as a new change forward.
    ///
    /// Throws `NotFound`, if there is nothing to take back; `Conflict`, if something of it was changed since;
    /// `AppendOnly`, if it added a fact.
    #[uniffi::method(default(act = None))]
    pub fn undo(&self, act: Option<i64>) -> Result<ChangeSet, KithError> {
        guarded(|| self.0.undo(act))
    }

    /// Takes back the last undo, if nothing else was done since. Throws as `undo` does.
    pub fn redo(&self) -> Result<ChangeSet, KithError> {
        guarded(|| self.0.redo())
    }

    /// Saves a draft; `saved` is set to now. A nil id gets a fresh one. Gives the id.
    ///
    /// Throws `Invalid`, if the fields are no JSON object or too long.
    pub fn save_draft(&self, draft: Draft) -> Result<Uuid, KithError> {
        guarded(|| self.0.save_draft(&draft))
    }

    /// Every draft, oldest first.
    pub fn drafts(&self) -> Result<Vec<Draft>, KithError> {
        guarded(|| self.0.drafts())
    }

    /// Throws a draft away; one that is not there is no error.
    pub fn discard_draft(&self, id: Uuid) -> Result<(), KithError> {
        guarded(|| self.0.discard_draft(id))
    }

    /// Checks the vault: its pages (if `deep`), its rows, its index. Repairs nothing.
    pub fn check(&self, deep: bool) -> Result<CheckReport, KithError> {
        guarded(|| self.0.check(deep))
    }
}
