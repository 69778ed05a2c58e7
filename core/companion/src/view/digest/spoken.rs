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
        if !self.tries.is_empty() {
            said.push(self.tried());
        }
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

    fn tried(&self) -> Phrase {
        let count = |outcomes: &[TryOutcome]| {
            let these = self
                .tries
                .iter()
                .filter(|thing| outcomes.contains(&thing.content.outcome));
            these.count() as i64
        };
        Phrase::new("digest-tries")
            .number("tried", count(&[TryOutcome::Tried]))
            .number("waiting", count(&[TryOutcome::Open, TryOutcome::NotYet]))
            .number("unfit", count(&[TryOutcome::DidNotFit]))
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
        let id = match (self.points.len(), self.lowest == self.highest) {
            (1, _) => "digest-mood-once",
            (_, true) => "digest-mood-steady",
            (_, false) if first == last => "digest-mood-back",
            (_, false) => "digest-mood",
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
    fn phrase(&self) -> Option<Phrase> {
        let total = self.total?;
        let phrase = |id| {
            Phrase::new(id)
                .plain("measure", &self.title)
                .number("total", total)
        };
        let Some(before) = self.before else {
            return Some(phrase("digest-measure-first"));
        };
        let direction = if total > before {
            "direction-up"
        } else {
            "direction-down"
        };
        Some(
            phrase("digest-measure")
                .number("change", total - before)
                .number("amount", (total - before).abs())
                .said("direction", Phrase::new(direction)),
        )
    }
}
