SELECT record.seq, record.id, record.kind, record.course, record.author, record.lived, record.trashed, record.version, record.last,
       record.visibility, record.stamp, record.stamps, record.fields
FROM link CROSS JOIN record ON record.id = link.source
WHERE link.target = ?1 AND link.role = ?2 AND (link.lived, link.source) > (?3, ?4)
ORDER BY link.lived, link.source
