//! The part of a file that is read to answer for one byte: the top-level item around it. Reading a
//! file of 10,000 lines anew for every key would take longer than everything else.

use super::engine::View;
use crate::syntax::ast::ParsedFile;

/// A piece of a text that begins at a byte of it.
#[derive(Clone, Copy, Debug)]
pub struct Fragment<'t> {
    pub start: u32,
    pub text: &'t str,
}

/// The item a byte stands in or behind, with what follows it up to the next.
pub fn around(view: &View, offset: u32) -> Fragment<'_> {
    cut(view.parsed(), view.text(), offset)
}

fn cut<'t>(parsed: &ParsedFile, text: &'t str, offset: u32) -> Fragment<'t> {
    let items = &parsed.items;
    let before = items.partition_point(|item| item.start < offset);
    let behind = items.partition_point(|item| item.start <= offset);
    // What does not begin its line goes on with what stands before: a text that does not end.
    let begins_line = |start: &u32| {
        let head = text.get(..*start as usize);
        head.is_none_or(|head| head.is_empty() || head.ends_with('\n'))
    };
    let mut starts = items[..before].iter().rev().map(|item| item.start);
    let start = starts.find(begins_line).unwrap_or(0);
    let end = items
        .get(behind)
        .map_or(text.len(), |item| item.start as usize);
    match text.get(start as usize..end) {
        Some(piece) => Fragment { start, text: piece },
        None => Fragment { start: 0, text },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::cursor::cursor;
    use crate::syntax::parse;
    use crate::syntax::source::FileId;
    use std::path::Path;

    fn files(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                files(&path, found);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "batch")
            {
                found.extend(std::fs::read_to_string(path));
            }
        }
    }

    #[test]
    fn the_cursor_of_a_fragment_is_that_of_the_whole() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut texts = Vec::new();
        files(&root.join("examples"), &mut texts);
        files(&root.join("tests/fixtures"), &mut texts);
        assert!(texts.len() > 200);
        let mut seen = 0;
        for text in &texts {
            // Whole, and as it was when somebody had written two thirds of it.
            let third = (text.len() * 2 / 3..).find(|at| text.is_char_boundary(*at));
            for text in [text.as_str(), &text[..third.unwrap_or(0)]] {
                let parsed = parse(FileId(0), text);
                // A bracket left open confuses the whole; the fragment is none the wiser.
                let mut items = parsed.items.iter();
                let sound = parsed.diagnostics.is_empty()
                    && items.all(|item| item.parsed.diagnostics.is_empty());
                let places = (0..=text.len()).filter(|at| text.is_char_boundary(*at));
                for at in places.step_by(1 + text.len() / 60) {
                    let at = at as u32;
                    let piece = cut(&parsed, text, at);
                    let mut part = cursor(piece.text, at - piece.start);
                    part.shift(piece.start);
                    let whole = format!("{:?}", cursor(text, at));
                    let (head, tail) = text.split_at(at as usize);
                    let same = format!("{part:?}") == whole || !sound;
                    assert!(same, "{part:?}\nis not {whole}\nat\n{head}▮{tail}");
                    assert_eq!(part.replace, cursor(text, at).replace, "at\n{head}▮{tail}");
                    seen += 1;
                }
            }
        }
        assert!(seen > 5_000);
    }
}
