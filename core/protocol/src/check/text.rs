//! What a text may hold.
//!
//! Any script is welcome; what is refused are characters that nobody types and that lie about
//! what is there. A control character in a name breaks a list; a direction override can make one
//! name read as another. Names and lines are shown beside foreign text, so they may not hold
//! embeddings and isolates either. A long text stands alone and may: word processors put them
//! around Arabic and Hebrew. The two forced overrides (U+202D, U+202E) are refused everywhere.

use super::Rule;
use crate::limits;

/// Checks a name: one line with something in it, at most [`limits::NAME_CHARS`].
///
/// # Errors
/// The first rule that it breaks.
pub fn check_name(value: &str) -> Result<(), Rule> {
    if value.trim().is_empty() {
        return Err(Rule::Empty);
    }
    check_single_line(value, limits::NAME_CHARS)
}

/// Checks a text of one line, which may be empty: at most [`limits::LINE_CHARS`].
///
/// # Errors
/// The first rule that it breaks.
pub fn check_line(value: &str) -> Result<(), Rule> {
    check_single_line(value, limits::LINE_CHARS)
}

/// Checks a text of several lines, which may be empty: at most [`limits::TEXT_CHARS`]; line feeds
/// and tabs are its only control characters.
///
/// # Errors
/// The first rule that it breaks.
pub fn check_text(value: &str) -> Result<(), Rule> {
    check_length(value, limits::TEXT_CHARS)?;
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    check_characters(value, is_control, |c| matches!(c, '\u{202D}' | '\u{202E}'))
}

fn check_single_line(value: &str, max: usize) -> Result<(), Rule> {
    check_length(value, max)?;
    let is_control = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let redirects = |c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    check_characters(value, is_control, redirects)
}

fn check_length(value: &str, max: usize) -> Result<(), Rule> {
    match value.chars().nth(max) {
        None => Ok(()),
        Some(_) => Err(Rule::too_long(max)),
    }
}

fn check_characters(
    value: &str,
    is_control: impl Fn(char) -> bool,
    redirects: impl Fn(char) -> bool,
) -> Result<(), Rule> {
    if value.chars().any(is_control) {
        return Err(Rule::ControlCharacter);
    }
    if value.chars().any(redirects) {
        return Err(Rule::DirectionOverride);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script_are_welcome() {
        for name in [
            "Ana",
            "José",
            "محمد",
            "שרה",
            "王小明",
            "Ời",
            "नेहा",
            "👩‍👧",
            "می‌خواهم",
            "\u{200F}דנה",
        ] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn lengths_count_characters_and_the_limit_itself_is_allowed() {
        let of = |count: usize| "ß".repeat(count);
        assert_eq!(check_name(&of(80)), Ok(()));
        assert_eq!(check_name(&of(81)), Err(Rule::TooLong { max: 80 }));
        assert_eq!(check_line(&of(500)), Ok(()));
        assert_eq!(check_line(&of(501)), Err(Rule::TooLong { max: 500 }));
        assert_eq!(check_text(&of(20_000)), Ok(()));
        assert_eq!(check_text(&of(20_001)), Err(Rule::TooLong { max: 20_000 }));
    }

    #[test]
    fn a_name_of_nothing_but_space_is_empty_and_a_line_may_be() {
        for blank in ["", " ", "\u{00A0}\u{3000}"] {
            assert_eq!(check_name(blank), Err(Rule::Empty));
            assert_eq!(check_line(blank), Ok(()));
        }
    }

    #[test]
    fn only_a_long_text_may_break_lines() {
        for broken in ["one\ntwo", "one\ttwo"] {
            assert_eq!(check_text(broken), Ok(()));
            assert_eq!(check_line(broken), Err(Rule::ControlCharacter));
            assert_eq!(check_name(broken), Err(Rule::ControlCharacter));
        }
        assert_eq!(check_line("one\u{2028}two"), Err(Rule::ControlCharacter));
    }

    #[test]
    fn control_characters_are_refused_everywhere() {
        let controls = ('\0'..='\u{1F}').chain('\u{7F}'..='\u{9F}');
        for control in controls.filter(|c| !matches!(c, '\n' | '\t')) {
            let text = format!("a{control}b");
            for check in [check_name, check_line, check_text] {
                assert_eq!(check(&text), Err(Rule::ControlCharacter), "{control:?}");
            }
        }
    }

    #[test]
    fn a_forced_direction_is_refused_everywhere_and_an_isolate_outside_long_texts() {
        for forced in ['\u{202D}', '\u{202E}'] {
            assert_eq!(
                check_text(&forced.to_string()),
                Err(Rule::DirectionOverride)
            );
        }
        for mark in ('\u{202A}'..='\u{202E}').chain('\u{2066}'..='\u{2069}') {
            let text = format!("a{mark}b");
            assert_eq!(check_name(&text), Err(Rule::DirectionOverride), "{mark:?}");
            assert_eq!(check_line(&text), Err(Rule::DirectionOverride), "{mark:?}");
        }
        assert_eq!(check_text("\u{2067}שלום\u{2069} she said"), Ok(()));
    }
}
