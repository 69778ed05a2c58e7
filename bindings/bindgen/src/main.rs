//! The command line of the generator.

use std::env;
use std::path::Path;
use std::process::ExitCode;

use kith_bindgen::{Outcome, make};

const USAGE: &str = "usage: kith-bindgen LIBRARY CONFIG OUT
makes OUT/kotlin, OUT/kotlin-test, OUT/swift-core, OUT/swift-headers, OUT/swift and OUT/swift-test";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kith-bindgen: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Outcome<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [library, config, out] = <[String; 3]>::try_from(arguments).map_err(|_| USAGE)?;
    make(&library, &config, Path::new(&out))
}
