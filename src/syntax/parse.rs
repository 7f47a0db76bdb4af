//! Text to items: the outline cuts, the grammar reads each piece, what it refuses is recovered.

use super::ast::*;
use super::build::{Builder, significant};
use super::cache::ItemCache;
use super::certain;
use super::codes;
use super::grammar::{self, Node, Rule};
use super::outline::{Member, Outline, Shape, outline};
use super::plain;
use super::recover;
use super::source::{FileId, Range, Span};
use crate::diagnostic::{Diagnostic, tidy};
use smol_str::SmolStr;
use std::sync::Arc;

/// Reads a file. Always gives one, however broken the text.
pub fn parse(file: FileId, text: &str) -> ParsedFile {
    let read = read(file, text, |member, text, _| {
        Arc::new(settled(member, text))
    });
    settle_in_file(read, text)
}

/// The same by the grammar alone, to hold the shortcut against.
#[cfg(test)]
pub fn parse_by_grammar(file: FileId, text: &str) -> ParsedFile {
    let read = read(file, text, |member, text, _| {
        let mut item = item(member, text, false);
        settle(&mut item, member, text);
        Arc::new(item)
    });
    settle_in_file(read, text)
}

/// Reads a file, taking every item whose text is unchanged from the cache.
pub fn parse_cached(file: FileId, text: &str, cache: &mut ItemCache) -> ParsedFile {
    let mut turn = cache.turn(file);
    let read = read(file, text, |member, text, sound| {
        if !sound {
            return Arc::new(settled(member, text));
        }
        let source = text.get(member.range.start as usize..member.range.end as usize);
        turn.item(member.docs.as_ref(), source.unwrap_or(""), || {
            settled(member, text)
        })
    });
    settle_in_file(read, text)
}

/// Reads the text of one item by itself, as part of a file that is sound around it. `None` where
/// its text is no single sound item.
pub fn parse_item(text: &str, docs: Option<&SmolStr>) -> Option<ParsedItem> {
    let end = u32::try_from(text.len()).ok()?;
    let outline = outline(FileId(0), text);
    let [member] = outline.members.as_slice() else {
        return None;
    };
    let sound = outline.diagnostics.is_empty() && outline.allows.is_empty();
    if !sound || member.range != Range::new(0, end) {
        return None;
    }
    let member = Member {
        docs: docs.cloned(),
        ..member.clone()
    };
    Some(settled(&member, text))
}

/// Whether a text, as part of a file that is sound around it, is these sound items, at these ranges
/// and with these docs, and else nothing but comments and blank space, with no word on what to allow
/// between them.
pub fn is_gap(text: &str, items: &[(Range, Option<&SmolStr>)]) -> bool {
    let outline = outline(FileId(0), text);
    let gap = |at: Range| {
        let start = items.first().filter(|item| item.0.start == 0);
        let start = start.map_or(0, |item| item.0.end);
        let mut behind = items.iter().filter(|item| item.0.start >= start);
        at.start >= start && behind.next().is_none_or(|item| at.start < item.0.start)
    };
    let allowed = outline.allows.iter().any(|allow| gap(allow.range));
    let same = outline.members.len() == items.len() && { outline.members.iter() }
        .zip(items)
        .all(|(member, (range, docs))| member.range == *range && member.docs.as_ref() == *docs);
    outline.diagnostics.is_empty() && !allowed && same
}

/// `place` reads one item; it is told whether the outline found nothing to report in it, so that
/// the item depends on its text alone.
fn read(
    file: FileId,
    text: &str,
    mut place: impl FnMut(&Member, &str, bool) -> Arc<ParsedItem>,
) -> ParsedFile {
    // Ranges are 32 bits wide.
    let text = match u32::try_from(text.len()) {
        Ok(_) => text,
        Err(_) => return codes::file_too_large(file),
    };
    let Outline {
        members,
        allows,
        mut diagnostics,
        ..
    } = outline(file, text);
    tidy(&mut diagnostics);
    let items = members
        .iter()
        .map(|member| {
            let Range { start, end } = member.range;
            let next = diagnostics.partition_point(|found| found.span.start < start);
            let sound = diagnostics
                .get(next)
                .is_none_or(|found| found.span.start > end);
            PlacedItem {
                start,
                parsed: place(member, text, sound),
            }
        })
        .collect();
    ParsedFile {
        items,
        allows,
        diagnostics,
    }
}

/// Reads one top-level item; plain attributes by the shortcut, where `plain` allows it.
fn item(member: &Member, text: &str, plain: bool) -> ParsedItem {
    let mut diagnostics = Vec::new();
    let mut reader = Reader {
        text,
        start: member.range.start,
        plain,
        diagnostics: &mut diagnostics,
        lost: Vec::new(),
        lost_variables: Vec::new(),
    };
    let item = reader.item(member);
    let (lost, lost_variables) = (reader.lost, reader.lost_variables);
    ParsedItem {
        item,
        diagnostics,
        lost,
        lost_variables,
    }
}

/// The same, with its certain fixes tried.
fn settled(member: &Member, text: &str) -> ParsedItem {
    let mut item = item(member, text, true);
    settle(&mut item, member, text);
    item
}

fn settle(item: &mut ParsedItem, member: &Member, text: &str) {
    let Range { start, end } = member.range;
    let mut tries = certain::TRIES;
    let place = certain::Place {
        text: text.get(start as usize..end as usize).unwrap_or(""),
        start: 0,
        tries: &mut tries,
    };
    certain::settle(item, place, unsettled);
}

/// Reads a text to see what is wrong with it.
fn unsettled(text: &str) -> ParsedFile {
    read(FileId(0), text, |member, text, _| {
        Arc::new(item(member, text, true))
    })
}

/// Where brackets do not match, what one item becomes by a fix depends on all others: fixes that are
/// certain in their item are tried in the file.
fn settle_in_file(mut file: ParsedFile, text: &str) -> ParsedFile {
    if !certain::is_torn(&file.diagnostics) {
        return file;
    }
    let mut tries = certain::TRIES;
    for placed in &mut file.items {
        if certain::any(&placed.parsed.diagnostics) {
            let place = certain::Place {
                text,
                start: placed.start,
                tries: &mut tries,
            };
            certain::settle(Arc::make_mut(&mut placed.parsed), place, unsettled);
        }
    }
    file
}

/// Reads the members of one top-level item.
pub struct Reader<'a> {
    /// The whole file.
    pub text: &'a str,
    /// Where the top-level item begins in it.
    start: u32,
    plain: bool,
    pub diagnostics: &'a mut Vec<Diagnostic>,
    /// Names of declarations that could not be read.
    pub lost: Vec<SmolStr>,
    pub lost_variables: Vec<SmolStr>,
}

impl<'a> Reader<'a> {
    /// The text of an absolute range.
    pub fn slice(&self, range: Range) -> &'a str {
        self.text
            .get(range.start as usize..range.end as usize)
            .unwrap_or("")
    }

    /// From absolute to counted from the item.
    pub fn relative(&self, range: Range) -> Range {
        Range::new(range.start - self.start, range.end - self.start)
    }

    /// The span of an absolute range in a diagnostic of this item.
    pub fn span(&self, range: Range) -> Span {
        self.relative(range).at(FileId(0), 0)
    }

    /// Notes the name of a variable whose declaration cannot be read.
    pub fn lose_variable(&mut self, name: &str) {
        self.lost.push(name.into());
        self.lost_variables.push(name.into());
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reads an absolute range by an entry rule and builds it.
    pub fn read<T>(
        &mut self,
        rule: Rule,
        range: Range,
        build: impl FnOnce(&mut Builder, Node) -> Option<T>,
    ) -> Result<T, grammar::Refusal> {
        let text = self.slice(range);
        let node = grammar::read(rule, text)?;
        let base = range.start - self.start;
        let mut builder = Builder {
            text,
            base,
            diagnostics: self.diagnostics,
        };
        build(&mut builder, node).ok_or(grammar::Refusal {
            at: 0,
            expected: Vec::new(),
        })
    }

    fn item(&mut self, member: &Member) -> Item {
        let kind = match &member.shape {
            Shape::Line | Shape::Below => self.line(member),
            Shape::Block {
                head,
                body,
                members,
                torn,
            } => self.declaration(*head, *body, members, *torn),
        };
        Item {
            range: self.relative(member.range),
            docs: member.docs.clone(),
            kind,
        }
    }

    fn items(&mut self, members: &[Member], torn: bool) -> (Vec<Item>, bool) {
        let items: Vec<Item> = members.iter().map(|member| self.item(member)).collect();
        let broken = torn || items.iter().any(|item| item.kind == ItemKind::Error);
        (items, broken)
    }

    /// `let`, `param`, `import`, `output`.
    fn line(&mut self, member: &Member) -> ItemKind {
        let range = member.range;
        let text = self.slice(range);
        if member.broken {
            return recover::broken_line(self, range);
        }
        let result = match first_word(text) {
            "let" => self.read(Rule::constant, range, |builder, node| {
                let mut parts = significant(node);
                let name = builder.name(&parts.next()?);
                let value = builder.expr(parts.next()?, 0);
                Some(ItemKind::Let(Let { name, value }))
            }),
            "output" => self.read(Rule::output, range, |builder, node| {
                let mut parts = significant(node);
                let name = builder.name(&parts.next()?);
                let value = builder.expr(parts.next()?, 0);
                Some(ItemKind::Output(Output { name, value }))
            }),
            "param" => self.read(Rule::param, range, |builder, node| {
                let mut parts = significant(node);
                let name = builder.name(&parts.next()?);
                let ty = parts.next()?;
                let ty_range = builder.range(&ty);
                let ty = builder.param_type(ty);
                let default = parts.next().map(|node| builder.expr(node, 0));
                Some(ItemKind::Param(Param {
                    name,
                    ty,
                    ty_range,
                    default,
                }))
            }),
            "import" => self.read(Rule::import, range, |builder, node| {
                let path = significant(node).next()?;
                let path_range = builder.range(&path);
                Some(ItemKind::Import(Import {
                    path: builder.plain_string(path),
                    path_range,
                    reported: false,
                }))
            }),
            _ => return recover::stray_line(self, range),
        };
        result.unwrap_or_else(|refusal| recover::line(self, range, refusal))
    }

    fn declaration(
        &mut self,
        head: Range,
        body: Range,
        members: &[Member],
        torn: bool,
    ) -> ItemKind {
        let result = match first_word(self.slice(head)) {
            "else" => {
                return recover::otherwise(self, head, |reader| reader.items(members, torn).0);
            }
            "for" | "if" => self
                .loop_head(head)
                .map(|item| self.filled(item, members, torn)),
            "template" => {
                let found = self.read(Rule::template_head, head, |builder, node| {
                    let mut parts = significant(node).map(|node| builder.name(&node));
                    Some((parts.next()?, parts.next()?, parts.next()))
                });
                found.map(|(kind, name, base)| {
                    let body = self.body(body, members, torn);
                    ItemKind::Template(TemplateItem {
                        kind,
                        name,
                        base,
                        body,
                    })
                })
            }
            // No kind is called so, and a `variable` is never anything but Terraform's.
            "variable" if recover::is_foreign(self, head) => Err(grammar::Refusal {
                at: 0,
                expected: Vec::new(),
            }),
            word => self.block_head(head, word == "existing").map(|mut block| {
                block.body = self.body(body, members, torn);
                ItemKind::Block(block)
            }),
        };
        result.unwrap_or_else(|refusal| {
            let found = recover::head(self, head, refusal);
            match found {
                recover::Head::Block(mut block) => {
                    let torn = torn || block.body.broken;
                    block.body = self.body(body, members, torn);
                    ItemKind::Block(block)
                }
                recover::Head::Items(item) => self.filled(item, members, torn),
                recover::Head::Template(mut item) => {
                    let torn = torn || item.body.broken;
                    item.body = self.body(body, members, torn);
                    ItemKind::Template(item)
                }
                recover::Head::Foreign => {
                    recover::lose_foreign(self, head, members);
                    ItemKind::Error
                }
            }
        })
    }

    /// `for x in list` or `if condition`, its items still to be read.
    pub fn loop_head(&mut self, head: Range) -> Result<ItemKind, grammar::Refusal> {
        if first_word(self.slice(head)) == "if" {
            return self.read(Rule::if_head, head, |builder, node| {
                let condition = builder.expr(significant(node).next()?, 0);
                Some(ItemKind::If(If {
                    condition,
                    items: Vec::new(),
                    broken: false,
                }))
            });
        }
        self.read(Rule::for_head, head, |builder, node| {
            let mut parts = significant(node);
            let vars = builder.vars(parts.next()?);
            let iter = builder.expr(parts.next()?, 0);
            Some(ItemKind::For(For {
                vars,
                iter,
                items: Vec::new(),
                broken: false,
            }))
        })
    }

    /// A `for` or `if` with its items.
    fn filled(&mut self, mut kind: ItemKind, members: &[Member], torn: bool) -> ItemKind {
        let (found, lost) = self.items(members, torn);
        match &mut kind {
            ItemKind::For(For { items, broken, .. }) | ItemKind::If(If { items, broken, .. }) => {
                *items = found;
                *broken |= lost;
            }
            _ => {}
        }
        kind
    }

    fn block_head(&mut self, head: Range, existing: bool) -> Result<Block, grammar::Refusal> {
        let rule = if existing {
            Rule::existing_head
        } else {
            Rule::block_head
        };
        self.read(rule, head, |builder, node| {
            let start = builder.range(&node).start;
            let mut parts = significant(node);
            let kind = builder.name(&parts.next()?);
            let label = builder.label(parts.next()?);
            let base = parts.next().map(|node| builder.name(&node));
            let existing = existing.then(|| Range::new(start, start + "existing".len() as u32));
            Some(Block {
                existing,
                kind,
                label: Some(label),
                base,
                body: no_body(),
            })
        })
    }

    /// The attributes between braces.
    pub fn body(&mut self, range: Range, members: &[Member], torn: bool) -> Body {
        let mut broken = torn;
        let mut attributes = Vec::with_capacity(members.len());
        for member in members {
            match self.attribute(member) {
                Some(attribute) => {
                    broken |= member.broken;
                    attributes.push(attribute);
                }
                None => broken = true,
            }
        }
        Body {
            attributes,
            range: self.relative(range),
            broken,
        }
    }

    pub fn attribute(&mut self, member: &Member) -> Option<Attribute> {
        let docs: Option<SmolStr> = member.docs.clone();
        let range = self.relative(member.range);
        let found = match &member.shape {
            Shape::Block {
                head,
                body,
                members,
                torn,
            } => recover::nested(self, *head, *body, members, *torn),
            Shape::Line | Shape::Below if member.broken => {
                recover::broken_attribute(self, member.range)
            }
            Shape::Below => recover::value_below(self, member.range),
            Shape::Line => {
                let base = member.range.start - self.start;
                let plain = self
                    .plain
                    .then(|| plain::attribute(self.slice(member.range), base));
                if let Some((name, value)) = plain.flatten() {
                    return Some(Attribute {
                        docs,
                        name,
                        value,
                        range,
                        block: false,
                    });
                }
                let result = self.read(Rule::attribute, member.range, |builder, node| {
                    let mut parts = node.into_inner();
                    Some((builder.name(&parts.next()?), builder.expr(parts.next()?, 0)))
                });
                match result {
                    Ok(found) => Some(found),
                    Err(refusal) => recover::attribute(self, member.range, refusal),
                }
            }
        };
        found.map(|(name, value)| Attribute {
            docs,
            name,
            value,
            range,
            block: matches!(member.shape, Shape::Block { .. }),
        })
    }
}

/// A body that is still to be filled.
pub fn no_body() -> Body {
    Body {
        attributes: Vec::new(),
        range: Range::default(),
        broken: true,
    }
}

/// The word a text begins with.
pub fn first_word(text: &str) -> &str {
    let end = text
        .bytes()
        .position(|byte| !super::lex::continues_word(byte));
    text.get(..end.unwrap_or(text.len())).unwrap_or("")
}
