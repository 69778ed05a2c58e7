//! The three ways into a library, and losing any of them.
#![allow(clippy::unwrap_used)]

mod stage;

use kith_vault::{
    ArgonCost, Confirmed, DeviceKey, DeviceSecret, Error, Library, NewLibrary, Protection,
    RecoveryCode, Secret, State, WrapKind,
};
use stage::{NOW, Scene, keep, kept, passphrase};

const WRONG: Error = Error::WrongSecret { retry_after_ms: 0 };

#[test]
fn a_lost_device_key_opens_with_the_recovery_code() {
    let (scene, library) = Scene::opened();
    let id = library.create_vault("client", "A").unwrap();
    keep(&library.vault(id, stage::KINDS).unwrap(), "word", "kept").unwrap();
    drop(library);

    let library = scene.open().unwrap();
    assert_eq!(
        library.unlock(&Secret::Device(DeviceKey::Lost), NOW),
        Err(Error::KeyLost)
    );
    library.unlock(&scene.by_code(), NOW).unwrap();
    assert_eq!(
        kept(&library.vault(id, stage::KINDS).unwrap(), "word")
            .unwrap()
            .as_deref(),
        Some("kept")
    );
}

#[test]
fn every_subset_of_the_three_opens_with_what_it_has_and_says_what_it_has_not() {
    let (device, words) = (DeviceSecret::generate().unwrap(), passphrase("words"));
    for subset in 1..8u8 {
        let [with_device, with_words, with_code] = [1, 2, 4].map(|bit| subset & bit != 0);
        let dir = tempfile::tempdir().unwrap();
        let ways = NewLibrary {
            device: with_device.then_some(&device),
            passphrase: with_words.then_some(&words),
            recovery: with_code,
            cost: ArgonCost::FLOOR,
        };
        let (library, code) = Library::create(dir.path(), &ways).unwrap();
        assert_eq!(code.is_some(), with_code);
        drop(library);

        let code = code.unwrap_or_else(|| RecoveryCode::generate().unwrap());
        let ways = [
            (
                with_device,
                WrapKind::Device,
                Secret::Device(DeviceKey::Available(&device)),
            ),
            (with_words, WrapKind::Passphrase, Secret::Passphrase(&words)),
            (with_code, WrapKind::Recovery, Secret::Recovery(&code)),
        ];
        for (has, which, secret) in ways {
            let library = Library::open(dir.path()).unwrap();
            let expected = if has {
                Ok(())
            } else {
                Err(Error::NotSet { which })
            };
            assert_eq!(
                library.unlock(&secret, NOW),
                expected,
                "subset {subset} {which:?}"
            );
            assert_eq!(library.state() == State::Unlocked, has);
        }
    }
}

#[test]
fn a_library_without_any_way_in_is_not_made() {
    let dir = tempfile::tempdir().unwrap();
    let none = NewLibrary {
        cost: ArgonCost::FLOOR,
        ..NewLibrary::default()
    };
    assert_eq!(
        Library::create(dir.path(), &none).err(),
        Some(Error::LastWrap)
    );
    assert!(stage::files(dir.path()).is_empty());
}

#[test]
fn a_library_is_not_made_where_one_is() {
    let (scene, library) = Scene::opened();
    let again = |scene: &Scene| {
        let ways = NewLibrary {
            device: Some(&scene.device),
            ..NewLibrary::default()
        };
        Library::create(scene.dir.path(), &ways).err()
    };
    assert_eq!(again(&scene), Some(Error::Busy));
    drop(library);
    let before = stage::files(scene.dir.path());
    assert_eq!(again(&scene), Some(Error::AlreadyExists));
    assert_eq!(stage::files(scene.dir.path()), before);
}

#[test]
fn the_secrets_of_another_library_open_nothing() {
    let (scene, other) = (Scene::new(), Scene::new());
    let library = scene.open().unwrap();
    for secret in [
        other.by_device(),
        other.by_code(),
        Secret::Passphrase(&passphrase("Four common english words")),
    ] {
        assert_eq!(library.unlock(&secret, NOW), Err(WRONG));
        assert_eq!(library.state(), State::Locked);
    }
    library.unlock(&scene.by_passphrase(), NOW).unwrap();
}

#[test]
fn a_key_that_is_unavailable_for_now_is_not_lost() {
    let scene = Scene::new();
    let library = scene.open().unwrap();
    let waiting = Secret::Device(DeviceKey::UnavailableForNow);
    assert_eq!(library.unlock(&waiting, NOW), Err(Error::KeyUnavailable));
    library.unlock(&scene.by_device(), NOW).unwrap();
}

#[test]
fn a_library_survives_losing_the_device_only_once_something_was_typed_back() {
    let (scene, library) = Scene::opened();
    let unconfirmed = Protection {
        device: true,
        passphrase: Some(Confirmed::NotYet),
        recovery: Some(Confirmed::NotYet),
        survives_losing_device: false,
    };
    assert_eq!(library.protection(), unconfirmed);

    assert_eq!(
        library.confirm_passphrase(&passphrase("four common english word"), NOW),
        Err(WRONG)
    );
    let stranger = RecoveryCode::generate().unwrap();
    assert_eq!(library.confirm_recovery_code(&stranger, NOW), Err(WRONG));
    assert_eq!(library.protection(), unconfirmed);

    library.confirm_recovery_code(&scene.code, NOW).unwrap();
    let confirmed = Protection {
        recovery: Some(Confirmed::TypedBack),
        survives_losing_device: true,
        ..unconfirmed
    };
    assert_eq!(library.protection(), confirmed);
    drop(library);
    assert_eq!(
        scene.open().unwrap().protection(),
        confirmed,
        "a locked library knows it too"
    );
}

#[test]
fn the_code_that_was_typed_back_is_the_code_that_was_shown() {
    let (scene, library) = Scene::opened();
    let typed = RecoveryCode::parse(&scene.code.text().to_lowercase().replace('-', " ")).unwrap();
    library.confirm_recovery_code(&typed, NOW).unwrap();
    assert!(library.protection().survives_losing_device);
}

#[test]
fn a_replaced_passphrase_opens_nothing_and_the_new_one_must_be_typed_back() {
    let (scene, library) = Scene::opened();
    library.confirm_passphrase(&scene.passphrase, NOW).unwrap();
    let new = passphrase("another four words entirely");
    library.set_passphrase(&new, ArgonCost::FLOOR).unwrap();
    assert_eq!(library.protection().passphrase, Some(Confirmed::NotYet));
    assert!(!library.protection().survives_losing_device);
    drop(library);

    let library = scene.open().unwrap();
    assert_eq!(library.unlock(&scene.by_passphrase(), NOW), Err(WRONG));
    library.unlock(&Secret::Passphrase(&new), NOW).unwrap();
}

#[test]
fn a_new_recovery_code_replaces_the_old() {
    let (scene, library) = Scene::opened();
    let new = library.new_recovery_code().unwrap();
    drop(library);
    let library = scene.open().unwrap();
    assert_eq!(library.unlock(&scene.by_code(), NOW), Err(WRONG));
    library.unlock(&Secret::Recovery(&new), NOW).unwrap();
}

#[test]
fn after_the_device_was_lost_a_new_one_takes_its_place() {
    let scene = Scene::new();
    let library = scene.open().unwrap();
    library.unlock(&scene.by_code(), NOW).unwrap();
    let new = DeviceSecret::generate().unwrap();
    library.set_device_secret(&new).unwrap();
    library.lock();
    assert_eq!(library.unlock(&scene.by_device(), NOW), Err(WRONG));
    library
        .unlock(&Secret::Device(DeviceKey::Available(&new)), NOW)
        .unwrap();
}

#[test]
fn the_last_way_that_is_known_to_open_cannot_be_removed() {
    let (scene, library) = Scene::opened();
    assert_eq!(
        library.remove_device_secret(),
        Err(Error::LastWrap),
        "nothing else was ever typed back"
    );

    library.confirm_passphrase(&scene.passphrase, NOW).unwrap();
    library.remove_device_secret().unwrap();
    assert_eq!(
        library.remove_device_secret(),
        Err(Error::NotSet {
            which: WrapKind::Device
        })
    );
    assert_eq!(
        library.remove_secret(WrapKind::Passphrase),
        Err(Error::LastWrap)
    );
    library.remove_secret(WrapKind::Recovery).unwrap();

    library.lock();
    assert_eq!(
        library.unlock(&scene.by_device(), NOW),
        Err(Error::NotSet {
            which: WrapKind::Device
        })
    );
    assert_eq!(
        library.unlock(&scene.by_code(), NOW),
        Err(Error::NotSet {
            which: WrapKind::Recovery
        })
    );
    library.unlock(&scene.by_passphrase(), NOW).unwrap();
}

#[test]
fn weak_parameters_are_refused_and_change_nothing() {
    let (scene, library) = Scene::opened();
    let weak = ArgonCost {
        passes: 1,
        ..ArgonCost::FLOOR
    };
    let before = stage::files(scene.dir.path());
    assert_eq!(
        library.set_passphrase(&passphrase("other"), weak),
        Err(Error::WeakParameters)
    );
    assert_eq!(stage::files(scene.dir.path()), before);
}

#[test]
fn a_locked_library_changes_none_of_its_ways_in() {
    let scene = Scene::new();
    let library = scene.open().unwrap();
    assert_eq!(
        library.set_passphrase(&scene.passphrase, ArgonCost::FLOOR),
        Err(Error::Locked)
    );
    assert_eq!(library.new_recovery_code().err(), Some(Error::Locked));
    assert_eq!(library.set_device_secret(&scene.device), Err(Error::Locked));
    assert_eq!(library.remove_device_secret(), Err(Error::Locked));
    assert_eq!(
        library.confirm_passphrase(&scene.passphrase, NOW),
        Err(Error::Locked)
    );
}

#[test]
fn a_passphrase_or_code_that_opened_the_library_counts_as_typed_back() {
    let scene = Scene::new();
    let library = scene.open().unwrap();
    library.unlock(&scene.by_device(), NOW).unwrap();
    assert!(!library.protection().survives_losing_device);
    library.lock();
    library.unlock(&scene.by_passphrase(), NOW).unwrap();
    let protection = library.protection();
    assert_eq!(protection.passphrase, Some(Confirmed::TypedBack));
    assert_eq!(protection.recovery, Some(Confirmed::NotYet));
    drop(library);

    let library = scene.open().unwrap();
    assert!(library.protection().survives_losing_device);
    library.unlock(&scene.by_code(), NOW).unwrap();
    library.pause();
    assert_eq!(
        scene.open().unwrap().protection().recovery,
        Some(Confirmed::TypedBack)
    );
}
