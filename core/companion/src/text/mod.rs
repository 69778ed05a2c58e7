//! What Kith says, by message id.
//!
//! The rules and the views name a message and its arguments; only here do they become a sentence,
//! through Fluent, because plural forms, word order and direction differ between languages and a
//! sentence glued together in code can be right in one of them only. Names that a person gave are
//! wrapped in Unicode isolates, so that an Arabic name in an English sentence turns nothing around it.
//!
//! A missing message is a bug of ours and must not take a screen down: its id is shown instead, and
//! a test says every message once.

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

    /// The word for an id of the field: `area-grief`, `phase-middle`. Its own id where it is unknown,
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
        self.bundle
            .format_pattern(pattern, Some(args), &mut Vec::new())
            .into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_messages_is_read_without_an_error() {
        for file in ENGLISH {
            assert!(FluentResource::try_new(file.to_owned()).is_ok());
        }
    }

    #[test]
    fn numbers_take_the_plural_of_the_language() {
        let texts = Texts::english();
        let days = |count: i64| texts.say(&Phrase::new("span-days").number("count", count));
        assert_eq!(days(1), "1 day");
        assert_eq!(days(8), "8 days");
    }

    #[test]
    fn a_name_is_isolated_from_the_direction_of_the_sentence() {
        let said = Texts::english().say(
            &Phrase::new("digest-person")
                .name("name", "ليلى")
                .number("count", 2),
        );
        assert!(said.contains("\u{2068}ليلى\u{2069}"), "{said}");
    }

    #[test]
    fn every_hint_that_the_rules_can_give_has_words() {
        let hints = [
            "area-loss-without-death",
            "area-not-in-taxonomy",
            "contract-minutes-differ",
            "contract-sessions-differ",
            "gate-diagnosis-open",
            "gate-focus-not-agreed",
            "gate-inventory-not-reviewed",
            "gate-no-contract",
            "gate-no-event-marked",
            "gate-no-symptom-marked",
            "goal-first-step",
            "goal-many-active",
            "goal-observable",
        ];
        for hint in hints {
            assert_ne!(Texts::english().say(&Phrase::new(hint)), hint);
        }
    }

    #[test]
    fn an_unknown_message_shows_its_id_instead_of_failing() {
        assert_eq!(Texts::english().say(&Phrase::new("no-such")), "no-such");
        assert_eq!(
            Texts::english().term("phase", "from-tomorrow"),
            "from-tomorrow"
        );
    }
}
