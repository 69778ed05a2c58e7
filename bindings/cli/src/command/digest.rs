//! `kith digest`: what happened since the last session. What the client says comes first, as in the session.

use crate::arguments::Place;
use crate::exit::Exit;
use crate::failure::Outcome;
use crate::library::client_and_course;
use crate::moment;
use crate::screen::Screen;
use kith_companion::DigestView;
use kith_companion::entity::{EntryContent, ThingToTry, TryOutcome};

/// Shows the digest.
pub fn run(place: &Place, screen: &mut Screen) -> Outcome {
    let (client, course) = client_and_course(place)?;
    let digest = client.since_last_session(course.meta.id, None)?;
    if place.json {
        screen.json(&digest)?;
    } else {
        in_words(&digest, screen)?;
    }
    Ok(Exit::Done)
}

fn in_words(digest: &DigestView, screen: &mut Screen) -> Outcome<()> {
    let ink = screen.ink;
    if let Some(words) = digest
        .own_answer
        .as_ref()
        .and_then(|own| own.words.as_deref())
    {
        screen.paragraph(0, &format!("“{words}”"), |line| ink.own(line))?;
    }
    screen.say(0, &digest.spoken)?;
    for entry in &digest.brought {
        let EntryContent { at, event, .. } = &entry.content;
        let event = event.as_deref().unwrap_or("a mood");
        screen.say(
            2,
            &format!("to bring, {}: {event}", moment::short_day(at.date())),
        )?;
    }
    for thing in &digest.tries {
        screen.say(2, &tried(thing))?;
    }
    Ok(())
}

/// A thing to try, and how it went.
fn tried(thing: &ThingToTry) -> String {
    let words = thing.content.outcome_words.as_deref().unwrap_or_default();
    format!(
        "{}: {} {words}",
        outcome(&thing.content.outcome),
        thing.content.text
    )
}

/// How it went with a thing to try, in a word or three.
pub fn outcome(outcome: &TryOutcome) -> &str {
    match outcome {
        TryOutcome::Open => "open",
        TryOutcome::Tried => "tried",
        TryOutcome::NotYet => "not yet",
        TryOutcome::DidNotFit => "did not fit",
        other => other.as_str(),
    }
}
