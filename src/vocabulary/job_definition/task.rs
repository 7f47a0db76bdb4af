//! What the containers of a task share: volumes, roles, network, platform.

use super::super::common::{ARCHITECTURES, ARN, GIB, MANY, ON_OFF, ROLE, int, list, size};
use super::super::types::{Attribute, Encode, Format, Type, Word, attr, word};

pub(super) const ATTRIBUTES: [Attribute; 8] = [
    attr(
        "job_role",
        ROLE,
        "The role of the job's own code: what its calls to AWS may do. Left out, it has none on \
         Fargate, and the instance's on EC2.",
    )
    .json("@task.taskRoleArn")
    .example("genomics-job"),
    attr(
        "execution_role",
        ROLE,
        "The role the agent pulls images, fetches secrets and writes logs under. Left out, one is \
         made where it is needed, which can read just the secrets named here.",
    )
    .default_described("made where the job needs one")
    .json("@task.executionRoleArn")
    .since("2020-10")
    .example("batch-execution"),
    attr(
        "volumes",
        list!(Type::Object(VOLUME), 0, MANY),
        "Directories from outside the container: of the instance, of EFS, of S3. Left out, none; \
         `mount_points` says where they appear.",
    )
    .json("@task.volumes")
    .example("[{ name = \"refs\", efs = { file_system_id = \"fs-0123456789abcdef0\" } }]"),
    attr(
        "assign_public_ip",
        ON_OFF,
        "Whether a Fargate task gets a public address, which it needs in a subnet without NAT to \
         pull its image. Left out, it gets one in such a subnet as far as that is known here.",
    )
    .default_described("`ENABLED` in the default VPC and in a VPC without NAT")
    .json("@task.networkConfiguration.assignPublicIp")
    .since("2020-12")
    .example("ENABLED"),
    attr(
        "platform_version",
        Type::String(Format::PlatformVersion),
        "The version of Fargate. Left out, `LATEST`.",
    )
    .default_described("`LATEST`")
    .json("@task.platformVersion")
    .since("2020-12")
    .example("\"1.4.0\""),
    attr(
        "ephemeral_storage",
        size(21 * GIB, 200 * GIB),
        "Disk of a Fargate task. Left out, 20 GiB. Whole GiB.",
    )
    .default_described("20 GiB")
    .json("@task.ephemeralStorage.sizeInGiB")
    .encode(Encode::Gib)
    .since("2023")
    .example("100 GiB"),
    attr(
        "runtime_platform",
        Type::Object(PLATFORM),
        "Processor architecture and operating system on Fargate. Left out, Linux on x86. On EC2 the \
         instances decide.",
    )
    .default_described("Linux on X86_64")
    .json("@task.runtimePlatform")
    .since("2023")
    .example("{ operating_system_family = LINUX, cpu_architecture = ARM64 }"),
    attr(
        "enable_execute_command",
        Type::Bool,
        "Lets people open a shell in the running container with ECS Exec. Left out, nobody can.",
    )
    .default_described("`false`")
    .json("@task.enableExecuteCommand")
    .since("2025")
    .example("true"),
];

static PLATFORM: &[Attribute] = &[
    attr(
        "operating_system_family",
        Type::Enum(&[
            word("LINUX", "Linux."),
            word("WINDOWS_SERVER_2019_CORE", "Windows Server 2019, small."),
            word(
                "WINDOWS_SERVER_2019_FULL",
                "Windows Server 2019, with the desktop's libraries.",
            ),
            word("WINDOWS_SERVER_2022_CORE", "Windows Server 2022, small."),
            word(
                "WINDOWS_SERVER_2022_FULL",
                "Windows Server 2022, with the desktop's libraries.",
            ),
        ]),
        "The operating system. Left out, Linux.",
    )
    .default_described("`LINUX`")
    .json("operatingSystemFamily")
    .example("LINUX"),
    attr(
        "cpu_architecture",
        Type::Enum(ARCHITECTURES),
        "The processor the image is built for. Left out, x86.",
    )
    .default_described("`X86_64`")
    .json("cpuArchitecture")
    .example("ARM64"),
];

static VOLUME: &[Attribute] = &[
    attr(
        "name",
        Type::String(Format::Max(255)),
        "What `mount_points` call it. Letters, digits, `-` and `_`.",
    )
    .required()
    .json("name")
    .example("\"refs\""),
    attr(
        "host_path",
        Type::String(Format::AbsolutePath),
        "A directory of the instance. Not on Fargate. With neither this nor `efs` nor `s3files`, \
         Docker makes an empty directory that goes with the job.",
    )
    .json("host.sourcePath")
    .example("\"/mnt/scratch\""),
    attr(
        "efs",
        Type::Object(EFS),
        "A file system of EFS, shared by all jobs that mount it.",
    )
    .json("efsVolumeConfiguration")
    .since("2021-04")
    .example("{ file_system_id = \"fs-0123456789abcdef0\" }"),
    attr(
        "s3files",
        Type::Object(S3FILES),
        "A file system of S3 Files: a bucket mounted as a directory.",
    )
    .json("s3filesVolumeConfiguration")
    .since("2026")
    .example(
        "{ file_system_arn = \"arn:aws:s3files:us-east-1:123456789012:file-system/fs-0123\" }",
    ),
];

static ENCRYPTION: &[Word] = &[
    word("ENABLED", "Encrypted on its way."),
    word("DISABLED", "Not encrypted."),
];

static EFS: &[Attribute] = &[
    attr(
        "file_system_id",
        Type::String(Format::FileSystemId),
        "The file system.",
    )
    .required()
    .json("fileSystemId")
    .example("\"fs-0123456789abcdef0\""),
    attr(
        "root_directory",
        Type::String(Format::AbsolutePath),
        "The directory of it to mount; with an access point leave it out. Left out, its root.",
    )
    .default_described("`/`")
    .json("rootDirectory")
    .example("\"/refs\""),
    attr(
        "transit_encryption",
        Type::Enum(ENCRYPTION),
        "Whether the data is encrypted between EFS and the host; an access point or `iam` asks for \
         it. Left out, it is not.",
    )
    .default_described("`DISABLED`")
    .json("transitEncryption")
    .example("ENABLED"),
    attr(
        "transit_encryption_port",
        int(0, 65_535),
        "The port for it. Left out, the mount helper picks one.",
    )
    .json("transitEncryptionPort")
    .example("2999"),
    attr(
        "access_point_id",
        Type::String(Format::AccessPointId),
        "The access point, which sets directory and user.",
    )
    .json("authorizationConfig.accessPointId")
    .example("\"fsap-0123456789abcdef0\""),
    attr(
        "iam",
        ON_OFF,
        "Whether the `job_role` decides what may be done with the files. Left out, it does not.",
    )
    .default_described("`DISABLED`")
    .json("authorizationConfig.iam")
    .example("ENABLED"),
];

static S3FILES: &[Attribute] = &[
    attr("file_system_arn", ARN, "The file system.")
        .required()
        .json("fileSystemArn")
        .example("\"arn:aws:s3files:us-east-1:123456789012:file-system/fs-0123\""),
    attr(
        "root_directory",
        Type::String(Format::AbsolutePath),
        "The directory of it to mount. Left out, its root.",
    )
    .default_described("`/`")
    .json("rootDirectory")
    .example("\"/refs\""),
    attr(
        "transit_encryption_port",
        int(0, 65_535),
        "The port for encrypted traffic. Left out, the mount helper picks one.",
    )
    .json("transitEncryptionPort")
    .example("2999"),
    attr(
        "access_point_arn",
        ARN,
        "The access point, which sets directory and user.",
    )
    .json("accessPointArn")
    .example("\"arn:aws:s3files:us-east-1:123456789012:access-point/ap-0123\""),
];
