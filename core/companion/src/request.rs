//! What a list or a search is asked for, and what it gives.
//!
//! A cursor is opaque: it names the last record of the page by what the list is sorted by, the time
//! lived and the id, so that a page stays whole while records are added before it.

use crate::{Error, Result};
use kith_protocol::Instant;
use kith_protocol::area::AreaId;
use kith_protocol::check::Rule;
use uuid::Uuid;

/// The most records of a page.
const PAGE: i32 = 200;

/// Which records of a kind are wanted.
#[derive(Clone, Default)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PageRequest {
    /// Only of this course; of all courses, if missing.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub course: Option<Uuid>,
    /// Only what has to do with this.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub about: Option<About>,
    /// What the page before gave as `next`; missing for the first page.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub after: Option<String>,
    /// How many records at most: 1 to 200.
    #[cfg_attr(feature = "uniffi", uniffi(default = 50))]
    pub limit: i32,
    /// What lies in the trash instead of what does not.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub trashed: bool,
}

impl PageRequest {
    /// The first `limit` records of a course.
    #[must_use]
    pub fn of(course: Uuid, limit: i32) -> Self {
        Self {
            course: Some(course),
            limit,
            ..Self::default()
        }
    }

    /// Only what has to do with `about`.
    #[must_use]
    pub fn about(mut self, about: About) -> Self {
        self.about = Some(about);
        self
    }
}

/// What records have to do with.
#[derive(Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum About {
    /// They name this person.
    Person {
        /// The person.
        id: Uuid,
    },
    /// They belong to this problem area.
    Area {
        /// The area.
        area: AreaId,
    },
    /// They name this goal: its steps and ratings, the entries and sessions in which it came up.
    Goal {
        /// The goal.
        id: Uuid,
    },
    /// They name this session.
    Session {
        /// The session.
        id: Uuid,
    },
    /// They agree to this contract or formulation.
    Version {
        /// The contract or formulation.
        id: Uuid,
    },
}

/// One page of a list, newest first.
#[derive(Clone)]
pub struct Page<E> {
    /// The records of the page.
    pub items: Vec<E>,
    /// Where the next page starts; missing on the last one.
    pub next: Option<String>,
}

/// What is looked for.
#[derive(Clone, Default)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct SearchRequest {
    /// The words; a record has to hold all of them, the last one as a beginning.
    pub text: String,
    /// Only in this course; in all, if missing.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub course: Option<Uuid>,
    /// Only these kinds, such as `entry`; all, if empty.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub kinds: Vec<String>,
    /// What the page before gave as `next`; missing for the first page.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub after: Option<String>,
    /// How many hits at most: 1 to 200.
    #[cfg_attr(feature = "uniffi", uniffi(default = 50))]
    pub limit: i32,
}

/// A page of hits, newest first.
#[derive(Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct SearchPage {
    /// The hits.
    pub hits: Vec<SearchHit>,
    /// Where the next page starts; missing on the last one.
    pub next: Option<String>,
}

/// A record in which the words were found.
#[derive(Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct SearchHit {
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
    /// The place where the words stand.
    pub spans: Vec<TextSpan>,
}

/// A piece of text in a hit.
#[derive(Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct TextSpan {
    /// The text.
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}

/// Checks the size of a page.
pub(crate) fn page_size(limit: i32) -> Result<usize> {
    let checked = Rule::within(limit.into(), 1, PAGE.into());
    checked.map_err(|rule| Error::invalid("limit", rule))?;
    Ok(limit.unsigned_abs() as usize)
}
