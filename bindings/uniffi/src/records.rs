//! What is the same for every kind of record: adding, editing, reading one, reading a page.
//!
//! UniFFI knows no generic methods, so each kind gets four of its own, and all are made here from the core's one
//! list of kinds. Their words are the same for each kind for the same reason.

use crate::guard::guarded;
use crate::{CoreClient, KithError};
use kith_companion::entity::*;
use kith_companion::{Client, PageRequest, Review};
use kith_protocol::Uuid;

/// A course is the one record that belongs to no other: it is begun, not added to anything.
macro_rules! adding {
    (Course, $content:ident, $changed:ident, $add:ident) => {
        #[uniffi::export]
        impl CoreClient {
            /// Begins a course.
            ///
            /// Throws `Invalid`, if the content breaks a rule; `Locked`, and what the storage throws.
            pub fn $add(&self, content: $content) -> Result<$changed, KithError> {
                guarded(|| self.0.begin(content).map($changed::from))
            }
        }
    };
    ($entity:ident, $content:ident, $changed:ident, $add:ident) => {
        #[uniffi::export]
        impl CoreClient {
            /// Adds a record to a course. It is on disk when this returns.
            ///
            /// Throws `Invalid`, if the content breaks a rule or the course does not exist; `Locked`, and what the
            /// storage throws.
            pub fn $add(&self, course: Uuid, content: $content) -> Result<$changed, KithError> {
                guarded(|| self.0.add(course, content).map($changed::from))
            }
        }
    };
}

macro_rules! records {
    ($($entity:ident, $content:ident, $changed:ident, $page:ident, $add:ident, $edit:ident, $one:ident, $many:ident;)*) => {
        $(
            adding!($entity, $content, $changed, $add);

            #[uniffi::export]
            impl CoreClient {
                /// Replaces the content of a record. `version` is the one that the person has seen.
                ///
                /// Throws `Conflict`, if the record was changed since; `Immutable` for versions and `AppendOnly` for
                /// facts, which are not edited; `Invalid`, `NotFound`, `Locked`, and what the storage throws.
                pub fn $edit(&self, id: Uuid, version: i64, content: $content) -> Result<$changed, KithError> {
                    guarded(|| self.0.edit(id, version, content).map($changed::from))
                }

                /// A record, in the trash or not.
                ///
                /// Throws `NotFound`, if there is none of this kind with this id; `Locked`.
                pub fn $one(&self, id: Uuid) -> Result<$entity, KithError> {
                    guarded(|| self.0.get(id))
                }

                /// A page of records, newest first.
                ///
                /// Throws `Invalid`, if the limit is not 1 to 200 or the cursor is not one of ours; `Locked`.
                pub fn $many(&self, request: PageRequest) -> Result<$page, KithError> {
                    guarded(|| self.0.page::<$entity>(&request).map($page::from))
                }
            }
        )*

        /// A kind of record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
        pub enum RecordKind {
            $(
                /// One kind of record.
                $entity,
            )*
        }

        impl RecordKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$entity),*];

            /// The word for the kind in a change, a hit or a draft.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$entity => $content::KIND,)*
                }
            }
        }

        /// A content of any kind, to be reviewed.
        #[derive(Clone, uniffi::Enum)]
        pub enum AnyContent {
            $(
                /// The content of one kind of record.
                $entity {
                    /// The content.
                    content: $content,
                },
            )*
        }

        impl AnyContent {
            pub(crate) fn review(
                self,
                client: &Client,
                course: Option<Uuid>,
                id: Option<Uuid>,
            ) -> kith_companion::Result<Review> {
                match self {
                    $(Self::$entity { content } => client.review(course, id, content),)*
                }
            }
        }
    };
}
kith_companion::each_entity!(records);

/// Every kind of record with the word for it in a change, a hit or a draft.
#[uniffi::export]
#[must_use]
pub fn record_kinds() -> Vec<NamedKind> {
    let named = |kind: &RecordKind| NamedKind {
        kind: *kind,
        word: kind.word().to_owned(),
    };
    RecordKind::ALL.iter().map(named).collect()
}

/// A kind of record and the word for it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct NamedKind {
    /// The kind.
    pub kind: RecordKind,
    /// The word, such as `entry`.
    pub word: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_the_core_can_be_observed_under_its_word() {
        let words: Vec<&str> = RecordKind::ALL.iter().map(|kind| kind.word()).collect();
        let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        assert_eq!(words, kinds);
    }
}
