//! An import that runs out of room, for real: a file system of the test's own, with no more room than it says.
//!
//! The test runs itself again behind `unshare`, which gives that process mounts that nobody else sees. Where a
//! machine does not allow that it passes over itself, unless `KITH_REQUIRE_PEERS=1` says that this machine
//! has everything. Folders that are read-only and disks on which not even a library fits are proven below, in
//! the vault's own tests.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod world;

use kith_companion::{DeviceSecret, VaultError};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::{env, fs};
use world::*;

/// Names the mounted folder to the run behind `unshare`.
const FOLDER: &str = "KITH_TEST_SMALL_DISK";

/// The size of the file system, in bytes.
const SIZE: usize = 32 << 20;

/// Where mounts of our own are allowed, runs `test` again with one of [`SIZE`] bytes.
fn on_a_small_disk(test: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mount = format!("mount -t tmpfs -o size={SIZE} none \"${FOLDER}\"");
    let run = |then: &str| {
        let mut command = Command::new("unshare");
        command
            .args(["--mount", "--map-root-user", "sh", "-ec"])
            .arg(format!("{mount}\n{then}"));
        command
            .arg(env::current_exe().unwrap())
            .env(FOLDER, folder.path());
        command
    };
    let allowed = run("true")
        .output()
        .is_ok_and(|output| output.status.success());
    assert!(
        allowed || env::var_os("KITH_REQUIRE_PEERS").is_none(),
        "this machine allows no mounts"
    );
    if allowed {
        let status = run(&format!("exec \"$0\" --exact {test} --nocapture"))
            .status()
            .unwrap();
        assert!(status.success(), "see above");
    }
}

/// A course that is larger than the room that is left.
fn large() -> String {
    let entry = |n: usize| json!({ "id": format!("e{n}"), "at": "2026-03-02T20:15:00+01:00[Europe/Berlin]", "event": "word ".repeat(3000) });
    let entries: Vec<Value> = (0..200).map(entry).collect();
    let mut file = parsed(&course_text("bad/newer-minor.json"));
    file["entries"] = Value::Array(entries);
    file.to_string()
}

/// Takes all room but `left` bytes.
fn fill(folder: &Path, left: usize) -> std::path::PathBuf {
    let filler = folder.join("filler");
    let used = Command::new("du")
        .args(["-sb"])
        .arg(folder)
        .output()
        .unwrap();
    let used: usize = String::from_utf8(used.stdout)
        .unwrap()
        .split('\t')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    fs::write(&filler, vec![0; SIZE - used - left]).unwrap();
    filler
}

#[test]
fn an_import_that_finds_no_room_leaves_nothing_and_loses_nothing() {
    let Some(folder) = env::var_os(FOLDER) else {
        return on_a_small_disk("an_import_that_finds_no_room_leaves_nothing_and_loses_nothing");
    };
    import_without_room(&folder);
}

fn import_without_room(folder: &OsString) {
    let folder = Path::new(folder);
    let secret = DeviceSecret::generate().unwrap();
    let kith = create(&folder.join("library"), &secret).unwrap();
    let client = kith.create_client("Client").unwrap();
    let course = client
        .import_course(course_text("dispute.json"), None, None)
        .unwrap();
    let before = client
        .export_course(course.course, Default::default(), None)
        .unwrap();

    let filler = fill(folder, 256 << 10);
    let refused = client.import_course(large(), None, None);
    assert_eq!(refused.err(), Some(VaultError::StorageFull.into()));
    assert_eq!(records(&client), course.records);
    assert_eq!(
        client
            .export_course(course.course, Default::default(), None)
            .unwrap(),
        before
    );

    fs::remove_file(filler).unwrap();
    let imported = client.import_course(large(), None, None).unwrap();
    assert_eq!(records(&client), course.records + imported.records);
    assert!(client.check(true).unwrap().sound);
}
