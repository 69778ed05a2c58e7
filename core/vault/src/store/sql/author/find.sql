SELECT n FROM author WHERE json = ?1
