//! What is put right while it is typed: how far a new line, or one that a `}` closes, stands in.
//! Nothing but the blanks a line begins with is ever touched.

use crate::syntax::lex::{Token, TokenKind, lex};
use crate::syntax::source::{LineIndex, Range};

/// The edit that moves the line of the cursor, which stands behind what was just typed: a line
/// break or a closing bracket. `None` where it stands well, or nothing can be told.
pub fn typed(text: &str, offset: u32, character: &str) -> Option<(Range, String)> {
    let lines = LineIndex::new(text);
    let start = lines.line_start(lines.line_column(offset).line)?;
    let line = text.get(start as usize..)?;
    let line = line.split(['\n', '\r']).next()?;
    let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
    let first = start + blanks as u32;
    let tokens = lex(text).tokens;
    if within(&tokens, start) {
        return None;
    }
    let closes = line[blanks..].starts_with(['}', ']', ')']);
    if character != "\n" && (!closes || offset != first + 1) {
        return None;
    }
    let open = open_at(&tokens, start);
    let indent = match (open, closes) {
        (Some(bracket), true) => margin(text, &lines, bracket)?,
        (Some(bracket), false) => margin(text, &lines, bracket)? + "  ",
        // Nothing is open: a bracket that closes nothing stays where it was put.
        (None, true) => return None,
        (None, false) => String::new(),
    };
    let before = &line[..blanks];
    (before != indent).then(|| (Range::new(start, first), indent))
}

/// Whether a line begins inside a string, a comment or a text of several lines.
fn within(tokens: &[Token], start: u32) -> bool {
    let next = tokens.partition_point(|token| token.start < start);
    let last = next.checked_sub(1).and_then(|at| tokens.get(at));
    last.is_some_and(|token| token.end > start && token.kind != TokenKind::Newline)
}

/// The innermost bracket that is open where a line begins.
fn open_at(tokens: &[Token], start: u32) -> Option<Token> {
    let mut open = Vec::new();
    for token in tokens.iter().take_while(|token| token.start < start) {
        match token.kind {
            TokenKind::Open => open.push(*token),
            TokenKind::Close => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

/// The blanks before the line a token stands in.
fn margin(text: &str, lines: &LineIndex, token: Token) -> Option<String> {
    let start = lines.line_start(lines.line_column(token.start).line)?;
    let line = text.get(start as usize..)?;
    let end = line.find(|c| c != ' ' && c != '\t')?;
    Some(line[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` at the cursor, after the edit.
    fn after(text: &str, character: &str) -> String {
        let at = text.find('|').unwrap();
        let mut text = text.replacen('|', "", 1);
        if let Some((range, new)) = typed(&text, at as u32, character) {
            text.replace_range(range.start as usize..range.end as usize, &new);
        }
        text
    }

    #[test]
    fn a_new_line_stands_in_as_far_as_its_block_says() {
        assert_eq!(
            after("job_queue q {\n|\n}\n", "\n"),
            "job_queue q {\n  \n}\n"
        );
        assert_eq!(
            after("a b {\n  c = [\n  |\n", "\n"),
            "a b {\n  c = [\n    \n"
        );
        assert_eq!(after("a b {\n  c = 1\n}\n  |", "\n"), "a b {\n  c = 1\n}\n");
        // A broken block above changes nothing below what is typed in.
        assert_eq!(
            after("a b {\n  c = [\na d {\n|x = 1\n}\n", "\n"),
            "a b {\n  c = [\na d {\n  x = 1\n}\n"
        );
    }

    #[test]
    fn a_closing_brace_goes_below_its_block() {
        assert_eq!(after("a b {\n  c = 1\n  }|", "}"), "a b {\n  c = 1\n}");
        assert_eq!(
            after("a b {\n  c = { x = 1 }|", "}"),
            "a b {\n  c = { x = 1 }"
        );
        assert_eq!(after("  }|\n", "}"), "  }\n");
    }

    #[test]
    fn text_is_left_alone() {
        for text in [
            "a b {\n  c = \"\"\"\n|x\n\"\"\"\n}\n",
            "/*\n   |x\n*/\n",
            "a b {\n  c = <<EOF\n|x\nEOF\n}\n",
        ] {
            assert_eq!(after(text, "\n"), text.replacen('|', "", 1));
        }
        assert_eq!(
            after("a b {\n  c = \"\"\"\n  }|\n\"\"\"\n", "}"),
            "a b {\n  c = \"\"\"\n  }\n\"\"\"\n"
        );
    }
}
