//! VPC endpoints: gateways to S3 and DynamoDB, interfaces to other services.

use super::super::account::Millis;
use super::super::query::Form;
use super::super::xml::{Element, timestamp};
use super::super::{Context, Fault};
use super::common::{Thing, View, not_found};
use super::tags::Tags;
use super::{Ec2, endpoint_service, interface};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Endpoint {
    pub vpc: String,
    pub service: String,
    pub gateway: bool,
    pub policy: String,
    pub tables: BTreeSet<String>,
    /// Interfaces by their subnets.
    pub interfaces: BTreeMap<String, String>,
    pub groups: BTreeSet<String>,
    pub private_dns: bool,
    pub created: Millis,
    /// When it stops being pending.
    pub ready: Millis,
    /// When its deletion is done, once asked for.
    pub gone: Option<Millis>,
    pub tags: Tags,
}

impl Endpoint {
    pub fn state(&self, now: Millis) -> &'static str {
        match self.gone {
            Some(_) => "deleting",
            None if now < self.ready => "pending",
            None => "available",
        }
    }

    fn kind(&self) -> &'static str {
        if self.gateway { "Gateway" } else { "Interface" }
    }
}

impl Thing for Endpoint {
    const SET: &'static str = "vpcEndpointSet";
    const IDS: &'static str = "VpcEndpointId";
    const KIND: &'static str = "vpc-endpoint";
    const FILTERS: &'static [&'static str] = &[
        "ip-address-type",
        "service-name",
        "vpc-endpoint-id",
        "vpc-endpoint-state",
        "vpc-endpoint-type",
        "vpc-id",
    ];

    fn all(ec2: &Ec2) -> &BTreeMap<String, Endpoint> {
        &ec2.endpoints
    }

    fn all_mut(ec2: &mut Ec2) -> &mut BTreeMap<String, Endpoint> {
        &mut ec2.endpoints
    }

    fn missing(id: &str) -> Fault {
        not_found("InvalidVpcEndpointId.NotFound", "Vpc Endpoint Id", id)
    }

    fn tags(&self) -> &Tags {
        &self.tags
    }

    fn tags_mut(&mut self) -> &mut Tags {
        &mut self.tags
    }

    fn filter(&self, view: &View, id: &str, name: &str) -> Vec<String> {
        vec![
            match name {
                "ip-address-type" => "ipv4",
                "service-name" => &self.service,
                "vpc-endpoint-id" => id,
                "vpc-endpoint-state" => self.state(view.now),
                "vpc-endpoint-type" => self.kind(),
                _ => &self.vpc,
            }
            .to_owned(),
        ]
    }

    fn fields(&self, view: &View, id: &str) -> Element {
        let groups = self.groups.iter().map(|id| {
            let name = view.ec2.groups.get(id).map(|group| &group.name);
            Element::new("item")
                .set("groupId", id)
                .maybe("groupName", name)
        });
        let service = endpoint_service::service(&self.service, view.region).unwrap_or("");
        let mut names = Vec::new();
        if !self.gateway {
            let own = service.replace('.', "-");
            names.push(format!("{id}.{own}.{}.vpce.amazonaws.com", view.region));
            if self.private_dns {
                names.push(endpoint_service::private_name(service, view.region));
            }
        }
        let names = names.into_iter().map(|name| {
            Element::new("item")
                .set("dnsName", name)
                .set("hostedZoneId", "ZSANDBOX")
        });
        let fields = Element::new("vpcEndpoint")
            .set("vpcEndpointId", id)
            .set("vpcEndpointType", self.kind())
            .set("vpcId", &self.vpc)
            .set("serviceName", &self.service)
            .set("state", self.state(view.now))
            .set("policyDocument", &self.policy)
            .texts("routeTableIdSet", "item", &self.tables)
            .texts("subnetIdSet", "item", self.interfaces.keys())
            .list("groupSet", groups)
            .set("privateDnsEnabled", self.private_dns)
            .set("requesterManaged", false)
            .texts("networkInterfaceIdSet", "item", self.interfaces.values())
            .list("dnsEntrySet", names)
            .set("creationTimestamp", timestamp(self.created, true))
            .set("ownerId", view.account);
        match self.gateway {
            true => fields,
            false => fields
                .set("ipAddressType", "ipv4")
                .with(Element::new("dnsOptions").set("dnsRecordIpType", "ipv4")),
        }
    }
}

/// Takes away those whose deletion is done, with their interfaces.
pub(super) fn catch_up(ec2: &mut Ec2, now: Millis) {
    let over = |endpoint: &Endpoint| endpoint.gone.is_some_and(|gone| gone <= now);
    let gone: Vec<String> = ec2
        .endpoints
        .iter()
        .filter(|(_, endpoint)| over(endpoint))
        .map(|(id, _)| id.clone())
        .collect();
    for id in gone {
        let interfaces = ec2
            .endpoints
            .remove(&id)
            .map(|endpoint| endpoint.interfaces);
        for interface in interfaces.unwrap_or_default().values() {
            interface::remove(ec2, interface);
        }
    }
}

/// An endpoint's policy: JSON with statements.
pub(super) fn policy(form: &Form) -> Result<Option<String>, Fault> {
    let Some(text) = form.get("PolicyDocument").filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let document: Option<serde_json::Value> = serde_json::from_str(text).ok();
    match document.is_some_and(|document| document.get("Statement").is_some()) {
        true => Ok(Some(text.to_owned())),
        false => Err(Fault::new(
            400,
            "InvalidPolicyDocument",
            "The policy document is not valid: it is no JSON object with statements.",
        )),
    }
}

/// The policy of an endpoint that was given none.
pub(super) const OPEN: &str = "{\"Version\":\"2008-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

/// Makes the interfaces of an endpoint in subnets; returns them by subnet.
pub(super) fn make_interfaces(
    cx: &mut Context,
    endpoint: &str,
    subnets: &[String],
    groups: &BTreeSet<String>,
) -> BTreeMap<String, String> {
    let mut made = BTreeMap::new();
    for subnet in subnets {
        let description = format!("VPC Endpoint Interface {endpoint}");
        let groups = groups.iter().cloned().collect();
        if let Some(id) = interface::make(cx, subnet, "vpc_endpoint", &description, groups) {
            made.insert(subnet.clone(), id);
        }
    }
    made
}
