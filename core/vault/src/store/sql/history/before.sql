SELECT change, record, prev, action, turn, reverts, name, author, day, stamp, before FROM history WHERE change < ?1 ORDER BY change DESC LIMIT 1
