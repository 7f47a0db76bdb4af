//! A checked program becomes the AWS resources it asks for and the edges between them.
//!
//! This is the only place that decides names, roles, tags and defaults. What it makes is shaped
//! like AWS's requests (every field by its API name), and each field carries its Terraform
//! argument too, so that a writer of Terraform and a direct deployment start from the same list.
//! The walk over a block's attributes follows the vocabulary; code of its own has only what one
//! attribute alone does not say: networks, roles, launch templates, images, job definitions' forms.

mod arn;
mod comment;
mod definition;
mod endpoint;
mod environment;
mod execution;
mod image;
mod launch_template;
mod lowering;
mod name;
mod network;
mod node;
mod outputs;
mod pod;
mod queue;
mod role;
mod subnets;
mod vpc;
mod walk;

pub use arn::in_service_role;
pub use lowering::lower;
pub use name::{Name, digest};
pub use node::{Field, Node, Origin, Part, Text, Tree};

use crate::program::BlockId;
use smol_str::SmolStr;

/// Index into [`Resources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId(pub u32);

/// What a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceKind {
    // Looked up, never made:
    DefaultVpc,
    AvailabilityZones,
    /// The subnets of a VPC.
    VpcSubnets,
    /// One subnet, for the VPC it lies in.
    ExistingSubnet,
    // Made:
    Vpc,
    Subnet,
    InternetGateway,
    ElasticIp,
    NatGateway,
    RouteTable,
    Route,
    RouteTableAssociation,
    SecurityGroup,
    SecurityGroupIngress,
    SecurityGroupEgress,
    VpcEndpoint,
    Role,
    RolePolicyAttachment,
    RolePolicy,
    InstanceProfile,
    LaunchTemplate,
    ComputeEnvironment,
    SchedulingPolicy,
    JobQueue,
    JobDefinition,
    ConsumableResource,
    ServiceEnvironment,
    QuotaShare,
}

impl ResourceKind {
    /// Only read: the account has it already.
    pub const fn is_lookup(self) -> bool {
        (self as u8) <= (ResourceKind::ExistingSubnet as u8)
    }
}

/// One thing AWS should have, or one that is looked up there.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    pub id: ResourceId,
    pub kind: ResourceKind,
    /// Its handle, unique in its kind: the block's label, perhaps with what it is for behind it.
    pub label: SmolStr,
    /// The declaration it comes from.
    pub block: Option<BlockId>,
    /// Is that declaration itself, not a companion made for it.
    pub main: bool,
    pub docs: Option<SmolStr>,
    pub name: Option<Name>,
    /// The fields of the request that creates it, without the name.
    pub properties: Tree,
    /// Tags of its own; the project's come on top wherever AWS takes tags.
    pub tags: Vec<(SmolStr, Text)>,
    /// What must be there first although no field refers to it.
    pub depends_on: Vec<ResourceId>,
    /// Paths of fields AWS changes by itself: set once, then left alone (`computeResources.desiredvCpus`).
    pub settled_by_aws: Vec<Field>,
    /// Job definitions: how many active revisions stay.
    pub keep_revisions: Option<u32>,
}

/// What a program asks for.
#[derive(Clone, Debug, Default)]
pub struct Resources {
    slots: Vec<Resource>,
    order: Vec<ResourceId>,
    pub project: SmolStr,
    pub region: Option<SmolStr>,
    pub account: Option<SmolStr>,
    /// Where `region` and `account` matter: the tags everything gets.
    pub tags: Vec<(SmolStr, Text)>,
    pub outputs: Vec<Output>,
}

/// `output NAME = …`
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    pub name: SmolStr,
    pub docs: Option<SmolStr>,
    /// `None`: null.
    pub value: Option<Node>,
}

impl Resources {
    /// In an order that follows the source: networks and roles first, then what uses them.
    pub fn iter(&self) -> impl Iterator<Item = &Resource> {
        self.order.iter().map(|&id| self.get(id))
    }

    /// The same by number.
    pub fn order(&self) -> &[ResourceId] {
        &self.order
    }

    pub fn get(&self, id: ResourceId) -> &Resource {
        &self.slots[id.0 as usize]
    }

    pub fn of(&self, kind: ResourceKind) -> impl Iterator<Item = &Resource> {
        self.iter().filter(move |resource| resource.kind == kind)
    }

    pub fn find(&self, kind: ResourceKind, label: &str) -> Option<&Resource> {
        self.of(kind).find(|resource| resource.label == label)
    }
}
