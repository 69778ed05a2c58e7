SELECT goal.id, goal.title, rating.value,
       (SELECT value FROM goal_rating AS before WHERE before.goal = goal.id AND before.at <= ?1 ORDER BY before.at DESC LIMIT 1)
FROM goal_rating AS rating JOIN goal ON goal.id = rating.goal
WHERE rating.at > ?1 AND rating.at <= ?2
  AND NOT EXISTS (SELECT 1 FROM goal_rating AS later WHERE later.goal = goal.id AND later.at > rating.at AND later.at <= ?2)
ORDER BY rating.at DESC
