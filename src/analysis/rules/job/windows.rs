//! Windows containers: on Fargate, on x86, without what only Linux has.

use super::super::facts::Facts;
use super::containers::{Container, containers_of, place, tasks_of};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Field, Object, Program};
use crate::syntax::source::Span;
use crate::vocabulary::Form;

codes! {
    WINDOWS_LIMITS = "windows-limits", Error, "a setting that Windows containers do not have";
}

const CONTAINER: [&str; 4] = [
    "linux_parameters",
    "user",
    "ulimits",
    "readonly_root_filesystem",
];

pub fn check(program: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    for task in tasks_of(definition) {
        let Some(platform) = task.object("runtime_platform") else {
            continue;
        };
        let Some(family) = platform.field("operating_system_family") else {
            continue;
        };
        if !family
            .value
            .as_word()
            .is_some_and(|word| word.starts_with("WINDOWS"))
        {
            continue;
        }
        let os = family.value.span;
        task_settings(task, platform, os, out);
        let containers = containers_of(definition);
        for container in containers
            .iter()
            .filter(|container| std::ptr::eq(container.task, task))
        {
            settings(container, os, out);
        }
        spot(program, definition, os, out);
    }
}

fn refused(span: Span, os: Span, what: &str, help: &str) -> Diagnostic {
    Diagnostic::new(&WINDOWS_LIMITS, span, format!("{what} for a Windows container"))
        .label("not on Windows")
        .also(os, "runs Windows")
        .why("Windows containers run on Fargate, on X86_64, and without the settings of a Linux host: AWS refuses the definition")
        .help(help)
}

fn task_settings(task: &Object, platform: &Object, os: Span, out: &mut Vec<Diagnostic>) {
    let arm = platform
        .field("cpu_architecture")
        .filter(|field| field.value.as_word() == Some("ARM64"));
    if let Some(field) = arm {
        out.push(refused(place(field), os, "`ARM64`", "write `X86_64`").fix(
            "write `X86_64`",
            field.value.span,
            "X86_64",
        ));
    }
    for volume in task.objects("volumes") {
        if let Some(field) = volume.field("efs") {
            out.push(refused(
                field.name_span,
                os,
                "an EFS volume",
                "copy the data from S3 at the start of the job",
            ));
        }
    }
}

fn settings(container: &Container, os: Span, out: &mut Vec<Diagnostic>) {
    let written =
        |field: &&Field| !field.value.is_unknown() && field.value.as_bool() != Some(false);
    for name in CONTAINER {
        if let Some(field) = container.object.field(name).filter(written) {
            out.push(refused(
                field.name_span,
                os,
                &format!("`{name}`"),
                "remove it",
            ));
        }
    }
    let Some(field) = container.object.field("vcpus") else {
        return;
    };
    let Some(vcpus) = field
        .value
        .as_number()
        .filter(|_| container.form == Form::Container)
    else {
        return;
    };
    if ![1.0, 2.0, 4.0].contains(&vcpus) {
        let help = "ask for 1, 2 or 4 vCPUs";
        out.push(refused(
            field.value.span,
            os,
            &format!("{vcpus} vCPUs"),
            help,
        ));
    }
}

fn spot(
    program: &Program,
    definition: &crate::program::Block,
    os: Span,
    out: &mut Vec<Diagnostic>,
) {
    for (queue, span) in definition.references("runs_on") {
        let mut environments = program.environments_of(program.block(queue));
        if let Some(environment) = environments.find(|one| one.form() == Some(Form::FargateSpot)) {
            out.push(
                refused(
                    span,
                    os,
                    "a queue on Fargate Spot",
                    "run it in a `FARGATE` compute environment",
                )
                .also(environment.head_span, "Fargate Spot"),
            );
        }
    }
}
