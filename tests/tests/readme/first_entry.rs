//! The README's example in Rust.

use kith_companion::entity::{CourseContent, CourseMode, EntryContent};
use kith_companion::{Clock, DeviceSecret, Kith, NewLibrary, Result, Surroundings, SystemClock};
use kith_protocol::area::TaxonomyId;
use std::path::Path;

pub fn first_entry(folder: &Path, secret: &DeviceSecret) -> Result<String> {
    // README: begin
    let new = NewLibrary {
        device: Some(secret),
        ..NewLibrary::default()
    };
    let library = Kith::create(folder, &new, Surroundings::default())?.kith;
    let client = library.create_client("Mira")?;
    let now = SystemClock.now();
    let course = client.begin(CourseContent {
        alias: "Mira".into(),
        variant: "ipt-16-uk".into(),
        taxonomy: TaxonomyId::Founding4,
        mode: CourseMode::WithClinician,
        started: now.date(),
        closed_on: None,
        closing_words: None,
    })?;
    let course = course.value.meta.id;
    let mut moment = EntryContent::at(now);
    moment.mood = Some(6);
    moment.event = Some("We talked before dinner.".into());
    client.add(course, moment)?;
    Ok(client.since_last_session(course, None)?.spoken)
    // README: end
}
