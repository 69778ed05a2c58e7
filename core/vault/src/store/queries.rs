//! Every query of the store, by name. Each is one file beside this one, so that it can be read, planned and tested alone.

/// Reads each file into a constant and lists them all for the test of their plans.
macro_rules! queries {
    ($($name:ident = $file:literal;)+) => {
        $(pub(super) const $name: &str = include_str!($file);)+

        #[cfg(test)]
        pub(super) const LIST: &[(&str, &str)] = &[$(($file, $name)),+];
    };
}

queries! {
    EVERY = "sql/record/every.sql";
    BURIED = "sql/record/buried.sql";
    BURY = "sql/record/bury.sql";
    COUNT = "sql/record/count.sql";
    DELETE = "sql/record/delete.sql";
    EXPIRED = "sql/record/expired.sql";
    GET = "sql/record/get.sql";
    INSERT = "sql/record/insert.sql";
    LAST_PLACE = "sql/record/last_place.sql";
    LIVE_NEWER = "sql/record/live_newer.sql";
    LIVE_OLDER = "sql/record/live_older.sql";
    MOVE = "sql/record/move.sql";
    TRASH_NEWER = "sql/record/trash_newer.sql";
    TRASH_OLDER = "sql/record/trash_older.sql";
    UPDATE = "sql/record/update.sql";
    LINK_ALL = "sql/link/all.sql";
    LINK_CLEAR = "sql/link/clear.sql";
    LINK_DELETE = "sql/link/delete.sql";
    LINK_INSERT = "sql/link/insert.sql";
    LINK_NEWER = "sql/link/newer.sql";
    LINK_OLDER = "sql/link/older.sql";
    SEARCH_CHECK = "sql/search/check.sql";
    SEARCH_CLEAR = "sql/search/clear.sql";
    SEARCH_DELETE = "sql/search/delete.sql";
    SEARCH_FIND = "sql/search/find.sql";
    SEARCH_INSERT = "sql/search/insert.sql";
    SEARCH_TERMS = "sql/search/terms.sql";
    SEARCH_VOCABULARY = "sql/search/vocabulary.sql";
    AUTHOR_FIND = "sql/author/find.sql";
    AUTHOR_GET = "sql/author/get.sql";
    AUTHOR_INSERT = "sql/author/insert.sql";
    HISTORY_ACT = "sql/history/act.sql";
    HISTORY_BEFORE = "sql/history/before.sql";
    HISTORY_DELETE = "sql/history/delete.sql";
    HISTORY_GET = "sql/history/get.sql";
    HISTORY_INSERT = "sql/history/insert.sql";
    HISTORY_SINCE = "sql/history/since.sql";
    HISTORY_WIPE = "sql/history/wipe.sql";
    DAY_GET = "sql/day/get.sql";
    DAY_NEWEST = "sql/day/newest.sql";
    DAY_SEE = "sql/day/see.sql";
    DRAFT_ALL = "sql/draft/all.sql";
    DRAFT_CLEAR = "sql/draft/clear.sql";
    DRAFT_CLEAR_OF = "sql/draft/clear_of.sql";
    DRAFT_GET = "sql/draft/get.sql";
    DRAFT_PUT = "sql/draft/put.sql";
    META_CLEAR = "sql/meta/clear.sql";
    META_GET = "sql/meta/get.sql";
    META_PUT = "sql/meta/put.sql";
}
