INSERT INTO response (uuid, session, measure, at, offset, zone, answers, total, band)
VALUES (?1, ?2, 'phq9', ?3, ?4, ?5, ?6, ?7, ?8)
