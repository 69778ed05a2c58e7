SELECT count(*) FROM record WHERE trashed IS NULL AND kind = ?1
