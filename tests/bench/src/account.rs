//! Where the bytes of the shipped library go.
//!
//! A symbol's size is counted for the crate that its path begins with; a generic function is therefore its author's and not
//! its caller's, which is the right account for the question "what would we save without this crate". What has no
//! symbol (string constants, tables for unwinding and for the loader) is named by its section. The library that
//! is shipped has no symbols, so the account is made from one that was linked the same way and not stripped.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::Result;

/// Bytes by owner, the largest first.
pub struct Account(pub Vec<(String, u64)>);

/// Everything that the loader maps, apart from zeroed memory.
const MAPPED: [&str; 4] = [".text", ".rodata", ".data.rel.ro", ".data"];

/// The account of an unstripped library.
///
/// # Errors
/// When `nm` or `size`, which come with every C compiler, cannot be run.
pub fn account(library: &Path) -> Result<Account> {
    let symbols = run(
        "nm",
        &["--print-size", "--radix=d", "--demangle", "--defined-only"],
        library,
    )?;
    let sections = run("size", &["-A", "-d"], library)?;
    let mut owners = BTreeMap::new();
    let mut named = 0;
    for (size, owner) in symbols.lines().filter_map(symbol) {
        *owners.entry(owner).or_insert(0) += size;
        named += size;
    }
    let mut mapped = 0;
    for (section, size) in sections.lines().filter_map(section) {
        match MAPPED.contains(&section) {
            true => mapped += size,
            false => *owners.entry(kind_of(section).to_owned()).or_insert(0) += size,
        }
    }
    *owners
        .entry("constants without a name".to_owned())
        .or_insert(0) += mapped.saturating_sub(named);
    let mut owners: Vec<(String, u64)> = owners.into_iter().filter(|(_, size)| *size > 0).collect();
    owners.sort_by_key(|(owner, size)| (std::cmp::Reverse(*size), owner.clone()));
    Ok(Account(owners))
}

fn run(program: &str, arguments: &[&str], library: &Path) -> Result<String> {
    let output = Command::new(program)
        .args(arguments)
        .arg(library)
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Size and owner of a line of `nm`; zeroed memory (`b`) takes no room in the file.
fn symbol(line: &str) -> Option<(u64, String)> {
    let mut words = line.splitn(4, ' ');
    let (_, size, kind, name) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let size = size.parse().ok()?;
    (!matches!(kind, "b" | "B")).then(|| (size, owner(name)))
}

/// The crate that a symbol belongs to.
fn owner(name: &str) -> String {
    if name.starts_with("ffi_") || name.starts_with("uniffi_") || name.starts_with("UNIFFI_") {
        return "the foreign surface (scaffolding)".to_owned();
    }
    let Some(first) = name.find("::").map(|end| &name[..end]) else {
        return "SQLCipher and other C".to_owned();
    };
    let start = first
        .rfind(|c: char| !c.is_alphanumeric() && c != '_')
        .map_or(0, |at| at + 1);
    match &first[start..] {
        "core" | "alloc" | "std" | "compiler_builtins" | "hashbrown" | "gimli" | "addr2line"
        | "rustc_demangle" | "miniz_oxide" | "object" | "" => "Rust's standard library".to_owned(),
        owner => owner.to_owned(),
    }
}

fn section(line: &str) -> Option<(&str, u64)> {
    let mut words = line.split_whitespace();
    let (name, size, address) = (words.next()?, words.next()?.parse().ok()?, words.next()?);
    let loaded = name.starts_with('.') && address != "0" && !matches!(name, ".bss" | ".tbss");
    loaded.then_some((name, size))
}

fn kind_of(section: &str) -> &'static str {
    match section {
        ".eh_frame" | ".eh_frame_hdr" | ".gcc_except_table" => "tables for unwinding",
        _ => "tables for the loader",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_belongs_to_the_crate_that_wrote_it() {
        let table = [
            ("kith_vault::store::open", "kith_vault"),
            (
                "<kith_vault::Record as serde::ser::Serialize>::serialize",
                "kith_vault",
            ),
            (
                "<&mut serde_json::de::Deserializer<R> as serde::de::Deserializer>::deserialize_any",
                "serde_json",
            ),
            (
                "core::ptr::drop_in_place<kith_vault::Record>",
                "Rust's standard library",
            ),
            (
                "<[T] as alloc::slice::Concat<Item>>::concat",
                "Rust's standard library",
            ),
            ("sqlite3VdbeExec", "SQLCipher and other C"),
            (
                "uniffi_kith_fn_method_client_add_entry",
                "the foreign surface (scaffolding)",
            ),
        ];
        for (name, expected) in table {
            assert_eq!(owner(name), expected, "{name}");
        }
    }

    #[test]
    fn zeroed_memory_takes_no_room() {
        assert_eq!(
            symbol("0000000000000016 0000000000000008 b kith::STATE"),
            None
        );
        assert_eq!(
            symbol("0000000000000016 0000000000000008 t kith::open"),
            Some((8, "kith".to_owned()))
        );
        assert_eq!(symbol("                 U malloc"), None);
        assert_eq!(section(".bss  128  99999"), None);
        assert_eq!(section(".comment  128  0"), None);
        assert_eq!(section(".eh_frame  128  4096"), Some((".eh_frame", 128)));
    }
}
