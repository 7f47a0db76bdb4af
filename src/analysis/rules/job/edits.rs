//! Where a fix may insert an attribute, so that what it makes can be read again.

use crate::diagnostic::Edit;
use crate::program::{Object, Program};
use crate::syntax::source::Span;

/// Adds an attribute at the end of a body whose closing brace stands on a line of its own.
pub fn append(program: &Program, object: &Object, text: &str) -> Option<Edit> {
    let file = object.span.file;
    let source = program.sources.get(file);
    let close = object.span.end.checked_sub(1)?;
    if source.slice(Span::new(file, close, object.span.end)) != "}" {
        return None;
    }
    let before = source.text.get(..close as usize)?;
    let line = before.rfind('\n')? + 1;
    let indent = &before[line..];
    if !indent.chars().all(|c| c == ' ' || c == '\t') {
        return None;
    }
    let place = Span::new(file, line as u32, line as u32);
    let text = text.replace('\n', &format!("\n{indent}"));
    Some(Edit {
        span: place,
        text: format!("{indent}  {text}\n"),
    })
}
