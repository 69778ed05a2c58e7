//! How the command ends: the exit codes, all of them here.
//!
//! They are few because a script can only do a few different things about a failure. `docs/command.md` says the same to
//! people, and a test compares the two.

use std::process::ExitCode;

/// How the command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done = 0,
    /// It ran to its end, and a row or a record is not as it should be.
    Findings = 1,
    /// The command was called wrongly, or a secret was asked for where nobody can type.
    Usage = 2,
    /// The library stays locked: the secret does not open it.
    Locked = 3,
    /// There is no such library, client, course, record or file.
    NotFound = 4,
    /// The input breaks a rule; nothing of it was taken.
    Invalid = 5,
    /// What is stored is damaged, not encrypted, or of a newer version. Nothing was changed.
    Damaged = 6,
    /// Another process has the library open.
    Busy = 7,
    /// The storage is full or read-only.
    Storage = 8,
    /// It would overwrite or take back what is not to be: something exists already, was changed meanwhile, is a fact
    /// that is only added to, or is the last way in.
    Refused = 9,
    /// Anything else from the operating system or the database engine.
    System = 10,
}

#[cfg(test)]
impl Exit {
    /// Every code, in its order.
    pub const ALL: [Self; 11] = [
        Self::Done,
        Self::Findings,
        Self::Usage,
        Self::Locked,
        Self::NotFound,
        Self::Invalid,
        Self::Damaged,
        Self::Busy,
        Self::Storage,
        Self::Refused,
        Self::System,
    ];
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::Exit;

    #[test]
    fn every_exit_code_is_documented() {
        let page = include_str!("../../../docs/command.md");
        for exit in Exit::ALL {
            let row = format!("| {} |", exit as u8);
            assert!(
                page.lines().any(|line| line.starts_with(&row)),
                "{exit:?} is not on the page"
            );
        }
    }
}
