//! What is wrong with a value or a type: spans in the item.

use super::*;
use crate::syntax::{PLAIN_TYPES, units};

pub fn unknown_unit(digits: &str, unit: &str, whole: Span, span: Span) -> Diagnostic {
    let compound = super::super::habits::compound_duration(&format!("{digits}{unit}"), whole);
    let found = Diagnostic::new(&UNKNOWN_UNIT, span, format!("`{unit}` is no unit"));
    let meant: Vec<&str> = units::meant(unit).collect();
    match meant.as_slice() {
        // Which of them, the parser cannot know: no fix is certain.
        [_, _, ..] => {
            let written = |found: Diagnostic, meant: &&str| {
                found.maybe_fix(format!("write `{meant}`"), span, *meant)
            };
            let found = found.label("minutes are written `min`, memory `MiB`");
            let found = meant.iter().fold(found, written);
            match units::thousandths(digits, unit) {
                Some(number) => {
                    found.maybe_fix(format!("write `{number}`"), whole, number.to_string())
                }
                None => found,
            }
        }
        [meant] => found
            .label(
                match meant.ends_with("iB") && unit.to_ascii_lowercase().ends_with('b') {
                    true => format!("AWS counts memory and disks in binary units: `{meant}`"),
                    false => format!("written `{meant}`"),
                },
            )
            .fix(format!("write `{meant}`"), span, *meant),
        [] if compound.is_some() => compound.unwrap_or(found),
        [] if unit.eq_ignore_ascii_case("ms") => {
            found.label("a second is the shortest time AWS Batch knows")
        }
        [] if unit.len() > 3 => Diagnostic::new(
            &TWO_VALUES,
            whole,
            format!("`{unit}` follows a number, and is no unit"),
        )
        .label("one value is expected here")
        .help("several values are a list, `[a, b]`; text with spaces is quoted, `\"a b\"`"),
        [] => found.help(
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
    let meant = match word.to_ascii_lowercase().as_str() {
        "str" | "text" => Some("string"),
        "integer" | "i32" | "i64" => Some("int"),
        "number" | "float" | "double" | "f64" => Some("decimal"),
        "boolean" => Some("bool"),
        "memory" | "bytes" => Some("size"),
        "time" | "timeout" => Some("duration"),
        "list" | "array" => Some("list(string)"),
        "map" | "object" | "dict" => Some("map(string)"),
        lower => PLAIN_TYPES
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

/// `param x: int | string`
pub fn several_types(span: Span) -> Diagnostic {
    Diagnostic::new(&UNKNOWN_TYPE, span, "a parameter has one type")
        .help("`|` parts the texts it may be, as in `\"dev\" | \"prod\"`")
}

/// `param x: "dev" |`
pub fn missing_choice(span: Span) -> Diagnostic {
    Diagnostic::new(
        &UNEXPECTED_TEXT,
        span,
        "a choice is missing beside this `|`",
    )
    .help("choices are texts in double quotes, as in `\"dev\" | \"prod\"`")
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

pub(super) fn one_of(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
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

pub fn missing_comma(before: Span, here: Span, what: &str) -> Diagnostic {
    let found = match what {
        "entries" => "a comma or a new line parts two entries",
        _ => "a comma parts two elements",
    };
    Diagnostic::new(&MISSING_COMMA, here, found)
        .label("`,` is missing before this")
        .fix("write `,`", before.after(), ",")
}

/// `{ a = 1; b = 2 }`
pub fn semicolon_between(span: Span) -> Diagnostic {
    Diagnostic::new(
        &TRAILING_SEPARATOR,
        span,
        "a comma or a new line parts two entries, not `;`",
    )
    .maybe_fix("write `,`", span, ",")
}

/// `{ acme:team = "x" }`
pub fn unquoted_key(key: &str, span: Span, edits: Vec<Edit>) -> Diagnostic {
    let written = clip(&format!("\"{key}\""));
    Diagnostic::new(
        &NEEDS_QUOTES,
        span,
        "a key that is more than a word stands in quotes",
    )
    .fix_with(format!("write `{written}`"), edits, Applicability::Safe)
}

pub fn empty_item(span: Span) -> Diagnostic {
    Diagnostic::new(&EMPTY_ITEM, span, "nothing stands before this comma").fix(
        "remove the comma",
        span,
        "",
    )
}
