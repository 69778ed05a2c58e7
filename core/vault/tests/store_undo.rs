//! Undo and redo, as new changes forward.
#![allow(clippy::unwrap_used, reason = "a test stops where something is amiss")]

mod given;

use given::*;
use kith_vault::*;
use serde_json::json;

impl Given {
    fn undo(&self, act: Option<i64>) -> Result<i64> {
        self.vault
            .undo(act, &given::act("undo"))
            .map(|committed| committed.changes.act)
    }

    fn redo(&self, act: Option<i64>) -> Result<i64> {
        self.vault
            .redo(act, &given::act("redo"))
            .map(|committed| committed.changes.act)
    }
}

#[test]
fn an_edit_is_undone_and_redone_as_changes_forward() {
    let given = Given::new();
    given.insert(1, json!({"title": "a", "mood": 3}));
    given.edit(1, json!({"title": "b", "mood": null, "new": 1}));
    let edited = given.get(1);

    given.undo(None).unwrap();
    let undone = given.get(1);
    assert_eq!(given.fields(1), json!({"title": "a", "mood": 3}));
    assert_eq!(undone.version, 3);
    assert!(undone.stamp_of("title") > edited.stamp_of("title"));
    assert!(undone.stamp_of("new") > edited.stamp_of("new"));

    given.redo(None).unwrap();
    assert_eq!(given.fields(1), json!({"title": "b", "new": 1}));
    assert_eq!(given.get(1).version, 4);
    let told: Vec<_> = given
        .read(|r| r.history(id(1)))
        .into_iter()
        .map(|past| past.name)
        .collect();
    assert_eq!(told, ["redo", "undo", "edit", "insert"]);
    given.assert_sound();
}

#[test]
fn undo_walks_back_act_by_act_and_redo_forward_again() {
    let given = Given::new();
    given.insert(1, json!({"title": "0"}));
    for n in 1..=4 {
        given.edit(1, json!({"title": n.to_string()}));
    }
    let title = || given.fields(1)["title"].clone();
    let mut seen = Vec::new();
    for step in "uuurruuurrrruur".chars() {
        if step == 'u' {
            given.undo(None).unwrap();
        } else {
            given.redo(None).unwrap();
        }
        seen.push(title());
    }
    assert_eq!(
        seen,
        [
            "3", "2", "1", "2", "3", "2", "1", "0", "1", "2", "3", "4", "3", "2", "3"
        ]
    );
}

#[test]
fn a_new_act_ends_what_can_be_redone() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    given.edit(1, json!({"title": "b"}));
    assert_eq!(given.redo(None).unwrap_err(), Error::NotFound);
    given.undo(None).unwrap();
    assert_eq!(
        given.read(|r| r.last_undone()).map(|last| last.name),
        Some("undo".to_owned())
    );
    given.edit(1, json!({"title": "c"}));
    assert_eq!(given.read(|r| r.last_undone()), None);
    assert_eq!(given.redo(None).unwrap_err(), Error::NotFound);
    given.undo(None).unwrap();
    assert_eq!(given.fields(1), json!({"title": "a"}));
}

#[test]
fn a_creation_is_undone_into_the_trash_and_redone_out_of_it() {
    let given = Given::new();
    given.insert(1, json!({"title": "quarrel"}));
    let undone = given.vault.undo(None, &act("undo")).unwrap();
    assert_eq!(undone.changes.changes[0].action, Action::Trashed);
    assert!(given.get(1).trashed);
    assert_eq!(given.undo(None).unwrap_err(), Error::NotFound);
    let redone = given.vault.redo(None, &act("redo")).unwrap();
    assert_eq!(redone.changes.changes[0].action, Action::Restored);
    assert_eq!(given.found("quarrel"), [1]);
    given.undo(None).unwrap();
    assert!(given.get(1).trashed);
}

#[test]
fn trash_and_restore_are_undone() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    given.write("trash", |w| w.trash(id(1)));
    given.undo(None).unwrap();
    assert!(!given.get(1).trashed);
    given.redo(None).unwrap();
    assert!(given.get(1).trashed);
    given.write("restore", |w| w.restore(id(1)));
    given.undo(None).unwrap();
    assert!(given.get(1).trashed);
}

#[test]
fn an_act_is_undone_by_its_number_where_its_fields_are_as_it_left_them() {
    let given = Given::new();
    given.insert(1, json!({"title": "a", "mood": 1}));
    let mood = given.edit(1, json!({"mood": 2}));
    let title = given.edit(1, json!({"title": "b"}));
    given.undo(Some(mood)).unwrap();
    assert_eq!(given.fields(1), json!({"title": "b", "mood": 1}));
    assert_eq!(
        given.undo(Some(mood)).unwrap_err(),
        Error::Conflict,
        "undone already"
    );
    given.edit(1, json!({"title": "c"}));
    assert_eq!(given.undo(Some(title)).unwrap_err(), Error::Conflict);
    assert_eq!(given.fields(1), json!({"title": "c", "mood": 1}));
    assert_eq!(given.undo(Some(99)).unwrap_err(), Error::NotFound);
    assert_eq!(
        given.redo(Some(title)).unwrap_err(),
        Error::NotFound,
        "it is no undo"
    );
}

#[test]
fn an_act_of_several_records_is_undone_whole_or_not_at_all() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    given.insert(2, json!({"title": "a"}));
    let both = given
        .write("both", |w| {
            w.edit(id(1), None, &fields(json!({"title": "b"})))?;
            w.edit(id(2), None, &fields(json!({"title": "b"})))?;
            w.insert(new(3, json!({"title": "b"})))
        })
        .changes
        .act;
    given.edit(1, json!({"title": "c"}));
    assert_eq!(given.undo(Some(both)).unwrap_err(), Error::Conflict);
    assert_eq!(given.fields(2), json!({"title": "b"}));
    given.undo(None).unwrap();
    // The later edit is taken back, so the act of both has the last word again.
    given.undo(Some(both)).unwrap();
    assert_eq!(given.fields(1), json!({"title": "a"}));
    assert_eq!(given.fields(2), json!({"title": "a"}));
    assert!(given.get(3).trashed);
}

#[test]
fn what_stays_cannot_be_undone() {
    let given = Given::new();
    let fact = given.insert_of(FACT, 1, json!({"title": "disclosed"}));
    assert_eq!(given.undo(None).unwrap_err(), Error::AppendOnly);
    assert_eq!(given.undo(Some(fact)).unwrap_err(), Error::AppendOnly);
    let note = given.insert(2, json!({"title": "a"}));
    let edit = given.edit(2, json!({"title": "b"}));
    let erase = given.write("erase", |w| w.erase(id(2))).changes;
    for act in [note, edit, erase.act] {
        assert_eq!(given.undo(Some(act)).unwrap_err(), Error::Conflict);
    }
    assert_eq!(given.read(|r| r.find(id(2))), None);
}

#[test]
fn a_version_is_undone_into_the_trash() {
    let given = Given::new();
    given.insert_of(VERSION, 1, json!({"title": "formulation"}));
    given.undo(None).unwrap();
    assert!(given.get(1).trashed);
}

#[test]
fn undo_goes_on_after_the_vault_was_closed() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    given.edit(1, json!({"title": "b"}));
    let given = given.reopened();
    given.undo(None).unwrap();
    let given = given.reopened();
    assert_eq!(given.fields(1), json!({"title": "a"}));
    given.redo(None).unwrap();
    assert_eq!(given.fields(1), json!({"title": "b"}));
}

#[test]
fn the_time_lived_and_the_links_come_back_with_the_fields() {
    let given = Given::new();
    let (one, other) = (id(901).to_string(), id(902).to_string());
    given.insert(
        1,
        json!({"title": "a", "lived": 5_000_000_000_i64, "people": [one]}),
    );
    given.edit(
        1,
        json!({"title": "b", "lived": 9_000_000_000_i64, "people": [other]}),
    );
    assert_eq!(given.get(1).lived, 9_000_000_000);
    given.assert_sound();
    given.undo(None).unwrap();
    assert_eq!(given.get(1).lived, 5_000_000_000);
    let linked = |to: u128| {
        let page = Page {
            link: Some(("person", id(to))),
            limit: 5,
            ..Page::default()
        };
        given.read(|r| r.page(&page)).items.len()
    };
    assert_eq!((linked(901), linked(902)), (1, 0));
    given.assert_sound();
}

#[test]
fn an_act_that_was_redone_is_undone_once_whichever_number_it_is_called_by() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    let edit = given.edit(1, json!({"title": "b"}));
    given.undo(None).unwrap();
    given.redo(None).unwrap();
    given.undo(Some(edit)).unwrap();
    assert_eq!(given.fields(1), json!({"title": "a"}));
    assert_eq!(
        given.read(|r| r.last_done()).map(|last| last.name),
        Some("insert".to_owned()),
        "the redo is taken back along with what it brought back"
    );
    given.redo(None).unwrap();
    assert_eq!(given.fields(1), json!({"title": "b"}));
    given.undo(None).unwrap();
    given.undo(None).unwrap();
    assert!(given.get(1).trashed);
    given.redo(None).unwrap();
    given.redo(None).unwrap();
    assert_eq!(given.fields(1), json!({"title": "b"}));
}

#[test]
fn a_number_that_no_act_has_is_not_found() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    for act in [i64::MIN, -1, 0, 1 << 43, i64::MAX] {
        assert_eq!(given.undo(Some(act)).unwrap_err(), Error::NotFound, "{act}");
        assert_eq!(given.redo(Some(act)).unwrap_err(), Error::NotFound, "{act}");
    }
}

#[test]
fn a_redo_does_not_reach_behind_an_act_that_was_itself_redone() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    given.insert(2, json!({"title": "a"}));
    given.undo(None).unwrap();
    given.edit(1, json!({"title": "b"}));
    given.undo(None).unwrap();
    given.redo(None).unwrap();
    assert_eq!(given.redo(None).unwrap_err(), Error::NotFound);
    assert!(given.get(2).trashed);
}
