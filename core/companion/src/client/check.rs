//! What a check of a vault found.

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
