//! The typed program: every `for`, `if`, template and expression resolved, every value of the
//! type its attribute has. What the rules and the back ends rely on.

use crate::syntax::source::{SourceMap, Span};
use crate::vocabulary::{Attribute, Form, Kind};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::sync::Arc;

/// Index into [`Program::blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub u32);

/// A string that may hold pieces only AWS knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    pub parts: Vec<TextPart>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TextPart {
    Literal(SmolStr),
    /// The account's twelve digits.
    Account,
    /// The region's name.
    Region,
    /// `aws`, `aws-cn`, `aws-us-gov`.
    Partition,
    /// `amazonaws.com`, `amazonaws.com.cn`.
    DnsSuffix,
    /// An attribute of a declaration that only AWS knows: `job_queue.main.arn`.
    Attribute {
        block: BlockId,
        attribute: SmolStr,
    },
}

impl Text {
    pub fn literal(text: impl Into<SmolStr>) -> Text {
        Text {
            parts: vec![TextPart::Literal(text.into())],
        }
    }

    /// The whole text, where nothing in it is known to AWS alone.
    pub fn as_str(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [TextPart::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// For messages: pieces only AWS knows are shown as `${…}`.
    pub fn display(&self) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                TextPart::Literal(text) => text.as_str(),
                TextPart::Account => "${account}",
                TextPart::Region => "${region}",
                TextPart::Partition => "${partition}",
                TextPart::DnsSuffix => "${dns_suffix}",
                TextPart::Attribute { .. } => "${…}",
            })
            .collect()
    }
}

/// Where a secret's value comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum SecretSource {
    /// `secret("name:json-key")`: AWS Secrets Manager.
    SecretsManager {
        name: SmolStr,
        json_key: Option<SmolStr>,
    },
    /// `ssm("/name")`: SSM Parameter Store.
    Parameter { name: SmolStr },
    /// `existing secret`.
    Existing { block: BlockId },
    /// An ARN as it stands.
    Arn(Text),
}

/// A key of a map with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub text: SmolStr,
    pub span: Span,
}

/// A value of the type its attribute has.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    pub kind: TypedKind,
    /// Where the value was written.
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TypedKind {
    /// Something is there but wrong; reported already, so every rule stays silent about it.
    Unknown,
    Bool(bool),
    Int(i64),
    Decimal(f64),
    Text(Text),
    /// Bytes.
    Size(u64),
    /// Seconds.
    Duration(u64),
    /// A word of the attribute's enum.
    Word(&'static str),
    Reference(BlockId),
    Secret(SecretSource),
    List(Vec<Typed>),
    Map(Vec<(Key, Typed)>),
    Object(Object),
}

impl Typed {
    pub fn is_unknown(&self) -> bool {
        matches!(self.kind, TypedKind::Unknown)
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            TypedKind::Bool(value) => Some(value),
            _ => None,
        }
    }

    pub fn as_int(&self) -> Option<i64> {
        match self.kind {
            TypedKind::Int(value) => Some(value),
            _ => None,
        }
    }

    /// A whole number or a decimal.
    pub fn as_number(&self) -> Option<f64> {
        match self.kind {
            TypedKind::Int(value) => Some(value as f64),
            TypedKind::Decimal(value) => Some(value),
            _ => None,
        }
    }

    pub fn as_text(&self) -> Option<&Text> {
        match &self.kind {
            TypedKind::Text(value) => Some(value),
            _ => None,
        }
    }

    /// The text where it is wholly known.
    pub fn as_str(&self) -> Option<&str> {
        self.as_text().and_then(Text::as_str)
    }

    pub fn as_word(&self) -> Option<&'static str> {
        match self.kind {
            TypedKind::Word(value) => Some(value),
            _ => None,
        }
    }

    /// In bytes.
    pub fn as_size(&self) -> Option<u64> {
        match self.kind {
            TypedKind::Size(value) => Some(value),
            _ => None,
        }
    }

    /// In seconds.
    pub fn as_duration(&self) -> Option<u64> {
        match self.kind {
            TypedKind::Duration(value) => Some(value),
            _ => None,
        }
    }

    pub fn as_reference(&self) -> Option<BlockId> {
        match self.kind {
            TypedKind::Reference(id) => Some(id),
            _ => None,
        }
    }

    pub fn as_list(&self) -> Option<&[Typed]> {
        match &self.kind {
            TypedKind::List(items) => Some(items),
            _ => None,
        }
    }

    pub fn as_map(&self) -> Option<&[(Key, Typed)]> {
        match &self.kind {
            TypedKind::Map(entries) => Some(entries),
            _ => None,
        }
    }

    pub fn as_object(&self) -> Option<&Object> {
        match &self.kind {
            TypedKind::Object(object) => Some(object),
            _ => None,
        }
    }
}

/// A set attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub attribute: &'static Attribute,
    pub name_span: Span,
    pub value: Typed,
    /// It came from the block's template.
    pub inherited: bool,
}

impl PartialEq for Attribute {
    fn eq(&self, other: &Attribute) -> bool {
        std::ptr::eq(self, other)
    }
}

/// The attributes of a block or of a value written `{ … }`, in the order written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    pub fields: Vec<Field>,
    /// From `{` to `}`.
    pub span: Span,
    /// A member could not be read: nothing may be said about what is missing.
    pub broken: bool,
}

impl Object {
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields
            .iter()
            .find(|field| field.attribute.name == name)
    }

    pub fn get(&self, name: &str) -> Option<&Typed> {
        self.field(name).map(|field| &field.value)
    }

    /// Something was written there, even something wrong.
    pub fn has(&self, name: &str) -> bool {
        self.field(name).is_some()
    }

    pub fn bool(&self, name: &str) -> Option<bool> {
        self.get(name)?.as_bool()
    }

    pub fn int(&self, name: &str) -> Option<i64> {
        self.get(name)?.as_int()
    }

    pub fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.as_number()
    }

    pub fn str(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    pub fn text(&self, name: &str) -> Option<&Text> {
        self.get(name)?.as_text()
    }

    pub fn word(&self, name: &str) -> Option<&'static str> {
        self.get(name)?.as_word()
    }

    /// In bytes.
    pub fn size(&self, name: &str) -> Option<u64> {
        self.get(name)?.as_size()
    }

    /// In seconds.
    pub fn duration(&self, name: &str) -> Option<u64> {
        self.get(name)?.as_duration()
    }

    pub fn reference(&self, name: &str) -> Option<BlockId> {
        self.get(name)?.as_reference()
    }

    /// The elements of a list; empty where it is not set.
    pub fn list(&self, name: &str) -> &[Typed] {
        self.get(name).and_then(Typed::as_list).unwrap_or(&[])
    }

    /// The entries of a map; empty where it is not set.
    pub fn map(&self, name: &str) -> &[(Key, Typed)] {
        self.get(name).and_then(Typed::as_map).unwrap_or(&[])
    }

    pub fn object(&self, name: &str) -> Option<&Object> {
        self.get(name)?.as_object()
    }

    /// The objects of a list of objects; empty where it is not set.
    pub fn objects(&self, name: &str) -> impl Iterator<Item = &Object> {
        self.list(name).iter().filter_map(Typed::as_object)
    }

    /// The declarations a list of references names, with the place of each reference.
    pub fn references(&self, name: &str) -> impl Iterator<Item = (BlockId, Span)> {
        self.list(name)
            .iter()
            .filter_map(|item| Some((item.as_reference()?, item.span)))
    }
}

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
