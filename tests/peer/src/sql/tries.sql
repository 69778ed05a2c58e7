SELECT id, text, outcome, outcome_words FROM try WHERE session = ?1 ORDER BY id
