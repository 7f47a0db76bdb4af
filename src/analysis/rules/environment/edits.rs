//! The text edits the fixes of these rules are made of. Each answers `None` where the source does
//! not hold the value literally at that place (it comes from a `let`, a loop or a template), so
//! that no fix changes what it did not look at.

use crate::diagnostic::Edit;
use crate::program::{Field, Program, Typed};
use crate::syntax::source::Span;

/// Replaces a string that stands there literally.
pub fn replace_string(program: &Program, value: &Typed, new: &str) -> Option<Edit> {
    let old = value.as_str()?;
    let written = program.sources.slice(value.span);
    let literal = written == format!("\"{old}\"") || written == format!("'{old}'");
    literal.then(|| Edit {
        span: value.span,
        text: format!("\"{new}\""),
    })
}

/// Replaces an enum word that stands there literally.
pub fn replace_word(program: &Program, value: &Typed, new: &str) -> Option<Edit> {
    let old = value.as_word()?;
    let literal = program.sources.slice(value.span) == old;
    literal.then(|| Edit {
        span: value.span,
        text: new.to_owned(),
    })
}

/// Removes the line an attribute stands on alone.
pub fn remove_field(program: &Program, field: &Field) -> Option<Edit> {
    let (name, value) = (field.name_span, field.value.span);
    if field.inherited || name.file != value.file || name.end > value.start {
        return None;
    }
    let source = program.sources.get(name.file);
    let assigned = source.slice(Span::new(name.file, name.end, value.start));
    if assigned.trim() != "=" {
        return None;
    }
    let text = source.text.as_ref();
    let before = text.get(..name.start as usize)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let after = text.get(value.end as usize..)?;
    let rest = after.find('\n')?;
    let alone = before[line..].trim().is_empty() && matches!(after[..rest].trim(), "" | ",");
    let end = value.end + rest as u32 + 1;
    alone.then(|| Edit {
        span: Span::new(name.file, line as u32, end),
        text: String::new(),
    })
}

/// Removes one element of a list, with the comma between it and its neighbour.
pub fn remove_element(program: &Program, list: &Typed, index: usize) -> Option<Edit> {
    let items = list.as_list()?;
    let item = items.get(index)?.span;
    let inside = |span: Span| {
        span.file == list.span.file && list.span.start < span.start && span.end < list.span.end
    };
    let gap = if index > 0 {
        let previous = items.get(index - 1)?.span;
        (inside(previous) && inside(item) && previous.end <= item.start).then_some((
            previous.after().to(item.before()),
            previous.after().to(item),
        ))
    } else {
        let next = items.get(1)?.span;
        (inside(item) && inside(next) && item.end <= next.start)
            .then_some((item.after().to(next.before()), item.to(next.before())))
    };
    let (between, whole) = gap?;
    let only_a_comma = program.sources.slice(between).trim() == ",";
    only_a_comma.then(|| Edit {
        span: whole,
        text: String::new(),
    })
}
