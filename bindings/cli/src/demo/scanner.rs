//! Looks for words in bytes, whatever they are: as UTF-8 and as UTF-16 in both byte orders, as written and in lower case,
//! as an index might keep them.
//!
//! All words are looked for in one pass: the first four bytes of each form lead to it.

use std::collections::{BTreeSet, HashMap};

/// Bytes that lead to a form.
const KEY: usize = 4;

/// The words that are looked for.
pub struct Scanner {
    words: Vec<String>,
    forms: HashMap<[u8; KEY], Vec<(usize, Vec<u8>)>>,
}

impl Scanner {
    /// A scanner for these words.
    pub fn new(words: impl IntoIterator<Item = String>) -> Self {
        let words: Vec<String> = words.into_iter().collect();
        let mut forms: HashMap<_, Vec<_>> = HashMap::new();
        for (place, word) in words.iter().enumerate() {
            for form in forms_of(word) {
                if let Some(key) = form.first_chunk::<KEY>() {
                    forms.entry(*key).or_default().push((place, form));
                }
            }
        }
        Self { words, forms }
    }

    /// How many words it looks for.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The words that stand in these bytes.
    pub fn found(&self, bytes: &[u8]) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        for start in 0..bytes.len() {
            let rest = &bytes[start..];
            let forms = rest
                .first_chunk::<KEY>()
                .and_then(|key| self.forms.get(key));
            for (place, form) in forms.into_iter().flatten() {
                if rest.starts_with(form) {
                    found.insert(self.words[*place].as_str());
                }
            }
        }
        found
    }

    /// A scanner for the words that are not among these.
    pub fn without(&self, others: &BTreeSet<String>) -> Self {
        Self::new(
            self.words
                .iter()
                .filter(|word| !others.contains(*word))
                .cloned(),
        )
    }
}

/// Every way in which a word may stand in a file.
fn forms_of(word: &str) -> BTreeSet<Vec<u8>> {
    let mut forms = BTreeSet::new();
    for text in [word.to_owned(), word.to_lowercase()] {
        forms.extend(encodings(&text));
    }
    forms
}

/// A text in UTF-8, and in UTF-16 with the low and with the high byte first.
pub fn encodings(text: &str) -> [Vec<u8>; 3] {
    let low = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let high = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [text.as_bytes().to_vec(), low, high]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_every_encoding_and_anywhere() {
        let scanner = Scanner::new(["Whitby".to_owned(), "مریم".to_owned()]);
        for encoded in encodings("a bus to whitby, with مریم") {
            for lead in 0..3 {
                let bytes = [vec![0xff; lead], encoded.clone()].concat();
                assert_eq!(scanner.found(&bytes).len(), 2);
            }
        }
    }

    #[test]
    fn a_word_that_is_cut_short_is_not_found() {
        let scanner = Scanner::new(["printer".to_owned()]);
        assert!(scanner.found(b"the printe").is_empty());
    }
}
