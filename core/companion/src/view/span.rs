//! How long something took, in the coarsest unit that is still true.

use crate::text::Phrase;

/// Days up to two weeks, whole weeks from then on.
pub(super) fn span(days: i64) -> Phrase {
    match days {
        ..=0 => Phrase::new("span-no-day"),
        1..=13 => Phrase::new("span-days").number("count", days),
        _ => Phrase::new("span-weeks").number("count", days / 7),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Texts;

    #[test]
    fn days_become_weeks_after_a_fortnight() {
        let said = |days| Texts::english().say(&span(days));
        let expected = [
            (-3, "less than a day"),
            (0, "less than a day"),
            (1, "1 day"),
            (13, "13 days"),
            (14, "2 weeks"),
            (20, "2 weeks"),
            (56, "8 weeks"),
        ];
        for (days, words) in expected {
            assert_eq!(said(days), words);
        }
    }
}
