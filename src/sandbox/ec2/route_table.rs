//! Route tables and which subnets use them.

use super::super::account::new_id;
use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::Ec2;
use super::common::{
    Answer, Thing, View, answer, done, find, find_mut, has_dependencies, invalid, made_before,
    need, not_found, remember, show,
};
use super::route::Route;
use super::subnet::Subnet;
use super::tags::{self, Tags};
use super::vpc::Vpc;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RouteTable {
    pub vpc: String,
    /// The association that makes it the VPC's main one.
    pub main: Option<String>,
    pub routes: Vec<Route>,
    /// Subnets by their associations' ids.
    pub associations: BTreeMap<String, String>,
    pub tags: Tags,
}

impl Thing for RouteTable {
    const SET: &'static str = "routeTableSet";
    const IDS: &'static str = "RouteTableId";
    const KIND: &'static str = "route-table";
    const FILTERS: &'static [&'static str] = &[
        "association.gateway-id",
        "association.main",
        "association.route-table-association-id",
        "association.route-table-id",
        "association.subnet-id",
        "owner-id",
        "route-table-id",
        "route.destination-cidr-block",
        "route.destination-ipv6-cidr-block",
        "route.destination-prefix-list-id",
        "route.gateway-id",
        "route.nat-gateway-id",
        "route.origin",
        "route.state",
        "vpc-id",
    ];

    fn all(ec2: &Ec2) -> &BTreeMap<String, RouteTable> {
        &ec2.tables
    }

    fn all_mut(ec2: &mut Ec2) -> &mut BTreeMap<String, RouteTable> {
        &mut ec2.tables
    }

    fn missing(id: &str) -> Fault {
        not_found("InvalidRouteTableID.NotFound", "routeTable ID", id)
    }

    fn tags(&self) -> &Tags {
        &self.tags
    }

    fn tags_mut(&mut self) -> &mut Tags {
        &mut self.tags
    }

    fn filter(&self, view: &View, id: &str, name: &str) -> Vec<String> {
        if let Some(field) = name.strip_prefix("route.") {
            let routes = self.routes.iter();
            let values = routes.filter_map(|route| route.field(view, &self.vpc, field));
            return values.collect();
        }
        let main = self.main.iter();
        match name {
            "association.main" => {
                let others = self.associations.iter().map(|_| "false".to_owned());
                main.map(|_| "true".to_owned()).chain(others).collect()
            }
            "association.route-table-association-id" => {
                main.chain(self.associations.keys()).cloned().collect()
            }
            "association.route-table-id" => {
                let count = usize::from(self.main.is_some()) + self.associations.len();
                vec![id.to_owned(); count]
            }
            "association.subnet-id" => self.associations.values().cloned().collect(),
            "owner-id" => vec![view.account.to_owned()],
            "route-table-id" => vec![id.to_owned()],
            "vpc-id" => vec![self.vpc.clone()],
            _ => Vec::new(),
        }
    }

    fn fields(&self, view: &View, id: &str) -> Element {
        let association = |association: &String, subnet: Option<&String>| {
            Element::new("item")
                .set("routeTableAssociationId", association)
                .set("routeTableId", id)
                .maybe("subnetId", subnet)
                .set("main", subnet.is_none())
                .with(associated())
        };
        let main = self.main.iter().map(|main| association(main, None));
        let others = self.associations.iter();
        let others = others.map(|(id, subnet)| association(id, Some(subnet)));
        let routes = self
            .routes
            .iter()
            .map(|route| route.render(view, &self.vpc));
        Element::new("routeTable")
            .set("routeTableId", id)
            .set("vpcId", &self.vpc)
            .set("ownerId", view.account)
            .list("routeSet", routes)
            .list("associationSet", main.chain(others))
            .list("propagatingVgwSet", [])
    }
}

fn associated() -> Element {
    Element::new("associationState").set("state", "associated")
}

/// The main table a VPC comes with.
pub(super) fn make_main(
    ec2: &mut Ec2,
    serial: &mut u64,
    vpc: &str,
    cidr: &str,
    gateway: Option<&str>,
) {
    let mut routes = vec![Route::local(cidr)];
    routes.extend(gateway.map(Route::to_gateway));
    let table = RouteTable {
        vpc: vpc.to_owned(),
        main: Some(new_id("rtbassoc", serial)),
        routes,
        associations: BTreeMap::new(),
        tags: Tags::new(),
    };
    ec2.tables.insert(new_id("rtb", serial), table);
}

const ACTION: &str = "CreateRouteTable";

pub(super) fn create(cx: &mut Context, form: &Form) -> Answer {
    if let Some(id) = made_before::<RouteTable>(cx, form, ACTION)? {
        return show::<RouteTable>(cx, &id, "routeTable");
    }
    let vpc = need(form, "VpcId")?;
    let tags = tags::on_create(form, RouteTable::KIND)?;
    let cidr = find::<Vpc>(&cx.here().ec2, vpc)?.cidr.clone();
    let id = cx.id("rtb");
    let table = RouteTable {
        vpc: vpc.to_owned(),
        main: None,
        routes: vec![Route::local(&cidr)],
        associations: BTreeMap::new(),
        tags,
    };
    cx.here().ec2.tables.insert(id.clone(), table);
    remember(cx, form, ACTION, &id);
    let answer = show::<RouteTable>(cx, &id, "routeTable")?;
    Ok(answer.maybe("clientToken", form.get("ClientToken")))
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let id = need(form, "RouteTableId")?;
    let ec2 = &mut cx.here().ec2;
    let table = find::<RouteTable>(ec2, id)?;
    if table.main.is_some() || !table.associations.is_empty() {
        return Err(has_dependencies("routeTable", id));
    }
    ec2.tables.remove(id);
    for endpoint in ec2.endpoints.values_mut() {
        endpoint.tables.remove(id);
    }
    done()
}

fn belongs(ec2: &Ec2, table: &str, subnet: &str) -> Result<(), Fault> {
    if find::<RouteTable>(ec2, table)?.vpc == find::<Subnet>(ec2, subnet)?.vpc {
        return Ok(());
    }
    Err(invalid(format!(
        "route table {table} and subnet {subnet} belong to different networks"
    )))
}

pub(super) fn associate(cx: &mut Context, form: &Form) -> Answer {
    let id = need(form, "RouteTableId")?;
    let subnet = need(form, "SubnetId")?;
    let ec2 = &cx.here().ec2;
    belongs(ec2, id, subnet)?;
    let mut tables = ec2.tables.values();
    if tables.any(|table| table.associations.values().any(|other| other == subnet)) {
        return Err(Fault::new(
            400,
            "Resource.AlreadyAssociated",
            format!(
                "the specified association for route table {id} conflicts with an existing association"
            ),
        ));
    }
    let association = cx.id("rtbassoc");
    let table = find_mut::<RouteTable>(&mut cx.here().ec2, id)?;
    table
        .associations
        .insert(association.clone(), subnet.to_owned());
    Ok(answer()
        .set("associationId", association)
        .with(associated()))
}

fn no_association(id: &str) -> Fault {
    not_found("InvalidAssociationID.NotFound", "association ID", id)
}

pub(super) fn disassociate(cx: &mut Context, form: &Form) -> Answer {
    let id = need(form, "AssociationId")?;
    let ec2 = &mut cx.here().ec2;
    for table in ec2.tables.values_mut() {
        if table.main.as_deref() == Some(id) {
            return Err(invalid(format!(
                "cannot disassociate the main route table association {id}"
            )));
        }
        if table.associations.remove(id).is_some() {
            return done();
        }
    }
    Err(no_association(id))
}

pub(super) fn replace_association(cx: &mut Context, form: &Form) -> Answer {
    let id = need(form, "AssociationId")?;
    let wanted = need(form, "RouteTableId")?;
    let ec2 = &cx.here().ec2;
    let vpc = &find::<RouteTable>(ec2, wanted)?.vpc;
    let holder = ec2.tables.iter().find(|(_, table)| {
        table.main.as_deref() == Some(id) || table.associations.contains_key(id)
    });
    let Some((holder, table)) = holder else {
        return Err(no_association(id));
    };
    if table.vpc != *vpc {
        return Err(invalid(format!(
            "route table {wanted} and association {id} belong to different networks"
        )));
    }
    let (holder, subnet) = (holder.clone(), table.associations.get(id).cloned());
    let fresh = cx.id("rtbassoc");
    let ec2 = &mut cx.here().ec2;
    let old = find_mut::<RouteTable>(ec2, &holder)?;
    match &subnet {
        Some(_) => drop(old.associations.remove(id)),
        None => old.main = None,
    }
    let new = find_mut::<RouteTable>(ec2, wanted)?;
    match subnet {
        Some(subnet) => drop(new.associations.insert(fresh.clone(), subnet)),
        None => new.main = Some(fresh.clone()),
    }
    Ok(answer().set("newAssociationId", fresh).with(associated()))
}
