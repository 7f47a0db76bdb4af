//! A checked program after an edit of one file, for a language server. Where the edit lies within
//! the body of one declaration, that declaration alone is read, evaluated and typed again, and the
//! rules are asked again about it, about what refers to it and about the program as a whole; where
//! it lies in comments between declarations, all that was found moves along with its text. What
//! comes of it is what a fresh check would say, to the letter; tests hold it to that.

use super::conform::Reference;
use super::eval::{Evaluator, Place};
use super::ledger::Entry;
use super::load::{Files, LoadedFile};
use super::{Checked, Inputs, codes, conform, expand, unused};
use crate::program::{BlockId, Object};
use crate::syntax::ast::{Block, Item, ItemKind, ParsedFile, ParsedItem, PlacedItem};
use crate::syntax::source::{FileId, Range, Source, Span};
use crate::syntax::{is_gap, parse_item};
use crate::vocabulary::Kind;
use std::sync::Arc;

/// A file of a program with a new text.
pub struct Revision {
    pub file: FileId,
    pub source: Source,
}

/// The program after an edit; `None` where it has to be checked afresh, since the edit touches
/// more than a comment or the body of one declaration, or limits were met.
pub fn revise(
    mut checked: Checked,
    revision: Revision,
    files: &dyn Files,
    inputs: &Inputs,
) -> Option<Checked> {
    let file = revision.file;
    let change = Change::between(file, &checked.sources.get(file).text, &revision.source.text)?;
    if checked.ledger.is_cut_short() {
        return None;
    }
    if let Some((file, next)) = gap(&checked, &change, &revision.source.text) {
        if !move_along(&mut checked, &change) {
            return None;
        }
        move_items(&mut checked.files[file].parsed, next, &change);
        replace(&mut checked, revision);
        checked.diagnostics = checked.ledger.findings(&checked.files);
        return Some(checked);
    }
    let (found, item) = find(&checked, &change, &revision.source.text)?;
    let id = owner(&checked, found)?;

    let reached = reached(&checked, id);
    let before = About::of(&checked, id);
    let names_before = unused::names(&found.parsed(&checked.files).item);
    let names = unused::names(&item.item);
    forget(&mut checked, id, &reached);
    if !move_along(&mut checked, &change) {
        return None;
    }
    put(&mut checked, found, item, &change);
    replace(&mut checked, revision);

    let again = again(&mut checked, found, id, files, inputs)?;
    insert(&mut checked.program.references, again.references, id);
    insert(&mut checked.ledger.edges, again.edges, id);
    checked.ledger.blocks[id.0 as usize] = again.entry;
    let now = About::of(&checked, id);
    if before.circular || before.targets != now.targets {
        let cycles = conform::cycles::check(&checked.program, &checked.ledger.edges);
        checked.ledger.cycles = cycles;
    }
    if names_before != names {
        checked.ledger.unused = unused::check(&checked.files, &checked.program);
    }
    // A written name may have come to stand elsewhere without being another.
    if before.name != now.name || now.name.1 {
        checked.ledger.ask_names(&checked.program);
    }
    checked.ledger.ask_again(&checked.program, &reached);
    if checked.ledger.is_cut_short() {
        return None;
    }
    checked.diagnostics = checked.ledger.findings(&checked.files);
    Some(checked)
}

/// The blocks whose rules look at this one.
fn reached(checked: &Checked, id: BlockId) -> Vec<BlockId> {
    let program = &checked.program;
    let reached = program.reaching(id);
    match program.project() {
        // What the project names holds for all that say nothing else.
        Some(project) if reached.contains(&project.id) => {
            program.blocks.iter().map(|block| block.id).collect()
        }
        _ => reached,
    }
}

/// What steps beyond a block's own look at in it.
struct About {
    /// What the rules about names look at: the name, whether it is written, whether an ARN is.
    name: (Option<String>, bool, bool),
    /// Where its references lead, in the order written.
    targets: Vec<BlockId>,
    /// There are circles of references, this block in them or not.
    circular: bool,
}

impl About {
    fn of(checked: &Checked, id: BlockId) -> About {
        let block = checked.program.block(id);
        let base = block.base_name().map(str::to_owned);
        let edges = checked.ledger.edges.iter().filter(|edge| edge.0 == id);
        About {
            name: (base, block.has("name"), block.has("arn")),
            targets: edges.map(|edge| edge.1).collect(),
            circular: !checked.ledger.cycles.is_empty(),
        }
    }
}

/// Takes out what speaks of a body as it was: its spans have no place any more.
fn forget(checked: &mut Checked, id: BlockId, reached: &[BlockId]) {
    checked.program.blocks[id.0 as usize].object = Object::default();
    checked.program.references.retain(|edge| edge.0 != id);
    checked.ledger.edges.retain(|edge| edge.0 != id);
    checked.ledger.blocks[id.0 as usize] = Entry::default();
    for id in reached {
        checked.ledger.blocks[id.0 as usize].ruled.clear();
    }
    checked.ledger.cycles.clear();
    checked.ledger.whole.clear();
}

/// Moves every span along; false where one lies across an end of the change.
fn move_along(checked: &mut Checked, change: &Change) -> bool {
    let mut whole = true;
    let mut shift = |span: &mut Span| whole &= change.shift(span);
    checked.program.each_span(&mut shift);
    checked.ledger.each_span(&mut shift);
    whole
}

fn replace(checked: &mut Checked, revision: Revision) {
    // Two hold the texts; let go of one, so that they need not be copied.
    checked.program.sources = Arc::default();
    let sources = Arc::make_mut(&mut checked.sources);
    sources.replace(revision.file, revision.source);
    checked.program.sources = checked.sources.clone();
}

/// Bytes `start..end` of a file replaced by others.
struct Change {
    file: FileId,
    start: u32,
    end: u32,
    /// How far what comes behind moved.
    by: i64,
}

impl Change {
    /// The smallest change from one text to another; `None` for texts too long for spans.
    fn between(file: FileId, before: &str, after: &str) -> Option<Change> {
        u32::try_from(before.len().max(after.len())).ok()?;
        let replaced = Range::differing(before, after);
        Some(Change {
            file,
            start: replaced.start,
            end: replaced.end,
            by: after.len() as i64 - before.len() as i64,
        })
    }

    /// Moves a span along; false where the change runs into it from outside or lies around it.
    fn shift(&self, span: &mut Span) -> bool {
        if span.file != self.file || span.end <= self.start {
            return true;
        }
        let start = self.moved(span.start);
        let end = self.moved(span.end);
        if let (Some(start), Some(end)) = (start, end) {
            (span.start, span.end) = (start, end);
        }
        start.is_some() && end.is_some()
    }

    fn moved(&self, at: u32) -> Option<u32> {
        match at {
            at if at <= self.start => Some(at),
            at if at >= self.end => u32::try_from(i64::from(at) + self.by).ok(),
            _ => None,
        }
    }
}

/// Where the item stands that an edit lies in.
#[derive(Clone, Copy)]
struct Found {
    /// Index into [`Checked::files`], and into the items there.
    file: usize,
    item: usize,
    place: Place,
}

impl Found {
    fn parsed(self, files: &[LoadedFile]) -> &ParsedItem {
        &files[self.file].parsed.items[self.item].parsed
    }
}

/// A file's index into [`Checked::files`], and what was read there.
fn read(checked: &Checked, file: FileId) -> Option<(usize, &ParsedFile)> {
    let mut files = checked.files.iter().enumerate();
    let (at, read) = files.find(|(_, read)| read.id == file)?;
    Some((at, &read.parsed))
}

/// The file, and the item behind the change, where that is of comments and blank space between items.
/// The items on both sides are read again with it: they must end and begin where they did.
fn gap(checked: &Checked, change: &Change, text: &str) -> Option<(usize, usize)> {
    let (file, parsed) = read(checked, change.file)?;
    let items = &parsed.items;
    let end_of = |item: &PlacedItem| item.start + item.parsed.item.range.end;
    let next = items.partition_point(|item| item.start <= change.start);
    let before = next.checked_sub(1).map(|at| &items[at]);
    let behind = items.get(next);
    let start = before.map_or(0, end_of);
    let inside = start <= change.start && behind.is_none_or(|item| change.end <= item.start);
    let allows = parsed.allows.iter().map(|allow| allow.range.start);
    let mut allows = allows.filter(|at| start <= *at && behind.is_none_or(|item| *at < item.start));
    let mut beside = before.into_iter().chain(behind);
    let sound = parsed.diagnostics.is_empty()
        && beside.all(|item| item.parsed.diagnostics.is_empty() && item.parsed.lost.is_empty());
    if !inside || !sound || allows.next().is_some() {
        return None;
    }
    let from = before.map_or(0, |item| item.start);
    let end = match behind {
        Some(item) => change.moved(end_of(item))?,
        None => text.len() as u32,
    };
    let piece = text.get(from as usize..end as usize)?;
    // The docs of the first stand before the piece.
    let before = before.map(|item| (Range::new(0, end_of(item) - from), None));
    let behind = match behind {
        Some(item) => {
            let range = Range::new(change.moved(item.start)? - from, end - from);
            Some((range, item.parsed.item.docs.as_ref()))
        }
        None => None,
    };
    let beside: Vec<_> = before.into_iter().chain(behind).collect();
    is_gap(piece, &beside).then_some((file, next))
}

/// The block whose body, between its braces, holds the whole change.
fn find(checked: &Checked, change: &Change, text: &str) -> Option<(Found, ParsedItem)> {
    let (file, parsed) = read(checked, change.file)?;
    let next = parsed
        .items
        .partition_point(|item| item.start <= change.start);
    let item = next.checked_sub(1)?;
    let placed = &parsed.items[item];
    let place = Place {
        file: change.file,
        base: placed.start,
    };
    let ItemKind::Block(before) = &placed.parsed.item.kind else {
        return None;
    };
    let body = place.span(before.body.range);
    let whole = place.span(placed.parsed.item.range);
    let inside = body.start < change.start && change.end < body.end && body.end == whole.end;
    let allowed = |at: u32| whole.start <= at && at < whole.end;
    let sound = parsed.diagnostics.is_empty()
        && placed.parsed.lost.is_empty()
        && !parsed.allows.iter().any(|allow| allowed(allow.range.start));
    if !inside || !sound {
        return None;
    }
    let end = change.moved(whole.end)?;
    let text = text.get(whole.start as usize..end as usize)?;
    let parsed = parse_item(text, placed.parsed.item.docs.as_ref())?;
    let ItemKind::Block(after) = &parsed.item.kind else {
        return None;
    };
    let same = same_head(before, after) && parsed.lost.is_empty();
    same.then_some((Found { file, item, place }, parsed))
}

fn same_head(one: &Block, other: &Block) -> bool {
    one.existing == other.existing
        && one.kind == other.kind
        && one.label == other.label
        && one.base == other.base
        && one.body.range.start == other.body.range.start
}

/// The one block the item makes.
fn owner(checked: &Checked, found: Found) -> Option<BlockId> {
    let span = found.place.span(found.parsed(&checked.files).item.range);
    let blocks = &checked.program.blocks;
    let mut owners = blocks.iter().filter(|block| block.span == span);
    let owner = owners.next().filter(|_| owners.next().is_none())?;
    // Names, regions and defaults of all others hang on the project.
    (owner.kind != Kind::Project && owner.turns.is_empty()).then_some(owner.id)
}

/// Puts the item in its place and moves those behind.
fn put(checked: &mut Checked, found: Found, item: ParsedItem, change: &Change) {
    let parsed = &mut checked.files[found.file].parsed;
    parsed.items[found.item].parsed = Arc::new(item);
    move_items(parsed, found.item + 1, change);
}

/// Moves the items from one on, and what comments allow.
fn move_items(parsed: &mut ParsedFile, from: usize, change: &Change) {
    for placed in &mut parsed.items[from..] {
        placed.start = change.moved(placed.start).unwrap_or(placed.start);
    }
    for allow in &mut parsed.allows {
        let ranges = [&mut allow.code.range, &mut allow.range];
        for range in ranges.into_iter().chain(&mut allow.target) {
            range.start = change.moved(range.start).unwrap_or(range.start);
            range.end = change.moved(range.end).unwrap_or(range.end);
        }
    }
}

fn again(
    checked: &mut Checked,
    found: Found,
    id: BlockId,
    files: &dyn Files,
    inputs: &Inputs,
) -> Option<expand::Again> {
    let Checked {
        program,
        sources,
        files: read,
        ledger,
        ..
    } = checked;
    let loading = ledger.loading.iter();
    let unread = { loading }.any(|one| one.code == &codes::IMPORT_FAILED);
    let mut evaluator = Evaluator::new(read, sources, files, inputs, unread);
    let item: &Item = &found.parsed(read).item;
    expand::again(&mut evaluator, (item, found.place), program, id, ledger)
}

/// Puts the references of a block where a check puts them: they stand by block.
fn insert(all: &mut Vec<Reference>, own: Vec<Reference>, id: BlockId) {
    let at = all.partition_point(|edge| edge.0 < id);
    all.splice(at..at, own);
}
