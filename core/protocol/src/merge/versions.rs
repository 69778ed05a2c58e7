//! Records that are agreed and never overwritten.

use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The versions of one contract, formulation, circle or safety plan, by what each supersedes.
///
/// It holds ids only; the versions themselves are immutable, so the id says all. A version may supersede
/// several, which is how a person settles two that compete.
///
/// ```
/// use kith_protocol::{Uuid, merge::VersionSet};
///
/// let [first, phone, tablet, settled] = [1, 2, 3, 4].map(Uuid::from_u128);
/// let mut versions = VersionSet::default();
/// versions.add(first, []);
/// versions.add(phone, [first]);
/// versions.add(tablet, [first]);
/// assert_eq!(versions.heads(), [phone, tablet]);
/// versions.add(settled, [phone, tablet]);
/// assert_eq!(versions.heads(), [settled]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VersionSet {
    supersedes: BTreeMap<Uuid, BTreeSet<Uuid>>,
}

impl VersionSet {
    /// Adds a version and those it supersedes, which need not be known yet: a packet may hold the later one only.
    pub fn add(&mut self, version: Uuid, supersedes: impl IntoIterator<Item = Uuid>) {
        self.supersedes
            .entry(version)
            .or_default()
            .extend(supersedes);
    }

    /// Every version of either set.
    #[must_use]
    pub fn union(mut self, other: Self) -> Self {
        for (version, supersedes) in other.supersedes {
            self.add(version, supersedes);
        }
        self
    }

    /// The versions in force, by id: those that no other supersedes. One is the rule; several
    /// compete and are all shown.
    ///
    /// A set with versions always has a head. Versions that supersede each other in a circle can
    /// only come from a damaged or hostile file; they count as competing, so none can hide the others.
    #[must_use]
    pub fn heads(&self) -> Vec<Uuid> {
        let before: BTreeMap<_, _> = self
            .ids()
            .map(|version| (version, self.all_before(version)))
            .collect();
        let precedes = |one: Uuid, other: Uuid| before[&other].contains(&one);
        let is_head = |version: &Uuid| {
            let mut later = self.ids().filter(|other| precedes(*version, *other));
            later.all(|other| precedes(other, *version))
        };
        self.ids().filter(is_head).collect()
    }

    /// Every version, by id.
    pub fn ids(&self) -> impl Iterator<Item = Uuid> + '_ {
        self.supersedes.keys().copied()
    }

    /// Everything that a version supersedes, directly or through others.
    fn all_before(&self, version: Uuid) -> BTreeSet<Uuid> {
        let mut found = BTreeSet::new();
        let mut open = vec![version];
        while let Some(next) = open.pop() {
            let supersedes = self.supersedes.get(&next).into_iter().flatten();
            open.extend(supersedes.copied().filter(|before| found.insert(*before)));
        }
        found
    }
}

impl FromIterator<(Uuid, Vec<Uuid>)> for VersionSet {
    fn from_iter<I: IntoIterator<Item = (Uuid, Vec<Uuid>)>>(versions: I) -> Self {
        let mut set = Self::default();
        for (version, supersedes) in versions {
            set.add(version, supersedes);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn set(versions: &[(u128, &[u128])]) -> VersionSet {
        let ids = |numbers: &[u128]| numbers.iter().copied().map(id).collect();
        versions
            .iter()
            .map(|(version, before)| (id(*version), ids(before)))
            .collect()
    }

    fn heads(versions: &[(u128, &[u128])]) -> Vec<u128> {
        set(versions)
            .heads()
            .into_iter()
            .map(|version| version.as_u128())
            .collect()
    }

    #[test]
    fn the_heads_are_those_that_nobody_supersedes() {
        assert_eq!(heads(&[]), []);
        assert_eq!(heads(&[(1, &[])]), [1]);
        assert_eq!(heads(&[(1, &[]), (2, &[1]), (3, &[2])]), [3]);
        assert_eq!(heads(&[(1, &[]), (2, &[1]), (3, &[1])]), [2, 3]);
        assert_eq!(heads(&[(1, &[]), (2, &[1]), (3, &[1]), (4, &[2, 3])]), [4]);
        assert_eq!(heads(&[(1, &[]), (2, &[])]), [1, 2]);
    }

    #[test]
    fn a_version_whose_predecessor_never_came_is_a_head() {
        assert_eq!(heads(&[(5, &[4])]), [5]);
        assert_eq!(heads(&[(1, &[]), (5, &[4])]), [1, 5]);
    }

    #[test]
    fn versions_in_a_circle_compete_and_hide_nobody() {
        assert_eq!(heads(&[(1, &[1])]), [1]);
        assert_eq!(heads(&[(1, &[2]), (2, &[1])]), [1, 2]);
        assert_eq!(heads(&[(1, &[2]), (2, &[1]), (3, &[])]), [1, 2, 3]);
        assert_eq!(heads(&[(1, &[2]), (2, &[1]), (3, &[2])]), [3]);
        assert_eq!(
            heads(&[(1, &[3]), (2, &[1]), (3, &[2]), (4, &[])]),
            [1, 2, 3, 4]
        );
    }

    #[test]
    fn two_devices_that_revise_the_same_version_both_show() {
        let phone = set(&[(1, &[]), (2, &[1])]);
        let tablet = set(&[(1, &[]), (3, &[1])]);
        assert_eq!(phone.union(tablet).heads(), [id(2), id(3)]);
    }

    /// Any small graph, circles and missing predecessors among them.
    fn sets() -> impl Strategy<Value = VersionSet> {
        let version = (
            0..6_u128,
            prop::collection::vec((0..8_u128).prop_map(id), 0..3),
        );
        prop::collection::vec(
            version.prop_map(|(number, before)| (id(number), before)),
            0..8,
        )
        .prop_map(VersionSet::from_iter)
    }

    /// Histories as devices write them: a version supersedes only earlier ones.
    fn histories() -> impl Strategy<Value = VersionSet> {
        prop::collection::vec(
            prop::collection::vec(any::<prop::sample::Index>(), 0..3),
            1..8,
        )
        .prop_map(|choices| {
            let before = |number: usize, chosen: Vec<prop::sample::Index>| match number {
                0 => Vec::new(),
                _ => chosen
                    .iter()
                    .map(|index| id(index.index(number) as u128))
                    .collect(),
            };
            let version = |(number, chosen)| (id(number as u128), before(number, chosen));
            choices.into_iter().enumerate().map(version).collect()
        })
    }

    proptest! {
        #[test]
        fn union_is_commutative_associative_and_idempotent(a in sets(), b in sets(), c in sets()) {
            prop_assert_eq!(a.clone().union(b.clone()), b.clone().union(a.clone()));
            prop_assert_eq!(a.clone().union(b.clone()).union(c.clone()), a.clone().union(b.union(c)));
            prop_assert_eq!(a.clone().union(a.clone()), a);
        }

        #[test]
        fn a_set_with_versions_has_a_head_and_only_its_own(a in sets(), b in sets()) {
            let both = a.union(b);
            let heads = both.heads();
            prop_assert_eq!(heads.is_empty(), both.ids().next().is_none());
            prop_assert!(heads.iter().all(|head| both.ids().any(|version| version == *head)));
        }

        #[test]
        fn in_a_history_the_heads_are_those_without_a_direct_successor(history in histories()) {
            let superseded: BTreeSet<_> = history.supersedes.values().flatten().copied().collect();
            let expected: Vec<_> = history.ids().filter(|version| !superseded.contains(version)).collect();
            prop_assert_eq!(history.heads(), expected);
        }

        #[test]
        fn joining_a_history_split_in_two_gives_its_heads(history in histories(), split in any::<u8>()) {
            let in_first = |version: &Uuid| split >> (version.as_u128() % 8) & 1 == 1;
            let part = |first: bool| -> VersionSet {
                let versions = history.supersedes.iter().filter(|(version, _)| in_first(version) == first);
                versions.map(|(version, before)| (*version, before.iter().copied().collect())).collect()
            };
            prop_assert_eq!(part(true).union(part(false)).heads(), history.heads());
        }
    }
}
