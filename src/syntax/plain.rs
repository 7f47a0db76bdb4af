//! A shortcut past the grammar for the plainest attributes, which most are: `name = "text"`,
//! `name = 512 MiB`, `name = SPOT`, and one-line lists and maps of such values. It takes a text
//! only if it is sure of every byte; anything else is left to the grammar, which stays the one
//! definition of what is legal: a test reads everything both ways and compares.

use super::ast::{Entry, Expr, ExprKind, Name, StringPart};
use super::lex::continues_word;
use super::source::{FileId, Range};
use super::units;

/// Name and value of an attribute that begins at `base` in its item; `None` where the grammar
/// must look.
pub fn attribute(text: &str, base: u32) -> Option<(Name, Expr)> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        base,
    };
    reader.blanks();
    let name = reader.word()?;
    reader.blanks();
    reader.byte(b'=')?;
    reader.blanks();
    let value = reader.value(true)?;
    reader.blanks();
    (reader.at == text.len()).then_some((name, value))
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    base: u32,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn blanks(&mut self) {
        while self.peek() == b' ' {
            self.at += 1;
        }
    }

    fn byte(&mut self, wanted: u8) -> Option<()> {
        (self.peek() == wanted).then(|| self.at += 1)
    }

    fn run(&mut self, wanted: impl Fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.at < self.bytes.len() && wanted(self.bytes[self.at]) {
            self.at += 1;
        }
        // Only ASCII is ever taken, so both ends are boundaries.
        self.text.get(start..self.at).unwrap_or("")
    }

    fn range(&self, start: usize) -> Range {
        Range::new(self.base + start as u32, self.base + self.at as u32)
    }

    fn word(&mut self) -> Option<Name> {
        let start = self.at;
        if !self.peek().is_ascii_alphabetic() {
            return None;
        }
        let text = self.run(continues_word).into();
        Some(Name {
            text,
            range: self.range(start),
        })
    }

    fn value(&mut self, nested: bool) -> Option<Expr> {
        let start = self.at;
        let kind = match self.peek() {
            b'"' => ExprKind::String(self.string()?),
            b'0'..=b'9' => self.number()?,
            b'[' if nested => ExprKind::List(self.list()?),
            b'{' if nested => ExprKind::Map(self.map()?),
            _ => self.name()?,
        };
        Some(Expr {
            kind,
            range: self.range(start),
        })
    }

    /// Printable ASCII without escapes and interpolations.
    fn string(&mut self) -> Option<Vec<StringPart>> {
        self.byte(b'"')?;
        let text = self.run(|b| (b' '..=b'~').contains(&b) && !b"\"\\$".contains(&b));
        self.byte(b'"')?;
        // `""` may begin a text of several lines.
        let plain = !text.is_empty() && self.peek() != b'"';
        plain.then(|| vec![StringPart::Text(text.into())])
    }

    fn number(&mut self) -> Option<ExprKind> {
        let start = self.at;
        let digits = self.run(|b| b.is_ascii_digit());
        let whole = self.range(start).at(FileId(0), 0);
        let end = self.at;
        self.blanks();
        if self.peek().is_ascii_alphabetic() {
            let unit = self.run(continues_word);
            let known = units::SIZES
                .iter()
                .chain(&units::DURATIONS)
                .any(|(name, _)| *name == unit);
            return if known {
                units::amount(digits, unit, whole, whole).ok()
            } else {
                None
            };
        }
        self.at = end;
        if self.peek() == b'.' {
            return None;
        }
        units::number(digits, whole).ok()
    }

    /// A word that cannot be reserved: those are short and of small letters only.
    fn name(&mut self) -> Option<ExprKind> {
        let word = self.word()?.text;
        let sure = word.bytes().any(|b| !b.is_ascii_lowercase());
        let ends = matches!(self.peek(), b' ' | b',' | b']' | b'}' | 0);
        (sure && ends).then_some(ExprKind::Name(word))
    }

    fn list(&mut self) -> Option<Vec<Expr>> {
        self.byte(b'[')?;
        let mut items = Vec::new();
        loop {
            self.blanks();
            items.push(self.value(false)?);
            self.blanks();
            match self.peek() {
                b',' => self.at += 1,
                b']' => break,
                _ => return None,
            }
        }
        self.byte(b']')?;
        Some(items)
    }

    fn map(&mut self) -> Option<Vec<Entry>> {
        self.byte(b'{')?;
        let mut entries = Vec::new();
        loop {
            self.blanks();
            let key = self.word()?;
            self.blanks();
            self.byte(b'=')?;
            self.blanks();
            let value = self.value(false)?;
            entries.push(Entry {
                docs: None,
                key,
                quoted: false,
                value,
            });
            self.blanks();
            match self.peek() {
                b',' => self.at += 1,
                b'}' => break,
                _ => return None,
            }
        }
        self.byte(b'}')?;
        Some(entries)
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::ast::{ItemKind, ParsedFile};
    use crate::syntax::parse::{parse, parse_by_grammar};
    use crate::syntax::source::FileId;
    use proptest::prelude::*;

    fn same(text: &str) -> Result<(), TestCaseError> {
        let shown = |parsed: &ParsedFile| {
            let items = parsed.items.iter();
            items
                .map(|i| format!("{:?} {:?}\n", i.parsed.item, i.parsed.diagnostics))
                .collect::<String>()
        };
        prop_assert_eq!(
            shown(&parse(FileId(0), text)),
            shown(&parse_by_grammar(FileId(0), text))
        );
        Ok(())
    }

    #[test]
    fn takes_the_plain_ones() {
        let plain = [
            "a = \"b c\"",
            "a=1",
            "a  =  512 MiB ",
            "a = SPOT",
            "a = [a-b, 2 h, \"x\"]",
            "a = { K = \"v\", L = 1 }",
        ];
        for text in plain {
            assert!(super::attribute(text, 0).is_some(), "{text}");
        }
        let others = [
            "a = \"\"",
            "a = \"${b}\"",
            "a = b",
            "a = true",
            "a = 1.5",
            "a = 2 GB",
            "a = f(x)",
            "a = [",
            "a = [1,]",
            "a == 1",
            "a = 1 2",
            "a = A.b",
            "a = 1 + 2",
        ];
        for text in others {
            assert!(super::attribute(text, 0).is_none(), "{text}");
        }
    }

    #[test]
    fn reads_whole_files_as_the_grammar_does() {
        for name in ["first", "genomics", "eks", "everything"] {
            let path = format!("{}/examples/{name}.batch", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(path).expect("an example");
            let parsed = parse(FileId(0), &text);
            assert!(
                parsed
                    .items
                    .iter()
                    .any(|i| matches!(i.parsed.item.kind, ItemKind::Block(_)))
            );
            same(&text).expect("the same tree");
        }
    }

    proptest! {
        /// Attributes of pieces that may or may not be plain.
        #[test]
        fn agrees_with_the_grammar(pieces in prop::collection::vec(prop::sample::select(vec![
            "a", "SPOT", "spot-pool", "=", " = ", " ", "\n", "\"text\"", "\"a $ b\"", "\"\"", "\"é\"", "1", "12", "0", "007",
            ".5", "512 MiB", "2 h", "90", "s", "MiB", "[", "]", "{", "}", ",", ", ", "K = ", "true", "not", "-", ".", "(", ")", "//c\n",
        ]), 0..14)) {
            same(&format!("job_queue q {{\n  x = {}\n}}\n", pieces.concat()))?;
        }
    }
}
