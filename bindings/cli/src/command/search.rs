//! `kith entry search`: finding what was written by its words.

use super::found;
use crate::arguments::{Place, SearchEntries};
use crate::exit::Exit;
use crate::failure::Outcome;
use crate::library::client_and_course;
use crate::moment;
use crate::screen::Screen;
use kith_companion::{Interrupt, SearchHit, SearchRequest, TextSpan};
use serde_json::{Value, json};

/// Searches the course.
pub fn run(place: &Place, search: &SearchEntries, screen: &mut Screen) -> Outcome {
    let (client, course) = client_and_course(place)?;
    let request = SearchRequest {
        text: search.words.join(" "),
        course: Some(course.meta.id),
        kinds: search.kind.clone(),
        after: search.after.clone(),
        limit: search.limit,
    };
    let page = client.search(&request, &Interrupt::new())?;
    if place.json {
        let items: Vec<Value> = page.hits.iter().map(in_json).collect();
        screen.json(&json!({ "items": items, "next": page.next }))?;
        return Ok(Exit::Done);
    }
    if page.hits.is_empty() {
        screen.say(0, "Nothing was found.")?;
    }
    for hit in &page.hits {
        let head = format!("{}  {}", moment::day(hit.lived.utc().date()), hit.kind);
        screen.line(screen.ink.dim(head))?;
        let found = found::highlighted(&hit.spans, screen.ink);
        screen.painted(2, &found)?;
    }
    found::more(page.next.as_deref(), screen)?;
    Ok(Exit::Done)
}

fn in_json(hit: &SearchHit) -> Value {
    let span = |span: &TextSpan| json!({ "text": span.text, "hit": span.hit });
    json!({
        "id": hit.id,
        "kind": hit.kind,
        "course": hit.course,
        "lived": hit.lived,
        "title": hit.title,
        "spans": hit.spans.iter().map(span).collect::<Vec<_>>(),
    })
}
