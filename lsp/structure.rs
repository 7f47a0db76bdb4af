//! The shape of a file: symbols, folds, selections, links.

use super::engine::View;
use super::index::{Declared, What};
use crate::analysis::Files;
use crate::cli::file_system::DiskFiles;
use crate::syntax::ast::{Expr, Item, ItemKind};
use crate::syntax::lex::{TokenKind, lex};
use crate::syntax::outline::{Member, Shape, outline};
use crate::syntax::source::{FileId, Range};
use smol_str::SmolStr;

/// A declaration or an attribute in a tree.
#[derive(Clone, Debug)]
pub struct Entry {
    pub name: String,
    pub detail: String,
    pub sort: Sort,
    pub range: Range,
    /// The name itself.
    pub name_range: Range,
    pub children: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Block,
    Template,
    Param,
    Let,
    Output,
    Loop,
    Attribute,
}

/// The file's declarations and their attributes.
pub fn symbols(view: &View) -> Vec<Entry> {
    let items = view.parsed().items.iter();
    let entries = items.filter_map(|placed| entry(&placed.parsed.item, placed.start, view.text()));
    entries.collect()
}

fn entry(item: &Item, base: u32, text: &str) -> Option<Entry> {
    let written = |range: Range| {
        let range = (base + range.start) as usize..(base + range.end) as usize;
        text.get(range).unwrap_or("")
    };
    let at = |range: Range| Range::new(base + range.start, base + range.end);
    let attributes = |body: &crate::syntax::ast::Body| -> Vec<Entry> {
        let all = body
            .attributes
            .iter()
            .filter(|one| !one.name.text.is_empty());
        all.map(|one| Entry {
            name: one.name.text.to_string(),
            detail: String::new(),
            sort: Sort::Attribute,
            range: at(one.range.to(one.name.range)),
            name_range: at(one.name.range),
            children: Vec::new(),
        })
        .collect()
    };
    let inner = |items: &[Item]| {
        items
            .iter()
            .filter_map(|one| entry(one, base, text))
            .collect()
    };
    let (name, detail, sort, name_range, children) = match &item.kind {
        ItemKind::Block(block) => {
            let existing = if block.existing.is_some() {
                "existing "
            } else {
                ""
            };
            let detail = format!("{existing}{}", block.kind.text);
            let children = attributes(&block.body);
            match &block.label {
                Some(label) => {
                    let name = match label.plain() {
                        Some(name) => name.to_string(),
                        // As it is written: `queue-${team}`.
                        None => written(label.range).to_owned(),
                    };
                    (name, detail, Sort::Block, label.range, children)
                }
                None => {
                    let name = block.kind.text.to_string();
                    (name, detail, Sort::Block, block.kind.range, children)
                }
            }
        }
        ItemKind::Template(template) => (
            template.name.text.to_string(),
            format!("template {}", template.kind.text),
            Sort::Template,
            template.name.range,
            attributes(&template.body),
        ),
        ItemKind::Param(one) => named(&one.name, "param", Sort::Param),
        ItemKind::Let(one) => named(&one.name, "let", Sort::Let),
        ItemKind::Output(one) => named(&one.name, "output", Sort::Output),
        ItemKind::For(one) => {
            let name = format!("for {}", one.vars.first.text);
            let range = one.vars.first.range;
            (name, String::new(), Sort::Loop, range, inner(&one.items))
        }
        ItemKind::If(one) => {
            let range = Range::new(item.range.start, item.range.start + 2);
            (
                "if".into(),
                String::new(),
                Sort::Loop,
                range,
                inner(&one.items),
            )
        }
        ItemKind::Import(_) | ItemKind::Error => return None,
    };
    if name.is_empty() {
        return None;
    }
    Some(Entry {
        name,
        detail,
        sort,
        range: at(item.range.to(name_range)),
        name_range: at(name_range),
        children,
    })
}

fn named(
    name: &crate::syntax::ast::Name,
    detail: &str,
    sort: Sort,
) -> (String, String, Sort, Range, Vec<Entry>) {
    let text = name.text.to_string();
    (text, detail.to_owned(), sort, name.range, Vec::new())
}

/// The program's declarations whose names hold the letters of `query` in that order, by these names:
/// a loop makes several.
pub fn matching<'a>(view: &'a View, query: &str) -> Vec<(SmolStr, &'a Declared)> {
    let matches = |name: &str| {
        let mut letters = name.chars().map(|c| c.to_ascii_lowercase());
        let mut query = query.chars().map(|c| c.to_ascii_lowercase());
        !name.is_empty() && query.all(|wanted| letters.any(|letter| letter == wanted))
    };
    let blocks = &view.analysis.checked.program.blocks;
    let mut found = Vec::new();
    for one in view.analysis.declared() {
        if !one.name.is_empty() {
            found.extend(matches(&one.name).then(|| (one.name.clone(), one)));
            continue;
        }
        let made = blocks.iter().filter(|block| block.label_span == one.span);
        let made = made.filter(|block| matches(&block.label));
        found.extend(made.map(|block| (block.label.clone(), one)));
    }
    found
}

/// What a declared thing is called in a list: `job_queue`, `let`.
pub fn what(declared: &Declared) -> String {
    match &declared.what {
        What::Block { kind, .. } => kind.to_string(),
        What::Template { kind } => format!("template {kind}"),
        What::Param => "param".into(),
        What::Let => "let".into(),
        What::Output => "output".into(),
    }
}

/// Lines that fold into their first, from 0, and whether they are comments.
pub fn folds(view: &View) -> Vec<(u32, u32, bool)> {
    let source = view.source();
    let line = |offset: u32| source.lines.line_column(offset).line;
    let tokens = lex(&source.text).tokens;
    let mut folds = Vec::new();
    let mut open = Vec::new();
    let mut comments: Option<(u32, u32)> = None;
    let mut fresh = true;
    for token in &tokens {
        let here = line(token.start);
        match token.kind {
            TokenKind::Open => open.push(here),
            TokenKind::Close => {
                if let Some(start) = open.pop()
                    && here > start
                {
                    folds.push((start, here - 1, false));
                }
            }
            TokenKind::BlockComment | TokenKind::TripleString => {
                let comment = token.kind == TokenKind::BlockComment;
                folds.push((here, line(token.end), comment));
            }
            TokenKind::Comment | TokenKind::DocComment if fresh => {
                comments = match comments {
                    Some((start, end)) if end + 1 == here => Some((start, here)),
                    before => {
                        folds.extend(before.map(|(start, end)| (start, end, true)));
                        Some((here, here))
                    }
                };
            }
            _ => {}
        }
        fresh = token.kind == TokenKind::Newline;
    }
    folds.extend(comments.map(|(start, end)| (start, end, true)));
    folds.retain(|(start, end, _)| end > start);
    folds.sort_unstable();
    folds.dedup_by_key(|(start, _, _)| *start);
    folds
}

/// What to select around a byte, the smallest first.
pub fn selections(view: &View, offset: u32) -> Vec<Range> {
    let text = view.text();
    let mut around = vec![Range::new(0, text.len() as u32)];
    let outline = outline(FileId(0), text);
    let mut members: &[Member] = &outline.members;
    while let Some(member) = members.iter().find(|one| one.range.contains(offset)) {
        around.push(member.range);
        match &member.shape {
            Shape::Block {
                members: inner,
                body,
                ..
            } if body.contains(offset) => {
                around.push(*body);
                members = inner;
            }
            _ => break,
        }
    }
    let mut open = Vec::new();
    let mut brackets = Vec::new();
    for token in lex(text).tokens {
        let range = Range::new(token.start, token.end);
        match token.kind {
            TokenKind::Open => open.push(token.start),
            TokenKind::Close => {
                if let Some(start) = open.pop() {
                    brackets.push(Range::new(start, token.end));
                }
            }
            TokenKind::Newline => {}
            _ if range.contains(offset) => around.push(range),
            _ => {}
        }
    }
    for placed in &view.parsed().items {
        if let Some(at) = offset.checked_sub(placed.start) {
            for value in values(&placed.parsed.item) {
                steps(value, at, placed.start, &mut around);
            }
        }
    }
    around.extend(brackets.iter().filter(|one| one.contains(offset)).copied());
    around.sort_by_key(|one| (one.end - one.start, one.start));
    // Each holds the one before, or it is left out.
    let mut nested: Vec<Range> = Vec::new();
    for range in around {
        let holds = |inner: &Range| range.start <= inner.start && inner.end <= range.end;
        if nested
            .last()
            .is_none_or(|last| holds(last) && *last != range)
        {
            nested.push(range);
        }
    }
    nested
}

/// The values that stand in an item.
fn values(item: &Item) -> Vec<&Expr> {
    match &item.kind {
        ItemKind::Block(block) => block.body.attributes.iter().map(|one| &one.value).collect(),
        ItemKind::Template(one) => one.body.attributes.iter().map(|one| &one.value).collect(),
        ItemKind::Let(one) => vec![&one.value],
        ItemKind::Output(one) => vec![&one.value],
        ItemKind::Param(one) => one.default.iter().collect(),
        ItemKind::For(one) => {
            let inner = one.items.iter().flat_map(values);
            std::iter::once(&one.iter).chain(inner).collect()
        }
        ItemKind::If(one) => {
            let inner = one.items.iter().flat_map(values);
            std::iter::once(&one.condition).chain(inner).collect()
        }
        ItemKind::Import(_) | ItemKind::Error => Vec::new(),
    }
}

/// The expression and those in it around a byte, which counts as their ranges do.
fn steps(expr: &Expr, at: u32, base: u32, out: &mut Vec<Range>) {
    if expr.range.contains(at) {
        out.push(Range::new(base + expr.range.start, base + expr.range.end));
        expr.children()
            .into_iter()
            .for_each(|one| steps(one, at, base, out));
    }
}

/// Where the template of the block is named whose label stands at a byte.
pub fn base(view: &View, offset: u32) -> Option<u32> {
    let items = view.parsed().items.iter();
    let mut bases = items.filter_map(|placed| {
        let (label, base) = match &placed.parsed.item.kind {
            ItemKind::Block(block) => (block.label.as_ref()?.range, block.base.as_ref()?),
            ItemKind::Template(one) => (one.name.range, one.base.as_ref()?),
            _ => return None,
        };
        let at = offset.checked_sub(placed.start)?;
        let there = label.start <= at && at <= label.end;
        there.then_some(placed.start + base.range.start)
    });
    bases.next()
}

/// An import's path, and the file it means.
pub struct Link {
    pub range: Range,
    pub target: String,
}

/// The imports of the file.
pub fn links(view: &View) -> Vec<Link> {
    let files = DiskFiles::default();
    let name = &view.source().name;
    let items = view.parsed().items.iter();
    items
        .filter_map(|placed| match &placed.parsed.item.kind {
            ItemKind::Import(import) if !import.path.is_empty() => Some(Link {
                range: Range::new(
                    placed.start + import.path_range.start,
                    placed.start + import.path_range.end,
                ),
                target: files.canonical(&files.join(name, &import.path)),
            }),
            _ => None,
        })
        .collect()
}
