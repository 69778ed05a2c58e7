//! Looking for damage, from the bytes of a page up to what follows from what.
//!
//! Pages carry a MAC, b-trees an order, rows references, and the index, the links and the places follow from the fields. All four are
//! looked at, and only the last can be repaired, because only there is the truth kept elsewhere in the vault.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use serde::Serialize;

use super::act::Transaction;
use super::derived::{self, Derived, each_record, misplaced};
use super::migrate::{broken_references, schema_is_ours};
use super::{Reader, Vault, queries};
use crate::{Error, Result};

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// Records that were read, those in the trash too.
    pub records: i64,
    /// Pages whose MAC is not that of their bytes; looked for in a deep check only.
    pub damaged_pages: i64,
    /// Things wrong in the order of b-trees and rows.
    pub disordered: i64,
    /// Rows that refer to rows that are not there.
    pub broken_references: i64,
    /// There are tables, indexes, views or triggers that are not ours, or ours are not as they should be.
    pub foreign_schema: bool,
    /// Records whose time lived or place is not what their fields say.
    pub misplaced: i64,
    /// The links are not those that the fields say.
    pub wrong_links: bool,
    /// The words of the index are not those of the fields.
    pub wrong_index: bool,
}

impl CheckReport {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        !self.has_lost() && !self.has_strayed()
    }

    /// Whether all that was found can be derived anew by [`Vault::repair`].
    #[must_use]
    pub fn is_repairable(&self) -> bool {
        !self.has_lost() && self.has_strayed()
    }

    fn has_lost(&self) -> bool {
        self.damaged_pages > 0
            || self.disordered > 0
            || self.broken_references > 0
            || self.foreign_schema
    }

    fn has_strayed(&self) -> bool {
        self.misplaced > 0 || self.wrong_links || self.wrong_index
    }
}

impl Vault {
    /// Looks for damage and changes nothing. A deep check also verifies the MAC of every page and every entry of every index; it takes
    /// about as long as reading the whole file. Writers wait meanwhile, readers do not.
    ///
    /// # Errors
    /// [`Error::Locked`], and those of reading that are no damage. Damage is what the report is for.
    pub fn check(&self, deep: bool) -> Result<CheckReport> {
        let mut desk = self.desk()?;
        let reader = desk.get()?.reader();
        let mut report = CheckReport::default();
        if deep {
            reader.conn().checkpoint()?; // MACs are verified in the file, so what is in the log goes there first
            report.damaged_pages = count(&reader, "PRAGMA cipher_integrity_check", |_| true)?;
        }
        let read = look_at_rows(&reader, deep, &mut report)
            .and_then(|()| look_at_derived(&reader, &mut report));
        match read {
            Err(Error::Damaged { .. }) => report.disordered += 1,
            read => read?,
        }
        Ok(report)
    }

    /// Derives anew what follows from the fields, if that is all that is wrong, and gives the report of the check after it. What cannot be
    /// derived is not touched.
    ///
    /// # Errors
    /// As for [`Self::check`], and those of writing.
    pub fn repair(&self) -> Result<CheckReport> {
        let report = self.check(true)?;
        if !report.is_repairable() {
            return Ok(report);
        }
        self.rebuild()?;
        self.check(false)
    }

    fn rebuild(&self) -> Result<()> {
        let mut desk = self.desk()?;
        let reader = desk.get()?.reader();
        let transaction = Transaction::begin(reader.conn())?;
        derived::rebuild(&reader)?;
        transaction.commit()
    }
}

fn look_at_rows(reader: &Reader<'_>, deep: bool, report: &mut CheckReport) -> Result<()> {
    let pragma = if deep {
        "PRAGMA integrity_check"
    } else {
        "PRAGMA quick_check"
    };
    report.disordered = count(reader, pragma, |line| line != "ok" && !is_about_index(line))?;
    report.broken_references = broken_references(reader.conn().db())?;
    report.foreign_schema = !schema_is_ours(reader.conn().db())?;
    Ok(())
}

/// SQLite asks FTS5 to check itself, too; what it finds there is derived and counted apart.
fn is_about_index(line: &str) -> bool {
    line.contains("inverted index")
}

/// How many lines of a pragma's answer matter. The lines themselves may quote what was stored and go no further.
fn count(reader: &Reader<'_>, pragma: &str, matters: impl Fn(&str) -> bool) -> Result<i64> {
    let mut query = reader.conn().sql(pragma)?;
    let mut rows = query.query([])?;
    let mut found = 0;
    while let Some(row) = rows.next()? {
        found += i64::from(matters(&row.get::<_, String>(0)?));
    }
    Ok(found)
}

fn look_at_derived(reader: &Reader<'_>, report: &mut CheckReport) -> Result<()> {
    let (mut words, mut links) = (Sum::default(), Sum::default());
    each_record(reader, |row| {
        report.records += 1;
        let derived = Derived::of(reader.kind(row.kind), &row.fields()?);
        let distinct: HashSet<&str> = derived
            .words
            .split(' ')
            .filter(|word| !word.is_empty())
            .collect();
        distinct
            .into_iter()
            .for_each(|word| words.add(&(word, row.seq)));
        derived.links.iter().for_each(|link| {
            links.add(&(
                link.to.as_bytes().as_slice(),
                link.role.as_str(),
                row.lived,
                row.id.as_bytes().as_slice(),
            ))
        });
        Ok(())
    })?;
    report.misplaced = i64::try_from(misplaced(reader)?.len()).unwrap_or(i64::MAX);
    report.wrong_links = stored_links(reader)? != links;
    report.wrong_index = stored_words(reader)? != Some(words);
    Ok(())
}

/// A sum over a set that does not depend on its order; two sets with the same sum are the same for all that chance can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    count: u64,
    hashes: u64,
}

impl Sum {
    fn add(&mut self, element: &impl Hash) {
        let mut hasher = DefaultHasher::new();
        element.hash(&mut hasher);
        self.count += 1;
        self.hashes = self.hashes.wrapping_add(hasher.finish());
    }
}

fn stored_links(reader: &Reader<'_>) -> Result<Sum> {
    let mut sum = Sum::default();
    let mut query = reader.conn().sql(queries::LINK_ALL)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (target, source) = (
            super::row::uuid(row.get_ref(0)?)?,
            super::row::uuid(row.get_ref(3)?)?,
        );
        let role = super::row::text(row.get_ref(1)?)?;
        sum.add(&(
            target.as_bytes().as_slice(),
            role,
            row.get::<_, i64>(2)?,
            source.as_bytes().as_slice(),
        ));
    }
    Ok(sum)
}

/// What is in the index; nothing when it cannot even be read.
fn stored_words(reader: &Reader<'_>) -> Result<Option<Sum>> {
    match self_check(reader).and_then(|()| vocabulary(reader)) {
        Err(Error::Damaged { .. }) => Ok(None),
        sum => sum.map(Some),
    }
}

fn self_check(reader: &Reader<'_>) -> Result<()> {
    let conn = reader.conn();
    conn.refuse_damaged()?; // to SQLite, the index checks itself by a writing
    conn.sql(queries::SEARCH_CHECK)?.execute([])?;
    Ok(())
}

fn vocabulary(reader: &Reader<'_>) -> Result<Sum> {
    reader
        .conn()
        .db()
        .execute_batch(queries::SEARCH_VOCABULARY)?;
    let mut sum = Sum::default();
    let mut query = reader.conn().sql(queries::SEARCH_TERMS)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        sum.add(&(super::row::text(row.get_ref(0)?)?, row.get::<_, i64>(1)?));
    }
    Ok(sum)
}
