//! The growing delay, as a person meets it.
#![allow(clippy::unwrap_used)]

mod stage;

use kith_vault::{DeviceKey, DeviceSecret, Error, RecoveryCode, Secret};
use stage::{NOW, Scene, passphrase};

fn wait(retry_after_ms: i64) -> Result<(), Error> {
    Err(Error::WrongSecret { retry_after_ms })
}

#[test]
fn wrong_passphrases_meet_a_growing_delay() {
    let scene = Scene::new();
    let library = scene.open().unwrap();
    let wrong = passphrase("wrong");
    let mut now = NOW;
    for delay in [
        0, 0, 0, 1_000, 5_000, 30_000, 60_000, 300_000, 900_000, 900_000,
    ] {
        assert_eq!(
            library.unlock(&Secret::Passphrase(&wrong), now),
            wait(delay)
        );
        now += delay;
    }
    library.unlock(&scene.by_passphrase(), now).unwrap();
}

#[test]
fn inside_the_delay_even_the_right_passphrase_waits() {
    let scene = Scene::new();
    let library = scene.open().unwrap();
    for delay in [0, 0, 0, 1_000] {
        assert_eq!(
            library.unlock(&Secret::Passphrase(&passphrase("wrong")), NOW),
            wait(delay)
        );
    }
    assert_eq!(library.unlock(&scene.by_passphrase(), NOW + 999), wait(1));
    library.unlock(&scene.by_passphrase(), NOW + 1_000).unwrap();
}

#[test]
fn closing_the_program_does_not_shorten_the_delay() {
    let scene = Scene::new();
    for delay in [0, 0, 0, 1_000] {
        let again = scene.open().unwrap();
        assert_eq!(
            again.unlock(&Secret::Passphrase(&passphrase("wrong")), NOW),
            wait(delay)
        );
    }
    assert_eq!(
        scene.open().unwrap().unlock(&scene.by_passphrase(), NOW),
        wait(1_000)
    );
}

#[test]
fn passphrase_and_recovery_code_share_one_delay() {
    let scene = Scene::new();
    let library = scene.open().unwrap();
    let stranger = RecoveryCode::generate().unwrap();
    for delay in [0, 0, 0, 1_000] {
        assert_eq!(
            library.unlock(&Secret::Recovery(&stranger), NOW),
            wait(delay)
        );
    }
    assert_eq!(library.unlock(&scene.by_passphrase(), NOW), wait(1_000));
    assert_eq!(library.unlock(&scene.by_code(), NOW), wait(1_000));
}

#[test]
fn a_success_ends_it() {
    let scene = Scene::new();
    let library = scene.open().unwrap();
    for delay in [0, 0, 0] {
        assert_eq!(
            library.unlock(&Secret::Passphrase(&passphrase("wrong")), NOW),
            wait(delay)
        );
    }
    library.unlock(&scene.by_passphrase(), NOW).unwrap();
    library.lock();
    assert_eq!(
        library.unlock(&Secret::Passphrase(&passphrase("wrong")), NOW),
        wait(0)
    );
}

#[test]
fn the_devices_secret_never_waits() {
    let scene = Scene::new();
    let library = scene.open().unwrap();
    let stranger = DeviceSecret::generate().unwrap();
    for _ in 0..12 {
        assert_eq!(
            library.unlock(&Secret::Device(DeviceKey::Available(&stranger)), NOW),
            wait(0)
        );
    }
    let wrong = passphrase("wrong");
    for delay in [0, 0, 0, 1_000, 1_000] {
        assert_eq!(
            library.unlock(&Secret::Passphrase(&wrong), NOW),
            wait(delay)
        );
    }
    library.unlock(&scene.by_device(), NOW).unwrap();
}

#[test]
fn typing_back_is_guarded_too() {
    let (scene, library) = Scene::opened();
    let wrong = passphrase("wrong");
    for delay in [0, 0, 0, 1_000] {
        assert_eq!(library.confirm_passphrase(&wrong, NOW), wait(delay));
    }
    assert_eq!(
        library.confirm_passphrase(&scene.passphrase, NOW),
        wait(1_000)
    );
    library
        .confirm_passphrase(&scene.passphrase, NOW + 1_000)
        .unwrap();
}

#[test]
fn nothing_is_ever_wiped_for_too_many_tries() {
    let scene = Scene::new();
    let (library, mut now) = (scene.open().unwrap(), NOW);
    let stranger = RecoveryCode::generate().unwrap();
    for _ in 0..200 {
        now += 900_000;
        assert!(library.unlock(&Secret::Recovery(&stranger), now).is_err());
    }
    library.unlock(&scene.by_code(), now + 900_000).unwrap();
}
