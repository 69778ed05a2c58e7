SELECT json FROM author WHERE n = ?1
