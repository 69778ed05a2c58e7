SELECT person.id, person.name, count(*) AS times
FROM entry JOIN entry_person ON entry_person.entry = entry.id JOIN person ON person.id = entry_person.person
WHERE entry.trashed_at IS NULL AND entry.at > ?1 AND entry.at <= ?2 AND person.status <> 'deceased'
GROUP BY person.id
ORDER BY times DESC, max(entry.at) DESC
LIMIT 5
