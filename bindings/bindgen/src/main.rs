//! Makes the Kotlin and the Swift bindings from the built library.
//!
//! A program of our own rather than UniFFI's command line: that one writes each language's files into a single
//! folder, while the Swift package keeps sources and C headers in two targets, joined by one module map. The library
//! must be unstripped, since its metadata are symbols; so they are made from the development build, whose surface is the
//! same as the release's.

use std::{env, error::Error, process::ExitCode};

use uniffi_bindgen::bindings::{
    GenerateOptions, SwiftBindingsOptions, TargetLanguage, generate, generate_swift_bindings,
};

const USAGE: &str = "usage: kith-bindgen LIBRARY CONFIG KOTLIN_DIR SWIFT_SOURCES_DIR SWIFT_HEADERS_DIR";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kith-bindgen: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [library, config, kotlin, swift_sources, swift_headers] =
        <[String; 5]>::try_from(arguments).map_err(|_| USAGE)?;
    generate(GenerateOptions {
        languages: vec![TargetLanguage::Kotlin],
        source: library.clone().into(),
        out_dir: kotlin.into(),
        config_override: Some(config.clone().into()),
        ..GenerateOptions::default()
    })?;
    generate_swift_bindings(SwiftBindingsOptions {
        generate_swift_sources: true,
        source: library.clone().into(),
        out_dir: swift_sources.into(),
        config: Some(config.clone().into()),
        ..SwiftBindingsOptions::default()
    })?;
    generate_swift_bindings(SwiftBindingsOptions {
        generate_headers: true,
        generate_modulemap: true,
        source: library.into(),
        out_dir: swift_headers.into(),
        module_name: Some("KithCoreFFI".into()),
        modulemap_filename: Some("module.modulemap".into()),
        config: Some(config.into()),
        ..SwiftBindingsOptions::default()
    })?;
    Ok(())
}
