//! The last steps to a text that is the same wherever it is made.

use serde_json::Value;
use std::collections::HashMap;

/// Sorted keys, two spaces, a line for each entry, a line break at the end; ids numbered by first appearance.
pub fn text(value: &Value) -> String {
    let sorted = serde_json::to_string_pretty(value).unwrap();
    number_ids(&sorted) + "\n"
}

/// Writes `#1`, `#2`, … for each id, in both spellings: with hyphens, and the 32 digits of a cursor.
fn number_ids(text: &str) -> String {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = [36, 32]
            .into_iter()
            .find(|length| rest.get(..*length).is_some_and(is_id));
        match length {
            Some(length) => {
                let next = numbers.len() + 1;
                let number = numbers
                    .entry(rest[..length].replace('-', ""))
                    .or_insert(next);
                out.push_str(&format!("#{number}"));
                rest = &rest[length..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

fn is_id(text: &str) -> bool {
    let hyphens = text.len() == 36;
    text.bytes().enumerate().all(|(place, byte)| {
        match hyphens && [8, 13, 18, 23].contains(&place) {
            true => byte == b'-',
            false => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        }
    })
}

#[test]
fn an_id_has_one_number_in_both_spellings() {
    let one = "0192f0c1-8a2b-7c3d-9e4f-a0b1c2d3e4f5";
    let other = "0192f0c1-8a2b-7c3d-9e4f-a0b1c2d3e4f6";
    let text = format!("{one} é {other} 12.{} {one}", one.replace('-', ""));
    assert_eq!(number_ids(&text), "#1 é #2 12.#1 #1");
}
