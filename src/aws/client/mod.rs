//! The thin layer over the AWS SDK: one function for all calls, JSON in and JSON out.
//!
//! Batch, IAM and STS go through their SDK crates: endpoints, signatures, retries and time-outs
//! are theirs, while the request's body is written here and the answer's is read here
//! ([`swap`]). So a call says exactly what the vocabulary says, and what AWS adds to its API
//! needs no new SDK. EC2's calls are one-off operations of the SDK's runtime, because
//! `aws-sdk-ec2` takes 7 GB of memory to compile.

pub mod config;
pub mod error;
pub mod operations;

pub use config::{ConnectError, ConnectOptions};
pub use error::{CallError, CallErrorKind};
pub use operations::{CALLS, Call, Effect, Op, Service};

use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Who the credentials are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Twelve digits.
    pub account: String,
    pub arn: String,
    /// `aws`, `aws-cn`, `aws-us-gov`.
    pub partition: String,
}

/// A region of an account. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Aws {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    region: String,
}

impl Aws {
    /// Reads the configuration of region, credentials and endpoints. Makes no call to AWS yet,
    /// though credentials may come from one.
    pub async fn connect(options: ConnectOptions) -> Result<Aws, ConnectError> {
        let _ = options;
        todo!()
    }

    pub fn region(&self) -> &str {
        &self.inner.region
    }

    /// Makes a call. `input` has the request's fields by AWS's names: for EC2 as its Query API
    /// has them (`{"VpcId": …, "Filter": [{"Name": …, "Value": [..]}]}`), for IAM too, with lists
    /// as lists. The answer's fields have AWS's names too; those of EC2 are the elements of its
    /// XML (`vpcSet`). Numbers and booleans of XML answers are strings.
    pub async fn call(&self, op: Op, input: Value) -> Result<Value, CallError> {
        let _ = (op, input);
        todo!()
    }

    /// Makes a call as often as it takes to have the whole list `list` of its answers.
    pub async fn all(&self, op: Op, input: Value, list: &str) -> Result<Vec<Value>, CallError> {
        let _ = (op, input, list);
        todo!()
    }

    /// Who the credentials are; asked once.
    pub async fn caller(&self) -> Result<Caller, CallError> {
        todo!()
    }

    /// How often each call was made, retries not counted.
    pub fn calls_made(&self) -> BTreeMap<Op, u64> {
        todo!()
    }
}
