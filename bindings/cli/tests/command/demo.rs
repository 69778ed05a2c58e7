//! The demonstration, played whole.

use crate::place::{Place, files};
use std::fs;
use std::process::Command;

fn stands(bytes: &[u8], word: &str) -> bool {
    bytes
        .windows(word.len())
        .any(|part| part == word.as_bytes())
}

#[test]
fn the_demonstration_plays_sixteen_sessions_and_the_commands_at_its_end_work_as_printed() {
    let place = Place::new();
    let played = place.kith(&["demo"]).done();
    for number in 1..=16 {
        assert!(
            played.contains(&format!("session {number} of 16")),
            "{number}"
        );
    }
    for said in [
        "as planned",
        "9 left",
        "“I asked him.",
        "▅",
        "[printer]",
        "the library is locked",
        "none in the",
    ] {
        assert!(played.contains(said), "{said}");
    }
    let commands: Vec<&str> = played
        .lines()
        .filter(|line| line.contains(" -p "))
        .map(str::trim)
        .collect();
    assert_eq!(commands.len(), 5);
    for command in commands {
        let ran = Command::new("sh")
            .args(["-c", command])
            .current_dir(place.path("."))
            .output()
            .unwrap();
        assert!(ran.status.success() && !ran.stdout.is_empty(), "{command}");
    }
    for file in files(&place.path("target/demo/library")) {
        assert!(!stands(&fs::read(file).unwrap(), "printer"));
    }
}

#[test]
fn the_course_that_did_not_help_ends_without_blame() {
    let place = Place::new();
    let played = place
        .kith(&["demo", "--course", "grief", "--dir", "here"])
        .done();
    assert!(played.contains("its number is kept"));
    assert!(played.contains("PHQ-9 went from 18 to 17"));
    assert!(played.contains("The heaviness has not lifted"));
    assert!(played.contains("did this badly"));
}

#[test]
fn a_second_demonstration_replaces_the_first_and_nothing_else() {
    let place = Place::new();
    place.kith(&["demo", "--dir", "here"]).done();
    let before = fs::read(place.path("here/library/header.a")).unwrap();
    place.kith(&["demo", "--dir", "here"]).done();
    assert_ne!(
        fs::read(place.path("here/library/header.a")).unwrap(),
        before
    );
    fs::create_dir(place.path("mine")).unwrap();
    place.write("mine/letter.txt", "dear");
    place.kith(&["demo", "--dir", "mine"]).refused(9);
    assert_eq!(place.read("mine/letter.txt"), "dear");
}
