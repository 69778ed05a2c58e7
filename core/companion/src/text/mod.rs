//! What Kith says, by message id.
//!
//! The rules and the views name a message and its arguments; only here do they become a sentence,
//! through Fluent, because plural forms, word order and direction differ between languages and a
//! sentence glued together in code can be right in one of them only. Names that a person gave are
//! wrapped in Unicode isolates, so that an Arabic name in an English sentence turns nothing around it.
//!
//! A missing message is a bug of ours and must not take a screen down: its id is shown instead, and
//! a test sees to it that code and messages name each other.

mod phrase;

pub use phrase::{Phrase, Value};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;

const ENGLISH: [&str; 3] = [
    include_str!("../../locales/en/hints.ftl"),
    include_str!("../../locales/en/terms.ftl"),
    include_str!("../../locales/en/views.ftl"),
];

static ENGLISH_TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::new("en", &ENGLISH));

/// The messages of one language.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// English, the language that every message exists in.
    #[must_use]
    pub fn english() -> &'static Self {
        &ENGLISH_TEXTS
    }

    /// The texts in the language of a BCP 47 tag, or in the nearest that there is: English so far.
    #[must_use]
    pub fn of(_tag: &str) -> &'static Self {
        Self::english()
    }

    fn new(language: &str, files: &[&str]) -> Self {
        // The tags are written in this file, so they parse; an empty tag is the root language.
        let language = language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false); // Only names are isolated: see `Value::Name`.
        for file in files {
            let resource = match FluentResource::try_new((*file).to_owned()) {
                Ok(whole) => whole,
                Err((readable, _)) => readable,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { bundle }
    }

    /// The sentence for a phrase.
    #[must_use]
    pub fn say(&self, phrase: &Phrase) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in phrase.arguments() {
            args.set(name.to_owned(), self.fluent(value));
        }
        self.format(phrase.id(), &args)
    }

    /// Several sentences, one after the other.
    #[must_use]
    pub fn say_all(&self, phrases: &[Phrase]) -> String {
        let said: Vec<_> = phrases.iter().map(|phrase| self.say(phrase)).collect();
        said.join(" ")
    }

    /// The word for an id of the field, such as `phase-middle`. Its own id where it is unknown,
    /// so that a value of a newer version is shown rather than hidden.
    #[must_use]
    pub fn term(&self, family: &str, id: &str) -> String {
        let key = format!("{family}-{}", id.replace('_', "-"));
        if self.bundle.has_message(&key) {
            self.format(&key, &FluentArgs::new())
        } else {
            id.to_owned()
        }
    }

    fn fluent(&self, value: &Value) -> FluentValue<'static> {
        match value {
            Value::Number(number) => FluentValue::from(*number),
            Value::Term { family, id } => FluentValue::from(self.term(family, id)),
            Value::Plain(text) => FluentValue::from(text.clone()),
            Value::Name(name) => FluentValue::from(format!("\u{2068}{name}\u{2069}")),
            Value::Said(phrase) => FluentValue::from(self.say(phrase)),
        }
    }

    fn format(&self, id: &str, args: &FluentArgs<'_>) -> String {
        let pattern = self
            .bundle
            .get_message(id)
            .and_then(|message| message.value());
        let Some(pattern) = pattern else {
            return id.to_owned();
        };
        let mut unfit = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(args), &mut unfit);
        debug_assert!(unfit.is_empty(), "{id} lacks an argument: {unfit:?}");
        said.into_owned()
    }
}

#[cfg(test)]
mod tests;
