//! What is said of a container: at the top of a definition with one, in each of `containers`, and
//! in each range of a multi-node job.

use super::super::common::{ANY_TEXT, INT_MAX, MANY, MIB, SIZE_MAX, TEXT, int, list, map};
use super::super::types::{Attribute, Encode, Format, Type, Word, attr, word};
use super::CONTAINER;
use super::linux;

pub(super) const ATTRIBUTES: [Attribute; 15] = [
    attr(
        "image",
        Type::String(Format::Image),
        "The container image: `name:tag` on Docker Hub, with its registry in front elsewhere, or \
         `ecr(\"name:tag\")` in the account's own. Name a tag: what `latest` means changes between \
         two attempts of one job.",
    )
    .required_in(CONTAINER)
    .json("@container.image")
    .example("\"busybox:1.36\""),
    attr(
        "vcpus",
        Type::Decimal {
            min: 0.25,
            max: 1e9,
        },
        "vCPUs for the container. On EC2 whole ones; on Fargate 0.25, 0.5, 1, 2, 4, 8, 16 or 32, \
         each with its own choice of memory. A job that asks for more than any instance has waits \
         for ever.",
    )
    .json("@container.resourceRequirements")
    .encode(Encode::Requirement("VCPU"))
    .example("4"),
    attr(
        "memory",
        Type::Size {
            min: 4 * MIB,
            max: SIZE_MAX,
            bare_mib: true,
        },
        "Memory for the container; it is killed when it takes more. A bare number is MiB. An \
         instance has a little less than its data sheet says, so leave about 5 % to system and agent.",
    )
    .json("@container.resourceRequirements")
    .encode(Encode::Requirement("MEMORY"))
    .example("7500 MiB"),
    attr(
        "gpus",
        int(1, 64),
        "GPUs for the container, whole ones; EC2 only. Left out, none, even on a GPU instance.",
    )
    .json("@container.resourceRequirements")
    .encode(Encode::Requirement("GPU"))
    .example("1"),
    attr(
        "command",
        list!(ANY_TEXT, 0, MANY),
        "What to run: one word an element, no shell around it. `Ref::name` is replaced by a \
         parameter. Left out, the image's own command.",
    )
    .json("@container.command")
    .example("[\"align\", \"--sample\", \"Ref::sample\"]"),
    attr(
        "environment",
        map!(ANY_TEXT, 0, MANY),
        "Environment variables, readable by whoever may describe the job; passwords belong in \
         `secrets`. Names that begin with `AWS_BATCH` are AWS's. Left out, only AWS's own.",
    )
    .json("@container.environment")
    .encode(Encode::Pairs("name", "value"))
    .example("{ STAGE = \"prod\" }"),
    attr(
        "secrets",
        map!(Type::Secret, 0, MANY),
        "Environment variables whose values the agent fetches when the job starts: \
         `secret(\"name:key\")` from Secrets Manager, `ssm(\"/name\")` from Parameter Store. The \
         execution role must be able to read them; the one made by default can.",
    )
    .json("@container.secrets")
    .encode(Encode::Pairs("name", "valueFrom"))
    .since("2020-10")
    .example("{ DB_PASSWORD = secret(\"prod/db:password\") }"),
    attr(
        "user",
        TEXT,
        "The user the command runs as: name or number, `user:group`. Left out, the image's own, \
         often root.",
    )
    .json("@container.user")
    .example("\"1000:1000\""),
    attr(
        "privileged",
        Type::Bool,
        "Gives the container root's power over the instance. Not on Fargate. Left out, it has not.",
    )
    .default_described("`false`")
    .json("@container.privileged")
    .example("true"),
    attr(
        "readonly_root_filesystem",
        Type::Bool,
        "Lets the container write to its volumes only. Left out, it may write anywhere.",
    )
    .default_described("`false`")
    .json("@container.readonlyRootFilesystem")
    .example("true"),
    attr(
        "mount_points",
        list!(Type::Object(MOUNT_POINT), 0, MANY),
        "Where the `volumes` appear in the container. Left out, nowhere.",
    )
    .json("@container.mountPoints")
    .example("[{ source_volume = \"refs\", container_path = \"/refs\", read_only = true }]"),
    attr(
        "ulimits",
        list!(Type::Object(ULIMIT), 0, 15),
        "Limits of the kernel's for the container's processes. Not on Fargate. Left out, Docker's.",
    )
    .json("@container.ulimits")
    .example("[{ name = nofile, soft_limit = 65536, hard_limit = 65536 }]"),
    linux::PARAMETERS,
    attr(
        "log_configuration",
        Type::Object(LOGS),
        "Where the container's output goes. Left out, to CloudWatch Logs, group `/aws/batch/job`.",
    )
    .default_described("CloudWatch Logs, group `/aws/batch/job`")
    .json("@container.logConfiguration")
    .since("2020-10")
    .example("{ log_driver = awslogs, options = { awslogs-group = \"/batch/etl\" } }"),
    attr(
        "repository_credentials",
        Type::Secret,
        "User and password for a private registry that is not ECR, as a secret of Secrets Manager. \
         Left out, none are sent.",
    )
    .json("@container.repositoryCredentials.credentialsParameter")
    .since("2023")
    .example("secret(\"registry/quay\")"),
];

static MOUNT_POINT: &[Attribute] = &[
    attr(
        "source_volume",
        TEXT,
        "The volume, by its name in `volumes`.",
    )
    .required()
    .json("sourceVolume")
    .example("\"refs\""),
    attr(
        "container_path",
        Type::String(Format::AbsolutePath),
        "Where it appears in the container.",
    )
    .required()
    .json("containerPath")
    .example("\"/refs\""),
    attr(
        "read_only",
        Type::Bool,
        "Whether the container may only read it. Left out, it may write.",
    )
    .default_described("`false`")
    .json("readOnly")
    .example("true"),
];

static ULIMITS: &[Word] = &[
    word("core", "Size of a core dump, in bytes."),
    word("cpu", "CPU time, in seconds."),
    word("data", "Size of a process's data, in bytes."),
    word("fsize", "Size of a file a process may write, in bytes."),
    word("locks", "File locks."),
    word(
        "memlock",
        "Memory that may be pinned, in bytes; RDMA and some databases want -1.",
    ),
    word("msgqueue", "Bytes in POSIX message queues."),
    word("nice", "How far a process may raise its priority."),
    word("nofile", "Open files and sockets."),
    word("nproc", "Processes and threads of a user."),
    word("rss", "Resident memory; the kernel ignores it."),
    word("rtprio", "Real-time priority."),
    word(
        "rttime",
        "Real-time CPU time without a pause, in microseconds.",
    ),
    word("sigpending", "Signals waiting."),
    word("stack", "Size of a stack, in bytes."),
];

static ULIMIT: &[Attribute] = &[
    attr("name", Type::Enum(ULIMITS), "Which limit.")
        .required()
        .json("name")
        .example("nofile"),
    attr(
        "soft_limit",
        int(-1, INT_MAX),
        "The limit in force, which a process may raise to the hard one; -1 is none.",
    )
    .required()
    .json("softLimit")
    .example("65536"),
    attr(
        "hard_limit",
        int(-1, INT_MAX),
        "The most it may be raised to; -1 is without limit.",
    )
    .required()
    .json("hardLimit")
    .example("65536"),
];

static LOGS: &[Attribute] = &[
    attr(
        "log_driver",
        Type::Enum(&[
            word("awslogs", "CloudWatch Logs."),
            word("json-file", "A file on the instance, gone with it."),
            word("splunk", "Splunk."),
            word("fluentd", "A fluentd daemon."),
            word("gelf", "Graylog."),
            word("journald", "The instance's journal."),
            word("syslog", "The instance's syslog."),
            word("awsfirelens", "A FireLens container of the same task."),
        ]),
        "Docker's log driver. On Fargate `awslogs`, `splunk` or `awsfirelens`; AWS's images have \
         `awslogs` and `json-file` switched on, others need `user_data`.",
    )
    .required()
    .json("logDriver")
    .example("awslogs"),
    attr(
        "options",
        map!(ANY_TEXT, 0, MANY),
        "The driver's settings, as Docker names them. Left out, the driver's defaults.",
    )
    .json("options")
    .example("{ awslogs-group = \"/batch/etl\", awslogs-stream-prefix = \"job\" }"),
    attr(
        "secret_options",
        map!(Type::Secret, 0, MANY),
        "Settings that are secrets, such as a token. Left out, none.",
    )
    .json("secretOptions")
    .encode(Encode::Pairs("name", "valueFrom"))
    .example("{ splunk-token = secret(\"splunk/token\") }"),
];
