//! Fargate's fixed pairs of vCPUs and memory.

use super::asks::{Ask, Job};
use crate::catalog;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::vocabulary::Form;

codes! {
    FARGATE_SIZE = "fargate-size", Error, "vCPUs and memory that Fargate does not have together";
}

/// Whether a job's vCPUs and memory make a size Fargate has; one not wholly known does. Placement
/// asks this first, for a job of no size has no place either.
pub fn check(job: &Job, out: &mut Vec<Diagnostic>) -> bool {
    let sized = matches!(job.form, Form::Container | Form::Containers);
    let Some(ask) = job.asks.first().filter(|ask| sized && ask.complete) else {
        return true;
    };
    let finding = finding(job, ask);
    let fits = finding.is_none();
    out.extend(finding);
    fits
}

/// `None` where the size is one Fargate has.
fn finding(job: &Job, ask: &Ask) -> Option<Diagnostic> {
    let memory = u32::try_from(ask.memory_mib).unwrap_or(u32::MAX);
    if catalog::fargate_fits(ask.vcpus, memory) {
        return None;
    }
    let whole = if ask.added {
        "the containers together ask for "
    } else {
        ""
    };
    let near = catalog::nearest_fargate(ask.vcpus, memory);
    let same = catalog::fargate_sizes()
        .iter()
        .find(|size| size.vcpus == ask.vcpus);
    let span = match same {
        Some(_) => ask.memory_span,
        None => ask.vcpus_span,
    };
    let mut finding = Diagnostic::new(
        &FARGATE_SIZE,
        span.unwrap_or(ask.head),
        format!("{whole}{} vCPU and {} MiB{} no size Fargate has", ask.vcpus, ask.memory_mib, if whole.is_empty() { " is" } else { ", which is" }),
    )
    .why(format!("Fargate has fixed pairs, and AWS refuses others: \"Fargate resource requirements ({:.2} vCPU, {} MiB) not valid.\"", ask.vcpus, ask.memory_mib));
    if let (Some(vcpus), Some(memory)) = (ask.vcpus_span, ask.memory_span) {
        let (other, text) = if same.is_some() {
            (vcpus, format!("{} vCPU", ask.vcpus))
        } else {
            (memory, format!("{} MiB", ask.memory_mib))
        };
        finding = finding.also(other, text);
    }
    if let Some(chosen) = job.chosen {
        finding = finding.also(
            chosen.span,
            if chosen.written {
                "made for Fargate"
            } else {
                "this queue runs on Fargate"
            },
        );
    }
    finding = finding.label(match same {
        Some(size) => format!("with {} vCPU: {}", size.vcpus, steps(size.memory_mib)),
        None => "0.25, 0.5, 1, 2, 4, 8, 16 or 32 vCPU".to_owned(),
    });
    let pairs: Vec<String> = near
        .iter()
        .take(3)
        .map(|(vcpus, mib)| format!("{vcpus} vCPU with {mib} MiB"))
        .collect();
    finding = finding.help(match pairs.as_slice() {
        [] => "Fargate has nothing so large: run the job on EC2 instances".to_owned(),
        pairs => format!("the nearest that hold it: {}", pairs.join("; ")),
    });
    // More memory, more vCPUs or fewer: the choice is the user's.
    let single = (!ask.added).then_some(()).and(near.first());
    match single {
        Some((vcpus, mib)) if *vcpus == ask.vcpus => {
            let text = format!("{mib} MiB");
            Some(match ask.memory_span {
                Some(span) => finding.maybe_fix(format!("ask for {text}"), span, text),
                None => finding,
            })
        }
        Some((vcpus, mib)) if u64::from(*mib) == ask.memory_mib => Some(match ask.vcpus_span {
            Some(span) => {
                finding.maybe_fix(format!("ask for {vcpus} vCPU"), span, format!("{vcpus}"))
            }
            None => finding,
        }),
        _ => Some(finding),
    }
}

/// `2048 to 8192 MiB in steps of 1024`.
fn steps(sizes: &[u32]) -> String {
    match sizes {
        [first, second, .., last] => {
            let step = second - first;
            if sizes.windows(2).all(|pair| pair[1] - pair[0] == step) {
                format!("{first} to {last} MiB in steps of {step}")
            } else {
                let all: Vec<String> = sizes.iter().map(u32::to_string).collect();
                format!("{} MiB", all.join(", "))
            }
        }
        _ => "other sizes".to_owned(),
    }
}
