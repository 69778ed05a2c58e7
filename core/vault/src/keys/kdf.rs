//! From what a person has to a key: Argon2id for what can be guessed, HKDF-SHA256 for what cannot.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use hkdf::Hkdf;
use kith_cipher::RawKey;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{Error, Result};

/// What a key is for. Two uses never share a key, even where they come from the same secret.
#[derive(Clone, Copy)]
pub(crate) enum Use {
    DeviceWrap,
    PassphraseWrap,
    RecoveryWrap,
    HeaderMac,
    Directory,
}

impl Use {
    /// The label for HKDF. It is part of the format: changing one loses every library.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::DeviceWrap => "kith/1 wrap device",
            Self::PassphraseWrap => "kith/1 wrap passphrase",
            Self::RecoveryWrap => "kith/1 wrap recovery",
            Self::HeaderMac => "kith/1 header mac",
            Self::Directory => "kith/1 directory",
        }
    }
}

/// The key for one use in one library, out of key material that is random enough already.
pub(crate) fn subkey(material: &[u8], library: Uuid, purpose: Use) -> RawKey {
    let hkdf = Hkdf::<Sha256>::new(Some(library.as_bytes()), material);
    RawKey::filled(|key| hkdf.expand(purpose.label().as_bytes(), key))
        .expect("HKDF-SHA256 gives up to 8160 bytes, and a key is 32")
}

/// What one guess at a passphrase costs.
///
/// The default takes a third of a second to a second on the phones of today. The floor is OWASP's minimum for Argon2id. The
/// ceiling keeps a file from asking for more memory or time than a phone has; parameters read from a file
/// are held against both before anything is computed with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArgonCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes, computed one after the other here.
    pub lanes: u32,
}

impl ArgonCost {
    /// 19 MiB and 2 passes: nothing weaker is ever written or accepted.
    pub const FLOOR: Self = Self {
        memory_kib: 19 * 1024,
        passes: 2,
        lanes: 1,
    };
    /// 64 MiB and 3 passes.
    pub const DEFAULT: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 1,
    };
    /// 256 MiB and 10 passes: nothing dearer is ever computed.
    pub const CEILING: Self = Self {
        memory_kib: 256 * 1024,
        passes: 10,
        lanes: 4,
    };

    /// Itself, when it lies between the floor and the ceiling.
    ///
    /// # Errors
    /// [`Error::WeakParameters`] otherwise.
    pub fn checked(self) -> Result<Self> {
        let within = |value, floor, ceiling| (floor..=ceiling).contains(&value);
        let sound = within(
            self.memory_kib,
            Self::FLOOR.memory_kib,
            Self::CEILING.memory_kib,
        ) && within(self.passes, Self::FLOOR.passes, Self::CEILING.passes)
            && within(self.lanes, Self::FLOOR.lanes, Self::CEILING.lanes);
        sound.then_some(self).ok_or(Error::WeakParameters)
    }

    /// Argon2id version 1.3. The memory it worked in is wiped before it is given back.
    pub(crate) fn stretch(self, passphrase: &[u8], salt: &[u8]) -> Result<RawKey> {
        let cost = self.checked()?;
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, None)
            .map_err(|_| Error::WeakParameters)?;
        let mut memory = working_memory(params.block_count())?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        RawKey::filled(|key| {
            argon.hash_password_into_with_memory(passphrase, salt, key, memory.as_mut_slice())
        })
        .map_err(|_| Error::WeakParameters)
    }
}

impl Default for ArgonCost {
    fn default() -> Self {
        Self::DEFAULT
    }
}

fn working_memory(blocks: usize) -> Result<Zeroizing<Vec<Block>>> {
    let mut memory = Vec::new();
    memory.try_reserve_exact(blocks).map_err(|_| Error::Io {
        kind: std::io::ErrorKind::OutOfMemory,
    })?;
    memory.resize(blocks, Block::default());
    Ok(Zeroizing::new(memory))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(key: &RawKey) -> String {
        key.as_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    #[test]
    fn parameters_outside_the_bounds_are_refused_before_they_are_used() {
        let (floor, ceiling) = (ArgonCost::FLOOR, ArgonCost::CEILING);
        let outside = [
            ArgonCost {
                memory_kib: floor.memory_kib - 1,
                ..floor
            },
            ArgonCost { passes: 1, ..floor },
            ArgonCost { lanes: 0, ..floor },
            ArgonCost {
                memory_kib: ceiling.memory_kib + 1,
                ..floor
            },
            ArgonCost {
                memory_kib: u32::MAX,
                ..floor
            },
            ArgonCost {
                passes: 11,
                ..floor
            },
            ArgonCost { lanes: 5, ..floor },
        ];
        for cost in outside {
            assert_eq!(cost.checked(), Err(Error::WeakParameters), "{cost:?}");
            assert!(cost.stretch(b"passphrase", &[7; 16]).is_err());
        }
        for cost in [floor, ceiling, ArgonCost::DEFAULT] {
            assert_eq!(cost.checked(), Ok(cost));
        }
    }

    /// Computed with the reference implementation's command line:
    /// `printf password | argon2 somesaltsomesalt -id -t 2 -k 19456 -p 1 -l 32 -r`.
    #[test]
    fn stretching_gives_what_the_reference_implementation_gives() {
        let key = ArgonCost::FLOOR
            .stretch(b"password", b"somesaltsomesalt")
            .unwrap();
        assert_eq!(
            hex(&key),
            "2b5dc4054886ec957ef59c73b661c54dd6fb274590b278f657c6d96aac8fa6d1"
        );
    }

    /// RFC 5869 has no case of this shape, so the answer is HMAC written out: PRK, then the only block.
    #[test]
    fn a_subkey_is_hkdf_with_the_library_as_salt() {
        use hmac::{Hmac, KeyInit, Mac};
        let mac = |key: &[u8], text: &[u8]| {
            let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
            mac.update(text);
            mac.finalize().into_bytes().to_vec()
        };
        let library = Uuid::from_u128(7);
        let block = [Use::HeaderMac.label().as_bytes(), &[1]].concat();
        let expected = mac(&mac(library.as_bytes(), b"material"), &block);
        assert_eq!(
            subkey(b"material", library, Use::HeaderMac)
                .as_bytes()
                .as_slice(),
            expected
        );
    }

    #[test]
    fn no_two_uses_share_a_key() {
        let uses = [
            Use::DeviceWrap,
            Use::PassphraseWrap,
            Use::RecoveryWrap,
            Use::HeaderMac,
            Use::Directory,
        ];
        let keys: std::collections::HashSet<String> = uses
            .into_iter()
            .map(|purpose| hex(&subkey(&[9; 32], Uuid::nil(), purpose)))
            .collect();
        assert_eq!(keys.len(), uses.len());
    }
}
