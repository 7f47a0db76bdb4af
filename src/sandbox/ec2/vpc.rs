//! VPCs.

use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::cidr::Block;
use super::common::{
    Answer, Thing, View, add, answer, done, find, find_mut, flag, has_dependencies, invalid, need,
    not_found, view,
};
use super::tags::{self, Tags};
use super::{Ec2, group, route_table};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Vpc {
    pub cidr: String,
    pub association: String,
    pub default: bool,
    pub tenancy: String,
    pub dhcp_options: String,
    pub dns_support: bool,
    pub dns_hostnames: bool,
    pub usage_metrics: bool,
    pub tags: Tags,
}

impl Thing for Vpc {
    const SET: &'static str = "vpcSet";
    const IDS: &'static str = "VpcId";
    const KIND: &'static str = "vpc";
    const FILTERS: &'static [&'static str] = &[
        "cidr",
        "cidr-block-association.association-id",
        "cidr-block-association.cidr-block",
        "cidr-block-association.state",
        "dhcp-options-id",
        "is-default",
        "isDefault",
        "ipv6-cidr-block-association.association-id",
        "ipv6-cidr-block-association.ipv6-cidr-block",
        "owner-id",
        "state",
        "vpc-id",
    ];

    fn all(ec2: &Ec2) -> &BTreeMap<String, Vpc> {
        &ec2.vpcs
    }

    fn all_mut(ec2: &mut Ec2) -> &mut BTreeMap<String, Vpc> {
        &mut ec2.vpcs
    }

    fn missing(id: &str) -> Fault {
        not_found("InvalidVpcID.NotFound", "vpc ID", id)
    }

    fn tags(&self) -> &Tags {
        &self.tags
    }

    fn tags_mut(&mut self) -> &mut Tags {
        &mut self.tags
    }

    fn filter(&self, view: &View, id: &str, name: &str) -> Vec<String> {
        vec![match name {
            "cidr" | "cidr-block-association.cidr-block" => self.cidr.clone(),
            "cidr-block-association.association-id" => self.association.clone(),
            "cidr-block-association.state" => "associated".to_owned(),
            "dhcp-options-id" => self.dhcp_options.clone(),
            "is-default" | "isDefault" => self.default.to_string(),
            "owner-id" => view.account.to_owned(),
            "state" => "available".to_owned(),
            "vpc-id" => id.to_owned(),
            _ => return Vec::new(),
        }]
    }

    fn fields(&self, view: &View, id: &str) -> Element {
        let association = Element::new("item")
            .set("cidrBlock", &self.cidr)
            .set("associationId", &self.association)
            .with(Element::new("cidrBlockState").set("state", "associated"));
        Element::new("vpc")
            .set("vpcId", id)
            .set("ownerId", view.account)
            .set("state", "available")
            .set("cidrBlock", &self.cidr)
            .list("cidrBlockAssociationSet", [association])
            .set("dhcpOptionsId", &self.dhcp_options)
            .set("instanceTenancy", &self.tenancy)
            .set("isDefault", self.default)
    }
}

/// A block that is one, in AWS's bounds.
pub(super) fn block(form: &Form, code: &'static str) -> Result<Block, Fault> {
    let text = need(form, "CidrBlock")?;
    let Some(block) = Block::parse(text) else {
        return Err(invalid(format!(
            "Value ({text}) for parameter cidrBlock is invalid. This is not a valid CIDR block."
        )));
    };
    match (16..=28).contains(&block.bits) {
        true => Ok(block),
        false => Err(Fault::new(
            400,
            code,
            format!("The CIDR '{text}' is invalid."),
        )),
    }
}

pub(super) fn create(cx: &mut Context, form: &Form) -> Answer {
    for name in ["Ipv4IpamPoolId", "AmazonProvidedIpv6CidrBlock", "Ipv6Pool"] {
        if form.get(name).is_some_and(|value| value != "false") {
            return Err(Fault::new(
                400,
                "UnsupportedOperation",
                format!("The sandbox has no VPCs with {name}."),
            ));
        }
    }
    let cidr = block(form, "InvalidVpc.Range")?.to_string();
    let tenancy = form.get("InstanceTenancy").unwrap_or("default");
    if !matches!(tenancy, "default" | "dedicated" | "host") {
        return Err(invalid(format!(
            "Value ({tenancy}) for parameter instanceTenancy is invalid."
        )));
    }
    let tags = tags::on_create(form, Vpc::KIND)?;
    let id = cx.id("vpc");
    let vpc = Vpc {
        cidr: cidr.clone(),
        association: cx.id("vpc-cidr-assoc"),
        default: false,
        tenancy: tenancy.to_owned(),
        dhcp_options: cx.here().ec2.dhcp_options.clone(),
        dns_support: true,
        dns_hostnames: false,
        usage_metrics: false,
        tags,
    };
    let answer = add(cx, &id, vpc, "vpc")?;
    // What AWS makes with it: the main route table and the default group.
    cx.here();
    let serial = &mut cx.account.serial;
    if let Some(region) = cx.account.regions.get_mut(cx.region) {
        route_table::make_main(&mut region.ec2, serial, &id, &cidr, None);
        group::make_default(&mut region.ec2, serial, &id);
    }
    Ok(pending(answer))
}

/// A thing is told as pending by the call that makes it.
pub(super) fn pending(mut answer: Element) -> Element {
    for thing in &mut answer.children {
        for field in &mut thing.children {
            if field.name == "state" {
                field.text = "pending".to_owned();
            }
        }
    }
    answer
}

pub(super) fn modify(cx: &mut Context, form: &Form) -> Answer {
    let id = need(form, "VpcId")?;
    let support = flag(form, "EnableDnsSupport.Value")?;
    let hostnames = flag(form, "EnableDnsHostnames.Value")?;
    let metrics = flag(form, "EnableNetworkAddressUsageMetrics.Value")?;
    let vpc = find_mut::<Vpc>(&mut cx.here().ec2, id)?;
    match (support, hostnames, metrics) {
        (Some(on), None, None) => vpc.dns_support = on,
        (None, Some(on), None) => vpc.dns_hostnames = on,
        (None, None, Some(on)) => vpc.usage_metrics = on,
        (None, None, None) => {
            return Err(Fault::new(
                400,
                "MissingParameter",
                "Either 'EnableDnsSupport' or 'EnableDnsHostnames' should be provided.",
            ));
        }
        _ => {
            return Err(Fault::new(
                400,
                "InvalidParameterCombination",
                "Fields for multiple attribute types specified: enableDnsHostnames, enableDnsSupport",
            ));
        }
    }
    done()
}

pub(super) fn attribute(cx: &mut Context, form: &Form) -> Answer {
    let id = need(form, "VpcId")?;
    let attribute = need(form, "Attribute")?;
    let vpc = find::<Vpc>(&cx.here().ec2, id)?;
    let on = match attribute {
        "enableDnsSupport" => vpc.dns_support,
        "enableDnsHostnames" => vpc.dns_hostnames,
        "enableNetworkAddressUsageMetrics" => vpc.usage_metrics,
        other => {
            return Err(invalid(format!(
                "Value ({other}) for parameter attribute is invalid. Unknown VPC attribute."
            )));
        }
    };
    let value = Element::new(attribute).set("value", on);
    Ok(answer().set("vpcId", id).with(value))
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let id = need(form, "VpcId")?;
    let ec2 = &mut cx.here().ec2;
    find::<Vpc>(ec2, id)?;
    let held = ec2.subnets.values().any(|subnet| subnet.vpc == id)
        || ec2
            .gateways
            .values()
            .any(|gateway| gateway.vpc.as_deref() == Some(id))
        || ec2
            .groups
            .values()
            .any(|group| group.vpc == id && !group.is_default())
        || ec2.endpoints.values().any(|endpoint| endpoint.vpc == id)
        || ec2
            .tables
            .values()
            .any(|table| table.vpc == id && table.main.is_none())
        || ec2.interfaces.values().any(|interface| interface.vpc == id);
    if held {
        return Err(has_dependencies("vpc", id));
    }
    let default = ec2.groups.iter().find(|(_, group)| group.vpc == id);
    if let Some(default) = default.map(|(id, _)| id.clone()) {
        group::remove(ec2, &default);
    }
    ec2.tables.retain(|_, table| table.vpc != id);
    ec2.vpcs.remove(id);
    done()
}

/// The default VPC's id.
pub(super) fn default_of(ec2: &Ec2) -> Option<&str> {
    let mut vpcs = ec2.vpcs.iter();
    vpcs.find(|(_, vpc)| vpc.default).map(|(id, _)| id.as_str())
}

/// The VPC a call names, else the default one.
pub(super) fn named_or_default(cx: &mut Context, form: &Form) -> Result<String, Fault> {
    let view = view(cx);
    match form.get("VpcId").filter(|id| !id.is_empty()) {
        Some(id) => find::<Vpc>(view.ec2, id).map(|_| id.to_owned()),
        None => default_of(view.ec2)
            .map(str::to_owned)
            .ok_or_else(|| Fault::new(400, "VPCIdNotSpecified", "No default VPC for this user")),
    }
}
