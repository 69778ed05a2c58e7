//! Three things that only a build can settle.
//!
//! SQLCipher takes this crate as its cryptography only when it is compiled with the name of our setup function. That
//! flag travels by the environment (`.cargo/config.toml`), so a build from elsewhere can lose it; it stops here, with
//! the line to add, and not with a linker's message or, worse, with OpenSSL in the library.
//!
//! `libsqlite3-sys` asks the linker for `-lcrypto` whatever the provider is. Nothing of it is used, but the file has to be
//! found, so we offer an archive without members. The directories that build scripts name come before the system's on
//! the linker's command line, so this one is found first, and a machine without OpenSSL links as well as one with it.
//!
//! The tests compare our table of functions with SQLCipher's declaration of it, so they need to know where that lies.

use std::path::PathBuf;
use std::{env, fs};

const FLAG: &str = "-DSQLCIPHER_CRYPTO_CUSTOM=kith_sqlcipher_setup";
const EMPTY_ARCHIVE: &[u8] = b"!<arch>\n";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    require_flag();
    offer_empty_libcrypto();
    point_tests_at_the_engine();
}

fn require_flag() {
    println!("cargo::rerun-if-env-changed=LIBSQLITE3_FLAGS");
    let flags = env::var("LIBSQLITE3_FLAGS").unwrap_or_default();
    if !flags.split_whitespace().any(|flag| flag == FLAG) {
        println!(
            "cargo::error=SQLCipher would be built without Kith's cryptography: LIBSQLITE3_FLAGS must hold {FLAG}"
        );
        println!(
            "cargo::error=(the project's .cargo/config.toml sets it; a build from another directory needs the same [env] section)"
        );
    }
}

fn offer_empty_libcrypto() {
    let dir = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("no-openssl");
    fs::create_dir_all(&dir).expect("cargo's OUT_DIR is writable");
    fs::write(dir.join("libcrypto.a"), EMPTY_ARCHIVE).expect("cargo's OUT_DIR is writable");
    println!("cargo::rustc-link-search=native={}", dir.display());
    println!(
        "cargo::rustc-env=KITH_EMPTY_LIBCRYPTO_DIR={}",
        dir.display()
    );
}

fn point_tests_at_the_engine() {
    let dir = env::var("DEP_SQLITE3_INCLUDE").expect("libsqlite3-sys names its bundled sources");
    println!("cargo::rustc-env=KITH_SQLCIPHER_SOURCE_DIR={dir}");
}
