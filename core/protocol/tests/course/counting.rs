//! What counts as a session, and how many are left.

use kith_protocol::phase::{
    Attendance, Countdown, HeldSession, SessionKind, Tally, countdown, tally,
};
use proptest::prelude::*;

fn session(kind: &SessionKind, attendance: &Attendance) -> HeldSession {
    HeldSession {
        kind: kind.clone(),
        attendance: attendance.clone(),
    }
}

/// How many sessions one middle session of this attendance uses up.
fn used(attendance: &Attendance, counts_missed: bool) -> i32 {
    tally(&[session(&SessionKind::Middle, attendance)], counts_missed).used
}

#[test]
fn whether_a_session_is_used_up_follows_from_attendance_and_contract() {
    let table = [
        (Attendance::Attended, 1, 1),
        (Attendance::CancelledWithNotice, 0, 0),
        (Attendance::CancelledLate, 0, 1),
        (Attendance::CancelledByClinician, 0, 0),
        (Attendance::DidNotAttend, 0, 1),
        (Attendance::from("moved"), 0, 0),
    ];
    for (attendance, kept, strict) in table {
        assert_eq!(used(&attendance, false), kept, "{attendance}");
        assert_eq!(used(&attendance, true), strict, "{attendance}");
    }
}

#[test]
fn only_sessions_of_the_contract_carry_a_number() {
    let numbered = ["initial", "middle", "ending", "maintenance"];
    for kind in SessionKind::ALL {
        let held = tally(&[session(kind, &Attendance::Attended)], true);
        let expected = i32::from(numbered.contains(&kind.as_str()));
        assert_eq!((held.used, held.attended), (expected, expected), "{kind}");
        assert_eq!(
            held.lead_in,
            i32::from(*kind == SessionKind::Engagement),
            "{kind}"
        );
    }
}

#[test]
fn an_engagement_session_that_was_missed_is_still_to_come() {
    let missed = session(&SessionKind::Engagement, &Attendance::DidNotAttend);
    assert_eq!(tally(&[missed], true), Tally::default());
}

#[test]
fn session_seven_of_sixteen_leaves_nine() {
    let expected = Countdown {
        at: 7,
        of: 16,
        left: 9,
        over: 0,
        last_four: false,
        last_two: false,
    };
    assert_eq!(countdown(16, 7), expected);
}

#[test]
fn the_last_four_and_the_last_two_begin_exactly_there() {
    let marks = |used| {
        let countdown = countdown(16, used);
        (countdown.left, countdown.last_four, countdown.last_two)
    };
    assert_eq!(marks(11), (5, false, false));
    assert_eq!(marks(12), (4, true, false));
    assert_eq!(marks(13), (3, true, false));
    assert_eq!(marks(14), (2, true, true));
    assert_eq!(marks(16), (0, true, true));
}

#[test]
fn sessions_beyond_the_contract_are_told_apart_and_leave_none() {
    let beyond = countdown(16, 18);
    assert_eq!(
        (beyond.at, beyond.of, beyond.left, beyond.over),
        (16, 16, 0, 2)
    );
}

proptest! {
    #[test]
    fn a_countdown_adds_up_and_is_never_negative(sessions: i32, used: i32) {
        let Countdown { at, of, left, over, last_four, last_two } = countdown(sessions, used);
        prop_assert!(at >= 0 && of >= 0 && left >= 0 && over >= 0);
        prop_assert_eq!(i64::from(at) + i64::from(left), i64::from(of));
        prop_assert_eq!(i64::from(at) + i64::from(over), i64::from(used.max(0)));
        prop_assert!(left == 0 || over == 0);
        prop_assert!(last_four || !last_two);
    }

    #[test]
    fn one_more_session_used_leaves_one_fewer_until_none_is_left(sessions in 0..300, used in 0..300) {
        let (before, after) = (countdown(sessions, used), countdown(sessions, used + 1));
        prop_assert_eq!(after.left, (before.left - 1).max(0));
    }

    #[test]
    fn the_order_of_sessions_does_not_matter_and_a_lenient_contract_counts_what_was_held(
        picks in prop::collection::vec((0..SessionKind::ALL.len(), 0..Attendance::ALL.len()), 0..40),
    ) {
        let mut sessions: Vec<_> = picks
            .iter()
            .map(|(kind, attendance)| session(&SessionKind::ALL[*kind], &Attendance::ALL[*attendance]))
            .collect();
        let (lenient, strict) = (tally(&sessions, false), tally(&sessions, true));
        prop_assert_eq!(lenient.used, lenient.attended);
        prop_assert_eq!(strict.attended, lenient.attended);
        prop_assert!(strict.used >= strict.attended);
        sessions.reverse();
        prop_assert_eq!(tally(&sessions, true), strict);
    }
}
