INSERT OR REPLACE INTO draft (id, kind, course, record, version, saved, fields)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
