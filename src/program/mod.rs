//! The typed program: every `for`, `if`, template and expression resolved, every value of the
//! type its attribute has. What the rules and the back ends rely on.

mod typed;

pub use typed::{Field, Key, Object, SecretSource, Text, TextPart, Typed, TypedKind};

use crate::syntax::source::{SourceMap, Span};
use crate::vocabulary::{Form, Kind};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::sync::Arc;

/// Index into [`Program::blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub u32);

/// A declaration of the program, one for each turn of the `for` it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub id: BlockId,
    pub kind: Kind,
    /// Its handle in the program, interpolations resolved.
    pub label: SmolStr,
    pub label_span: Span,
    /// `KIND LABEL`, without the body: where to point when the block as a whole is meant.
    pub head_span: Span,
    pub span: Span,
    /// `existing`: referred to, never touched.
    pub existing: bool,
    pub docs: Option<SmolStr>,
    pub object: Object,
    /// Which turn of which loops made it: `["genomics"]`; empty outside loops.
    pub turns: Vec<SmolStr>,
}

impl std::ops::Deref for Block {
    type Target = Object;
    fn deref(&self) -> &Object {
        &self.object
    }
}

impl Block {
    /// Changes every span in it.
    pub fn each_span(&mut self, change: &mut impl FnMut(&mut Span)) {
        change(&mut self.label_span);
        change(&mut self.head_span);
        change(&mut self.span);
        self.object.each_span(change);
    }

    /// `job_queue.main`
    pub fn address(&self) -> String {
        format!("{}.{}", self.kind.name(), self.label)
    }

    /// Where to insert a new attribute: just before the closing brace.
    pub fn end_of_body(&self) -> Span {
        let end = self.object.span.end.saturating_sub(1);
        Span::new(self.span.file, end, end)
    }

    /// The form of a compute environment or job definition, where it can be told.
    pub fn form(&self) -> Option<Form> {
        match self.kind {
            Kind::ComputeEnvironment => Form::of_environment(self.word("type")?),
            Kind::JobDefinition => Some(Form::of_job(|name| self.has(name))),
            _ => None,
        }
    }

    /// The name it gets in AWS before the project's prefix: `name`, else the label. `None` where
    /// the name is wrong or holds pieces only AWS knows.
    pub fn base_name(&self) -> Option<&str> {
        match self.get("name") {
            Some(name) => name.as_str(),
            None => Some(&self.label),
        }
    }
}

/// `output NAME = expr`
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    pub name: SmolStr,
    pub name_span: Span,
    pub docs: Option<SmolStr>,
    pub value: OutputValue,
    pub span: Span,
}

/// What an output may hold.
#[derive(Clone, Debug, PartialEq)]
pub enum OutputValue {
    Null,
    Bool(bool),
    Int(i64),
    Decimal(f64),
    Text(Text),
    List(Vec<OutputValue>),
    Map(Vec<(SmolStr, OutputValue)>),
}

/// A checked program.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// All declarations in the order they were met, imports where they stand.
    pub blocks: Vec<Block>,
    pub outputs: Vec<Output>,
    pub sources: Arc<SourceMap>,
    index: FxHashMap<(Kind, SmolStr), BlockId>,
    /// The first `project`: every name asks for its prefix.
    project: Option<BlockId>,
    /// Every reference from one block to another: (from, to, where it is written).
    pub references: Vec<(BlockId, BlockId, Span)>,
}

impl Program {
    pub fn new(sources: Arc<SourceMap>) -> Program {
        Program {
            sources,
            ..Program::default()
        }
    }

    /// Adds a block under its kind and label; the first of a name keeps it.
    pub fn push(&mut self, mut block: Block) -> BlockId {
        let id = BlockId(self.blocks.len() as u32);
        block.id = id;
        if block.kind == Kind::Project && self.project.is_none() {
            self.project = Some(id);
        }
        self.index
            .entry((block.kind, block.label.clone()))
            .or_insert(id);
        self.blocks.push(block);
        id
    }

    /// Changes every span in it.
    pub fn each_span(&mut self, change: &mut impl FnMut(&mut Span)) {
        for block in &mut self.blocks {
            block.each_span(change);
        }
        for output in &mut self.outputs {
            change(&mut output.name_span);
            change(&mut output.span);
        }
        for (_, _, span) in &mut self.references {
            change(span);
        }
    }

    /// Every declaration by kind and label.
    pub fn labels(&self) -> &FxHashMap<(Kind, SmolStr), BlockId> {
        &self.index
    }

    /// A block and all that refer to it, at however many removes.
    pub fn reaching(&self, id: BlockId) -> Vec<BlockId> {
        let mut reaches = vec![false; self.blocks.len()];
        let mut found = vec![id];
        reaches[id.0 as usize] = true;
        // References are at few removes, so a few rounds over them come to all.
        let mut before = 0;
        while before < found.len() {
            before = found.len();
            for &(from, to, _) in &self.references {
                if reaches[to.0 as usize] && !reaches[from.0 as usize] {
                    reaches[from.0 as usize] = true;
                    found.push(from);
                }
            }
        }
        found
    }

    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0 as usize]
    }

    pub fn find(&self, kind: Kind, label: &str) -> Option<&Block> {
        self.index
            .get(&(kind, SmolStr::new(label)))
            .map(|&id| self.block(id))
    }

    /// The blocks of one kind, `existing` ones too.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(move |block| block.kind == kind)
    }

    /// The blocks of one kind that this program makes.
    pub fn declared(&self, kind: Kind) -> impl Iterator<Item = &Block> {
        self.of(kind).filter(|block| !block.existing)
    }

    pub fn project(&self) -> Option<&Block> {
        self.project.map(|id| self.block(id))
    }

    /// The project's region, where it is set and known.
    pub fn region(&self) -> Option<&str> {
        self.project()?.str("region")
    }

    /// Who refers to a block, and where.
    pub fn referrers(&self, id: BlockId) -> impl Iterator<Item = (&Block, Span)> {
        self.references
            .iter()
            .filter(move |(_, to, _)| *to == id)
            .map(|&(from, _, span)| (self.block(from), span))
    }

    /// Every block that some other block or an output refers to.
    pub fn used(&self) -> FxHashSet<BlockId> {
        let edges = self.references.iter().filter(|(from, to, _)| from != to);
        let mut used: FxHashSet<BlockId> = edges.map(|(_, to, _)| *to).collect();
        let mut values: Vec<&OutputValue> =
            self.outputs.iter().map(|output| &output.value).collect();
        while let Some(value) = values.pop() {
            match value {
                OutputValue::Text(Text { parts }) => {
                    used.extend(parts.iter().filter_map(|part| match part {
                        TextPart::Attribute { block, .. } => Some(*block),
                        _ => None,
                    }));
                }
                OutputValue::List(items) => values.extend(items),
                OutputValue::Map(entries) => {
                    values.extend(entries.iter().map(|(_, value)| value));
                }
                _ => {}
            }
        }
        used
    }

    /// The compute environments of a queue, in its order.
    pub fn environments_of<'a>(&'a self, queue: &'a Block) -> impl Iterator<Item = &'a Block> {
        queue
            .references("compute_environments")
            .map(|(id, _)| self.block(id))
    }
}
