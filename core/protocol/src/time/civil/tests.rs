use super::*;
use proptest::prelude::*;

fn time(text: &str) -> CivilTime {
    text.parse().unwrap()
}

#[test]
fn moment_offset_and_zone_are_read_from_one_text() {
    let cases = [
        (
            "2026-03-29T01:30:00+01:00[Europe/Berlin]",
            "2026-03-29T00:30:00Z",
            3600,
        ),
        (
            "2026-10-25T02:30:00+02:00[Europe/Berlin]",
            "2026-10-25T00:30:00Z",
            7200,
        ),
        (
            "2026-10-25T02:30:00+01:00[Europe/Berlin]",
            "2026-10-25T01:30:00Z",
            3600,
        ),
        (
            "2026-04-05T01:45:00+10:30[Australia/Lord_Howe]",
            "2026-04-04T15:15:00Z",
            37_800,
        ),
        (
            "2026-01-01T00:15:00+14:00[Pacific/Kiritimati]",
            "2025-12-31T10:15:00Z",
            50_400,
        ),
        (
            "2026-06-01T23:00:00-03:00[America/Argentina/Buenos_Aires]",
            "2026-06-02T02:00:00Z",
            -10_800,
        ),
        (
            "1930-05-01T12:00:00+00:19:32[Europe/Amsterdam]",
            "1930-05-01T11:40:28Z",
            1172,
        ),
        (
            "1960-05-01T12:00:00-00:44:30[Africa/Monrovia]",
            "1960-05-01T12:44:30Z",
            -2670,
        ),
        (
            "2024-02-29T08:00:00.250+00:00[UTC]",
            "2024-02-29T08:00:00.250Z",
            0,
        ),
        (
            "2024-02-29T08:00:00-05:00[Etc/GMT+5]",
            "2024-02-29T13:00:00Z",
            -18_000,
        ),
        (
            "2024-02-29T08:00:00+03:00[GMT+03:00]",
            "2024-02-29T05:00:00Z",
            10_800,
        ),
    ];
    for (text, at, offset) in cases {
        assert_eq!(time(text).at.to_string(), at, "{text}");
        assert_eq!(time(text).offset_seconds, offset, "{text}");
        assert_eq!(time(text).to_string(), text);
    }
}

#[test]
fn the_hour_that_comes_twice_is_two_moments_in_order() {
    let [first, second] = ["+02:00", "+01:00"]
        .map(|offset| time(&format!("2026-10-25T02:30:00{offset}[Europe/Berlin]")));
    assert_eq!(first.local(), second.local());
    assert_eq!(second.at.millis_since(first.at), 3_600_000);
    assert!(first < second);
}

#[test]
fn the_day_is_the_one_it_was_lived_in_and_not_that_of_utc() {
    let tokyo = time("2026-05-02T01:00:00+09:00[Asia/Tokyo]");
    assert_eq!(tokyo.date().to_string(), "2026-05-02");
    assert_eq!(tokyo.at.utc().date().to_string(), "2026-05-01");
}

#[test]
fn what_is_not_its_text_form_is_refused_with_the_reason() {
    let cases = [
        ("", Rule::NotATime),
        ("2026-03-29T01:30:00+01:00", Rule::NotATime),
        ("2026-03-29T01:30:00Z[UTC]", Rule::NotATime),
        ("2026-03-29T01:30:00-00:00[UTC]", Rule::NotATime),
        ("2026-03-29T01:30:00[Europe/Berlin]", Rule::NotATime),
        ("2026-03-29T01:30+01:00[Europe/Berlin]", Rule::NotATime),
        ("2026-03-29 01:30:00+01:00[Europe/Berlin]", Rule::NotATime),
        (
            "2026-03-29T01:30:00.000+01:00[Europe/Berlin]",
            Rule::NotATime,
        ),
        ("2026-03-29T01:30:00+1:00[Europe/Berlin]", Rule::NotATime),
        ("2026-03-29T01:30:00+01:60[Europe/Berlin]", Rule::NotATime),
        (
            "2026-03-29T01:30:00+01:00:00[Europe/Berlin]",
            Rule::NotATime,
        ),
        ("2026-03-29T01:30:00+18:01[Europe/Berlin]", Rule::NotATime),
        ("2026-02-29T01:30:00+01:00[Europe/Berlin]", Rule::NotATime),
        ("2026-03-29T24:00:00+01:00[Europe/Berlin]", Rule::NotATime),
        ("2026-03-29T01:30:00+01:00[Europe/Berlin] ", Rule::NotATime),
        ("2026-03-29T01:30:00+01:00[]", Rule::NotAZone),
        ("2026-03-29T01:30:00+01:00[Europe/]", Rule::NotAZone),
        ("2026-03-29T01:30:00+01:00[../Berlin]", Rule::NotAZone),
        (
            "2026-03-29T01:30:00+01:00[Mitteleuropäische Zeit]",
            Rule::NotAZone,
        ),
        (
            "2026-03-29T01:30:00+01:00[Europe/Berlin][x]",
            Rule::NotAZone,
        ),
        ("1899-12-31T23:59:59+00:00[UTC]", Rule::year()),
        ("2201-01-01T00:00:00+00:00[UTC]", Rule::year()),
    ];
    for (text, rule) in cases {
        assert_eq!(text.parse::<CivilTime>(), Err(rule), "{text}");
    }
}

#[test]
fn the_limits_of_years_are_those_of_the_wall_and_not_of_utc() {
    let wall = "2200-12-31T23:30:00-05:00[America/Lima]";
    assert_eq!(time(wall).at.utc().date().to_string(), "2201-01-01");
    let just_over = CivilTime::new(time(wall).at, 0, "UTC");
    assert_eq!(just_over, Err(Rule::year()));
}

#[test]
fn values_from_outside_still_answer_and_fail_the_check() {
    for (at, offset_seconds) in [
        (Instant::MIN, i32::MIN),
        (Instant::MAX, i32::MAX),
        (Instant::EPOCH, 64_801),
    ] {
        let zone = String::from("UTC");
        let time = CivilTime {
            at,
            offset_seconds,
            zone,
        };
        assert!(time.check().is_err() && !time.to_string().is_empty());
        let _ = time.date();
    }
    let zone = "A".repeat(65);
    assert_eq!(CivilTime::new(Instant::EPOCH, 0, zone), Err(Rule::NotAZone));
}

proptest! {
    #[test]
    fn every_moment_within_the_limits_is_read_back_from_its_text(
        millis in -2_208_900_000_000_i64..7_289_568_000_000,
        offset in -64_800_i32..=64_800,
    ) {
        let time = CivilTime::new(Instant::from_millis(millis), offset, "Europe/Berlin").unwrap();
        prop_assert_eq!(time.to_string().parse(), Ok(time.clone()));
        let again = CivilTime::from_local(time.local(), offset, "Europe/Berlin");
        prop_assert_eq!(again, Ok(time));
    }

    #[test]
    fn no_text_makes_reading_panic(text in "\\PC*") {
        let _ = text.parse::<CivilTime>();
    }
}

#[test]
fn a_moment_has_one_spelling() {
    let form = r"2[0-9]{3}-0[1-9]-[0-2][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\.[0-2]{1,4})?[+-][01][0-9]:[0-9]{2}(:[0-6][0-9])?\[UTC\]";
    proptest!(ProptestConfig::with_cases(4_000), |(text in form)| {
        if let Ok(time) = text.parse::<CivilTime>() {
            prop_assert_eq!(time.to_string(), text);
        }
    });
}
