//! No OpenSSL, on a machine that has one as on a machine that has none.
#![cfg(target_os = "linux")]

use std::fs;
use std::process::Command;

/// Where the build script put the archive without members.
const EMPTY_DIR: &str = env!("KITH_EMPTY_LIBCRYPTO_DIR");

#[test]
fn the_offered_libcrypto_holds_nothing() {
    assert_eq!(
        fs::read(format!("{EMPTY_DIR}/libcrypto.a")).unwrap(),
        b"!<arch>\n"
    );
}

/// What a program needs is mapped into it before `main`, so this very process shows it.
#[test]
fn no_libcrypto_is_loaded_into_a_program_that_uses_the_engine() {
    let secret = kith_cipher::RawKey::generate().unwrap();
    let conn = rusqlite::Connection::open_in_memory().unwrap();
    kith_cipher::key(&conn, &secret).unwrap();

    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    assert!(
        maps.contains("libc.so"),
        "the list of mapped libraries is readable"
    );
    assert!(
        !maps.contains("libcrypto") && !maps.contains("libssl"),
        "{maps}"
    );
}

/// With the search path as cargo gives it, `-lcrypto` is found, and no file that the linker says it took is another's
/// (it does not mention an archive without members).
#[test]
fn the_linker_finds_the_empty_libcrypto_before_any_other() {
    let dir = tempfile::tempdir().unwrap();
    let source = dir.path().join("main.c");
    fs::write(&source, "int main(void) { return 0; }\n").unwrap();
    let output = Command::new("cc")
        .arg(&source)
        .arg("-o")
        .arg(dir.path().join("main"))
        .args(["-L", EMPTY_DIR, "-Wl,--trace", "-lcrypto"])
        .output()
        .expect("the C compiler that built SQLCipher");
    let trace = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{trace}");
    let opened: Vec<&str> = trace
        .lines()
        .filter(|line| line.contains("libcrypto"))
        .collect();
    assert!(
        opened.iter().all(|line| line.starts_with(EMPTY_DIR)),
        "{trace}"
    );
}
