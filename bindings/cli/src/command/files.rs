//! `kith import` and `kith export`: a course as one file that people can read.

use crate::arguments::{ExportFile, ImportFile, Place};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::library::{self, client_and_course};
use crate::screen::{Screen, remark};
use crate::waiting::Follow;
use kith_companion::entity::Course;
use kith_companion::{Client, ExportOptions, Imported, Kith};
use serde_json::json;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

const IMPORT: &str = "course file";
const EXPORT: &str = "file to export to";

/// The core refuses files above 64 MiB with a reason; what is far above is not even read.
const LONGEST: u64 = 65 << 20;

/// The name of a client until the course has said it.
const NAMELESS: &str = "New client";

/// Imports a course file.
pub fn import(place: &Place, import: &ImportFile, screen: &mut Screen) -> Outcome {
    let bytes = read(&import.file)?;
    let kith = library::unlocked(place)?;
    let nobody = place.client.is_none() && kith.clients()?.is_empty();
    let imported = match import.new_client || nobody {
        true => import_as_new(&kith, &bytes)?,
        false => import_into(
            &kith.client(library::client_entry(&kith, place)?.id)?,
            &bytes,
        )?,
    };
    match place.json {
        true => screen.json(&json!({ "course": imported.course, "records": imported.records }))?,
        false => screen.say(0, &format!("Imported: {} records.", imported.records))?,
    }
    Ok(Exit::Done)
}

fn import_into(client: &Client, bytes: &[u8]) -> Outcome<Imported> {
    let follow = Follow::new("Importing");
    let imported = client.import_course(bytes, Some(follow.clone()), None);
    follow.end();
    Ok(imported?)
}

/// Imports a course as a client of its own. If the file is refused, nobody was added.
fn import_as_new(kith: &Kith, bytes: &[u8]) -> Outcome<Imported> {
    let client = kith.create_client(NAMELESS)?;
    let imported = import_into(&client, bytes).and_then(|imported| {
        let course: Course = client.get(imported.course)?;
        kith.rename_client(client.id(), &course.content.alias)?;
        Ok(imported)
    });
    if imported.is_err() {
        kith.delete_client(client.id())?;
    }
    imported
}

fn read(file: &Path) -> Outcome<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = match file == Path::new("-") {
        true => io::stdin().take(LONGEST).read_to_end(&mut bytes),
        false => File::open(file).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes)),
    };
    read.map_err(|error| Failure::file(IMPORT, &error))?;
    Ok(bytes)
}

/// Exports a course file.
pub fn export(place: &Place, export: &ExportFile, screen: &mut Screen) -> Outcome {
    let (client, course) = client_and_course(place)?;
    let options = ExportOptions {
        clinician_record: !export.without_clinician_record,
        people: !export.without_people,
    };
    let text = client.export_course(course.meta.id, options, None)?;
    if export.file == Path::new("-") {
        screen.raw().write_all(text.as_bytes())?;
        return Ok(Exit::Done);
    }
    write(&export.file, text.as_bytes(), export.force)?;
    match place.json {
        true => screen.json(&json!({ "course": course.meta.id, "bytes": text.len() }))?,
        false => remark("Exported. The file is not encrypted: whoever has it can read it."),
    }
    Ok(Exit::Done)
}

/// Writes a file whole or not at all, for its owner's eyes only.
fn write(file: &Path, bytes: &[u8], force: bool) -> Outcome<()> {
    if !force && file.exists() {
        return Err(Failure::new(
            Exit::Refused,
            "The file to export to exists already and was left as it is. `--force` overwrites it.",
        ));
    }
    let beside = beside(file);
    let written = store(&beside, bytes).and_then(|()| fs::rename(&beside, file));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside); // It may not be there; the error that counts is the first one.
        Failure::file(EXPORT, &error)
    })
}

fn beside(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".part-{}", std::process::id()));
    file.with_file_name(name)
}

fn store(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file)?;
    file.write_all(bytes)?;
    file.sync_all()
}
