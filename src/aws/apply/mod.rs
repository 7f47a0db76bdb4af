//! Makes the account what the plan says: everything in parallel that may be, nothing before what
//! it needs.

mod batch;
mod context;
mod definitions;
mod ec2;
mod ec2_gone;
mod endpoints;
mod environment;
pub mod events;
mod graph;
mod iam;
mod poll;
mod routes;
mod rules;
mod trouble;
mod wait;

use super::client::Aws;
use super::desired::Item;
use super::model::{ItemKind, Live};
use super::plan::{Action, Change, Plan, build};
use context::{Context, Failed, Step};
use events::{Event, Problem, Summary};
use graph::{Graph, Task};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc::UnboundedSender, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

/// How an apply runs.
#[derive(Clone, Debug)]
pub struct Options {
    /// How long one thing may take to become VALID or to go away.
    pub timeout: Duration,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            timeout: Duration::from_secs(20 * 60),
        }
    }
}

/// Runs the plan. `stop` turning true ends it: no new calls, those in flight finish. Never fails
/// as a whole: the summary says what was done and what was not.
pub async fn run(
    aws: &Aws,
    plan: &Plan,
    options: &Options,
    events: UnboundedSender<Event>,
    stop: watch::Receiver<bool>,
) -> Summary {
    let known = build::known(&plan.work.desired, &plan.work.live);
    let cx = Arc::new(Context::new(aws, plan, known, options, events, stop));
    forget_what_changes(&cx, plan);
    let mut running = Running {
        graph: Graph::of(plan),
        summary: Summary::default(),
        parts: BTreeMap::new(),
        begun: BTreeMap::new(),
        cx,
        plan,
        destroy: plan.destroy,
    };
    let start = Instant::now();
    running.all().await;
    let mut summary = running.summary;
    summary.took = start.elapsed();
    if summary.is_complete() && !plan.destroy {
        summary.outputs =
            super::outputs::of(&running.cx.work.desired, |value| running.cx.resolve(value));
    }
    summary
}

/// What is replaced is known anew once it is made; names that the plan decided are known now.
fn forget_what_changes(cx: &Context, plan: &Plan) {
    for change in plan.pending() {
        let Some(item) = plan.work.desired.item(&change.address) else {
            continue;
        };
        let forget: &[&str] = match (change.action, change.address.kind) {
            (Action::Replace | Action::Create, _) => &[
                "id",
                "arn",
                "latest_version",
                "allocation_id",
                "prefix_list_id",
                "revision",
            ],
            (Action::NewRevision, _) => &["arn", "revision", "id"],
            (Action::Update, ItemKind::LaunchTemplate)
                if change
                    .fields
                    .iter()
                    .any(|field| !field.path.starts_with("tags.")) =>
            {
                &["latest_version"]
            }
            _ => &[],
        };
        cx.forget(&change.address, forget);
        if matches!(change.action, Action::Replace | Action::Create) {
            let named = Item {
                name: change.name.clone(),
                ..item.clone()
            };
            let attributes =
                super::desired::attributes::known_from_name(&plan.work.desired, &named);
            cx.learn(&change.address, attributes);
        }
    }
}

struct Running<'p> {
    cx: Arc<Context>,
    plan: &'p Plan,
    graph: Graph,
    summary: Summary,
    /// Tasks a change still has, by its index.
    parts: BTreeMap<usize, usize>,
    begun: BTreeMap<usize, Instant>,
    destroy: bool,
}

type Ended = (usize, Step<Vec<(String, Value)>>);

impl Running<'_> {
    async fn all(&mut self) {
        for task in &self.graph.tasks {
            *self.parts.entry(task.change).or_default() += 1;
        }
        let mut running: JoinSet<Ended> = JoinSet::new();
        let mut waiting: Vec<usize> = self
            .graph
            .tasks
            .iter()
            .map(|task| task.after.len())
            .collect();
        let mut ready: BTreeSet<usize> =
            (0..waiting.len()).filter(|&at| waiting[at] == 0).collect();
        let mut over: BTreeSet<usize> = BTreeSet::new();
        loop {
            while !self.cx.is_stopped()
                && let Some(at) = ready.pop_first()
            {
                self.start(at, &mut running);
            }
            let Some(ended) = running.join_next().await else {
                break;
            };
            let (at, result) = match ended {
                Ok(ended) => ended,
                // A task that panicked is a bug; what depends on it must not go on.
                Err(_) => continue,
            };
            over.insert(at);
            if self.finish(at, result) {
                for &next in &self.graph.followers[at] {
                    waiting[next] -= 1;
                    if waiting[next] == 0 {
                        ready.insert(next);
                    }
                }
            }
        }
        self.summary.interrupted = self.cx.is_stopped() && over.len() < self.graph.tasks.len();
        self.skip_rest(&over);
    }

    fn start(&mut self, at: usize, running: &mut JoinSet<Ended>) {
        let task = &self.graph.tasks[at];
        let change = self.changes()[task.change].clone();
        self.begun.entry(task.change).or_insert_with(|| {
            self.cx.tell(Event::Started {
                address: change.address.clone(),
                action: change.action,
                name: change.name.clone().or_else(|| change.old.clone()),
            });
            Instant::now()
        });
        let cx = Arc::clone(&self.cx);
        let what = task.what.clone();
        let drain = !self.destroy && change.action == Action::Replace;
        running.spawn(async move {
            let result = match what {
                Task::Make => make(&cx, &change).await,
                Task::Remove(live) => remove(&cx, live, drain).await.map(|()| Vec::new()),
            };
            (at, result)
        });
    }

    fn changes(&self) -> Vec<&Change> {
        self.plan.pending().collect()
    }

    /// Notes how a task ended; whether what waits for it may go on.
    fn finish(&mut self, at: usize, result: Step<Vec<(String, Value)>>) -> bool {
        let index = self.graph.tasks[at].change;
        let (address, action) = {
            let change = self.changes()[index];
            (change.address.clone(), change.action)
        };
        match result {
            Ok(attributes) => {
                self.cx.learn(&address, attributes);
                let left = self.parts.entry(index).or_default();
                *left = left.saturating_sub(1);
                if *left == 0 {
                    let took = self
                        .begun
                        .get(&index)
                        .map(Instant::elapsed)
                        .unwrap_or_default();
                    self.summary.done.push((address.clone(), action));
                    self.cx.tell(Event::Done {
                        address,
                        action,
                        took,
                    });
                }
                true
            }
            Err(Failed::Interrupted) => false,
            Err(Failed::Problem(problem)) => {
                self.summary
                    .failed
                    .push((address.clone(), action, (*problem).clone()));
                self.cx.tell(Event::Failed {
                    address,
                    action,
                    problem: *problem,
                });
                false
            }
        }
    }

    /// What was not begun, or not finished, and because of what.
    fn skip_rest(&mut self, over: &BTreeSet<usize>) {
        let changes: Vec<(super::model::Address, Action)> = self
            .changes()
            .into_iter()
            .map(|change| (change.address.clone(), change.action))
            .collect();
        let done: BTreeSet<String> = self
            .summary
            .done
            .iter()
            .map(|(address, action)| format!("{address} {action:?}"))
            .collect();
        let failed: BTreeSet<String> = self
            .summary
            .failed
            .iter()
            .map(|(address, ..)| address.to_string())
            .collect();
        let mut told = BTreeSet::new();
        for (at, task) in self.graph.tasks.iter().enumerate() {
            let (address, action) = changes[task.change].clone();
            let key = format!("{address} {action:?}");
            if done.contains(&key)
                || failed.contains(&address.to_string())
                || !told.insert(task.change)
            {
                continue;
            }
            let because = match self.cause(at, over, &failed, &changes) {
                Some(cause) if !self.summary.interrupted => cause,
                _ => "the interruption".to_owned(),
            };
            self.summary
                .skipped
                .push((address.clone(), action, because.clone()));
            self.cx.tell(Event::Skipped {
                address,
                action,
                because,
            });
        }
    }

    /// The failed thing a task waited for, over however many others.
    fn cause(
        &self,
        at: usize,
        over: &BTreeSet<usize>,
        failed: &BTreeSet<String>,
        changes: &[(super::model::Address, Action)],
    ) -> Option<String> {
        let mut todo = vec![at];
        let mut seen = BTreeSet::new();
        while let Some(at) = todo.pop() {
            if !seen.insert(at) {
                continue;
            }
            let address = changes[self.graph.tasks[at].change].0.to_string();
            if over.contains(&at) && failed.contains(&address) {
                return Some(address);
            }
            todo.extend(&self.graph.tasks[at].after);
        }
        None
    }
}

/// Creates or changes what a change is about.
async fn make(cx: &Context, change: &Change) -> Step<Vec<(String, Value)>> {
    let Some(item) = cx.work.desired.item(&change.address) else {
        return Err(Problem::new("the plan has nothing of that address").into());
    };
    let fresh = matches!(change.action, Action::Create | Action::Replace);
    let live = if fresh { None } else { matched(cx, change) };
    let name = change.name.clone().or_else(|| item.name.clone());
    let named = name.as_deref().unwrap_or_default();
    let content = change
        .fields
        .iter()
        .any(|field| !field.path.starts_with("tags."));
    match (item.address.kind, live) {
        (ItemKind::SecurityGroupRules, _) => {
            rules::sync(cx, &cx.properties(item)?).await?;
            tag_group(cx, item).await?;
            Ok(Vec::new())
        }
        (ItemKind::JobDefinition, live) => definitions::define(cx, item, change, live, named).await,
        (ItemKind::ComputeEnvironment, None) => environment::create(cx, item, named).await,
        (ItemKind::ComputeEnvironment, Some(live)) => {
            environment::update(cx, item, change, live).await
        }
        (ItemKind::Role, None) => iam::create_role(cx, item, named).await,
        (ItemKind::Role, Some(live)) => iam::update_role(cx, item, live).await,
        (ItemKind::InstanceProfile, None) => iam::create_profile(cx, item, named).await,
        (ItemKind::InstanceProfile, Some(live)) => iam::update_profile(cx, item, live).await,
        (kind, None) if kind > ItemKind::ComputeEnvironment => batch::create(cx, item, named).await,
        (kind, Some(live)) if kind > ItemKind::ComputeEnvironment => {
            batch::update(cx, item, change, live).await
        }
        (_, None) => ec2::create(cx, item, name.as_deref()).await,
        (_, Some(live)) => ec2::update(cx, item, live, content).await,
    }
}

/// Rules have no tags; their group carries the digest of both.
async fn tag_group(cx: &Context, rules: &Item) -> Step {
    let group = super::model::Address::new(ItemKind::SecurityGroup, rules.address.label.clone());
    let live = cx
        .work
        .live
        .iter()
        .find(|live| live.address.as_ref() == Some(&group));
    match (live, cx.work.desired.item(&group)) {
        (Some(live), Some(item)) if !cx.plan_touches(&group) => {
            ec2::sync_tags(cx, item, live).await
        }
        _ => Ok(()),
    }
}

/// The live thing an update is about.
fn matched<'c>(cx: &'c Context, change: &Change) -> Option<&'c Live> {
    let ours = |live: &&Live| live.address.as_ref() == Some(&change.address);
    let named = |live: &&Live| change.name.is_none() || Some(build::handle(live)) == change.name;
    let all = || cx.work.live.iter().filter(ours);
    all().find(named).or_else(|| all().next())
}

async fn remove(cx: &Context, live: usize, drain: bool) -> Step {
    let Some(live) = cx.work.live.get(live) else {
        return Ok(());
    };
    match live.kind {
        ItemKind::ComputeEnvironment => environment::delete(cx, live, drain).await,
        ItemKind::JobDefinition => definitions::undefine(cx, live).await,
        ItemKind::Role => iam::delete_role(cx, live).await,
        ItemKind::InstanceProfile => iam::delete_profile(cx, live).await,
        kind if kind > ItemKind::ComputeEnvironment => batch::delete(cx, live).await,
        _ => ec2_gone::delete(cx, live).await,
    }
}
