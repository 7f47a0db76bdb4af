//! The walk over a block's attributes that the vocabulary steers: each value goes where its
//! attribute says AWS and Terraform have it, in the encoding it says.

use super::lowering::Lowering;
use super::node::{Field as NodeField, Node, Origin, Text, Tree};
use crate::program::{Field, Key, Object, Typed, TypedKind};
use crate::vocabulary::Encode;
use smol_str::SmolStr;

/// Where the attributes of an object went.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    /// Fields of the request, or of the object itself.
    pub root: Tree,
    /// Fields of a container's properties (`@container`).
    pub container: Tree,
    /// Fields the containers of a task share (`@task`).
    pub task: Tree,
}

/// Places all attributes but those in `skip`, those with code of their own, and those that are
/// no field of AWS's.
pub(super) fn walk(cx: &Lowering, object: &Object, skip: &[&str]) -> Placed {
    let mut placed = Placed::default();
    for field in &object.fields {
        let attribute = field.attribute;
        let custom = attribute.encode == Encode::Custom || attribute.aws.is_empty();
        if !custom && !skip.contains(&attribute.name) {
            place(cx, field, &mut placed);
        }
    }
    placed
}

/// Places one attribute where its entry in the vocabulary says.
pub(super) fn place(cx: &Lowering, field: &Field, placed: &mut Placed) {
    let attribute = field.attribute;
    let Some(value) = encode(cx, attribute.encode, &field.value) else {
        return;
    };
    let origin = Some(Origin {
        attribute: attribute.name,
        span: field.name_span,
    });
    let (tree, aws) = match attribute.aws.strip_prefix('@') {
        None => (&mut placed.root, attribute.aws),
        Some(path) => match path.split_once('.') {
            Some(("container", rest)) => (&mut placed.container, rest),
            Some((_, rest)) => (&mut placed.task, rest),
            None => return,
        },
    };
    // Inside a JSON document Terraform has AWS's own names.
    let in_json = attribute.aws.starts_with('@') && attribute.terraform.is_some();
    let terraform = if in_json {
        Some(aws)
    } else {
        attribute.terraform
    };
    tree.place(aws, terraform, value, origin);
}

/// A value as AWS's request has it; `None` where it is broken.
pub(super) fn encode(cx: &Lowering, how: Encode, value: &Typed) -> Option<Node> {
    match how {
        Encode::Pairs(key, content) => return pairs(cx, value, key, content),
        Encode::Requirement(kind) => {
            let mut entry = Tree::with_capacity(2);
            entry.set("type", "type", Node::text(kind));
            entry.set("value", "value", in_text(cx, value)?);
            return Some(Node::List(vec![Node::Object(entry)]));
        }
        Encode::Single => return Some(Node::List(vec![encode(cx, Encode::Plain, value)?])),
        Encode::Named(field) => return entries(cx, value, field, false),
        Encode::Ordered(field) => return entries(cx, value, field, true),
        Encode::Quantity => {
            let mebibytes = value.as_size()?.div_ceil(1 << 20);
            return Some(Node::text(format!("{mebibytes}Mi")));
        }
        Encode::Text => return in_text(cx, value),
        _ => {}
    }
    Some(match &value.kind {
        TypedKind::Unknown => return None,
        TypedKind::Bool(value) => Node::Bool(*value),
        TypedKind::Int(value) => Node::Int(*value),
        TypedKind::Decimal(value) => Node::Decimal(*value),
        TypedKind::Text(text) => cx.value(text),
        TypedKind::Size(bytes) => Node::Int(size(how, *bytes)),
        TypedKind::Duration(seconds) => Node::Int(duration(how, *seconds)),
        TypedKind::Word(word) => Node::text(*word),
        TypedKind::Reference(block) => Node::Text(cx.reference(*block)),
        TypedKind::Secret(source) => Node::Text(cx.secret(source)),
        TypedKind::List(items) => Node::List(
            items
                .iter()
                .filter_map(|item| encode(cx, how, item))
                .collect(),
        ),
        TypedKind::Map(entries) => Node::Map(map(cx, how, entries)),
        TypedKind::Object(object) => Node::Object(walk(cx, object, &[]).root),
    })
}

fn map(cx: &Lowering, how: Encode, entries: &[(Key, Typed)]) -> Vec<(SmolStr, Node)> {
    let entry = |(key, value): &(Key, Typed)| Some((key.text.clone(), encode(cx, how, value)?));
    entries.iter().filter_map(entry).collect()
}

/// A list whose elements the API has as objects: under `field`, behind their place if `ordered`.
fn entries(cx: &Lowering, value: &Typed, field: &'static str, ordered: bool) -> Option<Node> {
    let items = value.as_list()?;
    let named = of_name(field);
    let mut entries = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let Some(item) = encode(cx, Encode::Plain, item) else {
            continue;
        };
        let mut tree = Tree::with_capacity(1 + usize::from(ordered));
        if ordered {
            tree.set("order", "order", Node::Int(at as i64 + 1));
        }
        tree.fields.extend(named(item));
        entries.push(Node::Object(tree));
    }
    Some(Node::List(entries))
}

/// Makes fields of one name, which is put into Terraform's spelling once; what is empty makes none.
fn of_name(aws: &'static str) -> impl Fn(Node) -> Option<NodeField> {
    let terraform = SmolStr::from(snake_case(aws));
    move |value| {
        (!value.is_empty()).then(|| NodeField {
            aws: SmolStr::new_static(aws),
            terraform: Some(terraform.clone()),
            value,
            origin: None,
        })
    }
}

/// A map as a list of pairs, by name: the order AWS answers in is not the one it was sent.
fn pairs(cx: &Lowering, value: &Typed, key: &'static str, content: &'static str) -> Option<Node> {
    let mut entries = map(cx, Encode::Text, value.as_map()?);
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    let (key, content) = (of_name(key), of_name(content));
    let pair = |(name, value): (SmolStr, Node)| {
        let mut fields = Vec::with_capacity(2);
        fields.extend(key(Node::text(name)));
        fields.extend(content(value));
        Node::Object(Tree { fields })
    };
    Some(Node::List(entries.into_iter().map(pair).collect()))
}

/// A value AWS wants as a string.
fn in_text(cx: &Lowering, value: &Typed) -> Option<Node> {
    Some(match &value.kind {
        TypedKind::Int(number) => Node::text(number.to_string()),
        TypedKind::Decimal(number) => Node::text(number.to_string()),
        TypedKind::Bool(value) => Node::text(value.to_string()),
        // What wants a size as a string wants it in MiB: `resourceRequirements`.
        TypedKind::Size(bytes) => Node::text((bytes >> 20).to_string()),
        TypedKind::Duration(seconds) => Node::text(seconds.to_string()),
        _ => encode(cx, Encode::Plain, value)?,
    })
}

fn size(how: Encode, bytes: u64) -> i64 {
    let units = match how {
        Encode::Gib => bytes.div_ceil(1 << 30),
        Encode::Mib => bytes.div_ceil(1 << 20),
        _ => bytes,
    };
    i64::try_from(units).unwrap_or(i64::MAX)
}

fn duration(how: Encode, seconds: u64) -> i64 {
    let units = if how == Encode::Minutes {
        seconds.div_ceil(60)
    } else {
        seconds
    };
    i64::try_from(units).unwrap_or(i64::MAX)
}

/// `valueFrom` → `value_from`
pub(super) fn snake_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// A text attribute in AWS's shape, where it is set and sound.
pub(super) fn text(cx: &Lowering, object: &Object, name: &str) -> Option<Text> {
    object.text(name).map(|text| cx.text(text))
}
