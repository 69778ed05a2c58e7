SELECT id, at, lane, what, text FROM event WHERE at > ?1 AND at <= ?2 ORDER BY at DESC
