//! Fields and values of resources as Terraform's blocks and expressions.

use super::address::{Labels, type_of};
use super::check::{NOT_IN_TERRAFORM, field_not_there};
use super::hcl::{Block, Body, Expr, Item, Path, Piece};
use crate::diagnostic::Diagnostic;
use crate::resources::{Field, Node, Part, Resource, ResourceId, Resources, Text, Tree};
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

impl Shared {
    /// What either needs.
    pub fn or(self, other: Shared) -> Shared {
        Shared {
            account: self.account || other.account,
            region: self.region || other.region,
            partition: self.partition || other.partition,
            dns_suffix: self.dns_suffix || other.dns_suffix,
            registry: self.registry || other.registry,
            tags: self.tags || other.tags,
        }
    }
}

pub(super) struct Converter<'r> {
    pub resources: &'r Resources,
    pub labels: &'r Labels,
    pub shared: Shared,
    pub diagnostics: Vec<Diagnostic>,
    /// The registry of the program's account and region, as [`known`] has it.
    registry: String,
}

impl<'r> Converter<'r> {
    pub fn new(resources: &'r Resources, labels: &'r Labels) -> Converter<'r> {
        Converter {
            resources,
            labels,
            shared: Shared::default(),
            diagnostics: Vec::new(),
            registry: known(resources, &REGISTRY),
        }
    }

    /// The block of a resource or data source; `None` where the provider has none.
    pub fn resource(&mut self, resource: &'r Resource) -> Option<Block<'r>> {
        let kind = type_of(resource.kind)?;
        // Beside the fields: a name, tags, a lifecycle, what it depends on.
        let mut body = Body::with_capacity(resource.properties.fields.len() + 4);
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
            let address = |&id| Expr::Address(self.labels.address(id).into());
            let list = resource.depends_on.iter().map(address).collect();
            body.attribute("depends_on", Expr::List(list));
        }
        let block_kind = if resource.kind.is_lookup() {
            "data"
        } else {
            "resource"
        };
        let block = Block::new(block_kind, &[kind, self.labels.label(resource.id)], body);
        Some(block.with_comment(resource.docs.as_deref()))
    }

    fn name(&mut self, resource: &'r Resource, body: &mut Body<'r>) {
        let Some(name) = &resource.name else { return };
        if name.generated {
            let mut pieces = self.pieces(&name.text);
            pieces.push(Piece::Literal("-"));
            body.attribute("name_prefix", Expr::Template(pieces));
        } else {
            let name = self.text(&name.text);
            body.attribute("name", name);
        }
    }

    fn lifecycle(&mut self, resource: &'r Resource, body: &mut Body<'r>) {
        let mut inner = Body::default();
        if resource.name.as_ref().is_some_and(|name| name.generated) {
            inner.attribute("create_before_destroy", Expr::Bool(true));
        }
        let ignored: Vec<Expr> = resource
            .settled_by_aws
            .iter()
            .filter_map(|field| field.terraform.as_deref())
            .map(|path| Expr::Address(path.replace('.', "[0].").into()))
            .collect();
        if !ignored.is_empty() {
            inner.attribute("ignore_changes", Expr::List(ignored));
        }
        if !inner.is_empty() {
            body.block(Block::new("lifecycle", &[], inner));
        }
    }

    /// Fields as arguments of `body` and blocks, which come behind them.
    fn tree(&mut self, tree: &'r Tree, body: &mut Body<'r>, blocks: &mut Vec<Block<'r>>) {
        for field in &tree.fields {
            match (&field.terraform, &field.value) {
                (None, _) => self.unknown_field(field, body, blocks),
                (Some(name), _) if name.is_empty() => {}
                (Some(name), value) if JSON_ARGUMENTS.contains(&name.as_str()) => {
                    let json = self.json(value);
                    body.attribute(name, Expr::Call("jsonencode", vec![json]));
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
                    body.attribute(name, value);
                }
            }
        }
    }

    /// A field the provider has no name for: an error where the user wrote it; where it only
    /// holds others (`LaunchTemplateData`), those stand in its place.
    fn unknown_field(
        &mut self,
        field: &'r Field,
        body: &mut Body<'r>,
        blocks: &mut Vec<Block<'r>>,
    ) {
        if let Some(origin) = &field.origin {
            self.diagnostics.push(field_not_there(origin));
        } else if let Node::Object(inner) = &field.value {
            self.tree(inner, body, blocks);
        }
    }

    fn nested(&mut self, name: &'r str, tree: &'r Tree) -> Block<'r> {
        let mut body = Body::with_capacity(tree.fields.len());
        let mut blocks = Vec::new();
        self.tree(tree, &mut body, &mut blocks);
        blocks.into_iter().for_each(|block| body.block(block));
        Block::new(name, &[], body)
    }

    /// A value with AWS's own names, for a JSON document.
    fn json(&mut self, node: &'r Node) -> Expr<'r> {
        match node {
            Node::Object(tree) => {
                let mut entries = Vec::with_capacity(tree.fields.len());
                for field in &tree.fields {
                    if field.terraform.is_some() {
                        entries.push((field.aws.as_str(), self.json(&field.value)));
                    } else if let Some(origin) = &field.origin {
                        self.diagnostics.push(field_not_there(origin));
                    } else if let Node::Object(_) = &field.value {
                        // Made on the way to fields the provider passes on.
                        entries.push((field.aws.as_str(), self.json(&field.value)));
                    }
                }
                Expr::Object(entries)
            }
            Node::List(items) => Expr::List(items.iter().map(|item| self.json(item)).collect()),
            Node::Map(entries) => Expr::Object(
                entries
                    .iter()
                    .map(|(key, value)| (key.as_str(), self.json(value)))
                    .collect(),
            ),
            other => self.node(other),
        }
    }

    pub fn node(&mut self, node: &'r Node) -> Expr<'r> {
        match node {
            Node::Bool(value) => Expr::Bool(*value),
            Node::Int(value) => Expr::int(*value),
            Node::Decimal(value) => Expr::Number(format_smolstr!("{value}")),
            Node::Text(text) => self.text(text),
            Node::Whole(id, attribute) => Expr::Traversal(self.attribute(*id, attribute)),
            Node::Tags(own) => self.project_tags_and(own),
            Node::Json(inner) => Expr::Call("jsonencode", vec![self.json(inner)]),
            Node::Base64(text) => Expr::Call("base64encode", vec![self.text(text)]),
            Node::List(_) | Node::Object(_) | Node::Map(_) => self.json(node),
        }
    }

    fn tags(&mut self, tags: &'r [(SmolStr, Text)]) -> Expr<'r> {
        Expr::Object(
            tags.iter()
                .map(|(key, value)| (key.as_str(), self.text(value)))
                .collect(),
        )
    }

    fn project_tags_and(&mut self, own: &'r [(SmolStr, Text)]) -> Expr<'r> {
        let own = self.tags(own);
        if self.resources.tags.is_empty() {
            return own;
        }
        self.shared.tags = true;
        Expr::Call("merge", vec![Expr::path("local.tags"), own])
    }

    /// The project's tags, for the provider's `default_tags` and `local.tags`.
    pub fn project_tags(&mut self) -> Expr<'r> {
        let resources = self.resources;
        self.tags(&resources.tags)
    }

    pub fn text(&mut self, text: &'r Text) -> Expr<'r> {
        match text.parts.as_slice() {
            [] => Expr::String(""),
            [Part::Literal(literal)] => Expr::String(literal),
            [part] => self
                .reference(part)
                .map_or(Expr::String(""), Expr::Traversal),
            _ => Expr::Template(self.pieces(text)),
        }
    }

    fn pieces(&mut self, text: &'r Text) -> Vec<Piece<'r>> {
        let mut pieces = Vec::with_capacity(text.parts.len() + 1);
        let mut rest = text.parts.as_slice();
        while let Some((part, behind)) = rest.split_first() {
            if let Some(behind) = self.behind_registry(rest) {
                self.shared.registry = true;
                pieces.push(Piece::Interpolation(Path::whole("local.ecr_registry")));
                rest = behind;
                continue;
            }
            pieces.push(self.piece(part));
            rest = behind;
        }
        pieces
    }

    fn piece(&mut self, part: &'r Part) -> Piece<'r> {
        match (part, self.reference(part)) {
            (_, Some(reference)) => Piece::Interpolation(reference),
            (Part::Literal(literal), None) => Piece::Literal(literal),
            (_, None) => Piece::Literal(""),
        }
    }

    /// What stands for a part only AWS knows.
    fn reference(&mut self, part: &'r Part) -> Option<Path<'r>> {
        Some(match part {
            Part::Literal(_) => return None,
            Part::Account => {
                self.shared.account = true;
                Path::whole("local.account_id")
            }
            Part::Region => {
                self.shared.region = true;
                Path::whole("local.region")
            }
            Part::Partition => {
                self.shared.partition = true;
                Path::whole("local.partition")
            }
            Part::DnsSuffix => {
                self.shared.dns_suffix = true;
                Path::whole("local.dns_suffix")
            }
            Part::Attribute(id, attribute) => self.attribute(*id, attribute),
        })
    }

    /// `aws_batch_job_queue.main.arn`
    fn attribute(&self, id: ResourceId, attribute: &'r str) -> Path<'r> {
        Path {
            address: self.labels.address(id),
            attribute,
        }
    }

    /// What follows the registry of the program's account and region at the head of a text.
    fn behind_registry<'t>(&self, parts: &'t [Part]) -> Option<&'t [Part]> {
        let suffix = parts.iter().position(|part| *part == Part::DnsSuffix)?;
        let (head, behind) = parts.split_at(suffix + 1);
        (known(self.resources, head) == self.registry).then_some(behind)
    }

    /// The registry of the account and region, as `local.ecr_registry` has it.
    pub fn registry(&mut self) -> Expr<'r> {
        Expr::Template(REGISTRY.iter().map(|part| self.piece(part)).collect())
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

/// `ACCOUNT.dkr.ecr.REGION.SUFFIX`
static REGISTRY: [Part; 5] = [
    Part::Account,
    Part::Literal(SmolStr::new_static(".dkr.ecr.")),
    Part::Region,
    Part::Literal(SmolStr::new_static(".")),
    Part::DnsSuffix,
];

/// The parts as one text, with the account and region in them where the project says them.
fn known(resources: &Resources, parts: &[Part]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Literal(literal) => text.push_str(literal),
            Part::Account => text.push_str(resources.account.as_deref().unwrap_or("${account}")),
            Part::Region => text.push_str(resources.region.as_deref().unwrap_or("${region}")),
            Part::Partition => text.push_str("${partition}"),
            Part::DnsSuffix => text.push_str("${suffix}"),
            Part::Attribute(id, attribute) => {
                text.push_str(&format!("${{{}.{attribute}}}", id.0));
            }
        }
    }
    text
}

/// Objects in a list are blocks, one behind the other.
fn is_blocks(items: &[Node]) -> bool {
    matches!(items.first(), Some(Node::Object(_)))
}
