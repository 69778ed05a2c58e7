INSERT OR IGNORE INTO link (target, role, lived, source) VALUES (?1, ?2, ?3, ?4)
