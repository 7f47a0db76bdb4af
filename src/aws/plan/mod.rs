//! What would change, field by field, with its class, why, and what running jobs feel of it.

pub mod build;
mod compare;
pub mod order;

use super::desired::Desired;
use super::model::{Address, ItemKind, Live};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Version of the plan's JSON, in `version`; it grows when a field changes its meaning.
pub const VERSION: u32 = 1;

/// Everything that would happen, in an order in which it could.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Plan {
    pub version: u32,
    pub project: String,
    pub account: String,
    pub region: String,
    /// One for every item of the program and for everything of the project's that is not in it;
    /// `NoChange` among them.
    pub changes: Vec<Change>,
    /// A digest of what was found of the project: a saved plan is refused where it differs.
    pub fingerprint: String,
    /// The plan is that of `destroy`.
    pub destroy: bool,
    /// What an apply needs beside the changes; not part of the documented JSON.
    pub work: Work,
}

/// What apply goes by.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Work {
    pub desired: Desired,
    pub live: Vec<Live>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub address: Address,
    pub action: Action,
    /// Its name in AWS after the change, or what it has there if it goes away; an id where it has
    /// no name.
    pub name: Option<String>,
    /// Replacements and deletions: what the old one is called by.
    pub old: Option<String>,
    pub fields: Vec<FieldChange>,
    /// "because service_role is custom"
    pub why: Vec<String>,
    /// What it means for jobs that run or wait, in a sentence.
    pub consequence: Option<String>,
    /// The file is as it was when it was last applied: somebody changed the account.
    pub drift: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    NoChange,
    Adopt,
    Create,
    Update,
    /// Instances are replaced by new ones with the new settings.
    InfrastructureUpdate,
    /// A new one is made, what uses the old one is moved to it, the old one is deleted.
    Replace,
    NewRevision,
    Delete,
}

impl Action {
    /// As the plan calls it.
    pub const fn words(self) -> &'static str {
        match self {
            Action::NoChange => "no change",
            Action::Adopt => "adopt",
            Action::Create => "create",
            Action::Update => "update in place",
            Action::InfrastructureUpdate => "infrastructure update",
            Action::Replace => "replace",
            Action::NewRevision => "new revision",
            Action::Delete => "delete",
        }
    }
}

/// One field before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// By AWS's names: `computeResources.maxvCpus`, `tags.team`.
    pub path: String,
    /// The language's name of the attribute it was written in, if it was written.
    pub attribute: Option<String>,
    pub before: Shown,
    pub after: Shown,
    /// Changing this is what makes the action as heavy as it is.
    pub decisive: bool,
}

/// A value as a plan may show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Not set, or AWS's default.
    Absent,
    Value(Value),
    /// Known once something else is made.
    KnownAfterApply,
    /// A secret, or what looks like one.
    Masked,
}

impl Plan {
    pub fn is_empty(&self) -> bool {
        self.changes
            .iter()
            .all(|change| change.action == Action::NoChange)
    }

    /// What is to be done.
    pub fn pending(&self) -> impl Iterator<Item = &Change> {
        self.changes
            .iter()
            .filter(|change| change.action != Action::NoChange)
    }

    pub fn count(&self, action: Action) -> usize {
        self.changes
            .iter()
            .filter(|change| change.action == action)
            .count()
    }

    pub fn of(&self, kind: ItemKind) -> impl Iterator<Item = &Change> {
        self.changes
            .iter()
            .filter(move |change| change.address.kind == kind)
    }
}
