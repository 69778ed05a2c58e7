//! For the conformance scenario: every call by its name, its arguments from JSON, what it gives as JSON.
//!
//! Made for the tests only; the Swift of what is made for Kotlin's tests.

use super::{HEAD, name, type_name};
use crate::Outcome;
use crate::surface::{Call, Composite, Shape, Surface};
use heck::{ToLowerCamelCase, ToSnakeCase, ToUpperCamelCase};
use uniffi_bindgen::interface::{AsType, Type};

/// The file for the tests: `objects` are pairs of an object and the type over it.
pub fn canonical(surface: &Surface, objects: &[(&str, &str)]) -> Outcome<String> {
    let mut file = format!("{HEAD}import Kith\n");
    let (mut given, mut taken) = (vec![surface.error()?], Vec::new());
    for (object, class) in objects {
        let calls = surface.calls(object)?;
        file.push_str(&dispatch(surface, class, &calls)?);
        given.extend(calls.iter().filter_map(|call| call.returns.cloned()));
        taken.extend(
            calls
                .iter()
                .flat_map(|call| &call.arguments)
                .map(|argument| argument.as_type()),
        );
    }
    for composite in surface.composites(&given).values() {
        file.push_str(&writer(composite)?);
    }
    for composite in surface.composites(&taken).values() {
        file.push_str(&reader(surface, composite)?);
    }
    Ok(file)
}

fn dispatch(surface: &Surface, class: &str, calls: &[Call<'_>]) -> Outcome<String> {
    let arm = |call: &Call<'_>| {
        let argument = |rust: &str, type_: &Type| {
            Ok(format!(
                "{}: {}",
                rust.to_lower_camel_case(),
                read(surface, type_, rust)?
            ))
        };
        let arguments = call
            .arguments
            .iter()
            .map(|it| argument(it.name(), &it.as_type()));
        let arguments = arguments.collect::<Outcome<Vec<_>>>()?.join(", ");
        let call_text = format!("try await {}({arguments})", call.name.to_lower_camel_case());
        let result = match call.returns {
            None => format!("{call_text}\n            return .null"),
            Some(_) => format!("return {call_text}.canonical"),
        };
        Ok(format!(
            "        case \"{}\":\n            {result}\n",
            call.name
        ))
    };
    let arms = calls.iter().map(arm).collect::<Outcome<String>>()?;
    Ok(format!(
        "\nextension {class} {{\n    nonisolated func perform(_ call: String, _ json: JSON) async throws -> JSON {{\n        switch call {{\n{arms}        \
         default: throw NoSuchCall(name: call)\n        }}\n    }}\n}}\n"
    ))
}

fn fields(shape: &Shape<'_>, of: &str) -> String {
    let field = |(rust, _): &(&str, Type)| format!("\"{rust}\": {of}{}.canonical", name(rust));
    format!(
        ".object([{}])",
        shape
            .fields
            .iter()
            .map(field)
            .collect::<Vec<_>>()
            .join(", ")
    )
}

fn writer(composite: &Composite<'_>) -> Outcome<String> {
    let (class, body) = match composite {
        Composite::Record(shape) => (shape.name, fields(shape, "self.")),
        Composite::Enum { name, variants, .. } => {
            let arms: String = variants
                .iter()
                .map(|variant| case_written(variant, name.ends_with("Error")))
                .collect();
            (*name, format!("switch self {{\n{arms}        }}"))
        }
    };
    Ok(format!(
        "\nextension {class}: Canonical {{\n    var canonical: JSON {{\n        {body}\n    }}\n}}\n"
    ))
}

/// A case as Swift writes it: those of an error begin with a capital.
fn case(variant: &Shape<'_>, error: bool) -> String {
    match error {
        true => variant.name.to_upper_camel_case(),
        false => name(variant.name),
    }
}

fn case_written(variant: &Shape<'_>, error: bool) -> String {
    let word = variant.name.to_snake_case();
    let case = case(variant, error);
    if variant.fields.is_empty() {
        return format!("        case .{case}: .string(\"{word}\")\n");
    }
    let bound: Vec<_> = variant.fields.iter().map(|(rust, _)| name(rust)).collect();
    format!(
        "        case let .{case}({}): .object([\"{word}\": {}])\n",
        bound.join(", "),
        fields(variant, "")
    )
}

/// An expression that reads the member `member` of `json`.
fn read(surface: &Surface, type_: &Type, member: &str) -> Outcome<String> {
    Ok(match type_ {
        Type::Object { .. } => format!("{}.read(json[\"{member}\"])", type_name(surface, type_)?),
        _ => format!(
            "{}(canonical: json[\"{member}\"])",
            type_name(surface, type_)?
        ),
    })
}

fn constructed(surface: &Surface, shape: &Shape<'_>) -> Outcome<String> {
    let field = |(rust, type_): &(&str, Type)| {
        Ok(format!(
            "{}: try {}",
            rust.to_lower_camel_case(),
            read(surface, type_, rust)?
        ))
    };
    Ok(shape
        .fields
        .iter()
        .map(field)
        .collect::<Outcome<Vec<_>>>()?
        .join(",\n            "))
}

fn reader(surface: &Surface, composite: &Composite<'_>) -> Outcome<String> {
    let (class, body) = match composite {
        Composite::Record(shape) => (
            shape.name,
            format!("self.init(\n            {})", constructed(surface, shape)?),
        ),
        Composite::Enum { name, variants, .. } => {
            let arm = |variant: &Shape<'_>| {
                let made = match variant.fields.is_empty() {
                    true => String::new(),
                    false => format!("({})", constructed(surface, variant)?),
                };
                Ok(format!(
                    "        case \"{}\": self = .{}{made}\n",
                    variant.name.to_snake_case(),
                    case(variant, false)
                ))
            };
            let arms = variants.iter().map(arm).collect::<Outcome<String>>()?;
            let body = format!(
                "let (word, json) = try json.variant()\n        _ = json\n        switch word {{\n{arms}        default: throw NoSuchCall(name: \"{name}.\" + word)\n        }}"
            );
            (*name, body)
        }
    };
    Ok(format!(
        "\nextension {class}: CanonicallyReadable {{\n    init(canonical json: JSON) throws {{\n        {body}\n    }}\n}}\n"
    ))
}
