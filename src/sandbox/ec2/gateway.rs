//! Internet gateways.

use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::Ec2;
use super::common::{
    Answer, Thing, View, add, done, find, find_mut, has_dependencies, invalid, need, not_found,
};
use super::tags::{self, Tags};
use super::vpc::Vpc;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Gateway {
    /// The VPC it is attached to.
    pub vpc: Option<String>,
    pub tags: Tags,
}

impl Thing for Gateway {
    const SET: &'static str = "internetGatewaySet";
    const IDS: &'static str = "InternetGatewayId";
    const KIND: &'static str = "internet-gateway";
    const FILTERS: &'static [&'static str] = &[
        "attachment.state",
        "attachment.vpc-id",
        "internet-gateway-id",
        "owner-id",
    ];

    fn all(ec2: &Ec2) -> &BTreeMap<String, Gateway> {
        &ec2.gateways
    }

    fn all_mut(ec2: &mut Ec2) -> &mut BTreeMap<String, Gateway> {
        &mut ec2.gateways
    }

    fn missing(id: &str) -> Fault {
        not_found(
            "InvalidInternetGatewayID.NotFound",
            "internetGateway ID",
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
        let value = match name {
            "attachment.state" => self.vpc.as_ref().map(|_| "available".to_owned()),
            "attachment.vpc-id" => self.vpc.clone(),
            "internet-gateway-id" => Some(id.to_owned()),
            "owner-id" => Some(view.account.to_owned()),
            _ => None,
        };
        value.into_iter().collect()
    }

    fn fields(&self, view: &View, id: &str) -> Element {
        let attachment = self.vpc.iter().map(|vpc| {
            Element::new("item")
                .set("vpcId", vpc)
                .set("state", "available")
        });
        Element::new("internetGateway")
            .set("internetGatewayId", id)
            .set("ownerId", view.account)
            .list("attachmentSet", attachment)
    }
}

/// Whether a VPC has a way to the internet.
pub(super) fn attached(ec2: &Ec2, vpc: &str) -> bool {
    let mut gateways = ec2.gateways.values();
    gateways.any(|gateway| gateway.vpc.as_deref() == Some(vpc))
}

pub(super) fn create(cx: &mut Context, form: &Form) -> Answer {
    let tags = tags::on_create(form, Gateway::KIND)?;
    let id = cx.id("igw");
    add(cx, &id, Gateway { vpc: None, tags }, "internetGateway")
}

pub(super) fn attach(cx: &mut Context, form: &Form) -> Answer {
    let id = need(form, "InternetGatewayId")?;
    let vpc = need(form, "VpcId")?;
    let ec2 = &mut cx.here().ec2;
    find::<Vpc>(ec2, vpc)?;
    if let Some(other) = &find::<Gateway>(ec2, id)?.vpc {
        return Err(Fault::new(
            400,
            "Resource.AlreadyAssociated",
            format!("resource {id} is already attached to network {other}"),
        ));
    }
    if attached(ec2, vpc) {
        return Err(invalid(format!(
            "Network {vpc} already has an internet gateway attached"
        )));
    }
    find_mut::<Gateway>(ec2, id)?.vpc = Some(vpc.to_owned());
    done()
}

pub(super) fn detach(cx: &mut Context, form: &Form) -> Answer {
    let id = need(form, "InternetGatewayId")?;
    let vpc = need(form, "VpcId")?;
    let ec2 = &mut cx.here().ec2;
    find::<Vpc>(ec2, vpc)?;
    if find::<Gateway>(ec2, id)?.vpc.as_deref() != Some(vpc) {
        return Err(Fault::new(
            400,
            "Gateway.NotAttached",
            format!("resource {id} is not attached to network {vpc}"),
        ));
    }
    let mut interfaces = ec2.interfaces.values();
    if interfaces.any(|interface| interface.vpc == vpc && interface.allocation.is_some()) {
        return Err(Fault::new(
            400,
            "DependencyViolation",
            format!(
                "Network {vpc} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway."
            ),
        ));
    }
    find_mut::<Gateway>(ec2, id)?.vpc = None;
    done()
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let id = need(form, "InternetGatewayId")?;
    let ec2 = &mut cx.here().ec2;
    if find::<Gateway>(ec2, id)?.vpc.is_some() {
        return Err(has_dependencies("internetGateway", id));
    }
    ec2.gateways.remove(id);
    done()
}
