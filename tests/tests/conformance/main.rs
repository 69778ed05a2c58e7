//! One story, told in three languages over one native library, that must come out the same byte for byte.
//!
//! `tests/conformance/scenario.json` is the story: calls of the foreign surface with what they are given.
//! `expected.json` is what they gave. This test, the JUnit test of the Kotlin package and the test of the Swift package
//! each tell the story and compare. `KITH_BLESS=1` writes `expected.json` anew, here and nowhere else; a person reads
//! the difference in review.
//!
//! The canonical form is what crosses the border: names of fields and variants as Rust has them in snake case, moments
//! and days as text, no number with a fraction, no field left out. Nobody lists fields. Kotlin and Swift have theirs
//! generated from the library's metadata; here the bytes that UniFFI would hand over are read by that metadata.

#![allow(clippy::unwrap_used)]

mod calls;
mod canonical;
mod codec;
mod story;

use serde_json::Value;
use std::path::PathBuf;
use std::{env, fs};

fn scenario() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/conformance/scenario.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn every_call_of_the_surface_is_in_the_story() {
    let scenario = scenario();
    let told = |name: &String| {
        let mut steps = scenario["steps"].as_array().unwrap().iter();
        steps.any(|step| step["call"] == **name)
    };
    let calls = codec::Codec::new().names();
    let missing: Vec<_> = calls.iter().filter(|name| !told(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_story_comes_out_as_it_is_written_down() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/conformance"));
    let told = story::tell(&scenario());
    let expected = folder.join("expected.json");
    if env::var_os("KITH_BLESS").is_some_and(|bless| bless == "1") {
        fs::write(&expected, &told).unwrap();
    }
    let expected = fs::read_to_string(expected).unwrap();
    if told != expected {
        let place = told
            .lines()
            .zip(expected.lines())
            .position(|(one, other)| one != other);
        let from = place.unwrap_or(0).saturating_sub(8);
        let lines: Vec<&str> = told.lines().skip(from).take(24).collect();
        panic!(
            "it differs from line {} on; told:\n{}",
            from + 9,
            lines.join("\n")
        );
    }
}
