//! Swap, log drivers, images: single containers' settings that only work together with others.

use super::super::facts::Facts;
use super::containers::{Container, containers_of, place};
use super::platform::{self, Platform};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Program};
use crate::vocabulary::Form;

codes! {
    SWAPPINESS_WITHOUT_SWAP = "swappiness-without-swap", Error, "`swappiness` without `max_swap`";
    UNREGISTERED_LOG_DRIVER = "unregistered-log-driver", Warning, "a log driver Batch's instances do not offer";
    LATEST_TAG = "latest-tag", Warning, "an image without a fixed tag";
    FOREIGN_LOG_OPTION = "foreign-log-option", Error, "a log option of another driver";
}

pub fn check(program: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    for container in containers_of(definition) {
        swap(&container, out);
        logs(program, &container, out);
        image(&container, out);
    }
}

fn swap(container: &Container, out: &mut Vec<Diagnostic>) {
    let Some(linux) = container.object.object("linux_parameters") else {
        return;
    };
    let Some(field) = linux
        .field("swappiness")
        .filter(|_| !linux.broken && !linux.has("max_swap"))
    else {
        return;
    };
    out.push(
        Diagnostic::new(&SWAPPINESS_WITHOUT_SWAP, place(field), "`swappiness` without `max_swap`")
            .label("needs `max_swap`")
            .why("how eagerly a container swaps has a meaning only where it may swap: AWS wants `maxSwap` to be set as well")
            .help("say how much it may swap (`max_swap = 2 GiB`, on instances that have swap space), or remove `swappiness`"),
    );
}

fn logs(program: &Program, container: &Container, out: &mut Vec<Diagnostic>) {
    let Some(logs) = container.object.object("log_configuration") else {
        return;
    };
    let Some(field) = logs.field("log_driver") else {
        return;
    };
    let Some(driver) = field.value.as_word() else {
        return;
    };
    let other = logs.map("options").iter().find(|(key, _)| {
        let owner = ["awslogs-", "splunk-", "gelf-", "fluentd-", "syslog-"]
            .iter()
            .find(|p| key.text.starts_with(**p));
        owner.is_some_and(|owner| owner.trim_end_matches('-') != driver)
    });
    if let Some((key, _)) = other {
        out.push(
            Diagnostic::new(&FOREIGN_LOG_OPTION, key.span, format!("`{}` is no option of the log driver `{driver}`", key.text))
                .label("of another driver")
                .also(field.value.span, format!("the driver is `{driver}`"))
                .why("Docker refuses log options its driver does not know: the container does not start (\"unknown log opt\")")
                .help("change the driver or the option"),
        );
    }
    // Fargate has a rule of its own; a multi-container task brings FireLens along.
    let on_instances = platform::of_definition(program, container.block)
        .is_some_and(|chosen| chosen.platform == Platform::Ec2);
    if !on_instances
        || matches!(driver, "awslogs" | "json-file" | "awsfirelens")
        || has_user_data(program, container.block)
    {
        return;
    }
    out.push(
        Diagnostic::new(&UNREGISTERED_LOG_DRIVER, field.value.span, format!("Batch's instances do not offer the log driver `{driver}`"))
            .label("needs user data")
            .why("the instances Batch starts register `json-file` and `awslogs` alone (ECS_AVAILABLE_LOGGING_DRIVERS); a job that wants another finds no instance and stays RUNNABLE")
            .help(format!("use `awslogs`, or set ECS_AVAILABLE_LOGGING_DRIVERS='[\"awslogs\",\"{driver}\"]' in the `user_data` of the compute environment")),
    );
}

/// An environment with user data, a template or an image of its own may well offer the driver.
fn has_user_data(program: &Program, definition: &Block) -> bool {
    let mut environments = definition
        .references("runs_on")
        .flat_map(|(queue, _)| program.environments_of(program.block(queue)));
    environments.any(|environment| {
        [
            "user_data",
            "launch_template",
            "ami_id",
            "ec2_configuration",
        ]
        .iter()
        .any(|name| environment.has(name))
    })
}

fn image(container: &Container, out: &mut Vec<Diagnostic>) {
    let Some(field) = container.image() else {
        return;
    };
    let Some(text) = field.value.as_text() else {
        return;
    };
    let shown = text.display();
    // A digest fixes the image; what ends in something only AWS knows is not ours to judge.
    if shown.is_empty()
        || shown.contains('@')
        || shown.ends_with('}')
        || shown.contains(char::is_whitespace)
    {
        return;
    }
    let name = shown.rsplit('/').next().unwrap_or(&shown);
    let what = match name.rsplit_once(':') {
        None => format!("`{shown}` has no tag, which means `latest`"),
        Some((_, "latest")) => format!("`{shown}` is whatever is newest when the job starts"),
        Some(_) => return,
    };
    let noun = if container.form == Form::Pod {
        "pod"
    } else {
        "instance"
    };
    out.push(
        Diagnostic::new(&LATEST_TAG, field.value.span, what)
            .label("not a fixed version")
            .why(format!("the same definition runs other code from one day to the next, even from one {noun} to the next, and a retry may not run what failed"))
            .help("write the version (`busybox:1.36`) or the digest (`busybox@sha256:…`)"),
    );
}
