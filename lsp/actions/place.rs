//! What stands at a cursor, read off the tree: the declaration, its body, the attribute, the values
//! around the cursor; and the names that are free.

use crate::lsp::engine::View;
use crate::lsp::index::Symbol;
use crate::syntax::ast::{Attribute, Body, Expr, ExprKind, Item, ItemKind, Name, StringPart};
use crate::syntax::lex::{TokenKind, lex};
use crate::syntax::source::{Range, Span};
use crate::vocabulary::{self, Kind};

/// A body of attributes with its head.
pub struct Block<'v> {
    pub item: &'v Item,
    pub kind: &'v Name,
    pub existing: bool,
    pub template: bool,
    /// The label, where it holds no interpolation.
    pub label: Option<&'v str>,
    pub base: Option<&'v Name>,
    pub body: &'v Body,
    /// In a loop or a condition.
    pub nested: bool,
}

pub struct Here<'v> {
    pub view: &'v View,
    pub range: Range,
    /// Where the ranges of the tree count from.
    pub start: u32,
    /// The declaration at the top of the file.
    pub top: &'v Item,
    pub block: Option<Block<'v>>,
    pub attribute: Option<&'v Attribute>,
    /// Values around the cursor, the outermost first, each with the key or attribute it is of.
    pub values: Vec<(&'v str, &'v Expr)>,
}

impl Here<'_> {
    pub fn span(&self, range: Range) -> Span {
        range.at(self.view.file, self.start)
    }

    pub fn slice(&self, range: Range) -> &str {
        self.view.source().slice(self.span(range))
    }

    /// Whether the cursor stands in the declaration's head.
    pub fn in_head(&self) -> bool {
        self.block.as_ref().is_some_and(|block| {
            let start = self.start + block.item.range.start;
            let end = self.start + block.body.range.start;
            start <= self.range.start && self.range.end <= end
        })
    }
}

/// What stands at a range of a file.
pub fn at(view: &View, range: Range) -> Option<Here<'_>> {
    let placed = view.parsed().items.iter().find(|placed| {
        let item = placed.parsed.item.range;
        placed.start + item.start <= range.start && range.end <= placed.start + item.end
    })?;
    let top = &placed.parsed.item;
    let mut here = Here {
        view,
        range,
        start: placed.start,
        top,
        block: None,
        attribute: None,
        values: Vec::new(),
    };
    here.block = block(top, here.start, range, false);
    if let Some(block) = &here.block {
        let attributes = block.body.attributes.iter();
        let mut around = attributes.filter(|one| holds(one.range, here.start, range));
        here.attribute = around.next();
    }
    let value = match (&top.kind, here.attribute) {
        (_, Some(attribute)) => Some((attribute.name.text.as_str(), &attribute.value)),
        (ItemKind::Let(one), _) => Some((one.name.text.as_str(), &one.value)),
        _ => None,
    };
    if let Some((name, value)) = value {
        descend(name, value, here.start, range, &mut here.values);
    }
    Some(here)
}

fn holds(outer: Range, start: u32, range: Range) -> bool {
    start + outer.start <= range.start && range.end <= start + outer.end
}

fn block(item: &Item, start: u32, range: Range, nested: bool) -> Option<Block<'_>> {
    let inner = |items: &'_ [Item]| -> Option<usize> {
        items
            .iter()
            .position(|item| holds(item.range, start, range))
    };
    match &item.kind {
        ItemKind::Block(one) => Some(Block {
            item,
            kind: &one.kind,
            existing: one.existing.is_some(),
            template: false,
            label: one
                .label
                .as_ref()
                .and_then(|label| label.plain())
                .map(|label| label.as_str()),
            base: one.base.as_ref(),
            body: &one.body,
            nested,
        }),
        ItemKind::Template(one) => Some(Block {
            item,
            kind: &one.kind,
            existing: false,
            template: true,
            label: Some(&one.name.text),
            base: one.base.as_ref(),
            body: &one.body,
            nested,
        }),
        ItemKind::For(one) => block(one.items.get(inner(&one.items)?)?, start, range, true),
        ItemKind::If(one) => block(one.items.get(inner(&one.items)?)?, start, range, true),
        _ => None,
    }
}

fn descend<'v>(
    name: &'v str,
    value: &'v Expr,
    start: u32,
    range: Range,
    values: &mut Vec<(&'v str, &'v Expr)>,
) {
    if !holds(value.range, start, range) {
        return;
    }
    values.push((name, value));
    match &value.kind {
        ExprKind::List(items) => {
            let items = items.iter();
            items.for_each(|item| descend(name, item, start, range, values));
        }
        ExprKind::Map(entries) => entries
            .iter()
            .for_each(|entry| descend(&entry.key.text, &entry.value, start, range, values)),
        ExprKind::Call(_, arguments) => arguments
            .iter()
            .for_each(|one| descend(name, one, start, range, values)),
        _ => {}
    }
}

/// Whether a value means the same wherever it stands: no loop's variable, no word whose attribute
/// says what it means.
pub fn is_portable(here: &Here, value: &Expr) -> bool {
    let all = |values: &[Expr]| values.iter().all(|one| is_portable(here, one));
    match &value.kind {
        ExprKind::Name(_) => {
            let start = here.start + value.range.start;
            let found = here.view.analysis.index().at(here.view.file, start);
            found.is_some_and(|one| matches!(one.symbol, Symbol::Global(_)))
        }
        ExprKind::Access(base, _) => match &base.kind {
            ExprKind::Name(word) if Kind::from_name(word).is_some() => true,
            _ => is_portable(here, base),
        },
        ExprKind::String(parts) => parts.iter().all(|part| match part {
            StringPart::Text(_) => true,
            StringPart::Expr(expr) => is_portable(here, expr),
        }),
        ExprKind::List(items) => all(items),
        ExprKind::Map(entries) => entries.iter().all(|one| is_portable(here, &one.value)),
        ExprKind::Call(_, arguments) => all(arguments),
        ExprKind::Int(_)
        | ExprKind::Decimal(_)
        | ExprKind::Bool(_)
        | ExprKind::Size(_)
        | ExprKind::Duration(_) => true,
        _ => false,
    }
}

/// A name like this one that nothing in the program is called, nor any word of it.
pub fn free_name(view: &View, wanted: &str) -> String {
    let mut taken: Vec<&str> = Vec::new();
    for (_, source) in view.analysis.checked.sources.iter() {
        let tokens = lex(&source.text).tokens;
        // What is set is an attribute, and may be called as it is.
        let named = tokens.iter().enumerate().filter(|(at, token)| {
            let next = tokens.get(at + 1).map(|next| next.kind);
            let before = at.checked_sub(1).and_then(|before| tokens.get(before));
            let declared = before.is_some_and(|token| token.kind == TokenKind::Word);
            token.kind == TokenKind::Word && (declared || next != Some(TokenKind::Equals))
        });
        taken.extend(named.map(|(_, token)| token.text(&source.text)));
    }
    let names = view.analysis.declared().iter();
    taken.extend(names.map(|one| one.name.as_str()));
    let free = |name: &str| {
        !taken.contains(&name)
            && vocabulary::function(name).is_none()
            && Kind::from_name(name).is_none()
    };
    if free(wanted) {
        return wanted.to_owned();
    }
    let numbered = (2..).map(|at| format!("{wanted}_{at}"));
    numbered
        .into_iter()
        .find(|name| free(name))
        .unwrap_or_default()
}

/// Where the comments that stand directly above a byte's line begin: where to put what goes before.
pub fn above(view: &View, at: u32) -> u32 {
    above_comments(view, at, "//")
}

/// The same for comments that begin with a mark only.
pub fn above_comments(view: &View, at: u32, mark: &str) -> u32 {
    let source = view.source();
    let text = &source.text;
    let mut line = source.lines.line_column(at).line;
    let start = |line: u32| source.lines.line_start(line).unwrap_or(0) as usize;
    while line > 0
        && text
            .get(start(line - 1)..)
            .is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with(mark))
    {
        line -= 1;
    }
    start(line) as u32
}

/// Whether a span of a text holds a comment.
pub fn has_comment(text: &str) -> bool {
    lex(text).tokens.iter().any(|token| token.kind.is_comment())
}

/// The whole lines of a span, the newline included; with the rest of them nothing but white space.
pub fn lines_of(text: &str, span: Span) -> Option<Span> {
    let (start, end) = (span.start as usize, span.end as usize);
    let first = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(end..)?;
    let last = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let blank = text.get(first..start)?.trim().is_empty() && rest.get(..last)?.trim().is_empty();
    blank.then(|| Span::new(span.file, first as u32, (end + last) as u32))
}
