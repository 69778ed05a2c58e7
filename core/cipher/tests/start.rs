//! The first moment of a process. Alone in its file, because only the first connections of a process can meet it.
#![allow(clippy::unwrap_used)]

use kith_cipher::{RawKey, key, start, verify_engine};
use rusqlite::Connection;

#[test]
fn threads_that_open_the_first_connections_at_once_all_find_the_cryptography() {
    let dir = tempfile::tempdir().unwrap();
    let secret = RawKey::generate().unwrap();
    std::thread::scope(|scope| {
        for n in 0..16 {
            let (file, secret) = (dir.path().join(n.to_string()), secret.clone());
            scope.spawn(move || {
                start();
                let conn = Connection::open(file).unwrap();
                key(&conn, &secret).unwrap();
                verify_engine(&conn).unwrap();
            });
        }
    });
}
