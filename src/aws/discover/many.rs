//! The same call for many things at once.

use crate::aws::client::{Aws, CallError, Op};
use serde_json::Value;
use tokio::task::{JoinError, JoinSet};

/// Makes a call for each input, all at once as far as the client's limit lets them, and answers
/// in the order of the inputs.
pub async fn calls(aws: &Aws, op: Op, inputs: Vec<Value>) -> Vec<Result<Value, CallError>> {
    let mut tasks = JoinSet::new();
    let mut answers: Vec<Option<Result<Value, CallError>>> = vec![None; inputs.len()];
    for (at, input) in inputs.into_iter().enumerate() {
        let aws = aws.clone();
        tasks.spawn(async move { (at, aws.call(op, input).await) });
    }
    while let Some(done) = tasks.join_next().await {
        let (at, answer) = done.unwrap_or_else(again);
        answers[at] = Some(answer);
    }
    answers.into_iter().flatten().collect()
}

/// The same for calls with pages.
pub async fn lists(
    aws: &Aws,
    op: Op,
    inputs: Vec<Value>,
    list: &'static str,
) -> Vec<Result<Vec<Value>, CallError>> {
    let mut tasks = JoinSet::new();
    let mut answers: Vec<Option<Result<Vec<Value>, CallError>>> = vec![None; inputs.len()];
    for (at, input) in inputs.into_iter().enumerate() {
        let aws = aws.clone();
        tasks.spawn(async move { (at, aws.all(op, input, list).await) });
    }
    while let Some(done) = tasks.join_next().await {
        let (at, answer) = done.unwrap_or_else(again);
        answers[at] = Some(answer);
    }
    answers.into_iter().flatten().collect()
}

/// Nothing here cancels a task: it panicked, and so does who waits for it.
fn again<T>(error: JoinError) -> T {
    std::panic::resume_unwind(error.into_panic())
}
