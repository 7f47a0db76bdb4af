//! `pod_properties`: a pod on EKS.

use super::super::common::{ANY_TEXT, MANY, MIB, SIZE_MAX, TEXT, int, list, map, size};
use super::super::types::{Attribute, Encode, Format, Type, attr, word};
use super::pod_security::{POD_SECURITY, SECURITY};

const KUBERNETES_NAME: Type = Type::String(Format::KubernetesName);

pub(super) static POD: &[Attribute] = &[
    attr(
        "containers",
        list!(Type::Object(CONTAINER), 1, 10),
        "The containers of the pod.",
    )
    .required()
    .to("containers", "containers")
    .example("[{ image = \"busybox:1.36\", cpu = 1, memory = 512 MiB }]"),
    attr(
        "init_containers",
        list!(Type::Object(CONTAINER), 0, 10),
        "Containers that run before, one after the other. Left out, none.",
    )
    .to("initContainers", "init_containers")
    .since("2024")
    .example("[{ name = \"fetch\", image = \"busybox:1.36\", cpu = 0.5, memory = 256 MiB }]"),
    attr(
        "volumes",
        list!(Type::Object(VOLUME), 0, MANY),
        "Directories from outside the containers. Left out, none.",
    )
    .to("volumes", "volumes")
    .example("[{ name = \"scratch\", empty_dir = { size_limit = 8 GiB } }]"),
    attr(
        "service_account_name",
        KUBERNETES_NAME,
        "The service account, and by it the IAM role, of the pod. Left out, the namespace's default.",
    )
    .to("serviceAccountName", "service_account_name")
    .example("\"converter\""),
    attr(
        "host_network",
        Type::Bool,
        "Whether the pod uses the node's network instead of an address of its own. Left out, it \
         does, other than Kubernetes itself has it.",
    )
    .default_described("`true`")
    .to("hostNetwork", "host_network")
    .example("false"),
    attr(
        "dns_policy",
        Type::Enum(&[
            word("Default", "As the node resolves names."),
            word("ClusterFirst", "The cluster's names first."),
            word("ClusterFirstWithHostNet", "The same for pods with `host_network`."),
        ]),
        "How names are resolved. Left out, `ClusterFirst`, or `ClusterFirstWithHostNet` with the \
         node's network.",
    )
    .to("dnsPolicy", "dns_policy")
    .example("ClusterFirst"),
    attr(
        "image_pull_secrets",
        list!(KUBERNETES_NAME, 0, MANY),
        "Kubernetes secrets to pull images with. Left out, none.",
    )
    .to("imagePullSecrets", "image_pull_secret")
    .encode(Encode::Named("name"))
    .since("2024")
    .example("[\"registry\"]"),
    attr(
        "share_process_namespace",
        Type::Bool,
        "Whether the containers see each other's processes. Left out, they do not.",
    )
    .default_described("`false`")
    .to("shareProcessNamespace", "share_process_namespace")
    .since("2024")
    .example("true"),
    attr(
        "metadata",
        Type::Object(METADATA),
        "Labels, annotations and namespace of the pod. Left out, only Batch's own.",
    )
    .to("metadata", "metadata")
    .example("{ labels = { app = \"convert\" } }"),
    attr(
        "security_context",
        Type::Object(POD_SECURITY),
        "Under whom all containers of the pod run; one of their own wins. Left out, as the images \
         say.",
    )
    .aws_only("securityContext")
    .since("2026")
    .example("{ run_as_non_root = true, fs_group = 1000 }"),
];

static CONTAINER: &[Attribute] = &[
    attr(
        "name",
        KUBERNETES_NAME,
        "The container's name; several need one each. Left out, `Default`.",
    )
    .to("name", "name")
    .example("\"convert\""),
    attr("image", Type::String(Format::Image), "The container image, with a tag.")
        .required()
        .to("image", "image")
        .example("\"busybox:1.36\""),
    attr(
        "image_pull_policy",
        Type::Enum(&[
            word("Always", "Asks the registry each time."),
            word("IfNotPresent", "Takes what the node has."),
            word("Never", "Takes what the node has, or fails."),
        ]),
        "When the node asks the registry. Left out, `IfNotPresent`; `Always` for `latest`.",
    )
    .to("imagePullPolicy", "image_pull_policy")
    .example("IfNotPresent"),
    attr(
        "cpu",
        Type::Decimal { min: 0.25, max: 1e9 },
        "vCPUs, in steps of 0.25: as request and as limit.",
    )
    .to("resources", "resources")
    .encode(Encode::Custom)
    .example("2"),
    attr(
        "memory",
        Type::Size { min: 4 * MIB, max: SIZE_MAX, bare_mib: true },
        "Memory, as request and as limit; the container is killed when it takes more. A bare number \
         is MiB.",
    )
    .to("resources", "resources")
    .encode(Encode::Custom)
    .example("4 GiB"),
    attr("gpus", int(1, 64), "NVIDIA GPUs (`nvidia.com/gpu`). Left out, none.")
        .to("resources", "resources")
        .encode(Encode::Custom)
        .example("1"),
    attr(
        "resources",
        Type::Object(&[
            attr(
                "limits",
                map!(ANY_TEXT, 0, MANY),
                "The most the container may take, by Kubernetes's names.",
            )
            .to("limits", "limits")
            .example("{ \"nvidia.com/gpu\" = \"1\" }"),
            attr(
                "requests",
                map!(ANY_TEXT, 0, MANY),
                "What the node must have free, by Kubernetes's names.",
            )
            .to("requests", "requests")
            .example("{ cpu = \"2\" }"),
        ]),
        "Requests and limits as Kubernetes writes them, for what `cpu`, `memory` and `gpus` cannot \
         say. They win over those. Left out, those alone.",
    )
    .to("resources", "resources")
    .example("{ requests = { cpu = \"1\" }, limits = { cpu = \"2\" } }"),
    attr(
        "command",
        list!(ANY_TEXT, 0, MANY),
        "What to run instead of the image's entry point. Left out, that.",
    )
    .to("command", "command")
    .example("[\"/convert\"]"),
    attr(
        "args",
        list!(ANY_TEXT, 0, MANY),
        "Arguments for it. Left out, the image's.",
    )
    .to("args", "args")
    .example("[\"--in\", \"Ref::input\"]"),
    attr(
        "env",
        map!(ANY_TEXT, 0, MANY),
        "Environment variables. Left out, only AWS's own.",
    )
    .to("env", "env")
    .encode(Encode::Pairs("name", "value"))
    .example("{ LOG_LEVEL = \"info\" }"),
    attr(
        "volume_mounts",
        list!(Type::Object(MOUNT), 0, MANY),
        "Where the pod's volumes appear. Left out, nowhere.",
    )
    .to("volumeMounts", "volume_mounts")
    .example("[{ name = \"scratch\", mount_path = \"/scratch\" }]"),
    attr(
        "security_context",
        Type::Object(SECURITY),
        "Under whom the container runs, and with what rights. Left out, as the image says.",
    )
    .to("securityContext", "security_context")
    .example("{ run_as_non_root = true, run_as_user = 1000 }"),
];

static MOUNT: &[Attribute] = &[
    attr("name", TEXT, "The volume, by its name in `volumes`.")
        .required()
        .to("name", "name")
        .example("\"scratch\""),
    attr(
        "mount_path",
        Type::String(Format::AbsolutePath),
        "Where it appears.",
    )
    .required()
    .to("mountPath", "mount_path")
    .example("\"/scratch\""),
    attr(
        "sub_path",
        TEXT,
        "A directory in the volume. Left out, its root.",
    )
    .aws_only("subPath")
    .since("2025")
    .example("\"results\""),
    attr(
        "read_only",
        Type::Bool,
        "Whether it may only be read. Left out, it may be written.",
    )
    .default_described("`false`")
    .to("readOnly", "read_only")
    .example("true"),
];

static VOLUME: &[Attribute] = &[
    attr("name", KUBERNETES_NAME, "What `volume_mounts` call it.")
        .required()
        .to("name", "name")
        .example("\"scratch\""),
    attr(
        "host_path",
        Type::String(Format::AbsolutePath),
        "A directory of the node.",
    )
    .to("hostPath.path", "host_path.path")
    .example("\"/mnt/scratch\""),
    attr(
        "empty_dir",
        Type::Object(&[
            attr(
                "medium",
                Type::Enum(&[word("Memory", "In memory; it counts against the pod's.")]),
                "Where it lies. Left out, on the node's disk.",
            )
            .to("medium", "medium")
            .example("Memory"),
            attr(
                "size_limit",
                size(MIB, SIZE_MAX),
                "How large it may grow, whole MiB. Left out, as large as the node allows; Terraform's \
                 provider wants it.",
            )
            .to("sizeLimit", "size_limit")
            .encode(Encode::Quantity)
            .example("8 GiB"),
        ]),
        "An empty directory that goes with the pod.",
    )
    .to("emptyDir", "empty_dir")
    .example("{ size_limit = 8 GiB }"),
    attr(
        "secret",
        Type::Object(&[
            attr("secret_name", KUBERNETES_NAME, "The Kubernetes secret.")
                .required()
                .to("secretName", "secret_name")
                .example("\"api-token\""),
            attr(
                "optional",
                Type::Bool,
                "Starts the pod without it, too. Left out, the secret must be there.",
            )
            .default_described("`false`")
            .to("optional", "optional")
            .example("true"),
        ]),
        "A Kubernetes secret, its keys as files.",
    )
    .to("secret", "secret")
    .example("{ secret_name = \"api-token\" }"),
    attr(
        "persistent_volume_claim",
        Type::Object(&[
            attr("claim_name", KUBERNETES_NAME, "The claim.")
                .required()
                .aws_only("claimName")
                .example("\"models\""),
            attr(
                "read_only",
                Type::Bool,
                "Whether it may only be read. Left out, it may be written.",
            )
            .default_described("`false`")
            .aws_only("readOnly")
            .example("true"),
        ]),
        "A volume Kubernetes keeps beyond the pod.",
    )
    .aws_only("persistentVolumeClaim")
    .since("2025")
    .example("{ claim_name = \"models\" }"),
];

static METADATA: &[Attribute] = &[
    attr(
        "labels",
        map!(ANY_TEXT, 0, MANY),
        "Labels of the pod. Left out, Batch's own.",
    )
    .to("labels", "labels")
    .example("{ app = \"convert\" }"),
    attr(
        "annotations",
        map!(ANY_TEXT, 0, MANY),
        "Annotations of the pod. Left out, none.",
    )
    .aws_only("annotations")
    .since("2025")
    .example("{ \"example.com/owner\" = \"media\" }"),
    attr(
        "namespace",
        Type::String(Format::KubernetesNamespace),
        "The namespace. Left out, the compute environment's.",
    )
    .aws_only("namespace")
    .since("2025")
    .example("\"batch\""),
];
