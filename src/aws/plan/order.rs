//! In which order things are planned, made and deleted, and what a target takes along.

use super::Change;
use crate::aws::desired::{Desired, Item};
use crate::aws::model::{Address, ItemKind, Live};
use crate::aws::project::PlanError;
use rustc_hash::FxHashMap;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Indices of items, each behind what it needs; otherwise as they stand.
pub fn of_items(items: &[Item]) -> Vec<usize> {
    let at: FxHashMap<&Address, usize> = items
        .iter()
        .enumerate()
        .map(|(index, item)| (&item.address, index))
        .collect();
    let mut waiting: Vec<usize> = vec![0; items.len()];
    let mut dependants: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for (index, item) in items.iter().enumerate() {
        for need in item.needs.iter().filter_map(|need| at.get(need)) {
            waiting[index] += 1;
            dependants[*need].push(index);
        }
    }
    let mut ready: BTreeSet<usize> = (0..items.len()).filter(|&at| waiting[at] == 0).collect();
    let mut order = Vec::with_capacity(items.len());
    while let Some(index) = ready.pop_first() {
        order.push(index);
        for &next in &dependants[index] {
            waiting[next] -= 1;
            if waiting[next] == 0 {
                ready.insert(next);
            }
        }
    }
    // A cycle has been refused by the checker; should there be one, nothing is lost here.
    let placed: BTreeSet<usize> = order.iter().copied().collect();
    order.extend((0..items.len()).filter(|index| !placed.contains(index)));
    order
}

/// What the targets and all they need come to; everything where there are none.
pub fn chosen(desired: &Desired, targets: &[Address]) -> Result<BTreeSet<Address>, PlanError> {
    if targets.is_empty() {
        return Ok(desired
            .items
            .iter()
            .map(|item| item.address.clone())
            .collect());
    }
    let mut chosen = BTreeSet::new();
    let mut todo: Vec<Address> = Vec::new();
    for target in targets {
        if desired.item(target).is_none() {
            return Err(PlanError::UnknownTarget {
                target: target.clone(),
                close: close(desired, target),
            });
        }
        todo.push(target.clone());
    }
    while let Some(address) = todo.pop() {
        if let Some(item) = desired.item(&address)
            && chosen.insert(address)
        {
            todo.extend(item.needs.iter().cloned());
        }
    }
    Ok(chosen)
}

/// The address the writer probably meant.
pub fn close(desired: &Desired, target: &Address) -> Option<Address> {
    let written = target.to_string();
    let distance = |address: &Address| strsim::osa_distance(&written, &address.to_string());
    let addresses = desired.items.iter().map(|item| &item.address);
    let nearest = addresses.min_by_key(|address| distance(address))?;
    (distance(nearest) <= written.len().div_ceil(3)).then(|| nearest.clone())
}

/// For each live thing, what must be gone before it: everything that refers to it.
///
/// `DependencyViolation`, `DeleteConflict` and "found existing JobQueue relationship" are what AWS
/// says otherwise.
pub fn before_deletion(live: &[Live]) -> Vec<BTreeSet<usize>> {
    let mut by_handle: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, one) in live.iter().enumerate() {
        if one.kind == ItemKind::SecurityGroupRules {
            continue;
        }
        by_handle.entry(&one.id).or_default().push(at);
        for name in ["arn", "id", "name", "allocation_id", "prefix_list_id"] {
            if let Some(Value::String(text)) = one.attributes.get(name) {
                by_handle.entry(text).or_default().push(at);
            }
        }
    }
    let mut before: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); live.len()];
    for (at, one) in live.iter().enumerate() {
        let mut strings = BTreeSet::new();
        gather(&one.properties, &mut strings);
        for text in strings {
            for &other in by_handle.get(text).into_iter().flatten() {
                if other != at && may_refer(one.kind, live[other].kind) {
                    before[other].insert(at);
                }
            }
        }
    }
    // A gateway with public addresses behind it cannot be taken off its VPC.
    for (at, one) in live.iter().enumerate() {
        if one.kind == ItemKind::InternetGateway {
            before[at].extend(positions(live, ItemKind::NatGateway));
        }
        if one.kind == ItemKind::RouteTable {
            before[at].extend(positions(live, ItemKind::VpcEndpoint));
        }
    }
    before
}

fn positions(live: &[Live], kind: ItemKind) -> impl Iterator<Item = usize> {
    live.iter()
        .enumerate()
        .filter(move |(_, one)| one.kind == kind)
        .map(|(at, _)| at)
}

/// Names are unique in a kind only, so a text that is a name counts where the field can hold one.
fn may_refer(from: ItemKind, to: ItemKind) -> bool {
    match to {
        ItemKind::Role => matches!(
            from,
            ItemKind::InstanceProfile | ItemKind::ComputeEnvironment | ItemKind::JobDefinition
        ),
        ItemKind::InstanceProfile => from == ItemKind::ComputeEnvironment,
        ItemKind::ComputeEnvironment
        | ItemKind::SchedulingPolicy
        | ItemKind::ServiceEnvironment => from == ItemKind::JobQueue,
        ItemKind::JobQueue => from == ItemKind::QuotaShare,
        ItemKind::JobDefinition | ItemKind::QuotaShare => false,
        ItemKind::ConsumableResource => from == ItemKind::JobDefinition,
        ItemKind::LaunchTemplate => from == ItemKind::ComputeEnvironment,
        _ => !matches!(from, ItemKind::Role | ItemKind::JobDefinition),
    }
}

fn gather<'v>(value: &'v Value, out: &mut BTreeSet<&'v str>) {
    match value {
        Value::String(text) => {
            out.insert(text);
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, out)),
        Value::Object(entries) => entries.values().for_each(|value| gather(value, out)),
        _ => {}
    }
}

/// Puts the deletions behind the rest, each behind what must be gone before it.
pub fn sort_deletions(changes: &mut [Change], live: &[Live]) {
    let before = before_deletion(live);
    let mut depth: BTreeMap<(Address, String), usize> = BTreeMap::new();
    let depths = depths(&before);
    for (at, one) in live.iter().enumerate() {
        if let Some(address) = &one.address {
            depth.insert((address.clone(), super::build::handle(one)), depths[at]);
        }
    }
    changes.sort_by_key(|change| {
        if change.action != super::Action::Delete {
            return (0, 0);
        }
        let key = (
            change.address.clone(),
            change.old.clone().unwrap_or_default(),
        );
        (1, depth.get(&key).copied().unwrap_or(0))
    });
}

/// The longest way of things that must go first.
fn depths(before: &[BTreeSet<usize>]) -> Vec<usize> {
    let mut depths = vec![0; before.len()];
    // The graph is shallow: as many rounds as it has levels.
    for _ in 0..before.len().min(64) {
        let mut changed = false;
        for at in 0..before.len() {
            let deepest = before[at].iter().map(|&other| depths[other] + 1).max();
            let depth = deepest.unwrap_or(0).min(before.len());
            if depth > depths[at] {
                depths[at] = depth;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    depths
}
