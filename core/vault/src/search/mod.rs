//! Finding what a person wrote, in any script, by the words as they would type them.
//!
//! SQLite's own tokenizers split at spaces, so a Chinese sentence is one word to them, and the trigram tokenizer cannot
//! find anything shorter than three characters, which is most words of Chinese and Japanese. So text is folded and
//! segmented here, and FTS5 only stores the words it is given (tokenizer `ascii`, which splits at the spaces we put
//! in). Words of scripts with spaces are indexed whole; runs of scripts without spaces as overlapping pairs of characters plus
//! the last one alone, so that one character is found as the beginning of a pair and two are found as a pair.
//!
//! The index keeps no positions (`detail=column`), which makes it a fifth smaller. Positions would serve phrases only; the one place
//! that needs them, a query of three or more unspaced characters, is answered by reading the few candidates again
//! (`Query::matches`). Keeping not even columns (`detail=none`) would be smaller still, but FTS5 then copies the list of a prefix's
//! hits 32 times before it gives the first, and the last word of every query is a prefix.
//!
//! The same folding serves [`highlight`], which maps each folded letter back to where it stood.

mod fold;
mod highlight;
mod query;
mod segment;

pub use highlight::{Span, highlight};
pub(crate) use query::Query;
pub(crate) use segment::index_words;

/// Raised whenever folding or segmenting changes; vaults then rebuild their index when they open.
pub(crate) const REVISION: i64 = 1;
