//! How far along, and how much is left.

use serde::{Deserialize, Serialize};

/// "Session 7 of 16, 9 left". `at + left` is always `of`, and nothing is ever negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Countdown {
    /// Sessions used, the present one included while it is held.
    pub at: i32,
    /// Sessions of the contract.
    pub of: i32,
    /// Sessions still to come.
    pub left: i32,
    /// Sessions used beyond the contract, which wait for it to be renegotiated.
    pub over: i32,
    /// At most four are left: the ending is raised.
    pub last_four: bool,
    /// At most two are left: a plan for staying well is offered.
    pub last_two: bool,
}

/// The countdown of a contract of `sessions` after `used` of them.
#[must_use]
pub fn countdown(sessions: i32, used: i32) -> Countdown {
    let (of, used) = (sessions.max(0), used.max(0));
    let at = used.min(of);
    let left = of - at;
    Countdown {
        at,
        of,
        left,
        over: used - at,
        last_four: left <= 4,
        last_two: left <= 2,
    }
}
