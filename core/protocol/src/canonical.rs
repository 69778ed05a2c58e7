//! One spelling for each JSON value.
//!
//! Where two devices must agree on which of two values is greater, or three languages on the same
//! bytes, the order of an object's members and the spaces between them must not matter. The
//! form is JSON without spaces, with the members of each object sorted by the code points of their names.

use serde_json::Value;

/// Writes a value in its one spelling.
///
/// ```
/// use kith_protocol::canonical;
///
/// let value = serde_json::from_str(r#"{ "b": [1, null], "a": "x" }"#)?;
/// assert_eq!(canonical::to_string(&value), r#"{"a":"x","b":[1,null]}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn to_string(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Array(entries) => {
            let write_entry = |entry: &Value, text: &mut String| write(entry, text);
            separated(text, ['[', ']'], entries.iter(), write_entry);
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            separated(
                text,
                ['{', '}'],
                members.into_iter(),
                |(name, value), text| {
                    text.push_str(&Value::from(name.as_str()).to_string());
                    text.push(':');
                    write(value, text);
                },
            );
        }
        scalar => text.push_str(&scalar.to_string()),
    }
}

fn separated<T>(
    text: &mut String,
    [open, close]: [char; 2],
    entries: impl Iterator<Item = T>,
    write_entry: impl Fn(T, &mut String),
) {
    text.push(open);
    for (place, entry) in entries.enumerate() {
        if place > 0 {
            text.push(',');
        }
        write_entry(entry, text);
    }
    text.push(close);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn members_are_sorted_at_every_depth() {
        let one: Value =
            serde_json::from_str(r#"{"b":{"d":1,"c":[{"f":2,"e":3}]},"a":0}"#).unwrap();
        assert_eq!(
            to_string(&one),
            r#"{"a":0,"b":{"c":[{"e":3,"f":2}],"d":1}}"#
        );
    }

    #[test]
    fn values_that_differ_are_spelt_differently() {
        let values = [
            json!(null),
            json!(false),
            json!(true),
            json!(0),
            json!(1),
            json!(-1),
            json!("1"),
            json!(""),
            json!([]),
            json!({}),
            json!([null]),
            json!([[]]),
            json!({"": null}),
            json!("null"),
            json!([1, 2]),
            json!(["1,2"]),
        ];
        let spellings: std::collections::BTreeSet<_> = values.iter().map(to_string).collect();
        assert_eq!(spellings.len(), values.len());
    }

    #[test]
    fn quotes_controls_and_other_scripts_are_read_back() {
        let value =
            json!({"quo\"te": "line\nfeed \u{1} שלום 😀", "é": [true, -9_007_199_254_740_993_i64]});
        assert_eq!(
            serde_json::from_str::<Value>(&to_string(&value)).unwrap(),
            value
        );
    }
}
