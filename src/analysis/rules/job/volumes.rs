//! Volumes and where they are mounted.

use super::containers::{Container, containers_of, definitions, place, tasks_of};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Object, Program};
use crate::vocabulary::Form;

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

pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    for (definition, form) in definitions(program) {
        let containers = containers_of(definition);
        if form == Form::Pod {
            if let Some(pod) = definition.object("pod_properties") {
                task(pod, &containers, out);
            }
            continue;
        }
        for holder in tasks_of(definition) {
            let inside: Vec<Container> = containers
                .iter()
                .filter(|container| std::ptr::eq(container.task, holder))
                .copied()
                .collect();
            task(holder, &inside, out);
            for volume in holder.objects("volumes") {
                efs(definition, holder, volume, out);
            }
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

fn task(holder: &Object, containers: &[Container], out: &mut Vec<Diagnostic>) {
    let volumes: Vec<&Object> = holder.objects("volumes").collect();
    // A volume whose name is not known may be any.
    let certain = volumes.len() == holder.list("volumes").len()
        && volumes.iter().all(|volume| volume.str("name").is_some())
        && !holder
            .get("volumes")
            .is_some_and(|value| value.as_list().is_none());
    for (at, volume) in volumes.iter().enumerate() {
        sources(volume, out);
        let same = volumes[..at]
            .iter()
            .find(|other| other.str("name").is_some() && other.str("name") == volume.str("name"));
        if let (Some(first), Some(name), Some(field)) =
            (same, volume.str("name"), volume.field("name"))
        {
            let mut finding = Diagnostic::new(
                &DUPLICATE_VOLUME,
                place(field),
                format!("two volumes are called `{name}`"),
            )
            .label("again")
            .why("a mount names its volume, and a name must stand for one")
            .help("rename one of them");
            if let Some(first) = first.field("name") {
                finding = finding.also(place(first), "first");
            }
            out.push(finding);
        }
    }
    let mut mounted = Vec::new();
    let mut all_known = true;
    for container in containers {
        all_known &=
            !container.object.broken && mounts(container, &volumes, certain, &mut mounted, out);
    }
    if all_known && !holder.broken {
        unused(&volumes, &mounted, out);
    }
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
    volumes: &[&Object],
    certain: bool,
    mounted: &mut Vec<&'a str>,
    out: &mut Vec<Diagnostic>,
) -> bool {
    let (list, source, path) = mount_names(container.form);
    let points: Vec<&Object> = container.object.objects(list).collect();
    let mut known = points.len() == container.object.list(list).len();
    for (at, point) in points.iter().enumerate() {
        let Some(field) = point.field(source) else {
            continue;
        };
        let Some(name) = field.value.as_str() else {
            known = false;
            continue;
        };
        mounted.push(name);
        if certain
            && !volumes
                .iter()
                .any(|volume| volume.str("name") == Some(name))
        {
            out.push(unknown(name, field.value.span, volumes));
        }
        let same = points[..at]
            .iter()
            .find(|other| other.str(path).is_some() && other.str(path) == point.str(path));
        if let (Some(first), Some(field)) =
            (same.and_then(|first| first.field(path)), point.field(path))
        {
            out.push(
                Diagnostic::new(&DUPLICATE_MOUNT, field.value.span, format!("`{}` is mounted twice", field.value.as_str().unwrap_or_default()))
                    .label("again")
                    .also(first.value.span, "first")
                    .why("a path in the container can hold one volume: the container does not start (\"Duplicate mount point\")")
                    .help("give one of them another path"),
            );
        }
    }
    known
}

fn unknown(name: &str, span: crate::syntax::source::Span, volumes: &[&Object]) -> Diagnostic {
    let names: Vec<&str> = volumes
        .iter()
        .filter_map(|volume| volume.str("name"))
        .collect();
    let near = names
        .iter()
        .map(|other| (strsim::damerau_levenshtein(name, other), *other))
        .filter(|(distance, other)| *distance <= 2.max(other.len() / 4))
        .min();
    let finding = Diagnostic::new(
        &UNKNOWN_VOLUME,
        span,
        format!("no volume is called `{name}`"),
    )
    .label("not in `volumes`")
    .why("AWS refuses a mount point whose `sourceVolume` the job definition does not declare");
    match near {
        Some((_, other)) => finding.help(format!("did you mean `{other}`?")).maybe_fix(
            format!("write `{other}`"),
            span,
            format!("\"{other}\""),
        ),
        None if names.is_empty() => finding.help(format!(
            "declare it: `volumes = [{{ name = \"{name}\", … }}]`"
        )),
        None => finding.help(format!("declare it, or mount one of: {}", names.join(", "))),
    }
}

fn unused(volumes: &[&Object], mounted: &[&str], out: &mut Vec<Diagnostic>) {
    for volume in volumes {
        let (Some(name), Some(field)) = (volume.str("name"), volume.field("name")) else {
            continue;
        };
        if mounted.contains(&name) {
            continue;
        }
        let near = |other: &&&str| strsim::damerau_levenshtein(name, other) <= 2;
        let misspelt = mounted
            .iter()
            .filter(near)
            .any(|other| !volumes.iter().any(|v| v.str("name") == Some(other)));
        if misspelt {
            continue; // told at the mount
        }
        out.push(
            Diagnostic::new(&UNUSED_VOLUME, place(field), format!("no container mounts the volume `{name}`"))
                .label("never mounted")
                .why("a volume is only there for a container that names it in its mounts")
                .help(format!("mount it: `mount_points = [{{ source_volume = \"{name}\", container_path = \"/…\" }}]`, or remove it")),
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
