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

/// The address of every resource.
pub(super) struct Labels {
    /// By the resource's number; empty where Terraform has no such resource.
    addresses: Vec<String>,
}

impl Labels {
    /// Snake case, as Terraform's own style has it.
    pub fn new(resources: &Resources) -> Labels {
        let last = resources.order().iter().map(|id| id.0 as usize + 1).max();
        let mut addresses = vec![String::new(); last.unwrap_or(0)];
        for resource in resources.iter() {
            if let Some(kind) = type_of(resource.kind) {
                addresses[resource.id.0 as usize] = address(resource, kind, &resource.label);
            }
        }
        let mut labels = Labels { addresses };
        let mut seen = FxHashSet::default();
        seen.reserve(labels.addresses.len());
        let of_one = |id: &ResourceId| match labels.address(*id) {
            NONE => true,
            address => seen.insert(without_data(address)),
        };
        if !resources.order().iter().all(of_one) {
            labels.tell_apart(resources);
        }
        labels
    }

    /// Of labels that differ in `-` and `_` alone the one already written so keeps its name; the
    /// others get a digest of their own label behind it, so that an address follows from the
    /// labels and not from their order.
    fn tell_apart(&mut self, resources: &Resources) {
        let named: Vec<(&Resource, &str, String)> = resources
            .iter()
            .filter_map(|one| Some((one, type_of(one.kind)?, identifier(&one.label))))
            .collect();
        let mut wanted: FxHashMap<(&str, &str), usize> = FxHashMap::default();
        for (_, kind, label) in &named {
            *wanted.entry((kind, label)).or_default() += 1;
        }
        // The labels that are wanted by one only, and those written so, are theirs.
        let mut taken: FxHashSet<(&str, String)> = FxHashSet::default();
        for (resource, kind, label) in &named {
            let alone = wanted.get(&(*kind, label.as_str())) == Some(&1);
            let exact = *label == resource.label.as_str();
            if alone || (exact && taken.insert((kind, label.clone()))) {
                continue;
            }
            self.addresses[resource.id.0 as usize].clear();
        }
        for (resource, kind, label) in &named {
            if !self.addresses[resource.id.0 as usize].is_empty() {
                continue;
            }
            let digest = digest(&resource.label) as u32;
            let mut label = format!("{label}_{digest:08x}");
            while wanted.contains_key(&(*kind, label.as_str()))
                || !taken.insert((kind, label.clone()))
            {
                label.push('_');
            }
            self.addresses[resource.id.0 as usize] = address(resource, kind, &label);
        }
    }

    /// `aws_batch_job_queue.main`, `data.aws_vpc.default`; `null` where there is none.
    pub fn address(&self, id: ResourceId) -> &str {
        let known = self.addresses.get(id.0 as usize);
        known.filter(|one| !one.is_empty()).map_or(NONE, |one| one)
    }

    /// `main` of `aws_batch_job_queue.main`
    pub fn label(&self, id: ResourceId) -> &str {
        let address = self.address(id);
        address.rsplit_once('.').map_or(address, |(_, label)| label)
    }
}

/// Stands where there is no resource.
const NONE: &str = "null";

const DATA: &str = "data.";

/// `aws_vpc.default` of `data.aws_vpc.default`
fn without_data(address: &str) -> &str {
    address.strip_prefix(DATA).unwrap_or(address)
}

fn address(resource: &Resource, kind: &str, label: &str) -> String {
    // A dot, perhaps an underscore before a digit.
    let mut out = String::with_capacity(DATA.len() + kind.len() + label.len() + 2);
    if resource.kind.is_lookup() {
        out.push_str(DATA);
    }
    out.push_str(kind);
    out.push('.');
    push_identifier(&mut out, label);
    out
}

fn identifier(label: &str) -> String {
    let mut out = String::with_capacity(label.len() + 1);
    push_identifier(&mut out, label);
    out
}

fn push_identifier(out: &mut String, label: &str) {
    if label.is_empty() || label.starts_with(|c: char| c.is_ascii_digit()) {
        out.push('_');
    }
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    out.extend(label.chars().map(plain));
}
