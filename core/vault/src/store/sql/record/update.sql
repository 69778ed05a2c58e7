UPDATE record
SET trashed = ?2, version = ?3, last = ?4, visibility = ?5, stamps = ?6, fields = ?7
WHERE seq = ?1
