//! One library, one opener, also across processes.
#![allow(clippy::unwrap_used)]

mod stage;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use kith_vault::{Error, Library, State};
use stage::{KINDS, NOW, Scene, keep, kept};

/// Names the folder to the second process, which is this test run again.
const FOLDER: &str = "KITH_TEST_OPEN_FOLDER";

/// This very test in a process of its own, with its standard output readable.
fn second_process(test: &str, folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(FOLDER, folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn answer(child: &mut Child) -> String {
    let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    lines
        .map(Result::unwrap)
        .find_map(|line| line.split_once("opened: ").map(|(_, what)| what.to_owned()))
        .unwrap()
}

/// In the second process: opens, says how that went, and holds on until it is told to stop.
fn open_and_hold(folder: &Path) {
    let library = Library::open(folder);
    println!("opened: {:?}", library.as_ref().err());
    let _ = std::io::stdin().lines().next();
}

#[test]
fn a_second_process_is_told_at_once() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return open_and_hold(Path::new(&folder));
    }
    let scene = Scene::new();
    let library = scene.open().unwrap();
    let mut second = second_process("a_second_process_is_told_at_once", scene.dir.path());
    assert_eq!(answer(&mut second), format!("{:?}", Some(Error::Busy)));
    assert!(second.wait().unwrap().success());

    drop(library);
    let mut third = second_process("a_second_process_is_told_at_once", scene.dir.path());
    assert_eq!(answer(&mut third), "None");
    assert_eq!(scene.open().err(), Some(Error::Busy));
    third.kill().unwrap();
    third.wait().unwrap();
}

#[test]
fn a_killed_process_leaves_no_lock_behind() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return open_and_hold(Path::new(&folder));
    }
    let scene = Scene::new();
    let mut second = second_process("a_killed_process_leaves_no_lock_behind", scene.dir.path());
    assert_eq!(answer(&mut second), "None");
    assert_eq!(scene.open().err(), Some(Error::Busy));
    second.kill().unwrap();
    second.wait().unwrap();
    scene.unlocked();
}

#[test]
fn a_second_opener_in_the_same_process_is_told_too() {
    let scene = Scene::new();
    let first = scene.open().unwrap();
    assert_eq!(scene.open().err(), Some(Error::Busy));
    drop(first);
    scene.open().unwrap();
}

#[test]
fn a_locked_library_still_holds_its_folder() {
    let scene = Scene::new();
    let library = scene.unlocked();
    library.lock();
    assert_eq!(scene.open().err(), Some(Error::Busy));
}

#[test]
fn a_paused_library_lets_another_in_and_waits_for_it() {
    let (scene, library) = Scene::opened();
    let id = library.create_vault("client", "A").unwrap();
    let vault = library.vault(id, KINDS).unwrap();
    library.pause();

    let other = scene.unlocked();
    assert_eq!(library.resume(), Err(Error::Busy));
    assert_eq!(library.unlock(&scene.by_device(), NOW), Err(Error::Busy));
    assert_eq!(library.state(), State::Paused);
    keep(&other.vault(id, KINDS).unwrap(), "word", "kept").unwrap();
    drop(other);

    library.resume().unwrap();
    assert_eq!(kept(&vault, "word").unwrap().as_deref(), Some("kept"));
}

#[test]
fn what_another_changed_meanwhile_is_taken_over() {
    let (scene, library) = Scene::opened();
    let ids = ["A", "B"].map(|name| library.create_vault("client", name).unwrap());
    let vaults = ids.map(|id| library.vault(id, KINDS).unwrap());
    library.pause();
    let other = scene.unlocked();
    other.destroy_vault(ids[0]).unwrap();
    other.create_vault("client", "C").unwrap();
    drop(other);

    library.resume().unwrap();
    let names: Vec<String> = library
        .vaults()
        .unwrap()
        .into_iter()
        .map(|entry| entry.name)
        .collect();
    assert_eq!(names, ["B", "C"]);
    assert!(!vaults[0].is_open() && vaults[1].is_open());
    library.rename_vault(ids[1], "D").unwrap();
}

#[test]
fn a_library_that_was_replaced_meanwhile_is_not_taken_for_the_same() {
    let (scene, library) = Scene::opened();
    let stranger = Scene::new();
    library.pause();
    for copy in ["header.a", "header.b"] {
        std::fs::copy(stranger.path(copy), scene.path(copy)).unwrap();
    }
    assert_eq!(
        library.resume(),
        Err(Error::Damaged {
            what: "the library's header"
        })
    );
    assert_eq!(library.state(), State::Paused);
}

#[test]
fn a_paused_library_is_resumed_by_a_right_secret_and_not_by_a_wrong_one() {
    let (scene, library) = Scene::opened();
    let id = library.create_vault("client", "A").unwrap();
    let vault = library.vault(id, KINDS).unwrap();
    let stranger = Scene::new();
    library.pause();
    assert!(library.unlock(&stranger.by_device(), NOW).is_err());
    assert_eq!(library.state(), State::Paused);
    drop(scene.open().unwrap());
    library.unlock(&scene.by_device(), NOW).unwrap();
    assert_eq!(library.state(), State::Unlocked);
    assert!(vault.is_open());
}

#[test]
fn a_locked_library_that_sleeps_holds_nothing_and_wakes_again() {
    let scene = Scene::new();
    let library = scene.unlocked();
    library.lock();
    library.pause();
    assert_eq!(library.state(), State::Locked);
    drop(scene.open().unwrap());
    library.resume().unwrap();
    assert_eq!(scene.open().err(), Some(Error::Busy));
    library.unlock(&scene.by_device(), NOW).unwrap();
}
