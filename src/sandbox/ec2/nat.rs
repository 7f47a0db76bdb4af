//! NAT gateways: pending, then available or failed; deleting, then deleted and listed for a while.

use super::super::account::Millis;
use super::super::query::Form;
use super::super::xml::{Element, timestamp};
use super::super::{Context, Fault};
use super::common::{
    Answer, Thing, View, answer, describe_if, find, find_mut, invalid, made_before, need, remember,
    show,
};
use super::subnet::Subnet;
use super::tags::{self, Tags};
use super::{Ec2, gateway, interface};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Nat {
    pub vpc: String,
    pub subnet: String,
    pub connectivity: String,
    /// Allocation, association and address, where it is public.
    pub public: Option<(String, String, String)>,
    pub interface: Option<String>,
    pub ip: String,
    pub created: Millis,
    /// When it stops being pending.
    pub ready: Millis,
    /// Code and message, where it fails.
    pub failure: Option<(String, String)>,
    /// When its deletion was asked for, and when it is done.
    pub deleted: Option<(Millis, Millis)>,
    pub tags: Tags,
}

/// How long deleted and failed ones stay listed.
const LISTED: Millis = 3_600_000;

impl Nat {
    pub fn state(&self, now: Millis) -> &'static str {
        match (self.deleted, &self.failure) {
            (Some((_, gone)), _) if now < gone => "deleting",
            (Some(_), _) => "deleted",
            (None, _) if now < self.ready => "pending",
            (None, Some(_)) => "failed",
            (None, None) => "available",
        }
    }

    /// Whether traffic goes through it, now or as soon as it is there.
    pub fn routes(&self, now: Millis) -> bool {
        matches!(self.state(now), "pending" | "available")
    }
}

impl Thing for Nat {
    const SET: &'static str = "natGatewaySet";
    const IDS: &'static str = "NatGatewayId";
    const KIND: &'static str = "natgateway";
    const FILTERS: &'static [&'static str] = &["nat-gateway-id", "state", "subnet-id", "vpc-id"];

    fn all(ec2: &Ec2) -> &BTreeMap<String, Nat> {
        &ec2.nats
    }

    fn all_mut(ec2: &mut Ec2) -> &mut BTreeMap<String, Nat> {
        &mut ec2.nats
    }

    fn missing(id: &str) -> Fault {
        Fault::new(
            400,
            "NatGatewayNotFound",
            format!("The Nat Gateway {id} was not found"),
        )
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
                "nat-gateway-id" => id,
                "state" => self.state(view.now),
                "subnet-id" => &self.subnet,
                _ => &self.vpc,
            }
            .to_owned(),
        ]
    }

    fn fields(&self, view: &View, id: &str) -> Element {
        let state = self.state(view.now);
        let address = Element::new("item")
            .maybe("networkInterfaceId", self.interface.as_ref())
            .set("privateIp", &self.ip)
            .set("isPrimary", true);
        let address = match &self.public {
            Some((allocation, association, ip)) => address
                .set("allocationId", allocation)
                .set("associationId", association)
                .set("publicIp", ip),
            None => address,
        };
        let status = match state {
            "available" => "succeeded",
            "failed" => "failed",
            "pending" => "associating",
            _ => "disassociating",
        };
        let failure = self.failure.as_ref().filter(|_| state == "failed");
        let deleted = self.deleted.map(|(asked, _)| timestamp(asked, true));
        Element::new("natGateway")
            .set("natGatewayId", id)
            .set("subnetId", &self.subnet)
            .set("vpcId", &self.vpc)
            .set("state", state)
            .set("createTime", timestamp(self.created, true))
            .maybe("deleteTime", deleted)
            .maybe("failureCode", failure.map(|(code, _)| code))
            .maybe("failureMessage", failure.map(|(_, message)| message))
            .set("connectivityType", &self.connectivity)
            .list("natGatewayAddressSet", [address.set("status", status)])
    }
}

const ACTION: &str = "CreateNatGateway";

pub(super) fn create(cx: &mut Context, form: &Form) -> Answer {
    if let Some(id) = made_before::<Nat>(cx, form, ACTION)? {
        return shown(cx, form, &id);
    }
    let subnet_id = need(form, "SubnetId")?;
    let connectivity = form.get("ConnectivityType").unwrap_or("public");
    let allocation = form.get("AllocationId");
    let tags = tags::on_create(form, Nat::KIND)?;
    let subnet = find::<Subnet>(&cx.here().ec2, subnet_id)?.clone();
    let address = match (connectivity, allocation) {
        ("private", None) => None,
        ("public", Some(id)) => {
            let address = find::<super::address::Address>(&cx.here().ec2, id)?;
            Some((id.to_owned(), address.clone()))
        }
        ("public", None) => return Err(super::common::missing_parameter("AllocationId")),
        ("private", Some(_)) => {
            return Err(Fault::new(
                400,
                "InvalidParameterCombination",
                "The parameter AllocationId cannot be used with a private NAT gateway",
            ));
        }
        (other, _) => {
            return Err(invalid(format!(
                "Value ({other}) for parameter connectivityType is invalid."
            )));
        }
    };
    let failure = address.as_ref().and_then(|(id, address)| {
        let vpc = &subnet.vpc;
        if address.interface.is_some() {
            let message = format!("Elastic IP address [{id}] is already associated");
            Some(("Resource.AlreadyAssociated".to_owned(), message))
        } else if !gateway::attached(&cx.here().ec2, vpc) {
            let message = format!("Network {vpc} has no Internet gateway attached");
            Some(("Gateway.NotAttached".to_owned(), message))
        } else {
            None
        }
    });
    let id = cx.id("nat");
    let description = format!("Interface for NAT Gateway {id}");
    let interface = interface::make(cx, subnet_id, "nat_gateway", &description, Vec::new());
    let public = address.map(|(allocation, address)| {
        let association = cx.id("eipassoc");
        (allocation, association, address.ip)
    });
    let (now, state_ms) = (cx.now, cx.options.state_ms);
    let ec2 = &mut cx.here().ec2;
    let mut ip = String::new();
    if let Some((interface, held)) = interface
        .as_ref()
        .and_then(|id| Some((id, ec2.interfaces.get_mut(id)?)))
    {
        ip.clone_from(&held.ip);
        if let (Some((allocation, association, _)), None) = (&public, &failure) {
            held.allocation = Some(allocation.clone());
            if let Some(address) = ec2.addresses.get_mut(allocation) {
                address.interface = Some((interface.clone(), association.clone()));
            }
        }
    }
    let nat = Nat {
        vpc: subnet.vpc,
        subnet: subnet_id.to_owned(),
        connectivity: connectivity.to_owned(),
        public,
        interface,
        ip,
        created: now,
        ready: now + state_ms,
        failure,
        deleted: None,
        tags,
    };
    ec2.nats.insert(id.clone(), nat);
    remember(cx, form, ACTION, &id);
    shown(cx, form, &id)
}

fn shown(cx: &mut Context, form: &Form, id: &str) -> Answer {
    let answer = show::<Nat>(cx, id, "natGateway")?;
    Ok(answer.maybe("clientToken", form.get("ClientToken")))
}

pub(super) fn describe(cx: &mut Context, form: &Form) -> Answer {
    describe_if::<Nat>(cx, form, "Filter", |_| true)
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let id = need(form, "NatGatewayId")?;
    let (now, state_ms) = (cx.now, cx.options.state_ms);
    let nat = find_mut::<Nat>(&mut cx.here().ec2, id)?;
    if nat.state(now) == "deleted" {
        return Err(Nat::missing(id));
    }
    // Deleting twice changes nothing.
    nat.deleted.get_or_insert((now, now + state_ms));
    Ok(answer().set("natGatewayId", id))
}

/// Lets go of the interfaces and addresses of those that are gone, and forgets old ones.
pub(super) fn catch_up(ec2: &mut Ec2, now: Millis) {
    let mut interfaces = Vec::new();
    for nat in ec2.nats.values_mut() {
        if matches!(nat.state(now), "deleted" | "failed") {
            interfaces.extend(nat.interface.take());
        }
    }
    for id in interfaces {
        interface::remove(ec2, &id);
    }
    ec2.nats.retain(|_, nat| {
        let since = match (nat.deleted, &nat.failure) {
            (Some((_, gone)), _) => gone,
            (None, Some(_)) => nat.ready,
            (None, None) => return true,
        };
        now < since + LISTED
    });
}
