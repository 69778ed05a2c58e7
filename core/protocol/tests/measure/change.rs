//! What counts as change.

use crate::{gad7, phq9, with_total};
use kith_protocol::measure::{
    Attainment, ChangeClass, ChangeReport, Comparison, Definition, Incomparable, Polarity, compare,
};

/// The report on a present total, with a baseline and a total before.
fn report(definition: &Definition, baseline: i32, previous: i32, current: i32) -> ChangeReport {
    by_rule(definition, None, baseline, previous, current).expect("scores of one definition")
}

fn by_rule(
    definition: &Definition,
    rule: Option<&str>,
    baseline: i32,
    previous: i32,
    current: i32,
) -> Result<ChangeReport, Incomparable> {
    let [baseline, previous, current] =
        [baseline, previous, current].map(|total| with_total(definition, total));
    let scores = Comparison {
        current: &current,
        baseline: Some(&baseline),
        previous: Some(&previous),
    };
    compare(definition, scores, rule)
}

fn since_baseline(report: &ChangeReport) -> Option<ChangeClass> {
    report.since_baseline.as_ref()?.change
}

fn response(baseline: i32, current: i32) -> Option<Attainment> {
    let report = report(phq9(), baseline, baseline, current);
    report.response.map(|verdict| verdict.attainment)
}

fn remission(definition: &Definition, baseline: i32, current: i32) -> Option<Attainment> {
    let report = report(definition, baseline, baseline, current);
    report.remission.map(|verdict| verdict.attainment)
}

#[test]
fn a_change_counts_from_exactly_the_points_of_its_rule() {
    use ChangeClass::{NoReliableChange, ReliableDeterioration, ReliableImprovement};
    let table = [
        (phq9(), "important-5", 5),
        (phq9(), "reliable-6", 6),
        (gad7(), "important-4", 4),
        (gad7(), "reliable-4", 4),
    ];
    for (definition, rule, points) in table {
        for (difference, expected) in [
            (-points, ReliableImprovement),
            (1 - points, NoReliableChange),
            (0, NoReliableChange),
            (points - 1, NoReliableChange),
            (points, ReliableDeterioration),
        ] {
            let report = by_rule(definition, Some(rule), 10, 10, 10 + difference);
            let class = report.ok().and_then(|report| since_baseline(&report));
            assert_eq!(class, Some(expected), "{rule}: {difference}");
        }
    }
}

#[test]
fn a_slow_rise_shows_against_the_baseline_and_a_relapse_against_the_score_before() {
    let slow = report(phq9(), 10, 13, 15);
    assert_eq!(
        since_baseline(&slow),
        Some(ChangeClass::ReliableDeterioration)
    );
    let before = slow.since_previous.and_then(|movement| movement.change);
    assert_eq!(before, Some(ChangeClass::NoReliableChange));

    let relapse = report(phq9(), 20, 6, 17);
    assert_eq!(
        since_baseline(&relapse),
        Some(ChangeClass::NoReliableChange)
    );
    let before = relapse.since_previous.and_then(|movement| movement.change);
    assert_eq!(before, Some(ChangeClass::ReliableDeterioration));
}

#[test]
fn every_class_names_the_rule_the_publication_and_the_people_behind_it() {
    let movement = report(phq9(), 17, 12, 9)
        .since_baseline
        .expect("a baseline");
    assert_eq!(
        (movement.from, movement.to, movement.difference),
        (17, 9, -8)
    );
    assert_eq!(movement.rule.as_deref(), Some("important-5"));
    let source = movement.source.expect("the rule has a source");
    assert!(source.citation.contains("Med Care 2004"));
    assert!(source.population.contains("434 adults"));
}

#[test]
fn a_response_is_half_of_the_baseline_and_needs_a_baseline_of_ten() {
    use Attainment::{NotApplicable, NotReached, Reached};
    let table = [
        (9, 0, NotApplicable),
        (10, 5, Reached),
        (10, 6, NotReached),
        (11, 5, Reached),
        (11, 6, NotReached),
        (27, 13, Reached),
        (27, 14, NotReached),
        (12, 20, NotReached),
    ];
    for (baseline, current, expected) in table {
        assert_eq!(
            response(baseline, current),
            Some(expected),
            "{baseline} to {current}"
        );
    }
}

#[test]
fn remission_is_below_five_for_someone_who_was_not() {
    use Attainment::{NotApplicable, NotReached, Reached};
    for definition in [phq9(), gad7()] {
        assert_eq!(remission(definition, 14, 4), Some(Reached));
        assert_eq!(remission(definition, 14, 5), Some(NotReached));
        assert_eq!(remission(definition, 5, 4), Some(Reached));
        assert_eq!(remission(definition, 4, 0), Some(NotApplicable));
    }
}

#[test]
fn a_measure_without_a_sourced_response_rule_says_nothing_about_response() {
    assert!(report(gad7(), 20, 20, 2).response.is_none());
}

#[test]
fn the_first_score_has_nothing_to_be_compared_with() {
    let current = with_total(phq9(), 16);
    let alone = Comparison {
        current: &current,
        baseline: None,
        previous: None,
    };
    let report = compare(phq9(), alone, None).expect("one definition");
    assert!(report.since_baseline.is_none() && report.since_previous.is_none());
    for verdict in [report.response, report.remission] {
        let attainment = verdict.map(|verdict| verdict.attainment);
        assert_eq!(attainment, Some(Attainment::NotApplicable));
    }
}

#[test]
fn scores_of_two_measures_or_of_two_versions_are_never_compared() {
    let mut newer = phq9().clone();
    newer.version += 1;
    for other in [gad7(), &newer] {
        let (current, baseline) = (with_total(phq9(), 10), with_total(other, 10));
        let scores = Comparison {
            current: &current,
            baseline: Some(&baseline),
            previous: None,
        };
        let found = compare(phq9(), scores, None).err();
        assert_eq!(found, Some(Incomparable::Definition));
    }
}

#[test]
fn a_rule_that_the_measure_does_not_have_is_refused() {
    for rule in ["reliable-7", "remission", ""] {
        let found = by_rule(phq9(), Some(rule), 20, 20, 3).err();
        assert_eq!(found, Some(Incomparable::Rule), "{rule}");
    }
}

#[test]
fn where_more_points_are_better_a_fall_is_a_deterioration() {
    let mut wellbeing = phq9().clone();
    wellbeing.polarity = Polarity::HigherIsBetter;
    let fallen = report(&wellbeing, 20, 20, 10);
    assert_eq!(
        since_baseline(&fallen),
        Some(ChangeClass::ReliableDeterioration)
    );
}
