//! Instance types, families and keywords: those people know first, those Batch refuses never, one
//! architecture with what is listed already, and only what the region offers; those that hold the
//! jobs meant for the environment before those that do not.

use super::{Item, Sort, amounts};
use crate::analysis::rules::job::asks::{self, Ask};
use crate::catalog::{self, Arch, Family, InstanceType, Offered};
use crate::lsp::cursor::Value;
use crate::lsp::engine::View;
use crate::vocabulary::Kind;

/// No more single types than this at once; more are found by typing on.
const MOST: usize = 60;
/// Nor more families, where nothing is typed.
const FAMILIES: usize = 50;

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
    families.sort_by_cached_key(|family| {
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
        if typed.is_empty() && !single && at >= FAMILIES {
            *incomplete = true;
            break;
        }
        // Nothing typed: the families suffice, unless a family cannot stand there.
        let shown = match typed.is_empty() && !single && at >= 8 {
            true => 0,
            false => sizes.len().min(left),
        };
        *incomplete |= shown < sizes.len();
        left -= shown;
        for (size, one) in sizes.iter().take(shown).enumerate() {
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
    needed: Needed,
}

/// A machine with this much holds every job.
#[derive(Default)]
struct Needed {
    vcpus: f64,
    memory_mib: u64,
    gpus: u32,
    architectures: Vec<Arch>,
}

impl Needed {
    fn add(&mut self, ask: &Ask) {
        self.vcpus = self.vcpus.max(ask.vcpus);
        self.memory_mib = self.memory_mib.max(ask.memory_mib);
        self.gpus = self.gpus.max(ask.gpus);
        if let Some((arch, _)) = ask.architecture
            && !self.architectures.contains(&arch)
        {
            self.architectures.push(arch);
        }
    }
}

/// What the jobs ask that are meant for queues of the environment around, or of the job around.
fn needed(view: &View, offset: u32) -> Needed {
    let program = &view.analysis.checked.program;
    let mut needed = Needed::default();
    let mut add = |definition| {
        let job = asks::of(program, definition);
        let asks = job.iter().flat_map(|job| &job.asks);
        asks.for_each(|ask| needed.add(ask));
    };
    if let Some(definition) = amounts::around(view, offset, Kind::JobDefinition) {
        add(definition);
        return needed;
    }
    let Some(environment) = amounts::around(view, offset, Kind::ComputeEnvironment) else {
        return needed;
    };
    let queues = program.referrers(environment.id);
    let queues = queues.filter(|(block, _)| block.kind == Kind::JobQueue);
    let jobs = queues.flat_map(|(queue, _)| program.referrers(queue.id));
    jobs.filter(|(block, _)| block.kind == Kind::JobDefinition)
        .take(50)
        .for_each(|(definition, _)| add(definition));
    needed
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
        let needed = &self.needed;
        f64::from(one.vcpus) >= needed.vcpus
            && one.gpus() >= needed.gpus
            && u64::from(catalog::usable_memory_mib(one).expected) >= needed.memory_mib
            && needed.architectures.iter().all(|arch| *arch == one.arch)
    }

    fn holds_any(&self, family: &Family) -> bool {
        family.sizes().iter().any(|one| self.holds(one))
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
