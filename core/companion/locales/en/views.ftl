# What the composed views say. Every sentence stands alone, so that it can be read out.

span-no-day = less than a day
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
where-after-session = After session { $at } of { $of }, { $left ->
    [one] { $left } left
   *[other] { $left } left
}.
where-before-first = { $of ->
    [one] { $of } session planned, none held yet.
   *[other] { $of } sessions planned, none held yet.
}
where-complete = { $of ->
    [one] The one agreed session is complete.
   *[other] The { $of } agreed sessions are complete.
}
where-beyond = { $of ->
    [one] The one agreed session is complete
   *[other] The { $of } agreed sessions are complete
}, and { $over ->
    [one] { $over } more was added
   *[other] { $over } more were added
}.
where-no-contract = No number of sessions has been agreed yet.
where-phase = Phase: { $phase }.
where-phase-differs = Phase: { $phase }. The plan for the next session: { $planned }.

# Since we last met
digest-nothing = Nothing to catch up on.
digest-first = Before the first session.
digest-since = Since session { $number }, { $span } ago.
digest-entries = { $count ->
    [one] { $count } moment was written down.
   *[other] { $count } moments were written down.
}
digest-mood = Mood went from { $first } to { $last } of 10.
digest-mood-between = Mood went from { $first } to { $last } of 10, and lay between { $lowest } and { $highest }.
digest-mood-back = Mood began and ended at { $first } of 10, and lay between { $lowest } and { $highest }.
digest-mood-once = Mood was noted once, at { $first } of 10.
digest-mood-steady = Mood stayed at { $first } of 10.
digest-person = { $name } came up { $count ->
    [1] once
    [2] twice
    [one] { $count } time
   *[other] { $count } times
}.
digest-brought = { $count ->
    [one] There is { $count } thing to bring up.
   *[other] There are { $count } things to bring up.
}
digest-tried = { $count ->
    [one] { $count } thing was tried.
   *[other] { $count } things were tried.
}
digest-did-not-fit = { $count ->
    [one] { $count } thing to try did not fit.
   *[other] { $count } things to try did not fit.
}
digest-waiting = { $count ->
    [one] { $count } thing to try is waiting.
   *[other] { $count } things to try are waiting.
}
digest-goals = { $count ->
    [one] { $count } goal was rated.
   *[other] { $count } goals were rated.
}
digest-events = { $count ->
    [one] { $count } mark on the timeline falls into this time.
   *[other] { $count } marks on the timeline fall into this time.
}
digest-measure = { $measure }: { $total }, last time { $before }.
digest-measure-same = { $measure }: { $total }, as last time.
digest-measure-first = { $measure }: { $total }, for the first time.

# Progress
progress-nothing = There is nothing to show yet.
progress-none = { $measure } has no total so far.
progress-one = { $measure } was filled in once: { $total }.
progress-moved = { $measure } went from { $first } to { $last } over { $span }.
progress-same = { $measure } is at { $last }, the same as { $span } before.
progress-range = In between it lay from { $lowest } to { $highest }.
progress-gaps = { $count ->
    [one] { $count } set of answers has a gap and no total.
   *[other] { $count } sets of answers have a gap and no total.
}
progress-goal-moved = { $goal }: from { $first } to { $last }.
progress-goal-done = { $goal }: done.
progress-goals-steady = The goals are where they were.
