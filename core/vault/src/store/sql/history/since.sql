SELECT change, day, coalesce(record.kind, tombstone.kind)
FROM history
    LEFT JOIN record ON record.id = history.record
    LEFT JOIN tombstone ON tombstone.id = history.record
WHERE change > ?1
ORDER BY change
