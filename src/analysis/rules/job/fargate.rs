//! What Fargate refuses: settings of a host it does not show, old platform versions, log drivers,
//! and jobs that run longer than a task may.

use super::super::facts::Facts;
use super::containers::{Container, containers_of, place, tasks_of};
use super::platform::{self, Chosen, Platform};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Field, Object, Program};
use crate::syntax::source::Span;
use crate::vocabulary::Form;

codes! {
    NOT_ON_FARGATE = "not-on-fargate", Error, "a setting that Fargate does not have";
    FARGATE_PLATFORM_VERSION = "fargate-platform-version", Error, "a Fargate platform version too old for the job";
    FARGATE_LOG_DRIVER = "fargate-log-driver", Error, "a log driver that Fargate does not have";
    FARGATE_TIMEOUT = "fargate-timeout", Warning, "a timeout longer than a Fargate task may run";
    NO_WAY_OUT = "no-way-out", Warning, "a Fargate job without a public address where it needs one";
}

const FOURTEEN_DAYS: u64 = 14 * 24 * 60 * 60;

/// Container settings Fargate refuses, with what to do instead.
const CONTAINER: [(&str, &str); 3] = [
    (
        "gpus",
        "run the job on an EC2 compute environment with GPU instances",
    ),
    (
        "ulimits",
        "remove it; Fargate raises `nofile` to 65535 by itself, other limits need EC2",
    ),
    (
        "instance_type",
        "remove it; Fargate has no instances to choose",
    ),
];
const LINUX: [(&str, &str); 5] = [
    (
        "devices",
        "run the job on EC2 instances, whose devices can be handed to the container",
    ),
    (
        "shared_memory_size",
        "run the job on EC2 instances; on Fargate /dev/shm is 64 MiB",
    ),
    (
        "tmpfs",
        "use `ephemeral_storage`, or run the job on EC2 instances",
    ),
    ("max_swap", "ask for more `memory`: Fargate has no swap"),
    ("swappiness", "ask for more `memory`: Fargate has no swap"),
];

pub fn check(program: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    let Some(form) = definition.form() else {
        return;
    };

    let chosen = platform::of_definition(program, definition);
    let Some(chosen) = chosen.filter(|chosen| chosen.platform == Platform::Fargate) else {
        return;
    };
    if let Some(field) = definition.field("node_ranges") {
        out.push(refused(
            field.name_span,
            "several nodes",
            "run it on on-demand EC2 instances",
            chosen,
        ));
    }
    for container in containers_of(definition) {
        container_settings(&container, chosen, out);
        log_driver(&container, form, chosen, out);
    }
    for task in tasks_of(definition) {
        task_settings(task, chosen, out);
        version(task, &containers_of(definition), out);
    }
    timeout(definition, chosen, out);
    address(program, definition, out);
}

fn refused(span: Span, what: &str, help: &str, chosen: Chosen) -> Diagnostic {
    Diagnostic::new(&NOT_ON_FARGATE, span, format!("{what} on Fargate"))
        .label("Fargate has none")
        .also(chosen.span, if chosen.written { "made for Fargate" } else { "this queue runs on Fargate" })
        .why("a Fargate task has no host of its own: AWS refuses the definition, for this \"isn't applicable to jobs that run on Fargate resources\"")
        .help(help)
}

fn container_settings(container: &Container, chosen: Chosen, out: &mut Vec<Diagnostic>) {
    let object = container.object;
    for (name, help) in CONTAINER {
        if let Some(field) = object.field(name).filter(|field| is_set(field)) {
            out.push(refused(place(field), &format!("`{name}`"), help, chosen));
        }
    }
    if let Some(field) = object
        .field("privileged")
        .filter(|field| field.value.as_bool() == Some(true))
    {
        let help = "remove it, or run the job on EC2 instances";
        out.push(refused(place(field), "`privileged`", help, chosen));
    }
    let Some(linux) = object.object("linux_parameters") else {
        return;
    };
    for (name, help) in LINUX {
        if let Some(field) = linux.field(name).filter(|field| is_set(field)) {
            out.push(refused(place(field), &format!("`{name}`"), help, chosen));
        }
    }
}

/// Not an empty list, not a zero, which AWS takes as nothing.
fn is_set(field: &Field) -> bool {
    !field.value.is_unknown()
        && field.value.as_list().is_none_or(|items| !items.is_empty())
        && field.value.as_int() != Some(0)
}

fn task_settings(task: &Object, chosen: Chosen, out: &mut Vec<Diagnostic>) {
    for volume in task.objects("volumes") {
        if let Some(field) = volume.field("host_path") {
            let help =
                "leave `host_path` out for scratch space, or mount an EFS file system with `efs`";
            out.push(refused(
                place(field),
                "a volume from the host",
                help,
                chosen,
            ));
        }
    }
    if let Some(field) = task.field("ipc_mode") {
        out.push(refused(place(field), "`ipc_mode`", "remove it", chosen));
    }
    if let Some(field) = task
        .field("pid_mode")
        .filter(|field| field.value.as_word() == Some("host"))
    {
        out.push(refused(
            place(field),
            "`pid_mode = host`",
            "write `task`, which Fargate has",
            chosen,
        ));
    }
    if let Some(field) = task.field("network_mode") {
        let help = "remove it: a Fargate task has an interface of its own";
        out.push(refused(place(field), "`network_mode`", help, chosen));
    }
}

fn version(task: &Object, containers: &[Container], out: &mut Vec<Diagnostic>) {
    let Some(field) = task.field("platform_version") else {
        return;
    };
    let Some(version) = field.value.as_str().filter(|version| *version != "LATEST") else {
        return;
    };
    if !matches!(version, "1.3.0" | "1.4.0" | "1.0.0") {
        out.push(
            Diagnostic::new(
                &FARGATE_PLATFORM_VERSION,
                field.value.span,
                format!("there is no Fargate platform version `{version}` for jobs"),
            )
            .label("`1.4.0` or `LATEST`")
            .why("the Linux platform versions in use are 1.3.0 and 1.4.0, the Windows one is 1.0.0")
            .help("leave it out for the newest")
            .maybe_fix("write `LATEST`", field.value.span, "\"LATEST\""),
        );
        return;
    }
    if version != "1.3.0" {
        return;
    }
    let efs = task
        .objects("volumes")
        .find_map(|volume| volume.field("efs").or(volume.field("s3files")));
    let large = containers
        .iter()
        .filter_map(|container| container.object.field("vcpus"))
        .find(|field| field.value.as_number().is_some_and(|vcpus| vcpus >= 8.0));
    let storage = task.field("ephemeral_storage");
    let (cause, what) = match (efs, large, storage) {
        (Some(field), ..) => (field.name_span, "a file system"),
        (_, Some(field), _) => (field.value.span, "8 vCPUs and more"),
        (_, _, Some(field)) => (field.name_span, "more ephemeral storage"),
        _ => return,
    };
    out.push(
        Diagnostic::new(&FARGATE_PLATFORM_VERSION, field.value.span, format!("Fargate platform version 1.3.0 has no {what}").replace("no a ", "no "))
            .label("too old")
            .also(cause, "needs 1.4.0")
            .why("EFS volumes, 8 vCPUs and more, and ephemeral storage beyond 20 GiB came with platform version 1.4.0")
            .help("write `1.4.0`, or leave `platform_version` out for the newest")
            .fix("write `1.4.0`", field.value.span, "\"1.4.0\""),
    );
}

fn log_driver(container: &Container, form: Form, chosen: Chosen, out: &mut Vec<Diagnostic>) {
    let logs = container.object.object("log_configuration");
    let Some(field) = logs.and_then(|logs| logs.field("log_driver")) else {
        return;
    };
    let Some(driver) = field.value.as_word() else {
        return;
    };
    if matches!(driver, "awslogs" | "splunk")
        || (driver == "awsfirelens" && form == Form::Containers)
    {
        return;
    }
    out.push(
        Diagnostic::new(&FARGATE_LOG_DRIVER, field.value.span, format!("the log driver `{driver}` on Fargate"))
            .label("not on Fargate")
            .also(chosen.span, "runs on Fargate")
            .why("jobs on Fargate are restricted to the `awslogs` and `splunk` log drivers (several containers may use `awsfirelens`)")
            .help("write `awslogs`, which is also the default"),
    );
}

fn timeout(definition: &Block, chosen: Chosen, out: &mut Vec<Diagnostic>) {
    let Some(field) = definition.field("timeout") else {
        return;
    };
    if field
        .value
        .as_duration()
        .is_none_or(|seconds| seconds <= FOURTEEN_DAYS)
    {
        return;
    }
    out.push(
        Diagnostic::new(&FARGATE_TIMEOUT, field.value.span, "a timeout of more than 14 days on Fargate")
            .label("never reached")
            .also(chosen.span, "runs on Fargate")
            .why("AWS ends a job on Fargate after 14 days: the Fargate resources may no longer be available, and the job is terminated")
            .help("split the work, or run it on EC2 instances"),
    );
}

/// F8: written `DISABLED` where the subnets are public and nothing else leads out.
fn address(program: &Program, definition: &Block, out: &mut Vec<Diagnostic>) {
    let Some(field) = definition.field("assign_public_ip") else {
        return;
    };
    if field.value.as_word() != Some("DISABLED") {
        return;
    }
    let public = definition.references("runs_on").find_map(|(queue, span)| {
        let mut environments = program.environments_of(program.block(queue));
        environments
            .find(|environment| {
                platform::of_environment(environment) == Some(Platform::Fargate)
                    && is_public(program, environment)
            })
            .map(|environment| (environment, span))
    });
    let Some((environment, queue)) = public else {
        return;
    };
    out.push(
        Diagnostic::new(&NO_WAY_OUT, place(field), format!("`{}` has no public address in a public subnet", definition.label))
            .label("no way to the image registry")
            .also(queue, "runs here")
            .also(environment.head_span, "in subnets that lead out through public addresses alone")
            .why("without a public address, a NAT gateway or VPC endpoints the task cannot fetch its image: \"CannotPullContainerError\" or \"ResourceInitializationError: unable to pull secrets or registry auth\"")
            .help("leave `assign_public_ip` out (ENABLED where it is needed), or put the environment into a network with `nat` or `endpoints`"),
    );
}

/// The default VPC, or a network made without a NAT gateway and without endpoints.
fn is_public(program: &Program, environment: &Block) -> bool {
    if environment.existing {
        return false;
    }
    let field = environment
        .get("network")
        .or_else(|| program.project()?.get("network"));
    let Some(value) = field else { return true };
    let Some(network) = value.as_reference().map(|id| program.block(id)) else {
        return false;
    };
    if network.has("vpc_id") || network.has("subnets") || network.broken {
        return false;
    }
    if !network.has("cidr") {
        return true;
    }
    network.word("nat") == Some("NONE") && !network.has("endpoints")
}

#[cfg(test)]
mod tests {
    use crate::analysis::testing::codes_of;

    fn job(rest: &str) -> Vec<String> {
        codes_of(&format!(
            "job_definition a {{\n  image = \"busybox:1.36\"\n  vcpus = 1\n  memory = 2 GiB\n  platform_capabilities = [FARGATE]\n{rest}\n}}\n"
        ))
    }

    #[test]
    fn settings_of_a_host() {
        for setting in [
            "  privileged = true",
            "  ulimits = [{ name = nofile, soft_limit = 1024, hard_limit = 1024 }]",
            "  linux_parameters = { shared_memory_size = 1 GiB }",
            "  linux_parameters = { max_swap = 1 GiB }",
        ] {
            assert_eq!(job(setting), ["not-on-fargate"], "{setting}");
        }
        assert_eq!(
            job("  linux_parameters = { init_process_enabled = true }"),
            [] as [&str; 0]
        );
        assert_eq!(job("  privileged = false"), [] as [&str; 0]);
    }

    #[test]
    fn the_queue_implies_the_platform() {
        let text = "compute_environment serverless {\n  type = FARGATE\n  max_vcpus = 4\n}\njob_queue main {\n  priority = 1\n  compute_environments = [serverless]\n}\njob_definition a {\n  image = \"busybox:1.36\"\n  vcpus = 1\n  memory = 2 GiB\n  runs_on = [main]\n  gpus = 1\n}\n";
        assert_eq!(codes_of(text), ["not-on-fargate"]);
    }
}
