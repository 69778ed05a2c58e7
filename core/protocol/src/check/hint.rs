//! Advice that never blocks, as an id and its arguments.

use serde::{Deserialize, Serialize};

/// A soft rule that a screen may mention: the id of a message and what it needs to be put into words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Hint {
    /// The message's stable id, such as `gate-contract-missing`.
    pub id: String,
    /// The message's arguments, in the order in which they were given.
    pub args: Vec<Argument>,
}

/// One argument of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Argument {
    /// The name under which the message asks for it.
    pub name: String,
    /// What is put there.
    #[serde(flatten)]
    pub value: ArgumentValue,
}

/// The value of an argument. Numbers stay numbers, because plural forms hang on them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum ArgumentValue {
    /// A count or a score.
    Number {
        /// The number.
        value: i64,
    },
    /// A stable id or a date in its text form; never a person's words.
    Term {
        /// The id or date.
        value: String,
    },
}

impl Hint {
    /// A hint without arguments.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            args: Vec::new(),
        }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<ArgumentValue>) -> Self {
        self.args.push(Argument {
            name: name.to_owned(),
            value: value.into(),
        });
        self
    }
}

impl From<i64> for ArgumentValue {
    fn from(value: i64) -> Self {
        Self::Number { value }
    }
}

impl From<i32> for ArgumentValue {
    fn from(value: i32) -> Self {
        i64::from(value).into()
    }
}

impl From<&str> for ArgumentValue {
    fn from(value: &str) -> Self {
        Self::Term {
            value: value.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_keeps_the_order_and_the_kind_of_its_arguments() {
        let hint = Hint::new("sessions-left")
            .with("left", 9)
            .with("phase", "middle");
        let values: Vec<_> = hint.args.iter().map(|argument| &argument.value).collect();
        assert_eq!(
            values,
            [&ArgumentValue::from(9), &ArgumentValue::from("middle")]
        );
    }

    #[test]
    fn a_hint_is_read_back_as_it_was_written() {
        let hint = Hint::new("sessions-left")
            .with("left", 9)
            .with("phase", "middle");
        let json = serde_json::to_string(&hint).unwrap();
        assert!(json.contains(r#"{"name":"left","value":9}"#), "{json}");
        assert_eq!(serde_json::from_str::<Hint>(&json).unwrap(), hint);
    }
}
