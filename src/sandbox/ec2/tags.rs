//! Tags of everything in EC2.

use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Context, Fault};
use super::Ec2;
use super::address::Address;
use super::common::{Answer, Thing, done, find_mut, invalid, missing_parameter, view};
use super::endpoint::Endpoint;
use super::filter::{self, Filters};
use super::gateway::Gateway;
use super::group::Group;
use super::interface::Interface;
use super::nat::Nat;
use super::route_table::RouteTable;
use super::rule::Rule;
use super::subnet::Subnet;
use super::template::Template;
use super::vpc::Vpc;
use std::collections::{BTreeMap, BTreeSet};

pub(super) type Tags = BTreeMap<String, String>;

const MOST: usize = 50;

/// `<tagSet>`
pub(super) fn set(tags: &Tags) -> Element {
    let item =
        |(key, value): (&String, &String)| Element::new("item").set("key", key).set("value", value);
    Element::new("tagSet").with_all(tags.iter().map(item))
}

fn put(tags: &mut Tags, given: Vec<(String, String)>) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for (key, value) in given {
        if key.is_empty() {
            return Err(invalid("Tag key cannot be empty."));
        }
        if key.to_lowercase().starts_with("aws:") {
            return Err(invalid(format!(
                "Value ( {key} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use"
            )));
        }
        if key.chars().count() > 128 {
            return Err(invalid(format!(
                "Value ( {key} ) for parameter key is invalid. Tag key exceeds the maximum length of 128 characters"
            )));
        }
        if value.chars().count() > 256 {
            return Err(invalid(format!(
                "Value ( {value} ) for parameter value is invalid. Tag value exceeds the maximum length of 256 characters"
            )));
        }
        if !seen.insert(key.clone()) {
            return Err(invalid(format!("Duplicate tag key '{key}' specified.")));
        }
        tags.insert(key, value);
    }
    match tags.len() > MOST {
        false => Ok(()),
        true => Err(Fault::new(
            400,
            "TagLimitExceeded",
            "The maximum number of Tags for a resource has been reached.",
        )),
    }
}

/// The tags a Create call gives to what it makes.
pub(super) fn on_create(form: &Form, kind: &str) -> Result<Tags, Fault> {
    let mut found: Option<Tags> = None;
    for element in form.elements("TagSpecification") {
        let given = form.get(&format!("{element}.ResourceType"));
        match given {
            None => {
                return Err(invalid("Tag specification resource type must have a value"));
            }
            Some(given) if given != kind => {
                return Err(invalid(format!(
                    "'{given}' is not a valid taggable resource type for this operation."
                )));
            }
            Some(_) => {}
        }
        if found.is_some() {
            return Err(invalid(format!(
                "Duplicate tag specification for resource type '{kind}'."
            )));
        }
        let pairs = form.pairs(&format!("{element}.Tag"));
        if pairs.is_empty() {
            return Err(invalid("Tag specification must have at least one tag"));
        }
        let mut tags = Tags::new();
        put(&mut tags, pairs)?;
        found = Some(tags);
    }
    Ok(found.unwrap_or_default())
}

/// The tags of the thing of an id, whatever kind it is.
fn tags_of<'e>(ec2: &'e mut Ec2, id: &str) -> Result<&'e mut Tags, Fault> {
    fn of<'e, T: Thing + 'e>(ec2: &'e mut Ec2, id: &str) -> Result<&'e mut Tags, Fault> {
        find_mut::<T>(ec2, id).map(T::tags_mut)
    }
    match id.split('-').next().unwrap_or("") {
        "vpc" => of::<Vpc>(ec2, id),
        "subnet" => of::<Subnet>(ec2, id),
        "igw" => of::<Gateway>(ec2, id),
        "eipalloc" => of::<Address>(ec2, id),
        "nat" => of::<Nat>(ec2, id),
        "rtb" => of::<RouteTable>(ec2, id),
        "sg" => of::<Group>(ec2, id),
        "sgr" => of::<Rule>(ec2, id),
        "lt" => of::<Template>(ec2, id),
        "vpce" => of::<Endpoint>(ec2, id),
        "eni" => of::<Interface>(ec2, id),
        _ => Err(Fault::new(
            400,
            "InvalidID",
            format!("The ID '{id}' is not valid"),
        )),
    }
}

fn resources(form: &Form) -> Result<Vec<&str>, Fault> {
    let ids = form.list("ResourceId");
    match ids.is_empty() {
        true => Err(missing_parameter("resourceIdSet")),
        false => Ok(ids),
    }
}

pub(super) fn create(cx: &mut Context, form: &Form) -> Answer {
    let ids = resources(form)?;
    let given = form.pairs("Tag");
    if given.is_empty() {
        return Err(missing_parameter("tagSet"));
    }
    let ec2 = &mut cx.here().ec2;
    // All or nothing: first on copies.
    let mut after = Vec::new();
    for id in ids {
        let mut tags = tags_of(ec2, id)?.clone();
        put(&mut tags, given.clone())?;
        after.push((id, tags));
    }
    for (id, tags) in after {
        *tags_of(ec2, id)? = tags;
    }
    done()
}

pub(super) fn delete(cx: &mut Context, form: &Form) -> Answer {
    let ids = resources(form)?;
    let mut gone: Vec<(&str, Option<&str>)> = Vec::new();
    for element in form.elements("Tag") {
        let Some(key) = form.get(&format!("{element}.Key")) else {
            return Err(missing_parameter("key"));
        };
        gone.push((key, form.get(&format!("{element}.Value"))));
    }
    let ec2 = &mut cx.here().ec2;
    for id in &ids {
        tags_of(ec2, id)?;
    }
    for id in ids {
        let tags = tags_of(ec2, id)?;
        if gone.is_empty() {
            tags.clear();
        }
        for (key, value) in &gone {
            // A value names the tag only where it has that value.
            if value.is_none_or(|value| tags.get(*key).is_some_and(|tag| tag == value)) {
                tags.remove(*key);
            }
        }
    }
    done()
}

/// One tag as DescribeTags lists it.
struct Row<'a> {
    place: String,
    id: &'a str,
    kind: &'static str,
    key: &'a str,
    value: &'a str,
}

fn rows<'a, T: Thing + 'a>(ec2: &'a Ec2, out: &mut Vec<Row<'a>>) {
    for (id, thing) in T::all(ec2) {
        let row = |(key, value): (&'a String, &'a String)| Row {
            place: format!("{id}\n{key}"),
            id,
            kind: T::KIND,
            key,
            value,
        };
        out.extend(thing.tags().iter().map(row));
    }
}

pub(super) fn describe(cx: &mut Context, form: &Form) -> Answer {
    let known = ["key", "value", "resource-id", "resource-type"];
    let filters = Filters::read(form, "Filter", &known)?;
    let size = filter::page_size(cx.options, form, 1000, false)?;
    let view = view(cx);
    let mut all = Vec::new();
    rows::<Vpc>(view.ec2, &mut all);
    rows::<Subnet>(view.ec2, &mut all);
    rows::<Gateway>(view.ec2, &mut all);
    rows::<Address>(view.ec2, &mut all);
    rows::<Nat>(view.ec2, &mut all);
    rows::<RouteTable>(view.ec2, &mut all);
    rows::<Group>(view.ec2, &mut all);
    rows::<Rule>(view.ec2, &mut all);
    rows::<Template>(view.ec2, &mut all);
    rows::<Endpoint>(view.ec2, &mut all);
    rows::<Interface>(view.ec2, &mut all);
    all.retain(|row| {
        let own = Tags::from([(row.key.to_owned(), row.value.to_owned())]);
        filters.accept(&own, |name| {
            let value = match name {
                "key" => row.key,
                "value" => row.value,
                "resource-id" => row.id,
                _ => row.kind,
            };
            vec![value.to_owned()]
        })
    });
    all.sort_by(|a, b| a.place.cmp(&b.place));
    let render = |row: Row| {
        Element::new("item")
            .set("resourceId", row.id)
            .set("resourceType", row.kind)
            .set("key", row.key)
            .set("value", row.value)
    };
    filter::page(form, size, "tagSet", all, |row| &row.place, render)
}
