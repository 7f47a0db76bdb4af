//! Fields and values of resources as Terraform's blocks and expressions.

use super::address::{Labels, type_of};
use super::check::{NOT_IN_TERRAFORM, field_not_there};
use super::hcl::{Block, Body, Expr, Item, Piece};
use crate::diagnostic::Diagnostic;
use crate::resources::{Field, Node, Part, Resource, Resources, Text, Tree};
use smol_str::{SmolStr, format_smolstr};

/// What Terraform's provider takes as a JSON document where AWS has an object.
const JSON_ARGUMENTS: &[&str] = &["container_properties", "ecs_properties", "node_properties"];

/// What the configuration looks up or computes once for all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Shared {
    pub account: bool,
    pub region: bool,
    pub partition: bool,
    pub dns_suffix: bool,
    pub registry: bool,
    pub tags: bool,
}

pub(super) struct Converter<'r> {
    pub resources: &'r Resources,
    pub labels: Labels,
    pub shared: Shared,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'r> Converter<'r> {
    pub fn new(resources: &'r Resources) -> Converter<'r> {
        Converter {
            resources,
            labels: Labels::new(resources),
            shared: Shared::default(),
            diagnostics: Vec::new(),
        }
    }

    /// The block of a resource or data source; `None` where the provider has none.
    pub fn resource(&mut self, resource: &Resource) -> Option<Block> {
        let kind = type_of(resource.kind)?;
        let mut body = Body::default();
        self.name(resource, &mut body);
        let mut blocks = Vec::new();
        self.tree(&resource.properties, &mut body, &mut blocks);
        if let Some(keep) = resource.keep_revisions.filter(|&keep| keep != 1) {
            debug_assert!(keep > 1);
            body.attribute("deregister_on_new_revision", Expr::Bool(false));
        }
        // Values of several lines stand behind the short ones.
        body.items.sort_by_key(|item| match item {
            Item::Attribute(_, value) => value.is_long(),
            _ => false,
        });
        if !resource.tags.is_empty() {
            let tags = self.tags(&resource.tags);
            body.attribute("tags", tags);
        }
        blocks.into_iter().for_each(|block| body.block(block));
        self.lifecycle(resource, &mut body);
        if !resource.depends_on.is_empty() {
            let address = |&id| Expr::Address(self.labels.address(id).to_owned());
            let list = resource.depends_on.iter().map(address).collect();
            body.attribute("depends_on", Expr::List(list));
        }
        let block_kind = if resource.kind.is_lookup() {
            "data"
        } else {
            "resource"
        };
        let block = Block::new(block_kind, &[kind, self.labels.label(resource.id)], body);
        Some(block.with_comment(resource.docs.clone()))
    }

    fn name(&mut self, resource: &Resource, body: &mut Body) {
        let Some(name) = &resource.name else { return };
        if name.generated {
            let prefix = self.text(&name.text.clone().then("-"));
            body.attribute("name_prefix", prefix);
        } else {
            let name = self.text(&name.text);
            body.attribute("name", name);
        }
    }

    fn lifecycle(&mut self, resource: &Resource, body: &mut Body) {
        let mut inner = Body::default();
        if resource.name.as_ref().is_some_and(|name| name.generated) {
            inner.attribute("create_before_destroy", Expr::Bool(true));
        }
        let ignored: Vec<Expr> = resource
            .settled_by_aws
            .iter()
            .filter_map(|field| field.terraform.as_deref())
            .map(|path| Expr::Address(path.replace('.', "[0].")))
            .collect();
        if !ignored.is_empty() {
            inner.attribute("ignore_changes", Expr::List(ignored));
        }
        if !inner.is_empty() {
            body.block(Block::new("lifecycle", &[], inner));
        }
    }

    /// Fields as arguments of `body` and blocks, which come behind them.
    fn tree(&mut self, tree: &Tree, body: &mut Body, blocks: &mut Vec<Block>) {
        for field in &tree.fields {
            match (&field.terraform, &field.value) {
                (None, _) => self.unknown_field(field, body, blocks),
                (Some(name), _) if name.is_empty() => {}
                (Some(name), value) if JSON_ARGUMENTS.contains(&name.as_str()) => {
                    let json = self.json(value);
                    body.attribute(name.clone(), Expr::Call("jsonencode".into(), vec![json]));
                }
                (Some(name), Node::Object(inner)) => blocks.push(self.nested(name, inner)),
                (Some(name), Node::List(items)) if is_blocks(items) => {
                    for item in items {
                        if let Node::Object(inner) = item {
                            blocks.push(self.nested(name, inner));
                        }
                    }
                }
                (Some(name), value) => {
                    let value = self.node(value);
                    body.attribute(name.clone(), value);
                }
            }
        }
    }

    /// A field the provider has no name for: an error where the user wrote it; where it only
    /// holds others (`LaunchTemplateData`), those stand in its place.
    fn unknown_field(&mut self, field: &Field, body: &mut Body, blocks: &mut Vec<Block>) {
        if let Some(origin) = &field.origin {
            self.diagnostics.push(field_not_there(origin));
        } else if let Node::Object(inner) = &field.value {
            self.tree(inner, body, blocks);
        }
    }

    fn nested(&mut self, name: &SmolStr, tree: &Tree) -> Block {
        let mut body = Body::default();
        let mut blocks = Vec::new();
        self.tree(tree, &mut body, &mut blocks);
        blocks.into_iter().for_each(|block| body.block(block));
        Block::new(name.clone(), &[], body)
    }

    /// A value with AWS's own names, for a JSON document.
    fn json(&mut self, node: &Node) -> Expr {
        match node {
            Node::Object(tree) => {
                let mut entries = Vec::new();
                for field in &tree.fields {
                    if field.terraform.is_some() {
                        entries.push((field.aws.clone(), self.json(&field.value)));
                    } else if let Some(origin) = &field.origin {
                        self.diagnostics.push(field_not_there(origin));
                    } else if let Node::Object(_) = &field.value {
                        // Made on the way to fields the provider passes on.
                        entries.push((field.aws.clone(), self.json(&field.value)));
                    }
                }
                Expr::Object(entries)
            }
            Node::List(items) => Expr::List(items.iter().map(|item| self.json(item)).collect()),
            Node::Map(entries) => Expr::Object(
                entries
                    .iter()
                    .map(|(key, value)| (key.clone(), self.json(value)))
                    .collect(),
            ),
            other => self.node(other),
        }
    }

    pub fn node(&mut self, node: &Node) -> Expr {
        match node {
            Node::Bool(value) => Expr::Bool(*value),
            Node::Int(value) => Expr::int(*value),
            Node::Decimal(value) => Expr::Number(format_smolstr!("{value}")),
            Node::Text(text) => self.text(text),
            Node::Whole(id, attribute) => Expr::Traversal(self.labels.path(*id, attribute)),
            Node::Tags(own) => self.project_tags_and(own),
            Node::Json(inner) => Expr::Call("jsonencode".into(), vec![self.json(inner)]),
            Node::Base64(text) => Expr::Call("base64encode".into(), vec![self.text(text)]),
            Node::List(_) | Node::Object(_) | Node::Map(_) => self.json(node),
        }
    }

    fn tags(&mut self, tags: &[(SmolStr, Text)]) -> Expr {
        Expr::Object(
            tags.iter()
                .map(|(key, value)| (key.clone(), self.text(value)))
                .collect(),
        )
    }

    fn project_tags_and(&mut self, own: &[(SmolStr, Text)]) -> Expr {
        let own = self.tags(own);
        if self.resources.tags.is_empty() {
            return own;
        }
        self.shared.tags = true;
        Expr::Call(
            "merge".into(),
            vec![Expr::Traversal("local.tags".into()), own],
        )
    }

    /// The project's tags, for the provider's `default_tags` and `local.tags`.
    pub fn project_tags(&mut self) -> Expr {
        let resources = self.resources;
        self.tags(&resources.tags)
    }

    pub fn text(&mut self, text: &Text) -> Expr {
        if let [part] = text.parts.as_slice()
            && let Some(reference) = self.reference(part)
        {
            return Expr::Traversal(reference);
        }
        let mut pieces = Vec::new();
        let mut rest = text.parts.as_slice();
        while let Some((part, behind)) = rest.split_first() {
            if let Some(behind) = self.behind_registry(rest) {
                self.shared.registry = true;
                pieces.push(Piece::Interpolation("local.ecr_registry".into()));
                rest = behind;
                continue;
            }
            pieces.push(match (self.reference(part), part) {
                (Some(reference), _) => Piece::Interpolation(reference),
                (None, Part::Literal(literal)) => Piece::Literal(literal.clone()),
                (None, _) => Piece::Literal(SmolStr::default()),
            });
            rest = behind;
        }
        Expr::Template(pieces)
    }

    /// What stands for a part only AWS knows.
    fn reference(&mut self, part: &Part) -> Option<String> {
        Some(match part {
            Part::Literal(_) => return None,
            Part::Account => {
                self.shared.account = true;
                "local.account_id".to_owned()
            }
            Part::Region => {
                self.shared.region = true;
                "local.region".to_owned()
            }
            Part::Partition => {
                self.shared.partition = true;
                "local.partition".to_owned()
            }
            Part::DnsSuffix => {
                self.shared.dns_suffix = true;
                "local.dns_suffix".to_owned()
            }
            Part::Attribute(id, attribute) => self.labels.path(*id, attribute),
        })
    }

    /// What follows the registry of the program's account and region at the head of a text.
    fn behind_registry<'t>(&self, parts: &'t [Part]) -> Option<&'t [Part]> {
        let suffix = parts.iter().position(|part| *part == Part::DnsSuffix)?;
        let (head, behind) = parts.split_at(suffix + 1);
        (self.known(head) == self.known(&REGISTRY.map(part))).then_some(behind)
    }

    /// The parts with the account and region in them where the project says them.
    fn known(&self, parts: &[Part]) -> String {
        let known = |setting: &Option<SmolStr>, mark: &str| match setting {
            Some(setting) => setting.to_string(),
            None => mark.to_owned(),
        };
        let shown = parts.iter().map(|part| match part {
            Part::Literal(text) => text.to_string(),
            Part::Account => known(&self.resources.account, "${account}"),
            Part::Region => known(&self.resources.region, "${region}"),
            Part::Partition => "${partition}".to_owned(),
            Part::DnsSuffix => "${suffix}".to_owned(),
            Part::Attribute(id, attribute) => format!("${{{}.{attribute}}}", id.0),
        });
        shown.collect()
    }

    /// The registry of the account and region, as `local.ecr_registry` has it.
    pub fn registry(&mut self) -> Expr {
        let parts = REGISTRY.map(part);
        let pieces = parts.iter().map(|part| match (self.reference(part), part) {
            (Some(reference), _) => Piece::Interpolation(reference),
            (None, Part::Literal(text)) => Piece::Literal(text.clone()),
            (None, _) => Piece::Literal(SmolStr::default()),
        });
        Expr::Template(pieces.collect())
    }

    /// Resources the provider has no type for.
    pub fn missing_kind(&mut self, resource: &Resource, program: &crate::program::Program) {
        let Some(block) = resource.block.map(|id| program.block(id)) else {
            return;
        };
        let diagnostic = Diagnostic::new(
            &NOT_IN_TERRAFORM,
            block.head_span,
            format!(
                "Terraform's AWS provider has no resource for {}",
                block.kind.noun()
            ),
        );
        self.diagnostics.push(super::check::explained(diagnostic));
    }
}

/// A part of the registry's address.
#[derive(Clone, Copy)]
enum RegistryPart {
    Account,
    Region,
    Suffix,
    Text(&'static str),
}

/// `ACCOUNT.dkr.ecr.REGION.SUFFIX`
const REGISTRY: [RegistryPart; 5] = [
    RegistryPart::Account,
    RegistryPart::Text(".dkr.ecr."),
    RegistryPart::Region,
    RegistryPart::Text("."),
    RegistryPart::Suffix,
];

fn part(part: RegistryPart) -> Part {
    match part {
        RegistryPart::Account => Part::Account,
        RegistryPart::Region => Part::Region,
        RegistryPart::Suffix => Part::DnsSuffix,
        RegistryPart::Text(text) => Part::Literal(text.into()),
    }
}

/// Objects in a list are blocks, one behind the other.
fn is_blocks(items: &[Node]) -> bool {
    matches!(items.first(), Some(Node::Object(_)))
}
