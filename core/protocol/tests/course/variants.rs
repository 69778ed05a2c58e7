//! The variants, and what each plans for each session.

use crate::variant;
use kith_protocol::check::check_line;
use kith_protocol::phase::{Phase, PhaseSpan, Tally, planned_phase};
use kith_protocol::variant::{Frequency, PhasePlan, SessionCount, Variant, all};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;

const FILE: &str = include_str!("../../data/variants.json");

/// `e` engagement, `I` initial, `M` middle, `E` ending, `m` maintenance, `.` undivided.
fn letter(phase: Option<&Phase>) -> char {
    match phase {
        Some(Phase::Engagement) => 'e',
        Some(Phase::Initial) => 'I',
        Some(Phase::Middle) => 'M',
        Some(Phase::Ending) => 'E',
        Some(Phase::Maintenance) => 'm',
        Some(_) => '?',
        None => '.',
    }
}

fn after(lead_in: i32, used: i32) -> Tally {
    Tally {
        lead_in,
        attended: used,
        used,
    }
}

/// One letter for each session that the plan foresees, and what it foresees after the last.
fn row(variant: &Variant, sessions: i32) -> String {
    let mut row = String::new();
    let lead_in = variant
        .lead_in
        .as_ref()
        .map_or(0, |lead_in| lead_in.at_least);
    for held in 0..lead_in {
        let planned = planned_phase(variant, sessions, after(held, 0));
        row.push(letter(planned.phase.as_ref()));
        row.push(' ');
    }
    for used in 0..sessions {
        let planned = planned_phase(variant, sessions, after(lead_in, used));
        row.push(letter(planned.phase.as_ref()));
    }
    let last = planned_phase(variant, sessions, after(lead_in, sessions));
    format!("{row} then {}", last.phase.unwrap_or(Phase::Closed))
}

fn spans(id: &str, sessions: i32) -> String {
    let spans = variant(id).spans(sessions);
    let ranges: Vec<_> = spans
        .iter()
        .map(|span| format!("{}-{}", span.from, span.to))
        .collect();
    ranges.join(" ")
}

fn allowed(variant: &Variant) -> std::ops::RangeInclusive<i32> {
    let range = variant
        .sessions_at(&variant.frequency)
        .expect("a known frequency");
    range.from..=range.to
}

#[test]
fn the_plan_of_every_variant_over_all_its_sessions() {
    let mut table = String::new();
    for variant in all() {
        let _ = writeln!(table, "{}: {}", variant.id, variant.title);
        let all = allowed(variant);
        // Between one year of maintenance and three, one row looks like the next.
        let telling =
            |sessions: &i32| *all.end() <= 24 || [*all.start(), *all.end()].contains(sessions);
        for sessions in all.clone().filter(telling) {
            let _ = writeln!(table, "  {sessions:>2}  {}", row(variant, sessions));
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn the_phases_lie_where_the_manuals_put_them() {
    let manuals = [
        ("ipt-16-uk", 16, "1-4 5-12 13-16"),
        ("ipt-12-16", 12, "1-3 4-9 10-12"),
        ("ipt-12-16", 16, "1-3 4-13 14-16"),
        ("ipt-b", 8, "1-2 3-7 8-8"),
        ("ipc-3", 3, "1-1 2-2 3-3"),
        ("ipc-6", 6, "1-1 2-5 6-6"),
        ("ipt-a", 12, "1-4 5-8 9-12"),
        ("ipsrt", 13, "1-3 4-13"),
        ("ipsrt", 17, "1-5 6-17"),
        ("ipt-ptsd-14", 14, "1-3 4-11 12-14"),
        ("group-who-8", 8, "1-1 2-7 8-8"),
        ("ipt-est-3", 3, ""),
        ("ipt-m", 12, "1-12"),
    ];
    for (id, sessions, expected) in manuals {
        assert_eq!(spans(id, sessions), expected, "{id} of {sessions}");
    }
}

#[test]
fn the_shortest_contract_of_ones_own_still_has_a_middle() {
    assert_eq!(spans("ipt-custom", 6), "1-3 4-4 5-6");
    assert_eq!(spans("ipt-custom", 7), "1-3 4-4 5-7");
}

#[test]
fn sixteen_sessions_are_suggested_where_the_manual_leaves_a_choice() {
    for id in ["ipt-12-16", "ipt-custom", "ipsrt"] {
        assert_eq!(variant(id).default_sessions(), 16, "{id}");
    }
}

#[test]
fn maintenance_lasts_one_to_three_years_at_any_frequency() {
    let range = |frequency| {
        variant("ipt-m")
            .sessions_at(frequency)
            .map(|range| (range.from, range.to))
    };
    assert_eq!(range(&Frequency::Monthly), Some((12, 36)));
    assert_eq!(range(&Frequency::Fortnightly), Some((26, 78)));
    assert_eq!(range(&Frequency::Weekly), Some((52, 156)));
    assert_eq!(range(&Frequency::from("daily")), None);
    assert_eq!(variant("ipt-m").default_sessions(), 12);
}

#[test]
fn no_member_of_the_shipped_file_is_ignored() {
    let written: Value = serde_json::from_str(FILE).expect("JSON");
    assert_eq!(serde_json::to_value(all()).expect("plain data"), written);
}

#[test]
fn every_variant_is_cited_named_once_and_written_in_known_words() {
    let mut ids = BTreeSet::new();
    for variant in all() {
        let id = &variant.id;
        assert!(ids.insert(id), "{id} occurs twice");
        assert!(
            id.chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
            "{id}"
        );
        assert!(
            !variant.title.is_empty() && check_line(&variant.title).is_ok(),
            "{id}"
        );
        assert!(
            variant.citation.len() > 40 && check_line(&variant.citation).is_ok(),
            "{id}"
        );
        let lead_in_known = variant
            .lead_in
            .as_ref()
            .is_none_or(|lead_in| lead_in.kind.is_known());
        let known = [
            variant.after.is_known(),
            variant.frequency.is_known(),
            variant.homework.is_known(),
        ];
        assert!(lead_in_known && known == [true; 3], "{id}");
    }
}

#[test]
fn the_numbers_of_each_variant_fit_together() {
    for variant in all() {
        let id = &variant.id;
        assert!(
            allowed(variant).contains(&variant.default_sessions()),
            "{id}"
        );
        if let SessionCount::Fixed { count } = variant.sessions {
            assert_eq!(allowed(variant), count..=count);
        }
        if let PhasePlan::Phased {
            initial,
            middle,
            ending,
        } = &variant.plan
        {
            for share in [initial, middle, ending] {
                assert!(share.at_least >= 0, "{id}");
                assert!(
                    share.at_most.is_none_or(|most| most >= share.at_least),
                    "{id}"
                );
            }
        }
        for range in [variant.minutes, variant.ages].into_iter().flatten() {
            assert!(0 < range.from && range.from <= range.to, "{id}");
        }
        if let Some(lead_in) = &variant.lead_in {
            assert!(
                0 < lead_in.at_least && lead_in.at_least <= lead_in.at_most,
                "{id}"
            );
        }
    }
}

#[test]
fn within_the_manuals_numbers_no_phase_is_shorter_or_longer_than_it_may_be() {
    for variant in all() {
        let PhasePlan::Phased {
            initial,
            middle,
            ending,
        } = &variant.plan
        else {
            continue;
        };
        for sessions in allowed(variant) {
            let spans = variant.spans(sessions);
            for (phase, share) in [
                (Phase::Initial, initial),
                (Phase::Middle, middle),
                (Phase::Ending, ending),
            ] {
                let span = spans.iter().find(|span| span.phase == phase);
                let length = span.map_or(0, |span| span.to - span.from + 1);
                let most = share.at_most.unwrap_or(sessions);
                assert!(
                    (share.at_least..=most).contains(&length),
                    "{} of {sessions}",
                    variant.id
                );
            }
        }
    }
}

#[test]
fn before_the_first_session_of_a_brief_treatment_comes_one_of_engagement() {
    let planned = |lead_in, used| planned_phase(variant("ipt-b"), 8, after(lead_in, used));
    assert_eq!(planned(0, 0).phase, Some(Phase::Engagement));
    assert_eq!((planned(0, 0).session, planned(0, 0).span), (None, None));
    assert_eq!(
        (planned(1, 0).phase, planned(1, 0).session),
        (Some(Phase::Initial), Some(1))
    );
    assert_eq!(
        planned(0, 1).session,
        Some(2),
        "an engagement that was left out does not come later"
    );
}

#[test]
fn after_the_last_session_social_rhythm_therapy_goes_on_and_others_close() {
    for (id, sessions, expected) in [
        ("ipsrt", 16, Phase::Maintenance),
        ("ipt-16-uk", 16, Phase::Closed),
    ] {
        for used in [sessions, sessions + 3] {
            let planned = planned_phase(variant(id), sessions, after(0, used));
            assert_eq!(
                (planned.phase, planned.session),
                (Some(expected.clone()), None),
                "{id}"
            );
        }
    }
}

#[test]
fn a_renegotiated_number_moves_the_ending_and_leaves_the_opening() {
    assert_eq!(spans("ipt-16-uk", 20), "1-4 5-16 17-20");
    assert_eq!(spans("ipt-16-uk", 12), "1-4 5-8 9-12");
}

proptest! {
    #[test]
    fn every_session_of_a_divided_treatment_has_exactly_one_phase_in_order(
        index in 0..all().len(),
        sessions in -3..250,
    ) {
        let variant = &all()[index];
        let spans = variant.spans(sessions);
        let numbers: Vec<i32> = spans.iter().flat_map(|span| span.from..=span.to).collect();
        let expected: Vec<i32> = match variant.plan {
            PhasePlan::Undivided => Vec::new(),
            _ => (1..=sessions).collect(),
        };
        prop_assert_eq!(numbers, expected);
        prop_assert!(spans.windows(2).all(|pair| pair[0].phase < pair[1].phase));
    }

    #[test]
    fn the_planned_phase_is_the_one_whose_span_holds_the_next_session(
        index in 0..all().len(),
        sessions in 0..60,
        used in 0..70,
    ) {
        let variant = &all()[index];
        let planned = planned_phase(variant, sessions, after(9, used));
        prop_assert_eq!(planned.session.is_some(), used < sessions);
        prop_assert!(planned.session.is_none_or(|session| session == used + 1));
        if let (Some(session), Some(PhaseSpan { phase, from, to })) = (planned.session, planned.span) {
            prop_assert!((from..=to).contains(&session));
            prop_assert_eq!(planned.phase, Some(phase));
        }
    }
}
