//! What holds a secret cannot be printed, written to a file, or compared by accident.

use std::fmt::{Debug, Display};

use kith_cipher::RawKey;
use kith_vault::{DeviceKey, DeviceSecret, Library, NewLibrary, Passphrase, RecoveryCode, Secret};
use serde::Serialize;
use static_assertions::{assert_impl_all, assert_not_impl_any};
use zeroize::ZeroizeOnDrop;

assert_not_impl_any!(RawKey: Debug, Display, Serialize, PartialEq, Copy);
assert_not_impl_any!(DeviceSecret: Debug, Display, Serialize, PartialEq, Copy);
assert_not_impl_any!(Passphrase: Debug, Display, Serialize, PartialEq, Copy);
assert_not_impl_any!(RecoveryCode: Debug, Display, Serialize, PartialEq, Copy);
assert_not_impl_any!(Secret<'static>: Debug, Display, Serialize);
assert_not_impl_any!(DeviceKey<'static>: Debug, Display, Serialize);
assert_not_impl_any!(NewLibrary<'static>: Debug, Display, Serialize);
assert_not_impl_any!(Library: Debug, Display, Serialize, Clone);

assert_impl_all!(RawKey: ZeroizeOnDrop);
assert_impl_all!(DeviceSecret: ZeroizeOnDrop);
assert_impl_all!(Passphrase: ZeroizeOnDrop);
assert_impl_all!(RecoveryCode: ZeroizeOnDrop);
assert_impl_all!(Library: Send, Sync);
