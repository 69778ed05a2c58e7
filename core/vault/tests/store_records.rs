//! What becomes of a record: created, edited, in the trash, erased.
#![allow(clippy::unwrap_used, reason = "a test stops where something is amiss")]

mod given;

use given::*;
use kith_vault::*;
use serde_json::json;

#[test]
fn a_record_reads_back_as_it_was_written() {
    let given = Given::new();
    let person = id(900);
    let written = json!({"title": "A walk", "mood": 7, "people": [person.to_string()], "none": null, "place": {"name": "river", "x": null}});
    let committed = given.write("write_entry", |w| {
        w.insert(NewRecord {
            course: Some(id(500)),
            visibility: "shared".to_owned(),
            ..new(1, written)
        })
    });
    let record = given.get(1);
    assert_eq!(record.kind, NOTE);
    assert_eq!(record.course, Some(id(500)));
    assert_eq!(record.visibility, "shared");
    assert_eq!(record.author, act("").author);
    assert_eq!(
        (record.lived, record.version, record.trashed),
        (60_000, 1, false)
    );
    assert_eq!(record.stamp, tick(None));
    assert!(record.stamps.is_empty());
    let stored = json!({"title": "A walk", "mood": 7, "people": [person.to_string()], "place": {"name": "river"}});
    assert_eq!(serde_json::Value::Object(record.fields.clone()), stored);
    assert_eq!(
        given.read(|r| Ok(r.links(&record))),
        [Link {
            role: "person".to_owned(),
            to: person
        }]
    );

    let changes = committed.changes;
    assert_eq!(
        (changes.act, changes.name.as_str(), changes.undoable),
        (1, "write_entry", true)
    );
    assert_eq!(changes.changes.len(), 1);
    assert_eq!(changes.changes[0].action, Action::Created);
    assert_eq!(
        changes.changes[0].fields,
        ["mood", "people", "place", "title"]
    );
    given.assert_sound();
}

#[test]
fn an_edit_stamps_only_the_fields_that_differ() {
    let given = Given::new();
    given.insert(1, json!({"title": "a", "mood": 3, "sleep": 5}));
    let committed = given.write("edit", |w| {
        w.edit(
            id(1),
            Some(1),
            &fields(json!({"title": "a", "mood": 4, "sleep": null, "new": 1})),
        )
    });
    assert_eq!(committed.value, 2);
    let record = given.get(1);
    let second = tick(Some(record.stamp));
    assert_eq!(record.stamp_of("title"), record.stamp);
    for field in ["mood", "sleep", "new"] {
        assert_eq!(record.stamp_of(field), second, "{field}");
    }
    assert_eq!(committed.changes.changes[0].action, Action::Edited);
    assert_eq!(
        committed.changes.changes[0].fields,
        ["mood", "new", "sleep"]
    );
    assert_eq!(given.fields(1), json!({"title": "a", "mood": 4, "new": 1}));
}

#[test]
fn fields_of_a_newer_version_survive_an_edit() {
    let given = Given::new();
    given.insert(1, json!({"title": "a", "newer": {"x": 1}, "steps": [{"id": "s", "text": "call", "newer": 2}]}));
    given.edit(
        1,
        json!({"title": "b", "steps": [{"id": "s", "text": "wait"}]}),
    );
    assert_eq!(
        given.fields(1),
        json!({"title": "b", "newer": {"x": 1}, "steps": [{"id": "s", "text": "wait", "newer": 2}]})
    );
}

#[test]
fn saving_without_a_change_is_no_change() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    let committed = given.write("edit", |w| {
        w.edit(id(1), Some(1), &fields(json!({"title": "a", "mood": null})))
    });
    assert_eq!(committed.value, 1);
    assert_eq!(
        committed.changes,
        ChangeSet {
            name: "edit".to_owned(),
            ..ChangeSet::default()
        }
    );
    assert_eq!(given.read(|r| r.history(id(1))).len(), 1);
}

#[test]
fn an_edit_of_what_was_changed_meanwhile_is_a_conflict() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    given.edit(1, json!({"title": "b"}));
    let edit = given.vault.transact(&act("edit"), |w| {
        w.edit(id(1), Some(1), &fields(json!({"title": "c"})))
    });
    assert_eq!(edit.unwrap_err(), Error::Conflict);
    assert_eq!(given.fields(1), json!({"title": "b"}));
}

#[test]
fn an_id_is_used_once_even_after_its_record_is_erased() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    let again = |given: &Given| {
        given
            .vault
            .transact(&act("insert"), |w| w.insert(new(1, json!({}))))
    };
    assert_eq!(again(&given).unwrap_err(), Error::AlreadyExists);
    given.write("erase", |w| w.erase(id(1)));
    assert_eq!(again(&given).unwrap_err(), Error::AlreadyExists);
}

#[test]
fn what_cannot_be_kept_is_refused() {
    let given = Given::new();
    let insert = |new: NewRecord| {
        given
            .vault
            .transact(&act("insert"), |w| w.insert(new))
            .map(|_| ())
    };
    assert!(matches!(
        insert(new(1, json!({"$trashed": true}))),
        Err(Error::NotStorable { .. })
    ));
    assert!(matches!(
        insert(NewRecord {
            kind: "newer",
            ..new(1, json!({}))
        }),
        Err(Error::NotStorable { .. })
    ));
    given.insert(1, json!({}));
    let edit = given.vault.transact(&act("edit"), |w| {
        w.edit(id(1), None, &fields(json!({"$visibility": "shared"})))
    });
    assert!(matches!(edit, Err(Error::NotStorable { .. })));
    let missing = given.vault.transact(&act("edit"), |w| {
        w.edit(id(2), None, &fields(json!({"a": 1})))
    });
    assert_eq!(missing.unwrap_err(), Error::NotFound);
}

#[test]
fn versions_are_not_edited_and_facts_are_only_added() {
    let given = Given::new();
    given.insert_of(VERSION, 1, json!({"title": "formulation"}));
    given.insert_of(FACT, 2, json!({"title": "disclosed"}));
    let refused = |work: &dyn Fn(&mut Writer<'_>) -> Result<i64>| {
        assert_eq!(
            given
                .vault
                .transact(&act("change"), |w| work(w))
                .unwrap_err(),
            Error::AppendOnly
        );
    };
    let change = fields(json!({"title": "other"}));
    refused(&|w| w.edit(id(1), None, &change));
    refused(&|w| w.edit(id(2), None, &change));
    refused(&|w| w.trash(id(2)));
    refused(&|w| w.set_visibility(id(2), None, "shared"));
    refused(&|w| w.erase(id(2)).map(|()| 0));
    given.write("share", |w| w.set_visibility(id(1), None, "shared"));
    given.write("trash", |w| w.trash(id(1)));
    assert!(given.get(1).trashed);
    assert_eq!(given.fields(2), json!({"title": "disclosed"}));
}

#[test]
fn a_record_in_the_trash_is_out_of_sight_until_it_is_restored() {
    let given = Given::new();
    given.insert(1, json!({"title": "quarrel"}));
    let listed = |trashed| {
        let page = Page {
            kinds: &[NOTE],
            limit: 10,
            trashed,
            ..Page::default()
        };
        given.read(|r| r.page(&page)).items.len()
    };
    let trashed = given.write("trash", |w| w.trash(id(1)));
    assert_eq!(trashed.changes.changes[0].action, Action::Trashed);
    assert_eq!(
        (listed(false), listed(true), given.found("quarrel").len()),
        (0, 1, 0)
    );
    assert_eq!(given.read(|r| r.count(NOTE)), 0);
    let edit = given.vault.transact(&act("edit"), |w| {
        w.edit(id(1), None, &fields(json!({"title": "x"})))
    });
    assert_eq!(edit.unwrap_err(), Error::NotFound);
    assert_eq!(given.write("trash", |w| w.trash(id(1))).changes.changes, []);

    let restored = given.write("restore", |w| w.restore(id(1)));
    assert_eq!(restored.changes.changes[0].action, Action::Restored);
    assert_eq!(
        (listed(false), listed(true), given.found("quarrel").len()),
        (1, 0, 1)
    );
    assert_eq!(given.get(1).version, 3);
    assert!(given.get(1).stamp_of(TRASHED) > given.get(1).stamp);
}

#[test]
fn an_erased_record_leaves_a_tombstone_and_nothing_that_was_written() {
    let given = Given::new();
    given.insert(
        1,
        json!({"title": "Zebrafinch", "people": [id(900).to_string()]}),
    );
    given.edit(1, json!({"title": "Zebrafinches"}));
    let draft = Draft {
        id: id(50),
        kind: NOTE.to_owned(),
        course: None,
        record: Some(id(1)),
        version: Some(2),
        saved: 0,
        fields: fields(json!({"title": "Zebrafinch!"})),
    };
    given.write("draft", |w| w.put_draft(&draft));
    let erased = given.write("erase", |w| w.erase(id(1)));
    assert!(!erased.changes.undoable);
    assert_eq!(given.read(|r| r.find(id(1))), None);
    let tombstone = given.read(|r| r.tombstone(id(1))).unwrap();
    assert_eq!((tombstone.kind.as_str(), tombstone.course), (NOTE, None));
    let history = given.read(|r| r.history(id(1)));
    assert_eq!(
        history.iter().map(|past| past.action).collect::<Vec<_>>(),
        [Action::Erased, Action::Edited, Action::Created]
    );
    assert!(history.iter().all(|past| past.before.is_empty()));
    assert!(given.found("zebra").is_empty());
    assert!(given.read(|r| r.drafts()).is_empty());
    given.assert_sound();
}

#[test]
fn several_changes_of_a_record_in_one_act_are_one_change() {
    let given = Given::new();
    let committed = given.write("import", |w| {
        w.insert(new(1, json!({"title": "a"})))?;
        w.edit(id(1), Some(1), &fields(json!({"title": "b"})))?;
        w.insert(new(2, json!({"title": "c"})))?;
        w.edit(id(1), Some(2), &fields(json!({"title": "d"})))
    });
    let actions: Vec<_> = committed
        .changes
        .changes
        .iter()
        .map(|change| (change.id, change.action))
        .collect();
    assert_eq!(
        actions,
        [(id(1), Action::Created), (id(2), Action::Created)]
    );
    assert_eq!(given.read(|r| r.history(id(1))).len(), 1);
    assert_eq!(given.get(1).version, 3);

    let edited = given.write("edit", |w| {
        w.edit(id(1), None, &fields(json!({"title": "e"})))?;
        w.edit(id(1), None, &fields(json!({"title": "f", "mood": 1})))
    });
    let before = given.read(|r| r.history(id(1)))[0].before.clone();
    assert_eq!(
        before,
        [
            ("mood".to_owned(), None),
            ("title".to_owned(), Some(json!("d")))
        ]
        .into()
    );
    given
        .vault
        .undo(Some(edited.changes.act), &act("undo"))
        .unwrap();
    assert_eq!(given.fields(1), json!({"title": "d"}));
}

#[test]
fn visibility_is_a_field_with_a_stamp_of_its_own() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    let shared = given.write("share", |w| w.set_visibility(id(1), Some(1), "shared"));
    assert_eq!(shared.changes.changes[0].fields, ["visibility"]);
    let record = given.get(1);
    assert_eq!(record.visibility, "shared");
    assert!(record.stamp_of(VISIBILITY) > record.stamp_of("title"));
    given.vault.undo(None, &act("undo")).unwrap();
    assert_eq!(given.get(1).visibility, "private");
}

#[test]
fn drafts_and_settings_are_kept_without_history() {
    let given = Given::new();
    let draft = |title: &str| Draft {
        id: id(1),
        kind: NOTE.to_owned(),
        course: Some(id(7)),
        record: None,
        version: None,
        saved: 42,
        fields: fields(json!({"title": title})),
    };
    let committed = given.write("draft", |w| {
        w.put_draft(&draft("half"))?;
        w.set_meta("theme", Some("dark"))
    });
    assert_eq!(
        (committed.changes.act, committed.changes.undoable),
        (0, false)
    );
    given.write("draft", |w| w.put_draft(&draft("half a")));
    let given = given.reopened();
    assert_eq!(given.read(|r| r.drafts()), [draft("half a")]);
    assert_eq!(given.read(|r| r.draft(id(1))), Some(draft("half a")));
    assert_eq!(given.read(|r| r.meta("theme")).as_deref(), Some("dark"));
    given.write("done", |w| {
        w.clear_draft(id(1))?;
        w.set_meta("theme", None)
    });
    assert_eq!(given.read(|r| r.draft(id(1))), None);
    assert_eq!(given.read(|r| r.meta("theme")), None);
    assert_eq!(given.read(|r| r.last_done()), None);
}

#[test]
fn a_record_that_somebody_else_wrote_keeps_its_author_and_the_history_names_who_brought_it() {
    let given = Given::new();
    let theirs = Author {
        party: "clinician".to_owned(),
        replica: "tablet".to_owned(),
        ..Author::default()
    };
    given.write("bring", |w| {
        w.insert_by(theirs.clone(), new(1, json!({"title": "a"})))?;
        w.insert(new(2, json!({"title": "b"})))
    });
    let given = given.reopened();
    assert_eq!(given.read(|r| r.get(id(1))).author, theirs);
    assert_eq!(given.read(|r| r.get(id(2))).author, act("bring").author);
    let history = given.read(|r| r.history(id(1)));
    assert_eq!(history[0].author, act("bring").author);
}

#[test]
fn erasing_leaves_no_image_even_where_the_same_act_changed_the_record_before() {
    let given = Given::new();
    given.insert(1, json!({"title": "the quarrel"}));
    given.edit(1, json!({"title": "an argument"}));
    given.write("edit and erase", |w| {
        w.edit(id(1), None, &fields(json!({"title": "nothing"})))?;
        w.erase(id(1))
    });
    let past = given.read(|r| r.history(id(1)));
    assert_eq!(past.len(), 3);
    assert!(past.iter().all(|past| past.before.is_empty()));
}

/// A value inside as many lists.
fn nested(depth: usize) -> serde_json::Value {
    (0..depth).fold(json!("kernel"), |inner, _| json!([inner]))
}

#[test]
fn what_is_nested_too_deeply_to_be_read_back_is_refused() {
    let given = Given::new();
    let shallow = json!({"title": "a", "tree": nested(64)});
    given.insert(1, shallow.clone());
    given.edit(1, json!({"tree": nested(63)}));
    for depth in [65, 127, 1000] {
        let deep = json!({"tree": nested(depth)});
        let insert = given
            .vault
            .transact(&act("insert"), |w| w.insert(new(2, deep.clone())));
        assert!(matches!(insert, Err(Error::NotStorable { .. })), "{depth}");
        let edit = given
            .vault
            .transact(&act("edit"), |w| w.edit(id(1), None, &fields(deep)));
        assert!(matches!(edit, Err(Error::NotStorable { .. })), "{depth}");
    }
    let given = given.reopened();
    given.vault.undo(None, &act("undo")).unwrap();
    assert_eq!(given.fields(1), shallow);
}

#[test]
fn nothing_that_is_printed_to_find_a_fault_holds_a_persons_words() {
    let given = Given::new();
    let new = new(1, json!({"title": "canary one"}));
    let mut printed = format!("{new:?}");
    given.write("insert", |w| w.insert(new));
    given.edit(1, json!({"title": "canary two"}));
    let draft = Draft {
        id: id(2),
        kind: NOTE.to_owned(),
        course: None,
        record: None,
        version: None,
        saved: 0,
        fields: fields(json!({"title": "canary three"})),
    };
    printed += &format!("{draft:?} {:?}", given.get(1));
    printed += &format!("{:?}", given.read(|r| r.history(id(1))));
    printed += &format!("{:?}", search::highlight("canary four", "canary", 40));
    assert!(!printed.contains("canary"), "{printed}");
    assert!(printed.contains("title"), "{printed}");
}
