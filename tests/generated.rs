//! What is generated from the vocabulary and committed is fresh. `BATCHLANG_BLESS=1` writes it again.

use std::path::Path;

fn fresh(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("BATCHLANG_BLESS").is_some() {
        std::fs::write(&file, text).expect("the repository is writable");
        return;
    }
    let committed = std::fs::read_to_string(&file)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    let differs = committed
        .lines()
        .zip(text.lines())
        .position(|(old, new)| old != new);
    assert!(
        committed == text,
        "{path} is stale, from line {}: run BATCHLANG_BLESS=1 cargo test --test generated",
        differs.map_or(0, |line| line + 1),
    );
}

#[test]
fn the_reference_is_fresh() {
    fresh(
        "grammar/reference.md",
        &batchlang::vocabulary::reference::markdown(),
    );
}
