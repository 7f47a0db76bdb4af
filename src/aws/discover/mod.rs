//! Reads what an account has of a project, and what a program looks up there.

use super::client::{Aws, CallError};
use super::model::{ItemKind, Live};
use crate::resources::ResourceKind;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Debug)]
pub struct DiscoverError;
#[derive(Default)]
pub struct Wanted {
    pub names: Vec<(ItemKind, String)>,
}
pub struct Discovered {
    pub live: Vec<Live>,
    pub foreign: Vec<Live>,
}
impl From<CallError> for DiscoverError {
    fn from(_: CallError) -> DiscoverError {
        DiscoverError
    }
}
pub async fn discover(_: &Aws, _: &str, _: &Wanted) -> Result<Discovered, DiscoverError> {
    todo!()
}
pub async fn lookup(
    _: &Aws,
    _: ResourceKind,
    _: &Value,
) -> Result<BTreeMap<String, Value>, DiscoverError> {
    todo!()
}
