//! Network interfaces: those that NAT gateways and interface endpoints have.

use super::super::xml::Element;
use super::super::{Context, Fault};
use super::Ec2;
use super::common::{Thing, View, not_found};
use super::tags::Tags;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Interface {
    pub vpc: String,
    pub subnet: String,
    pub zone: String,
    pub ip: String,
    pub description: String,
    /// `nat_gateway` or `vpc_endpoint`.
    pub kind: String,
    pub groups: Vec<String>,
    /// The elastic IP address associated with it.
    pub allocation: Option<String>,
    pub tags: Tags,
}

impl Thing for Interface {
    const SET: &'static str = "networkInterfaceSet";
    const IDS: &'static str = "NetworkInterfaceId";
    const KIND: &'static str = "network-interface";
    const FILTERS: &'static [&'static str] = &[
        "association.allocation-id",
        "availability-zone",
        "description",
        "group-id",
        "group-name",
        "interface-type",
        "network-interface-id",
        "owner-id",
        "private-ip-address",
        "requester-managed",
        "status",
        "subnet-id",
        "vpc-id",
    ];

    fn all(ec2: &Ec2) -> &BTreeMap<String, Interface> {
        &ec2.interfaces
    }

    fn all_mut(ec2: &mut Ec2) -> &mut BTreeMap<String, Interface> {
        &mut ec2.interfaces
    }

    fn missing(id: &str) -> Fault {
        not_found(
            "InvalidNetworkInterfaceID.NotFound",
            "networkInterface ID",
            id,
        )
    }

    fn tags(&self) -> &Tags {
        &self.tags
    }

    fn tags_mut(&mut self) -> &mut Tags {
        &mut self.tags
    }

    fn filter(&self, view: &View, id: &str, name: &str) -> Vec<String> {
        vec![match name {
            "association.allocation-id" => return self.allocation.clone().into_iter().collect(),
            "availability-zone" => self.zone.clone(),
            "description" => self.description.clone(),
            "group-id" => return self.groups.clone(),
            "group-name" => {
                let groups = self.groups.iter().filter_map(|id| view.ec2.groups.get(id));
                return groups.map(|group| group.name.clone()).collect();
            }
            "interface-type" => self.kind.clone(),
            "network-interface-id" => id.to_owned(),
            "owner-id" => view.account.to_owned(),
            "private-ip-address" => self.ip.clone(),
            "requester-managed" => "true".to_owned(),
            "status" => "in-use".to_owned(),
            "subnet-id" => self.subnet.clone(),
            "vpc-id" => self.vpc.clone(),
            _ => return Vec::new(),
        }]
    }

    fn fields(&self, view: &View, id: &str) -> Element {
        let groups = self.groups.iter().map(|id| {
            let name = view.ec2.groups.get(id).map(|group| &group.name);
            Element::new("item")
                .set("groupId", id)
                .maybe("groupName", name)
        });
        Element::new("item")
            .set("networkInterfaceId", id)
            .set("subnetId", &self.subnet)
            .set("vpcId", &self.vpc)
            .set("availabilityZone", &self.zone)
            .set("description", &self.description)
            .set("ownerId", view.account)
            .set("requesterManaged", true)
            .set("status", "in-use")
            .set("privateIpAddress", &self.ip)
            .set("interfaceType", &self.kind)
            .list("groupSet", groups)
    }
}

/// Makes an interface in a subnet, with its next address; returns the id.
pub(super) fn make(
    cx: &mut Context,
    subnet: &str,
    kind: &str,
    description: &str,
    groups: Vec<String>,
) -> Option<String> {
    let id = cx.id("eni");
    let ec2 = &mut cx.here().ec2;
    let place = ec2.subnets.get_mut(subnet)?;
    let ip = place.block()?.address(place.next).to_string();
    place.next += 1;
    let interface = Interface {
        vpc: place.vpc.clone(),
        subnet: subnet.to_owned(),
        zone: place.zone.clone(),
        ip,
        description: description.to_owned(),
        kind: kind.to_owned(),
        groups,
        allocation: None,
        tags: Tags::new(),
    };
    ec2.interfaces.insert(id.clone(), interface);
    Some(id)
}

/// Takes an interface away, and its address's association with it.
pub(super) fn remove(ec2: &mut Ec2, id: &str) {
    let interface = ec2.interfaces.remove(id);
    let allocation = interface.and_then(|interface| interface.allocation);
    if let Some(address) = allocation.and_then(|id| ec2.addresses.get_mut(&id)) {
        address.interface = None;
    }
}
