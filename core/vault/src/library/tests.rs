//! What only the inside can show: members of newer versions in a header with a true MAC, and memory after locking.

use serde_json::{Value, json};

use super::*;
use crate::keys::DeviceKey;

const NOW: i64 = 1_795_000_000_000;

fn passphrase() -> Passphrase {
    Passphrase::new("four common english words").expect("it is not empty")
}

fn unlocked(dir: &Path, device: &DeviceSecret) -> Library {
    let words = passphrase();
    let ways = NewLibrary {
        device: Some(device),
        passphrase: Some(&words),
        recovery: true,
        cost: ArgonCost::FLOOR,
    };
    Library::create(dir, &ways).unwrap().0
}

/// The header on the disk as JSON.
fn stored(dir: &Path) -> Value {
    let bytes = fs::read(dir.join("header.a")).unwrap();
    serde_json::to_value(&header::decode(bytes).unwrap().header).unwrap()
}

/// Rewrites the header as a newer minor version of Kith would have.
fn rewrite(library: &Library, change: impl FnOnce(&mut Value)) {
    let mut inner = library.inner();
    let key = inner.keys().unwrap().library.clone();
    let mut value = serde_json::to_value(inner.header()).unwrap();
    change(&mut value);
    let header: Header = serde_json::from_value(value).unwrap();
    inner.write(&header, &key).unwrap();
}

#[test]
fn members_of_a_newer_version_survive_every_kind_of_rewriting() {
    let (dir, device) = (
        tempfile::tempdir().unwrap(),
        DeviceSecret::generate().unwrap(),
    );
    let library = unlocked(dir.path(), &device);
    let places = [
        "",
        "/format",
        "/wraps",
        "/wraps/device",
        "/wraps/passphrase",
        "/wraps/passphrase/argon2id",
        "/wraps/recovery",
    ];
    rewrite(&library, |value| {
        value["format"]["minor"] = json!(7);
        for place in places {
            value.pointer_mut(place).unwrap()["newer"] = json!({ "list": [1, "two", null] });
        }
    });
    library.create_vault("client", "A").unwrap();
    library.confirm_passphrase(&passphrase(), NOW).unwrap();
    library
        .rename_vault(library.vaults().unwrap()[0].id, "B")
        .unwrap();
    drop(library);

    let library = Library::open(dir.path()).unwrap();
    library
        .unlock(&Secret::Passphrase(&passphrase()), NOW)
        .unwrap();
    library.new_recovery_code().unwrap();
    let value = stored(dir.path());
    assert_eq!(value["format"]["minor"], 7, "what it was, it stays");
    for place in places.iter().filter(|place| **place != "/wraps/recovery") {
        assert_eq!(
            value.pointer(place).unwrap()["newer"],
            json!({ "list": [1, "two", null] }),
            "{place}"
        );
    }
    assert!(
        value["wraps"]["recovery"].get("newer").is_none(),
        "a new wrap is not the old one"
    );
}

#[test]
fn every_writing_is_a_generation() {
    let (dir, device) = (
        tempfile::tempdir().unwrap(),
        DeviceSecret::generate().unwrap(),
    );
    let library = unlocked(dir.path(), &device);
    for generation in 2..5 {
        library.set_device_secret(&device).unwrap();
        assert_eq!(stored(dir.path())["generation"], generation);
    }
}

/// Everything that this process has in memory that it may write to, searched for one needle at a time. The needle is
/// kept in disguise, or the search would find itself.
#[cfg(target_os = "linux")]
mod memory {
    use std::fs::File;
    use std::os::unix::fs::FileExt;

    use super::*;

    const DISGUISE: u8 = 0x5a;

    fn disguised(bytes: &[u8]) -> Vec<u8> {
        bytes.iter().map(|byte| byte ^ DISGUISE).collect()
    }

    fn writable_ranges() -> Vec<(u64, u64)> {
        let maps = fs::read_to_string("/proc/self/maps").unwrap();
        let writable = maps.lines().filter(|line| line.contains(" rw"));
        let range = |line: &str| {
            let (from, to) = line.split_once(' ')?.0.split_once('-')?;
            Some((
                u64::from_str_radix(from, 16).ok()?,
                u64::from_str_radix(to, 16).ok()?,
            ))
        };
        writable.filter_map(range).collect()
    }

    /// How often the bytes behind the disguise lie in memory. A range that has gone meanwhile holds nothing.
    fn found(needle: &[u8]) -> usize {
        let memory = File::open("/proc/self/mem").unwrap();
        let mut block = vec![0; 1 << 20];
        let mut count = 0;
        for (from, to) in writable_ranges() {
            let mut at = from;
            while at < to {
                let want = block.len().min((to - at) as usize);
                let Ok(read) = memory.read_at(&mut block[..want], at) else {
                    break;
                };
                block[..read].iter_mut().for_each(|byte| *byte ^= DISGUISE);
                count += block[..read]
                    .windows(needle.len())
                    .filter(|window| *window == needle)
                    .count();
                block[..read].fill(0);
                // Blocks overlap, so that nothing hides on the border between two.
                at += if read == want && at + (want as u64) < to {
                    (read - needle.len()) as u64
                } else {
                    (to - at).max(1)
                };
            }
        }
        count
    }

    #[test]
    fn after_locking_no_key_is_left_in_memory() {
        let (dir, device) = (
            tempfile::tempdir().unwrap(),
            DeviceSecret::generate().unwrap(),
        );
        drop(unlocked(dir.path(), &device));
        let library = Library::open(dir.path()).unwrap();
        library
            .unlock(&Secret::Device(DeviceKey::Available(&device)), NOW)
            .unwrap();
        let id = library.create_vault("client", "A").unwrap();
        library.vault(id, &[]).unwrap();

        let keys = {
            let inner = library.inner();
            let Keys {
                library: root,
                directory,
                ..
            } = inner.keys().unwrap();
            let id = inner.header().library;
            let vault = directory.vaults[0].key.as_bytes();
            [
                disguised(root.raw_bytes()),
                disguised(root.directory(id).as_bytes()),
                disguised(vault),
            ]
        };
        assert!(
            found(&keys[0]) > 0 && found(&keys[2]) > 0,
            "the search finds what is there"
        );
        library.lock();
        assert_eq!(keys.map(|key| found(&key)), [0, 0, 0]);
    }
}
