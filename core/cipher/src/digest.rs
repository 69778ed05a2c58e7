//! The keyed hashes that SQLCipher 4 knows: HMAC over a page and PBKDF2 over a passphrase, each with SHA-1, SHA-256
//! or SHA-512.
//!
//! Kith's own vaults use HMAC-SHA256 on their pages. The others are here so that the engine stays a whole SQLCipher:
//! a file that a stock build made with its defaults, or with those of an older version, opens as it should.

use hmac::digest::{FixedOutput, KeyInit, Update};
use hmac::{EagerHash, Hmac};
use pbkdf2::pbkdf2_hmac;
use sha1::Sha1;
use sha2::{Sha256, Sha512};

use crate::Refused;

/// A hash that SQLCipher names by number, the same for HMAC and for PBKDF2.
#[derive(Clone, Copy)]
pub(crate) enum Hash {
    Sha1,
    Sha256,
    Sha512,
}

impl Hash {
    /// The hash behind SQLCipher's number for it (`SQLCIPHER_HMAC_SHA1` and its siblings).
    pub(crate) fn numbered(number: i32) -> Option<Self> {
        match number {
            0 => Some(Self::Sha1),
            1 => Some(Self::Sha256),
            2 => Some(Self::Sha512),
            _ => None,
        }
    }

    /// Bytes of its output, and so of an HMAC tag.
    pub(crate) fn output_len(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}

/// Writes the HMAC of `parts`, one after the other, into `tag`, which has exactly the output's length.
pub(crate) fn hmac(
    hash: Hash,
    key: &[u8],
    parts: [&[u8]; 2],
    tag: &mut [u8],
) -> Result<(), Refused> {
    match hash {
        Hash::Sha1 => hmac_with::<Hmac<Sha1>>(key, parts, tag),
        Hash::Sha256 => hmac_with::<Hmac<Sha256>>(key, parts, tag),
        Hash::Sha512 => hmac_with::<Hmac<Sha512>>(key, parts, tag),
    }
}

fn hmac_with<M>(key: &[u8], parts: [&[u8]; 2], tag: &mut [u8]) -> Result<(), Refused>
where
    M: KeyInit + Update + FixedOutput,
{
    let mut mac = M::new_from_slice(key).map_err(|_| Refused)?;
    parts.iter().for_each(|part| mac.update(part));
    let tag = tag.try_into().map_err(|_| Refused)?;
    mac.finalize_into(tag);
    Ok(())
}

/// Fills `key` from a passphrase. Refuses a work factor of zero, which the standard does not define.
pub(crate) fn pbkdf2(
    hash: Hash,
    passphrase: &[u8],
    salt: &[u8],
    rounds: u32,
    key: &mut [u8],
) -> Result<(), Refused> {
    if rounds == 0 {
        return Err(Refused);
    }
    match hash {
        Hash::Sha1 => derive::<Sha1>(passphrase, salt, rounds, key),
        Hash::Sha256 => derive::<Sha256>(passphrase, salt, rounds, key),
        Hash::Sha512 => derive::<Sha512>(passphrase, salt, rounds, key),
    }
    Ok(())
}

fn derive<D: EagerHash>(passphrase: &[u8], salt: &[u8], rounds: u32, key: &mut [u8])
where
    Hmac<D>: KeyInit,
{
    pbkdf2_hmac::<D>(passphrase, salt, rounds, key);
}
