//! Terms, counted in days on which Kith was used.
#![allow(clippy::unwrap_used, reason = "a test stops where something is amiss")]

mod given;

use given::*;
use kith_vault::*;
use serde_json::json;

impl Given {
    fn tidy(&self, day: i32) -> usize {
        self.vault.tidy(&on_day("tidy", day)).unwrap().value
    }

    fn use_on(&self, days: impl IntoIterator<Item = i32>) -> usize {
        days.into_iter().map(|day| self.tidy(day)).sum()
    }

    fn trash_on(&self, n: u128, day: i32) {
        self.vault
            .transact(&on_day("trash", day), |w| w.trash(id(n)))
            .unwrap();
    }
}

#[test]
fn the_trash_is_emptied_after_thirty_days_of_use() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    given.trash_on(1, 200);
    assert_eq!(given.use_on(201..230), 0);
    let last = given.vault.tidy(&on_day("tidy", 230)).unwrap();
    assert_eq!(last.value, 1);
    assert_eq!(last.changes.changes[0].action, Action::Erased);
    assert!(!last.changes.undoable);
    assert!(given.read(|r| r.tombstone(id(1))).is_some());
    given.assert_sound();
}

#[test]
fn a_clock_that_jumps_years_ahead_costs_one_day() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    given.trash_on(1, 200);
    assert_eq!(given.use_on([40_000, 201, 90_000, 202]), 0);
    assert_eq!(given.use_on([202; 100]), 0);
    assert!(given.get(1).trashed);
}

#[test]
fn a_clock_set_back_to_a_day_seen_long_ago_starts_no_term_in_the_past() {
    let given = Given::new();
    given.use_on(0..100);
    given.insert(1, json!({"title": "a"}));
    given.trash_on(1, 5);
    assert_eq!(given.use_on(100..130), 0);
    assert_eq!(given.tidy(130), 1);
}

#[test]
fn what_is_restored_in_time_starts_a_new_term_when_it_is_trashed_again() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    given.trash_on(1, 200);
    given.use_on(201..220);
    given
        .vault
        .transact(&on_day("restore", 220), |w| w.restore(id(1)))
        .unwrap();
    given.trash_on(1, 220);
    assert_eq!(given.use_on(221..250), 0);
    assert_eq!(given.tidy(250), 1);
}

#[test]
fn history_is_forgotten_after_thirty_days_but_for_the_clinicians_record() {
    let given = Given::new();
    for kind in [NOTE, RECORD] {
        let n = if kind == NOTE { 1 } else { 2 };
        given.insert_of(kind, n, json!({"title": "a"}));
        given.edit(n, json!({"title": "b"}));
    }
    let told = |n| given.read(|r| r.history(id(n))).len();
    given.use_on(101..130);
    assert_eq!((told(1), told(2)), (2, 2));
    given.tidy(130);
    assert_eq!((told(1), told(2)), (0, 2));
    assert_eq!(given.fields(1), json!({"title": "b"}));
    given.edit(1, json!({"title": "c"}));
    assert_eq!(told(1), 1);
    given.assert_sound();
}

#[test]
fn the_clinicians_record_stays_in_the_trash() {
    let given = Given::new();
    given.insert_of(RECORD, 1, json!({"title": "a"}));
    given.trash_on(1, 200);
    assert_eq!(given.use_on(201..300), 0);
    assert!(given.get(1).trashed);
}

#[test]
fn numbers_of_acts_go_on_when_all_history_is_forgotten() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    let last = given.edit(1, json!({"title": "b"}));
    let stamp = given.get(1).stamp_of("title");
    given.use_on(101..200);
    assert_eq!(
        given.vault.undo(Some(last), &act("undo")).unwrap_err(),
        Error::Conflict
    );
    let given = given.reopened();
    assert!(given.edit(1, json!({"title": "c"})) > last);
    assert!(given.get(1).stamp_of("title") > stamp);
}

#[test]
fn housekeeping_does_not_stand_in_the_way_of_undo() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    given.trash_on(1, 100);
    given.use_on(101..129);
    given
        .vault
        .transact(&on_day("insert", 129), |w| {
            w.insert(new(2, json!({"title": "b"})))
        })
        .unwrap();
    assert_eq!(given.tidy(130), 1);
    given.vault.undo(None, &on_day("undo", 130)).unwrap();
    assert!(given.get(2).trashed);
}

#[test]
fn an_act_of_which_a_part_is_forgotten_is_not_undone_by_the_rest() {
    let given = Given::new();
    given.insert_of(NOTE, 1, json!({"title": "a"}));
    given.insert_of(RECORD, 2, json!({"title": "a"}));
    for (first, second) in [(1, 2), (2, 1)] {
        let both = given.write("both", |w| {
            let title = w.get(id(first))?.fields["title"]
                .as_str()
                .unwrap()
                .repeat(2);
            let new = fields(json!({ "title": title }));
            w.edit(id(first), None, &new)?;
            w.edit(id(second), None, &new)
        });
        let after = given.fields(2);
        let start = first as i32 * 1000;
        given.use_on(start..start + 40);
        assert_eq!(
            given
                .vault
                .undo(Some(both.changes.act), &act("undo"))
                .unwrap_err(),
            Error::Conflict
        );
        assert_eq!(given.fields(2), after);
    }
    let told = given.read(|r| r.history(id(1)));
    assert!(told.iter().all(|past| past.before.is_empty()));
    assert_eq!(given.read(|r| r.history(id(2))).len(), 3);
}
