//! The kinds of block, and the forms one kind may take.

/// A kind of declaration with a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Project,
    Network,
    Role,
    ComputeEnvironment,
    SchedulingPolicy,
    JobQueue,
    JobDefinition,
    ConsumableResource,
    ServiceEnvironment,
    QuotaShare,
    // Only as `existing`:
    Vpc,
    SecurityGroup,
    EcrRepository,
    Secret,
    InstanceProfile,
}

impl Kind {
    pub const ALL: [Kind; 15] = [
        Kind::Project,
        Kind::Network,
        Kind::Role,
        Kind::ComputeEnvironment,
        Kind::SchedulingPolicy,
        Kind::JobQueue,
        Kind::JobDefinition,
        Kind::ConsumableResource,
        Kind::ServiceEnvironment,
        Kind::QuotaShare,
        Kind::Vpc,
        Kind::SecurityGroup,
        Kind::EcrRepository,
        Kind::Secret,
        Kind::InstanceProfile,
    ];

    /// As it is written in a file.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Project => "project",
            Kind::Network => "network",
            Kind::Role => "role",
            Kind::ComputeEnvironment => "compute_environment",
            Kind::SchedulingPolicy => "scheduling_policy",
            Kind::JobQueue => "job_queue",
            Kind::JobDefinition => "job_definition",
            Kind::ConsumableResource => "consumable_resource",
            Kind::ServiceEnvironment => "service_environment",
            Kind::QuotaShare => "quota_share",
            Kind::Vpc => "vpc",
            Kind::SecurityGroup => "security_group",
            Kind::EcrRepository => "ecr_repository",
            Kind::Secret => "secret",
            Kind::InstanceProfile => "instance_profile",
        }
    }

    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// In a sentence, with its article: "a job queue".
    pub const fn noun(self) -> &'static str {
        match self {
            Kind::Project => "a project",
            Kind::Network => "a network",
            Kind::Role => "a role",
            Kind::ComputeEnvironment => "a compute environment",
            Kind::SchedulingPolicy => "a scheduling policy",
            Kind::JobQueue => "a job queue",
            Kind::JobDefinition => "a job definition",
            Kind::ConsumableResource => "a consumable resource",
            Kind::ServiceEnvironment => "a service environment",
            Kind::QuotaShare => "a quota share",
            Kind::Vpc => "a VPC",
            Kind::SecurityGroup => "a security group",
            Kind::EcrRepository => "an ECR repository",
            Kind::Secret => "a secret",
            Kind::InstanceProfile => "an instance profile",
        }
    }

    /// May be declared (without `existing`).
    pub const fn declarable(self) -> bool {
        (self as u8) <= (Kind::QuotaShare as u8)
    }

    /// May stand behind `existing`.
    pub const fn existing(self) -> bool {
        matches!(
            self,
            Kind::Role
                | Kind::ComputeEnvironment
                | Kind::JobQueue
                | Kind::SchedulingPolicy
                | Kind::ConsumableResource
                | Kind::ServiceEnvironment
                | Kind::Vpc
                | Kind::SecurityGroup
                | Kind::EcrRepository
                | Kind::Secret
                | Kind::InstanceProfile
        )
    }
}

/// The shape a compute environment or job definition takes, which decides what may stand in it.
/// A compute environment's follows from `type`, a job definition's from what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    // compute environments
    Ec2,
    Spot,
    Fargate,
    FargateSpot,
    ManagedInstances,
    Unmanaged,
    // job definitions
    /// One container: `image = …`.
    Container,
    /// Several containers in a task: `containers = […]`.
    Containers,
    /// Several nodes: `node_ranges = […]`.
    MultiNode,
    /// A pod on EKS: `pod_properties = {…}`.
    Pod,
}

impl Form {
    /// The form of a compute environment of that `type`.
    pub fn of_environment(word: &str) -> Option<Form> {
        Some(match word {
            "EC2" => Form::Ec2,
            "SPOT" => Form::Spot,
            "FARGATE" => Form::Fargate,
            "FARGATE_SPOT" => Form::FargateSpot,
            "ECS_MANAGED_INSTANCES" => Form::ManagedInstances,
            "UNMANAGED" => Form::Unmanaged,
            _ => return None,
        })
    }

    /// The form of a job definition, or of one of its `node_ranges`, that has these attributes.
    pub fn of_job(has: impl Fn(&str) -> bool) -> Form {
        if has("pod_properties") {
            Form::Pod
        } else if has("node_ranges") {
            Form::MultiNode
        } else if has("containers") {
            Form::Containers
        } else {
            Form::Container
        }
    }

    /// In a sentence: "a node range with several containers".
    pub const fn noun_of_range(self) -> &'static str {
        match self {
            Form::Containers => "a node range with several containers",
            Form::Pod => "a node range with a pod",
            _ => "a node range with one container",
        }
    }

    /// In a list: "EC2", "several containers".
    pub const fn short(self) -> &'static str {
        match self {
            Form::Ec2 => "EC2",
            Form::Spot => "SPOT",
            Form::Fargate => "FARGATE",
            Form::FargateSpot => "FARGATE_SPOT",
            Form::ManagedInstances => "ECS_MANAGED_INSTANCES",
            Form::Unmanaged => "UNMANAGED",
            Form::Container => "a single container",
            Form::Containers => "several containers",
            Form::MultiNode => "several nodes",
            Form::Pod => "a pod on EKS",
        }
    }

    /// In a sentence: "an EC2 compute environment".
    pub const fn noun(self) -> &'static str {
        match self {
            Form::Ec2 => "an EC2 compute environment",
            Form::Spot => "a SPOT compute environment",
            Form::Fargate => "a FARGATE compute environment",
            Form::FargateSpot => "a FARGATE_SPOT compute environment",
            Form::ManagedInstances => "an ECS_MANAGED_INSTANCES compute environment",
            Form::Unmanaged => "an UNMANAGED compute environment",
            Form::Container => "a single-container job definition",
            Form::Containers => "a multi-container job definition",
            Form::MultiNode => "a multi-node job definition",
            Form::Pod => "an EKS job definition",
        }
    }
}
