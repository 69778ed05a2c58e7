//! The library of ten years, record by record through the public surface, each with its clock on the day it was lived.
//!
//! One transaction for each record is what ten years of use do to a file, so that is how both sides are filled.

use kith_companion::Client;
use kith_companion::entity::{
    Content, CourseContent, Entity, GoalContent, GoalRatingContent, MeasureResponseContent,
    PersonContent, SessionContent, ThingToTryContent, TimelineEventContent,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Result;
use crate::generated::{self, ENTRIES, GOALS, LATER, PEOPLE, SESSIONS, Session};
use crate::kith::{Ours, civil};

/// The course that everything belongs to.
pub fn course(client: &Client) -> Result<Uuid> {
    let content: CourseContent = serde_json::from_value(json!({
        "alias": "Ten years", "variant": "ipt-16-uk", "taxonomy": "founding-4", "mode": "client_only", "started": "2016-01-04",
    }))?;
    Ok(client.begin(content)?.value.meta.id)
}

/// Everything else, people and goals first, because entries name them.
pub fn records(ours: &mut Ours) -> Result<()> {
    for index in 0..PEOPLE {
        let id = person(ours, index)?;
        ours.people.push(id);
    }
    for index in 0..GOALS {
        let id = goal(ours, index)?;
        ours.goals.push(id);
    }
    (0..SESSIONS).try_for_each(|index| session(ours, &generated::session(index)))?;
    for index in 0..ENTRIES {
        let content = ours.entry(index);
        ours.clock.set(content.at.at.millis());
        ours.client.add(ours.course, content)?;
    }
    Ok(())
}

/// A record from its fields; those that are left out are empty.
fn add<C: Content>(ours: &Ours, fields: Value) -> Result<Uuid> {
    let content: C = serde_json::from_value(fields)?;
    Ok(ours.client.add(ours.course, content)?.value.meta().id)
}

fn person(ours: &Ours, index: usize) -> Result<Uuid> {
    let person = generated::person(index);
    let [can_confide, practical_help, conflict] = person.ratings;
    let [good, hard] = person.notes;
    add::<PersonContent>(
        ours,
        json!({
            "name": person.name, "relation": "friend", "status": "present", "ring": person.ring, "can_confide": can_confide,
            "practical_help": practical_help, "conflict": conflict, "good": good, "hard": hard,
        }),
    )
}

fn goal(ours: &Ours, index: usize) -> Result<Uuid> {
    let goal = generated::goal(index);
    add::<GoalContent>(
        ours,
        json!({ "title": goal.title, "why": goal.why, "scale": "ten", "state": "active" }),
    )
}

/// A session and, once it was held, what follows it.
fn session(ours: &Ours, session: &Session) -> Result<()> {
    ours.clock.set(session.at);
    let words = if session.held {
        "summary"
    } else {
        "opener_words"
    };
    let attendance = session.held.then_some("attended");
    let id = add::<SessionContent>(
        ours,
        json!({ "number": session.number, "kind": "middle", "at": civil(session.at), "attendance": attendance, words: session.words }),
    )?;
    if session.held {
        after(ours, id, session)
    } else {
        Ok(())
    }
}

fn after(ours: &Ours, id: Uuid, session: &Session) -> Result<()> {
    add::<ThingToTryContent>(
        ours,
        json!({ "text": session.to_try, "session": id, "outcome": "open" }),
    )?;
    let [event, rating, response] = LATER.map(|later| civil(session.at + later));
    let (goal, value) = session.rating;
    add::<GoalRatingContent>(
        ours,
        json!({ "goal": ours.goals[goal], "at": rating, "value": value }),
    )?;
    add::<MeasureResponseContent>(
        ours,
        json!({ "measure": "phq9", "definition_version": 1, "language": "en", "at": response, "answers": session.answers, "session": id }),
    )?;
    if let Some(text) = &session.event {
        let at = event.date().to_string();
        add::<TimelineEventContent>(
            ours,
            json!({ "at": at, "lane": "event", "what": "change", "text": text, "onset": false, "source": "client" }),
        )?;
    }
    Ok(())
}
