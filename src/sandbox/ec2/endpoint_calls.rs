//! The calls that make, change and delete VPC endpoints.

use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::common::{
    Answer, Thing, answer, done, find, find_mut, flag, invalid, made_before, need, remember, show,
};
use super::endpoint::{Endpoint, OPEN, make_interfaces, policy};
use super::group::Group;
use super::route_table::RouteTable;
use super::subnet::Subnet;
use super::vpc::Vpc;
use super::{Ec2, endpoint_service, prefix_list, route, tags};
use std::collections::{BTreeMap, BTreeSet};

const ACTION: &str = "CreateVpcEndpoint";

fn invalid_parameter(message: String) -> Fault {
    Fault::new(400, "InvalidParameter", message)
}

fn owned(ids: Vec<&str>) -> Vec<String> {
    ids.into_iter().map(str::to_owned).collect()
}

/// Subnets lie in the endpoint's VPC, one a zone.
fn check_subnets(
    ec2: &Ec2,
    vpc: &str,
    subnets: &[String],
    present: &BTreeMap<String, String>,
) -> Result<(), Fault> {
    let mut zones = BTreeSet::new();
    for id in present.keys().chain(subnets) {
        let subnet = find::<Subnet>(ec2, id)?;
        if subnet.vpc != vpc {
            return Err(invalid_parameter(format!(
                "The subnet {id} does not belong to the VPC {vpc}"
            )));
        }
        if !zones.insert(&subnet.zone) {
            return Err(Fault::new(
                400,
                "DuplicateSubnetsInSameZone",
                format!("Found another VPC endpoint subnet in the availability zone of {id}"),
            ));
        }
    }
    Ok(())
}

fn check_groups(ec2: &Ec2, vpc: &str, groups: &[String]) -> Result<(), Fault> {
    for id in groups {
        if find::<Group>(ec2, id)?.vpc != vpc {
            return Err(invalid_parameter(format!(
                "The security group {id} does not belong to the VPC {vpc}"
            )));
        }
    }
    Ok(())
}

/// Tables lie in the VPC and have no route to the service's prefix list yet.
fn check_tables(ec2: &Ec2, vpc: &str, tables: &[String], list: &str) -> Result<(), Fault> {
    for id in tables {
        let table = find::<RouteTable>(ec2, id)?;
        if table.vpc != vpc {
            return Err(invalid_parameter(format!(
                "The route table {id} does not belong to the VPC {vpc}"
            )));
        }
        if table.routes.iter().any(|route| route.destination == list) {
            return Err(Fault::new(
                400,
                "RouteAlreadyExists",
                format!(
                    "route table {id} already has a route with destination-prefix-list-id {list}"
                ),
            ));
        }
    }
    Ok(())
}

/// A VPC resolves a service's public name to one endpoint only.
fn check_private_dns(ec2: &Ec2, vpc: &str, service: &str, but: &str) -> Result<(), Fault> {
    let network = find::<Vpc>(ec2, vpc)?;
    if !network.dns_support || !network.dns_hostnames {
        return Err(invalid_parameter(format!(
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for {vpc}"
        )));
    }
    let clash = ec2.endpoints.iter().any(|(id, other)| {
        id != but && other.vpc == vpc && other.service == service && other.private_dns
    });
    match clash {
        false => Ok(()),
        true => Err(invalid_parameter(format!(
            "private-dns-enabled cannot be set because there is already a conflicting DNS domain for {service} in the VPC {vpc}"
        ))),
    }
}

fn service_name(form: &Form, region: &str, gateway: bool) -> Result<String, Fault> {
    let service = need(form, "ServiceName")?;
    match endpoint_service::exists(service, region, gateway) {
        true => Ok(service.to_owned()),
        false => Err(Fault::new(
            400,
            "InvalidServiceName",
            format!("The Vpc Endpoint Service '{service}' does not exist"),
        )),
    }
}

fn list_of(service: &str, region: &str) -> String {
    let name = endpoint_service::service(service, region).unwrap_or("");
    prefix_list::id_of(region, name)
}

pub(super) fn create(cx: &mut Context, form: &Form) -> Answer {
    if let Some(id) = made_before::<Endpoint>(cx, form, ACTION)? {
        return shown(cx, form, &id);
    }
    let (region, now, state_ms) = (cx.region, cx.now, cx.options.state_ms);
    let vpc = need(form, "VpcId")?;
    let kind = form.get("VpcEndpointType").unwrap_or("Gateway");
    let gateway = match kind {
        "Gateway" => true,
        "Interface" => false,
        other => {
            return Err(invalid(format!(
                "Value ({other}) for parameter VpcEndpointType is invalid."
            )));
        }
    };
    let service = service_name(form, region, gateway)?;
    let policy = policy(form)?.unwrap_or_else(|| OPEN.to_owned());
    let private_dns = flag(form, "PrivateDnsEnabled")?;
    let tags = tags::on_create(form, Endpoint::KIND)?;
    let tables = owned(form.list("RouteTableId"));
    let subnets = owned(form.list("SubnetId"));
    let mut groups = owned(form.list("SecurityGroupId"));
    let ec2 = &cx.here().ec2;
    find::<Vpc>(ec2, vpc)?;
    let list = list_of(&service, region);
    let private_dns = private_dns.unwrap_or(!gateway);
    if gateway {
        if !subnets.is_empty() || !groups.is_empty() || private_dns {
            return Err(invalid_parameter(
                "Subnets, security groups and private DNS are for interface endpoints only."
                    .to_owned(),
            ));
        }
        check_tables(ec2, vpc, &tables, &list)?;
    } else {
        if !tables.is_empty() {
            return Err(invalid_parameter(
                "Route table IDs are only supported for Gateway type VPC Endpoint.".to_owned(),
            ));
        }
        check_subnets(ec2, vpc, &subnets, &BTreeMap::new())?;
        check_groups(ec2, vpc, &groups)?;
        if private_dns {
            check_private_dns(ec2, vpc, &service, "")?;
        }
        if groups.is_empty() {
            let mut all = ec2.groups.iter();
            let default = all.find(|(_, group)| group.vpc == vpc && group.is_default());
            groups.extend(default.map(|(id, _)| id.clone()));
        }
    }
    let id = cx.id("vpce");
    let groups: BTreeSet<String> = groups.into_iter().collect();
    let interfaces = make_interfaces(cx, &id, &subnets, &groups);
    let endpoint = Endpoint {
        vpc: vpc.to_owned(),
        service,
        gateway,
        policy,
        tables: tables.iter().cloned().collect(),
        interfaces,
        groups,
        private_dns,
        created: now,
        // A gateway is no more than routes: it is there at once.
        ready: if gateway { now } else { now + state_ms },
        gone: None,
        tags,
    };
    let ec2 = &mut cx.here().ec2;
    ec2.endpoints.insert(id.clone(), endpoint);
    route::endpoint_routes(ec2, &id, &list, &tables, &[])?;
    remember(cx, form, ACTION, &id);
    shown(cx, form, &id)
}

fn shown(cx: &mut Context, form: &Form, id: &str) -> Answer {
    let answer = show::<Endpoint>(cx, id, "vpcEndpoint")?;
    Ok(answer.maybe("clientToken", form.get("ClientToken")))
}

pub(super) fn modify(cx: &mut Context, form: &Form) -> Answer {
    let region = cx.region;
    let id = need(form, "VpcEndpointId")?;
    let policy = match flag(form, "ResetPolicy")? {
        Some(true) => Some(OPEN.to_owned()),
        _ => policy(form)?,
    };
    let private_dns = flag(form, "PrivateDnsEnabled")?;
    let list = |name: &str| owned(form.list(name));
    let (add_tables, remove_tables) = (list("AddRouteTableId"), list("RemoveRouteTableId"));
    let (add_subnets, remove_subnets) = (list("AddSubnetId"), list("RemoveSubnetId"));
    let (add_groups, remove_groups) = (list("AddSecurityGroupId"), list("RemoveSecurityGroupId"));
    let ec2 = &cx.here().ec2;
    let endpoint = find::<Endpoint>(ec2, id)?;
    if endpoint.gone.is_some() {
        return Err(Endpoint::missing(id));
    }
    let vpc = endpoint.vpc.clone();
    let prefix_list = list_of(&endpoint.service, region);
    let misplaced = match endpoint.gateway {
        true => {
            !add_subnets.is_empty()
                || !remove_subnets.is_empty()
                || !add_groups.is_empty()
                || !remove_groups.is_empty()
        }
        false => !add_tables.is_empty() || !remove_tables.is_empty(),
    };
    if misplaced {
        return Err(invalid_parameter(format!(
            "The endpoint {id} has no such parts: its type is {}.",
            if endpoint.gateway {
                "Gateway"
            } else {
                "Interface"
            }
        )));
    }
    check_tables(ec2, &vpc, &add_tables, &prefix_list)?;
    let mut staying = endpoint.interfaces.clone();
    staying.retain(|subnet, _| !remove_subnets.contains(subnet));
    let add_subnets: Vec<String> = add_subnets
        .into_iter()
        .filter(|subnet| !staying.contains_key(subnet))
        .collect();
    check_subnets(ec2, &vpc, &add_subnets, &staying)?;
    check_groups(ec2, &vpc, &add_groups)?;
    let mut groups = endpoint.groups.clone();
    groups.extend(add_groups);
    groups.retain(|group| !remove_groups.contains(group));
    if !endpoint.gateway && groups.is_empty() {
        return Err(invalid_parameter(format!(
            "The endpoint {id} must keep at least one security group."
        )));
    }
    if private_dns == Some(true) {
        check_private_dns(ec2, &vpc, &endpoint.service, id)?;
    }
    let gone: Vec<String> = remove_subnets
        .iter()
        .filter_map(|subnet| endpoint.interfaces.get(subnet).cloned())
        .collect();
    let made = make_interfaces(cx, id, &add_subnets, &groups);
    let ec2 = &mut cx.here().ec2;
    for interface in gone {
        super::interface::remove(ec2, &interface);
    }
    route::endpoint_routes(ec2, id, &prefix_list, &add_tables, &remove_tables)?;
    let endpoint = find_mut::<Endpoint>(ec2, id)?;
    endpoint.interfaces = staying.into_iter().chain(made).collect();
    endpoint.groups = groups;
    endpoint.tables.extend(add_tables);
    endpoint
        .tables
        .retain(|table| !remove_tables.contains(table));
    endpoint.policy = policy.unwrap_or_else(|| endpoint.policy.clone());
    endpoint.private_dns = private_dns.unwrap_or(endpoint.private_dns);
    let (interfaces, groups) = (endpoint.interfaces.clone(), endpoint.groups.clone());
    for interface in interfaces.values() {
        if let Some(interface) = ec2.interfaces.get_mut(interface) {
            interface.groups = groups.iter().cloned().collect();
        }
    }
    done()
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let (now, state_ms) = (cx.now, cx.options.state_ms);
    let ids = form.list(Endpoint::IDS);
    if ids.is_empty() {
        return Err(super::common::missing_parameter("vpcEndpointIds"));
    }
    let ec2 = &mut cx.here().ec2;
    let mut unsuccessful = Vec::new();
    for id in ids {
        let Some(endpoint) = ec2.endpoints.get_mut(id) else {
            let fault = Endpoint::missing(id);
            let error = Element::new("error")
                .set("code", fault.code)
                .set("message", fault.message);
            unsuccessful.push(Element::new("item").with(error).set("resourceId", id));
            continue;
        };
        let wait = if endpoint.gateway { 0 } else { state_ms };
        endpoint.gone.get_or_insert(now + wait);
        let tables: Vec<String> = endpoint.tables.iter().cloned().collect();
        route::endpoint_routes(ec2, id, "", &[], &tables)?;
    }
    super::endpoint::catch_up(ec2, now);
    Ok(answer().list("unsuccessful", unsuccessful))
}
