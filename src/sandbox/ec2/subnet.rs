//! Subnets.

use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::cidr::Block;
use super::common::{
    Answer, Thing, View, add, done, find, find_mut, flag, has_dependencies, need, not_found,
};
use super::tags::{self, Tags};
use super::vpc::{Vpc, block, pending};
use super::{Ec2, zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Subnet {
    pub vpc: String,
    pub cidr: String,
    pub zone: String,
    pub default: bool,
    pub public: bool,
    /// The next address to be given to an interface.
    pub next: u32,
    pub tags: Tags,
}

impl Subnet {
    pub fn block(&self) -> Option<Block> {
        Block::parse(&self.cidr)
    }
}

impl Thing for Subnet {
    const SET: &'static str = "subnetSet";
    const IDS: &'static str = "SubnetId";
    const KIND: &'static str = "subnet";
    const FILTERS: &'static [&'static str] = &[
        "availability-zone",
        "availabilityZone",
        "availability-zone-id",
        "availabilityZoneId",
        "available-ip-address-count",
        "cidr",
        "cidr-block",
        "cidrBlock",
        "default-for-az",
        "defaultForAz",
        "ipv6-native",
        "map-public-ip-on-launch",
        "owner-id",
        "state",
        "subnet-arn",
        "subnet-id",
        "vpc-id",
    ];

    fn all(ec2: &Ec2) -> &BTreeMap<String, Subnet> {
        &ec2.subnets
    }

    fn all_mut(ec2: &mut Ec2) -> &mut BTreeMap<String, Subnet> {
        &mut ec2.subnets
    }

    fn missing(id: &str) -> Fault {
        not_found("InvalidSubnetID.NotFound", "subnet ID", id)
    }

    fn tags(&self) -> &Tags {
        &self.tags
    }

    fn tags_mut(&mut self) -> &mut Tags {
        &mut self.tags
    }

    fn filter(&self, view: &View, id: &str, name: &str) -> Vec<String> {
        vec![match name {
            "availability-zone" | "availabilityZone" => self.zone.clone(),
            "availability-zone-id" | "availabilityZoneId" => {
                return zone::id_of(view.region, &self.zone).into_iter().collect();
            }
            "available-ip-address-count" => self.free(view, id).to_string(),
            "cidr" | "cidr-block" | "cidrBlock" => self.cidr.clone(),
            "default-for-az" | "defaultForAz" => self.default.to_string(),
            "ipv6-native" => "false".to_owned(),
            "map-public-ip-on-launch" => self.public.to_string(),
            "owner-id" => view.account.to_owned(),
            "state" => "available".to_owned(),
            "subnet-arn" => view.arn(&format!("subnet/{id}")),
            "subnet-id" => id.to_owned(),
            "vpc-id" => self.vpc.clone(),
            _ => return Vec::new(),
        }]
    }

    fn fields(&self, view: &View, id: &str) -> Element {
        let dns = Element::new("privateDnsNameOptionsOnLaunch")
            .set("hostnameType", "ip-name")
            .set("enableResourceNameDnsARecord", false)
            .set("enableResourceNameDnsAAAARecord", false);
        Element::new("subnet")
            .set("subnetId", id)
            .set("subnetArn", view.arn(&format!("subnet/{id}")))
            .set("state", "available")
            .set("ownerId", view.account)
            .set("vpcId", &self.vpc)
            .set("cidrBlock", &self.cidr)
            .list("ipv6CidrBlockAssociationSet", [])
            .set("availableIpAddressCount", self.free(view, id))
            .set("availabilityZone", &self.zone)
            .maybe("availabilityZoneId", zone::id_of(view.region, &self.zone))
            .set("defaultForAz", self.default)
            .set("mapPublicIpOnLaunch", self.public)
            .set("mapCustomerOwnedIpOnLaunch", false)
            .set("assignIpv6AddressOnCreation", false)
            .set("enableDns64", false)
            .set("ipv6Native", false)
            .with(dns)
    }
}

impl Subnet {
    fn free(&self, view: &View, id: &str) -> u64 {
        let interfaces = view.ec2.interfaces.values();
        let taken = interfaces
            .filter(|interface| interface.subnet == id)
            .count();
        let usable = self.block().map_or(0, Block::usable);
        usable.saturating_sub(taken as u64)
    }
}

pub(super) fn create(cx: &mut Context, form: &Form) -> Answer {
    let vpc = need(form, "VpcId")?;
    let cidr = block(form, "InvalidSubnet.Range")?;
    let tags = tags::on_create(form, Subnet::KIND)?;
    let region = cx.region;
    let ec2 = &cx.here().ec2;
    let outer = Block::parse(&find::<Vpc>(ec2, vpc)?.cidr);
    if !outer.is_some_and(|outer| outer.contains(cidr)) {
        return Err(Fault::new(
            400,
            "InvalidSubnet.Range",
            format!("The CIDR '{cidr}' is invalid."),
        ));
    }
    let mut others = ec2.subnets.values().filter(|subnet| subnet.vpc == vpc);
    if others.any(|other| other.block().is_some_and(|other| other.overlaps(cidr))) {
        return Err(Fault::new(
            400,
            "InvalidSubnet.Conflict",
            format!("The CIDR '{cidr}' conflicts with another subnet"),
        ));
    }
    let zone = zone::chosen(region, form)?;
    let id = cx.id("subnet");
    let subnet = Subnet {
        vpc: vpc.to_owned(),
        cidr: cidr.to_string(),
        zone,
        default: false,
        public: false,
        next: 4,
        tags,
    };
    add(cx, &id, subnet, "subnet").map(pending)
}

pub(super) fn modify(cx: &mut Context, form: &Form) -> Answer {
    let id = need(form, "SubnetId")?;
    let public = flag(form, "MapPublicIpOnLaunch.Value")?;
    let subnet = find_mut::<Subnet>(&mut cx.here().ec2, id)?;
    match public {
        Some(public) => subnet.public = public,
        None => {
            return Err(Fault::new(
                400,
                "MissingParameter",
                "The request must contain the parameter mapPublicIpOnLaunch",
            ));
        }
    }
    done()
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let id = need(form, "SubnetId")?;
    let now = cx.now;
    let region = cx.here();
    find::<Subnet>(&region.ec2, id)?;
    let mut interfaces = region.ec2.interfaces.values();
    if interfaces.any(|interface| interface.subnet == id) || region.batch.uses(id, now) {
        return Err(has_dependencies("subnet", id));
    }
    for table in region.ec2.tables.values_mut() {
        table.associations.retain(|_, subnet| subnet != id);
    }
    region.ec2.subnets.remove(id);
    done()
}
