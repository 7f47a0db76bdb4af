//! Neighbouring blocks that differ in their label and a few values only, to one `for` over what
//! they differ in.

use super::middles::middles;
use super::place::{Here, above, at, free_name, has_comment, is_portable};
use super::{Draft, Sort, replace};
use crate::lsp::engine::View;
use crate::syntax::RESERVED;
use crate::syntax::ast::{Block, Expr, ExprKind, ItemKind, PlacedItem};
use crate::syntax::lex::{TokenKind, lex};
use crate::syntax::source::Range;
use crate::vocabulary::{Kind, keywords};

/// Blocks that differ in more than this say more each by itself than in a table.
const MOST: usize = 6;

/// The selected blocks, or those around the one in whose first line the cursor stands.
pub fn offer(view: &View, range: Range, drafts: &mut Vec<Draft>) {
    let selected = selected(view, range);
    let run = match selected.as_slice() {
        [one] => neighbours(view, *one, range),
        _ => selected,
    };
    let items = &view.parsed().items;
    let blocks: Option<Vec<One>> = run.iter().map(|at| One::of(view, &items[*at])).collect();
    drafts.extend(blocks.and_then(|blocks| looped(view, &blocks)));
}

/// A block of those that are put together.
struct One<'v> {
    here: Here<'v>,
    placed: &'v PlacedItem,
    block: &'v Block,
    label: &'v str,
}

impl<'v> One<'v> {
    fn of(view: &'v View, placed: &'v PlacedItem) -> Option<One<'v>> {
        let ItemKind::Block(block) = &placed.parsed.item.kind else {
            return None;
        };
        let start = placed.start + placed.parsed.item.range.start;
        let kind = Kind::from_name(&block.kind.text)?;
        let plain = block.existing.is_none() && !block.body.broken && kind != Kind::Project;
        Some(One {
            here: at(view, Range::new(start, start)).filter(|_| plain)?,
            placed,
            block,
            label: block.label.as_ref()?.plain()?,
        })
    }

    /// Whether both are of one kind and set the same attributes in the same order.
    fn is_like(&self, other: &One) -> bool {
        let base = |one: &One| one.block.base.as_ref().map(|base| base.text.clone());
        let (own, others) = (&self.block.body.attributes, &other.block.body.attributes);
        let mut both = own.iter().zip(others);
        self.block.kind.text == other.block.kind.text
            && base(self) == base(other)
            && own.len() == others.len()
            && both.all(|(own, other)| own.name.text == other.name.text)
    }

    fn slice(&self, range: Range) -> &str {
        self.here.slice(range)
    }
}

/// The items a range touches, by number.
fn selected(view: &View, range: Range) -> Vec<usize> {
    let items = view.parsed().items.iter().enumerate();
    let touched = items.filter(|(_, placed)| {
        let item = placed.parsed.item.range;
        placed.start + item.start <= range.end && range.start < placed.start + item.end
    });
    touched.map(|(at, _)| at).collect()
}

/// The run of blocks alike the one is in; only it, where the cursor is not in its first line.
fn neighbours(view: &View, at: usize, range: Range) -> Vec<usize> {
    let items = &view.parsed().items;
    let one = |at: usize| items.get(at).and_then(|placed| One::of(view, placed));
    let Some(middle) = one(at).filter(|one| {
        let body = one.placed.start + one.block.body.range.start;
        range.start == range.end && range.end <= body
    }) else {
        return vec![at];
    };
    let like = |at: &usize| one(*at).is_some_and(|one| one.is_like(&middle));
    let before = (0..at).rev().take_while(like).count();
    let behind = (at + 1..items.len()).take_while(like).count();
    (at - before..=at + behind).collect()
}

fn looped(view: &View, blocks: &[One]) -> Option<Draft> {
    let [first, .., last] = blocks else {
        return None;
    };
    let mut names: Vec<&str> = blocks.iter().map(|one| one.label).collect();
    names.sort_unstable();
    names.dedup();
    let alike = names.len() == blocks.len() && blocks.iter().all(|one| one.is_like(first));
    let start = first.placed.start + first.placed.parsed.item.range.start;
    let end = last.placed.start + last.placed.parsed.item.range.end;
    if !alike || is_commented(view, start, end) {
        return None;
    }
    let mut holes = Vec::new();
    let mut same = 0;
    for (at, attribute) in first.block.body.attributes.iter().enumerate() {
        let values = blocks
            .iter()
            .map(|one| &one.block.body.attributes[at].value);
        let values: Vec<&Expr> = values.collect();
        let before = holes.len();
        differ(blocks, &values, &attribute.name.text, &mut holes)?;
        same += usize::from(holes.len() == before);
    }
    let table = Table::of(view, blocks, holes)?;
    if same == 0 || table.columns.len() > MOST {
        return None;
    }
    let text = format!(
        "for {} in {} {{\n{}\n}}",
        table.variables(),
        table.rows(blocks),
        table.body(first)
    );
    let title = format!("Turn these {} blocks into a `for`", blocks.len());
    let edit = replace(Range::new(start, end).at(view.file, 0), text);
    Some(Draft::new(title, Sort::Rewrite, vec![edit]))
}

/// Whether a comment stands in these bytes, above them or behind them in their last line: it would
/// be lost, or be about something else.
fn is_commented(view: &View, start: u32, end: u32) -> bool {
    let text = view.text();
    let from = above(view, start) as usize;
    let rest = text.get(end as usize..).unwrap_or("");
    let line = rest.find('\n').unwrap_or(rest.len());
    text.get(from..end as usize + line).is_none_or(has_comment)
}

/// A place at which the blocks differ.
struct Hole<'v> {
    /// In the first block.
    range: Range,
    name: &'v str,
    values: Vec<&'v Expr>,
}

/// The places at which the values differ: elements and entries where they can be told apart, else
/// the values themselves.
fn differ<'v>(
    blocks: &[One],
    values: &[&'v Expr],
    name: &'v str,
    holes: &mut Vec<Hole<'v>>,
) -> Option<()> {
    let (first, rest) = values.split_first()?;
    let text = blocks[0].slice(first.range);
    let mut both = blocks.iter().zip(values);
    if both.all(|(one, value)| one.slice(value.range) == text) {
        return Some(());
    }
    let before = holes.len();
    let inner = match &first.kind {
        ExprKind::List(items) => (0..items.len()).try_for_each(|at| {
            let all = values.iter().map(|value| match &value.kind {
                ExprKind::List(own) if own.len() == items.len() => own.get(at),
                _ => None,
            });
            differ(blocks, &all.collect::<Option<Vec<_>>>()?, name, holes)
        }),
        ExprKind::Map(entries) => entries.iter().enumerate().try_for_each(|(at, entry)| {
            let all = values.iter().map(|value| match &value.kind {
                ExprKind::Map(own) if own.len() == entries.len() => own
                    .get(at)
                    .filter(|own| own.key.text == entry.key.text)
                    .map(|own| &own.value),
                _ => None,
            });
            let all = all.collect::<Option<Vec<_>>>()?;
            differ(blocks, &all, &entry.key.text, holes)
        }),
        _ => None,
    };
    // A list of other length has no places of its own to differ at.
    let sized = |value: &&Expr| match (&first.kind, &value.kind) {
        (ExprKind::List(a), ExprKind::List(b)) => a.len() == b.len(),
        (ExprKind::Map(a), ExprKind::Map(b)) => a.len() == b.len(),
        _ => false,
    };
    if inner.is_some() && rest.iter().all(sized) {
        return Some(());
    }
    holes.truncate(before);
    holes.push(Hole {
        range: first.range,
        name,
        values: values.to_vec(),
    });
    Some(())
}

/// What the loop goes over, and what stands in its body where the blocks differed.
struct Table<'v> {
    /// The variable that holds what the labels differ in, and that for each block.
    name: String,
    keys: Vec<&'v str>,
    /// The variable that holds the rest, where there is any.
    value: Option<String>,
    /// Values by name, one for each block.
    columns: Vec<(String, Vec<&'v str>)>,
    /// What replaces what in the first block.
    edits: Vec<(Range, String)>,
}

impl<'v> Table<'v> {
    fn of(view: &View, blocks: &'v [One<'v>], holes: Vec<Hole<'v>>) -> Option<Table<'v>> {
        let labels: Vec<&str> = blocks.iter().map(|one| one.label).collect();
        let (head, keys, tail) = middles(&labels)?;
        let name = free_name(view, "name");
        let mut table = Table {
            edits: vec![(
                blocks[0].block.label.as_ref()?.range,
                format!("{head}${{{name}}}{tail}"),
            )],
            name,
            keys,
            value: None,
            columns: Vec::new(),
        };
        let mut lifted = Vec::new();
        for hole in holes {
            match table.by_key(blocks, &hole) {
                Some(text) => table.edits.push((hole.range, text)),
                None => {
                    let mut all = blocks.iter().zip(&hole.values);
                    if !all.all(|(one, value)| is_portable(&one.here, value)) {
                        return None;
                    }
                    lifted.push(hole);
                }
            }
        }
        table.lift(view, blocks, &lifted);
        Some(table)
    }

    /// The text that holds the key where the values differ as the labels do: `"team-${name}"`.
    fn by_key(&self, blocks: &[One], hole: &Hole) -> Option<String> {
        let quoted = match &hole.values.first()?.kind {
            ExprKind::String(_) => true,
            ExprKind::Name(_) => false,
            _ => return None,
        };
        let texts = blocks.iter().zip(&hole.values).map(|(one, value)| {
            let text = one.slice(value.range);
            match quoted {
                true => text
                    .strip_prefix('"')?
                    .strip_suffix('"')
                    .filter(|text| !text.contains(['"', '\\', '$', '\n'])),
                false => Some(text).filter(|_| matches!(value.kind, ExprKind::Name(_))),
            }
        });
        let texts: Vec<&str> = texts.collect::<Option<_>>()?;
        let (head, keys, tail) = middles(&texts)?;
        let mark = if quoted { "\"" } else { "" };
        (keys == self.keys).then(|| format!("{mark}{head}${{{}}}{tail}{mark}", self.name))
    }

    fn lift(&mut self, view: &View, blocks: &'v [One<'v>], holes: &[Hole<'v>]) {
        let [first, rest @ ..] = holes else { return };
        let wanted = if rest.is_empty() { first.name } else { "value" };
        let variable = free_name(view, &as_name(wanted));
        for hole in holes {
            let values = blocks.iter().zip(&hole.values);
            let values: Vec<&str> = values.map(|(one, value)| one.slice(value.range)).collect();
            // One column is enough for what is the same.
            let known = self.columns.iter().find(|(_, known)| *known == values);
            let field = match known {
                Some((field, _)) => field.clone(),
                None => {
                    let taken = |field: &str| self.columns.iter().any(|(one, _)| one == field);
                    let name = as_name(hole.name);
                    let numbered = (2..).map(|at| format!("{name}_{at}"));
                    let mut all = std::iter::once(name.clone()).chain(numbered);
                    let field = all.find(|field| !taken(field)).unwrap_or_default();
                    self.columns.push((field.clone(), values));
                    field
                }
            };
            self.edits.push((hole.range, field));
        }
        let alone = self.columns.len() == 1;
        let lifted = self.edits.len() - holes.len();
        for (_, text) in &mut self.edits[lifted..] {
            *text = match alone {
                true => variable.clone(),
                false => format!("{variable}.{text}"),
            };
        }
        self.value = Some(variable);
    }

    fn variables(&self) -> String {
        match &self.value {
            Some(value) => format!("{}, {value}", self.name),
            None => self.name.clone(),
        }
    }

    fn rows(&self, blocks: &[One]) -> String {
        let quoted = self.keys.iter().map(|key| format!("\"{key}\""));
        let quoted: Vec<String> = quoted.collect();
        if self.value.is_none() {
            return format!("[{}]", quoted.join(", "));
        }
        // The formatter leaves the head of a loop as it is.
        let bare = self.keys.iter().all(|key| is_bare_key(key));
        let keys = match bare {
            true => self.keys.iter().map(|key| key.to_string()).collect(),
            false => quoted,
        };
        let width = keys.iter().map(String::len).max().unwrap_or(0);
        let row = |at: usize| {
            let fields = self.columns.iter();
            match self.columns.as_slice() {
                [(_, values)] => values[at].to_owned(),
                _ => {
                    let fields = fields.map(|(name, values)| format!("{name} = {}", values[at]));
                    format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
                }
            }
        };
        let rows = (0..blocks.len()).map(|at| format!("  {:width$} = {}", keys[at], row(at)));
        format!("{{\n{}\n}}", rows.collect::<Vec<_>>().join("\n"))
    }

    /// The first block with the loop's variables where it differs from the others.
    fn body(&self, first: &One) -> String {
        let whole = first.placed.parsed.item.range;
        let mut text = first.slice(whole).to_owned();
        let mut edits: Vec<&(Range, String)> = self.edits.iter().collect();
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, new) in edits {
            let start = (range.start - whole.start) as usize;
            text.replace_range(start..(range.end - whole.start) as usize, new);
        }
        text
    }
}

/// A name that says what a key of any kind is for.
fn as_name(key: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let name: String = key.trim_matches('"').chars().map(plain).collect();
    match name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        true => name,
        false => format!("value_{name}"),
    }
}

/// Whether a key of a map needs no quotes.
fn is_bare_key(key: &str) -> bool {
    let tokens = lex(key).tokens;
    let word = matches!(tokens.as_slice(), [one] if one.kind == TokenKind::Word);
    word && !RESERVED.contains(&key) && keywords().iter().all(|keyword| keyword.name != key)
}
