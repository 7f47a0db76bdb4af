//! Reads what an account has of a project, and what a program looks up there.
//!
//! Few and large reads: one list a kind, filtered by tag or path where the service can, all
//! services at once. What carries the project's tag is [`Discovered::live`]; what merely has a
//! name the program wants is [`Discovered::foreign`].

mod batch;
mod definitions;
mod ec2;
mod iam;
mod launch_template;
mod lookup;
mod many;
mod network;

pub use lookup::lookup;

use super::client::{Aws, CallError};
use super::model::{ItemKind, Live, Tags};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt;

/// Names a program wants, by kind. Kinds without names have none here.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub names: Vec<(ItemKind, String)>,
}

impl Wanted {
    fn of(&self, kind: ItemKind) -> BTreeSet<&str> {
        let names = self.names.iter().filter(|(of, _)| *of == kind);
        names.map(|(_, name)| name.as_str()).collect()
    }
}

/// What is there.
#[derive(Clone, Debug, Default)]
pub struct Discovered {
    /// What carries the project's tag.
    pub live: Vec<Live>,
    /// What has a wanted name and does not carry it.
    pub foreign: Vec<Live>,
}

/// Why the account could not be read.
#[derive(Clone, Debug, PartialEq)]
pub enum DiscoverError {
    Call(CallError),
    /// The program counts on the default VPC.
    NoDefaultVpc {
        region: String,
    },
    /// No subnet in a VPC meets what the program asks for.
    NoSubnets {
        region: String,
        filters: String,
    },
    /// A subnet the program names is not there.
    NoSubnet {
        region: String,
        id: String,
    },
    /// The region shows no availability zone.
    NoZones {
        region: String,
    },
}

impl From<CallError> for DiscoverError {
    fn from(error: CallError) -> DiscoverError {
        DiscoverError::Call(error)
    }
}

impl fmt::Display for DiscoverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DiscoverError::Call(error) => error.fmt(f),
            DiscoverError::NoDefaultVpc { region } => write!(
                f,
                "there is no default VPC in {region}: declare a `network`, with `cidr` for a new \
                 VPC or with `vpc_id` or `subnets` for one that is there"
            ),
            DiscoverError::NoSubnets { region, filters } => write!(
                f,
                "there is no subnet in {region} with {filters}: name `subnets` in the `network`, \
                 or write a `cidr` for a new VPC"
            ),
            DiscoverError::NoSubnet { region, id } => write!(
                f,
                "there is no subnet `{id}` in {region}: check its id, the region and the account"
            ),
            DiscoverError::NoZones { region } => {
                write!(f, "{region} shows this account no availability zone")
            }
        }
    }
}

impl std::error::Error for DiscoverError {}

/// Reads all of a project, and what has the wanted names.
pub async fn discover(
    aws: &Aws,
    project: &str,
    wanted: &Wanted,
) -> Result<Discovered, DiscoverError> {
    let (network, groups, templates, iam, batch, definitions) = tokio::try_join!(
        network::read(aws, project),
        ec2::security_groups(aws, project, wanted),
        launch_template::read(aws, project, wanted),
        iam::read(aws, project, wanted),
        batch::read(aws, project, wanted),
        definitions::read(aws, project, wanted),
    )?;
    let mut found = Discovered::default();
    let all = [network, groups, templates, iam, batch, definitions];
    for one in all.into_iter().flatten() {
        match one.project.as_deref() == Some(project) {
            true => found.live.push(one),
            false => found.foreign.push(one),
        }
    }
    let order = |one: &Live| (one.kind, one.name.clone(), one.id.clone());
    found.live.sort_by_key(order);
    found.foreign.sort_by_key(order);
    Ok(found)
}

/// Whether something belongs to the project or stands in its way.
fn concerns(live: &Live, project: &str, names: &BTreeSet<&str>) -> bool {
    let ours = live.project.as_deref() == Some(project);
    ours || live
        .name
        .as_deref()
        .is_some_and(|name| names.contains(name))
}

/// A text field.
fn text(value: &Value, field: &str) -> Option<String> {
    value.get(field).and_then(Value::as_str).map(str::to_owned)
}

/// A list field; null is an empty one.
fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value
        .get(field)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// Tags as `[{key, value}]` by the names of their fields.
fn tags(value: &Value, set: &str, key: &str, content: &str) -> Tags {
    let pairs = list(value, set).iter();
    pairs
        .filter_map(|tag| Some((text(tag, key)?, text(tag, content).unwrap_or_default())))
        .collect()
}

/// Some fields of an object under the names they have elsewhere; what is missing or null is left
/// out. Texts of XML become the numbers and booleans they mean.
fn fields(from: &Value, names: &[(&str, &str)]) -> Map<String, Value> {
    let pairs = names.iter().filter_map(|(theirs, ours)| {
        let value = from.get(theirs).filter(|value| !value.is_null())?;
        Some(((*ours).to_owned(), meant(value)))
    });
    pairs.collect()
}

/// `"true"` and `"443"` as what they mean.
fn meant(value: &Value) -> Value {
    match value.as_str() {
        Some("true") => Value::Bool(true),
        Some("false") => Value::Bool(false),
        Some(text) if text.len() < 12 && !text.is_empty() => match text.parse::<i64>() {
            Ok(number) if number.to_string() == text => Value::from(number),
            _ => value.clone(),
        },
        _ => value.clone(),
    }
}
