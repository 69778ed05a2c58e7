//! Joining what two devices know, so that the order in which they tell each other does not matter.
//!
//! A packet may come late, twice, or after one that was made later. So both ways of joining are
//! commutative, associative and idempotent: every device that has received the same states holds the
//! same record, whatever the order. Text is not merged within a field: two versions of a sentence
//! woven into each other are a sentence that nobody said, in a record that both may rely on.
//!
//! - [`RecordState`] is for what is edited (goals, people, the journal): each field keeps its latest value.
//! - [`VersionSet`] is for what is agreed (contract, formulation): nothing is overwritten, all versions
//!   stay, and two that compete are both shown until a person decides.

mod record;
mod versions;

pub use record::{Field, RecordState, merge};
pub use versions::VersionSet;
