//! A message and its arguments, before any language is chosen.

use kith_protocol::check::{ArgumentValue, Hint};

/// What stands in the place of an argument.
#[derive(Clone)]
pub enum Value {
    /// A number; plural forms hang on it.
    Number(i64),
    /// An id of the field, said by its word in the language.
    Term {
        /// The family of ids, such as `phase`.
        family: &'static str,
        /// The id.
        id: String,
    },
    /// A text that is the same in every language, such as the short name of a questionnaire.
    Plain(String),
    /// A name that a person gave.
    Name(String),
    /// A part of the sentence that is a phrase of its own.
    Said(Box<Phrase>),
}

/// A message id with its arguments. It holds names, so it has no `Debug`.
#[derive(Clone)]
pub struct Phrase {
    id: String,
    arguments: Vec<(String, Value)>,
}

impl Phrase {
    /// A message without arguments.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            arguments: Vec::new(),
        }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.arguments.push((name.to_owned(), value));
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn number(self, name: &str, number: impl Into<i64>) -> Self {
        self.with(name, Value::Number(number.into()))
    }

    /// Adds a name that a person gave.
    #[must_use]
    pub fn name(self, name: &str, given: &str) -> Self {
        self.with(name, Value::Name(given.to_owned()))
    }

    /// Adds an id of the field.
    #[must_use]
    pub fn term(self, name: &str, family: &'static str, id: &str) -> Self {
        let id = id.to_owned();
        self.with(name, Value::Term { family, id })
    }

    /// Adds a text that is the same in every language.
    #[must_use]
    pub fn plain(self, name: &str, text: impl Into<String>) -> Self {
        self.with(name, Value::Plain(text.into()))
    }

    /// Adds a phrase.
    #[must_use]
    pub fn said(self, name: &str, phrase: Self) -> Self {
        self.with(name, Value::Said(Box::new(phrase)))
    }

    /// The message's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn arguments(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.arguments
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }
}

impl From<&Hint> for Phrase {
    fn from(hint: &Hint) -> Self {
        let mut phrase = Self::new(hint.id.clone());
        for argument in &hint.args {
            phrase = match &argument.value {
                ArgumentValue::Number { value } => phrase.number(&argument.name, *value),
                ArgumentValue::Term { value } => phrase.plain(&argument.name, value.clone()),
            };
        }
        match spread(hint) {
            Some(spread) => phrase.number("spread", spread),
            None => phrase,
        }
    }
}

/// How far apart the ends of a hint's range are: a sentence says "16 to 24", and of one number only that.
fn spread(hint: &Hint) -> Option<i64> {
    let number = |name| {
        let named = hint.args.iter().find(|argument| argument.name == name)?;
        match named.value {
            ArgumentValue::Number { value } => Some(value),
            ArgumentValue::Term { .. } => None,
        }
    };
    Some(number("to")? - number("from")?)
}
