//! Attributes several blocks share to a template, and a template's attributes back to its block.

use super::place::{Here, above, free_name, has_comment, lines_of};
use super::{Draft, Sort, insert, replace};
use crate::analysis::LoadedFile;
use crate::lsp::engine::View;
use crate::lsp::index::Symbol;
use crate::syntax::ast::{Attribute, Block, Body, ExprKind, ItemKind, PlacedItem, TemplateItem};
use crate::syntax::source::{Range, Span};
use crate::vocabulary::Kind;

/// The shared attributes of the selected blocks.
pub fn extract(view: &View, range: Range, drafts: &mut Vec<Draft>) {
    if let Some(draft) = extracted(view, range) {
        drafts.push(draft);
    }
}

fn extracted(view: &View, range: Range) -> Option<Draft> {
    let selected = view.parsed().items.iter().filter(|placed| {
        let item = placed.parsed.item.range;
        placed.start + item.start < range.end && range.start < placed.start + item.end
    });
    let mut blocks: Vec<(&PlacedItem, &Block)> = Vec::new();
    for placed in selected {
        let ItemKind::Block(block) = &placed.parsed.item.kind else {
            return None;
        };
        blocks.push((placed, block));
    }
    let [(head, first), rest @ ..] = blocks.as_slice() else {
        return None;
    };
    let plain = |block: &Block| {
        block.existing.is_none()
            && block.base.is_none()
            && !block.body.broken
            && block.label.is_some()
            && block.kind.text == first.kind.text
    };
    let kind = Kind::from_name(&first.kind.text)?;
    let fits = kind != Kind::Project && blocks.iter().all(|(_, block)| plain(block));
    if rest.is_empty() || !fits {
        return None;
    }
    let text = view.text();
    let slice = |start: u32, range: Range| view.source().slice(range.at(view.file, start));
    let shared: Vec<&Attribute> = first
        .body
        .attributes
        .iter()
        .filter(|one| {
            let same = |(placed, block): &(&PlacedItem, &Block)| {
                let own = block
                    .body
                    .attributes
                    .iter()
                    .find(|own| own.name.text == one.name.text);
                own.is_some_and(|own| {
                    slice(placed.start, own.value.range) == slice(head.start, one.value.range)
                        && is_bare(text, own.range.at(view.file, placed.start), own)
                })
            };
            one.name.text != "name" && blocks.iter().all(same)
        })
        .collect();
    if shared.is_empty() {
        return None;
    }
    let name = free_name(view, "shared");
    let mut template = format!("template {} {name} {{\n", first.kind.text);
    for one in &shared {
        template.push_str(&format!("  {}\n", slice(head.start, one.range)));
    }
    template.push_str("}\n\n");
    let top = above(view, head.start + head.parsed.item.range.start);
    let mut edits = vec![insert(view, top, template)];
    for (placed, block) in &blocks {
        let label = block.label.as_ref()?.range;
        edits.push(insert(view, placed.start + label.end, format!(" : {name}")));
        let own = block.body.attributes.iter();
        for one in own.filter(|own| shared.iter().any(|one| one.name.text == own.name.text)) {
            edits.push(replace(
                lines_of(text, one.range.at(view.file, placed.start))?,
                "",
            ));
        }
    }
    let title = match shared.as_slice() {
        [one] => format!("Extract `{}` to a template", one.name.text),
        all => format!("Extract {} shared attributes to a template", all.len()),
    };
    Some(Draft::new(title, Sort::Extract, edits))
}

/// Whether an attribute has lines of its own and no comment that goes with it.
fn is_bare(text: &str, span: Span, attribute: &Attribute) -> bool {
    let Some(lines) = lines_of(text, span).filter(|_| attribute.docs.is_none()) else {
        return false;
    };
    let before = text.get(..lines.start as usize).unwrap_or("");
    let commented = before
        .lines()
        .next_back()
        .is_some_and(|line| line.trim().starts_with("//"));
    let own = text.get(lines.start as usize..lines.end as usize);
    !commented && own.is_some_and(|own| !has_comment(own))
}

/// The attributes of the template the block is made from, in the block itself.
pub fn inline(here: &Here, drafts: &mut Vec<Draft>) {
    if let Some(draft) = inlined(here) {
        drafts.push(draft);
    }
}

fn inlined(here: &Here) -> Option<Draft> {
    let block = here.block.as_ref().filter(|_| here.in_head())?;
    let base = block.base?;
    let (placed, file, template) = declaration(here.view, &base.text)?;
    if template.base.is_some() || template.body.broken || block.body.broken {
        return None;
    }
    let index = here.view.analysis.index();
    let symbol = Symbol::Template(base.text.clone());
    let uses = index.of_symbol(&symbol).filter(|one| !one.declares).count();
    let source = here.view.analysis.checked.sources.get(file);
    let item = &placed.parsed.item;
    let at = |range: Range| range.at(file, placed.start);
    let mut edits = Vec::new();
    if uses == 1 {
        // It goes with its only use, unless somebody wrote something about it.
        let lines = lines_of(&source.text, at(item.range))?;
        let before = source.text.get(..lines.start as usize)?;
        let above = before.lines().next_back().unwrap_or("");
        if above.trim().starts_with("//") || has_comment(source.slice(at(item.range))) {
            return None;
        }
        edits.push(replace(lines, ""));
    }
    let mut text = String::new();
    for one in &template.body.attributes {
        match own(block.body, &one.name.text) {
            // Maps of both are merged: that is not written out here.
            Some(own) if merges(one) || merges(own) => return None,
            Some(_) => {}
            None => text.push_str(&format!("  {}\n", source.slice(at(one.range)))),
        }
    }
    let whole = here.slice(block.body.range);
    if !whole.ends_with('}')
        || (!text.is_empty()
            && !whole.contains('\n')
            && whole != "{}"
            && !whole.trim_matches(['{', '}', ' ']).is_empty())
    {
        return None;
    }
    let label_end = here
        .view
        .text()
        .get(..(here.start + base.range.start) as usize)?;
    let start = label_end.trim_end().strip_suffix(':')?.trim_end().len() as u32;
    let end = here.start + base.range.end;
    edits.push(replace(Span::new(here.view.file, start, end), ""));
    let open = here.start + block.body.range.start + 1;
    edits.push(insert(
        here.view,
        open,
        format!("\n{}", text.trim_end_matches('\n')),
    ));
    Some(Draft::new(
        format!("Inline the template `{}`", base.text),
        Sort::Inline,
        edits,
    ))
}

fn own<'b>(body: &'b Body, name: &str) -> Option<&'b Attribute> {
    body.attributes.iter().find(|one| one.name.text == name)
}

/// Whether a value may be a map, which merges with the template's.
fn merges(attribute: &Attribute) -> bool {
    !matches!(
        attribute.value.kind,
        ExprKind::String(_)
            | ExprKind::Int(_)
            | ExprKind::Decimal(_)
            | ExprKind::Bool(_)
            | ExprKind::Size(_)
            | ExprKind::Duration(_)
            | ExprKind::List(_)
    )
}

fn declaration<'v>(
    view: &'v View,
    name: &str,
) -> Option<(
    &'v PlacedItem,
    crate::syntax::source::FileId,
    &'v TemplateItem,
)> {
    let files = view.analysis.checked.files.iter();
    files
        .into_iter()
        .find_map(|LoadedFile { id: file, parsed }| {
            parsed
                .items
                .iter()
                .find_map(|placed| match &placed.parsed.item.kind {
                    ItemKind::Template(template) if template.name.text == name => {
                        Some((placed, *file, template))
                    }
                    _ => None,
                })
        })
}
