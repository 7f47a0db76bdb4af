//! Volumes and where they are mounted.

use super::super::facts::Facts;
use super::containers::{Container, containers_of, form_of, place, tasks_of};
use super::nearest::nearest;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Field, Object, Typed};
use crate::syntax::source::Span;
use crate::vocabulary::Form;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::hash_map::Entry;

codes! {
    UNKNOWN_VOLUME = "unknown-volume", Error, "a mount of a volume that is not declared";
    UNUSED_VOLUME = "unused-volume", Warning, "a volume no container mounts";
    DUPLICATE_VOLUME = "duplicate-volume", Error, "two volumes of one name";
    DUPLICATE_MOUNT = "duplicate-mount", Error, "two volumes mounted at one path";
    VOLUME_SOURCE = "volume-source", Error, "a volume with more than one source";
    EFS_ENCRYPTION = "efs-encryption", Error, "EFS with IAM or an access point, but without encryption in transit";
    EFS_ROOT_DIRECTORY = "efs-root-directory", Error, "a root directory beside an EFS access point";
    EFS_WITHOUT_ROLE = "efs-without-role", Error, "EFS asks for IAM, and the job has no role";
}

const SOURCES: [&str; 7] = [
    "host_path",
    "efs",
    "s3files",
    "empty_dir",
    "secret",
    "persistent_volume_claim",
    "config_map",
];

pub fn check(_: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    let containers = containers_of(definition);
    for holder in tasks_of(definition) {
        let inside: Vec<Container> = containers
            .iter()
            .filter(|container| std::ptr::eq(container.task, holder))
            .copied()
            .collect();
        if form_of(holder) == Form::Pod {
            if let Some(pod) = holder.object("pod_properties") {
                task(pod, &inside, out);
            }
            continue;
        }
        task(holder, &inside, out);
        for volume in holder.objects("volumes") {
            efs(definition, holder, volume, out);
        }
    }
}

/// The list of a container's mounts, the attribute naming the volume, the one naming the path.
fn mount_names(form: Form) -> (&'static str, &'static str, &'static str) {
    match form {
        Form::Pod => ("volume_mounts", "name", "mount_path"),
        _ => ("mount_points", "source_volume", "container_path"),
    }
}

/// The volumes of a task by name.
struct Volumes<'a> {
    by_name: FxHashMap<&'a str, &'a Field>,
    /// All are known: a name that is not here is nowhere.
    certain: bool,
}

fn task(holder: &Object, containers: &[Container], out: &mut Vec<Diagnostic>) {
    let mut volumes = Volumes {
        by_name: FxHashMap::default(),
        certain: holder
            .get("volumes")
            .is_none_or(|value| value.as_list().is_some()),
    };
    let mut listed = Vec::new();
    for volume in holder.list("volumes").iter().map(Typed::as_object) {
        let Some(volume) = volume else {
            volumes.certain = false;
            continue;
        };
        sources(volume, out);
        let field = volume.field("name");
        let Some((field, name)) = field.and_then(|field| Some((field, field.value.as_str()?)))
        else {
            volumes.certain = false;
            continue;
        };
        listed.push((name, field));
        match volumes.by_name.entry(name) {
            Entry::Vacant(free) => {
                free.insert(field);
            }
            Entry::Occupied(first) => out.push(duplicate(name, first.get(), field)),
        }
    }
    let mut mounted = FxHashSet::default();
    let mut all_known = !holder.broken;
    for container in containers {
        all_known &= mounts(container, &volumes, &mut mounted, out) && !container.object.broken;
    }
    if all_known {
        let form = containers
            .first()
            .map_or(Form::Container, |container| container.form);
        unused(&listed, &volumes, &mounted, mount_names(form), out);
    }
}

fn duplicate(name: &str, first: &Field, again: &Field) -> Diagnostic {
    let message = format!("two volumes are called `{name}`");
    Diagnostic::new(&DUPLICATE_VOLUME, place(again), message)
        .label("again")
        .also(place(first), "first")
        .why("a mount names its volume, and a name must stand for one")
        .help("rename one of them")
}

fn sources(volume: &Object, out: &mut Vec<Diagnostic>) {
    let mut written = SOURCES.iter().filter_map(|name| volume.field(name));
    let (Some(first), Some(second)) = (written.next(), written.next()) else {
        return;
    };
    let (a, b) = (first.attribute.name, second.attribute.name);
    out.push(
        Diagnostic::new(
            &VOLUME_SOURCE,
            second.name_span,
            format!("a volume comes from `{a}` or from `{b}`, not both"),
        )
        .label("a second source")
        .also(first.name_span, "the first")
        .why("AWS takes one source a volume and refuses the definition otherwise")
        .help("make two volumes of it, or keep one source"),
    );
}

/// Whether every mount's volume is known.
fn mounts<'a>(
    container: &Container<'a>,
    volumes: &Volumes,
    mounted: &mut FxHashSet<&'a str>,
    out: &mut Vec<Diagnostic>,
) -> bool {
    let (list, source, path) = mount_names(container.form);
    let mut known = container
        .object
        .get(list)
        .is_none_or(|value| value.as_list().is_some());
    let mut paths: FxHashMap<&str, Span> = FxHashMap::default();
    for point in container.object.list(list) {
        let Some(point) = point.as_object() else {
            known = false;
            continue;
        };
        if let Some((span, path)) = point
            .get(path)
            .and_then(|value| Some((value.span, value.as_str()?)))
            && let Some(first) = paths.insert(path, span)
        {
            out.push(mounted_twice(path, first, span));
        }
        let Some(value) = point.get(source) else {
            continue;
        };
        let Some(name) = value.as_str() else {
            known = false;
            continue;
        };
        mounted.insert(name);
        if volumes.certain && !volumes.by_name.contains_key(name) {
            out.push(unknown(name, value.span, volumes));
        }
    }
    known
}

fn mounted_twice(path: &str, first: Span, again: Span) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_MOUNT, again, format!("`{path}` is mounted twice"))
        .label("again")
        .also(first, "first")
        .why("a path in the container can hold one volume: the container does not start (\"Duplicate mount point\")")
        .help("give one of them another path")
}

fn unknown(name: &str, span: Span, volumes: &Volumes) -> Diagnostic {
    let finding = Diagnostic::new(
        &UNKNOWN_VOLUME,
        span,
        format!("no volume is called `{name}`"),
    )
    .label("not in `volumes`")
    .why("AWS refuses a mount point whose `sourceVolume` the job definition does not declare");
    let mut names: Vec<&str> = volumes.by_name.keys().copied().collect();
    names.sort_unstable();
    match nearest(name, names.iter().copied()) {
        Some(other) => finding.help(format!("did you mean `{other}`?")).maybe_fix(
            format!("write `{other}`"),
            span,
            format!("\"{other}\""),
        ),
        None if names.is_empty() || names.len() > 10 => finding.help(format!(
            "declare it: `volumes = [{{ name = \"{name}\", … }}]`"
        )),
        None => finding.help(format!("declare it, or mount one of: {}", names.join(", "))),
    }
}

fn unused(
    listed: &[(&str, &Field)],
    volumes: &Volumes,
    mounted: &FxHashSet<&str>,
    (mounts, source, path): (&str, &str, &str),
    out: &mut Vec<Diagnostic>,
) {
    // A slip of the pen is told of once, at the mount.
    let mut strange: Vec<&str> = mounted
        .iter()
        .copied()
        .filter(|name| !volumes.by_name.contains_key(name))
        .collect();
    strange.sort_unstable();
    for (name, field) in listed {
        if mounted.contains(name) || nearest(name, strange.iter().copied()).is_some() {
            continue;
        }
        let message = format!("no container mounts the volume `{name}`");
        out.push(
            Diagnostic::new(&UNUSED_VOLUME, place(field), message)
                .label("never mounted")
                .why("a volume is only there for a container that names it in its mounts")
                .help(format!("mount it: `{mounts} = [{{ {source} = \"{name}\", {path} = \"/…\" }}]`, or remove it")),
        );
    }
}

fn efs(definition: &Block, holder: &Object, volume: &Object, out: &mut Vec<Diagnostic>) {
    let Some(efs) = volume.object("efs") else {
        return;
    };
    let iam = efs
        .field("iam")
        .filter(|field| field.value.as_word() == Some("ENABLED"));
    let point = efs.field("access_point_id");
    let encryption = efs.field("transit_encryption");
    let disabled = encryption.is_none_or(|field| field.value.as_word() == Some("DISABLED"));
    if let (Some(cause), true, false) = (iam.or(point), disabled, efs.broken) {
        let name = cause.attribute.name;
        let mut finding = Diagnostic::new(&EFS_ENCRYPTION, encryption.map_or(cause.name_span, place), format!("EFS with `{name}` needs encryption in transit"))
            .label(if encryption.is_some() { "must be `ENABLED`" } else { "needs `transit_encryption = ENABLED`" })
            .why("AWS refuses an IAM authorization or an access point over an unencrypted mount: transit encryption must be enabled")
            .help("write `transit_encryption = ENABLED`");
        finding = match encryption {
            Some(field) => finding.also(cause.name_span, "asks for it").fix(
                "write `ENABLED`",
                field.value.span,
                "ENABLED",
            ),
            None => finding.maybe_fix(
                "add `transit_encryption = ENABLED`",
                cause.name_span.before(),
                "transit_encryption = ENABLED, ",
            ),
        };
        out.push(finding);
    }
    let root = efs
        .field("root_directory")
        .filter(|field| field.value.as_str().is_some_and(|path| path != "/"));
    if let (Some(root), Some(point)) = (root, point) {
        out.push(
            Diagnostic::new(&EFS_ROOT_DIRECTORY, place(root), "a root directory beside an access point")
                .label("must be `/` or left out")
                .also(place(point), "has a root directory of its own")
                .why("an EFS access point sets the root directory itself; AWS takes `/` or nothing beside it")
                .help("remove `root_directory`, or set it at the access point"),
        );
    }
    if let (Some(iam), false, false) = (iam, holder.has("job_role"), definition.broken) {
        out.push(
            Diagnostic::new(&EFS_WITHOUT_ROLE, place(iam), format!("`{}` mounts EFS with IAM, but has no `job_role`", definition.label))
                .label("whose rights?")
                .why("with IAM the mount is authorised by the job's own role (jobRoleArn); without one AWS refuses the definition")
                .help("give it a `job_role` that allows elasticfilesystem:ClientMount and, to write, elasticfilesystem:ClientWrite"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::testing::codes_of;

    #[test]
    fn a_misspelt_volume_is_one_mistake() {
        let text = "job_definition a {\n  image = \"busybox:1.36\"\n  vcpus = 1\n  memory = 1 GiB\n  volumes = [{ name = \"data\" }]\n  mount_points = [{ source_volume = \"dta\", container_path = \"/data\" }]\n}\n";
        assert_eq!(codes_of(text), ["unknown-volume"]);
    }

    #[test]
    fn each_node_range_has_volumes_of_its_own() {
        let text = "job_definition a {\n  num_nodes = 2\n  node_ranges = [\n    { target_nodes = \"0\", image = \"mpi:4\", vcpus = 1, memory = 1 GiB, volumes = [{ name = \"data\" }], mount_points = [{ source_volume = \"data\", container_path = \"/data\" }] },\n    { target_nodes = \"1\", image = \"mpi:4\", vcpus = 1, memory = 1 GiB, mount_points = [{ source_volume = \"data\", container_path = \"/data\" }] },\n  ]\n}\n";
        assert_eq!(codes_of(text), ["unknown-volume"]);
    }

    #[test]
    fn pods_mount_by_name_too() {
        let text = "job_definition a {\n  pod_properties = {\n    containers = [{ image = \"busybox:1.36\", cpu = 1, memory = 1 GiB, volume_mounts = [{ name = \"x\", mount_path = \"/x\" }] }]\n  }\n}\n";
        assert_eq!(codes_of(text), ["unknown-volume"]);
    }
}
