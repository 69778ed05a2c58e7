# Soft rules. They never block, and never blame. A client reads them, too.

# Before the middle phase begins
gate-diagnosis-open = The symptoms have not been gone through together and given a name yet.
gate-no-symptom-marked = The timeline shows no symptoms yet.
gate-no-event-marked = The timeline shows no events yet.
gate-inventory-not-reviewed = The people in the circle have not been looked at together yet.
gate-focus-not-agreed = The focus has not been agreed on yet.
gate-no-contract = There is no contract yet.

# Problem areas
area-loss-without-death = A loss without a death is usually worked on as a change of role. Both are possible here.
area-not-in-taxonomy = This area is not one of those that the course was set up with.

# Contract
contract-sessions-differ = { $sessions ->
    [one] { $sessions } session is agreed
   *[other] { $sessions } sessions are agreed
}; this form of the therapy plans { $spread ->
    [0] { $to }
   *[other] { $from } to { $to }
}.
contract-minutes-differ = Sessions of { $minutes } minutes are agreed; this form of the therapy plans { $spread ->
    [0] { $to }
   *[other] { $from } to { $to }
}.

# Goals
goal-observable = It may help to say how someone else could notice that the goal is reached.
goal-first-step = A small first step within the next { $days } days can make a goal feel possible.
goal-many-active = { $active } goals are active. One to three at a time are easier to hold.
