INSERT INTO history (change, record, prev, action, turn, reverts, name, author, day, stamp, before)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
