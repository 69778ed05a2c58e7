//! Storage that is read-only or full, for real: mounts of a process's own.
//!
//! The tests run themselves again behind `unshare`, which gives that process mounts that nobody else sees: as root directly, else
//! in a user namespace. A container without either right is told so and passed over, unless `KITH_REQUIRE_MOUNTS=1` says that
//! this machine has to have one of them.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod stage;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use kith_vault::{ArgonCost, Error, Library, NewLibrary, Secret};
use stage::{KINDS, NOW, Scene, files, keep, kept, passphrase};

/// Names the folder to the run behind `unshare`.
const FOLDER: &str = "KITH_TEST_MOUNTED_FOLDER";

/// In the outer run, does `mounts` and runs `test` again behind them, and gives nothing; in the inner one, the folder.
fn behind(mounts: &str, test: &str, folder: &Path) -> Option<PathBuf> {
    if let Some(folder) = env::var_os(FOLDER) {
        return Some(folder.into());
    }
    let Some(unshare) = unsharing() else {
        let required = env::var("KITH_REQUIRE_MOUNTS").is_ok_and(|value| value == "1");
        assert!(
            !required,
            "KITH_REQUIRE_MOUNTS=1, but this machine allows no mounts"
        );
        eprintln!("{test}: passed over, this machine allows no mounts");
        return None;
    };
    let status = Command::new("unshare")
        .args(unshare)
        .args([
            "sh",
            "-ec",
            &format!("{mounts}\nexec \"$0\" --exact {test} --nocapture"),
        ])
        .arg(env::current_exe().unwrap())
        .env(FOLDER, folder)
        .status()
        .unwrap();
    assert!(status.success(), "see above");
    None
}

/// The arguments with which this machine lets us have mounts of our own.
fn unsharing() -> Option<&'static [&'static str]> {
    let ways: [&[&str]; 2] = [&["--mount"], &["--mount", "--map-root-user"]];
    ways.into_iter().find(|way| {
        let tried = Command::new("unshare")
            .args(*way)
            .args(["mount", "-t", "tmpfs", "none", "/mnt"])
            .output();
        tried.is_ok_and(|output| output.status.success())
    })
}

fn read_only(test: &str, folder: &Path) -> Option<PathBuf> {
    behind(
        &format!(
            "mount --bind \"${FOLDER}\" \"${FOLDER}\"\nmount -o remount,ro,bind \"${FOLDER}\""
        ),
        test,
        folder,
    )
}

/// A file system that holds the folder's files and has `kib` KiB in all.
fn small(kib: u32, test: &str, folder: &Path) -> Option<PathBuf> {
    let mounts = format!(
        "saved=$(mktemp -d)\ncp -a \"${FOLDER}/.\" \"$saved\"\nmount -t tmpfs -o size={kib}k none \"${FOLDER}\"\n\
         cp -a \"$saved/.\" \"${FOLDER}\"\nrm -r \"$saved\""
    );
    behind(&mounts, test, folder)
}

/// Takes every byte that is left.
fn fill(folder: &Path) -> PathBuf {
    let path = folder.join("filler");
    let mut file = fs::File::create(&path).unwrap();
    while std::io::Write::write(&mut file, &[0; 512]).is_ok_and(|written| written > 0) {}
    path
}

#[test]
fn a_read_only_folder_is_named_and_left_alone() {
    let scene = Scene::new();
    let Some(folder) = read_only(
        "a_read_only_folder_is_named_and_left_alone",
        scene.dir.path(),
    ) else {
        scene.unlocked();
        return;
    };
    let before = files(&folder);
    assert_eq!(Library::open(&folder).err(), Some(Error::ReadOnly));
    let words = passphrase("words");
    let ways = NewLibrary {
        passphrase: Some(&words),
        cost: ArgonCost::FLOOR,
        ..NewLibrary::default()
    };
    assert_eq!(
        Library::create(&folder.join("inner"), &ways).err(),
        Some(Error::ReadOnly)
    );
    assert_eq!(files(&folder), before);
}

#[test]
fn a_library_is_not_half_made_on_a_full_disk() {
    let dir = tempfile::tempdir().unwrap();
    let Some(folder) = small(64, "a_library_is_not_half_made_on_a_full_disk", dir.path()) else {
        return;
    };
    let filler = fill(&folder);
    let words = passphrase("words");
    let ways = NewLibrary {
        passphrase: Some(&words),
        cost: ArgonCost::FLOOR,
        ..NewLibrary::default()
    };
    assert_eq!(
        Library::create(&folder, &ways).err(),
        Some(Error::StorageFull)
    );
    assert_eq!(
        Library::open(&folder).err(),
        Some(Error::NotFound),
        "there is none"
    );

    fs::remove_file(filler).unwrap();
    Library::create(&folder, &ways).unwrap();
}

#[test]
fn a_full_disk_keeps_what_was_there_and_lets_a_person_in() {
    let dir = tempfile::tempdir().unwrap();
    if env::var_os(FOLDER).is_none() {
        make_with_a_known_passphrase(dir.path());
    }
    let test = "a_full_disk_keeps_what_was_there_and_lets_a_person_in";
    let Some(folder) = small(2048, test, dir.path()) else {
        return;
    };
    let words = passphrase("known words");
    let library = Library::open(&folder).unwrap();
    library.unlock(&Secret::Passphrase(&words), NOW).unwrap();
    let id = library.vaults().unwrap()[0].id;
    let vault = library.vault(id, KINDS).unwrap();
    let filler = fill(&folder);
    let before = fs::read(folder.join("header.a")).unwrap();

    assert_eq!(library.create_vault("client", "B"), Err(Error::StorageFull));
    assert_eq!(
        library.set_passphrase(&passphrase("other"), ArgonCost::FLOOR),
        Err(Error::StorageFull)
    );
    assert_eq!(library.vaults().unwrap().len(), 1);
    assert_eq!(
        keep(&vault, "long", &"long ".repeat(20_000)),
        Err(Error::StorageFull)
    );
    assert_eq!(kept(&vault, "word").unwrap().as_deref(), Some("kept"));
    library.lock();
    library.unlock(&Secret::Passphrase(&words), NOW).unwrap();
    assert_eq!(fs::read(folder.join("header.a")).unwrap(), before);
    assert_eq!(fs::read(folder.join("header.b")).unwrap(), before);

    fs::remove_file(filler).unwrap();
    library.create_vault("client", "B").unwrap();
    assert_eq!(
        kept(&library.vault(id, KINDS).unwrap(), "word")
            .unwrap()
            .as_deref(),
        Some("kept")
    );
}

/// A library that the inner run, a process of its own, can open.
fn make_with_a_known_passphrase(folder: &Path) {
    let words = passphrase("known words");
    let ways = NewLibrary {
        passphrase: Some(&words),
        cost: ArgonCost::FLOOR,
        ..NewLibrary::default()
    };
    let (library, _) = Library::create(folder, &ways).unwrap();
    let id = library.create_vault("client", "A").unwrap();
    keep(&library.vault(id, KINDS).unwrap(), "word", "kept").unwrap();
}

#[test]
fn a_path_that_is_no_folder_is_an_error_of_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "a person's own file").unwrap();
    let words = passphrase("words");
    let ways = NewLibrary {
        passphrase: Some(&words),
        cost: ArgonCost::FLOOR,
        ..NewLibrary::default()
    };
    assert!(matches!(
        Library::create(&file, &ways).err(),
        Some(Error::AlreadyExists | Error::Io { .. })
    ));
    assert_eq!(Library::open(&file).err(), Some(Error::NotFound));
    assert_eq!(fs::read_to_string(&file).unwrap(), "a person's own file");
}
