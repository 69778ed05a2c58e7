INSERT INTO person (id, uuid, name, relation, status, ring, can_confide, practical_help, conflict, good, hard)
VALUES (?1, ?2, ?3, 'friend', 'present', ?4, ?5, ?6, ?7, ?8, ?9)
