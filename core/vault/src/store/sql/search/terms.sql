SELECT term, doc FROM temp.vocabulary
