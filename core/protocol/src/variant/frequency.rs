//! How often sessions are held.

use crate::time::CivilDate;
use chrono::{Days, Months};

crate::open_enum! {
    /// How often sessions are held.
    pub enum Frequency {
        /// Every seven days.
        Weekly = "weekly",
        /// Every fourteen days.
        Fortnightly = "fortnightly",
        /// On the same day of each month, or its last day where it has no such day.
        Monthly = "monthly",
    }
}

impl Frequency {
    /// The day of the session that comes `steps` sessions after the one on `start`; nothing for a
    /// frequency that this version does not know, and beyond the calendar.
    #[must_use]
    pub fn after(&self, start: CivilDate, steps: u32) -> Option<CivilDate> {
        match self {
            Self::Weekly => start.checked_add_days(Days::new(7 * u64::from(steps))),
            Self::Fortnightly => start.checked_add_days(Days::new(14 * u64::from(steps))),
            Self::Monthly => start.checked_add_months(Months::new(steps)),
            Self::Unknown { .. } => None,
        }
    }

    /// How many sessions fit into so many months, counting 52 weeks to the year.
    #[must_use]
    pub(super) fn sessions_in(&self, months: i32) -> Option<i32> {
        let per_year = match self {
            Self::Weekly => 52,
            Self::Fortnightly => 26,
            Self::Monthly => 12,
            Self::Unknown { .. } => return None,
        };
        Some(per_year * months / 12)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<CivilDate> {
        text.parse().ok()
    }

    #[test]
    fn monthly_sessions_keep_the_day_of_the_first_and_end_with_short_months() {
        let start = day("2024-01-31").into_iter();
        let days: Vec<_> = start
            .flat_map(|start| (0..4).map(move |steps| Frequency::Monthly.after(start, steps)))
            .collect();
        let expected = ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"];
        assert_eq!(days, expected.map(day));
    }

    #[test]
    fn sixteen_weekly_sessions_span_fifteen_weeks() {
        let last = day("2026-01-05").and_then(|start| Frequency::Weekly.after(start, 15));
        assert_eq!(last, day("2026-04-20"));
    }

    #[test]
    fn an_unknown_frequency_plans_nothing() {
        let unknown = Frequency::from("twice_weekly");
        assert_eq!(
            day("2026-01-05").and_then(|start| unknown.after(start, 1)),
            None
        );
        assert_eq!(unknown.sessions_in(12), None);
    }

    #[test]
    fn a_day_beyond_the_calendar_is_no_day() {
        assert_eq!(Frequency::Monthly.after(CivilDate::MAX, 1), None);
    }
}
