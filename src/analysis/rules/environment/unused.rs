//! Declarations nothing refers to, and how many there may be of a kind.

use super::compute;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Program};
use crate::vocabulary::Kind;
use rustc_hash::FxHashMap;

codes! {
    UNUSED_ENVIRONMENT = "unused-environment", Warning, "no queue runs jobs in an environment";
    UNUSED_DECLARATION = "unused-declaration", Warning, "a policy, network or existing thing nothing refers to";
    QUOTA_EXCEEDED = "quota-exceeded", Warning, "more of a kind than an account may have in a region by default";
}

/// Per account and region: job queues; compute environments; service environments.
const MAX_PER_KIND: usize = 50;
/// Compute environments in one EKS cluster.
const MAX_PER_EKS_CLUSTER: usize = 5;

pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    // A file without a project may be there for others to import.
    if program.project().is_some() {
        let used = program.used();
        let empty = has_empty_queue(program);
        // What a queue without environments was to run in is told of there.
        let is_its = |block: &Block| {
            let environment = [Kind::ComputeEnvironment, Kind::ServiceEnvironment];
            empty && environment.contains(&block.kind)
        };
        let idle = program
            .blocks
            .iter()
            .filter(|block| !used.contains(&block.id) && !is_its(block));
        idle.for_each(|block| unused(block, out));
    }
    for kind in [
        Kind::JobQueue,
        Kind::ComputeEnvironment,
        Kind::ServiceEnvironment,
    ] {
        quota(program, kind, out);
    }
    eks_quota(program, out);
}

fn has_empty_queue(program: &Program) -> bool {
    let lists = ["compute_environments", "service_environments"];
    program
        .declared(Kind::JobQueue)
        .any(|queue| !lists.iter().any(|list| queue.has(list)))
}

fn unused(block: &Block, out: &mut Vec<Diagnostic>) {
    let name = &block.label;
    let found = |message: String| {
        Diagnostic::new(&UNUSED_DECLARATION, block.head_span, message).label("not used")
    };
    out.push(match block.kind {
        _ if block.existing => found(format!("`{name}` is declared as existing, and nothing refers to it"))
            .why("it has no effect: an existing thing is only named so that others can use it")
            .help("refer to it, or remove it"),
        Kind::ComputeEnvironment | Kind::ServiceEnvironment => {
            let attribute = if block.kind == Kind::ComputeEnvironment {
                "compute_environments"
            } else {
                "service_environments"
            };
            Diagnostic::new(
                &UNUSED_ENVIRONMENT,
                block.head_span,
                format!("no queue runs jobs in `{name}`"),
            )
            .label("in no queue")
            .why("jobs reach an environment through a queue only, so this one would never start an instance for a job")
            .help(format!("list it in the `{attribute}` of a queue, or remove it"))
        }
        Kind::SchedulingPolicy => found(format!("no queue schedules by `{name}`"))
            .why("a policy takes effect through the queues that name it")
            .help("set `scheduling_policy` in a queue; it cannot be added to a queue later without replacing it"),
        Kind::Network => found(format!("nothing runs in the network `{name}`"))
            .why("it would be made, and a NAT gateway in it would cost by the hour, for nothing")
            .help("set `network` in the project or in a compute environment, or remove it"),
        _ => return,
    });
}

fn quota(program: &Program, kind: Kind, out: &mut Vec<Diagnostic>) {
    let count = program.declared(kind).count();
    let Some(over) = program.declared(kind).nth(MAX_PER_KIND) else {
        return;
    };
    let things = match kind {
        Kind::JobQueue => "job queues",
        Kind::ComputeEnvironment => "compute environments",
        _ => "service environments",
    };
    out.push(
        Diagnostic::new(
            &QUOTA_EXCEEDED,
            over.head_span,
            format!(
                "the program makes {count} {things}; an account may have {MAX_PER_KIND} in a region"
            ),
        )
        .label(format!("number {}", MAX_PER_KIND + 1))
        .why("AWS Batch refuses those above the account's quota")
        .help("have the quota raised first, or share: one queue serves many job definitions"),
    );
}

fn eks_quota(program: &Program, out: &mut Vec<Diagnostic>) {
    let mut clusters: FxHashMap<String, usize> = FxHashMap::default();
    for environment in compute::declared(program) {
        let cluster = environment
            .object("eks_configuration")
            .and_then(|eks| eks.text("eks_cluster_arn"));
        let Some(cluster) = cluster else { continue };
        let count = clusters.entry(format!("{cluster:?}")).or_default();
        *count += 1;
        if *count == MAX_PER_EKS_CLUSTER + 1 {
            out.push(
                Diagnostic::new(
                    &QUOTA_EXCEEDED,
                    environment.head_span,
                    format!(
                        "more than {MAX_PER_EKS_CLUSTER} compute environments in one EKS cluster"
                    ),
                )
                .label(format!("number {}", MAX_PER_EKS_CLUSTER + 1))
                .why("AWS Batch takes five compute environments for an EKS cluster")
                .help("merge environments that differ in their instance types only"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::testing::codes_of;

    const PROJECT: &str = "project p {\nregion = \"us-east-1\"\n}\n";
    const ENVIRONMENT: &str = "compute_environment workers {\ntype = EC2\ninstance_types = [\"m6i\"]\nmax_vcpus = 64\n}\n";

    #[test]
    fn a_file_without_a_project_may_be_imported() {
        assert!(codes_of(ENVIRONMENT).is_empty());
        assert_eq!(
            codes_of(&format!("{PROJECT}{ENVIRONMENT}")),
            ["unused-environment"]
        );
    }

    #[test]
    fn an_output_is_a_use() {
        let output = "output arn = compute_environment.workers.arn\n";
        assert!(codes_of(&format!("{PROJECT}{ENVIRONMENT}{output}")).is_empty());
    }

    #[test]
    fn a_network_of_the_project_is_used() {
        let text = "project p {\nregion = \"us-east-1\"\nnetwork = net\n}\nnetwork net {\n}\n";
        assert!(codes_of(text).is_empty(), "{:?}", codes_of(text));
    }
}
