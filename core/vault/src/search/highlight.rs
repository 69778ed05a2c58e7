//! Showing where a query was found: the text around the first hit, with every hit in it marked.
//!
//! Spans come in the order of writing and leave the direction to the screen. Controls that override it are left out, because a
//! window cuts them from their other half and an override without its end turns the whole line around.

use std::fmt;

use super::fold::is_attached;
use super::query::{Query, Term};
use super::segment::{Script, Segment, segments};

/// A piece of a shown text. Its `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, serde::Serialize)]
pub struct Span {
    /// The words as they were written.
    pub text: String,
    /// Whether this is what was looked for.
    pub hit: bool,
}

impl fmt::Debug for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Span")
            .field("hit", &self.hit)
            .finish_non_exhaustive()
    }
}

/// Characters that a window may give up at either side to begin or end at a space.
const SLACK: usize = 12;
const ELLIPSIS: &str = "…";

/// The part of `text` around the first place where `query` is found, at most about `width` characters, in spans.
///
/// Only what was asked for is marked: of a word that goes on after a query's last letters, the letters. Without a hit the
/// text's beginning is shown. Line breaks become spaces.
#[must_use]
pub fn highlight(text: &str, query: &str, width: usize) -> Vec<Span> {
    let hits = Query::parse(query).map_or_else(Vec::new, |query| hits(text, &query));
    let first = hits.first().map_or(0, |hit| hit.0);
    let (from, to) = window(text, first, width);
    let mut spans = Vec::new();
    if from > 0 {
        push(&mut spans, ELLIPSIS, false);
    }
    cut(text, from, to, &hits, &mut spans);
    if to < text.len() {
        push(&mut spans, ELLIPSIS, false);
    }
    spans
}

/// Byte ranges of `text` that the query found, in order and without overlap.
fn hits(text: &str, query: &Query) -> Vec<(usize, usize)> {
    let segments = segments(text);
    let mut hits: Vec<(usize, usize)> = segments
        .iter()
        .flat_map(|segment| query.terms().iter().flat_map(|term| found(segment, term)))
        .collect();
    hits.sort_unstable();
    hits.dedup_by(|next, kept| {
        let overlap = next.0 < kept.1;
        if overlap {
            kept.1 = kept.1.max(next.1);
        }
        overlap
    });
    hits
}

fn found(segment: &Segment, term: &Term) -> Vec<(usize, usize)> {
    if segment.script != term.script {
        return Vec::new();
    }
    let wanted: Vec<char> = term.folded.chars().collect();
    let last_start = segment.letters.len().saturating_sub(wanted.len());
    let starts = match segment.script {
        Script::Run => 0..=last_start,
        Script::Word | Script::Sign => 0..=0,
    };
    let whole = segment.script != Script::Run && !term.open;
    starts
        .filter(|start| !whole || *start + wanted.len() == segment.letters.len())
        .filter_map(|start| range(segment, start, &wanted))
        .collect()
}

fn range(segment: &Segment, start: usize, wanted: &[char]) -> Option<(usize, usize)> {
    let letters = segment.letters.get(start..start + wanted.len())?;
    let same = letters
        .iter()
        .map(|letter| letter.folded)
        .eq(wanted.iter().copied());
    let rest = segment.letters[start + wanted.len()..].iter();
    let marks = rest.take_while(|letter| is_attached(letter.folded)).last();
    same.then(|| {
        (
            letters[0].from,
            marks.unwrap_or(&letters[letters.len() - 1]).to,
        )
    })
}

/// The bytes to show: a quarter of the width before the hit, the rest after it, cut at spaces where one is near.
fn window(text: &str, hit: usize, width: usize) -> (usize, usize) {
    let before = text[..hit].chars().count();
    let skipped = before.saturating_sub(width / 4);
    let from = if skipped == 0 {
        0
    } else {
        // A chain of joined characters may reach beyond the hit; what was found is shown all the same.
        start_near(text, nth(text, 0, skipped), hit).min(hit)
    };
    let end = nth(text, from, width);
    let to = if end == text.len() {
        end
    } else {
        end_near(text, end, hit)
    };
    (from, to)
}

fn nth(text: &str, from: usize, count: usize) -> usize {
    text[from..]
        .char_indices()
        .nth(count)
        .map_or(text.len(), |(at, _)| from + at)
}

/// The first place at or after `at` where a word begins, or where a character does.
fn start_near(text: &str, at: usize, hit: usize) -> usize {
    let near = text[at..hit].char_indices().take(SLACK);
    let space = near
        .filter(|(_, c)| c.is_whitespace())
        .map(|(n, c)| at + n + c.len_utf8())
        .next();
    space.unwrap_or_else(|| whole_character(text, at))
}

/// The last space before `end`, or the end of a character there.
fn end_near(text: &str, end: usize, hit: usize) -> usize {
    let near = text[hit.min(end)..end].char_indices().rev().take(SLACK);
    let space = near
        .filter(|(_, c)| c.is_whitespace())
        .map(|(n, _)| hit.min(end) + n)
        .next();
    space
        .filter(|at| *at > hit)
        .unwrap_or_else(|| whole_character(text, end))
}

/// `at`, moved on past what belongs to the character before it: marks, joiners and what they join.
fn whole_character(text: &str, at: usize) -> usize {
    let mut joined = text[..at].ends_with('\u{200D}');
    for (offset, c) in text[at..].char_indices() {
        let joiner = c == '\u{200D}';
        let belongs = joiner
            || joined
            || is_attached(c)
            || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}');
        if !belongs {
            return at + offset;
        }
        joined = joiner;
    }
    text.len()
}

fn cut(text: &str, from: usize, to: usize, hits: &[(usize, usize)], spans: &mut Vec<Span>) {
    let mut at = from;
    for hit in hits.iter().filter(|hit| hit.0 >= from && hit.0 < to) {
        push(spans, &text[at..hit.0], false);
        push(spans, &text[hit.0..hit.1.min(to)], true);
        at = hit.1.min(to);
    }
    push(spans, &text[at..to], false);
}

fn push(spans: &mut Vec<Span>, text: &str, hit: bool) {
    let shown = text.chars().filter(|c| !overrides_direction(*c));
    let shown: String = shown
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    match spans.last_mut() {
        _ if shown.is_empty() => {}
        Some(last) if last.hit == hit => last.text.push_str(&shown),
        _ => spans.push(Span { text: shown, hit }),
    }
}

fn overrides_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spans in one line, hits in brackets.
    fn shown(text: &str, query: &str, width: usize) -> String {
        let bracket = |span: Span| {
            if span.hit {
                format!("[{}]", span.text)
            } else {
                span.text
            }
        };
        highlight(text, query, width)
            .into_iter()
            .map(bracket)
            .collect()
    }

    #[test]
    fn hits_are_marked_in_the_words_as_they_were_written() {
        let table = [
            ("I felt lonely.", "lone", "I felt [lone]ly."),
            ("I felt lonely.", "LONELY felt", "I [felt] [lonely]."),
            ("Großer Ärger", "grosser arg", "[Großer] [Ärg]er"),
            ("Cafe\u{0301} noir", "cafe", "[Cafe\u{0301}] noir"),
            ("我今天很孤独。", "孤独", "我今天很[孤独]。"),
            ("我今天很孤独。", "天", "我今[天]很孤独。"),
            ("ฉันรักเธอ", "รัก", "ฉัน[รัก]เธอ"),
            ("شعرتُ بالوحدةِ", "بالوحده", "شعرتُ [بالوحدةِ]"),
            ("so 😢 today", "😢", "so [😢] today"),
            ("nothing here", "absent", "nothing here"),
            ("nothing here", "", "nothing here"),
            ("felt, not feltro", "felt x", "[felt], not feltro"),
        ];
        for (text, query, expected) in table {
            assert_eq!(shown(text, query, 100), expected, "{query}");
        }
    }

    #[test]
    fn a_long_text_is_shown_around_its_first_hit() {
        let text = format!(
            "{}the argument {}",
            "before ".repeat(50),
            "after ".repeat(50)
        );
        let shown = shown(&text, "argument", 40);
        assert_eq!(shown, "…the [argument] after after after after…");
    }

    #[test]
    fn a_window_never_splits_a_character_from_its_marks() {
        let text = "รั".repeat(40);
        for width in 1..30 {
            let shown = shown(&text, "", width);
            assert!(shown == text || shown.ends_with("รั…"), "{width}: {shown}");
        }
        let family = "👩‍👩‍👧".repeat(10);
        for width in 1..20 {
            let shown = shown(&family, "", width);
            assert!(
                shown == family || shown.ends_with("👩‍👩‍👧…"),
                "{width}: {shown}"
            );
        }
    }

    #[test]
    fn a_hit_inside_a_chain_of_joined_characters_is_shown_and_marked() {
        let chain = format!(
            "{}🦰\u{200D} \u{200D}{}",
            "👩\u{200D}".repeat(40),
            "y".repeat(80)
        );
        for width in 0..60 {
            let shown = shown(&chain, "🦰", width);
            assert!(width == 0 || shown.contains("[🦰"), "{width}: {shown}");
        }
    }

    #[test]
    fn controls_of_direction_and_line_breaks_do_not_reach_the_screen() {
        assert_eq!(shown("a\u{202E}b\nc \u{2066}d", "d", 80), "ab c [d]");
    }

    #[test]
    fn any_text_any_query_and_any_width_are_shown_without_a_panic() {
        use proptest::prelude::*;
        proptest!(|(text in "\\PC{0,60}", query in "\\PC{0,8}", width in 0usize..40)| {
            let shown: String = highlight(&text, &query, width).into_iter().map(|span| span.text).collect();
            let plain: String = text.chars().filter(|c| !overrides_direction(*c)).collect();
            prop_assert!(plain.contains(shown.trim_matches('…')) || text.contains('…'));
        });
    }
}
