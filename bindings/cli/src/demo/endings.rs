//! How a course ended: the chart, the goals, and the client's own last words.
//!
//! Where symptoms did not improve, nothing is softened and nobody is blamed: the figures say it, and then the words that
//! the two found for it.

use super::cast::Played;
use super::walk::phq9;
use crate::command::{chart, goal_line};
use crate::failure::Outcome;
use crate::screen::Screen;
use kith_companion::entity::{Course, PhaseDecision};
use kith_companion::{PageRequest, ProgressView};

/// The ending of the course that was walked.
pub fn whole(played: &Played, screen: &mut Screen) -> Outcome<()> {
    let progress = played.client.progress(played.course, None)?;
    drawn(&progress, screen)?;
    for goal in &progress.goals {
        screen.say(2, &goal_line(goal))?;
    }
    last_words(played, screen)
}

/// A course in short: what it was about, where it stands, how it went.
pub fn short(played: &Played, screen: &mut Screen) -> Outcome<()> {
    let (client, course) = played.seat();
    let title = format!("{}, {}", played.name, played.play.about());
    screen.line(screen.ink.bold(title))?;
    screen.say(2, &client.where_we_are(course, None)?.spoken)?;
    drawn(&client.progress(course, None)?, screen)?;
    last_words(played, screen)
}

fn drawn(progress: &ProgressView, screen: &mut Screen) -> Outcome<()> {
    if let Some(series) = phq9(progress) {
        chart::draw(series, &progress.sessions, screen)?;
        screen.say(2, &series.spoken)?;
    }
    Ok(())
}

/// The reason that was given when the course was closed.
fn last_decision(played: &Played) -> Outcome<Option<String>> {
    let newest = PageRequest::of(played.course, 1);
    let page = played.client.page::<PhaseDecision>(&newest)?;
    Ok(page
        .items
        .into_iter()
        .next()
        .and_then(|decision| decision.content.reason))
}

/// Why the two ended it, and the client's last words.
fn last_words(played: &Played, screen: &mut Screen) -> Outcome<()> {
    if let Some(decision) = last_decision(played)? {
        screen.say(2, &decision)?;
    }
    let course: Course = played.client.get(played.course)?;
    if let Some(words) = &course.content.closing_words {
        let ink = screen.ink;
        screen.paragraph(2, &format!("“{words}”"), |line| ink.own(line))?;
    }
    Ok(screen.gap()?)
}
