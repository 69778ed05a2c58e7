//! The async functions over the blocking objects, an extension for each object.

use super::{HEAD, type_name};
use crate::Outcome;
use crate::surface::{Call, Surface, is_optional, words};
use heck::ToLowerCamelCase;
use uniffi_bindgen::interface::AsType;

/// How the calls of an object leave the caller's thread.
#[derive(Clone, Copy)]
pub enum Isolation {
    /// They are isolated to an actor whose executor may block.
    Actor,
    /// They run on the workers for blocking calls, several at a time.
    Workers,
}

/// The file for one object: an extension of `class`, which holds the object as `core`.
pub fn facade(
    surface: &Surface,
    object: &str,
    class: &str,
    isolation: Isolation,
) -> Outcome<String> {
    let calls = surface.calls(object)?;
    let members = calls
        .iter()
        .map(|call| member(surface, call, isolation))
        .collect::<Outcome<Vec<_>>>()?;
    Ok(format!(
        "{HEAD}\nextension {class} {{\n{}}}\n",
        members.join("\n")
    ))
}

fn member(surface: &Surface, call: &Call<'_>, isolation: Isolation) -> Outcome<String> {
    let arguments = call.arguments.iter().map(|argument| {
        let missing = if is_optional(argument)? { " = nil" } else { "" };
        let type_ = type_name(surface, &argument.as_type())?;
        Ok(format!(
            "{}: {type_}{missing}",
            argument.name().to_lower_camel_case()
        ))
    });
    let declared = arguments.collect::<Outcome<Vec<_>>>()?.join(", ");
    let returns = call.returns.map_or(Ok(String::new()), |type_| {
        Ok::<_, crate::Failure>(format!(" -> {}", type_name(surface, type_)?))
    })?;
    let name = call.name.to_lower_camel_case();
    let mut passed: Vec<_> = call
        .arguments
        .iter()
        .map(|argument| passed(argument.name()))
        .collect();
    let (effects, body) = match isolation {
        Isolation::Actor if call.interruptible => {
            return Err(format!("{name}: an actor is not interrupted").into());
        }
        Isolation::Actor => (
            "throws",
            format!(
                "defer {{ announceState() }}\n        return try core.{name}({})",
                passed.join(", ")
            ),
        ),
        Isolation::Workers if call.interruptible => {
            passed.push("interrupt: interrupt".to_owned());
            let call = format!("try core.{name}({})", passed.join(", "));
            (
                "async throws",
                format!("try await workers.interruptible {{ [core] interrupt in {call} }}"),
            )
        }
        Isolation::Workers => (
            "async throws",
            format!(
                "try await workers.run {{ [core] in try core.{name}({}) }}",
                passed.join(", ")
            ),
        ),
    };
    Ok(format!(
        "{}    public func {name}({declared}) {effects}{returns} {{\n        {body}\n    }}\n",
        doc(call.doc)
    ))
}

fn passed(argument: &str) -> String {
    let name = argument.to_lower_camel_case();
    format!("{name}: {name}")
}

fn doc(text: &str) -> String {
    words(text)
        .lines()
        .map(|line| format!("    /// {line}").trim_end().to_owned() + "\n")
        .collect()
}
