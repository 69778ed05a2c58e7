//! The main act: a course as it was lived, session by session.
//!
//! Each session is asked for as of its own time, so what it shows is what was known then. The client's own answer to
//! the opening question comes first, as it does in the room.

use super::Seat;
use super::cast::Played;
use super::endings;
use crate::command::chart;
use crate::failure::Outcome;
use crate::moment;
use crate::screen::{Screen, cut};
use kith_companion::entity::{Attendance, Session, TryOutcome};
use kith_companion::{
    DigestView, GoalProgress, MeasureSeries, PageRequest, ProgressView, WhereWeAreView,
};
use kith_protocol::phase::Phase;

/// Columns of a goal's title.
const TITLE: usize = 22;
/// Columns of the marks before each line.
const INDENT: usize = 4;

/// Walks the whole course.
pub fn whole(played: &Played, screen: &mut Screen) -> Outcome<()> {
    for session in sessions(played.seat())? {
        Shown::of(played.seat(), session)?.write(screen)?;
        screen.flush()?;
    }
    screen.gap()?;
    endings::whole(played, screen)
}

/// The sessions in the order in which they were held. Two may have one number: one that was called off in time does not
/// use its number up.
fn sessions((client, course): Seat<'_>) -> Outcome<Vec<Session>> {
    let mut sessions = client
        .page::<Session>(&PageRequest::of(course, crate::library::PAGE))?
        .items;
    sessions.sort_by_key(|session| session.content.at.at);
    Ok(sessions)
}

/// A session with what was known when it began.
struct Shown {
    session: Session,
    /// A moment before it.
    before: WhereWeAreView,
    /// With it.
    after: WhereWeAreView,
    digest: DigestView,
    progress: ProgressView,
}

impl Shown {
    fn of((client, course): Seat<'_>, session: Session) -> Outcome<Self> {
        let at = session.content.at.at;
        Ok(Self {
            before: client.where_we_are(course, Some(at.plus_millis(-1)))?,
            after: client.where_we_are(course, Some(at))?,
            digest: client.since_last_session(course, Some(at))?,
            progress: client.progress(course, Some(at))?,
            session,
        })
    }

    fn write(&self, screen: &mut Screen) -> Outcome<()> {
        let ink = screen.ink;
        screen.line(format!(
            "{}  {}",
            ink.bold(self.number()),
            ink.dim(self.standing())
        ))?;
        if self.session.content.attendance != Some(Attendance::Attended) {
            return Ok(());
        }
        if let Some(words) = self
            .digest
            .own_answer
            .as_ref()
            .and_then(|own| own.words.as_deref())
        {
            screen.paragraph(INDENT, &format!("“{words}”"), |line| ink.own(line))?;
        }
        screen.paragraph(INDENT, &self.digest.spoken, |line| ink.dim(line))?;
        for (mark, line) in [
            ("tried", self.tried()),
            ("goals", self.goals()),
            ("PHQ-9", self.trend()),
        ] {
            if let Some(line) = line {
                let line = cut(&line, screen.width - INDENT - 7);
                screen.line(format!("{:INDENT$}{}  {line}", "", ink.accent(mark)))?;
            }
        }
        Ok(())
    }

    fn number(&self) -> String {
        let number = self.session.content.number;
        match self.after.countdown {
            Some(countdown) => format!("session {number} of {}", countdown.of),
            None => format!("session {number}"),
        }
    }

    /// The day, the phase beside the plan, and what is left.
    fn standing(&self) -> String {
        let left = self
            .after
            .countdown
            .map(|countdown| format!("{} left", countdown.left));
        let parts = [
            Some(moment::day(self.session.content.at.date())),
            Some(self.phase()),
            left,
            self.missed(),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn phase(&self) -> String {
        let planned = self
            .before
            .planned
            .as_ref()
            .and_then(|planned| planned.phase.as_ref());
        let decided = self
            .before
            .decided
            .as_ref()
            .map(|decided| &decided.content.phase);
        let word = |phase: Option<&Phase>| phase.map_or("no", Phase::as_str).to_owned();
        match (decided, planned) {
            (None, planned) => format!("{} phase, by the plan", word(planned)),
            (decided, planned) if decided == planned => {
                format!("{} phase, as planned", word(decided))
            }
            (decided, planned) => format!("{} phase (plan: {})", word(decided), word(planned)),
        }
    }

    /// What a session that was not held costs.
    fn missed(&self) -> Option<String> {
        let why = match self.session.content.attendance.as_ref()? {
            Attendance::Attended => return None,
            missed => missed.as_str().replace('_', " "),
        };
        let used = |view: &WhereWeAreView| view.countdown.map(|countdown| countdown.at);
        let counted = match used(&self.before) == used(&self.after) {
            true => "its number is kept",
            false => "by the contract it is used up",
        };
        Some(format!("{why}: {counted}"))
    }

    fn tried(&self) -> Option<String> {
        let thing = self
            .digest
            .tries
            .iter()
            .find(|thing| thing.content.outcome != TryOutcome::Open)?;
        Some(crate::command::tried(thing))
    }

    fn goals(&self) -> Option<String> {
        let rated = |goal: &&GoalProgress| !goal.ratings.is_empty();
        let goals: Vec<_> = self.progress.goals.iter().filter(rated).map(goal).collect();
        (!goals.is_empty()).then(|| goals.join(" · "))
    }

    fn trend(&self) -> Option<String> {
        let series = phq9(&self.progress)?;
        let last = series.points.last()?;
        let total = last.total.map_or("·".to_owned(), |total| total.to_string());
        let band = chart::band_of(series, last).unwrap_or_default();
        Some(format!("{:16}  {total:>2}  {band}", chart::spark(series)))
    }
}

fn goal(progress: &GoalProgress) -> String {
    let value = progress
        .latest
        .map_or("·".to_owned(), |value| value.to_string());
    let target = progress
        .goal
        .content
        .target
        .map_or(String::new(), |target| format!(" of {target}"));
    format!(
        "{} {value}{target}",
        cut(&progress.goal.content.title, TITLE)
    )
}

/// The series of the measure that every course of the demonstration has.
pub fn phq9(progress: &ProgressView) -> Option<&MeasureSeries> {
    progress
        .measures
        .iter()
        .find(|series| series.measure == "phq9")
}
