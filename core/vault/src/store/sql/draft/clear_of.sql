DELETE FROM draft WHERE record = ?1
