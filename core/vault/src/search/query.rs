//! What a person typed, as a query: every word must be there, the last one may still be unfinished.

use std::collections::BTreeSet;

use super::segment::{Script, Segment, segments};

/// Words beyond this many are not asked of the index; the candidates are read again instead.
const MOST_TOKENS: usize = 40;
/// Characters of a query that are looked at; more than anybody types.
const LONGEST_QUERY: usize = 400;

/// A query that has at least one word in it.
#[derive(Clone)]
pub(crate) struct Query {
    terms: Vec<Term>,
    exact: bool,
    expression: String,
}

/// One word that must be found.
#[derive(Clone)]
pub(super) struct Term {
    pub script: Script,
    pub folded: String,
    /// The word may go on after this.
    pub open: bool,
}

impl Query {
    /// The query in `text`; `None` where it holds nothing to look for.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let end = text
            .char_indices()
            .nth(LONGEST_QUERY)
            .map_or(text.len(), |(at, _)| at);
        let segments = segments(&text[..end]);
        let tokens = asked(&segments);
        let exact = tokens.len() > MOST_TOKENS || segments.iter().any(needs_order);
        let expression = tokens
            .into_iter()
            .take(MOST_TOKENS)
            .collect::<Vec<_>>()
            .join(" ");
        let last = segments.len();
        let terms = segments.into_iter().enumerate();
        let terms: Vec<Term> = terms
            .map(|(at, segment)| Term::new(&segment, at + 1 == last))
            .collect();
        (!terms.is_empty()).then_some(Self {
            terms,
            exact,
            expression,
        })
    }

    /// The query in FTS5's language. Each word stands in quotes and holds no quote, so nothing in it is an operator.
    pub(crate) fn expression(&self) -> &str {
        &self.expression
    }

    /// Whether the index finds more than was asked for, so that [`Self::matches`] has to decide.
    pub(crate) fn needs_reading(&self) -> bool {
        self.exact
    }

    /// Whether `text` holds every word of the query.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let text: Vec<(Script, String)> = segments(text)
            .iter()
            .map(|it| (it.script, it.folded()))
            .collect();
        let found = |term: &Term| {
            text.iter()
                .any(|(script, folded)| term.is_in(*script, folded))
        };
        self.terms.iter().all(found)
    }

    pub(super) fn terms(&self) -> &[Term] {
        &self.terms
    }
}

impl Term {
    fn new(segment: &Segment, last: bool) -> Self {
        Self {
            script: segment.script,
            folded: segment.folded(),
            open: last,
        }
    }

    fn is_in(&self, script: Script, folded: &str) -> bool {
        script == self.script
            && match script {
                Script::Run => folded.contains(&self.folded),
                Script::Word if self.open => folded.starts_with(&self.folded),
                Script::Word | Script::Sign => folded == self.folded,
            }
    }
}

/// Three unspaced characters are two pairs, and pairs may be there without standing together.
fn needs_order(segment: &Segment) -> bool {
    segment.script == Script::Run && segment.tokens().len() > 2
}

/// The tokens to ask the index for, each once, in order.
fn asked(segments: &[Segment]) -> Vec<String> {
    let mut known = BTreeSet::new();
    let mut asked = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        for token in tokens(segment, at + 1 == segments.len()) {
            if known.insert(token.clone()) {
                asked.push(token);
            }
        }
    }
    asked
}

fn tokens(segment: &Segment, last: bool) -> Vec<String> {
    let mut tokens = segment.tokens();
    let alone = tokens.len() == 1;
    if segment.script == Script::Run && !alone {
        tokens.pop(); // the last character is already in the last pair
    }
    let open = match segment.script {
        Script::Run => alone || last,
        Script::Word => last,
        Script::Sign => false,
    };
    let end = tokens.len() - 1;
    let quoted = |(at, token): (usize, String)| match open && at == end {
        true => format!("\"{token}\"*"),
        false => format!("\"{token}\""),
    };
    tokens.into_iter().enumerate().map(quoted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(text: &str) -> Option<String> {
        Query::parse(text).map(|query| query.expression)
    }

    #[test]
    fn a_query_asks_for_every_word_and_for_the_last_as_a_beginning() {
        let table = [
            ("lonely", "\"lonely\"*"),
            ("felt lonely", "\"felt\" \"lonely\"*"),
            ("lonely Lonely", "\"lonely\" \"lonely\"*"),
            ("愛", "\"愛\"*"),
            ("孤独", "\"孤独\"*"),
            ("孤独 x", "\"孤独\" \"x\"*"),
            ("愛 x", "\"愛\"* \"x\"*"),
            ("我很孤独", "\"我很\" \"很孤\" \"孤独\"*"),
            ("ok 😢", "\"ok\" \"😢\""),
        ];
        for (text, expected) in table {
            assert_eq!(expression(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn nothing_to_look_for_is_no_query() {
        for text in ["", "   ", "?!…", "\"", "***", "\u{0301}", "()"] {
            assert_eq!(expression(text), None, "{text:?}");
        }
    }

    #[test]
    fn operators_of_the_query_language_are_words_like_any_other() {
        assert_eq!(
            expression("a OR b NOT NEAR(c, 2) words:d ^e \"f* - g").as_deref(),
            Some(
                "\"a\" \"or\" \"b\" \"not\" \"near\" \"c\" \"2\" \"words\" \"d\" \"e\" \"f\" \"g\"*"
            )
        );
    }

    #[test]
    fn pairs_that_do_not_stand_together_are_told_apart_by_reading() {
        let query = Query::parse("孤独感").unwrap();
        assert!(query.needs_reading());
        assert!(query.matches("我有孤独感。"));
        assert!(!query.matches("孤独，独感"));
    }

    #[test]
    fn a_pasted_page_is_still_a_query() {
        let page: String = (0..2000).map(|n| format!("w{n} ")).collect();
        let query = Query::parse(&page).unwrap();
        assert_eq!(query.expression().matches(' ').count() + 1, MOST_TOKENS);
        assert!(query.needs_reading());
        assert!(query.matches(&page));
        assert!(!query.matches("w1 w2"));
    }
}
