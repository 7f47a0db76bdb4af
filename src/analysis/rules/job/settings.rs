//! Swap, log drivers, images: single containers' settings that only work together with others.

use super::super::facts::Facts;
use super::containers::{Container, containers_of, place};
use super::nearest::nearest;
use super::platform::{self, Platform};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Key, Program, Typed};
use crate::vocabulary::Form;

codes! {
    SWAPPINESS_WITHOUT_SWAP = "swappiness-without-swap", Error, "`swappiness` without `max_swap`";
    UNREGISTERED_LOG_DRIVER = "unregistered-log-driver", Warning, "a log driver Batch's instances do not offer";
    LATEST_TAG = "latest-tag", Warning, "an image without a fixed tag";
    FOREIGN_LOG_OPTION = "foreign-log-option", Error, "a log option the driver does not have";
    SOFT_ABOVE_HARD = "soft-above-hard", Error, "a soft limit above its hard limit";
}

pub fn check(program: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    for container in containers_of(definition) {
        swap(&container, out);
        ulimits(&container, out);
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

fn ulimits(container: &Container, out: &mut Vec<Diagnostic>) {
    // -1 is no limit at all.
    let height = |limit: i64| if limit < 0 { i64::MAX } else { limit };
    for limit in container.object.objects("ulimits") {
        let (Some(soft), Some(hard)) = (limit.field("soft_limit"), limit.field("hard_limit"))
        else {
            continue;
        };
        let (Some(low), Some(high)) = (soft.value.as_int(), hard.value.as_int()) else {
            continue;
        };
        if height(low) <= height(high) {
            continue;
        }
        let message = format!("the soft limit {low} is above the hard limit {high}");
        out.push(
            Diagnostic::new(&SOFT_ABOVE_HARD, soft.value.span, message)
                .label("above the hard limit")
                .also(hard.value.span, "the hard limit")
                .why("a process may raise its soft limit up to the hard one and no further: Docker refuses to start the container (\"ulimit soft limit must be less than or equal to hard limit\")")
                .help("raise the hard limit, or lower the soft one"),
        );
    }
}

/// The options Docker's awslogs driver has, and those all drivers have.
const AWSLOGS: [&str; 18] = [
    "awslogs-create-group",
    "awslogs-create-stream",
    "awslogs-credentials-endpoint",
    "awslogs-datetime-format",
    "awslogs-endpoint",
    "awslogs-force-flush-interval-seconds",
    "awslogs-format",
    "awslogs-group",
    "awslogs-max-buffered-events",
    "awslogs-multiline-pattern",
    "awslogs-region",
    "awslogs-stream",
    "awslogs-stream-prefix",
    "labels",
    "max-buffer-size",
    "mode",
    "tag",
    "env",
];

/// An option of awslogs that is misspelt.
fn misspelt(program: &Program, options: &[(Key, Typed)], out: &mut Vec<Diagnostic>) {
    let options = options.iter().map(|(key, _)| key);
    for key in options.filter(|key| key.text.starts_with("aws")) {
        let name = key.text.as_str();
        let Some(near) = nearest(name, AWSLOGS).filter(|near| *near != name) else {
            continue;
        };
        let found = Diagnostic::new(
            &FOREIGN_LOG_OPTION,
            key.span,
            format!("the log driver `awslogs` has no option `{name}`"),
        )
        .label(format!("did you mean `{near}`?"))
        .why("Docker refuses log options its driver does not know: the container does not start (\"unknown log opt\")");
        out.push(match program.sources.slice(key.span) {
            bare if bare == name => found.fix(format!("write `{near}`"), key.span, near),
            _ => found.fix(format!("write `{near}`"), key.span, format!("\"{near}\"")),
        });
    }
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
    if driver == "awslogs" {
        misspelt(program, logs.map("options"), out);
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
