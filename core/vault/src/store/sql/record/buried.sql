SELECT kind, course, stamp, last FROM tombstone WHERE id = ?1
