//! How far long work has come.
//!
//! A sink belongs to the outside and may do anything, also call Kith, so it is never called by a thread
//! that holds a lock. The work goes on in the calling thread, transaction and all; a second thread, which
//! ends with it, does nothing but pass on the latest figure. A slow sink misses figures and slows nothing
//! down, and one that panics is not called again: its trouble is not the import's.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// Is told how far long work has come.
pub trait ProgressSink: Send + Sync {
    /// `done` of `total` steps are done. Figures never fall, and may leave steps out; the last one of work that
    /// succeeds is `total` of `total`. Called on a thread of its own, with no lock held.
    fn progress(&self, done: i64, total: i64);
}

/// Where the work says how far it has come.
pub(super) struct Steps(Option<Sender<(i64, i64)>>);

impl Steps {
    /// `done` of `total` steps are done.
    pub(super) fn tell(&self, done: usize, total: usize) {
        let figure = |steps: usize| i64::try_from(steps).unwrap_or(i64::MAX);
        if let Some(sender) = &self.0 {
            // Nobody listens any more once the sink has panicked.
            let _ = sender.send((figure(done), figure(total)));
        }
    }
}

/// Does `work` and tells `sink` how far it has come. Returns when both have ended.
pub(super) fn told<T>(sink: Option<&dyn ProgressSink>, work: impl FnOnce(&Steps) -> T) -> T {
    let Some(sink) = sink else {
        return work(&Steps(None));
    };
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        scope.spawn(move || pass_on(&receiver, sink));
        work(&Steps(Some(sender)))
    })
}

fn pass_on(receiver: &Receiver<(i64, i64)>, sink: &dyn ProgressSink) {
    while let Ok(figure) = receiver.recv() {
        let (done, total) = receiver.try_iter().last().unwrap_or(figure);
        if catch_unwind(AssertUnwindSafe(|| sink.progress(done, total))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[derive(Default)]
    struct Heard(Mutex<Vec<(i64, i64)>>);

    impl ProgressSink for Heard {
        fn progress(&self, done: i64, total: i64) {
            self.0.lock().unwrap().push((done, total));
        }
    }

    struct Angry;

    impl ProgressSink for Angry {
        fn progress(&self, _: i64, _: i64) {
            panic!("not today");
        }
    }

    #[test]
    fn figures_never_fall_and_the_last_one_arrives() {
        let heard = Heard::default();
        let result = told(Some(&heard), |steps| {
            (0..=1000).for_each(|done| steps.tell(done, 1000));
            "done"
        });
        let figures = heard.0.into_inner().unwrap();
        assert_eq!((result, figures.last()), ("done", Some(&(1000, 1000))));
        assert!(figures.is_sorted());
    }

    #[test]
    fn a_sink_that_panics_does_not_stop_the_work() {
        let result = told(Some(&Angry), |steps| {
            (0..100).for_each(|done| steps.tell(done, 100));
            "done"
        });
        assert_eq!(result, "done");
    }
}
