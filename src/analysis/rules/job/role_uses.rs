//! Where roles are used, and what each use asks of its role.

use crate::program::{Block, Object, Program};
use crate::syntax::source::Span;
use crate::vocabulary::Kind;

/// What a role is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Job,
    Execution,
    Instance,
    Service,
    SpotFleet,
    Infrastructure,
}

impl Purpose {
    /// The service that assumes the role, without its domain.
    pub const fn principal(self) -> &'static str {
        match self {
            Purpose::Job | Purpose::Execution => "ecs-tasks",
            Purpose::Instance => "ec2",
            Purpose::Service => "batch",
            Purpose::SpotFleet => "spotfleet",
            Purpose::Infrastructure => "ecs",
        }
    }

    /// Who that is, in a sentence.
    pub const fn who(self) -> &'static str {
        match self {
            Purpose::Job => "the job's containers",
            Purpose::Execution => "the ECS agent, before the job starts,",
            Purpose::Instance => "the instances",
            Purpose::Service => "AWS Batch",
            Purpose::SpotFleet => "Spot Fleet",
            Purpose::Infrastructure => "ECS",
        }
    }
}

/// A role at one of the places that name it.
#[derive(Clone, Copy)]
pub struct Use<'a> {
    pub role: &'a Block,
    pub purpose: Purpose,
    pub span: Span,
    /// The compute environment or job definition.
    pub block: &'a Block,
    /// What the attribute stands in: the block, or a node range.
    pub holder: &'a Object,
}

/// The uses of the program's own roles in one compute environment or job definition.
pub fn uses_of<'a>(program: &'a Program, block: &'a Block) -> Vec<Use<'a>> {
    let mut found = Vec::new();
    let mut add = |block, holder: &'static str, object, purpose| {
        found.extend(used(program, block, holder, object, purpose));
    };
    if block.kind == Kind::ComputeEnvironment {
        add(block, "instance_role", &block.object, Purpose::Instance);
        add(block, "service_role", &block.object, Purpose::Service);
        add(
            block,
            "spot_iam_fleet_role",
            &block.object,
            Purpose::SpotFleet,
        );
        if let Some(provider) = block.object("managed_instances_provider") {
            add(
                block,
                "infrastructure_role",
                provider,
                Purpose::Infrastructure,
            );
            add(block, "instance_role", provider, Purpose::Instance);
        }
    }
    if block.kind == Kind::JobDefinition {
        for object in std::iter::once(&block.object).chain(block.objects("node_ranges")) {
            add(block, "job_role", object, Purpose::Job);
            add(block, "execution_role", object, Purpose::Execution);
        }
    }
    found
}

fn used<'a>(
    program: &'a Program,
    block: &'a Block,
    attribute: &str,
    holder: &'a Object,
    purpose: Purpose,
) -> Option<Use<'a>> {
    let field = holder.field(attribute)?;
    let role = program.block(field.value.as_reference()?);
    let declared = role.kind == Kind::Role && !role.existing;
    declared.then_some(Use {
        role,
        purpose,
        span: field.value.span,
        block,
        holder,
    })
}
