//! EC2, as far as Batch set-ups need it: VPCs and what is in them, security groups, launch templates.
//!
//! One file a kind of thing; [`common::Thing`] is what they share, so that ids, filters, pages and
//! tags are the same everywhere.

mod address;
mod cidr;
mod common;
mod endpoint;
mod endpoint_calls;
mod endpoint_service;
mod filter;
mod gateway;
mod group;
mod instance_type;
mod interface;
mod nat;
mod permission;
mod prefix_list;
mod route;
mod route_table;
mod rule;
mod subnet;
mod tags;
mod template;
mod template_data;
mod template_version;
#[cfg(test)]
mod tests;
mod vpc;
mod zone;

use super::account::{Millis, new_id};
use super::query::Form;
use super::xml::{Element, request_id};
use super::{Context, Fault};
use common::describe;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const NAMESPACE: &str = "http://ec2.amazonaws.com/doc/2016-11-15/";

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Ec2 {
    vpcs: BTreeMap<String, vpc::Vpc>,
    subnets: BTreeMap<String, subnet::Subnet>,
    gateways: BTreeMap<String, gateway::Gateway>,
    addresses: BTreeMap<String, address::Address>,
    nats: BTreeMap<String, nat::Nat>,
    tables: BTreeMap<String, route_table::RouteTable>,
    groups: BTreeMap<String, group::Group>,
    rules: BTreeMap<String, rule::Rule>,
    endpoints: BTreeMap<String, endpoint::Endpoint>,
    interfaces: BTreeMap<String, interface::Interface>,
    templates: BTreeMap<String, template::Template>,
    /// Ids of launch templates by their names.
    template_names: BTreeMap<String, String>,
    /// What calls with a client token have made.
    tokens: BTreeMap<String, common::Token>,
    dhcp_options: String,
}

/// Answers one call; the element is the whole response document.
pub fn handle(cx: &mut Context, action: &str, form: &Form) -> Result<Element, Fault> {
    let now = cx.now;
    cx.here().ec2.catch_up(now);
    let answer = match common::flag(form, "DryRun")? {
        Some(true) => return dry_run(cx, action, form),
        _ => dispatch(cx, action, form)?,
    };
    Ok(Element::new(format!("{action}Response"))
        .set("@xmlns", NAMESPACE)
        .set("requestId", request_id(cx, action))
        .with_all(answer.children))
}

/// Tries a call and undoes it.
fn dry_run(cx: &mut Context, action: &str, form: &Form) -> Result<Element, Fault> {
    let (before, serial) = (cx.here().ec2.clone(), cx.account.serial);
    let result = dispatch(cx, action, form);
    cx.here().ec2 = before;
    cx.account.serial = serial;
    result?;
    Err(Fault::new(
        412,
        "DryRunOperation",
        "Request would have succeeded, but DryRun flag is set.",
    ))
}

fn dispatch(cx: &mut Context, action: &str, form: &Form) -> common::Answer {
    match action {
        "CreateVpc" => vpc::create(cx, form),
        "DescribeVpcs" => describe::<vpc::Vpc>(cx, form),
        "DescribeVpcAttribute" => vpc::attribute(cx, form),
        "ModifyVpcAttribute" => vpc::modify(cx, form),
        "DeleteVpc" => vpc::delete(cx, form),
        "CreateSubnet" => subnet::create(cx, form),
        "DescribeSubnets" => describe::<subnet::Subnet>(cx, form),
        "ModifySubnetAttribute" => subnet::modify(cx, form),
        "DeleteSubnet" => subnet::delete(cx, form),
        "DescribeAvailabilityZones" => zone::describe(cx, form),
        "DescribeRegions" => zone::describe_regions(cx, form),
        "CreateInternetGateway" => gateway::create(cx, form),
        "DescribeInternetGateways" => describe::<gateway::Gateway>(cx, form),
        "AttachInternetGateway" => gateway::attach(cx, form),
        "DetachInternetGateway" => gateway::detach(cx, form),
        "DeleteInternetGateway" => gateway::delete(cx, form),
        "AllocateAddress" => address::allocate(cx, form),
        "DescribeAddresses" => address::describe(cx, form),
        "ReleaseAddress" => address::release(cx, form),
        "CreateNatGateway" => nat::create(cx, form),
        "DescribeNatGateways" => nat::describe(cx, form),
        "DeleteNatGateway" => nat::delete(cx, form),
        "CreateRouteTable" => route_table::create(cx, form),
        "DescribeRouteTables" => describe::<route_table::RouteTable>(cx, form),
        "DeleteRouteTable" => route_table::delete(cx, form),
        "AssociateRouteTable" => route_table::associate(cx, form),
        "DisassociateRouteTable" => route_table::disassociate(cx, form),
        "ReplaceRouteTableAssociation" => route_table::replace_association(cx, form),
        "CreateRoute" => route::create(cx, form),
        "ReplaceRoute" => route::replace(cx, form),
        "DeleteRoute" => route::delete(cx, form),
        "CreateVpcEndpoint" => endpoint_calls::create(cx, form),
        "DescribeVpcEndpoints" => describe::<endpoint::Endpoint>(cx, form),
        "ModifyVpcEndpoint" => endpoint_calls::modify(cx, form),
        "DeleteVpcEndpoints" => endpoint_calls::delete(cx, form),
        "DescribePrefixLists" => prefix_list::describe(cx, form),
        "DescribeManagedPrefixLists" => prefix_list::describe_managed(cx, form),
        "DescribeNetworkInterfaces" => describe::<interface::Interface>(cx, form),
        "CreateTags" => tags::create(cx, form),
        "DeleteTags" => tags::delete(cx, form),
        "DescribeTags" => tags::describe(cx, form),
        "DescribeInstanceTypes" => instance_type::describe(cx, form),
        "DescribeInstanceTypeOfferings" => instance_type::describe_offerings(cx, form),
        _ => dispatch_groups(cx, action, form),
    }
}

fn dispatch_groups(cx: &mut Context, action: &str, form: &Form) -> common::Answer {
    match action {
        "CreateSecurityGroup" => group::create(cx, form),
        "DescribeSecurityGroups" => group::describe(cx, form),
        "DeleteSecurityGroup" => group::delete(cx, form),
        "DescribeSecurityGroupRules" => describe::<rule::Rule>(cx, form),
        "AuthorizeSecurityGroupIngress" => rule::authorize(cx, form, false),
        "AuthorizeSecurityGroupEgress" => rule::authorize(cx, form, true),
        "RevokeSecurityGroupIngress" => rule::revoke(cx, form, false),
        "RevokeSecurityGroupEgress" => rule::revoke(cx, form, true),
        "ModifySecurityGroupRules" => rule::modify(cx, form),
        "UpdateSecurityGroupRuleDescriptionsIngress" => rule::describe_changes(cx, form, false),
        "UpdateSecurityGroupRuleDescriptionsEgress" => rule::describe_changes(cx, form, true),
        "CreateLaunchTemplate" => template::create(cx, form),
        "DescribeLaunchTemplates" => template::describe(cx, form),
        "ModifyLaunchTemplate" => template::modify(cx, form),
        "DeleteLaunchTemplate" => template::delete(cx, form),
        "CreateLaunchTemplateVersion" => template_version::create(cx, form),
        "DescribeLaunchTemplateVersions" => template_version::describe(cx, form),
        "DeleteLaunchTemplateVersions" => template_version::delete(cx, form),
        _ => Err(Fault::new(
            400,
            "InvalidAction",
            format!("The action {action} is not valid for this web service."),
        )),
    }
}

impl Ec2 {
    /// A region as AWS gives it to a new account: one VPC, a subnet in each zone, a gateway, and
    /// the default security group.
    pub fn with_default_vpc(region: &str, serial: &mut u64) -> Ec2 {
        let mut ec2 = Ec2 {
            dhcp_options: new_id("dopt", serial),
            ..Ec2::default()
        };
        let (vpc, gateway) = (new_id("vpc", serial), new_id("igw", serial));
        ec2.vpcs.insert(
            vpc.clone(),
            vpc::Vpc {
                cidr: "172.31.0.0/16".to_owned(),
                association: new_id("vpc-cidr-assoc", serial),
                default: true,
                tenancy: "default".to_owned(),
                dhcp_options: ec2.dhcp_options.clone(),
                dns_support: true,
                dns_hostnames: true,
                usage_metrics: false,
                tags: BTreeMap::new(),
            },
        );
        for (at, zone) in zone::names(region).into_iter().enumerate() {
            let subnet = subnet::Subnet {
                vpc: vpc.clone(),
                cidr: format!("172.31.{}.0/20", at * 16),
                zone,
                default: true,
                public: true,
                next: 4,
                tags: BTreeMap::new(),
            };
            ec2.subnets.insert(new_id("subnet", serial), subnet);
        }
        let cidr = "172.31.0.0/16";
        route_table::make_main(&mut ec2, serial, &vpc, cidr, Some(&gateway));
        let attached = gateway::Gateway {
            vpc: Some(vpc.clone()),
            tags: BTreeMap::new(),
        };
        ec2.gateways.insert(gateway, attached);
        group::make_default(&mut ec2, serial, &vpc);
        ec2
    }

    /// Ends what has ended by now.
    fn catch_up(&mut self, now: Millis) {
        nat::catch_up(self, now);
        endpoint::catch_up(self, now);
    }

    /// The VPC a subnet lies in.
    pub fn vpc_of_subnet(&self, id: &str) -> Option<&str> {
        self.subnets.get(id).map(|subnet| subnet.vpc.as_str())
    }

    /// The VPC of a security group.
    pub fn vpc_of_group(&self, id: &str) -> Option<&str> {
        self.groups.get(id).map(|group| group.vpc.as_str())
    }

    fn template(&self, id_or_name: &str) -> Option<&template::Template> {
        let by_id = self.templates.get(id_or_name);
        by_id.or_else(|| self.templates.get(self.template_names.get(id_or_name)?))
    }

    /// Whether a launch template has a version (`$Latest`, `$Default`, a number), by id or name.
    /// `Some(number)` is the version it comes to.
    pub fn launch_template_version(&self, id_or_name: &str, version: &str) -> Option<u64> {
        self.template(id_or_name)?.number(version)
    }

    /// Whether a launch template's data has security groups of its own.
    pub fn launch_template_has_groups(&self, id_or_name: &str, version: &str) -> bool {
        let groups = || {
            let template = self.template(id_or_name)?;
            let version = template.versions.get(&template.number(version)?)?;
            Some(template_data::has_groups(&version.data))
        };
        groups().unwrap_or(false)
    }
}
