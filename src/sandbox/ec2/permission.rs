//! Permissions: the rules of a security group as `IpPermissions` say them.

use super::super::Fault;
use super::super::query::Form;
use super::super::xml::Element;
use super::Ec2;
use super::cidr::{canonical_v4, canonical_v6};
use super::common::{View, invalid};
use super::group::{Group, named};
use super::prefix_list;
use super::rule::Rule;
use serde::{Deserialize, Serialize};

/// Whom a rule is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Peer {
    Ipv4(String),
    Ipv6(String),
    Group(String),
    PrefixList(String),
}

impl Peer {
    pub fn text(&self) -> &str {
        match self {
            Peer::Ipv4(text) | Peer::Ipv6(text) | Peer::Group(text) | Peer::PrefixList(text) => {
                text
            }
        }
    }
}

/// A rule as a request has it, before it belongs to a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub protocol: String,
    pub from: Option<i64>,
    pub to: Option<i64>,
    pub peer: Peer,
    pub description: Option<String>,
}

impl Draft {
    /// Whether a rule says the same, whatever its description.
    pub fn is(&self, rule: &Rule) -> bool {
        self.protocol == rule.protocol
            && self.from == rule.from
            && self.to == rule.to
            && self.peer == rule.peer
    }

    /// As the message on a duplicate says it.
    pub fn words(&self) -> String {
        let peer = self.peer.text();
        match (self.protocol.as_str(), self.from, self.to) {
            ("-1", ..) => format!("peer: {peer}, ALL, ALLOW"),
            (protocol, Some(from), Some(to)) => {
                let protocol = protocol.to_uppercase();
                format!("peer: {peer}, {protocol}, from port: {from}, to port: {to}, ALLOW")
            }
            (protocol, ..) => format!("peer: {peer}, {}, ALLOW", protocol.to_uppercase()),
        }
    }
}

/// A protocol as AWS answers it: its number becomes its name.
fn protocol(text: &str) -> Result<String, Fault> {
    let lower = text.to_ascii_lowercase();
    let name = match lower.as_str() {
        "-1" | "all" => "-1",
        "tcp" | "6" => "tcp",
        "udp" | "17" => "udp",
        "icmp" | "1" => "icmp",
        "icmpv6" | "58" => "icmpv6",
        number if number.parse::<u8>().is_ok() => number,
        _ => {
            return Err(invalid(format!(
                "Invalid value '{text}' for IP protocol. Unknown protocol."
            )));
        }
    };
    Ok(name.to_owned())
}

fn number(form: &Form, name: &str) -> Result<Option<i64>, Fault> {
    let text = form.get(name).filter(|text| !text.is_empty());
    text.map(|text| {
        text.parse().map_err(|_| {
            invalid(format!(
                "Invalid value '{text}' for {name}. Must be a number."
            ))
        })
    })
    .transpose()
}

/// Protocol and ports as they are kept: none where they mean nothing.
pub(super) fn ports(form: &Form) -> Result<(String, Option<i64>, Option<i64>), Fault> {
    let Some(protocol_text) = form.get("IpProtocol").filter(|text| !text.is_empty()) else {
        return Err(Fault::new(
            400,
            "MissingParameter",
            "The request must contain the parameter ipProtocol",
        ));
    };
    let protocol = protocol(protocol_text)?;
    let (from, to) = (number(form, "FromPort")?, number(form, "ToPort")?);
    match protocol.as_str() {
        "tcp" | "udp" => {
            let (Some(low), Some(high)) = (from, to) else {
                return Err(invalid(
                    "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
                ));
            };
            if low > high || !(0..=65_535).contains(&low) || !(0..=65_535).contains(&high) {
                return Err(invalid(format!(
                    "Invalid TCP/UDP port range ({low}:{high})"
                )));
            }
            Ok((protocol, from, to))
        }
        "icmp" | "icmpv6" => {
            let (from, to) = (from.unwrap_or(-1), to.unwrap_or(-1));
            let right = (-1..=255).contains(&from) && (-1..=255).contains(&to);
            if !right || (from == -1 && to != -1) {
                return Err(invalid(format!(
                    "ICMP code ({to}) or type ({from}) out of range"
                )));
            }
            Ok((protocol, Some(from), Some(to)))
        }
        _ => Ok((protocol, None, None)),
    }
}

/// A description of a rule: up to 255 characters of AWS's set.
pub(super) fn description(text: Option<&str>) -> Result<Option<String>, Fault> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let fits = |c: char| c.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(c);
    match text.len() <= 255 && text.chars().all(fits) {
        true => Ok(Some(text.to_owned())),
        false => Err(invalid(
            "Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*",
        )),
    }
}

pub(super) fn v4(text: &str) -> Result<Peer, Fault> {
    let canonical = canonical_v4(text).map(Peer::Ipv4);
    canonical.ok_or_else(|| invalid(format!("CIDR block {text} is malformed")))
}

pub(super) fn v6(text: &str) -> Result<Peer, Fault> {
    let canonical = canonical_v6(text).map(Peer::Ipv6);
    canonical.ok_or_else(|| invalid(format!("CIDR block {text} is malformed")))
}

/// Another group: it must be there and lie in the same VPC.
pub(super) fn group_peer(ec2: &Ec2, vpc: &str, id: &str) -> Result<Peer, Fault> {
    let other = super::common::find::<Group>(ec2, id)?;
    match other.vpc == vpc {
        true => Ok(Peer::Group(id.to_owned())),
        false => Err(Fault::new(
            400,
            "InvalidGroup.NotFound",
            "You have specified two resources that belong to different networks.",
        )),
    }
}

pub(super) fn prefix_list_peer(region: &str, id: &str) -> Result<Peer, Fault> {
    match prefix_list::exists(region, id) {
        true => Ok(Peer::PrefixList(id.to_owned())),
        false => Err(prefix_list::missing(id)),
    }
}

/// What a request says, rule by rule.
pub(super) fn read(
    ec2: &Ec2,
    region: &str,
    vpc: &str,
    form: &Form,
    egress: bool,
) -> Result<Vec<Draft>, Fault> {
    let mut drafts = Vec::new();
    for element in form.elements("IpPermissions") {
        drafts.extend(permission(ec2, region, vpc, &form.part(&element))?);
    }
    // The older, flat form of one rule.
    let flat = [
        "IpProtocol",
        "CidrIp",
        "FromPort",
        "SourceSecurityGroupName",
    ];
    if drafts.is_empty() && flat.iter().any(|name| form.get(name).is_some()) {
        if egress {
            return Err(invalid(
                "Only a set of IP permissions is supported for the egress of a VPC's group.",
            ));
        }
        let (protocol, from, to) = ports(form)?;
        let peer = match (form.get("CidrIp"), form.get("SourceSecurityGroupName")) {
            (Some(cidr), _) => v4(cidr)?,
            (None, Some(name)) => {
                let id = named(ec2, &Form::of([("GroupName", name)]))?;
                group_peer(ec2, vpc, &id)?
            }
            (None, None) => return Err(no_source()),
        };
        drafts.push(Draft {
            protocol,
            from,
            to,
            peer,
            description: None,
        });
    }
    Ok(drafts)
}

fn no_source() -> Fault {
    Fault::new(
        400,
        "MissingParameter",
        "Missing source specification: include source security group or CIDR information",
    )
}

fn permission(ec2: &Ec2, region: &str, vpc: &str, form: &Form) -> Result<Vec<Draft>, Fault> {
    let (protocol, from, to) = ports(form)?;
    let mut drafts = Vec::new();
    let mut add = |peer: Peer, description: Option<&str>| {
        let description = self::description(description)?;
        drafts.push(Draft {
            protocol: protocol.clone(),
            from,
            to,
            peer,
            description,
        });
        Ok::<(), Fault>(())
    };
    for item in form.elements("IpRanges") {
        let item = form.part(&item);
        add(
            v4(item.get("CidrIp").unwrap_or(""))?,
            item.get("Description"),
        )?;
    }
    for item in form.elements("Ipv6Ranges") {
        let item = form.part(&item);
        add(
            v6(item.get("CidrIpv6").unwrap_or(""))?,
            item.get("Description"),
        )?;
    }
    for item in form.elements("PrefixListIds") {
        let item = form.part(&item);
        let id = item.get("PrefixListId").unwrap_or("");
        add(prefix_list_peer(region, id)?, item.get("Description"))?;
    }
    for item in form.elements("Groups") {
        let item = form.part(&item);
        let id = named(ec2, &item)?;
        add(group_peer(ec2, vpc, &id)?, item.get("Description"))?;
    }
    match drafts.is_empty() {
        true => Err(no_source()),
        false => Ok(drafts),
    }
}

/// Rules as permissions: those of the same protocol and ports in one.
pub(super) fn set<'r>(name: &str, view: &View, rules: impl Iterator<Item = &'r Rule>) -> Element {
    let mut kinds: Vec<(&Rule, Vec<&Rule>)> = Vec::new();
    for rule in rules {
        let same = |kind: &&mut (&Rule, Vec<&Rule>)| {
            (&kind.0.protocol, kind.0.from, kind.0.to) == (&rule.protocol, rule.from, rule.to)
        };
        match kinds.iter_mut().find(same) {
            Some(kind) => kind.1.push(rule),
            None => kinds.push((rule, vec![rule])),
        }
    }
    let items = kinds.into_iter().map(|(kind, rules)| {
        let mut lists = [
            Element::new("groups"),
            Element::new("ipRanges"),
            Element::new("ipv6Ranges"),
            Element::new("prefixListIds"),
        ];
        for rule in rules {
            let (at, item) = item(view, &rule.peer);
            let item = item.maybe("description", rule.description.as_ref());
            lists[at].children.push(item);
        }
        Element::new("item")
            .set("ipProtocol", &kind.protocol)
            .maybe("fromPort", kind.from)
            .maybe("toPort", kind.to)
            .with_all(lists)
    });
    Element::new(name).with_all(items)
}

/// Which of the four lists a peer stands in, and how.
fn item(view: &View, peer: &Peer) -> (usize, Element) {
    let item = Element::new("item");
    match peer {
        Peer::Group(id) => (0, item.set("userId", view.account).set("groupId", id)),
        Peer::Ipv4(cidr) => (1, item.set("cidrIp", cidr)),
        Peer::Ipv6(cidr) => (2, item.set("cidrIpv6", cidr)),
        Peer::PrefixList(id) => (3, item.set("prefixListId", id)),
    }
}
