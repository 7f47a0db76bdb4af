//! The tasks of a plan and what each waits for.

use crate::aws::model::{Address, ItemKind, Live};
use crate::aws::plan::{Action, Change, Plan, build, order};
use std::collections::{BTreeMap, BTreeSet};

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Create or update what the change is about.
    Make,
    /// Delete a live thing.
    Remove(usize),
}

#[derive(Clone, Debug)]
pub struct Node {
    /// Index among the plan's pending changes.
    pub change: usize,
    pub what: Task,
    /// Tasks that must have succeeded before.
    pub after: BTreeSet<usize>,
}

#[derive(Clone, Debug, Default)]
pub struct Graph {
    pub tasks: Vec<Node>,
    /// The other way round: what waits for a task.
    pub followers: Vec<Vec<usize>>,
}

impl Graph {
    pub fn of(plan: &Plan) -> Graph {
        let changes: Vec<&Change> = plan.pending().collect();
        let live = &plan.work.live;
        let mut tasks: Vec<Node> = Vec::new();
        let mut makes: BTreeMap<&Address, usize> = BTreeMap::new();
        let mut removes: BTreeMap<usize, usize> = BTreeMap::new();
        for (index, change) in changes.iter().enumerate() {
            if change.action != Action::Delete {
                makes.insert(&change.address, tasks.len());
                tasks.push(node(index, Task::Make));
            }
            if let Some(at) = old_of(change, live, &removes) {
                removes.insert(at, tasks.len());
                tasks.push(node(index, Task::Remove(at)));
            }
        }
        makes_wait(plan, &changes, &makes, &mut tasks);
        let before = order::before_deletion(live);
        for (&at, &task) in &removes {
            let change = changes[tasks[task].change];
            let first = goes_first(change);
            let mut after = BTreeSet::new();
            for other in &before[at] {
                after.extend(removes.get(other));
                // What lets go of it by being changed.
                let address = live[*other].address.as_ref();
                if !first && let Some(&make) = address.and_then(|address| makes.get(address)) {
                    after.insert(make);
                }
            }
            if let Some(&make) = makes.get(&change.address) {
                if first {
                    tasks[make].after.insert(task);
                } else {
                    after.insert(make);
                }
            }
            after.remove(&task);
            tasks[task].after.extend(after);
        }
        let mut followers = vec![Vec::new(); tasks.len()];
        for (at, task) in tasks.iter().enumerate() {
            for &before in &task.after {
                followers[before].push(at);
            }
        }
        Graph { tasks, followers }
    }
}

fn node(change: usize, what: Task) -> Node {
    Node {
        change,
        what,
        after: BTreeSet::new(),
    }
}

/// The live thing a change takes away.
fn old_of(change: &Change, live: &[Live], taken: &BTreeMap<usize, usize>) -> Option<usize> {
    let old = change.old.as_ref()?;
    (0..live.len()).find(|at| {
        let one = &live[*at];
        !taken.contains_key(at)
            && one.address.as_ref() == Some(&change.address)
            && &build::handle(one) == old
    })
}

/// Of the same name there can be one only, and a subnet's address or an endpoint's route has room
/// for one only: the old one goes before the new one is made.
fn goes_first(change: &Change) -> bool {
    let same_name = change.name.is_some() && change.name == change.old;
    let only_one = matches!(
        change.address.kind,
        ItemKind::NatGateway | ItemKind::VpcEndpoint
    );
    change.action == Action::Replace && (same_name || only_one)
}

/// Everything waits for what it needs, over those in between that stay as they are.
fn makes_wait(
    plan: &Plan,
    changes: &[&Change],
    makes: &BTreeMap<&Address, usize>,
    tasks: &mut [Node],
) {
    for change in changes {
        let Some(&make) = makes.get(&change.address) else {
            continue;
        };
        let Some(item) = plan.work.desired.item(&change.address) else {
            continue;
        };
        let needs = item.needs.iter().filter_map(|need| makes.get(need));
        let after: BTreeSet<usize> = needs.copied().filter(|&need| need != make).collect();
        tasks[make].after.extend(after);
    }
}
