//! IAM roles: declared ones, the ones made where nothing is declared, and instance profiles.

use super::arn::{arn, managed_policy};
use super::lowering::Lowering;
use super::name::{INSTANCE_PROFILE, Name, ROLE, shorten};
use super::node::{Node, Part, Text, Tree};
use super::walk::{encode, walk};
use super::{ResourceId, ResourceKind};
use crate::program::{Block, BlockId, Object, Program, Text as ProgramText, Typed, TypedKind};
use crate::vocabulary::{Encode, Kind};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Which instances a profile is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ProfileOf {
    /// The role made for all instances of the program that join ECS clusters.
    Instances,
    /// The role made for those that join an EKS cluster.
    Nodes,
}

/// The attributes each role is named in.
pub(super) fn uses(program: &Program) -> FxHashMap<BlockId, Vec<&'static str>> {
    let mut uses: FxHashMap<BlockId, Vec<&'static str>> = FxHashMap::default();
    for block in &program.blocks {
        uses_in(program, &block.object, &mut uses);
    }
    uses
}

fn uses_in(program: &Program, object: &Object, uses: &mut FxHashMap<BlockId, Vec<&'static str>>) {
    for field in &object.fields {
        match &field.value.kind {
            TypedKind::Reference(id) if program.block(*id).kind == Kind::Role => {
                let names = uses.entry(*id).or_default();
                if !names.contains(&field.attribute.name) {
                    names.push(field.attribute.name);
                }
            }
            TypedKind::Object(inner) => uses_in(program, inner, uses),
            TypedKind::List(items) => {
                items
                    .iter()
                    .filter_map(Typed::as_object)
                    .for_each(|o| uses_in(program, o, uses));
            }
            _ => {}
        }
    }
}

/// The service that takes on a role named in an attribute.
fn principal(attribute: &str) -> &'static str {
    match attribute {
        "instance_role" => "ec2.amazonaws.com",
        "service_role" => "batch.amazonaws.com",
        "spot_iam_fleet_role" => "spotfleet.amazonaws.com",
        "infrastructure_role" => "ecs.amazonaws.com",
        _ => "ecs-tasks.amazonaws.com",
    }
}

pub(super) fn lower_all(cx: &mut Lowering) {
    let program = cx.program;
    for block in program.declared(Kind::Role) {
        lower(cx, block);
    }
}

fn lower(cx: &mut Lowering, block: &Block) {
    let uses = cx.role_uses.get(&block.id).cloned().unwrap_or_default();
    let principals: Vec<Node> = match block.list("assumed_by") {
        [] => derived_principals(&uses),
        written => written
            .iter()
            .filter_map(|item| encode(cx, Encode::Plain, item))
            .collect(),
    };
    let mut tree = Tree::default();
    tree.set(
        "AssumeRolePolicyDocument",
        "assume_role_policy",
        trust(principals),
    );
    let skip = [
        "name",
        "assumed_by",
        "managed_policies",
        "allow",
        "deny",
        "tags",
    ];
    tree.merge(walk(cx, block, &skip).root);
    let name = shorten(cx.name_of(block), ROLE);
    let Some(id) = cx.add_main(block, Name::fixed(name), tree) else {
        return;
    };
    for policy in block.list("managed_policies") {
        let Some(policy) = policy.as_text() else {
            continue;
        };
        attach_text(cx, id, policy);
    }
    let mut statements = Vec::new();
    for (list, effect) in [("allow", "Allow"), ("deny", "Deny")] {
        statements.extend(
            block
                .objects(list)
                .map(|object| statement(cx, effect, object)),
        );
    }
    if !statements.is_empty() {
        inline_policy(cx, id, statements);
    }
}

fn derived_principals(uses: &[&'static str]) -> Vec<Node> {
    let mut principals: Vec<&str> = uses.iter().map(|attribute| principal(attribute)).collect();
    if principals.is_empty() {
        principals.push("ecs-tasks.amazonaws.com");
    }
    principals.sort_unstable();
    principals.dedup();
    principals.into_iter().map(Node::text).collect()
}

/// A JSON object of a policy.
pub(super) fn map<const N: usize>(entries: [(&str, Node); N]) -> Node {
    let entries = entries.into_iter().filter(|(_, value)| !value.is_empty());
    Node::Map(
        entries
            .map(|(key, value)| (SmolStr::new(key), value))
            .collect(),
    )
}

pub(super) fn policy(statements: Vec<Node>) -> Node {
    let version = ("Version", Node::text("2012-10-17"));
    Node::Json(Box::new(map([
        version,
        ("Statement", Node::List(statements)),
    ])))
}

/// Who may take on a role.
fn trust(services: Vec<Node>) -> Node {
    let statement = map([
        ("Effect", Node::text("Allow")),
        ("Principal", map([("Service", one_or_more(services))])),
        ("Action", Node::text("sts:AssumeRole")),
    ]);
    policy(vec![statement])
}

/// IAM answers a list of one as the one.
fn one_or_more(mut items: Vec<Node>) -> Node {
    if items.len() == 1 {
        items.remove(0)
    } else {
        Node::List(items)
    }
}

fn statement(cx: &Lowering, effect: &str, object: &Object) -> Node {
    let list = |name: &str| {
        let items = object.list(name).iter();
        one_or_more(
            items
                .filter_map(|item| encode(cx, Encode::Plain, item))
                .collect(),
        )
    };
    let resources = if object.has("resources") {
        list("resources")
    } else {
        Node::text("*")
    };
    let conditions = object
        .get("conditions")
        .and_then(|value| encode(cx, Encode::Plain, value));
    map([
        ("Effect", Node::text(effect)),
        ("Action", list("actions")),
        ("Resource", resources),
        ("Condition", conditions.unwrap_or(Node::Map(Vec::new()))),
    ])
}

/// `Allow` for some actions on some resources.
pub(super) fn allow(actions: &[&str], resources: impl IntoIterator<Item = Text>) -> Node {
    map([
        ("Effect", Node::text("Allow")),
        (
            "Action",
            one_or_more(actions.iter().map(|action| Node::text(*action)).collect()),
        ),
        (
            "Resource",
            one_or_more(resources.into_iter().map(Node::Text).collect()),
        ),
    ])
}

/// A role made here, with AWS's own policy for its purpose.
pub(super) fn make(
    cx: &mut Lowering,
    label: &str,
    purpose: &str,
    service: &str,
    managed: &[&str],
) -> ResourceId {
    let mut tree = Tree::default();
    tree.set(
        "AssumeRolePolicyDocument",
        "assume_role_policy",
        trust(vec![Node::text(service)]),
    );
    let id = cx.add(ResourceKind::Role, label, tree);
    let name = shorten(cx.shared_iam_name(purpose), ROLE);
    let resource = cx.edit(id);
    resource.name = Some(Name::fixed(name));
    resource.docs = note(service).map(SmolStr::new_static);
    for policy in managed {
        let label = match managed.len() {
            1 => cx.edit(id).label.to_string(),
            _ => attachment_label(cx, id, policy),
        };
        attach(cx, id, managed_policy(policy), &label);
    }
    id
}

/// What a role made here is for.
fn note(service: &str) -> Option<&'static str> {
    Some(match service {
        "ec2.amazonaws.com" => "The role of the instances, for their agent.",
        "ecs-tasks.amazonaws.com" => {
            "The role that pulls images, fetches secrets and writes logs for jobs."
        }
        "spotfleet.amazonaws.com" => "The role that starts Spot instances under BEST_FIT.",
        "ecs.amazonaws.com" => "The role ECS starts managed instances with.",
        _ => return None,
    })
}

/// Attaches a policy by its name among AWS's own or by its ARN.
fn attach_text(cx: &mut Lowering, role: ResourceId, policy: &ProgramText) {
    let by_name = policy.as_str().filter(|name| !name.starts_with("arn:"));
    let arn = by_name.map_or_else(|| cx.text(policy), managed_policy);
    let last = match arn.parts.last() {
        Some(Part::Literal(tail)) => tail.rsplit('/').next().unwrap_or(tail).to_owned(),
        _ => "policy".to_owned(),
    };
    let label = attachment_label(cx, role, &last);
    attach(cx, role, arn, &label);
}

/// The role's label and the policy's name, without whose it is.
fn attachment_label(cx: &mut Lowering, role: ResourceId, policy: &str) -> String {
    let own = |whose| {
        policy
            .strip_prefix(whose)
            .filter(|rest| rest.starts_with(char::is_uppercase))
    };
    let short = own("Amazon").or_else(|| own("AWS")).unwrap_or(policy);
    format!("{}-{}", cx.edit(role).label, super::name::kebab_case(short))
}

fn attach(cx: &mut Lowering, role: ResourceId, policy: Text, label: &str) {
    let mut tree = Tree::default();
    tree.set(
        "RoleName",
        "role",
        Node::Text(Text::attribute(role, "name")),
    );
    tree.set("PolicyArn", "policy_arn", Node::Text(policy));
    let id = cx.add(ResourceKind::RolePolicyAttachment, label, tree);
    cx.role_policies.entry(role).or_default().push(id);
}

/// A policy of the role's own.
pub(super) fn inline_policy(cx: &mut Lowering, role: ResourceId, statements: Vec<Node>) {
    let label = cx.edit(role).label.clone();
    let mut tree = Tree::default();
    tree.set(
        "RoleName",
        "role",
        Node::Text(Text::attribute(role, "name")),
    );
    tree.set("PolicyDocument", "policy", policy(statements));
    let id = cx.add(ResourceKind::RolePolicy, &label, tree);
    cx.edit(id).name = Some(Name::fixed(shorten(Text::literal(label), 128)));
    cx.role_policies.entry(role).or_default().push(id);
}

/// What an attribute that names an instance role comes to: the profile's ARN, and the policies
/// that must be there first.
pub(super) fn instance_profile(
    cx: &mut Lowering,
    written: Option<BlockId>,
    eks: bool,
) -> (Text, Vec<ResourceId>) {
    let Some(id) = written else {
        return made_profile(cx, eks);
    };
    let block = cx.program.block(id);
    if block.kind == Kind::InstanceProfile {
        return (cx.reference(id), Vec::new());
    }
    let policies = policies_of(cx, id);
    if let Some(&profile) = cx.profiles.get(&id) {
        return (Text::attribute(profile, "arn"), policies);
    }
    let role = match cx.attribute(id, "name") {
        Some(Node::Text(role)) => role,
        _ => Text::default(),
    };
    let profile = profile(cx, &block.label, role);
    cx.profiles.insert(id, profile);
    (Text::attribute(profile, "arn"), policies)
}

/// The policies of a declared role.
pub(super) fn policies_of(cx: &Lowering, role: BlockId) -> Vec<ResourceId> {
    let id = cx.main_of(role);
    id.and_then(|id| cx.role_policies.get(&id))
        .cloned()
        .unwrap_or_default()
}

fn made_profile(cx: &mut Lowering, eks: bool) -> (Text, Vec<ResourceId>) {
    let (of, label, policies) = match eks {
        false => (ProfileOf::Instances, "instance", INSTANCE_POLICIES),
        true => (ProfileOf::Nodes, "node", NODE_POLICIES),
    };
    let (role, profile) = match cx.made_profiles.get(&of) {
        Some(&made) => made,
        None => {
            let role = make(cx, label, label, "ec2.amazonaws.com", policies);
            let groups = super::execution::log_groups_of_instances(cx);
            if !eks && !groups.is_empty() {
                let groups = groups.into_iter().map(log_group);
                inline_policy(cx, role, vec![allow(&["logs:CreateLogGroup"], groups)]);
            }
            let profile = profile(cx, label, Text::attribute(role, "name"));
            cx.made_profiles.insert(of, (role, profile));
            (role, profile)
        }
    };
    let policies = cx.role_policies.get(&role).cloned().unwrap_or_default();
    (Text::attribute(profile, "arn"), policies)
}

/// What the ECS agent on an instance needs.
const INSTANCE_POLICIES: &[&str] = &["AmazonEC2ContainerServiceforEC2Role"];
/// What a node of an EKS cluster needs.
const NODE_POLICIES: &[&str] = &[
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonEC2ContainerRegistryPullOnly",
];

/// The ARN of a log group and its streams.
pub(super) fn log_group(name: Text) -> Text {
    arn("logs", Text::literal("log-group:").append(&name).then("*"))
}

fn profile(cx: &mut Lowering, label: &str, role: Text) -> ResourceId {
    let mut tree = Tree::default();
    tree.set("RoleName", "role", Node::Text(role));
    let id = cx.add(ResourceKind::InstanceProfile, label, tree);
    // Its own label: a role that is declared may be called as one that is made here is.
    let own = cx.edit(id).label.clone();
    let name = shorten(cx.shared_iam_name(&own), INSTANCE_PROFILE);
    cx.edit(id).name = Some(Name::fixed(name));
    id
}
