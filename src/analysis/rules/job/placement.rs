//! Placement: a job that none of its queue's environments can hold would wait in RUNNABLE for
//! ever. For every job definition and every queue it runs on, each environment is asked.

use super::asks::{self, Ask, Job};
use super::containers::definitions;
use super::fits::{Fit, Lack, Room, fit};
use super::placement_report as report;
use super::platform::{self, Platform};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, BlockId, Program};
use crate::syntax::source::Span;
use crate::vocabulary::{Form, Kind};
use rustc_hash::FxHashMap;

codes! {
    WRONG_PLATFORM = "wrong-platform", Error, "a job made for another platform than its queue's";
    WRONG_ARCHITECTURE = "wrong-architecture", Error, "a job made for another processor than its queue's";
    JOB_FITS_NOWHERE = "job-fits-nowhere", Error, "a job larger than anything its queue can start";
    JOB_FITS_SOME = "job-fits-some", Warning, "a job that some environments of its queue cannot hold";
    TIGHT_MEMORY = "tight-memory", Warning, "a job that takes an instance's memory to the last";
    MULTI_NODE_ON_SPOT = "multi-node-on-spot", Error, "a multi-node job on Spot";
    FARGATE_SIZE = "fargate-size", Error, "vCPUs and memory that Fargate does not have together";
}

/// A job at one of its queues.
pub struct Visit<'a> {
    pub job: &'a Job<'a>,
    pub queue: &'a Block,
    /// The queue's name in `runs_on`.
    pub queue_span: Span,
    pub region: Option<&'a str>,
}

/// Every environment of the program as a room, looked at once.
type Rooms<'a> = FxHashMap<BlockId, Room<'a>>;

pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    let region = program.region();
    let environments = program.of(Kind::ComputeEnvironment);
    let rooms: Rooms = environments
        .map(|environment| (environment.id, Room::of(environment, region)))
        .collect();
    for (definition, _) in definitions(program) {
        let Some(job) = asks::of(program, definition) else {
            continue;
        };
        if job
            .chosen
            .is_some_and(|chosen| chosen.platform == Platform::Fargate)
            && !fargate_size(&job, out)
        {
            continue;
        }
        let mut found = Vec::new();
        for (queue, queue_span) in definition.references("runs_on") {
            let visit = Visit {
                job: &job,
                queue: program.block(queue),
                queue_span,
                region: program.region(),
            };
            found.extend(at_queue(program, &rooms, &visit));
        }
        merge(found, out);
    }
}

/// The same mistake at several queues is told of once, with all of them labelled.
fn merge(found: Vec<Diagnostic>, out: &mut Vec<Diagnostic>) {
    let first = out.len();
    for finding in found {
        match out[first..]
            .iter_mut()
            .find(|other| other.code == finding.code && other.span == finding.span)
        {
            Some(other) => {
                for label in finding.labels {
                    if !other.labels.contains(&label) {
                        other.labels.push(label);
                    }
                }
            }
            None => out.push(finding),
        }
    }
}

/// Whether vCPUs and memory make a size Fargate has, where both are known.
fn fargate_size(job: &Job, out: &mut Vec<Diagnostic>) -> bool {
    let sized = matches!(job.form, Form::Container | Form::Containers);
    let Some(ask) = job.asks.first().filter(|ask| sized && ask.complete) else {
        return true;
    };
    let finding = report::fargate_size(job, ask);
    let fits = finding.is_none();
    out.extend(finding);
    fits
}

fn at_queue(program: &Program, rooms: &Rooms, visit: &Visit) -> Option<Diagnostic> {
    let environments = platform::environments(program, visit.queue)?;
    let rooms: Option<Vec<&Room>> = environments
        .iter()
        .map(|(environment, _)| rooms.get(&environment.id))
        .collect();
    let mut rooms = rooms?;
    if let Some(chosen) = visit.job.chosen {
        let fits = |room: &&Room| {
            room.platform
                .is_none_or(|platform| platform == chosen.platform)
        };
        if !rooms.is_empty() && !rooms.iter().any(fits) {
            return report::wrong_platform(visit, chosen, rooms.first()?);
        }
        // Environments of another platform beside right ones are the queue's mistake.
        rooms.retain(fits);
    }
    let fits: Vec<(&Room, &Ask, Fit)> = rooms
        .iter()
        .filter_map(|room| worst(visit.job, room))
        .collect();
    verdict(visit, &fits)
}

/// The ask of a job that the room holds worst.
fn worst<'a>(job: &'a Job, room: &'a Room<'a>) -> Option<(&'a Room<'a>, &'a Ask, Fit)> {
    let multi_node = job.form == Form::MultiNode;
    let fits = job
        .asks
        .iter()
        .map(|ask| (room, ask, fit(ask, job.total_vcpus, multi_node, room)));
    fits.max_by_key(|(_, _, fit)| match fit {
        Fit::Yes(_) => 0,
        Fit::Unknown => 1,
        Fit::Tight(_) => 2,
        Fit::No(_) | Fit::Elsewhere => 3,
    })
}

fn verdict(visit: &Visit, fits: &[(&Room, &Ask, Fit)]) -> Option<Diagnostic> {
    let lacking: Vec<(&Room, &Ask, Lack)> = fits
        .iter()
        .filter_map(|(room, ask, fit)| match fit {
            Fit::No(lack) => Some((*room, *ask, *lack)),
            _ => None,
        })
        .collect();
    if lacking.is_empty() {
        let tight: Vec<_> = fits
            .iter()
            .filter_map(|(room, ask, fit)| match fit {
                Fit::Tight(roomiest) => Some((*room, *ask, *roomiest)),
                _ => None,
            })
            .collect();
        let all = !fits.is_empty() && tight.len() == fits.len();
        return if all {
            report::tight(visit, &tight)
        } else {
            None
        };
    }
    if lacking.len() == fits.len() {
        report::nowhere(visit, &lacking)
    } else {
        Some(report::some(visit, &lacking))
    }
}

/// Whether one environment can hold a definition's jobs, for pictures and editors. `None` where
/// that cannot be told.
pub fn place(program: &Program, definition: &Block, environment: &Block) -> Option<Fit> {
    let job = asks::of(program, definition)?;
    let room = Room::of(environment, program.region());
    if let (Some(chosen), Some(platform)) = (job.chosen, room.platform)
        && chosen.platform != platform
    {
        return Some(Fit::Elsewhere);
    }
    let (_, _, fit) = worst(&job, &room)?;
    Some(fit)
}
