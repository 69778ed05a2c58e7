//! One page in AES-256-CBC, in place and without padding: SQLCipher always hands over whole blocks.
//!
//! The key schedule is built anew for each page. With the AES instructions that phones and desktops have it costs
//! some tens of nanoseconds beside the microseconds that the page itself takes, and nothing then has to remember,
//! share or wipe a schedule between calls.

use aes::Aes256;
use aes::cipher::array::Array;
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};

use crate::Refused;

/// Bytes of an AES-256 key.
pub(crate) const KEY_LEN: usize = 32;
/// Bytes of an AES block, and so of the initialisation vector.
pub(crate) const BLOCK_LEN: usize = 16;

/// Which way a page travels.
#[derive(Clone, Copy)]
pub(crate) enum Direction {
    Encrypt,
    Decrypt,
}

/// Encrypts or decrypts `page` where it lies.
///
/// Refuses a key or vector of the wrong length and a page that is not whole blocks; the page is then untouched.
pub(crate) fn crypt(
    direction: Direction,
    key: &[u8],
    iv: &[u8],
    page: &mut [u8],
) -> Result<(), Refused> {
    let (blocks, rest) = Array::slice_as_chunks_mut(page);
    if !rest.is_empty() {
        return Err(Refused);
    }
    match direction {
        Direction::Encrypt => cbc::Encryptor::<Aes256>::new_from_slices(key, iv)
            .map_err(|_| Refused)?
            .encrypt_blocks(blocks),
        Direction::Decrypt => cbc::Decryptor::<Aes256>::new_from_slices(key, iv)
            .map_err(|_| Refused)?
            .decrypt_blocks(blocks),
    }
    Ok(())
}
