//! What the library exports, read from the metadata that UniFFI leaves in its symbols.
//!
//! UniFFI's own generators read the same, so what is made from it here calls what they made.

use crate::Outcome;
use std::collections::BTreeMap;
use uniffi_bindgen::interface::{Argument, AsType, DefaultValue, Method, ObjectImpl, Type};
use uniffi_bindgen::{BindgenLoader, BindgenPaths, ComponentInterface, GlobalConfig};

/// The crate whose objects an app calls.
const CRATE: &str = "kith";

/// The object that stops a call. No facade shows it: cancelling does it.
const INTERRUPT: &str = "Interrupt";

/// Everything that the library exports.
pub struct Surface {
    interfaces: Vec<ComponentInterface>,
    /// The platform's own type for each custom type, by language and name.
    platform_types: BTreeMap<(&'static str, String), String>,
}

/// A method as the packages over the core offer it.
pub struct Call<'a> {
    /// Its name in Rust.
    pub name: &'a str,
    /// Its documentation.
    pub doc: &'a str,
    /// What it is given, the interrupt left out.
    pub arguments: Vec<&'a Argument>,
    /// Whether it takes an interrupt, as its last argument.
    pub interruptible: bool,
    /// What it gives.
    pub returns: Option<&'a Type>,
}

/// A record, or a variant with fields.
pub struct Shape<'a> {
    /// Its name in Rust.
    pub name: &'a str,
    /// Its fields: name in Rust, and type.
    pub fields: Vec<(&'a str, Type)>,
}

/// A type of the surface that has parts.
pub enum Composite<'a> {
    /// A record.
    Record(Shape<'a>),
    /// An enumeration; `flat` if no variant has fields.
    Enum {
        /// Its name in Rust.
        name: &'a str,
        /// Whether no variant has fields.
        flat: bool,
        /// Its variants.
        variants: Vec<Shape<'a>>,
    },
}

impl Surface {
    /// Reads the library and the configuration of its bindings.
    pub fn load(library: &str, config: &str) -> Outcome<Self> {
        let (config, _) = GlobalConfig::from_file(config.into())?;
        let loader = BindgenLoader::new(BindgenPaths::default(), GlobalConfig::default());
        let mut interfaces = loader.load_cis(loader.load_metadata(library.into())?)?;
        interfaces.sort_by(|one, other| one.crate_name().cmp(other.crate_name()));
        let mut platform_types = BTreeMap::new();
        for interface in &interfaces {
            let table = config.get_config(&BindgenPaths::default(), interface.crate_name())?;
            for language in ["kotlin", "swift"] {
                let customs = table
                    .get("bindings")
                    .and_then(|it| it.get(language)?.get("custom_types")?.as_table());
                for (name, custom) in customs.into_iter().flatten() {
                    let platform = custom
                        .get("type_name")
                        .and_then(|it| it.as_str())
                        .unwrap_or(name);
                    platform_types.insert((language, name.clone()), platform.to_owned());
                }
            }
        }
        Ok(Self {
            interfaces,
            platform_types,
        })
    }

    /// The platform's own type for a custom type, such as `java.util.UUID` for `Uuid` in `kotlin`.
    pub fn platform_type(&self, language: &'static str, custom: &str) -> &str {
        self.platform_types
            .get(&(language, custom.to_owned()))
            .map_or("", String::as_str)
    }

    /// Every platform type of a language.
    pub fn platform_types(&self, language: &'static str) -> impl Iterator<Item = &str> {
        let of_language = self
            .platform_types
            .iter()
            .filter(move |((of, _), _)| *of == language);
        of_language.map(|(_, platform)| platform.as_str())
    }

    /// The one error that calls throw.
    pub fn error(&self) -> Outcome<Type> {
        let methods = self
            .interfaces
            .iter()
            .flat_map(|it| it.object_definitions())
            .flat_map(|it| it.methods());
        let mut thrown = methods.filter_map(|method| method.throws_type().cloned());
        thrown
            .next()
            .ok_or_else(|| "no call throws anything".into())
    }

    /// The methods of an object that need no hand. Those that give another object do, and so do those that throw
    /// nothing: they never wait, and are values in the packages.
    pub fn calls(&self, object: &str) -> Outcome<Vec<Call<'_>>> {
        let objects = self
            .interfaces
            .iter()
            .filter(|interface| interface.crate_name() == CRATE);
        let found = objects
            .flat_map(|interface| interface.object_definitions())
            .find(|it| it.name() == object);
        let methods = found
            .ok_or_else(|| format!("there is no object {object}"))?
            .methods();
        let by_hand =
            |method: &Method| !method.throws() || method.return_type().is_some_and(is_object);
        methods
            .into_iter()
            .filter(|method| !by_hand(method))
            .map(Call::of)
            .collect()
    }

    /// The records and enumerations that `types` are made of, by name.
    pub fn composites<'t>(
        &self,
        types: impl IntoIterator<Item = &'t Type>,
    ) -> BTreeMap<String, Composite<'_>> {
        let mut found = BTreeMap::new();
        let mut ahead: Vec<Type> = types.into_iter().cloned().collect();
        while let Some(next) = ahead.pop() {
            let inside = next.iter_types().filter_map(Type::name).map(str::to_owned);
            for name in inside.collect::<Vec<_>>() {
                if found.contains_key(&name) {
                    continue;
                }
                if let Some(composite) = self.composite(&name) {
                    ahead.extend(composite.types());
                    found.insert(name, composite);
                }
            }
        }
        found
    }

    fn composite<'a>(&'a self, name: &str) -> Option<Composite<'a>> {
        self.interfaces.iter().find_map(|interface| {
            let record = interface.get_record_definition(name).map(|record| {
                Composite::Record(Shape {
                    name: record.name(),
                    fields: record
                        .fields()
                        .iter()
                        .map(|field| (field.name(), field.as_type()))
                        .collect(),
                })
            });
            record.or_else(|| {
                let found = interface.get_enum_definition(name)?;
                let variants = found.variants().iter().map(|variant| Shape {
                    name: variant.name(),
                    fields: variant
                        .fields()
                        .iter()
                        .map(|field| (field.name(), field.as_type()))
                        .collect(),
                });
                Some(Composite::Enum {
                    name: found.name(),
                    flat: !found.contains_variant_fields(),
                    variants: variants.collect(),
                })
            })
        })
    }
}

impl<'a> Call<'a> {
    fn of(method: &'a Method) -> Outcome<Self> {
        let mut arguments = method.arguments();
        let interrupt = |argument: &&Argument| {
            argument
                .as_type()
                .iter_types()
                .any(|it| it.name() == Some(INTERRUPT))
        };
        let interruptible = arguments.last().is_some_and(&interrupt);
        if interruptible {
            arguments.pop();
        }
        match arguments.iter().any(interrupt) {
            true => {
                Err(format!("{}: its interrupt is not the last argument", method.name()).into())
            }
            false => Ok(Self {
                name: method.name(),
                doc: method.docstring().unwrap_or_default(),
                arguments,
                interruptible,
                returns: method.return_type(),
            }),
        }
    }
}

impl Composite<'_> {
    fn types(&self) -> Vec<Type> {
        let shapes = match self {
            Self::Record(shape) => std::slice::from_ref(shape),
            Self::Enum { variants, .. } => variants,
        };
        shapes
            .iter()
            .flat_map(|shape| &shape.fields)
            .map(|(_, type_)| type_.clone())
            .collect()
    }
}

/// Whether something is an object of Rust's: not a record, and not a trait that the platform implements.
fn is_object(type_: &Type) -> bool {
    matches!(
        type_,
        Type::Object {
            imp: ObjectImpl::Struct,
            ..
        }
    )
}

/// Whether an argument may be left out. The only default that our surface has is "missing".
pub fn is_optional(argument: &Argument) -> Outcome<bool> {
    match argument.default_value() {
        None => Ok(false),
        Some(DefaultValue::Literal(literal)) if format!("{literal:?}") == "None" => Ok(true),
        Some(other) => {
            Err(format!("{}: no facade for the default {other:?}", argument.name()).into())
        }
    }
}

/// Documentation in which names of Rust stand as the languages write them: `as_of` is `asOf`.
pub fn words(doc: &str) -> String {
    let mut parts = doc.split('`');
    let mut said = parts.next().unwrap_or_default().to_owned();
    for (place, part) in parts.enumerate() {
        let is_code = place % 2 == 0;
        let snake = is_code
            && part.contains('_')
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        said.push('`');
        said.push_str(&if snake {
            heck::AsLowerCamelCase(part).to_string()
        } else {
            part.to_owned()
        });
    }
    said
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_in_documentation_are_written_as_the_languages_write_them() {
        assert_eq!(
            words("up to `as_of`, a_b, `NotFound`"),
            "up to `asOf`, a_b, `NotFound`"
        );
    }
}
