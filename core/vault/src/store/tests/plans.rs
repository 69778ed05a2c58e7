//! How SQLite means to answer each query: by an index, or by a walk through a whole table for a reason that is written here.

use super::super::queries::LIST;
use super::*;

/// Queries that walk through everything, and why they may.
const WALKS: &[(&str, &str)] = &[
    (
        "sql/record/every.sql",
        "a check and a rebuild look at every record",
    ),
    (
        "sql/record/expired.sql",
        "the trash, once a day; nothing outside it is in that index",
    ),
    ("sql/link/all.sql", "a check looks at every link"),
    ("sql/link/clear.sql", "a rebuild begins with nothing"),
    ("sql/search/terms.sql", "a check looks at every word"),
    (
        "sql/draft/all.sql",
        "drafts are a handful, and all are asked for",
    ),
    ("sql/draft/clear_of.sql", "drafts are a handful"),
    ("sql/day/newest.sql", "the last row, by its number"),
];

fn plan(desk: &act::Desk, sql: &str) -> Vec<String> {
    let db = desk.conn().db();
    let mut query = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let unbound = vec![rusqlite::types::Null; query.parameter_count()];
    let rows = query
        .query_map(rusqlite::params_from_iter(unbound), |row| row.get(3))
        .unwrap();
    rows.map(|line| line.unwrap()).collect()
}

#[test]
fn every_query_finds_its_rows_by_an_index() {
    let folder = tempfile::tempdir().unwrap();
    in_plain(&folder.path().join("plain.db"), |desk| {
        desk.conn()
            .db()
            .execute_batch(queries::SEARCH_VOCABULARY)
            .unwrap();
        for (file, sql) in LIST {
            let plan = plan(desk, sql);
            let walks = |line: &&String| {
                line.starts_with("SCAN")
                    && !(line.contains("VIRTUAL TABLE INDEX") && line.contains(":M"))
            };
            let walk = plan.iter().find(walks);
            let allowed = WALKS.iter().any(|(walking, _)| walking == file);
            assert!(walk.is_none() || allowed, "{file}: {plan:?}");
            assert!(
                !plan.iter().any(|line| line.contains("TEMP B-TREE")),
                "{file} sorts: {plan:?}"
            );
            assert!(
                !plan.iter().any(|line| line.contains("AUTOMATIC")),
                "{file} lacks an index: {plan:?}"
            );
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn no_reason_outlives_its_query() {
    for (file, _) in WALKS {
        assert!(
            LIST.iter().any(|(listed, _)| listed == file),
            "{file} is gone"
        );
    }
}

#[test]
fn the_lists_walk_their_own_index_in_order() {
    let folder = tempfile::tempdir().unwrap();
    in_plain(&folder.path().join("plain.db"), |desk| {
        let expected = [
            (
                queries::LIVE_OLDER,
                "SEARCH record USING INDEX record_live (kind=? AND (lived,id)<(?,?))",
            ),
            (
                queries::TRASH_NEWER,
                "SEARCH record USING INDEX record_trash (kind=? AND (lived,id)>(?,?))",
            ),
            (
                queries::LINK_OLDER,
                "SEARCH link USING PRIMARY KEY (target=? AND role=? AND (lived,source)<(?,?))",
            ),
            (
                queries::GET,
                "SEARCH record USING INDEX sqlite_autoindex_record_1 (id=?)",
            ),
        ];
        for (sql, line) in expected {
            assert_eq!(plan(desk, sql)[0], line);
        }
        Ok(())
    })
    .unwrap();
}
