UPDATE record SET seq = ?2, lived = ?3 WHERE seq = ?1
