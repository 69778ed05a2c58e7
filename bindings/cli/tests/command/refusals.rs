//! What does not work, and how it is said.

use crate::place::{PASSPHRASE, Place, course_file, files};
use kith_companion::{Kith, Surroundings};
use std::fs;
use std::io::{Read, Write};

#[test]
fn a_wrong_passphrase_opens_nothing_and_after_a_few_tries_it_says_when_to_try_again() {
    let place = Place::with_library();
    place.write("wrong", "seven small stone");
    let wrong = || {
        place
            .kith(&["-l", "lib", "-p", "wrong", "digest"])
            .refused(3)
    };
    assert!(wrong().ends_with("Nothing is lost. Try again.\n"));
    let said: Vec<String> = (0..4).map(|_| wrong()).collect();
    assert!(said.last().unwrap().contains("second"), "{said:?}");
}

#[test]
fn a_second_process_is_told_at_once_that_the_library_is_open() {
    let place = Place::with_library();
    let held = Kith::open(&place.path("lib"), Surroundings::default()).unwrap();
    assert!(
        place
            .inside(&["digest"])
            .refused(7)
            .contains("Another program")
    );
    drop(held);
    assert!(place.inside(&["client", "list"]).code == 0);
}

#[test]
fn a_secret_is_never_waited_for_where_nobody_can_type() {
    let place = Place::with_library();
    assert!(
        place
            .kith(&["-l", "lib", "digest"])
            .refused(2)
            .contains("--passphrase-file")
    );
    assert!(
        place
            .kith(&["init", "other"])
            .refused(2)
            .contains("--passphrase-file")
    );
    assert!(!place.path("other").exists());
}

#[test]
fn what_is_not_there_is_not_found() {
    let place = Place::new();
    assert!(place.inside(&["digest"]).refused(4).contains("kith init"));
    assert!(place.kith(&["digest"]).refused(2).contains("KITH_LIBRARY"));
    let place = Place::with_library();
    assert!(place.inside(&["digest"]).refused(4).contains("client add"));
    place.inside(&["import", "nowhere.json"]).refused(4);
    place
        .kith(&["-l", "lib", "-p", "nowhere", "digest"])
        .refused(4);
}

#[test]
fn a_folder_that_holds_something_else_is_not_made_into_a_library() {
    let place = Place::new();
    fs::create_dir(place.path("lib")).unwrap();
    place.write("lib/letter.txt", "dear");
    place.init().refused(9);
    assert_eq!(place.read("lib/letter.txt"), "dear");
    assert_eq!(files(&place.path("lib")).len(), 1);
}

#[test]
fn a_library_is_not_made_where_there_is_one() {
    let place = Place::with_library();
    let before = fs::read(place.path("lib/header.a")).unwrap();
    place.init().refused(9);
    assert_eq!(fs::read(place.path("lib/header.a")).unwrap(), before);
    place.write("passphrase.txt", PASSPHRASE);
    place
        .kith(&["init", "passphrase.txt", "-p", "passphrase"])
        .refused(9);
}

#[test]
fn a_bad_course_file_is_refused_with_its_place_and_rule_and_adds_nobody() {
    let place = Place::with_library();
    let cases = [
        (
            "bad/last-record-broken.json",
            5,
            "$.entries[2].mood must lie between 0 and 10",
        ),
        ("bad/right-to-left-override.json", 5, "$.people[0].name"),
        ("bad/malformed.json", 5, "line 8"),
        ("bad/newer-major.json", 6, "newer version"),
    ];
    for (file, code, said) in cases {
        let line = place.inside(&["import", &course_file(file)]).refused(code);
        assert!(line.contains(said), "{line}");
    }
    assert_eq!(
        place.inside(&["client", "list", "--json"]).json()["items"],
        serde_json::json!([])
    );
}

#[test]
fn invalid_input_names_the_field_and_repeats_nothing() {
    let place = Place::with_library();
    place.inside(&["client", "add", "Ana"]).done();
    place.inside(&["course", "new"]).done();
    let line = place
        .inside(&["entry", "add", "A secret line.", "--mood", "11"])
        .refused(5);
    assert!(
        line.contains("mood") && line.contains("between 0 and 10"),
        "{line}"
    );
    assert!(!line.contains("secret"));
}

#[test]
fn a_header_of_which_both_copies_are_damaged_is_reported_and_kept() {
    let place = Place::with_library();
    for copy in ["lib/header.a", "lib/header.b"] {
        let mut bytes = fs::read(place.path(copy)).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(place.path(copy), &bytes).unwrap();
    }
    let before = fs::read(place.path("lib/header.a")).unwrap();
    assert!(
        place
            .inside(&["digest"])
            .refused(6)
            .contains("Nothing was changed")
    );
    assert_eq!(fs::read(place.path("lib/header.a")).unwrap(), before);
}

#[test]
fn nobody_reading_is_no_trouble() {
    let place = Place::new();
    let mut child = place
        .command(&["score", "phq9", "--csv", "-"])
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let rows = "q1,q2,q3,q4,q5,q6,q7,q8,q9\n".to_owned() + &"1,1,1,1,1,1,1,1,1\n".repeat(10_000);
    let _ = child.stdin.take().unwrap().write_all(rows.as_bytes());
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
fn the_passphrase_stands_in_no_file_of_the_library() {
    let place = Place::with_library();
    for file in files(&place.path("lib")) {
        let bytes = fs::read(&file).unwrap();
        let stands = bytes
            .windows(PASSPHRASE.len())
            .any(|part| part == PASSPHRASE.as_bytes());
        assert!(!stands, "{}", file.display());
    }
}
