//! Random acts against a model so simple that it can be believed: a map of records, and every state before it.
//!
//! The model knows nothing of stamps, rows or chains. It undoes by looking at what it was before, and searches by splitting at spaces.
#![allow(clippy::unwrap_used, reason = "a test stops where something is amiss")]

mod given;

use std::collections::BTreeMap;

use given::*;
use kith_vault::*;
use proptest::prelude::*;
use serde_json::{Value, json};

#[derive(Clone, Debug)]
enum Step {
    Insert {
        lived: i64,
        words: String,
    },
    Edit {
        which: usize,
        lived: Option<i64>,
        words: Option<String>,
        person: Option<u8>,
    },
    Trash(usize),
    Restore(usize),
    Erase(usize),
    Share(usize),
    Undo,
    Redo,
    Batch(usize, usize, String),
    Fail(usize),
    Reopen,
}

/// A record of the model: its fields, who may see it, and whether it is in the trash.
type Model = BTreeMap<u128, (BTreeMap<String, Value>, String, bool)>;

/// What was done, as a stack of states: what an undo and a redo lead to.
#[derive(Default)]
struct Reference {
    now: Model,
    done: Vec<Change>,
    undone: Vec<Change>,
    inserted: u128,
}

/// The records that an act changed, before and after it. None where there was none.
type Change = Vec<(u128, Option<(BTreeMap<String, Value>, String, bool)>)>;

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec!["mother", "Ärger", "孤独感", "walk", "walking", "母"]),
        0..4,
    )
    .prop_map(|words| words.join(" "))
}

fn step() -> impl Strategy<Value = Step> {
    let lived = || -200_000i64..2_000_000;
    prop_oneof![
        6 => (lived(), words()).prop_map(|(lived, words)| Step::Insert { lived, words }),
        6 => (any::<usize>(), prop::option::of(lived()), prop::option::of(words()), prop::option::of(0u8..3))
            .prop_map(|(which, lived, words, person)| Step::Edit { which, lived, words, person }),
        3 => any::<usize>().prop_map(Step::Trash),
        2 => any::<usize>().prop_map(Step::Restore),
        1 => any::<usize>().prop_map(Step::Erase),
        2 => any::<usize>().prop_map(Step::Share),
        6 => Just(Step::Undo),
        4 => Just(Step::Redo),
        2 => (any::<usize>(), any::<usize>(), words()).prop_map(|(a, b, words)| Step::Batch(a, b, words)),
        1 => any::<usize>().prop_map(Step::Fail),
        1 => Just(Step::Reopen),
    ]
}

impl Reference {
    fn pick(&self, which: usize) -> Option<u128> {
        self.now.keys().nth(which % self.now.len().max(1)).copied()
    }

    /// Notes an act: the records that it touched as they were before.
    fn act(&mut self, touched: &[u128], change: impl FnOnce(&mut Model)) {
        let before = touched
            .iter()
            .map(|n| (*n, self.now.get(n).cloned()))
            .collect();
        change(&mut self.now);
        self.done.push(before);
        self.undone.clear();
    }

    /// Goes back over the last of `from`; the way back again goes to the other pile. What was created goes into the trash.
    fn back(&mut self, undo: bool) -> bool {
        let pile = if undo {
            &mut self.done
        } else {
            &mut self.undone
        };
        let Some(before) = pile.pop() else {
            return false;
        };
        let after = before
            .iter()
            .map(|(n, _)| (*n, self.now.get(n).cloned()))
            .collect();
        for (n, state) in before {
            match state {
                Some(state) => drop(self.now.insert(n, state)),
                None => self.now.get_mut(&n).unwrap().2 = true,
            }
        }
        if undo {
            self.undone.push(after)
        } else {
            self.done.push(after)
        }
        true
    }

    /// What was erased cannot be undone, and what came before it on the same record neither; the piles end there.
    fn forget(&mut self) {
        self.done.clear();
        self.undone.clear();
    }
}

fn apply(given: Given, model: &mut Reference, step: &Step) -> Given {
    match step {
        Step::Insert { lived, words } => {
            let n = 1000 - model.inserted; // ids fall while time goes on, so that the two orders differ
            model.inserted += 1;
            let value = json!({"lived": lived, "body": words});
            given.insert(n, value.clone());
            let fields = fields(value).into_iter().collect();
            model.act(&[n], |now| {
                drop(now.insert(n, (fields, "private".to_owned(), false)))
            });
        }
        Step::Edit {
            which,
            lived,
            words,
            person,
        } => edit(&given, model, *which, *lived, words.clone(), *person),
        Step::Trash(which) => set_trashed(&given, model, *which, true),
        Step::Restore(which) => set_trashed(&given, model, *which, false),
        Step::Erase(which) => {
            if let Some(n) = model.pick(*which) {
                given.write("erase", |w| w.erase(id(n)));
                model.now.remove(&n);
                model.forget();
            }
        }
        Step::Share(which) => {
            let open = model
                .pick(*which)
                .filter(|n| !model.now[n].2 && model.now[n].1 == "private");
            if let Some(n) = open {
                given.write("share", |w| w.set_visibility(id(n), None, "shared"));
                model.act(&[n], |now| now.get_mut(&n).unwrap().1 = "shared".to_owned());
            }
        }
        Step::Undo => take_back(&given, model, true),
        Step::Redo => take_back(&given, model, false),
        Step::Batch(a, b, words) => batch(&given, model, *a, *b, words),
        Step::Fail(which) => fail(&given, model, *which),
        Step::Reopen => return given.reopened(),
    }
    given
}

fn edit(
    given: &Given,
    model: &mut Reference,
    which: usize,
    lived: Option<i64>,
    words: Option<String>,
    person: Option<u8>,
) {
    let Some(n) = model.pick(which).filter(|n| !model.now[n].2) else {
        return;
    };
    let people = person.map(|person| vec![id(900 + u128::from(person)).to_string()]);
    let value = json!({"body": words, "people": people, "mood": which % 3});
    let mut new = fields(value);
    new.extend(lived.map(|lived| ("lived".to_owned(), json!(lived))));
    let mut after = model.now[&n].0.clone();
    for (name, value) in &new {
        match value {
            Value::Null => drop(after.remove(name)),
            value => drop(after.insert(name.clone(), value.clone())),
        }
    }
    given.write("edit", |w| w.edit(id(n), None, &new));
    if after != model.now[&n].0 {
        model.act(&[n], |now| now.get_mut(&n).unwrap().0 = after);
    }
}

fn set_trashed(given: &Given, model: &mut Reference, which: usize, trashed: bool) {
    let Some(n) = model.pick(which) else { return };
    given.write("trash", |w| {
        if trashed {
            w.trash(id(n))
        } else {
            w.restore(id(n))
        }
    });
    if model.now[&n].2 != trashed {
        model.act(&[n], |now| now.get_mut(&n).unwrap().2 = trashed);
    }
}

fn take_back(given: &Given, model: &mut Reference, undo: bool) {
    let result = if undo {
        given.vault.undo(None, &act("undo"))
    } else {
        given.vault.redo(None, &act("redo"))
    };
    match result {
        Ok(_) => assert!(model.back(undo), "the store took back more than was done"),
        Err(error) => {
            let pile = if undo { &model.done } else { &model.undone };
            assert!(
                pile.is_empty(),
                "{error:?}, but there is something to take back"
            );
        }
    }
}

/// Two records in one act.
fn batch(given: &Given, model: &mut Reference, a: usize, b: usize, words: &str) {
    let (Some(a), Some(b)) = (model.pick(a), model.pick(b)) else {
        return;
    };
    if a == b
        || model.now[&a].2
        || model.now[&b].2
        || model.now[&a].0.get("body") == Some(&json!(words))
    {
        return;
    }
    given.write("batch", |w| {
        w.edit(id(a), None, &fields(json!({"body": words})))?;
        w.trash(id(b))
    });
    model.act(&[a, b], |now| {
        now.get_mut(&a)
            .unwrap()
            .0
            .insert("body".to_owned(), json!(words));
        now.get_mut(&b).unwrap().2 = true;
    });
}

/// An act that fails, and one that panics, after they have written.
fn fail(given: &Given, model: &Reference, which: usize) {
    let Some(n) = model.pick(which) else { return };
    let failed = given.vault.transact(&act("fail"), |w| {
        w.set_visibility(id(n), None, "everybody").ok();
        w.insert(new(5000, json!({"body": "walk"})))?;
        Err::<(), Error>(Error::Conflict)
    });
    assert_eq!(failed.unwrap_err(), Error::Conflict);
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        given.vault.transact(&act("panic"), |w| {
            w.erase(id(n))?;
            std::panic::resume_unwind(Box::new("on purpose"));
            #[expect(unreachable_code, reason = "gives the closure its type")]
            Ok::<(), Error>(())
        })
    }));
    assert!(panicked.is_err());
}

fn agree(given: &Given, model: &Reference) {
    let mut live: Vec<(i64, u128)> = Vec::new();
    for (n, (fields, visibility, trashed)) in &model.now {
        let record = given.get(*n);
        assert_eq!(
            &record
                .fields
                .clone()
                .into_iter()
                .collect::<BTreeMap<_, _>>(),
            fields,
            "{n}"
        );
        assert_eq!(
            (&record.visibility, record.trashed),
            (visibility, *trashed),
            "{n}"
        );
        if !trashed {
            live.push((fields["lived"].as_i64().unwrap(), *n));
        }
    }
    live.sort_unstable();
    let ordered: Vec<u128> = live.iter().rev().map(|(_, n)| *n).collect();
    assert_eq!(paged(given), ordered);
    for query in [
        "mother",
        "walk",
        "arger",
        "孤独",
        "孤独感",
        "母",
        "walk moth",
        "absent",
    ] {
        let found: Vec<u128> = ordered
            .iter()
            .copied()
            .filter(|n| matches(&model.now[n].0, query))
            .collect();
        assert_eq!(searched(given, query), found, "{query}");
    }
    for person in 900..903 {
        let refers = |n: &u128| {
            model.now[n]
                .0
                .get("people")
                .is_some_and(|people| people[0] == json!(id(person).to_string()))
        };
        let linked: Vec<u128> = ordered.iter().copied().filter(refers).collect();
        let page = Page {
            link: Some(("person", id(person))),
            limit: 1000,
            ..Page::default()
        };
        assert_eq!(
            given
                .read(|r| r.page(&page))
                .items
                .iter()
                .map(number)
                .collect::<Vec<_>>(),
            linked
        );
    }
}

fn paged(given: &Given) -> Vec<u128> {
    let (mut seen, mut start) = (Vec::new(), Start::Newest);
    loop {
        let page = Page {
            kinds: &[NOTE],
            limit: 3,
            start,
            ..Page::default()
        };
        let listed = given.read(|r| r.page(&page));
        seen.extend(listed.items.iter().map(number));
        match listed.next {
            Some(next) => start = Start::Before(next),
            None => return seen,
        }
    }
}

fn searched(given: &Given, text: &str) -> Vec<u128> {
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let search = Search {
            text,
            limit: 3,
            before,
            ..Search::default()
        };
        let listed = given.read(|r| r.search(&search));
        seen.extend(listed.items.iter().map(number));
        before = listed.next;
        if before.is_none() {
            return seen;
        }
    }
}

fn matches(fields: &BTreeMap<String, Value>, query: &str) -> bool {
    let text = fields
        .get("body")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .replace('Ä', "a")
        .to_lowercase();
    let mut asked: Vec<&str> = query.split(' ').collect();
    let last = asked.pop().unwrap();
    let whole = |word: &&str| text.split(' ').any(|written| written == *word);
    let begun = text
        .split(' ')
        .any(|written| written.starts_with(last) || (!last.is_ascii() && written.contains(last)));
    begun && asked.iter().all(whole)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn the_store_does_what_the_model_does(steps in prop::collection::vec(step(), 1..100)) {
        let mut given = Given::new();
        let mut model = Reference::default();
        for (at, step) in steps.iter().enumerate() {
            given = apply(given, &mut model, step);
            if at % 5 == 0 {
                agree(&given, &model);
            }
        }
        agree(&given, &model);
        given.assert_sound();
    }
}
