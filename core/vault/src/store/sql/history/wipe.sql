UPDATE history SET before = NULL WHERE change = ?1
