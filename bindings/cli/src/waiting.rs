//! Progress bars: on standard error, and only where somebody can see them.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kith_companion::ProgressSink;
use std::sync::Arc;

/// A bar for work of `total` steps. It is hidden where standard error is no terminal.
pub fn bar(what: &'static str, total: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{msg} {bar:32} {percent:>3} %");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.with_message(what)
}

/// A bar that follows work of the core.
pub struct Follow(ProgressBar);

impl Follow {
    /// A bar with this name.
    pub fn new(what: &'static str) -> Arc<Self> {
        Arc::new(Self(bar(what, 0)))
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.0.finish_and_clear();
    }
}

impl ProgressSink for Follow {
    fn progress(&self, done: i64, total: i64) {
        self.0.set_length(total.unsigned_abs());
        self.0.set_position(done.unsigned_abs());
    }
}
