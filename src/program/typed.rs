//! Values of the types their attributes have, and the objects they lie in.

use super::BlockId;
use crate::syntax::source::Span;
use crate::vocabulary::Attribute;
use smol_str::SmolStr;

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
    /// Changes every span in it.
    pub fn each_span(&mut self, change: &mut impl FnMut(&mut Span)) {
        change(&mut self.span);
        match &mut self.kind {
            TypedKind::List(items) => items.iter_mut().for_each(|item| item.each_span(change)),
            TypedKind::Map(entries) => {
                for (key, value) in entries {
                    change(&mut key.span);
                    value.each_span(change);
                }
            }
            TypedKind::Object(object) => object.each_span(change),
            _ => {}
        }
    }

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
    /// Changes every span in it.
    pub fn each_span(&mut self, change: &mut impl FnMut(&mut Span)) {
        change(&mut self.span);
        for field in &mut self.fields {
            change(&mut field.name_span);
            field.value.each_span(change);
        }
    }

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
