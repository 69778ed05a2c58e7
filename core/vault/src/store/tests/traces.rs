//! What an erased record leaves in the bytes of the file, seen where the encryption does not hide it.

use super::*;

#[test]
fn no_byte_of_an_erased_record_stays_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plain.db");
    in_plain(&path, |desk| {
        let mut act = |work: &dyn Fn(&mut Writer<'_>) -> Result<()>| {
            desk.act(&some_act(), history::Turn::Done, |w| work(w))
        };
        for n in 0..50 {
            act(&|w| {
                w.insert(note(
                    n,
                    &format!("Ordinary words, number {n}, of every day."),
                ))
            })?;
        }
        act(&|w| w.insert(note(100, &format!("Zebrafinch {}", "quokka ".repeat(2000)))))?;
        let Value::Object(edit) = json!({"text": "Axolotl instead"}) else {
            unreachable!()
        };
        act(&|w| w.edit(Uuid::from_u128(100), None, &edit).map(drop))?;
        act(&|w| w.erase(Uuid::from_u128(100)))?;
        Ok(())
    })
    .unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let holds = |word: &str| {
        bytes
            .windows(word.len())
            .any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
    };
    assert!(
        holds("ordinary"),
        "the file is not plain, so it proves nothing"
    );
    for word in ["zebrafinch", "quokka", "axolotl"] {
        assert!(!holds(word), "{word} is still there");
    }
}
