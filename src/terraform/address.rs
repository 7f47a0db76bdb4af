//! Addresses: which Terraform resource a resource is, and under which label.

use crate::resources::{Resource, ResourceId, ResourceKind, Resources, digest};
use rustc_hash::{FxHashMap, FxHashSet};

/// The provider's type for a kind; `None` where it has none.
pub(super) fn type_of(kind: ResourceKind) -> Option<&'static str> {
    use ResourceKind as K;
    Some(match kind {
        K::DefaultVpc | K::Vpc => "aws_vpc",
        K::AvailabilityZones => "aws_availability_zones",
        K::VpcSubnets => "aws_subnets",
        K::ExistingSubnet | K::Subnet => "aws_subnet",
        K::InternetGateway => "aws_internet_gateway",
        K::ElasticIp => "aws_eip",
        K::NatGateway => "aws_nat_gateway",
        K::RouteTable => "aws_route_table",
        K::Route => "aws_route",
        K::RouteTableAssociation => "aws_route_table_association",
        K::SecurityGroup => "aws_security_group",
        K::SecurityGroupIngress => "aws_vpc_security_group_ingress_rule",
        K::SecurityGroupEgress => "aws_vpc_security_group_egress_rule",
        K::VpcEndpoint => "aws_vpc_endpoint",
        K::Role => "aws_iam_role",
        K::RolePolicyAttachment => "aws_iam_role_policy_attachment",
        K::RolePolicy => "aws_iam_role_policy",
        K::InstanceProfile => "aws_iam_instance_profile",
        K::LaunchTemplate => "aws_launch_template",
        K::ComputeEnvironment => "aws_batch_compute_environment",
        K::SchedulingPolicy => "aws_batch_scheduling_policy",
        K::JobQueue => "aws_batch_job_queue",
        K::JobDefinition => "aws_batch_job_definition",
        K::ConsumableResource | K::ServiceEnvironment | K::QuotaShare => return None,
    })
}

/// The label of every resource.
pub(super) struct Labels {
    of: FxHashMap<ResourceId, String>,
}

impl Labels {
    /// Snake case, as Terraform's own style has it. Of labels that differ in `-` and `_` alone the
    /// one already written so keeps its name; the others get a digest of their own label behind
    /// it, so that an address follows from the labels and not from their order.
    pub fn new(resources: &Resources) -> Labels {
        let mut of = FxHashMap::default();
        let mut taken: FxHashSet<(&str, String)> = FxHashSet::default();
        let unchanged = |resource: &Resource| identifier(&resource.label) == resource.label;
        let mut wanted: FxHashMap<(&str, String), usize> = FxHashMap::default();
        for resource in resources.iter() {
            if let Some(kind) = type_of(resource.kind) {
                let wish = (kind, identifier(&resource.label));
                *wanted.entry(wish).or_default() += 1;
            }
        }
        let exact = resources.iter().filter(|one| unchanged(one));
        let others = resources.iter().filter(|one| !unchanged(one));
        for resource in exact.chain(others) {
            let Some(kind) = type_of(resource.kind) else {
                continue;
            };
            let mut wish = (kind, identifier(&resource.label));
            let alone = wanted.get(&wish) == Some(&1);
            if !alone && !unchanged(resource) {
                let digest = digest(&resource.label) as u32;
                wish.1 = format!("{}_{digest:08x}", wish.1);
            }
            while taken.contains(&wish) {
                wish.1.push('_');
            }
            of.insert(resource.id, wish.1.clone());
            taken.insert(wish);
        }
        Labels { of }
    }

    pub fn label<'a>(&'a self, resource: &'a Resource) -> &'a str {
        self.of
            .get(&resource.id)
            .map_or(resource.label.as_str(), String::as_str)
    }

    /// `aws_batch_job_queue.main`, `data.aws_vpc.default`
    pub fn address(&self, resource: &Resource) -> String {
        let data = if resource.kind.is_lookup() {
            "data."
        } else {
            ""
        };
        format!(
            "{data}{}.{}",
            type_of(resource.kind).unwrap_or("null"),
            self.label(resource)
        )
    }
}

fn identifier(label: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let mut out: String = label.chars().map(plain).collect();
    if !out.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        out.insert(0, '_');
    }
    out
}
