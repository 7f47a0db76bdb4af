//! The codes of syntax, and the words of each diagnostic.

mod members;
mod values;

pub use members::*;
pub use values::*;

use super::ast::ParsedFile;
use super::lex::{LexFault, MAX_NESTING, Token};
use super::source::{FileId, Range, Span};
use crate::diagnostic::{Applicability, Diagnostic, Edit};

crate::codes! {
    EXPECTED_VALUE = "expected-value", Error, "a value is missing";
    MISSING_EQUALS = "missing-equals", Error, "`=` is missing between a name and its value";
    UNEXPECTED_EQUALS = "unexpected-equals", Error, "a declaration's body takes no `=`";
    UNCLOSED_BRACKET = "unclosed-bracket", Error, "a bracket is never closed";
    STRAY_BRACKET = "stray-bracket", Error, "a bracket closes nothing";
    UNTERMINATED_STRING = "unterminated-string", Error, "a string does not end";
    UNCLOSED_COMMENT = "unclosed-comment", Error, "a `/*` comment does not end";
    UNKNOWN_UNIT = "unknown-unit", Error, "a number has a unit the language does not know";
    NOT_WHOLE = "not-whole", Error, "a size or duration is not a whole number of bytes or seconds";
    NUMBER_TOO_LARGE = "number-too-large", Error, "a number is too large";
    NESTED_BLOCK = "nested-block", Error, "a block stands inside a block";
    QUOTED_NAME = "quoted-name", Error, "a label or the name of an attribute is quoted";
    MISSING_LABEL = "missing-label", Error, "a declaration has no label";
    MISSING_BODY = "missing-body", Error, "a declaration has no `{ … }`";
    STRAY_ATTRIBUTE = "stray-attribute", Error, "an attribute stands outside any block";
    TOO_DEEP = "too-deep", Error, "brackets are nested too deeply";
    EXPRESSION_TOO_LONG = "expression-too-long", Error, "an expression has too many operators";
    LINE_TOO_LONG = "line-too-long", Error, "a line is longer than 1 MiB";
    NUL_BYTE = "nul-byte", Error, "the file holds a zero byte";
    FILE_TOO_LARGE = "file-too-large", Error, "the file is larger than 4 GiB";
    NEEDS_QUOTES = "needs-quotes", Error, "text without quotes";
    TWO_VALUES = "two-values", Error, "two values stand where one is expected";
    TRAILING_SEPARATOR = "trailing-separator", Error, "`;` or `,` ends a line that needs none";
    MISSING_COMMA = "missing-comma", Error, "elements are not parted";
    EMPTY_ITEM = "empty-item", Error, "nothing stands between two commas";
    HASH_COMMENT = "hash-comment", Error, "a comment begins with `#`";
    FOREIGN_SYNTAX = "foreign-syntax", Error, "another language's syntax";
    SMART_QUOTES = "smart-quotes", Error, "typographic quotes instead of straight ones";
    UNKNOWN_ESCAPE = "unknown-escape", Error, "a `\\` in a string is followed by what it cannot escape";
    RESERVED_WORD = "reserved-word", Error, "a word of the language is used as a name";
    UNKNOWN_TYPE = "unknown-type", Error, "a parameter's type does not exist";
    UNEXPECTED_INTERPOLATION = "unexpected-interpolation", Error, "`${…}` where only plain text may stand";
    UNEXPECTED_TEXT = "unexpected-text", Error, "something that cannot stand there";
}

// ---- found by the lexer and the outline: absolute spans ----------------------------------------

pub fn lexical(fault: LexFault, file: FileId) -> Diagnostic {
    let at = |start, end| Span::new(file, start, end);
    match fault {
        LexFault::Unterminated {
            start,
            end,
            interpolation,
        } => {
            let found = Diagnostic::new(
                &UNTERMINATED_STRING,
                at(start, end),
                "this string does not end",
            );
            match interpolation {
                Some(open) => found
                    .label("no closing quote on this line")
                    .also(at(open, open + 1), "this is not closed")
                    .help("close the interpolation with `}`; write `\\${` for the characters themselves"),
                None => found.label("no closing quote").help(
                    "end it with the quote it began with; text of several lines goes between `\"\"\"` and `\"\"\"`",
                ),
            }
        }
        LexFault::UnclosedComment { start } => Diagnostic::new(
            &UNCLOSED_COMMENT,
            at(start, start + 2),
            "this comment does not end",
        )
        .label("no `*/` follows")
        .help("comments nest: every `/*` needs its own `*/`"),
        LexFault::TooDeep { at: place } => too_deep(at(place, place + 1)),
        LexFault::NulByte { at: place } => Diagnostic::new(
            &NUL_BYTE,
            at(place, place + 1),
            "the file holds a zero byte",
        )
        .help("is this a text file, saved as UTF-8?"),
        LexFault::LongLine { start, end } => {
            let length = end - start;
            Diagnostic::new(
                &LINE_TOO_LONG,
                at(start, start),
                "this line is longer than 1 MiB",
            )
            .label(format!("{length} bytes, not read"))
            .help("break it; large data belongs into a file of its own, read by `file(…)`")
        }
    }
}

pub fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(
        &TOO_DEEP,
        span,
        format!("brackets nest deeper than {MAX_NESTING} here"),
    )
    .help("name the inner parts with `let`")
}

pub fn file_too_large(file: FileId) -> ParsedFile {
    let found = Diagnostic::new(
        &FILE_TOO_LARGE,
        Span::new(file, 0, 0),
        "the file is too large",
    );
    ParsedFile {
        diagnostics: vec![found],
        ..ParsedFile::default()
    }
}

pub fn trailing_separator(text: &str, token: Token, file: FileId) -> Diagnostic {
    separator_at_end(token.text(text), Span::new(file, token.start, token.end))
}

/// `a = 1, b = 2` in a body.
pub fn one_line(text: &str, token: Token, indent: u32, file: FileId) -> Diagnostic {
    let found = token.text(text);
    let span = Span::new(file, token.start, token.end);
    let message = format!("attributes stand one to a line, not with `{found}` between them");
    let rest = text.get(token.end as usize..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let gap = Span::new(file, token.start, token.end + blank as u32);
    let deep = indent as usize + step_in(text, token.start);
    let line = format!("\n{}", " ".repeat(deep));
    Diagnostic::new(&TRAILING_SEPARATOR, span, message)
        .label("a new line goes here")
        .help("the entries of an object, `name = { … }`, may stand on one line with commas; those of a declaration may not")
        .fix("begin a new line", gap, line)
}

pub fn hash_comment(token: Token, file: FileId) -> Diagnostic {
    let hash = Span::new(file, token.start, token.start + 1);
    Diagnostic::new(&HASH_COMMENT, hash, "comments begin with `//`")
        .label("not with `#`")
        .fix("write `//`", hash, "//")
}

pub fn stray_bracket(text: &str, token: Token, file: FileId) -> Diagnostic {
    let span = Span::new(file, token.start, token.end);
    let bracket = token.text(text);
    Diagnostic::new(
        &STRAY_BRACKET,
        span,
        format!("this `{bracket}` closes nothing"),
    )
    .label("no bracket is open here that it could close")
    .fix_with(
        "remove it",
        vec![Edit {
            span,
            text: String::new(),
        }],
        Applicability::Unsafe,
    )
}

/// `before` is what stands where the bracket should have been closed, if not the file's end.
pub fn unclosed_bracket(
    text: &str,
    open: Token,
    before: Option<Token>,
    file: FileId,
) -> Diagnostic {
    let bracket = open.text(text);
    let closer = match bracket {
        "{" => "}",
        "[" => "]",
        _ => ")",
    };
    let span = Span::new(file, open.start, open.end);
    let found = Diagnostic::new(
        &UNCLOSED_BRACKET,
        span,
        format!("this `{bracket}` is never closed"),
    )
    .label("opened here");
    match before {
        Some(token) => {
            let place = Span::new(file, token.start, token.end);
            found.also(place, format!("`{closer}` is missing before this"))
        }
        None => found.help(format!("the file ends before its `{closer}`")),
    }
}

/// `[a)`
pub fn wrong_closer(text: &str, open: Token, closer: Token, file: FileId) -> Diagnostic {
    let right = match open.text(text) {
        "{" => "}",
        "[" => "]",
        _ => ")",
    };
    let (opened, found) = (open.text(text), closer.text(text));
    let span = Span::new(file, closer.start, closer.end);
    let message = format!("`{found}` does not close `{opened}`");
    Diagnostic::new(&STRAY_BRACKET, span, message)
        .label(format!("`{right}` goes here"))
        .also(Span::new(file, open.start, open.end), "opened here")
        .maybe_fix(format!("write `{right}`"), span, right)
}

/// `a = 1 b = 2` in a body: `here` begins the second.
pub fn second_attribute(text: &str, gap: Span, here: Span, indent: u32) -> Diagnostic {
    let name = text
        .get(here.start as usize..here.end as usize)
        .unwrap_or_default();
    let message = format!("`{}` begins a second attribute on this line", clip(name));
    let line = format!(
        "\n{}",
        " ".repeat(indent as usize + step_in(text, gap.start))
    );
    Diagnostic::new(&TWO_VALUES, here, message)
        .label("every attribute has a line of its own")
        .fix("begin a new line", gap, line)
}

/// Behind the `{` of a body the next line is one step deeper than the line at `at`.
fn step_in(text: &str, at: u32) -> usize {
    let before = text.get(..at as usize).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    match before.matches('{').count() > before.matches('}').count() {
        true => 2,
        false => 0,
    }
}

pub fn block_equals(equals: Token, file: FileId) -> Diagnostic {
    let span = Span::new(file, equals.start, equals.end);
    Diagnostic::new(
        &UNEXPECTED_EQUALS,
        span,
        "no `=` stands between a label and its `{`",
    )
    .label("a declaration is no attribute")
    .fix("remove `=`", span, "")
}

pub fn missing_body(text: &str, head: Range, file: FileId) -> Diagnostic {
    let words = text
        .get(head.start as usize..head.end as usize)
        .unwrap_or("");
    let span = Span::new(file, head.start, head.end);
    Diagnostic::new(&MISSING_BODY, span, format!("`{words}` has no `{{`"))
        .label("its attributes stand between `{` and `}`")
        .fix("write `{`", span.after(), " {")
}

// ---- found in a member: spans in the item -------------------------------------------------------

/// The first line of a text, shortened, for a message.
fn clip(text: &str) -> String {
    let line = text.lines().next().unwrap_or("").trim_end();
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None if line.len() < text.trim_end().len() => format!("{line} …"),
        None => line.to_owned(),
    }
}
