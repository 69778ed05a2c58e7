//! The problem areas, and the schools that draw their borders differently.
//!
//! IPT works on one agreed problem area, at most two. All schools share the areas' ids and differ
//! in what belongs where. For Klerman and Weissman grief is the reaction to a death, and every other
//! loss is a role transition; Stuart and Robertson work with three areas and count any loss as "grief and
//! loss"; the WHO's group manual speaks of life changes and loneliness; social rhythm therapy adds
//! grief for the lost healthy self. Kith was founded on the wide reading, in which grief covers the
//! loss of someone loved and significant life changes, so that is the default.
//!
//! A school is a profile and not a law: what it advises is a [`Hint`], the clinician may decide otherwise,
//! and the caller records that decision. Here are ids only; the words are texts of the shells, under
//! `area-…`, and differ between the clinician's side and the client's, who reads "Connection" where the field
//! says "interpersonal deficits".

use crate::check::{Hint, Rule};

crate::open_enum! {
    /// A problem area, the focus of a course.
    pub enum AreaId {
        /// Mourning: a death, and in the wide reading a significant life change.
        Grief = "grief",
        /// A role dispute: two people expect different things of their relationship.
        Dispute = "dispute",
        /// A role transition: one role ends and another begins.
        Transition = "transition",
        /// Interpersonal deficits, also called sensitivities: few ties, or ties that do not hold.
        Deficits = "deficits",
        /// Grief for the healthy self that an illness took (social rhythm therapy).
        LostSelf = "lost_self",
    }

    /// A school's division of the field into problem areas.
    pub enum TaxonomyId {
        /// Four areas with the wide reading of grief: the default.
        Founding4 = "founding-4",
        /// Four areas in which grief follows a death (Klerman, Weissman, Rounsaville).
        Weissman4 = "weissman-4",
        /// Three areas, the first of which is grief and loss of any kind (Stuart, Robertson).
        Stuart3 = "stuart-3",
        /// The four of the WHO's group manual: grief, disputes, life changes, loneliness.
        Who4 = "who-4",
        /// The four of Weissman and grief for the lost healthy self (Frank).
        Ipsrt5 = "ipsrt-5",
    }
}

/// One area as a school presents it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Area {
    /// The area.
    pub id: AreaId,
    /// The id of its name on the clinician's side, such as `area-deficits`.
    pub name: String,
    /// The id of its name on the client's side, such as `area-connection`.
    pub client_name: String,
}

/// What is known of the loss that a person would call grief.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Loss {
    /// One of the people it concerns has died.
    Death,
    /// None of them is marked as having died, or nobody was named.
    NoDeathMarked,
}

/// The areas of a school, in its own order. A school that this version does not know shows the default's.
#[must_use]
pub fn areas(taxonomy: &TaxonomyId) -> Vec<Area> {
    use AreaId::{Deficits, Dispute, Grief, LostSelf, Transition};
    let ids: &[AreaId] = match taxonomy {
        TaxonomyId::Stuart3 => &[Grief, Dispute, Transition],
        TaxonomyId::Ipsrt5 => &[Grief, Dispute, Transition, Deficits, LostSelf],
        _ => &[Grief, Dispute, Transition, Deficits],
    };
    ids.iter().map(|id| area(taxonomy, id)).collect()
}

/// An area as a school presents it, also one that the school does not have: a course may have begun
/// under another.
#[must_use]
pub fn area(taxonomy: &TaxonomyId, id: &AreaId) -> Area {
    let name = name_in(taxonomy, id);
    let client_name = match id {
        AreaId::Deficits => "area-connection".to_owned(),
        _ => name.clone(),
    };
    Area {
        id: id.clone(),
        name,
        client_name,
    }
}

fn name_in(taxonomy: &TaxonomyId, id: &AreaId) -> String {
    match (taxonomy, id) {
        (TaxonomyId::Stuart3, AreaId::Grief) => "area-grief-and-loss".to_owned(),
        (TaxonomyId::Who4, AreaId::Transition) => "area-life-changes".to_owned(),
        (TaxonomyId::Who4, AreaId::Deficits) => "area-loneliness".to_owned(),
        _ => format!("area-{}", id.as_str().replace('_', "-")),
    }
}

/// What a school says about choosing an area, or nothing where it agrees.
///
/// - `area-not-in-taxonomy` (`taxonomy`, `area`): the school does not have this area.
/// - `area-loss-without-death`: in `weissman-4`, a loss without a death is usually worked as a
///   transition.
#[must_use]
pub fn advise(taxonomy: &TaxonomyId, chosen: &AreaId, loss: Loss) -> Option<Hint> {
    if !areas(taxonomy).iter().any(|area| area.id == *chosen) {
        let hint = Hint::new("area-not-in-taxonomy").with("taxonomy", taxonomy.as_str());
        return Some(hint.with("area", chosen.as_str()));
    }
    let no_death =
        (taxonomy, chosen, loss) == (&TaxonomyId::Weissman4, &AreaId::Grief, Loss::NoDeathMarked);
    no_death.then(|| Hint::new("area-loss-without-death"))
}

/// Checks a focus: one primary area and at most one other. It is a rule of form and not of any school.
///
/// # Errors
/// [`Rule::Duplicate`] where the second area is the first again.
pub fn check_focus(primary: &AreaId, secondary: Option<&AreaId>) -> Result<(), Rule> {
    if secondary == Some(primary) {
        Err(Rule::Duplicate)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(taxonomy: &TaxonomyId) -> Vec<String> {
        areas(taxonomy).into_iter().map(|area| area.name).collect()
    }

    #[test]
    fn each_school_has_its_own_areas_in_its_own_words() {
        let four = [
            "area-grief",
            "area-dispute",
            "area-transition",
            "area-deficits",
        ];
        assert_eq!(names(&TaxonomyId::Founding4), four);
        assert_eq!(names(&TaxonomyId::Weissman4), four);
        assert_eq!(
            names(&TaxonomyId::Stuart3),
            ["area-grief-and-loss", "area-dispute", "area-transition"]
        );
        assert_eq!(
            names(&TaxonomyId::Who4),
            [
                "area-grief",
                "area-dispute",
                "area-life-changes",
                "area-loneliness"
            ]
        );
        assert_eq!(names(&TaxonomyId::Ipsrt5)[..4], four);
        assert_eq!(names(&TaxonomyId::Ipsrt5)[4..], ["area-lost-self"]);
    }

    #[test]
    fn the_number_in_a_schools_id_is_the_number_of_its_areas() {
        for taxonomy in TaxonomyId::ALL {
            let count = areas(taxonomy).len().to_string();
            assert!(taxonomy.as_str().ends_with(&count), "{taxonomy}");
        }
    }

    #[test]
    fn a_school_of_a_newer_version_shows_the_default() {
        assert_eq!(
            areas(&TaxonomyId::from("lipsitz-6")),
            areas(&TaxonomyId::Founding4)
        );
    }

    #[test]
    fn no_client_reads_of_deficits() {
        for taxonomy in TaxonomyId::ALL {
            for id in AreaId::ALL {
                let client_name = area(taxonomy, id).client_name;
                assert_eq!(client_name == "area-connection", *id == AreaId::Deficits);
            }
        }
    }

    #[test]
    fn only_the_strict_school_asks_whether_someone_died_and_only_for_grief() {
        let asks = |taxonomy: &TaxonomyId, id: &AreaId, loss| {
            advise(taxonomy, id, loss).is_some_and(|hint| hint.id == "area-loss-without-death")
        };
        for taxonomy in TaxonomyId::ALL {
            for id in AreaId::ALL {
                let strict = *taxonomy == TaxonomyId::Weissman4 && *id == AreaId::Grief;
                assert_eq!(
                    asks(taxonomy, id, Loss::NoDeathMarked),
                    strict,
                    "{taxonomy} {id}"
                );
                assert!(!asks(taxonomy, id, Loss::Death), "{taxonomy} {id}");
            }
        }
    }

    #[test]
    fn an_area_of_another_school_is_pointed_out() {
        let hint = advise(&TaxonomyId::Stuart3, &AreaId::Deficits, Loss::NoDeathMarked).unwrap();
        let expected = Hint::new("area-not-in-taxonomy")
            .with("taxonomy", "stuart-3")
            .with("area", "deficits");
        assert_eq!(hint, expected);
        assert!(advise(&TaxonomyId::Founding4, &AreaId::LostSelf, Loss::Death).is_some());
        assert!(
            advise(
                &TaxonomyId::Founding4,
                &AreaId::from("meaning"),
                Loss::Death
            )
            .is_some()
        );
        assert_eq!(
            advise(&TaxonomyId::Ipsrt5, &AreaId::LostSelf, Loss::NoDeathMarked),
            None
        );
    }

    #[test]
    fn the_same_area_cannot_be_both_the_first_and_the_second_focus() {
        assert_eq!(check_focus(&AreaId::Grief, None), Ok(()));
        assert_eq!(check_focus(&AreaId::Grief, Some(&AreaId::Dispute)), Ok(()));
        assert_eq!(
            check_focus(&AreaId::Grief, Some(&AreaId::Grief)),
            Err(Rule::Duplicate)
        );
    }
}
