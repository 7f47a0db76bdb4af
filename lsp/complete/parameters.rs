//! `Ref::name` in the words of a command: the parameters of the job definition around.

use super::{Item, Sort, amounts};
use crate::lsp::cursor::Value;
use crate::lsp::engine::View;
use crate::program::TypedKind;
use crate::syntax::source::Range;
use crate::vocabulary::Kind;

/// Whether parameters may stand in the value.
pub fn stand_in(value: &Value) -> bool {
    let name = value.path.rsplit('.').next();
    value.quoted.is_some() && matches!(name, Some("command" | "args"))
}

/// The word at the cursor, where it is a part only of a text in which parameters may stand.
pub fn word(text: &str, value: &Value, content: Range, offset: u32) -> Option<Range> {
    let piece = |start: u32, end: u32| text.get(start as usize..end as usize);
    if !stand_in(value) {
        return None;
    }
    let (before, behind) = (
        piece(content.start, offset)?,
        piece(offset, content.end).unwrap_or(""),
    );
    let other = |c: char| !(c.is_ascii_alphanumeric() || "_-:".contains(c));
    let head = before.rfind(other).map_or(0, |at| {
        at + before[at..].chars().next().map_or(1, char::len_utf8)
    });
    let tail = behind.find(other).unwrap_or(behind.len());
    let whole = head == 0 && tail == behind.len();
    (!whole).then(|| Range::new(content.start + head as u32, offset + tail as u32))
}

/// The parameters, as a command refers to them.
pub fn all(view: &View, offset: u32) -> Vec<Item> {
    let parameters = amounts::around(view, offset, Kind::JobDefinition)
        .and_then(|block| block.get("parameters"));
    let Some(TypedKind::Map(entries)) = parameters.map(|parameters| &parameters.kind) else {
        return Vec::new();
    };
    let items = entries.iter().map(|(key, _)| {
        let item = Item::new(format!("Ref::{}", key.text), Sort::Variable, 0);
        item.detail("a parameter of this job definition")
    });
    items.collect()
}
