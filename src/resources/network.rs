//! Networks: where instances run, and the security group they run in.
//!
//! Nothing declared means the default VPC and its default subnets. A security group of the
//! network's own lets nothing in and everything out unless `ingress` and `egress` say otherwise;
//! `egress = []` lets nothing out but to the network's own endpoints.

use super::lowering::Lowering;
use super::name::{Name, SECURITY_GROUP_PREFIX, shorten};
use super::node::{Node, Part, Text, Tree};
use super::walk::{encode, text};
use super::{ResourceId, ResourceKind, comment, vpc};
use crate::program::{Block, BlockId, Object};
use crate::vocabulary::{Encode, Kind};
use smol_str::SmolStr;

/// What a compute environment takes from its network.
#[derive(Clone, Debug)]
pub(super) struct Network {
    pub vpc: Text,
    /// The subnets instances run in.
    pub subnets: Node,
    /// The security groups instances are in.
    pub groups: Vec<Node>,
    /// The subnets' way out is an internet gateway: without a public address nothing gets out.
    pub public: bool,
    /// Routes and endpoints that must be there before an instance is.
    pub routes: Vec<ResourceId>,
}

impl Network {
    pub fn attribute(&self, name: &str) -> Option<Node> {
        match name {
            "vpc_id" => Some(Node::Text(self.vpc.clone())),
            "subnet_ids" => Some(self.subnets.clone()),
            "security_group_ids" => Some(Node::List(self.groups.clone())),
            "security_group_id" => self.groups.first().cloned(),
            _ => None,
        }
    }
}

/// The network a compute environment runs in; `None` is the default VPC.
pub(super) fn network_of(cx: &Lowering, environment: &Block) -> Option<BlockId> {
    let of_project = || {
        cx.program
            .project()
            .and_then(|project| project.reference("network"))
    };
    environment.reference("network").or_else(of_project)
}

/// Lowers the declared networks, and the default one where an environment runs in it.
pub(super) fn lower_all(cx: &mut Lowering) {
    let program = cx.program;
    for block in program.declared(Kind::Network) {
        let network = lower(cx, Some(block));
        cx.networks.insert(Some(block.id), network);
    }
    let managed = |block: &Block| block.word("type").is_some_and(|word| word != "UNMANAGED");
    let needed = program
        .declared(Kind::ComputeEnvironment)
        .any(|block| managed(block) && network_of(cx, block).is_none());
    if needed {
        let network = lower(cx, None);
        cx.networks.insert(None, network);
    }
}

fn lower(cx: &mut Lowering, block: Option<&Block>) -> Network {
    let has = |name: &str| block.is_some_and(|block| block.has(name));
    if let Some(block) = block.filter(|block| block.has("cidr")) {
        return vpc::lower(cx, block);
    }
    let subnets = block
        .map(|block| values(cx, block, "subnets"))
        .unwrap_or_default();
    let default = !has("vpc_id") && subnets.is_empty();
    let vpc = if default {
        default_vpc(cx)
    } else {
        vpc_of(cx, block, &subnets)
    };
    let subnets = if subnets.is_empty() {
        let filter = subnets_of(&vpc, default);
        let id = match block.filter(|_| !default) {
            Some(block) => cx.add(ResourceKind::VpcSubnets, &block.label, filter),
            None => cx.lookup(ResourceKind::VpcSubnets, "default", filter),
        };
        Node::Whole(id, "ids".into())
    } else {
        Node::List(subnets)
    };
    let mut groups = block
        .map(|block| values(cx, block, "security_groups"))
        .unwrap_or_default();
    if groups.is_empty() || has("ingress") || has("egress") {
        let group = security_group(cx, block, &vpc);
        rules(cx, group, block);
        groups.push(Node::Text(Text::attribute(group, "id")));
    }
    Network {
        vpc,
        subnets,
        groups,
        public: default,
        routes: Vec::new(),
    }
}

/// The elements of a list of strings or references.
fn values(cx: &Lowering, block: &Block, name: &str) -> Vec<Node> {
    let items = block.list(name).iter();
    items
        .filter_map(|item| encode(cx, Encode::Plain, item))
        .collect()
}

fn default_vpc(cx: &mut Lowering) -> Text {
    let mut tree = Tree::default();
    tree.set("IsDefault", "default", Node::Bool(true));
    let id = cx.lookup(ResourceKind::DefaultVpc, "default", tree);
    Text::attribute(id, "id")
}

/// The VPC of existing subnets: as written, else the one the first subnet lies in.
fn vpc_of(cx: &mut Lowering, block: Option<&Block>, subnets: &[Node]) -> Text {
    let written = block
        .and_then(|block| block.get("vpc_id"))
        .and_then(|value| encode(cx, Encode::Plain, value));
    match (written, subnets.first()) {
        (Some(Node::Text(vpc)), _) => vpc,
        (_, Some(first)) => {
            let mut tree = Tree::default();
            tree.set("SubnetId", "id", first.clone());
            let label = block.map_or("default", |block| &block.label);
            let id = cx.add(ResourceKind::ExistingSubnet, label, tree);
            Text::attribute(id, "vpc_id")
        }
        _ => default_vpc(cx),
    }
}

/// A filter over a VPC's subnets; of the default VPC only the default ones, which are public.
fn subnets_of(vpc: &Text, default: bool) -> Tree {
    let filter = |name: &str, value: Node| {
        let mut tree = Tree::default();
        tree.set("Name", "name", Node::text(name));
        tree.set("Values", "values", Node::List(vec![value]));
        Node::Object(tree)
    };
    let mut filters = vec![filter("vpc-id", Node::Text(vpc.clone()))];
    if default {
        filters.push(filter("default-for-az", Node::text("true")));
    }
    let mut tree = Tree::default();
    tree.set("Filters", "filter", Node::List(filters));
    tree
}

/// The label things of a network get.
pub(super) fn label_of(block: Option<&Block>) -> SmolStr {
    block.map_or_else(|| SmolStr::new("batch"), |block| block.label.clone())
}

/// The network's own security group, still without rules.
pub(super) fn security_group(cx: &mut Lowering, block: Option<&Block>, vpc: &Text) -> ResourceId {
    let label = label_of(block);
    let mut tree = Tree::default();
    let project = cx.result.project.clone();
    let of = if project.is_empty() {
        "AWS Batch".to_owned()
    } else {
        format!("AWS Batch, {project}")
    };
    tree.set(
        "Description",
        "description",
        Node::text(format!("Instances and tasks of {of}")),
    );
    tree.set("VpcId", "vpc_id", Node::Text(vpc.clone()));
    let id = cx.add(ResourceKind::SecurityGroup, &label, tree);
    let name = shorten(cx.shared_name(&label), SECURITY_GROUP_PREFIX);
    let tags = block
        .map(|block| cx.tags(block, "tags"))
        .unwrap_or_default();
    let own_vpc = block.is_some_and(|block| block.has("cidr"));
    let docs = match block {
        Some(block) if own_vpc => {
            Some(format!("The instances and tasks in {}.", block.label).into())
        }
        Some(block) => comment::above(cx, block),
        None => Some("Nothing may come in; everything may go out.".into()),
    };
    let resource = cx.edit(id);
    resource.name = Some(Name::generated(name));
    resource.tags = tags;
    resource.block = block.map(|block| block.id);
    resource.docs = docs;
    id
}

/// The rules of a network's group: as written, or nothing in and everything out.
pub(super) fn rules(cx: &mut Lowering, group: ResourceId, block: Option<&Block>) {
    let label = label_of(block);
    if let Some(block) = block {
        for (turn, rule) in block.objects("ingress").enumerate() {
            rule_of(
                cx,
                ResourceKind::SecurityGroupIngress,
                &label,
                turn,
                group,
                rule,
            );
        }
        if block.has("egress") {
            for (turn, rule) in block.objects("egress").enumerate() {
                rule_of(
                    cx,
                    ResourceKind::SecurityGroupEgress,
                    &label,
                    turn,
                    group,
                    rule,
                );
            }
            return;
        }
    }
    for (version, aws, terraform, everything) in [
        ("ipv4", "CidrIp", "cidr_ipv4", "0.0.0.0/0"),
        ("ipv6", "CidrIpv6", "cidr_ipv6", "::/0"),
    ] {
        let mut tree = Tree::default();
        tree.set(
            "GroupId",
            "security_group_id",
            Node::Text(Text::attribute(group, "id")),
        );
        tree.set("IpProtocol", "ip_protocol", Node::text("-1"));
        tree.set(aws, terraform, Node::text(everything));
        cx.add(
            ResourceKind::SecurityGroupEgress,
            &format!("{label}-{version}"),
            tree,
        );
    }
}

fn rule_of(
    cx: &mut Lowering,
    kind: ResourceKind,
    label: &str,
    turn: usize,
    group: ResourceId,
    rule: &Object,
) {
    let ingress = kind == ResourceKind::SecurityGroupIngress;
    // Ports mean TCP where no protocol is named: "all" would ignore them and let everything out.
    let ports = rule.has("from_port") || rule.has("to_port");
    let tcp = ingress || ports;
    let protocol = rule
        .word("protocol")
        .unwrap_or(if tcp { "tcp" } else { "all" });
    let mut tree = Tree::default();
    tree.set(
        "GroupId",
        "security_group_id",
        Node::Text(Text::attribute(group, "id")),
    );
    let all = protocol == "all";
    tree.set(
        "IpProtocol",
        "ip_protocol",
        Node::text(if all { "-1" } else { protocol }),
    );
    if !all {
        // Every type and code of ICMP; every port of the others.
        let (lowest, highest) = if protocol == "icmp" {
            (-1, -1)
        } else {
            (0, 65535)
        };
        let from = rule.int("from_port");
        let to = rule.int("to_port").or(from);
        tree.set("FromPort", "from_port", Node::Int(from.unwrap_or(lowest)));
        tree.set("ToPort", "to_port", Node::Int(to.unwrap_or(highest)));
    }
    peer(cx, rule, &mut tree);
    if let Some(description) = text(cx, rule, "description") {
        tree.set("Description", "description", Node::Text(description));
    }
    let way = if ingress { "ingress" } else { "egress" };
    cx.add(kind, &format!("{label}-{way}-{}", turn + 1), tree);
}

/// Whom a rule is about: an address block or a security group.
fn peer(cx: &Lowering, rule: &Object, tree: &mut Tree) {
    if let Some(other) = rule
        .get("security_group")
        .and_then(|value| encode(cx, Encode::Plain, value))
    {
        tree.set("ReferencedGroupId", "referenced_security_group_id", other);
        return;
    }
    let cidr = text(cx, rule, "cidr").unwrap_or_else(|| Text::literal("0.0.0.0/0"));
    let six = cidr
        .parts
        .iter()
        .any(|part| matches!(part, Part::Literal(text) if text.contains(':')));
    match six {
        true => tree.set("CidrIpv6", "cidr_ipv6", Node::Text(cidr)),
        false => tree.set("CidrIp", "cidr_ipv4", Node::Text(cidr)),
    }
}
