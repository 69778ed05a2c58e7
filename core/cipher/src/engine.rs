//! Giving a connection its key, and making sure that the engine behind it is the one we built.

use std::sync::Once;

use rusqlite::{Connection, ffi::SQLITE_OK};

use crate::{Error, RawKey, Result, ffi};

/// What `PRAGMA cipher_provider` answers when the engine's cryptography is this crate's.
pub const PROVIDER_NAME: &str = "rustcrypto";

/// The MAC on each page of our files. A stock SQLCipher, whose default is HMAC-SHA512, opens them with the key and
/// `PRAGMA cipher_hmac_algorithm = HMAC_SHA256`; all else is SQLCipher 4's default.
pub const PAGE_MAC: &str = "HMAC_SHA256";

/// Starts the engine; to be called before the process opens its first connection, and free after that.
///
/// SQLite starts by itself with the first connection, but says that it has before SQLCipher's own start is over. A second
/// thread that opens a connection in that moment finds an engine without its cryptography. Here it waits.
pub fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| drop(Connection::open_in_memory()));
}

/// Keys a connection that has just been opened; it must come before any other statement.
///
/// The key goes through `sqlite3_key_v2` out of a buffer that is wiped, never as SQL text, which SQLite would keep in
/// statement caches, traces and errors. A wrong key is noticed by the first read, not here.
///
/// # Errors
/// [`Error::Sql`] with the engine's code.
pub fn key(conn: &Connection, key: &RawKey) -> Result<()> {
    match ffi::key_main(conn, key.literal().as_slice()) {
        SQLITE_OK => conn
            .pragma_update(None, "cipher_hmac_algorithm", PAGE_MAC)
            .map_err(Error::from),
        code => Err(Error::Sql { code }),
    }
}

/// Checks that a keyed connection really encrypts, and with our provider.
///
/// SQLite ignores pragmas that it does not know, so a build with a plain SQLite would take a key without complaint
/// and write everything in the clear. Asking for the version, the provider and the codec's state is what tells.
///
/// # Errors
/// [`Error::NotSqlCipher`] when this is not SQLCipher 4, [`Error::ForeignProvider`] when its cryptography is another's, and
/// [`Error::NotKeyed`] when the connection has no key.
pub fn verify_engine(conn: &Connection) -> Result<()> {
    let version = ask(conn, "cipher_version")?.ok_or(Error::NotSqlCipher)?;
    if !version.starts_with("4.") {
        return Err(Error::NotSqlCipher);
    }
    if ask(conn, "cipher_status")?.as_deref() != Some("1") {
        return Err(Error::NotKeyed);
    }
    match ask(conn, "cipher_provider")?.as_deref() {
        Some(PROVIDER_NAME) => Ok(()),
        _ => Err(Error::ForeignProvider),
    }
}

/// The answer to a pragma, or nothing where the engine does not know it.
fn ask(conn: &Connection, pragma: &str) -> Result<Option<String>> {
    let mut answer = None;
    conn.pragma_query(None, pragma, |row| {
        answer = Some(row.get(0)?);
        Ok(())
    })?;
    Ok(answer)
}
