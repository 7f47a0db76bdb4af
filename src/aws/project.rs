//! What the command line asks of direct deployment.

use super::client::{Aws, CallError, Op};
use super::desired::fold::{self, Lookups};
use super::desired::{Desired, Item, Place};
use super::discover::{DiscoverError, Discovered, Wanted, discover, lookup};
use super::model::{Address, ItemKind, Live, TAG_ADDRESS, TAG_PROJECT, Tags};
use super::plan::{Plan, build, order};
use super::resolve::resolve;
use crate::resources::Resources;
use serde_json::{Value, json};

/// What keeps a plan from being made.
#[derive(Debug)]
pub enum PlanError {
    Call(CallError),
    Discover(DiscoverError),
    /// `account` of the project is another than the credentials'.
    WrongAccount {
        wanted: String,
        found: String,
    },
    /// `region` of the project is another than `--region`.
    WrongRegion {
        wanted: String,
        found: String,
    },
    /// Something of a wanted name exists and is not the project's.
    Taken(Vec<(Address, Live)>),
    /// `--target` names nothing.
    UnknownTarget {
        target: Address,
        close: Option<Address>,
    },
    /// `adopt`: nothing of that name, or it is another project's.
    NotAdoptable {
        address: Address,
        reason: String,
    },
    /// What the program asks for cannot be done.
    Impossible {
        address: Address,
        reason: String,
        help: String,
    },
}

/// The plan that makes the account what the program says. Empty `targets`: all of it; else those
/// and what they need. Makes no mutating call.
///
/// # Errors
/// The wrong account or region, a name that is taken, or a call that failed.
pub async fn plan(
    aws: &Aws,
    resources: &Resources,
    targets: &[Address],
) -> Result<Plan, PlanError> {
    let (desired, found) = read(aws, resources).await?;
    build::build(desired, found.live, found.foreign, targets)
}

/// The plan that deletes everything that carries the project's tag in the region.
pub async fn destroy(aws: &Aws, resources: &Resources) -> Result<Plan, PlanError> {
    let place = place(aws, resources).await?;
    let desired = Desired {
        project: resources.project.to_string(),
        account: place.account,
        region: place.region,
        partition: place.partition,
        ..Desired::default()
    };
    let found = discover(aws, &desired.project, &Wanted::default()).await?;
    Ok(build::destruction(desired, found.live))
}

/// Whether the account is still as the plan found it.
pub async fn is_current(aws: &Aws, plan: &Plan) -> Result<bool, PlanError> {
    let caller = aws.caller().await?;
    if caller.account != plan.account {
        return Err(PlanError::WrongAccount {
            wanted: plan.account.clone(),
            found: caller.account,
        });
    }
    if aws.region() != plan.region {
        return Err(PlanError::WrongRegion {
            wanted: plan.region.clone(),
            found: aws.region().to_owned(),
        });
    }
    let found = discover(aws, &plan.project, &wanted(&plan.work.desired)).await?;
    Ok(build::fingerprint(&found.live) == plan.fingerprint)
}

/// The program's outputs, and those every program has (ARNs, names, ids, as maps by label), as the
/// account has them now. What is not there is null.
pub async fn outputs(aws: &Aws, resources: &Resources) -> Result<Vec<(String, Value)>, PlanError> {
    let (desired, found) = read(aws, resources).await?;
    let known = build::known_of_live(&desired, &found.live);
    Ok(super::outputs::of(&desired, |value| resolve(value, &known)))
}

/// Makes something that exists the project's: it gets the tags. `name` where it is called
/// otherwise than the program would call it. Answers with what it was.
pub async fn adopt(
    aws: &Aws,
    resources: &Resources,
    address: &Address,
    name: Option<&str>,
) -> Result<Live, PlanError> {
    let place = place(aws, resources).await?;
    let desired = desired(aws, resources, &place).await?;
    let Some(item) = desired.item(address) else {
        return Err(PlanError::UnknownTarget {
            target: address.clone(),
            close: order::close(&desired, address),
        });
    };
    let refuse = |reason: String| PlanError::NotAdoptable {
        address: address.clone(),
        reason,
    };
    let Some(name) = name.or(item.name.as_deref()) else {
        return Err(refuse("things without a name cannot be adopted".to_owned()));
    };
    let wanted = Wanted {
        names: vec![(address.kind, name.to_owned())],
    };
    let found = discover(aws, &desired.project, &wanted).await?;
    let same = |live: &&Live| live.kind == address.kind && live.name.as_deref() == Some(name);
    if found.live.iter().any(|live| same(&live)) {
        return Err(refuse(format!("`{name}` is this project's already")));
    }
    let Some(live) = found.foreign.iter().find(same) else {
        return Err(refuse(format!(
            "there is no {} called `{name}` in {}",
            address.kind.word().replace('_', " "),
            desired.region
        )));
    };
    if let Some(other) = &live.project {
        return Err(refuse(format!(
            "`{name}` belongs to the project `{other}`: take it out of that project's file first"
        )));
    }
    tag(aws, item, live).await?;
    Ok(live.clone())
}

/// Sets our tags on something, without the digest: whether it is as the file says is for the
/// next plan to find.
async fn tag(aws: &Aws, item: &Item, live: &Live) -> Result<(), CallError> {
    let tags: Tags = [TAG_PROJECT, TAG_ADDRESS]
        .iter()
        .filter_map(|key| Some(((*key).to_owned(), item.tags.get(*key)?.clone())))
        .collect();
    let list: Vec<Value> = tags
        .iter()
        .map(|(key, value)| json!({"Key": key, "Value": value}))
        .collect();
    let (op, input) = match live.kind {
        ItemKind::Role => (Op::TagRole, json!({"RoleName": live.name, "Tags": list})),
        ItemKind::InstanceProfile => (
            Op::TagInstanceProfile,
            json!({"InstanceProfileName": live.name, "Tags": list}),
        ),
        kind if kind >= ItemKind::ComputeEnvironment => {
            let arn = live
                .attributes
                .get("arn")
                .cloned()
                .unwrap_or(json!(live.id));
            (Op::TagResource, json!({"resourceArn": arn, "tags": tags}))
        }
        _ => (
            Op::CreateTags,
            json!({"ResourceId": [live.id], "Tag": list}),
        ),
    };
    aws.call(op, input).await.map(|_| ())
}

/// What the program wants and what there is.
async fn read(aws: &Aws, resources: &Resources) -> Result<(Desired, Discovered), PlanError> {
    let place = place(aws, resources).await?;
    let desired = desired(aws, resources, &place).await?;
    let found = discover(aws, &desired.project, &wanted(&desired)).await?;
    Ok((desired, found))
}

/// Where to; the guard against the wrong account comes before anything else.
async fn place(aws: &Aws, resources: &Resources) -> Result<Place, PlanError> {
    let caller = aws.caller().await?;
    if let Some(wanted) = &resources.account
        && *wanted != caller.account
    {
        return Err(PlanError::WrongAccount {
            wanted: wanted.to_string(),
            found: caller.account,
        });
    }
    if let Some(wanted) = &resources.region
        && wanted != aws.region()
    {
        return Err(PlanError::WrongRegion {
            wanted: wanted.to_string(),
            found: aws.region().to_owned(),
        });
    }
    Ok(Place {
        account: caller.account,
        region: aws.region().to_owned(),
        partition: caller.partition,
    })
}

/// Answers the program's lookups, then folds it into items.
async fn desired(aws: &Aws, resources: &Resources, place: &Place) -> Result<Desired, PlanError> {
    let mut lookups = Lookups::default();
    // A later one may ask with the answer of an earlier one: the subnets of the default VPC.
    for resource in resources.iter().filter(|one| one.kind.is_lookup()) {
        let input = fold::lookup_input(resources, place, &lookups, resource);
        let answer = lookup(aws, resource.kind, &input).await?;
        lookups.insert(resource.id, answer);
    }
    Ok(fold::fold(resources, place, &lookups))
}

fn wanted(desired: &Desired) -> Wanted {
    let named = desired
        .items
        .iter()
        .filter_map(|item| Some((item.address.kind, item.name.clone()?)));
    Wanted {
        names: named.collect(),
    }
}

impl From<CallError> for PlanError {
    fn from(error: CallError) -> PlanError {
        PlanError::Call(error)
    }
}

impl From<DiscoverError> for PlanError {
    fn from(error: DiscoverError) -> PlanError {
        PlanError::Discover(error)
    }
}
