# What the composed views say. Every sentence stands alone, so that it can be read out.

span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
span-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}

# Where we are
where-session = Session { $at } of { $of }, { $left ->
    [0] the last one
    [one] { $left } left
   *[other] { $left } left
}.
where-before-first = { $of ->
    [one] { $of } session planned, none held yet.
   *[other] { $of } sessions planned, none held yet.
}
where-all-held = All { $of } planned sessions have been held.
where-no-contract = No number of sessions has been agreed yet.
where-phase = Phase: { $phase }.
where-phase-differs = Phase: { $phase }. The plan would now be at: { $planned }.

# Since we last met
digest-nothing = Nothing to catch up on.
digest-first = Before the first session.
digest-since = Since session { $number }, { $span } ago.
digest-entries = { $count ->
    [one] { $count } moment was written down.
   *[other] { $count } moments were written down.
}
digest-mood = Mood went from { $first } to { $last }, between { $lowest } and { $highest } of 10.
digest-mood-back = Mood began and ended at { $first }, between { $lowest } and { $highest } of 10.
digest-mood-once = Mood was noted once: { $first } of 10.
digest-mood-steady = Mood stayed at { $first } of 10.
digest-person = { $name } was part of { $count } of them.
digest-brought = { $count ->
    [one] { $count } thing to bring.
   *[other] { $count } things to bring.
}
digest-tries = Of the things to try, { $tried } tried, { $waiting } not yet, { $unfit } did not fit.
digest-goals = { $count ->
    [one] { $count } goal was rated.
   *[other] { $count } goals were rated.
}
digest-events = { $count ->
    [one] { $count } event was put on the timeline.
   *[other] { $count } events were put on the timeline.
}
digest-measure = { $measure }: { $total }, { $change ->
    [0] as before
   *[other] { $direction } by { $amount }
}.
digest-measure-first = { $measure }: { $total }, the first time.

# Progress
direction-up = up
direction-down = down
progress-none = { $measure } has not been filled in yet.
progress-one = { $measure } was filled in once: { $total }.
progress-moved = { $measure } went from { $first } to { $last } over { $span }.
progress-same = { $measure } is where it began, at { $last }, after { $span }.
progress-range = It lay between { $lowest } and { $highest }.
progress-gaps = { $count ->
    [one] { $count } answer is incomplete and has no total.
   *[other] { $count } answers are incomplete and have no total.
}
progress-goal-steps = { $done } of { $all } steps done
