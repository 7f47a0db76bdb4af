//! AWS's own policies, as far as set-ups around Batch meet them.

/// What stands behind `arn:aws:iam::aws:policy/`, ascending.
const POLICIES: &[&str] = &[
    "AWSBatchFullAccess",
    "AWSCloudFormationFullAccess",
    "AWSCloudMapFullAccess",
    "AWSCloudTrail_ReadOnlyAccess",
    "AWSCodeCommitReadOnly",
    "AWSKeyManagementServicePowerUser",
    "AWSLambda_FullAccess",
    "AWSLambda_ReadOnlyAccess",
    "AWSMarketplaceMeteringFullAccess",
    "AWSStepFunctionsFullAccess",
    "AWSStepFunctionsReadOnlyAccess",
    "AWSXRayDaemonWriteAccess",
    "AdministratorAccess",
    "AmazonAthenaFullAccess",
    "AmazonBedrockFullAccess",
    "AmazonDynamoDBFullAccess",
    "AmazonDynamoDBReadOnlyAccess",
    "AmazonEC2ContainerRegistryFullAccess",
    "AmazonEC2ContainerRegistryPowerUser",
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonEC2FullAccess",
    "AmazonEC2ReadOnlyAccess",
    "AmazonECS_FullAccess",
    "AmazonEKSClusterPolicy",
    "AmazonEKSVPCResourceController",
    "AmazonEKSWorkerNodeMinimalPolicy",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonElasticFileSystemClientFullAccess",
    "AmazonElasticFileSystemClientReadOnlyAccess",
    "AmazonElasticFileSystemClientReadWriteAccess",
    "AmazonElasticFileSystemFullAccess",
    "AmazonElasticFileSystemReadOnlyAccess",
    "AmazonEventBridgeFullAccess",
    "AmazonFSxFullAccess",
    "AmazonFSxReadOnlyAccess",
    "AmazonKinesisFullAccess",
    "AmazonRDSFullAccess",
    "AmazonRDSReadOnlyAccess",
    "AmazonRedshiftFullAccess",
    "AmazonRoute53FullAccess",
    "AmazonS3FullAccess",
    "AmazonS3ObjectLambdaExecutionRolePolicy",
    "AmazonS3OutpostsFullAccess",
    "AmazonS3ReadOnlyAccess",
    "AmazonSESFullAccess",
    "AmazonSNSFullAccess",
    "AmazonSNSReadOnlyAccess",
    "AmazonSQSFullAccess",
    "AmazonSQSReadOnlyAccess",
    "AmazonSSMFullAccess",
    "AmazonSSMManagedEC2InstanceDefaultPolicy",
    "AmazonSSMManagedInstanceCore",
    "AmazonSSMPatchAssociation",
    "AmazonSSMReadOnlyAccess",
    "AmazonSageMakerFullAccess",
    "AmazonSageMakerReadOnly",
    "AmazonVPCFullAccess",
    "AmazonVPCReadOnlyAccess",
    "CloudWatchAgentAdminPolicy",
    "CloudWatchAgentServerPolicy",
    "CloudWatchFullAccess",
    "CloudWatchFullAccessV2",
    "CloudWatchLogsFullAccess",
    "CloudWatchLogsReadOnlyAccess",
    "CloudWatchReadOnlyAccess",
    "IAMFullAccess",
    "IAMReadOnlyAccess",
    "PowerUserAccess",
    "ReadOnlyAccess",
    "ResourceGroupsandTagEditorFullAccess",
    "SecretsManagerReadWrite",
    "SecurityAudit",
    "job-function/NetworkAdministrator",
    "job-function/SystemAdministrator",
    "job-function/ViewOnlyAccess",
    "service-role/AWSBatchServiceEventTargetRole",
    "service-role/AWSBatchServiceRole",
    "service-role/AWSLambdaBasicExecutionRole",
    "service-role/AWSLambdaVPCAccessExecutionRole",
    "service-role/AmazonEBSCSIDriverPolicy",
    "service-role/AmazonEC2ContainerServiceAutoscaleRole",
    "service-role/AmazonEC2ContainerServiceEventsRole",
    "service-role/AmazonEC2ContainerServiceRole",
    "service-role/AmazonEC2ContainerServiceforEC2Role",
    "service-role/AmazonEC2SpotFleetAutoscaleRole",
    "service-role/AmazonEC2SpotFleetTaggingRole",
    "service-role/AmazonECSInfrastructureRolePolicyForVolumes",
    "service-role/AmazonECSTaskExecutionRolePolicy",
    "service-role/AmazonEFSCSIDriverPolicy",
    "service-role/AmazonSSMMaintenanceWindowRole",
];

/// Policies added as Batch learnt of managed instances; they stand outside the folders too.
const NEWER: &[&str] = &[
    "AmazonECSInfrastructureRolePolicyForManagedInstances",
    "AmazonECSInstanceRolePolicyForManagedInstances",
    "AmazonEKSFargatePodExecutionRolePolicy",
];

/// Whether AWS has the policy of that path and name.
pub(super) fn exists(path: &str) -> bool {
    POLICIES.binary_search(&path).is_ok() || NEWER.contains(&path)
}

/// All of them.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    let mut all: Vec<&str> = POLICIES.iter().chain(NEWER).copied().collect();
    all.sort_unstable();
    all.into_iter()
}

#[cfg(test)]
mod tests {
    #[test]
    fn they_ascend() {
        assert!(super::POLICIES.is_sorted());
    }
}
