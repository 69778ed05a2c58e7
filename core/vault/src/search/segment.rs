//! Cutting folded text into what the index holds: words, runs of unspaced script, and signs such as emoji.

use super::fold::{Letter, fold, is_attached};

/// Letters of a word beyond this many are neither indexed nor asked for: no language has such words, pasted junk does.
const LONGEST_WORD: usize = 48;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Between spaces and punctuation.
    Word,
    /// Chinese, Japanese, Thai, Lao, Khmer, Myanmar: words stand without spaces.
    Run,
    /// One sign that means something by itself.
    Sign,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Segment {
    pub script: Script,
    pub letters: Vec<Letter>,
}

impl Segment {
    pub(super) fn folded(&self) -> String {
        self.letters.iter().map(|letter| letter.folded).collect()
    }

    /// The places at which a character with the marks that belong to it starts, and the end.
    fn characters(&self) -> Vec<usize> {
        let starts = |index: &usize| *index == 0 || !is_attached(self.letters[*index].folded);
        let mut starts: Vec<usize> = (0..self.letters.len()).filter(starts).collect();
        starts.push(self.letters.len());
        starts
    }

    /// The words of the index that this segment gives: itself, or for a run its pairs and its last character.
    pub(super) fn tokens(&self) -> Vec<String> {
        if self.script != Script::Run {
            return vec![self.folded()];
        }
        let places = self.characters();
        let characters = places.len() - 1;
        let token = |first: usize| {
            let last = (first + 2).min(characters);
            let letters = &self.letters[places[first]..places[last]];
            letters.iter().map(|letter| letter.folded).collect()
        };
        (0..characters).map(token).collect()
    }
}

/// The segments of `text`, in order.
pub(super) fn segments(text: &str) -> Vec<Segment> {
    let mut cutter = Cutter::default();
    fold(text, |folded, from, to| match folded {
        Some(folded) => cutter.add(Letter { folded, from, to }),
        None => cutter.widen(from, to),
    });
    cutter.finish()
}

/// `text` as the index takes it: folded words between single spaces.
pub(crate) fn index_words(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 16);
    for segment in segments(text) {
        for token in segment.tokens() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&token);
        }
    }
    words
}

#[derive(Default)]
struct Cutter {
    done: Vec<Segment>,
    open: Option<Segment>,
}

impl Cutter {
    fn add(&mut self, letter: Letter) {
        match script_of(letter.folded) {
            _ if is_attached(letter.folded) => self.attach(letter),
            None => self.cut(),
            Some(Script::Sign) => {
                self.cut();
                self.done.push(Segment {
                    script: Script::Sign,
                    letters: vec![letter],
                });
            }
            Some(script) => self.extend(script, letter),
        }
    }

    fn extend(&mut self, script: Script, letter: Letter) {
        if self.open.as_ref().is_some_and(|open| open.script != script) {
            self.cut();
        }
        let open = self.open.get_or_insert_with(|| Segment {
            script,
            letters: Vec::with_capacity(12),
        });
        if script == Script::Run || open.letters.len() < LONGEST_WORD {
            open.letters.push(letter);
        }
    }

    /// A mark belongs to the letter before it; with nothing before it, it says nothing.
    fn attach(&mut self, letter: Letter) {
        if let Some(open) = &mut self.open {
            let script = open.script;
            self.extend(script, letter);
        }
    }

    /// Something that folds to nothing stands right after the last letter, which it accents or joins.
    fn widen(&mut self, from: usize, to: usize) {
        let last = match &mut self.open {
            Some(open) => open.letters.last_mut(),
            None => self
                .done
                .last_mut()
                .and_then(|done| done.letters.last_mut()),
        };
        if let Some(last) = last.filter(|last| last.to == from) {
            last.to = to;
        }
    }

    fn cut(&mut self) {
        self.done.extend(self.open.take());
    }

    fn finish(mut self) -> Vec<Segment> {
        self.cut();
        self.done
    }
}

fn script_of(folded: char) -> Option<Script> {
    match folded {
        _ if folded.is_ascii() => folded.is_ascii_alphanumeric().then_some(Script::Word),
        _ if is_unspaced(folded) => Some(Script::Run),
        _ if folded.is_alphanumeric() => Some(Script::Word),
        '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}' => Some(Script::Sign),
        _ => None,
    }
}

/// Hangul is not here: Korean puts spaces between its words.
fn is_unspaced(folded: char) -> bool {
    match folded {
        '\u{0E2F}' | '\u{0E4F}' | '\u{0E5A}'..='\u{0E5B}' | '\u{104A}'..='\u{104F}' | '\u{17D4}'..='\u{17DA}' => false, // punctuation
        '\u{0E00}'..='\u{0EFF}'                             // Thai, Lao
        | '\u{1000}'..='\u{109F}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}' // Myanmar
        | '\u{1780}'..='\u{17FF}'                           // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{303B}'              // marks of repetition, zero
        | '\u{3041}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' // kana
        | '\u{3105}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}' // Bopomofo
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => true, // Han
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_the_words_of_the_index() {
        let table = [
            ("I felt lonely, again.", "i felt lonely again"),
            ("don't", "don t"),
            ("我很孤独", "我很 很孤 孤独 独"),
            ("愛", "愛"),
            ("iPhoneを買った3月", "iphone を買 買っ った た 3 月"),
            ("서울에서 만났다", "서울에서 만났다"),
            ("ฉันรักเธอ", "ฉัน นรั รัก กเ เธ ธอ อ"),
            ("がっこう", "がっ っこ こう う"),
            ("😢😢 ok", "😢 😢 ok"),
            ("👩🏽‍🦰", "👩 🦰"),
            ("कि ताब", "कि ताब"),
            ("«…» -- !?", ""),
            ("", ""),
        ];
        for (text, words) in table {
            let expected: String =
                unicode_normalization::UnicodeNormalization::nfkd(words).collect();
            assert_eq!(index_words(text), expected, "{text}");
        }
    }

    #[test]
    fn a_pasted_wall_of_letters_is_one_short_word() {
        assert_eq!(index_words(&"x".repeat(10_000)).len(), LONGEST_WORD);
    }

    #[test]
    fn letters_keep_the_accents_that_follow_them_in_their_range() {
        let cut = segments("e\u{0301}t");
        assert_eq!(cut[0].letters[0].to, 3);
    }
}
