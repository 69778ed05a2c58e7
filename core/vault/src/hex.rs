//! Hexadecimal digits, in buffers that are wiped: what is written in them here is mostly keys.

use zeroize::Zeroizing;

/// Two lower-case digits for each byte.
pub(crate) fn encode(bytes: &[u8]) -> Zeroizing<String> {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).expect("a nibble is below 16");
    let mut digits = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    for byte in bytes {
        digits.push(digit(byte >> 4));
        digits.push(digit(byte & 0x0f));
    }
    digits
}

/// The bytes behind an even number of digits, or nothing.
pub(crate) fn decode(digits: &str) -> Option<Zeroizing<Vec<u8>>> {
    let digits = digits.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(digits.len() / 2));
    for pair in digits.chunks_exact(2) {
        bytes.push(value(pair[0])? << 4 | value(pair[1])?);
    }
    Some(bytes)
}

fn value(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive_their_digits() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(&encode(&bytes)).unwrap().as_slice(), bytes);
        assert_eq!(encode(&[0, 10, 255]).as_str(), "000aff");
    }

    #[test]
    fn what_is_not_digits_is_nothing() {
        for text in ["0", "0g", "é0", "0x00", " 00"] {
            assert!(decode(text).is_none(), "{text}");
        }
    }
}
