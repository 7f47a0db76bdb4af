//! Between byte offsets and the lines and characters of the protocol, in any of its encodings.
//! What lies past the end of a line or of the text means that end, and never the inside of a
//! character.

use crate::syntax::source::{LineIndex, Range};

/// What a client counts characters in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    #[default]
    Utf16,
    Utf32,
}

impl Encoding {
    /// How many units a character takes.
    fn width(self, c: char) -> u32 {
        match self {
            Encoding::Utf8 => c.len_utf8() as u32,
            Encoding::Utf16 => c.len_utf16() as u32,
            Encoding::Utf32 => 1,
        }
    }
}

/// A place as the protocol counts it, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: u32,
    pub character: u32,
}

/// The text of a line without its end, and where it begins.
fn line<'t>(text: &'t str, lines: &LineIndex, line: u32) -> Option<(u32, &'t str)> {
    let start = lines.line_start(line)?;
    let end = lines.line_start(line + 1).unwrap_or(text.len() as u32);
    let whole = text.get(start as usize..end as usize)?;
    let line = match whole.strip_suffix('\n') {
        Some(line) => line.strip_suffix('\r').unwrap_or(line),
        None => whole,
    };
    Some((start, line))
}

/// The byte a place means.
pub fn offset(text: &str, lines: &LineIndex, place: Place, encoding: Encoding) -> u32 {
    let Some((start, line)) = line(text, lines, place.line) else {
        return text.len() as u32;
    };
    let mut units = 0;
    for (at, c) in line.char_indices() {
        units += encoding.width(c);
        if units > place.character {
            return start + at as u32;
        }
    }
    start + line.len() as u32
}

/// The place of a byte.
pub fn place(text: &str, lines: &LineIndex, offset: u32, encoding: Encoding) -> Place {
    let mut offset = (offset as usize).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let at = lines.line_column(offset as u32);
    let start = lines.line_start(at.line).unwrap_or(0) as usize;
    let before = text.get(start..offset).unwrap_or("");
    let character = match encoding {
        Encoding::Utf8 => before.len() as u32,
        _ => before.chars().map(|c| encoding.width(c)).sum(),
    };
    Place {
        line: at.line,
        character,
    }
}

/// A change of a text: `None` replaces all of it.
#[derive(Clone, Debug)]
pub struct Change {
    pub range: Option<(Place, Place)>,
    pub text: String,
}

/// The text after the changes, each made to what the one before left; `lines` are those of `text`.
pub fn changed(text: &str, lines: &LineIndex, changes: &[Change], encoding: Encoding) -> String {
    let mut after: Option<String> = None;
    for change in changes {
        let Some((start, end)) = change.range else {
            after = Some(change.text.clone());
            continue;
        };
        let fresh = after.as_deref().map(LineIndex::new);
        let text = after.as_deref().unwrap_or(text);
        let lines = fresh.as_ref().unwrap_or(lines);
        let from = offset(text, lines, start, encoding) as usize;
        let to = offset(text, lines, end, encoding) as usize;
        let (head, tail) = (&text[..from.min(to)], &text[from.max(to)..]);
        after = Some([head, &change.text, tail].concat());
    }
    after.unwrap_or_else(|| text.to_owned())
}

/// The smallest single edit that makes `after` of `before`; `None` where they are the same.
pub fn difference(before: &str, after: &str) -> Option<(Range, String)> {
    if before == after {
        return None;
    }
    let range = Range::differing(before, after);
    let end = range.end as usize + after.len() - before.len();
    Some((range, after[range.start as usize..end].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    #[test]
    fn each_encoding_counts_its_own_units() {
        let text = "a\r\né𝒎z";
        let lines = LineIndex::new(text);
        let z = text.len() as u32 - 1;
        let columns = ALL.map(|encoding| place(text, &lines, z, encoding).character);
        assert_eq!(columns, [6, 3, 2]);
    }

    #[test]
    fn what_lies_past_an_end_means_the_end() {
        let text = "ab\r\nc";
        let lines = LineIndex::new(text);
        let at = |line, character| offset(text, &lines, Place { line, character }, Encoding::Utf16);
        assert_eq!((at(0, 99), at(1, 99), at(9, 0)), (2, 5, 5));
    }

    proptest! {
        #[test]
        fn there_and_back(text in "[a\u{e9}\u{65e5}\u{1d48e}\r\n ]{0,40}", which in 0usize..3) {
            let lines = LineIndex::new(&text);
            let boundaries = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for at in boundaries {
                let place = place(&text, &lines, at as u32, ALL[which]);
                let back = offset(&text, &lines, place, ALL[which]) as usize;
                // Between the two characters of a line's end there is no place to point at.
                let inside_end = text.get(..at).is_some_and(|t| t.ends_with('\r')) && text.get(at..).is_some_and(|t| t.starts_with('\n'));
                prop_assert_eq!(back, if inside_end { at - 1 } else { at });
            }
        }

        #[test]
        fn no_place_is_inside_a_character(text in "[a\u{e9}\u{1d48e}\n]{0,20}", line in 0u32..5, character in 0u32..30, which in 0usize..3) {
            let lines = LineIndex::new(&text);
            let at = offset(&text, &lines, Place { line, character }, ALL[which]);
            prop_assert!(text.is_char_boundary(at as usize));
        }

        #[test]
        fn one_edit_makes_the_difference(before in "[a\u{e9}b]{0,9}", after in "[a\u{e9}b]{0,9}") {
            let mut text = before.clone();
            if let Some((range, new)) = difference(&before, &after) {
                text.replace_range(range.start as usize..range.end as usize, &new);
            }
            prop_assert_eq!(text, after);
        }
    }
}
