//! Every call to AWS the tool can make, in one table.
//!
//! A call that is not here cannot be made: [`Op`] is its only name. The documentation of the
//! permissions a plan or an apply needs is made from this table.

/// The service a call goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    Batch,
    Ec2,
    Iam,
    Sts,
    Ecr,
    SecretsManager,
    Ssm,
}

impl Service {
    /// As IAM's actions begin: `batch`.
    pub const fn prefix(self) -> &'static str {
        match self {
            Service::Batch => "batch",
            Service::Ec2 => "ec2",
            Service::Iam => "iam",
            Service::Sts => "sts",
            Service::Ecr => "ecr",
            Service::SecretsManager => "secretsmanager",
            Service::Ssm => "ssm",
        }
    }

    /// As a person says it.
    pub const fn name(self) -> &'static str {
        match self {
            Service::Batch => "AWS Batch",
            Service::Ec2 => "EC2",
            Service::Iam => "IAM",
            Service::Sts => "STS",
            Service::Ecr => "ECR",
            Service::SecretsManager => "Secrets Manager",
            Service::Ssm => "Systems Manager",
        }
    }

    /// Whether deploying calls it; the others are asked for names only, by editors.
    pub const fn deploys(self) -> bool {
        !matches!(self, Service::Ecr | Service::SecretsManager | Service::Ssm)
    }
}

/// What a call does to the account, and with that what a lost answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Reads only.
    Read,
    /// Changes something; executed twice it leaves what once leaves.
    Repeatable,
    /// Makes a second thing, or fails, where the first attempt was executed and only its answer
    /// was lost. It is repeated only where AWS certainly did not execute it; for the rest, the
    /// caller looks at what is there.
    Once,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    pub op: Op,
    pub service: Service,
    /// The operation by AWS's name: `CreateJobQueue`.
    pub name: &'static str,
    /// The permission it needs: `batch:CreateJobQueue`.
    pub permission: &'static str,
    pub effect: Effect,
    /// What the tool makes it for.
    pub purpose: &'static str,
}

macro_rules! calls {
    ($($service:ident $prefix:literal {$($effect:ident $name:ident $purpose:literal;)*})*) => {
        /// A call to AWS.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Op {
            $($(#[doc = $purpose] $name,)*)*
        }

        /// The table, in the order of [`Op`].
        pub const CALLS: &[Call] = &[
            $($(Call {
                op: Op::$name,
                service: Service::$service,
                name: stringify!($name),
                permission: concat!($prefix, ":", stringify!($name)),
                effect: Effect::$effect,
                purpose: $purpose,
            },)*)*
        ];
    };
}

calls! {
    Batch "batch" {
        Read DescribeComputeEnvironments "Finds compute environments and waits for them.";
        Once CreateComputeEnvironment "Makes a compute environment.";
        Repeatable UpdateComputeEnvironment "Changes, disables or re-validates a compute environment.";
        Repeatable DeleteComputeEnvironment "Deletes a compute environment.";
        Read DescribeJobQueues "Finds queues and waits for them.";
        Once CreateJobQueue "Makes a queue.";
        Repeatable UpdateJobQueue "Changes or disables a queue.";
        Repeatable DeleteJobQueue "Deletes a queue.";
        Read DescribeJobDefinitions "Finds job definitions and their active revisions.";
        Once RegisterJobDefinition "Registers a revision of a job definition.";
        Repeatable DeregisterJobDefinition "Deregisters old revisions of a job definition.";
        Read ListSchedulingPolicies "Finds scheduling policies.";
        Read DescribeSchedulingPolicies "Reads scheduling policies.";
        Once CreateSchedulingPolicy "Makes a scheduling policy.";
        Repeatable UpdateSchedulingPolicy "Changes a scheduling policy.";
        Repeatable DeleteSchedulingPolicy "Deletes a scheduling policy.";
        Read ListConsumableResources "Finds consumable resources.";
        Read DescribeConsumableResource "Reads a consumable resource.";
        Once CreateConsumableResource "Makes a consumable resource.";
        Repeatable UpdateConsumableResource "Changes a consumable resource's quantity.";
        Repeatable DeleteConsumableResource "Deletes a consumable resource.";
        Read DescribeServiceEnvironments "Finds service environments and waits for them.";
        Once CreateServiceEnvironment "Makes a service environment.";
        Repeatable UpdateServiceEnvironment "Changes or disables a service environment.";
        Repeatable DeleteServiceEnvironment "Deletes a service environment.";
        Read ListQuotaShares "Finds the quota shares of a queue.";
        Read DescribeQuotaShare "Reads a quota share.";
        Once CreateQuotaShare "Makes a quota share.";
        Repeatable UpdateQuotaShare "Changes or disables a quota share.";
        Repeatable DeleteQuotaShare "Deletes a quota share.";
        Read ListTagsForResource "Reads the tags of what is not described with them.";
        Repeatable TagResource "Sets tags in AWS Batch.";
        Repeatable UntagResource "Removes tags in AWS Batch.";
        Read ListJobs "Finds the jobs still in a queue that is deleted.";
        Repeatable TerminateJob "Ends the jobs of a Fargate compute environment that is deleted.";
    }
    Iam "iam" {
        Read ListRoles "Finds the project's roles by their path.";
        Read GetRole "Reads a role.";
        Once CreateRole "Makes a role.";
        Repeatable UpdateRole "Changes a role's description and session duration.";
        Repeatable UpdateAssumeRolePolicy "Changes who may take on a role.";
        Repeatable DeleteRole "Deletes a role.";
        Repeatable TagRole "Sets a role's tags.";
        Repeatable UntagRole "Removes a role's tags.";
        Repeatable PutRolePermissionsBoundary "Sets a role's permissions boundary.";
        Repeatable DeleteRolePermissionsBoundary "Removes a role's permissions boundary.";
        Read ListAttachedRolePolicies "Reads the managed policies of a role.";
        Repeatable AttachRolePolicy "Attaches a managed policy to a role.";
        Repeatable DetachRolePolicy "Detaches a managed policy from a role.";
        Read ListRolePolicies "Reads which policies of its own a role has.";
        Read GetRolePolicy "Reads a role's own policy.";
        Repeatable PutRolePolicy "Writes a role's own policy.";
        Repeatable DeleteRolePolicy "Deletes a role's own policy.";
        Read ListInstanceProfiles "Finds the project's instance profiles by their path.";
        Read GetInstanceProfile "Reads an instance profile.";
        Once CreateInstanceProfile "Makes an instance profile.";
        Once AddRoleToInstanceProfile "Puts a role into an instance profile.";
        Repeatable RemoveRoleFromInstanceProfile "Takes a role out of an instance profile.";
        Repeatable DeleteInstanceProfile "Deletes an instance profile.";
        Read ListInstanceProfileTags "Reads an instance profile's tags.";
        Repeatable TagInstanceProfile "Sets an instance profile's tags.";
        Repeatable UntagInstanceProfile "Removes an instance profile's tags.";
        Once CreateServiceLinkedRole "Makes the role AWS Batch itself works with, once an account.";
    }
    Ec2 "ec2" {
        Read DescribeVpcs "Finds the project's VPCs, and the default VPC.";
        Read DescribeVpcAttribute "Reads a VPC's DNS settings.";
        Read DescribeSubnets "Finds subnets.";
        Read DescribeAvailabilityZones "Reads the zones of the region.";
        Read DescribeSecurityGroups "Finds security groups.";
        Read DescribeSecurityGroupRules "Reads the rules of security groups.";
        Read DescribeLaunchTemplates "Finds launch templates.";
        Read DescribeLaunchTemplateVersions "Reads what launch templates say.";
        Read DescribeInternetGateways "Finds internet gateways.";
        Read DescribeNatGateways "Finds NAT gateways and waits for them.";
        Read DescribeAddresses "Finds elastic IP addresses.";
        Read DescribeRouteTables "Finds route tables, their routes and subnets.";
        Read DescribeVpcEndpoints "Finds VPC endpoints and waits for them.";
        Read DescribePrefixLists "Reads the address list of a gateway endpoint's service.";
        Once CreateVpc "Makes a VPC.";
        Repeatable ModifyVpcAttribute "Sets a VPC's DNS settings.";
        Repeatable DeleteVpc "Deletes a VPC.";
        Once CreateSubnet "Makes a subnet.";
        Repeatable ModifySubnetAttribute "Lets a subnet give out public addresses.";
        Repeatable DeleteSubnet "Deletes a subnet.";
        Once CreateInternetGateway "Makes an internet gateway.";
        Once AttachInternetGateway "Attaches an internet gateway to a VPC.";
        Repeatable DetachInternetGateway "Detaches an internet gateway from a VPC.";
        Repeatable DeleteInternetGateway "Deletes an internet gateway.";
        Once AllocateAddress "Allocates a NAT gateway's address.";
        Repeatable ReleaseAddress "Releases an address.";
        Once CreateNatGateway "Makes a NAT gateway.";
        Repeatable DeleteNatGateway "Deletes a NAT gateway.";
        Once CreateRouteTable "Makes a route table.";
        Repeatable DeleteRouteTable "Deletes a route table.";
        Once CreateRoute "Adds a route.";
        Repeatable ReplaceRoute "Changes a route.";
        Repeatable DeleteRoute "Deletes a route.";
        Once AssociateRouteTable "Gives a subnet its route table.";
        Once ReplaceRouteTableAssociation "Gives a subnet another route table.";
        Repeatable DisassociateRouteTable "Takes a subnet's route table away.";
        Once CreateSecurityGroup "Makes a security group.";
        Repeatable DeleteSecurityGroup "Deletes a security group.";
        Once AuthorizeSecurityGroupIngress "Adds inbound rules.";
        Once AuthorizeSecurityGroupEgress "Adds outbound rules.";
        Repeatable RevokeSecurityGroupIngress "Removes inbound rules.";
        Repeatable RevokeSecurityGroupEgress "Removes outbound rules.";
        Once CreateLaunchTemplate "Makes a launch template.";
        Once CreateLaunchTemplateVersion "Adds a version to a launch template.";
        Repeatable ModifyLaunchTemplate "Sets a launch template's default version.";
        Repeatable DeleteLaunchTemplate "Deletes a launch template.";
        Repeatable DeleteLaunchTemplateVersions "Deletes old versions of a launch template.";
        Once CreateVpcEndpoint "Makes a VPC endpoint.";
        Repeatable ModifyVpcEndpoint "Changes a VPC endpoint.";
        Repeatable DeleteVpcEndpoints "Deletes VPC endpoints.";
        Repeatable CreateTags "Sets tags in EC2.";
        Repeatable DeleteTags "Removes tags in EC2.";
    }
    Sts "sts" {
        Read GetCallerIdentity "Reads which account and identity the credentials are.";
    }
    Ecr "ecr" {
        Read DescribeRepositories "Offers repositories to an editor.";
    }
    SecretsManager "secretsmanager" {
        Read ListSecrets "Offers secrets, never their values, to an editor.";
    }
    Ssm "ssm" {
        Read DescribeParameters "Offers parameters, never their values, to an editor.";
    }
}

impl Op {
    /// Its row in the table.
    pub const fn call(self) -> &'static Call {
        &CALLS[self as usize]
    }

    pub const fn service(self) -> Service {
        self.call().service
    }

    /// The operation by AWS's name: `CreateJobQueue`.
    pub const fn name(self) -> &'static str {
        self.call().name
    }

    /// The permission it needs: `batch:CreateJobQueue`.
    pub const fn permission(self) -> &'static str {
        self.call().permission
    }

    /// Changes something in the account. A plan makes no such call.
    pub const fn mutates(self) -> bool {
        !matches!(self.call().effect, Effect::Read)
    }

    /// Must not be repeated where AWS may have executed it already.
    pub const fn once(self) -> bool {
        matches!(self.call().effect, Effect::Once)
    }
}

impl std::fmt::Display for Op {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.permission())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_finds_its_row() {
        for call in CALLS {
            assert_eq!(call.op.call(), call);
            let (prefix, name) = call.permission.split_once(':').unwrap_or_default();
            assert_eq!((prefix, name), (call.service.prefix(), call.name));
        }
    }

    #[test]
    fn names_and_effects_agree() {
        for call in CALLS {
            let reads = ["Describe", "Get", "List"]
                .iter()
                .any(|start| call.name.starts_with(start));
            assert_eq!(reads, call.effect == Effect::Read, "{}", call.name);
            let makes = (call.name.starts_with("Create") && call.op != Op::CreateTags)
                || call.name.starts_with("Register");
            assert!(!makes || call.op.once(), "{}", call.name);
        }
    }
}
