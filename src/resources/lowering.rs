//! The lowering's state: the resources made so far, and what each declaration is known by.

use super::arn::arn;
use super::name::{Name, digest};
use super::network::Network;
use super::node::{Node, Part, Text, Tree};
use super::{
    Resource, ResourceId, ResourceKind, Resources, definition, environment, network, outputs,
    queue, role,
};
use crate::program::{self, Block, BlockId, Program, SecretSource, TextPart};
use crate::vocabulary::Kind;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// The resources a checked program asks for. Where it is not checked, what is broken is left out.
pub fn lower(program: &Program) -> Resources {
    let mut lowering = Lowering::new(program);
    lowering.reserve();
    network::lower_all(&mut lowering);
    role::lower_all(&mut lowering);
    for block in program.blocks.iter().filter(|block| !block.existing) {
        match block.kind {
            Kind::ComputeEnvironment => environment::lower(&mut lowering, block),
            Kind::SchedulingPolicy => queue::lower_policy(&mut lowering, block),
            Kind::JobQueue => queue::lower_queue(&mut lowering, block),
            Kind::JobDefinition => definition::lower(&mut lowering, block),
            Kind::ConsumableResource | Kind::ServiceEnvironment | Kind::QuotaShare => {
                queue::lower_plain(&mut lowering, block);
            }
            _ => {}
        }
    }
    outputs::lower_all(&mut lowering);
    lowering.result
}

pub(super) struct Lowering<'p> {
    pub program: &'p Program,
    pub result: Resources,
    /// The resource a declaration itself becomes.
    main: FxHashMap<BlockId, ResourceId>,
    labels: FxHashMap<(ResourceKind, SmolStr), ResourceId>,
    /// By declaration; `None` is the default VPC where no network is declared for it.
    pub networks: FxHashMap<Option<BlockId>, Network>,
    /// What a role needs before something may use it: its policies.
    pub role_policies: FxHashMap<ResourceId, Vec<ResourceId>>,
    /// Instance profiles, by the declared role in them.
    pub profiles: FxHashMap<BlockId, ResourceId>,
    /// Roles and profiles made where none is named.
    pub made_profiles: FxHashMap<role::ProfileOf, (ResourceId, ResourceId)>,
    /// Execution roles made here, by what they allow.
    pub execution_roles: FxHashMap<super::execution::Needs, ResourceId>,
    /// Attributes each role is named in: `job_role`, `instance_role`, …
    pub role_uses: FxHashMap<BlockId, Vec<&'static str>>,
}

impl<'p> Lowering<'p> {
    fn new(program: &'p Program) -> Lowering<'p> {
        let mut result = Resources::default();
        if let Some(project) = program.project() {
            result.project = project.label.clone();
            result.region = project.str("region").map(SmolStr::new);
            result.account = project.str("account").map(SmolStr::new);
        }
        let mut lowering = Lowering {
            program,
            result,
            main: FxHashMap::default(),
            labels: FxHashMap::default(),
            networks: FxHashMap::default(),
            role_policies: FxHashMap::default(),
            profiles: FxHashMap::default(),
            made_profiles: FxHashMap::default(),
            execution_roles: FxHashMap::default(),
            role_uses: role::uses(program),
        };
        if let Some(project) = program.project() {
            lowering.result.tags = lowering.tags(project, "tags");
        }
        lowering
    }

    /// Gives every declaration its place, so that they may refer to each other in any order.
    fn reserve(&mut self) {
        for block in self.program.blocks.iter().filter(|block| !block.existing) {
            let Some(kind) = main_kind(block.kind) else {
                continue;
            };
            let id = self.new_resource(kind, &block.label);
            let docs = super::comment::above(self, block);
            let resource = self.edit(id);
            resource.block = Some(block.id);
            resource.main = true;
            resource.docs = docs;
            self.main.insert(block.id, id);
        }
    }

    fn new_resource(&mut self, kind: ResourceKind, label: &str) -> ResourceId {
        let id = ResourceId(self.result.slots.len() as u32);
        let mut unique = SmolStr::new(label);
        let mut turn = 2;
        while self.labels.contains_key(&(kind, unique.clone())) {
            unique = SmolStr::from(format!("{label}-{turn}"));
            turn += 1;
        }
        self.labels.insert((kind, unique.clone()), id);
        self.result.slots.push(Resource {
            id,
            kind,
            label: unique,
            block: None,
            main: false,
            docs: None,
            name: None,
            properties: Tree::default(),
            tags: Vec::new(),
            depends_on: Vec::new(),
            settled_by_aws: Vec::new(),
            keep_revisions: None,
        });
        id
    }

    /// Adds a companion of a declaration, or something shared.
    pub fn add(&mut self, kind: ResourceKind, label: &str, properties: Tree) -> ResourceId {
        let id = self.new_resource(kind, label);
        self.edit(id).properties = properties;
        self.result.order.push(id);
        id
    }

    /// Adds what a declaration itself becomes. Its tags are read from `tags`.
    pub fn add_main(&mut self, block: &Block, name: Name, properties: Tree) -> Option<ResourceId> {
        let id = *self.main.get(&block.id)?;
        let tags = self.tags(block, "tags");
        let resource = self.edit(id);
        resource.name = Some(name);
        resource.properties = properties;
        resource.tags = tags;
        self.result.order.push(id);
        Some(id)
    }

    pub fn edit(&mut self, id: ResourceId) -> &mut Resource {
        &mut self.result.slots[id.0 as usize]
    }

    pub fn main_of(&self, block: BlockId) -> Option<ResourceId> {
        self.main.get(&block).copied()
    }

    /// A lookup is made once, whoever needs it.
    pub fn lookup(&mut self, kind: ResourceKind, label: &str, properties: Tree) -> ResourceId {
        match self.labels.get(&(kind, SmolStr::new(label))) {
            Some(&id) => id,
            None => self.add(kind, label, properties),
        }
    }

    /// The tags written in a map attribute.
    pub fn tags(&self, object: &program::Object, attribute: &str) -> Vec<(SmolStr, Text)> {
        let value = |value: &program::Typed| value.as_text().map(|text| self.text(text));
        object
            .map(attribute)
            .iter()
            .filter_map(|(key, tag)| Some((key.text.clone(), value(tag)?)))
            .collect()
    }

    /// The name a declaration gets in AWS: the project's prefix and `name`, else the label.
    /// An `existing` one is called as it says, without a prefix.
    pub fn name_of(&self, block: &Block) -> Text {
        let own = match block.text("name") {
            Some(name) => self.text(name),
            None => Text::literal(block.label.clone()),
        };
        if block.existing {
            own
        } else {
            self.prefix().append(&own)
        }
    }

    fn prefix(&self) -> Text {
        let prefix = self
            .program
            .project()
            .and_then(|project| project.text("name_prefix"));
        prefix.map(|prefix| self.text(prefix)).unwrap_or_default()
    }

    /// The name of something made for the program as a whole: prefix, project, what it is for.
    pub fn shared_name(&self, purpose: &str) -> Text {
        let project = match self.result.project.as_str() {
            "" => "batch".to_owned(),
            project => project.to_owned(),
        };
        self.prefix().then(&project).then("-").then(purpose)
    }

    /// As [`Lowering::shared_name`] with the region in it: IAM's names are the account's, so two
    /// regions would meet in one.
    pub fn shared_iam_name(&self, purpose: &str) -> Text {
        let region = match &self.result.region {
            Some(region) => Part::Literal(region.clone()),
            None => Part::Region,
        };
        let mut text = self.shared_name("");
        text.push(region);
        text.then("-").then(purpose)
    }

    pub fn text(&self, text: &program::Text) -> Text {
        let mut out = Text {
            parts: Vec::with_capacity(text.parts.len()),
        };
        for part in &text.parts {
            match part {
                TextPart::Literal(literal) => out.push(Part::Literal(literal.clone())),
                TextPart::Account => out.push(Part::Account),
                TextPart::Region => out.push(Part::Region),
                TextPart::Partition => out.push(Part::Partition),
                TextPart::DnsSuffix => out.push(Part::DnsSuffix),
                TextPart::Attribute { block, attribute } => {
                    if let Some(Node::Text(text)) = self.attribute(*block, attribute) {
                        out = out.append(&text);
                    }
                }
            }
        }
        out
    }

    /// As [`Lowering::text`], but a text that is one attribute may be a list.
    pub fn value(&self, text: &program::Text) -> Node {
        match text.parts.as_slice() {
            [TextPart::Attribute { block, attribute }] => self
                .attribute(*block, attribute)
                .unwrap_or(Node::Text(Text::default())),
            _ => Node::Text(self.text(text)),
        }
    }

    /// What stands for a declaration where AWS wants it named: its ARN, or the id of what has none.
    pub fn reference(&self, id: BlockId) -> Text {
        let attribute = match self.program.block(id).kind {
            Kind::Vpc | Kind::SecurityGroup => "id",
            Kind::ConsumableResource => "name",
            _ => "arn",
        };
        match self.attribute(id, attribute) {
            Some(Node::Text(text)) => text,
            _ => Text::default(),
        }
    }

    /// `KIND.LABEL.ATTRIBUTE`
    pub fn attribute(&self, id: BlockId, attribute: &str) -> Option<Node> {
        let block = self.program.block(id);
        if block.kind == Kind::Network {
            return self.networks.get(&Some(id))?.attribute(attribute);
        }
        if block.existing {
            return self.existing(block, attribute).map(Node::Text);
        }
        let resource = *self.main.get(&id)?;
        Some(Node::Text(Text::attribute(resource, attribute)))
    }

    /// An attribute of an `existing` declaration, from its name or its ARN.
    fn existing(&self, block: &Block, attribute: &str) -> Option<Text> {
        match attribute {
            "arn" | "arn_prefix" => Some(match block.text("arn") {
                Some(arn) => self.text(arn),
                None => self.arn_by_name(block)?,
            }),
            "name" => Some(match block.text("arn").and_then(program::Text::as_str) {
                Some(arn) if !block.has("name") => {
                    Text::literal(arn.rsplit('/').next().unwrap_or(arn))
                }
                _ => self.name_of(block),
            }),
            "id" => Some(self.text(block.text("id")?)),
            "url" => Some(self.registry(block).then("/").append(&self.name_of(block))),
            _ => block.text(attribute).map(|text| self.text(text)),
        }
    }

    /// The host of the registry an `existing ecr_repository` lies in.
    fn registry(&self, block: &Block) -> Text {
        let part = |attribute: &str, own: Part| match block.text(attribute) {
            Some(text) => self.text(text),
            None => Text::from_parts([own]),
        };
        part("account", Part::Account)
            .then(".dkr.ecr.")
            .append(&part("region", Part::Region))
            .append(&Text::from_parts([
                Part::Literal(".".into()),
                Part::DnsSuffix,
            ]))
    }

    /// The ARN that follows from the name of an `existing` declaration.
    fn arn_by_name(&self, block: &Block) -> Option<Text> {
        let name = self.name_of(block);
        let path = |head: &str| Text::literal(head).append(&name);
        Some(match block.kind {
            Kind::ComputeEnvironment => arn("batch", path("compute-environment/")),
            Kind::JobQueue => arn("batch", path("job-queue/")),
            Kind::JobDefinition => arn("batch", path("job-definition/")),
            Kind::SchedulingPolicy => arn("batch", path("scheduling-policy/")),
            Kind::ConsumableResource => arn("batch", path("consumable-resource/")),
            Kind::ServiceEnvironment => arn("batch", path("service-environment/")),
            Kind::Role => arn("iam", path("role/")),
            Kind::InstanceProfile => arn("iam", path("instance-profile/")),
            Kind::Secret => arn("secretsmanager", path("secret:")),
            Kind::EcrRepository => arn("ecr", path("repository/")),
            _ => return None,
        })
    }

    /// `valueFrom` of a secret: an ARN, for Secrets Manager with the JSON key behind it.
    pub fn secret(&self, source: &SecretSource) -> Text {
        let with_key = |arn: Text, key: Option<&str>| match key {
            Some(key) => arn.then(":").then(key).then("::"),
            None => arn,
        };
        match source {
            SecretSource::SecretsManager { name, json_key } => {
                let secret = arn("secretsmanager", Text::literal(format!("secret:{name}")));
                with_key(secret, json_key.as_deref())
            }
            SecretSource::Parameter { name } => parameter_arn(name),
            SecretSource::Existing { block } => with_key(
                self.reference(*block),
                self.program.block(*block).str("json_key"),
            ),
            SecretSource::Arn(text) => self.text(text),
        }
    }
}

/// The ARN of an SSM parameter, whose name may begin with `/`.
pub(super) fn parameter_arn(name: &str) -> Text {
    arn(
        "ssm",
        Text::literal(format!("parameter/{}", name.trim_start_matches('/'))),
    )
}

/// What a declaration of a kind itself becomes. A network becomes several things.
fn main_kind(kind: Kind) -> Option<ResourceKind> {
    Some(match kind {
        Kind::Role => ResourceKind::Role,
        Kind::ComputeEnvironment => ResourceKind::ComputeEnvironment,
        Kind::SchedulingPolicy => ResourceKind::SchedulingPolicy,
        Kind::JobQueue => ResourceKind::JobQueue,
        Kind::JobDefinition => ResourceKind::JobDefinition,
        Kind::ConsumableResource => ResourceKind::ConsumableResource,
        Kind::ServiceEnvironment => ResourceKind::ServiceEnvironment,
        Kind::QuotaShare => ResourceKind::QuotaShare,
        _ => return None,
    })
}

/// A separator that stands nowhere in the text.
pub(super) fn boundary(text: &str) -> String {
    let mut boundary = "==BOUNDARY==".to_owned();
    while text.contains(&boundary) {
        boundary = format!(
            "==BOUNDARY{:08x}==",
            digest(&format!("{boundary}{text}")) as u32
        );
    }
    boundary
}
