SELECT day FROM day_seen WHERE n = ?1
