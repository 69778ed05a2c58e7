//! `kith progress`: goals, and measures over time.

use super::chart;
use crate::arguments::Place;
use crate::exit::Exit;
use crate::failure::Outcome;
use crate::library::client_and_course;
use crate::screen::Screen;
use kith_companion::{GoalProgress, ProgressView};

/// Shows goals and measures.
pub fn run(place: &Place, screen: &mut Screen) -> Outcome {
    let (client, course) = client_and_course(place)?;
    let progress = client.progress(course.meta.id, None)?;
    if place.json {
        screen.json(&progress)?;
    } else {
        in_words(&progress, screen)?;
    }
    Ok(Exit::Done)
}

fn in_words(progress: &ProgressView, screen: &mut Screen) -> Outcome<()> {
    for goal in &progress.goals {
        screen.say(0, &goal_line(goal))?;
    }
    if progress.goals.is_empty() && progress.measures.is_empty() {
        screen.say(0, "No goal is set and nothing was measured yet.")?;
    }
    for series in &progress.measures {
        screen.gap()?;
        chart::draw(series, &progress.sessions, screen)?;
        screen.say(2, &series.spoken)?;
    }
    Ok(())
}

/// A goal in one line: its title, its state, how far it came.
pub fn goal_line(progress: &GoalProgress) -> String {
    let goal = &progress.goal.content;
    let figure = |value: Option<i32>| value.map_or("·".to_owned(), |value| value.to_string());
    let values = format!("{} → {}", figure(goal.baseline), figure(progress.latest));
    let target = goal.target.map(|target| format!(", target {target}"));
    let steps = match progress.steps {
        0 => String::new(),
        all => format!(", {} of {all} steps", progress.steps_done),
    };
    format!(
        "{}: {values}{}{steps} ({})",
        goal.title,
        target.unwrap_or_default(),
        goal.state
    )
}
