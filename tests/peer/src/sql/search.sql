-- The newest twenty are chosen first, along the index of time: sorting all matches by time would read the row of each,
-- which takes fifteen times as long for a common word. Snippets are then made within the range of those twenty.
WITH newest AS MATERIALIZED (
    SELECT id, at FROM entry INDEXED BY entry_by_time
    WHERE trashed_at IS NULL AND id IN (SELECT rowid FROM entry_text WHERE entry_text MATCH ?1)
    ORDER BY at DESC, id DESC
    LIMIT ?2
)
SELECT newest.id, newest.at, snippet(entry_text, -1, char(2), char(3), '…', 24)
FROM entry_text CROSS JOIN newest ON newest.id = entry_text.rowid
WHERE entry_text MATCH ?1
  AND entry_text.rowid >= (SELECT min(id) FROM newest) AND entry_text.rowid <= (SELECT max(id) FROM newest)
ORDER BY newest.at DESC, newest.id DESC
