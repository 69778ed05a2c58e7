//! What can go wrong below a vault. No variant carries text: an engine's message may quote what a person wrote.

/// Why a connection cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The library was linked against an SQLite that is not SQLCipher 4.
    #[error("the database engine is not SQLCipher 4; build with rusqlite's `bundled-sqlcipher`")]
    NotSqlCipher,
    /// SQLCipher is there, but its cryptography is not this crate's.
    #[error(
        "the database engine does not use Kith's cryptography; build with LIBSQLITE3_FLAGS=-DSQLCIPHER_CRYPTO_CUSTOM=kith_sqlcipher_setup"
    )]
    ForeignProvider,
    /// The connection has no key, so it would write in the clear.
    #[error("the connection has no key")]
    NotKeyed,
    /// The operating system gave no random numbers.
    #[error("the operating system has no random numbers")]
    NoEntropy,
    /// SQLite's own (extended) code.
    #[error("the database engine answered with code {code}")]
    Sql {
        /// The extended result code.
        code: i32,
    },
}

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let code = error
            .sqlite_error()
            .map_or(rusqlite::ffi::SQLITE_ERROR, |inner| inner.extended_code);
        Self::Sql { code }
    }
}
