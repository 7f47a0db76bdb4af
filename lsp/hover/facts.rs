//! What a declaration comes to: the capacity of an environment, where a job can run and how often
//! on one machine, what a queue tries in which order.

use crate::analysis::rules::job::asks::{self, Ask};
use crate::analysis::rules::job::fits::{Fit, Room};
use crate::analysis::rules::job::placement::place;
use crate::catalog::{self, InstanceType};
use crate::program::{Block, Program};
use crate::vocabulary::Kind;

/// No more of anything than this.
const MOST: usize = 12;

/// Lines of Markdown about a block.
pub fn facts(program: &Program, block: &Block) -> Vec<String> {
    match block.kind {
        Kind::ComputeEnvironment => capacity(program, block).into_iter().collect(),
        Kind::JobQueue => queue(program, block),
        Kind::JobDefinition => job(program, block),
        _ => Vec::new(),
    }
}

/// `at most 64 vCPUs: 32 × m5.large or 1 × m5.16xlarge`
pub fn capacity(program: &Program, environment: &Block) -> Option<String> {
    let room = Room::of(environment, program.region());
    let (most, _) = room.max_vcpus?;
    let mut text = format!("At most {most} vCPUs");
    let types = room.types.as_deref().unwrap_or(&[]);
    let fitting = types.iter().filter(|one| f64::from(one.vcpus) <= most);
    let mut fitting: Vec<&InstanceType> = fitting.copied().collect();
    fitting.sort_by_key(|one| one.vcpus);
    let times = |one: &InstanceType| (most / f64::from(one.vcpus)) as u32;
    if let (Some(least), Some(largest)) = (fitting.first(), fitting.last()) {
        text.push_str(&format!(": {} × {}", times(least), least.name));
        if least.vcpus != largest.vcpus {
            text.push_str(&format!(" or {} × {}", times(largest), largest.name));
        }
    }
    let gpus = fitting.iter().map(|one| times(one) * one.gpus()).max();
    if let Some(gpus) = gpus.filter(|gpus| *gpus > 0) {
        text.push_str(&format!("; at most {gpus} GPUs"));
    }
    Some(text)
}

fn queue(program: &Program, queue: &Block) -> Vec<String> {
    let environments = program.environments_of(queue).enumerate();
    let order: Vec<String> = environments
        .map(|(at, one)| format!("{}. `{}`", at + 1, one.label))
        .collect();
    let jobs: Vec<String> = program
        .referrers(queue.id)
        .filter(|(block, _)| block.kind == Kind::JobDefinition)
        .map(|(block, _)| format!("`{}`", block.label))
        .collect();
    let mut lines = Vec::new();
    if !order.is_empty() {
        lines.push(format!("Tries in this order: {}", order.join(", ")));
    }
    if !jobs.is_empty() {
        lines.push(format!("Jobs meant for it: {}", clipped(&jobs)));
    }
    lines
}

fn job(program: &Program, definition: &Block) -> Vec<String> {
    let Some(job) = asks::of(program, definition) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    for (id, _) in definition.references("runs_on").take(MOST) {
        let queue = program.block(id);
        for environment in program.environments_of(queue).take(MOST) {
            let Some(fit) = place(program, definition, environment) else {
                continue;
            };
            let said = match fit {
                Fit::Yes(types) if types.is_empty() => "yes".to_owned(),
                Fit::Yes(types) => {
                    let types: Vec<String> = types
                        .iter()
                        .map(|one| match job.asks.as_slice() {
                            [ask] => format!("{} × on `{}`", at_once(ask, one), one.name),
                            _ => format!("`{}`", one.name),
                        })
                        .collect();
                    clipped(&types)
                }
                Fit::Tight(one) => format!("only just, on `{}`", one.name),
                Fit::No(lack) => format!("no: {}", lack.what()),
                Fit::Elsewhere => "no: another platform".to_owned(),
                Fit::Unknown => continue,
            };
            lines.push(format!(
                "`{}` in `{}`: {said}",
                environment.label, queue.label
            ));
        }
    }
    lines
}

/// How many such jobs one machine holds.
fn at_once(ask: &Ask, one: &InstanceType) -> u32 {
    let memory = f64::from(catalog::usable_memory_mib(one).expected);
    let shares = [
        (f64::from(one.vcpus), ask.vcpus),
        (memory, ask.memory_mib as f64),
        (f64::from(one.gpus()), f64::from(ask.gpus)),
    ];
    let asked = shares.iter().filter(|(_, asked)| *asked > 0.0);
    let least = asked.map(|(has, asked)| has / asked).reduce(f64::min);
    least.unwrap_or(1.0) as u32
}

fn clipped(all: &[String]) -> String {
    let shown = all.iter().take(MOST).cloned().collect::<Vec<_>>();
    let more = if all.len() > MOST { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
