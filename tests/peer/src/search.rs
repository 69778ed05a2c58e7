//! Full-text search: the newest hits, each with a snippet whose matches are marked.
#![expect(dead_code, reason = "a screen reads what the measurement does not")]

use rusqlite::{Connection, params};

use crate::Result;

/// An entry that was found.
pub struct Hit {
    pub id: i64,
    pub at: i64,
    pub spans: Vec<Span>,
}

/// A piece of the snippet.
pub struct Span {
    pub text: String,
    pub hit: bool,
}

/// The newest entries that hold every word, the last one as a beginning.
pub fn search(conn: &Connection, words: &str, limit: i64) -> Result<Vec<Hit>> {
    let mut statement = conn.prepare_cached(include_str!("sql/search.sql"))?;
    let rows = statement.query_map(params![expression(words), limit], |row| {
        Ok(Hit {
            id: row.get(0)?,
            at: row.get(1)?,
            spans: spans(row.get_ref(2)?.as_str()?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Quotes each word, so that nothing a person types is taken for an operator; the last may be unfinished.
fn expression(words: &str) -> String {
    let quoted = words
        .split_whitespace()
        .map(|word| format!("\"{}\"", word.replace('"', "\"\"")));
    quoted.collect::<Vec<_>>().join(" ") + "*"
}

/// Splits a snippet at the marks that the query asked for.
fn spans(snippet: &str) -> Vec<Span> {
    let pieces = snippet.split_inclusive(['\u{2}', '\u{3}']);
    let mut hit = false;
    let mut spans = Vec::new();
    for piece in pieces {
        let text = piece.trim_end_matches(['\u{2}', '\u{3}']);
        if !text.is_empty() {
            spans.push(Span {
                text: text.to_owned(),
                hit,
            });
        }
        hit = piece.ends_with('\u{2}');
    }
    spans
}
