//! A library, from its making to an export and back.

use crate::place::{Place, course_file};
use serde_json::Value;

#[test]
fn a_library_is_made_without_a_terminal_and_its_recovery_code_is_shown_once() {
    let place = Place::new();
    let made = place
        .kith(&["init", "lib", "--passphrase-file", "passphrase"])
        .done();
    let code = made
        .lines()
        .map(str::trim)
        .find(|line| line.len() == 34 && line.matches('-').count() == 6);
    let code = code.expect("the code stands on a line of its own");
    assert!(made.contains("recovery confirm"));

    let status = || place.kith(&["--library", "lib", "status", "--json"]).json();
    assert_eq!(status()["passphrase"], "typed_back");
    assert_eq!(status()["recovery"], "not_yet");
    place.write("code", format!("{}\n", code.to_lowercase()));
    let typed = ["--library", "lib", "--recovery-code-file", "code"];
    place
        .kith(&[&typed[..], &["recovery", "confirm"]].concat())
        .done();
    assert_eq!(status()["recovery"], "typed_back");
    assert_eq!(
        place
            .kith(&[&typed[..], &["client", "list", "--json"]].concat())
            .json()["items"],
        serde_json::json!([])
    );
}

#[test]
fn an_entry_is_written_down_listed_found_undone_and_redone() {
    let place = Place::with_library();
    place.inside(&["client", "add", "Ana"]).done();
    let first = place.inside(&[
        "entry",
        "add",
        "--mood",
        "4",
        "--feeling",
        "sad:6",
        "We argued about the dishes again.",
    ]);
    assert!(first.err.contains("one begins today"));
    first.done();
    let at = "2026-03-02T09:30:00+01:00[Europe/Berlin]";
    let second = place
        .inside(&[
            "entry",
            "add",
            "Tea with my sister.",
            "--at",
            at,
            "--bring",
            "--json",
        ])
        .json();
    assert_eq!(second["content"]["at"], at);

    let listed = place.inside(&["entry", "list", "--json"]).json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    assert_eq!(listed["items"][0]["content"]["feelings"][0]["intensity"], 6);
    assert_eq!(listed["next"], Value::Null);
    let found = place.inside(&["entry", "search", "dish"]).done();
    assert!(
        found.contains("We argued about the [dish]es again."),
        "{found}"
    );

    let count = || {
        place.inside(&["entry", "list", "--json"]).json()["items"]
            .as_array()
            .unwrap()
            .len()
    };
    place.inside(&["undo"]).done();
    assert_eq!(count(), 1);
    let trash = place.inside(&["trash", "list", "--json"]).json();
    assert_eq!(trash["items"][0]["id"], second["meta"]["id"]);
    place.inside(&["redo"]).done();
    assert_eq!(count(), 2);
}

#[test]
fn what_is_thrown_away_can_be_restored() {
    let place = Place::with_library();
    place.inside(&["client", "add", "Ana"]).done();
    let entry = place.inside(&["entry", "add", "A line.", "--json"]).json();
    let id = entry["meta"]["id"].as_str().unwrap();
    place.inside(&["trash", "put", id]).done();
    assert!(
        place
            .inside(&["entry", "list"])
            .done()
            .contains("Nothing is written down")
    );
    place.inside(&["trash", "restore", id]).done();
    assert!(place.inside(&["entry", "list"]).done().contains("A line."));
}

#[test]
fn a_long_list_is_read_page_by_page() {
    let place = Place::with_library();
    place
        .inside(&["import", &course_file("dispute.json")])
        .done();
    let (mut ids, mut after) = (std::collections::BTreeSet::new(), None::<String>);
    loop {
        let mut arguments = vec!["entry", "list", "--limit", "20", "--json"];
        if let Some(mark) = &after {
            arguments.extend(["--after", mark]);
        }
        let page = place.inside(&arguments).json();
        ids.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|entry| entry["meta"]["id"].to_string()),
        );
        after = page["next"].as_str().map(str::to_owned);
        if after.is_none() {
            break;
        }
    }
    assert_eq!(ids.len(), 43);
}

#[test]
fn an_imported_course_can_be_looked_at_and_exported_and_imported_elsewhere() {
    let place = Place::with_library();
    let imported = place
        .inside(&["import", &course_file("dispute.json"), "--json"])
        .json();
    assert_eq!(imported["records"], 197);
    let clients = place.inside(&["client", "list", "--json"]).json();
    assert_eq!(clients["items"][0]["name"], "Mateo");

    assert!(
        place
            .inside(&["course", "show"])
            .done()
            .contains("16 agreed sessions are complete")
    );
    assert!(place.inside(&["where", "--json"]).json()["countdown"]["left"] == 0);
    let progress = place.inside(&["progress"]).done();
    assert!(
        progress.contains("PHQ-9 went from 17 to 3") && progress.contains('●'),
        "{progress}"
    );
    assert_eq!(
        place.inside(&["digest", "--json"]).json()["last"]["number"],
        16
    );
    assert!(place.inside(&["check"]).done().contains("sound"));

    place.inside(&["export", "out.json"]).done();
    let other = Place::with_library();
    other
        .inside(&["import", place.path("out.json").to_str().unwrap()])
        .done();
    assert_eq!(
        other.inside(&["export", "-"]).done(),
        place.read("out.json")
    );
}

#[test]
fn an_export_does_not_overwrite_a_file_unless_it_is_told_to() {
    let place = Place::with_library();
    place.inside(&["import", &course_file("grief.json")]).done();
    place.write("out.json", "mine");
    place.inside(&["export", "out.json"]).refused(9);
    assert_eq!(place.read("out.json"), "mine");
    place.inside(&["export", "out.json", "--force"]).done();
    assert!(place.read("out.json").contains("kith-course"));
}

#[test]
fn with_several_clients_the_command_asks_which_and_says_how() {
    let place = Place::with_library();
    place.inside(&["client", "add", "Ana"]).done();
    place.inside(&["client", "add", "Ben"]).done();
    assert!(place.inside(&["digest"]).refused(2).contains("--client"));
    place
        .inside(&["--client", "Ben", "entry", "add", "For Ben."])
        .done();
    assert!(
        place
            .inside(&["-c", "Ana", "entry", "list"])
            .refused(4)
            .contains("no course")
    );
    assert!(
        place
            .inside(&["-c", "Ben", "entry", "list"])
            .done()
            .contains("For Ben.")
    );
}

#[test]
fn a_new_passphrase_replaces_the_old_one() {
    let place = Place::with_library();
    place.write("new", "eight round stones\r\n");
    place
        .inside(&["passphrase", "set", "--new-passphrase-file", "new"])
        .done();
    place.inside(&["client", "list"]).refused(3);
    place.write("typed", "eight round stones");
    place
        .kith(&["-l", "lib", "-p", "typed", "client", "list"])
        .done();
}
