//! A person of the interpersonal inventory.
//!
//! A name and a ring are enough; the rest opens on demand. Someone who died stays in the circle where
//! the client puts them.

use super::rules::Rules;
use super::{Content, Links, Visibility};
use kith_protocol::area::AreaId;
use kith_protocol::check::{Check, Rule};
use kith_protocol::open_enum;
use kith_protocol::time::FuzzyDate;
use serde::{Deserialize, Serialize};

/// The outermost ring of the closeness circle.
const RINGS: i32 = 4;

open_enum! {
    /// What someone is to the client.
    pub enum Relation {
        /// Husband, wife, partner.
        Partner = "partner",
        /// A former partner.
        Ex = "ex",
        /// Mother, father, whoever raised the client.
        Parent = "parent",
        /// Daughter, son.
        Child = "child",
        /// Sister, brother.
        Sibling = "sibling",
        /// Anyone else of the family.
        Family = "family",
        /// A friend.
        Friend = "friend",
        /// Someone from work or school.
        Work = "work",
        /// Someone who lives close by.
        Neighbour = "neighbour",
        /// Someone from a club, a congregation, a community.
        Community = "community",
        /// A doctor, a teacher, a carer.
        Professional = "professional",
        /// Anyone else.
        Other = "other",
        /// An animal that counts as company.
        Pet = "pet",
    }

    /// Where the relationship stands.
    pub enum PersonStatus {
        /// There.
        Present = "present",
        /// No longer in touch.
        Estranged = "estranged",
        /// Living apart.
        Separated = "separated",
        /// No longer alive.
        Deceased = "deceased",
    }

    /// How often the two are in touch.
    pub enum ContactFrequency {
        /// Every day or nearly so.
        Daily = "daily",
        /// Every week.
        Weekly = "weekly",
        /// Every month.
        Monthly = "monthly",
        /// Less than every month.
        Rarer = "rarer",
        /// Not at all.
        NotAtAll = "none",
    }

    /// Whether what the two expect of each other fits together.
    pub enum ExpectationsMatch {
        /// It does.
        Yes = "yes",
        /// In part.
        Partly = "partly",
        /// It does not.
        No = "no",
        /// Hard to say.
        Unsure = "unsure",
    }
}

entity! {
    /// A person of the interpersonal inventory.
    Person, PersonContent, ChangedPerson, PersonPage
}

/// What is known of a person. Ratings go from 0 (not at all) to 10.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PersonContent {
    /// How the client calls them; at most 80 characters.
    pub name: String,
    /// What they are to the client.
    pub relation: Relation,
    /// Where the relationship stands.
    pub status: PersonStatus,
    /// When they died, as precisely as it is known.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub deceased_on: Option<FuzzyDate>,
    /// How close they are: 1 (innermost) to 4 (drifted apart).
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub ring: Option<i32>,
    /// How close the client would like them to be: 1 to 4.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub ring_wanted: Option<i32>,
    /// How often the two are in touch.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub contact: Option<ContactFrequency>,
    /// What is good between them.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub good: Option<String>,
    /// What is hard between them.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub hard: Option<String>,
    /// What the client expects of them.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub i_expect: Option<String>,
    /// What they expect of the client.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub they_expect: Option<String>,
    /// Whether these expectations fit together.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub expectations_match: Option<ExpectationsMatch>,
    /// How far the client can confide in them.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub can_confide: Option<i32>,
    /// How much practical help they give.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub practical_help: Option<i32>,
    /// How much conflict there is.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub conflict: Option<i32>,
    /// Whether they support the recovery.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub supports_recovery: Option<bool>,
    /// The problem areas that they have to do with.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub areas: Vec<AreaId>,
    /// Hidden while the screen is shared.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub sensitive: bool,
    /// Anything else.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub notes: Option<String>,
}

impl Content for PersonContent {
    type Entity = Person;
    const KIND: &'static str = "person";
    const VISIBILITY: Visibility = Visibility::Private;

    fn check(&self, check: &mut Check) {
        check.name("name", &self.name);
        check.word("relation", self.relation.as_str());
        check.word("status", self.status.as_str());
        check.fuzzy("deceased_on", self.deceased_on.as_ref());
        let lives = matches!(
            self.status,
            PersonStatus::Present | PersonStatus::Estranged | PersonStatus::Separated
        );
        check.ensure(
            "deceased_on",
            self.deceased_on.is_none() || !lives,
            Rule::NotAllowed,
        );
        check.some_within("ring", self.ring, 1, RINGS);
        check.some_within("ring_wanted", self.ring_wanted, 1, RINGS);
        check.some_word(
            "contact",
            self.contact.as_ref().map(ContactFrequency::as_str),
        );
        check.some_word(
            "expectations_match",
            self.expectations_match
                .as_ref()
                .map(ExpectationsMatch::as_str),
        );
        check.rating("can_confide", self.can_confide);
        check.rating("practical_help", self.practical_help);
        check.rating("conflict", self.conflict);
        check.words("areas", self.areas.iter().map(AreaId::as_str));
        for (field, text) in self.texts() {
            check.some_text(field, text.as_ref());
        }
    }

    fn text(&self) -> Vec<&str> {
        let texts = self
            .texts()
            .into_iter()
            .filter_map(|(_, text)| text.as_deref());
        std::iter::once(self.name.as_str()).chain(texts).collect()
    }

    fn links(&self, links: &mut Links) {
        for area in &self.areas {
            links.area("areas", Some(area));
        }
    }
}

impl PersonContent {
    fn texts(&self) -> [(&'static str, &Option<String>); 5] {
        [
            ("good", &self.good),
            ("hard", &self.hard),
            ("i_expect", &self.i_expect),
            ("they_expect", &self.they_expect),
            ("notes", &self.notes),
        ]
    }
}
