SELECT at, mood FROM entry WHERE trashed_at IS NULL AND at > ?1 AND at <= ?2 ORDER BY at, id
