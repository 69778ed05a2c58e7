//! Enumerations that survive a newer version of Kith.
//!
//! Two devices rarely update on the same day. A phone that meets the area `lost_self` before it has
//! learnt that word must keep it, show it as "something newer", and hand it back unharmed. A plain
//! `enum` would refuse the whole record; a plain `String` would lose the compiler's help with the
//! words we do know. [`open_enum!`](crate::open_enum!) gives both: known words are variants, anything
//! else lands in `Unknown { value }`, and each value is written exactly as it was read.
//!
//! The catch-all is a named field because a tuple variant reaches Kotlin and Swift as `v1`.

#[doc(hidden)]
pub use serde as __serde;

/// Declares an enumeration that is stored as a word and keeps words it does not know.
///
/// The type gets `as_str`, `ALL` (the known values in the order of declaration), `is_known`,
/// `Display`, `From<&str>`, `From<String>`, and `Serialize`/`Deserialize` as its word. Where the
/// calling crate has a feature `uniffi`, the type is an enum of the foreign surface, too.
///
/// ```standalone_crate
/// # #[cfg(feature = "uniffi")]
/// # use kith_protocol::UniFfiTag;
/// kith_protocol::open_enum! {
///     /// How a session is held.
///     pub enum Modality {
///         /// In one room.
///         InPerson = "in_person",
///         /// By telephone.
///         Phone = "phone",
///     }
/// }
///
/// # fn main() {
/// assert_eq!(Modality::from("phone"), Modality::Phone);
/// assert_eq!(Modality::from("hologram").as_str(), "hologram");
/// assert_eq!(Modality::ALL, [Modality::InPerson, Modality::Phone]);
/// # }
/// ```
#[macro_export]
macro_rules! open_enum {
    ($(
        $(#[$on_type:meta])*
        $vis:vis enum $name:ident {
            $( $(#[$on_value:meta])* $value:ident = $word:literal, )+
        }
    )+) => {$(
        $(#[$on_type])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "uniffi", derive(::uniffi::Enum))]
        $vis enum $name {
            $( $(#[$on_value])* $value, )+
            /// A word of a newer version, kept as it was read.
            Unknown {
                /// The word itself.
                value: ::std::string::String,
            },
        }

        impl $name {
            /// Every value that this version knows, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The word under which the value is stored.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$value => $word, )+
                    Self::Unknown { value } => value,
                }
            }

            /// Whether this version knows the value.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown { .. })
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
                    $( $word => Self::$value, )+
                    _ => Self::Unknown { value: word.to_owned() },
                }
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(word: ::std::string::String) -> Self {
                Self::from(word.as_str())
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::open_enum::__serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: $crate::open_enum::__serde::Serializer,
            {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::open_enum::__serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: $crate::open_enum::__serde::Deserializer<'de>,
            {
                <::std::string::String as $crate::open_enum::__serde::Deserialize>::deserialize(
                    deserializer,
                )
                .map(Self::from)
            }
        }
    )+};
}

#[cfg(test)]
mod tests {
    crate::open_enum! {
        /// A stand-in for the enumerations of the field.
        enum Stage {
            /// Both know and are trying.
            Renegotiation = "renegotiation",
            /// Talk has stopped.
            Impasse = "impasse",
        }
    }

    #[test]
    fn each_known_value_is_stored_as_its_word_and_read_back() {
        for stage in Stage::ALL {
            let json = serde_json::to_string(stage).unwrap();
            assert_eq!(json, format!("\"{stage}\""));
            assert_eq!(&serde_json::from_str::<Stage>(&json).unwrap(), stage);
            assert!(stage.is_known());
        }
    }

    #[test]
    fn a_word_of_a_newer_version_comes_back_as_it_was() {
        let stage: Stage = serde_json::from_str("\"reunion\"").unwrap();
        assert!(!stage.is_known());
        assert_eq!(serde_json::to_string(&stage).unwrap(), "\"reunion\"");
    }

    #[test]
    fn words_are_told_apart_by_case_and_space() {
        for word in ["Impasse", " impasse", "impasse "] {
            assert!(!Stage::from(word).is_known());
        }
    }

    #[test]
    fn known_values_are_ordered_as_declared_and_come_before_unknown_ones() {
        let unknown = Stage::from("a");
        assert!(Stage::Renegotiation < Stage::Impasse && Stage::Impasse < unknown);
    }

    #[test]
    fn what_is_not_a_word_is_refused() {
        assert!(serde_json::from_str::<Stage>("3").is_err());
        assert!(serde_json::from_str::<Stage>("null").is_err());
    }
}
