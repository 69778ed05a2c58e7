DELETE FROM record WHERE seq = ?1
