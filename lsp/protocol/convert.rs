//! Between our offsets, paths and words and the protocol's.

use super::session::Session;
use crate::diagnostic::Edit;
use crate::lsp::actions::{self, Action};
use crate::lsp::engine::View;
use crate::lsp::navigate::Location as Place;
use crate::lsp::positions::{self, Encoding};
use crate::lsp::structure;
use crate::lsp::tokens::Word;
use crate::syntax::source::{LineIndex, Range as Bytes, Source, Span, with_line_ends_of};
use serde_json::{Value, json};
use std::collections::HashMap;
use tower_lsp::lsp_types::*;

/// The path of a file, or of what is to become one; the whole URI of anything else, such as an older
/// state of a file.
pub fn name(uri: &Url) -> String {
    let path = match uri.scheme() {
        "file" | "untitled" => uri.to_file_path().ok(),
        _ => None,
    };
    match path {
        Some(path) => path.to_string_lossy().into_owned(),
        None => uri.as_str().to_owned(),
    }
}

/// The URI of a path, as the client writes it where it has it open.
pub fn uri(session: &Session, path: &str) -> Option<Url> {
    let open = session.documents.by_identity(path);
    if let Some(uri) = open.and_then(|one| Url::parse(&one.uri).ok()) {
        return Some(uri);
    }
    Url::from_file_path(path)
        .ok()
        .or_else(|| Url::parse(path).ok())
}

pub fn place(position: Position) -> positions::Place {
    positions::Place {
        line: position.line,
        character: position.character,
    }
}

pub fn offset(source: &Source, position: Position, encoding: Encoding) -> u32 {
    positions::offset(&source.text, &source.lines, place(position), encoding)
}

fn position(text: &str, lines: &LineIndex, offset: u32, encoding: Encoding) -> Position {
    let place = positions::place(text, lines, offset, encoding);
    Position::new(place.line, place.character)
}

pub fn range(source: &Source, bytes: Bytes, encoding: Encoding) -> Range {
    Range::new(
        position(&source.text, &source.lines, bytes.start, encoding),
        position(&source.text, &source.lines, bytes.end, encoding),
    )
}

pub fn bytes(source: &Source, range: Range, encoding: Encoding) -> Bytes {
    Bytes::new(
        offset(source, range.start, encoding),
        offset(source, range.end, encoding),
    )
}

/// A span of a program, where its file has a URI.
pub fn location(view: &View, session: &Session, span: Span) -> Option<Location> {
    let source = view.analysis.checked.sources.get(span.file);
    let bytes = Bytes::new(span.start, span.end);
    Some(Location {
        uri: uri(session, view.path_of(span.file))?,
        range: range(source, bytes, session.encoding),
    })
}

/// A place in one of the files of these programs, or the start of another file.
pub fn place_in(views: &[View], session: &Session, place: &Place) -> Option<Location> {
    let found = views.iter().find_map(|view| {
        let paths = &view.analysis.checked.paths;
        let file = paths.iter().position(|path| *path == place.path)?;
        let sources = view.analysis.checked.sources.iter();
        sources.map(|(_, source)| source).nth(file)
    });
    let range = match found {
        Some(source) => range(source, Bytes::new(place.start, place.end), session.encoding),
        None => Range::default(),
    };
    Some(Location {
        uri: uri(session, &place.path)?,
        range,
    })
}

/// The edits of one change, by file.
pub fn edits(view: &View, session: &Session, edits: &[Edit]) -> Option<WorkspaceEdit> {
    let mut changes: HashMap<Url, Vec<TextEdit>> = HashMap::new();
    for edit in edits {
        let place = location(view, session, edit.span)?;
        let text = &view.analysis.checked.sources.get(edit.span.file).text;
        let text = with_line_ends_of(&edit.text, text).into_owned();
        let edit = TextEdit::new(place.range, text);
        changes.entry(place.uri).or_default().push(edit);
    }
    Some(WorkspaceEdit::new(changes))
}

pub fn action_kind(sort: actions::Sort) -> CodeActionKind {
    match sort {
        actions::Sort::Fix => CodeActionKind::QUICKFIX,
        actions::Sort::FixAll => CodeActionKind::new("source.fixAll.batchlang"),
        actions::Sort::Extract => CodeActionKind::REFACTOR_EXTRACT,
        actions::Sort::Inline => CodeActionKind::REFACTOR_INLINE,
        actions::Sort::Rewrite => CodeActionKind::REFACTOR_REWRITE,
    }
}

/// The action as JSON: what rust-analyzer began and several editors take, text with a place in it to
/// be written over (`snippetTextEdit`), is not among the crate's types.
pub fn action(view: &View, session: &Session, action: &Action) -> Option<Value> {
    let mends = action
        .finding
        .and_then(|one| super::diagnostics::one(view, session, one));
    let edit = edits(view, session, &action.edits)?;
    let placed = action.placeholder.filter(|_| session.client.snippet_edits);
    let edit = match placed {
        Some(placeholder) => snippet(session, &edit, placeholder),
        None => json!(edit),
    };
    let mut found = json!(CodeAction {
        title: action.title.clone(),
        kind: Some(action_kind(action.sort)),
        diagnostics: mends.map(|one| vec![one]),
        is_preferred: action.preferred.then_some(true),
        ..Default::default()
    });
    found["edit"] = edit;
    Some(found)
}

/// The edit with the placeholder to be written over.
fn snippet(session: &Session, edit: &WorkspaceEdit, placeholder: &str) -> Value {
    let escaped = |text: &str| {
        text.replace('\\', "\\\\")
            .replace('$', "\\$")
            .replace('}', "\\}")
    };
    let text = |edit: &TextEdit| {
        let place = format!("${{0:{}}}", escaped(placeholder));
        json!({
            "range": edit.range,
            "newText": escaped(&edit.new_text).replacen(&escaped(placeholder), &place, 1),
            "insertTextFormat": InsertTextFormat::SNIPPET,
        })
    };
    let changes = edit.changes.iter().flatten().map(|(uri, edits)| {
        let document = session.documents.by_uri(uri.as_str());
        json!({
            "textDocument": { "uri": uri, "version": document.map(|one| one.version) },
            "edits": edits.iter().map(text).collect::<Vec<_>>(),
        })
    });
    json!({ "documentChanges": changes.collect::<Vec<_>>() })
}

#[allow(deprecated)] // the type has a field older servers used
pub fn symbol(view: &View, session: &Session, entry: &structure::Entry) -> DocumentSymbol {
    let source = view.source();
    let children: Vec<_> = entry
        .children
        .iter()
        .map(|child| symbol(view, session, child))
        .collect();
    DocumentSymbol {
        name: entry.name.clone(),
        detail: (!entry.detail.is_empty()).then(|| entry.detail.clone()),
        kind: match entry.sort {
            structure::Sort::Block => SymbolKind::CLASS,
            structure::Sort::Template => SymbolKind::INTERFACE,
            structure::Sort::Param => SymbolKind::CONSTANT,
            structure::Sort::Let | structure::Sort::Output => SymbolKind::VARIABLE,
            structure::Sort::Loop => SymbolKind::NAMESPACE,
            structure::Sort::Attribute => SymbolKind::PROPERTY,
        },
        tags: None,
        deprecated: None,
        range: range(source, entry.range, session.encoding),
        selection_range: range(source, entry.name_range, session.encoding),
        children: (!children.is_empty()).then_some(children),
    }
}

/// Words as the protocol packs them: each by its distance from the one before.
pub fn tokens(view: &View, session: &Session, words: &[Word]) -> Vec<SemanticToken> {
    let source = view.source();
    let mut last = Position::new(0, 0);
    let packed = words.iter().map(|word| {
        let at = range(source, word.range, session.encoding);
        let same_line = at.start.line == last.line;
        let token = SemanticToken {
            delta_line: at.start.line - last.line,
            delta_start: match same_line {
                true => at.start.character - last.character,
                false => at.start.character,
            },
            length: at.end.character.saturating_sub(at.start.character),
            token_type: word.sort as u32,
            token_modifiers_bitset: u32::from(word.declares),
        };
        last = at.start;
        token
    });
    packed.collect()
}
