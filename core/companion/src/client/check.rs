//! Looking for damage, and mending what can be derived.

use super::Client;
use crate::Result;

/// What a check of a vault found.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct CheckReport {
    /// Records that were read, those in the trash included.
    pub records: i64,
    /// Pages whose MAC does not fit their bytes; looked for in a deep check only.
    pub damaged_pages: i64,
    /// Things wrong in the order of pages and rows, references to rows that are not there, and a schema
    /// that is not ours. None of it can be derived.
    pub broken: i64,
    /// Records that stand in a wrong place, and a search index or links that do not follow from the
    /// records. All of it can be derived anew.
    pub strayed: i64,
    /// Nothing was found.
    pub sound: bool,
    /// All that was found can be repaired.
    pub repairable: bool,
}

impl Client {
    /// Looks for damage and changes nothing; a deep check reads every page of the vault.
    ///
    /// # Errors
    /// [`kith_vault::Error::Locked`]. Damage is no error here: the report says it.
    pub fn check(&self, deep: bool) -> Result<CheckReport> {
        Ok(self.vault()?.check(deep)?.into())
    }

    /// Derives anew what follows from the records (search index, links, order), if that is all that is
    /// wrong. What cannot be derived is not touched.
    ///
    /// # Errors
    /// As for [`Self::check`], and the storage's.
    pub fn repair(&self) -> Result<CheckReport> {
        Ok(self.vault()?.repair()?.into())
    }
}

impl From<kith_vault::CheckReport> for CheckReport {
    fn from(report: kith_vault::CheckReport) -> Self {
        let broken = report.disordered + report.broken_references;
        Self {
            records: report.records,
            damaged_pages: report.damaged_pages,
            broken: broken + i64::from(report.foreign_schema),
            strayed: report.misplaced
                + i64::from(report.wrong_links)
                + i64::from(report.wrong_index),
            sound: report.is_sound(),
            repairable: report.is_repairable(),
        }
    }
}
