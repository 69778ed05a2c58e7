//! Getting from the arguments to an open library, a client, and a course.
//!
//! What need not be said is not asked for: with one client it is that one, with one course it is that one. With several,
//! nothing is guessed; the message says how to choose.

use crate::arguments::{Place, Writer};
use crate::failure::{Failure, Outcome};
use crate::moment::LocalClock;
use crate::{exit::Exit, secret};
use kith_companion::entity::{Course, Party};
use kith_companion::{Client, ClientEntry, Kith, PageRequest, Secret, Surroundings};
use std::env;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// The most records of one page.
pub const PAGE: i32 = 200;

/// Beside the header: for whom the library was made.
const WRITER: &str = "writer";

/// What Kith needs from a terminal.
pub fn surroundings(party: Party) -> Surroundings {
    let tongue = env::var("LC_ALL")
        .or_else(|_| env::var("LANG"))
        .unwrap_or_default();
    let tongue = tongue
        .split(['.', '@'])
        .next()
        .unwrap_or_default()
        .replace('_', "-");
    let unset = tongue.is_empty() || tongue == "C" || tongue == "POSIX";
    Surroundings {
        clock: Arc::new(LocalClock),
        log: None,
        language: if unset { "en".to_owned() } else { tongue },
        party,
    }
}

impl From<Writer> for Party {
    fn from(writer: Writer) -> Self {
        match writer {
            Writer::Client => Self::Client,
            Writer::Clinician => Self::Clinician,
        }
    }
}

/// Notes for whom a library was made; it says nothing about anybody.
pub fn note_writer(dir: &Path, party: &Party) -> Outcome<()> {
    fs::write(dir.join(WRITER), party.as_str()).map_err(|error| Failure::file("library", &error))
}

fn writer_of(place: &Place, dir: &Path) -> Party {
    let noted =
        || fs::read_to_string(dir.join(WRITER)).is_ok_and(|word| word.trim() == "clinician");
    match place.party {
        Some(writer) => writer.into(),
        None if noted() => Party::Clinician,
        None => Party::Client,
    }
}

/// Opens the library, locked.
pub fn open(place: &Place) -> Outcome<Kith> {
    let dir = place.library.as_deref().ok_or_else(|| {
        Failure::usage("Which library? Name its folder with `--library DIR`, or set KITH_LIBRARY.")
    })?;
    let party = writer_of(place, dir);
    Kith::open(dir, surroundings(party)).map_err(|error| {
        Failure::from(error).or_say(
            Exit::NotFound,
            "There is no library in that folder. `kith init DIR` makes one.",
        )
    })
}

/// Opens the library and unlocks it with the passphrase, or with the recovery code where that is given.
pub fn unlocked(place: &Place) -> Outcome<Kith> {
    let kith = open(place)?;
    match place.recovery_code_file.as_deref() {
        Some(file) => kith.unlock(&Secret::Recovery(&secret::recovery_code(Some(file))?))?,
        None => kith.unlock(&Secret::Passphrase(&secret::passphrase(
            place.passphrase_file.as_deref(),
        )?))?,
    }
    Ok(kith)
}

/// The client that is meant.
pub fn client_entry(kith: &Kith, place: &Place) -> Outcome<ClientEntry> {
    let mut clients = kith.clients()?;
    if let Some(name) = &place.client {
        return named(clients, name);
    }
    match (clients.pop(), clients.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(Failure::not_found(
            "There is nobody in this library yet. `kith client add NAME` adds somebody; `kith import FILE` brings a whole course.",
        )),
        (Some(_), false) => Err(Failure::usage(
            "This library has several clients. Say which with `--client NAME`; `kith client list` shows them.",
        )),
    }
}

fn named(clients: Vec<ClientEntry>, name: &str) -> Outcome<ClientEntry> {
    let fits = |client: &&ClientEntry| client.name == name || client.id.to_string() == name;
    let found: Vec<_> = clients.iter().filter(fits).cloned().collect();
    match <[_; 1]>::try_from(found) {
        Ok([client]) => Ok(client),
        Err(none) if none.is_empty() => Err(Failure::not_found(
            "There is no client of that name. `kith client list` shows who is there.",
        )),
        Err(_) => Err(Failure::usage(
            "Several clients have that name. Give the id instead; `kith client list --json` shows it.",
        )),
    }
}

/// The client that is meant, opened.
pub fn client(place: &Place) -> Outcome<Client> {
    let kith = unlocked(place)?;
    let entry = client_entry(&kith, place)?;
    Ok(kith.client(entry.id)?)
}

/// The courses of a client, newest first.
pub fn courses(client: &Client) -> Outcome<Vec<Course>> {
    let request = PageRequest {
        limit: PAGE,
        ..PageRequest::default()
    };
    Ok(client.page::<Course>(&request)?.items)
}

/// The course that is meant.
pub fn course(client: &Client, place: &Place) -> Outcome<Course> {
    find_course(client, place)?.ok_or_else(|| {
        Failure::not_found(
            "There is no course yet. `kith course new` begins one; `kith import FILE` brings one.",
        )
    })
}

/// The course that is meant, if there is any at all.
pub fn find_course(client: &Client, place: &Place) -> Outcome<Option<Course>> {
    let mut courses = courses(client)?;
    if let Some(name) = &place.course {
        courses
            .retain(|course| course.content.alias == *name || course.meta.id.to_string() == *name);
        if courses.is_empty() {
            return Err(Failure::not_found(
                "There is no course of that name. `kith course list` shows those that are there.",
            ));
        }
    }
    match (courses.pop(), courses.is_empty()) {
        (only, true) => Ok(only),
        _ => Err(Failure::usage(
            "There are several courses. Say which with `--course ID`; `kith course list` shows them.",
        )),
    }
}

/// The client that is meant, opened, with the course that is meant.
pub fn client_and_course(place: &Place) -> Outcome<(Client, Course)> {
    let client = client(place)?;
    let course = course(&client, place)?;
    Ok((client, course))
}
