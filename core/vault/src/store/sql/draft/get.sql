SELECT id, kind, course, record, version, saved, fields FROM draft WHERE id = ?1
