//! What is made for Swift beside UniFFI's own.

pub mod canonical;
pub mod facade;

use crate::Outcome;
use crate::surface::Surface;
use heck::ToLowerCamelCase;
use uniffi_bindgen::interface::Type;

/// The head of each file.
const HEAD: &str =
    "// Made from the library by kith-bindgen.\n\nimport Foundation\nimport KithCore\n";

/// A name as code may always write it, a keyword or not.
fn name(rust: &str) -> String {
    format!("`{}`", rust.to_lower_camel_case())
}

fn type_name(surface: &Surface, type_: &Type) -> Outcome<String> {
    let inner = |type_: &Type| type_name(surface, type_);
    Ok(match type_ {
        Type::Boolean => "Bool".to_owned(),
        Type::Int32 => "Int32".to_owned(),
        Type::Int64 => "Int64".to_owned(),
        Type::String => "String".to_owned(),
        Type::Bytes => "Data".to_owned(),
        Type::Optional { inner_type } => format!("{}?", inner(inner_type)?),
        Type::Sequence { inner_type } => format!("[{}]", inner(inner_type)?),
        Type::Custom { name, .. } => surface.platform_type("swift", name).to_owned(),
        Type::Record { name, .. } | Type::Enum { name, .. } | Type::Object { name, .. } => {
            name.clone()
        }
        other => return Err(format!("no Swift for {other:?}").into()),
    })
}
