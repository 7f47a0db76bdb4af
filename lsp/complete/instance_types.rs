//! Instance types, families and keywords: those people know first, those Batch refuses never, one
//! architecture with what is listed already, and only what the region offers; those that hold the
//! jobs meant for the environment before those that do not.

use super::{Item, Sort, amounts};
use crate::analysis::rules::job::asks::{self, Ask};
use crate::catalog::{self, Arch, Family, InstanceType, Offered};
use crate::lsp::cursor::Value;
use crate::lsp::engine::View;
use crate::vocabulary::Kind;

/// No more than this at once; more is found by typing on.
const MOST: usize = 150;

pub fn all(
    view: &View,
    offset: u32,
    value: &Value,
    typed: &str,
    single: bool,
    incomplete: &mut bool,
    items: &mut Vec<Item>,
) {
    let listed: Vec<&str> = value
        .siblings
        .iter()
        .map(|one| one.trim_matches('"'))
        .collect();
    let kind = value.words.iter().find(|(name, _)| name == "type");
    let wanted = Wanted {
        arch: listed.iter().find_map(|entry| arch(entry)),
        region: view.analysis.checked.program.region(),
        spot: kind.is_some_and(|(_, word)| word == "SPOT"),
        typed,
        needed: needed(view, offset),
    };
    let new = |name: &str| !listed.contains(&name) || name == typed;
    if !single {
        let keywords = catalog::keywords().iter();
        items.extend(
            keywords
                .filter(|one| {
                    one.name.starts_with(typed)
                        && wanted.arch.is_none_or(|arch| arch == one.arch)
                        && new(one.name)
                })
                .map(|one| {
                    let detail = format!("{}: {}", one.arch.word(), one.families.join(", "));
                    let holds = one.families().any(|family| wanted.holds_any(family));
                    let rank = if holds { 1 } else { 20_000 };
                    Item::new(one.name, Sort::InstanceType, rank).detail(detail)
                }),
        );
    }
    let mut families: Vec<&Family> = catalog::families()
        .iter()
        .filter(|family| wanted.family(family))
        .collect();
    families.sort_by_key(|family| {
        let lacks = !wanted.holds_any(family);
        (lacks, catalog::common_rank(family.name), family.name)
    });
    let mut left = MOST;
    for (at, family) in families.iter().enumerate() {
        let rank = 10 + at as u32 * 40;
        let sizes: Vec<&InstanceType> = family
            .types()
            .iter()
            .filter(|one| wanted.offers(one) && new(one.name))
            .collect();
        if sizes.is_empty() {
            continue;
        }
        if !single && new(family.name) && !typed.contains('.') {
            let detail = format!("{}, {} sizes", family.arch.word(), sizes.len());
            items.push(Item::new(family.name, Sort::InstanceType, rank).detail(detail));
        }
        // Nothing typed: the families suffice, unless a family cannot stand there.
        if typed.is_empty() && !single && at >= 8 {
            *incomplete = true;
            continue;
        }
        for (size, one) in sizes.iter().enumerate() {
            if left == 0 {
                *incomplete = true;
                return;
            }
            left -= 1;
            let (late, note) = match wanted.holds(one) {
                true => (0, ""),
                false => (20, "; too small for a job meant for it"),
            };
            items.push(
                Item::new(one.name, Sort::InstanceType, rank + 1 + late + size as u32)
                    .detail(summary(one) + note)
                    .docs(format!("type:{}", one.name)),
            );
        }
    }
    *incomplete |= !typed.contains('.');
}

struct Wanted<'a> {
    arch: Option<Arch>,
    region: Option<&'a str>,
    spot: bool,
    typed: &'a str,
    /// What the jobs meant for the environment ask of one machine.
    needed: Vec<Ask>,
}

/// What the jobs ask that are meant for queues of the environment around, or of the job around.
fn needed(view: &View, offset: u32) -> Vec<Ask> {
    let program = &view.analysis.checked.program;
    let of = |definition| asks::of(program, definition).map_or(Vec::new(), |job| job.asks);
    if let Some(definition) = amounts::around(view, offset, Kind::JobDefinition) {
        return of(definition);
    }
    let Some(environment) = amounts::around(view, offset, Kind::ComputeEnvironment) else {
        return Vec::new();
    };
    let queues = program.referrers(environment.id);
    let queues = queues.filter(|(block, _)| block.kind == Kind::JobQueue);
    let jobs = queues.flat_map(|(queue, _)| program.referrers(queue.id));
    jobs.filter(|(block, _)| block.kind == Kind::JobDefinition)
        .take(50)
        .flat_map(|(definition, _)| of(definition))
        .collect()
}

impl Wanted<'_> {
    /// What is typed of the family's name.
    fn stem(&self) -> &str {
        self.typed.split('.').next().unwrap_or("")
    }

    fn family(&self, family: &Family) -> bool {
        let typed = match self.typed.contains('.') {
            true => family.name == self.stem(),
            false => family.name.starts_with(self.stem()),
        };
        typed && !family.batch.is_refused() && self.arch.is_none_or(|arch| arch == family.arch)
    }

    /// Whether the type holds every job.
    fn holds(&self, one: &InstanceType) -> bool {
        self.needed.iter().all(|ask| {
            f64::from(one.vcpus) >= ask.vcpus
                && one.gpus() >= ask.gpus
                && u64::from(catalog::usable_memory_mib(one).expected) >= ask.memory_mib
                && ask.architecture.is_none_or(|(arch, _)| arch == one.arch)
        })
    }

    fn holds_any(&self, family: &Family) -> bool {
        self.needed.is_empty() || family.sizes().iter().any(|one| self.holds(one))
    }

    fn offers(&self, one: &InstanceType) -> bool {
        !one.withdrawn
            && (one.spot || !self.spot)
            && self
                .region
                .is_none_or(|region| catalog::offered(one, region) != Offered::No)
    }
}

/// The architecture an entry brings with it.
fn arch(entry: &str) -> Option<Arch> {
    let keyword = catalog::keyword(entry).map(|one| one.arch);
    let family = catalog::family(entry).map(|one| one.arch);
    keyword
        .or(family)
        .or_else(|| Some(catalog::instance_type(entry)?.arch))
}

/// `2 vCPUs, 8 GiB, x86_64`
pub fn summary(one: &InstanceType) -> String {
    let gib = f64::from(one.memory_mib) / 1024.0;
    let mut text = format!("{} vCPUs, {gib} GiB", one.vcpus);
    if let Some(gpu) = one.gpu {
        let count = if gpu.fractional() {
            f64::from(gpu.share)
        } else {
            f64::from(gpu.count)
        };
        text.push_str(&format!(", {count}× {} {}", gpu.vendor, gpu.name));
    }
    text.push_str(&format!(", {}", one.arch.word()));
    text
}
