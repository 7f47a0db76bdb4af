//! `linux_parameters`: devices, shared memory, swap.

use super::super::common::{MANY, MIB, SIZE_MAX, int, list, size};
use super::super::types::{Attribute, Encode, Format, Type, attr, word};

pub(super) const PARAMETERS: Attribute = attr(
    "linux_parameters",
    Type::Object(FIELDS),
    "Settings of the Linux kernel for the container; on Fargate only `init_process_enabled`. Left \
     out, Docker's defaults.",
)
.json("@container.linuxParameters")
.example("{ shared_memory_size = 8 GiB }");

static FIELDS: &[Attribute] = &[
    attr(
        "shared_memory_size",
        size(MIB, SIZE_MAX),
        "Size of `/dev/shm`, which PyTorch's data loaders and NCCL use. Left out, 64 MiB. Whole MiB.",
    )
    .json("sharedMemorySize")
    .encode(Encode::Mib)
    .example("8 GiB"),
    attr(
        "init_process_enabled",
        Type::Bool,
        "Runs an init process that passes signals on and reaps children that ended. Left out, it \
         does not.",
    )
    .default_described("`false`")
    .json("initProcessEnabled")
    .example("true"),
    attr(
        "tmpfs",
        list!(Type::Object(TMPFS), 0, MANY),
        "Directories held in memory. Left out, none.",
    )
    .json("tmpfs")
    .example("[{ container_path = \"/scratch\", size = 512 MiB }]"),
    attr(
        "devices",
        list!(Type::Object(DEVICE), 0, MANY),
        "Devices of the instance the container may use. Left out, none but GPUs asked for.",
    )
    .json("devices")
    .example("[{ host_path = \"/dev/fuse\" }]"),
    attr(
        "max_swap",
        size(0, SIZE_MAX),
        "Swap space the container may use; 0 is none. Left out, as the instance has it. Whole MiB.",
    )
    .json("maxSwap")
    .encode(Encode::Mib)
    .example("2 GiB"),
    attr(
        "swappiness",
        int(0, 100),
        "How readily pages go to swap: 0 hardly ever, 100 very. It needs `max_swap`. Left out, 60.",
    )
    .default_described("60")
    .json("swappiness")
    .example("10"),
];

static TMPFS: &[Attribute] = &[
    attr(
        "container_path",
        Type::String(Format::AbsolutePath),
        "Where it appears in the container.",
    )
    .required()
    .json("containerPath")
    .example("\"/scratch\""),
    attr(
        "size",
        size(MIB, SIZE_MAX),
        "How large it may grow. Whole MiB.",
    )
    .required()
    .json("size")
    .encode(Encode::Mib)
    .example("512 MiB"),
    attr(
        "mount_options",
        list!(Type::String(Format::MountOption), 0, MANY),
        "Options of mount(8). Left out, Docker's: `rw,noexec,nosuid,nodev`.",
    )
    .json("mountOptions")
    .example("[\"rw\", \"nosuid\"]"),
];

static DEVICE: &[Attribute] = &[
    attr(
        "host_path",
        Type::String(Format::AbsolutePath),
        "The device on the instance.",
    )
    .required()
    .json("hostPath")
    .example("\"/dev/fuse\""),
    attr(
        "container_path",
        Type::String(Format::AbsolutePath),
        "Where it appears in the container. Left out, under the same path.",
    )
    .default_described("`host_path`")
    .json("containerPath")
    .example("\"/dev/fuse\""),
    attr(
        "permissions",
        list!(
            Type::Enum(&[
                word("READ", "Read from it."),
                word("WRITE", "Write to it."),
                word("MKNOD", "Make device files of it."),
            ]),
            1,
            3
        ),
        "What the container may do with it. Left out, all three.",
    )
    .default_described("all three")
    .json("permissions")
    .example("[READ, WRITE]"),
];
