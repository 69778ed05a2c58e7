//! Ten years of somebody's life, the same for both sides of the measurement.
//!
//! Everything follows from an index: entry 17 is entry 17 in Kith's library, in the peer's, and in the next run. So
//! no data set has to be kept, copied or agreed on, and a side can make the entries that it writes while it is being
//! measured without being told them. The words are invented, but their frequencies are those of a language (the
//! n-th word is about n times rarer than the first) and one in seven has a letter that must be folded: a full-text
//! index of uniform random words would be unlike any journal.
//!
//! No crate is used, and no floating point: the file is compiled into two packages that share nothing else.

use std::sync::OnceLock;

/// Entries of the library before a measurement adds any.
pub const ENTRIES: usize = 20_000;
/// Sessions of the ten years.
pub const SESSIONS: usize = 2_000;
/// People of the inventory.
pub const PEOPLE: usize = 60;
/// Goals, a few for each year.
pub const GOALS: usize = 24;
/// Characters of an entry, over its four texts.
pub const CHARACTERS: usize = 400;

/// First moment of the library: 2016-01-04T08:00:00Z in milliseconds.
pub const START: i64 = 1_451_894_400_000;
/// The moment from which a digest looks back: when the last session begins, which is not held yet.
pub const END: i64 = START + (SESSIONS as i64 - 1) * SESSION_STEP;
/// Everything was lived here.
pub const ZONE: &str = "Europe/Berlin";
/// Seconds that local time is ahead; winter time all year, which no query minds.
pub const OFFSET: i32 = 3_600;
const DAY: i64 = 86_400_000;
const TEN_YEARS: i64 = 3_652 * DAY;
/// Distance between two entries, and between two sessions.
const ENTRY_STEP: i64 = TEN_YEARS / ENTRIES as i64;
const SESSION_STEP: i64 = TEN_YEARS / SESSIONS as i64;

const VOCABULARY: usize = 6_000;

const FEELINGS: [&str; 16] = [
    "angry",
    "ashamed",
    "calm",
    "close",
    "disappointed",
    "glad",
    "grateful",
    "guilty",
    "hopeful",
    "hurt",
    "jealous",
    "left out",
    "proud",
    "sad",
    "tense",
    "torn",
];
const TAGS: [&str; 8] = [
    "evening", "family", "home", "letter", "phone", "sleep", "weekend", "work",
];

/// Somebody of the inventory.
pub struct Person {
    /// Unique, one word and a number.
    pub name: String,
    /// Closeness, 1 to 4.
    pub ring: i32,
    /// Three ratings of 0 to 10: confiding, practical help, conflict.
    pub ratings: [i32; 3],
    /// What is good, and what is hard.
    pub notes: [String; 2],
}

/// A journal entry: event, feeling, response, wish.
pub struct Entry {
    /// Milliseconds since 1970, UTC.
    pub at: i64,
    /// 0 to 10.
    pub mood: i32,
    /// Labels with intensities of 0 to 10.
    pub feelings: Vec<(String, i32)>,
    /// Event, feeling, response and wish, [`CHARACTERS`] characters together.
    pub texts: [String; 4],
    /// Indices into the inventory.
    pub people: Vec<usize>,
    /// Indices into the goals.
    pub goals: Vec<usize>,
    /// Up to two words.
    pub tags: Vec<String>,
    /// Marked for the next session.
    pub bring: bool,
}

/// A session, and what follows it.
pub struct Session {
    /// From 1; starts again when it would have four digits.
    pub number: i32,
    /// Milliseconds since 1970, UTC.
    pub at: i64,
    /// All but the last one are over; the last one has only the opener's answer.
    pub held: bool,
    /// What both wrote down, or how the opener was answered.
    pub words: String,
    /// PHQ-9, nine answers of 0 to 3, half a day later.
    pub answers: [i32; 9],
    /// Something to try.
    pub to_try: String,
    /// A goal and how far it is reached, 0 to 10, a quarter of a day later.
    pub rating: (usize, i32),
    /// One in ten has an event on the timeline, a day later.
    pub event: Option<String>,
}

/// How long after a session its event, its rating and its measure are written down.
pub const LATER: [i64; 3] = [DAY, DAY / 4, DAY / 2];

/// A goal, rated 0 to 10.
pub struct Goal {
    /// One line.
    pub title: String,
    /// One line.
    pub why: String,
}

/// The person with this index.
pub fn person(index: usize) -> Person {
    let mut dice = Dice::new(1, index);
    Person {
        name: format!("{} {index}", dice.word()),
        ring: 1 + dice.below(4) as i32,
        ratings: [(); 3].map(|()| dice.below(11) as i32),
        notes: [(); 2].map(|()| dice.text(80)),
    }
}

/// The entry with this index; indices from [`ENTRIES`] on follow the library in time.
pub fn entry(index: usize) -> Entry {
    let mut dice = Dice::new(2, index);
    // One in thirty is about something that lies up to twelve days back.
    let back = if dice.below(30) == 0 {
        dice.below(12) as i64 * DAY
    } else {
        0
    };
    Entry {
        at: START + index as i64 * ENTRY_STEP + dice.below(ENTRY_STEP as usize) as i64 - back,
        mood: dice.below(11) as i32,
        feelings: dice
            .few(3, FEELINGS.len())
            .into_iter()
            .map(|at| (FEELINGS[at].to_owned(), dice.below(11) as i32))
            .collect(),
        texts: [130, 90, 90, CHARACTERS - 310].map(|length| dice.text(length)),
        people: dice.few(3, PEOPLE),
        goals: dice.few(1, GOALS),
        tags: dice
            .few(2, TAGS.len())
            .into_iter()
            .map(|at| TAGS[at].to_owned())
            .collect(),
        bring: dice.below(6) == 0,
    }
}

/// The session with this index.
pub fn session(index: usize) -> Session {
    let mut dice = Dice::new(3, index);
    Session {
        number: (index % 999) as i32 + 1,
        at: START + index as i64 * SESSION_STEP,
        held: index + 1 < SESSIONS,
        words: dice.text(200),
        answers: [(); 9].map(|()| dice.below(4) as i32),
        to_try: dice.text(60),
        rating: (goal_of(index), dice.below(11) as i32),
        event: (index % 10 == 8).then(|| dice.text(80)),
    }
}

/// Two goals at a time, for ten months or so.
fn goal_of(session: usize) -> usize {
    session * (GOALS / 2) / SESSIONS * 2 + session % 2
}

/// The goal with this index.
pub fn goal(index: usize) -> Goal {
    let mut dice = Dice::new(4, index);
    Goal {
        title: dice.text(40),
        why: dice.text(120),
    }
}

/// What is searched for: common, less common and rare words, and two words that must both be there.
pub fn queries() -> Vec<String> {
    let word = |rank: usize| vocabulary()[rank].as_str();
    let single =
        [3, 12, 40, 90, 200, 450, 900, 1_800, 3_600, 5_900].map(|rank| word(rank).to_owned());
    let pairs = [(5, 60), (20, 150), (8, 700)].map(|(a, b)| format!("{} {}", word(a), word(b)));
    single.into_iter().chain(pairs).collect()
}

/// A stream of numbers that depends on nothing but its seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn new(kind: u64, index: usize) -> Self {
        Self(
            kind.wrapping_mul(0xd6e8_feb8_6659_fd93)
                ^ (index as u64).wrapping_mul(0xa076_1d64_78bd_642f),
        )
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn word(&mut self) -> &'static str {
        let weights = weights();
        let total = weights[weights.len() - 1];
        let drawn = self.next() % total;
        &vocabulary()[weights.partition_point(|&sum| sum <= drawn)]
    }

    /// Words with spaces between and now and then a full stop, exactly this many characters.
    fn text(&mut self, characters: usize) -> String {
        let mut text = String::with_capacity(characters + 16);
        let mut left = characters;
        while left > 0 {
            let word = self.word();
            let piece = if self.below(9) == 0 { ". " } else { " " };
            for letter in word.chars().chain(piece.chars()).take(left) {
                text.push(letter);
                left -= 1;
            }
        }
        // A text that ends in a space would be trimmed by one side and not by the other.
        if text.ends_with(' ') {
            text.pop();
            text.push('.');
        }
        text
    }

    /// Up to `most` different indices below `bound`, in order.
    fn few(&mut self, most: usize, bound: usize) -> Vec<usize> {
        let count = self.below(most + 1);
        let mut few: Vec<usize> = (0..count).map(|_| self.below(bound)).collect();
        few.sort_unstable();
        few.dedup();
        few
    }
}

/// Words of four to eight letters, all different.
fn vocabulary() -> &'static [String] {
    static WORDS: OnceLock<Vec<String>> = OnceLock::new();
    WORDS.get_or_init(|| (0..VOCABULARY).map(invent).collect())
}

/// Spells the rank in two syllables of 80, so that no word begins like another, even with its accents folded:
/// whether a side searches for whole words or for beginnings, it finds the same.
fn invent(rank: usize) -> String {
    const ONSETS: [&str; 16] = [
        "b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z",
    ];
    const PLAIN: [&str; 5] = ["a", "e", "i", "o", "u"];
    const ACCENTED: [&str; 5] = ["ä", "é", "í", "ö", "ü"];
    const ENDINGS: [&str; 6] = ["", "n", "st", "ren", "ling", "t"];
    let accented = if rank.is_multiple_of(7) {
        ACCENTED
    } else {
        PLAIN
    };
    let syllable =
        |digit: usize, vowels: [&str; 5]| [ONSETS[digit % 16], vowels[digit / 16]].concat();
    [
        &syllable(rank % 80, accented),
        &syllable(rank / 80, PLAIN),
        ENDINGS[rank % 6],
    ]
    .concat()
}

/// Running sums of the words' weights.
fn weights() -> &'static [u64] {
    static WEIGHTS: OnceLock<Vec<u64>> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let weigh = |sum: &mut u64, rank: usize| {
            *sum += 1_000_000 / (rank as u64 + 3);
            Some(*sum)
        };
        (0..VOCABULARY).scan(0, weigh).collect()
    })
}
