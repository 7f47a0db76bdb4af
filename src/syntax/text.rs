//! What strings mean: escapes, raw text, and the common indentation of `"""` and `'''`, which is
//! layout and no part of the text.

use super::ast::{Expr, StringPart};

/// A piece of a string as it stands in the source.
pub enum Piece<'t> {
    Raw(&'t str),
    /// An escape, resolved.
    Character(char),
    Expr(Expr),
    /// Raw text whose lines were cut.
    Owned(String),
}

/// The character an escape stands for: `\n \t \r \" \\ \$ \u{1F600}`.
pub fn escape(escape: &str) -> Option<char> {
    let rest = escape.strip_prefix('\\')?;
    Some(match rest {
        "n" => '\n',
        "t" => '\t',
        "r" => '\r',
        "\"" => '"',
        "\\" => '\\',
        "$" => '$',
        _ => {
            let digits = rest.strip_prefix("u{")?.strip_suffix('}')?;
            return char::from_u32(u32::from_str_radix(digits, 16).ok()?);
        }
    })
}

/// The text of `'…'`.
pub fn raw(source: &str) -> &str {
    source
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''))
        .unwrap_or(source)
}

/// The text of `'''…'''`.
pub fn raw_lines(source: &str) -> String {
    let inner = source
        .strip_prefix("'''")
        .and_then(|rest| rest.strip_suffix("'''"));
    let pieces = dedent(vec![Piece::Raw(inner.unwrap_or(source))]);
    let mut text = String::new();
    for part in join(pieces) {
        if let StringPart::Text(part) = part {
            text.push_str(&part);
        }
    }
    text
}

/// Neighbouring text becomes one part. A string without interpolation is one part, even if empty.
pub fn join(pieces: Vec<Piece>) -> Vec<StringPart> {
    let mut parts = Vec::new();
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Raw(raw) => text.push_str(raw),
            Piece::Owned(owned) => text.push_str(&owned),
            Piece::Character(character) => text.push(character),
            Piece::Expr(expr) => {
                if !text.is_empty() {
                    parts.push(StringPart::Text(std::mem::take(&mut text).into()));
                }
                parts.push(StringPart::Expr(expr));
            }
        }
    }
    if !text.is_empty() || parts.is_empty() {
        parts.push(StringPart::Text(text.into()));
    }
    parts
}

/// Takes away the newline after the opening quotes, the indentation all lines share, and the
/// white space before the closing quotes. Lines end in `\n` whatever the file's newline is.
pub fn dedent(pieces: Vec<Piece>) -> Vec<Piece> {
    let common = common_indentation(&pieces);
    let last = pieces.len().saturating_sub(1);
    let mut line_start = false;
    let mut out = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.into_iter().enumerate() {
        let Piece::Raw(raw) = piece else {
            line_start = false;
            out.push(piece);
            continue;
        };
        let mut text = String::with_capacity(raw.len());
        for (number, line) in raw.split('\n').enumerate() {
            if number > 0 {
                // The very first newline only ends the line of the opening quotes.
                if !(at == 0 && number == 1 && text.trim().is_empty()) {
                    text.push('\n');
                } else {
                    text.clear();
                }
                line_start = true;
            }
            let more = raw.len() > line.as_ptr() as usize - raw.as_ptr() as usize + line.len();
            let line = if more {
                line.strip_suffix('\r').unwrap_or(line)
            } else {
                line
            };
            let blank = line.trim_matches([' ', '\t']).is_empty();
            let ends = more || at == last;
            match line_start && number > 0 {
                true if blank && ends => {}
                true => text.push_str(line.get(common.min(line.len())..).unwrap_or(line)),
                false => text.push_str(line),
            }
        }
        out.push(Piece::Owned(text));
    }
    out
}

/// How many bytes of white space all lines after the first share that hold anything.
fn common_indentation(pieces: &[Piece]) -> usize {
    let mut common: Option<&str> = None;
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Raw(raw) = piece else {
            continue;
        };
        let mut lines = raw.split('\n').skip(1).peekable();
        while let Some(line) = lines.next() {
            let content = line.trim_start_matches([' ', '\t']);
            let goes_on = lines.peek().is_none() && at + 1 < pieces.len();
            if content.trim_end().is_empty() && !goes_on {
                continue;
            }
            let indent = &line[..line.len() - content.len()];
            common = Some(match common {
                None => indent,
                Some(common) => shared(common, indent),
            });
        }
    }
    common.map_or(0, str::len)
}

fn shared<'t>(a: &'t str, b: &str) -> &'t str {
    let length = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    &a[..length]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(source: &str) -> String {
        raw_lines(&format!("'''{source}'''"))
    }

    #[test]
    fn indentation_is_layout() {
        assert_eq!(
            lines("\n    #!/bin/sh\n      echo\n\n    done\n  "),
            "#!/bin/sh\n  echo\n\ndone\n"
        );
        assert_eq!(lines("one"), "one");
        assert_eq!(lines("one\n  two"), "one\ntwo");
        assert_eq!(lines("\r\n  a\r\n  b"), "a\nb");
        assert_eq!(lines("\n\ta\n\t\tb\n"), "a\n\tb\n");
        assert_eq!(lines(""), "");
    }

    #[test]
    fn escapes() {
        assert_eq!(escape("\\u{1F600}"), Some('😀'));
        assert_eq!(escape("\\u{D800}"), None);
        assert_eq!(escape("\\u{}"), None);
        assert_eq!(escape("\\q"), None);
    }
}
