//! Records that are edited field by field.

use crate::canonical;
use crate::stamp::Stamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A field's value and when it was given. A field that was emptied holds `null`: without it, the
/// older value of another device would come back. (No `Debug`: it holds a person's words.)
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// What the field holds.
    pub value: Value,
    /// When and where it was put there.
    pub stamp: Stamp,
}

/// All that a device knows about one record. (No `Debug`: it holds a person's words.)
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// The record exists, with these fields by name; unknown ones of newer versions are among them.
    Fields(BTreeMap<String, Field>),
    /// The record was erased. Nothing brings it back: who deletes a memory for good must not
    /// find it again after the next exchange.
    Erased(Stamp),
}

impl RecordState {
    /// The latest stamp in it, which the clock of a device that receives it has to pass.
    #[must_use]
    pub fn latest(&self) -> Option<Stamp> {
        match self {
            Self::Fields(fields) => fields.values().map(|field| field.stamp).max(),
            Self::Erased(stamp) => Some(*stamp),
        }
    }
}

/// Joins two states of the same record.
///
/// Each field keeps the value with the later stamp. Equal stamps with different values can only
/// come from a device that was copied; the greater canonical JSON wins, so that all decide alike.
#[must_use]
pub fn merge(one: RecordState, other: RecordState) -> RecordState {
    use RecordState::{Erased, Fields};
    match (one, other) {
        (Erased(one), Erased(other)) => Erased(one.max(other)),
        (Erased(stamp), Fields(_)) | (Fields(_), Erased(stamp)) => Erased(stamp),
        (Fields(one), Fields(other)) => Fields(merge_fields(one, other)),
    }
}

fn merge_fields(
    mut one: BTreeMap<String, Field>,
    other: BTreeMap<String, Field>,
) -> BTreeMap<String, Field> {
    for (name, theirs) in other {
        match one.entry(name) {
            Entry::Vacant(place) => {
                place.insert(theirs);
            }
            Entry::Occupied(mut ours) => {
                if is_later(&theirs, ours.get()) {
                    ours.insert(theirs);
                }
            }
        }
    }
    one
}

fn is_later(one: &Field, other: &Field) -> bool {
    let by_value = || canonical::to_string(&one.value).cmp(&canonical::to_string(&other.value));
    one.stamp.cmp(&other.stamp).then_with(by_value).is_gt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stamp::ReplicaId;
    use crate::time::Instant;
    use proptest::prelude::*;
    use serde_json::json;
    use std::fmt;

    fn stamp(millis: i64, replica: u8) -> Stamp {
        Stamp::tick(None, Instant::from_millis(millis), ReplicaId([replica; 8]))
    }

    fn fields<const N: usize>(fields: [(&str, Value, Stamp); N]) -> RecordState {
        let named =
            |(name, value, stamp): (&str, Value, Stamp)| (name.to_owned(), Field { value, stamp });
        RecordState::Fields(fields.into_iter().map(named).collect())
    }

    fn said(state: &RecordState) -> String {
        serde_json::to_string(state).unwrap()
    }

    /// For messages of failed tests only: these records hold no person's words.
    impl fmt::Debug for RecordState {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(&said(self))
        }
    }

    impl fmt::Debug for Field {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{} at {}", self.value, self.stamp)
        }
    }

    #[test]
    fn changes_of_different_fields_are_both_kept() {
        let phone = fields([
            ("title", json!("Lunch"), stamp(2, 1)),
            ("target", json!(3), stamp(1, 1)),
        ]);
        let tablet = fields([
            ("title", json!("Dinner"), stamp(1, 2)),
            ("target", json!(5), stamp(2, 2)),
        ]);
        let both = fields([
            ("title", json!("Lunch"), stamp(2, 1)),
            ("target", json!(5), stamp(2, 2)),
        ]);
        assert_eq!(merge(phone, tablet), both);
    }

    #[test]
    fn a_field_that_was_emptied_stays_empty() {
        let older = fields([("due", json!("2024-03-05"), stamp(1, 1))]);
        let emptied = fields([("due", Value::Null, stamp(2, 2))]);
        assert_eq!(merge(older, emptied.clone()), emptied);
    }

    #[test]
    fn what_was_erased_does_not_come_back_with_a_later_edit() {
        let erased = RecordState::Erased(stamp(1, 1));
        let edited = fields([("title", json!("Lunch"), stamp(9, 2))]);
        assert_eq!(merge(edited.clone(), erased.clone()), erased);
        assert_eq!(merge(erased.clone(), edited), erased);
    }

    #[test]
    fn a_copied_device_is_decided_alike_on_both_sides() {
        let [one, other] = ["a", "b"].map(|text| fields([("title", json!(text), stamp(1, 1))]));
        assert_eq!(merge(one.clone(), other.clone()), other);
        assert_eq!(merge(other.clone(), one), other);
    }

    #[test]
    fn the_latest_stamp_is_that_of_the_last_change() {
        let state = fields([("a", json!(1), stamp(3, 1)), ("b", json!(1), stamp(7, 1))]);
        assert_eq!(state.latest(), Some(stamp(7, 1)));
        assert_eq!(RecordState::Erased(stamp(4, 1)).latest(), Some(stamp(4, 1)));
        assert_eq!(fields([]).latest(), None);
    }

    #[test]
    fn a_state_is_stored_by_what_it_is() {
        assert_eq!(said(&fields([])), r#"{"fields":{}}"#);
        let erased = said(&RecordState::Erased(stamp(1, 0)));
        assert_eq!(erased, r#"{"erased":"00000000000100000000000000000000"}"#);
        assert!(
            serde_json::from_str::<RecordState>(&erased).unwrap()
                == RecordState::Erased(stamp(1, 0))
        );
    }

    /// Few names, times and replicas, so that collisions and equal stamps are common.
    fn states() -> impl Strategy<Value = RecordState> {
        let stamps = || (0..4_i64, 0..3_u8).prop_map(|(millis, replica)| stamp(millis, replica));
        let values = prop_oneof![
            Just(Value::Null),
            (0..3).prop_map(Value::from),
            "[ab]{0,2}".prop_map(Value::from),
            (0..2, 0..2).prop_map(|(x, y)| json!({"y": y, "x": [x]})),
        ];
        let field = (values, stamps()).prop_map(|(value, stamp)| Field { value, stamp });
        prop_oneof![
            6 => prop::collection::btree_map("[abc]", field, 0..4).prop_map(RecordState::Fields),
            1 => stamps().prop_map(RecordState::Erased),
        ]
    }

    proptest! {
        #[test]
        fn the_order_of_two_does_not_matter(a in states(), b in states()) {
            prop_assert_eq!(merge(a.clone(), b.clone()), merge(b, a));
        }

        #[test]
        fn the_grouping_of_three_does_not_matter(
            a in states(),
            b in states(),
            c in states(),
        ) {
            let left = merge(merge(a.clone(), b.clone()), c.clone());
            prop_assert_eq!(left, merge(a, merge(b, c)));
        }

        #[test]
        fn the_same_state_twice_changes_nothing(a in states(), b in states()) {
            prop_assert_eq!(merge(a.clone(), a.clone()), a.clone());
            let once = merge(a, b.clone());
            prop_assert_eq!(merge(once.clone(), b), once);
        }

        #[test]
        fn devices_that_received_the_same_states_hold_the_same_record(
            received in prop::collection::vec(states(), 1..6),
            order in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
        ) {
            let states = || received.iter().cloned();
            let in_order = states().reduce(merge).unwrap();
            let repeated = order.iter().map(|index| index.get(&received).clone());
            let shuffled = repeated.chain(states().rev()).reduce(merge).unwrap();
            prop_assert_eq!(shuffled, in_order);
        }

        #[test]
        fn once_erased_a_record_stays_so(received in prop::collection::vec(states(), 1..6)) {
            let is_erased = |state: &RecordState| matches!(state, RecordState::Erased(_));
            let one_erased = received.iter().any(is_erased);
            let merged = received.into_iter().reduce(merge).unwrap();
            prop_assert_eq!(is_erased(&merged), one_erased);
        }
    }
}
