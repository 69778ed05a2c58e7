//! `kith demo`: a whole course of therapy, played in a new encrypted library.
//!
//! Everything goes through the same public calls that an application makes, on real files with real keys; nothing is
//! staged but the course itself, which somebody invented. It plays in acts, one file each, and leaves the library behind
//! to be looked at.

mod acts;
mod cast;
mod endings;
mod farewell;
mod keys;
mod proof;
mod scanner;
mod stage;
mod walk;

use crate::arguments::Place;
use crate::exit::Exit;
use crate::failure::Outcome;
use crate::screen::Screen;
use cast::{Play, Played};
use kith_companion::{Client, Kith};
use proof::Proof;
use stage::Stage;
use std::path::Path;

/// Plays the demonstration in `dir`.
pub fn run(place: &Place, dir: &Path, screen: &mut Screen) -> Outcome {
    let play = Play::named(place.course.as_deref())?;
    let stage = Stage::fresh(dir)?;
    opening(screen)?;
    let opened = keys::make(&stage, screen)?;
    let proof = Proof::before(&stage)?;
    let courses = cast::import_all(&opened.kith, screen)?;
    let main = cast::of(&courses, play)?;
    title(screen, "The course, session by session")?;
    walk::whole(main, screen)?;
    title(screen, "Two more, in short")?;
    for other in courses.iter().filter(|other| other.play != play) {
        endings::short(other, screen)?;
    }
    title(screen, "Undo, search, lock")?;
    acts::undo_and_redo(main, screen)?;
    acts::search(main, screen)?;
    keys::lock_and_recover(&opened, main, screen)?;
    proof.after(&stage, screen)?;
    farewell::say(&stage, main, screen)?;
    Ok(Exit::Done)
}

fn opening(screen: &mut Screen) -> Outcome<()> {
    let ink = screen.ink;
    screen.line(ink.bold("Kith"))?;
    screen.say(0, "The offline companion for a course of interpersonal psychotherapy. Everything below happens on this machine, through the calls that an application makes. Nobody in it exists.")?;
    Ok(screen.gap()?)
}

/// The heading of an act.
fn title(screen: &mut Screen, text: &str) -> Outcome<()> {
    let rest = screen.width.saturating_sub(text.len() + 4);
    let line = format!(
        "── {} {}",
        screen.ink.bold(text),
        screen.ink.dim("─".repeat(rest))
    );
    screen.line(line)?;
    Ok(screen.gap()?)
}

/// What the acts need of the library.
struct Opened {
    kith: Kith,
    code: String,
}

/// The handle of a client, and the course in it.
type Seat<'a> = (&'a Client, uuid::Uuid);

impl Played {
    fn seat(&self) -> Seat<'_> {
        (&self.client, self.course)
    }
}
