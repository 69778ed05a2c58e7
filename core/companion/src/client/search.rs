//! Finding records by their words.

use super::Client;
use super::read::{cursor_of, cursor_text};
use crate::entity::{kind_named, words_in};
use crate::request::{SearchHit, SearchPage, SearchRequest, TextSpan, page_size};
use crate::{Error, Result};
use kith_protocol::Instant;
use kith_protocol::check::Rule;
use kith_vault::search::highlight;
use kith_vault::{Interrupt, Row, Search};

/// Characters of text that are shown around a hit.
const WIDTH: usize = 160;

/// Characters of a title.
const TITLE: usize = 80;

impl Client {
    /// Finds records that hold all words of a text, newest first. What lies in the trash is not found.
    /// A search that is no longer wanted is stopped by its token.
    ///
    /// # Errors
    /// [`kith_vault::Error::Cancelled`], if it was interrupted; [`Error::Invalid`] for a kind that does
    /// not exist, a limit that is not 1 to 200, or a cursor that is not one of ours.
    pub fn search(&self, request: &SearchRequest, interrupt: &Interrupt) -> Result<SearchPage> {
        let kinds: Vec<&str> = request.kinds.iter().map(String::as_str).collect();
        check_kinds(&kinds)?;
        let search = Search {
            text: &request.text,
            kinds: &kinds,
            course: request.course,
            before: request.after.as_deref().map(cursor_of).transpose()?,
            limit: page_size(request.limit)?,
        };
        self.read_interruptibly(interrupt, |reader| {
            let listed = reader.search_with(&search, |row| hit(row, &request.text))?;
            Ok(SearchPage {
                hits: listed.items,
                next: listed.next.map(cursor_text),
            })
        })
    }
}

fn check_kinds(kinds: &[&str]) -> Result<()> {
    for (index, kind) in kinds.iter().enumerate() {
        if kind_named(kind).is_none() {
            return Err(Error::invalid(format!("kinds[{index}]"), Rule::NotAllowed));
        }
    }
    Ok(())
}

fn hit(row: &Row<'_>, text: &str) -> kith_vault::Result<SearchHit> {
    let found = words_in(row);
    Ok(SearchHit {
        id: row.id,
        kind: row.kind.to_owned(),
        course: row.course,
        lived: Instant::from_millis(row.lived),
        title: title(&found),
        spans: highlight(&found, text, WIDTH)
            .into_iter()
            .map(TextSpan::from)
            .collect(),
    })
}

/// How a text begins: its first line, cut where a title has to end.
pub(super) fn title(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    highlight(line, "", TITLE)
        .into_iter()
        .map(|span| span.text)
        .collect()
}

impl From<kith_vault::search::Span> for TextSpan {
    fn from(span: kith_vault::search::Span) -> Self {
        Self {
            text: span.text,
            hit: span.hit,
        }
    }
}
