//! To what a content refers.
//!
//! One list serves three uses, so that they cannot disagree: the check that what is named exists, the
//! index by which "everything about this person" is found, and the export that has to know what hangs
//! together. A role is the kind of thing at the other end, not the field's name, so that one question
//! finds a person in an entry's `people` and in a goal's `supports` alike.
//!
//! A problem area is not a record, and yet lists are filtered by it. It gets an id of its own, made
//! from its name (UUID version 5), so that the index of links serves areas, too.

use kith_protocol::area::AreaId;
use uuid::Uuid;

/// The namespace of the ids that stand for problem areas.
const AREAS: Uuid = Uuid::from_u128(0x6b69_7468_0000_5000_8000_6172_6561_7300);

/// The role under which an area is linked.
pub(crate) const AREA: &str = "area";

/// One reference from a content.
pub struct Reference {
    /// The path of the field, such as `people[2]`.
    pub field: String,
    /// What the other end is to this record; the key of the index.
    pub role: &'static str,
    /// The id at the other end.
    pub to: Uuid,
    /// The kinds that may stand there; empty where no record stands behind the id.
    pub kinds: &'static [&'static str],
}

/// Collects the references of a content.
#[derive(Default)]
pub struct Links {
    found: Vec<Reference>,
}

impl Links {
    /// The references in the order of the fields.
    #[must_use]
    pub fn into_references(self) -> Vec<Reference> {
        self.found
    }

    pub(crate) fn people(&mut self, field: &str, people: &[Uuid]) {
        self.many(field, "person", people, &["person"]);
    }

    pub(crate) fn goals(&mut self, field: &str, goals: &[Uuid]) {
        self.many(field, "goal", goals, &["goal"]);
    }

    pub(crate) fn goal(&mut self, field: &str, goal: Option<Uuid>) {
        self.one(field, "goal", goal, &["goal"]);
    }

    pub(crate) fn session(&mut self, field: &str, session: Option<Uuid>) {
        self.one(field, "session", session, &["session"]);
    }

    pub(crate) fn area(&mut self, field: &str, area: Option<&AreaId>) {
        self.one(field, AREA, area.map(area_id), &[]);
    }

    /// One record of one of `kinds`.
    pub(crate) fn one(
        &mut self,
        field: &str,
        role: &'static str,
        to: Option<Uuid>,
        kinds: &'static [&'static str],
    ) {
        self.found.extend(to.map(|to| Reference {
            field: field.to_owned(),
            role,
            to,
            kinds,
        }));
    }

    /// Several records of one of `kinds`.
    pub(crate) fn many(
        &mut self,
        field: &str,
        role: &'static str,
        to: &[Uuid],
        kinds: &'static [&'static str],
    ) {
        for (index, to) in to.iter().enumerate() {
            self.one(&format!("{field}[{index}]"), role, Some(*to), kinds);
        }
    }
}

/// The id that stands for an area in the index of links.
pub(crate) fn area_id(area: &AreaId) -> Uuid {
    Uuid::new_v5(&AREAS, area.as_str().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_area_has_an_id_of_its_own_that_never_changes() {
        let grief = Uuid::from_u128(0x2464_9279_dbac_59c0_98fb_3fc9_f9fb_ce51);
        assert_eq!(area_id(&AreaId::Grief), grief);
        assert_eq!(area_id(&AreaId::from("grief")), grief);
        let mut ids: Vec<_> = AreaId::ALL.iter().map(area_id).collect();
        ids.push(area_id(&AreaId::from("of a newer version")));
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
