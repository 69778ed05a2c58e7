//! For the conformance scenario: every call by its name, its arguments from JSON, what it gives as JSON.
//!
//! Made for the tests only. Every field of every type that crosses is in it, because nobody had to list them.

use super::{head, name, type_name};
use crate::Outcome;
use crate::surface::{Call, Composite, Shape, Surface};
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use uniffi_bindgen::interface::{AsType, Type};

const JSON: &[&str] = &["kotlinx.serialization.json.*"];

/// The file for the tests: `objects` are pairs of an object and the class over it.
pub fn canonical(surface: &Surface, objects: &[(&str, &str)]) -> Outcome<String> {
    let mut file = head(surface, JSON);
    let (mut given, mut taken) = (Vec::new(), Vec::new());
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
    given.push(surface.error()?);
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
        let arguments = call
            .arguments
            .iter()
            .map(|argument| read(surface, &argument.as_type(), argument.name()));
        let call_text = format!(
            "{}({})",
            name(call.name),
            arguments.collect::<Outcome<Vec<_>>>()?.join(", ")
        );
        let result = match call.returns {
            None => format!("{call_text}.let {{ JsonNull }}"),
            Some(type_) => format!("{call_text}.let {{ {} }}", written(type_, "it")?),
        };
        Ok(format!("        \"{}\" -> {result}\n", call.name))
    };
    let arms = calls.iter().map(arm).collect::<Outcome<String>>()?;
    Ok(format!(
        "internal suspend fun {class}.perform(call: String, json: JsonObject): JsonElement =\n    when (call) {{\n{arms}        \
         else -> error(\"no call ${{call}}\")\n    }}\n\n"
    ))
}

/// An expression that makes JSON of `value`.
fn written(type_: &Type, value: &str) -> Outcome<String> {
    Ok(match type_ {
        Type::Boolean | Type::Int32 | Type::Int64 | Type::String => {
            format!("JsonPrimitive({value})")
        }
        Type::Custom { .. } => format!("JsonPrimitive({value}.toString())"),
        Type::Optional { inner_type } => format!(
            "({value}?.let {{ {} }} ?: JsonNull)",
            written(inner_type, "it")?
        ),
        Type::Sequence { inner_type } => format!(
            "JsonArray({value}.map {{ {} }})",
            written(inner_type, "it")?
        ),
        Type::Record { .. } | Type::Enum { .. } => format!("{value}.canonical()"),
        other => return Err(format!("no canonical form for {other:?}").into()),
    })
}

fn fields(shape: &Shape<'_>) -> Outcome<String> {
    let field = |(rust, type_): &(&str, Type)| {
        Ok(format!("\"{rust}\" to {}", written(type_, &name(rust))?))
    };
    let fields = shape
        .fields
        .iter()
        .map(field)
        .collect::<Outcome<Vec<_>>>()?;
    Ok(format!("JsonObject(mapOf({}))", fields.join(", ")))
}

fn writer(composite: &Composite<'_>) -> Outcome<String> {
    let (class, body) = match composite {
        Composite::Record(shape) => (shape.name.to_owned(), fields(shape)?),
        Composite::Enum {
            name,
            variants,
            flat,
        } => {
            let class = class(name);
            let arm = |variant: &Shape<'_>| {
                let word = variant.name.to_snake_case();
                let value = match variant.fields.is_empty() {
                    true => format!("JsonPrimitive(\"{word}\")"),
                    false => format!("JsonObject(mapOf(\"{word}\" to {}))", fields(variant)?),
                };
                Ok(format!(
                    "        {} -> {value}\n",
                    case(&class, variant, *flat)
                ))
            };
            let arms = variants.iter().map(arm).collect::<Outcome<String>>()?;
            (class, format!("when (this) {{\n{arms}    }}"))
        }
    };
    Ok(format!(
        "internal fun {class}.canonical(): JsonElement =\n    {body}\n\n"
    ))
}

/// What Kotlin calls a type: an error is an exception there.
fn class(name: &str) -> String {
    name.strip_suffix("Error")
        .map_or_else(|| name.to_owned(), |stem| format!("{stem}Exception"))
}

fn case(class: &str, variant: &Shape<'_>, flat: bool) -> String {
    match flat {
        true => format!("{class}.{}", variant.name.to_shouty_snake_case()),
        false => format!("is {class}.{}", variant.name.to_upper_camel_case()),
    }
}

/// An expression that reads the member `member` of `json`.
fn read(surface: &Surface, type_: &Type, member: &str) -> Outcome<String> {
    parsed(surface, type_, &format!("json.member(\"{member}\")"))
}

fn parsed(surface: &Surface, type_: &Type, value: &str) -> Outcome<String> {
    Ok(match type_ {
        Type::Boolean => format!("{value}.bool()"),
        Type::Int32 => format!("{value}.jsonPrimitive.int"),
        Type::Int64 => format!("{value}.jsonPrimitive.long"),
        Type::String => format!("{value}.jsonPrimitive.content"),
        Type::Optional { inner_type } => {
            format!(
                "{value}.orNull()?.let {{ {} }}",
                parsed(surface, inner_type, "it")?
            )
        }
        Type::Sequence { inner_type } => {
            format!(
                "{value}.items().map {{ {} }}",
                parsed(surface, inner_type, "it")?
            )
        }
        Type::Custom { .. } | Type::Record { .. } | Type::Enum { .. } | Type::Object { .. } => {
            format!("{value}.to{}()", type_name(surface, type_)?)
        }
        other => return Err(format!("no canonical form for {other:?}").into()),
    })
}

fn constructed(surface: &Surface, class: &str, shape: &Shape<'_>) -> Outcome<String> {
    let field = |(rust, type_): &(&str, Type)| {
        Ok(format!("{} = {}", name(rust), read(surface, type_, rust)?))
    };
    let fields = shape
        .fields
        .iter()
        .map(field)
        .collect::<Outcome<Vec<_>>>()?;
    Ok(format!("{class}({})", fields.join(", ")))
}

fn reader(surface: &Surface, composite: &Composite<'_>) -> Outcome<String> {
    let (class, body) = match composite {
        Composite::Record(shape) => {
            let made = constructed(surface, shape.name, shape)?;
            (shape.name, format!("jsonObject.let {{ json -> {made} }}"))
        }
        Composite::Enum {
            name,
            variants,
            flat,
        } => {
            let arm = |variant: &Shape<'_>| {
                let word = variant.name.to_snake_case();
                let class = case(name, variant, *flat);
                let class = class.strip_prefix("is ").unwrap_or(&class);
                let made = match variant.fields.is_empty() {
                    true => class.to_owned(),
                    false => constructed(surface, class, variant)?,
                };
                Ok(format!("            \"{word}\" -> {made}\n"))
            };
            let arms = variants.iter().map(arm).collect::<Outcome<String>>()?;
            let body = format!(
                "variant().let {{ (word, json) ->\n        when (word) {{\n{arms}            else -> error(\"no {name} ${{word}}\")\n        }}\n    }}"
            );
            (*name, body)
        }
    };
    Ok(format!(
        "internal fun JsonElement.to{class}(): {class} =\n    {body}\n\n"
    ))
}
