//! What the command writes: lines for people, or JSON for machines.
//!
//! A person's words are made safe for a terminal first: control characters could move its cursor or rewrite what
//! stands there, and the invisible marks around names are for screens that know them.

use crate::failure::Outcome;
use crate::ink::Ink;
use serde::Serialize;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

/// Lines longer than this are hard to read, however wide the window is.
const WIDEST: usize = 100;
const NARROWEST: usize = 40;
/// Columns of the names beside paragraphs.
const LABELS: usize = 15;

/// Standard output.
pub struct Screen {
    out: BufWriter<Stdout>,
    /// Colour, where it can be seen.
    pub ink: Ink,
    /// Columns to fill.
    pub width: usize,
}

impl Screen {
    /// Standard output, as wide as its window.
    pub fn on_stdout() -> Self {
        let terminal = io::stdout().is_terminal();
        let width = match terminal {
            true => usize::from(console::Term::stdout().size().1),
            false => WIDEST,
        };
        Self {
            out: BufWriter::new(io::stdout()),
            ink: Ink::for_stream(terminal),
            width: width.clamp(NARROWEST, WIDEST),
        }
    }

    /// One line as it is.
    pub fn line(&mut self, text: impl AsRef<str>) -> io::Result<()> {
        writeln!(self.out, "{}", text.as_ref())
    }

    /// An empty line. What stands before it is shown at once.
    pub fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)?;
        self.out.flush()
    }

    /// A paragraph, broken between words, each line after `indent` columns and painted.
    pub fn paragraph(
        &mut self,
        indent: usize,
        text: &str,
        paint: impl Fn(&str) -> String,
    ) -> io::Result<()> {
        for line in wrap(&harmless(text), self.width.saturating_sub(indent)) {
            writeln!(self.out, "{:indent$}{}", "", paint(&line))?;
        }
        Ok(())
    }

    /// A paragraph beside its name, which stands in a column of its own.
    pub fn labelled(
        &mut self,
        name: &str,
        text: &str,
        paint: impl Fn(&str) -> String,
    ) -> io::Result<()> {
        let room = self.width.saturating_sub(LABELS);
        for (place, line) in wrap(&harmless(text), room).iter().enumerate() {
            let name = if place == 0 { name } else { "" };
            let name = self.ink.dim(format!("{name:>wide$}", wide = LABELS - 2));
            writeln!(self.out, "{name}  {}", paint(line))?;
        }
        Ok(())
    }

    /// A paragraph in plain ink.
    pub fn say(&mut self, indent: usize, text: &str) -> io::Result<()> {
        self.paragraph(indent, text, str::to_owned)
    }

    /// A paragraph that is made harmless and painted already.
    pub fn painted(&mut self, indent: usize, text: &str) -> io::Result<()> {
        for line in wrap(text, self.width.saturating_sub(indent)) {
            writeln!(self.out, "{:indent$}{line}", "")?;
        }
        Ok(())
    }

    /// A value as JSON.
    pub fn json(&mut self, value: &impl Serialize) -> Outcome<()> {
        serde_json::to_writer_pretty(&mut self.out, value).map_err(io::Error::from)?;
        Ok(writeln!(self.out)?)
    }

    /// The stream itself, for what has a format of its own.
    pub fn raw(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// Hands everything over.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A line on standard error. Nobody can be told when even that fails.
pub fn warn(line: &str) {
    let _ = writeln!(io::stderr().lock(), "kith: {line}");
}

/// A quiet remark on standard error, beside what standard output carries.
pub fn remark(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// The text without what a terminal would obey.
pub fn harmless(text: &str) -> String {
    let shown = |character: char| match character {
        '\u{2066}'..='\u{2069}' | '\u{202a}'..='\u{202e}' | '\u{200e}' | '\u{200f}' => None,
        character if character.is_control() => Some(' '),
        character => Some(character),
    };
    text.chars().filter_map(shown).collect()
}

/// The text in at most `width` columns, with an ellipsis where it had to be cut.
pub fn cut(text: &str, width: usize) -> String {
    console::truncate_str(&harmless(text), width, "…").into_owned()
}

/// Breaks a text between words.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let wide = console::measure_text_width(word);
        if used > 0 && used + 1 + wide > width {
            lines.push(String::new());
            used = 0;
        }
        let Some(line) = lines.last_mut() else { break };
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += wide;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_broken_between_words_and_loses_none() {
        let lines = wrap("one two  three\nfour", 8);
        assert_eq!(lines, ["one two", "three", "four"]);
    }

    #[test]
    fn a_word_longer_than_the_line_stands_alone() {
        assert_eq!(wrap("a longerthanthat b", 5), ["a", "longerthanthat", "b"]);
    }

    #[test]
    fn a_text_cannot_move_the_cursor_or_turn_the_line_around() {
        let shown = harmless("a\u{1b}[2Jb\u{202e}c\u{2068}מרים\u{2069}\r");
        assert_eq!(shown, "a [2Jbcמרים ");
    }
}
