//! The `kith` command: a library from a terminal.
//!
//! It is the third thin shell beside the Android and the iOS app, and like them it knows nothing of the therapy: it
//! reads arguments, asks for secrets, calls `kith-companion`, and writes what comes back. What it adds is what a
//! terminal needs: JSON for machines, one clear line for each error, exit codes that a script can act on
//! ([`exit::Exit`]), and a demonstration.
//!
//! Secrets come by prompt or from a file and never as an argument, because arguments are seen by every process of the
//! machine and kept by every shell.

mod arguments;
mod command;
mod demo;
mod exit;
mod failure;
mod ink;
mod library;
mod moment;
mod screen;
mod secret;
mod table;
mod waiting;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    let mut screen = screen::Screen::on_stdout();
    let outcome = command::run(&arguments, &mut screen).and_then(|exit| {
        screen.flush()?;
        Ok(exit)
    });
    match outcome {
        Ok(exit) => exit.into(),
        Err(failure) => failure.report(),
    }
}
