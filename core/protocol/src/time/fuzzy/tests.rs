use super::*;
use proptest::prelude::*;

fn date(text: &str) -> FuzzyDate {
    text.parse().unwrap()
}

#[test]
fn each_form_covers_the_days_it_names() {
    let cases = [
        ("2024", "2024-01-01", "2024-12-31"),
        ("~2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2024-04", "2024-04-01", "2024-04-30"),
        ("2200-12", "2200-12-01", "2200-12-31"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2024-03-05/2024-04-01", "2024-03-05", "2024-04-01"),
        ("~2024-03-05/2024-03-05", "2024-03-05", "2024-03-05"),
    ];
    for (text, start, end) in cases {
        let date = date(text);
        assert_eq!(
            (date.start().to_string(), date.end().to_string()),
            (start.into(), end.into()),
            "{text}"
        );
        assert_eq!(date.to_string(), text);
        assert_eq!(date.approximate, text.starts_with('~'));
    }
}

#[test]
fn what_is_not_a_date_is_refused_with_its_reason() {
    let cases = [
        ("2023-02-30", Rule::NotADate),
        ("2023-13", Rule::NotADate),
        ("2023-00", Rule::NotADate),
        ("1899-13", Rule::NotADate),
        ("~", Rule::NotADate),
        ("~~2024", Rule::NotADate),
        ("", Rule::NotADate),
        ("24", Rule::NotADate),
        ("2024-3", Rule::NotADate),
        ("2024-", Rule::NotADate),
        ("02024", Rule::NotADate),
        ("2024 ", Rule::NotADate),
        ("2024-01-01/", Rule::NotADate),
        ("2024-01/2024-02", Rule::NotADate),
        ("2024-02-30/2024-03-01", Rule::NotADate),
        ("2024-01-01/2024-01-02/2024-01-03", Rule::NotADate),
        ("last summer", Rule::NotADate),
        ("1899", Rule::year()),
        ("2201", Rule::year()),
        ("1899-12", Rule::year()),
        ("2201-01-01", Rule::year()),
        ("1899-12-31/1900-01-01", Rule::year()),
        ("2200-12-31/2201-01-01", Rule::year()),
        ("2024-04-01/2024-03-31", Rule::Reversed),
    ];
    for (text, rule) in cases {
        assert_eq!(text.parse::<FuzzyDate>(), Err(rule), "{text}");
    }
}

#[test]
fn the_list_goes_by_first_day_then_the_finer_then_the_exact() {
    let ordered = [
        "2023-12-31",
        "2024-01-01",
        "~2024-01-01",
        "2024-01-01/2024-01-01",
        "2024-01-01/2024-01-15",
        "2024-01-01/2024-01-31",
        "2024-01",
        "~2024-01",
        "2024-01-01/2024-03-01",
        "2024",
        "2024-01-01/2025-02-01",
        "2024-01-02",
        "2024-02",
    ];
    let mut dates: Vec<_> = ordered.iter().rev().map(|text| date(text)).collect();
    dates.sort();
    let sorted: Vec<_> = dates.iter().map(ToString::to_string).collect();
    assert_eq!(sorted, ordered);
}

#[test]
fn distance_is_the_gap_between_two_intervals() {
    let cases = [
        ("2024-03-05", "2024-03-05", 0),
        ("2024-03-05", "2024-03-06", 1),
        ("2024-03", "2024-03-31", 0),
        ("2024-03", "2024-04-01", 1),
        ("2023", "2024", 1),
        ("2023-12-31", "2024-03-01", 61),
        ("2024-01-01/2024-02-01", "2024-01-15/2024-03-01", 0),
    ];
    for (one, other, days) in cases {
        assert_eq!(date(one).days_apart(&date(other)), days, "{one} {other}");
        assert_eq!(date(other).days_apart(&date(one)), days, "{other} {one}");
    }
}

#[test]
fn numbers_that_are_no_date_still_answer_and_fail_the_check() {
    let of = |year, month| FuzzyDate::exactly(Extent::Month { year, month });
    for (year, month) in [
        (i32::MIN, 1),
        (i32::MAX, 12),
        (2024, i32::MIN),
        (2024, i32::MAX),
    ] {
        assert!(of(year, month).check().is_err());
        assert!(of(year, month).start() <= of(year, month).end());
    }
    let [from, to] = [date("2024-03-05").start(), date("2024-03-01").start()];
    let reversed = FuzzyDate::exactly(Extent::Range { from, to });
    assert_eq!(reversed.check(), Err(Rule::Reversed));
    assert!(reversed.start() < reversed.end());
}

#[test]
fn it_is_stored_as_its_text_and_a_wrong_one_is_refused_without_repeating_it() {
    let json = serde_json::to_string(&date("~2024-03")).unwrap();
    assert_eq!(json, "\"~2024-03\"");
    let error = serde_json::from_str::<FuzzyDate>("\"the day mother died\"").unwrap_err();
    assert!(!error.to_string().contains("mother"), "{error}");
}

fn days() -> impl Strategy<Value = CivilDate> {
    let [first, last] = ["1900-01-01", "2200-12-31"].map(|text| date(text).start());
    (0..=(last - first).num_days()).prop_map(move |days| first + chrono::TimeDelta::days(days))
}

/// Days of one short year, so that equal starts and overlaps are common.
fn near_days() -> impl Strategy<Value = CivilDate> {
    let first = date("2024-01-01").start();
    (0..40_i64).prop_map(move |days| first + chrono::TimeDelta::days(days))
}

fn fuzzy(days: impl Strategy<Value = CivilDate> + Clone) -> impl Strategy<Value = FuzzyDate> {
    let extent = prop_oneof![
        days.clone().prop_map(|date| Extent::Day { date }),
        (days.clone(), days.clone()).prop_map(|(a, b)| Extent::Range {
            from: a.min(b),
            to: a.max(b)
        }),
        days.clone().prop_map(|day| Extent::Month {
            year: day.year(),
            month: day.month() as i32
        }),
        days.prop_map(|day| Extent::Year { year: day.year() }),
    ];
    (extent, any::<bool>()).prop_map(|(extent, approximate)| FuzzyDate {
        extent,
        approximate,
    })
}

proptest! {
    #[test]
    fn every_date_is_read_back_from_its_text(date in fuzzy(days().boxed())) {
        prop_assert_eq!(date.check(), Ok(()));
        prop_assert_eq!(date.to_string().parse(), Ok(date));
    }

    #[test]
    fn the_order_follows_the_first_day(a in fuzzy(near_days().boxed()), b in fuzzy(near_days().boxed())) {
        if a.start() != b.start() {
            prop_assert_eq!(a.cmp(&b), a.start().cmp(&b.start()));
        } else if a.end() != b.end() {
            prop_assert_eq!(a.cmp(&b), a.end().cmp(&b.end()));
        }
    }

    #[test]
    fn the_order_is_total(
        a in fuzzy(near_days().boxed()),
        b in fuzzy(near_days().boxed()),
        c in fuzzy(near_days().boxed()),
    ) {
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a == b, a.cmp(&b).is_eq());
        prop_assert!(!(a <= b && b <= c) || a <= c);
    }

    #[test]
    fn no_text_makes_reading_panic(text in "\\PC*") {
        let _ = text.parse::<FuzzyDate>();
    }

    #[test]
    fn near_misses_of_a_date_are_read_as_themselves_or_refused(text in "~?[0-9]{3,5}(-[0-9]{1,3}){0,3}/?[0-9-]{0,11}") {
        if let Ok(date) = text.parse::<FuzzyDate>() {
            prop_assert_eq!(date.to_string(), text);
        }
    }
}
