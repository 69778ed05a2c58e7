//! A secret of 32 bytes, and the text form in which SQLCipher takes it.

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{Error, Result};

/// Bytes of a key.
const LEN: usize = 32;
/// `x'`, two digits for each byte, `'`.
const LITERAL_LEN: usize = LEN * 2 + 3;

/// 256 bits of key material.
///
/// It lies on the heap, so moving it moves a pointer and leaves no copy behind, and it is wiped when dropped. It has
/// neither `Debug` nor `Display`: a key that cannot be printed cannot reach a log.
#[derive(Clone)]
pub struct RawKey(Box<[u8; LEN]>);

impl RawKey {
    /// A new key from the operating system's random numbers.
    ///
    /// # Errors
    /// [`Error::NoEntropy`] where the operating system has none to give.
    pub fn generate() -> Result<Self> {
        Self::filled(|bytes| getrandom::fill(bytes).map_err(|_| Error::NoEntropy))
    }

    /// A key that `fill` writes into its final place, so that no other place ever holds it.
    ///
    /// # Errors
    /// Whatever `fill` answers; the half-written key is wiped.
    pub fn filled<E>(
        fill: impl FnOnce(&mut [u8; LEN]) -> std::result::Result<(), E>,
    ) -> std::result::Result<Self, E> {
        let mut key = Self(Box::new([0; LEN]));
        fill(&mut key.0).map(|()| key)
    }

    /// The key that `bytes` hold; `None` unless there are exactly 32 of them.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; LEN] = bytes.try_into().ok()?;
        let mut key = Self(Box::new([0; LEN]));
        key.0.copy_from_slice(bytes);
        Some(key)
    }

    /// The bytes themselves, for a cipher.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; LEN] {
        &self.0
    }

    /// SQLCipher's literal for a key that needs no derivation: `x'…'`, 67 bytes, wiped when dropped.
    pub(crate) fn literal(&self) -> Zeroizing<[u8; LITERAL_LEN]> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut literal = Zeroizing::new([b'\''; LITERAL_LEN]);
        literal[0] = b'x';
        for (pair, byte) in literal[2..].chunks_exact_mut(2).zip(self.0.iter()) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 0x0f)];
        }
        literal
    }
}

impl Zeroize for RawKey {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl Drop for RawKey {
    fn drop(&mut self) {
        self.zeroize();
    }
}

impl ZeroizeOnDrop for RawKey {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_written_as_sqlciphers_blob_literal() {
        let bytes: Vec<u8> = (0..32).map(|n| n * 8).collect();
        let key = RawKey::from_slice(&bytes).unwrap();
        assert_eq!(
            std::str::from_utf8(&*key.literal()).unwrap(),
            "x'0008101820283038404850586068707880889098a0a8b0b8c0c8d0d8e0e8f0f8'"
        );
    }

    #[test]
    fn only_32_bytes_make_a_key() {
        assert!(RawKey::from_slice(&[1; 31]).is_none());
        assert!(RawKey::from_slice(&[1; 33]).is_none());
        assert!(RawKey::from_slice(&[1; 32]).is_some());
    }

    #[test]
    fn a_wiped_key_holds_zeros() {
        let mut key = RawKey::generate().unwrap();
        assert_ne!(key.as_bytes(), &[0; 32]);
        key.zeroize();
        assert_eq!(key.as_bytes(), &[0; 32]);
    }
}
