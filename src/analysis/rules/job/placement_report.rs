//! The words of the placement rule: what the job needs, what each environment has, what would do.

use super::asks::{Ask, Job};
use super::fits::{Lack, Room, would_do};
use super::placement::{
    JOB_FITS_NOWHERE, JOB_FITS_SOME, MULTI_NODE_ON_SPOT, TIGHT_MEMORY, Visit, WRONG_ARCHITECTURE,
    WRONG_PLATFORM,
};
use super::platform::{Chosen, Platform};
use crate::catalog::{self, Arch, InstanceType};
use crate::diagnostic::Diagnostic;
use crate::syntax::source::Span;
use crate::vocabulary::Form;

const FOR_EVER: &str = "the job would wait in RUNNABLE for ever";

pub fn wrong_platform(visit: &Visit, chosen: Chosen, room: &Room) -> Option<Diagnostic> {
    let there = room.platform?;
    let name = &visit.job.definition.label;
    let finding = Diagnostic::new(
        &WRONG_PLATFORM,
        visit.queue_span,
        format!("`{name}` is made for {}, and `{}` runs on {}", chosen.platform.noun(), visit.queue.label, there.noun()),
    )
    .label(format!("runs on {}", there.noun()))
    .also(chosen.span, if chosen.written { format!("made for {}", chosen.platform.noun()) } else { format!("this queue runs on {}", chosen.platform.noun()) })
    .also(room.environment.head_span, format!("an environment on {}", there.noun()))
    .why("SubmitJob refuses a job whose platform capability is not that of the queue's compute environments");
    let help = match (chosen.written, there.capability()) {
        _ if visit.job.form == Form::MultiNode => "multi-node jobs run on EC2 instances: name a queue of on-demand EC2 environments".to_owned(),
        (_, None) => "jobs on EKS are pods: write `pod_properties`, or name a queue on ECS".to_owned(),
        (_, Some(_)) if chosen.platform == Platform::Eks => "pods run on EKS: name a queue whose environments have `eks_configuration`".to_owned(),
        (true, Some(word)) => format!("write `platform_capabilities = [{word}]`, or name another queue"),
        (false, Some(_)) => "one definition runs on one platform: write a definition for each (a `template` can hold what they share)".to_owned(),
    };
    Some(finding.help(help))
}

pub fn nowhere(visit: &Visit, lacking: &[(&Room, &Ask, Lack)]) -> Option<Diagnostic> {
    let (room, ask, lack) = lacking.first()?;
    let name = &visit.job.definition.label;
    let (code, span, message) = match lack {
        Lack::Spot => (
            &MULTI_NODE_ON_SPOT,
            visit.queue_span,
            format!(
                "`{name}` runs on several nodes, and `{}` runs on Spot",
                visit.queue.label
            ),
        ),
        Lack::Architecture(there) => {
            let (arch, span) = ask.architecture?;
            let message = format!(
                "`{name}` is made for {}, and `{}` has {}",
                processor(arch),
                visit.queue.label,
                processor(*there)
            );
            (&WRONG_ARCHITECTURE, span, message)
        }
        _ => (
            &JOB_FITS_NOWHERE,
            needed_span(visit.job, ask, lack),
            format!(
                "`{name}` needs {}, which nothing in `{}` can give",
                needed(visit.job, ask, lack),
                visit.queue.label
            ),
        ),
    };
    let mut finding = Diagnostic::new(code, span, message);
    if code != &MULTI_NODE_ON_SPOT {
        finding = finding
            .label(asked(visit.job, ask, lack))
            .also(visit.queue_span, "runs here");
    }
    for (room, ask, lack) in lacking {
        finding = finding.also(lack_span(room, lack), offers(room, ask, lack));
    }
    finding = finding.why(why(ask, lack));
    Some(mend(finding, visit, room, ask, lack))
}

pub fn some(visit: &Visit, lacking: &[(&Room, &Ask, Lack)]) -> Diagnostic {
    let mut finding = Diagnostic::new(
        &JOB_FITS_SOME,
        visit.queue_span,
        format!(
            "some environments of `{}` cannot run `{}`",
            visit.queue.label, visit.job.definition.label
        ),
    )
    .label("not all of its environments");
    let mut told: Vec<Span> = Vec::new();
    for (room, ask, lack) in lacking {
        let span = needed_span(visit.job, ask, lack);
        if !told.contains(&span) {
            told.push(span);
            finding = finding.also(span, asked(visit.job, ask, lack));
        }
        finding = finding.also(lack_span(room, lack), offers(room, ask, lack));
    }
    finding
        .why("Batch expects every environment of a queue to be able to run every job of it: while only the one that cannot has room, the job waits in RUNNABLE, and first in line it holds up those behind it")
        .help(format!(
            "run it on a queue of the environments that can hold it, or {}",
            widen(lacking)
        ))
}

/// What gives the others room: Fargate has no `instance_types`.
fn widen(lacking: &[(&Room, &Ask, Lack)]) -> &'static str {
    let of_vcpus = |(_, _, lack): &&(&Room, &Ask, Lack)| matches!(lack, Lack::MaxVcpus { .. });
    match lacking.iter().filter(of_vcpus).count() {
        0 => "widen the other's `instance_types`",
        all if all == lacking.len() => "raise the other's `max_vcpus`",
        _ => "raise the others' `max_vcpus` and widen their `instance_types`",
    }
}

pub fn tight(visit: &Visit, tight: &[(&Room, &Ask, &'static InstanceType)]) -> Option<Diagnostic> {
    let (room, ask, roomiest) = tight.first()?;
    let span = ask.memory_span?;
    let expected = catalog::usable_memory_mib(roomiest).expected;
    let mut finding = Diagnostic::new(
        &TIGHT_MEMORY,
        span,
        format!(
            "`{}` asks for nearly all the memory of {}",
            visit.job.definition.label,
            article(roomiest)
        ),
    )
    .label(format!("{} MiB", ask.memory_mib))
    .also(visit.queue_span, "runs here");
    for (room, _, roomiest) in tight {
        let expected = catalog::usable_memory_mib(roomiest).expected;
        finding = finding.also(
            room.types_span,
            format!(
                "{} has {} MiB; count on {expected}",
                roomiest.name, roomiest.memory_mib
            ),
        );
    }
    let larger = would_do(ask, room, visit.region);
    let instead = larger.map_or_else(String::new, |one| format!(", or add `{}`", one.name));
    finding = finding
        .why("the kernel and the ECS agent (32 MiB) take their share first, how much depends on type and AMI; AWS advises to leave 5 %. A job that finds no room waits in RUNNABLE without a word")
        .help(format!("ask for {expected} MiB or less{instead}"));
    if !ask.added {
        finding = finding.maybe_fix(
            format!("ask for {expected} MiB"),
            span,
            format!("{expected} MiB"),
        );
    }
    Some(finding)
}

fn processor(arch: Arch) -> &'static str {
    match arch {
        Arch::Arm64 | Arch::Arm64Mac => "Arm processors",
        Arch::X86_64 | Arch::X86_64Mac => "x86 processors",
    }
}

fn article(one: &InstanceType) -> String {
    let article = if one.name.starts_with(['m', 'r', 'x', 'f', 'h', 'i', 'a']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {}", one.name)
}

/// What the message says the job needs.
fn needed(job: &Job, ask: &Ask, lack: &Lack) -> String {
    let together = if ask.added { "together " } else { "" };
    match lack {
        Lack::MaxVcpus { needed, .. } if job.form == Form::MultiNode => {
            format!("{needed} vCPUs for all its nodes")
        }
        Lack::MaxVcpus { needed, .. } => format!("{together}{needed} vCPUs"),
        Lack::Gpus(_) => format!(
            "{together}{} GPU{}",
            ask.gpus,
            if ask.gpus == 1 { "" } else { "s" }
        ),
        Lack::Vcpus(_) => format!("{together}{} vCPUs", ask.vcpus),
        Lack::Memory(_) => format!("{together}{} MiB of memory", ask.memory_mib),
        Lack::InstanceType => format!(
            "`{}`",
            ask.instance_type.as_ref().map_or("", |(name, _)| name)
        ),
        Lack::Architecture(_) => ask
            .architecture
            .map_or("", |(arch, _)| processor(arch))
            .to_owned(),
        Lack::Spot => "several nodes at once".to_owned(),
    }
}

/// What stands at the place that asks.
fn asked(job: &Job, ask: &Ask, lack: &Lack) -> String {
    match lack {
        Lack::Architecture(_) => format!("for {}", needed(job, ask, lack)),
        _ => format!("needs {}", needed(job, ask, lack)),
    }
}

fn needed_span(job: &Job, ask: &Ask, lack: &Lack) -> Span {
    let span = match lack {
        Lack::MaxVcpus { .. } if job.form == Form::MultiNode => job
            .definition
            .field("num_nodes")
            .map(|field| field.value.span),
        Lack::MaxVcpus { .. } | Lack::Vcpus(_) => ask.vcpus_span,
        Lack::Gpus(_) => ask.gpus_span,
        Lack::Memory(_) => ask.memory_span,
        Lack::InstanceType => ask.instance_type.as_ref().map(|(_, span)| *span),
        Lack::Architecture(_) => ask.architecture.map(|(_, span)| span),
        Lack::Spot => None,
    };
    span.unwrap_or(ask.head)
}

fn lack_span(room: &Room, lack: &Lack) -> Span {
    match lack {
        Lack::MaxVcpus { span, .. } => *span,
        Lack::Spot => room.environment.head_span,
        _ => room.types_span,
    }
}

/// What the environment has instead.
fn offers(room: &Room, ask: &Ask, lack: &Lack) -> String {
    let with = reservation(room, ask, lack);
    match lack {
        Lack::Architecture(there) => format!("{} only", processor(*there)),
        Lack::Spot => "Spot capacity".to_owned(),
        Lack::InstanceType => "not among these".to_owned(),
        Lack::MaxVcpus { most, .. } => format!("at most {most} vCPUs"),
        Lack::Gpus(best) if best.gpus() == 0 => match best.gpu {
            Some(gpu) if gpu.fractional() => format!(
                "{} has only a part of a GPU, which Batch cannot schedule",
                best.name
            ),
            Some(gpu) if gpu.vendor != "NVIDIA" => format!(
                "the GPUs of {} are {}'s; Batch schedules NVIDIA's",
                best.name, gpu.vendor
            ),
            _ => "no GPUs here".to_owned(),
        },
        Lack::Gpus(best) if u64::from(best.gpus()) >= u64::from(ask.gpus) => {
            format!("the GPUs of {} (Arm) need an AMI of your own", best.name)
        }
        Lack::Gpus(best) => format!("{} has most, {}", best.name, best.gpus()),
        Lack::Vcpus(best) => format!("{} has most, {} vCPUs{with}", best.name, best.vcpus),
        Lack::Memory(best) => {
            let left = catalog::usable_memory_mib(best).never_above;
            format!(
                "{} has {} MiB, of which a job can have {left} at the very most{with}",
                best.name, best.memory_mib
            )
        }
    }
}

/// Says so where other types of the environment have more, but lack something else.
fn reservation(room: &Room, ask: &Ask, lack: &Lack) -> &'static str {
    let types = room.types.as_deref().unwrap_or(&[]);
    let (more, vcpus) = match lack {
        Lack::Memory(best) => (
            types.iter().any(|one| one.memory_mib > best.memory_mib),
            true,
        ),
        Lack::Vcpus(best) => (types.iter().any(|one| one.vcpus > best.vcpus), false),
        _ => (false, false),
    };
    match (more, ask.gpus) {
        (false, _) => "",
        (true, 1..) => " (of those with the GPUs)",
        (true, 0) if vcpus && ask.architecture.is_none() => " (of those with the vCPUs)",
        (true, 0) => " (of those that suit otherwise)",
    }
}

fn why(ask: &Ask, lack: &Lack) -> String {
    match lack {
        Lack::Memory(best) if ask.memory_mib == u64::from(best.memory_mib) => format!(
            "an instance never has its advertised memory to give: the kernel takes a part, and the ECS agent keeps 32 MiB. Asking for all of it is the commonest mistake, and {FOR_EVER} (MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT)"
        ),
        Lack::Memory(_) => format!(
            "the kernel and the ECS agent (32 MiB) take their share of an instance's memory, the rest is what jobs get; {FOR_EVER} (MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT)"
        ),
        Lack::MaxVcpus { .. } => format!(
            "Batch never starts more than `max_vcpus` allows; {FOR_EVER} (MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE)"
        ),
        Lack::Architecture(_) => "an image for one processor does not run on another: the container ends at once with \"exec format error\"".to_owned(),
        Lack::Spot => "multi-node jobs need all their instances at once and for as long as they run; AWS does not support them on compute environments that use Spot".to_owned(),
        Lack::InstanceType => format!("each node of a multi-node job runs on the type its range names, which an environment of the queue must have; {FOR_EVER}"),
        Lack::Gpus(_) => format!("Batch places a job on one instance that has all its GPUs, NVIDIA's only; {FOR_EVER} (MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT)"),
        Lack::Vcpus(_) => format!("a job runs on one instance, which must have all its vCPUs; {FOR_EVER} (MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT)"),
    }
}

/// What to do, with a type that would hold the job.
fn mend(finding: Diagnostic, visit: &Visit, room: &Room, ask: &Ask, lack: &Lack) -> Diagnostic {
    match lack {
        Lack::Spot => finding.help("name a queue whose environments are of type `EC2`"),
        Lack::MaxVcpus { needed, span, .. } => {
            let needed = needed.ceil();
            finding
                .help(format!(
                    "raise `max_vcpus` to {needed} or more, or ask for less"
                ))
                .maybe_fix(
                    format!("write `max_vcpus = {needed}`"),
                    *span,
                    format!("{needed}"),
                )
        }
        Lack::Architecture(_) => {
            finding.help("use an image built for both, or name a queue with the other processors")
        }
        Lack::InstanceType => finding.help(format!(
            "add it to the `instance_types` of `{}`, or leave `instance_type` out",
            room.environment.label
        )),
        Lack::Memory(best) => {
            let expected = catalog::usable_memory_mib(best).expected;
            let finding = larger(
                finding,
                visit,
                room,
                ask,
                &format!(
                    ", or ask for {expected} MiB or less, which {} can give",
                    article(best)
                ),
            );
            match ask
                .memory_span
                .filter(|_| !ask.added && ask.memory_mib == u64::from(best.memory_mib))
            {
                Some(span) => finding.maybe_fix(
                    format!("ask for {expected} MiB"),
                    span,
                    format!("{expected} MiB"),
                ),
                None => finding,
            }
        }
        Lack::Gpus(_) | Lack::Vcpus(_) => larger(finding, visit, room, ask, ""),
    }
}

fn larger(finding: Diagnostic, visit: &Visit, room: &Room, ask: &Ask, or: &str) -> Diagnostic {
    let Some(one) = would_do(ask, room, visit.region) else {
        return finding.help(format!(
            "no instance type holds that: ask for less, or split the job{or}"
        ));
    };
    let gpus = match one.gpus() {
        0 => String::new(),
        count => format!(", {count} GPU{}", if count == 1 { "" } else { "s" }),
    };
    let finding = finding.help(format!(
        "`{}` would do ({} vCPUs, {} MiB{gpus}): add it to `instance_types` of `{}`{or}",
        one.name, one.vcpus, one.memory_mib, room.environment.label
    ));
    let listed = room
        .environment
        .field("instance_types")
        .filter(|field| !field.inherited);
    let last = listed
        .and_then(|field| field.value.as_list())
        .and_then(<[_]>::last);
    match last {
        Some(last) => finding.maybe_fix(
            format!("add `{}` to `{}`", one.name, room.environment.label),
            last.span.after(),
            format!(", \"{}\"", one.name),
        ),
        None => finding,
    }
}
