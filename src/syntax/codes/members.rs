//! What is wrong with a declaration or an attribute: spans in the item.

use super::*;

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

/// `label` is what stands between the quotes, as it is written without them.
pub fn quoted_label(kind: &str, label: &str, bare: bool, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(&QUOTED_NAME, span, "a label is a bare word")
        .label("not a string")
        .help(format!(
            "write `{kind} NAME {{ … }}`; a name in AWS that is no word goes into `name = \"…\"`"
        ));
    match bare {
        true => diagnostic.fix(format!("write `{}`", clip(label)), span, label),
        false => diagnostic,
    }
}

/// `job_definition j-{x} {`
pub fn label_variable(written: &str, span: Span) -> Diagnostic {
    let message = "a variable stands in a label as `${NAME}`";
    Diagnostic::new(&FOREIGN_SYNTAX, span, message).fix(
        format!("write `{}`", clip(written)),
        span,
        written,
    )
}

/// `job_definition j extends base {`; `gap` is what stands before `extends`.
pub fn foreign_base(base: &str, gap: Span, span: Span) -> Diagnostic {
    Diagnostic::new(
        &UNEXPECTED_TEXT,
        span,
        "a declaration takes from a template by `: NAME`",
    )
    .fix(
        format!("write `: {base}`"),
        gap.to(span),
        format!(" : {base}"),
    )
}

/// `job_definition j : base, other {`
pub fn several_templates(span: Span) -> Diagnostic {
    Diagnostic::new(
        &UNEXPECTED_TEXT,
        span,
        "a declaration takes from one template",
    )
    .help("a template may itself take from another: `template KIND NAME : OTHER { … }`")
}

/// `for x in list:`, `if condition:` with nothing between braces.
pub fn body_by_layout(word: &str, span: Span) -> Diagnostic {
    let message = format!("what a `{word}` is about stands between `{{` and `}}`");
    Diagnostic::new(&FOREIGN_SYNTAX, span, message)
        .label("`{` goes here, not `:`")
        .help("and `}` after the last declaration of it; how lines are indented means nothing")
}

/// `for x in list: {`
pub fn colon_before_body(span: Span) -> Diagnostic {
    Diagnostic::new(&UNEXPECTED_TEXT, span, "no `:` stands before this `{`").fix(
        "remove `:`",
        span,
        "",
    )
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
        .maybe_fix("write `==`", span, "==")
}

/// `for x of list {`
pub fn loop_word(found: &str, span: Span) -> Diagnostic {
    let message = format!("a loop is `for NAME in LIST`, not `{found}`");
    Diagnostic::new(&FOREIGN_SYNTAX, span, message).maybe_fix("write `in`", span, "in")
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

/// `include "shared.batch"`; `whole` is all of it.
pub fn foreign_import(word: &str, path: &str, span: Span, whole: Span) -> Diagnostic {
    let message = format!("another file is taken in by `import`, not by `{word}`");
    let written = format!("import \"{path}\"");
    Diagnostic::new(&FOREIGN_SYNTAX, span, message).fix(
        format!("write `{}`", clip(&written)),
        whole,
        written,
    )
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
    // Whether there is such an attribute is not known here.
    .maybe_fix("write `=`", span.after(), " =")
}

/// `lifecycle { … }` in a block.
pub fn foreign_block(name: &str, span: Span) -> Diagnostic {
    let message = format!("`{name} {{ … }}` is Terraform's: there is nothing like it here");
    Diagnostic::new(&FOREIGN_SYNTAX, span, message)
        .label("inside a block there is nothing but `name = value`")
}

/// `environment =` with `A: b` in the lines below it.
pub fn value_by_layout(name: &str, list: bool, span: Span) -> Diagnostic {
    let (what, brackets) = match list {
        true => ("a list", "[ … ]"),
        false => ("a map", "{ … }"),
    };
    let message = format!("{what} is written `{brackets}`");
    Diagnostic::new(&FOREIGN_SYNTAX, span, message).label(format!(
        "how lines are indented means nothing: `{name} = {brackets}`"
    ))
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
