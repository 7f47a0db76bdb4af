//! vCPUs and memory: every container says how much of both it takes.

use super::super::facts::Facts;
use super::containers::{Container, containers_of, place, tasks_of};
use super::platform::{self, Platform};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Program};
use crate::vocabulary::Form;

codes! {
    MISSING_RESOURCES = "missing-resources", Error, "a job does not say how many vCPUs or how much memory it takes";
    FRACTIONAL_VCPUS = "fractional-vcpus", Warning, "part of a vCPU asked of an EC2 instance";
    FARGATE_ONLY = "fargate-only", Error, "a Fargate setting in a job that runs on instances";
}

/// Task settings AWS takes for Fargate alone.
const ONLY_FARGATE: [&str; 2] = ["platform_version", "ephemeral_storage"];

pub fn check(program: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    for container in containers_of(definition) {
        missing(&container, out);
        fractional(program, &container, out);
    }

    fargate_only(program, definition, out);
}

fn missing(container: &Container, out: &mut Vec<Diagnostic>) {
    let object = container.object;
    if container.form == Form::Pod || object.broken || container.block.broken {
        return;
    }
    let (what, example) = match (object.has("vcpus"), object.has("memory")) {
        (true, true) => return,
        (true, false) => ("how much memory it takes", "memory = 2 GiB"),
        (false, true) => ("how many vCPUs it takes", "vcpus = 1"),
        (false, false) => (
            "how many vCPUs and how much memory it takes",
            "vcpus = 1` and `memory = 2 GiB",
        ),
    };
    let message = format!("{} does not say {what}", container.noun());
    out.push(
        Diagnostic::new(&MISSING_RESOURCES, container.head, message)
            .label(format!("write `{example}`"))
            .why("Batch places a job by what it asks for, and has no default: AWS answers \"vCPU is not provided.\" and the like")
            .help(format!("add `{example}`")),
    );
}

fn fractional(program: &Program, container: &Container, out: &mut Vec<Diagnostic>) {
    if container.form == Form::Pod {
        return;
    }
    let Some(field) = container.object.field("vcpus") else {
        return;
    };
    let Some(vcpus) = field.value.as_number().filter(|vcpus| vcpus.fract() != 0.0) else {
        return;
    };
    let on_instances = platform::of_definition(program, container.block)
        .filter(|chosen| chosen.platform == Platform::Ec2);
    let Some(chosen) = on_instances else { return };
    let whole = vcpus.ceil();
    out.push(
        Diagnostic::new(
            &FRACTIONAL_VCPUS,
            field.value.span,
            format!("{vcpus} vCPUs asked of an EC2 instance"),
        )
        .label("not a whole number")
        .also(chosen.span, "runs on EC2 instances")
        .why("for EC2, AWS documents whole vCPUs of at least 1; only Fargate is sold in parts")
        .help(format!("ask for {whole}, or run the job on Fargate"))
        .maybe_fix(
            format!("write `{whole}`"),
            field.value.span,
            format!("{whole}"),
        ),
    );
}

fn fargate_only(program: &Program, definition: &Block, out: &mut Vec<Diagnostic>) {
    let Some(chosen) = platform::of_definition(program, definition) else {
        return;
    };
    if matches!(chosen.platform, Platform::Fargate | Platform::Eks) {
        return;
    }
    for task in tasks_of(definition) {
        let mut names = ONLY_FARGATE.to_vec();
        if chosen.platform == Platform::Ec2 {
            names.push("assign_public_ip");
        }
        for field in names.iter().filter_map(|name| task.field(name)) {
            let name = field.attribute.name;
            let help = match name {
                "ephemeral_storage" => "set `disk` of the compute environment instead",
                "assign_public_ip" => "an instance gets its address from its subnet; remove it",
                _ => "remove it, or run the job on Fargate",
            };
            out.push(
                Diagnostic::new(
                    &FARGATE_ONLY,
                    place(field),
                    format!("`{name}` in a job that runs on {}", chosen.platform.noun()),
                )
                .label("only for Fargate")
                .also(chosen.span, format!("runs on {}", chosen.platform.noun()))
                .why(format!(
                    "AWS: jobs running on EC2 resources must not specify this parameter (`{}`)",
                    field.attribute.name
                ))
                .help(help),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::testing::codes_of;

    #[test]
    fn every_container_says_what_it_takes() {
        let one = "job_definition a {\n  image = \"busybox:1.36\"\n  memory = 1 GiB\n}\n";
        assert_eq!(codes_of(one), ["missing-resources"]);
        let inner = "job_definition a {\n  containers = [{ name = \"x\", image = \"busybox:1.36\", vcpus = 1 }]\n}\n";
        assert_eq!(codes_of(inner), ["missing-resources"]);
        let node = "job_definition a {\n  num_nodes = 2\n  node_ranges = [{ target_nodes = \"0:\", image = \"mpi:4\", memory = 1 GiB }]\n}\n";
        assert_eq!(codes_of(node), ["missing-resources"]);
    }

    #[test]
    fn a_misspelt_attribute_is_one_mistake() {
        let text =
            "job_definition a {\n  image = \"busybox:1.36\"\n  vcpus = 1\n  memroy = 1 GiB\n}\n";
        assert_eq!(codes_of(text), ["unknown-attribute"]);
    }
}
