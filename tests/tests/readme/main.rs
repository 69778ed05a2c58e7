//! The README's examples are the ones that compile and run.
//!
//! Each language's example is a function in a test of that language; what the README shows is what stands there
//! between two marks.

#![allow(clippy::unwrap_used)]

mod first_entry;

use std::fs;
use std::path::Path;

const EXAMPLES: [(&str, &str); 3] = [
    ("rust", "tests/tests/readme/first_entry.rs"),
    (
        "kotlin",
        "bindings/kotlin/src/test/kotlin/org/kith/ReadmeExample.kt",
    ),
    (
        "swift",
        "bindings/swift/Tests/KithTests/ReadmeExample.swift",
    ),
];

fn file(path: &str) -> String {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::read_to_string(project.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn between<'a>(text: &'a str, begin: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(begin)?;
    Some(rest.split_once(end)?.0)
}

/// Lines without the indentation that they share.
fn dedented(text: &str) -> String {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let shared = lines()
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    lines()
        .map(|line| line[shared..].to_owned() + "\n")
        .collect()
}

#[test]
fn the_readme_shows_the_examples_that_are_tested() {
    let readme = file("README.md");
    for (language, path) in EXAMPLES {
        let source = file(path);
        let tested = between(&source, "// README: begin\n", "// README: end")
            .expect("the file has its marks");
        let shown = between(&readme, &format!("```{language}\n"), "```");
        let differs = "the README shows another example than the one that is tested in";
        assert_eq!(shown, Some(dedented(tested).as_str()), "{differs} {path}");
    }
}

#[test]
fn the_example_reads_out_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let secret = kith_companion::DeviceSecret::generate().unwrap();
    let said = first_entry::first_entry(&folder.path().join("library"), &secret).unwrap();
    assert!(
        said.to_lowercase().contains("mood") && said.contains('6'),
        "{said}"
    );
}
