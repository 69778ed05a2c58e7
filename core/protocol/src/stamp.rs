//! The order of changes on devices that cannot ask each other.
//!
//! Phones and tablets meet once a week, their clocks differ, and a clock can be set back. A plain time
//! stamp would then let yesterday's typo win over today's correction. So each change carries a hybrid
//! logical clock: wall time, and a counter that carries on where the wall clock does not move forward.
//! A change is therefore always later than all that its device had seen, and close to the real time
//! otherwise. Vector clocks would also tell concurrent changes apart; for single fields that is not worth
//! a vector in each, and where it matters (formulation, contract) every version is kept instead:
//! see [`crate::merge::VersionSet`].
//!
//! A stamp is 16 bytes whose order as bytes is the order of time, so that a database compares it
//! without knowing what it is.

use crate::check::Rule;
use crate::time::Instant;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// One installation of Kith that writes. Restoring a backup makes a new one, so that two devices
/// never write under the same name. Its text form is 16 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReplicaId(pub [u8; 8]);

/// When and where a field was changed: 48 bits of milliseconds since the Unix epoch, 16 bits of
/// counter, 8 bytes of replica, all big-endian. Its text form is 32 hexadecimal digits.
///
/// ```
/// use kith_protocol::stamp::{ReplicaId, Stamp};
/// use kith_protocol::time::Instant;
///
/// let phone = ReplicaId([1; 8]);
/// let first = Stamp::tick(None, Instant::from_millis(5_000), phone);
/// let clock_set_back = Instant::from_millis(1_000);
/// assert!(Stamp::tick(Some(first), clock_set_back, phone) > first);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp([u8; 16]);

impl Stamp {
    /// The stamp of a change made at `now` by a replica that has seen `last`: the greatest stamp it has
    /// written or received. It is later than `last`, whatever the clock says.
    ///
    /// When the counter is full it carries into the milliseconds; the clock ends in the year 10889.
    #[must_use]
    pub fn tick(last: Option<Self>, now: Instant, replica: ReplicaId) -> Self {
        // No instant has more than 48 bits, and a clock before 1970 counts as 1970.
        let wall = now.millis().max(0).unsigned_abs() << 16;
        let next = last.map_or(0, |last| last.ticks().saturating_add(1));
        Self::from_parts(wall.max(next), replica)
    }

    /// The stamp with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its bytes, whose order is the order of stamps.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0
    }

    /// The time of the change as far as the clocks can be trusted.
    #[must_use]
    pub fn at(self) -> Instant {
        Instant::from_millis((self.ticks() >> 16).cast_signed())
    }

    /// The place of the change among those with the same time.
    #[must_use]
    pub fn counter(self) -> u16 {
        let [.., high, low] = self.ticks().to_be_bytes();
        u16::from_be_bytes([high, low])
    }

    /// Who made the change.
    #[must_use]
    pub fn replica(self) -> ReplicaId {
        let [_, _, _, _, _, _, _, _, replica @ ..] = self.0;
        ReplicaId(replica)
    }

    /// How many milliseconds the stamp lies after `now`; negative if it lies before.
    ///
    /// What comes from another device is asked this before it is merged: a stamp of the far future would
    /// drag our clock along for good, and win over every later correction.
    #[must_use]
    pub fn millis_ahead_of(self, now: Instant) -> i64 {
        self.at().millis_since(now)
    }

    /// Milliseconds and counter as one number.
    fn ticks(self) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        u64::from_be_bytes([a, b, c, d, e, f, g, h])
    }

    fn from_parts(ticks: u64, replica: ReplicaId) -> Self {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&ticks.to_be_bytes());
        bytes[8..].copy_from_slice(&replica.0);
        Self(bytes)
    }
}

fn write_hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

/// Reads lower-case hexadecimal digits, the one form that we write.
fn read_hex<const N: usize>(text: &str) -> Result<[u8; N], Rule> {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if text.len() != 2 * N || !text.bytes().all(is_digit) {
        return Err(Rule::NotAnId);
    }
    let mut bytes = [0; N];
    for (place, byte) in bytes.iter_mut().enumerate() {
        let digits = &text[2 * place..2 * place + 2];
        *byte = u8::from_str_radix(digits, 16).map_err(|_| Rule::NotAnId)?;
    }
    Ok(bytes)
}

/// Gives a type of bytes its hexadecimal text form everywhere it is shown or stored.
macro_rules! as_hex {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hex(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hex(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = Rule;

            fn from_str(text: &str) -> Result<Self, Rule> {
                read_hex(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    };
}

as_hex!(ReplicaId);
as_hex!(Stamp);

#[cfg(test)]
mod tests;
