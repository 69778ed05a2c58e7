//! Kith's side, through the surface that the bindings wrap: nothing here reaches below `kith-companion`.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use kith_companion::entity::{Entry, EntryContent, Feeling};
use kith_companion::{ArgonCost, DeviceKey, DeviceSecret, Interrupt, NewLibrary, Secret};
use kith_companion::{Client, Clock, Kith, PageRequest, SearchRequest, Surroundings};
use kith_protocol::time::{CivilTime, Instant};
use uuid::Uuid;

use crate::generated::{self, END, OFFSET, ZONE};
use crate::tally::Tally;
use crate::{Result, fill};

/// The library of ten years, open, with what a shell would remember.
pub struct Ours {
    pub client: Client,
    pub course: Uuid,
    /// In the order of the generator's indices.
    pub people: Vec<Uuid>,
    /// In the order of the generator's indices.
    pub goals: Vec<Uuid>,
    pub clock: Arc<Hand>,
    kith: Kith,
    secret: DeviceSecret,
}

/// A clock whose hand the harness moves: what is filled in is filled in on its day.
pub struct Hand(AtomicI64);

impl Hand {
    /// Sets the hand to a moment, in milliseconds since 1970.
    pub fn set(&self, at: i64) {
        self.0.store(at, Ordering::Relaxed);
    }
}

impl Clock for Hand {
    fn now(&self) -> CivilTime {
        civil(self.0.load(Ordering::Relaxed))
    }
}

/// The moment where everything was lived.
pub fn civil(at: i64) -> CivilTime {
    CivilTime {
        at: Instant::from_millis(at),
        offset_seconds: OFFSET,
        zone: ZONE.to_owned(),
    }
}

impl Ours {
    /// Makes the library anew.
    pub fn fill(folder: &Path) -> Result<Self> {
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
        let clock = Arc::new(Hand(AtomicI64::new(generated::START)));
        let secret = DeviceSecret::generate()?;
        let new = NewLibrary {
            device: Some(&secret),
            passphrase: None,
            recovery: false,
            cost: ArgonCost::default(),
        };
        let kith = Kith::create(folder, &new, surroundings(&clock))?.kith;
        let client = kith.create_client("Ten years")?;
        let course = fill::course(&client)?;
        let mut ours = Self {
            client,
            course,
            people: Vec::new(),
            goals: Vec::new(),
            clock,
            kith,
            secret,
        };
        fill::records(&mut ours)?;
        ours.clock.set(END);
        Ok(ours)
    }

    /// Answers one request of the race.
    pub fn ask(&mut self, request: &str) -> Result<Tally> {
        let words: Vec<&str> = request.split_whitespace().collect();
        let [path, from, count] = words[..] else {
            return Err("PATH FROM COUNT".into());
        };
        let (from, count) = (from.parse()?, count.parse()?);
        match path {
            "write" => self.write(from, count),
            "page" => self.page(from, count),
            "digest" => self.digest(count),
            "search" => self.search(from, count),
            "unlock" => self.unlock(count),
            _ => Err(format!("unknown request: {path}").into()),
        }
    }

    fn write(&self, from: usize, count: usize) -> Result<Tally> {
        let mut tally = Tally::default();
        for index in from..from + count {
            let content = self.entry(index);
            let added = tally.time(|| self.client.add(self.course, content))?;
            tally.see(added.value.content.at.at.millis());
        }
        Ok(tally)
    }

    fn page(&self, from: usize, count: usize) -> Result<Tally> {
        let mut tally = Tally::default();
        let mut request = PageRequest::of(self.course, 50);
        for turned in 0..from + count {
            let read = || self.client.page::<Entry>(&request);
            let page = if turned < from {
                read()
            } else {
                tally.time(read)
            }?;
            request.after = page.next;
            if turned >= from {
                page.items
                    .iter()
                    .for_each(|entry| count_entry(&mut tally, entry));
            }
        }
        Ok(tally)
    }

    fn digest(&self, count: usize) -> Result<Tally> {
        let mut tally = Tally::default();
        let as_of = Some(Instant::from_millis(END));
        for _ in 0..count {
            let digest = tally.time(|| self.client.since_last_session(self.course, as_of))?;
            count_digest(&mut tally, &digest);
        }
        Ok(tally)
    }

    fn search(&self, from: usize, count: usize) -> Result<Tally> {
        let mut tally = Tally::default();
        for query in generated::queries()
            .into_iter()
            .cycle()
            .skip(from)
            .take(count)
        {
            let request = SearchRequest {
                text: query,
                course: Some(self.course),
                kinds: vec!["entry".to_owned()],
                after: None,
                limit: 20,
            };
            let page = tally.time(|| self.client.search(&request, &Interrupt::new()))?;
            page.hits
                .iter()
                .for_each(|hit| tally.see(hit.lived.millis()));
        }
        Ok(tally)
    }

    /// From a closed folder to the first page; closing it is off the clock, as it is on the other side.
    fn unlock(&mut self, count: usize) -> Result<Tally> {
        let mut tally = Tally::default();
        for _ in 0..count {
            self.close()?;
            let page = tally.time(|| self.open())?;
            page.iter().for_each(|entry| count_entry(&mut tally, entry));
        }
        Ok(tally)
    }

    fn close(&mut self) -> Result<()> {
        self.kith.lock();
        Ok(())
    }

    fn open(&mut self) -> Result<Vec<Entry>> {
        self.kith
            .unlock(&Secret::Device(DeviceKey::Available(&self.secret)))?;
        self.client = self.kith.client(self.client.id())?;
        Ok(self
            .client
            .page::<Entry>(&PageRequest::of(self.course, 50))?
            .items)
    }

    /// The content that both sides know by this index.
    pub fn entry(&self, index: usize) -> EntryContent {
        let entry = generated::entry(index);
        let [event, feeling, response, wish] = entry.texts.map(Some);
        let ids = |indices: &[usize], all: &[Uuid]| indices.iter().map(|at| all[*at]).collect();
        EntryContent {
            at: civil(entry.at),
            mood: Some(entry.mood),
            feelings: entry
                .feelings
                .into_iter()
                .map(|(label, strength)| Feeling {
                    label,
                    intensity: Some(strength),
                })
                .collect(),
            event,
            feeling,
            response,
            wish,
            people: ids(&entry.people, &self.people),
            area: None,
            goals: ids(&entry.goals, &self.goals),
            tags: entry.tags,
            bring_to_session: entry.bring,
        }
    }
}

fn surroundings(clock: &Arc<Hand>) -> Surroundings {
    Surroundings {
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        ..Surroundings::default()
    }
}

fn count_entry(tally: &mut Tally, entry: &Entry) {
    let content = &entry.content;
    tally.see(content.at.at.millis());
    let texts = [
        &content.event,
        &content.feeling,
        &content.response,
        &content.wish,
    ];
    tally.weigh(texts.into_iter().flatten().map(String::as_str));
    tally.weigh(
        content
            .tags
            .iter()
            .chain(content.feelings.iter().map(|feeling| &feeling.label))
            .map(String::as_str),
    );
    tally.sum += (content.people.len() * 100 + content.goals.len() * 1_000) as i64
        + i64::from(content.bring_to_session);
}

fn count_digest(tally: &mut Tally, digest: &kith_companion::DigestView) {
    let points = digest.mood.iter().flat_map(|mood| &mood.points);
    points.for_each(|point| tally.see(point.at.millis() + i64::from(point.mood)));
    digest
        .people
        .iter()
        .for_each(|person| tally.see(i64::from(person.times)));
    digest
        .brought
        .iter()
        .for_each(|entry| count_entry(tally, entry));
    digest
        .goals
        .iter()
        .for_each(|goal| tally.see(i64::from(goal.value * 11 + goal.before.unwrap_or(0))));
    let moved = |total: Option<i32>, before: Option<i32>| {
        i64::from(total.unwrap_or(0) * 28 + before.unwrap_or(0))
    };
    digest
        .measures
        .iter()
        .for_each(|measure| tally.see(moved(measure.total, measure.before)));
    tally.weigh(
        digest
            .events
            .iter()
            .map(|event| event.content.text.as_str()),
    );
    tally.weigh(
        digest
            .tries
            .iter()
            .map(|to_try| to_try.content.text.as_str()),
    );
    tally.weigh(
        digest
            .own_answer
            .iter()
            .filter_map(|answer| answer.words.as_deref()),
    );
    tally.sum += digest
        .last
        .as_ref()
        .map_or(0, |last| i64::from(last.number));
}
