//! What AWS refuses of a job definition (reference §1.4, §3.1, §3.2).

use super::super::super::Fault;
use super::super::values::{executing, int, list, text, texts, within};
use super::container;
use serde_json::Value;

/// Service quota: a definition's size in bytes.
const SIZE: usize = 24 * 1024;

pub fn check(input: &Value) -> Result<(), Fault> {
    if input.to_string().len() > SIZE {
        return Err(executing(
            "Job definition is larger than the limit of 24 KiB.",
        ));
    }
    within(input, "schedulingPriority", 0, 9999)?;
    if let Some(timeout) = input.get("timeout")
        && int(timeout, "attemptDurationSeconds").is_some_and(|seconds| seconds < 60)
    {
        return Err(executing(
            "attemptDurationSeconds must be at least 60 seconds.",
        ));
    }
    if let Some(retry) = input.get("retryStrategy") {
        retries(retry)?;
    }
    let capabilities = texts(input, "platformCapabilities");
    if capabilities.len() > 1 {
        return Err(executing("Only one platform capability can be given."));
    }
    let platform = capabilities.first().copied().unwrap_or("EC2");
    match text(input, "type") {
        Some("multinode") => multinode(input, platform),
        _ => single(input, platform),
    }
}

fn retries(retry: &Value) -> Result<(), Fault> {
    if int(retry, "attempts").is_none() {
        return Err(executing(
            "RetryAttempts must be provided with retry strategy",
        ));
    }
    within(retry, "attempts", 1, 10)?;
    let rules = list(retry, "evaluateOnExit");
    if rules.len() > 5 {
        return Err(executing("evaluateOnExit can have at most 5 entries."));
    }
    for rule in rules {
        let given = ["onStatusReason", "onReason", "onExitCode"]
            .into_iter()
            .filter_map(|field| Some((field, text(rule, field)?)));
        let mut any = false;
        for (field, pattern) in given {
            any = true;
            if !glob(pattern, field == "onExitCode") {
                return Err(executing(format!(
                    "{field} is not a valid pattern: '{pattern}'"
                )));
            }
        }
        if !any {
            return Err(executing(
                "evaluateOnExit needs at least one of onStatusReason, onReason and onExitCode.",
            ));
        }
    }
    Ok(())
}

/// Up to 512 letters, digits, dots, colons and white space (digits alone for exit codes), with a
/// star at the end at most.
fn glob(pattern: &str, digits: bool) -> bool {
    let fixed = pattern.strip_suffix('*').unwrap_or(pattern);
    let fits = |character: char| {
        if digits {
            character.is_ascii_digit()
        } else {
            character.is_ascii_alphanumeric()
                || matches!(character, '.' | ':')
                || character.is_whitespace()
        }
    };
    (1..=512).contains(&pattern.len()) && fixed.chars().all(fits)
}

const BODIES: [&str; 3] = ["containerProperties", "ecsProperties", "eksProperties"];

fn single(input: &Value, platform: &str) -> Result<(), Fault> {
    if input.get("nodeProperties").is_some() {
        return Err(executing(
            "nodeProperties is only applicable for multinode.",
        ));
    }
    let given: Vec<_> = BODIES
        .iter()
        .filter(|body| input.get(**body).is_some())
        .collect();
    if given.len() != 1 {
        return Err(executing(
            "Exactly one of containerProperties, ecsProperties and eksProperties is required for a \
             job definition of type container.",
        ));
    }
    if platform == "MANAGED_INSTANCES" && input.get("ecsProperties").is_none() {
        return Err(executing("MANAGED_INSTANCES needs ecsProperties."));
    }
    if input.get("eksProperties").is_some() {
        for field in ["platformCapabilities", "propagateTags"] {
            if input.get(field).is_some() {
                return Err(executing(format!("{field} is not applicable for EKS.")));
            }
        }
        return Ok(());
    }
    body(input, platform, false)
}

fn body(holder: &Value, platform: &str, node: bool) -> Result<(), Fault> {
    if let Some(properties) = holder
        .get("containerProperties")
        .or(holder.get("container"))
    {
        return container::check(properties, platform, node);
    }
    let tasks = holder
        .get("ecsProperties")
        .map(|properties| list(properties, "taskProperties"));
    match tasks {
        Some([task]) => container::task(task, platform),
        Some(_) => Err(executing(
            "ecsProperties needs exactly one entry of taskProperties.",
        )),
        None => Ok(()),
    }
}

fn multinode(input: &Value, platform: &str) -> Result<(), Fault> {
    if platform != "EC2" {
        return Err(executing(format!(
            "multinode is not applicable for {platform}."
        )));
    }
    if BODIES.iter().any(|body| input.get(*body).is_some()) {
        return Err(executing(
            "A multinode job definition takes only nodeProperties.",
        ));
    }
    let Some(nodes) = input.get("nodeProperties") else {
        return Err(executing("nodeProperties is required for multinode."));
    };
    let number = int(nodes, "numNodes").unwrap_or_default();
    within(nodes, "numNodes", 1, 1000)?;
    within(nodes, "mainNode", 0, number - 1)?;
    let ranges = list(nodes, "nodeRangeProperties");
    if ranges.is_empty() || ranges.len() > 5 {
        return Err(executing("nodeRangeProperties must have 1 to 5 entries."));
    }
    let size = usize::try_from(number).unwrap_or_default();
    let mut covered = vec![false; size];
    for range in ranges {
        let target = text(range, "targetNodes").unwrap_or_default();
        let Some((first, last)) = bounds(target, size) else {
            return Err(executing(format!(
                "targetNodes is not a range of nodes: '{target}'"
            )));
        };
        covered[first..=last].fill(true);
        body(range, "EC2", true)?;
    }
    if covered.contains(&false) {
        return Err(executing("nodeRangeProperties must cover all nodes."));
    }
    Ok(())
}

/// `a:b`, `:b`, `a:` or `a`, within the number of nodes.
fn bounds(target: &str, size: usize) -> Option<(usize, usize)> {
    let (first, last) = target.split_once(':').unwrap_or((target, target));
    let first = if first.is_empty() {
        0
    } else {
        first.parse().ok()?
    };
    let last = if last.is_empty() {
        size.checked_sub(1)?
    } else {
        last.parse().ok()?
    };
    (first <= last && last < size).then_some((first, last))
}
