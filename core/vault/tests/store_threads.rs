//! Several threads at one vault, and the ways to stop them.
#![allow(clippy::unwrap_used, reason = "a test stops where something is amiss")]

mod given;

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::mpsc;
use std::thread;

use given::*;
use kith_vault::*;
use serde_json::json;

/// What a call may answer while another thread closes the vault.
fn is_closing(error: &Error) -> bool {
    matches!(error, Error::Locked | Error::Cancelled)
}

#[test]
fn a_read_sees_one_moment_while_another_thread_writes() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    given.read(|r| {
        assert_eq!(r.get(id(1))?.version, 1);
        given.edit(1, json!({"title": "b"}));
        assert_eq!(r.get(id(1))?.version, 1);
        assert_eq!(r.count(NOTE)?, 1);
        Ok(())
    });
    assert_eq!(given.get(1).version, 2);
}

#[test]
fn more_readers_than_connections_all_get_their_turn() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    let read = AtomicI64::new(0);
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert_eq!(given.get(1).version, 1);
                    read.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    assert_eq!(read.into_inner(), 320);
}

#[test]
fn readers_and_writers_survive_pausing_and_resuming() {
    let given = Given::new();
    let done = AtomicBool::new(false);
    let written = AtomicI64::new(0);
    thread::scope(|scope| {
        for writer in 0..2_u128 {
            let (given, done, written) = (&given, &done, &written);
            scope.spawn(move || {
                for n in 0.. {
                    if done.load(Ordering::Acquire) {
                        break;
                    }
                    let insert = |w: &mut Writer<'_>| {
                        w.insert(new(1_000_000 * (writer + 1) + n, json!({"body": "words"})))
                    };
                    match given.vault.transact(&act("insert"), insert) {
                        Ok(_) => drop(written.fetch_add(1, Ordering::AcqRel)),
                        Err(error) => assert!(is_closing(&error), "{error:?}"),
                    }
                }
            });
        }
        for _ in 0..4 {
            scope.spawn(|| {
                while !done.load(Ordering::Acquire) {
                    let before = written.load(Ordering::Acquire);
                    match given.vault.read(|r| r.count(NOTE)) {
                        Ok(count) => {
                            assert!(count >= before, "{count} of {before} that were committed")
                        }
                        Err(error) => assert!(is_closing(&error), "{error:?}"),
                    }
                }
            });
        }
        for _ in 0..30 {
            thread::scope(|both| {
                both.spawn(|| given.vault.pause());
                both.spawn(|| given.vault.pause());
            });
            assert!(!given.vault.is_open());
            given.vault.resume().unwrap();
            given.vault.resume().unwrap();
            let target = written.load(Ordering::Acquire) + 2;
            while written.load(Ordering::Acquire) < target {
                thread::yield_now();
            }
        }
        done.store(true, Ordering::Release);
    });
    assert_eq!(given.read(|r| r.count(NOTE)), written.into_inner());
    given.assert_sound();
}

#[test]
fn locking_stops_everybody_and_nothing_works_after_it() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    let (running, started) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..3 {
            let (given, running) = (&given, running.clone());
            scope.spawn(move || {
                let stopped = given.vault.read(|r| {
                    running.send(()).unwrap();
                    loop {
                        r.get(id(1))?;
                    }
                    #[expect(unreachable_code, reason = "gives the closure its type")]
                    Ok::<(), Error>(())
                });
                assert_eq!(stopped, Err(Error::Cancelled));
            });
        }
        (0..3).for_each(|_| started.recv().unwrap());
        scope.spawn(|| given.vault.lock());
        given.vault.lock();
    });
    given.vault.lock();
    given.vault.pause();
    let vault = &given.vault;
    assert!(!vault.is_open());
    assert_eq!(vault.resume(), Err(Error::Locked));
    assert_eq!(vault.read(|r| r.get(id(1))), Err(Error::Locked));
    assert_eq!(
        vault.transact(&act("edit"), |w| w.trash(id(1))),
        Err(Error::Locked)
    );
    assert_eq!(vault.undo(None, &act("undo")), Err(Error::Locked));
    assert_eq!(vault.tidy(&act("tidy")).unwrap_err(), Error::Locked);
    assert_eq!(vault.check(false), Err(Error::Locked));
    assert_eq!(vault.repair(), Err(Error::Locked));
}

#[test]
fn a_paused_vault_can_be_locked_and_is_whole_on_disk() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    given.vault.pause();
    assert!(
        !given.path().with_extension("kith-wal").exists(),
        "the log was folded into the file"
    );
    assert_eq!(given.vault.read(|r| r.get(id(1))), Err(Error::Locked));
    given.vault.lock();
    assert_eq!(given.vault.resume(), Err(Error::Locked));
    let vault = Vault::open(&given.path(), key(), KINDS).unwrap();
    assert_eq!(vault.read(|r| r.get(id(1))).unwrap().version, 1);
}

#[test]
fn a_search_is_interrupted_from_another_thread() {
    let given = Given::new();
    given.write("import", |w| {
        (0..2000).try_for_each(|n| w.insert(new(n, json!({"body": "the same words"}))))
    });
    let token = Interrupt::new();
    let (running, started) = mpsc::channel();
    let stopped = thread::scope(|scope| {
        let reader = scope.spawn(|| {
            given.vault.read_interruptibly(&token, |r| {
                running.send(()).unwrap();
                loop {
                    r.search(&Search {
                        text: "same",
                        limit: 1000,
                        ..Search::default()
                    })?;
                }
                #[expect(unreachable_code, reason = "gives the closure its type")]
                Ok::<(), Error>(())
            })
        });
        started.recv().unwrap();
        token.interrupt();
        reader.join().unwrap()
    });
    assert_eq!(stopped, Err(Error::Cancelled));
    assert_eq!(
        given.found("same").len(),
        20,
        "the next read is not stopped by an old token"
    );
}

#[test]
fn one_statement_is_interrupted_in_the_middle() {
    let given = Given::new();
    given.write("import", |w| {
        (0..3000).try_for_each(|n| w.insert(new(n, json!({"body": "words"}))))
    });
    let token = Interrupt::new();
    let stopped = given.vault.read_interruptibly(&token, |r| {
        let page = Page {
            kinds: &[NOTE],
            limit: 1000,
            ..Page::default()
        };
        r.page_with(&page, |_| {
            token.interrupt();
            Ok(())
        })
    });
    assert_eq!(stopped, Err(Error::Cancelled));
}

#[test]
fn a_token_that_was_used_before_the_read_stops_it() {
    let given = Given::new();
    let token = Interrupt::new();
    token.clone().interrupt();
    let stopped = given.vault.read_interruptibly(&token, |r| r.count(NOTE));
    assert_eq!(stopped, Err(Error::Cancelled));
}

#[test]
fn who_waits_for_a_connection_can_be_interrupted() {
    let given = Given::new();
    let token = Interrupt::new();
    let (running, started) = mpsc::channel();
    let (release, released) = mpsc::channel::<()>();
    let released = std::sync::Mutex::new(released);
    thread::scope(|scope| {
        for _ in 0..4 {
            let (given, running, released) = (&given, running.clone(), &released);
            scope.spawn(move || {
                given.read(|_| {
                    running.send(()).unwrap();
                    released.lock().unwrap().recv().unwrap();
                    Ok(())
                });
            });
        }
        (0..4).for_each(|_| started.recv().unwrap());
        let waiting = scope.spawn(|| given.vault.read_interruptibly(&token, |r| r.count(NOTE)));
        token.interrupt();
        assert_eq!(waiting.join().unwrap(), Err(Error::Cancelled));
        (0..4).for_each(|_| release.send(()).unwrap());
    });
    assert_eq!(given.read(|r| r.count(NOTE)), 0);
}

#[test]
fn a_panic_in_a_read_or_an_act_leaves_the_vault_usable() {
    let given = Given::new();
    given.insert(1, json!({"title": "a"}));
    for _ in 0..10 {
        let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            given.vault.read(|r| {
                r.get(id(1))?;
                std::panic::resume_unwind(Box::new("on purpose"));
                #[expect(unreachable_code, reason = "gives the closure its type")]
                Ok::<(), Error>(())
            })
        }));
        assert!(read.is_err());
        let act = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            given.vault.transact(&act("panic"), |w| {
                w.edit(id(1), None, &fields(json!({"title": "b"})))?;
                std::panic::resume_unwind(Box::new("on purpose"));
                #[expect(unreachable_code, reason = "gives the closure its type")]
                Ok::<(), Error>(())
            })
        }));
        assert!(act.is_err());
    }
    assert_eq!(given.fields(1), json!({"title": "a"}));
    given.edit(1, json!({"title": "c"}));
    assert_eq!(given.get(1).version, 2);
    given.assert_sound();
}

#[test]
fn an_author_whose_act_failed_is_not_taken_for_the_next_one() {
    let given = Given::new();
    let by = |party: &str, n: u128, fail: bool| {
        let act = Act {
            author: Author {
                party: party.to_owned(),
                ..Author::default()
            },
            ..act("insert")
        };
        given.vault.transact(&act, |w| {
            w.insert(new(n, json!({})))?;
            w.get(id(n))?;
            if fail { Err(Error::Conflict) } else { Ok(()) }
        })
    };
    assert!(by("nobody", 1, true).is_err());
    by("somebody", 2, false).unwrap();
    by("nobody", 3, false).unwrap();
    assert_eq!(given.get(2).author.party, "somebody");
    assert_eq!(given.get(3).author.party, "nobody");
}
