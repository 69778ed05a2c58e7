//! The first member of a file: which format, and which version of it.
//!
//! A minor version adds members to records; a reader that does not know them keeps them. A new kind of
//! record, or a member whose meaning changes, makes a new major version: a reader that cannot keep
//! something must refuse it rather than lose it.

use super::shape::{self, Unknown};
use crate::{Error, Result};
use kith_protocol::check::{Rule, Violation};
use serde::Deserialize;
use serde_json::{Map, Value};

/// What a file is called in itself.
pub(super) const NAME: &str = "kith-course";
/// The only major version.
pub(super) const MAJOR: i32 = 1;
/// The newest minor version that this version of Kith writes.
pub(super) const MINOR: i32 = 0;

/// What every version of the format says of itself.
#[derive(Deserialize)]
struct Opening {
    name: String,
    major: i32,
}

/// What this major version says. There is no room for members of a newer minor version: nothing would
/// write them back.
#[derive(Deserialize)]
#[allow(
    dead_code,
    reason = "all three are read for their shape; two were judged before"
)]
struct Format {
    name: String,
    major: i32,
    minor: i32,
}

/// Reads the format of a file and gives its minor version. A newer major version is told before anything
/// else about the file, because nothing else about it is known.
pub(super) fn minor(file: &Map<String, Value>) -> Result<i32> {
    let format = file.get("format").ok_or_else(|| refuse("", Rule::Empty))?;
    let opening: Opening =
        shape::read(format, Unknown::Kept).map_err(|flaw| flaw.under("format"))?;
    if opening.name != NAME {
        return Err(refuse("name", Rule::NotAllowed));
    }
    if opening.major > MAJOR {
        let (found, known) = (opening.major.into(), MAJOR.into());
        return Err(kith_vault::Error::NewerFormat { found, known }.into());
    }
    Rule::within(opening.major.into(), MAJOR.into(), MAJOR.into())
        .map_err(|rule| refuse("major", rule))?;
    let format: Format =
        shape::read(format, Unknown::Refused).map_err(|flaw| flaw.under("format"))?;
    Rule::within(format.minor.into(), 0, i32::MAX.into()).map_err(|rule| refuse("minor", rule))?;
    Ok(format.minor)
}

fn refuse(member: &str, rule: Rule) -> Error {
    Violation::new(member, rule).under("format").into()
}
