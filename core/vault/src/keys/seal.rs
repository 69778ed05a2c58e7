//! Sealing: XChaCha20-Poly1305, whose 24-byte nonces may simply be random, bound to what the sealed bytes belong to.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use kith_cipher::RawKey;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::Zeroizing;

use crate::{Error, Result, hex};

const NONCE_LEN: usize = 24;

/// Nonce, ciphertext and tag; in JSON, their hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Sealed(Vec<u8>);

impl Sealed {
    /// Seals `plain` so that it opens only with the same key and beside the same `context`.
    pub(crate) fn new(key: &RawKey, context: &[u8], plain: &[u8]) -> Result<Self> {
        let mut sealed = vec![0; NONCE_LEN];
        getrandom::fill(&mut sealed)?;
        let payload = Payload {
            msg: plain,
            aad: context,
        };
        let ciphertext = cipher(key)
            .encrypt(&nonce(&sealed)?, payload)
            .map_err(|_| Error::Damaged {
                what: "a sealed part too long to seal",
            })?;
        sealed.extend_from_slice(&ciphertext);
        Ok(Self(sealed))
    }

    /// What was sealed, or nothing when key, context or a single bit is another.
    pub(crate) fn open(&self, key: &RawKey, context: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce_bytes, ciphertext) = self.0.split_at_checked(NONCE_LEN)?;
        let payload = Payload {
            msg: ciphertext,
            aad: context,
        };
        let plain = cipher(key)
            .decrypt(&nonce(nonce_bytes).ok()?, payload)
            .ok()?;
        Some(Zeroizing::new(plain))
    }
}

fn cipher(key: &RawKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.as_bytes().into())
}

fn nonce(bytes: &[u8]) -> Result<XNonce> {
    XNonce::try_from(bytes).map_err(|_| Error::Damaged {
        what: "a sealed part",
    })
}

impl Serialize for Sealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Sealed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        hex::decode(&digits)
            .map(Self)
            .ok_or_else(|| de::Error::custom("not hexadecimal digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_beside_its_context_and_not_otherwise() {
        let (key, other) = (RawKey::generate().unwrap(), RawKey::generate().unwrap());
        let sealed = Sealed::new(&key, b"context", b"a secret").unwrap();
        assert_eq!(
            sealed.open(&key, b"context").unwrap().as_slice(),
            b"a secret"
        );
        assert!(sealed.open(&other, b"context").is_none());
        assert!(sealed.open(&key, b"another").is_none());
    }

    #[test]
    fn every_changed_or_missing_byte_is_noticed() {
        let key = RawKey::generate().unwrap();
        let sealed = Sealed::new(&key, b"", b"a secret").unwrap();
        for at in 0..sealed.0.len() {
            let mut flipped = sealed.clone();
            flipped.0[at] ^= 1;
            assert!(flipped.open(&key, b"").is_none(), "byte {at} flipped");
            assert!(
                Sealed(sealed.0[..at].to_vec()).open(&key, b"").is_none(),
                "cut at {at}"
            );
        }
    }

    /// draft-irtf-cfrg-xchacha-03, A.3.1.
    #[test]
    fn the_published_vector_opens() {
        let key: Vec<u8> = (0x80..=0x9f).collect();
        let mut bytes: Vec<u8> = (0x40..=0x57).collect();
        bytes.extend_from_slice(
            &hex::decode(
                "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39\
                 ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9\
                 21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49",
            )
            .unwrap(),
        );
        let context = hex::decode("50515253c0c1c2c3c4c5c6c7").unwrap();
        let plain = Sealed(bytes)
            .open(&RawKey::from_slice(&key).unwrap(), &context)
            .unwrap();
        assert!(plain.starts_with(b"Ladies and Gentlemen of the class of '99"));
    }
}
