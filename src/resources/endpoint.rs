//! VPC endpoints: AWS's services from within a VPC, without a way to the internet.

use super::lowering::Lowering;
use super::name::{Name, SECURITY_GROUP_PREFIX, shorten};
use super::node::{Node, Part, Text, Tree};
use super::role::{map, policy};
use super::vpc::id_of;
use super::{ResourceId, ResourceKind};
use crate::program::{Block, Typed};

/// Adds the endpoints a network asks for and opens its security group to them. Returns what must
/// be there before an instance is.
pub(super) fn lower(
    cx: &mut Lowering,
    block: &Block,
    vpc: &Text,
    group: ResourceId,
    subnets: &[ResourceId],
    tables: &[ResourceId],
) -> Vec<ResourceId> {
    let wanted: Vec<&str> = block
        .list("endpoints")
        .iter()
        .filter_map(Typed::as_word)
        .collect();
    let services: Vec<&str> = wanted
        .iter()
        .filter(|&&word| word != "s3")
        .flat_map(|word| services(word))
        .copied()
        .collect();
    let mut made = Vec::new();
    if wanted.contains(&"s3") {
        made.extend(gateway(cx, block, vpc, group, tables));
    }
    if !services.is_empty() {
        let door = door(cx, block, vpc, group);
        made.push(door);
        for service in services {
            made.push(interface(cx, block, service, vpc, door, subnets));
        }
    }
    made
}

/// The services behind a word of `endpoints`.
fn services(word: &str) -> &[&'static str] {
    match word {
        "ecr" => &["ecr.api", "ecr.dkr"],
        "ecs" => &["ecs", "ecs-agent", "ecs-telemetry"],
        "logs" => &["logs"],
        "secretsmanager" => &["secretsmanager"],
        "ssm" => &["ssm", "ssmmessages"],
        "sts" => &["sts"],
        "batch" => &["batch"],
        "kms" => &["kms"],
        "elasticfilesystem" => &["elasticfilesystem"],
        _ => &[],
    }
}

fn service_name(service: &str) -> Node {
    let head = [
        Part::Literal("com.amazonaws.".into()),
        Part::Region,
        Part::Literal(".".into()),
    ];
    Node::Text(Text::from_parts(head).then(service))
}

/// S3 through the route tables: free of charge, and the group must name its address list.
fn gateway(
    cx: &mut Lowering,
    block: &Block,
    vpc: &Text,
    group: ResourceId,
    tables: &[ResourceId],
) -> Vec<ResourceId> {
    let mut tree = Tree::default();
    tree.set("VpcId", "vpc_id", Node::Text(vpc.clone()));
    tree.set("ServiceName", "service_name", service_name("s3"));
    tree.set(
        "VpcEndpointType",
        "vpc_endpoint_type",
        Node::text("Gateway"),
    );
    let tables = tables.iter().map(|&id| id_of(id)).collect();
    tree.set("RouteTableIds", "route_table_ids", Node::List(tables));
    if super::vpc::is_isolated(block) {
        tree.set("PolicyDocument", "policy", own_buckets());
    }
    let id = add(cx, block, "s3", tree);
    let mut made = vec![id];
    if block.has("egress") {
        let list = Node::Text(Text::attribute(id, "prefix_list_id"));
        made.push(opening(
            cx,
            block,
            "s3",
            group,
            ("PrefixListId", "prefix_list_id", list),
        ));
    }
    made
}

/// What an isolated network reaches of S3: the account's own buckets, within what each job's role
/// allows, and the one ECR keeps images' layers in. Without it code nobody vouches for could
/// write to anybody's bucket, with keys it brought along.
fn own_buckets() -> Node {
    let own = map([
        ("Effect", Node::text("Allow")),
        ("Principal", Node::text("*")),
        ("Action", Node::text("s3:*")),
        ("Resource", Node::text("*")),
        (
            "Condition",
            map([(
                "StringEquals",
                map([(
                    "aws:ResourceAccount",
                    Node::Text(Text::from_parts([Part::Account])),
                )]),
            )]),
        ),
    ]);
    let layers = Text::from_parts([
        Part::Literal("arn:".into()),
        Part::Partition,
        Part::Literal(":s3:::prod-".into()),
        Part::Region,
        Part::Literal("-starport-layer-bucket/*".into()),
    ]);
    let layers = map([
        ("Effect", Node::text("Allow")),
        ("Principal", Node::text("*")),
        ("Action", Node::text("s3:GetObject")),
        ("Resource", Node::Text(layers)),
    ]);
    policy(vec![own, layers])
}

/// The security group in front of the interface endpoints: HTTPS from the network's own group.
fn door(cx: &mut Lowering, block: &Block, vpc: &Text, group: ResourceId) -> ResourceId {
    let label = format!("{}-endpoints", block.label);
    let mut tree = Tree::default();
    tree.set("Description", "description", Node::text("VPC endpoints"));
    tree.set("VpcId", "vpc_id", Node::Text(vpc.clone()));
    let door = cx.add(ResourceKind::SecurityGroup, &label, tree);
    let name = shorten(cx.shared_name(&label), SECURITY_GROUP_PREFIX);
    let tags = cx.tags(block, "tags");
    let resource = cx.edit(door);
    resource.name = Some(Name::generated(name));
    resource.tags = tags;
    resource.block = Some(block.id);
    let from = (
        "ReferencedGroupId",
        "referenced_security_group_id",
        id_of(group),
    );
    let tree = https(door, from);
    cx.add(ResourceKind::SecurityGroupIngress, &label, tree);
    if block.has("egress") {
        let to = (
            "ReferencedGroupId",
            "referenced_security_group_id",
            id_of(door),
        );
        opening(cx, block, "endpoints", group, to);
    }
    door
}

fn interface(
    cx: &mut Lowering,
    block: &Block,
    service: &str,
    vpc: &Text,
    door: ResourceId,
    subnets: &[ResourceId],
) -> ResourceId {
    let mut tree = Tree::default();
    tree.set("VpcId", "vpc_id", Node::Text(vpc.clone()));
    tree.set("ServiceName", "service_name", service_name(service));
    tree.set(
        "VpcEndpointType",
        "vpc_endpoint_type",
        Node::text("Interface"),
    );
    tree.set("PrivateDnsEnabled", "private_dns_enabled", Node::Bool(true));
    let subnets = subnets.iter().map(|&id| id_of(id)).collect();
    tree.set("SubnetIds", "subnet_ids", Node::List(subnets));
    tree.set(
        "SecurityGroupIds",
        "security_group_ids",
        Node::List(vec![id_of(door)]),
    );
    add(cx, block, &service.replace('.', "-"), tree)
}

fn add(cx: &mut Lowering, block: &Block, purpose: &str, tree: Tree) -> ResourceId {
    let label = format!("{}-{purpose}", block.label);
    let id = cx.add(ResourceKind::VpcEndpoint, &label, tree);
    let mut tags = cx.tags(block, "tags");
    if !tags.iter().any(|(key, _)| key == "Name") {
        tags.insert(0, ("Name".into(), shorten(cx.shared_name(&label), 255)));
    }
    let resource = cx.edit(id);
    resource.tags = tags;
    resource.block = Some(block.id);
    id
}

/// Lets the network's group out to an endpoint.
fn opening(
    cx: &mut Lowering,
    block: &Block,
    purpose: &str,
    group: ResourceId,
    peer: (&'static str, &'static str, Node),
) -> ResourceId {
    let tree = https(group, peer);
    cx.add(
        ResourceKind::SecurityGroupEgress,
        &format!("{}-{purpose}", block.label),
        tree,
    )
}

fn https(group: ResourceId, (aws, terraform, peer): (&'static str, &'static str, Node)) -> Tree {
    let mut tree = Tree::default();
    tree.set("GroupId", "security_group_id", id_of(group));
    tree.set("IpProtocol", "ip_protocol", Node::text("tcp"));
    tree.set("FromPort", "from_port", Node::Int(443));
    tree.set("ToPort", "to_port", Node::Int(443));
    tree.set(aws, terraform, peer);
    tree
}
