//! That versions supersede each other in one direction only.
//!
//! "Which contract is in force" is answered by the versions that nobody supersedes. In a circle everyone is
//! superseded, and a course would have contracts and none in force. People cannot write one (a version is
//! never edited, so it names older ones only), but a file can.

use kith_protocol::check::{Rule, Violation};
use std::collections::HashMap;
use uuid::Uuid;

/// A version, the version that it takes the place of, and where the file says so.
pub(super) struct Supersedes {
    pub from: Uuid,
    pub to: Uuid,
    pub path: String,
}

/// Refuses circles: takes away versions that supersede nothing (any more) until none is left.
pub(super) fn refuse_circles(all: &[Supersedes]) -> Result<(), Violation> {
    let mut open: HashMap<Uuid, usize> = HashMap::new();
    let mut from_by_to: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for one in all {
        *open.entry(one.from).or_default() += 1;
        open.entry(one.to).or_default();
        from_by_to.entry(one.to).or_default().push(one.from);
    }
    let mut settled: Vec<Uuid> = open
        .iter()
        .filter(|(_, open)| **open == 0)
        .map(|(id, _)| *id)
        .collect();
    while let Some(to) = settled.pop() {
        for from in from_by_to.remove(&to).unwrap_or_default() {
            let open = open.entry(from).or_default();
            *open -= 1;
            if *open == 0 {
                settled.push(from);
            }
        }
    }
    let in_a_circle = |one: &&Supersedes| open.get(&one.to).is_some_and(|open| *open > 0);
    match all.iter().find(in_a_circle) {
        Some(one) => Err(Violation::new(one.path.as_str(), Rule::NotAllowed)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edges: &[(u128, u128)]) -> Option<String> {
        let edge = |(from, to): &(u128, u128)| Supersedes {
            from: Uuid::from_u128(*from),
            to: Uuid::from_u128(*to),
            path: format!("{from}>{to}"),
        };
        let all: Vec<_> = edges.iter().map(edge).collect();
        refuse_circles(&all).err().map(|flaw| flaw.field)
    }

    #[test]
    fn chains_forks_and_joins_are_allowed() {
        assert_eq!(check(&[]), None);
        assert_eq!(check(&[(4, 2), (4, 3), (2, 1), (3, 1), (5, 4)]), None);
    }

    #[test]
    fn a_circle_of_any_length_is_refused() {
        assert_eq!(check(&[(1, 1)]).unwrap(), "1>1");
        assert_eq!(check(&[(9, 8), (1, 2), (2, 1)]).unwrap(), "1>2");
        let long: Vec<_> = (0..50_000).map(|n| (n, (n + 1) % 50_000)).collect();
        assert!(check(&long).is_some());
    }
}
