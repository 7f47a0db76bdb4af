//! The program's resources as items of the account: folded, named, tagged, with their edges.

pub mod attributes;
pub mod fold;
mod values;

use super::model::{Address, Tags};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A thing as the program wants it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    pub address: Address,
    /// Its name in AWS. A compute environment's may yet become that of the one that is there.
    pub name: Option<String>,
    /// In the shape of the table in [`super::model`]. Strings may hold references to what only
    /// AWS knows ([`super::resolve`]).
    pub properties: Value,
    /// All of them, the project's and ours included.
    pub tags: Tags,
    /// What must be there, and as the program wants it, before this.
    pub needs: BTreeSet<Address>,
    pub keep_revisions: Option<u32>,
    /// The language's names of fields, by AWS path.
    pub attributes: BTreeMap<String, String>,
    /// Of the content, references unresolved: the same for the same file.
    pub digest: String,
}

/// All that a program wants.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Desired {
    pub project: String,
    pub account: String,
    pub region: String,
    pub partition: String,
    pub items: Vec<Item>,
    /// `output NAME = …`, references unresolved; `null` as null.
    pub outputs: Vec<(String, Value)>,
}

/// Where a program is deployed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub account: String,
    pub region: String,
    pub partition: String,
}

impl Place {
    pub fn dns_suffix(&self) -> &'static str {
        match self.partition.as_str() {
            "aws-cn" => "amazonaws.com.cn",
            _ => "amazonaws.com",
        }
    }
}

impl Desired {
    pub fn item(&self, address: &Address) -> Option<&Item> {
        self.items.iter().find(|item| &item.address == address)
    }
}
