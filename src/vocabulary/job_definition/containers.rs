//! `containers`: several containers in one task.

use super::super::common::{ANY_TEXT, MANY, TEXT, duration, join, list, map};
use super::super::types::{Attribute, Format, Type, attr, word};
use super::{CONTAINERS, container};

pub(super) static CONTAINER: &[Attribute] = &join::<1, 20, 21>(
    [attr(
        "name",
        Type::String(Format::Max(255)),
        "What the other containers and overrides at submission call it.",
    )
    .required()
    .json("name")
    .example("\"main\"")],
    join::<15, 5, 20>(
        needs_image(container::ATTRIBUTES),
        [
            attr(
                "essential",
                Type::Bool,
                "Whether the job ends when this container does. Left out, it does; at least one \
                 must be essential.",
            )
            .default_described("`true`")
            .json("essential")
            .example("false"),
            attr(
                "depends_on",
                list!(Type::Object(DEPENDENCY), 0, 10),
                "Containers that come first. Left out, all start together.",
            )
            .json("dependsOn")
            .example("[{ container = \"fetch\", condition = SUCCESS }]"),
            attr(
                "start_timeout",
                duration(2, 120),
                "How long to wait for what it depends on. Left out, ECS decides.",
            )
            .json("startTimeout")
            .seconds()
            .example("60 s"),
            attr(
                "stop_timeout",
                duration(2, 120),
                "How long it has between the signal to end and being killed. Left out, 30 seconds.",
            )
            .default_described("30 s")
            .json("stopTimeout")
            .seconds()
            .example("60 s"),
            attr(
                "firelens_configuration",
                Type::Object(FIRELENS),
                "Makes it the log router of the task, for containers whose `log_driver` is \
                 `awsfirelens`. Left out, it is an ordinary container.",
            )
            .json("firelensConfiguration")
            .since("2026")
            .example("{ type = fluentbit }"),
        ],
    ),
);

/// The same attributes, `image` required.
const fn needs_image<const N: usize>(mut attributes: [Attribute; N]) -> [Attribute; N] {
    attributes[0] = attributes[0].required();
    attributes
}

static DEPENDENCY: &[Attribute] = &[
    attr("container", TEXT, "The other container's name.")
        .required()
        .json("containerName")
        .example("\"fetch\""),
    attr(
        "condition",
        Type::Enum(&[
            word("START", "It has started."),
            word(
                "COMPLETE",
                "It has ended, well or badly; it must not be essential.",
            ),
            word(
                "SUCCESS",
                "It has ended with exit code 0; it must not be essential.",
            ),
        ]),
        "What it must have reached.",
    )
    .required()
    .json("condition")
    .example("SUCCESS"),
];

static FIRELENS: &[Attribute] = &[
    attr(
        "type",
        Type::Enum(&[
            word("fluentbit", "Fluent Bit: small, the one to take."),
            word("fluentd", "Fluentd: larger, more plug-ins."),
        ]),
        "The program that routes the logs.",
    )
    .required()
    .json("type")
    .example("fluentbit"),
    attr(
        "options",
        map!(ANY_TEXT, 0, MANY),
        "FireLens's settings. Left out, its defaults.",
    )
    .json("options")
    .example("{ enable-ecs-log-metadata = \"true\" }"),
];

pub(super) const IPC_MODE: Attribute = attr(
    "ipc_mode",
    Type::Enum(&[
        word(
            "task",
            "The containers share memory and semaphores with each other.",
        ),
        word(
            "host",
            "They share them with the instance, and with all else on it.",
        ),
        word("none", "Each keeps to itself."),
    ]),
    "With whom the containers share IPC. Not on Fargate. Left out, the Docker daemon of the \
     instance decides.",
)
.only(CONTAINERS)
.json("@task.ipcMode")
.example("task");

pub(super) const PID_MODE: Attribute = attr(
    "pid_mode",
    Type::Enum(&[
        word("task", "The containers see each other's processes."),
        word("host", "They see all processes of the instance."),
    ]),
    "Whose processes the containers see. Left out, each its own.",
)
.only(CONTAINERS)
.json("@task.pidMode")
.example("task");

pub(super) const NETWORK_MODE: Attribute = attr(
    "network_mode",
    Type::Enum(&[word("host", "The containers use the instance's network.")]),
    "The task's network; on managed instances only. Left out, each task has its own.",
)
.only(CONTAINERS)
.json("@task.networkMode")
.since("2026-08")
.example("host");
