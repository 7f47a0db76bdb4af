//! What a type is called, in messages and in the reference.

use super::common::{DURATION_MAX, SIZE_MAX};
use super::kind::Kind;
use super::types::{Format, Type};

/// A type in words: "a whole number, 0 to 1000", "a list of references to a compute environment".
/// With its article, so that a message can say "expected …" or "… is …".
pub fn type_name(ty: &Type) -> String {
    match ty {
        Type::Bool => "`true` or `false`".into(),
        Type::Int { min, max } if min == max => format!("`{min}`"),
        Type::Int { min, max } => {
            let open = *max >= i64::from(i32::MAX);
            ranged(
                "a whole number",
                &min.to_string(),
                (!open).then(|| max.to_string()),
            )
        }
        Type::Decimal { min, max } => ranged(
            "a number",
            &min.to_string(),
            (*max < 1e9).then(|| max.to_string()),
        ),
        Type::String(format) => format_name(*format).into(),
        Type::Size { min, max, .. } => {
            ranged("a size", &size(*min), (*max < SIZE_MAX).then(|| size(*max)))
        }
        Type::Duration { min, max } => ranged(
            "a duration",
            &duration(*min),
            (*max < DURATION_MAX).then(|| duration(*max)),
        ),
        Type::Enum(words) if words.len() <= 8 => {
            let names: Vec<String> = words
                .iter()
                .map(|word| format!("`{}`", word.name))
                .collect();
            alternatives(&names)
        }
        Type::Enum(words) => {
            let first: Vec<String> = words
                .iter()
                .take(3)
                .map(|word| format!("`{}`", word.name))
                .collect();
            format!("one of {} words ({}, …)", words.len(), first.join(", "))
        }
        Type::Ref(kinds) => {
            let nouns: Vec<String> = kinds.iter().map(|kind| kind.noun().to_owned()).collect();
            format!("the name of {}", alternatives(&nouns))
        }
        Type::Secret => "a secret: `secret(…)`, `ssm(…)` or an ARN".into(),
        Type::List { of, .. } => format!("a list, each element {}", type_name(of)),
        Type::Map { of, .. } => format!("a map, each value {}", type_name(of)),
        Type::Object(_) => "an object `{ … }`".into(),
        Type::OneOf(types) => {
            let names: Vec<String> = types.iter().map(type_name).collect();
            alternatives(&names)
        }
        Type::Any => "any value".into(),
    }
}

/// A type in a table's cell: `int 0–1000`, `[→ job_queue]`, `{string}`.
pub(super) fn short(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".into(),
        Type::Int { min, max } => match (*min, *max >= i64::from(i32::MAX)) {
            (min, _) if min == *max => format!("{min}"),
            (i64::MIN..=0, true) => "int".into(),
            (min, true) => format!("int ≥ {min}"),
            (min, false) => format!("int {min}–{max}"),
        },
        Type::Decimal { min, max } if *max >= 1e9 => format!("number ≥ {min}"),
        Type::Decimal { min, max } => format!("number {min}–{max}"),
        Type::String(_) => "string".into(),
        Type::Size { min, max, .. } if *max < SIZE_MAX => {
            format!("size {}–{}", size(*min), size(*max))
        }
        Type::Size { .. } => "size".into(),
        Type::Duration { min, max } if *max < DURATION_MAX => {
            format!("duration {}–{}", duration(*min), duration(*max))
        }
        Type::Duration { min: 0, .. } => "duration".into(),
        Type::Duration { min, .. } => format!("duration ≥ {}", duration(*min)),
        Type::Enum(words) => {
            let live: Vec<&str> = words
                .iter()
                .filter(|w| w.retired.is_none())
                .map(|word| word.name)
                .collect();
            live.join(" ")
        }
        Type::Ref(kinds) => {
            let names: Vec<&str> = kinds.iter().map(|kind: &Kind| kind.name()).collect();
            format!("→ {}", names.join(", "))
        }
        Type::Secret => "secret".into(),
        Type::List { of, .. } => format!("[{}]", short(of)),
        Type::Map { of, .. } => format!("{{{}}}", short(of)),
        Type::Object(_) => "object".into(),
        Type::OneOf(types) => {
            let names: Vec<String> = types.iter().map(short).collect();
            names.join(" or ")
        }
        Type::Any => "any".into(),
    }
}

fn ranged(what: &str, low: &str, high: Option<String>) -> String {
    match high {
        Some(high) => format!("{what}, {low} to {high}"),
        None if low == "0" || low == "0 B" => what.to_owned(),
        None => format!("{what} of at least {low}"),
    }
}

fn alternatives(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// `512 MiB`, `2 GiB`
fn size(bytes: u64) -> String {
    for (unit, name) in [(1u64 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB")] {
        if bytes >= unit && bytes.is_multiple_of(unit) {
            return format!("{} {name}", bytes / unit);
        }
    }
    format!("{bytes} B")
}

/// `90 min`, `2 h`
fn duration(seconds: u64) -> String {
    for (unit, name) in [(86_400, "d"), (3600, "h"), (60, "min")] {
        if seconds >= unit && seconds.is_multiple_of(unit) {
            return format!("{} {name}", seconds / unit);
        }
    }
    format!("{seconds} s")
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Any | Format::NonEmpty | Format::Max(_) => "text",
        Format::BatchName | Format::RoleName => "a name in quotes",
        Format::Arn => "an ARN in quotes",
        Format::Region => "a region in quotes",
        Format::Account => "an account number, twelve digits in quotes",
        Format::Cidr => "an address block in quotes, like \"10.0.0.0/16\"",
        Format::InstanceType => "an instance type in quotes",
        Format::SingleInstanceType => "one instance type in quotes",
        Format::Image => "a container image in quotes, like \"busybox:1.36\"",
        Format::VpcId => "a VPC's id in quotes",
        Format::SubnetId => "a subnet's id in quotes",
        Format::SecurityGroupId => "a security group's id in quotes",
        Format::AmiId => "a machine image's id in quotes",
        Format::LaunchTemplateId => "a launch template's id in quotes",
        Format::FileSystemId => "a file system's id in quotes",
        Format::AccessPointId => "an access point's id in quotes",
        Format::ManagedPolicy => "a policy's name or ARN in quotes",
        Format::Action => "an action in quotes, like \"s3:GetObject\"",
        Format::PolicyResource => "an ARN in quotes",
        Format::ServicePrincipal => "a service in quotes, like \"ecs-tasks.amazonaws.com\"",
        Format::AvailabilityZone => "an availability zone in quotes",
        Format::AbsolutePath => "a path in quotes",
        Format::NodeRange => "a range of nodes in quotes, like \"0:3\"",
        Format::ShareIdentifier => "a share identifier in quotes",
        Format::RetryPattern | Format::ExitCodePattern => "a pattern in quotes",
        Format::KubernetesNamespace => "a namespace in quotes",
        Format::KubernetesName => "a Kubernetes name in quotes",
        Format::KubernetesMemory => "an amount of memory in quotes",
        Format::PlatformVersion => "a version in quotes",
        Format::Capability => "a capability of Linux in quotes, like \"SYS_PTRACE\"",
        Format::MountOption => "an option of a mount in quotes, like \"noexec\"",
    }
}
