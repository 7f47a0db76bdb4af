//! What a job runs on: EC2 instances, Fargate, ECS Managed Instances or EKS, as its definition
//! says or as its queues imply.

use crate::program::{Block, Program, Typed};
use crate::syntax::source::Span;
use crate::vocabulary::{Form, Kind};

/// What starts the containers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Platform {
    Ec2,
    Fargate,
    ManagedInstances,
    Eks,
}

impl Platform {
    /// In a sentence: "runs on …".
    pub const fn noun(self) -> &'static str {
        match self {
            Platform::Ec2 => "EC2 instances",
            Platform::Fargate => "Fargate",
            Platform::ManagedInstances => "ECS Managed Instances",
            Platform::Eks => "EKS",
        }
    }

    /// The word of `platform_capabilities`; pods have none.
    pub const fn capability(self) -> Option<&'static str> {
        match self {
            Platform::Ec2 => Some("EC2"),
            Platform::Fargate => Some("FARGATE"),
            Platform::ManagedInstances => Some("MANAGED_INSTANCES"),
            Platform::Eks => None,
        }
    }
}

/// A job's platform and the place that says so.
#[derive(Clone, Copy, Debug)]
pub struct Chosen {
    pub platform: Platform,
    pub span: Span,
    /// `platform_capabilities` or the form says it; else a queue implies it.
    pub written: bool,
}

/// The platform of a compute environment; `None` where it cannot be told.
pub fn of_environment(environment: &Block) -> Option<Platform> {
    if environment.has("eks_configuration") {
        return Some(Platform::Eks);
    }
    match environment.form()? {
        // What runs in a cluster of one's own is one's own affair.
        Form::Unmanaged => None,
        // `existing … { type = EC2 }` may stand on EKS; nothing there says so.
        Form::Ec2 | Form::Spot if environment.existing => None,
        Form::Ec2 | Form::Spot => Some(Platform::Ec2),
        Form::Fargate | Form::FargateSpot => Some(Platform::Fargate),
        Form::ManagedInstances => Some(Platform::ManagedInstances),
        _ => None,
    }
}

/// The platform a job definition is made for; `None` where nothing settles it.
pub fn of_definition(program: &Program, definition: &Block) -> Option<Chosen> {
    let range = definition
        .objects("node_ranges")
        .find_map(|range| range.field("pod_properties"));
    if let Some(field) = definition.field("pod_properties").or(range) {
        return Some(Chosen {
            platform: Platform::Eks,
            span: field.name_span,
            written: true,
        });
    }
    if let Some(field) = definition.field("platform_capabilities") {
        let word = field.value.as_list()?.first()?;
        let platform = match word.as_word()? {
            "EC2" => Platform::Ec2,
            "FARGATE" => Platform::Fargate,
            "MANAGED_INSTANCES" => Platform::ManagedInstances,
            _ => return None,
        };
        return Some(Chosen {
            platform,
            span: word.span,
            written: true,
        });
    }
    if let Some(field) = definition.field("node_ranges") {
        return Some(Chosen {
            platform: Platform::Ec2,
            span: field.name_span,
            written: true,
        });
    }
    implied(program, definition)
}

/// The platform of the first environment of its queues that has one.
fn implied(program: &Program, definition: &Block) -> Option<Chosen> {
    let container = definition
        .field("image")
        .or_else(|| definition.field("containers"));
    definition.references("runs_on").find_map(|(queue, span)| {
        let queue = program.block(queue);
        let platform = program.environments_of(queue).find_map(of_environment)?;
        // On EKS runs nothing but pods, which this is not.
        if let (Platform::Eks, Some(field)) = (platform, container) {
            return Some(Chosen {
                platform: Platform::Ec2,
                span: field.name_span,
                written: true,
            });
        }
        Some(Chosen {
            platform,
            span,
            written: false,
        })
    })
}

/// The environments of a queue, each with its place in the list; `None` where any is unknown.
pub fn environments<'a>(program: &'a Program, queue: &'a Block) -> Option<Vec<(&'a Block, Span)>> {
    if queue.existing || queue.kind != Kind::JobQueue {
        return None;
    }
    let listed = queue.get("compute_environments").and_then(Typed::as_list)?;
    listed
        .iter()
        .map(|item| Some((program.block(item.as_reference()?), item.span)))
        .collect()
}
