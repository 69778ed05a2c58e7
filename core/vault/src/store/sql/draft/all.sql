SELECT id, kind, course, record, version, saved, fields FROM draft ORDER BY id
