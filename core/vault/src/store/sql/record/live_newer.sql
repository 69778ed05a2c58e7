SELECT record.seq, record.id, record.kind, record.course, record.author, record.lived, record.trashed, record.version, record.last,
       record.visibility, record.stamp, record.stamps, record.fields
FROM record
WHERE trashed IS NULL AND kind = ?1 AND (lived, id) > (?2, ?3)
ORDER BY lived, id
