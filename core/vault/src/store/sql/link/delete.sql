DELETE FROM link WHERE target = ?1 AND role = ?2 AND lived = ?3 AND source = ?4
