//! Placement: a job that none of its queue's environments can hold would wait in RUNNABLE for
//! ever. For every job definition and every queue it runs on, each environment is asked.

use super::super::facts::Facts;
use super::asks::{self, Ask, Job};
use super::fargate_sizes;
use super::fits::{Fit, Lack, Room, fit};
use super::placement_report as report;
use super::platform::{self, Platform};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Program};
use crate::syntax::source::Span;
use crate::vocabulary::Form;
use std::rc::Rc;

codes! {
    WRONG_PLATFORM = "wrong-platform", Error, "a job made for another platform than its queue's";
    WRONG_ARCHITECTURE = "wrong-architecture", Error, "a job made for another processor than its queue's";
    JOB_FITS_NOWHERE = "job-fits-nowhere", Error, "a job larger than anything its queue can start";
    JOB_FITS_SOME = "job-fits-some", Warning, "a job that some environments of its queue cannot hold";
    TIGHT_MEMORY = "tight-memory", Warning, "a job that takes an instance's memory to the last";
    MULTI_NODE_ON_SPOT = "multi-node-on-spot", Error, "a multi-node job on Spot";
}

/// A job at one of its queues.
pub struct Visit<'a> {
    pub job: &'a Job<'a>,
    pub queue: &'a Block,
    /// The queue's name in `runs_on`.
    pub queue_span: Span,
    pub region: Option<&'a str>,
}

pub fn check(program: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    let Some(job) = asks::of(program, definition) else {
        return;
    };
    if job
        .chosen
        .is_some_and(|chosen| chosen.platform == Platform::Fargate)
        && !fargate_sizes::check(&job, out)
    {
        return;
    }
    let mut found = Vec::new();
    for (queue, queue_span) in definition.references("runs_on") {
        let visit = Visit {
            job: &job,
            queue: program.block(queue),
            queue_span,
            region: program.region(),
        };
        found.extend(at_queue(program, &visit));
    }
    merge(found, out);
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

fn at_queue(program: &Facts, visit: &Visit) -> Option<Diagnostic> {
    let environments = platform::environments(program, visit.queue)?;
    let rooms: Vec<Rc<Room>> = environments
        .iter()
        .map(|(environment, _)| program.room(environment.id))
        .collect();
    let mut rooms: Vec<&Room> = rooms.iter().map(|room| &**room).collect();
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

#[cfg(test)]
mod tests {
    use crate::analysis::testing::{check, codes_of};
    use crate::diagnostic::Diagnostic;

    fn environment(name: &str, kind: &str, types: &str, max: u32) -> String {
        format!("compute_environment {name} {{\n  type = {kind}\n{types}  max_vcpus = {max}\n}}\n")
    }

    /// A program of one queue over these environments and one job on it.
    fn program(environments: &[String], job: &str) -> String {
        let names: Vec<&str> = environments
            .iter()
            .filter_map(|text| text.split_whitespace().nth(1))
            .collect();
        format!(
            "{}job_queue main {{\n  priority = 1\n  compute_environments = [{}]\n}}\njob_definition align {{\n  runs_on = [main]\n{job}\n}}\n",
            environments.concat(),
            names.join(", "),
        )
    }

    fn ec2(types: &str, max: u32) -> Vec<String> {
        vec![environment(
            "workers",
            "EC2",
            &format!("  instance_types = [{types}]\n"),
            max,
        )]
    }

    fn container(rest: &str) -> String {
        format!("  image = \"busybox:1.36\"\n{rest}")
    }

    fn only(text: &str) -> Diagnostic {
        let mut findings = check(text).diagnostics;
        findings.retain(|finding| finding.severity > crate::diagnostic::Severity::Advice);
        assert_eq!(findings.len(), 1, "{findings:#?}");
        findings.remove(0)
    }

    #[test]
    fn a_job_of_8192_mib_on_m5_large_is_refused_with_the_type_that_would_do() {
        let text = program(
            &ec2("\"m5.large\"", 16),
            &container("  vcpus = 2\n  memory = 8192 MiB"),
        );
        let finding = only(&text);
        assert_eq!(finding.code.name, "job-fits-nowhere");
        assert_eq!(
            &text[finding.span.start as usize..finding.span.end as usize],
            "8192 MiB"
        );
        assert!(finding.message.contains("8192 MiB"), "{}", finding.message);
        assert!(
            finding
                .help
                .is_some_and(|help| help.contains("`m5.xlarge` would do"))
        );
        let places: Vec<&str> = finding
            .labels
            .iter()
            .map(|label| &text[label.span.start as usize..label.span.end as usize])
            .collect();
        assert_eq!(places, ["main", "\"m5.large\""]);
        let titles: Vec<&str> = finding.fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(titles, ["add `m5.xlarge` to `workers`", "ask for 7750 MiB"]);
    }

    #[test]
    fn memory_vcpus_and_gpus_must_be_in_one_type() {
        let both = "\"c6i.16xlarge\", \"r6i.large\"";
        let job = container("  vcpus = 64\n  memory = 200 GiB");
        assert_eq!(
            codes_of(&program(&ec2(both, 256), &job)),
            ["job-fits-nowhere"]
        );
        let job = container("  vcpus = 2\n  memory = 10 GiB\n  gpus = 1");
        assert_eq!(
            codes_of(&program(&ec2("\"g5.xlarge\"", 256), &job)),
            [] as [&str; 0]
        );
        assert_eq!(
            codes_of(&program(&ec2("\"m6i\"", 256), &job)),
            ["job-fits-nowhere"]
        );
    }

    #[test]
    fn more_vcpus_than_the_environment_may_have() {
        let job = container("  vcpus = 16\n  memory = 8 GiB");
        let text = program(&ec2("\"m6i\"", 8), &job);
        let finding = only(&text);
        assert_eq!(finding.code.name, "job-fits-nowhere");
        assert_eq!(
            &text[finding.span.start as usize..finding.span.end as usize],
            "16"
        );
        assert!(
            finding
                .why
                .is_some_and(|why| why.contains("COMPUTE_ENVIRONMENT_MAX_RESOURCE"))
        );
    }

    #[test]
    fn several_containers_are_added_up() {
        let one = "{ name = \"a\", image = \"busybox:1.36\", vcpus = 1, memory = 5 GiB }";
        let two = one.replace("\"a\"", "\"b\"");
        let job = format!("  containers = [{one}, {two}]");
        assert_eq!(
            codes_of(&program(&ec2("\"m6i.large\"", 8), &job)),
            ["job-fits-nowhere"]
        );
        assert_eq!(
            codes_of(&program(&ec2("\"m6i.xlarge\"", 8), &job)),
            [] as [&str; 0]
        );
    }

    #[test]
    fn what_is_unknown_is_not_judged() {
        let job = container("  vcpus = 900\n  memory = 8192 GiB");
        let existing = format!(
            "existing job_queue main {{\n  name = \"main\"\n}}\njob_definition align {{\n  runs_on = [main]\n{job}\n}}\n"
        );
        assert_eq!(codes_of(&existing), [] as [&str; 0]);
        let job = container("  vcpus = 1\n  memory = 900 GiB");
        let misspelt = program(&ec2("\"m5.larg\"", 16), &job);
        assert!(!codes_of(&misspelt).contains(&"job-fits-nowhere".to_owned()));
    }

    #[test]
    fn one_mistake_at_two_queues_is_told_once() {
        let text = program(
            &ec2("\"m5.large\"", 16),
            &container("  vcpus = 1\n  memory = 16 GiB"),
        ) + "job_queue other {\n  priority = 2\n  compute_environments = [workers]\n}\n";
        let text = text.replace("runs_on = [main]", "runs_on = [main, other]");
        assert_eq!(codes_of(&text), ["job-fits-nowhere"]);
    }

    #[test]
    fn multi_node_jobs_count_all_their_nodes() {
        let job = "  num_nodes = 4\n  node_ranges = [\n    { target_nodes = \"0:\", image = \"mpi:4.1\", vcpus = 8, memory = 20 GiB },\n  ]";
        assert_eq!(
            codes_of(&program(&ec2("\"m6i.2xlarge\"", 32), job)),
            [] as [&str; 0]
        );
        assert_eq!(
            codes_of(&program(&ec2("\"m6i.2xlarge\"", 16), job)),
            ["job-fits-nowhere"]
        );
        let spot = vec![environment(
            "workers",
            "SPOT",
            "  instance_types = [\"m6i.2xlarge\"]\n",
            32,
        )];
        assert_eq!(codes_of(&program(&spot, job)), ["multi-node-on-spot"]);
    }

    #[test]
    fn fargate_sizes_have_a_fix_where_one_change_will_do() {
        let fargate = vec![environment("serverless", "FARGATE", "", 16)];
        let finding = only(&program(
            &fargate,
            &container("  vcpus = 1\n  memory = 4000 MiB"),
        ));
        assert_eq!(finding.code.name, "fargate-size");
        assert!(
            finding
                .fixes
                .iter()
                .any(|fix| fix.edits[0].text == "4096 MiB")
        );
        let finding = only(&program(
            &fargate,
            &container("  vcpus = 3\n  memory = 8 GiB"),
        ));
        assert!(finding.fixes.iter().any(|fix| fix.edits[0].text == "4"));
        let fits = program(&fargate, &container("  vcpus = 0.25\n  memory = 512 MiB"));
        assert_eq!(codes_of(&fits), [] as [&str; 0]);
    }

    #[test]
    fn a_container_is_no_pod() {
        let pods = "  instance_types = [\"m6i.large\"]\n  eks_configuration = { eks_cluster_arn = \"arn:aws:eks:us-east-1:123456789012:cluster/main\", kubernetes_namespace = \"batch\" }\n";
        let text = program(
            &[environment("workers", "EC2", pods, 16)],
            &container("  vcpus = 1\n  memory = 512 MiB"),
        );
        assert_eq!(codes_of(&text), ["wrong-platform"]);
    }

    #[test]
    fn attributes_on_one_line_are_one_mistake_each() {
        let text = program(
            &ec2("\"m5.large\"", 16),
            &container("  vcpus = 1, memory = 512 MiB"),
        );
        assert_eq!(codes_of(&text), ["trailing-separator"]);
        let text = program(
            &ec2("\"m5.large\"", 16),
            &container("  vcpus = 1\n  memory = 1 GiB"),
        )
        .replace("priority = 1\n", "priority = 1; state = ENABLED,");
        assert_eq!(
            codes_of(&text),
            ["trailing-separator", "trailing-separator"]
        );
    }

    #[test]
    fn a_job_may_submit_its_own_definition_again() {
        let text = program(
            &ec2("\"m5.large\"", 16),
            &container("  vcpus = 1\n  memory = 512 MiB\n  job_role = again"),
        ) + "role again {\n  allow = [{ actions = [\"batch:SubmitJob\"], resources = [\"${job_definition.align.arn_prefix}:*\", job_queue.main.arn] }]\n}\n";
        assert_eq!(codes_of(&text), [] as [&str; 0]);
    }

    #[test]
    fn one_definition_cannot_serve_two_platforms() {
        let text = program(
            &ec2("\"m6i.large\"", 16),
            &container("  vcpus = 1\n  memory = 2 GiB"),
        ) + &environment("serverless", "FARGATE", "", 16)
            + "job_queue other {\n  priority = 2\n  compute_environments = [serverless]\n}\n";
        let text = text.replace("runs_on = [main]", "runs_on = [main, other]");
        assert_eq!(codes_of(&text), ["wrong-platform"]);
    }
}
