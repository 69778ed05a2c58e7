//! What lists and searches have in common.

use crate::ink::Ink;
use crate::screen::{Screen, harmless};
use kith_companion::TextSpan;
use std::io;

/// Says how to go on, where there is more.
pub fn more(next: Option<&str>, screen: &mut Screen) -> io::Result<()> {
    match next {
        None => Ok(()),
        Some(mark) => screen.line(screen.ink.dim(format!("more with --after {mark}"))),
    }
}

/// The place in which something was found, with what was found in it.
pub fn highlighted(spans: &[TextSpan], ink: Ink) -> String {
    let piece = |span: &TextSpan| {
        let text = harmless(&span.text);
        if span.hit { ink.hit(text) } else { text }
    };
    spans.iter().map(piece).collect()
}
