//! What a library holds, sealed: its vaults with their names and keys.

use kith_cipher::RawKey;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::DAMAGED;
use crate::keys::{LibraryKey, Sealed};
use crate::{Error, Result, hex};

/// The plain text is padded with spaces to a multiple of this, so that its length tells little about its content.
const BLOCK: usize = 4096;
const CONTEXT: &[u8] = b"kith/1 directory";

/// The vaults of a library. Members of newer versions are carried along.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Directory {
    pub(crate) vaults: Vec<Entry>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

/// One vault.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) id: Uuid,
    pub(crate) role: String,
    pub(crate) name: String,
    /// Whether its file has been made: from then on a missing file is a loss and not a beginning.
    pub(crate) begun: bool,
    #[serde(with = "digits")]
    pub(crate) key: RawKey,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

impl Entry {
    /// A vault that is still to be begun, with a key of its own.
    pub(crate) fn new(role: &str, name: &str) -> Result<Self> {
        Ok(Self {
            id: Uuid::new_v4(),
            role: role.to_owned(),
            name: name.to_owned(),
            begun: false,
            key: RawKey::generate()?,
            extra: Map::new(),
        })
    }
}

impl Directory {
    pub(super) fn open(sealed: &Sealed, library: Uuid, key: &LibraryKey) -> Result<Self> {
        let plain = sealed
            .open(&key.directory(library), &context(library))
            .ok_or(DAMAGED)?;
        serde_json::from_slice(&plain).map_err(|_| DAMAGED)
    }

    pub(super) fn seal(&self, library: Uuid, key: &LibraryKey) -> Result<Sealed> {
        Sealed::new(
            &key.directory(library),
            &context(library),
            &self.padded_json()?,
        )
    }

    /// The entry of that vault.
    pub(crate) fn entry(&self, id: Uuid) -> Result<&Entry> {
        self.vaults
            .iter()
            .find(|entry| entry.id == id)
            .ok_or(Error::NotFound)
    }

    /// The directory with that vault's entry changed.
    pub(crate) fn with_entry(&self, id: Uuid, change: impl FnOnce(&mut Entry)) -> Result<Self> {
        let mut next = self.clone();
        let entry = next.vaults.iter_mut().find(|entry| entry.id == id);
        change(entry.ok_or(Error::NotFound)?);
        Ok(next)
    }

    /// The directory with another vault.
    pub(crate) fn with(&self, entry: Entry) -> Self {
        let mut next = self.clone();
        next.vaults.push(entry);
        next
    }

    /// The directory without that vault, and so without its key.
    pub(crate) fn without(&self, id: Uuid) -> Result<Self> {
        self.entry(id)?;
        let mut next = self.clone();
        next.vaults.retain(|entry| entry.id != id);
        Ok(next)
    }

    /// Counted first and written once: a buffer that grew would leave keys behind where it was.
    fn padded_json(&self) -> Result<Zeroizing<Vec<u8>>> {
        let mut count = Count(0);
        serde_json::to_writer(&mut count, self).map_err(|_| DAMAGED)?;
        let len = count.0.next_multiple_of(BLOCK);
        let mut json = Zeroizing::new(Vec::with_capacity(len));
        serde_json::to_writer(&mut *json, self).map_err(|_| DAMAGED)?;
        json.resize(len, b' ');
        Ok(json)
    }
}

fn context(library: Uuid) -> Vec<u8> {
    [library.as_bytes().as_slice(), CONTEXT].concat()
}

/// Takes the length of what is written to it.
struct Count(usize);

impl std::io::Write for Count {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A key as hexadecimal digits, read and written through buffers that are wiped.
mod digits {
    use super::*;

    pub(super) fn serialize<S: Serializer>(
        key: &RawKey,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(key.as_bytes()))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<RawKey, D::Error> {
        deserializer.deserialize_str(Digits)
    }

    /// Reads the digits where they lie instead of asking for a string of its own.
    struct Digits;

    impl de::Visitor<'_> for Digits {
        type Value = RawKey;

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("64 hexadecimal digits")
        }

        fn visit_str<E: de::Error>(self, digits: &str) -> std::result::Result<RawKey, E> {
            let key = hex::decode(digits)
                .map(Zeroizing::new)
                .and_then(|bytes| RawKey::from_slice(&bytes));
            key.ok_or_else(|| E::custom("not a key"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_of_few_vaults_is_as_long_as_one_of_none() {
        let mut directory = Directory::default();
        let empty = directory.padded_json().unwrap().len();
        for name in ["A", "B", "C with a longer name"] {
            directory = directory.with(Entry::new("client", name).unwrap());
        }
        assert_eq!(directory.padded_json().unwrap().len(), empty);
    }

    #[test]
    fn members_of_a_newer_version_are_kept() {
        let json = r#"{"vaults":[{"id":"00000000-0000-0000-0000-000000000001","role":"client","name":"A","begun":true,
            "key":"0000000000000000000000000000000000000000000000000000000000000001","retention":{"years":10}}],
            "backup":{"key":"secret"}}"#;
        let directory: Directory = serde_json::from_str(json).unwrap();
        let again = directory
            .with_entry(Uuid::from_u128(1), |entry| entry.name = "B".to_owned())
            .unwrap();
        let value: Value = serde_json::from_slice(&again.padded_json().unwrap()).unwrap();
        assert_eq!(value["vaults"][0]["retention"]["years"], 10);
        assert_eq!(value["vaults"][0]["name"], "B");
        assert_eq!(value["backup"]["key"], "secret");
    }
}
