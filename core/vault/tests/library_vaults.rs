//! The vaults of a library: opened once, paused, locked, renamed, destroyed.
#![allow(clippy::unwrap_used)]

mod stage;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use kith_vault::{Error, Library, State};
use stage::{KINDS, NOW, Scene, files, keep, kept};
use uuid::Uuid;

fn file(scene: &Scene, id: Uuid) -> PathBuf {
    scene.path("vaults").join(format!("{id}.kith"))
}

fn names(library: &Library) -> Vec<String> {
    library
        .vaults()
        .unwrap()
        .into_iter()
        .map(|entry| entry.name)
        .collect()
}

#[test]
fn an_open_vault_is_opened_once() {
    let (_scene, library) = Scene::opened();
    let id = library.create_vault("client", "A").unwrap();
    let first = library.vault(id, KINDS).unwrap();
    assert!(Arc::ptr_eq(&first, &library.vault(id, KINDS).unwrap()));
    keep(&first, "word", "kept").unwrap();
    library.lock();
    library.unlock(&_scene.by_device(), NOW).unwrap();
    let again = library.vault(id, KINDS).unwrap();
    assert!(!Arc::ptr_eq(&first, &again));
    assert_eq!(kept(&again, "word").unwrap().as_deref(), Some("kept"));
}

#[test]
fn vaults_are_listed_renamed_and_kept() {
    let (scene, library) = Scene::opened();
    let first = library.create_vault("client", "A").unwrap();
    library.create_vault("notes", "B").unwrap();
    library.rename_vault(first, "C").unwrap();
    assert_eq!(library.rename_vault(Uuid::nil(), "D"), Err(Error::NotFound));
    drop(library);
    let library = scene.unlocked();
    assert_eq!(names(&library), ["C", "B"]);
    assert_eq!(library.vaults().unwrap()[0].role, "client");
}

#[test]
fn each_vault_has_a_key_of_its_own() {
    let (scene, library) = Scene::opened();
    let ids = ["A", "B"].map(|name| library.create_vault("client", name).unwrap());
    for id in ids {
        keep(&library.vault(id, KINDS).unwrap(), "word", "kept").unwrap();
    }
    library.lock();
    fs::copy(file(&scene, ids[0]), file(&scene, ids[1])).unwrap();
    library.unlock(&scene.by_device(), NOW).unwrap();
    assert!(matches!(
        library.vault(ids[1], KINDS).err(),
        Some(Error::Damaged { .. })
    ));
    assert_eq!(
        kept(&library.vault(ids[0], KINDS).unwrap(), "word")
            .unwrap()
            .as_deref(),
        Some("kept")
    );
}

#[test]
fn a_locked_library_answers_nothing_and_neither_do_its_vaults() {
    let (_scene, library) = Scene::opened();
    let id = library.create_vault("client", "A").unwrap();
    let vault = library.vault(id, KINDS).unwrap();
    library.lock();
    assert_eq!(library.state(), State::Locked);
    assert_eq!(kept(&vault, "word"), Err(Error::Locked));
    assert_eq!(keep(&vault, "word", "kept"), Err(Error::Locked));
    assert_eq!(vault.resume(), Err(Error::Locked));
    assert_eq!(library.vaults().err(), Some(Error::Locked));
    assert_eq!(library.vault(id, KINDS).err(), Some(Error::Locked));
    assert_eq!(library.create_vault("client", "B"), Err(Error::Locked));
    assert_eq!(library.rename_vault(id, "B"), Err(Error::Locked));
    assert_eq!(library.destroy_vault(id), Err(Error::Locked));
}

#[test]
fn a_paused_library_has_no_database_open_and_goes_on_where_it_was() {
    let (scene, library) = Scene::opened();
    let id = library.create_vault("client", "A").unwrap();
    let vault = library.vault(id, KINDS).unwrap();
    keep(&vault, "word", "kept").unwrap();
    library.pause();
    assert_eq!(library.state(), State::Paused);
    assert!(
        !scene.path("vaults").join(format!("{id}.kith-wal")).exists(),
        "checkpointed and closed"
    );
    assert_eq!(kept(&vault, "word"), Err(Error::Locked));
    assert_eq!(library.create_vault("client", "B"), Err(Error::Locked));
    assert_eq!(library.vault(id, KINDS).err(), Some(Error::Locked));

    library.resume().unwrap();
    assert_eq!(library.state(), State::Unlocked);
    assert_eq!(kept(&vault, "word").unwrap().as_deref(), Some("kept"));
    assert!(Arc::ptr_eq(&vault, &library.vault(id, KINDS).unwrap()));
}

#[test]
fn every_change_of_state_may_be_asked_for_twice_and_in_any_state() {
    let (scene, library) = Scene::opened();
    let id = library.create_vault("client", "A").unwrap();
    let vault = library.vault(id, KINDS).unwrap();
    (0..2).for_each(|_| library.pause());
    (0..2).for_each(|_| library.resume().unwrap());
    library.unlock(&scene.by_device(), NOW).unwrap();
    assert!(vault.is_open(), "unlocking again changes nothing");
    library.pause();
    (0..2).for_each(|_| library.lock());
    library.pause();
    library.resume().unwrap();
    assert_eq!(library.state(), State::Locked);
    library.unlock(&scene.by_device(), NOW).unwrap();
    assert_eq!(library.state(), State::Unlocked);
}

#[test]
fn threads_that_lock_pause_and_write_at_once_lose_nothing_that_was_kept() {
    let (scene, library) = Scene::opened();
    let id = library.create_vault("client", "A").unwrap();
    library.vault(id, KINDS).unwrap();
    let kept_keys = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for thread in 0..3 {
            let (library, kept_keys) = (&library, &kept_keys);
            scope.spawn(move || {
                for number in 0..40 {
                    let key = format!("{thread}/{number}");
                    let written = library
                        .vault(id, KINDS)
                        .and_then(|vault| keep(&vault, &key, "kept"));
                    if written.is_ok() {
                        kept_keys.lock().unwrap().push(key);
                    }
                }
            });
        }
        scope.spawn(|| {
            for _ in 0..10 {
                library.pause();
                library.resume().unwrap();
                library.lock();
                library.unlock(&scene.by_device(), NOW).unwrap();
            }
        });
    });
    let vault = library.vault(id, KINDS).unwrap();
    for key in kept_keys.into_inner().unwrap() {
        assert_eq!(
            kept(&vault, &key).unwrap().as_deref(),
            Some("kept"),
            "{key}"
        );
    }
}

#[test]
fn a_destroyed_vault_is_gone_from_the_list_and_from_the_disk() {
    let (scene, library) = Scene::opened();
    let ids = ["A", "B"].map(|name| library.create_vault("client", name).unwrap());
    let vaults = ids.map(|id| library.vault(id, KINDS).unwrap());
    keep(&vaults[0], "word", "kept").unwrap();
    library.destroy_vault(ids[0]).unwrap();

    assert_eq!(names(&library), ["B"]);
    assert_eq!(
        kept(&vaults[0], "word"),
        Err(Error::Locked),
        "also for whoever held it"
    );
    assert_eq!(library.vault(ids[0], KINDS).err(), Some(Error::NotFound));
    assert_eq!(library.destroy_vault(ids[0]), Err(Error::NotFound));
    let left = files(scene.dir.path())
        .into_iter()
        .map(|(path, _)| path.display().to_string());
    assert!(
        !left
            .into_iter()
            .any(|path| path.contains(&ids[0].to_string()))
    );
    keep(&vaults[1], "word", "kept").unwrap();
}

#[test]
fn a_vault_whose_key_cannot_be_destroyed_keeps_its_files() {
    let (scene, library) = Scene::opened();
    let id = library.create_vault("client", "A").unwrap();
    keep(&library.vault(id, KINDS).unwrap(), "word", "kept").unwrap();
    fs::create_dir_all(scene.path("header.a.new/in the way")).unwrap();
    assert!(library.destroy_vault(id).is_err());
    fs::remove_dir_all(scene.path("header.a.new")).unwrap();
    assert_eq!(names(&library), ["A"]);
    assert_eq!(
        kept(&library.vault(id, KINDS).unwrap(), "word")
            .unwrap()
            .as_deref(),
        Some("kept")
    );
}

#[test]
fn a_vault_that_was_never_opened_can_be_destroyed() {
    let (_scene, library) = Scene::opened();
    let id = library.create_vault("client", "A").unwrap();
    library.destroy_vault(id).unwrap();
    assert!(names(&library).is_empty());
}

#[test]
fn a_lost_file_is_a_loss_and_not_a_new_vault() {
    let (scene, library) = Scene::opened();
    let id = library.create_vault("client", "A").unwrap();
    keep(&library.vault(id, KINDS).unwrap(), "word", "kept").unwrap();
    library.lock();
    fs::remove_file(file(&scene, id)).unwrap();
    library.unlock(&scene.by_device(), NOW).unwrap();
    assert_eq!(
        library.vault(id, KINDS).err(),
        Some(Error::Damaged {
            what: "a vault's file is missing"
        })
    );
    assert!(!file(&scene, id).exists());
}

#[test]
fn what_a_crash_left_of_a_vault_that_was_being_made_is_no_obstacle() {
    let (scene, library) = Scene::opened();
    let id = library.create_vault("client", "A").unwrap();
    fs::create_dir_all(scene.path("vaults")).unwrap();
    fs::write(file(&scene, id).with_extension("new"), "half a file").unwrap();
    keep(&library.vault(id, KINDS).unwrap(), "word", "kept").unwrap();
    assert_eq!(
        files(&scene.path("vaults"))
            .iter()
            .filter(|(path, _)| path.extension().is_some_and(|e| e == "new"))
            .count(),
        0
    );
}

#[test]
fn no_word_of_a_vault_or_its_name_lies_in_the_folder() {
    let (scene, library) = Scene::opened();
    let id = library.create_vault("client", "Anna Canary").unwrap();
    keep(
        &library.vault(id, KINDS).unwrap(),
        "canary key",
        "canary value",
    )
    .unwrap();
    let leaked = |files: Vec<(PathBuf, Vec<u8>)>| {
        files.iter().any(|(_, bytes)| {
            bytes
                .to_ascii_lowercase()
                .windows(6)
                .any(|window| window == b"canary")
        })
    };
    assert!(
        !leaked(files(scene.dir.path())),
        "while open, the log among them"
    );
    drop(library);
    assert!(!leaked(files(scene.dir.path())), "and closed");
}
