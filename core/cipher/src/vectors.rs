//! The published test vectors, through the table of functions and called the way SQLCipher calls them; and what
//! becomes of a call that makes no sense.
#![allow(unsafe_code)]

use std::ffi::c_int;
use std::mem::MaybeUninit;
use std::ptr::{null, null_mut};

use rusqlite::ffi::{SQLITE_ERROR, SQLITE_MISUSE, SQLITE_OK};

use crate::ffi::{Provider, kith_sqlcipher_setup};

const SHA1: c_int = 0;
const SHA256: c_int = 1;
const SHA512: c_int = 2;
const DECRYPT: c_int = 0;
const ENCRYPT: c_int = 1;

fn provider() -> Provider {
    let mut table = MaybeUninit::uninit();
    // SAFETY: there is room for one table, and setup fills it whenever it answers OK.
    unsafe {
        assert_eq!(kith_sqlcipher_setup(table.as_mut_ptr()), SQLITE_OK);
        table.assume_init()
    }
}

fn len(bytes: &[u8]) -> c_int {
    bytes.len().try_into().unwrap()
}

fn hmac(algorithm: c_int, key: &[u8], first: &[u8], second: &[u8]) -> String {
    let table = provider();
    let mut tag = vec![
        0;
        (table.get_hmac_sz)(null_mut(), algorithm)
            .try_into()
            .unwrap()
    ];
    // SAFETY: every pointer comes with the length of its slice; the tag has the length that the table asked for.
    let code = unsafe {
        (table.hmac)(
            null_mut(),
            algorithm,
            key.as_ptr(),
            len(key),
            first.as_ptr(),
            len(first),
            if second.is_empty() {
                null()
            } else {
                second.as_ptr()
            },
            len(second),
            tag.as_mut_ptr(),
        )
    };
    assert_eq!(code, SQLITE_OK);
    hex(&tag)
}

fn pbkdf2(
    algorithm: c_int,
    passphrase: &str,
    salt: &str,
    rounds: c_int,
    key_len: usize,
) -> Option<String> {
    let mut key = vec![0; key_len];
    // SAFETY: every pointer comes with the length of its slice.
    let code = unsafe {
        (provider().kdf)(
            null_mut(),
            algorithm,
            passphrase.as_ptr(),
            len(passphrase.as_bytes()),
            salt.as_ptr(),
            len(salt.as_bytes()),
            rounds,
            len(&key),
            key.as_mut_ptr(),
        )
    };
    (code == SQLITE_OK).then(|| hex(&key))
}

fn cipher(mode: c_int, key: &[u8], iv: &[u8; 16], input: &[u8]) -> Option<Vec<u8>> {
    let mut output = vec![0; input.len()];
    // SAFETY: every pointer comes with the length of its slice; the output is as long as the input.
    let code = unsafe {
        (provider().cipher)(
            null_mut(),
            mode,
            key.as_ptr(),
            len(key),
            iv.as_ptr(),
            input.as_ptr(),
            len(input),
            output.as_mut_ptr(),
        )
    };
    (code == SQLITE_OK).then_some(output)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(digits: &str) -> Vec<u8> {
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect()
}

/// NIST SP 800-38A, F.2.5 and F.2.6.
mod nist_cbc_aes256 {
    pub(super) const KEY: &str = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";
    pub(super) const IV: &str = "000102030405060708090a0b0c0d0e0f";
    pub(super) const PLAIN: &str = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51\
                                    30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";
    pub(super) const CIPHER: &str = "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d\
                                     39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b";
}

#[test]
fn aes_256_cbc_gives_the_answers_of_nist() {
    use nist_cbc_aes256::{CIPHER, IV, KEY, PLAIN};
    let (key, iv) = (unhex(KEY), unhex(IV).try_into().unwrap());
    assert_eq!(
        cipher(ENCRYPT, &key, &iv, &unhex(PLAIN)).unwrap(),
        unhex(CIPHER)
    );
    assert_eq!(
        cipher(DECRYPT, &key, &iv, &unhex(CIPHER)).unwrap(),
        unhex(PLAIN)
    );
}

#[test]
fn a_page_may_be_encrypted_where_it_lies() {
    use nist_cbc_aes256::{CIPHER, IV, KEY, PLAIN};
    let (key, iv, mut page) = (unhex(KEY), unhex(IV), unhex(PLAIN));
    let (at, size) = (page.as_mut_ptr(), len(&page));
    // SAFETY: input and output are the same page, of `size` bytes.
    let code = unsafe {
        (provider().cipher)(
            null_mut(),
            ENCRYPT,
            key.as_ptr(),
            len(&key),
            iv.as_ptr(),
            at,
            size,
            at,
        )
    };
    assert_eq!(code, SQLITE_OK);
    assert_eq!(page, unhex(CIPHER));
}

/// RFC 4231 (SHA-256, SHA-512) and RFC 2202 (SHA-1), their cases 1, 2, 3 and 6.
#[test]
fn hmac_gives_the_answers_of_the_standards() {
    let long = b"Test Using Larger Than Block-Size Key - Hash Key First";
    let jefe = b"what do ya want for nothing?";
    let table: [(c_int, &[u8], &[u8], &str); 12] = [
        (
            SHA1,
            &[0x0b; 20],
            b"Hi There",
            "b617318655057264e28bc0b6fb378c8ef146be00",
        ),
        (
            SHA1,
            b"Jefe",
            jefe,
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        ),
        (
            SHA1,
            &[0xaa; 20],
            &[0xdd; 50],
            "125d7342b9ac11cd91a39af48aa17b4f63f175d3",
        ),
        (
            SHA1,
            &[0xaa; 80],
            long,
            "aa4ae5e15272d00e95705637ce8a3b55ed402112",
        ),
        (
            SHA256,
            &[0x0b; 20],
            b"Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        ),
        (
            SHA256,
            b"Jefe",
            jefe,
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        (
            SHA256,
            &[0xaa; 20],
            &[0xdd; 50],
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
        ),
        (
            SHA256,
            &[0xaa; 131],
            long,
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        ),
        (
            SHA512,
            &[0x0b; 20],
            b"Hi There",
            "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
        ),
        (
            SHA512,
            b"Jefe",
            jefe,
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
        ),
        (
            SHA512,
            &[0xaa; 20],
            &[0xdd; 50],
            "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb",
        ),
        (
            SHA512,
            &[0xaa; 131],
            long,
            "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
        ),
    ];
    for (algorithm, key, data, tag) in table {
        let (first, second) = data.split_at(data.len() / 2);
        assert_eq!(hmac(algorithm, key, data, &[]), tag, "in one part");
        assert_eq!(hmac(algorithm, key, first, second), tag, "in two parts");
    }
}

/// RFC 6070 (SHA-1), RFC 7914 section 11 (SHA-256), and the SHA-512 answers for the inputs of RFC 6070.
#[test]
fn pbkdf2_gives_the_answers_of_the_standards() {
    let (long, salt) = (
        "passwordPASSWORDpassword",
        "saltSALTsaltSALTsaltSALTsaltSALTsalt",
    );
    let table = [
        (
            SHA1,
            "password",
            "salt",
            1,
            "0c60c80f961f0e71f3a9b524af6012062fe037a6",
        ),
        (
            SHA1,
            "password",
            "salt",
            2,
            "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957",
        ),
        (
            SHA1,
            "password",
            "salt",
            4096,
            "4b007901b765489abead49d926f721d065a429c1",
        ),
        (
            SHA1,
            long,
            salt,
            4096,
            "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038",
        ),
        (
            SHA256,
            "passwd",
            "salt",
            1,
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
        ),
        (
            SHA256,
            "Password",
            "NaCl",
            80_000,
            "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d",
        ),
        (
            SHA512,
            "password",
            "salt",
            1,
            "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce",
        ),
        (
            SHA512,
            "password",
            "salt",
            4096,
            "d197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5143f30602641b3d55cd335988cb36b84376060ecd532e039b742a239434af2d5",
        ),
    ];
    for (algorithm, passphrase, salt, rounds, key) in table {
        assert_eq!(
            pbkdf2(algorithm, passphrase, salt, rounds, key.len() / 2).as_deref(),
            Some(key)
        );
    }
}

#[test]
fn a_call_that_makes_no_sense_is_an_error_code() {
    assert_eq!(pbkdf2(3, "password", "salt", 1, 32), None, "unknown hash");
    assert_eq!(pbkdf2(SHA512, "password", "salt", 0, 32), None, "no rounds");
    assert_eq!(
        pbkdf2(SHA512, "password", "salt", -1, 32),
        None,
        "negative rounds"
    );
    assert_eq!(
        pbkdf2(SHA512, "password", "salt", 1, 0),
        None,
        "no room for a key"
    );
    assert_eq!(
        cipher(2, &[0; 32], &[0; 16], &[0; 16]),
        None,
        "unknown direction"
    );
    assert_eq!(
        cipher(ENCRYPT, &[0; 31], &[0; 16], &[0; 16]),
        None,
        "short key"
    );
    assert_eq!(
        cipher(ENCRYPT, &[0; 32], &[0; 16], &[0; 17]),
        None,
        "not whole blocks"
    );
    assert_eq!(cipher(ENCRYPT, &[0; 32], &[0; 16], &[]), None, "nothing");
    assert_eq!(
        (provider().get_hmac_sz)(null_mut(), 3),
        0,
        "unknown tag length"
    );
}

#[test]
fn null_and_negative_lengths_are_error_codes() {
    let table = provider();
    let (key, mut out) = ([0u8; 32], [0u8; 64]);
    let (k, o) = (key.as_ptr(), out.as_mut_ptr());
    // SAFETY: whatever is not null is valid for its length; the null and the negative ones are what is tested.
    unsafe {
        assert_eq!(kith_sqlcipher_setup(null_mut()), SQLITE_MISUSE);
        assert_eq!((table.random)(null_mut(), null_mut(), 16), SQLITE_ERROR);
        assert_eq!((table.random)(null_mut(), o.cast(), -1), SQLITE_ERROR);
        assert_eq!(
            (table.hmac)(null_mut(), SHA256, null(), 32, k, 32, null(), 0, o),
            SQLITE_ERROR
        );
        assert_eq!(
            (table.hmac)(null_mut(), SHA256, k, 32, null(), 32, null(), 0, o),
            SQLITE_ERROR
        );
        assert_eq!(
            (table.hmac)(null_mut(), SHA256, k, 32, k, 32, null(), 0, null_mut()),
            SQLITE_ERROR
        );
        assert_eq!(
            (table.hmac)(null_mut(), -1, k, 32, k, 32, null(), 0, o),
            SQLITE_ERROR
        );
        assert_eq!(
            (table.kdf)(null_mut(), SHA256, k, 32, k, 16, 2, 32, null_mut()),
            SQLITE_ERROR
        );
        assert_eq!(
            (table.kdf)(null_mut(), SHA256, k, 32, k, 16, 2, -1, o),
            SQLITE_ERROR
        );
        assert_eq!(
            (table.cipher)(null_mut(), ENCRYPT, k, 32, null(), k, 16, o),
            SQLITE_ERROR
        );
        assert_eq!(
            (table.cipher)(null_mut(), ENCRYPT, null(), 32, k, k, 16, o),
            SQLITE_ERROR
        );
        assert_eq!(
            (table.cipher)(null_mut(), ENCRYPT, k, 32, k, null(), 16, o),
            SQLITE_ERROR
        );
        assert_eq!(
            (table.cipher)(null_mut(), ENCRYPT, k, 32, k, k, 16, null_mut()),
            SQLITE_ERROR
        );
        assert_eq!(
            (table.cipher)(null_mut(), ENCRYPT, k, 32, k, k, -16, o),
            SQLITE_ERROR
        );
    }
}

#[test]
fn random_bytes_differ_between_calls() {
    let mut buffers = [[0u8; 48]; 2];
    for buffer in &mut buffers {
        // SAFETY: the buffer is 48 bytes long.
        let code = unsafe { (provider().random)(null_mut(), buffer.as_mut_ptr().cast(), 48) };
        assert_eq!(code, SQLITE_OK);
    }
    assert_ne!(buffers[0], buffers[1]);
    assert!(
        buffers
            .iter()
            .all(|buffer| buffer.iter().any(|&byte| byte != 0))
    );
}

#[test]
fn the_table_has_the_fields_that_sqlcipher_declares_in_their_order() {
    let source =
        std::fs::read_to_string(concat!(env!("KITH_SQLCIPHER_SOURCE_DIR"), "/sqlcipher.c"))
            .unwrap();
    let declared = body(&source, "struct sqlcipher_provider {");
    let ours = body(include_str!("ffi.rs"), "struct Provider {");
    let declared: Vec<&str> = declared.split(';').filter_map(c_member).collect();
    let ours: Vec<&str> = ours.lines().filter_map(rust_field).collect();
    assert_eq!(ours, declared);
    assert_eq!(size_of::<Provider>(), declared.len() * size_of::<usize>());
}

fn body<'a>(source: &'a str, opening: &str) -> &'a str {
    let start = source.find(opening).expect("the struct is declared") + opening.len();
    &source[start..start + source[start..].find('}').expect("the struct ends")]
}

/// `int (*random)(…)` and `sqlcipher_provider *next` each name one member.
fn c_member(declaration: &str) -> Option<&str> {
    let name = &declaration[declaration.find('*')? + 1..];
    let name = match declaration.find("(*") {
        Some(at) => &declaration[at + 2..],
        None => name,
    };
    Some(name.split(')').next().unwrap_or(name).trim())
}

fn rust_field(line: &str) -> Option<&str> {
    let (name, _) = line
        .trim()
        .trim_start_matches("pub(crate) ")
        .split_once(": ")?;
    Some(name)
}
