INSERT INTO record (seq, id, kind, course, author, lived, trashed, version, last, visibility, stamp, stamps, fields)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, 1, ?7, ?8, ?9, NULL, ?10)
