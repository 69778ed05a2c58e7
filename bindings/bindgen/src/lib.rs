//! Makes the Kotlin and the Swift bindings from the built library.
//!
//! A program of our own rather than UniFFI's command line, for two reasons. That one writes each language's files
//! into a single folder, while the Swift package keeps sources and C headers in two targets, joined by one module map.
//! And over UniFFI's blocking objects it makes what an app calls: suspend functions and async functions, one for each
//! method, with the method's own words. Written by hand they would be two hundred forwarding lines in two languages
//! that nobody reads and somebody forgets.
//!
//! The library must be unstripped, since its metadata are symbols; so they are made from the development build, whose
//! surface is the same as the release's.

pub mod surface;

mod kotlin;
mod swift;

use std::error::Error;
use std::fs;
use std::path::Path;

use surface::Surface;
use swift::facade::Isolation;
use uniffi_bindgen::bindings::{
    GenerateOptions, SwiftBindingsOptions, TargetLanguage, generate, generate_swift_bindings,
};

/// Why something could not be made.
pub type Failure = Box<dyn Error>;
/// Something, or why it could not be made.
pub type Outcome<T> = Result<T, Failure>;

/// The objects, and what stands over each in Kotlin and Swift.
const OBJECTS: &[(&str, &str)] = &[("CoreLibrary", "KithLibrary"), ("CoreClient", "KithClient")];

/// Makes everything from `library` into folders of `out`: `kotlin`, `kotlin-test`, `swift-core`, `swift-headers`,
/// `swift` and `swift-test`.
///
/// # Errors
/// If a file cannot be read or written, or the library exports what there is no Kotlin or Swift for.
pub fn make(library: &str, config: &str, out: &Path) -> Outcome<()> {
    kotlin_core(library, config, &out.join("kotlin"))?;
    swift_core(library, config, out)?;
    let surface = Surface::load(library, config)?;
    kotlin_facade(&surface, out)?;
    swift_facade(&surface, out)
}

/// UniFFI's Kotlin.
fn kotlin_core(library: &str, config: &str, out: &Path) -> Outcome<()> {
    Ok(generate(GenerateOptions {
        languages: vec![TargetLanguage::Kotlin],
        source: library.into(),
        out_dir: utf8(out)?.into(),
        config_override: Some(config.into()),
        ..GenerateOptions::default()
    })?)
}

/// UniFFI's Swift, sources and headers apart.
fn swift_core(library: &str, config: &str, out: &Path) -> Outcome<()> {
    generate_swift_bindings(SwiftBindingsOptions {
        generate_swift_sources: true,
        source: library.into(),
        out_dir: utf8(&out.join("swift-core"))?.into(),
        config: Some(config.into()),
        ..SwiftBindingsOptions::default()
    })?;
    Ok(generate_swift_bindings(SwiftBindingsOptions {
        generate_headers: true,
        generate_modulemap: true,
        source: library.into(),
        out_dir: utf8(&out.join("swift-headers"))?.into(),
        module_name: Some("KithCoreFFI".into()),
        modulemap_filename: Some("module.modulemap".into()),
        config: Some(config.into()),
        ..SwiftBindingsOptions::default()
    })?)
}

fn kotlin_facade(surface: &Surface, out: &Path) -> Outcome<()> {
    let library = kotlin::facade::facade(surface, "CoreLibrary", "LibraryCalls")?;
    let client = kotlin::facade::facade(surface, "CoreClient", "ClientCalls")?;
    write(&out.join("kotlin/org/kith/LibraryCalls.kt"), &library)?;
    write(&out.join("kotlin/org/kith/ClientCalls.kt"), &client)?;
    let canonical = kotlin::canonical::canonical(surface, OBJECTS)?;
    write(&out.join("kotlin-test/org/kith/Canonical.kt"), &canonical)
}

fn swift_facade(surface: &Surface, out: &Path) -> Outcome<()> {
    let library = swift::facade::facade(surface, "CoreLibrary", "KithLibrary", Isolation::Actor)?;
    let client = swift::facade::facade(surface, "CoreClient", "KithClient", Isolation::Workers)?;
    write(&out.join("swift/LibraryCalls.swift"), &library)?;
    write(&out.join("swift/ClientCalls.swift"), &client)?;
    let canonical = swift::canonical::canonical(surface, OBJECTS)?;
    write(&out.join("swift-test/Canonical.swift"), &canonical)
}

fn write(path: &Path, text: &str) -> Outcome<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, text)?)
}

fn utf8(path: &Path) -> Outcome<&str> {
    path.to_str().ok_or_else(|| "a path is not UTF-8".into())
}
