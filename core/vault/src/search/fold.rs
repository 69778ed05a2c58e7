//! Folding: what two spellings must share to be found as one word.
//!
//! Compatibility decomposition (NFKD) takes ligatures, wide and narrow forms and accents apart; accents of alphabets, vowel points
//! of Hebrew and Arabic and all invisible format characters are dropped; case is folded. A few letters that Unicode does
//! not decompose but people leave out on a keyboard (ø, ł, đ, æ, œ) are folded by a table, as are the spellings of Arabic that
//! vary from writer to writer: alef with or without hamza, alef maqsura and ya, ta marbuta and ha, the tatweel.
//!
//! Two losses are chosen. Turkish dotted and dotless i fold into one letter, because the text does not say in which language
//! it is written and half of its writers have no dotless key. Marks of Indic scripts and Thai are kept, because there they are
//! vowels and tones, and so are the voicing marks of kana: `か` and `が` are different words.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// One folded letter and the bytes of the original text that it came from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    pub folded: char,
    pub from: usize,
    pub to: usize,
}

/// Calls `each` with every folded letter of `text` in order. Characters that fold to nothing are reported as `None` with
/// their range, so that a highlight can cover the accent along with its letter.
pub(super) fn fold(text: &str, mut each: impl FnMut(Option<char>, usize, usize)) {
    for (from, original) in text.char_indices() {
        let to = from + original.len_utf8();
        if original.is_ascii() {
            each(Some(original.to_ascii_lowercase()), from, to);
            continue;
        }
        let mut any = false;
        decompose_compatible(original, |part| {
            fold_part(part, |folded| {
                any = true;
                each(Some(folded), from, to);
            });
        });
        if !any {
            each(None, from, to);
        }
    }
}

fn fold_part(part: char, mut emit: impl FnMut(char)) {
    if is_dropped(part) {
        return;
    }
    for lower in part.to_lowercase().filter(|lower| !is_dropped(*lower)) {
        match equivalent(lower) {
            Some(letters) => letters.chars().for_each(&mut emit),
            None => emit(lower),
        }
    }
}

/// Marks and format characters that never tell two words apart in search.
fn is_dropped(part: char) -> bool {
    matches!(part,
        '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}'                              // Latin, Greek, Cyrillic
        | '\u{0591}'..='\u{05BD}' | '\u{05BF}' | '\u{05C1}'..='\u{05C2}' | '\u{05C4}'..='\u{05C5}' | '\u{05C7}' // Hebrew
        | '\u{0610}'..='\u{061A}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}'  // Arabic and the tatweel
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E4}' | '\u{06E7}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}'
        | '\u{0711}' | '\u{0730}'..='\u{074A}'                                         // Syriac
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E01EF}'
        | '\u{1F3FB}'..='\u{1F3FF}' // skin tones
    )
}

/// Letters that Unicode keeps apart and searchers do not.
fn equivalent(lower: char) -> Option<&'static str> {
    Some(match lower {
        'ß' => "ss",
        'ı' => "i",
        'ς' => "σ",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        '\u{0671}' => "\u{0627}",              // alef wasla
        '\u{0649}' | '\u{06CC}' => "\u{064A}", // alef maqsura, Persian ya
        '\u{0629}' => "\u{0647}",              // ta marbuta
        '\u{06A9}' => "\u{0643}",              // Persian kaf
        '\u{0660}' | '\u{06F0}' => "0",
        '\u{0661}' | '\u{06F1}' => "1",
        '\u{0662}' | '\u{06F2}' => "2",
        '\u{0663}' | '\u{06F3}' => "3",
        '\u{0664}' | '\u{06F4}' => "4",
        '\u{0665}' | '\u{06F5}' => "5",
        '\u{0666}' | '\u{06F6}' => "6",
        '\u{0667}' | '\u{06F7}' => "7",
        '\u{0668}' | '\u{06F8}' => "8",
        '\u{0669}' | '\u{06F9}' => "9",
        _ => return None,
    })
}

/// Whether a folded letter belongs to the one before it and never stands alone.
pub(super) fn is_attached(folded: char) -> bool {
    is_combining_mark(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut out = String::new();
        fold(text, |letter, _, _| out.extend(letter));
        out
    }

    #[test]
    fn spellings_that_a_searcher_takes_for_one_word_fold_alike() {
        let table = [
            ("Straße", "strasse"),
            ("STRASSE", "strasse"),
            ("STRAẞE", "strasse"),
            ("Ärger über Öl", "arger uber ol"),
            ("A\u{0308}rger", "arger"),
            ("façade ŒUVRE", "facade oeuvre"),
            ("Łódź Søren", "lodz soren"),
            ("İstanbul ISPARTA ısı", "istanbul isparta isi"),
            ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
            ("ﬁne Ｆｕｌｌ", "fine full"),
            ("ｶﾞ", "カ\u{3099}"),
            ("ガ", "カ\u{3099}"),
            ("co\u{00AD}operate", "cooperate"),
        ];
        for (written, expected) in table {
            assert_eq!(folded(written), expected, "{written}");
        }
    }

    #[test]
    fn arabic_folds_points_hamza_and_tatweel() {
        assert_eq!(folded("أُمّي"), folded("امي"));
        assert_eq!(folded("إلى"), folded("الي"));
        assert_eq!(folded("آباء"), folded("اباء"));
        assert_eq!(folded("العائلـــة"), folded("العايله"));
        assert_eq!(folded("مسؤول"), folded("مسوول"));
        assert_eq!(folded("٢٠٢٤"), "2024");
        assert_eq!(folded("۲۰۲۴"), "2024");
    }

    #[test]
    fn hebrew_points_are_dropped_and_thai_vowels_and_kana_voicing_are_kept() {
        assert_eq!(folded("שָׁלוֹם"), "שלום");
        assert_eq!(folded("รัก"), "รัก");
        assert_ne!(folded("か"), folded("が"));
        assert_ne!(folded("कि"), folded("क"));
    }

    #[test]
    fn letters_point_back_to_what_they_came_from() {
        let mut seen = Vec::new();
        fold("aß\u{0301}", |letter, from, to| {
            seen.push((letter, from, to))
        });
        assert_eq!(
            seen,
            [
                (Some('a'), 0, 1),
                (Some('s'), 1, 3),
                (Some('s'), 1, 3),
                (None, 3, 5)
            ]
        );
    }
}
