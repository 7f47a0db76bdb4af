//! Inside `${…` of a string: where its code begins, and what stands before the cursor in it.

use super::{Around, Cursor, Reader, Spot, Value};
use crate::syntax::lex::{Token, TokenKind};
use crate::syntax::source::Range;

impl Reader<'_> {
    /// Where the code of a `${` begins that is open at the cursor, in a text of several lines that
    /// does not end: the lexer may have ended it before the cursor.
    pub(super) fn open_in_text(&self) -> Option<usize> {
        let begun = self
            .tokens
            .partition_point(|token| token.start < self.offset);
        let mut before = self.tokens[..begun].iter().rev();
        let token = before.find(|token| {
            token.kind == TokenKind::BrokenString && self.word(token).starts_with("\"\"\"")
        })?;
        let text = self
            .text
            .get(token.start as usize + 3..self.offset as usize)?;
        let at = open_interpolation(text)?;
        let same_line = text.get(at..).is_some_and(|code| !code.contains('\n'));
        // A line in the first column is a declaration, not a line of the text.
        let indented = |line: &str| line.is_empty() || line.starts_with([' ', '\t']);
        (same_line && text.lines().skip(1).all(indented)).then_some(token.start as usize + 3 + at)
    }

    /// Inside `${…` of a string or label, whose place tells which loops are around it.
    pub(super) fn interpolated_in(
        &self,
        body: &Around,
        token: &Token,
        before: &str,
        at: usize,
    ) -> Cursor {
        let mut cursor = self.interpolated(before, at);
        if let (Spot::Value(value), Spot::Value(around)) =
            (&mut cursor.spot, self.spot(body, token.start, None))
        {
            value.loops = around.loops;
        }
        cursor
    }

    /// Inside `${…` of a string.
    pub(super) fn interpolated(&self, before: &str, at: usize) -> Cursor {
        let code = before.get(at..).unwrap_or("");
        let word = code.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
        let start = word.map_or(0, |at| at + 1);
        let head = code.get(..start).unwrap_or("");
        let length = (code.len() - start) as u32;
        let behind = match head.strip_suffix('.') {
            Some(head) => {
                let from = head.rfind(|c: char| {
                    !(c.is_ascii_alphanumeric() || c == '_' || c == '-' || c == '.')
                });
                let path = head.get(from.map_or(0, |at| at + 1)..).unwrap_or("");
                path.split('.').map(str::to_owned).collect()
            }
            None => Vec::new(),
        };
        let value = Value {
            behind,
            computed: true,
            ..Value::default()
        };
        Cursor {
            spot: Spot::Value(value.into()),
            replace: Range::new(self.offset - length, self.offset),
        }
    }
}

/// Where the code of an interpolation begins that is open at the end of this text.
pub(super) fn open_interpolation(before: &str) -> Option<usize> {
    let at = before.rfind("${")?;
    let escaped = before.get(..at).is_some_and(|head| head.ends_with('\\'));
    let closed = before.get(at..).is_some_and(|code| code.contains('}'));
    (!escaped && !closed).then_some(at + 2)
}
