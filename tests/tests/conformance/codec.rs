//! Values of the foreign surface as JSON, by way of the bytes in which they cross.
//!
//! UniFFI writes a record as its fields one after the other, an enumeration as the number of the variant and its fields, and
//! lists, texts and numbers big-endian with a length before them. With the metadata that says what follows what, any
//! value can be read from its bytes, and made from JSON, without code for its type.

use heck::ToSnakeCase;
use kith_bindgen::surface::{Call, Composite, Shape, Surface};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use uniffi_bindgen::interface::{AsType, Type};

/// The shapes of everything that crosses.
pub struct Codec {
    surface: &'static Surface,
    composites: BTreeMap<String, Composite<'static>>,
}

impl Codec {
    /// Reads the metadata of the native library that Kotlin and Swift load.
    pub fn new() -> Self {
        let folder = std::env::current_exe().unwrap();
        let folder = folder.parent().unwrap();
        let name = format!(
            "{}kith{}",
            std::env::consts::DLL_PREFIX,
            std::env::consts::DLL_SUFFIX
        );
        let library = [folder.join(&name), folder.join("..").join(&name)]
            .into_iter()
            .find(|it| it.exists());
        let library = library.expect("cargo builds the native library before these tests");
        let config = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../bindings/bindgen/uniffi.toml"
        );
        let surface = Box::leak(Box::new(
            Surface::load(library.to_str().unwrap(), config).unwrap(),
        ));
        let mut types = vec![surface.error().unwrap()];
        for object in ["CoreLibrary", "CoreClient"] {
            for call in surface.calls(object).unwrap() {
                types.extend(call.returns.cloned());
                types.extend(call.arguments.iter().map(|argument| argument.as_type()));
            }
        }
        Self {
            surface,
            composites: surface.composites(&types),
        }
    }

    /// The names of all calls, as the story has them.
    pub fn names(&self) -> Vec<String> {
        let of = |object: &str, prefix: &str| {
            let calls = self.surface.calls(object).unwrap().into_iter();
            calls
                .map(|call| format!("{prefix}.{}", call.name))
                .collect::<Vec<_>>()
        };
        [of("CoreLibrary", "library"), of("CoreClient", "client")].concat()
    }

    /// The call with this name.
    pub fn call(&self, object: &str, name: &str) -> Call<'static> {
        let calls = self.surface.calls(object).unwrap();
        let found = calls.into_iter().find(|call| call.name == name);
        found.unwrap_or_else(|| panic!("no call {object}.{name}"))
    }

    /// What calls throw.
    pub fn error(&self) -> Type {
        self.surface.error().unwrap()
    }

    /// Reads a value from its bytes.
    pub fn read(&self, type_: &Type, mut bytes: &[u8]) -> Value {
        let value = self.take(type_, &mut bytes);
        assert!(bytes.is_empty(), "{type_:?} left {} bytes", bytes.len());
        value
    }

    fn take(&self, type_: &Type, bytes: &mut &[u8]) -> Value {
        match type_ {
            Type::Boolean => json!(front(bytes, 1) == [1]),
            Type::Int32 => json!(int(bytes)),
            Type::Int64 => json!(i64::from_be_bytes(front(bytes, 8).try_into().unwrap())),
            Type::String => {
                let length = length(bytes);
                json!(std::str::from_utf8(front(bytes, length)).unwrap())
            }
            Type::Custom { name, builtin, .. } => custom(name, self.take(builtin, bytes)),
            Type::Optional { inner_type } => match front(bytes, 1) {
                [0] => Value::Null,
                _ => self.take(inner_type, bytes),
            },
            Type::Sequence { inner_type } => (0..length(bytes))
                .map(|_| self.take(inner_type, bytes))
                .collect(),
            Type::Record { name, .. } | Type::Enum { name, .. } => match &self.composites[name] {
                Composite::Record(shape) => self.take_fields(shape, bytes),
                Composite::Enum { variants, .. } => {
                    let variant = &variants[length(bytes) - 1];
                    let word = variant.name.to_snake_case();
                    match variant.fields.is_empty() {
                        true => json!(word),
                        false => json!({ word: self.take_fields(variant, bytes) }),
                    }
                }
            },
            other => panic!("{other:?} does not cross by value"),
        }
    }

    fn take_fields(&self, shape: &Shape<'_>, bytes: &mut &[u8]) -> Value {
        let fields = shape
            .fields
            .iter()
            .map(|(name, type_)| ((*name).to_owned(), self.take(type_, bytes)));
        Value::Object(fields.collect())
    }

    /// Writes a value as bytes. What may be left out, may be left out.
    pub fn write(&self, type_: &Type, value: &Value, bytes: &mut Vec<u8>) {
        match type_ {
            Type::Boolean => bytes.push(u8::from(value.as_bool().unwrap_or(false))),
            Type::Int32 => put(bytes, number(value).try_into().unwrap()),
            Type::Int64 => bytes.extend(number(value).to_be_bytes()),
            Type::String => {
                let text = value
                    .as_str()
                    .unwrap_or_else(|| panic!("{value} is no text"));
                put(bytes, text.len().try_into().unwrap());
                bytes.extend(text.as_bytes());
            }
            Type::Custom { name, builtin, .. } => {
                self.write(builtin, &builtin_of(name, value), bytes)
            }
            Type::Optional { inner_type } => {
                bytes.push(u8::from(!value.is_null()));
                if !value.is_null() {
                    self.write(inner_type, value, bytes);
                }
            }
            Type::Sequence { inner_type } => {
                let entries = value.as_array().map_or(&[][..], Vec::as_slice);
                put(bytes, entries.len().try_into().unwrap());
                entries
                    .iter()
                    .for_each(|entry| self.write(inner_type, entry, bytes));
            }
            Type::Record { name, .. } | Type::Enum { name, .. } => match &self.composites[name] {
                Composite::Record(shape) => self.write_fields(shape, value, bytes),
                Composite::Enum { variants, .. } => self.write_variant(variants, value, bytes),
            },
            other => panic!("{other:?} does not cross by value"),
        }
    }

    fn write_variant(&self, variants: &[Shape<'_>], value: &Value, bytes: &mut Vec<u8>) {
        let entry = value.as_object().and_then(|fields| fields.iter().next());
        let (word, fields) = match entry {
            Some((word, fields)) => (word.as_str(), fields),
            None => (value.as_str().unwrap(), &Value::Null),
        };
        let place = variants
            .iter()
            .position(|variant| variant.name.to_snake_case() == word);
        let place = place.unwrap_or_else(|| panic!("no variant {word}"));
        put(bytes, (place + 1).try_into().unwrap());
        self.write_fields(&variants[place], fields, bytes);
    }

    fn write_fields(&self, shape: &Shape<'_>, value: &Value, bytes: &mut Vec<u8>) {
        let none = Map::new();
        let given = value.as_object().unwrap_or(&none);
        for name in given.keys() {
            let known = shape.fields.iter().any(|(field, _)| field == name);
            assert!(known, "{} has no field {name}", shape.name);
        }
        for (name, type_) in &shape.fields {
            self.write(type_, given.get(*name).unwrap_or(&Value::Null), bytes);
        }
    }
}

fn number(value: &Value) -> i64 {
    value
        .as_i64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

/// A moment crosses as milliseconds and is written as text.
fn custom(name: &str, value: Value) -> Value {
    match (name, value.as_i64()) {
        ("Instant", Some(millis)) => json!(kith_protocol::Instant::from_millis(millis).to_string()),
        _ => value,
    }
}

fn builtin_of(name: &str, value: &Value) -> Value {
    match (name, value.as_str()) {
        ("Instant", Some(text)) => json!(text.parse::<kith_protocol::Instant>().unwrap().millis()),
        _ => value.clone(),
    }
}

fn front<'a>(bytes: &mut &'a [u8], count: usize) -> &'a [u8] {
    let (front, rest) = bytes.split_at(count);
    *bytes = rest;
    front
}

fn int(bytes: &mut &[u8]) -> i32 {
    i32::from_be_bytes(front(bytes, 4).try_into().unwrap())
}

fn length(bytes: &mut &[u8]) -> usize {
    int(bytes).try_into().unwrap()
}

fn put(bytes: &mut Vec<u8>, number: i32) {
    bytes.extend(number.to_be_bytes());
}
