//! Progress: goals, and measures over time with their bands, sessions and events.
//!
//! The session marks and the events of the timeline are what make a chart of totals an IPT chart: it
//! shows what a rise came with. Totals are the stored ones, never computed anew. An incomplete answer is
//! a gap and stays a gap. Every series says in words what it shows.

use super::span::span;
use super::{Source, Window};
use crate::Result;
use crate::entity::{
    Attendance, Goal, GoalContent, GoalRating, GoalRatingContent, GoalScale, GoalState,
    GoalStepContent, MeasureResponse, MeasureResponseContent, Session, SessionContent, StepState,
    TimelineEvent, TimelineEventContent,
};
use crate::text::{Phrase, Texts};
use kith_protocol::measure::{
    self, ChangeReport, Comparison, CutPoint, Definition, Outcome, Score, Source as Citation,
};
use kith_protocol::time::{CivilDate, CivilTime, Instant};
use serde::Serialize;
use uuid::Uuid;

/// A goal and how far it has come.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct GoalProgress {
    /// The goal.
    pub goal: Goal,
    /// Its ratings, oldest first, on the goal's own scale.
    pub ratings: Vec<GoalRating>,
    /// The latest rating, or the baseline.
    pub latest: Option<i32>,
    /// How many steps are done.
    pub steps_done: i32,
    /// How many steps there are, without those that were dropped.
    pub steps: i32,
}

/// A range of totals with its name.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct BandView {
    /// The band's stable id.
    pub id: String,
    /// Its name in the measure's language.
    pub label: String,
    /// The lowest total that belongs to it.
    pub lo: i32,
    /// The highest total that belongs to it.
    pub hi: i32,
    /// Where the band comes from, and for whom it holds.
    pub source: Citation,
}

/// One set of answers on a chart.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct MeasurePoint {
    /// The answers.
    pub response: Uuid,
    /// When they were given.
    pub at: Instant,
    /// The day on which they were given.
    pub date: CivilDate,
    /// The total as it was stored; missing when answers are: draw a gap.
    pub total: Option<i32>,
    /// The id of the band as it was stored.
    pub band: Option<String>,
}

/// A measure over time.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct MeasureSeries {
    /// The measure's id.
    pub measure: String,
    /// The version of the definition by which all points were scored.
    pub definition_version: i32,
    /// Its short title.
    pub title: String,
    /// The lowest total that can be reached.
    pub lowest: i32,
    /// The highest total that can be reached.
    pub highest: i32,
    /// Its bands, lowest first.
    pub bands: Vec<BandView>,
    /// Totals from which on something is suggested by the literature, each with its source.
    pub cut_points: Vec<CutPoint>,
    /// The answers, oldest first.
    pub points: Vec<MeasurePoint>,
    /// The latest complete answers against the first and the ones before, each by a cited rule.
    pub change: Option<ChangeReport>,
    /// The series in words.
    pub spoken: String,
}

/// A session on a chart.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct SessionMark {
    /// The session's id.
    pub session: Uuid,
    /// Its number, from 1.
    pub number: i32,
    /// When.
    pub at: Instant,
    /// On which day.
    pub date: CivilDate,
    /// Whether it was held.
    pub held: bool,
}

/// Goals and measures of a course, with what else happened.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ProgressView {
    /// The goals as they stand now, with their ratings so far: active ones first, then in the order in which they
    /// were set.
    pub goals: Vec<GoalProgress>,
    /// One series for each measure and version that was answered.
    pub measures: Vec<MeasureSeries>,
    /// The sessions so far, oldest first.
    pub sessions: Vec<SessionMark>,
    /// The events of the timeline so far, oldest first.
    pub events: Vec<TimelineEvent>,
    /// All of it in words.
    pub spoken: String,
}

/// Composes the progress of the course up to `as_of`.
pub(crate) fn progress(
    source: &Source<'_>,
    as_of: &CivilTime,
    texts: &Texts,
) -> Result<ProgressView> {
    let so_far = Window::until(as_of);
    let measures = series(source, so_far, texts)?;
    let goals = goals(source, so_far)?;
    Ok(ProgressView {
        spoken: spoken(&measures, &goals, texts),
        goals,
        measures,
        sessions: oldest_first::<SessionContent>(source, so_far)?
            .iter()
            .map(mark)
            .collect(),
        events: oldest_first::<TimelineEventContent>(source, so_far.by_days(as_of))?,
    })
}

fn spoken(measures: &[MeasureSeries], goals: &[GoalProgress], texts: &Texts) -> String {
    let is_rated = goals.iter().any(|goal| !goal.ratings.is_empty());
    let measures = measures.iter().map(|series| series.spoken.clone());
    let goals = goals.iter().filter_map(GoalProgress::phrase);
    let said: Vec<_> = measures
        .chain(goals.map(|phrase| texts.say(&phrase)))
        .collect();
    match (said.is_empty(), is_rated) {
        (false, _) => said.join(" "),
        (true, true) => texts.say(&Phrase::new("progress-goals-steady")),
        (true, false) => texts.say(&Phrase::new("progress-nothing")),
    }
}

fn oldest_first<C: crate::entity::Content>(
    source: &Source<'_>,
    window: Window,
) -> Result<Vec<C::Entity>> {
    let mut found = source.lived::<C>(window)?;
    found.reverse();
    Ok(found)
}

fn mark(Session { meta, content }: &Session) -> SessionMark {
    SessionMark {
        session: meta.id,
        number: content.number,
        at: content.at.at,
        date: content.at.date(),
        held: content.attendance == Some(Attendance::Attended),
    }
}

fn goals(source: &Source<'_>, so_far: Window) -> Result<Vec<GoalProgress>> {
    let ratings = oldest_first::<GoalRatingContent>(source, so_far)?;
    let steps = source.all::<GoalStepContent>()?;
    let with = |goal: Goal| {
        let of_goal = |rating: &&GoalRating| rating.content.goal == goal.meta.id;
        let ratings: Vec<_> = ratings.iter().filter(of_goal).cloned().collect();
        let states = steps
            .iter()
            .filter(|step| step.content.goal == goal.meta.id)
            .map(|step| &step.content.state);
        GoalProgress {
            latest: ratings
                .last()
                .map(|rating| rating.content.value)
                .or(goal.content.baseline),
            steps_done: states
                .clone()
                .filter(|state| **state == StepState::Done)
                .count() as i32,
            steps: states.filter(|state| **state != StepState::Dropped).count() as i32,
            ratings,
            goal,
        }
    };
    let mut goals: Vec<_> = source.all::<GoalContent>()?.into_iter().map(with).collect();
    goals.sort_by_key(|progress| progress.goal.content.state != GoalState::Active); // stable
    Ok(goals)
}

fn series(source: &Source<'_>, so_far: Window, texts: &Texts) -> Result<Vec<MeasureSeries>> {
    let mut groups: Vec<(&'static Definition, Vec<MeasureResponse>)> = Vec::new();
    for response in oldest_first::<MeasureResponseContent>(source, so_far)? {
        let Some(definition) = response.content.definition() else {
            continue; // Answers to a measure that this version does not have stay in the record.
        };
        match groups
            .iter_mut()
            .find(|(known, _)| std::ptr::eq(*known, definition))
        {
            Some((_, group)) => group.push(response),
            None => groups.push((definition, vec![response])),
        }
    }
    Ok(groups
        .iter()
        .map(|(definition, group)| one_series(definition, group, texts))
        .collect())
}

fn one_series(
    definition: &Definition,
    responses: &[MeasureResponse],
    texts: &Texts,
) -> MeasureSeries {
    let (lowest, highest) = definition.range();
    let mut series = MeasureSeries {
        measure: definition.id.clone(),
        definition_version: definition.version,
        title: definition.short_title.clone(),
        lowest,
        highest,
        bands: definition.bands.iter().map(band).collect(),
        cut_points: definition.cut_points.clone(),
        points: responses.iter().map(point).collect(),
        change: change(definition, responses),
        spoken: String::new(),
    };
    series.spoken = texts.say_all(&series.phrases());
    series
}

fn band(band: &measure::Band) -> BandView {
    BandView {
        id: band.id.clone(),
        label: band.label.clone(),
        lo: band.lo,
        hi: band.hi,
        source: band.source.clone(),
    }
}

fn point(MeasureResponse { meta, content }: &MeasureResponse) -> MeasurePoint {
    MeasurePoint {
        response: meta.id,
        at: content.at.at,
        date: content.at.date(),
        total: content.total,
        band: content.band.clone(),
    }
}

/// The change rules compare scores, which only complete answers to one version give.
fn change(definition: &Definition, responses: &[MeasureResponse]) -> Option<ChangeReport> {
    let scored = |response: &MeasureResponse| match measure::score(
        definition,
        &response.content.sheet(definition),
    ) {
        Outcome::Complete { score } => Some(score),
        _ => None,
    };
    let scores: Vec<Score> = responses.iter().filter_map(scored).collect();
    let (current, earlier) = scores.split_last()?;
    let compared = Comparison {
        current,
        baseline: earlier.first(),
        previous: earlier.last(),
    };
    measure::compare(definition, compared, None).ok()
}

impl GoalProgress {
    /// How far a goal has come by its ratings; nothing while it stands where it began, because that need not be
    /// read out before every session. Steps are not said: they carry no date, so of a moment in the past
    /// nobody knows how many were done.
    fn phrase(&self) -> Option<Phrase> {
        let GoalContent {
            title,
            scale,
            baseline,
            ..
        } = &self.goal.content;
        let (first, last) = (self.ratings.first()?, self.ratings.last()?.content.value);
        let first = baseline.unwrap_or(first.content.value);
        let id = match scale {
            _ if first == last => return None,
            GoalScale::Done if last == 1 => "progress-goal-done",
            _ => "progress-goal-moved",
        };
        let phrase = Phrase::new(id).name("goal", title);
        Some(phrase.number("first", first).number("last", last))
    }
}

impl MeasureSeries {
    fn phrases(&self) -> Vec<Phrase> {
        let scored: Vec<_> = self
            .points
            .iter()
            .filter_map(|point| Some((point.date, point.total?)))
            .collect();
        let gaps = self.points.len() - scored.len();
        let mut said = vec![self.course_of(&scored)];
        said.extend(range(&scored));
        if gaps > 0 {
            said.push(Phrase::new("progress-gaps").number("count", gaps as i64));
        }
        said
    }

    fn course_of(&self, scored: &[(CivilDate, i32)]) -> Phrase {
        let phrase = |id| Phrase::new(id).plain("measure", &self.title);
        match scored {
            [] => phrase("progress-none"),
            [(_, total)] => phrase("progress-one").number("total", *total),
            [(began, first), .., (ended, last)] => {
                let id = if first == last {
                    "progress-same"
                } else {
                    "progress-moved"
                };
                let moved = phrase(id).number("first", *first).number("last", *last);
                moved.said("span", span((*ended - *began).num_days()))
            }
        }
    }
}

/// Between which totals a series lay, where its first and last do not say it already.
fn range(scored: &[(CivilDate, i32)]) -> Option<Phrase> {
    let ends = [scored.first()?.1, scored.last()?.1];
    let totals = || scored.iter().map(|(_, total)| *total);
    let (lowest, highest) = (totals().min()?, totals().max()?);
    let said = ends.iter().min() == Some(&lowest) && ends.iter().max() == Some(&highest);
    (!said).then(|| {
        Phrase::new("progress-range")
            .number("lowest", lowest)
            .number("highest", highest)
    })
}
