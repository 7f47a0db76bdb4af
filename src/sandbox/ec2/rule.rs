//! The rules of security groups, each with an id of its own.

use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::Ec2;
use super::common::{
    Answer, Thing, View, answer, done, find, find_mut, invalid, missing_parameter, need, not_found,
    view,
};
use super::group::{Group, named};
use super::permission::{self, Draft, Peer};
use super::tags::{self, Tags};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Rule {
    pub group: String,
    pub egress: bool,
    pub protocol: String,
    pub from: Option<i64>,
    pub to: Option<i64>,
    pub peer: Peer,
    pub description: Option<String>,
    pub tags: Tags,
}

impl Thing for Rule {
    const SET: &'static str = "securityGroupRuleSet";
    const IDS: &'static str = "SecurityGroupRuleId";
    const KIND: &'static str = "security-group-rule";
    const FILTERS: &'static [&'static str] = &["group-id", "security-group-rule-id"];

    fn all(ec2: &Ec2) -> &BTreeMap<String, Rule> {
        &ec2.rules
    }

    fn all_mut(ec2: &mut Ec2) -> &mut BTreeMap<String, Rule> {
        &mut ec2.rules
    }

    fn missing(id: &str) -> Fault {
        not_found(
            "InvalidSecurityGroupRuleId.NotFound",
            "security group rule ID",
            id,
        )
    }

    fn tags(&self) -> &Tags {
        &self.tags
    }

    fn tags_mut(&mut self) -> &mut Tags {
        &mut self.tags
    }

    fn filter(&self, _: &View, id: &str, name: &str) -> Vec<String> {
        match name {
            "group-id" => vec![self.group.clone()],
            _ => vec![id.to_owned()],
        }
    }

    fn fields(&self, view: &View, id: &str) -> Element {
        let item = self.short(id).set("groupOwnerId", view.account);
        let arn = view.arn(&format!("security-group-rule/{id}"));
        let item = item.set("securityGroupRuleArn", arn);
        match &self.peer {
            Peer::Group(other) => {
                let vpc = view.ec2.groups.get(other).map(|group| &group.vpc);
                let info = Element::new("referencedGroupInfo")
                    .set("groupId", other)
                    .set("userId", view.account)
                    .maybe("vpcId", vpc);
                item.with(info)
            }
            _ => item,
        }
    }
}

impl Rule {
    /// What every answer says of a rule, but for the group it names.
    fn short(&self, id: &str) -> Element {
        let item = Element::new("item")
            .set("securityGroupRuleId", id)
            .set("groupId", &self.group)
            .set("isEgress", self.egress)
            .set("ipProtocol", &self.protocol)
            .set("fromPort", self.from.unwrap_or(-1))
            .set("toPort", self.to.unwrap_or(-1));
        let item = match &self.peer {
            Peer::Ipv4(cidr) => item.set("cidrIpv4", cidr),
            Peer::Ipv6(cidr) => item.set("cidrIpv6", cidr),
            Peer::PrefixList(list) => item.set("prefixListId", list),
            Peer::Group(_) => item,
        };
        item.maybe("description", self.description.as_ref())
    }
}

/// AWS's quota of rules a direction.
const MOST: usize = 60;

pub(super) fn authorize(cx: &mut Context, form: &Form, egress: bool) -> Answer {
    let region = cx.region;
    let tags = tags::on_create(form, Rule::KIND)?;
    let ec2 = &cx.here().ec2;
    let id = named(ec2, form)?;
    let group = find::<Group>(ec2, &id)?;
    let drafts = permission::read(ec2, region, &group.vpc, form, egress)?;
    if drafts.is_empty() {
        return Err(missing_parameter("ipPermissions"));
    }
    for (at, draft) in drafts.iter().enumerate() {
        let same = |other: &Draft| Draft {
            description: None,
            ..other.clone()
        };
        if drafts[..at].iter().any(|other| same(other) == same(draft)) {
            return Err(invalid(
                "The same permission must not appear multiple times",
            ));
        }
        if group.rules(ec2, egress).any(|(_, rule)| draft.is(rule)) {
            return Err(Fault::new(
                400,
                "InvalidPermission.Duplicate",
                format!("the specified rule \"{}\" already exists", draft.words()),
            ));
        }
    }
    if group.rules(ec2, egress).count() + drafts.len() > MOST {
        return Err(Fault::new(
            400,
            "RulesPerSecurityGroupLimitExceeded",
            "The maximum number of rules per security group has been reached.",
        ));
    }
    let mut made = Vec::new();
    for draft in drafts {
        let rule = Rule {
            group: id.clone(),
            egress,
            protocol: draft.protocol,
            from: draft.from,
            to: draft.to,
            peer: draft.peer,
            description: draft.description,
            tags: tags.clone(),
        };
        let rule_id = cx.id("sgr");
        let ec2 = &mut cx.here().ec2;
        find_mut::<Group>(ec2, &id)?.rules.push(rule_id.clone());
        ec2.rules.insert(rule_id.clone(), rule);
        made.push(rule_id);
    }
    let view = view(cx);
    let shown = made.iter().filter_map(|id| {
        let rule = view.ec2.rules.get(id)?;
        Some(rule.render(&view, id).named("item"))
    });
    let shown: Vec<Element> = shown.collect();
    Ok(answer().set("return", true).list(Rule::SET, shown))
}

/// The ids of the rules a call takes away: as they are given, or by what they say.
fn meant(
    ec2: &Ec2,
    region: &str,
    id: &str,
    form: &Form,
    egress: bool,
) -> Result<Vec<String>, Fault> {
    let group = find::<Group>(ec2, id)?;
    let ids = form.list("SecurityGroupRuleId");
    if !ids.is_empty() {
        if form.has("IpPermissions") {
            return Err(Fault::new(
                400,
                "InvalidParameterCombination",
                "The parameters 'ipPermissions' and 'securityGroupRuleIds' may not be used in combination",
            ));
        }
        for rule in &ids {
            let found = ec2.rules.get(*rule);
            if found.is_none_or(|rule| rule.group != id || rule.egress != egress) {
                return Err(Rule::missing(rule));
            }
        }
        return Ok(ids.into_iter().map(str::to_owned).collect());
    }
    let drafts = permission::read(ec2, region, &group.vpc, form, egress)?;
    if drafts.is_empty() {
        return Err(Fault::new(
            400,
            "MissingParameter",
            "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.",
        ));
    }
    let mut found = Vec::new();
    for draft in drafts {
        let mut rules = group.rules(ec2, egress);
        let Some((rule, _)) = rules.find(|(_, rule)| draft.is(rule)) else {
            return Err(no_such_permission());
        };
        found.push(rule.to_owned());
    }
    Ok(found)
}

fn no_such_permission() -> Fault {
    Fault::new(
        400,
        "InvalidPermission.NotFound",
        "The specified rule does not exist in this security group.",
    )
}

pub(super) fn revoke(cx: &mut Context, form: &Form, egress: bool) -> Answer {
    let region = cx.region;
    let ec2 = &mut cx.here().ec2;
    let id = named(ec2, form)?;
    let gone = meant(ec2, region, &id, form, egress)?;
    let group = find_mut::<Group>(ec2, &id)?;
    group.rules.retain(|rule| !gone.contains(rule));
    let mut revoked = Vec::new();
    for id in gone {
        if let Some(rule) = ec2.rules.remove(&id) {
            let item = rule.short(&id);
            revoked.push(match &rule.peer {
                Peer::Group(other) => item.set("referencedGroupId", other),
                _ => item,
            });
        }
    }
    Ok(answer()
        .set("return", true)
        .list("revokedSecurityGroupRuleSet", revoked))
}

pub(super) fn modify(cx: &mut Context, form: &Form) -> Answer {
    let region = cx.region;
    let id = need(form, "GroupId")?;
    let ec2 = &cx.here().ec2;
    let group = find::<Group>(ec2, id)?;
    let mut after = Vec::new();
    for element in form.elements("SecurityGroupRule") {
        let part = form.part(&element);
        let rule_id = need(&part, "SecurityGroupRuleId")?.to_owned();
        let rule = find::<Rule>(ec2, &rule_id)?;
        if rule.group != id {
            return Err(Rule::missing(&rule_id));
        }
        let wanted = part.part("SecurityGroupRule");
        let (protocol, from, to) = permission::ports(&wanted)?;
        let peer = peer(ec2, region, &group.vpc, &wanted)?;
        let description = permission::description(wanted.get("Description"))?;
        after.push((rule_id, protocol, from, to, peer, description));
    }
    if after.is_empty() {
        return Err(missing_parameter("SecurityGroupRule"));
    }
    let ec2 = &mut cx.here().ec2;
    for (id, protocol, from, to, peer, description) in after {
        let rule = find_mut::<Rule>(ec2, &id)?;
        if std::mem::discriminant(&rule.peer) != std::mem::discriminant(&peer) {
            return Err(invalid(format!(
                "The source or destination of the security group rule {id} cannot change its type."
            )));
        }
        (rule.protocol, rule.from, rule.to) = (protocol, from, to);
        (rule.peer, rule.description) = (peer, description);
    }
    done()
}

fn peer(ec2: &Ec2, region: &str, vpc: &str, form: &Form) -> Result<Peer, Fault> {
    let given = ["CidrIpv4", "CidrIpv6", "PrefixListId", "ReferencedGroupId"];
    let given: Vec<(&str, &str)> = given
        .iter()
        .filter_map(|name| Some((*name, form.get(name)?)))
        .collect();
    match given.as_slice() {
        [("CidrIpv4", cidr)] => permission::v4(cidr),
        [("CidrIpv6", cidr)] => permission::v6(cidr),
        [("PrefixListId", id)] => permission::prefix_list_peer(region, id),
        [(_, id)] => permission::group_peer(ec2, vpc, id),
        _ => Err(invalid(
            "Exactly one of CidrIpv4, CidrIpv6, PrefixListId and ReferencedGroupId must be specified.",
        )),
    }
}

pub(super) fn describe_changes(cx: &mut Context, form: &Form, egress: bool) -> Answer {
    let region = cx.region;
    let ec2 = &mut cx.here().ec2;
    let id = named(ec2, form)?;
    let group = find::<Group>(ec2, &id)?;
    let mut after: Vec<(String, Option<String>)> = Vec::new();
    for element in form.elements("SecurityGroupRuleDescription") {
        let part = form.part(&element);
        let rule = need(&part, "SecurityGroupRuleId")?;
        let found = find::<Rule>(ec2, rule)?;
        if found.group != id || found.egress != egress {
            return Err(Rule::missing(rule));
        }
        let description = permission::description(part.get("Description"))?;
        after.push((rule.to_owned(), description));
    }
    for draft in permission::read(ec2, region, &group.vpc, form, egress)? {
        let mut rules = group.rules(ec2, egress);
        let found = rules.find(|(_, rule)| draft.is(rule));
        let (rule, _) = found.ok_or_else(no_such_permission)?;
        after.push((rule.to_owned(), draft.description.clone()));
    }
    if after.is_empty() {
        return Err(missing_parameter("ipPermissions"));
    }
    for (id, description) in after {
        find_mut::<Rule>(ec2, &id)?.description = description;
    }
    done()
}
