//! What the command line asks of direct deployment.

use super::client::{Aws, CallError};
use super::discover::DiscoverError;
use super::model::{Address, Live};
use super::plan::Plan;
use crate::resources::Resources;
use serde_json::Value;

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
pub async fn plan(
    aws: &Aws,
    resources: &Resources,
    targets: &[Address],
) -> Result<Plan, PlanError> {
    let _ = (aws, resources, targets);
    todo!()
}

/// The plan that deletes everything that carries the project's tag in the region.
pub async fn destroy(aws: &Aws, resources: &Resources) -> Result<Plan, PlanError> {
    let _ = (aws, resources);
    todo!()
}

/// Whether the account is still as the plan found it.
pub async fn is_current(aws: &Aws, plan: &Plan) -> Result<bool, PlanError> {
    let _ = (aws, plan);
    todo!()
}

/// The program's outputs, and those every program has (ARNs, names, ids, as maps by label), as the
/// account has them now. What is not there is null.
pub async fn outputs(aws: &Aws, resources: &Resources) -> Result<Vec<(String, Value)>, PlanError> {
    let _ = (aws, resources);
    todo!()
}

/// Makes something that exists the project's: it gets the tags. `name` where it is called
/// otherwise than the program would call it. Answers with what it was.
pub async fn adopt(
    aws: &Aws,
    resources: &Resources,
    address: &Address,
    name: Option<&str>,
) -> Result<Live, PlanError> {
    let _ = (aws, resources, address, name);
    todo!()
}
