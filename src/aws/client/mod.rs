//! The thin layer over the AWS SDK: one function for all calls, JSON in and JSON out.
//!
//! Batch, IAM and STS go through their SDK crates: endpoints, signatures, retries and time-outs
//! are theirs, while the request's body is written here and the answer's is read here
//! ([`swap`]). So a call says exactly what the vocabulary says, and what AWS adds to its API
//! needs no new SDK. EC2's calls are one-off operations of the SDK's runtime, because
//! `aws-sdk-ec2` takes 7 GB of memory to compile.

mod batch;
pub mod config;
mod ec2;
mod ec2_names;
pub mod error;
mod iam;
mod lists;
mod oneoff;
pub mod operations;
mod pace;
mod query;
mod swap;
mod xml;

pub use config::{ConnectError, ConnectOptions};
pub use error::{CallError, CallErrorKind};
pub use operations::{CALLS, Call, Effect, Op, Service};

use aws_smithy_runtime::client::retries::{RetryPartition, TokenBucket};
use pace::Pace;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{OnceCell, Semaphore};

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
    batch: aws_sdk_batch::Client,
    iam: aws_sdk_iam::Client,
    sts: aws_sdk_sts::Client,
    ec2: ec2::Ec2,
    lists: lists::Lists,
    caller: OnceCell<Caller>,
    /// So many calls at a time.
    at_a_time: Semaphore,
    batch_pace: Pace,
    ec2_pace: Pace,
    iam_pace: Pace,
    sts_pace: Pace,
    lists_pace: Pace,
    /// A throttled call goes so often.
    attempts: u32,
    /// By [`Op`].
    made: Vec<AtomicU64>,
}

impl Aws {
    /// Reads the configuration of region, credentials and endpoints. Makes no call to AWS yet,
    /// though credentials may come from one.
    pub async fn connect(options: ConnectOptions) -> Result<Aws, ConnectError> {
        let (sdk, region) = config::load(&options).await?;
        let batch = aws_sdk_batch::config::Builder::from(&sdk).retry_partition(partition("batch"));
        let iam = aws_sdk_iam::config::Builder::from(&sdk).retry_partition(partition("iam"));
        let sts = aws_sdk_sts::config::Builder::from(&sdk).retry_partition(partition("sts"));
        let parallelism = match options.parallelism {
            0 => config::PARALLELISM,
            asked => asked.min(Semaphore::MAX_PERMITS),
        };
        let inner = Inner {
            batch: aws_sdk_batch::Client::from_conf(batch.build()),
            iam: aws_sdk_iam::Client::from_conf(iam.build()),
            sts: aws_sdk_sts::Client::from_conf(sts.build()),
            ec2: ec2::Ec2::new(&sdk, &region, partition("ec2")),
            lists: lists::Lists::new(&sdk, &region, &partition("lists")),
            region,
            caller: OnceCell::new(),
            at_a_time: Semaphore::new(parallelism),
            batch_pace: Pace::new(),
            ec2_pace: Pace::new(),
            iam_pace: Pace::new(),
            sts_pace: Pace::new(),
            lists_pace: Pace::new(),
            attempts: options.max_attempts.unwrap_or(THROTTLED_ATTEMPTS).max(1),
            made: CALLS.iter().map(|_| AtomicU64::new(0)).collect(),
        };
        Ok(Aws {
            inner: Arc::new(inner),
        })
    }

    pub fn region(&self) -> &str {
        &self.inner.region
    }

    /// Makes a call. `input` has the request's fields by AWS's names: for EC2 as its Query API
    /// has them (`{"VpcId": …, "Filter": [{"Name": …, "Value": [..]}]}`), for IAM too, with lists
    /// as lists. The answer's fields have AWS's names too; those of EC2 are the elements of its
    /// XML (`vpcSet`). Numbers and booleans of XML answers are strings, empty lists null.
    pub async fn call(&self, op: Op, input: Value) -> Result<Value, CallError> {
        let inner = &*self.inner;
        inner.made[op as usize].fetch_add(1, Ordering::Relaxed);
        let pace = match op.service() {
            Service::Batch => &inner.batch_pace,
            Service::Ec2 => &inner.ec2_pace,
            Service::Iam => &inner.iam_pace,
            Service::Sts => &inner.sts_pace,
            Service::Ecr | Service::SecretsManager | Service::Ssm => &inner.lists_pace,
        };
        let mut attempt = 1;
        loop {
            let _room = pace.room().await;
            let sent = pace.turn().await;
            let answer = self.attempt(op, input.clone()).await;
            match &answer {
                Err(error) if error.is_throttled() => pace.throttled(sent),
                _ => pace.answered(sent),
            }
            match answer {
                Err(error) if error.is_throttled() && attempt < inner.attempts => attempt += 1,
                answer => return answer,
            }
        }
    }

    /// One call, repeated by the SDK only where that is harmless and AWS did not throttle it.
    async fn attempt(&self, op: Op, input: Value) -> Result<Value, CallError> {
        let inner = &*self.inner;
        let permit = inner.at_a_time.acquire().await;
        let answer = match op.service() {
            Service::Batch => batch::call(&inner.batch, op, input).await,
            Service::Ec2 => inner.ec2.call(op, input).await,
            Service::Iam => iam::call(&inner.iam, op, input).await,
            Service::Sts => iam::caller(&inner.sts).await,
            Service::Ecr | Service::SecretsManager | Service::Ssm => {
                inner.lists.call(op, input).await
            }
        };
        drop(permit);
        answer
    }

    /// Makes a call as often as it takes to have the whole list `list` of its answers.
    pub async fn all(&self, op: Op, input: Value, list: &str) -> Result<Vec<Value>, CallError> {
        let mut items = Vec::new();
        let mut token: Option<Value> = None;
        loop {
            let mut page = input.clone();
            if let (Some(token), Some(page)) = (&token, page.as_object_mut()) {
                page.insert(token_field(op).to_owned(), token.clone());
            }
            let mut answer = self.call(op, page).await?;
            if let Some(Value::Array(more)) = answer.get_mut(list).map(Value::take) {
                items.extend(more);
            }
            let next = next_token(op, &mut answer);
            // The same token again would go on for ever.
            if next.is_none() || next == token {
                return Ok(items);
            }
            token = next;
        }
    }

    /// Who the credentials are; asked once.
    pub async fn caller(&self) -> Result<Caller, CallError> {
        let asked = self.inner.caller.get_or_try_init(|| self.ask_caller());
        asked.await.cloned()
    }

    async fn ask_caller(&self) -> Result<Caller, CallError> {
        let answer = self.call(Op::GetCallerIdentity, Value::Null).await?;
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        let (account, arn) = (text("Account"), text("Arn"));
        let partition = arn.split(':').nth(1).unwrap_or("aws").to_owned();
        Ok(Caller {
            account,
            arn,
            partition,
        })
    }

    /// How often each call was made, retries not counted.
    pub fn calls_made(&self) -> BTreeMap<Op, u64> {
        let counts = self
            .inner
            .made
            .iter()
            .map(|made| made.load(Ordering::Relaxed));
        let counted = CALLS.iter().map(|call| call.op).zip(counts);
        counted.filter(|&(_, count)| count > 0).collect()
    }
}

/// Each waits its turn, so the last of many calls against a slow service may need them.
const THROTTLED_ATTEMPTS: u32 = 20;

/// Retries are bounded by their number, not by a budget the process shares.
fn partition(service: &'static str) -> RetryPartition {
    RetryPartition::custom(service)
        .token_bucket(TokenBucket::unlimited())
        .build()
}

/// The field that asks for the next page.
fn token_field(op: Op) -> &'static str {
    match op.service() {
        Service::Batch | Service::Ecr => "nextToken",
        Service::Ec2 | Service::SecretsManager | Service::Ssm => "NextToken",
        Service::Iam | Service::Sts => "Marker",
    }
}

fn next_token(op: Op, answer: &mut Value) -> Option<Value> {
    let field = match op.service() {
        Service::Batch | Service::Ec2 | Service::Ecr => "nextToken",
        Service::SecretsManager | Service::Ssm => "NextToken",
        Service::Iam if answer["IsTruncated"] == "true" => "Marker",
        _ => return None,
    };
    let token = answer.get_mut(field)?.take();
    token
        .as_str()
        .is_some_and(|text| !text.is_empty())
        .then_some(token)
}
