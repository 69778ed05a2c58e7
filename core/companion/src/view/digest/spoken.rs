//! The digest in words.

use super::{DigestView, MeasureMoved, MoodPath, PersonCount};
use crate::entity::TryOutcome;
use crate::text::Phrase;
use crate::view::span::span;

impl DigestView {
    pub(super) fn is_empty(&self) -> bool {
        self.moments == 0
            && self.events.is_empty()
            && self.goals.is_empty()
            && self.measures.is_empty()
            && self
                .tries
                .iter()
                .all(|thing| thing.content.outcome == TryOutcome::Open)
    }

    pub(super) fn phrases(&self) -> Vec<Phrase> {
        let mut said = vec![self.opening()];
        if self.nothing {
            said.push(Phrase::new("digest-nothing"));
            return said;
        }
        if self.moments > 0 {
            said.push(Phrase::new("digest-entries").number("count", self.moments));
        }
        said.extend(self.mood.as_ref().and_then(MoodPath::phrase));
        said.extend(self.people.iter().map(PersonCount::phrase));
        if !self.brought.is_empty() {
            said.push(Phrase::new("digest-brought").number("count", self.brought.len() as i64));
        }
        said.extend(self.tried());
        if !self.goals.is_empty() {
            said.push(Phrase::new("digest-goals").number("count", self.goals.len() as i64));
        }
        if !self.events.is_empty() {
            said.push(Phrase::new("digest-events").number("count", self.events.len() as i64));
        }
        said.extend(self.measures.iter().filter_map(MeasureMoved::phrase));
        said
    }

    fn opening(&self) -> Phrase {
        match &self.last {
            None => Phrase::new("digest-first"),
            Some(last) => Phrase::new("digest-since")
                .number("number", last.number)
                .said("span", span(last.days.into())),
        }
    }

    /// What became of the things to try; nothing is said of what nobody did or left.
    fn tried(&self) -> impl Iterator<Item = Phrase> {
        let count = |outcomes: &[TryOutcome]| {
            let these = self
                .tries
                .iter()
                .filter(|thing| outcomes.contains(&thing.content.outcome));
            these.count() as i64
        };
        let counted = [
            ("digest-tried", count(&[TryOutcome::Tried])),
            ("digest-did-not-fit", count(&[TryOutcome::DidNotFit])),
            (
                "digest-waiting",
                count(&[TryOutcome::Open, TryOutcome::NotYet]),
            ),
        ];
        let some = counted.into_iter().filter(|(_, count)| *count > 0);
        some.map(|(id, count)| Phrase::new(id).number("count", count))
    }
}

impl PersonCount {
    fn phrase(&self) -> Phrase {
        Phrase::new("digest-person")
            .name("name", &self.name)
            .number("count", self.times)
    }
}

impl MoodPath {
    fn phrase(&self) -> Option<Phrase> {
        let (first, last) = (self.points.first()?.mood, self.points.last()?.mood);
        let beyond = self.lowest < first.min(last) || self.highest > first.max(last);
        let id = match (self.points.len(), first == last, beyond) {
            (1, ..) => "digest-mood-once",
            (_, true, false) => "digest-mood-steady",
            (_, true, true) => "digest-mood-back",
            (_, false, false) => "digest-mood",
            (_, false, true) => "digest-mood-between",
        };
        let phrase = Phrase::new(id).number("first", first).number("last", last);
        Some(
            phrase
                .number("lowest", self.lowest)
                .number("highest", self.highest),
        )
    }
}

impl MeasureMoved {
    /// The total beside the one before. Two points more or less are within what the same person might answer on
    /// the same day, so it is said as two numbers and not as a rise or a fall.
    fn phrase(&self) -> Option<Phrase> {
        let total = self.total?;
        let phrase = |id| {
            Phrase::new(id)
                .plain("measure", &self.title)
                .number("total", total)
        };
        Some(match self.before {
            None => phrase("digest-measure-first"),
            Some(before) if before == total => phrase("digest-measure-same"),
            Some(before) => phrase("digest-measure").number("before", before),
        })
    }
}
