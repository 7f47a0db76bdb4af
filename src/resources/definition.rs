//! Job definitions in their four forms.

use super::execution::{self, Needs};
use super::lowering::Lowering;
use super::name::Name;
use super::network::network_of;
use super::node::{Field, Node, Text, Tree};
use super::pod;
use super::walk::{Placed, walk};
use crate::program::{Block, BlockId, Object};
use crate::vocabulary::{Form, Kind};
use smol_str::SmolStr;

/// Active revisions that stay unless `keep_revisions` says otherwise.
const KEEP_REVISIONS: u32 = 5;
/// Batch calls the container of a definition with one container so.
const CONTAINER: &str = "default";

/// Where a definition's jobs run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Platform {
    Ec2,
    Fargate,
    ManagedInstances,
}

impl Platform {
    /// From `platform_capabilities`, else from the environments of the queues it runs on.
    pub fn of(cx: &Lowering, block: &Block) -> Platform {
        if let Some(word) = block
            .list("platform_capabilities")
            .iter()
            .find_map(|w| w.as_word())
        {
            return match word {
                "FARGATE" => Platform::Fargate,
                "MANAGED_INSTANCES" => Platform::ManagedInstances,
                _ => Platform::Ec2,
            };
        }
        let forms = environments(cx, block).into_iter().filter_map(Block::form);
        for form in forms {
            match form {
                Form::Fargate | Form::FargateSpot => return Platform::Fargate,
                Form::ManagedInstances => return Platform::ManagedInstances,
                _ => {}
            }
        }
        Platform::Ec2
    }

    fn word(self) -> &'static str {
        match self {
            Platform::Ec2 => "EC2",
            Platform::Fargate => "FARGATE",
            Platform::ManagedInstances => "MANAGED_INSTANCES",
        }
    }
}

/// The environments of all queues a definition is meant for.
fn environments<'p>(cx: &Lowering<'p>, block: &Block) -> Vec<&'p Block> {
    let queues = block.references("runs_on");
    queues
        .flat_map(|(id, _)| cx.program.environments_of(cx.program.block(id)))
        .collect()
}

/// Attributes with code of their own, and those that are no field.
const CUSTOM: &[&str] = &[
    "name",
    "tags",
    "runs_on",
    "keep_revisions",
    "platform_capabilities",
    "containers",
    "node_ranges",
    "pod_properties",
    "num_nodes",
    "main_node",
    "execution_role",
];

pub(super) fn lower(cx: &mut Lowering, block: &Block) {
    let Some(form) = block.form() else { return };
    let platform = Platform::of(cx, block);
    let mut tree = Tree::default();
    let kind = if form == Form::MultiNode {
        "multinode"
    } else {
        "container"
    };
    tree.set("type", "type", Node::text(kind));
    let single_or_several = matches!(form, Form::Container | Form::Containers);
    if single_or_several || block.has("platform_capabilities") {
        let words = Node::List(vec![Node::text(platform.word())]);
        tree.set("platformCapabilities", "platform_capabilities", words);
    }
    let mut placed = walk(cx, block, CUSTOM);
    tree.merge(std::mem::take(&mut placed.root));
    match form {
        Form::MultiNode => nodes(cx, block, &mut tree),
        Form::Pod => pod::lower(cx, block, &mut tree),
        Form::Containers => several(cx, block, platform, placed, &mut tree),
        _ if platform == Platform::ManagedInstances => {
            several(cx, block, platform, placed, &mut tree);
        }
        _ => single(cx, block, platform, placed, &mut tree),
    }
    let name = Name::fixed(cx.name_of(block));
    let keep = block
        .int("keep_revisions")
        .and_then(|count| u32::try_from(count).ok());
    if let Some(id) = cx.add_main(block, name, tree) {
        cx.edit(id).keep_revisions = Some(keep.unwrap_or(KEEP_REVISIONS));
    }
}

/// One container: its fields and the task's lie together in `containerProperties`.
fn single(cx: &mut Lowering, block: &Block, platform: Platform, placed: Placed, tree: &mut Tree) {
    let mut properties = placed.container;
    properties.merge(for_container(placed.task));
    task_defaults(cx, block, block, platform, &mut properties);
    tree.place(
        "containerProperties",
        Some("container_properties"),
        Node::Object(properties),
        None,
    );
}

/// Several containers, or one on Managed Instances, whose API takes `ecsProperties` only.
fn several(cx: &mut Lowering, block: &Block, platform: Platform, placed: Placed, tree: &mut Tree) {
    let properties = task(cx, block, block, platform, placed);
    tree.set("ecsProperties", "ecs_properties", properties);
}

/// `ecsProperties` of `object`: the definition itself, or one of its node ranges.
fn task(
    cx: &mut Lowering,
    block: &Block,
    object: &Object,
    platform: Platform,
    placed: Placed,
) -> Node {
    let containers: Vec<Node> = match object.has("containers") {
        true => object
            .objects("containers")
            .map(|object| container(cx, object))
            .collect(),
        false => {
            let mut only = Tree::default();
            only.set("name", "name", Node::text(CONTAINER));
            only.merge(placed.container);
            vec![Node::Object(only)]
        }
    };
    let mut task = Tree::default();
    task.set("containers", "containers", Node::List(containers));
    task.merge(for_task(placed.task));
    task_defaults(cx, block, object, platform, &mut task);
    let mut properties = Tree::default();
    properties.set(
        "taskProperties",
        "taskProperties",
        Node::List(vec![Node::Object(task)]),
    );
    Node::Object(properties)
}

fn container(cx: &Lowering, object: &Object) -> Node {
    let placed = walk(cx, object, &[]);
    let mut rest = placed.root;
    let mut tree = Tree::default();
    tree.fields.extend(rest.remove("name"));
    tree.merge(placed.container);
    tree.merge(rest);
    // The whole lies in a JSON document, where Terraform has AWS's names.
    for field in &mut tree.fields {
        if field.terraform.is_some() {
            field.terraform = Some(field.aws.clone());
        }
    }
    Node::Object(tree)
}

/// Several nodes.
fn nodes(cx: &mut Lowering, block: &Block, tree: &mut Tree) {
    let mut properties = Tree::default();
    let number = |name: &str| block.int(name);
    if let Some(count) = number("num_nodes") {
        properties.set("numNodes", "numNodes", Node::Int(count));
    }
    properties.set(
        "mainNode",
        "mainNode",
        Node::Int(number("main_node").unwrap_or(0)),
    );
    let mut ranges = Vec::new();
    for object in block.objects("node_ranges") {
        ranges.push(Node::Object(range(cx, block, object)));
    }
    properties.set(
        "nodeRangeProperties",
        "nodeRangeProperties",
        Node::List(ranges),
    );
    tree.place(
        "nodeProperties",
        Some("node_properties"),
        Node::Object(properties),
        None,
    );
}

/// One range: a container, several in a task, or a pod.
fn range(cx: &mut Lowering, block: &Block, object: &Object) -> Tree {
    let mut placed = walk(cx, object, &["execution_role"]);
    let mut range = std::mem::take(&mut placed.root);
    let instance_type = object.text("instance_type").map(|text| cx.value(text));
    let form = Form::of_job(|name| object.has(name));
    if form == Form::Container {
        let mut container = placed.container;
        if let Some(instance_type) = instance_type {
            container.set("instanceType", "instanceType", instance_type);
        }
        container.merge(for_container(placed.task));
        task_defaults(cx, block, object, Platform::Ec2, &mut container);
        range.set("container", "container", Node::Object(container));
        return range;
    }
    // Beside these it stands in the range itself: a list, of one.
    if let Some(instance_type) = instance_type {
        range.set(
            "instanceTypes",
            "instanceTypes",
            Node::List(vec![instance_type]),
        );
    }
    if let Some(pod) = object.object("pod_properties") {
        pod::in_range(cx, pod, &mut range);
    } else if form == Form::Containers {
        let properties = task(cx, block, object, Platform::Ec2, placed);
        range.set("ecsProperties", "ecsProperties", properties);
    }
    range
}

/// The execution role and, on Fargate, the public address, where they were not written.
fn task_defaults(
    cx: &mut Lowering,
    block: &Block,
    object: &Object,
    platform: Platform,
    tree: &mut Tree,
) {
    let fargate = platform == Platform::Fargate;
    match object.reference("execution_role") {
        Some(role) => {
            let role = cx.reference(role);
            tree.set("executionRoleArn", "executionRoleArn", Node::Text(role));
        }
        None => {
            let mut needs = Needs::default();
            execution::containers_in(object)
                .into_iter()
                .for_each(|one| needs.add_container(cx, one, fargate));
            if fargate || needs.is_some() {
                let role = execution::role(cx, block, needs);
                let arn = Node::Text(Text::attribute(role, "arn"));
                tree.set("executionRoleArn", "executionRoleArn", arn);
            }
        }
    }
    let path = "networkConfiguration.assignPublicIp";
    if fargate && !object.has("assign_public_ip") && needs_public_address(cx, block) {
        tree.set(path, path, Node::text("ENABLED"));
    }
}

/// Fargate tasks in public subnets pull no image without a public address (`ResourceInitializationError`).
/// So they get one where every Fargate environment the job may run on lies in the default VPC or in
/// a VPC made here without NAT.
fn needs_public_address(cx: &Lowering, block: &Block) -> bool {
    let mut environments: Vec<&Block> = environments(cx, block);
    if environments.is_empty() {
        environments = cx.program.declared(Kind::ComputeEnvironment).collect();
    }
    environments.retain(|one| matches!(one.form(), Some(Form::Fargate | Form::FargateSpot)));
    let network = |one: &Block| -> Option<BlockId> { network_of(cx, one) };
    let public = |one: &&Block| {
        !one.existing
            && cx
                .networks
                .get(&network(one))
                .is_some_and(|network| network.public)
    };
    !environments.is_empty() && environments.iter().all(public)
}

/// A task's field under the name a single container's properties have for it.
fn for_container(mut task: Tree) -> Tree {
    rename(&mut task, "taskRoleArn", "jobRoleArn");
    if let Some(version) = task.remove("platformVersion") {
        let path = "fargatePlatformConfiguration.platformVersion";
        task.place(path, Some(path), version.value, version.origin);
    }
    task
}

/// The other way round.
fn for_task(mut task: Tree) -> Tree {
    rename(&mut task, "jobRoleArn", "taskRoleArn");
    if let Some(Field {
        value: Node::Object(mut inner),
        ..
    }) = task.remove("fargatePlatformConfiguration")
        && let Some(version) = inner.remove("platformVersion")
    {
        task.place(
            "platformVersion",
            Some("platformVersion"),
            version.value,
            version.origin,
        );
    }
    task
}

fn rename(tree: &mut Tree, from: &str, to: &str) {
    if let Some(field) = tree.fields.iter_mut().find(|field| field.aws == from) {
        field.aws = SmolStr::new(to);
        field.terraform = field.terraform.as_ref().map(|_| SmolStr::new(to));
    }
}
