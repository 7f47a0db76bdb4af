//! What gives a job power over the machine it runs on.

use super::super::facts::Facts;
use super::containers::{containers_of, place, tasks_of};
use super::platform::{self, Platform};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Field, Object};
use crate::vocabulary::Form;

codes! {
    PRIVILEGED_CONTAINER = "privileged-container", Warning, "a container with the rights of the host's root";
    HOST_MOUNT = "host-mount", Warning, "a part of the host that gives power over it, mounted into a job";
}

/// Paths of the host through which a container can take it over.
const POWERFUL: [&str; 7] = [
    "/var/run/docker.sock",
    "/run/docker.sock",
    "/run/containerd",
    "/proc",
    "/etc",
    "/var/lib/docker",
    "/root",
];

pub fn check(program: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    for container in containers_of(definition) {
        let pod = container.object.object("security_context");
        let holder = if container.form == Form::Pod {
            pod
        } else {
            Some(container.object)
        };
        let field = holder.and_then(|holder| holder.field("privileged"));
        let Some(field) = field.filter(|field| field.value.as_bool() == Some(true)) else {
            continue;
        };
        // On Fargate it is an error of its own.
        let chosen = platform::of_definition(program, container.block);
        if chosen.is_some_and(|chosen| chosen.platform == Platform::Fargate) {
            continue;
        }
        out.push(
            Diagnostic::new(&PRIVILEGED_CONTAINER, place(field), format!("{} runs with the rights of the host's root", container.noun()))
                .label("full power over the instance")
                .why("a privileged container sees every device of its instance and can reach the instance role and the other jobs that run there")
                .help("hand it the devices it needs with `linux_parameters.devices`, or keep it on a compute environment of its own and say why: `// allow(privileged-container): …`"),
        );
    }

    for task in tasks_of(definition) {
        mounts(task.object("pod_properties").unwrap_or(task), out);
    }
}

fn mounts(task: &Object, out: &mut Vec<Diagnostic>) {
    for field in task
        .objects("volumes")
        .filter_map(|volume| volume.field("host_path"))
    {
        if let Some(path) = field.value.as_str().filter(|path| is_powerful(path)) {
            out.push(host_mount(field, path));
        }
    }
}

fn is_powerful(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    path.is_empty() || POWERFUL.contains(&path)
}

fn host_mount(field: &Field, path: &str) -> Diagnostic {
    let what = if path.contains("docker") || path.contains("containerd") {
        "whoever can talk to the container engine can start a container that owns the host"
    } else {
        "the job can read and change the host's own files, other jobs' among them"
    };
    Diagnostic::new(
        &HOST_MOUNT,
        place(field),
        format!("the host's `{path}` is mounted into the job"),
    )
    .label("power over the instance")
    .why(what)
    .help("mount only the directory the job needs, or leave `host_path` out for a scratch volume")
}
