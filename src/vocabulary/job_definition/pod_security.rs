//! Under whom the containers of a pod run, and with what rights.

use super::super::common::{TEXT, int, list};
use super::super::types::{Attribute, Format, Type, Word, attr, word};

const ID: Type = int(0, 2_147_483_647);

const RUN_AS_USER: Attribute = attr(
    "run_as_user",
    ID,
    "The user's number. Left out, the image's.",
)
.to("runAsUser", "run_as_user")
.example("1000");
const RUN_AS_GROUP: Attribute = attr(
    "run_as_group",
    ID,
    "The group's number. Left out, the image's.",
)
.to("runAsGroup", "run_as_group")
.example("1000");
const RUN_AS_NON_ROOT: Attribute = attr(
    "run_as_non_root",
    Type::Bool,
    "Refuses to start as root. Left out, root may start.",
)
.default_described("`false`")
.to("runAsNonRoot", "run_as_non_root")
.example("true");
const SECCOMP: Attribute = attr(
    "seccomp_profile",
    Type::Object(SECCOMP_FIELDS),
    "Which system calls are allowed. Left out, as the node has it.",
)
.aws_only("seccompProfile")
.since("2026")
.example("{ type = RuntimeDefault }");

static SECCOMP_FIELDS: &[Attribute] = &[
    attr("type", Type::Enum(SECCOMP_TYPES), "Which profile.")
        .required()
        .aws_only("type")
        .example("RuntimeDefault"),
    attr(
        "localhost_profile",
        TEXT,
        "The file on the node, for `Localhost`. Left out, none.",
    )
    .aws_only("localhostProfile")
    .example("\"profiles/jobs.json\""),
];

static SECCOMP_TYPES: &[Word] = &[
    word("RuntimeDefault", "The container runtime's own."),
    word("Localhost", "A file on the node."),
    word("Unconfined", "All calls."),
];

pub(super) static SECURITY: &[Attribute] = &[
    RUN_AS_USER,
    RUN_AS_GROUP,
    RUN_AS_NON_ROOT,
    attr(
        "privileged",
        Type::Bool,
        "Gives root's power over the node. Left out, not.",
    )
    .default_described("`false`")
    .to("privileged", "privileged")
    .example("true"),
    attr(
        "allow_privilege_escalation",
        Type::Bool,
        "Whether a process may gain more rights than its parent. Left out, as Kubernetes has it.",
    )
    .to("allowPrivilegeEscalation", "allow_privilege_escalation")
    .since("2025")
    .example("false"),
    attr(
        "read_only_root_file_system",
        Type::Bool,
        "Lets it write to its volumes only. Left out, it may write anywhere.",
    )
    .default_described("`false`")
    .to("readOnlyRootFilesystem", "read_only_root_file_system")
    .example("true"),
    attr(
        "capabilities",
        Type::Object(&[
            attr("add", list!(CAPABILITY, 0, 64), "Capabilities to give it.")
                .aws_only("add")
                .example("[\"SYS_PTRACE\"]"),
            attr(
                "drop",
                list!(CAPABILITY, 0, 64),
                "Capabilities to take from it.",
            )
            .aws_only("drop")
            .example("[\"ALL\"]"),
        ]),
        "Linux capabilities beyond or below the runtime's default. Left out, that default.",
    )
    .aws_only("capabilities")
    .since("2026")
    .example("{ drop = [\"ALL\"] }"),
    SECCOMP,
];

const CAPABILITY: Type = Type::String(Format::Capability);

pub(super) static POD_SECURITY: &[Attribute] = &[
    no_terraform(RUN_AS_USER),
    no_terraform(RUN_AS_GROUP),
    no_terraform(RUN_AS_NON_ROOT),
    attr(
        "fs_group",
        ID,
        "The group that owns the pod's volumes. Left out, none is set.",
    )
    .aws_only("fsGroup")
    .example("1000"),
    SECCOMP,
];

const fn no_terraform(mut attribute: Attribute) -> Attribute {
    attribute.terraform = None;
    attribute
}
