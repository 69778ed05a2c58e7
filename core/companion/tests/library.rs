//! The life around the records: locking, pausing, threads, observers, the log, pages, search, drafts.

#![allow(clippy::unwrap_used)]

mod support;

use kith_companion::entity::*;
use kith_companion::{
    Authorship, ChangeObserver, ChangeSet, Client, Clock, Confirmation, DeviceKey, Draft, Error,
    Interrupt, Kith, LibraryState, PageRequest, Passphrase, SearchRequest, Secret,
};
use kith_protocol::check::Rule;
use kith_vault::Error as Vault;
use std::sync::{Arc, Mutex};
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

/// Remembers what it was told, and panics at each third change.
#[derive(Default)]
struct Fragile(Mutex<Vec<(Uuid, i64)>>);

impl ChangeObserver for Fragile {
    fn changed(&self, client: Uuid, changes: ChangeSet) {
        let told = {
            let mut told = self.0.lock().unwrap();
            told.push((client, changes.act));
            told.len()
        };
        assert!(told % 3 != 0, "a private word");
    }
}

#[test]
fn a_locked_library_answers_locked_and_opens_again_with_what_was_written() {
    let world = world();
    let id = add(&world, entry("Rain"));
    let secret = Secret::Device(DeviceKey::Available(&world.secret));
    world.kith.lock();
    world.kith.lock();
    assert_eq!(world.kith.state(), LibraryState::Locked);
    assert_eq!(
        world.client.get::<Entry>(id).err(),
        Some(Error::Vault(Vault::Locked))
    );
    assert_eq!(
        world.client.add(world.course, entry("Sun")).err(),
        Some(Error::Vault(Vault::Locked))
    );
    world.kith.unlock(&secret).unwrap();
    assert!(world.client.get::<Entry>(id).is_ok());
    add(&world, entry("Sun"));
}

#[test]
fn a_paused_library_holds_no_file_and_goes_on_where_it_was() {
    let world = world();
    world.kith.pause();
    assert_eq!(world.kith.state(), LibraryState::Paused);
    assert_eq!(
        world.client.add(world.course, entry("Sun")).err(),
        Some(Error::Vault(Vault::Locked))
    );
    world.kith.resume().unwrap();
    add(&world, entry("Sun"));
}

#[test]
fn a_library_is_open_once_and_found_again_by_another_handle() {
    let world = world();
    let id = add(&world, entry("Rain"));
    let (dir, around) = (
        world.dir.path().join("library"),
        surroundings(&world.clock, &world.log),
    );
    assert_eq!(
        Kith::open(&dir, around.clone()).err(),
        Some(Error::Vault(Vault::Busy))
    );
    let (client, secret) = (world.client.id(), world.secret.clone());
    let World {
        dir: folder,
        kith,
        client: handle,
        ..
    } = world;
    drop((kith, handle));
    let kith = Kith::open(&dir, around).unwrap();
    assert_eq!(kith.state(), LibraryState::Locked);
    kith.unlock(&Secret::Device(DeviceKey::Available(&secret)))
        .unwrap();
    let [entry] = &kith.clients().unwrap()[..] else {
        panic!("one client")
    };
    assert_eq!((entry.id, entry.name.as_str()), (client, "Ana"));
    assert!(kith.client(client).unwrap().get::<Entry>(id).is_ok());
    drop(folder);
}

#[test]
fn a_library_says_whether_it_survives_losing_the_device() {
    let world = world();
    let typed = Passphrase::new("correct horse battery").unwrap();
    assert!(!world.kith.protection().survives_losing_device);
    world
        .kith
        .set_passphrase(&typed, kith_companion::ArgonCost::FLOOR)
        .unwrap();
    assert_eq!(
        world.kith.protection().passphrase,
        Some(Confirmation::NotYet)
    );
    let wrong = Passphrase::new("correct horse").unwrap();
    assert!(matches!(
        world.kith.confirm_passphrase(&wrong),
        Err(Error::Vault(Vault::WrongSecret { .. }))
    ));
    world.kith.confirm_passphrase(&typed).unwrap();
    assert!(world.kith.protection().survives_losing_device);
    let code = world.kith.new_recovery_code().unwrap();
    world.kith.lock();
    world.kith.unlock(&Secret::Recovery(&code)).unwrap();
}

#[test]
fn clients_are_kept_apart_and_deleting_one_leaves_the_other() {
    let world = world();
    let bea = world.kith.create_client("Bea").unwrap();
    let her_course = bea.begin(course()).unwrap().value.meta.id;
    assert!(world.client.get::<Course>(her_course).is_err());
    world.kith.rename_client(bea.id(), "Beatrix").unwrap();
    assert_eq!(world.kith.clients().unwrap()[1].name, "Beatrix");
    assert_eq!(
        world.kith.create_client("\u{202E}").err(),
        Some(Error::invalid("name", Rule::DirectionOverride))
    );
    world.kith.delete_client(bea.id()).unwrap();
    assert_eq!(
        bea.get::<Course>(her_course).err(),
        Some(Error::Vault(Vault::NotFound))
    );
    assert!(world.client.get::<Course>(world.course).is_ok());
}

#[test]
fn an_observer_that_panics_costs_nobody_anything() {
    let world = world();
    let (fragile, sturdy) = (Arc::new(Fragile::default()), Arc::new(Fragile::default()));
    sturdy.0.lock().unwrap().push((Uuid::nil(), 0));
    world.kith.observe(fragile.clone());
    let sturdy_id = world.kith.observe(sturdy.clone());
    for _ in 0..4 {
        add(&world, entry("Rain"));
    }
    world.kith.unobserve(sturdy_id);
    add(&world, entry("Sun"));
    let told = fragile.0.lock().unwrap();
    assert_eq!(told.len(), 5);
    assert!(told.iter().all(|(client, _)| *client == world.client.id()));
    assert!(told.windows(2).all(|pair| pair[0].1 < pair[1].1));
    assert_eq!(sturdy.0.lock().unwrap().len(), 5);
    let panics = world
        .log
        .0
        .lock()
        .unwrap()
        .iter()
        .filter(|(code, _)| code == "observer-panicked")
        .count();
    assert_eq!(panics, 2);
}

/// Reads the vault from inside the call, as a screen would that refreshes itself.
struct Refreshes {
    client: Client,
    course: Uuid,
    seen: Mutex<Vec<usize>>,
}

impl ChangeObserver for Refreshes {
    fn changed(&self, _client: Uuid, _changes: ChangeSet) {
        let page = entries(&self.client, &PageRequest::of(self.course, 200));
        self.seen.lock().unwrap().push(page.items.len());
    }
}

#[test]
fn an_observer_may_read_what_it_was_told_of() {
    let world = world();
    let observer = Arc::new(Refreshes {
        client: world.client.clone(),
        course: world.course,
        seen: Mutex::default(),
    });
    world.kith.observe(observer.clone());
    add(&world, entry("Rain"));
    add(&world, entry("Sun"));
    assert_eq!(*observer.seen.lock().unwrap(), [1, 2]);
}

/// A clock that breaks.
struct BrokenClock;

impl Clock for BrokenClock {
    fn now(&self) -> kith_protocol::time::CivilTime {
        panic!("the clock broke")
    }
}

#[test]
fn a_panic_inside_a_call_leaves_the_library_usable() {
    let world = world();
    let folder = tempfile::tempdir().unwrap();
    let around = kith_companion::Surroundings {
        clock: Arc::new(BrokenClock),
        ..Default::default()
    };
    let broken = Kith::create(folder.path(), &new_library(&world.secret), around)
        .unwrap()
        .kith;
    let outcome =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| broken.create_client("Ana")));
    assert!(outcome.is_err());
    assert_eq!(broken.clients().unwrap().len(), 1);
    assert_eq!(broken.state(), LibraryState::Unlocked);
}

#[test]
fn the_log_has_codes_and_counts_and_no_word_that_a_person_wrote() {
    let world = world();
    let id = add(&world, entry("Heliotrope"));
    let _ = world.client.edit(id, 7, entry("Heliotrope"));
    world.client.trash(id).unwrap();
    world.kith.create_client("Heliotrope").unwrap();
    world.kith.lock();
    let log = world.log.0.lock().unwrap();
    assert!(
        log.iter()
            .any(|(code, count)| code == "changed" && *count == 1)
    );
    assert!(
        log.iter()
            .all(|(code, _)| code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
    );
    assert!(log.iter().all(|(code, _)| !code.contains("heliotrope")));
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

#[test]
fn many_threads_write_and_read_at_once() {
    let world = world();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let world = &world;
            scope.spawn(move || {
                for number in 0..10 {
                    add(world, entry(&format!("Note {thread} {number}")));
                    entries(&world.client, &PageRequest::of(world.course, 50));
                }
            });
        }
    });
    assert_eq!(
        entries(&world.client, &PageRequest::of(world.course, 200))
            .items
            .len(),
        40
    );
    assert!(world.client.check(true).unwrap().sound);
}

#[test]
fn handles_may_be_sent_to_any_thread_and_shared() {
    fn any_thread<T: Send + Sync + 'static>() {}
    any_thread::<Kith>();
    any_thread::<Client>();
}
