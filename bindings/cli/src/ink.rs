//! Colour, where somebody can see it.
//!
//! Five inks and no more. They carry no meaning of their own: whatever they say, the text beside them says too.

use std::env;
use std::fmt::Display;

/// Whether to colour, decided once.
#[derive(Clone, Copy)]
pub struct Ink {
    on: bool,
}

impl Ink {
    /// Ink for a stream: none where it is no terminal, where `NO_COLOR` is set, or on a terminal that has none.
    pub fn for_stream(is_terminal: bool) -> Self {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let dumb = set("TERM").is_some_and(|term| term == "dumb");
        Self {
            on: is_terminal && !dumb && set("NO_COLOR").is_none(),
        }
    }

    /// A title.
    pub fn bold(self, text: impl Display) -> String {
        self.wrap("1", text)
    }

    /// What stands back.
    pub fn dim(self, text: impl Display) -> String {
        self.wrap("2", text)
    }

    /// A person's own words.
    pub fn own(self, text: impl Display) -> String {
        self.wrap("3", text)
    }

    /// What is looked for, or a point on a chart.
    pub fn accent(self, text: impl Display) -> String {
        self.wrap("36", text)
    }

    /// What was found.
    pub fn hit(self, text: impl Display) -> String {
        if self.on {
            self.wrap("1;36", text)
        } else {
            format!("[{text}]")
        }
    }

    fn wrap(self, code: &str, text: impl Display) -> String {
        if self.on {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_string()
        }
    }
}
