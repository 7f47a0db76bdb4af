//! A VPC of the program's own, from `cidr`.
//!
//! | wanted | subnets | way out |
//! | --- | --- | --- |
//! | `nat = SINGLE`, `PER_AZ` | private, and public ones for the gateways | NAT |
//! | `nat = NONE` | public | internet gateway; instances get public addresses |
//! | `egress = []` | private | none but the VPC's endpoints |

use super::lowering::Lowering;
use super::name::shorten;
use super::network::{self, Network};
use super::node::{Node, Text, Tree};
use super::subnets::{self, Cidr, Layout};
use super::{ResourceId, ResourceKind};
use super::{comment, endpoint};
use crate::program::{Block, Typed};
use smol_str::SmolStr;

/// The way out of a VPC.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Isolated,
    Public,
    NatSingle,
    NatPerZone,
}

pub(super) fn lower(cx: &mut Lowering, block: &Block) -> Network {
    let mut making = Making::new(cx, block);
    let zones = making.zones();
    let way = way_of(block);
    let Some(layout) = making.layout(zones.len() as u32, way) else {
        return Network {
            vpc: Text::default(),
            subnets: Node::List(Vec::new()),
            groups: Vec::new(),
            public: false,
            routes: Vec::new(),
        };
    };
    let vpc = making.vpc();
    let public = making.subnets("public", &layout.public, &zones, &vpc);
    let private = making.subnets("private", &layout.private, &zones, &vpc);
    let tables = making.routes(way, &vpc, &public, &private);
    let mut routes = std::mem::take(&mut making.ways);
    let group = network::security_group(cx, Some(block), &vpc);
    network::rules(cx, group, Some(block));
    let inner = if private.is_empty() {
        &public
    } else {
        &private
    };
    routes.extend(endpoint::lower(cx, block, &vpc, group, inner, &tables));
    Network {
        vpc,
        subnets: Node::List(inner.iter().map(|&id| id_of(id)).collect()),
        groups: vec![id_of(group)],
        public: way == Way::Public,
        routes,
    }
}

/// No rule at all was written for what may go out.
pub(super) fn is_isolated(block: &Block) -> bool {
    block
        .get("egress")
        .and_then(Typed::as_list)
        .is_some_and(<[Typed]>::is_empty)
}

fn way_of(block: &Block) -> Way {
    match block.word("nat") {
        _ if is_isolated(block) => Way::Isolated,
        Some("NONE") => Way::Public,
        Some("PER_AZ") => Way::NatPerZone,
        _ => Way::NatSingle,
    }
}

pub(super) fn id_of(resource: ResourceId) -> Node {
    Node::Text(Text::attribute(resource, "id"))
}

/// The VPC while it is made.
struct Making<'a, 'p> {
    cx: &'a mut Lowering<'p>,
    block: &'a Block,
    /// Routes that lead out.
    ways: Vec<ResourceId>,
}

impl<'a, 'p> Making<'a, 'p> {
    fn new(cx: &'a mut Lowering<'p>, block: &'a Block) -> Making<'a, 'p> {
        Making {
            cx,
            block,
            ways: Vec::new(),
        }
    }

    /// The zones' names: as written, or the region's first ones, which only AWS knows.
    fn zones(&mut self) -> Vec<Node> {
        let names = self.block.list("availability_zones");
        if !names.is_empty() {
            let text = |name: &Typed| name.as_text().map(|text| Node::Text(self.cx.text(text)));
            return names.iter().filter_map(text).collect();
        }
        let count = self
            .block
            .int("availability_zones")
            .unwrap_or(2)
            .clamp(1, 6);
        let mut tree = Tree::default();
        tree.set("State", "state", Node::text("available"));
        let mut filter = Tree::default();
        filter.set("Name", "name", Node::text("opt-in-status"));
        filter.set(
            "Values",
            "values",
            Node::List(vec![Node::text("opt-in-not-required")]),
        );
        tree.set("Filters", "filter", Node::List(vec![Node::Object(filter)]));
        let id = self
            .cx
            .lookup(ResourceKind::AvailabilityZones, "available", tree);
        (0..count)
            .map(|at| Node::Text(Text::attribute(id, &format!("names[{at}]"))))
            .collect()
    }

    /// `None` where the block is too small, which the checker has reported (`network-size`).
    fn layout(&self, zones: u32, way: Way) -> Option<Layout> {
        let cidr = Cidr::parse(self.block.str("cidr")?)?;
        match way {
            Way::Isolated => subnets::single(cidr, zones).map(|private| Layout {
                private,
                ..Layout::default()
            }),
            Way::Public => subnets::single(cidr, zones).map(|public| Layout {
                public,
                ..Layout::default()
            }),
            _ => subnets::both(cidr, zones),
        }
    }

    /// Adds a part of the VPC, with its name as a tag.
    fn add(&mut self, kind: ResourceKind, purpose: &str, tree: Tree) -> ResourceId {
        let label = match purpose {
            "" => self.block.label.clone(),
            purpose => SmolStr::from(format!("{}-{purpose}", self.block.label)),
        };
        let id = self.cx.add(kind, &label, tree);
        let mut tags = self.cx.tags(self.block, "tags");
        if !tags.iter().any(|(key, _)| key == "Name") {
            let name = shorten(self.cx.shared_name(&label), 255);
            tags.insert(0, ("Name".into(), name));
        }
        let resource = self.cx.edit(id);
        resource.tags = tags;
        resource.block = Some(self.block.id);
        id
    }

    fn vpc(&mut self) -> Text {
        let mut tree = Tree::default();
        if let Some(cidr) = self.block.text("cidr") {
            tree.set("CidrBlock", "cidr_block", Node::Text(self.cx.text(cidr)));
        }
        // Interface endpoints answer under the services' public names.
        tree.set("EnableDnsSupport", "enable_dns_support", Node::Bool(true));
        tree.set(
            "EnableDnsHostnames",
            "enable_dns_hostnames",
            Node::Bool(true),
        );
        let id = self.add(ResourceKind::Vpc, "", tree);
        self.cx.edit(id).docs = comment::above(self.cx, self.block);
        Text::attribute(id, "id")
    }

    fn subnets(
        &mut self,
        sort: &str,
        blocks: &[Cidr],
        zones: &[Node],
        vpc: &Text,
    ) -> Vec<ResourceId> {
        let mut made = Vec::new();
        for (at, (cidr, zone)) in blocks.iter().zip(zones).enumerate() {
            let mut tree = Tree::default();
            tree.set("VpcId", "vpc_id", Node::Text(vpc.clone()));
            tree.set("CidrBlock", "cidr_block", Node::text(cidr.to_string()));
            tree.set("AvailabilityZone", "availability_zone", zone.clone());
            if sort == "public" {
                tree.set(
                    "MapPublicIpOnLaunch",
                    "map_public_ip_on_launch",
                    Node::Bool(true),
                );
            }
            made.push(self.add(ResourceKind::Subnet, &format!("{sort}-{}", at + 1), tree));
        }
        made
    }

    /// Route tables with their ways out; returns the tables instances' subnets use.
    fn routes(
        &mut self,
        way: Way,
        vpc: &Text,
        public: &[ResourceId],
        private: &[ResourceId],
    ) -> Vec<ResourceId> {
        if way == Way::Isolated {
            let table = self.table("private", vpc);
            self.associate("private", table, private, 0);
            return vec![table];
        }
        let mut tree = Tree::default();
        tree.set("VpcId", "vpc_id", Node::Text(vpc.clone()));
        let gateway = self.add(ResourceKind::InternetGateway, "", tree);
        let table = self.table("public", vpc);
        let out = self.route("public", table, "GatewayId", "gateway_id", gateway);
        self.associate("public", table, public, 0);
        if way == Way::Public {
            self.ways.push(out);
            return vec![table];
        }
        let gateways = if way == Way::NatPerZone {
            public.len()
        } else {
            1
        };
        let mut tables = Vec::new();
        for (at, &subnet) in public.iter().take(gateways).enumerate() {
            let one = if gateways == 1 {
                String::new()
            } else {
                format!("-{}", at + 1)
            };
            let nat = self.nat(one.trim_start_matches('-'), subnet, out);
            let table = self.table(&format!("private{one}"), vpc);
            let out = self.route(
                &format!("private{one}"),
                table,
                "NatGatewayId",
                "nat_gateway_id",
                nat,
            );
            self.ways.push(out);
            let served = if gateways == 1 {
                private
            } else {
                private.get(at..=at).unwrap_or(&[])
            };
            self.associate("private", table, served, at);
            tables.push(table);
        }
        tables
    }

    fn nat(&mut self, purpose: &str, subnet: ResourceId, way_out: ResourceId) -> ResourceId {
        let suffix = if purpose.is_empty() {
            "nat".to_owned()
        } else {
            format!("nat-{purpose}")
        };
        let mut address = Tree::default();
        address.set("Domain", "domain", Node::text("vpc"));
        let address = self.add(ResourceKind::ElasticIp, &suffix, address);
        let mut tree = Tree::default();
        let allocation = Text::attribute(address, "allocation_id");
        tree.set("AllocationId", "allocation_id", Node::Text(allocation));
        tree.set("SubnetId", "subnet_id", id_of(subnet));
        let id = self.add(ResourceKind::NatGateway, purpose, tree);
        // A NAT gateway fails where its subnet has no way out yet.
        self.cx.edit(id).depends_on = vec![way_out];
        id
    }

    fn table(&mut self, purpose: &str, vpc: &Text) -> ResourceId {
        let mut tree = Tree::default();
        tree.set("VpcId", "vpc_id", Node::Text(vpc.clone()));
        self.add(ResourceKind::RouteTable, purpose, tree)
    }

    fn route(
        &mut self,
        purpose: &str,
        table: ResourceId,
        aws: &'static str,
        terraform: &'static str,
        target: ResourceId,
    ) -> ResourceId {
        let mut tree = Tree::default();
        tree.set("RouteTableId", "route_table_id", id_of(table));
        tree.set(
            "DestinationCidrBlock",
            "destination_cidr_block",
            Node::text("0.0.0.0/0"),
        );
        tree.set(aws, terraform, id_of(target));
        let label = format!("{}-{purpose}", self.block.label);
        self.cx.add(ResourceKind::Route, &label, tree)
    }

    fn associate(&mut self, sort: &str, table: ResourceId, subnets: &[ResourceId], first: usize) {
        for (at, &subnet) in subnets.iter().enumerate() {
            let mut tree = Tree::default();
            tree.set("RouteTableId", "route_table_id", id_of(table));
            tree.set("SubnetId", "subnet_id", id_of(subnet));
            let label = format!("{}-{sort}-{}", self.block.label, first + at + 1);
            self.cx
                .add(ResourceKind::RouteTableAssociation, &label, tree);
        }
    }
}
