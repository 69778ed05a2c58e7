SELECT id, uuid, at, offset, zone, mood, feelings, event, feeling, response, wish, area, tags, bring, created_at, edited_at,
       (SELECT group_concat(person) FROM entry_person WHERE entry = entry.id),
       (SELECT group_concat(goal) FROM entry_goal WHERE entry = entry.id)
FROM entry
WHERE trashed_at IS NULL AND (at, id) < (?1, ?2)
ORDER BY at DESC, id DESC
LIMIT ?3
