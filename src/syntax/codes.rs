//! The codes of syntax, and the words of each diagnostic.

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

pub fn no_body(head: &str, span: Span) -> Diagnostic {
    let head = clip(head);
    match head.split_whitespace().count() {
        1 => Diagnostic::new(
            &UNEXPECTED_TEXT,
            span,
            format!("`{head}` is no declaration"),
        )
        .help(
            "a declaration is written `KIND NAME { … }`, as in `job_queue main { priority = 1 }`",
        ),
        _ => Diagnostic::new(&MISSING_BODY, span, format!("`{head}` has no body"))
            .label("`{ … }` is missing after it")
            .maybe_fix("write an empty body", span.after(), " {}"),
    }
}

pub fn expected_value(span: Span) -> Diagnostic {
    Diagnostic::new(&EXPECTED_VALUE, span, "a value is missing here")
        .label("nothing follows on this line")
}

pub fn no_value(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&EXPECTED_VALUE, span, format!("`{name}` has no value"))
        .label(format!("write `{name} = …`"))
}

pub fn missing_equals(name: &str, span: Span) -> Diagnostic {
    let message = format!("`=` is missing between `{name}` and its value");
    Diagnostic::new(&MISSING_EQUALS, span.after(), message)
        .label("`=` goes here")
        .fix("write `=`", span.after(), " =")
}

pub fn wrong_equals(found: &str, span: Span) -> Diagnostic {
    let message = format!("a name and its value are joined by `=`, not by `{found}`");
    let text = if found == ":" { " =" } else { "=" };
    Diagnostic::new(&MISSING_EQUALS, span, message).fix("write `=`", span, text)
}

pub fn two_word_name(first: &str, second: &str, span: Span) -> Diagnostic {
    let name = format!("{first}_{second}");
    Diagnostic::new(
        &UNEXPECTED_TEXT,
        span,
        "the name of an attribute is one word",
    )
    .maybe_fix(format!("write `{name}`"), span, name)
}

/// `retry.attempts = 3`; `inner` is what stands behind the dot.
pub fn dotted_name(first: &str, inner: &str, span: Span) -> Diagnostic {
    let written = format!("{first} = {{ {inner} }}");
    Diagnostic::new(
        &UNEXPECTED_TEXT,
        span,
        "the name of an attribute is one word",
    )
    .help("what lies inside an object is set between its braces")
    .maybe_fix(format!("write `{}`", clip(&written)), span, written)
}

pub fn quoted_name(found: &str, span: Span) -> Diagnostic {
    let name = found.trim_matches('"').to_owned();
    Diagnostic::new(&QUOTED_NAME, span, "the name of an attribute is not quoted").fix(
        format!("write `{name}`"),
        span,
        name,
    )
}

pub fn quoted_label(kind: &str, found: &str, span: Span) -> Diagnostic {
    let label = found.rsplit('"').nth(1).unwrap_or("");
    let plain = label.bytes().all(super::lex::continues_word)
        && label.starts_with(|first: char| first.is_ascii_alphabetic());
    let diagnostic = Diagnostic::new(&QUOTED_NAME, span, "a label is a bare word")
        .label("not a string")
        .help(format!(
            "write `{kind} NAME {{ … }}`; a name in AWS that is no word goes into `name = \"…\"`"
        ));
    match plain {
        true => diagnostic.fix(format!("write `{label}`"), span, label),
        false => diagnostic,
    }
}

pub fn two_labels(kind: &str, extra: &str, span: Span) -> Diagnostic {
    let extra = clip(extra);
    let message = format!("`{extra}` is too much: a declaration has a kind and one label");
    Diagnostic::new(&UNEXPECTED_TEXT, span, message).help(format!(
        "write `{kind} NAME {{ … }}`, or `{kind} NAME : TEMPLATE {{ … }}`"
    ))
}

/// A declaration as Terraform writes it, with the strings behind its first word.
pub fn foreign_declaration(word: &str, first: &str, second: &str, span: Span) -> Diagnostic {
    let message = format!("`{word}` is how Terraform declares things, not batchlang");
    let found = Diagnostic::new(&FOREIGN_SYNTAX, span, message);
    let kind = |text: &str| match text.strip_prefix("aws_batch_") {
        Some(kind) => kind.to_owned(),
        None => text.strip_prefix("aws_").unwrap_or("KIND").to_owned(),
    };
    let help = match word {
        "resource" => format!("write `{} {second} {{ … }}`", kind(first)),
        "data" => format!("write `existing {} {second} {{ … }}`", kind(first)),
        "variable" | "param" => format!("write `param {first}: TYPE = default`"),
        "let" => format!("write `let {first} = …`"),
        "output" => format!("write `output {first} = …`"),
        "locals" => "write each on a line of its own: `let NAME = …`".to_owned(),
        "module" => "write `import \"path.batch\"` for another file's declarations".to_owned(),
        _ => {
            "it needs none: `project NAME { region = \"…\" }` says where things are made".to_owned()
        }
    };
    found.help(help)
}

pub fn misspelt_existing(found: &str, span: Span) -> Diagnostic {
    let message = format!("`{found}` is no word a declaration begins with");
    Diagnostic::new(&UNEXPECTED_TEXT, span, message)
        .label("did you mean `existing`?")
        .fix("write `existing`", span, "existing")
}

pub fn otherwise(span: Span) -> Diagnostic {
    Diagnostic::new(
        &FOREIGN_SYNTAX,
        span,
        "`if` around declarations has no `else`",
    )
    .help("write a second `if` with the opposite condition: `if not CONDITION { … }`")
}

/// `let x: int = 3`
pub fn typed_constant(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&UNEXPECTED_TEXT, span, "a `let` has no type")
        .help(format!(
            "its value says what it is; a value from outside is `param {name}: TYPE = …`"
        ))
        .fix("remove the type", span, "")
}

/// `if a = b {`
pub fn comparison(span: Span) -> Diagnostic {
    Diagnostic::new(&FOREIGN_SYNTAX, span, "`=` does not compare")
        .label("equal is `==`")
        .fix("write `==`", span, "==")
}

/// `for x of list {`
pub fn loop_word(found: &str, span: Span) -> Diagnostic {
    let message = format!("a loop is `for NAME in LIST`, not `{found}`");
    Diagnostic::new(&FOREIGN_SYNTAX, span, message).fix("write `in`", span, "in")
}

/// `job_queue main: {`
pub fn no_template(span: Span) -> Diagnostic {
    Diagnostic::new(&UNEXPECTED_TEXT, span, "nothing stands behind this `:`")
        .help("the name of a template goes there; a declaration that takes from none has no `:`")
        .maybe_fix("remove `:`", span, "")
}

/// `import shared.batch`
pub fn unquoted_path(path: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        &NEEDS_QUOTES,
        span,
        "the path of an import stands in quotes",
    )
    .fix(format!("write `\"{path}\"`"), span, format!("\"{path}\""))
}

pub fn missing_label(kind: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&MISSING_LABEL, span, format!("this `{kind}` has no label"))
        .label("a name of your own goes after it")
        .help(format!(
            "write `{kind} NAME {{ … }}`: other declarations refer to it by that name"
        ))
}

pub fn nested_block(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        &NESTED_BLOCK,
        span,
        "inside a block there is nothing but `name = value`",
    )
    .label("`=` is missing after it")
    .help(format!(
        "an object is a value: `{name} = {{ … }}`, several are a list of them"
    ))
    .fix("write `=`", span.after(), " =")
}

pub fn nested_declaration(head: &str, span: Span) -> Diagnostic {
    let head = clip(head);
    Diagnostic::new(
        &NESTED_BLOCK,
        span,
        format!("`{head}` cannot stand inside a block"),
    )
    .label("inside a block there is nothing but `name = value`")
    .help("move it out: declarations stand side by side and refer to each other by name")
}

pub fn stray_attribute(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        &STRAY_ATTRIBUTE,
        span,
        format!("`{name}` stands outside any block"),
    )
    .label("an attribute belongs between the `{` and `}` of a declaration")
    .help("is there a `}` too many above? A constant is declared by `let NAME = …`")
}

pub fn separator_at_end(found: &str, span: Span) -> Diagnostic {
    let message = format!("no `{found}` is needed here: an attribute ends with its line");
    Diagnostic::new(&TRAILING_SEPARATOR, span, message).fix(format!("remove `{found}`"), span, "")
}

/// `{ a = 1; b = 2 }`
pub fn semicolon_between(span: Span) -> Diagnostic {
    Diagnostic::new(
        &TRAILING_SEPARATOR,
        span,
        "a comma or a new line parts two entries, not `;`",
    )
    .fix("write `,`", span, ",")
}

pub fn missing_comma(before: Span, here: Span, what: &str) -> Diagnostic {
    let found = match what {
        "entries" => "a comma or a new line parts two entries",
        _ => "a comma parts two elements",
    };
    Diagnostic::new(&MISSING_COMMA, here, found)
        .label("`,` is missing before this")
        .fix("write `,`", before.after(), ",")
}

pub fn empty_item(span: Span) -> Diagnostic {
    Diagnostic::new(&EMPTY_ITEM, span, "nothing stands before this comma").fix(
        "remove the comma",
        span,
        "",
    )
}

pub fn two_values(first: &str, second: &str, named: bool, both: Span, here: Span) -> Diagnostic {
    let (first, second) = (clip(first), clip(second));
    if named {
        let message = format!("`{second}` begins a second attribute on this line");
        return Diagnostic::new(&TWO_VALUES, here, message)
            .label("every attribute has a line of its own")
            .maybe_fix("begin a new line", here.before(), "\n");
    }
    Diagnostic::new(
        &TWO_VALUES,
        both,
        format!("`{first}` and `{second}` are two values"),
    )
    .label("one is expected here")
    .help("several values are a list, `[a, b]`; text with spaces is quoted, `\"a b\"`")
}

pub fn unknown_unit(
    digits: &str,
    unit: &str,
    meant: Option<&str>,
    whole: Span,
    span: Span,
) -> Diagnostic {
    let compound = super::habits::compound_duration(&format!("{digits}{unit}"), whole);
    let found = Diagnostic::new(&UNKNOWN_UNIT, span, format!("`{unit}` is no unit"));
    match meant {
        Some(meant) => found
            .label(
                match meant.ends_with("iB") && unit.to_ascii_lowercase().ends_with('b') {
                    true => format!("AWS counts memory and disks in binary units: `{meant}`"),
                    false => format!("written `{meant}`"),
                },
            )
            .fix(format!("write `{meant}`"), span, meant),
        None if compound.is_some() => compound.unwrap_or(found),
        None if unit.eq_ignore_ascii_case("ms") => {
            found.label("a second is the shortest time AWS Batch knows")
        }
        None if unit.len() > 3 => Diagnostic::new(
            &TWO_VALUES,
            whole,
            format!("`{unit}` follows a number, and is no unit"),
        )
        .label("one value is expected here")
        .help("several values are a list, `[a, b]`; text with spaces is quoted, `\"a b\"`"),
        None => found.help(
            "sizes are written in `MiB`, `GiB` or `TiB`, durations in `s`, `min`, `h` or `d`",
        ),
    }
}

pub fn not_whole(digits: &str, unit: &str, part: &str, span: Span) -> Diagnostic {
    let message = format!("`{digits} {unit}` is not a whole number of {part}");
    Diagnostic::new(&NOT_WHOLE, span, message).help("write it in a smaller unit")
}

pub fn number_too_large(span: Span) -> Diagnostic {
    Diagnostic::new(&NUMBER_TOO_LARGE, span, "this number is too large")
        .help("whole numbers go up to 9223372036854775807; an account or an id is a string")
}

pub fn expression_too_long(span: Span) -> Diagnostic {
    Diagnostic::new(
        &EXPRESSION_TOO_LONG,
        span,
        "this expression has too many operators",
    )
    .help("name parts of it with `let`, or put many values into a list")
}

pub fn reserved_word(word: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        &RESERVED_WORD,
        span,
        format!("`{word}` is a word of the language"),
    )
    .label("a value is expected here")
}

pub fn unexpected_interpolation(span: Span) -> Diagnostic {
    Diagnostic::new(
        &UNEXPECTED_INTERPOLATION,
        span,
        "only plain text may stand here",
    )
    .label("this is computed")
    .help("keys that are computed come from `{ for x in list: KEY = VALUE }`")
}

pub fn unknown_escape(found: &str, span: Span) -> Diagnostic {
    let doubled = format!("\\{found}");
    Diagnostic::new(&UNKNOWN_ESCAPE, span, format!("`{found}` is no escape"))
        .help("escapes are `\\n \\t \\r \\\" \\\\ \\$ \\u{1F600}`; in '…' a `\\` stands for itself")
        .maybe_fix(format!("write `{doubled}`"), span, doubled.clone())
}

pub fn unknown_type(word: &str, span: Span) -> Diagnostic {
    const TYPES: [&str; 6] = ["string", "int", "decimal", "bool", "size", "duration"];
    let meant = match word.to_ascii_lowercase().as_str() {
        "str" | "text" => Some("string"),
        "integer" | "i32" | "i64" => Some("int"),
        "number" | "float" | "double" | "f64" => Some("decimal"),
        "boolean" => Some("bool"),
        "memory" | "bytes" => Some("size"),
        "time" | "timeout" => Some("duration"),
        "list" | "array" => Some("list(string)"),
        "map" | "object" | "dict" => Some("map(string)"),
        lower => TYPES
            .into_iter()
            .find(|name| strsim::damerau_levenshtein(name, lower) <= 2 && lower.len() > 2),
    };
    let found = Diagnostic::new(&UNKNOWN_TYPE, span, format!("`{word}` is no type")).help(
        "types are `string`, `int`, `decimal`, `bool`, `size`, `duration`, `list(…)`, `map(…)` \
         and choices such as `\"dev\" | \"prod\"`",
    );
    match meant {
        Some(meant) => found.maybe_fix(format!("write `{meant}`"), span, meant),
        None => found,
    }
}

pub fn param_without_type(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        &UNKNOWN_TYPE,
        span,
        format!("the parameter `{name}` has no type"),
    )
    .label("`: TYPE` is missing after it")
    .help(format!("write `param {name}: string = …`"))
}

pub fn smart_quotes(found: &str, span: Span) -> Diagnostic {
    let inner: String = found.chars().skip(1).collect();
    let inner = inner.strip_suffix(|_: char| true).unwrap_or("").to_owned();
    let text = format!("\"{inner}\"");
    Diagnostic::new(&SMART_QUOTES, span, "strings stand between straight quotes")
        .label("these are typographic")
        .fix(format!("write `{}`", clip(&text)), span, text.clone())
}

pub fn heredoc(found: &str, span: Span) -> Diagnostic {
    let mut lines: Vec<&str> = found.lines().collect();
    let indented = lines.first().is_some_and(|line| line.starts_with("<<-"));
    let end = lines.pop().unwrap_or("");
    let indent = &end[..end.len() - end.trim_start().len()];
    let text = lines.get(1..).unwrap_or_default().join("\n");
    let diagnostic = Diagnostic::new(
        &FOREIGN_SYNTAX,
        Span::new(span.file, span.start, span.start + 2),
        "text of several lines stands between `\"\"\"` and `\"\"\"`",
    )
    .help("between `'''` and `'''` it is taken as it stands, as a shell script should be");
    if text.contains("'''") {
        return diagnostic;
    }
    let indent = if indented { indent } else { "" };
    diagnostic.maybe_fix("write `'''`", span, format!("'''\n{text}\n{indent}'''"))
}

/// An operator of another language; `None` for one of our own.
pub fn foreign_operator(found: &str, span: Span) -> Option<Diagnostic> {
    let here = |message: String| Diagnostic::new(&FOREIGN_SYNTAX, span, message);
    let word = |ours: &str| {
        here(format!("`{found}` is written `{ours}`")).fix(format!("write `{ours}`"), span, ours)
    };
    Some(match found {
        "&&" | "&" => word("and"),
        "||" | "|" => word("or"),
        "!" => here("`!` is written `not`".into()).fix("write `not`", span, "not "),
        "?" => here("a choice is written `if CONDITION then A else B`".into()),
        "=>" | ":=" => here(format!(
            "a name and its value are joined by `=`, not by `{found}`"
        ))
        .fix("write `=`", span, "="),
        "++" => word("+"),
        "**" | "->" | "<<" | "+=" => here(format!("`{found}` is no operator here")),
        _ => return None,
    })
}

pub fn stray_text(found: &str, span: Span) -> Diagnostic {
    if found.starts_with(['\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}']) {
        return Diagnostic::new(&SMART_QUOTES, span, "strings stand between straight quotes")
            .label("this one is typographic, and not closed");
    }
    let found = clip(found);
    Diagnostic::new(
        &UNEXPECTED_TEXT,
        span,
        format!("`{found}` means nothing here"),
    )
    .help("names are letters of the English alphabet, digits, `_` and `-`; text is quoted")
}

pub fn unexpected(found: &str, expected: &[&str], span: Span) -> Diagnostic {
    let message = format!("`{}` cannot stand here", clip(found));
    let diagnostic = Diagnostic::new(&UNEXPECTED_TEXT, span, message);
    match expected {
        [] => diagnostic,
        expected => diagnostic.label(format!("expected {}", one_of(expected))),
    }
}

pub fn unfinished(expected: &[&str], span: Span) -> Diagnostic {
    let expected = match expected {
        [] => "a value".to_owned(),
        expected => one_of(expected),
    };
    Diagnostic::new(
        &UNEXPECTED_TEXT,
        span,
        format!("something is missing here: {expected}"),
    )
    .label("nothing follows this")
}

fn one_of(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The first line of a text, shortened, for a message.
fn clip(text: &str) -> String {
    let line = text.lines().next().unwrap_or("").trim_end();
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None if line.len() < text.trim_end().len() => format!("{line} …"),
        None => line.to_owned(),
    }
}
