//! What is made for Kotlin beside UniFFI's own.

pub mod canonical;
pub mod facade;

use crate::Outcome;
use crate::surface::Surface;
use heck::ToLowerCamelCase;
use uniffi_bindgen::interface::Type;

/// The head of each file.
fn head(surface: &Surface, more: &[&str]) -> String {
    let mut imports: Vec<&str> = surface
        .platform_types("kotlin")
        .chain(more.iter().copied())
        .collect();
    imports.extend([
        "org.kith.companion.*",
        "org.kith.ffi.*",
        "org.kith.protocol.*",
    ]);
    imports.sort_unstable();
    let imports: String = imports.iter().map(|it| format!("import {it}\n")).collect();
    format!("// Made from the library by kith-bindgen.\n\npackage org.kith\n\n{imports}\n")
}

fn name(rust: &str) -> String {
    format!("`{}`", rust.to_lower_camel_case())
}

fn type_name(surface: &Surface, type_: &Type) -> Outcome<String> {
    let inner = |type_: &Type| type_name(surface, type_);
    Ok(match type_ {
        Type::Boolean => "Boolean".to_owned(),
        Type::Int32 => "Int".to_owned(),
        Type::Int64 => "Long".to_owned(),
        Type::String => "String".to_owned(),
        Type::Bytes => "ByteArray".to_owned(),
        Type::Optional { inner_type } => format!("{}?", inner(inner_type)?),
        Type::Sequence { inner_type } => format!("List<{}>", inner(inner_type)?),
        Type::Custom { name, .. } => {
            let full = surface.platform_type("kotlin", name);
            full.rsplit('.').next().unwrap_or(full).to_owned()
        }
        Type::Record { name, .. } | Type::Enum { name, .. } | Type::Object { name, .. } => {
            name.clone()
        }
        other => return Err(format!("no Kotlin for {other:?}").into()),
    })
}
