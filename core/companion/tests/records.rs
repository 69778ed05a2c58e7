//! What a person does with records, whatever their kind: edits that meet, undo, history, pages, search,
//! drafts, the trash, visibility.

#![allow(clippy::unwrap_used)]

mod support;

use kith_companion::entity::*;
use kith_companion::{
    Authorship, Client, Clock, DeviceKey, Draft, Error, Interrupt, PageRequest, SearchRequest,
    Secret,
};
use kith_protocol::check::Rule;
use kith_vault::Error as Vault;
use support::*;
use uuid::Uuid;

fn add<C: Content>(world: &World, content: C) -> Uuid {
    world
        .client
        .add(world.course, content)
        .unwrap()
        .value
        .meta()
        .id
}

fn entries(client: &Client, request: &PageRequest) -> kith_companion::Page<Entry> {
    client.page(request).unwrap()
}

#[test]
fn the_same_edit_from_two_screens_is_a_conflict_and_loses_nothing() {
    let world = world();
    let id = add(&world, entry("Rain"));
    world.client.edit(id, 1, entry("Rain at noon")).unwrap();
    let late = world.client.edit(id, 1, entry("Rain at dusk")).err();
    assert_eq!(late, Some(Error::Vault(Vault::Conflict)));
    assert!(world.client.get::<Entry>(id).unwrap().content == entry("Rain at noon"));
}

#[test]
fn an_undo_that_would_throw_away_a_later_change_is_a_conflict() {
    let world = world();
    let id = add(&world, entry("Rain"));
    let first = world
        .client
        .edit(id, 1, entry("Rain at noon"))
        .unwrap()
        .changes
        .act;
    world.client.edit(id, 2, entry("Rain at dusk")).unwrap();
    assert_eq!(
        world.client.undo(Some(first)).err(),
        Some(Error::Vault(Vault::Conflict))
    );
    let last = world.client.last_act().unwrap().unwrap();
    assert_eq!(last.name, "edit");
    world.client.undo(Some(last.act)).unwrap();
    world.client.undo(Some(first)).unwrap();
    assert!(world.client.get::<Entry>(id).unwrap().content == entry("Rain"));
}

#[test]
fn history_says_who_changed_what_and_what_it_was() {
    let world = world();
    let id = add(&world, entry("Rain"));
    world.clock.forward(DAY);
    let clinician = world.client.writing_as(Authorship {
        party: Party::Clinician,
        on_behalf_of: Some(Party::Client),
        present: vec![Party::Client],
    });
    clinician.edit(id, 1, entry("Rain at noon")).unwrap();
    let [edit, creation] = &world.client.history(id).unwrap()[..] else {
        panic!("two acts")
    };
    assert!(edit.party == Party::Clinician && creation.party == Party::Client);
    assert_eq!(edit.at.millis() - creation.at.millis(), DAY);
    assert_eq!(
        (creation.day, edit.day),
        (day("2026-03-02"), day("2026-03-03"))
    );
    assert_eq!(edit.before[0].field, "event");
    assert_eq!(edit.before[0].value.as_deref(), Some("\"Rain\""));
    assert!(world.client.get::<Entry>(id).unwrap().meta.party == Party::Client);
}

#[test]
fn pages_follow_one_another_newest_first_without_gap_or_repetition() {
    let world = world();
    for hour in 0..25 {
        let mut content = entry(&format!("Note {hour}"));
        content.at.at = content.at.at.plus_millis(-3_600_000 * (hour / 2));
        add(&world, content);
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = entries(
            &world.client,
            &PageRequest {
                after,
                ..PageRequest::of(world.course, 4)
            },
        );
        assert!(page.items.len() <= 4);
        seen.extend(page.items.iter().map(|it| (it.meta.lived, it.meta.id)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 25);
    assert!(seen.windows(2).all(|pair| pair[0] > pair[1]));
}

#[test]
fn a_page_has_one_to_two_hundred_records_and_a_cursor_of_ours() {
    let world = world();
    let refused = |request| world.client.page::<Entry>(&request).err();
    for limit in [0, -1, 201] {
        let expected = Error::invalid("limit", Rule::OutOfRange { min: 1, max: 200 });
        assert_eq!(
            refused(PageRequest::of(world.course, limit)),
            Some(expected)
        );
    }
    for after in ["", "12", "x.y", "1.2.3"] {
        let request = PageRequest {
            after: Some(after.to_owned()),
            ..PageRequest::of(world.course, 1)
        };
        assert_eq!(
            refused(request),
            Some(Error::invalid("after", Rule::NotAnId))
        );
    }
}

#[test]
fn search_shows_where_the_words_stand_and_stops_when_it_is_no_longer_wanted() {
    let world = world();
    let id = add(&world, entry("We argued about the dishes again"));
    add(&world, person("Dishan"));
    let request = |kinds: &[&str]| SearchRequest {
        text: "argued dish".to_owned(),
        kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
        limit: 10,
        ..SearchRequest::default()
    };
    let page = world
        .client
        .search(&request(&["entry"]), &Interrupt::new())
        .unwrap();
    let [hit] = &page.hits[..] else {
        panic!("one hit")
    };
    assert_eq!(
        (hit.id, hit.title.as_str()),
        (id, "We argued about the dishes again")
    );
    let found: Vec<_> = hit
        .spans
        .iter()
        .filter(|span| span.hit)
        .map(|span| span.text.as_str())
        .collect();
    assert_eq!(found, ["argued", "dish"]);
    let used = Interrupt::new();
    used.interrupt();
    assert_eq!(
        world.client.search(&request(&[]), &used).err(),
        Some(Error::Vault(Vault::Cancelled))
    );
    let refused = world
        .client
        .search(&request(&["diary"]), &Interrupt::new())
        .err();
    assert_eq!(refused, Some(Error::invalid("kinds[0]", Rule::NotAllowed)));
}

#[test]
fn a_draft_is_kept_until_it_is_thrown_away() {
    let world = world();
    let draft = |id, fields: &str| Draft {
        id,
        kind: "entry".to_owned(),
        course: Some(world.course),
        record: None,
        version: None,
        saved: kith_protocol::Instant::EPOCH,
        fields: fields.to_owned(),
    };
    let id = world
        .client
        .save_draft(&draft(Uuid::nil(), r#"{"event":"I wan"}"#))
        .unwrap();
    world
        .client
        .save_draft(&draft(id, r#"{"event":"I wanted"}"#))
        .unwrap();
    world.kith.lock();
    world
        .kith
        .unlock(&Secret::Device(DeviceKey::Available(&world.secret)))
        .unwrap();
    let drafts = world.client.drafts().unwrap();
    assert_eq!(drafts.len(), 1);
    assert_eq!(
        (drafts[0].saved.millis(), drafts[0].fields.as_str()),
        (MONDAY, r#"{"event":"I wanted"}"#)
    );
    for fields in ["", "[]", "{"] {
        let refused = world.client.save_draft(&draft(id, fields)).err();
        assert_eq!(refused, Some(Error::invalid("fields", Rule::NotAllowed)));
    }
    world.client.discard_draft(id).unwrap();
    assert!(world.client.drafts().unwrap().is_empty());
}

#[test]
fn the_trash_is_emptied_after_thirty_days_of_use_and_not_by_a_clock_that_jumps() {
    let world = world();
    let id = add(&world, entry("Rain"));
    world.client.trash(id).unwrap();
    world.clock.forward(400 * DAY);
    let open = || {
        world
            .kith
            .client(world.client.id())
            .unwrap()
            .get::<Entry>(id)
            .is_ok()
    };
    assert!(open());
    for _ in 0..40 {
        world.clock.forward(DAY);
        if !open() {
            break;
        }
    }
    assert!(!open());
    let days = (world.clock.now().at.millis() - MONDAY) / DAY - 400;
    assert!((28..=30).contains(&days), "{days}");
}

#[test]
fn a_library_that_stays_open_for_weeks_empties_its_trash_too() {
    let world = world();
    let id = add(&world, entry("Rain"));
    world.client.trash(id).unwrap();
    for _ in 0..30 {
        assert!(world.client.get::<Entry>(id).is_ok());
        world.clock.forward(DAY);
        world.client.edit(world.course, 1, course()).unwrap();
    }
    assert_eq!(
        world.client.get::<Entry>(id).err(),
        Some(Error::Vault(Vault::NotFound))
    );
}

#[test]
fn visibility_is_private_for_entries_and_changes_by_an_act_of_its_own() {
    let world = world();
    let id = add(&world, entry("Rain"));
    let visibility = || world.client.get::<Entry>(id).unwrap().meta.visibility;
    assert!(visibility() == Visibility::Private);
    let changes = world
        .client
        .set_visibility(id, &Visibility::Shared)
        .unwrap();
    assert_eq!(changes.changes[0].fields, ["visibility"]);
    assert!(visibility() == Visibility::Shared);
    world.client.undo(None).unwrap();
    assert!(visibility() == Visibility::Private);
}

#[test]
fn what_is_erased_is_gone_for_good() {
    let world = world();
    let id = add(&world, entry("Rain"));
    let erased = world.client.erase(id).unwrap();
    assert!(!erased.undoable);
    assert_eq!(
        world.client.get::<Entry>(id).err(),
        Some(Error::Vault(Vault::NotFound))
    );
    assert!(world.client.restore(id).is_err());
    assert!(world.client.check(true).unwrap().sound);
}
