//! The parts of a file: one for each kind of record, in the order in which they are written.
//!
//! A section knows its kind through the content alone, so a new kind costs one line here.

use super::kept;
use super::names::names_of;
use super::shape::{self, Unknown};
use crate::Error;
use crate::Result;
use crate::entity::{
    AgreementContent, Around, Content, ContractContent, CourseContent, CourseTaskMarkContent,
    EntryContent, FormulationContent, GoalContent, GoalRatingContent, GoalStepContent, Links,
    MeasureResponseContent, PersonContent, PhaseDecisionContent, Reference, SessionContent,
    SessionRecordContent, ThingToTryContent, TimelineEventContent, Visibility, fields_of,
};
use kith_protocol::check::{Check, Rule, Violation};
use serde_json::{Map, Value};
use uuid::Uuid;

/// The members of a record.
type Fields = Map<String, Value>;

/// One part of a file.
pub(super) struct Section {
    /// Its name in the file.
    pub name: &'static str,
    /// The kind of its records.
    pub kind: &'static str,
    /// The fields of its records, in the order in which they are written.
    pub names: fn() -> &'static [&'static str],
    /// Who may see its records unless they say otherwise.
    pub visibility: Visibility,
    /// Reads a record whose references are resolved.
    pub read: fn(&Fields, Unknown, Uuid) -> Result<Read>,
    /// The rules that need other records.
    pub check_around: fn(&Fields, &Around<'_>) -> Result<()>,
    /// When a record was lived, where its fields say so.
    pub lived: fn(&Fields) -> Option<i64>,
    /// Fields as this version writes them, without what it does not know; `None` if a newer version wrote
    /// them in another shape.
    pub known: fn(&Fields) -> Option<Fields>,
}

/// A record as it was read.
pub(super) struct Read {
    /// What is stored: what the content says, and what is kept for a newer version.
    pub fields: Fields,
    /// What it names.
    pub references: Vec<Reference>,
    /// Its id, where it can exist once only in its course.
    pub own_id: Option<Uuid>,
    /// When it was lived, where the content says so.
    pub lived: Option<i64>,
}

/// The course itself: the one part that is an object and not a list.
pub(super) static COURSE: Section = section::<CourseContent>("course");

/// Every list of a file.
pub(super) static SECTIONS: [Section; 15] = [
    section::<PersonContent>("people"),
    section::<TimelineEventContent>("events"),
    section::<EntryContent>("entries"),
    section::<SessionContent>("sessions"),
    section::<SessionRecordContent>("session_records"),
    section::<ThingToTryContent>("tries"),
    section::<GoalContent>("goals"),
    section::<GoalStepContent>("goal_steps"),
    section::<GoalRatingContent>("goal_ratings"),
    section::<ContractContent>("contracts"),
    section::<FormulationContent>("formulations"),
    section::<AgreementContent>("agreements"),
    section::<MeasureResponseContent>("responses"),
    section::<PhaseDecisionContent>("phase_decisions"),
    section::<CourseTaskMarkContent>("task_marks"),
];

const fn section<C: Content>(name: &'static str) -> Section {
    Section {
        name,
        kind: C::KIND,
        names: names_of::<C>,
        visibility: C::VISIBILITY,
        read: read::<C>,
        check_around: check_around::<C>,
        lived: lived::<C>,
        known: known::<C>,
    }
}

impl Section {
    /// Whether the fields of a record say when it was lived.
    pub(super) fn says_when(&self, fields: &Fields) -> bool {
        (self.lived)(fields).is_some()
    }

    /// Where a record says who wrote it. In an agreement, `party` says who agreed.
    pub(super) fn party_member(&self) -> &'static str {
        match (self.names)().contains(&"party") {
            true => "written_by",
            false => "party",
        }
    }
}

fn read<C: Content>(raw: &Fields, unknown: Unknown, course: Uuid) -> Result<Read> {
    let raw_value = Value::Object(raw.clone());
    let said: C = shape::read(&raw_value, unknown).map_err(Error::from)?;
    let mut check = Check::new();
    said.check(&mut check);
    check.finish()?;
    let mut content = said.clone();
    content.complete();
    let mut fields = fields_of(&content)?;
    agree(&fields_of(&said)?, &fields)?;
    if unknown == Unknown::Kept {
        kept::check(raw, &fields)?;
        kept::carry(raw, &mut fields);
    }
    let mut links = Links::default();
    content.links(&mut links);
    Ok(Read {
        fields,
        references: links.into_references(),
        own_id: content.own_id(course),
        lived: content.lived().map(kith_protocol::Instant::millis),
    })
}

/// What a file says of something that is computed must be what comes out.
fn agree(said: &Fields, computed: &Fields) -> std::result::Result<(), Violation> {
    let differs =
        |(name, value): &(&String, &Value)| !value.is_null() && computed.get(*name) != Some(*value);
    match said.iter().find(differs) {
        Some((name, _)) => Err(Violation::new(name.as_str(), Rule::NotAllowed)),
        None => Ok(()),
    }
}

fn check_around<C: Content>(fields: &Fields, around: &Around<'_>) -> Result<()> {
    let mut check = Check::new();
    if let Ok(content) = C::deserialize(fields) {
        content.check_around(around, &mut check)?;
    }
    Ok(check.finish()?)
}

fn lived<C: Content>(fields: &Fields) -> Option<i64> {
    let content = C::deserialize(fields).ok()?;
    content.lived().map(kith_protocol::Instant::millis)
}

fn known<C: Content>(fields: &Fields) -> Option<Fields> {
    let content = C::deserialize(fields).ok()?;
    fields_of(&content).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::KINDS;
    use std::collections::BTreeSet;

    fn all() -> impl Iterator<Item = &'static Section> {
        std::iter::once(&COURSE).chain(&SECTIONS)
    }

    #[test]
    fn every_kind_of_record_has_its_part_in_a_file() {
        let kinds: BTreeSet<_> = KINDS.iter().map(|kind| kind.name).collect();
        assert_eq!(
            all().map(|section| section.kind).collect::<BTreeSet<_>>(),
            kinds
        );
        assert_eq!(
            all()
                .map(|section| section.name)
                .collect::<BTreeSet<_>>()
                .len(),
            kinds.len()
        );
    }

    #[test]
    fn what_a_record_says_beside_its_content_never_clashes_with_a_field() {
        for section in all() {
            for member in ["id", "visibility", "lived", section.party_member()] {
                assert!(
                    !(section.names)().contains(&member),
                    "{}.{member}",
                    section.name
                );
            }
            assert!((section.names)().len() > 2, "{}", section.name);
        }
    }
}
