//! The key at the root of a library.

use kith_cipher::RawKey;
use uuid::Uuid;

use super::kdf::{self, Use};
use crate::Result;

/// 256 random bits that nothing is encrypted with: they only give the keys that are, one for each use.
#[derive(Clone)]
pub(crate) struct LibraryKey(RawKey);

impl LibraryKey {
    pub(crate) fn generate() -> Result<Self> {
        Ok(Self(RawKey::generate()?))
    }

    pub(super) fn from_slice(bytes: &[u8]) -> Option<Self> {
        RawKey::from_slice(bytes).map(Self)
    }

    pub(super) fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// The key that authenticates the header.
    pub(crate) fn header_mac(&self, library: Uuid) -> RawKey {
        kdf::subkey(self.as_bytes(), library, Use::HeaderMac)
    }

    /// The key that seals the header's directory of vaults.
    pub(crate) fn directory(&self, library: Uuid) -> RawKey {
        kdf::subkey(self.as_bytes(), library, Use::Directory)
    }

    #[cfg(test)]
    pub(crate) fn raw_bytes(&self) -> &[u8; 32] {
        self.as_bytes()
    }
}
