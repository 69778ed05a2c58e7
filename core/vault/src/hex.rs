//! Hexadecimal digits. What is written in them here is mostly keys, so the digits are wiped when they are dropped.

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

/// The bytes behind an even number of digits, or nothing. Whoever expects a key wraps it at once.
pub(crate) fn decode(digits: &str) -> Option<Vec<u8>> {
    let (pairs, []) = digits.as_bytes().as_chunks::<2>() else {
        return None;
    };
    // Collecting would grow the vector as it goes, and leave what it had so far wherever it was.
    let mut bytes = Vec::with_capacity(pairs.len());
    for [high, low] in pairs {
        bytes.push(value(*high)? << 4 | value(*low)?);
    }
    Some(bytes)
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive_their_digits() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(&encode(&bytes)).unwrap(), bytes);
        assert_eq!(encode(&[0, 10, 255]).as_str(), "000aff");
    }

    #[test]
    fn bytes_never_outgrow_the_place_they_were_put() {
        let bytes = decode(&"ab".repeat(33)).unwrap();
        assert_eq!(
            bytes.capacity(),
            33,
            "growing leaves the beginning of a key behind"
        );
    }

    #[test]
    fn what_is_not_digits_is_nothing() {
        for text in ["0", "0g", "é0", "0x00", " 00"] {
            assert!(decode(text).is_none(), "{text}");
        }
    }
}
