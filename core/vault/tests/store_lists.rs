//! Lists, newest lived first, a page at a time.
#![allow(clippy::unwrap_used, reason = "a test stops where something is amiss")]

mod given;

use given::*;
use kith_vault::*;
use serde_json::json;

fn numbers(listed: &Listed<Record>) -> Vec<u128> {
    listed.items.iter().map(number).collect()
}

fn ten() -> Given {
    let given = Given::new();
    for n in [3, 1, 2, 5, 4, 8, 6, 7, 10, 9] {
        given.insert(n, json!({ "lived": n as i64 * 1000 }));
    }
    given
}

#[test]
fn pages_lead_to_older_records_and_back() {
    let given = ten();
    let page = |start| {
        let page = Page {
            kinds: &[NOTE],
            limit: 4,
            start,
            ..Page::default()
        };
        given.read(|r| r.page(&page))
    };
    let first = page(Start::Newest);
    assert_eq!(numbers(&first), [10, 9, 8, 7]);
    let second = page(Start::Before(first.next.unwrap()));
    assert_eq!(numbers(&second), [6, 5, 4, 3]);
    let third = page(Start::Before(second.next.unwrap()));
    assert_eq!((numbers(&third), third.next), (vec![2, 1], None));
    let back = page(Start::After(Cursor {
        lived: 2000,
        id: id(2),
    }));
    assert_eq!(numbers(&back), [6, 5, 4, 3]);
    assert_eq!(
        numbers(&page(Start::After(back.next.unwrap()))),
        [10, 9, 8, 7]
    );
    assert_eq!(
        page(Start::After(Cursor {
            lived: 7000,
            id: id(7)
        }))
        .next,
        None
    );
}

#[test]
fn records_lived_at_the_same_moment_are_ordered_by_id() {
    let given = Given::new();
    for n in [3, 1, 2] {
        given.insert(n, json!({ "lived": 5 }));
    }
    let page = Page {
        kinds: &[NOTE],
        limit: 2,
        ..Page::default()
    };
    let first = given.read(|r| r.page(&page));
    assert_eq!(numbers(&first), [3, 2]);
    let next = Page {
        start: Start::Before(first.next.unwrap()),
        ..page
    };
    assert_eq!(numbers(&given.read(|r| r.page(&next))), [1]);
}

#[test]
fn several_kinds_are_merged_into_one_list() {
    let given = ten();
    for n in 11..=14 {
        given.insert_of(RECORD, n, json!({ "lived": (n as i64 - 10) * 2500 }));
    }
    let page = Page {
        kinds: &[NOTE, RECORD],
        limit: 6,
        ..Page::default()
    };
    let first = given.read(|r| r.page(&page));
    assert_eq!(numbers(&first), [14, 10, 9, 8, 13, 7]);
    let back = Page {
        start: Start::After(Cursor {
            lived: 7500,
            id: id(13),
        }),
        ..page
    };
    assert_eq!(numbers(&given.read(|r| r.page(&back))), [14, 10, 9, 8]);
    let none = Page { kinds: &[], ..page };
    assert_eq!(numbers(&given.read(|r| r.page(&none))), [] as [u128; 0]);
}

#[test]
fn a_list_can_be_limited_to_a_course() {
    let given = ten();
    let course = Some(id(70));
    given.write("insert", |w| {
        w.insert(NewRecord {
            course,
            ..new(20, json!({"lived": 1}))
        })
    });
    let page = Page {
        kinds: &[NOTE],
        course,
        limit: 5,
        ..Page::default()
    };
    assert_eq!(numbers(&given.read(|r| r.page(&page))), [20]);
}

#[test]
fn what_refers_to_a_record_is_listed_in_its_order() {
    let given = Given::new();
    let person = id(900).to_string();
    for n in 1..=5 {
        given.insert(n, json!({ "lived": n as i64, "people": [person, person] }));
    }
    given.insert_of(RECORD, 6, json!({ "lived": 3, "people": [person] }));
    given.insert(7, json!({ "lived": 9 }));
    let page = Page {
        link: Some(("person", id(900))),
        limit: 4,
        ..Page::default()
    };
    let first = given.read(|r| r.page(&page));
    assert_eq!(numbers(&first), [5, 4, 6, 3]);
    let rest = Page {
        start: Start::Before(first.next.unwrap()),
        ..page
    };
    assert_eq!(numbers(&given.read(|r| r.page(&rest))), [2, 1]);
    let notes = Page {
        kinds: &[NOTE],
        ..page
    };
    assert_eq!(numbers(&given.read(|r| r.page(&notes))), [5, 4, 3, 2]);
    let other = Page {
        link: Some(("author", id(900))),
        ..page
    };
    assert_eq!(numbers(&given.read(|r| r.page(&other))), [] as [u128; 0]);
    given.write("trash", |w| w.trash(id(5)));
    given.edit(4, json!({ "people": [] }));
    assert_eq!(numbers(&given.read(|r| r.page(&page))), [6, 3, 2, 1]);
    given.assert_sound();
}

#[test]
fn a_row_is_read_into_the_callers_own_shape() {
    #[derive(serde::Deserialize, PartialEq, Debug)]
    struct Title<'a> {
        title: &'a str,
    }
    let given = Given::new();
    given.insert(1, json!({"title": "a", "other": [1, 2]}));
    let page = Page {
        kinds: &[NOTE],
        limit: 5,
        ..Page::default()
    };
    let titles =
        given.read(|r| r.page_with(&page, |row| Ok(row.parse::<Title<'_>>()?.title.to_owned())));
    assert_eq!(titles.items, ["a"]);
    let wrong = given
        .vault
        .read(|r| r.find_with(id(1), |row| row.parse::<Vec<i64>>()));
    assert_eq!(wrong.unwrap_err(), Error::Damaged { what: "a record" });
}
