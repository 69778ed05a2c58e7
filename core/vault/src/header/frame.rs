//! The bytes of one copy: magic, length, JSON, MAC, checksum.
//!
//! The checksum (SHA-256 of all that stands before it, the MAC too) needs no key: a torn or rotten copy is recognised before anyone is asked for a
//! secret, and told from a wrong secret. The MAC (HMAC-SHA256 under a subkey of the library key) covers the rest and is verified after
//! unlocking: whoever can write to the folder can compute a checksum, but cannot swap a wrap or lower a
//! parameter unnoticed.

use hmac::{Hmac, KeyInit, Mac};
use kith_cipher::RawKey;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{DAMAGED, Header, MAJOR};
use crate::{Error, Result};

const MAGIC: &[u8; 8] = b"KITHLIB\0";
const LEN: usize = 4;
const HASH: usize = 32;
/// Far above any real header, and small enough to read at once.
pub(super) const MAX_FILE: u64 = 16 << 20;

/// A copy whose checksum holds.
pub(crate) struct Framed {
    pub(crate) header: Header,
    bytes: Vec<u8>,
}

/// The bytes of a copy.
pub(crate) fn encode(header: &Header, mac_key: &RawKey) -> Result<Vec<u8>> {
    let json = serde_json::to_vec(header).map_err(|_| DAMAGED)?;
    let len = u32::try_from(json.len()).map_err(|_| Error::StorageFull)?;
    let mut bytes = [MAGIC.as_slice(), &len.to_be_bytes(), &json].concat();
    let tag = mac(mac_key, &bytes).finalize().into_bytes();
    bytes.extend_from_slice(&tag);
    let checksum = Sha256::digest(&bytes);
    bytes.extend_from_slice(&checksum);
    Ok(bytes)
}

/// Reads a copy as far as that goes without a key.
///
/// # Errors
/// [`Error::NewerFormat`] for another major format, [`Error::Damaged`] for everything that is not a whole copy.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<Framed> {
    let json = sound_json(&bytes).ok_or(DAMAGED)?;
    let header: Header =
        serde_json::from_slice(json).map_err(|_| newer_format(json).unwrap_or(DAMAGED))?;
    match header.major() {
        MAJOR => Ok(Framed { header, bytes }),
        found => Err(unknown(found)),
    }
}

/// Why a header that is whole cannot be read, if it is because of its format.
fn newer_format(json: &[u8]) -> Option<Error> {
    let probe: Probe = serde_json::from_slice(json).ok()?;
    (probe.format.major != MAJOR).then(|| unknown(probe.format.major))
}

fn unknown(found: i64) -> Error {
    match found {
        newer if newer > MAJOR => Error::NewerFormat {
            found,
            known: MAJOR,
        },
        _ => DAMAGED,
    }
}

impl Framed {
    /// Whether the library's key wrote it.
    pub(crate) fn is_authentic(&self, mac_key: &RawKey) -> bool {
        let (rest, _checksum) = self.bytes.split_at(self.bytes.len() - HASH);
        let (signed, tag) = rest.split_at(rest.len() - HASH);
        mac(mac_key, signed).verify_slice(tag).is_ok()
    }

    /// The copy as it lies on the disk.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// All that a version which cannot read the rest must be able to read.
#[derive(Deserialize)]
struct Probe {
    format: ProbeFormat,
}

#[derive(Deserialize)]
struct ProbeFormat {
    major: i64,
}

/// The JSON, if magic, length and checksum agree.
fn sound_json(bytes: &[u8]) -> Option<&[u8]> {
    let (rest, checksum) = bytes.split_at_checked(bytes.len().checked_sub(HASH)?)?;
    if Sha256::digest(rest).as_slice() != checksum {
        return None;
    }
    let rest = rest.strip_prefix(MAGIC.as_slice())?;
    let (len, rest) = rest.split_at_checked(LEN)?;
    let len = usize::try_from(u32::from_be_bytes(len.try_into().ok()?)).ok()?;
    (rest.len() == len.checked_add(HASH)?).then(|| &rest[..len])
}

fn mac(key: &RawKey, signed: &[u8]) -> Hmac<Sha256> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key.as_bytes())
        .expect("HMAC takes keys of any length");
    mac.update(signed);
    mac
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::keys::LibraryKey;

    /// Frames arbitrary JSON, as a newer version or a forger would.
    fn framed(json: &str) -> Vec<u8> {
        let len = u32::try_from(json.len()).unwrap().to_be_bytes();
        let mut bytes = [MAGIC.as_slice(), &len, json.as_bytes(), &[0; HASH]].concat();
        let checksum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&checksum);
        bytes
    }

    fn sample() -> (Vec<u8>, RawKey) {
        let key = LibraryKey::generate().unwrap();
        let header = Header::new(Uuid::new_v4(), &key).unwrap();
        let mac_key = key.header_mac(header.library);
        (encode(&header, &mac_key).unwrap(), mac_key)
    }

    #[test]
    fn every_flipped_or_missing_byte_is_damage() {
        let (good, mac_key) = sample();
        assert!(decode(good.clone()).unwrap().is_authentic(&mac_key));
        for at in 0..good.len() {
            let mut flipped = good.clone();
            flipped[at] ^= 0x10;
            assert_eq!(decode(flipped).err(), Some(DAMAGED), "byte {at} flipped");
            assert_eq!(
                decode(good[..at].to_vec()).err(),
                Some(DAMAGED),
                "cut at {at}"
            );
        }
        assert_eq!(
            decode([good, vec![0]].concat()).err(),
            Some(DAMAGED),
            "a byte too many"
        );
    }

    #[test]
    fn a_forged_copy_has_a_checksum_but_no_mac() {
        let (good, mac_key) = sample();
        let len = good.len() - 2 * HASH;
        let json = std::str::from_utf8(&good[MAGIC.len() + LEN..len]).unwrap();
        let forged = decode(framed(
            &json.replace("\"generation\":0", "\"generation\":9"),
        ))
        .unwrap();
        assert_eq!(forged.header.generation, 9);
        assert!(!forged.is_authentic(&mac_key));
    }

    #[test]
    fn a_newer_major_format_is_told_from_damage_whatever_else_it_holds() {
        let newer = framed(r#"{"format":{"major":2},"everything":"else"}"#);
        assert_eq!(
            decode(newer).err(),
            Some(Error::NewerFormat { found: 2, known: 1 })
        );
        for nonsense in [r#"{"format":{}}"#, r#"{"format":{"major":1}}"#, "[]", ""] {
            assert_eq!(decode(framed(nonsense)).err(), Some(DAMAGED), "{nonsense}");
        }
    }
}
