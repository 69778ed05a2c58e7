//! Where everything lies, and what to try next.

use super::cast::Played;
use super::stage::Stage;
use super::title;
use crate::failure::Outcome;
use crate::screen::Screen;
use std::env;
use std::path::Path;

/// Commands to try; each stands after the library, the passphrase and the client.
const NEXT: [&str; 5] = [
    "progress",
    "where",
    "entry list --limit 5",
    "export - | head -40",
    "check",
];

/// Says it.
pub fn say(stage: &Stage, main: &Played, screen: &mut Screen) -> Outcome<()> {
    title(screen, "What is there now")?;
    let (library, passphrase) = (quoted(&stage.library()), quoted(&stage.passphrase()));
    let wide = library.len().max(passphrase.len());
    screen.line(format!(
        "  {library:wide$}  three clients, each a vault with a key of its own"
    ))?;
    screen.line(format!(
        "  {passphrase:wide$}  for these commands only; never keep yours in the clear"
    ))?;
    screen.gap()?;
    screen.line("Try:")?;
    let kith = env::args().next().unwrap_or_else(|| "kith".to_owned());
    let kith = quoted(Path::new(&kith));
    let name = quoted(Path::new(&main.name));
    for next in NEXT {
        screen.line(format!(
            "  {kith} -l {library} -p {passphrase} -c {name} {next}"
        ))?;
    }
    screen.line(format!("  {kith} demo --course grief"))?;
    screen.line(format!("  {kith} init ~/my-library"))?;
    Ok(())
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-+".contains(letter);
    match !text.is_empty() && text.chars().all(plain) {
        true => text,
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}
