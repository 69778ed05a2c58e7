INSERT INTO session (id, uuid, number, kind, at, offset, zone, attendance, opener_words, summary)
VALUES (?1, ?2, ?3, 'middle', ?4, ?5, ?6, ?7, ?8, ?9)
