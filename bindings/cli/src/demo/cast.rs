//! The three courses that are in the program itself, so that the demonstration needs no other file.

use crate::failure::{Failure, Outcome};
use crate::moment;
use crate::screen::Screen;
use crate::waiting::Follow;
use kith_companion::entity::{Course, Entity};
use kith_companion::{Client, Kith};
use uuid::Uuid;

/// One of the courses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Play {
    /// A dispute between two partners of a restaurant.
    Dispute,
    /// The first year after a birth.
    Birth,
    /// A grief; the symptoms do not improve.
    Grief,
}

impl Play {
    pub const ALL: [Self; 3] = [Self::Dispute, Self::Birth, Self::Grief];

    /// The course that was asked for.
    pub fn named(name: Option<&str>) -> Outcome<Self> {
        match name {
            None | Some("dispute") => Ok(Self::Dispute),
            Some("birth") => Ok(Self::Birth),
            Some("grief") => Ok(Self::Grief),
            Some(_) => Err(Failure::usage(
                "The courses of the demonstration are dispute, birth and grief.",
            )),
        }
    }

    /// The course file.
    pub fn file(self) -> &'static str {
        match self {
            Self::Dispute => include_str!("../../../../tests/courses/dispute.json"),
            Self::Birth => include_str!("../../../../tests/courses/birth.json"),
            Self::Grief => include_str!("../../../../tests/courses/grief.json"),
        }
    }

    /// What it is about, in a line.
    pub fn about(self) -> &'static str {
        match self {
            Self::Dispute => "a role dispute: two friends, one restaurant",
            Self::Birth => "a role transition: the first months after a birth",
            Self::Grief => "a grief: after thirty-eight years",
        }
    }

    /// A word to search for.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dispute => "printer",
            Self::Birth => "helmet",
            Self::Grief => "whitby",
        }
    }
}

/// A course in the library.
pub struct Played {
    /// Which one it is.
    pub play: Play,
    /// The client's vault.
    pub client: Client,
    /// What the client is called.
    pub name: String,
    /// The course.
    pub course: Uuid,
}

/// Imports every course, each as a client of its own.
pub fn import_all(kith: &Kith, screen: &mut Screen) -> Outcome<Vec<Played>> {
    let mut courses = Vec::new();
    for play in Play::ALL {
        courses.push(import(kith, play, screen)?);
    }
    screen.gap()?;
    Ok(courses)
}

fn import(kith: &Kith, play: Play, screen: &mut Screen) -> Outcome<Played> {
    let client = kith.create_client("Somebody")?;
    let follow = Follow::new("Importing");
    let imported = client.import_course(play.file(), Some(follow.clone()), None);
    follow.end();
    let imported = imported?;
    let course: Course = client.get(imported.course)?;
    let content = course.content();
    kith.rename_client(client.id(), &content.alias)?;
    let since = moment::day(content.started);
    let (about, records) = (play.about(), imported.records);
    let told = format!(
        "{}, {about}: {records} records from {since} on",
        content.alias
    );
    screen.labelled("imported", &told, str::to_owned)?;
    screen.flush()?;
    Ok(Played {
        play,
        name: content.alias.clone(),
        course: imported.course,
        client,
    })
}

/// The course that is walked.
pub fn of(courses: &[Played], play: Play) -> Outcome<&Played> {
    let found = courses.iter().find(|played| played.play == play);
    found.ok_or_else(|| Failure::not_found("The course was not imported."))
}
