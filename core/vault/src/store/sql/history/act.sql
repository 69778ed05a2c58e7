SELECT change, record, prev, action, turn, reverts, name, author, day, stamp, before FROM history WHERE change BETWEEN ?1 AND ?2 ORDER BY change
