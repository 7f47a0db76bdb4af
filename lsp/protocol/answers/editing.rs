//! Changes to a file: formatting, fixes.

use crate::lsp::protocol::convert;
use crate::lsp::protocol::here::Here;
use crate::lsp::{actions, layout, typing};
use serde_json::Value;
use tower_lsp::lsp_types::*;

pub fn format(here: &Here) -> Option<Vec<TextEdit>> {
    Some(here.text_edits(layout::edits(here.view.text(), None)))
}

pub fn format_range(here: &Here, range: Range) -> Option<Vec<TextEdit>> {
    // A selection that ends where a line begins does not mean that line.
    let whole = range.end.character == 0 && range.end.line > range.start.line;
    let last = range.end.line - u32::from(whole);
    let edits = layout::edits(here.view.text(), Some((range.start.line, last)));
    Some(here.text_edits(edits))
}

pub fn typed(here: &Here, offset: u32, character: &str) -> Option<Vec<TextEdit>> {
    let edit = typing::typed(here.view.text(), offset, character)?;
    Some(here.text_edits(vec![edit]))
}

pub fn actions(here: &Here, range: Range, only: Option<&[CodeActionKind]>) -> Option<Vec<Value>> {
    // A kind that is asked for stands for those below it too.
    let within = |kind: &CodeActionKind, asked: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(asked.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let wanted =
        |kind: &CodeActionKind| only.is_none_or(|only| only.iter().any(|one| within(kind, one)));
    let bytes = here.bytes(range);
    let mut found = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX) {
        found = actions::fixes(here.view, bytes);
    }
    if wanted(&convert::action_kind(actions::Sort::FixAll)) {
        found.extend(actions::fix_all(here.view));
    }
    let refactor = CodeActionKind::REFACTOR;
    let asked = |one: &CodeActionKind| within(&refactor, one) || within(one, &refactor);
    if only.is_none_or(|only| only.iter().any(asked)) {
        found.extend(actions::refactorings(here.view, bytes));
    }
    let found = found
        .iter()
        .filter(|one| wanted(&convert::action_kind(one.sort)));
    Some(
        found
            .filter_map(|one| convert::action(here.view, here.session, one))
            .collect(),
    )
}
