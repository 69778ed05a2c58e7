//! What the platform hands in may fail at any time; the vault is as usable afterwards as before.

#![allow(clippy::unwrap_used)]

use kith::{ChangeObserver, Clock, CoreClient, CoreLibrary, KithError, LogSink, Secret};
use kith_companion::entity::{CourseContent, CourseMode, EntryContent, Party};
use kith_companion::{ChangeSet, LogEvent, PageRequest};
use kith_protocol::area::TaxonomyId;
use kith_protocol::{CivilTime, Uuid};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

fn now() -> CivilTime {
    "2026-01-12T08:00:00+01:00[Europe/Berlin]".parse().unwrap()
}

/// Panics, or throws, when it is told to.
#[derive(Default)]
struct Moody {
    panics: AtomicBool,
    throws: AtomicBool,
    lines: Mutex<Vec<LogEvent>>,
}

impl Moody {
    fn mood(&self) -> Result<(), KithError> {
        assert!(!self.panics.load(Ordering::SeqCst), "a private word");
        match self.throws.load(Ordering::SeqCst) {
            true => Err(KithError::Internal),
            false => Ok(()),
        }
    }
}

impl Clock for Moody {
    fn now(&self) -> Result<CivilTime, KithError> {
        self.mood().map(|()| now())
    }
}

impl LogSink for Moody {
    fn log(&self, event: LogEvent) -> Result<(), KithError> {
        self.lines.lock().unwrap().push(event);
        self.mood()
    }
}

impl ChangeObserver for Moody {
    fn changed(&self, _: Uuid, _: ChangeSet) -> Result<(), KithError> {
        self.mood()
    }
}

#[derive(Default)]
struct Counting(AtomicUsize);

impl ChangeObserver for Counting {
    fn changed(&self, _: Uuid, _: ChangeSet) -> Result<(), KithError> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

struct Given {
    _folder: tempfile::TempDir,
    library: CoreLibrary,
    client: CoreClient,
    course: Uuid,
    moody: Arc<Moody>,
}

fn given() -> Given {
    let folder = tempfile::tempdir().unwrap();
    let moody = Arc::new(Moody::default());
    let library = CoreLibrary::create(
        folder.path().join("library").to_str().unwrap().to_owned(),
        Arc::new(Secret::device(&[7; 32]).unwrap()),
        moody.clone(),
        Some(moody.clone()),
        "en".to_owned(),
        Party::Client,
    )
    .unwrap();
    let client = library.create_client("Mira".to_owned()).unwrap();
    let course = client.add_course(course()).unwrap().value.meta.id;
    Given {
        _folder: folder,
        library,
        client,
        course,
        moody,
    }
}

fn course() -> CourseContent {
    CourseContent {
        alias: "Mira".to_owned(),
        variant: "ipt-16-uk".to_owned(),
        taxonomy: TaxonomyId::Founding4,
        mode: CourseMode::ClientOnly,
        started: now().date(),
        closed_on: None,
        closing_words: None,
    }
}

impl Given {
    fn write(&self) -> Result<(), KithError> {
        let mut entry = EntryContent::at(now());
        entry.mood = Some(5);
        self.client.add_entry(self.course, entry).map(drop)
    }

    fn entries(&self) -> usize {
        self.client
            .entries(PageRequest::of(self.course, 50))
            .unwrap()
            .items
            .len()
    }
}

#[test]
fn a_clock_that_panics_or_throws_is_an_internal_error_and_the_next_write_works() {
    let given = given();
    for mood in [&given.moody.panics, &given.moody.throws] {
        mood.store(true, Ordering::SeqCst);
        assert_eq!(given.write(), Err(KithError::Internal));
        mood.store(false, Ordering::SeqCst);
        given.write().unwrap();
    }
    assert_eq!(given.entries(), 2);
}

#[test]
fn an_observer_that_panics_loses_no_write_and_is_counted_in_the_log() {
    let given = given();
    let counting = Arc::new(Counting::default());
    let moody = Arc::new(Moody::default());
    let _moody = given.library.observe(moody.clone()).unwrap();
    let _counting = given.library.observe(counting.clone()).unwrap();
    for mood in [&moody.panics, &moody.throws] {
        mood.store(true, Ordering::SeqCst);
        given.write().unwrap();
    }
    assert_eq!((given.entries(), counting.0.load(Ordering::SeqCst)), (2, 2));
    let lines = given.moody.lines.lock().unwrap();
    let panicked: i64 = lines
        .iter()
        .filter(|line| line.code == "observer-panicked")
        .map(|line| line.count)
        .sum();
    assert_eq!(panicked, 2);
}

#[test]
fn a_log_that_panics_costs_its_line_alone() {
    let given = given();
    let quiet = Arc::new(Moody::default());
    quiet.panics.store(true, Ordering::SeqCst);
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("library").to_str().unwrap().to_owned();
    let secret = Arc::new(Secret::passphrase("one two three".to_owned()).unwrap());
    let library = CoreLibrary::create(
        dir,
        secret,
        given.moody.clone(),
        Some(quiet),
        "en".to_owned(),
        Party::Client,
    )
    .unwrap();
    library
        .create_client("Noor".to_owned())
        .unwrap()
        .add_course(course())
        .unwrap();
}

#[test]
fn an_observer_is_told_until_its_observation_is_let_go() {
    let given = given();
    let counting = Arc::new(Counting::default());
    let observation = given.library.observe(counting.clone()).unwrap();
    given.write().unwrap();
    drop(observation);
    given.write().unwrap();
    assert_eq!(counting.0.load(Ordering::SeqCst), 1);
}

#[test]
fn a_library_is_not_made_from_a_secret_that_nobody_chose() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("library").to_str().unwrap().to_owned();
    let clock = Arc::new(Moody::default());
    for secret in [Secret::device_lost(), Secret::device_unavailable()] {
        let refused = CoreLibrary::create(
            dir.clone(),
            Arc::new(secret),
            clock.clone(),
            None,
            "en".to_owned(),
            Party::Client,
        );
        assert!(
            matches!(refused.err(), Some(KithError::Invalid { field, .. }) if field == "secret")
        );
    }
    assert!(!folder.path().join("library").exists());
}
