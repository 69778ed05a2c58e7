//! Searching what people wrote, in their scripts.
#![allow(clippy::unwrap_used, reason = "a test stops where something is amiss")]

mod given;

use given::*;
use kith_vault::*;
use serde_json::json;

fn written(texts: &[&str]) -> Given {
    let given = Given::new();
    for (n, text) in (1..).zip(texts) {
        given.insert(n, json!({ "body": text }));
    }
    given
}

#[test]
fn words_are_found_in_every_script() {
    let given = written(&[
        "Heute großer Ärger mit Jürgen in der Straße.", // 1
        "我今天很孤独，和妈妈吵架了。",                 // 2
        "今日は母と喧嘩して、とても寂しかった。愛。",   // 3
        "شعرتُ بالوحدةِ بعد وفاة أُمّي",                    // 4
        "ฉันรักเธอแต่เราทะเลาะกัน",                         // 5
        "오늘 서울에서 엄마를 만났다",                  // 6
        "Мне было одиноко. Ёлка.",                      // 7
        "अकेलापन महसूस किया",                             // 8
        "mixed: Mama が 電話 on 3月5日 😢",             // 9
        "Σήμερα μίλησα με τον πατέρα μου. Ο ΔΡΌΜΟΣ.",   // 10
    ]);
    let table: &[(&str, &[u128])] = &[
        ("arger", &[1]),
        ("STRASSE", &[1]),
        ("jurg", &[1]),
        ("孤独", &[2]),
        ("吵", &[2]),
        ("妈妈吵架", &[2]),
        ("妈吵妈", &[]),
        ("母", &[3]),
        ("喧嘩", &[3]),
        ("寂しかった", &[3]),
        ("愛", &[3]),
        ("بالوحده", &[4]),
        ("امي", &[4]),
        ("وفاة", &[4]),
        ("รัก", &[5]),
        ("ทะเลาะ", &[5]),
        ("엄마", &[6]),
        ("서울", &[6]),
        ("서우", &[6]), // while the last syllable is being typed
        ("елка", &[7]),
        ("одиноко", &[7]),
        ("अकेला", &[8]),
        ("電話", &[9]),
        ("3月", &[9]),
        ("mama 電話", &[9]),
        ("😢", &[9]),
        ("δρομος", &[10]),
        ("πατερα", &[10]),
    ];
    for (query, expected) in table {
        assert_eq!(given.found(query), *expected, "{query}");
    }
    given.assert_sound();
}

#[test]
fn a_query_without_a_word_finds_nothing() {
    let given = written(&["anything at all", "… !? …"]);
    for query in ["", " ", "?!", "\"", "*", "…", "\u{200B}", "' OR 1"] {
        let expected: &[u128] = &[];
        assert_eq!(given.found(query), expected, "{query:?}");
    }
}

#[test]
fn operators_of_the_engine_are_words() {
    let given = written(&["this and that", "this near that", "words: this", "not this"]);
    assert_eq!(given.found("this AND that"), [1]);
    assert_eq!(given.found("NEAR(this that)"), [2]);
    assert_eq!(given.found("words:this"), [3]);
    assert_eq!(given.found("\"this\" NOT"), [4]);
    assert_eq!(given.found("that -this"), [2, 1]);
    assert_eq!(given.found("^this + th*"), [4, 3, 2, 1]);
}

#[test]
fn all_words_must_be_there_and_the_last_may_be_unfinished() {
    let given = written(&["lonely evening", "lonely morning", "even lonelier"]);
    assert_eq!(given.found("lone"), [3, 2, 1]);
    assert_eq!(given.found("lonely e"), [1]);
    assert_eq!(given.found("lone evening"), [] as [u128; 0]);
    assert_eq!(given.found("evening lone"), [1]);
}

#[test]
fn search_follows_every_change() {
    let given = written(&["first words"]);
    given.edit(1, json!({"body": "second words"}));
    assert_eq!(
        (given.found("first").len(), given.found("second").len()),
        (0, 1)
    );
    given.vault.undo(None, &act("undo")).unwrap();
    assert_eq!(
        (given.found("first").len(), given.found("second").len()),
        (1, 0)
    );
    given.edit(1, json!({"lived": 77_777_777_777_i64}));
    assert_eq!(given.found("first"), [1]);
    given.edit(1, json!({"body": null}));
    assert_eq!(given.found("words").len(), 0);
    given.assert_sound();
}

#[test]
fn hits_come_newest_lived_first_across_pages_without_gap_or_repeat() {
    let given = Given::new();
    // Many in one minute, written out of order, so that pages end inside of it.
    given.write("import", |w| {
        for n in 0..200_u128 {
            let shuffled = (n * 77) % 200;
            let lived =
                1_700_000_000_000 + (shuffled as i64 / 40) * 3_600_000 + (shuffled as i64 % 7);
            w.insert(new(
                1000 + shuffled,
                json!({"body": "the same words", "lived": lived}),
            ))?;
        }
        Ok(())
    });
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let search = Search {
            text: "same",
            limit: 7,
            before,
            ..Search::default()
        };
        let listed = given.read(|r| r.search(&search));
        seen.extend(listed.items.iter().map(|record| (record.lived, record.id)));
        before = listed.next;
        if before.is_none() {
            break;
        }
    }
    let mut sorted = seen.clone();
    sorted.sort_unstable();
    sorted.reverse();
    sorted.dedup();
    assert_eq!(seen, sorted);
    assert_eq!(seen.len(), 200);
}

#[test]
fn hits_can_be_limited_to_kinds_and_a_course() {
    let given = Given::new();
    given.insert(1, json!({"body": "words"}));
    given.insert_of(RECORD, 2, json!({"body": "words"}));
    given.write("insert", |w| {
        w.insert(NewRecord {
            course: Some(id(50)),
            ..new(3, json!({"body": "words"}))
        })
    });
    let found = |kinds: &[&str], course| {
        let search = Search {
            text: "words",
            kinds,
            course,
            limit: 20,
            ..Search::default()
        };
        given
            .read(|r| r.search(&search))
            .items
            .iter()
            .map(number)
            .collect::<Vec<_>>()
    };
    assert_eq!(found(&[], None), [3, 2, 1]);
    assert_eq!(found(&[NOTE], None), [3, 1]);
    assert_eq!(found(&[NOTE, RECORD], Some(id(50))), [3]);
    assert_eq!(found(&["other"], None), [] as [u128; 0]);
}

#[test]
fn rules_that_changed_are_applied_to_what_is_stored() {
    static NEWER: &[Kind] = &[Kind {
        revision: 2,
        text: |fields| text(fields).replace("old", "new"),
        ..KINDS[0]
    }];
    let given = written(&["an old word"]);
    let path = given.path();
    given.vault.lock();
    let vault = Vault::open(&path, key(), NEWER).unwrap();
    let found = |text| {
        let search = Search {
            text,
            limit: 20,
            ..Search::default()
        };
        vault.read(|r| r.search(&search)).unwrap().items.len()
    };
    assert_eq!((found("old"), found("new")), (0, 1));
    assert!(vault.check(true).unwrap().is_sound());
}
