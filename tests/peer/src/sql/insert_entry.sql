INSERT INTO entry (uuid, at, offset, zone, mood, feelings, event, feeling, response, wish, area, tags, bring, created_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
