//! Resources become items: rules fold into their group, routes into their table, policies into
//! their role; nodes become JSON.

use super::{Desired, Item, Place};
use crate::aws::model::{Address, ItemKind, TAG_ADDRESS, TAG_DIGEST, TAG_PROJECT, Tags, iam_path};
use crate::aws::resolve::{self, reference, references};
use crate::resources::{Node, Part, Resource, ResourceId, ResourceKind, Resources, Text, Tree};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// What each lookup was answered: the attributes by name.
pub type Lookups = FxHashMap<ResourceId, BTreeMap<String, Value>>;

/// The program's resources as items. `lookups` has an answer for every resource that
/// [`ResourceKind::is_lookup`].
pub fn fold(resources: &Resources, place: &Place, lookups: &Lookups) -> Desired {
    let mut folding = Folding::new(resources, place, lookups);
    for resource in resources.iter() {
        folding.add(resource);
    }
    folding.finish()
}

/// What a lookup asks for, as JSON: `{"Filters": [{"Name": …, "Values": […]}]}`.
pub fn lookup_input(
    resources: &Resources,
    place: &Place,
    lookups: &Lookups,
    resource: &Resource,
) -> Value {
    Folding::new(resources, place, lookups).tree(&resource.properties)
}

/// The item a resource of a kind becomes; `None` for what is folded into another or looked up.
fn item_kind(kind: ResourceKind) -> Option<ItemKind> {
    Some(match kind {
        ResourceKind::Vpc => ItemKind::Vpc,
        ResourceKind::Subnet => ItemKind::Subnet,
        ResourceKind::InternetGateway => ItemKind::InternetGateway,
        ResourceKind::ElasticIp => ItemKind::ElasticIp,
        ResourceKind::NatGateway => ItemKind::NatGateway,
        ResourceKind::RouteTable => ItemKind::RouteTable,
        ResourceKind::SecurityGroup => ItemKind::SecurityGroup,
        ResourceKind::VpcEndpoint => ItemKind::VpcEndpoint,
        ResourceKind::Role => ItemKind::Role,
        ResourceKind::InstanceProfile => ItemKind::InstanceProfile,
        ResourceKind::LaunchTemplate => ItemKind::LaunchTemplate,
        ResourceKind::ComputeEnvironment => ItemKind::ComputeEnvironment,
        ResourceKind::SchedulingPolicy => ItemKind::SchedulingPolicy,
        ResourceKind::JobQueue => ItemKind::JobQueue,
        ResourceKind::JobDefinition => ItemKind::JobDefinition,
        ResourceKind::ConsumableResource => ItemKind::ConsumableResource,
        ResourceKind::ServiceEnvironment => ItemKind::ServiceEnvironment,
        ResourceKind::QuotaShare => ItemKind::QuotaShare,
        _ => return None,
    })
}

/// The field by which a folded resource names what it belongs to.
fn parent_field(kind: ResourceKind) -> Option<&'static str> {
    Some(match kind {
        ResourceKind::SecurityGroupIngress | ResourceKind::SecurityGroupEgress => "GroupId",
        ResourceKind::RolePolicyAttachment | ResourceKind::RolePolicy => "RoleName",
        ResourceKind::Route | ResourceKind::RouteTableAssociation => "RouteTableId",
        _ => return None,
    })
}

pub(super) struct Folding<'a> {
    pub resources: &'a Resources,
    pub place: &'a Place,
    pub lookups: &'a Lookups,
    items: Vec<Item>,
    at: FxHashMap<Address, usize>,
}

impl<'a> Folding<'a> {
    fn new(resources: &'a Resources, place: &'a Place, lookups: &'a Lookups) -> Folding<'a> {
        Folding {
            resources,
            place,
            lookups,
            items: Vec::new(),
            at: FxHashMap::default(),
        }
    }

    /// The item a resource is, or is folded into.
    pub fn address(&self, id: ResourceId) -> Option<Address> {
        let resource = self.resources.get(id);
        if let Some(kind) = item_kind(resource.kind) {
            return Some(Address::new(kind, resource.label.as_str()));
        }
        let parent = self.address(self.parent(resource)?)?;
        match resource.kind {
            ResourceKind::SecurityGroupIngress | ResourceKind::SecurityGroupEgress => {
                Some(Address::new(ItemKind::SecurityGroupRules, parent.label))
            }
            _ => Some(parent),
        }
    }

    fn parent(&self, resource: &Resource) -> Option<ResourceId> {
        match resource.properties.get(parent_field(resource.kind)?)? {
            Node::Text(text) => match text.parts.as_slice() {
                [Part::Attribute(id, _)] => Some(*id),
                _ => None,
            },
            _ => None,
        }
    }

    fn push(&mut self, item: Item) {
        self.at.insert(item.address.clone(), self.items.len());
        self.items.push(item);
    }

    fn add(&mut self, resource: &Resource) {
        if let Some(kind) = item_kind(resource.kind) {
            return self.add_item(kind, resource);
        }
        let Some(address) = self.address(resource.id) else {
            return;
        };
        let mut properties = match self.tree(&resource.properties) {
            Value::Object(properties) => properties,
            _ => return,
        };
        if let Some(field) = parent_field(resource.kind) {
            properties.remove(field);
        }
        let waits = self.waits(resource);
        let name = resource.name.as_ref().map(|name| self.plain(&name.text));
        let Some(item) = self.at.get(&address).and_then(|&at| self.items.get_mut(at)) else {
            return;
        };
        item.needs.extend(waits);
        let into = &mut item.properties;
        match resource.kind {
            ResourceKind::SecurityGroupIngress => append(into, "Ingress", properties.into()),
            ResourceKind::SecurityGroupEgress => append(into, "Egress", properties.into()),
            ResourceKind::Route => append(into, "Routes", properties.into()),
            ResourceKind::RouteTableAssociation => {
                if let Some(subnet) = properties.remove("SubnetId") {
                    append(into, "Associations", subnet);
                }
            }
            ResourceKind::RolePolicyAttachment => {
                if let Some(policy) = properties.remove("PolicyArn") {
                    append(into, "ManagedPolicies", policy);
                }
            }
            ResourceKind::RolePolicy => {
                if let (Some(name), Some(document)) = (name, properties.remove("PolicyDocument")) {
                    into["Policies"][name] = document;
                }
            }
            _ => {}
        }
    }

    fn add_item(&mut self, kind: ItemKind, resource: &Resource) {
        let address = Address::new(kind, resource.label.as_str());
        let mut properties = self.tree(&resource.properties);
        if !properties.is_object() {
            properties = json!({});
        }
        if matches!(kind, ItemKind::Role | ItemKind::InstanceProfile) {
            // Discovery finds what belongs to a project by its path.
            properties["Path"] = json!(iam_path(&self.resources.project));
        }
        for field in &resource.settled_by_aws {
            remove(&mut properties, &field.aws);
        }
        let mut attributes = BTreeMap::new();
        origins(&resource.properties, "", &mut attributes);
        let item = Item {
            name: resource.name.as_ref().map(|name| self.plain(&name.text)),
            properties,
            tags: self.tags(&resource.tags, &address),
            needs: self.waits(resource),
            keep_revisions: resource.keep_revisions,
            attributes,
            digest: String::new(),
            address: address.clone(),
        };
        self.push(item);
        if kind == ItemKind::SecurityGroup {
            self.push(Item {
                address: Address::new(ItemKind::SecurityGroupRules, resource.label.as_str()),
                name: None,
                properties: json!({"GroupId": reference(&address, "id")}),
                tags: Tags::new(),
                needs: BTreeSet::from([address]),
                keep_revisions: None,
                attributes: BTreeMap::new(),
                digest: String::new(),
            });
        }
    }

    fn waits(&self, resource: &Resource) -> BTreeSet<Address> {
        let of = |&id: &ResourceId| self.address(id);
        resource.depends_on.iter().filter_map(of).collect()
    }

    fn tags(&self, own: &[(SmolStr, Text)], address: &Address) -> Tags {
        let all = self.resources.tags.iter().chain(own);
        let mut tags: Tags = all
            .map(|(key, text)| (key.to_string(), self.plain(text)))
            .collect();
        tags.insert(TAG_PROJECT.to_owned(), self.resources.project.to_string());
        tags.insert(TAG_ADDRESS.to_owned(), address.to_string());
        tags
    }

    fn finish(mut self) -> Desired {
        for item in &mut self.items {
            complete(item);
        }
        self.needs_rules();
        self.name_generations();
        self.digests();
        let outputs = self.resources.outputs.iter().map(|output| {
            let value = output.value.as_ref().map(|node| self.node(node));
            (output.name.to_string(), value.unwrap_or(Value::Null))
        });
        Desired {
            project: self.resources.project.to_string(),
            account: self.place.account.clone(),
            region: self.place.region.clone(),
            partition: self.place.partition.clone(),
            outputs: outputs.collect(),
            items: self.items,
        }
    }

    /// What uses a security group waits for its rules too: an instance that starts before may
    /// not reach the ECS service.
    fn needs_rules(&mut self) {
        for item in &mut self.items {
            if item.address.kind == ItemKind::SecurityGroupRules {
                continue;
            }
            let groups: Vec<Address> = item
                .needs
                .iter()
                .filter(|need| need.kind == ItemKind::SecurityGroup)
                .map(|need| Address::new(ItemKind::SecurityGroupRules, need.label.clone()))
                .collect();
            item.needs.extend(groups);
        }
    }

    /// Names of what is replaced by a second one beside it: a digest of what cannot change in
    /// place stands behind them.
    fn name_generations(&mut self) {
        let templates: BTreeMap<Address, String> = self
            .items
            .iter()
            .filter(|item| item.address.kind == ItemKind::LaunchTemplate)
            .map(|item| (item.address.clone(), resolve::digest(&item.properties)))
            .collect();
        for item in &mut self.items {
            let key = match item.address.kind {
                ItemKind::ComputeEnvironment => {
                    let key = crate::aws::classes::generation_key(&item.properties);
                    // A new version of a template is a change too, though its name stays.
                    let mut found = BTreeSet::new();
                    references(&key, &mut found);
                    let used = found
                        .iter()
                        .filter_map(|(address, _)| templates.get(address));
                    json!([key, used.collect::<BTreeSet<_>>()])
                }
                ItemKind::SecurityGroup => item.properties.clone(),
                _ => continue,
            };
            if let Some(name) = &mut item.name {
                let generation = &resolve::digest(&key)[8..];
                *name = format!("{}-{generation}", name.trim_end_matches(['-', '_']));
            }
        }
    }

    fn digests(&mut self) {
        let rules: BTreeMap<String, Value> = self
            .items
            .iter()
            .filter(|item| item.address.kind == ItemKind::SecurityGroupRules)
            .map(|item| (item.address.label.clone(), item.properties.clone()))
            .collect();
        let groups: BTreeMap<String, Value> = self
            .items
            .iter()
            .filter(|item| item.address.kind == ItemKind::SecurityGroup)
            .map(|item| (item.address.label.clone(), item.properties.clone()))
            .collect();
        for item in &mut self.items {
            let label = &item.address.label;
            // A group carries the tag for its rules, which have none of their own.
            item.digest = match item.address.kind {
                ItemKind::SecurityGroup => {
                    resolve::digest(&json!([item.properties, rules.get(label)]))
                }
                ItemKind::SecurityGroupRules => {
                    resolve::digest(&json!([groups.get(label), item.properties]))
                }
                _ => resolve::digest(&item.properties),
            };
            if item.address.kind != ItemKind::SecurityGroupRules {
                item.tags.insert(TAG_DIGEST.to_owned(), item.digest.clone());
            }
        }
    }
}

/// The edges that follow from what the properties refer to.
fn complete(item: &mut Item) {
    let mut found = BTreeSet::new();
    match (item.address.kind, &item.properties) {
        // A policy may name what its role must be there for; its ARN is known from its name.
        (ItemKind::Role, Value::Object(properties)) => {
            let documents = ["Policies", "AssumeRolePolicyDocument"];
            for (_, value) in properties
                .iter()
                .filter(|(key, _)| !documents.contains(&key.as_str()))
            {
                references(value, &mut found);
            }
        }
        (_, properties) => references(properties, &mut found),
    }
    let own = item.address.clone();
    item.needs
        .extend(found.into_iter().map(|(address, _)| address));
    item.needs.remove(&own);
    if item.address.kind == ItemKind::Role
        && let Some(policies) = item
            .properties
            .get_mut("ManagedPolicies")
            .and_then(Value::as_array_mut)
    {
        policies.sort_by_key(Value::to_string);
        policies.dedup();
    }
}

fn append(into: &mut Value, field: &str, value: Value) {
    match into.get_mut(field).and_then(Value::as_array_mut) {
        Some(list) => list.push(value),
        None => into[field] = Value::Array(vec![value]),
    }
}

fn remove(value: &mut Value, path: &str) {
    match path.split_once('.') {
        Some((head, rest)) => {
            if let Some(inner) = value.get_mut(head) {
                remove(inner, rest);
            }
        }
        None => {
            if let Some(object) = value.as_object_mut() {
                object.remove(path);
            }
        }
    }
}

/// Where the language has each field, by AWS path.
fn origins(tree: &Tree, path: &str, out: &mut BTreeMap<String, String>) {
    for field in &tree.fields {
        let here = match path {
            "" => field.aws.to_string(),
            path => format!("{path}.{}", field.aws),
        };
        if let Some(origin) = &field.origin {
            out.insert(here.clone(), origin.attribute.to_owned());
        }
        if let Node::Object(inner) = &field.value {
            origins(inner, &here, out);
        }
    }
}
