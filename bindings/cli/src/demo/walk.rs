//! The main act: a course as it was lived, session by session.
//!
//! Each session is asked for as of its own time, so what it shows is what was known then. The client's own answer to
//! the opening question comes first, as it does in the room.

use super::Seat;
use super::cast::Played;
use super::endings;
use crate::command::chart;
use crate::command::outcome;
use crate::failure::Outcome;
use crate::moment;
use crate::screen::{Screen, cut};
use kith_companion::entity::{Attendance, Session, ThingToTry, TryOutcome};
use kith_companion::{
    DigestView, GoalMoved, MeasureSeries, MoodPath, PageRequest, ProgressView, WhereWeAreView,
};
use kith_protocol::phase::{Countdown, Phase};

/// Columns of a goal's title.
const TITLE: usize = 24;
/// Columns before each line.
const INDENT: usize = 15;

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
        let number = format!("{:16}  ", self.number());
        screen.line(format!("{}{}", ink.bold(number), ink.dim(self.standing())))?;
        if self.session.content.attendance != Some(Attendance::Attended) {
            return Ok(());
        }
        let own = self.digest.own_answer.as_ref();
        if let Some(words) = own.and_then(|own| own.words.as_deref()) {
            screen.labelled("", &format!("“{words}”"), |line| ink.own(line))?;
        }
        let (name, since) = self.since();
        screen.labelled(name, &since, str::to_owned)?;
        for (name, line) in [self.tried(), self.goals(), self.trend()]
            .into_iter()
            .flatten()
        {
            let line = cut(&line, screen.width - INDENT);
            let name = ink.dim(format!("{name:>wide$}", wide = INDENT - 2));
            screen.line(format!("{name}  {line}"))?;
        }
        Ok(())
    }

    /// The digest: as it is read out where half of the course is over, else in figures, to keep this short.
    fn since(&self) -> (&'static str, String) {
        let halfway = |countdown: Countdown| countdown.at * 2 == countdown.of;
        match self.after.countdown.is_some_and(halfway) {
            true => ("read out", self.digest.spoken.clone()),
            false => ("since then", figures(&self.digest)),
        }
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

    fn tried(&self) -> Option<(&str, String)> {
        let of = |thing: &&ThingToTry| thing.content.outcome != TryOutcome::Open;
        let content = &self.digest.tries.iter().find(of)?.content;
        Some((outcome(&content.outcome), content.text.clone()))
    }

    /// The goals that were rated since the last session.
    fn goals(&self) -> Option<(&str, String)> {
        let goals: Vec<_> = self.digest.goals.iter().map(goal).collect();
        (!goals.is_empty()).then(|| ("goals", goals.join(" · ")))
    }

    fn trend(&self) -> Option<(&str, String)> {
        let series = phq9(&self.progress)?;
        let last = series.points.last()?;
        let total = last.total.map_or("·".to_owned(), |total| total.to_string());
        let band = chart::band_of(series, last).unwrap_or_default();
        let line = format!("{:16}  {total:>2}  {band}", chart::spark(series));
        Some((&series.title, line))
    }
}

fn goal(moved: &GoalMoved) -> String {
    let changed = moved.before.filter(|before| *before != moved.value);
    let before = changed.map_or(String::new(), |before| format!("{before} → "));
    format!("{} {before}{}", cut(&moved.title, TITLE), moved.value)
}

/// The digest in figures.
fn figures(digest: &DigestView) -> String {
    let moments = match digest.moments {
        0 => None,
        1 => Some("1 moment".to_owned()),
        moments => Some(format!("{moments} moments")),
    };
    let first_and_last =
        |mood: &MoodPath| Some((mood.points.first()?.mood, mood.points.last()?.mood));
    let mood = digest.mood.as_ref().and_then(first_and_last);
    let names: Vec<&str> = digest
        .people
        .iter()
        .map(|person| person.name.as_str())
        .collect();
    let events = |count: usize| format!("{count} events on the timeline");
    let parts = [
        moments,
        mood.map(|(first, last)| format!("mood {first} → {last}")),
        (!names.is_empty()).then(|| format!("with {}", names.join(", "))),
        (!digest.brought.is_empty()).then(|| format!("{} to bring", digest.brought.len())),
        (!digest.events.is_empty()).then(|| events(digest.events.len())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The series of the measure that every course of the demonstration has.
pub fn phq9(progress: &ProgressView) -> Option<&MeasureSeries> {
    progress
        .measures
        .iter()
        .find(|series| series.measure == "phq9")
}
