SELECT measure, at, total, band,
       (SELECT total FROM response AS before
        WHERE before.measure = now.measure AND before.at <= ?1 AND before.total IS NOT NULL
        ORDER BY before.at DESC LIMIT 1)
FROM response AS now
WHERE at > ?1 AND at <= ?2
  AND NOT EXISTS (SELECT 1 FROM response AS later WHERE later.measure = now.measure AND later.at > now.at AND later.at <= ?2)
ORDER BY at
