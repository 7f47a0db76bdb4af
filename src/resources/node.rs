//! The values a resource's fields have.

use super::ResourceId;
use crate::syntax::source::Span;
use smol_str::SmolStr;

/// A string; pieces AWS alone knows stand in it as references.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text {
    pub parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Literal(SmolStr),
    /// The account's twelve digits.
    Account,
    Region,
    Partition,
    DnsSuffix,
    /// What AWS answers when the resource is made, under Terraform's name for it: `arn`,
    /// `latest_version`, `ids`.
    Attribute(ResourceId, SmolStr),
}

impl Text {
    pub fn literal(text: impl Into<SmolStr>) -> Text {
        Text {
            parts: vec![Part::Literal(text.into())],
        }
    }

    pub fn attribute(resource: ResourceId, attribute: &str) -> Text {
        Text {
            parts: vec![Part::Attribute(resource, SmolStr::new(attribute))],
        }
    }

    /// Text from parts, adjacent literals joined.
    pub fn from_parts(parts: impl IntoIterator<Item = Part>) -> Text {
        let mut text = Text::default();
        parts.into_iter().for_each(|part| text.push(part));
        text
    }

    pub fn push(&mut self, part: Part) {
        match (self.parts.last_mut(), part) {
            (_, Part::Literal(new)) if new.is_empty() => {}
            (Some(Part::Literal(old)), Part::Literal(new)) => {
                *old = SmolStr::from_iter([old.as_str(), new.as_str()]);
            }
            (_, part) => self.parts.push(part),
        }
    }

    /// This text with `tail` behind it.
    pub fn then(mut self, tail: &str) -> Text {
        self.push(Part::Literal(SmolStr::new(tail)));
        self
    }

    pub fn append(mut self, tail: &Text) -> Text {
        self.parts.reserve_exact(tail.parts.len());
        tail.parts.iter().cloned().for_each(|part| self.push(part));
        self
    }

    /// The whole text, where it is known.
    pub fn as_str(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [Part::Literal(text)] => Some(text),
            _ => None,
        }
    }
}

/// Where the user wrote what a field says.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The attribute's name in the language.
    pub attribute: &'static str,
    pub span: Span,
}

/// A field of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// As AWS's API spells it.
    pub aws: SmolStr,
    /// The argument or block of Terraform's provider; `None` where it has none.
    pub terraform: Option<SmolStr>,
    pub value: Node,
    /// `None`: decided here.
    pub origin: Option<Origin>,
}

/// The fields of an object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    pub fields: Vec<Field>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Bool(bool),
    Int(i64),
    Decimal(f64),
    Text(Text),
    /// A list AWS or Terraform knows as a whole: all subnets of a VPC.
    Whole(ResourceId, SmolStr),
    List(Vec<Node>),
    /// Keys of the API's.
    Object(Tree),
    /// Keys of the user's own.
    Map(Vec<(SmolStr, Node)>),
    /// The project's tags and these, which win.
    Tags(Vec<(SmolStr, Text)>),
    /// A JSON document as a string.
    Json(Box<Node>),
    /// A text that travels in base64.
    Base64(Text),
}

impl Node {
    pub fn text(text: impl Into<SmolStr>) -> Node {
        Node::Text(Text::literal(text))
    }

    /// Nothing to say: an empty list, object or map, which AWS would not send back.
    pub fn is_empty(&self) -> bool {
        match self {
            Node::List(items) => items.is_empty(),
            Node::Object(tree) => tree.fields.is_empty(),
            Node::Map(entries) => entries.is_empty(),
            _ => false,
        }
    }
}

impl Tree {
    /// For so many fields: most trees are small and stay.
    pub fn with_capacity(fields: usize) -> Tree {
        Tree {
            fields: Vec::with_capacity(fields),
        }
    }

    pub fn get(&self, aws: &str) -> Option<&Node> {
        self.fields
            .iter()
            .find(|field| field.aws == aws)
            .map(|field| &field.value)
    }

    pub fn has(&self, aws: &str) -> bool {
        self.get(aws).is_some()
    }

    pub fn get_mut(&mut self, aws: &str) -> Option<&mut Node> {
        self.fields
            .iter_mut()
            .find(|field| field.aws == aws)
            .map(|field| &mut field.value)
    }

    pub fn remove(&mut self, aws: &str) -> Option<Field> {
        let at = self.fields.iter().position(|field| field.aws == aws)?;
        Some(self.fields.remove(at))
    }

    /// Sets a field decided here; both paths may go through objects: `computeResources.type`,
    /// `compute_resources.type`. What is empty is left out.
    pub fn set(&mut self, aws: &'static str, terraform: &'static str, value: Node) {
        self.place(aws, Some(terraform), value, None);
    }

    /// As [`Tree::set`], for what the user wrote.
    pub fn place(
        &mut self,
        aws: &'static str,
        terraform: Option<&'static str>,
        value: Node,
        origin: Option<Origin>,
    ) {
        if value.is_empty() {
            return;
        }
        match aws.split_once('.') {
            None => self.put(Field {
                aws: SmolStr::new_static(aws),
                terraform: terraform.map(SmolStr::new_static),
                value,
                origin,
            }),
            Some((head, rest)) => {
                let (name, inner) = match terraform.and_then(|path| path.split_once('.')) {
                    Some((name, inner)) => (Some(name), Some(inner)),
                    None => (None, terraform),
                };
                self.object(head, name).place(rest, inner, value, origin);
            }
        }
    }

    /// Sets a field; what is there already under its name keeps its place.
    pub fn put(&mut self, new: Field) {
        match self.fields.iter_mut().find(|field| field.aws == new.aws) {
            Some(field) => match (&mut field.value, new.value) {
                // Two attributes fill one list: the entries of `resourceRequirements`.
                (Node::List(old), Node::List(new)) => old.extend(new),
                (Node::Object(old), Node::Object(new)) => old.merge(new),
                (old, new) => *old = new,
            },
            None => self.fields.push(new),
        }
    }

    /// The object under a name, made where it is not there.
    pub fn object(&mut self, aws: &'static str, terraform: Option<&'static str>) -> &mut Tree {
        let at = match self.fields.iter().position(|field| field.aws == aws) {
            Some(at) => at,
            None => {
                self.fields.push(Field {
                    aws: SmolStr::new_static(aws),
                    terraform: None,
                    value: Node::Object(Tree::default()),
                    origin: None,
                });
                self.fields.len() - 1
            }
        };
        let field = &mut self.fields[at];
        if field.terraform.is_none() {
            field.terraform = terraform.map(SmolStr::new_static);
        }
        if !matches!(field.value, Node::Object(_)) {
            field.value = Node::Object(Tree::default());
        }
        match &mut field.value {
            Node::Object(tree) => tree,
            _ => unreachable!("set to an object above"),
        }
    }

    /// Takes over the other's fields.
    pub fn merge(&mut self, other: Tree) {
        if self.fields.is_empty() {
            *self = other;
            return;
        }
        other.fields.into_iter().for_each(|field| self.put(field));
    }
}
