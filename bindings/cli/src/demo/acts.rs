//! Two small acts: an edit that is undone and redone, and a search.

use super::cast::Played;
use crate::command::highlighted;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::moment;
use crate::screen::Screen;
use kith_companion::entity::{Entry, EntryContent};
use kith_companion::{Interrupt, PageRequest, SearchRequest};
use uuid::Uuid;

/// How many hits are shown.
const HITS: usize = 3;
/// Columns before a hit.
const INDENT: usize = 15;

/// Changes the mood of an entry, takes that back, and takes that back.
pub fn undo_and_redo(played: &Played, screen: &mut Screen) -> Outcome<()> {
    let (client, _) = played.seat();
    let entry = an_entry_with_a_mood(played)?;
    let (id, before) = (entry.meta.id, entry.content.mood);
    let edited = EntryContent {
        mood: before.map(|mood| if mood < 10 { mood + 1 } else { mood - 1 }),
        ..entry.content
    };
    let day = moment::day(edited.at.date());
    let written = edited.mood;
    let act = client.edit(id, entry.meta.version, edited)?.changes.act;
    let first = mood_of(played, id)?;
    client.undo(Some(act))?;
    let undone = mood_of(played, id)?;
    client.redo()?;
    let redone = mood_of(played, id)?;
    if (first, undone, redone) != (written, before, written) {
        return Err(Failure::new(
            Exit::System,
            "Undo or redo did not give back what was there.",
        ));
    }
    let say = |mood: Option<i32>| mood.unwrap_or_default();
    let told = format!(
        "the mood of {day} was {}, is edited to {}, undone to {}, redone to {}; each is a change of its own",
        say(before),
        say(first),
        say(undone),
        say(redone)
    );
    screen.labelled("an edit", &told, str::to_owned)?;
    Ok(())
}

fn an_entry_with_a_mood(played: &Played) -> Outcome<Entry> {
    let page = played
        .client
        .page::<Entry>(&PageRequest::of(played.course, 50))?;
    let found = page
        .items
        .into_iter()
        .find(|entry| entry.content.mood.is_some());
    found.ok_or_else(|| Failure::not_found("The course has no entry with a mood."))
}

fn mood_of(played: &Played, id: Uuid) -> Outcome<Option<i32>> {
    Ok(played.client.get::<Entry>(id)?.content.mood)
}

/// Searches for a word.
pub fn search(played: &Played, screen: &mut Screen) -> Outcome<()> {
    let word = played.play.word();
    let request = SearchRequest {
        text: word.to_owned(),
        course: Some(played.course),
        limit: 20,
        ..SearchRequest::default()
    };
    let page = played.client.search(&request, &Interrupt::new())?;
    let told = format!("“{word}” stands in {} records, such as:", page.hits.len());
    screen.labelled("a search", &told, str::to_owned)?;
    let room = screen.width.saturating_sub(INDENT);
    for hit in page.hits.iter().take(HITS) {
        let day = moment::short_day(hit.lived.utc().date());
        let head = screen.ink.dim(format!("{day:>6}  {:7}", hit.kind));
        let line = format!("{head}  {}", highlighted(&hit.spans, screen.ink));
        let line = console::truncate_str(&line, room, "…");
        screen.line(format!("{:INDENT$}{line}", ""))?;
    }
    Ok(())
}
