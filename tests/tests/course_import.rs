//! Course files through the public door: what is imported, what is exported, and that the two are the same.
#![allow(clippy::unwrap_used)]

mod world;

use kith_companion::entity::*;
use kith_companion::{
    ChangeObserver, ChangeSet, Client, Error, ExportOptions, Interrupt, PageRequest, ProgressSink,
    SearchRequest, VaultError,
};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use uuid::Uuid;
use world::*;

fn all<E: Entity>(client: &Client, course: Uuid) -> Vec<E> {
    client.page(&PageRequest::of(course, 200)).unwrap().items
}

fn first<E: Entity>(client: &Client, course: Uuid, wanted: impl Fn(&E) -> bool) -> E {
    all::<E>(client, course).into_iter().find(wanted).unwrap()
}

#[test]
fn each_of_the_three_courses_is_imported_whole() {
    for name in COURSES {
        let (world, text) = (world(), course_text(name));
        let file = parsed(&text);
        let imported = world.client.import_course(&text, None, None).unwrap();
        let expected = 1 + records_of(&file).count() as i64;
        assert_eq!(imported.records, expected, "{name}");
        assert_eq!(world.records(), expected, "{name}");
        assert_eq!(imported.changes.changes.len() as i64, expected, "{name}");
        let course: Course = world.client.get(imported.course).unwrap();
        assert_eq!(course.content.alias, file["course"]["alias"], "{name}");
        assert_eq!(course.meta.course, Some(imported.course));
        assert!(world.client.check(true).unwrap().sound, "{name}");
    }
}

#[test]
fn an_export_that_is_imported_elsewhere_is_exported_byte_for_byte_the_same() {
    let newer = "bad/newer-minor.json";
    for name in COURSES.into_iter().chain([newer]) {
        let (here, there) = (world(), world());
        let exported = here.export(here.import(&course_text(name)));
        let course = there.import(&exported);
        assert_eq!(there.export(course), exported, "{name}");
        assert_eq!(parsed(&exported)["course"]["id"], json!(course));
    }
}

/// Every value of a file under the name of its member, but for ids, which an import makes anew.
fn said(name: &str, value: &Value, found: &mut Vec<String>) {
    const IDS: [&str; 9] = [
        "id",
        "people",
        "supports",
        "goals",
        "goal",
        "session",
        "entry",
        "of",
        "supersedes",
    ];
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, value)| said(name, value, found)),
        Value::Array(entries) => entries.iter().for_each(|value| said(name, value, found)),
        value if !IDS.contains(&name) => found.push(format!("{name}={value}")),
        _ => (),
    }
}

#[test]
fn an_export_says_all_that_the_file_said_and_adds_what_kith_filled_in() {
    for name in COURSES {
        let world = world();
        let (mut exported, mut written) = (Vec::new(), Vec::new());
        let text = course_text(name);
        for (section, records) in parsed(&text).as_object().unwrap() {
            records
                .as_array()
                .into_iter()
                .flatten()
                .for_each(|it| said(section, it, &mut written));
        }
        let file = parsed(&world.export(world.import(&text)));
        for (section, records) in file.as_object().unwrap() {
            records
                .as_array()
                .into_iter()
                .flatten()
                .for_each(|it| said(section, it, &mut exported));
        }
        assert!(written.len() > 1000, "{name}");
        for value in written {
            let at = exported.iter().position(|exported| *exported == value);
            exported.swap_remove(at.unwrap_or_else(|| panic!("{name} lost {value}")));
        }
        let filled_in = [
            "total",
            "band",
            "lived",
            "party",
            "written_by",
            "sensitive",
            "onset",
            "bring_to_session",
        ];
        let extra = |value: &&String| {
            !filled_in
                .iter()
                .any(|name| value.starts_with(&format!("{name}=")))
        };
        assert_eq!(exported.iter().find(extra), None, "{name}");
    }
}

#[test]
fn a_course_is_imported_once_into_a_vault_and_never_merged() {
    let world = world();
    let exported = world.export(world.import(&course_text("dispute.json")));
    assert_eq!(world.refusal(&exported), VaultError::AlreadyExists.into());
    // A file without UUIDs describes a new course each time.
    let before = world.records();
    world.import(&course_text("dispute.json"));
    assert_eq!(world.records(), 2 * before);
}

#[test]
fn who_wrote_it_who_may_see_it_and_when_it_was_lived_come_from_the_file() {
    let world = world();
    let course = world.import(&course_text("dispute.json"));
    let file = parsed(&course_text("dispute.json"));
    let person = first::<Person>(&world.client, course, |person| {
        person.content.name == "Priya"
    });
    assert_eq!(person.meta.party, Party::Client);
    assert_eq!(person.meta.visibility, Visibility::Private);
    let lived = file["people"][0]["lived"].as_str().unwrap();
    assert_eq!(person.meta.lived.to_string(), lived);
    for record in all::<SessionRecord>(&world.client, course) {
        assert_eq!(record.meta.visibility, Visibility::Clinician);
    }
    let shared = file["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["visibility"] == "shared");
    let entries = all::<Entry>(&world.client, course);
    let found = entries
        .iter()
        .filter(|entry| entry.meta.visibility == Visibility::Shared);
    let expected = shared.count();
    assert!(expected > 0);
    assert_eq!(found.count(), expected);
    // Whoever imports it wrote what says nothing else.
    let mut silent = file.clone();
    silent["people"][0].as_object_mut().unwrap().remove("party");
    let course = world.import(&silent.to_string());
    let person = first::<Person>(&world.client, course, |person| {
        person.content.name == "Priya"
    });
    assert_eq!(person.meta.party, Party::Clinician);
}

#[test]
fn in_an_agreement_who_agreed_and_who_wrote_it_down_are_two_things() {
    let world = world();
    let mut file = parsed(&course_text("dispute.json"));
    let agreement = &mut file["agreements"][0];
    agreement["party"] = json!("client");
    agreement["written_by"] = json!("clinician");
    agreement["name"] = json!("Somebody else");
    let course = world.import(&file.to_string());
    let found = first::<Agreement>(&world.client, course, |agreement| {
        agreement.content.name.as_deref() == Some("Somebody else")
    });
    assert_eq!(
        (&found.content.party, &found.meta.party),
        (&Party::Client, &Party::Clinician)
    );
    let exported = parsed(&world.export(course));
    let agreements = exported["agreements"].as_array().unwrap();
    let written = agreements
        .iter()
        .find(|agreement| agreement["name"] == "Somebody else")
        .unwrap();
    assert_eq!(
        (&written["party"], &written["written_by"]),
        (&json!("client"), &json!("clinician"))
    );
}

#[test]
fn what_was_imported_is_found_edited_and_marked_like_anything_else() {
    let world = world();
    let course = world.import(&course_text("dispute.json"));
    let search = SearchRequest {
        text: "soup dining".into(),
        limit: 20,
        ..SearchRequest::default()
    };
    let found = world.client.search(&search, &Interrupt::new()).unwrap();
    assert!(!found.hits.is_empty());
    let mark = all::<CourseTaskMark>(&world.client, course).remove(0);
    let again = CourseTaskMarkContent {
        note: Some("again".into()),
        ..mark.content.clone()
    };
    let marked = world.client.add(course, again).unwrap().value;
    assert_eq!((marked.meta.id, marked.meta.version), (mark.meta.id, 2));
}

#[test]
fn members_of_a_newer_minor_version_survive_an_edit() {
    let world = world();
    let course = world.import(&course_text("bad/newer-minor.json"));
    let entry = first::<Entry>(&world.client, course, |entry| {
        !entry.content.feelings.is_empty()
    });
    let edited = EntryContent {
        event: Some("rewritten".into()),
        ..entry.content.clone()
    };
    world
        .client
        .edit(entry.meta.id, entry.meta.version, edited)
        .unwrap();
    let exported = parsed(&world.export(course));
    let entry = exported["entries"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["event"] == "rewritten")
        .unwrap();
    assert_eq!(entry["weather"], json!({"sky": "grey", "wind": 3}));
    assert_eq!(
        exported["format"]["minor"],
        parsed(&course_text("bad/newer-minor.json"))["format"]["minor"]
    );
}

#[test]
fn what_lies_in_the_trash_is_left_out_with_every_reference_to_it() {
    let (here, there) = (world(), world());
    let course = here.import(&course_text("dispute.json"));
    let person = first::<Person>(&here.client, course, |person| person.content.name == "Rafa");
    let goal = all::<Goal>(&here.client, course).remove(0);
    let ratings = all::<GoalRating>(&here.client, course);
    let of_goal = ratings
        .iter()
        .filter(|rating| rating.content.goal == goal.meta.id)
        .count();
    here.client.trash(person.meta.id).unwrap();
    here.client.trash(goal.meta.id).unwrap();
    let exported = here.export(course);
    for id in [person.meta.id, goal.meta.id] {
        assert!(!exported.contains(&id.to_string()));
    }
    assert!(of_goal > 0);
    assert_eq!(
        parsed(&exported)["goal_ratings"].as_array().unwrap().len(),
        ratings.len() - of_goal
    );
    let again = there.import(&exported);
    assert_eq!(there.export(again), exported);
    here.client.trash(course).unwrap();
    let gone = here
        .client
        .export_course(course, ExportOptions::default(), None);
    assert_eq!(gone.err(), Some(VaultError::NotFound.into()));
}

#[test]
fn the_clinicians_record_and_the_people_can_be_left_out() {
    let (here, there) = (world(), world());
    let course = here.import(&course_text("grief.json"));
    let options = ExportOptions {
        clinician_record: false,
        people: false,
    };
    let exported = here.client.export_course(course, options, None).unwrap();
    let file = parsed(&exported);
    assert_eq!(
        (&file["people"], &file["session_records"]),
        (&Value::Null, &Value::Null)
    );
    assert!(
        file["entries"]
            .as_array()
            .unwrap()
            .iter()
            .all(|entry| entry["people"] == json!([]))
    );
    for record in all::<SessionRecord>(&here.client, course) {
        let note = record.content.note.unwrap();
        assert!(!exported.contains(&note), "a clinical note is in the file");
    }
    assert_eq!(there.export(there.import(&exported)), exported);
}

/// Asks the client how far the import has come, while it is under way.
struct Curious {
    client: Client,
    heard: Mutex<Vec<(i64, i64, i64)>>,
}

impl ProgressSink for Curious {
    fn progress(&self, done: i64, total: i64) {
        let seen = records(&self.client);
        self.heard.lock().unwrap().push((done, total, seen));
    }
}

#[test]
fn progress_rises_to_the_end_and_whoever_hears_it_may_call_kith() {
    let world = world();
    let curious = Arc::new(Curious {
        client: world.client.clone(),
        heard: Mutex::default(),
    });
    let sink: Arc<dyn ProgressSink> = Arc::<Curious>::clone(&curious);
    let imported = world
        .client
        .import_course(course_text("birth.json"), Some(sink), None)
        .unwrap();
    let heard = curious.heard.lock().unwrap();
    let total = 2 * imported.records;
    assert_eq!(heard.last(), Some(&(total, total, imported.records)));
    assert!(heard.is_sorted());
    // Nobody ever sees a part of it.
    assert!(
        heard
            .iter()
            .all(|(_, _, seen)| [0, imported.records].contains(seen))
    );
}

/// Cancels as soon as it hears of that much.
struct Impatient {
    from: i64,
    token: Interrupt,
}

impl ProgressSink for Impatient {
    fn progress(&self, done: i64, _: i64) {
        if done >= self.from {
            self.token.interrupt();
        }
    }
}

#[test]
fn an_import_that_is_cancelled_leaves_nothing() {
    let world = world();
    let text = course_text("dispute.json");
    let token = Interrupt::new();
    token.interrupt();
    let cancelled = world.client.import_course(&text, None, Some(&token));
    assert_eq!(cancelled.err().unwrap(), VaultError::Cancelled.into());
    assert_eq!(world.records(), 0);
    for from in [0, 1, 100, 300] {
        let before = world.records();
        let token = Interrupt::new();
        let sink = Impatient {
            from,
            token: token.clone(),
        };
        let imported = world
            .client
            .import_course(&text, Some(Arc::new(sink)), Some(&token));
        // The wish may come too late; then all of it is there.
        let added = match imported {
            Ok(imported) => imported.records,
            Err(error) => {
                assert_eq!(error, Error::Vault(VaultError::Cancelled));
                0
            }
        };
        assert_eq!(world.records(), before + added);
    }
}

#[derive(Default)]
struct Told(Mutex<Vec<ChangeSet>>);

impl ChangeObserver for Told {
    fn changed(&self, _: Uuid, changes: ChangeSet) {
        self.0.lock().unwrap().push(changes);
    }
}

#[test]
fn an_import_is_one_act_of_which_observers_are_told_once() {
    let world = world();
    let told = Arc::new(Told::default());
    world.kith.observe(Arc::<Told>::clone(&told));
    let imported = world
        .client
        .import_course(course_text("grief.json"), None, None)
        .unwrap();
    assert_eq!(*told.0.lock().unwrap(), [imported.changes]);
    world.refusal("{}");
    assert_eq!(told.0.lock().unwrap().len(), 1);
}
