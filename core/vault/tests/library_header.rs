//! What storage can do to the header, and what that costs.
#![allow(clippy::unwrap_used)]

mod stage;

use std::fs::{self, OpenOptions};
use std::io::{Seek, SeekFrom, Write};

use kith_vault::{ArgonCost, Error, HeaderCondition, Secret};
use sha2::{Digest, Sha256};
use stage::{NOW, Scene, files, passphrase};

const DAMAGED: Error = Error::Damaged {
    what: "the library's header",
};
const COPIES: [&str; 2] = ["header.a", "header.b"];

fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 0x01;
    bytes
}

/// Changes one byte of a copy where it lies. Writing the file anew would have the file system sync it each time.
fn put(scene: &Scene, copy: &str, at: usize, byte: u8) {
    let mut file = OpenOptions::new()
        .write(true)
        .open(scene.path(copy))
        .unwrap();
    file.seek(SeekFrom::Start(at as u64)).unwrap();
    file.write_all(&[byte]).unwrap();
}

/// A whole copy around any JSON, as a newer version would write it; its MAC is nobody's.
fn framed(json: &str) -> Vec<u8> {
    let len = u32::try_from(json.len()).unwrap().to_be_bytes();
    let mut bytes = [b"KITHLIB\0".as_slice(), &len, json.as_bytes(), &[0; 32]].concat();
    let checksum = Sha256::digest(&bytes);
    bytes.extend_from_slice(&checksum);
    bytes
}

#[test]
fn both_copies_are_the_same_bytes() {
    let scene = Scene::new();
    assert_eq!(
        fs::read(scene.path(COPIES[0])).unwrap(),
        fs::read(scene.path(COPIES[1])).unwrap()
    );
    assert_eq!(
        scene.open().unwrap().header_condition(),
        HeaderCondition::Sound
    );
}

#[test]
fn one_flipped_byte_anywhere_in_either_copy_leaves_the_other() {
    let scene = Scene::new();
    for copy in COPIES {
        let good = fs::read(scene.path(copy)).unwrap();
        for (at, &byte) in good.iter().enumerate() {
            put(&scene, copy, at, byte ^ 1);
            let library = scene.open().unwrap();
            assert_eq!(
                library.header_condition(),
                HeaderCondition::OneCopyDamaged,
                "{copy} at {at}"
            );
            assert!(library.protection().device);
            put(&scene, copy, at, byte);
        }
        assert_eq!(fs::read(scene.path(copy)).unwrap(), good);
    }
}

#[test]
fn unlocking_mends_the_copy_that_was_damaged() {
    let scene = Scene::new();
    for copy in COPIES {
        let good = fs::read(scene.path(copy)).unwrap();
        for at in (0..good.len()).step_by(199).chain([good.len() - 1]) {
            fs::write(scene.path(copy), flipped(&good, at)).unwrap();
            let library = scene.unlocked();
            assert_eq!(library.header_condition(), HeaderCondition::Sound);
            assert_eq!(fs::read(scene.path(copy)).unwrap(), good, "{copy} at {at}");
        }
    }
}

#[test]
fn the_same_byte_flipped_in_both_copies_is_damage_and_nothing_is_touched() {
    let scene = Scene::new();
    let good = fs::read(scene.path(COPIES[0])).unwrap();
    for at in 0..good.len() {
        COPIES
            .iter()
            .for_each(|copy| put(&scene, copy, at, good[at] ^ 1));
        assert_eq!(scene.open().err(), Some(DAMAGED), "at {at}");
        let bad = flipped(&good, at);
        COPIES
            .iter()
            .for_each(|copy| assert_eq!(fs::read(scene.path(copy)).unwrap(), bad));
        COPIES
            .iter()
            .for_each(|copy| put(&scene, copy, at, good[at]));
    }
    scene.unlocked();
}

#[test]
fn a_cut_copy_leaves_the_other_and_two_cut_copies_are_damage() {
    let scene = Scene::new();
    let good = fs::read(scene.path(COPIES[0])).unwrap();
    for len in (0..good.len()).step_by(97) {
        fs::write(scene.path(COPIES[0]), &good[..len]).unwrap();
        fs::write(scene.path(COPIES[1]), &good).unwrap();
        assert_eq!(
            scene.open().unwrap().header_condition(),
            HeaderCondition::OneCopyDamaged
        );

        fs::write(scene.path(COPIES[1]), &good[..len]).unwrap();
        let before = files(scene.dir.path());
        assert_eq!(scene.open().err(), Some(DAMAGED), "cut at {len}");
        assert_eq!(files(scene.dir.path()), before);
    }
}

#[test]
fn a_lost_copy_is_made_again_and_two_lost_copies_are_no_empty_folder() {
    let (scene, library) = Scene::opened();
    let id = library.create_vault("client", "A").unwrap();
    library.vault(id, stage::KINDS).unwrap();
    drop(library);
    fs::remove_file(scene.path(COPIES[0])).unwrap();
    scene.unlocked();
    assert!(scene.path(COPIES[0]).exists());

    COPIES
        .iter()
        .for_each(|copy| fs::remove_file(scene.path(copy)).unwrap());
    assert_eq!(scene.open().err(), Some(DAMAGED));
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(
        kith_vault::Library::open(empty.path()).err(),
        Some(Error::NotFound)
    );
    assert!(
        files(empty.path()).is_empty(),
        "looking leaves nothing behind"
    );
}

#[test]
fn a_newer_format_is_named_even_if_one_copy_is_still_ours() {
    let scene = Scene::new();
    let newer = framed(r#"{"format":{"major":2,"minor":0},"unknown":true}"#);
    for copy in COPIES {
        fs::write(scene.path(copy), &newer).unwrap();
        let before = files(scene.dir.path());
        assert_eq!(
            scene.open().err(),
            Some(Error::NewerFormat { found: 2, known: 1 })
        );
        assert_eq!(files(scene.dir.path()), before);
    }
}

#[test]
fn a_forged_copy_is_found_out_by_the_key_and_the_honest_one_serves() {
    let scene = Scene::new();
    let good = fs::read(scene.path(COPIES[0])).unwrap();
    let json = std::str::from_utf8(&good[12..good.len() - 64]).unwrap();
    let forged = framed(&json.replace("\"generation\":1", "\"generation\":99"));
    assert_ne!(forged.len(), good.len());
    for copy in COPIES {
        fs::write(scene.path(copy), &forged).unwrap();
        let library = scene.unlocked();
        assert_eq!(library.header_condition(), HeaderCondition::Sound, "mended");
        assert_eq!(fs::read(scene.path(copy)).unwrap(), good);
    }

    COPIES
        .iter()
        .for_each(|copy| fs::write(scene.path(copy), &forged).unwrap());
    let library = scene.open().unwrap();
    assert_eq!(library.unlock(&scene.by_device(), NOW), Err(DAMAGED));
}

#[test]
fn a_cost_that_no_device_has_is_refused_before_it_is_tried() {
    let scene = Scene::new();
    let good = fs::read(scene.path(COPIES[0])).unwrap();
    let json = std::str::from_utf8(&good[12..good.len() - 64]).unwrap();
    for (honest, greedy) in [
        ("\"memory_kib\":19456", "\"memory_kib\":4294967295"),
        ("\"passes\":2", "\"passes\":4294967295"),
    ] {
        assert!(json.contains(honest));
        let forged = framed(&json.replace(honest, greedy));
        COPIES
            .iter()
            .for_each(|copy| fs::write(scene.path(copy), &forged).unwrap());
        let library = scene.open().unwrap();
        assert_eq!(
            library.unlock(&scene.by_passphrase(), NOW),
            Err(Error::WeakParameters)
        );
    }
}

#[test]
fn after_power_was_lost_between_the_copies_the_newer_one_counts() {
    let (scene, library) = Scene::opened();
    let old = fs::read(scene.path(COPIES[1])).unwrap();
    let new = passphrase("the new one");
    library.set_passphrase(&new, ArgonCost::FLOOR).unwrap();
    drop(library);

    for copy in COPIES {
        fs::write(scene.path(copy), &old).unwrap();
        let library = scene.open().unwrap();
        assert_eq!(library.header_condition(), HeaderCondition::OneCopyStale);
        assert!(
            library.unlock(&scene.by_passphrase(), NOW).is_err(),
            "the old passphrase opens no old copy"
        );
        library.unlock(&Secret::Passphrase(&new), NOW).unwrap();
        assert_ne!(fs::read(scene.path(copy)).unwrap(), old, "mended");
    }
}

#[test]
fn a_copy_that_cannot_be_replaced_is_reported_and_what_was_taken_away_is_not_called_gone() {
    let (scene, library) = Scene::opened();
    library.confirm_recovery_code(&scene.code, NOW).unwrap();
    fs::remove_file(scene.path(COPIES[1])).unwrap();
    fs::create_dir_all(scene.path("header.b/in the way")).unwrap();

    library
        .set_passphrase(&passphrase("new"), ArgonCost::FLOOR)
        .unwrap();
    assert_eq!(library.header_condition(), HeaderCondition::OneCopyStale);
    assert!(library.remove_device_secret().is_err());

    fs::remove_dir_all(scene.path(COPIES[1])).unwrap();
    library.new_recovery_code().unwrap();
    assert_eq!(library.header_condition(), HeaderCondition::Sound);
}

#[test]
fn nothing_in_the_header_says_whose_vaults_these_are_or_how_many() {
    let (scene, library) = Scene::opened();
    let before = fs::read(scene.path(COPIES[0])).unwrap().len();
    for name in ["Anna Example", "Bertha Example", "Clara Example"] {
        library.create_vault("client record", name).unwrap();
    }
    let header = fs::read(scene.path(COPIES[0])).unwrap();
    assert_eq!(header.len(), before);
    let text = String::from_utf8_lossy(&header);
    for word in ["Anna", "Example", "client", "vault", "name"] {
        assert!(!text.contains(word), "{word}");
    }
}
