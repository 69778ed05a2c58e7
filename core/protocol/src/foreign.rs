//! How types that UniFFI does not know cross to Kotlin and Swift.
//!
//! Each is bridged here once and nowhere else, so that an id is one type in all three namespaces. What they
//! become is configured with the bindings, so that nothing of Kotlin or Swift enters the core:
//! `java.util.UUID`, `java.time.LocalDate` and `java.time.Instant`; `UUID`, `Date`, and for a day a
//! type of the Swift package, because Swift's `Date` is an instant and its `DateComponents` may be half empty.
//!
//! [`Instant`] is ours and implements the bridge for every crate. [`Uuid`] and [`CivilDate`] belong to
//! others, so a crate that puts them into its own records says so once, at its root:
//!
//! ```ignore
//! use kith_protocol::{CivilDate, Uuid};
//! uniffi::use_remote_type!(kith_protocol::CivilDate);
//! uniffi::use_remote_type!(kith_protocol::Uuid);
//! ```

use crate::check::Rule;
use crate::time::{CivilDate, Instant};
use uuid::Uuid;

uniffi::custom_type!(
    /// The identity of a record.
    Uuid,
    String,
    {
        remote,
        lower: |id| id.to_string(),
        try_lift: |text| Ok(Uuid::try_parse(&text)?),
    }
);

uniffi::custom_type!(
    /// A day of the calendar, without time or zone.
    CivilDate,
    String,
    {
        remote,
        lower: |date| date.to_string(),
        try_lift: |text| Ok(lift_date(&text)?),
    }
);

uniffi::custom_type!(
    /// A moment in UTC, in whole milliseconds.
    Instant,
    i64,
    {
        lower: |moment| moment.millis(),
        try_lift: |millis| Ok(Instant::from_millis(millis)),
    }
);

/// Reads what a foreign date type prints. Years beyond our calendar become its last or first day, so
/// that the check of the field refuses them by name; a failure here could not say which field it was.
fn lift_date(text: &str) -> Result<CivilDate, Rule> {
    match (text.parse(), text.as_bytes().first()) {
        (Ok(date), _) => Ok(date),
        (Err(_), Some(b'+')) => Ok(CivilDate::MAX),
        (Err(_), Some(b'-')) => Ok(CivilDate::MIN),
        (Err(_), _) => Err(Rule::NotADate),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::UniFfiTag;
    use crate::time::check_date;
    use uniffi::{Lift, Lower};

    fn lift<T: Lift<UniFfiTag>>(ffi: T::FfiType) -> T {
        T::try_lift(ffi).unwrap()
    }

    #[test]
    fn ids_days_and_moments_cross_and_come_back() {
        let id = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001);
        assert_eq!(lift::<Uuid>(<Uuid as Lower<UniFfiTag>>::lower(id)), id);
        let day = CivilDate::from_ymd_opt(2024, 2, 29).unwrap();
        assert_eq!(
            lift::<CivilDate>(<CivilDate as Lower<UniFfiTag>>::lower(day)),
            day
        );
        let moment = Instant::from_millis(1_774_744_200_123);
        assert_eq!(
            lift::<Instant>(<Instant as Lower<UniFfiTag>>::lower(moment)),
            moment
        );
    }

    #[test]
    fn a_foreign_day_beyond_our_calendar_is_refused_by_the_check_of_its_field() {
        for text in [
            "+10000-01-01",
            "+999999999-12-31",
            "-0044-03-15",
            "-999999999-01-01",
        ] {
            assert_eq!(
                check_date(lift_date(text).unwrap()),
                Err(Rule::year()),
                "{text}"
            );
        }
        assert_eq!(lift_date("2023-02-30"), Err(Rule::NotADate));
        assert_eq!(lift_date(""), Err(Rule::NotADate));
    }
}
