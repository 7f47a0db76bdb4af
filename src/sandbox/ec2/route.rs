//! Routes of a route table.

use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::Ec2;
use super::cidr::{canonical_v4, canonical_v6};
use super::common::{Answer, Thing, View, done, find, find_mut, invalid, need, not_found};
use super::gateway::Gateway;
use super::prefix_list;
use super::route_table::RouteTable;
use serde::{Deserialize, Serialize};

/// Where a route leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Target {
    Local,
    Gateway(String),
    Nat(String),
    /// A gateway endpoint; it comes and goes with the endpoint.
    Endpoint(String),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Route {
    /// A block of addresses or a prefix list.
    pub destination: String,
    pub target: Target,
    /// `CreateRouteTable` or `CreateRoute`.
    pub origin: String,
}

impl Route {
    pub fn local(cidr: &str) -> Route {
        Route {
            destination: cidr.to_owned(),
            target: Target::Local,
            origin: "CreateRouteTable".to_owned(),
        }
    }

    pub fn to_gateway(gateway: &str) -> Route {
        Route {
            destination: "0.0.0.0/0".to_owned(),
            target: Target::Gateway(gateway.to_owned()),
            origin: "CreateRoute".to_owned(),
        }
    }

    pub fn to_endpoint(list: String, endpoint: &str) -> Route {
        Route {
            destination: list,
            target: Target::Endpoint(endpoint.to_owned()),
            origin: "CreateRoute".to_owned(),
        }
    }

    /// The name of the field its destination stands in.
    fn kind(&self) -> &'static str {
        if self.destination.starts_with("pl-") {
            "destinationPrefixListId"
        } else if self.destination.contains(':') {
            "destinationIpv6CidrBlock"
        } else {
            "destinationCidrBlock"
        }
    }

    /// `blackhole` where what it leads to is gone.
    fn state(&self, view: &View, vpc: &str) -> &'static str {
        let ec2 = view.ec2;
        let there = match &self.target {
            Target::Local => true,
            Target::Gateway(id) => {
                let gateway = ec2.gateways.get(id);
                gateway.is_some_and(|gateway| gateway.vpc.as_deref() == Some(vpc))
            }
            Target::Nat(id) => ec2.nats.get(id).is_some_and(|nat| nat.routes(view.now)),
            Target::Endpoint(id) => ec2.endpoints.contains_key(id),
        };
        if there { "active" } else { "blackhole" }
    }

    /// The value a filter `route.…` looks at.
    pub fn field(&self, view: &View, vpc: &str, name: &str) -> Option<String> {
        let destination = |kind: &str| (self.kind() == kind).then(|| self.destination.clone());
        match (name, &self.target) {
            ("destination-cidr-block", _) => destination("destinationCidrBlock"),
            ("destination-ipv6-cidr-block", _) => destination("destinationIpv6CidrBlock"),
            ("destination-prefix-list-id", _) => destination("destinationPrefixListId"),
            ("gateway-id", Target::Local) => Some("local".to_owned()),
            ("gateway-id", Target::Gateway(id) | Target::Endpoint(id))
            | ("nat-gateway-id", Target::Nat(id)) => Some(id.clone()),
            ("origin", _) => Some(self.origin.clone()),
            ("state", _) => Some(self.state(view, vpc).to_owned()),
            _ => None,
        }
    }

    pub fn render(&self, view: &View, vpc: &str) -> Element {
        let item = Element::new("item").set(self.kind(), &self.destination);
        let item = match &self.target {
            Target::Local => item.set("gatewayId", "local"),
            Target::Gateway(id) | Target::Endpoint(id) => item.set("gatewayId", id),
            Target::Nat(id) => item.set("natGatewayId", id),
        };
        item.set("state", self.state(view, vpc))
            .set("origin", &self.origin)
    }
}

fn destination(form: &Form, region: &str) -> Result<String, Fault> {
    let malformed = |name: &str, text: &str| {
        invalid(format!(
            "Value ({text}) for parameter {name} is invalid. This is not a valid CIDR block."
        ))
    };
    let given = [
        "DestinationCidrBlock",
        "DestinationIpv6CidrBlock",
        "DestinationPrefixListId",
    ];
    let given: Vec<(&str, &str)> = given
        .iter()
        .filter_map(|name| Some((*name, form.get(name)?)))
        .collect();
    match given.as_slice() {
        [("DestinationCidrBlock", text)] => {
            canonical_v4(text).ok_or_else(|| malformed("destinationCidrBlock", text))
        }
        [("DestinationIpv6CidrBlock", text)] => {
            canonical_v6(text).ok_or_else(|| malformed("destinationIpv6CidrBlock", text))
        }
        [(_, id)] if prefix_list::exists(region, id) => Ok((*id).to_owned()),
        [(_, id)] => Err(prefix_list::missing(id)),
        [] => Err(super::common::missing_parameter("destinationCidrBlock")),
        _ => Err(Fault::new(
            400,
            "InvalidParameterCombination",
            "The request must contain exactly one destination",
        )),
    }
}

fn target(ec2: &Ec2, form: &Form, id: &str, vpc: &str, now: u64) -> Result<Target, Fault> {
    let others = [
        "InstanceId",
        "NetworkInterfaceId",
        "VpcPeeringConnectionId",
        "TransitGatewayId",
        "EgressOnlyInternetGatewayId",
        "VpcEndpointId",
        "LocalGatewayId",
        "CarrierGatewayId",
        "CoreNetworkArn",
    ];
    if let Some(other) = others.iter().find(|name| form.get(name).is_some()) {
        return Err(Fault::new(
            400,
            "UnsupportedOperation",
            format!("The sandbox has no routes with {other}."),
        ));
    }
    let different = |what: &str, target: &str| {
        invalid(format!(
            "route table {id} and {what} {target} belong to different networks"
        ))
    };
    match (form.get("GatewayId"), form.get("NatGatewayId")) {
        (Some("local"), None) => Ok(Target::Local),
        (Some(gateway), None) if gateway.starts_with("vpce-") => Err(invalid(format!(
            "cannot add a route to the VPC endpoint {gateway}; modify the endpoint instead"
        ))),
        (Some(gateway), None) => {
            let found = find::<Gateway>(ec2, gateway)?;
            match found.vpc.as_deref() == Some(vpc) {
                true => Ok(Target::Gateway(gateway.to_owned())),
                false => Err(different("network gateway", gateway)),
            }
        }
        (None, Some(nat)) => {
            let found = ec2.nats.get(nat).filter(|found| found.routes(now));
            let Some(found) = found else {
                return Err(not_found(
                    "InvalidNatGatewayID.NotFound",
                    "natGateway ID",
                    nat,
                ));
            };
            match found.vpc == vpc {
                true => Ok(Target::Nat(nat.to_owned())),
                false => Err(different("NAT gateway", nat)),
            }
        }
        (None, None) => Err(super::common::missing_parameter("gatewayId")),
        _ => Err(Fault::new(
            400,
            "InvalidParameterCombination",
            "The request must contain exactly one target of the route",
        )),
    }
}

pub(super) fn create(cx: &mut Context, form: &Form) -> Answer {
    let (region, now) = (cx.region, cx.now);
    let id = need(form, "RouteTableId")?;
    let destination = destination(form, region)?;
    let ec2 = &mut cx.here().ec2;
    let table = find::<RouteTable>(ec2, id)?;
    let target = target(ec2, form, id, &table.vpc, now)?;
    let there = table
        .routes
        .iter()
        .find(|route| route.destination == destination);
    match there {
        // The same route again is no error.
        Some(route) if route.target == target && target != Target::Local => return done(),
        Some(_) => {
            return Err(Fault::new(
                400,
                "RouteAlreadyExists",
                format!("The route identified by {destination} already exists."),
            ));
        }
        None if target == Target::Local => {
            return Err(invalid("a local route cannot be added to a route table"));
        }
        None => {}
    }
    let route = Route {
        destination,
        target,
        origin: "CreateRoute".to_owned(),
    };
    find_mut::<RouteTable>(ec2, id)?.routes.push(route);
    done()
}

pub(super) fn replace(cx: &mut Context, form: &Form) -> Answer {
    let (region, now) = (cx.region, cx.now);
    let id = need(form, "RouteTableId")?;
    let destination = destination(form, region)?;
    let ec2 = &mut cx.here().ec2;
    let vpc = find::<RouteTable>(ec2, id)?.vpc.clone();
    let target = target(ec2, form, id, &vpc, now)?;
    let table = find_mut::<RouteTable>(ec2, id)?;
    let mut routes = table.routes.iter_mut();
    let Some(route) = routes.find(|route| route.destination == destination) else {
        return Err(invalid(format!(
            "There is no route defined for '{destination}' in the route table. Use CreateRoute instead."
        )));
    };
    if matches!(route.target, Target::Local | Target::Endpoint(_)) {
        return Err(invalid(format!(
            "cannot replace the route {destination} in route table {id}"
        )));
    }
    route.target = target;
    done()
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let region = cx.region;
    let id = need(form, "RouteTableId")?;
    let destination = destination(form, region)?;
    let table = find_mut::<RouteTable>(&mut cx.here().ec2, id)?;
    let mut routes = table.routes.iter();
    let Some(at) = routes.position(|route| route.destination == destination) else {
        return Err(Fault::new(
            400,
            "InvalidRoute.NotFound",
            format!("no route with destination-cidr-block {destination} in route table {id}"),
        ));
    };
    match table.routes[at].target {
        Target::Local => Err(invalid(format!(
            "cannot remove local route {destination} in route table {id}"
        ))),
        Target::Endpoint(_) => Err(invalid(format!(
            "cannot remove VPC endpoint route {destination} in route table {id}"
        ))),
        _ => {
            table.routes.remove(at);
            done()
        }
    }
}

/// Puts a gateway endpoint's routes into tables, or takes them out.
pub(super) fn endpoint_routes(
    ec2: &mut Ec2,
    endpoint: &str,
    list: &str,
    add: &[String],
    remove: &[String],
) -> Result<(), Fault> {
    for id in add {
        let table = find_mut::<RouteTable>(ec2, id)?;
        table
            .routes
            .push(Route::to_endpoint(list.to_owned(), endpoint));
    }
    for id in remove {
        if let Some(table) = RouteTable::all_mut(ec2).get_mut(id) {
            let target = Target::Endpoint(endpoint.to_owned());
            table.routes.retain(|route| route.target != target);
        }
    }
    Ok(())
}
