//! Compares what the program wants with what the account has.

use super::{Action, Change, FieldChange, Plan, Shown, VERSION, Work, compare, order};
use crate::aws::canonical::canonical;
use crate::aws::classes::{consequence, judge};
use crate::aws::desired::{Desired, Item, attributes::known_from_name};
use crate::aws::invalid;
use crate::aws::model::{Address, ItemKind, Live, TAG_DIGEST};
use crate::aws::project::PlanError;
use crate::aws::resolve::{self, Known, resolve};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The plan from the program to the account as it is.
///
/// # Errors
/// Something of a wanted name is there and not the project's.
pub fn build(
    mut desired: Desired,
    live: Vec<Live>,
    foreign: Vec<Live>,
    targets: &[Address],
) -> Result<Plan, PlanError> {
    let chosen = order::chosen(&desired, targets)?;
    let mut building = Building::new(&desired, &live);
    let mut names = Vec::new();
    for at in order::of_items(&desired.items) {
        let item = &desired.items[at];
        if !chosen.contains(&item.address) {
            // What is left as it is still says what it is.
            building.leave(item);
            continue;
        }
        if let Some(name) = building.plan(item) {
            names.push((at, name));
        }
    }
    let Building {
        mut changes, used, ..
    } = building;
    let taken = taken(&changes, &foreign);
    if !taken.is_empty() {
        return Err(PlanError::Taken(taken));
    }
    for (at, name) in names {
        desired.items[at].name = Some(name);
    }
    let wanted: BTreeSet<&Address> = desired.items.iter().map(|item| &item.address).collect();
    for (at, one) in live.iter().enumerate() {
        let Some(address) = &one.address else {
            continue;
        };
        let deposed = wanted.contains(address);
        // A plan for some things deletes nothing else.
        let asked = targets.is_empty() || (deposed && chosen.contains(address));
        if !used.contains(&at) && asked {
            changes.push(deletion(one, address));
        }
    }
    order::sort_deletions(&mut changes, &live);
    Ok(finish(desired, live, changes, false))
}

/// The plan that deletes everything of the project.
pub fn destruction(desired: Desired, live: Vec<Live>) -> Plan {
    let mut changes: Vec<Change> = live
        .iter()
        .filter_map(|one| Some(deletion(one, one.address.as_ref()?)))
        .collect();
    order::sort_deletions(&mut changes, &live);
    finish(desired, live, changes, true)
}

fn finish(desired: Desired, live: Vec<Live>, changes: Vec<Change>, destroy: bool) -> Plan {
    Plan {
        version: VERSION,
        project: desired.project.clone(),
        account: desired.account.clone(),
        region: desired.region.clone(),
        fingerprint: fingerprint(&live),
        changes,
        destroy,
        work: Work { desired, live },
    }
}

/// A digest of what was found, without what moves by itself.
pub fn fingerprint(live: &[Live]) -> String {
    let mut all: Vec<String> = live
        .iter()
        .map(|one| {
            let properties = canonical(one.kind, &one.properties);
            resolve::stable(&json!([one.kind, one.id, properties, one.tags]))
        })
        .collect();
    all.sort_unstable();
    resolve::digest(&json!(all))
}

/// What would be made under a name that something else has.
fn taken(changes: &[Change], foreign: &[Live]) -> Vec<(Address, Live)> {
    let made = changes
        .iter()
        .filter(|change| matches!(change.action, Action::Create | Action::Replace));
    made.filter_map(|change| {
        let same = |one: &&Live| {
            one.kind == change.address.kind && one.name.is_some() && one.name == change.name
        };
        let found = foreign.iter().find(same)?;
        Some((change.address.clone(), found.clone()))
    })
    .collect()
}

fn deletion(one: &Live, address: &Address) -> Change {
    Change {
        address: address.clone(),
        action: Action::Delete,
        name: None,
        old: Some(handle(one)),
        fields: Vec::new(),
        why: Vec::new(),
        consequence: consequence(one.kind, Action::Delete, Some(one), &one.properties),
        drift: false,
    }
}

/// The name, or the id where there is none.
pub fn handle(one: &Live) -> String {
    one.name.clone().unwrap_or_else(|| one.id.clone())
}

struct Building<'a> {
    live: &'a [Live],
    by_address: BTreeMap<&'a Address, Vec<usize>>,
    desired: &'a Desired,
    known: Known,
    changes: Vec<Change>,
    /// Live things an item of the program is matched with.
    used: BTreeSet<usize>,
    /// Items that stay as they are.
    unchanged: BTreeSet<Address>,
}

/// How an item and a live thing compare.
struct Comparison {
    action: Action,
    fields: Vec<FieldChange>,
    why: Vec<String>,
    after: Value,
}

impl<'a> Building<'a> {
    fn new(desired: &'a Desired, live: &'a [Live]) -> Building<'a> {
        let mut by_address: BTreeMap<&Address, Vec<usize>> = BTreeMap::new();
        for (at, one) in live.iter().enumerate() {
            if let Some(address) = &one.address {
                by_address.entry(address).or_default().push(at);
            }
        }
        let mut known = Known::default();
        for item in &desired.items {
            known.extend(&item.address, known_from_name(desired, item));
        }
        Building {
            live,
            by_address,
            desired,
            known,
            changes: Vec::new(),
            used: BTreeSet::new(),
            unchanged: BTreeSet::new(),
        }
    }

    fn candidates(&self, item: &Item) -> Vec<usize> {
        let found = self.by_address.get(&item.address);
        let mut found: Vec<usize> = found.into_iter().flatten().copied().collect();
        found.retain(|&at| !is_going(&self.live[at]));
        // The one of the wanted name first.
        found.sort_by_key(|&at| self.live[at].name != item.name);
        found
    }

    /// An item no target asks for: what others refer to of it is known if it is there.
    fn leave(&mut self, item: &Item) {
        if let Some(&at) = self.candidates(item).first() {
            self.used.insert(at);
            self.learn(&item.address, &self.live[at]);
            self.unchanged.insert(item.address.clone());
        }
    }

    fn learn(&mut self, address: &Address, live: &Live) {
        let attributes = live.attributes.iter().map(|(name, value)| {
            let version = name == "latest_version" && value.is_number();
            let value = if version {
                Value::String(value.to_string())
            } else {
                value.clone()
            };
            (name.clone(), value)
        });
        self.known.extend(address, attributes);
    }

    /// Plans one item; answers with its name where that is not the item's own.
    fn plan(&mut self, item: &Item) -> Option<String> {
        let candidates = self.candidates(item);
        let mut best: Option<(usize, Comparison)> = None;
        for at in candidates {
            let found = self.compare(item, &self.live[at]);
            let fits = found.action != Action::Replace;
            if best.is_none() || fits {
                best = Some((at, found));
            }
            if fits {
                break;
            }
        }
        let Some((at, found)) = best else {
            self.create(item);
            return None;
        };
        if found.action == Action::Replace {
            return self.replace(item, at, found);
        }
        self.used.insert(at);
        self.keep(item, at, found)
    }

    fn create(&mut self, item: &Item) {
        let after = canonical(item.address.kind, &resolve(&item.properties, &self.known));
        self.changes.push(Change {
            address: item.address.clone(),
            action: Action::Create,
            name: item.name.clone(),
            old: None,
            fields: compare::fields(item, None, &after),
            why: Vec::new(),
            consequence: None,
            drift: false,
        });
    }

    fn replace(&mut self, item: &Item, at: usize, found: Comparison) -> Option<String> {
        let live = &self.live[at];
        // The old one goes with this change; it is no deletion of its own.
        self.used.insert(at);
        let mut name = item.name.clone();
        let beside = is_made_beside(item.address.kind);
        let renamed = beside && name.is_some() && name == live.name;
        if renamed {
            let salted = resolve::digest(&json!([live.name, live.id]));
            let base = name.as_deref().and_then(|name| name.rsplit_once('-'));
            name = base.map(|(base, _)| format!("{base}-{}", &salted[8..]));
            let item = Item {
                name: name.clone(),
                ..item.clone()
            };
            self.known
                .extend(&item.address, known_from_name(self.desired, &item));
        }
        self.changes.push(Change {
            address: item.address.clone(),
            action: Action::Replace,
            name: name.clone(),
            old: Some(handle(live)),
            fields: found.fields,
            why: found.why,
            consequence: consequence(live.kind, Action::Replace, Some(live), &found.after),
            drift: false,
        });
        renamed.then_some(name).flatten()
    }

    fn keep(&mut self, item: &Item, at: usize, found: Comparison) -> Option<String> {
        let live = &self.live[at];
        let mut forget: &[&str] = &[];
        match (item.address.kind, found.action) {
            (ItemKind::LaunchTemplate, Action::Update) if touches_content(&found.fields) => {
                forget = &["latest_version"];
            }
            (ItemKind::JobDefinition, Action::NewRevision) => forget = &["arn", "revision", "id"],
            _ => {}
        }
        self.learn(&item.address, live);
        for attribute in forget {
            self.known.forget(&item.address, attribute);
        }
        if found.action == Action::NoChange {
            self.unchanged.insert(item.address.clone());
        }
        let settled = item
            .needs
            .iter()
            .all(|need| self.unchanged.contains(need) || need.kind == ItemKind::SecurityGroupRules);
        let same_file = live.tags.get(TAG_DIGEST) == Some(&item.digest);
        let drift = found.action != Action::NoChange
            && same_file
            && settled
            && touches_content(&found.fields)
            && !found
                .fields
                .iter()
                .any(|field| field.after == Shown::KnownAfterApply);
        self.changes.push(Change {
            address: item.address.clone(),
            action: found.action,
            name: live.name.clone().or_else(|| Some(live.id.clone())),
            old: None,
            why: found.why,
            consequence: consequence(live.kind, found.action, Some(live), &found.after),
            fields: found.fields,
            drift,
        });
        live.name
            .clone()
            .filter(|name| Some(name) != item.name.as_ref())
    }

    fn compare(&self, item: &Item, live: &Live) -> Comparison {
        let kind = item.address.kind;
        let before = canonical(kind, &live.properties);
        let mut after = canonical(kind, &resolve(&item.properties, &self.known));
        let same_digest = kind == ItemKind::JobDefinition
            && live.tags.get(TAG_DIGEST) == Some(&item.digest)
            && !resolve::is_unknown(&item.properties);
        if same_digest {
            after = before.clone();
        }
        if kind == ItemKind::JobQueue && item.properties.get("jobQueueType").is_none() {
            // Told by AWS from the environments; not asked for.
            if let Some(word) = before.get("jobQueueType") {
                after["jobQueueType"] = word.clone();
            }
        }
        let mut fields = compare::fields(item, Some(&before), &after);
        if kind != ItemKind::SecurityGroupRules {
            fields.extend(compare::tags(&item.tags, live));
        }
        if kind == ItemKind::JobDefinition
            && let Some(newer) = newer_of_others(live)
        {
            fields.push(FieldChange {
                path: "revision".to_owned(),
                attribute: None,
                before: Shown::Value(json!(newer)),
                after: Shown::KnownAfterApply,
                decisive: true,
            });
        }
        let paths: Vec<String> = fields.iter().map(|field| field.path.clone()).collect();
        let mut action = Action::NoChange;
        let mut why = Vec::new();
        if !paths.is_empty() {
            let verdict = judge(kind, &before, &after, &paths);
            for field in &mut fields {
                field.decisive = verdict.decisive.contains(&field.path);
            }
            action = verdict.action;
            why = verdict.why;
        }
        if paths.iter().any(|path| path == "revision") {
            why.push("somebody else registered a newer revision under this name, and jobs take the newest".to_owned());
        }
        if must_be_renamed(item, live) {
            action = Action::Replace;
            fields.push(FieldChange {
                path: "name".to_owned(),
                attribute: Some("name".to_owned()),
                before: Shown::Value(json!(live.name)),
                after: Shown::Value(json!(item.name)),
                decisive: true,
            });
            why.push("AWS cannot rename it".to_owned());
        }
        if live.status.as_deref() == Some("INVALID") && action <= Action::Update {
            action = Action::Update;
            fields.push(FieldChange {
                path: "status".to_owned(),
                attribute: None,
                before: Shown::Value(json!("INVALID")),
                after: Shown::Value(json!("VALID")),
                decisive: true,
            });
            let reason = live
                .status_reason
                .as_deref()
                .unwrap_or("AWS gives no reason");
            let meaning = invalid::explain(reason).map(|known| format!(": {}", known.meaning));
            why.push(format!(
                "it is INVALID ({reason}){}",
                meaning.unwrap_or_default()
            ));
        }
        Comparison {
            action,
            fields,
            why,
            after,
        }
    }
}

/// The newest revision under the name that is not the project's, where it is newer than the
/// project's own.
fn newer_of_others(live: &Live) -> Option<i64> {
    let own = live.attributes.get("revision").and_then(Value::as_i64)?;
    let others = live.extra.get("OtherRevisions").and_then(Value::as_array)?;
    let newest = others
        .iter()
        .filter_map(|one| one.get("revision")?.as_i64())
        .max()?;
    (newest > own).then_some(newest)
}

/// A second one is made beside the old, under a name of its own; others have to go first.
pub fn is_made_beside(kind: ItemKind) -> bool {
    matches!(kind, ItemKind::ComputeEnvironment | ItemKind::SecurityGroup)
}

fn is_going(live: &Live) -> bool {
    let status = live.status.as_deref().unwrap_or_default();
    matches!(status, "DELETING" | "DELETED" | "deleting" | "deleted")
}

fn touches_content(fields: &[FieldChange]) -> bool {
    fields.iter().any(|field| !field.path.starts_with("tags."))
}

/// Whether the program asks for another name. What is made beside has a generation behind its
/// name; what was adopted has the name it came with.
fn must_be_renamed(item: &Item, live: &Live) -> bool {
    let (Some(wanted), Some(have)) = (&item.name, &live.name) else {
        return false;
    };
    if wanted == have {
        return false;
    }
    if !is_made_beside(item.address.kind) {
        return true;
    }
    let base = |name: &str| match name.rsplit_once('-') {
        Some((base, tail)) if tail.len() == 8 && tail.bytes().all(|b| b.is_ascii_hexdigit()) => {
            Some(base.to_owned())
        }
        _ => None,
    };
    base(have).is_some_and(|have| Some(have) != base(wanted))
}

/// What is known of what is there; of what is not, nothing, though its name would tell.
pub fn known_of_live(desired: &Desired, live: &[Live]) -> Known {
    let there: BTreeSet<&Address> = live.iter().filter_map(|one| one.address.as_ref()).collect();
    let mut known = known(desired, live);
    for item in &desired.items {
        if !there.contains(&item.address) {
            known.forget_all(&item.address);
        }
    }
    known
}

/// What is known of everything as it stands: names' attributes and what AWS says.
pub fn known(desired: &Desired, live: &[Live]) -> Known {
    let mut building = Building::new(desired, live);
    for item in &desired.items {
        building.leave(item);
        if let Some(&at) = building.candidates(item).first() {
            let name = live[at].name.clone();
            let named = Item {
                name: name.or_else(|| item.name.clone()),
                ..item.clone()
            };
            building
                .known
                .extend(&item.address, known_from_name(desired, &named));
        }
    }
    building.known
}
