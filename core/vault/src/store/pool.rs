//! The connections that read: opened when they are needed, at most four, used again newest first because its cache is warm.
//!
//! In WAL mode a reader waits for nobody. What this adds is the way out: when the vault closes, every read is told to stop, and closing
//! waits for the last of them, so that no page is decrypted after `lock` has returned.

use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use super::act::Transaction;
use super::conn::Conn;
use super::interrupt::{Interrupt, Stop};
use super::locked;
use crate::{Error, Result};

const MOST: usize = 4;
/// How often somebody who waits for a connection looks whether it is still wanted.
const LOOK: Duration = Duration::from_millis(20);

/// Whether a vault can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Open,
    /// Closed for a while; the key is still there.
    Paused,
    /// Closed for good.
    Locked,
}

pub(super) struct Pool {
    inner: Mutex<Inner>,
    changed: Condvar,
}

struct Inner {
    phase: Phase,
    idle: Vec<Conn>,
    lent: usize,
    stops: Vec<Arc<Stop>>,
}

/// A connection for one read.
pub(super) struct Lease<'p> {
    pool: &'p Pool,
    conn: Option<Conn>,
}

impl Pool {
    pub(super) fn new() -> Self {
        let inner = Inner {
            phase: Phase::Open,
            idle: Vec::new(),
            lent: 0,
            stops: Vec::new(),
        };
        Self {
            inner: Mutex::new(inner),
            changed: Condvar::new(),
        }
    }

    pub(super) fn phase(&self) -> Phase {
        locked(&self.inner).phase
    }

    /// Lends a connection, opening one with `open` if none is idle.
    pub(super) fn lend(
        &self,
        token: Option<&Interrupt>,
        open: impl FnOnce() -> Result<Conn>,
    ) -> Result<Lease<'_>> {
        let mut lease = Lease {
            pool: self,
            conn: self.take(token)?,
        };
        if lease.conn.is_none() {
            let conn = open()?;
            self.register(&conn)?;
            lease.conn = Some(conn);
        }
        lease.conn()?.stop.listen_to(token);
        Ok(lease)
    }

    /// An idle connection, or leave to open one.
    fn take(&self, token: Option<&Interrupt>) -> Result<Option<Conn>> {
        let mut inner = locked(&self.inner);
        loop {
            if inner.phase != Phase::Open {
                return Err(Error::Locked);
            }
            if token.is_some_and(Interrupt::is_interrupted) {
                return Err(Error::Cancelled);
            }
            if !inner.idle.is_empty() || inner.lent < MOST {
                inner.lent += 1;
                return Ok(inner.idle.pop());
            }
            let waited = self.changed.wait_timeout(inner, LOOK);
            inner = waited.unwrap_or_else(std::sync::PoisonError::into_inner).0;
        }
    }

    fn register(&self, conn: &Conn) -> Result<()> {
        let mut inner = locked(&self.inner);
        if inner.phase != Phase::Open {
            return Err(Error::Locked);
        }
        inner.stops.push(Arc::clone(&conn.stop));
        Ok(())
    }

    fn give_back(&self, conn: Option<Conn>) {
        let mut inner = locked(&self.inner);
        let open = inner.phase == Phase::Open;
        let kept = conn.filter(|conn| open && conn.db().is_autocommit());
        let surplus = kept.and_then(|conn| inner.keep(conn));
        drop(surplus);
        inner.lent -= 1;
        self.changed.notify_all();
    }

    /// Stops all reads, waits until the last has ended, and closes their connections.
    pub(super) fn close(&self, phase: Phase) {
        let mut inner = locked(&self.inner);
        inner.phase = phase;
        inner.stops.drain(..).for_each(|stop| stop.close());
        inner.idle.clear();
        self.changed.notify_all();
        while inner.lent > 0 {
            inner = self
                .changed
                .wait(inner)
                .unwrap_or_else(std::sync::PoisonError::into_inner);
        }
    }

    pub(super) fn open(&self) {
        locked(&self.inner).phase = Phase::Open;
    }
}

impl Inner {
    /// Takes a connection back, unless there are enough.
    fn keep(&mut self, conn: Conn) -> Option<Conn> {
        if self.idle.len() < MOST {
            self.idle.push(conn);
            return None;
        }
        Some(conn)
    }
}

impl Lease<'_> {
    pub(super) fn conn(&self) -> Result<&Conn> {
        self.conn.as_ref().ok_or(Error::Locked)
    }

    /// Begins a read of one moment.
    pub(super) fn snapshot(&self) -> Result<Transaction<'_>> {
        Transaction::snapshot(self.conn()?)
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        if let Some(conn) = &self.conn {
            conn.stop.listen_to(None);
        }
        self.pool.give_back(self.conn.take());
    }
}
