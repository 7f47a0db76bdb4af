//! `network`: where instances and tasks run.

use super::common::{ANY_TEXT, MANY, TAGS, int, list};
use super::kind::Kind;
use super::types::{Attribute, Format, Type, Word, attr, word};

pub static ATTRIBUTES: &[Attribute] = &[
    attr(
        "vpc_id",
        Type::OneOf(&[Type::Ref(&[Kind::Vpc]), Type::String(Format::VpcId)]),
        "A VPC that exists: its id, or an `existing vpc`. Left out, the VPC is made from `cidr`, or \
         is the region's default one.",
    )
    .default_described("the default VPC, unless `cidr` is set")
    .own()
    .example("\"vpc-0123456789abcdef0\""),
    attr(
        "subnets",
        list!(Type::String(Format::SubnetId), 1, MANY),
        "Subnets that exist, all of one VPC. Left out, all subnets of the VPC.",
    )
    .default_described("all subnets of the VPC")
    .own()
    .example("[\"subnet-0123456789abcdef0\"]"),
    attr(
        "security_groups",
        list!(
            Type::OneOf(&[
                Type::Ref(&[Kind::SecurityGroup]),
                Type::String(Format::SecurityGroupId)
            ]),
            1,
            16
        ),
        "Security groups that exist, by id or as `existing security_group`. Left out, one is made \
         from `ingress` and `egress`.",
    )
    .default_described("one made from `ingress` and `egress`")
    .own()
    .example("[\"sg-0123456789abcdef0\"]"),
    attr(
        "cidr",
        Type::String(Format::Cidr),
        "Makes a VPC with these addresses, instead of using one that exists. Left out, none is made.",
    )
    .own()
    .example("\"10.20.0.0/16\""),
    attr(
        "availability_zones",
        Type::OneOf(&[
            int(1, 6),
            list!(Type::String(Format::AvailabilityZone), 1, 6),
        ]),
        "The zones the made VPC has subnets in: how many, or which. Left out, two. More zones give \
         Spot more places to look; in a `cidr` of /21 or larger those added later move no subnet \
         that is there.",
    )
    .default("2")
    .own()
    .example("3"),
    attr(
        "nat",
        Type::Enum(&[
            word("NONE", "No way to the internet but a public address; AWS's services by `endpoints`."),
            word("SINGLE", "One NAT gateway for all zones: the cheap one."),
            word("PER_AZ", "One in each zone: no traffic between zones, no single point of failure."),
        ]),
        "How private subnets of the made VPC reach the internet. Left out, through one NAT gateway. \
         A NAT gateway costs money by the hour and by the gigabyte.",
    )
    .default("SINGLE")
    .own()
    .example("PER_AZ"),
    attr(
        "endpoints",
        list!(Type::Enum(ENDPOINTS), 0, 16),
        "AWS services the made VPC reaches without the internet. Left out, none. S3's is free, the \
         others are paid for by the hour. Where `egress` is `[]`, S3's leads to the account's own \
         buckets and to the layers of images in ECR only.",
    )
    .own()
    .example("[ecs, ecr, logs, s3]"),
    attr(
        "ingress",
        list!(Type::Object(INGRESS), 0, 60),
        "Connections let in. Left out, none: jobs ask, they are not asked.",
    )
    .default("[]")
    .own()
    .example("[{ protocol = tcp, from_port = 22, cidr = \"10.0.0.0/8\" }]"),
    attr(
        "egress",
        list!(Type::Object(EGRESS), 0, 60),
        "Connections let out. Left out, all of them. `[]` lets nothing out but to the network's own \
         `endpoints`: for code nobody vouches for.",
    )
    .default_described("everything to everywhere")
    .own()
    .example("[{ protocol = tcp, from_port = 443, cidr = \"0.0.0.0/0\" }]"),
    TAGS.own(),
];

static ENDPOINTS: &[Word] = &[
    word(
        "s3",
        "S3, through the route table; free. Image layers of ECR lie there too.",
    ),
    word("ecr", "ECR, to pull images: its API and its registry."),
    word(
        "ecs",
        "ECS, which instances register with: control plane, agent and telemetry.",
    ),
    word("logs", "CloudWatch Logs, for `awslogs`."),
    word("secretsmanager", "Secrets Manager, for `secret(…)`."),
    word(
        "ssm",
        "Systems Manager: Parameter Store for `ssm(…)`, and Session Manager.",
    ),
    word("sts", "STS, for roles."),
    word("batch", "AWS Batch itself, for jobs that submit jobs."),
    word("kms", "KMS, for keys of your own."),
    word(
        "elasticfilesystem",
        "EFS's API; a mount target is needed as well.",
    ),
];

static PROTOCOLS: &[Word] = &[
    word("tcp", "TCP."),
    word("udp", "UDP."),
    word("icmp", "ICMP: ping and path discovery."),
    word("all", "Every protocol and port."),
];

const fn protocol(default: &'static str, doc: &'static str) -> Attribute {
    attr("protocol", Type::Enum(PROTOCOLS), doc)
        .default(default)
        .own()
        .example("tcp")
}

const FROM_PORT: Attribute = attr(
    "from_port",
    int(0, 65_535),
    "The first port. Left out, all ports; `tcp` and `udp` rules usually want one.",
)
.own()
.example("443");
const TO_PORT: Attribute = attr(
    "to_port",
    int(0, 65_535),
    "The last port. Left out, it is `from_port`.",
)
.default_described("`from_port`")
.own()
.example("443");
const CIDR: Attribute = attr(
    "cidr",
    Type::String(Format::Cidr),
    "The addresses on the other side. Either this or `security_group`.",
)
.own()
.example("\"10.0.0.0/8\"");
const GROUP: Attribute = attr(
    "security_group",
    Type::OneOf(&[
        Type::Ref(&[Kind::SecurityGroup]),
        Type::String(Format::SecurityGroupId),
    ]),
    "The security group on the other side, by id or as `existing security_group`. Either this or \
     `cidr`.",
)
.own()
.example("\"sg-0123456789abcdef0\"");
const DESCRIPTION: Attribute = attr(
    "description",
    ANY_TEXT,
    "What the rule is for; it shows in the AWS console. Left out, it stays empty.",
)
.own()
.example("\"SSH from the office\"");

static INGRESS: &[Attribute] = &[
    protocol("tcp", "The protocol. Left out, TCP."),
    FROM_PORT,
    TO_PORT,
    CIDR,
    GROUP,
    DESCRIPTION,
];
static EGRESS: &[Attribute] = &[
    protocol("all", "The protocol. Left out, all of them."),
    FROM_PORT,
    TO_PORT,
    CIDR,
    GROUP,
    DESCRIPTION,
];
