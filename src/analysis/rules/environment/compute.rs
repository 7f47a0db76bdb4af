//! What the rules ask of a compute environment: its platform, its images, the settings it gets
//! when it says nothing.

use crate::program::{Block, Object, Program, Typed};
use crate::vocabulary::{Form, Kind};

/// What runs a compute environment's jobs. One queue holds environments of one platform only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// EC2 instances in an ECS cluster.
    Ecs,
    /// EC2 instances in an EKS cluster.
    Eks,
    Fargate,
    ManagedInstances,
    /// Instances of the user's own; what they are cannot be told.
    Unmanaged,
}

impl Platform {
    pub const fn noun(self) -> &'static str {
        match self {
            Platform::Ecs => "EC2 instances",
            Platform::Eks => "EKS",
            Platform::Fargate => "Fargate",
            Platform::ManagedInstances => "ECS Managed Instances",
            Platform::Unmanaged => "instances of your own",
        }
    }

    /// The `job_queue_type` of a queue over such environments.
    pub const fn queue_type(self) -> Option<&'static str> {
        match self {
            Platform::Ecs => Some("ECS"),
            Platform::Eks => Some("EKS"),
            Platform::Fargate => Some("ECS_FARGATE"),
            Platform::ManagedInstances => Some("ECS_MANAGED_INSTANCES"),
            Platform::Unmanaged => None,
        }
    }
}

/// The platform of a compute environment, where its `type` is known.
pub fn platform(environment: &Block) -> Option<Platform> {
    Some(match environment.form()? {
        Form::Ec2 | Form::Spot if environment.has("eks_configuration") => Platform::Eks,
        Form::Ec2 | Form::Spot => Platform::Ecs,
        Form::Fargate | Form::FargateSpot => Platform::Fargate,
        Form::ManagedInstances => Platform::ManagedInstances,
        _ => Platform::Unmanaged,
    })
}

/// The compute environments this program makes.
pub fn declared(program: &Program) -> impl Iterator<Item = &Block> {
    program.declared(Kind::ComputeEnvironment)
}

/// The instance types, families and keywords an environment lists, with their places.
pub fn instance_types(environment: &Block) -> impl Iterator<Item = (&str, &Typed)> {
    let managed = environment
        .object("managed_instances_provider")
        .map_or(&[][..], |provider| provider.list("allowed_instance_types"));
    environment
        .list("instance_types")
        .iter()
        .chain(managed)
        .filter_map(|entry| Some((entry.as_str()?, entry)))
}

/// Launches from Spot capacity.
pub fn is_spot(environment: &Block) -> bool {
    match environment.form() {
        Some(Form::Spot | Form::FargateSpot) => true,
        Some(Form::ManagedInstances) => {
            environment
                .object("managed_instances_provider")
                .and_then(|provider| provider.word("capacity_option_type"))
                == Some("SPOT")
        }
        _ => false,
    }
}

/// Its instances come from an image of the user's own.
pub fn has_own_image(environment: &Block) -> bool {
    environment.has("ami_id")
        || environment
            .objects("ec2_configuration")
            .any(|image| image.has("image_id_override"))
}

/// A service role of the user's own rather than AWS's service-linked one.
pub fn has_custom_service_role(program: &Program, environment: &Block) -> bool {
    let Some(id) = environment.reference("service_role") else {
        return false;
    };
    let role = program.block(id);
    let name = role.base_name().unwrap_or_default();
    let arn = role.str("arn").unwrap_or_default();
    name != SERVICE_LINKED_ROLE && !arn.ends_with(SERVICE_LINKED_ROLE)
}

/// The role AWS makes for Batch itself.
const SERVICE_LINKED_ROLE: &str = "AWSServiceRoleForBatch";

/// The launch template an environment names itself.
pub fn launch_template(environment: &Block) -> Option<&Object> {
    environment.object("launch_template")
}
