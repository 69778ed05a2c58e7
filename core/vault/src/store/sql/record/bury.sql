INSERT INTO tombstone (id, kind, course, stamp, last) VALUES (?1, ?2, ?3, ?4, ?5)
