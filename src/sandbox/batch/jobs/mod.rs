//! Jobs: minimal, but honest. A job that fits an environment of its queue runs for a moment and
//! succeeds; one that fits none stays RUNNABLE, as at AWS.

mod fit;
mod submit;

use super::super::account::Millis;
use super::super::{Context, Fault, Options};
use super::page::{at_most_100, page};
use super::state::Batch;
use super::values::{Object, arn, does_not_exist, executing, text, texts};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

pub use submit::submit;

/// A job, or an array of them that goes through its life as one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Job {
    pub id: String,
    pub name: String,
    pub arn: String,
    /// ARN of its queue.
    pub queue: String,
    /// ARN of its definition.
    pub definition: String,
    pub status: String,
    pub reason: String,
    pub created: Millis,
    pub started: Option<Millis>,
    pub stopped: Option<Millis>,
    /// When the present status ends.
    pub until: Option<Millis>,
    /// ARN of the compute environment it runs in.
    pub environment: Option<String>,
    /// Ids of the jobs it waits for.
    pub depends: Vec<String>,
    pub vcpus: f64,
    pub memory: f64,
    pub gpus: f64,
    pub platform: String,
    pub array: Option<i64>,
    pub detail: Object,
    pub tags: Object,
}

impl Job {
    pub fn ended(&self) -> bool {
        matches!(self.status.as_str(), "SUCCEEDED" | "FAILED")
    }

    /// Whether instances run for it.
    pub fn uses_machines(&self) -> bool {
        matches!(self.status.as_str(), "STARTING" | "RUNNING")
    }

    /// Ends it, unless it has ended.
    pub fn end(&mut self, status: &str, reason: &str, now: Millis) {
        if !self.ended() {
            self.status = status.to_owned();
            self.reason = reason.to_owned();
            self.stopped = Some(now);
            self.until = None;
        }
    }
}

/// Moves all jobs to where they are now.
pub fn catch_up(batch: &mut Batch, options: &Options, now: Millis) {
    // A chain of jobs that wait for one another can end within one call: once more while it moves.
    while batch.jobs.values().any(|job| !job.ended()) {
        let ids: Vec<String> = batch
            .jobs
            .values()
            .filter(|job| !job.ended())
            .map(|job| job.id.clone())
            .collect();
        let mut moved = false;
        for id in ids {
            let Some(mut job) = batch.jobs.get(&id).cloned() else {
                continue;
            };
            if step(&mut job, batch, options, now) {
                batch.jobs.insert(id, job);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
}

/// One step of a job's life, if it is time.
fn step(job: &mut Job, batch: &Batch, options: &Options, now: Millis) -> bool {
    let at = job.until.unwrap_or(now);
    if at > now {
        return false;
    }
    let next = at + options.state_ms;
    let enter = |job: &mut Job, status: &str| {
        job.status = status.to_owned();
        job.until = Some(next);
        true
    };
    match job.status.as_str() {
        "SUBMITTED" if job.depends.is_empty() => enter(job, "RUNNABLE"),
        "SUBMITTED" => {
            job.status = "PENDING".to_owned();
            job.until = None;
            true
        }
        "PENDING" => {
            let others = job.depends.iter().map(|id| batch.jobs.get(id));
            let states: Vec<_> = others
                .map(|other| other.map_or("FAILED", |other| &other.status))
                .collect();
            if states.contains(&"FAILED") {
                job.end("FAILED", "Dependent Job failed", now);
                true
            } else {
                states.iter().all(|state| *state == "SUCCEEDED") && enter(job, "RUNNABLE")
            }
        }
        "RUNNABLE" => match fit::place(job, batch) {
            Ok(environment) => {
                job.environment = Some(environment);
                job.reason = String::new();
                enter(job, "STARTING")
            }
            Err(reason) => {
                // Not a move: it is looked at again with every call.
                if job.reason == reason {
                    return false;
                }
                job.reason = reason;
                true
            }
        },
        "STARTING" => {
            job.started = Some(at);
            enter(job, "RUNNING")
        }
        "RUNNING" => {
            job.end("SUCCEEDED", "Essential container in task exited", at);
            true
        }
        _ => false,
    }
}

/// DescribeJobs: at most a hundred ids or ARNs; unknown ones are left out.
pub fn describe(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let ids = texts(input, "jobs");
    if ids.is_empty() {
        return Err(executing("At least one job is required"));
    }
    at_most_100(&ids, "jobs")?;
    let prefix = arn(cx, "job", "");
    let jobs = &cx.here().batch.jobs;
    let found = ids
        .iter()
        .filter_map(|id| jobs.get(id.strip_prefix(&prefix).unwrap_or(id)));
    let shown: Vec<Value> = found.map(show).collect();
    Ok(json!({ "jobs": shown }))
}

/// ListJobs of a queue: RUNNING ones, unless a status or filters say otherwise.
pub fn list_all(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    let Some(queue) = text(input, "jobQueue") else {
        if text(input, "arrayJobId")
            .or(text(input, "multiNodeJobId"))
            .is_some()
        {
            return Ok(json!({"jobSummaryList": []}));
        }
        return Err(executing(
            "One of jobQueue, arrayJobId and multiNodeJobId is required",
        ));
    };
    let queue = super::queues::find(cx, queue)?.arn.clone();
    let filters = super::values::list(input, "filters");
    let status = text(input, "jobStatus").unwrap_or("RUNNING");
    let named = |job: &Job| {
        filters.iter().all(|filter| {
            let values = texts(filter, "values");
            let fits = |text: &str| {
                values.iter().any(|value| match value.strip_suffix('*') {
                    Some(prefix) => text.to_lowercase().starts_with(&prefix.to_lowercase()),
                    None => text.eq_ignore_ascii_case(value),
                })
            };
            match text(filter, "name") {
                Some("JOB_NAME") => fits(&job.name),
                Some("JOB_DEFINITION") => {
                    fits(&job.definition) || job.definition.rsplit('/').next().is_some_and(fits)
                }
                _ => true,
            }
        })
    };
    let wanted = |job: &&Job| {
        job.queue == queue && named(job) && (!filters.is_empty() || job.status == status)
    };
    let jobs = cx.account.regions[cx.region].batch.jobs.values();
    // Newest first, as AWS lists them.
    let these = jobs
        .filter(wanted)
        .map(|job| (format!("{:020}{}", u64::MAX - job.created, job.id), job));
    let mut these: Vec<_> = these.collect();
    these.sort_by(|one, other| one.0.cmp(&other.0));
    page(cx, input, "jobSummaryList", these.into_iter(), summary)
}

/// CancelJob: what has not started fails; what runs is left alone.
pub fn cancel(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    stop(cx, input, |job| !job.uses_machines())
}

/// TerminateJob: whatever has not ended fails.
pub fn terminate(cx: &mut Context, input: &Value) -> Result<Value, Fault> {
    stop(cx, input, |_| true)
}

/// Both calls succeed for jobs that are unknown or have ended, as at AWS.
fn stop(cx: &mut Context, input: &Value, may: impl Fn(&Job) -> bool) -> Result<Value, Fault> {
    let reason = text(input, "reason").unwrap_or_default();
    let id = text(input, "jobId").unwrap_or_default();
    if id.is_empty() {
        return Err(does_not_exist("Job"));
    }
    let now = cx.now;
    if let Some(job) = cx.here().batch.jobs.get_mut(id)
        && may(job)
    {
        job.end("FAILED", reason, now);
    }
    Ok(json!({}))
}

fn times(job: &Job, shown: &mut Map<String, Value>) {
    shown.insert("createdAt".to_owned(), json!(job.created));
    for (field, value) in [("startedAt", job.started), ("stoppedAt", job.stopped)] {
        if let Some(value) = value {
            shown.insert(field.to_owned(), json!(value));
        }
    }
    if !job.reason.is_empty() {
        shown.insert("statusReason".to_owned(), json!(job.reason));
    }
    if let Some(size) = job.array {
        let mut summary = Map::new();
        for status in [
            "SUBMITTED",
            "PENDING",
            "RUNNABLE",
            "STARTING",
            "RUNNING",
            "SUCCEEDED",
            "FAILED",
        ] {
            summary.insert(
                status.to_owned(),
                json!(if job.status == status { size } else { 0 }),
            );
        }
        shown.insert(
            "arrayProperties".to_owned(),
            json!({"size": size, "statusSummary": summary}),
        );
    }
}

fn summary(job: &Job) -> Value {
    let mut shown = Map::new();
    shown.insert("jobArn".to_owned(), json!(job.arn));
    shown.insert("jobId".to_owned(), json!(job.id));
    shown.insert("jobName".to_owned(), json!(job.name));
    shown.insert("status".to_owned(), json!(job.status));
    shown.insert("jobDefinition".to_owned(), json!(job.definition));
    times(job, &mut shown);
    Value::Object(shown)
}

fn show(job: &Job) -> Value {
    let mut shown = Map::new();
    shown.insert("jobArn".to_owned(), json!(job.arn));
    shown.insert("jobName".to_owned(), json!(job.name));
    shown.insert("jobId".to_owned(), json!(job.id));
    shown.insert("jobQueue".to_owned(), json!(job.queue));
    shown.insert("status".to_owned(), json!(job.status));
    shown.insert("attempts".to_owned(), json!([]));
    times(job, &mut shown);
    // AWS shows a start of 0 to jobs that have not started.
    shown.entry("startedAt").or_insert_with(|| json!(0));
    let depends = job.depends.iter().map(|id| json!({ "jobId": id }));
    shown.insert("dependsOn".to_owned(), Value::Array(depends.collect()));
    shown.insert("jobDefinition".to_owned(), json!(job.definition));
    shown.extend(job.detail.clone());
    shown.insert("tags".to_owned(), Value::Object(job.tags.clone()));
    Value::Object(shown)
}
