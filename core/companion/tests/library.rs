//! The life around the records: locking, pausing, threads, observers, the log, pages, search, drafts.

#![allow(clippy::unwrap_used)]

mod support;

use kith_companion::entity::*;
use kith_companion::{
    ChangeObserver, ChangeSet, Client, Clock, Confirmation, DeviceKey, Error, Kith, LibraryState,
    PageRequest, Passphrase, Secret,
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
