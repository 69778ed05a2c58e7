//! What makes a content a kind of record, and the table that the vault needs of it.

use super::{Around, Links, Meta, Visibility};
use crate::Result;
use kith_protocol::check::{Check, Hint};
use kith_protocol::merge::VersionSet;
use kith_protocol::time::Instant;
use kith_vault::{Keep, Kind, Link, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;

/// How a kind of record may change after it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// It is edited; its earlier states are kept for 30 days.
    Edited,
    /// It is edited; its earlier states are kept as long as the record (the clinician's record).
    EditedAndKept,
    /// It is never edited: a new version supersedes it, or a new one stands beside it.
    Immutable,
    /// It is a fact: neither edited nor put into the trash nor undone.
    Fact,
}

/// What a person writes in one kind of record.
///
/// A content is stored as the JSON object that serde makes of it. All its keys are always
/// written, and an absent one reads as empty, so that fields can be added later.
pub trait Content:
    Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// The record around the content.
    type Entity: Entity<Content = Self>;

    /// The kind's name in the vault and in files. Never changed once it was shipped.
    const KIND: &'static str;
    /// Raised when [`text`](Self::text), [`links`](Self::links) or [`lived`](Self::lived) changes for
    /// contents that are already stored; vaults then rebuild their index.
    const REVISION: i64 = 1;
    /// How it may change.
    const NATURE: Nature = Nature::Edited;
    /// Who may see it unless the writer says otherwise.
    const VISIBILITY: Visibility = Visibility::Shared;

    /// The hard rules that can be told from the content alone.
    fn check(&self, check: &mut Check);

    /// The hard rules that need other records: a rating fits the scale of its goal.
    ///
    /// # Errors
    /// Only when the vault cannot be read.
    fn check_around(&self, _around: &Around<'_>, _check: &mut Check) -> Result<()> {
        Ok(())
    }

    /// The soft rules.
    ///
    /// # Errors
    /// Only when the vault cannot be read.
    fn hints(&self, _around: &Around<'_>) -> Result<Vec<Hint>> {
        Ok(Vec::new())
    }

    /// What search finds. The first text serves as the record's title in a list of hits.
    fn text(&self) -> Vec<&str> {
        Vec::new()
    }

    /// The records and areas that it names.
    fn links(&self, _links: &mut Links) {}

    /// When it was lived, where the content says so; otherwise it is when it was written.
    fn lived(&self) -> Option<Instant> {
        None
    }

    /// The id of a record that can exist once only in its course; otherwise each gets a fresh one.
    /// Adding such a record a second time edits it.
    fn own_id(&self, _course: Uuid) -> Option<Uuid> {
        None
    }

    /// Fills what is computed from the rest, such as the total of a questionnaire.
    fn complete(&mut self) {}

    /// Fills what follows from other records, when a person adds it: a new version takes the place of those
    /// in force unless it says otherwise.
    ///
    /// # Errors
    /// Only when the vault cannot be read.
    fn follow(&mut self, _around: &Around<'_>) -> Result<()> {
        Ok(())
    }

    /// The fields that other records of the kind must give up when this one is written: at most
    /// one event of a course marks the onset. Each pair is the id and what its content becomes.
    ///
    /// # Errors
    /// Only when the vault cannot be read.
    fn displaces(&self, _around: &Around<'_>) -> Result<Vec<(Uuid, Self)>> {
        Ok(Vec::new())
    }
}

/// A content whose versions are agreed on, one after the other.
pub trait Versioned: Content {
    /// The versions whose place it takes.
    fn supersedes(&self) -> &[Uuid];
}

/// A record: its meta and its content.
pub trait Entity: Clone + PartialEq + Serialize + Send + Sync + 'static {
    /// What the person wrote.
    type Content: Content<Entity = Self>;

    /// Joins the two.
    fn new(meta: Meta, content: Self::Content) -> Self;
    /// What every record carries.
    fn meta(&self) -> &Meta;
    /// What the person wrote.
    fn content(&self) -> &Self::Content;
}

/// The fields under which a content is stored. An empty text is no text.
///
/// # Errors
/// [`kith_vault::Error::Damaged`], if the content does not serialise to an object.
pub(crate) fn fields_of<C: Content>(content: &C) -> Result<Map<String, Value>> {
    match serde_json::to_value(content) {
        Ok(Value::Object(mut fields)) => {
            fields.values_mut().for_each(drop_blank);
            Ok(fields)
        }
        _ => Err(kith_vault::Error::Damaged { what: C::KIND }.into()),
    }
}

fn drop_blank(value: &mut Value) {
    match value {
        Value::String(text) if text.trim().is_empty() => *value = Value::Null,
        Value::Object(fields) => fields.values_mut().for_each(drop_blank),
        Value::Array(entries) => entries.iter_mut().for_each(drop_blank),
        _ => (),
    }
}

/// Reads a content from stored fields; `None` when a newer version wrote them in another shape.
fn content_of<C: Content>(fields: &Map<String, Value>) -> Option<C> {
    C::deserialize(fields).ok()
}

/// Those of several versions that no other supersedes.
pub(crate) fn heads<'a, C: Versioned>(versions: impl Iterator<Item = (Uuid, &'a C)>) -> Vec<Uuid> {
    let superseded = versions.map(|(id, content)| (id, content.supersedes().to_vec()));
    superseded.collect::<VersionSet>().heads()
}

/// What search finds in a content, its title on the first line.
fn text_of<C: Content>(fields: &Map<String, Value>) -> String {
    content_of::<C>(fields).map_or_else(String::new, |content| content.text().join("\n"))
}

/// The same from a row; nothing when a newer version wrote it in another shape.
fn words<C: Content>(row: &Row<'_>) -> String {
    let content = row.parse::<C>();
    content.map_or_else(|_| String::new(), |content| content.text().join("\n"))
}

fn links_of<C: Content>(fields: &Map<String, Value>) -> Vec<Link> {
    let mut links = Links::default();
    if let Some(content) = content_of::<C>(fields) {
        content.links(&mut links);
    }
    let link = |reference: super::Reference| Link {
        role: reference.role.to_owned(),
        to: reference.to,
    };
    links.into_references().into_iter().map(link).collect()
}

fn lived_of<C: Content>(fields: &Map<String, Value>) -> Option<i64> {
    content_of::<C>(fields)?.lived().map(Instant::millis)
}

const fn kind<C: Content>() -> Kind {
    Kind {
        name: C::KIND,
        keeps: match C::NATURE {
            Nature::Edited | Nature::Immutable => Keep::Days30,
            Nature::EditedAndKept | Nature::Fact => Keep::Always,
        },
        append_only: matches!(C::NATURE, Nature::Fact),
        immutable: matches!(C::NATURE, Nature::Immutable),
        revision: C::REVISION,
        text: text_of::<C>,
        links: links_of::<C>,
        lived: lived_of::<C>,
    }
}

macro_rules! kinds {
    ($($entity:ident, $content:ident, $changed:ident, $page:ident, $add:ident, $edit:ident, $one:ident, $many:ident;)*) => {
        /// Every kind of record that a vault of ours holds.
        pub static KINDS: &[Kind] = &[$(kind::<super::$content>()),*];

        /// What search finds in a stored record, its title on the first line; read straight from the row,
        /// which costs half of going through a map of fields.
        pub(crate) fn words_in(row: &Row<'_>) -> String {
            match row.kind {
                $(<super::$content as Content>::KIND => words::<super::$content>(row),)*
                _ => String::new(),
            }
        }
    };
}
crate::each_entity!(kinds);

/// The kind with this name.
pub(crate) fn kind_named(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::*;
    use std::fmt::Debug;
    use std::marker::PhantomData;

    struct Probe<T>(PhantomData<T>);

    trait Silent {
        const SPEAKS: bool = false;
    }

    impl<T> Silent for Probe<T> {}

    impl<T: Debug> Probe<T> {
        const SPEAKS: bool = true;
    }

    macro_rules! speaking {
        ($($entity:ident, $content:ident, $changed:ident, $page:ident, $add:ident, $edit:ident, $one:ident, $many:ident;)*) => {
            [$(<Probe<$entity>>::SPEAKS, <Probe<$content>>::SPEAKS),*]
        };
    }

    #[test]
    fn no_record_and_no_content_can_be_printed_into_a_log() {
        let probe_works = <Probe<String>>::SPEAKS;
        assert!(probe_works);
        assert!(!crate::each_entity!(speaking).contains(&true));
    }

    #[test]
    fn the_names_of_kinds_and_how_they_may_change_are_part_of_the_format() {
        let shown = |kind: &Kind| {
            let days = if kind.keeps == Keep::Days30 {
                " 30"
            } else {
                ""
            };
            let immutable = if kind.immutable { " immutable" } else { "" };
            let fact = if kind.append_only { " fact" } else { "" };
            format!("{}{days}{immutable}{fact}", kind.name)
        };
        let kinds: Vec<_> = KINDS.iter().map(shown).collect();
        let expected = [
            "course 30",
            "person 30",
            "entry 30",
            "session 30",
            "session_record",
            "try 30",
            "goal 30",
            "goal_step 30",
            "goal_rating 30",
            "contract 30 immutable",
            "formulation 30 immutable",
            "agreement fact",
            "event 30",
            "response 30 immutable",
            "phase_decision fact",
            "task_mark",
        ];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn a_shape_of_a_newer_version_is_neither_found_nor_linked_and_nothing_breaks() {
        let fields = serde_json::json!({ "name": { "given": "Sam" } });
        let fields = fields.as_object().unwrap();
        let kind = kind_named("person").unwrap();
        assert_eq!((kind.text)(fields), "");
        assert!((kind.links)(fields).is_empty());
        assert_eq!((kind.lived)(fields), None);
    }
}
