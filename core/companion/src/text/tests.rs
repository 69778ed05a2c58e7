use super::*;
use kith_protocol::phase::Phase;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_file_of_messages_is_read_without_an_error() {
    for file in ENGLISH {
        assert!(FluentResource::try_new(file.to_owned()).is_ok());
    }
}

#[test]
fn numbers_take_the_plural_of_the_language() {
    let texts = Texts::english();
    let days = |count: i64| texts.say(&Phrase::new("span-days").number("count", count));
    assert_eq!(days(1), "1 day");
    assert_eq!(days(8), "8 days");
    let times = |count: i64| {
        let person = Phrase::new("digest-person").name("name", "Ana");
        texts.say(&person.number("count", count))
    };
    assert_eq!(times(1), "\u{2068}Ana\u{2069} came up once.");
    assert_eq!(times(2), "\u{2068}Ana\u{2069} came up twice.");
    assert_eq!(times(21), "\u{2068}Ana\u{2069} came up 21 times.");
}

#[test]
fn a_name_is_isolated_from_the_direction_of_the_sentence() {
    let said = Texts::english().say(
        &Phrase::new("digest-person")
            .name("name", "ليلى")
            .number("count", 2),
    );
    assert!(said.contains("\u{2068}ليلى\u{2069}"), "{said}");
}

#[test]
fn every_message_that_the_code_names_exists_and_every_message_is_named() {
    let written: BTreeSet<String> = ENGLISH.into_iter().flat_map(ids_written).collect();
    let named = ids_named();
    let missing: Vec<_> = named.difference(&written).collect();
    assert!(missing.is_empty(), "without words: {missing:?}");
    let unused: Vec<_> = written.difference(&named).collect();
    assert!(unused.is_empty(), "never said: {unused:?}");
}

/// The ids of a file of messages: what stands before the first equals sign of a line that is not indented.
fn ids_written(file: &str) -> impl Iterator<Item = String> {
    let id = |line: &str| {
        let (id, _) = line.split_once(" =")?;
        id.starts_with(|c: char| c.is_ascii_lowercase())
            .then(|| id.to_owned())
    };
    file.lines().filter_map(id)
}

/// The ids that views and rules name: those of hints wherever they are made, those of the gate's table, and
/// whatever in a view begins like one.
fn ids_named() -> BTreeSet<String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut named: BTreeSet<String> = Phase::ALL
        .iter()
        .map(|phase| format!("phase-{}", phase.as_str().replace('_', "-")))
        .collect();
    for folder in [here.join("src"), here.join("../protocol/src")] {
        for file in rust_files(&folder) {
            let source = fs::read_to_string(&file).unwrap();
            let code = source.split("#[cfg(test)]").next().unwrap_or_default();
            named.extend(after(code, "Hint::new(\""));
            let begins: &[&str] = match &*file.to_string_lossy() {
                path if path.ends_with("gate.rs") => &["gate-"],
                path if path.contains("/view/") => &["where-", "span-", "digest-", "progress-"],
                _ => &[],
            };
            for begin in begins {
                let mark = format!("\"{begin}");
                named.extend(after(code, &mark).map(|rest| format!("{begin}{rest}")));
            }
        }
    }
    named
}

/// What stands between each `mark` and the next quotation mark.
fn after<'a>(code: &'a str, mark: &'a str) -> impl Iterator<Item = String> + 'a {
    let pieces = code.split(mark).skip(1);
    pieces.filter_map(|piece| Some(piece.split_once('"')?.0.to_owned()))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn an_unknown_message_shows_its_id_instead_of_failing() {
    assert_eq!(Texts::english().say(&Phrase::new("no-such")), "no-such");
    assert_eq!(
        Texts::english().term("phase", "from-tomorrow"),
        "from-tomorrow"
    );
}
