//! The recovery code: 128 random bits that a person writes on paper.
//!
//! It is written in Crockford's base 32, which has no letters that look like digits: 26 symbols for the bits, 2 to check them,
//! in seven groups of four. The two check symbols are a Reed–Solomon remainder over GF(32). They catch every single wrong
//! symbol, every two wrong symbols and every exchange of two, wherever they stand, so a slip of the pen is told from a
//! code that is another library's. Crockford's own check symbol was weighed and left: it needs five more characters, and one
//! modulus of 37 does not catch two errors.

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{Error, Result};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BYTES: usize = 16;
/// 26 symbols hold 130 bits: the last two are zero.
const DATA: usize = 26;
const CHECK: usize = 2;
const SYMBOLS: usize = DATA + CHECK;
const GROUP: usize = 4;

type Symbols = Zeroizing<[u8; SYMBOLS]>;

/// A recovery code. It has no `Display`: [`RecoveryCode::text`] is asked for where it is shown, once.
#[derive(Clone)]
pub struct RecoveryCode(Box<[u8; BYTES]>);

impl RecoveryCode {
    /// A new code.
    ///
    /// # Errors
    /// [`Error::NoEntropy`].
    pub fn generate() -> Result<Self> {
        let mut code = Self(Box::new([0; BYTES]));
        getrandom::fill(code.0.as_mut())?;
        Ok(code)
    }

    /// The code that was typed. Case, spaces and dashes do not matter, `O` is read as 0 and `I` and `L` as 1.
    ///
    /// # Errors
    /// [`Error::Mistyped`] when no code is written like this.
    pub fn parse(typed: &str) -> Result<Self> {
        let symbols = read(typed).ok_or(Error::Mistyped)?;
        if gf32::remainder(symbols.as_slice()) != [0, 0] {
            return Err(Error::Mistyped);
        }
        unpack(&symbols).ok_or(Error::Mistyped)
    }

    /// The code as it is written down: `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(SYMBOLS + SYMBOLS / GROUP));
        for (place, &symbol) in pack(self).iter().enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(symbol)]));
        }
        text
    }

    pub(super) fn as_bytes(&self) -> &[u8; BYTES] {
        &self.0
    }
}

impl Zeroize for RecoveryCode {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl Drop for RecoveryCode {
    fn drop(&mut self) {
        self.zeroize();
    }
}

impl ZeroizeOnDrop for RecoveryCode {}

/// Five bits a symbol, then the check.
fn pack(code: &RecoveryCode) -> Symbols {
    let bits = Zeroizing::new(u128::from_be_bytes(*code.0));
    let mut symbols = Zeroizing::new([0; SYMBOLS]);
    for (place, symbol) in symbols[..DATA].iter_mut().enumerate() {
        let above = 128 - 5 * (place as i32 + 1);
        let shifted = if above >= 0 {
            *bits >> above
        } else {
            *bits << -above
        };
        *symbol = (shifted & 31) as u8;
    }
    let check = gf32::remainder(symbols.as_slice());
    symbols[DATA..].copy_from_slice(&check);
    symbols
}

/// The reverse; nothing when the two bits that hold nothing are not zero.
fn unpack(symbols: &Symbols) -> Option<RecoveryCode> {
    let (last, whole) = symbols[..DATA].split_last()?;
    let bits = whole
        .iter()
        .fold(0u128, |bits, &symbol| bits << 5 | u128::from(symbol));
    let bits = Zeroizing::new(bits << 3 | u128::from(last >> 2));
    let mut code = RecoveryCode(Box::new([0; BYTES]));
    code.0.copy_from_slice(&*Zeroizing::new(bits.to_be_bytes()));
    (last & 3 == 0).then_some(code)
}

/// The symbols in what was typed; nothing when there are not exactly as many as a code has, or something else is among them.
fn read(typed: &str) -> Option<Symbols> {
    let mut symbols = Zeroizing::new([0; SYMBOLS]);
    let mut places = symbols.iter_mut();
    for typed in typed.chars().filter(|typed| !separates(*typed)) {
        *places.next()? = symbol(typed)?;
    }
    places.next().is_none().then_some(())?;
    Some(symbols)
}

fn separates(typed: char) -> bool {
    typed.is_whitespace()
        || matches!(
            typed,
            '-' | '_' | '.' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}'
        )
}

fn symbol(typed: char) -> Option<u8> {
    let typed = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET
        .iter()
        .position(|&known| char::from(known) == typed)?;
    u8::try_from(place).ok()
}

/// The field of 32 elements, and the remainder that makes a code word divisible by `(x + 2)(x + 4)`.
mod gf32 {
    /// x⁵ + x² + 1, whose root 2 has order 31: every place of a code word up to 31 symbols has a weight of its own.
    const MODULUS: u8 = 0b10_0101;
    /// The generator without its leading 1: `x² + 6x + 8`.
    const GENERATOR: [u8; 2] = [6, 8];

    pub(super) fn multiply(mut a: u8, mut b: u8) -> u8 {
        let mut product = 0;
        while b > 0 {
            product ^= if b & 1 == 1 { a } else { 0 };
            a = if a & 0b1_0000 == 0 {
                a << 1
            } else {
                a << 1 ^ MODULUS
            };
            b >>= 1;
        }
        product
    }

    /// The remainder of the symbols, the first being the highest power. For data followed by two zeros it is the check to put
    /// there; for a whole code word it is zero.
    pub(super) fn remainder(symbols: &[u8]) -> [u8; 2] {
        symbols.iter().fold([0, 0], |[high, low], &symbol| {
            [
                low ^ multiply(high, GENERATOR[0]),
                symbol ^ multiply(high, GENERATOR[1]),
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes() -> impl Iterator<Item = RecoveryCode> {
        let edges = [[0; BYTES], [0xff; BYTES]].map(|bytes| RecoveryCode(Box::new(bytes)));
        edges
            .into_iter()
            .chain((0..20).map(|_| RecoveryCode::generate().unwrap()))
    }

    fn symbols(code: &RecoveryCode) -> Vec<char> {
        code.text()
            .chars()
            .filter(|symbol| *symbol != '-')
            .collect()
    }

    fn parse(symbols: &[char]) -> Result<RecoveryCode> {
        RecoveryCode::parse(&symbols.iter().collect::<String>())
    }

    fn is_mistyped(symbols: &[char]) -> bool {
        parse(symbols).err() == Some(Error::Mistyped)
    }

    #[test]
    fn a_code_is_read_as_it_was_written() {
        for code in codes() {
            assert_eq!(
                RecoveryCode::parse(&code.text()).unwrap().as_bytes(),
                code.as_bytes()
            );
        }
    }

    #[test]
    fn it_is_seven_groups_of_four() {
        let text = |bytes| RecoveryCode(Box::new(bytes)).text().to_string();
        assert_eq!(text([0xff; BYTES]), "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZWBH");
        assert_eq!(
            text(std::array::from_fn(|place| place as u8)),
            "000G-40R4-0M30-E209-185G-R38E-1WEC"
        );
    }

    #[test]
    fn how_it_is_typed_does_not_matter() {
        for code in codes() {
            let text = code.text();
            let ways = [
                text.to_lowercase(),
                text.replace('-', ""),
                text.replace('-', " – "),
                text.replace('-', "\u{a0}"),
                text.replace('0', "O").replace('1', "l"),
                text.replace('0', "o").replace('1', "I"),
                format!("\t{} \n", text.as_str()),
            ];
            for way in ways {
                assert_eq!(
                    RecoveryCode::parse(&way).unwrap().as_bytes(),
                    code.as_bytes(),
                    "{way}"
                );
            }
        }
    }

    #[test]
    fn every_single_wrong_symbol_is_caught() {
        for code in codes() {
            let right = symbols(&code);
            for place in 0..SYMBOLS {
                for &other in ALPHABET
                    .iter()
                    .filter(|other| char::from(**other) != right[place])
                {
                    let mut wrong = right.clone();
                    wrong[place] = char::from(other);
                    assert!(is_mistyped(&wrong), "{other} at {place}");
                }
            }
        }
    }

    #[test]
    fn every_exchange_of_two_symbols_is_caught_neighbours_or_not() {
        for code in codes() {
            let right = symbols(&code);
            for (one, other) in (0..SYMBOLS).flat_map(|one| (0..one).map(move |other| (one, other)))
            {
                let mut wrong = right.clone();
                wrong.swap(one, other);
                assert_eq!(is_mistyped(&wrong), wrong != right, "{one} and {other}");
            }
        }
    }

    /// The remainder is linear: what two errors leave is the sum of what each would leave, and zero only if those are the same.
    #[test]
    fn every_two_wrong_symbols_are_caught() {
        let left_by = |place: usize, error: u8| {
            let mut errors = [0; SYMBOLS];
            errors[place] = error;
            gf32::remainder(&errors)
        };
        let errors = (0..SYMBOLS).flat_map(|place| (1..32).map(move |error| (place, error)));
        let remainders: std::collections::HashSet<[u8; 2]> =
            errors.map(|(place, error)| left_by(place, error)).collect();
        assert_eq!(remainders.len(), SYMBOLS * 31);
        assert!(!remainders.contains(&[0, 0]));
    }

    #[test]
    fn one_too_few_one_too_many_and_foreign_letters_are_mistyped() {
        let right = symbols(&RecoveryCode::generate().unwrap());
        let mut more = right.clone();
        more.push('0');
        let mut foreign = right.clone();
        foreign[3] = 'U';
        assert!(
            is_mistyped(&right[1..])
                && is_mistyped(&more)
                && is_mistyped(&foreign)
                && is_mistyped(&[])
        );
        assert_eq!(RecoveryCode::parse("Ä").err(), Some(Error::Mistyped));
    }

    #[test]
    fn the_field_is_a_field() {
        for a in 1..32 {
            let products: std::collections::HashSet<u8> =
                (1..32).map(|b| gf32::multiply(a, b)).collect();
            assert_eq!(products.len(), 31, "{a} has an inverse");
            assert!(!products.contains(&0));
        }
        assert_eq!(
            gf32::multiply(2, 4),
            8,
            "the roots' product is the generator's last coefficient"
        );
    }
}
