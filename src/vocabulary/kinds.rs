//! The kinds and keywords in words: what hover, completion and the reference say of them.

use super::kind::Kind;

/// What is said of a kind.
#[derive(Clone, Copy, Debug)]
pub struct KindDoc {
    /// One line.
    pub summary: &'static str,
    /// Markdown: a paragraph or two.
    pub doc: &'static str,
    /// A complete small block that checks clean on its own, or with the blocks it names.
    pub example: &'static str,
    /// The attributes a new block is begun with, in order.
    pub snippet: &'static [&'static str],
}

/// What is said of a keyword.
#[derive(Clone, Copy, Debug)]
pub struct KeywordDoc {
    pub name: &'static str,
    pub doc: &'static str,
    pub example: &'static str,
}

/// The keywords a declaration begins with that are no kind.
pub fn keywords() -> &'static [KeywordDoc] {
    KEYWORDS
}

static KEYWORDS: &[KeywordDoc] = &[
    KeywordDoc {
        name: "existing",
        doc: "Something that is there already: this program refers to it and never touches it.",
        example: "existing job_queue shared { }",
    },
    KeywordDoc {
        name: "param",
        doc: "A value given from outside, by `--param name=value`, a file, or `BATCHLANG_PARAM_NAME`. Types are `string int bool size duration`, lists and maps of them, and closed choices.",
        example: "param stage: \"dev\" | \"prod\" = \"dev\"",
    },
    KeywordDoc {
        name: "let",
        doc: "A name for a value.",
        example: "let bucket = \"genomics-${stage}\"",
    },
    KeywordDoc {
        name: "template",
        doc: "Attributes to share: a block takes them with `: name` behind its label; its own win, maps merge key by key.",
        example: "template job_definition base { image = \"busybox:1.36\" }",
    },
    KeywordDoc {
        name: "for",
        doc: "The declarations in it, once for each element of a list or entry of a map.",
        example: "for team in [\"genomics\", \"imaging\"] {\n  role ${team}-job { }\n}",
    },
    KeywordDoc {
        name: "if",
        doc: "The declarations in it, where the condition holds.",
        example: "if stage == \"prod\" {\n  role auditor { }\n}",
    },
    KeywordDoc {
        name: "import",
        doc: "The declarations of another file; the path is relative to this one.",
        example: "import \"shared/network.batch\"",
    },
    KeywordDoc {
        name: "output",
        doc: "A value to show when it is deployed, besides those every program has.",
        example: "output queue = job_queue.main.arn",
    },
];

/// What is said of a kind.
pub fn kind_doc(kind: Kind) -> &'static KindDoc {
    match kind {
        Kind::Project => &PROJECT,
        Kind::Network => &NETWORK,
        Kind::Role => &ROLE,
        Kind::ComputeEnvironment => &COMPUTE_ENVIRONMENT,
        Kind::SchedulingPolicy => &SCHEDULING_POLICY,
        Kind::JobQueue => &JOB_QUEUE,
        Kind::JobDefinition => &JOB_DEFINITION,
        Kind::ConsumableResource => &CONSUMABLE_RESOURCE,
        Kind::ServiceEnvironment => &SERVICE_ENVIRONMENT,
        Kind::QuotaShare => &QUOTA_SHARE,
        Kind::Vpc => &VPC,
        Kind::SecurityGroup => &SECURITY_GROUP,
        Kind::EcrRepository => &ECR_REPOSITORY,
        Kind::Secret => &SECRET,
        Kind::InstanceProfile => &INSTANCE_PROFILE,
    }
}

static PROJECT: KindDoc = KindDoc {
    summary: "What holds for the whole program: region, account, names, tags.",
    doc: "A program has exactly one. Its label is the project's name.",
    example: "project genomics {\n  region = \"eu-west-1\"\n  tags   = { team = \"genomics\" }\n}\n",
    snippet: &["region"],
};

static NETWORK: KindDoc = KindDoc {
    summary: "Where instances and tasks run: a VPC, its subnets, and what may come in and go out.",
    doc: "Three ways: nothing said, the region's default VPC; `vpc_id`, `subnets` and `security_groups`, ones that exist; `cidr`, a VPC made for the project, with NAT gateways and endpoints.",
    example: "network lab {\n  cidr               = \"10.20.0.0/16\"\n  availability_zones = 2\n  nat                = SINGLE\n}\n",
    snippet: &["cidr"],
};

static ROLE: KindDoc = KindDoc {
    summary: "An IAM role: what jobs, instances or the agent may do.",
    doc: "Policies that exist go into `managed_policies`, statements of your own into `allow` and `deny`. Who may take the role follows from where it is used.",
    example: "role reader {\n  allow = [{ actions = [\"s3:GetObject\"], resources = [\"arn:aws:s3:::genomics-data/*\"] }]\n}\n",
    snippet: &["allow"],
};

static COMPUTE_ENVIRONMENT: KindDoc = KindDoc {
    summary: "Where jobs run: instances that come and go with the load, or Fargate.",
    doc: "It grows up to `max_vcpus` while a queue that names it has jobs, and shrinks to `min_vcpus` when there are none. What may stand in it depends on its `type`.",
    example: "compute_environment spot-pool {\n  type           = SPOT\n  instance_types = [\"m6i\", \"c6i\", \"r6i\"]\n  max_vcpus      = 256\n}\n",
    snippet: &["type", "instance_types", "max_vcpus"],
};

static SCHEDULING_POLICY: KindDoc = KindDoc {
    summary: "Fair share: divides a queue among teams, projects or people.",
    doc: "A queue names it in `scheduling_policy`; a job names its share when it is submitted. A share that has used little lately goes first.",
    example: "scheduling_policy fair {\n  share_decay        = 6 h\n  share_distribution = [\n    { share_identifier = \"genomics\", weight_factor = 0.5 },\n    { share_identifier = \"imaging\" },\n  ]\n}\n",
    snippet: &["share_distribution"],
};

static JOB_QUEUE: KindDoc = KindDoc {
    summary: "Where jobs wait until one of its compute environments has room.",
    doc: "Jobs are submitted to a queue. Its environments are tried in order; queues that share one go by `priority`.",
    example: "job_queue main {\n  priority             = 1\n  compute_environments = [spot-pool]\n}\n",
    snippet: &["priority", "compute_environments"],
};

static JOB_DEFINITION: KindDoc = KindDoc {
    summary: "What a job runs and how much it needs: image, command, vCPUs, memory.",
    doc: "Jobs are made from it when they are submitted. It takes one of four forms: one container (`image`), several (`containers`), several machines (`node_ranges`), or a pod on EKS (`pod_properties`). Every change registers a new revision.",
    example: "job_definition hello {\n  image   = \"busybox:1.36\"\n  vcpus   = 1\n  memory  = 512 MiB\n  command = [\"echo\", \"hello world\"]\n}\n",
    snippet: &["image", "vcpus", "memory", "command"],
};

static CONSUMABLE_RESOURCE: KindDoc = KindDoc {
    summary: "Something there is a limited number of, such as licences, that jobs take while they run.",
    doc: "A job definition names it in `consumable_resources`; a job waits until enough is free. Terraform's provider does not have it.",
    example: "consumable_resource licences {\n  total_quantity = 20\n}\n",
    snippet: &["total_quantity"],
};

static SERVICE_ENVIRONMENT: KindDoc = KindDoc {
    summary: "Where service jobs run: SageMaker training through a Batch queue.",
    doc: "A queue names it in `service_environments`. Terraform's provider does not have it.",
    example: "service_environment training {\n  type            = SAGEMAKER_TRAINING\n  capacity_limits = [{ max_capacity = 10, capacity_unit = \"NUM_INSTANCES\" }]\n}\n",
    snippet: &["type", "capacity_limits"],
};

static QUOTA_SHARE: KindDoc = KindDoc {
    summary: "A share of a SageMaker queue with limits of its own.",
    doc: "The queue's scheduling policy has a `quota_share_policy`. Terraform's provider does not have it.",
    example: "quota_share vision {\n  job_queue        = training\n  capacity_limits  = [{ max_capacity = 4, capacity_unit = \"ml.p5.48xlarge\" }]\n  resource_sharing = { strategy = LEND }\n  preemption       = { in_share_preemption = DISABLED }\n}\n",
    snippet: &[
        "job_queue",
        "capacity_limits",
        "resource_sharing",
        "preemption",
    ],
};

static VPC: KindDoc = KindDoc {
    summary: "A VPC that exists.",
    doc: "Only as `existing vpc`; a `network` names it in `vpc_id`.",
    example: "existing vpc main {\n  id = \"vpc-0123456789abcdef0\"\n}\n",
    snippet: &["id"],
};

static SECURITY_GROUP: KindDoc = KindDoc {
    summary: "A security group that exists.",
    doc: "Only as `existing security_group`; a `network` names it in `security_groups` or in a rule.",
    example: "existing security_group office {\n  id = \"sg-0123456789abcdef0\"\n}\n",
    snippet: &["id"],
};

static ECR_REPOSITORY: KindDoc = KindDoc {
    summary: "An ECR repository that exists.",
    doc: "Only as `existing ecr_repository`; `ecr(label, \"tag\")` is an image in it.",
    example: "existing ecr_repository align {\n  name    = \"genomics/align\"\n  account = \"123456789012\"\n}\n",
    snippet: &["name"],
};

static SECRET: KindDoc = KindDoc {
    summary: "A secret of Secrets Manager that exists.",
    doc: "Only as `existing secret`, for one in another account or named often; `secret(\"name\")` does for the rest.",
    example: "existing secret db {\n  name     = \"prod/db\"\n  json_key = \"password\"\n}\n",
    snippet: &["name"],
};

static INSTANCE_PROFILE: KindDoc = KindDoc {
    summary: "An instance profile that exists.",
    doc: "Only as `existing instance_profile`; a compute environment names it in `instance_role`.",
    example: "existing instance_profile ecs {\n  name = \"ecsInstanceRole\"\n}\n",
    snippet: &["name"],
};
