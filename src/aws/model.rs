//! What a plan is about: items as the program wants them and as the account has them, in one shape.
//!
//! `properties` has the fields of the request that creates the thing, by AWS's names, with what
//! belongs to it folded in:
//!
//! | kind | properties |
//! | --- | --- |
//! | Vpc | `CidrBlock`, `EnableDnsSupport`, `EnableDnsHostnames` |
//! | Subnet | `VpcId`, `CidrBlock`, `AvailabilityZone`, `MapPublicIpOnLaunch` |
//! | InternetGateway | `VpcId` it is attached to |
//! | ElasticIp | `Domain` |
//! | NatGateway | `AllocationId`, `SubnetId` |
//! | RouteTable | `VpcId`, `Routes` [{`DestinationCidrBlock`, `GatewayId` or `NatGatewayId`}] (without the local route and those of gateway endpoints), `Associations` [subnet ids] |
//! | SecurityGroup | `VpcId`, `Description` |
//! | SecurityGroupRules | `GroupId`, `Ingress` and `Egress` [{`IpProtocol`, `FromPort`, `ToPort`, one of `CidrIp` `CidrIpv6` `ReferencedGroupId` `PrefixListId`, `Description`}] |
//! | VpcEndpoint | `VpcId`, `ServiceName`, `VpcEndpointType`, `PolicyDocument`, `RouteTableIds`, `SubnetIds`, `SecurityGroupIds`, `PrivateDnsEnabled` |
//! | Role | `AssumeRolePolicyDocument` (an object), `Path`, `Description`, `MaxSessionDuration`, `PermissionsBoundary`, `ManagedPolicies` [ARNs], `Policies` {name: document} |
//! | InstanceProfile | `Path`, `RoleName` |
//! | LaunchTemplate | `LaunchTemplateData` as CreateLaunchTemplate takes it |
//! | the kinds of Batch | the fields of their Create… or Register… request, without name and tags |

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// Everything that carries tags of its own, and the rules of security groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    Vpc,
    Subnet,
    InternetGateway,
    ElasticIp,
    NatGateway,
    RouteTable,
    SecurityGroup,
    SecurityGroupRules,
    VpcEndpoint,
    Role,
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

impl ItemKind {
    pub const ALL: &'static [ItemKind] = &[
        ItemKind::Vpc,
        ItemKind::Subnet,
        ItemKind::InternetGateway,
        ItemKind::ElasticIp,
        ItemKind::NatGateway,
        ItemKind::RouteTable,
        ItemKind::SecurityGroup,
        ItemKind::SecurityGroupRules,
        ItemKind::VpcEndpoint,
        ItemKind::Role,
        ItemKind::InstanceProfile,
        ItemKind::LaunchTemplate,
        ItemKind::ComputeEnvironment,
        ItemKind::SchedulingPolicy,
        ItemKind::JobQueue,
        ItemKind::JobDefinition,
        ItemKind::ConsumableResource,
        ItemKind::ServiceEnvironment,
        ItemKind::QuotaShare,
    ];

    /// The first half of an address: `job_queue`.
    pub const fn word(self) -> &'static str {
        match self {
            ItemKind::Vpc => "vpc",
            ItemKind::Subnet => "subnet",
            ItemKind::InternetGateway => "internet_gateway",
            ItemKind::ElasticIp => "elastic_ip",
            ItemKind::NatGateway => "nat_gateway",
            ItemKind::RouteTable => "route_table",
            ItemKind::SecurityGroup => "security_group",
            ItemKind::SecurityGroupRules => "security_group_rules",
            ItemKind::VpcEndpoint => "vpc_endpoint",
            ItemKind::Role => "role",
            ItemKind::InstanceProfile => "instance_profile",
            ItemKind::LaunchTemplate => "launch_template",
            ItemKind::ComputeEnvironment => "compute_environment",
            ItemKind::SchedulingPolicy => "scheduling_policy",
            ItemKind::JobQueue => "job_queue",
            ItemKind::JobDefinition => "job_definition",
            ItemKind::ConsumableResource => "consumable_resource",
            ItemKind::ServiceEnvironment => "service_environment",
            ItemKind::QuotaShare => "quota_share",
        }
    }

    pub fn from_word(word: &str) -> Option<ItemKind> {
        ItemKind::ALL
            .iter()
            .copied()
            .find(|kind| kind.word() == word)
    }
}

/// `job_queue.mainqueue`: the kind and the label, as the tag `batchlang:address` has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    pub kind: ItemKind,
    pub label: String,
}

impl Address {
    pub fn new(kind: ItemKind, label: impl Into<String>) -> Address {
        Address {
            kind,
            label: label.into(),
        }
    }

    pub fn parse(text: &str) -> Option<Address> {
        let (kind, label) = text.split_once('.')?;
        let kind = ItemKind::from_word(kind)?;
        (!label.is_empty()).then(|| Address::new(kind, label))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.kind.word(), self.label)
    }
}

impl Serialize for Address {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Address, D::Error> {
        let text = String::deserialize(deserializer)?;
        Address::parse(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no address")))
    }
}

/// The tags everything made here carries.
pub const TAG_PROJECT: &str = "batchlang:project";
pub const TAG_ADDRESS: &str = "batchlang:address";
/// A digest of the content as it was sent; job definitions are compared by it first.
pub const TAG_DIGEST: &str = "batchlang:digest";

/// The IAM path of a project's roles and instance profiles.
pub fn iam_path(project: &str) -> String {
    format!("/batchlang/{project}/")
}

pub type Tags = BTreeMap<String, String>;

/// A thing as the account has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Live {
    pub kind: ItemKind,
    /// From its tags; `None` where it has none of ours.
    pub address: Option<Address>,
    /// The value of the tag `batchlang:project`.
    pub project: Option<String>,
    /// What calls name it by: the ARN for Batch, the id for EC2, the name for IAM. Rules have
    /// their group's.
    pub id: String,
    /// Its name where it has one; VPCs and their like have none.
    pub name: Option<String>,
    /// As the table above has them.
    pub properties: Value,
    pub tags: Tags,
    /// What references may ask for, under Terraform's names: `arn`, `id`, `name`,
    /// `latest_version`, `allocation_id`, `prefix_list_id`, `arn_prefix`, `revision`, `vpc_id`.
    pub attributes: BTreeMap<String, Value>,
    /// `VALID`, `INVALID`, `UPDATING`, `available`, …, where it has states.
    pub status: Option<String>,
    pub status_reason: Option<String>,
    /// What only AWS says of it and a plan may need: `desiredvCpus`,
    /// `containerOrchestrationType`, `uuid`, rule ids (`IngressIds`, `EgressIds` beside
    /// `Ingress` and `Egress`), association ids (`AssociationIds` beside `Associations`),
    /// active revisions (`Revisions` [{`revision`, `arn`, `digest`}], newest first).
    pub extra: Value,
}

impl Live {
    pub fn new(kind: ItemKind, id: impl Into<String>) -> Live {
        Live {
            kind,
            address: None,
            project: None,
            id: id.into(),
            name: None,
            properties: Value::Null,
            tags: Tags::new(),
            attributes: BTreeMap::new(),
            status: None,
            status_reason: None,
            extra: Value::Null,
        }
    }

    /// Takes over the tags, and what ours among them say.
    pub fn with_tags(mut self, tags: Tags) -> Live {
        self.project = tags.get(TAG_PROJECT).cloned();
        self.address = tags.get(TAG_ADDRESS).and_then(|text| Address::parse(text));
        self.tags = tags;
        self
    }
}
