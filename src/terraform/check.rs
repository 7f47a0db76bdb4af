//! What AWS can do and Terraform's provider cannot: said aloud, never dropped in silence.

use crate::diagnostic::Diagnostic;
use crate::program::{Block, Program};
use crate::resources::Origin;
use crate::vocabulary::Kind;

crate::codes! {
    NOT_IN_TERRAFORM = "not-in-terraform", Error, "Something Terraform's provider cannot say";
    ORDER_LOST = "order-lost-in-terraform", Warning, "Terraform forgets the order of instance types";
}

/// The longest `job_execution_timeout_minutes` the provider takes; AWS takes 7200.
const LONGEST_TIMEOUT: u64 = 360;

/// The second half of the message: what to do instead.
pub(super) fn explained(diagnostic: Diagnostic) -> Diagnostic {
    diagnostic
        .label("not in the provider")
        .why("AWS Batch has it, but version 6 of Terraform's AWS provider has no argument for it, so the compiled configuration would not say what the file says")
        .help("leave it out of what you compile to Terraform, and set it by AWS's own API or console")
}

pub(super) fn field_not_there(origin: &Origin) -> Diagnostic {
    explained(Diagnostic::new(
        &NOT_IN_TERRAFORM,
        origin.span,
        format!("Terraform's AWS provider cannot set `{}`", origin.attribute),
    ))
}

/// What shows in the values alone.
pub(super) fn values(program: &Program) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for block in program.declared(Kind::JobDefinition) {
        found.extend(unlimited_directories(block));
    }
    for block in program.declared(Kind::ComputeEnvironment) {
        let strategy = block.get("allocation_strategy");
        if let Some(value) = strategy
            && let Some(word) = value.as_word()
            && (word.ends_with("_ORDERED") || word.ends_with("_PRIORITIZED"))
        {
            let mut diagnostic = Diagnostic::new(
                &ORDER_LOST,
                value.span,
                format!("`{word}` goes by the order of the instance types, which Terraform does not keep"),
            )
            .label("needs an order")
            .why("the provider's `instance_type` is a set: it sends the types in an order of its own")
            .help("choose a strategy that does not go by the order");
            if let Some(types) = block.field("instance_types") {
                diagnostic = diagnostic.also(types.name_span, "the order that is lost");
            }
            found.push(diagnostic);
        }
        let timeout = block
            .object("update_policy")
            .and_then(|policy| policy.get("job_execution_timeout"));
        if let Some(value) = timeout
            && value
                .as_duration()
                .is_some_and(|seconds| seconds > LONGEST_TIMEOUT * 60)
        {
            found.push(explained(Diagnostic::new(
                &NOT_IN_TERRAFORM,
                value.span,
                format!("Terraform's AWS provider takes at most {LONGEST_TIMEOUT} minutes here"),
            )));
        }
    }
    found
}

/// Empty directories of a pod without a limit, which the provider insists on. In a node range the
/// pod lies in a JSON document of AWS's own form.
fn unlimited_directories(block: &Block) -> Vec<Diagnostic> {
    let pod = block.object("pod_properties");
    let volumes = pod.into_iter().flat_map(|pod| pod.objects("volumes"));
    let directories = volumes.filter_map(|volume| volume.field("empty_dir"));
    let unlimited = directories.filter(|field| {
        let directory = field.value.as_object();
        directory.is_some_and(|directory| !directory.has("size_limit"))
    });
    unlimited
        .map(|field| {
            Diagnostic::new(
                &NOT_IN_TERRAFORM,
                field.name_span,
                "Terraform's AWS provider takes no `empty_dir` without a `size_limit`",
            )
            .label("how large may it grow?")
            .why("AWS Batch does without, but the provider's argument is required")
            .help("write `size_limit = 8 GiB`, or what the job needs at most")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::check;

    #[test]
    fn the_provider_wants_a_limit_that_aws_does_without() {
        let pod = |directory: &str| {
            format!(
                "job_definition j {{\n  pod_properties = {{\n    containers = [{{ name = \"c\", image = \"busybox:1.36\", cpu = 1, memory = 512 MiB }}]\n    volumes = [{{ name = \"s\", empty_dir = {directory} }}]\n  }}\n}}\n"
            )
        };
        let told = |directory: &str| {
            let checked = check(&pod(directory));
            assert!(!checked.has_errors(), "{:?}", checked.diagnostics);
            values(&checked.program).len()
        };
        assert_eq!(told("{}"), 1);
        assert_eq!(told("{ size_limit = 1 GiB }"), 0);
    }
}
