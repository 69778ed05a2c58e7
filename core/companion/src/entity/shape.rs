//! The shape that every kind of record has: its meta, and its content.
//!
//! UniFFI knows no generic types, so the foreign surface needs a record of its own for each kind, for
//! each page and for each change. In Rust the generic [`Page`](crate::Page) and
//! [`Changed`](crate::Changed) are enough, and the others exist under the feature `uniffi` alone.

/// Declares the record around a content.
macro_rules! entity {
    ($(#[$doc:meta])* $entity:ident, $content:ident, $changed:ident, $page:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, ::serde::Serialize)]
        #[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
        pub struct $entity {
            /// What every record carries.
            pub meta: $crate::entity::Meta,
            /// What the person wrote.
            pub content: $content,
        }

        impl $crate::entity::Entity for $entity {
            type Content = $content;

            fn new(meta: $crate::entity::Meta, content: $content) -> Self {
                Self { meta, content }
            }

            fn meta(&self) -> &$crate::entity::Meta {
                &self.meta
            }

            fn content(&self) -> &$content {
                &self.content
            }
        }

        #[cfg(feature = "uniffi")]
        pub use foreign::{$changed, $page};

        #[cfg(feature = "uniffi")]
        mod foreign {
            use super::$entity;

            /// What a change gives: the record as it stands now, and what changed.
            #[derive(uniffi::Record)]
            pub struct $changed {
                /// The record as it stands now.
                pub value: $entity,
                /// Everything that changed.
                pub changes: $crate::ChangeSet,
                /// Advice, which never blocks.
                pub hints: Vec<$crate::HintView>,
            }

            impl From<$crate::Changed<$entity>> for $changed {
                fn from(changed: $crate::Changed<$entity>) -> Self {
                    let $crate::Changed { value, changes, hints } = changed;
                    Self { value, changes, hints }
                }
            }

            /// One page of a list, newest first.
            #[derive(uniffi::Record)]
            pub struct $page {
                /// The records of the page.
                pub items: Vec<$entity>,
                /// Where the next page starts; missing on the last one.
                pub next: Option<String>,
            }

            impl From<$crate::Page<$entity>> for $page {
                fn from(page: $crate::Page<$entity>) -> Self {
                    let $crate::Page { items, next } = page;
                    Self { items, next }
                }
            }
        }
    };
}
