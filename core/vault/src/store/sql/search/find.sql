SELECT record.seq, record.id, record.kind, record.course, record.author, record.lived, record.trashed, record.version, record.last,
       record.visibility, record.stamp, record.stamps, record.fields
FROM search CROSS JOIN record ON record.seq = search.rowid
WHERE search MATCH ?1 AND search.rowid <= ?2
ORDER BY search.rowid DESC
