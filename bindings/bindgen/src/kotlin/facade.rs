//! The suspend functions over the blocking objects, a class for each object.
//!
//! They are members of a class and not extensions, so that an editor offers them after the dot without an import.

use super::{head, name, type_name};
use crate::Outcome;
use crate::surface::{Call, Surface, is_optional, words};
use uniffi_bindgen::interface::AsType;

/// The file for one object: `class`, over the object `core`.
pub fn facade(surface: &Surface, object: &str, class: &str) -> Outcome<String> {
    let calls = surface.calls(object)?;
    let calls = calls
        .iter()
        .map(|call| member(surface, call))
        .collect::<Outcome<Vec<_>>>()?;
    Ok(format!(
        "{}/** The calls of [{object}], each on the workers for blocking calls. */\n\
         public abstract class {class} internal constructor(\n    internal val core: {object},\n    internal val workers: Workers,\n) {{\n{}}}\n",
        head(surface, &[]),
        calls.join("\n"),
    ))
}

fn member(surface: &Surface, call: &Call<'_>) -> Outcome<String> {
    let arguments = call.arguments.iter().map(|argument| {
        let missing = if is_optional(argument)? {
            " = null"
        } else {
            ""
        };
        let type_ = type_name(surface, &argument.as_type())?;
        Ok(format!("{}: {type_}{missing}", name(argument.name())))
    });
    let declared = arguments.collect::<Outcome<Vec<_>>>()?.join(", ");
    let returns = call
        .returns
        .map_or(Ok("Unit".to_owned()), |type_| type_name(surface, type_))?;
    let mut passed: Vec<_> = call
        .arguments
        .iter()
        .map(|argument| name(argument.name()))
        .collect();
    let (call_kind, given) = if call.interruptible {
        passed.push("interrupt".to_owned());
        ("interruptible", " interrupt ->")
    } else {
        ("run", "")
    };
    let (name, passed) = (name(call.name), passed.join(", "));
    Ok(format!(
        "{}    public suspend fun {name}({declared}): {returns} =\n        workers.{call_kind} {{{given} core.{name}({passed}) }}\n",
        doc(call.doc),
    ))
}

fn doc(text: &str) -> String {
    let lines = words(text).replace("*/", "* /");
    let lines: String = lines
        .lines()
        .map(|line| format!("     * {line}").trim_end().to_owned() + "\n")
        .collect();
    format!("    /**\n{lines}     */\n")
}
