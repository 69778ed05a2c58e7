DELETE FROM history WHERE change = ?1
