//! The C side: the table of functions that SQLCipher asks for, and the one call into it that rusqlite does not have.
//!
//! Each function checks what it was handed (null, negative, unknown), makes slices of it, and calls a pure function.
//! A refusal is `SQLITE_ERROR`, upon which SQLCipher blanks the page and fails the statement. Nothing here panics, and
//! an `extern "C"` function that did would end the process rather than unwind into C.
//!
//! The layout of [`Provider`] is `struct sqlcipher_provider` of SQLCipher 4.20. The lock file pins that version, and a
//! test compares the two declarations, so an update that moves a field is noticed before it corrupts anything.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_char, c_int, c_uchar, c_void};
use std::{ptr, slice};

use rusqlite::Connection;
use rusqlite::ffi::{SQLITE_ERROR, SQLITE_MISUSE, SQLITE_OK, sqlite3_key_v2};

use crate::Refused;
use crate::digest::{self, Hash};
use crate::page::{self, BLOCK_LEN, Direction, KEY_LEN};

const NAME: &CStr = c"rustcrypto";
const VERSION: &CStr =
    match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
        Ok(version) => version,
        Err(_) => panic!("a version holds no NUL"),
    };
const CIPHER: &CStr = c"AES-256-CBC";

/// No state is kept between calls, so every context is the same opaque `void *`.
type Context = *mut c_void;

/// `struct sqlcipher_provider`, field for field.
#[repr(C)]
pub(crate) struct Provider {
    init: Option<extern "C" fn() -> c_int>,
    shutdown: Option<extern "C" fn()>,
    get_provider_name: extern "C" fn(Context) -> *const c_char,
    add_random: extern "C" fn(Context, *const c_void, c_int) -> c_int,
    pub(crate) random: unsafe extern "C" fn(Context, *mut c_void, c_int) -> c_int,
    pub(crate) hmac: Hmac,
    pub(crate) kdf: Kdf,
    pub(crate) cipher: Cipher,
    get_cipher: extern "C" fn(Context) -> *const c_char,
    pub(crate) get_key_sz: extern "C" fn(Context) -> c_int,
    pub(crate) get_iv_sz: extern "C" fn(Context) -> c_int,
    pub(crate) get_block_sz: extern "C" fn(Context) -> c_int,
    pub(crate) get_hmac_sz: extern "C" fn(Context, c_int) -> c_int,
    ctx_init: unsafe extern "C" fn(*mut Context) -> c_int,
    ctx_free: unsafe extern "C" fn(*mut Context) -> c_int,
    fips_status: extern "C" fn(Context) -> c_int,
    get_provider_version: extern "C" fn(Context) -> *const c_char,
    next: *mut Provider,
}

/// Context, algorithm, key, first part, second part (may be null), tag.
type Hmac = unsafe extern "C" fn(
    Context,
    c_int,
    *const c_uchar,
    c_int,
    *const c_uchar,
    c_int,
    *const c_uchar,
    c_int,
    *mut c_uchar,
) -> c_int;
/// Context, algorithm, passphrase, salt, work factor, key.
type Kdf = unsafe extern "C" fn(
    Context,
    c_int,
    *const c_uchar,
    c_int,
    *const c_uchar,
    c_int,
    c_int,
    c_int,
    *mut c_uchar,
) -> c_int;
/// Context, mode, key, initialisation vector, input, output of the same length.
type Cipher = unsafe extern "C" fn(
    Context,
    c_int,
    *const c_uchar,
    c_int,
    *const c_uchar,
    *const c_uchar,
    c_int,
    *mut c_uchar,
) -> c_int;

/// What SQLCipher calls once, when SQLite starts, to learn its cryptography. The name is the one given to
/// `SQLCIPHER_CRYPTO_CUSTOM`.
///
/// # Safety
/// `provider` is null or valid for writing one `Provider`.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn kith_sqlcipher_setup(provider: *mut Provider) -> c_int {
    if provider.is_null() {
        return SQLITE_MISUSE;
    }
    // SAFETY: it is not null, and the caller gives us room for one `Provider`; the old bytes need no drop.
    unsafe { provider.write(Provider::rustcrypto()) };
    SQLITE_OK
}

impl Provider {
    fn rustcrypto() -> Self {
        Self {
            init: None,
            shutdown: None,
            get_provider_name: name,
            add_random,
            random,
            hmac,
            kdf,
            cipher,
            get_cipher: cipher_name,
            get_key_sz: key_len,
            get_iv_sz: block_len,
            get_block_sz: block_len,
            get_hmac_sz: hmac_len,
            ctx_init: context_init,
            ctx_free: context_free,
            fips_status,
            get_provider_version: version,
            next: ptr::null_mut(),
        }
    }
}

/// `sqlite3_key_v2` for the main database of a connection.
pub(crate) fn key_main(conn: &Connection, literal: &[u8]) -> c_int {
    let Ok(len) = c_int::try_from(literal.len()) else {
        return SQLITE_MISUSE;
    };
    // SAFETY: the handle lives as long as the borrowed connection, is used by this thread alone during the call, and
    // is not kept. SQLCipher copies the `len` bytes of the literal before it returns.
    unsafe {
        sqlite3_key_v2(
            conn.handle(),
            c"main".as_ptr(),
            literal.as_ptr().cast(),
            len,
        )
    }
}

/// The bytes at `start`: none for a null pointer or a length that is not positive.
///
/// # Safety
/// A pointer that is not null is valid for reading `len` bytes, which nobody changes for `'a`.
unsafe fn bytes<'a>(start: *const c_uchar, len: c_int) -> &'a [u8] {
    match usize::try_from(len) {
        // SAFETY: the caller's promise, for a pointer and a length that have been checked.
        Ok(len) if len > 0 && !start.is_null() => unsafe { slice::from_raw_parts(start, len) },
        _ => &[],
    }
}

/// The same for bytes to write; a null pointer or a length that is not positive is refused.
///
/// # Safety
/// A pointer that is not null is valid for reading and writing `len` initialised bytes that nobody else touches for `'a`.
unsafe fn bytes_mut<'a>(start: *mut c_uchar, len: c_int) -> Result<&'a mut [u8], Refused> {
    let len = usize::try_from(len).map_err(|_| Refused)?;
    if len == 0 || start.is_null() {
        return Err(Refused);
    }
    // SAFETY: the caller's promise, for a pointer and a length that have been checked.
    Ok(unsafe { slice::from_raw_parts_mut(start, len) })
}

fn code(result: Result<(), Refused>) -> c_int {
    match result {
        Ok(()) => SQLITE_OK,
        Err(Refused) => SQLITE_ERROR,
    }
}

unsafe extern "C" fn random(_: Context, buffer: *mut c_void, len: c_int) -> c_int {
    // SAFETY: SQLCipher hands over its own buffer of `len` bytes for the length of the call.
    let filled = unsafe { bytes_mut(buffer.cast(), len) };
    code(filled.and_then(|buffer| getrandom::fill(buffer).map_err(|_| Refused)))
}

unsafe extern "C" fn hmac(
    _: Context,
    algorithm: c_int,
    key: *const c_uchar,
    key_len: c_int,
    first: *const c_uchar,
    first_len: c_int,
    second: *const c_uchar,
    second_len: c_int,
    tag: *mut c_uchar,
) -> c_int {
    let Some(hash) = Hash::numbered(algorithm).filter(|_| !key.is_null() && !first.is_null())
    else {
        return SQLITE_ERROR;
    };
    // SAFETY: SQLCipher's buffers, each of the length beside it, unchanged during the call; the tag has room for the
    // length that `get_hmac_sz` reported and lies beyond the two parts.
    let (key, parts, tag) = unsafe {
        (
            bytes(key, key_len),
            [bytes(first, first_len), bytes(second, second_len)],
            bytes_mut(tag, hmac_len(ptr::null_mut(), algorithm)),
        )
    };
    code(tag.and_then(|tag| digest::hmac(hash, key, parts, tag)))
}

unsafe extern "C" fn kdf(
    _: Context,
    algorithm: c_int,
    passphrase: *const c_uchar,
    passphrase_len: c_int,
    salt: *const c_uchar,
    salt_len: c_int,
    rounds: c_int,
    key_len: c_int,
    key: *mut c_uchar,
) -> c_int {
    let (Some(hash), Ok(rounds)) = (Hash::numbered(algorithm), u32::try_from(rounds)) else {
        return SQLITE_ERROR;
    };
    // SAFETY: SQLCipher's buffers, each of the length beside it, unchanged during the call; the key is written to a
    // buffer of its own.
    let (passphrase, salt, key) = unsafe {
        (
            bytes(passphrase, passphrase_len),
            bytes(salt, salt_len),
            bytes_mut(key, key_len),
        )
    };
    code(key.and_then(|key| digest::pbkdf2(hash, passphrase, salt, rounds, key)))
}

unsafe extern "C" fn cipher(
    _: Context,
    mode: c_int,
    key: *const c_uchar,
    key_len: c_int,
    iv: *const c_uchar,
    input: *const c_uchar,
    len: c_int,
    output: *mut c_uchar,
) -> c_int {
    let direction = match mode {
        0 => Direction::Decrypt,
        1 => Direction::Encrypt,
        _ => return SQLITE_ERROR,
    };
    let Some(size) = usize::try_from(len)
        .ok()
        .filter(|_| !input.is_null() && !output.is_null())
    else {
        return SQLITE_ERROR;
    };
    // SAFETY: both are valid for `len` bytes; `copy` allows them to be the same page or to overlap.
    unsafe { ptr::copy(input, output, size) };
    // SAFETY: the key and the vector are of the lengths that we reported; the vector lies behind the page in the output
    // buffer and not in it. The input is not looked at again, so the page is ours alone.
    let (key, iv, page) = unsafe {
        (
            bytes(key, key_len),
            bytes(iv, block_len(ptr::null_mut())),
            bytes_mut(output, len),
        )
    };
    code(page.and_then(|page| page::crypt(direction, key, iv, page)))
}

unsafe extern "C" fn context_init(context: *mut Context) -> c_int {
    // SAFETY: SQLCipher passes the address of its own context pointer, or null.
    unsafe { context.as_mut() }.map_or(SQLITE_MISUSE, |context| {
        *context = ptr::null_mut();
        SQLITE_OK
    })
}

unsafe extern "C" fn context_free(context: *mut Context) -> c_int {
    // SAFETY: as for `context_init`; there is nothing to free.
    unsafe { context_init(context) }
}

/// SQLCipher may add to the pool of a generator that it feeds; the operating system's needs no feeding.
extern "C" fn add_random(_: Context, _: *const c_void, _: c_int) -> c_int {
    SQLITE_OK
}

extern "C" fn name(_: Context) -> *const c_char {
    NAME.as_ptr()
}

extern "C" fn version(_: Context) -> *const c_char {
    VERSION.as_ptr()
}

extern "C" fn cipher_name(_: Context) -> *const c_char {
    CIPHER.as_ptr()
}

extern "C" fn key_len(_: Context) -> c_int {
    KEY_LEN as c_int
}

extern "C" fn block_len(_: Context) -> c_int {
    BLOCK_LEN as c_int
}

extern "C" fn hmac_len(_: Context, algorithm: c_int) -> c_int {
    Hash::numbered(algorithm).map_or(0, |hash| hash.output_len() as c_int)
}

extern "C" fn fips_status(_: Context) -> c_int {
    0
}
