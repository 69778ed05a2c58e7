//! Questionnaires as versioned, cited data, and what may be concluded from the answers.
//!
//! A measure is a [`Definition`]: its verbatim text, its options, how it is summed, its bands, what
//! counts as change, which answers are flagged, its codes, and for each number the publication and
//! the people it was found in. The measures that ship with Kith are read by the same parser as one
//! that a clinic imports, so nothing about them is special, and a definition that could be scored
//! in two ways is refused before anybody fills it in.
//!
//! Three rules shape the types:
//! - A [`Score`] can only come from complete, possible answers. There is no prorating: a total that
//!   was guessed looks like one that was given.
//! - [`flags`] do not wait for completeness. A person who answers item 9 and leaves out another
//!   question has still told us.
//! - A response belongs to one version of a definition; [`compare`] refuses to mix versions, so
//!   that a trend never shows a change of questionnaire as a change of mood.
//!
//! The short names of this module would be lost among those of an app, so abroad most are longer:
//! `MeasureDefinition`, `MeasureItem`, `MeasureSource`.
//!
//! Left out for want of a source that we trust: a response rule for the GAD-7 and its question on
//! difficulty, of which several wordings are in use, and the answer codes of the PHQ-9's.

mod change;
mod definition;
mod score;
mod validate;

pub use change::{
    Attainment, ChangeClass, ChangeReport, Comparison, Incomparable, Movement, Verdict, compare,
};
pub use definition::{
    Band, ChangeRule, Choice, Codes, Criterion, CutPoint, Definition, DefinitionError, FlagRule,
    Item, Licence, MissingRule, PointsBasis, Polarity, Scoring, Source,
};
pub use score::{Answer, Answers, DefinitionRef, Flag, Outcome, Score, flags, score};

use std::sync::OnceLock;

/// The measures that ship with Kith.
pub fn builtin() -> &'static [Definition] {
    static BUILTIN: OnceLock<Vec<Definition>> = OnceLock::new();
    BUILTIN.get_or_init(|| {
        let sound = "the shipped definitions are parsed by the tests of this crate";
        [
            include_str!("../../data/measures/phq-9.json"),
            include_str!("../../data/measures/gad-7.json"),
        ]
        .map(|json| Definition::parse(json).expect(sound))
        .into()
    })
}

/// The newest shipped version of the measure with this id, such as `phq9`.
pub fn find(id: &str) -> Option<&'static Definition> {
    let of_id = builtin().iter().filter(|definition| definition.id == id);
    of_id.max_by_key(|definition| definition.version)
}
