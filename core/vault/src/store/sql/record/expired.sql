SELECT id, kind FROM record WHERE trashed <= ?1
