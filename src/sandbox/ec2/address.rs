//! Elastic IP addresses.

use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::Ec2;
use super::common::{Answer, Thing, View, answer, done, find, invalid, need, not_found, view};
use super::filter::Filters;
use super::tags::{self, Tags};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Address {
    pub ip: String,
    /// The interface it is associated with, and the association's id.
    pub interface: Option<(String, String)>,
    pub tags: Tags,
}

impl Address {
    fn private_ip(&self, view: &View) -> Option<String> {
        let (interface, _) = self.interface.as_ref()?;
        Some(view.ec2.interfaces.get(interface)?.ip.clone())
    }
}

impl Thing for Address {
    const SET: &'static str = "addressesSet";
    const IDS: &'static str = "AllocationId";
    const KIND: &'static str = "elastic-ip";
    const FILTERS: &'static [&'static str] = &[
        "allocation-id",
        "association-id",
        "domain",
        "instance-id",
        "network-border-group",
        "network-interface-id",
        "network-interface-owner-id",
        "private-ip-address",
        "public-ip",
    ];

    fn all(ec2: &Ec2) -> &BTreeMap<String, Address> {
        &ec2.addresses
    }

    fn all_mut(ec2: &mut Ec2) -> &mut BTreeMap<String, Address> {
        &mut ec2.addresses
    }

    fn missing(id: &str) -> Fault {
        not_found("InvalidAllocationID.NotFound", "allocation ID", id)
    }

    fn tags(&self) -> &Tags {
        &self.tags
    }

    fn tags_mut(&mut self) -> &mut Tags {
        &mut self.tags
    }

    fn filter(&self, view: &View, id: &str, name: &str) -> Vec<String> {
        let held = self.interface.as_ref();
        let value = match name {
            "allocation-id" => Some(id.to_owned()),
            "association-id" => held.map(|(_, association)| association.clone()),
            "domain" => Some("vpc".to_owned()),
            "network-border-group" => Some(view.region.to_owned()),
            "network-interface-id" => held.map(|(interface, _)| interface.clone()),
            "network-interface-owner-id" => held.map(|_| view.account.to_owned()),
            "private-ip-address" => self.private_ip(view),
            "public-ip" => Some(self.ip.clone()),
            _ => None,
        };
        value.into_iter().collect()
    }

    fn fields(&self, view: &View, id: &str) -> Element {
        let held = self.interface.as_ref();
        Element::new("item")
            .set("publicIp", &self.ip)
            .set("allocationId", id)
            .set("domain", "vpc")
            .set("publicIpv4Pool", "amazon")
            .set("networkBorderGroup", view.region)
            .maybe("associationId", held.map(|(_, association)| association))
            .maybe("networkInterfaceId", held.map(|(interface, _)| interface))
            .maybe("networkInterfaceOwnerId", held.map(|_| view.account))
            .maybe("privateIpAddress", self.private_ip(view))
    }
}

pub(super) fn allocate(cx: &mut Context, form: &Form) -> Answer {
    match form.get("Domain") {
        None | Some("vpc") => {}
        Some(other) => {
            return Err(invalid(format!(
                "Value ({other}) for parameter domain is invalid. Valid values: vpc."
            )));
        }
    }
    let tags = tags::on_create(form, Address::KIND)?;
    let id = cx.id("eipalloc");
    let region = cx.region;
    let ec2 = &mut cx.here().ec2;
    // Addresses of the block that is set aside for documents.
    let mut ips = (0..).map(|at: u32| match at {
        0..254 => format!("203.0.113.{}", at + 1),
        at => format!("198.18.{}.{}", at / 256, at % 256),
    });
    let taken: std::collections::BTreeSet<&str> = ec2
        .addresses
        .values()
        .map(|address| address.ip.as_str())
        .collect();
    let ip = ips
        .find(|ip| !taken.contains(ip.as_str()))
        .unwrap_or_default();
    let address = Address {
        ip: ip.clone(),
        interface: None,
        tags,
    };
    ec2.addresses.insert(id.clone(), address);
    Ok(answer()
        .set("publicIp", ip)
        .set("allocationId", id)
        .set("publicIpv4Pool", "amazon")
        .set("networkBorderGroup", region)
        .set("domain", "vpc"))
}

/// Everything in one page: this call has none.
pub(super) fn describe(cx: &mut Context, form: &Form) -> Answer {
    let filters = Filters::read(form, "Filter", Address::FILTERS)?;
    let (ids, ips) = (form.list("AllocationId"), form.list("PublicIp"));
    let view = view(cx);
    for id in &ids {
        find::<Address>(view.ec2, id)?;
    }
    for ip in &ips {
        if !view
            .ec2
            .addresses
            .values()
            .any(|address| address.ip == **ip)
        {
            return Err(Fault::new(
                400,
                "InvalidAddress.NotFound",
                format!("Address '{ip}' not found."),
            ));
        }
    }
    let addresses = view.ec2.addresses.iter();
    let items = addresses
        .filter(|(id, _)| ids.is_empty() || ids.contains(&id.as_str()))
        .filter(|(_, address)| ips.is_empty() || ips.contains(&address.ip.as_str()))
        .filter(|(id, address)| {
            filters.accept(&address.tags, |name| address.filter(&view, id, name))
        })
        .map(|(id, address)| address.render(&view, id));
    Ok(answer().list(Address::SET, items.collect::<Vec<_>>()))
}

pub(super) fn release(cx: &mut Context, form: &Form) -> Answer {
    if form.get("PublicIp").is_some() && form.get("AllocationId").is_none() {
        return Err(invalid(
            "You must specify an allocation id when releasing a VPC elastic IP address",
        ));
    }
    let id = need(form, "AllocationId")?;
    let ec2 = &mut cx.here().ec2;
    let address = find::<Address>(ec2, id)?;
    if address.interface.is_some() {
        return Err(Fault::new(
            400,
            "InvalidIPAddress.InUse",
            format!("Address {} is in use.", address.ip),
        ));
    }
    ec2.addresses.remove(id);
    done()
}
