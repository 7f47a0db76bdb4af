//! Compute environments.

use super::lowering::Lowering;
use super::name::{ENVIRONMENT_PREFIX, Name, shorten};
use super::network::network_of;
use super::node::{Field, Node, Origin, Text, Tree};
use super::walk::{encode, walk};
use super::{ResourceId, image, launch_template, role};
use crate::program::{Block, Object, Typed};
use crate::vocabulary::{Encode, Form};

/// Attributes with code of their own below.
const CUSTOM: &[&str] = &[
    "name",
    "type",
    "state",
    "tags",
    "network",
    "ami_id",
    "ec2_configuration",
    "instance_role",
    "instance_tags",
    "launch_template",
    "disk",
    "user_data",
    "metadata_options",
    "managed_instances_provider",
];

pub(super) fn lower(cx: &mut Lowering, block: &Block) {
    let Some(form) = block.form() else { return };
    let mut making = Making {
        cx,
        block,
        form,
        tree: Tree::default(),
        waits: Vec::new(),
    };
    making.head();
    match form {
        Form::Ec2 | Form::Spot | Form::Fargate | Form::FargateSpot => making.compute(),
        Form::ManagedInstances => making.managed_instances(),
        _ => {}
    }
    let placed = walk(making.cx, block, CUSTOM);
    making.tree.merge(placed.root);
    let on_instances = matches!(form, Form::Ec2 | Form::Spot);
    if on_instances {
        making.instance_defaults();
    }
    if form != Form::Unmanaged && form != Form::ManagedInstances {
        making.network();
    }
    if on_instances {
        making.instance_tags();
    }
    making.finish();
}

struct Making<'a, 'p> {
    cx: &'a mut Lowering<'p>,
    block: &'a Block,
    form: Form,
    tree: Tree,
    /// What must be there before.
    waits: Vec<ResourceId>,
}

impl Making<'_, '_> {
    /// Sets a field of the compute resources.
    fn set(&mut self, aws: &'static str, terraform: &'static str, value: Node) {
        if !value.is_empty() {
            let resources = Some("compute_resources");
            let tree = self.tree.object("computeResources", resources);
            tree.set(aws, terraform, value);
        }
    }

    fn has(&self, aws: &str) -> bool {
        match self.tree.get("computeResources") {
            Some(Node::Object(tree)) => tree.has(aws),
            _ => false,
        }
    }

    fn head(&mut self) {
        let managed = if self.form == Form::Unmanaged {
            "UNMANAGED"
        } else {
            "MANAGED"
        };
        self.tree.set("type", "type", Node::text(managed));
        let state = self.block.word("state").unwrap_or("ENABLED");
        self.tree.set("state", "state", Node::text(state));
    }

    /// `type` of the compute resources.
    fn compute(&mut self) {
        let Some(word) = self.block.word("type") else {
            return;
        };
        self.set("type", "type", Node::text(word));
    }

    /// What only EC2 instances have, where it was not written.
    fn instance_defaults(&mut self) {
        let eks = self.block.has("eks_configuration");
        if !self.has("minvCpus") {
            self.set("minvCpus", "min_vcpus", Node::Int(0));
        }
        if !self.has("allocationStrategy") {
            let strategy = match self.form {
                Form::Spot => "SPOT_PRICE_CAPACITY_OPTIMIZED",
                _ => "BEST_FIT_PROGRESSIVE",
            };
            self.set(
                "allocationStrategy",
                "allocation_strategy",
                Node::text(strategy),
            );
        }
        let (profile, policies) =
            role::instance_profile(self.cx, self.block.reference("instance_role"), eks);
        self.waits.extend(policies);
        self.set("instanceRole", "instance_role", Node::Text(profile));
        self.spot_fleet_role();
        let images = self.images(eks);
        self.set("ec2Configuration", "ec2_configuration", Node::List(images));
        self.launch_template();
    }

    /// Batch starts Spot instances through a fleet, which takes a role of its own, only under
    /// `BEST_FIT`.
    fn spot_fleet_role(&mut self) {
        let best_fit = self.block.word("allocation_strategy") == Some("BEST_FIT");
        if self.form != Form::Spot || !best_fit || self.has("spotIamFleetRole") {
            return;
        }
        let existing = self.cx.result.find(super::ResourceKind::Role, "spot-fleet");
        let role = match existing.filter(|role| !role.main).map(|role| role.id) {
            Some(role) => role,
            None => role::make(
                self.cx,
                "spot-fleet",
                "spot-fleet",
                "spotfleet.amazonaws.com",
                &["AmazonEC2SpotFleetTaggingRole"],
            ),
        };
        self.waits.extend(
            self.cx
                .role_policies
                .get(&role)
                .cloned()
                .unwrap_or_default(),
        );
        let arn = Node::Text(Text::attribute(role, "arn"));
        self.set("spotIamFleetRole", "spot_iam_fleet_role", arn);
    }

    /// Always written out: what AWS takes where it is missing has changed and will again.
    fn images(&mut self, eks: bool) -> Vec<Node> {
        let written = self.block.objects("ec2_configuration");
        let mut images: Vec<Tree> = written
            .map(|object| walk(self.cx, object, &[]).root)
            .collect();
        let types: Vec<&str> = self
            .block
            .list("instance_types")
            .iter()
            .filter_map(Typed::as_str)
            .collect();
        let defaults = image::defaults(&types, eks);
        if images.is_empty() {
            images = defaults.iter().map(|_| Tree::default()).collect();
        }
        let own = self.block.text("ami_id").map(|text| self.cx.text(text));
        for (at, image) in images.iter_mut().enumerate() {
            if !image.has("imageType") {
                let default = defaults
                    .get(at)
                    .or(defaults.first())
                    .copied()
                    .unwrap_or_default();
                image.set("imageType", "image_type", Node::text(default));
            }
            if let (Some(own), false) = (&own, image.has("imageIdOverride")) {
                image.set(
                    "imageIdOverride",
                    "image_id_override",
                    Node::Text(own.clone()),
                );
            }
        }
        images.into_iter().map(Node::Object).collect()
    }

    fn launch_template(&mut self) {
        if let Some(own) = launch_template::named(self.cx, self.block) {
            self.set("launchTemplate", "launch_template", Node::Object(own));
            return;
        }
        let Some(id) = launch_template::make(self.cx, self.block) else {
            return;
        };
        let mut tree = Tree::default();
        let of = |attribute: &str| Node::Text(Text::attribute(id, attribute));
        tree.set("launchTemplateId", "launch_template_id", of("id"));
        // Not `$Latest`: the environment would not take up a new version.
        tree.set("version", "version", of("latest_version"));
        self.set("launchTemplate", "launch_template", Node::Object(tree));
    }

    /// Tags of the instances, which the environment's own do not reach.
    fn instance_tags(&mut self) {
        let mut tags = self.cx.tags(self.block, "instance_tags");
        if !tags.iter().any(|(key, _)| key == "Name") {
            tags.insert(0, ("Name".into(), self.cx.name_of(self.block)));
        }
        self.set("tags", "tags", Node::Tags(tags));
    }

    /// The subnets and security groups of the network it runs in.
    fn resolved_network(&mut self) -> Option<(Node, Node)> {
        let of = network_of(self.cx, self.block);
        let network = self.cx.networks.get(&of)?;
        self.waits.extend(&network.routes);
        let groups = Node::List(network.groups.clone());
        Some((network.subnets.clone(), groups))
    }

    fn network(&mut self) {
        let Some((subnets, groups)) = self.resolved_network() else {
            return;
        };
        self.set("subnets", "subnets", subnets);
        self.set("securityGroupIds", "security_group_ids", groups);
    }

    /// Instances ECS manages: the API has them in an object of their own, Terraform not at all.
    fn managed_instances(&mut self) {
        let origin = self.block.field("type").map(|field| Origin {
            attribute: field.attribute.name,
            span: field.value.span,
        });
        let word = Node::text("ECS_MANAGED_INSTANCES");
        self.tree.place("computeResources.type", None, word, origin);
        let provider = self.block.object("managed_instances_provider");
        let mut tree = provider
            .map(|object| walk(self.cx, object, &["infrastructure_role", "instance_role"]).root)
            .unwrap_or_default();
        let role = self.infrastructure_role(provider);
        tree.place("infrastructureRoleArn", None, Node::Text(role), None);
        let instance_role = provider.and_then(|object| object.reference("instance_role"));
        let (profile, policies) = role::instance_profile(self.cx, instance_role, false);
        self.waits.extend(policies);
        let template = tree.object("instanceLaunchTemplate", None);
        let place = |tree: &mut Tree, path: &'static str, value: Node| {
            tree.place(path, None, value, None);
        };
        place(template, "ec2InstanceProfileArn", Node::Text(profile));
        if let Some((subnets, groups)) = self.resolved_network() {
            place(template, "networkConfiguration.subnets", subnets);
            place(template, "networkConfiguration.securityGroups", groups);
        }
        let path = "computeResources.managedInstancesProvider";
        self.tree.place(path, None, Node::Object(tree), None);
    }

    fn infrastructure_role(&mut self, provider: Option<&Object>) -> Text {
        let written = provider.and_then(|object| object.get("infrastructure_role"));
        if let Some(Node::Text(role)) =
            written.and_then(|value| encode(self.cx, Encode::Plain, value))
        {
            return role;
        }
        let existing = self
            .cx
            .result
            .find(super::ResourceKind::Role, "infrastructure");
        let id = match existing.filter(|role| !role.main).map(|role| role.id) {
            Some(id) => id,
            None => role::make(
                self.cx,
                "infrastructure",
                "infrastructure",
                "ecs.amazonaws.com",
                &["AmazonECSInfrastructureRolePolicyForManagedInstances"],
            ),
        };
        self.waits
            .extend(self.cx.role_policies.get(&id).cloned().unwrap_or_default());
        Text::attribute(id, "arn")
    }

    fn finish(mut self) {
        for attribute in ["service_role", "spot_iam_fleet_role"] {
            if let Some(role) = self.block.reference(attribute) {
                self.waits.extend(role::policies_of(self.cx, role));
            }
        }
        let name = shorten(self.cx.name_of(self.block), ENVIRONMENT_PREFIX);
        let mut tree = std::mem::take(&mut self.tree);
        if self.form == Form::ManagedInstances {
            // Terraform lacks the kind as a whole: said once, at its type.
            only_type_has_origin(&mut tree, "type");
        }
        let Some(id) = self.cx.add_main(self.block, Name::generated(name), tree) else {
            return;
        };
        let desired = self.block.field("desired_vcpus");
        let resource = self.cx.edit(id);
        let mut seen = std::collections::BTreeSet::new();
        resource.depends_on = self
            .waits
            .into_iter()
            .filter(|&id| seen.insert(id))
            .collect();
        // Batch moves it with the load; setting it back "is not supported".
        resource.settled_by_aws.extend(desired.map(|field| Field {
            aws: "computeResources.desiredvCpus".into(),
            terraform: Some("compute_resources.desired_vcpus".into()),
            value: Node::Bool(true),
            origin: Some(Origin {
                attribute: "desired_vcpus",
                span: field.name_span,
            }),
        }));
    }
}

/// Forgets where the fields were written, but for the one named.
fn only_type_has_origin(tree: &mut Tree, keep: &str) {
    for field in &mut tree.fields {
        if field.aws != keep {
            field.origin = None;
        }
        if let Node::Object(inner) = &mut field.value {
            only_type_has_origin(inner, keep);
        }
    }
}
