//! The peer as a process: one line to it, one line from it.

use std::io::{BufRead, BufReader, Error, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::Result;
use crate::tally::Tally;

/// A running peer; it ends when its input does.
pub struct Peer {
    child: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts the program with a folder of its own.
    pub fn start(program: &Path, folder: &Path) -> Result<Self> {
        let mut command = Command::new(program);
        let mut child = command
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let pipes = (child.stdin.take(), child.stdout.take());
        let (Some(requests), Some(answers)) = pipes else {
            return Err(Error::other("no pipes to the peer").into());
        };
        Ok(Self {
            child,
            requests: Some(requests),
            answers: BufReader::new(answers),
        })
    }

    /// Asks, and waits for the answer.
    pub fn ask(&mut self, request: &str) -> Result<Tally> {
        self.tell(request)?;
        self.hear(request)
    }

    /// Asks, and does not wait.
    pub fn tell(&mut self, request: &str) -> Result<()> {
        if let Some(requests) = &mut self.requests {
            writeln!(requests, "{request}")?;
            requests.flush()?;
        }
        Ok(())
    }

    /// Waits for the answer to the request.
    pub fn hear(&mut self, request: &str) -> Result<Tally> {
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        answer
            .parse()
            .map_err(|_| format!("the peer did not answer: {request}").into())
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.requests = None;
        // It has nothing left to do; how it ended is of no interest any more.
        let _ = self.child.wait();
    }
}
