//! Security groups.

use super::super::account::new_id;
use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::Ec2;
use super::common::{
    Answer, Thing, View, answer, describe_if, done, find, invalid, need, not_found, view,
};
use super::permission::{self, Peer};
use super::rule::Rule;
use super::tags::{self, Tags};
use super::vpc::{default_of, named_or_default};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Group {
    pub name: String,
    pub description: String,
    pub vpc: String,
    /// The ids of its rules, in the order they were made.
    pub rules: Vec<String>,
    pub tags: Tags,
}

impl Group {
    pub fn is_default(&self) -> bool {
        self.name == "default"
    }

    /// Its rules of one direction.
    pub fn rules<'e>(
        &'e self,
        ec2: &'e Ec2,
        egress: bool,
    ) -> impl Iterator<Item = (&'e str, &'e Rule)> {
        let rules = self.rules.iter();
        rules.filter_map(move |id| {
            let rule = ec2.rules.get(id).filter(|rule| rule.egress == egress)?;
            Some((id.as_str(), rule))
        })
    }
}

impl Thing for Group {
    const SET: &'static str = "securityGroupInfo";
    const IDS: &'static str = "GroupId";
    const KIND: &'static str = "security-group";
    const FILTERS: &'static [&'static str] = &[
        "description",
        "egress.ip-permission.cidr",
        "egress.ip-permission.from-port",
        "egress.ip-permission.group-id",
        "egress.ip-permission.ipv6-cidr",
        "egress.ip-permission.prefix-list-id",
        "egress.ip-permission.protocol",
        "egress.ip-permission.to-port",
        "group-id",
        "group-name",
        "ip-permission.cidr",
        "ip-permission.from-port",
        "ip-permission.group-id",
        "ip-permission.ipv6-cidr",
        "ip-permission.prefix-list-id",
        "ip-permission.protocol",
        "ip-permission.to-port",
        "owner-id",
        "vpc-id",
    ];

    fn all(ec2: &Ec2) -> &BTreeMap<String, Group> {
        &ec2.groups
    }

    fn all_mut(ec2: &mut Ec2) -> &mut BTreeMap<String, Group> {
        &mut ec2.groups
    }

    fn missing(id: &str) -> Fault {
        not_found("InvalidGroup.NotFound", "security group", id)
    }

    fn tags(&self) -> &Tags {
        &self.tags
    }

    fn tags_mut(&mut self) -> &mut Tags {
        &mut self.tags
    }

    fn filter(&self, view: &View, id: &str, name: &str) -> Vec<String> {
        let (egress, field) = match name.split_once("ip-permission.") {
            Some((way, field)) => (way == "egress.", field),
            None => {
                return vec![match name {
                    "description" => self.description.clone(),
                    "group-id" => id.to_owned(),
                    "group-name" => self.name.clone(),
                    "owner-id" => view.account.to_owned(),
                    "vpc-id" => self.vpc.clone(),
                    _ => return Vec::new(),
                }];
            }
        };
        let rules = self.rules(view.ec2, egress);
        let values = rules.filter_map(|(_, rule)| match (field, &rule.peer) {
            ("from-port", _) => rule.from.map(|port| port.to_string()),
            ("to-port", _) => rule.to.map(|port| port.to_string()),
            ("protocol", _) => Some(rule.protocol.clone()),
            ("cidr", Peer::Ipv4(value))
            | ("ipv6-cidr", Peer::Ipv6(value))
            | ("group-id", Peer::Group(value))
            | ("prefix-list-id", Peer::PrefixList(value)) => Some(value.clone()),
            _ => None,
        });
        values.collect()
    }

    fn fields(&self, view: &View, id: &str) -> Element {
        Element::new("item")
            .set("ownerId", view.account)
            .set("groupId", id)
            .set(
                "securityGroupArn",
                view.arn(&format!("security-group/{id}")),
            )
            .set("groupName", &self.name)
            .set("groupDescription", &self.description)
            .set("vpcId", &self.vpc)
            .with(permission::set(
                "ipPermissions",
                view,
                self.rules(view.ec2, false).map(|(_, rule)| rule),
            ))
            .with(permission::set(
                "ipPermissionsEgress",
                view,
                self.rules(view.ec2, true).map(|(_, rule)| rule),
            ))
    }
}

/// The rule that lets everything out.
fn everything_out(group: &str) -> Rule {
    Rule {
        group: group.to_owned(),
        egress: true,
        protocol: "-1".to_owned(),
        from: None,
        to: None,
        peer: Peer::Ipv4("0.0.0.0/0".to_owned()),
        description: None,
        tags: Tags::new(),
    }
}

/// A VPC's default group: everything from itself, everything out.
pub(super) fn make_default(ec2: &mut Ec2, serial: &mut u64, vpc: &str) {
    let id = new_id("sg", serial);
    let within = Rule {
        egress: false,
        peer: Peer::Group(id.clone()),
        ..everything_out(&id)
    };
    let out = everything_out(&id);
    let mut group = Group {
        name: "default".to_owned(),
        description: "default VPC security group".to_owned(),
        vpc: vpc.to_owned(),
        rules: Vec::new(),
        tags: Tags::new(),
    };
    for rule in [within, out] {
        let rule_id = new_id("sgr", serial);
        group.rules.push(rule_id.clone());
        ec2.rules.insert(rule_id, rule);
    }
    ec2.groups.insert(id, group);
}

/// Takes a group and its rules away.
pub(super) fn remove(ec2: &mut Ec2, id: &str) {
    let rules = ec2.groups.remove(id).map(|group| group.rules);
    for rule in rules.unwrap_or_default() {
        ec2.rules.remove(&rule);
    }
}

const CHARACTERS: &str = ". _-:/()#,@[]+=&;{}!$*";

fn fits(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || CHARACTERS.contains(c);
    text.chars().all(fits)
}

fn check_names(form: &Form) -> Result<(&str, &str), Fault> {
    let name = need(form, "GroupName")?;
    let description = need(form, "GroupDescription")?;
    if name.chars().count() > 255 || !fits(name) {
        return Err(invalid(format!(
            "Value ({name}) for parameter GroupName is invalid. Character sets beyond ASCII are not supported. Valid names are strings of up to 255 characters from the following set: a-zA-Z0-9{CHARACTERS}"
        )));
    }
    if name.starts_with("sg-") {
        return Err(invalid(format!(
            "Value ({name}) for parameter GroupName is invalid. Group names may not begin with 'sg-'."
        )));
    }
    if name == "default" {
        return Err(invalid("Cannot use reserved security group name: default"));
    }
    if !description.is_ascii() {
        return Err(invalid(format!(
            "Value ({description}) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported."
        )));
    }
    if description.len() > 255 || !fits(description) {
        return Err(invalid(format!(
            "Invalid security group description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9{CHARACTERS}"
        )));
    }
    Ok((name, description))
}

pub(super) fn create(cx: &mut Context, form: &Form) -> Answer {
    let (name, description) = check_names(form)?;
    let tags = tags::on_create(form, Group::KIND)?;
    let vpc = named_or_default(cx, form)?;
    let mut groups = cx.here().ec2.groups.values();
    if groups.any(|group| group.vpc == vpc && group.name == name) {
        return Err(Fault::new(
            400,
            "InvalidGroup.Duplicate",
            format!("The security group '{name}' already exists for VPC '{vpc}'"),
        ));
    }
    let (id, rule) = (cx.id("sg"), cx.id("sgr"));
    let group = Group {
        name: name.to_owned(),
        description: description.to_owned(),
        vpc,
        rules: vec![rule.clone()],
        tags,
    };
    let tags = tags::set(&group.tags);
    let ec2 = &mut cx.here().ec2;
    ec2.rules.insert(rule, everything_out(&id));
    ec2.groups.insert(id.clone(), group);
    let arn = view(cx).arn(&format!("security-group/{id}"));
    Ok(answer()
        .set("return", true)
        .set("groupId", id)
        .with(tags)
        .set("securityGroupArn", arn))
}

/// The group a call names: by id, or by name in the default VPC.
pub(super) fn named(ec2: &Ec2, form: &Form) -> Result<String, Fault> {
    if let Some(id) = form.get("GroupId").filter(|id| !id.is_empty()) {
        return find::<Group>(ec2, id).map(|_| id.to_owned());
    }
    let Some(name) = form.get("GroupName") else {
        return Err(Fault::new(
            400,
            "MissingParameter",
            "The request must contain the parameter groupName or groupId",
        ));
    };
    let vpc = default_of(ec2).unwrap_or("");
    let mut groups = ec2.groups.iter();
    groups
        .find(|(_, group)| group.name == name && group.vpc == vpc)
        .map(|(id, _)| id.clone())
        .ok_or_else(|| {
            Fault::new(
                400,
                "InvalidGroup.NotFound",
                format!("The security group '{name}' does not exist in default VPC '{vpc}'"),
            )
        })
}

pub(super) fn describe(cx: &mut Context, form: &Form) -> Answer {
    let names: Vec<String> = form
        .list("GroupName")
        .into_iter()
        .map(str::to_owned)
        .collect();
    if names.is_empty() {
        return describe_if::<Group>(cx, form, "Filter", |_| true);
    }
    let ec2 = &cx.here().ec2;
    let vpc = default_of(ec2).unwrap_or("").to_owned();
    for name in &names {
        let one = Form::of([("GroupName", name.as_str())]);
        named(ec2, &one)?;
    }
    describe_if::<Group>(cx, form, "Filter", |group| {
        group.vpc == vpc && names.contains(&group.name)
    })
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let now = cx.now;
    let region = cx.here();
    let id = named(&region.ec2, form)?;
    let ec2 = &region.ec2;
    if find::<Group>(ec2, &id)?.is_default() {
        return Err(Fault::new(
            400,
            "CannotDelete",
            format!("the specified group: \"{id}\" name: \"default\" cannot be deleted by a user"),
        ));
    }
    let peer = Peer::Group(id.clone());
    let named = ec2
        .rules
        .values()
        .any(|rule| rule.peer == peer && rule.group != id);
    let mut interfaces = ec2.interfaces.values();
    let used = interfaces.any(|interface| interface.groups.contains(&id));
    if named || used || region.batch.uses(&id, now) {
        return Err(Fault::new(
            400,
            "DependencyViolation",
            format!("resource {id} has a dependent object"),
        ));
    }
    remove(&mut region.ec2, &id);
    let answer = done()?;
    Ok(answer.set("groupId", id))
}
