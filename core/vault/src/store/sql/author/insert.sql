INSERT INTO author (json) VALUES (?1)
