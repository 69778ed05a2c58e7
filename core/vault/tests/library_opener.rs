//! One library, one opener, also across processes.
#![allow(clippy::unwrap_used)]

mod stage;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use kith_vault::{Error, Library};
use stage::Scene;

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
