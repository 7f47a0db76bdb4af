//! Written by tools/catalog/build_iam.py; not to be edited. Names from moto's list of managed
//! policies and botocore's service models, both Apache-2.0.

/// The managed policies a role may hold, with their path.
pub(super) static POLICIES: &str = "\
         AIDevOpsAgentAccessPolicy AIDevOpsAgentActionsPolicy AIDevOpsAgentFullAccess \
         AIDevOpsAgentReadOnlyAccess AIDevOpsOperatorAppAccessPolicy AIDevOpsReleaseManagementVPCPolicy \
         AIOpsAssistantIncidentReportPolicy AIOpsAssistantPolicy AIOpsConsoleAdminPolicy AIOpsOperatorAccess \
         AIOpsReadOnlyAccess AWS-SSM-Automation-DiagnosisBucketPolicy \
         AWS-SSM-DiagnosisAutomation-AdministrationRolePolicy AWS-SSM-DiagnosisAutomation-ExecutionRolePolicy \
         AWS-SSM-DiagnosisAutomation-OperationalAccountAdministrationRolePolicy \
         AWS-SSM-RemediationAutomation-AdministrationRolePolicy \
         AWS-SSM-RemediationAutomation-ExecutionRolePolicy \
         AWS-SSM-RemediationAutomation-OperationalAccountAdministrationRolePolicy AWSAccountActivityAccess \
         AWSAccountManagementFullAccess AWSAccountManagementReadOnlyAccess AWSAccountSettingsManagementRole \
         AWSAccountUsageReportAccess AWSAgentlessDiscoveryService AWSAppFabricFullAccess \
         AWSAppFabricReadOnlyAccess AWSAppMeshEnvoyAccess AWSAppMeshFullAccess AWSAppMeshPreviewEnvoyAccess \
         AWSAppMeshReadOnly AWSAppRunnerFullAccess AWSAppRunnerReadOnlyAccess AWSAppSyncAdministrator \
         AWSAppSyncInvokeFullAccess AWSAppSyncSchemaAuthor AWSApplicationDiscoveryAgentAccess \
         AWSApplicationDiscoveryAgentlessCollectorAccess AWSApplicationDiscoveryServiceFullAccess \
         AWSApplicationMigrationAgentInstallationPolicy AWSApplicationMigrationAgentPolicy \
         AWSApplicationMigrationEC2Access AWSApplicationMigrationFullAccess \
         AWSApplicationMigrationNetworkMigrationCustomResource \
         AWSApplicationMigrationNetworkMigrationMultiAccount AWSApplicationMigrationReadOnlyAccess \
         AWSApplicationMigrationSSMAccess AWSApplicationMigrationServiceEc2InstancePolicy \
         AWSApplicationMigrationVCenterClientPolicy AWSArtifactAgreementsFullAccess \
         AWSArtifactAgreementsReadOnlyAccess AWSArtifactComplianceInquiriesFullAccess \
         AWSArtifactComplianceInquiriesReadOnlyAccess AWSArtifactReportsReadOnlyAccess \
         AWSAuditManagerAdministratorAccess AWSBackupAccessPointOperatorAccess AWSBackupAuditAccess \
         AWSBackupDataTransferAccess AWSBackupFullAccess AWSBackupGuardDutyRolePolicyForScans \
         AWSBackupOperatorAccess AWSBackupOrganizationAdminAccess AWSBackupRestoreAccessForSAPHANA \
         AWSBackupSearchOperatorAccess AWSBackupServiceRolePolicyForIndexing \
         AWSBackupServiceRolePolicyForItemRestores AWSBackupServiceRolePolicyForS3Backup \
         AWSBackupServiceRolePolicyForS3Restore AWSBackupServiceRolePolicyForScans AWSBatchFullAccess \
         AWSBillingConductorFullAccess AWSBillingConductorReadOnlyAccess AWSBillingReadOnlyAccess \
         AWSBudgetsActionsWithAWSResourceControlAccess \
         AWSBudgetsActions_RolePolicyForResourceAdministrationWithSSM AWSBudgetsReadOnlyAccess \
         AWSBugBustFullAccess AWSBugBustPlayerAccess AWSCertificateManagerFullAccess \
         AWSCertificateManagerPrivateCAAuditor AWSCertificateManagerPrivateCAFullAccess \
         AWSCertificateManagerPrivateCAPrivilegedUser AWSCertificateManagerPrivateCAReadOnly \
         AWSCertificateManagerPrivateCAUser AWSCertificateManagerReadOnly AWSCleanRoomsFullAccess \
         AWSCleanRoomsFullAccessNoQuerying AWSCleanRoomsMLFullAccess AWSCleanRoomsMLReadOnlyAccess \
         AWSCleanRoomsReadOnlyAccess AWSCloud9Administrator AWSCloud9EnvironmentMember \
         AWSCloud9SSMInstanceProfile AWSCloud9User AWSCloudFormationFullAccess \
         AWSCloudFormationReadOnlyAccess AWSCloudHSMFullAccess AWSCloudHSMReadOnlyAccess \
         AWSCloudMapDiscoverInstanceAccess AWSCloudMapFullAccess AWSCloudMapReadOnlyAccess \
         AWSCloudMapRegisterInstanceAccess AWSCloudShellFullAccess AWSCloudTrail_FullAccess \
         AWSCloudTrail_ReadOnlyAccess AWSCodeArtifactAdminAccess AWSCodeArtifactReadOnlyAccess \
         AWSCodeBuildAdminAccess AWSCodeBuildDeveloperAccess AWSCodeBuildReadOnlyAccess \
         AWSCodeCommitFullAccess AWSCodeCommitPowerUser AWSCodeCommitReadOnly AWSCodeDeployDeployerAccess \
         AWSCodeDeployFullAccess AWSCodeDeployReadOnlyAccess AWSCodeDeployRoleForECS \
         AWSCodeDeployRoleForECSLimited AWSCodePipelineApproverAccess AWSCodePipelineCustomActionAccess \
         AWSCodePipeline_FullAccess AWSCodePipeline_ReadOnlyAccess AWSCodeStarFullAccess \
         AWSCompromisedKeyQuarantine AWSCompromisedKeyQuarantineV2 AWSCompromisedKeyQuarantineV3 \
         AWSConfigUserAccess AWSConnector AWSDataExchangeDataGrantOwnerFullAccess \
         AWSDataExchangeDataGrantReceiverFullAccess AWSDataExchangeFullAccess \
         AWSDataExchangeProviderFullAccess AWSDataExchangeReadOnly AWSDataExchangeSubscriberFullAccess \
         AWSDataPipeline_FullAccess AWSDataPipeline_PowerUser AWSDataSyncFullAccess AWSDataSyncReadOnlyAccess \
         AWSDeadlineCloud-FleetWorker AWSDeadlineCloud-UserAccessFarms AWSDeadlineCloud-UserAccessFleets \
         AWSDeadlineCloud-UserAccessJobs AWSDeadlineCloud-UserAccessQueues AWSDeadlineCloud-WorkerHost \
         AWSDeepLensLambdaFunctionAccessPolicy AWSDeepRacerAccountAdminAccess \
         AWSDeepRacerCloudFormationAccessPolicy AWSDeepRacerDefaultMultiUserAccess AWSDeepRacerFullAccess \
         AWSDeepRacerRoboMakerAccessPolicy AWSDenyAll AWSDeviceFarmFullAccess AWSDirectConnectFullAccess \
         AWSDirectConnectReadOnlyAccess AWSDirectoryServiceDataFullAccess \
         AWSDirectoryServiceDataReadOnlyAccess AWSDirectoryServiceFullAccess \
         AWSDirectoryServiceReadOnlyAccess AWSDiscoveryContinuousExportFirehosePolicy \
         AWSEC2SqlHaInstancePolicy AWSEC2VssRestorePolicy AWSEC2VssSnapshotPolicy \
         AWSElasticBeanstalkCustomPlatformforEC2Role AWSElasticBeanstalkEKSImageBuild \
         AWSElasticBeanstalkEKSObservability AWSElasticBeanstalkEKSTagging \
         AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy AWSElasticBeanstalkMulticontainerDocker \
         AWSElasticBeanstalkReadOnly AWSElasticBeanstalkWebTier AWSElasticBeanstalkWorkerTier \
         AWSElasticDisasterRecoveryAgentInstallationPolicy AWSElasticDisasterRecoveryConsoleFullAccess \
         AWSElasticDisasterRecoveryConsoleFullAccess_v2 AWSElasticDisasterRecoveryFailbackInstallationPolicy \
         AWSElasticDisasterRecoveryLaunchActionsPolicy AWSElasticDisasterRecoveryReadOnlyAccess \
         AWSElementalMediaConnectCreateBridge AWSElementalMediaConnectCreateFlow \
         AWSElementalMediaConnectDeleteBridge AWSElementalMediaConnectDeleteFlow \
         AWSElementalMediaConnectFullAccess AWSElementalMediaConnectReadOnlyAccess \
         AWSElementalMediaConvertFullAccess AWSElementalMediaConvertReadOnly AWSElementalMediaLiveFullAccess \
         AWSElementalMediaLiveReadOnly AWSElementalMediaPackageFullAccess AWSElementalMediaPackageReadOnly \
         AWSElementalMediaPackageV2FullAccess AWSElementalMediaPackageV2ReadOnly \
         AWSElementalMediaStoreFullAccess AWSElementalMediaStoreReadOnly AWSElementalMediaTailorFullAccess \
         AWSElementalMediaTailorReadOnly AWSEntityResolutionConsoleFullAccess \
         AWSEntityResolutionConsoleReadOnlyAccess AWSFMAdminFullAccess AWSFMAdminReadOnlyAccess \
         AWSFMMemberReadOnlyAccess AWSForWordPressPluginPolicy AWSGlueConsoleFullAccess \
         AWSGlueConsoleSageMakerNotebookFullAccess AWSGlueSchemaRegistryFullAccess \
         AWSGlueSchemaRegistryReadonlyAccess AWSGrafanaAccountAdministrator AWSGrafanaConsoleReadOnlyAccess \
         AWSGrafanaWorkspacePermissionManagement AWSGrafanaWorkspacePermissionManagementV2 \
         AWSGreengrassFullAccess AWSGreengrassReadOnlyAccess AWSGroundStationAgentInstancePolicy \
         AWSHealthFullAccess AWSHealthImagingFullAccess AWSHealthImagingReadOnlyAccess \
         AWSIAMIdentityCenterAllowListForIdentityContext AWSIQFullAccess AWSIdentitySyncFullAccess \
         AWSIdentitySyncReadOnlyAccess AWSImageBuilderFullAccess AWSImageBuilderReadOnlyAccess \
         AWSImportExportFullAccess AWSImportExportReadOnlyAccess \
         AWSIncidentManagerIncidentAccessServiceRolePolicy AWSIncidentManagerResolverAccess \
         AWSIoTAnalyticsFullAccess AWSIoTAnalyticsReadOnlyAccess AWSIoTConfigAccess \
         AWSIoTConfigReadOnlyAccess AWSIoTDataAccess AWSIoTDeviceTesterForFreeRTOSFullAccess \
         AWSIoTDeviceTesterForGreengrassFullAccess AWSIoTEventsFullAccess AWSIoTEventsReadOnlyAccess \
         AWSIoTFullAccess AWSIoTManagedIntegrationsFullAccess AWSIoTSiteWiseConsoleFullAccess \
         AWSIoTSiteWiseFullAccess AWSIoTSiteWiseReadOnlyAccess AWSIoTWirelessDataAccess \
         AWSIoTWirelessFullAccess AWSIoTWirelessFullPublishAccess AWSIoTWirelessGatewayCertManager \
         AWSIoTWirelessLogging AWSIoTWirelessReadOnlyAccess AWSKeyManagementServicePowerUser \
         AWSLakeFormationCrossAccountManager AWSLakeFormationDataAdmin AWSLambdaExecute \
         AWSLambdaInvocation-DynamoDB AWSLambdaManagedEC2ResourceOperator \
         AWSLambdaNetworkConnectorOperatorPolicy AWSLambda_FullAccess AWSLambda_ReadOnlyAccess \
         AWSMCPSignInOAuthAccessPolicy AWSManagedAccountManagementAccess \
         AWSManagedAccountUserEntitlementAccess AWSManagedAdvancedFeaturesActivationAccess \
         AWSManagedBudgetsSpendLimitManagementAccess AWSManagedControlPolicyManagementAccess \
         AWSManagedSettingsAdminAccess AWSManagedSettingsReadOnlyAccess AWSManagementConsoleBasicUserAccess \
         AWSMarketplaceAmiIngestion AWSMarketplaceDiscoveryFullAccess AWSMarketplaceFullAccess \
         AWSMarketplaceGetEntitlements AWSMarketplaceManageSubscriptions AWSMarketplaceMeteringFullAccess \
         AWSMarketplaceMeteringRegisterUsage AWSMarketplaceProcurementSystemAdminFullAccess \
         AWSMarketplaceRead-only AWSMarketplaceSellerFullAccess AWSMarketplaceSellerOfferManagement \
         AWSMarketplaceSellerProductsFullAccess AWSMarketplaceSellerProductsReadOnly \
         AWSMcpServiceActionsFullAccess AWSMigrationHubFullAccess \
         AWSMigrationHubOrchestratorConsoleFullAccess AWSMigrationHubOrchestratorInstanceRolePolicy \
         AWSMigrationHubOrchestratorPlugin AWSMigrationHubRefactorSpaces-EnvironmentsWithoutBridgesFullAccess \
         AWSMigrationHubRefactorSpacesFullAccess AWSMigrationHubStrategyCollector \
         AWSMigrationHubStrategyConsoleFullAccess AWSNetworkFirewallFullAccess \
         AWSNetworkFirewallReadOnlyAccess AWSNetworkManagerFullAccess AWSNetworkManagerReadOnlyAccess \
         AWSOrganizationsFullAccess AWSOrganizationsReadOnlyAccess AWSOutpostsAuthorizeServerPolicy \
         AWSPCSComputeNodePolicy AWSPanoramaFullAccess AWSPartnerCentralChannelHandshakeApprovalManagement \
         AWSPartnerCentralChannelManagement AWSPartnerCentralFullAccess AWSPartnerCentralMarketingManagement \
         AWSPartnerCentralOpportunityManagement AWSPartnerCentralRevenueAttributionManagement \
         AWSPartnerCentralSandboxFullAccess AWSPartnerCentralSellingResourceSnapshotJobExecutionRolePolicy \
         AWSPartnerLedSupportReadOnlyAccess AWSPartnerProServeToolsFullAccess \
         AWSPartnerProServeToolsIndividualContributor \
         AWSPartnerProServeToolsOrganizationReaderIndividualContributor AWSPriceListServiceFullAccess \
         AWSPrivateCAAuditor AWSPrivateCAConnectorForKubernetesPolicy AWSPrivateCAFullAccess \
         AWSPrivateCAPrivilegedUser AWSPrivateCAReadOnly AWSPrivateCAUser \
         AWSPrivateMarketplaceAdminFullAccess AWSPrivateMarketplaceRequests \
         AWSProtonCodeBuildProvisioningBasicAccess AWSProtonDeveloperAccess AWSProtonFullAccess \
         AWSProtonReadOnlyAccess AWSPurchaseOrdersServiceRolePolicy AWSQuickSetupCFGCPacksPermissionsBoundary \
         AWSQuickSetupDeploymentRolePolicy AWSQuickSetupDevOpsGuruPermissionsBoundary \
         AWSQuickSetupDistributorPermissionsBoundary AWSQuickSetupEnableAREXExecutionPolicy \
         AWSQuickSetupEnableDHMCExecutionPolicy AWSQuickSetupJITNADeploymentRolePolicy \
         AWSQuickSetupManageJITNAResourcesExecutionPolicy AWSQuickSetupManagedInstanceProfileExecutionPolicy \
         AWSQuickSetupPatchPolicyBaselineAccess AWSQuickSetupPatchPolicyDeploymentRolePolicy \
         AWSQuickSetupPatchPolicyLambdaExecutionPolicy AWSQuickSetupPatchPolicyPermissionsBoundary \
         AWSQuickSetupPatchPolicyTagManagementExecutionPolicy AWSQuickSetupSSMDeploymentRolePolicy \
         AWSQuickSetupSSMDeploymentS3BucketRolePolicy AWSQuickSetupSSMHostMgmtPermissionsBoundary \
         AWSQuickSetupSSMLifecycleManagementExecutionPolicy AWSQuickSetupSSMManageResourcesExecutionPolicy \
         AWSQuickSetupSchedulerPermissionsBoundary AWSQuickSetupStartSSMAssociationsExecutionPolicy \
         AWSQuickSetupStartStopInstancesExecutionPolicy AWSQuickSightAssetBundleExportPolicy \
         AWSQuickSightAssetBundleImportPolicy AWSQuickSightIoTAnalyticsAccess \
         AWSQuickSightSecretsManagerWritePolicy AWSRefactoringToolkitFullAccess \
         AWSRefactoringToolkitSidecarPolicy AWSRepostSpaceSupportOperationsPolicy \
         AWSResilienceHubAsssessmentExecutionPolicy AWSResilienceHubResilienceTestingPolicy \
         AWSResilienceHubV2AssessmentExecutionPolicy AWSResourceAccessManagerFullAccess \
         AWSResourceAccessManagerReadOnlyAccess AWSResourceAccessManagerResourceShareParticipantAccess \
         AWSResourceExplorerFullAccess AWSResourceExplorerOrganizationsAccess \
         AWSResourceExplorerReadOnlyAccess AWSResourceGroupsReadOnlyAccess AWSRevenueAttributionManagement \
         AWSRoboMakerReadOnlyAccess AWSRoboMakerServiceRolePolicy AWSRoboMaker_FullAccess \
         AWSRolesAnywhereFullAccess AWSRolesAnywhereReadOnly AWSSSODirectoryAdministrator \
         AWSSSODirectoryReadOnly AWSSSOMasterAccountAdministrator AWSSSOMemberAccountAdministrator \
         AWSSSOReadOnly AWSSavingsPlansFullAccess AWSSavingsPlansReadOnlyAccess \
         AWSSecretsManagerClientReadOnlyAccess AWSSecurityHubFullAccess AWSSecurityHubOrganizationsAccess \
         AWSSecurityHubReadOnlyAccess AWSSecurityIncidentResponseCaseFullAccess \
         AWSSecurityIncidentResponseFullAccess AWSSecurityIncidentResponseReadOnlyAccess \
         AWSServiceCatalogAdminFullAccess AWSServiceCatalogAdminReadOnlyAccess \
         AWSServiceCatalogAppRegistryFullAccess AWSServiceCatalogAppRegistryReadOnlyAccess \
         AWSServiceCatalogEndUserFullAccess AWSServiceCatalogEndUserReadOnlyAccess \
         AWSStepFunctionsConsoleFullAccess AWSStepFunctionsFullAccess AWSStepFunctionsReadOnlyAccess \
         AWSStorageGatewayFullAccess AWSStorageGatewayReadOnlyAccess AWSSupportAccess AWSSupportAppFullAccess \
         AWSSupportAppReadOnlyAccess AWSSupportPlansFullAccess AWSSupportPlansReadOnlyAccess \
         AWSSystemsManagerEnableConfigRecordingExecutionPolicy AWSSystemsManagerEnableExplorerExecutionPolicy \
         AWSSystemsManagerForSAPFullAccess AWSSystemsManagerForSAPReadOnlyAccess \
         AWSSystemsManagerJustInTimeAccessTokenPolicy AWSSystemsManagerJustInTimeAccessTokenSessionPolicy \
         AWSSystemsManagerJustInTimeNodeAccessRolePropagationPolicy AWSThinkboxAWSPortalAdminPolicy \
         AWSThinkboxAWSPortalGatewayPolicy AWSThinkboxAWSPortalWorkerPolicy AWSThinkboxAssetServerPolicy \
         AWSThinkboxDeadlineResourceTrackerAccessPolicy AWSThinkboxDeadlineResourceTrackerAdminPolicy \
         AWSThinkboxDeadlineSpotEventPluginAdminPolicy AWSThinkboxDeadlineSpotEventPluginWorkerPolicy \
         AWSTransferConsoleFullAccess AWSTransferFullAccess AWSTransferReadOnlyAccess \
         AWSTransformCustomExecuteTransformations AWSTransformCustomFullAccess \
         AWSTransformCustomManageTransformations AWSTransformInfrastructureExecutorAccessBatch \
         AWSTransformInfrastructureExecutorAccessEC2 AWSTransformLandingZoneAgentPolicy \
         AWSTransformNetworkMigrationAgentPolicy AWSTransformRevenueAttributionPolicy \
         AWSTransformSecretsManagerConnectorPolicy AWSTransformSecurityAgentExecutorAccess \
         AWSTransformServerMigrationAgentPolicy AWSTrustedAdvisorPriorityFullAccess \
         AWSTrustedAdvisorPriorityReadOnlyAccess AWSVendorInsightsAssessorFullAccess \
         AWSVendorInsightsAssessorReadOnly AWSVendorInsightsVendorFullAccess AWSVendorInsightsVendorReadOnly \
         AWSWAFConsoleFullAccess AWSWAFConsoleReadOnlyAccess AWSWAFFullAccess AWSWAFReadOnlyAccess \
         AWSWickrFullAccess AWSXRayDaemonWriteAccess AWSXrayCrossAccountSharingConfiguration \
         AWSXrayFullAccess AWSXrayReadOnlyAccess AWSXrayWriteOnlyAccess AccountManagementFromVercel \
         AdministratorAccess AdministratorAccess-AWSElasticBeanstalk AdministratorAccess-Amplify \
         AgentRegistryFullAccess AgentRegistryReadOnlyAccess AlexaForBusinessDeviceSetup \
         AlexaForBusinessFullAccess AlexaForBusinessGatewayExecution \
         AlexaForBusinessLifesizeDelegatedAccessPolicy AlexaForBusinessPolyDelegatedAccessPolicy \
         AlexaForBusinessReadOnlyAccess AmazonAPIGatewayAdministrator AmazonAPIGatewayInvokeFullAccess \
         AmazonAppFlowFullAccess AmazonAppFlowReadOnlyAccess AmazonAppStreamFullAccess \
         AmazonAppStreamReadOnlyAccess AmazonApplicationRecoveryControllerRegionSwitchPlanExecutionPolicy \
         AmazonAthenaFullAccess AmazonAugmentedAIFullAccess AmazonAugmentedAIHumanLoopFullAccess \
         AmazonAugmentedAIIntegratedAPIAccess AmazonAuroraDSQLConsoleFullAccess AmazonAuroraDSQLFullAccess \
         AmazonAuroraDSQLReadOnlyAccess AmazonBedrockAgentCoreMemoryBedrockModelInferenceExecutionRolePolicy \
         AmazonBedrockExternalWebSearchFullAccess AmazonBedrockExternalWebSearchReadOnly \
         AmazonBedrockFullAccess AmazonBedrockLimitedAccess AmazonBedrockMantleFullAccess \
         AmazonBedrockMantleInferenceAccess AmazonBedrockMantleReadOnly AmazonBedrockMarketplaceAccess \
         AmazonBedrockReadOnly AmazonBedrockStudioPermissionsBoundary AmazonBedrockWebSearchFullAccess \
         AmazonBedrockWebSearchReadOnly AmazonBioDiscoveryFullAccess AmazonBioDiscoveryInAppFullAccess \
         AmazonBraketFullAccess AmazonBraketJobsExecutionPolicy AmazonChimeFullAccess AmazonChimeReadOnly \
         AmazonChimeSDK AmazonChimeUserManagement AmazonCloudDirectoryFullAccess \
         AmazonCloudDirectoryReadOnlyAccess AmazonCloudWatchRUMFullAccess AmazonCloudWatchRUMReadOnlyAccess \
         AmazonCodeCatalystFullAccess AmazonCodeCatalystReadOnlyAccess AmazonCodeGuruProfilerAgentAccess \
         AmazonCodeGuruProfilerFullAccess AmazonCodeGuruProfilerReadOnlyAccess \
         AmazonCodeGuruReviewerFullAccess AmazonCodeGuruReviewerReadOnlyAccess \
         AmazonCodeGuruSecurityFullAccess AmazonCodeGuruSecurityScanAccess \
         AmazonCognitoDeveloperAuthenticatedIdentities AmazonCognitoPowerUser AmazonCognitoReadOnly \
         AmazonCognitoUnAuthedIdentitiesSessionPolicy AmazonCognitoUnauthenticatedIdentities \
         AmazonConnectReadOnlyAccess AmazonConnectVoiceIDFullAccess AmazonConnect_FullAccess \
         AmazonDRSVPCManagement AmazonDataZoneEnvironmentRolePermissionsBoundary AmazonDataZoneFullAccess \
         AmazonDataZoneFullUserAccess AmazonDataZoneRedshiftGlueProvisioningPolicy \
         AmazonDataZoneSageMakerEnvironmentRolePermissionsBoundary \
         AmazonDataZoneSageMakerManageAccessRolePolicy AmazonDataZoneSageMakerProvisioningRolePolicy \
         AmazonDetectiveFullAccess AmazonDetectiveInvestigatorAccess AmazonDetectiveMemberAccess \
         AmazonDetectiveOrganizationsAccess AmazonDevOpsGuruConsoleFullAccess AmazonDevOpsGuruFullAccess \
         AmazonDevOpsGuruOrganizationsAccess AmazonDevOpsGuruReadOnlyAccess AmazonDocDBConsoleFullAccess \
         AmazonDocDBElasticFullAccess AmazonDocDBElasticReadOnlyAccess AmazonDocDBFullAccess \
         AmazonDocDBReadOnlyAccess AmazonDynamoDBFullAccess AmazonDynamoDBFullAccess_v2 \
         AmazonDynamoDBFullAccesswithDataPipeline AmazonDynamoDBReadOnlyAccess \
         AmazonEBSCSIDriverEKSClusterScopedPolicy AmazonEBSCSIDriverPolicyV2 \
         AmazonEC2ContainerRegistryFullAccess AmazonEC2ContainerRegistryPowerUser \
         AmazonEC2ContainerRegistryPullOnly AmazonEC2ContainerRegistryReadOnly AmazonEC2FullAccess \
         AmazonEC2ImageReferencesAccessPolicy AmazonEC2ReadOnlyAccess AmazonEC2RolePolicyForLaunchWizard \
         AmazonECSInfrastructureRoleForGatewayHostSharedALB AmazonECSInfrastructureRolePolicyForLoadBalancers \
         AmazonECSInfrastructureRolePolicyForManagedInstances AmazonECSInfrastructureRolePolicyForVpcLattice \
         AmazonECSInstanceRolePolicyForManagedInstances AmazonECS_FullAccess AmazonEKSBlockStoragePolicy \
         AmazonEKSBlockStoragePolicyV2 AmazonEKSClusterPolicy AmazonEKSComputePolicy \
         AmazonEKSDashboardConsoleReadOnly AmazonEKSFargatePodExecutionRolePolicy \
         AmazonEKSLoadBalancingPolicy AmazonEKSLocalOutpostClusterPolicy AmazonEKSMCPReadOnlyAccess \
         AmazonEKSNetworkingPolicy AmazonEKSServicePolicy AmazonEKSVPCResourceController \
         AmazonEKSWorkerNodeMinimalPolicy AmazonEKSWorkerNodePolicy AmazonEKS_CNI_Policy \
         AmazonEMRFullAccessPolicy_v2 AmazonEMRReadOnlyAccessPolicy_v2 AmazonESCognitoAccess \
         AmazonESFullAccess AmazonESReadOnlyAccess AmazonElastiCacheFullAccess \
         AmazonElastiCacheReadOnlyAccess AmazonElasticContainerRegistryPublicFullAccess \
         AmazonElasticContainerRegistryPublicPowerUser AmazonElasticContainerRegistryPublicReadOnly \
         AmazonElasticFileSystemClientFullAccess AmazonElasticFileSystemClientReadOnlyAccess \
         AmazonElasticFileSystemClientReadWriteAccess AmazonElasticFileSystemFullAccess \
         AmazonElasticFileSystemReadOnlyAccess AmazonElasticFileSystemsUtils AmazonElasticMapReduceFullAccess \
         AmazonElasticMapReducePlacementGroupPolicy AmazonElasticMapReduceReadOnlyAccess \
         AmazonElasticTranscoder_FullAccess AmazonElasticTranscoder_JobsSubmitter \
         AmazonElasticTranscoder_ReadOnlyAccess AmazonEventBridgeFullAccess AmazonEventBridgePipesFullAccess \
         AmazonEventBridgePipesOperatorAccess AmazonEventBridgePipesReadOnlyAccess \
         AmazonEventBridgeReadOnlyAccess AmazonEventBridgeSchedulerFullAccess \
         AmazonEventBridgeSchedulerReadOnlyAccess AmazonEventBridgeSchemasFullAccess \
         AmazonEventBridgeSchemasReadOnlyAccess AmazonFSxConsoleFullAccess AmazonFSxConsoleReadOnlyAccess \
         AmazonFSxFullAccess AmazonFSxReadOnlyAccess AmazonForecastFullAccess \
         AmazonFraudDetectorFullAccessPolicy AmazonFreeRTOSFullAccess AmazonGlacierFullAccess \
         AmazonGlacierReadOnlyAccess AmazonGuardDutyFullAccess_v2 AmazonGuardDutyReadOnlyAccess \
         AmazonHealthLakeFullAccess AmazonHealthLakeReadOnlyAccess AmazonHoneycodeFullAccess \
         AmazonHoneycodeReadOnlyAccess AmazonHoneycodeTeamAssociationFullAccess \
         AmazonHoneycodeTeamAssociationReadOnlyAccess AmazonHoneycodeWorkbookFullAccess \
         AmazonHoneycodeWorkbookReadOnlyAccess AmazonInspector2FullAccess AmazonInspector2FullAccess_v2 \
         AmazonInspector2ManagedCisPolicy AmazonInspector2ManagedTelemetryPolicy \
         AmazonInspector2ReadOnlyAccess AmazonInspectorFullAccess AmazonInspectorReadOnlyAccess \
         AmazonKendraFullAccess AmazonKendraReadOnlyAccess AmazonKeyspacesFullAccess \
         AmazonKeyspacesReadOnlyAccess AmazonKeyspacesReadOnlyAccess_v2 AmazonKinesisAnalyticsFullAccess \
         AmazonKinesisAnalyticsReadOnly AmazonKinesisFirehoseFullAccess AmazonKinesisFirehoseReadOnlyAccess \
         AmazonKinesisFullAccess AmazonKinesisReadOnlyAccess AmazonKinesisVideoStreamsFullAccess \
         AmazonKinesisVideoStreamsReadOnlyAccess AmazonLaunchWizardFullAccessV2 AmazonLexFullAccess \
         AmazonLexReadOnly AmazonLexRunBotsOnly AmazonLookoutEquipmentFullAccess \
         AmazonLookoutEquipmentReadOnlyAccess AmazonLookoutMetricsFullAccess \
         AmazonLookoutMetricsReadOnlyAccess AmazonLookoutVisionConsoleFullAccess \
         AmazonLookoutVisionConsoleReadOnlyAccess AmazonLookoutVisionFullAccess \
         AmazonLookoutVisionReadOnlyAccess AmazonMCSFullAccess AmazonMCSReadOnlyAccess AmazonMQApiFullAccess \
         AmazonMQApiReadOnlyAccess AmazonMQFullAccess AmazonMQReadOnlyAccess AmazonMSKConnectReadOnlyAccess \
         AmazonMSKFullAccess AmazonMSKReadOnlyAccess AmazonMachineLearningBatchPredictionsAccess \
         AmazonMachineLearningCreateOnlyAccess AmazonMachineLearningFullAccess \
         AmazonMachineLearningManageRealTimeEndpointOnlyAccess AmazonMachineLearningReadOnlyAccess \
         AmazonMachineLearningRealTimePredictionOnlyAccess AmazonMacieFullAccess AmazonMacieReadOnlyAccess \
         AmazonManagedBlockchainConsoleFullAccess AmazonManagedBlockchainFullAccess \
         AmazonManagedBlockchainReadOnlyAccess AmazonMechanicalTurkFullAccess AmazonMechanicalTurkReadOnly \
         AmazonMemoryDBFullAccess AmazonMemoryDBReadOnlyAccess AmazonMobileAnalyticsFinancialReportAccess \
         AmazonMobileAnalyticsFullAccess AmazonMobileAnalyticsNon-financialReportAccess \
         AmazonMobileAnalyticsWriteOnlyAccess AmazonMonitronFullAccess AmazonNimbleStudio-LaunchProfileWorker \
         AmazonNimbleStudio-StudioAdmin AmazonNimbleStudio-StudioUser AmazonODBFullAccess \
         AmazonODBReadOnlyAccess AmazonOmicsFullAccess AmazonOmicsReadOnlyAccess \
         AmazonOneEnterpriseFullAccess AmazonOneEnterpriseInstallerAccess AmazonOneEnterpriseReadOnlyAccess \
         AmazonOpenSearchDirectQueryGlueCreateAccess AmazonOpenSearchIngestionFullAccess \
         AmazonOpenSearchIngestionReadOnlyAccess AmazonOpenSearchServiceCognitoAccess \
         AmazonOpenSearchServiceFullAccess AmazonOpenSearchServiceReadOnlyAccess AmazonPollyFullAccess \
         AmazonPollyReadOnlyAccess AmazonPrometheusConsoleFullAccess AmazonPrometheusFullAccess \
         AmazonPrometheusQueryAccess AmazonPrometheusRemoteWriteAccess AmazonQDeveloperAccess \
         AmazonQFullAccess AmazonQLDBConsoleFullAccess AmazonQLDBFullAccess AmazonQLDBReadOnly \
         AmazonRDSCustomInstanceProfileRolePolicy AmazonRDSDataFullAccess AmazonRDSFullAccess \
         AmazonRDSPerformanceInsightsFullAccess AmazonRDSPerformanceInsightsReadOnly AmazonRDSReadOnlyAccess \
         AmazonRedshiftAllCommandsFullAccess AmazonRedshiftDataFullAccess \
         AmazonRedshiftFederatedAuthorization AmazonRedshiftFullAccess AmazonRedshiftQueryEditor \
         AmazonRedshiftQueryEditorV2FullAccess AmazonRedshiftQueryEditorV2NoSharing \
         AmazonRedshiftQueryEditorV2ReadSharing AmazonRedshiftQueryEditorV2ReadWriteSharing \
         AmazonRedshiftReadOnlyAccess AmazonRekognitionCustomLabelsFullAccess AmazonRekognitionFullAccess \
         AmazonRekognitionReadOnlyAccess AmazonRoute53AutoNamingFullAccess \
         AmazonRoute53AutoNamingReadOnlyAccess AmazonRoute53AutoNamingRegistrantAccess \
         AmazonRoute53DomainsFullAccess AmazonRoute53DomainsReadOnlyAccess AmazonRoute53FullAccess \
         AmazonRoute53GlobalResolverFullAccess AmazonRoute53GlobalResolverReadOnlyAccess \
         AmazonRoute53ProfilesFullAccess AmazonRoute53ProfilesReadOnlyAccess AmazonRoute53ReadOnlyAccess \
         AmazonRoute53RecoveryClusterFullAccess AmazonRoute53RecoveryClusterReadOnlyAccess \
         AmazonRoute53RecoveryControlConfigFullAccess AmazonRoute53RecoveryControlConfigReadOnlyAccess \
         AmazonRoute53RecoveryReadinessFullAccess AmazonRoute53RecoveryReadinessReadOnlyAccess \
         AmazonRoute53ResolverFullAccess AmazonRoute53ResolverReadOnlyAccess AmazonS3ExpressFullAccess \
         AmazonS3ExpressReadOnlyAccess AmazonS3FilesClientFullAccess AmazonS3FilesClientReadOnlyAccess \
         AmazonS3FilesClientReadWriteAccess AmazonS3FilesFullAccess AmazonS3FilesReadOnlyAccess \
         AmazonS3FullAccess AmazonS3OutpostsFullAccess AmazonS3OutpostsReadOnlyAccess AmazonS3ReadOnlyAccess \
         AmazonS3TablesFullAccess AmazonS3TablesReadOnlyAccess AmazonSESFullAccess AmazonSESReadOnlyAccess \
         AmazonSNSFullAccess AmazonSNSReadOnlyAccess AmazonSQSFullAccess AmazonSQSReadOnlyAccess \
         AmazonSSMAutomationApproverAccess AmazonSSMDirectoryServiceAccess AmazonSSMFullAccess \
         AmazonSSMManagedEC2InstanceDefaultPolicy AmazonSSMManagedInstanceCore AmazonSSMPatchAssociation \
         AmazonSSMReadOnlyAccess AmazonSageMakerAdmin-ServiceCatalogProductsServiceRolePolicy \
         AmazonSageMakerCanvasAIServicesAccess AmazonSageMakerCanvasBedrockAccess \
         AmazonSageMakerCanvasDataPrepFullAccess AmazonSageMakerCanvasEMRServerlessExecutionRolePolicy \
         AmazonSageMakerCanvasFullAccess AmazonSageMakerCanvasSMDataScienceAssistantAccess \
         AmazonSageMakerClusterInstanceRolePolicy AmazonSageMakerFeatureStoreAccess AmazonSageMakerFullAccess \
         AmazonSageMakerGroundTruthExecution AmazonSageMakerHyperPodGatedModelAccess \
         AmazonSageMakerHyperPodInferenceAccess AmazonSageMakerHyperPodInferenceGatewayAccess \
         AmazonSageMakerHyperPodObservabilityAdminAccess AmazonSageMakerHyperPodTrainingOperatorAccess \
         AmazonSageMakerJobFullAccess AmazonSageMakerJobRuntimeAccess AmazonSageMakerMechanicalTurkAccess \
         AmazonSageMakerModelCustomizationCoreAccess AmazonSageMakerModelGovernanceUseAccess \
         AmazonSageMakerModelRegistryFullAccess AmazonSageMakerPartnerAppsFullAccess \
         AmazonSageMakerPipelinesIntegrations AmazonSageMakerReadOnly \
         AmazonSageMakerServiceCatalogProductsCodeBuildServiceRolePolicy \
         AmazonSageMakerSpacesControllerPolicy AmazonSageMakerSpacesRouterPolicy \
         AmazonSageMakerTrainingPlanCreateAccess AmazonSecurityLakeAdministrator \
         AmazonSecurityLakePermissionsBoundary AmazonTextractFullAccess AmazonTimestreamConsoleFullAccess \
         AmazonTimestreamFullAccess AmazonTimestreamInfluxDBFullAccess \
         AmazonTimestreamInfluxDBFullAccessWithoutMarketplaceAccess AmazonTimestreamReadOnlyAccess \
         AmazonTranscribeFullAccess AmazonTranscribeReadOnlyAccess \
         AmazonVPCCrossAccountNetworkInterfaceOperations AmazonVPCFullAccess \
         AmazonVPCNetworkAccessAnalyzerFullAccessPolicy AmazonVPCReachabilityAnalyzerFullAccessPolicy \
         AmazonVPCReachabilityAnalyzerPathComponentReadPolicy AmazonVPCReadOnlyAccess \
         AmazonVerifiedPermissionsFullAccess AmazonVerifiedPermissionsReadOnlyAccess AmazonWorkDocsFullAccess \
         AmazonWorkDocsReadOnlyAccess AmazonWorkMailFullAccess AmazonWorkMailMessageFlowFullAccess \
         AmazonWorkMailMessageFlowReadOnlyAccess AmazonWorkMailReadOnlyAccess AmazonWorkSpacesAdmin \
         AmazonWorkSpacesApplicationManagerAdminAccess AmazonWorkSpacesPoolServiceAccess \
         AmazonWorkSpacesSecureBrowserReadOnly AmazonWorkSpacesSelfServiceAccess \
         AmazonWorkSpacesServiceAccess AmazonWorkSpacesThinClientFullAccess \
         AmazonWorkSpacesThinClientReadOnlyAccess AmazonWorkSpacesWebReadOnly AmazonWorkspacesPCAAccess \
         AmazonZocaloFullAccess AmazonZocaloReadOnlyAccess AnthropicFullAccess AnthropicLimitedAccess \
         AnthropicReadOnlyAccess AnthropicSelfHostedEnvironmentAccess AutoScalingConsoleFullAccess \
         AutoScalingConsoleReadOnlyAccess AutoScalingFullAccess AutoScalingReadOnlyAccess \
         AwsGlueDataBrewFullAccessPolicy AwsGlueSessionUserRestrictedNotebookPolicy \
         AwsGlueSessionUserRestrictedPolicy BedrockAgentCoreFullAccess \
         BedrockAgentCoreRuntimeInstancesInstanceRolePolicy \
         BedrockAgentCoreRuntimeInstancesOperatorRolePolicy CloudFrontFullAccess CloudFrontReadOnlyAccess \
         CloudSearchFullAccess CloudSearchReadOnlyAccess CloudWatchAPIKeyAccess CloudWatchActionsEC2Access \
         CloudWatchAgentAdminPolicy CloudWatchAgentServerPolicy CloudWatchApplicationInsightsFullAccess \
         CloudWatchApplicationInsightsReadOnlyAccess CloudWatchApplicationSignalsFullAccess \
         CloudWatchApplicationSignalsReadOnlyAccess CloudWatchAutomaticDashboardsAccess \
         CloudWatchCrossAccountSharingConfiguration CloudWatchEventsFullAccess CloudWatchEventsReadOnlyAccess \
         CloudWatchFullAccess CloudWatchFullAccessV2 CloudWatchInternetMonitorFullAccess \
         CloudWatchInternetMonitorReadOnlyAccess CloudWatchLambdaApplicationSignalsExecutionRolePolicy \
         CloudWatchLambdaInsightsExecutionRolePolicy CloudWatchLogsAPIKeyAccess \
         CloudWatchLogsCrossAccountSharingConfiguration CloudWatchLogsFullAccess CloudWatchLogsReadOnlyAccess \
         CloudWatchNetworkFlowMonitorAgentPublishPolicy CloudWatchOmniAWSIntegrationPolicy \
         CloudWatchOmniDomainAccessPolicy CloudWatchOmniModelInferencePolicy CloudWatchOmniSpaceAccessPolicy \
         CloudWatchOpenSearchDashboardAccess CloudWatchOpenSearchDashboardsFullAccess \
         CloudWatchReadOnlyAccess CloudWatchSyntheticsFullAccess CloudWatchSyntheticsReadOnlyAccess \
         ComprehendFullAccess ComprehendMedicalFullAccess ComprehendReadOnly ComputeOptimizerReadOnlyAccess \
         ConsoleFullAccessFromVercel ConsoleViewOnlyAccessFromVercel CostOptimizationHubAdminAccess \
         CostOptimizationHubReadOnlyAccess DBModDiscoveryAndAssessment DBModProvisioningAndMigration \
         DBModVirtualSource EC2FastLaunchFullAccess EC2ImageBuilderExecutionPolicy EC2InstanceConnect \
         EC2InstanceProfileForImageBuilder EC2InstanceProfileForImageBuilderECRContainerBuilds \
         Ec2ImageBuilderCrossAccountDistributionAccess ElasticLoadBalancingFullAccess \
         ElasticLoadBalancingReadOnly ElementalActivationsDownloadSoftwareAccess \
         ElementalActivationsFullAccess ElementalActivationsGenerateLicenses \
         ElementalActivationsReadOnlyAccess ElementalAppliancesSoftwareFullAccess \
         ElementalAppliancesSoftwareReadOnlyAccess ElementalSupportCenterFullAccess FinOpsAgentAgentPolicy \
         FinOpsAgentOperatorPolicy GameLiftContainerFleetPolicy GameLiftGameServerGroupPolicy \
         GitLabDuoWithAmazonQPermissionsPolicy GlobalAcceleratorFullAccess GlobalAcceleratorReadOnlyAccess \
         IAMAccessAdvisorReadOnly IAMAccessAnalyzerFullAccess IAMAccessAnalyzerReadOnlyAccess IAMFullAccess \
         IAMReadOnlyAccess IAMSelfManageServiceSpecificCredentials IAMUserChangePassword IAMUserSSHKeys \
         IVSFullAccess IVSReadOnlyAccess MediaConnectGatewayInstanceRolePolicy MultiPartyApprovalFullAccess \
         MultiPartyApprovalReadOnlyAccess NeptuneConsoleFullAccess NeptuneFullAccess \
         NeptuneGraphReadOnlyAccess NeptuneReadOnlyAccess OAMFullAccess OAMReadOnlyAccess \
         PartnerCentralAccountManagementUserRoleAssociation PartnerCentralIncentiveBenefitManagement \
         PowerUserAccess PricingPlanManagerFullAccess PricingPlanManagerReadonlyAccess \
         QBusinessQuicksightPluginPolicy ROSAManageSubscription ROSASharedVPCEndpointPolicy \
         ROSASharedVPCRoute53Policy ReInventTicketApprovalAccess ReadOnlyAccess \
         ResourceGroupsTaggingAPITagUntagSupportedResources ResourceGroupsandTagEditorFullAccess \
         ResourceGroupsandTagEditorReadOnlyAccess SageMakerStudioAdminIAMConsolePolicy \
         SageMakerStudioAdminIAMDefaultExecutionPolicy SageMakerStudioAdminIAMPermissiveExecutionPolicy \
         SageMakerStudioAdminProjectUserRolePolicy SageMakerStudioFullAccess \
         SageMakerStudioProjectRoleMachineLearningPolicy SageMakerStudioProjectUserRolePermissionsBoundary \
         SageMakerStudioProjectUserRolePolicy SageMakerStudioUserIAMConsolePolicy \
         SageMakerStudioUserIAMDefaultExecutionPolicy SageMakerStudioUserIAMPermissiveExecutionPolicy \
         SecretsManagerReadWrite SecurityAgentWebAppPolicy SecurityAudit ServerMigrationConnector \
         ServerMigrationServiceConsoleFullAccess ServiceQuotasFullAccess ServiceQuotasReadOnlyAccess \
         SignInLocalDevelopmentAccess SimpleWorkflowFullAccess TranslateFullAccess TranslateReadOnly \
         VPCLatticeFullAccess VPCLatticeReadOnlyAccess VPCLatticeServicesInvokeAccess \
         WellArchitectedAgentResourceScanning WellArchitectedConsoleFullAccess \
         WellArchitectedConsoleReadOnlyAccess WorkLinkServiceRolePolicy \
         job-function/AWSManagementConsoleAdministratorAccess job-function/AmazonODBAutonomousDatabaseAdmin \
         job-function/AmazonODBAutonomousVmClusterAdmin job-function/AmazonODBExadataInfrastructureAdmin \
         job-function/AmazonODBExadataVmClusterAdmin job-function/AmazonODBExascaleStorageVaultAdmin \
         job-function/AmazonODBExascaleVmClusterAdmin job-function/AmazonODBNetworkAdmin job-function/Billing \
         job-function/DataScientist job-function/DatabaseAdministrator job-function/NetworkAdministrator \
         job-function/SupportUser job-function/SystemAdministrator job-function/ViewOnlyAccess \
         service-role/AIDevOpsChannelAccessPolicy service-role/AIDevOpsConstellationAccessPolicy \
         service-role/AWSAppRunnerServicePolicyForECRAccess service-role/AWSAppSyncPushToCloudWatchLogs \
         service-role/AWSApplicationMigrationAgentPolicy_v2 \
         service-role/AWSApplicationMigrationConversionServerPolicy \
         service-role/AWSApplicationMigrationFSxProxyPolicy \
         service-role/AWSApplicationMigrationFSxProxyVPCPolicy service-role/AWSApplicationMigrationMGHAccess \
         service-role/AWSApplicationMigrationReplicationServerPolicy service-role/AWSArtifactAccountSync \
         service-role/AWSBackupGatewayServiceRolePolicyForVirtualMachineMetadataSync \
         service-role/AWSBackupServiceRolePolicyForBackup service-role/AWSBackupServiceRolePolicyForRestores \
         service-role/AWSBatchServiceEventTargetRole service-role/AWSBatchServiceRole \
         service-role/AWSCloudHSMRole service-role/AWSCodeDeployRole \
         service-role/AWSCodeDeployRoleForCloudFormation service-role/AWSCodeDeployRoleForLambda \
         service-role/AWSCodeDeployRoleForLambdaLimited service-role/AWSCodeStarServiceRole \
         service-role/AWSConfigRoleForOrganizations service-role/AWSConfigRulesExecutionRole \
         service-role/AWSControlTowerCloudTrailRolePolicy \
         service-role/AWSControlTowerIdentityCenterManagementPolicy \
         service-role/AWSControlTowerServiceRolePolicy service-role/AWSCostAndUsageReportAutomationPolicy \
         service-role/AWSDataLifecycleManagerSSMFullAccess service-role/AWSDataLifecycleManagerServiceRole \
         service-role/AWSDataLifecycleManagerServiceRoleForAMIManagement \
         service-role/AWSDeepLensServiceRolePolicy service-role/AWSDeepRacerServiceRolePolicy \
         service-role/AWSElasticBeanstalkEnhancedHealth service-role/AWSElasticBeanstalkRoleCWL \
         service-role/AWSElasticBeanstalkRoleCore service-role/AWSElasticBeanstalkRoleECS \
         service-role/AWSElasticBeanstalkRoleRDS service-role/AWSElasticBeanstalkRoleSNS \
         service-role/AWSElasticBeanstalkRoleWorkerTier service-role/AWSElasticBeanstalkService \
         service-role/AWSElasticDisasterRecoveryAgentPolicy \
         service-role/AWSElasticDisasterRecoveryConversionServerPolicy \
         service-role/AWSElasticDisasterRecoveryCrossAccountReplicationPolicy \
         service-role/AWSElasticDisasterRecoveryEc2InstancePolicy \
         service-role/AWSElasticDisasterRecoveryFailbackPolicy \
         service-role/AWSElasticDisasterRecoveryNetworkReplicationPolicy \
         service-role/AWSElasticDisasterRecoveryRecoveryInstancePolicy \
         service-role/AWSElasticDisasterRecoveryReplicationServerPolicy \
         service-role/AWSElasticDisasterRecoveryStagingAccountPolicy \
         service-role/AWSElasticDisasterRecoveryStagingAccountPolicy_v2 \
         service-role/AWSFaultInjectionSimulatorEC2Access service-role/AWSFaultInjectionSimulatorECSAccess \
         service-role/AWSFaultInjectionSimulatorEKSAccess \
         service-role/AWSFaultInjectionSimulatorNetworkAccess \
         service-role/AWSFaultInjectionSimulatorRDSAccess service-role/AWSFaultInjectionSimulatorSSMAccess \
         service-role/AWSGlueDataBrewServiceRole service-role/AWSGlueServiceNotebookRole \
         service-role/AWSGlueServiceRole service-role/AWSGreengrassResourceAccessRolePolicy \
         service-role/AWSIdentityCenterExternalManagementPolicy \
         service-role/AWSIoTDeviceDefenderAddThingsToThingGroupMitigationAction \
         service-role/AWSIoTDeviceDefenderAudit \
         service-role/AWSIoTDeviceDefenderEnableIoTLoggingMitigationAction \
         service-role/AWSIoTDeviceDefenderPublishFindingsToSNSMitigationAction \
         service-role/AWSIoTDeviceDefenderReplaceDefaultPolicyMitigationAction \
         service-role/AWSIoTDeviceDefenderUpdateCACertMitigationAction \
         service-role/AWSIoTDeviceDefenderUpdateDeviceCertMitigationAction \
         service-role/AWSIoTFleetHubFederationAccess service-role/AWSIoTLogging service-role/AWSIoTOTAUpdate \
         service-role/AWSIoTRuleActions service-role/AWSIoTSiteWiseMonitorPortalAccess \
         service-role/AWSIoTThingsRegistration service-role/AWSLambdaBasicDurableExecutionRolePolicy \
         service-role/AWSLambdaBasicExecutionRole service-role/AWSLambdaDynamoDBExecutionRole \
         service-role/AWSLambdaENIManagementAccess service-role/AWSLambdaKinesisExecutionRole \
         service-role/AWSLambdaMSKExecutionRole service-role/AWSLambdaRole \
         service-role/AWSLambdaSQSQueueExecutionRole service-role/AWSLambdaVPCAccessExecutionRole \
         service-role/AWSLicenseManagerConsumptionPolicy service-role/AWSMSKReplicatorExecutionRole \
         service-role/AWSManagedServiceAccessManagementAccess service-role/AWSManagedSignUpAdminAccess \
         service-role/AWSMigrationHubDMSAccess service-role/AWSMigrationHubDiscoveryAccess \
         service-role/AWSMigrationHubRefactorSpaces-SSMAutomationPolicy service-role/AWSMigrationHubSMSAccess \
         service-role/AWSPanoramaApplianceRolePolicy service-role/AWSPanoramaApplianceServiceRolePolicy \
         service-role/AWSPanoramaGreengrassGroupRolePolicy service-role/AWSPanoramaSageMakerRolePolicy \
         service-role/AWSPanoramaServiceRolePolicy service-role/AWSQuickSightDescribeRDS \
         service-role/AWSQuickSightDescribeRedshift service-role/AWSQuickSightElasticsearchPolicy \
         service-role/AWSQuickSightListIAM service-role/AWSQuickSightSageMakerPolicy \
         service-role/AWSQuickSightSecretsManagerWriteAccess service-role/AWSQuickSightTimestreamPolicy \
         service-role/AWSQuicksightAthenaAccess service-role/AWSQuicksightOpenSearchPolicy \
         service-role/AWSSecurityAgentWebAppPolicy service-role/AWSShieldDRTAccessPolicy \
         service-role/AWSSupplyChainFederationAdminAccess service-role/AWSTransferLoggingAccess \
         service-role/AWSTransformApplicationDeploymentPolicy \
         service-role/AWSTransformApplicationECSDeploymentPolicy service-role/AWS_ConfigRole \
         service-role/AmazonAPIGatewayPushToCloudWatchLogs service-role/AmazonAppStreamPCAAccess \
         service-role/AmazonAppStreamServiceAccess service-role/AmazonCodeCatalystSupportAccess \
         service-role/AmazonDMSCloudWatchLogsRole service-role/AmazonDMSRedshiftS3Role \
         service-role/AmazonDMSVPCManagementRole service-role/AmazonDataZoneBedrockModelConsumptionPolicy \
         service-role/AmazonDataZoneBedrockModelManagementPolicy \
         service-role/AmazonDataZoneDomainExecutionRolePolicy \
         service-role/AmazonDataZoneGlueManageAccessRolePolicy \
         service-role/AmazonDataZoneRedshiftManageAccessRolePolicy service-role/AmazonEBSCSIDriverPolicy \
         service-role/AmazonEC2ContainerServiceAutoscaleRole service-role/AmazonEC2ContainerServiceEventsRole \
         service-role/AmazonEC2ContainerServiceRole service-role/AmazonEC2ContainerServiceforEC2Role \
         service-role/AmazonEC2RoleforAWSCodeDeploy service-role/AmazonEC2RoleforAWSCodeDeployLimited \
         service-role/AmazonEC2RoleforDataPipelineRole service-role/AmazonEC2RoleforSSM \
         service-role/AmazonEC2SpotFleetAutoscaleRole service-role/AmazonEC2SpotFleetTaggingRole \
         service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity \
         service-role/AmazonECSInfrastructureRolePolicyForVolumes \
         service-role/AmazonECSInfrastructureRoleforExpressGatewayServices \
         service-role/AmazonECSTaskExecutionRolePolicy service-role/AmazonEFSCSIDriverPolicy \
         service-role/AmazonEMRServicePolicyForSessions service-role/AmazonEMRServicePolicy_v2 \
         service-role/AmazonElasticMapReduceEditorsRole service-role/AmazonElasticMapReduceRole \
         service-role/AmazonElasticMapReduceforAutoScalingRole service-role/AmazonElasticMapReduceforEC2Role \
         service-role/AmazonElasticTranscoderRole service-role/AmazonFreeRTOSOTAUpdate \
         service-role/AmazonGrafanaAthenaAccess service-role/AmazonGrafanaCloudWatchAccess \
         service-role/AmazonGrafanaRedshiftAccess \
         service-role/AmazonMachineLearningRoleforRedshiftDataSourceV3 service-role/AmazonMacieHandshakeRole \
         service-role/AmazonMacieServiceRole service-role/AmazonPersonalizeFullAccess \
         service-role/AmazonRDSDirectoryServiceAccess service-role/AmazonRDSEnhancedMonitoringRole \
         service-role/AmazonRekognitionServiceRole service-role/AmazonS3FilesCSIDriverPolicy \
         service-role/AmazonS3ObjectLambdaExecutionRolePolicy \
         service-role/AmazonS3TablesLakeFormationServiceRole service-role/AmazonSNSRole \
         service-role/AmazonSSMAutomationRole service-role/AmazonSSMMaintenanceWindowRole \
         service-role/AmazonSageMakerCanvasDirectDeployAccess \
         service-role/AmazonSageMakerCanvasForecastAccess service-role/AmazonSageMakerEdgeDeviceFleetPolicy \
         service-role/AmazonSageMakerGeospatialExecutionRole service-role/AmazonSageMakerGeospatialFullAccess \
         service-role/AmazonSageMakerPartnerServiceCatalogProductsApiGatewayServiceRolePolicy \
         service-role/AmazonSageMakerPartnerServiceCatalogProductsCloudFormationServiceRolePolicy \
         service-role/AmazonSageMakerPartnerServiceCatalogProductsLambdaServiceRolePolicy \
         service-role/AmazonSageMakerQuickSightVPCPolicy \
         service-role/AmazonSageMakerServiceCatalogProductsApiGatewayServiceRolePolicy \
         service-role/AmazonSageMakerServiceCatalogProductsCloudformationServiceRolePolicy \
         service-role/AmazonSageMakerServiceCatalogProductsCodePipelineServiceRolePolicy \
         service-role/AmazonSageMakerServiceCatalogProductsEventsServiceRolePolicy \
         service-role/AmazonSageMakerServiceCatalogProductsFirehoseServiceRolePolicy \
         service-role/AmazonSageMakerServiceCatalogProductsGlueServiceRolePolicy \
         service-role/AmazonSageMakerServiceCatalogProductsLambdaServiceRolePolicy \
         service-role/AmazonSecurityLakeMetastoreManager service-role/AmazonTextractServiceRole \
         service-role/AmplifyBackendDeployFullAccess \
         service-role/ApplicationAutoScalingForAmazonAppStreamAccess \
         service-role/AutoScalingNotificationAccessRole \
         service-role/AwsGlueSessionUserRestrictedNotebookServiceRole \
         service-role/AwsGlueSessionUserRestrictedServiceRole \
         service-role/CloudWatchEventsBuiltInTargetExecutionAccess \
         service-role/CloudWatchEventsInvocationAccess service-role/ComprehendDataAccessRolePolicy \
         service-role/EC2ImageBuilderLifecycleExecutionPolicy service-role/GreengrassOTAUpdateArtifactAccess \
         service-role/QuickSightAccessForS3StorageManagementAnalyticsReadOnly \
         service-role/RDSCloudHsmAuthorizationRole service-role/ROSAAmazonEBSCSIDriverOperatorPolicy \
         service-role/ROSACloudNetworkConfigOperatorPolicy service-role/ROSAControlPlaneOperatorPolicy \
         service-role/ROSAImageRegistryOperatorPolicy service-role/ROSAIngressOperatorPolicy \
         service-role/ROSAInstallerPolicy service-role/ROSAKMSProviderPolicy \
         service-role/ROSAKarpenterControllerPolicy service-role/ROSAKubeControllerPolicy \
         service-role/ROSANodePoolManagementPolicy service-role/ROSASRESupportPolicy \
         service-role/ROSAWorkerInstancePolicy service-role/SageMakerStudioBedrockAgentServiceRolePolicy \
         service-role/SageMakerStudioBedrockChatAgentUserRolePolicy \
         service-role/SageMakerStudioBedrockEvaluationJobServiceRolePolicy \
         service-role/SageMakerStudioBedrockFlowServiceRolePolicy \
         service-role/SageMakerStudioBedrockFunctionExecutionRolePolicy \
         service-role/SageMakerStudioBedrockKnowledgeBaseCustomResourcePolicy \
         service-role/SageMakerStudioBedrockKnowledgeBaseServiceRolePolicy \
         service-role/SageMakerStudioBedrockPromptUserRolePolicy \
         service-role/SageMakerStudioDomainExecutionRolePolicy \
         service-role/SageMakerStudioDomainServiceRolePolicy \
         service-role/SageMakerStudioEMRContainersSystemNamespaceRolePolicy \
         service-role/SageMakerStudioEMRInstanceRolePolicy service-role/SageMakerStudioEMRServiceRolePolicy \
         service-role/SageMakerStudioProjectProvisioningRolePolicy \
         service-role/SageMakerStudioQueryExecutionRolePolicy service-role/SecurityAgentWebAppAPIPolicy \
         service-role/ServerMigrationServiceLaunchRole \
         service-role/ServerMigrationServiceRoleForInstanceValidation \
         service-role/VMImportExportRoleForAWSConnector";

/// Actions by the prefix of their service.
pub(super) static ACTIONS: &[(&str, &str)] = &[
    ("athena", "\
         BatchGetNamedQuery BatchGetPreparedStatement BatchGetQueryExecution CancelCapacityReservation \
         CancelQueryExecution CreateCapacityReservation CreateDataCatalog CreateNamedQuery CreateNotebook \
         CreatePreparedStatement CreatePresignedNotebookUrl CreateSystemTableConfiguration CreateWorkGroup \
         DeleteCapacityReservation DeleteDataCatalog DeleteNamedQuery DeleteNotebook DeletePreparedStatement \
         DeleteSystemTableConfiguration DeleteWorkGroup ExportNotebook GetCalculationExecution \
         GetCalculationExecutionCode GetCalculationExecutionStatus GetCapacityAssignmentConfiguration \
         GetCapacityReservation GetCatalogs GetDataCatalog GetDatabase GetExecutionEngine GetExecutionEngines \
         GetNamedQuery GetNamespace GetNamespaces GetNotebookMetadata GetPreparedStatement GetQueryExecution \
         GetQueryExecutions GetQueryResults GetQueryResultsStream GetQueryRuntimeStatistics \
         GetResourceDashboard GetSession GetSessionEndpoint GetSessionStatus GetSystemTableConfiguration \
         GetTable GetTableMetadata GetTables GetWorkGroup ImportNotebook ListApplicationDPUSizes \
         ListCalculationExecutions ListCapacityReservations ListDataCatalogs ListDatabases ListEngineVersions \
         ListExecutors ListNamedQueries ListNotebookMetadata ListNotebookSessions ListPreparedStatements \
         ListQueryExecutions ListSessions ListSystemTableStatuses ListTableMetadata ListTagsForResource \
         ListWorkGroups PutCapacityAssignmentConfiguration RunQuery StartCalculationExecution \
         StartQueryExecution StartSession StopCalculationExecution StopQueryExecution TagResource \
         TerminateSession UntagResource UpdateCapacityReservation UpdateDataCatalog UpdateNamedQuery \
         UpdateNotebook UpdateNotebookMetadata UpdatePreparedStatement UpdateSystemTableConfiguration \
         UpdateWorkGroup"),
    ("autoscaling", "\
         AttachInstances AttachLoadBalancerTargetGroups AttachLoadBalancers AttachTrafficSources \
         BatchDeleteScheduledAction BatchPutScheduledUpdateGroupAction CancelInstanceRefresh \
         CompleteLifecycleAction CreateAutoScalingGroup CreateLaunchConfiguration CreateOrUpdateTags \
         DeleteAutoScalingGroup DeleteLaunchConfiguration DeleteLifecycleHook DeleteNotificationConfiguration \
         DeletePolicy DeleteScheduledAction DeleteTags DeleteWarmPool DescribeAccountLimits \
         DescribeAccountSettings DescribeAdjustmentTypes DescribeAutoScalingGroups \
         DescribeAutoScalingInstances DescribeAutoScalingNotificationTypes DescribeInstanceRefreshes \
         DescribeLaunchConfigurations DescribeLifecycleHookTypes DescribeLifecycleHooks \
         DescribeLoadBalancerTargetGroups DescribeLoadBalancers DescribeMetricCollectionTypes \
         DescribeNotificationConfigurations DescribePolicies DescribeScalingActivities \
         DescribeScalingProcessTypes DescribeScheduledActions DescribeTags DescribeTerminationPolicyTypes \
         DescribeTrafficSources DescribeWarmPool DetachInstances DetachLoadBalancerTargetGroups \
         DetachLoadBalancers DetachTrafficSources DisableMetricsCollection EnableMetricsCollection \
         EnterStandby ExecutePolicy ExitStandby GetPredictiveScalingForecast LaunchInstances \
         PutAccountSetting PutLifecycleHook PutNotificationConfiguration PutScalingPolicy \
         PutScheduledUpdateGroupAction PutWarmPool RecordLifecycleActionHeartbeat ResumeProcesses \
         RollbackInstanceRefresh SetDesiredCapacity SetInstanceHealth SetInstanceProtection \
         StartInstanceRefresh SuspendProcesses TerminateInstanceInAutoScalingGroup UpdateAutoScalingGroup"),
    ("batch", "\
         CancelJob CancelJobs CreateComputeEnvironment CreateConsumableResource CreateJobQueue \
         CreateQuotaShare CreateSchedulingPolicy CreateServiceEnvironment DeleteComputeEnvironment \
         DeleteConsumableResource DeleteJobQueue DeleteQuotaShare DeleteSchedulingPolicy \
         DeleteServiceEnvironment DeregisterJobDefinition DescribeComputeEnvironments \
         DescribeConsumableResource DescribeJobDefinitions DescribeJobQueues DescribeJobs DescribeQuotaShare \
         DescribeSchedulingPolicies DescribeServiceEnvironments DescribeServiceJob GetJobQueueSnapshot \
         ListConsumableResources ListJobs ListJobsByConsumableResource ListQuotaShares ListSchedulingPolicies \
         ListServiceJobs ListTagsForResource RegisterJobDefinition SubmitJob SubmitServiceJob TagResource \
         TerminateJob TerminateJobs TerminateServiceJob TerminateServiceJobs UntagResource \
         UpdateComputeEnvironment UpdateConsumableResource UpdateJobQueue UpdateQuotaShare \
         UpdateSchedulingPolicy UpdateServiceEnvironment UpdateServiceJob"),
    ("bedrock", "\
         AgenticRetrieveStream AllowVendedLogDeliveryForResource ApplyGuardrail AssociateAgentKnowledgeBase \
         BatchDeleteAdvancedPromptOptimizationJob BatchDeleteEvaluationJob CallWithBearerToken \
         CancelAutomatedReasoningPolicyBuildWorkflow CheckIngestedDocumentAcl CountTokens \
         CreateAdvancedPromptOptimizationJob CreateAgent CreateAgentActionGroup CreateAgentAlias \
         CreateAutomatedReasoningPolicy CreateAutomatedReasoningPolicyTestCase \
         CreateAutomatedReasoningPolicyVersion CreateBlueprint CreateBlueprintVersion CreateCustomModel \
         CreateCustomModelDeployment CreateDataAutomationProject CreateDataSource CreateEvaluationJob \
         CreateFlow CreateFlowAlias CreateFlowVersion CreateFoundationModelAgreement CreateGuardrail \
         CreateGuardrailVersion CreateInferenceProfile CreateInvocation CreateKnowledgeBase \
         CreateMarketplaceModelEndpoint CreateModelCopyJob CreateModelCustomizationJob CreateModelImportJob \
         CreateModelInvocationJob CreatePrompt CreatePromptRouter CreatePromptVersion \
         CreateProvisionedModelThroughput CreateSession DeleteAgent DeleteAgentActionGroup DeleteAgentAlias \
         DeleteAgentVersion DeleteAutomatedReasoningPolicy DeleteAutomatedReasoningPolicyBuildWorkflow \
         DeleteAutomatedReasoningPolicyTestCase DeleteBlueprint DeleteCustomModel DeleteCustomModelDeployment \
         DeleteDataAutomationProject DeleteDataSource DeleteEnforcedGuardrailConfiguration DeleteFlow \
         DeleteFlowAlias DeleteFlowVersion DeleteFoundationModelAgreement DeleteGuardrail DeleteImportedModel \
         DeleteInferenceProfile DeleteKnowledgeBase DeleteMarketplaceModelEndpoint \
         DeleteModelInvocationLoggingConfiguration DeletePrompt DeletePromptRouter \
         DeleteProvisionedModelThroughput DeleteResourcePolicy DeleteSession \
         DeregisterMarketplaceModelEndpoint DisassociateAgentKnowledgeBase EndSession \
         ExportAutomatedReasoningPolicyVersion GenerateQuery GetAccountDataRetention \
         GetAdvancedPromptOptimizationJob GetAgent GetAgentActionGroup GetAgentAlias GetAgentCollaborator \
         GetAgentKnowledgeBase GetAgentMemory GetAgentVersion GetAsyncInvoke GetAutomatedReasoningPolicy \
         GetAutomatedReasoningPolicyAnnotations GetAutomatedReasoningPolicyBuildWorkflow \
         GetAutomatedReasoningPolicyBuildWorkflowResultAssets GetAutomatedReasoningPolicyNextScenario \
         GetAutomatedReasoningPolicyTestCase GetAutomatedReasoningPolicyTestResult GetBlueprint \
         GetBlueprintOptimizationStatus GetBlueprintRecommendation GetCustomModel GetCustomModelDeployment \
         GetDataAutomationLibrary GetDataAutomationLibraryEntity GetDataAutomationLibraryIngestionJob \
         GetDataAutomationProject GetDataAutomationStatus GetDataSource GetDocumentContent GetEvaluationJob \
         GetExecutionFlowSnapshot GetFlow GetFlowAlias GetFlowExecution GetFlowVersion GetFoundationModel \
         GetFoundationModelAvailability GetGuardrail GetImportedModel GetInferenceProfile \
         GetIngestedDocumentAcl GetIngestionJob GetInvocationStep GetInvoke GetKnowledgeBase \
         GetKnowledgeBaseDocuments GetMarketplaceModelEndpoint GetModelCopyJob GetModelCustomizationJob \
         GetModelImportJob GetModelInvocationJob GetModelInvocationLoggingConfiguration GetPrompt \
         GetPromptRouter GetProvisionedModelThroughput GetResourcePolicy GetSession GetUseCaseForModelAccess \
         InvokeAgent InvokeAutomatedReasoningPolicy InvokeDataAutomationAsync InvokeFlow InvokeInlineAgent \
         InvokeModel InvokeModelWithResponseStream ListAdvancedPromptOptimizationJobs ListAgentActionGroups \
         ListAgentAliases ListAgentCollaborators ListAgentKnowledgeBases ListAgentVersions ListAgents \
         ListAutomatedReasoningPolicies ListAutomatedReasoningPolicyBuildWorkflows \
         ListAutomatedReasoningPolicyTestCases ListAutomatedReasoningPolicyTestResults ListBlueprints \
         ListCustomModelDeployments ListCustomModels ListDataAutomationLibraries ListDataAutomationProjects \
         ListDataSources ListEnforcedGuardrailsConfiguration ListEvaluationJobs ListFlowAliases \
         ListFlowExecutionEvents ListFlowExecutions ListFlowVersions ListFlows \
         ListFoundationModelAgreementOffers ListFoundationModels ListGuardrails ListImportedModels \
         ListInferenceProfiles ListIngestionJobs ListInvocationSteps ListInvocations ListKnowledgeBases \
         ListMarketplaceModelEndpoints ListModelCopyJobs ListModelCustomizationJobs ListModelImportJobs \
         ListModelInvocationJobs ListPromptRouters ListPrompts ListProvisionedModelThroughputs ListSessions \
         ListTagsForResource PrepareAgent PrepareFlow PutAccountDataRetention \
         PutEnforcedGuardrailConfiguration PutFoundationModelEntitlement PutInvocationStep \
         PutModelInvocationLoggingConfiguration PutResourcePolicy PutUseCaseForModelAccess \
         RegisterMarketplaceModelEndpoint Retrieve RetrieveAndGenerate \
         StartAutomatedReasoningPolicyBuildWorkflow StartAutomatedReasoningPolicyTestWorkflow \
         StartIngestionJob StopAdvancedPromptOptimizationJob StopEvaluationJob StopIngestionJob \
         StopModelCustomizationJob StopModelInvocationJob TagResource UntagResource UpdateAgent \
         UpdateAgentActionGroup UpdateAgentAlias UpdateAgentKnowledgeBase UpdateAutomatedReasoningPolicy \
         UpdateAutomatedReasoningPolicyAnnotations UpdateAutomatedReasoningPolicyTestCase UpdateBlueprint \
         UpdateCustomModelDeployment UpdateDataAutomationProject UpdateDataSource UpdateFlow UpdateFlowAlias \
         UpdateGuardrail UpdateKnowledgeBase UpdateMarketplaceModelEndpoint UpdatePrompt \
         UpdateProvisionedModelThroughput UpdateSession ValidateFlowDefinition"),
    ("cloudformation", "\
         ActivateOrganizationsAccess ActivateType BatchDescribeTypeConfigurations CancelUpdateStack \
         ContinueUpdateRollback CreateChangeSet CreateGeneratedTemplate CreateStack CreateStackInstances \
         CreateStackRefactor CreateStackSet CreateUploadBucket DeactivateOrganizationsAccess DeactivateType \
         DeleteChangeSet DeleteGeneratedTemplate DeleteStack DeleteStackInstances DeleteStackSet \
         DeregisterType DescribeAccountLimits DescribeChangeSet DescribeChangeSetHooks DescribeEvents \
         DescribeGeneratedTemplate DescribeOrganizationsAccess DescribePublisher DescribeResourceScan \
         DescribeStackDriftDetectionStatus DescribeStackEvents DescribeStackInstance DescribeStackRefactor \
         DescribeStackResource DescribeStackResourceDrifts DescribeStackResources DescribeStackSet \
         DescribeStackSetOperation DescribeStacks DescribeType DescribeTypeRegistration DetectStackDrift \
         DetectStackResourceDrift DetectStackSetDrift EstimateTemplateCost ExecuteChangeSet \
         ExecuteStackRefactor GetGeneratedTemplate GetHookResult GetResource GetStackPolicy GetTemplate \
         GetTemplateSummary ImportStacksToStackSet ListChangeSets ListExports ListGeneratedTemplates \
         ListHookResults ListImports ListResourceScanRelatedResources ListResourceScanResources \
         ListResourceScans ListResources ListStackInstanceResourceDrifts ListStackInstances \
         ListStackRefactorActions ListStackRefactors ListStackResources ListStackSetAutoDeploymentTargets \
         ListStackSetOperationResults ListStackSetOperations ListStackSets ListStacks ListTypeRegistrations \
         ListTypeVersions ListTypes PublishType RecordHandlerProgress RegisterPublisher RegisterType \
         RemoveAlias RollbackStack SetAlias SetStackPolicy SetTypeConfiguration SetTypeDefaultVersion \
         SignalResource StartResourceScan StopStackSetOperation TagResource TestType UntagResource \
         UpdateGeneratedTemplate UpdateStack UpdateStackInstances UpdateStackSet UpdateTerminationProtection \
         ValidateTemplate"),
    ("cloudwatch", "\
         AssociateDatasetKmsKey AssumeAccessProfile CallWithBearerToken CreateAccessGrant CreateAccessProfile \
         CreateAlert CreateDomainAccessGrantForOrganization CreateIntegration CreateOmniDashboard \
         CreateOmniThread CreateOneTimeDeepLinkCode CreateResourceMetricsConfiguration CreateView \
         DeleteAccessGrant DeleteAccessProfile DeleteAlarmMuteRule DeleteAlarms DeleteAlert \
         DeleteAnomalyDetector DeleteDashboards DeleteDomainAccessGrantForOrganization DeleteInsightRules \
         DeleteIntegration DeleteMetricDataQueryDefinition DeleteMetricStream DeleteOmniDashboard \
         DeleteOmniThread DeleteResourceMetricsConfiguration DeleteView DescribeAlarmContributors \
         DescribeAlarmHistory DescribeAlarms DescribeAlarmsForMetric DescribeAnomalyDetectors \
         DescribeInsightRules DisableAlarmActions DisableInsightRules DisassociateDatasetKmsKey \
         EnableAlarmActions EnableInsightRules GenerateQuery GenerateQueryResultsSummary GetAccessGrant \
         GetAccessProfile GetAlarmMuteRule GetAlert GetContextGraph GetDashboard GetDataset GetDomain \
         GetDomainAccessGrantForOrganization GetInsightRuleReport GetIntegration GetIntelligenceConfiguration \
         GetMetricData GetMetricDataQueryDefinition GetMetricStatistics GetMetricStream GetMetricWidgetImage \
         GetOTelEnrichment GetOmniDashboard GetOmniThread GetPreferences GetRecords \
         GetResourceMetricsConfiguration GetService GetServiceLevelObjective GetSpace \
         GetTelemetryQueryResults GetView InvokeIntegration Link ListAccessGrants ListAccessProfiles \
         ListAlarmMuteRules ListAlerts ListDashboards ListDomainAccessGrantsForOrganization ListIntegrations \
         ListManagedInsightRules ListMetricDataQueryDefinitions ListMetricStreams ListMetrics \
         ListOmniDashboards ListOmniThreads ListSpaces ListSpacesForOrganization ListTagsForResource \
         ListTelemetryQuerySessions ListViews PutAlarmMuteRule PutAnomalyDetector PutCompositeAlarm \
         PutDashboard PutInsightRule PutIntelligenceConfiguration PutLogAlarm PutManagedInsightRules \
         PutMetricAlarm PutMetricData PutMetricDataQueryDefinition PutMetricStream SearchPrincipals \
         SetAlarmState StartMetricStreams StartOTelEnrichment StartOmniThreadSession \
         StartTelemetryQuerySession StopMetricStreams StopOTelEnrichment StopTelemetryQuery \
         StopTelemetryQuerySession SubmitFeedback TagResource UntagResource UpdateAccessProfile UpdateAlert \
         UpdateIntegration UpdateOTelEnrichment UpdateOmniDashboard UpdateOmniThread UpdatePreferences \
         UpdateResourceMetricsConfiguration UpdateSpace UpdateView"),
    ("dynamodb", "\
         BatchExecuteStatement BatchGetItem BatchWriteItem CancelBulkOperation ConditionCheckItem \
         CreateBackup CreateGlobalTable CreateTable DeleteBackup DeleteItem DeleteResourcePolicy DeleteTable \
         DescribeBackup DescribeBulkOperation DescribeContinuousBackups DescribeContributorInsights \
         DescribeEndpoints DescribeExport DescribeGlobalTable DescribeGlobalTableSettings DescribeImport \
         DescribeKinesisStreamingDestination DescribeLimits DescribeReservedCapacity \
         DescribeReservedCapacityOfferings DescribeStream DescribeTable DescribeTableReplicaAutoScaling \
         DescribeTimeToLive DisableKinesisStreamingDestination EnableKinesisStreamingDestination \
         ExecuteStatement ExecuteTransaction ExportTableToPointInTime GetAbacStatus GetItem GetRecords \
         GetResourcePolicy GetShardIterator ImportTable ListBackups ListBulkOperations \
         ListContributorInsights ListExports ListGlobalTables ListImports ListStreams ListTables \
         ListTagsOfResource PartiQLSelect PutItem PutResourcePolicy Query ReadDataForReplication \
         RestoreTableFromAwsBackup RestoreTableFromBackup RestoreTableToPointInTime Scan SearchVectors \
         StartAwsBackupJob StartBulkPutItems TagResource TransactGetItems TransactWriteItems UntagResource \
         UpdateContinuousBackups UpdateContributorInsights UpdateGlobalTable UpdateGlobalTableSettings \
         UpdateItem UpdateKinesisStreamingDestination UpdateTable UpdateTableReplicaAutoScaling \
         UpdateTimeToLive"),
    ("ec2", "\
         AcceptAddressTransfer AcceptCapacityReservationBillingOwnership AcceptReservedInstancesExchangeQuote \
         AcceptTransitGatewayClientVpnAttachment AcceptTransitGatewayMulticastDomainAssociations \
         AcceptTransitGatewayPeeringAttachment AcceptTransitGatewayVpcAttachment AcceptVpcEndpointConnections \
         AcceptVpcPeeringConnection AdvertiseByoipCidr AllocateAddress AllocateHosts AllocateIpamPoolCidr \
         ApplySecurityGroupsToClientVpnTargetNetwork AssignIpv6Addresses AssignPrivateIpAddresses \
         AssignPrivateNatGatewayAddress AssociateAddress AssociateApplicationStatusCheck \
         AssociateCapacityReservationBillingOwner AssociateClientVpnTargetNetwork AssociateDhcpOptions \
         AssociateEnclaveCertificateIamRole AssociateIamInstanceProfile AssociateInstanceEventWindow \
         AssociateIpamByoasn AssociateIpamResourceDiscovery AssociateKmsKeyId AssociateNatGatewayAddress \
         AssociateNetworkingFlexCostAllocationPolicy AssociateRouteServer AssociateRouteTable \
         AssociateSecurityGroupVpc AssociateSubnetCidrBlock AssociateTransitGatewayMulticastDomain \
         AssociateTransitGatewayPolicyTable AssociateTransitGatewayRouteTable AssociateTrunkInterface \
         AssociateVerifiedAccessInstanceWebAcl AssociateVpcCidrBlock AttachClassicLinkVpc \
         AttachImageWatermark AttachInternetGateway AttachNetworkInterface AttachVerifiedAccessTrustProvider \
         AttachVolume AttachVpnGateway AuthorizeClientVpnIngress AuthorizeSecurityGroupEgress \
         AuthorizeSecurityGroupIngress BatchModifyIpamRoutingPolicyRegistrations BundleInstance \
         CancelBundleTask CancelCapacityReservation CancelCapacityReservationFleets CancelConversionTask \
         CancelDeclarativePoliciesReport CancelExportTask CancelImageLaunchPermission CancelImportTask \
         CancelReservedInstancesListing CancelSpotFleetRequests CancelSpotInstanceRequests \
         ConfirmProductInstance CopyFpgaImage CopyImage CopySnapshot CopyVolumes CreateApplicationStatusCheck \
         CreateCapacityManagerDataExport CreateCapacityReservation CreateCapacityReservationBySplitting \
         CreateCapacityReservationCancellationQuote CreateCapacityReservationDateChangeQuote \
         CreateCapacityReservationFleet CreateCarrierGateway CreateClientVpnEndpoint CreateClientVpnRoute \
         CreateCoipCidr CreateCoipPool CreateCoipPoolPermission CreateCustomerGateway CreateDefaultSubnet \
         CreateDefaultVpc CreateDelegateMacVolumeOwnershipTask CreateDhcpOptions \
         CreateEgressOnlyInternetGateway CreateFleet CreateFlowLogs CreateFpgaImage CreateImage \
         CreateImageUsageReport CreateInstanceConnectEndpoint CreateInstanceEventWindow \
         CreateInstanceExportTask CreateInternetGateway CreateInterruptibleCapacityReservationAllocation \
         CreateIpam CreateIpamExternalResourceVerificationToken CreateIpamInternetRegistryAssociation \
         CreateIpamPolicy CreateIpamPool CreateIpamPrefixListResolver CreateIpamPrefixListResolverTarget \
         CreateIpamResourceDiscovery CreateIpamRoutingPolicyRegistration CreateIpamScope CreateKeyPair \
         CreateLaunchTemplate CreateLaunchTemplateVersion CreateLocalGatewayRoute \
         CreateLocalGatewayRouteTable CreateLocalGatewayRouteTablePermission \
         CreateLocalGatewayRouteTableVirtualInterfaceGroupAssociation \
         CreateLocalGatewayRouteTableVpcAssociation CreateLocalGatewayVirtualInterface \
         CreateLocalGatewayVirtualInterfaceGroup CreateMacSystemIntegrityProtectionModificationTask \
         CreateManagedPrefixList CreateMetricCategory CreateNatGateway CreateNetworkAcl CreateNetworkAclEntry \
         CreateNetworkInsightsAccessScope CreateNetworkInsightsPath CreateNetworkInterface \
         CreateNetworkInterfacePermission CreateNetworkingFlexCostAllocationPolicy CreateOdbNetworkPeering \
         CreatePlacementGroup CreatePublicIpv4Pool CreateReplaceRootVolumeTask CreateReservedInstancesListing \
         CreateRestoreImageTask CreateRoute CreateRouteServer CreateRouteServerEndpoint CreateRouteServerPeer \
         CreateRouteTable CreateSecondaryNetwork CreateSecondarySubnet CreateSecurityGroup CreateSnapshot \
         CreateSnapshots CreateSpotDatafeedSubscription CreateStoreImageTask CreateSubnet \
         CreateSubnetCidrReservation CreateTags CreateTrafficMirrorFilter CreateTrafficMirrorFilterRule \
         CreateTrafficMirrorSession CreateTrafficMirrorTarget CreateTransitGateway \
         CreateTransitGatewayConnect CreateTransitGatewayConnectPeer CreateTransitGatewayMeteringPolicy \
         CreateTransitGatewayMeteringPolicyEntry CreateTransitGatewayMulticastDomain \
         CreateTransitGatewayNetworkFunctionAttachment CreateTransitGatewayPeeringAttachment \
         CreateTransitGatewayPolicyTable CreateTransitGatewayPolicyTableEntry \
         CreateTransitGatewayPrefixListReference CreateTransitGatewayRoute CreateTransitGatewayRouteTable \
         CreateTransitGatewayRouteTableAnnouncement CreateTransitGatewayVpcAttachment \
         CreateVerifiedAccessEndpoint CreateVerifiedAccessGroup CreateVerifiedAccessInstance \
         CreateVerifiedAccessTrustProvider CreateVolume CreateVpc CreateVpcBlockPublicAccessExclusion \
         CreateVpcEncryptionControl CreateVpcEndpoint CreateVpcEndpointConnectionNotification \
         CreateVpcEndpointServiceConfiguration CreateVpcPeeringConnection CreateVpnConcentrator \
         CreateVpnConnection CreateVpnConnectionRoute CreateVpnGateway DeleteApplicationStatusCheck \
         DeleteCapacityManagerDataExport DeleteCarrierGateway DeleteClientVpnEndpoint \
         DeleteClientVpnEndpointAuthorizationPolicy DeleteClientVpnRoute DeleteCoipCidr DeleteCoipPool \
         DeleteCoipPoolPermission DeleteCustomerGateway DeleteDhcpOptions DeleteEgressOnlyInternetGateway \
         DeleteFleets DeleteFlowLogs DeleteFpgaImage DeleteImageUsageReport DeleteInstanceConnectEndpoint \
         DeleteInstanceEventWindow DeleteInternetGateway DeleteIpam \
         DeleteIpamExternalResourceVerificationToken DeleteIpamInternetRegistryAssociation DeleteIpamPolicy \
         DeleteIpamPool DeleteIpamPrefixListResolver DeleteIpamPrefixListResolverTarget \
         DeleteIpamResourceDiscovery DeleteIpamRoutingPolicyRegistration DeleteIpamScope DeleteKeyPair \
         DeleteLaunchTemplate DeleteLaunchTemplateVersions DeleteLocalGatewayRoute \
         DeleteLocalGatewayRouteTable DeleteLocalGatewayRouteTablePermission \
         DeleteLocalGatewayRouteTableVirtualInterfaceGroupAssociation \
         DeleteLocalGatewayRouteTableVpcAssociation DeleteLocalGatewayVirtualInterface \
         DeleteLocalGatewayVirtualInterfaceGroup DeleteManagedPrefixList DeleteMetricCategory \
         DeleteNatGateway DeleteNetworkAcl DeleteNetworkAclEntry DeleteNetworkInsightsAccessScope \
         DeleteNetworkInsightsAccessScopeAnalysis DeleteNetworkInsightsAnalysis DeleteNetworkInsightsPath \
         DeleteNetworkInterface DeleteNetworkInterfacePermission DeleteNetworkingFlexCostAllocationPolicies \
         DeleteOdbNetworkPeering DeletePlacementGroup DeletePublicIpv4Pool DeleteQueuedReservedInstances \
         DeleteRoute DeleteRouteServer DeleteRouteServerEndpoint DeleteRouteServerPeer DeleteRouteTable \
         DeleteSecondaryNetwork DeleteSecondarySubnet DeleteSecurityGroup DeleteSnapshot \
         DeleteSpotDatafeedSubscription DeleteSubnet DeleteSubnetCidrReservation DeleteTags \
         DeleteTrafficMirrorFilter DeleteTrafficMirrorFilterRule DeleteTrafficMirrorSession \
         DeleteTrafficMirrorTarget DeleteTransitGateway DeleteTransitGatewayClientVpnAttachment \
         DeleteTransitGatewayConnect DeleteTransitGatewayConnectPeer DeleteTransitGatewayMeteringPolicy \
         DeleteTransitGatewayMeteringPolicyEntry DeleteTransitGatewayMulticastDomain \
         DeleteTransitGatewayNetworkFunctionAttachment DeleteTransitGatewayPeeringAttachment \
         DeleteTransitGatewayPolicyTable DeleteTransitGatewayPolicyTableEntry \
         DeleteTransitGatewayPrefixListReference DeleteTransitGatewayRoute DeleteTransitGatewayRouteTable \
         DeleteTransitGatewayRouteTableAnnouncement DeleteTransitGatewayVpcAttachment \
         DeleteVerifiedAccessEndpoint DeleteVerifiedAccessGroup DeleteVerifiedAccessInstance \
         DeleteVerifiedAccessTrustProvider DeleteVolume DeleteVpc DeleteVpcBlockPublicAccessExclusion \
         DeleteVpcEncryptionControl DeleteVpcEndpointConnectionNotifications \
         DeleteVpcEndpointServiceConfigurations DeleteVpcEndpoints DeleteVpcPeeringConnection \
         DeleteVpnConcentrator DeleteVpnConnection DeleteVpnConnectionRoute DeleteVpnGateway \
         DeprovisionByoipCidr DeprovisionIpamByoasn DeprovisionIpamPoolCidr DeprovisionPublicIpv4PoolCidr \
         DeregisterImage DeregisterInstanceEventNotificationAttributes \
         DeregisterTransitGatewayMulticastGroupMembers DeregisterTransitGatewayMulticastGroupSources \
         DescribeAccountAttributes DescribeAccountVpcEncryptionControl DescribeAddressTransfers \
         DescribeAddresses DescribeAddressesAttribute DescribeAggregateIdFormat DescribeApplicationStatus \
         DescribeApplicationStatusCheckAssociations DescribeApplicationStatusChecks DescribeAvailabilityZones \
         DescribeAwsNetworkPerformanceMetricSubscriptions DescribeBundleTasks DescribeByoipCidrs \
         DescribeCapacityBlockExtensionHistory DescribeCapacityBlockExtensionOfferings \
         DescribeCapacityBlockOfferings DescribeCapacityBlockStatus DescribeCapacityBlocks \
         DescribeCapacityManagerDataExports DescribeCapacityReservationBillingRequests \
         DescribeCapacityReservationCancellationQuotes DescribeCapacityReservationDateChangeQuotes \
         DescribeCapacityReservationFleets DescribeCapacityReservationTopology DescribeCapacityReservations \
         DescribeCarrierGateways DescribeClassicLinkInstances DescribeClientVpnAuthorizationRules \
         DescribeClientVpnConnections DescribeClientVpnEndpoints DescribeClientVpnRoutes \
         DescribeClientVpnTargetNetworks DescribeCoipPools DescribeConversionTasks DescribeCustomerGateways \
         DescribeDeclarativePoliciesReports DescribeDhcpOptions DescribeEgressOnlyInternetGateways \
         DescribeElasticGpus DescribeExportImageTasks DescribeExportTasks DescribeFastLaunchImages \
         DescribeFastSnapshotRestores DescribeFleetHistory DescribeFleetInstances DescribeFleets \
         DescribeFlowLogs DescribeFpgaImageAttribute DescribeFpgaImages DescribeHostReservationOfferings \
         DescribeHostReservations DescribeHosts DescribeIamInstanceProfileAssociations DescribeIdFormat \
         DescribeIdentityIdFormat DescribeImageAttribute DescribeImageReferences \
         DescribeImageUsageReportEntries DescribeImageUsageReports DescribeImages DescribeImportImageTasks \
         DescribeImportSnapshotTasks DescribeInstanceAttribute DescribeInstanceConnectEndpoints \
         DescribeInstanceCreditSpecifications DescribeInstanceEventNotificationAttributes \
         DescribeInstanceEventWindows DescribeInstanceImageMetadata DescribeInstanceSqlHaHistoryStates \
         DescribeInstanceSqlHaStates DescribeInstanceStatus DescribeInstanceTopology \
         DescribeInstanceTypeOfferings DescribeInstanceTypes DescribeInstances DescribeInternetGateways \
         DescribeIpamByoasn DescribeIpamExternalResourceVerificationTokens \
         DescribeIpamInternetRegistryAssociations DescribeIpamPolicies DescribeIpamPoolAllocations \
         DescribeIpamPools DescribeIpamPrefixListResolverTargets DescribeIpamPrefixListResolvers \
         DescribeIpamResourceDiscoveries DescribeIpamResourceDiscoveryAssociations DescribeIpamScopes \
         DescribeIpams DescribeIpv6Pools DescribeKeyPairs DescribeLaunchTemplateVersions \
         DescribeLaunchTemplates DescribeLocalGatewayRouteTablePermissions \
         DescribeLocalGatewayRouteTableVirtualInterfaceGroupAssociations \
         DescribeLocalGatewayRouteTableVpcAssociations DescribeLocalGatewayRouteTables \
         DescribeLocalGatewayVirtualInterfaceGroups DescribeLocalGatewayVirtualInterfaces \
         DescribeLocalGateways DescribeLockedSnapshots DescribeMacHosts DescribeMacModificationTasks \
         DescribeManagedPrefixLists DescribeMetricCategories DescribeMovingAddresses DescribeNatGateways \
         DescribeNetworkAcls DescribeNetworkInsightsAccessScopeAnalyses DescribeNetworkInsightsAccessScopes \
         DescribeNetworkInsightsAnalyses DescribeNetworkInsightsPaths DescribeNetworkInterfaceAttribute \
         DescribeNetworkInterfacePermissions DescribeNetworkInterfaces \
         DescribeNetworkingFlexCostAllocationPolicies DescribeNetworkingFlexCostAllocationPolicyAssociations \
         DescribeOutpostLags DescribePlacementGroups DescribePrefixLists DescribePrincipalIdFormat \
         DescribePublicIpv4Pools DescribeRegions DescribeReplaceRootVolumeTasks DescribeReservedInstances \
         DescribeReservedInstancesListings DescribeReservedInstancesModifications \
         DescribeReservedInstancesOfferings DescribeRouteServerEndpoints DescribeRouteServerPeers \
         DescribeRouteServers DescribeRouteTables DescribeScheduledInstanceAvailability \
         DescribeScheduledInstances DescribeSecondaryInterfaces DescribeSecondaryNetworks \
         DescribeSecondarySubnets DescribeSecurityGroupReferences DescribeSecurityGroupRules \
         DescribeSecurityGroupVpcAssociations DescribeSecurityGroups DescribeServiceLinkVirtualInterfaces \
         DescribeSnapshotAttribute DescribeSnapshotTierStatus DescribeSnapshots \
         DescribeSpotDatafeedSubscription DescribeSpotFleetInstances DescribeSpotFleetRequestHistory \
         DescribeSpotFleetRequests DescribeSpotInstanceRequests DescribeSpotPriceHistory \
         DescribeStaleSecurityGroups DescribeStoreImageTasks DescribeSubnets DescribeTags \
         DescribeTrafficMirrorFilterRules DescribeTrafficMirrorFilters DescribeTrafficMirrorSessions \
         DescribeTrafficMirrorTargets DescribeTransitGatewayAttachments DescribeTransitGatewayConnectPeers \
         DescribeTransitGatewayConnects DescribeTransitGatewayMeteringPolicies \
         DescribeTransitGatewayMulticastDomains DescribeTransitGatewayNetworkFunctionAttachments \
         DescribeTransitGatewayPeeringAttachments DescribeTransitGatewayPolicyTables \
         DescribeTransitGatewayRouteTableAnnouncements DescribeTransitGatewayRouteTables \
         DescribeTransitGatewayVpcAttachments DescribeTransitGateways DescribeTrunkInterfaceAssociations \
         DescribeVerifiedAccessEndpoints DescribeVerifiedAccessGroups \
         DescribeVerifiedAccessInstanceLoggingConfigurations DescribeVerifiedAccessInstanceWebAclAssociations \
         DescribeVerifiedAccessInstances DescribeVerifiedAccessTrustProviders DescribeVolumeAttribute \
         DescribeVolumeStatus DescribeVolumes DescribeVolumesModifications DescribeVpcAttribute \
         DescribeVpcBlockPublicAccessExclusions DescribeVpcBlockPublicAccessOptions DescribeVpcClassicLink \
         DescribeVpcClassicLinkDnsSupport DescribeVpcEncryptionControls DescribeVpcEndpointAssociations \
         DescribeVpcEndpointConnectionNotifications DescribeVpcEndpointConnections \
         DescribeVpcEndpointServiceConfigurations DescribeVpcEndpointServicePermissions \
         DescribeVpcEndpointServices DescribeVpcEndpoints DescribeVpcPeeringConnections DescribeVpcs \
         DescribeVpnConcentrators DescribeVpnConnections DescribeVpnGateways DetachClassicLinkVpc \
         DetachImageWatermark DetachInternetGateway DetachNetworkInterface DetachVerifiedAccessTrustProvider \
         DetachVolume DetachVpnGateway DisableAddressTransfer DisableAllowedImagesSettings \
         DisableApplicationStatusCheckSuppression DisableAwsNetworkPerformanceMetricSubscription \
         DisableCapacityManager DisableEbsEncryptionByDefault DisableFastLaunch DisableFastSnapshotRestores \
         DisableImage DisableImageBlockPublicAccess DisableImageDeprecation \
         DisableImageDeregistrationProtection DisableInstanceSqlHaStandbyDetections \
         DisableIpamOrganizationAdminAccount DisableIpamPolicy DisableRouteServerPropagation \
         DisableSerialConsoleAccess DisableSnapshotBlockPublicAccess \
         DisableTransitGatewayRouteTablePropagation DisableVgwRoutePropagation DisableVpcClassicLink \
         DisableVpcClassicLinkDnsSupport DisassociateAddress DisassociateApplicationStatusCheck \
         DisassociateCapacityReservationBillingOwner DisassociateClientVpnTargetNetwork \
         DisassociateEnclaveCertificateIamRole DisassociateIamInstanceProfile DisassociateInstanceEventWindow \
         DisassociateIpamByoasn DisassociateIpamResourceDiscovery DisassociateKmsKeyId \
         DisassociateNatGatewayAddress DisassociateNetworkingFlexCostAllocationPolicy DisassociateRouteServer \
         DisassociateRouteTable DisassociateSecurityGroupVpc DisassociateSubnetCidrBlock \
         DisassociateTransitGatewayMulticastDomain DisassociateTransitGatewayPolicyTable \
         DisassociateTransitGatewayRouteTable DisassociateTrunkInterface \
         DisassociateVerifiedAccessInstanceWebAcl DisassociateVpcCidrBlock EnableAddressTransfer \
         EnableAllowedImagesSettings EnableApplicationStatusCheckSuppression \
         EnableAwsNetworkPerformanceMetricSubscription EnableCapacityManager EnableEbsEncryptionByDefault \
         EnableFastLaunch EnableFastSnapshotRestores EnableImage EnableImageBlockPublicAccess \
         EnableImageDeprecation EnableImageDeregistrationProtection EnableInstanceSqlHaStandbyDetections \
         EnableIpamInternetRegistryAssociation EnableIpamOrganizationAdminAccount EnableIpamPolicy \
         EnableReachabilityAnalyzerOrganizationSharing EnableRouteServerPropagation EnableSerialConsoleAccess \
         EnableSnapshotBlockPublicAccess EnableTransitGatewayRouteTablePropagation EnableVgwRoutePropagation \
         EnableVolumeIO EnableVpcClassicLink EnableVpcClassicLinkDnsSupport \
         ExportClientVpnClientCertificateRevocationList ExportClientVpnClientConfiguration ExportImage \
         ExportTransitGatewayRoutes ExportVerifiedAccessInstanceClientConfiguration GetActiveVpnTunnelStatus \
         GetAllowedImagesSettings GetAssociatedEnclaveCertificateIamRoles GetAssociatedIpv6PoolCidrs \
         GetAwsNetworkPerformanceData GetCapacityManagerAttributes GetCapacityManagerMetricData \
         GetCapacityManagerMetricDimensions GetCapacityManagerMonitoredTagKeys \
         GetCapacityManagerSupportabilityScores GetCapacityReservationUsage \
         GetClientVpnEndpointAuthorizationPolicy GetCoipPoolUsage GetConsoleOutput GetConsoleScreenshot \
         GetDeclarativePoliciesReportSummary GetDefaultCreditSpecification GetEbsDefaultKmsKeyId \
         GetEbsEncryptionByDefault GetEnabledIpamPolicy GetFlowLogsIntegrationTemplate \
         GetGroupsForCapacityReservation GetHostReservationPurchasePreview GetImageAncestry \
         GetImageBlockPublicAccessState GetImageFindings GetInstanceMetadataDefaults GetInstanceTpmEkPub \
         GetInstanceTypesFromInstanceRequirements GetInstanceUefiData GetIpamAddressHistory \
         GetIpamDiscoveredAccounts GetIpamDiscoveredPublicAddresses GetIpamDiscoveredResourceCidrs \
         GetIpamDiscoveredRoutes GetIpamInternetRegistryAssociationAsns \
         GetIpamInternetRegistryAssociationCidrs GetIpamPolicyAllocationRules \
         GetIpamPolicyOrganizationTargets GetIpamPoolAllocations GetIpamPoolCidrs \
         GetIpamPrefixListResolverRules GetIpamPrefixListResolverVersionEntries \
         GetIpamPrefixListResolverVersions GetIpamResourceCidrs GetIpamRouteOriginAuthorizations \
         GetIpamRouteProtectionFindings GetIpamRoutingPolicyRegistrationDeltas \
         GetIpamRoutingPolicyRegistrations GetLaunchTemplateData GetManagedPrefixListAssociations \
         GetManagedPrefixListEntries GetManagedResourceVisibility \
         GetNetworkInsightsAccessScopeAnalysisFindings GetNetworkInsightsAccessScopeContent \
         GetNetworkingFlexCostAllocationPolicyVersions GetPasswordData GetReservedInstancesExchangeQuote \
         GetResourcePolicy GetRouteServerAssociations GetRouteServerPropagations \
         GetRouteServerRoutingDatabase GetSecurityGroupsForVPC GetSerialConsoleAccessStatus \
         GetSnapshotBlockPublicAccessState GetSpotPlacementScores GetSubnetCidrReservations \
         GetTransitGatewayAttachmentNatConfiguration GetTransitGatewayAttachmentPropagations \
         GetTransitGatewayMeteringPolicyEntries GetTransitGatewayMulticastDomainAssociations \
         GetTransitGatewayPolicyTableAssociations GetTransitGatewayPolicyTableEntries \
         GetTransitGatewayPrefixListReferences GetTransitGatewayRouteTableAssociations \
         GetTransitGatewayRouteTablePropagations GetVerifiedAccessEndpointPolicy \
         GetVerifiedAccessEndpointTargets GetVerifiedAccessGroupPolicy GetVerifiedAccessInstanceWebAcl \
         GetVpcResourcesBlockingEncryptionEnforcement GetVpnConnectionDeviceSampleConfiguration \
         GetVpnConnectionDeviceTypes GetVpnTunnelReplacementStatus \
         ImportClientVpnClientCertificateRevocationList ImportImage ImportInstance ImportKeyPair \
         ImportSnapshot ImportVolume ListImagesInRecycleBin ListSnapshotsInRecycleBin ListVolumesInRecycleBin \
         LockSnapshot ModifyAccountVpcEncryptionControl ModifyAddressAttribute ModifyApplicationStatusCheck \
         ModifyAvailabilityZoneGroup ModifyCapacityReservation ModifyCapacityReservationFleet \
         ModifyClientVpnEndpoint ModifyClientVpnEndpointAuthorizationPolicy ModifyDefaultCreditSpecification \
         ModifyEbsDefaultKmsKeyId ModifyFleet ModifyFpgaImageAttribute ModifyHosts ModifyIdFormat \
         ModifyIdentityIdFormat ModifyImageAttribute ModifyInstanceAttribute \
         ModifyInstanceCapacityReservationAttributes ModifyInstanceConnectEndpoint ModifyInstanceCpuOptions \
         ModifyInstanceCreditSpecification ModifyInstanceEventStartTime ModifyInstanceEventWindow \
         ModifyInstanceMaintenanceOptions ModifyInstanceMetadataDefaults ModifyInstanceMetadataOptions \
         ModifyInstanceNetworkPerformanceOptions ModifyInstancePlacement ModifyIpam \
         ModifyIpamPolicyAllocationRules ModifyIpamPool ModifyIpamPoolAllocation ModifyIpamPrefixListResolver \
         ModifyIpamPrefixListResolverTarget ModifyIpamResourceCidr ModifyIpamResourceDiscovery \
         ModifyIpamRoutingPolicyRegistration ModifyIpamScope ModifyLaunchTemplate ModifyLocalGatewayRoute \
         ModifyManagedPrefixList ModifyManagedResourceVisibility ModifyMetricCategory \
         ModifyNetworkInterfaceAttribute ModifyNetworkingFlexCostAllocationPolicy ModifyOdbNetworkPeering \
         ModifyPrivateDnsNameOptions ModifyPublicIpDnsNameOptions ModifyReservedInstances ModifyRouteServer \
         ModifySecurityGroupRules ModifySnapshotAttribute ModifySnapshotTier ModifySpotFleetRequest \
         ModifySubnetAttribute ModifyTrafficMirrorFilterNetworkServices ModifyTrafficMirrorFilterRule \
         ModifyTrafficMirrorSession ModifyTransitGateway ModifyTransitGatewayAttachmentNatConfiguration \
         ModifyTransitGatewayMeteringPolicy ModifyTransitGatewayNetworkFunctionAttachment \
         ModifyTransitGatewayPeeringAttachment ModifyTransitGatewayPolicyTableEntry \
         ModifyTransitGatewayPrefixListReference ModifyTransitGatewayVpcAttachment \
         ModifyVerifiedAccessEndpoint ModifyVerifiedAccessEndpointPolicy ModifyVerifiedAccessGroup \
         ModifyVerifiedAccessGroupPolicy ModifyVerifiedAccessInstance \
         ModifyVerifiedAccessInstanceLoggingConfiguration ModifyVerifiedAccessTrustProvider ModifyVolume \
         ModifyVolumeAttribute ModifyVpcAttribute ModifyVpcBlockPublicAccessExclusion \
         ModifyVpcBlockPublicAccessOptions ModifyVpcEncryptionControl ModifyVpcEndpoint \
         ModifyVpcEndpointConnectionNotification ModifyVpcEndpointPayerResponsibility \
         ModifyVpcEndpointServiceConfiguration ModifyVpcEndpointServicePayerResponsibility \
         ModifyVpcEndpointServicePermissions ModifyVpcPeeringConnectionOptions ModifyVpcTenancy \
         ModifyVpnConnection ModifyVpnConnectionOptions ModifyVpnTunnelCertificate ModifyVpnTunnelOptions \
         MonitorInstances MoveAddressToVpc MoveByoipCidrToIpam MoveCapacityReservationInstances \
         ProvisionByoipCidr ProvisionIpamByoasn ProvisionIpamPoolCidr ProvisionPublicIpv4PoolCidr \
         PurchaseCapacityBlock PurchaseCapacityBlockExtension PurchaseHostReservation \
         PurchaseReservedInstancesOffering PurchaseScheduledInstances PutResourcePolicy RebootInstances \
         RegisterImage RegisterInstanceEventNotificationAttributes \
         RegisterTransitGatewayMulticastGroupMembers RegisterTransitGatewayMulticastGroupSources \
         RejectCapacityReservationBillingOwnership RejectTransitGatewayClientVpnAttachment \
         RejectTransitGatewayMulticastDomainAssociations RejectTransitGatewayPeeringAttachment \
         RejectTransitGatewayVpcAttachment RejectVpcEndpointConnections RejectVpcPeeringConnection \
         ReleaseAddress ReleaseHosts ReleaseIpamPoolAllocation ReplaceIamInstanceProfileAssociation \
         ReplaceImageCriteriaInAllowedImagesSettings ReplaceImageInstanceTypeSpecification \
         ReplaceNetworkAclAssociation ReplaceNetworkAclEntry ReplaceRoute ReplaceRouteTableAssociation \
         ReplaceTransitGatewayRoute ReplaceVpnTunnel ReportInstanceStatus RequestSpotFleet \
         RequestSpotInstances ResetAddressAttribute ResetEbsDefaultKmsKeyId ResetFpgaImageAttribute \
         ResetImageAttribute ResetInstanceAttribute ResetNetworkInterfaceAttribute ResetSnapshotAttribute \
         RestoreAddressToClassic RestoreImageFromRecycleBin RestoreManagedPrefixListVersion \
         RestoreSnapshotFromRecycleBin RestoreSnapshotTier RestoreVolumeFromRecycleBin RevokeClientVpnIngress \
         RevokeSecurityGroupEgress RevokeSecurityGroupIngress RunInstances RunScheduledInstances \
         SearchLocalGatewayRoutes SearchTransitGatewayMulticastGroups SearchTransitGatewayRoutes \
         SendDiagnosticInterrupt SendSpotInstanceInterruptions StartDeclarativePoliciesReport StartInstances \
         StartNetworkInsightsAccessScopeAnalysis StartNetworkInsightsAnalysis \
         StartVpcEndpointServicePrivateDnsVerification StopInstances TerminateClientVpnConnections \
         TerminateInstances UnAssignIpv6Addresses UnassignPrivateIpAddresses UnassignPrivateNatGatewayAddress \
         UnlockSnapshot UnmonitorInstances UpdateCapacityManagerMonitoredTagKeys \
         UpdateCapacityManagerOrganizationsAccess UpdateInterruptibleCapacityReservationAllocation \
         UpdateSecurityGroupRuleDescriptionsEgress UpdateSecurityGroupRuleDescriptionsIngress \
         ValidateSecurityGroupQuotasForInterface WithdrawByoipCidr"),
    ("ecr", "\
         BatchCheckLayerAvailability BatchDeleteImage BatchGetImage BatchGetRepositoryScanningConfiguration \
         BatchImportUpstreamImage CompleteLayerUpload CreatePullThroughCacheRule CreateRepository \
         CreateRepositoryCreationTemplate DeleteLifecyclePolicy DeletePullThroughCacheRule \
         DeleteRegistryPolicy DeleteRepository DeleteRepositoryCreationTemplate DeleteRepositoryPolicy \
         DeleteSigningConfiguration DeregisterPullTimeUpdateExclusion DescribeImageReplicationStatus \
         DescribeImageScanFindings DescribeImageSigningStatus DescribeImages DescribePullThroughCacheRules \
         DescribeRegistry DescribeReplicationBackfillResults DescribeRepositories \
         DescribeRepositoryCreationTemplates GetAccountSetting GetAuthorizationToken GetDownloadUrlForLayer \
         GetImageCopyStatus GetLifecyclePolicy GetLifecyclePolicyPreview GetRegistryPolicy \
         GetRegistryScanningConfiguration GetRepositoryPolicy GetSigningConfiguration InitiateLayerUpload \
         ListImageReferrers ListImages ListPullTimeUpdateExclusions ListReplicationBackfills \
         ListTagsForResource PutAccountSetting PutImage PutImageScanningConfiguration PutImageTagMutability \
         PutLifecyclePolicy PutRegistryPolicy PutRegistryScanningConfiguration PutReplicationConfiguration \
         PutSigningConfiguration RegisterPullTimeUpdateExclusion ReplicateImage SetRepositoryPolicy \
         StartImageScan StartLifecyclePolicyPreview StartReplicationBackfill StopReplicationBackfill \
         TagResource UntagResource UpdateImageStorageClass UpdatePullThroughCacheRule \
         UpdateRepositoryCreationTemplate UploadLayerPart ValidatePullThroughCacheRule"),
    ("ecs", "\
         AssociateGatewayWithCluster ContinueServiceDeployment CreateCapacityProvider CreateCluster \
         CreateDaemon CreateExpressGatewayService CreateGateway CreateService CreateTaskSet \
         DeRegisterTaskDefinition DeleteAccountSetting DeleteAttributes DeleteCapacityProvider DeleteCluster \
         DeleteDaemon DeleteDaemonTaskDefinition DeleteExpressGatewayService DeleteGateway DeleteService \
         DeleteTaskDefinitions DeleteTaskSet DeregisterContainerInstance DescribeCapacityProviders \
         DescribeClusters DescribeContainerInstances DescribeDaemon DescribeDaemonDeployments \
         DescribeDaemonRevisions DescribeDaemonTaskDefinition DescribeExpressGatewayService DescribeGateway \
         DescribeGatewayResources DescribeGatewayRoute DescribeServiceDeployments DescribeServiceRevisions \
         DescribeServices DescribeTaskDefinition DescribeTaskSets DescribeTasks \
         DisassociateGatewayFromCluster DiscoverPollEndpoint ExecuteCommand GetTaskProtection \
         ListAccountSettings ListAttributes ListClusters ListContainerInstances ListDaemonDeployments \
         ListDaemonTaskDefinitions ListDaemons ListGatewayClusterAssociations ListGatewayRoutes ListGateways \
         ListServiceDeployments ListServices ListServicesByNamespace ListTagsForResource \
         ListTaskDefinitionFamilies ListTaskDefinitions ListTasks Poll PutAccountSetting \
         PutAccountSettingDefault PutAttributes PutClusterCapacityProviders PutSystemLogEvents \
         RegisterContainerInstance RegisterDaemonTaskDefinition RegisterTaskDefinition RunTask StartTask \
         StartTelemetrySession StopServiceDeployment StopTask SubmitAttachmentStateChanges \
         SubmitContainerStateChange SubmitTaskStateChange TagResource UntagResource UpdateCapacityProvider \
         UpdateCluster UpdateClusterSettings UpdateContainerAgent UpdateContainerInstancesState UpdateDaemon \
         UpdateExpressGatewayService UpdateGateway UpdateService UpdateServicePrimaryTaskSet \
         UpdateTaskProtection UpdateTaskSet"),
    ("eks", "\
         AccessKubernetesApi ActivateCertificateAuthority AssociateAccessPolicy AssociateEncryptionConfig \
         AssociateIdentityProviderConfig CancelUpdate CreateAccessEntry CreateAddon CreateCapability \
         CreateCertificateAuthority CreateCluster CreateEksAnywhereSubscription CreateFargateProfile \
         CreateNodegroup CreatePodIdentityAssociation DeleteAccessEntry DeleteAddon DeleteCapability \
         DeleteCertificateAuthority DeleteCluster DeleteEksAnywhereSubscription DeleteFargateProfile \
         DeleteNodegroup DeletePodIdentityAssociation DeregisterCluster DescribeAccessEntry DescribeAddon \
         DescribeAddonConfiguration DescribeAddonVersions DescribeCapability DescribeCertificateAuthority \
         DescribeCluster DescribeClusterVersions DescribeEksAnywhereSubscription DescribeFargateProfile \
         DescribeIdentityProviderConfig DescribeInsight DescribeInsightsRefresh DescribeNodeGroup \
         DescribePodIdentityAssociation DescribeUpdate DisassociateAccessPolicy \
         DisassociateIdentityProviderConfig ListAccessEntries ListAccessPolicies ListAddons \
         ListAssociatedAccessPolicies ListCapabilities ListCertificateAuthorities ListClusters \
         ListDashboardData ListDashboardResources ListEksAnywhereSubscriptions ListFargateProfiles \
         ListIdentityProviderConfigs ListInsights ListNodeGroups ListPodIdentityAssociations \
         ListTagsForResource ListUpdates RegisterCluster StartInsightsRefresh TagResource UntagResource \
         UpdateAccessEntry UpdateAddon UpdateCapability UpdateClusterConfig UpdateClusterVersion \
         UpdateEksAnywhereSubscription UpdateNodegroupConfig UpdateNodegroupVersion \
         UpdatePodIdentityAssociation"),
    ("elasticfilesystem", "\
         Backup ClientMount ClientRootAccess ClientWrite CreateAccessPoint CreateFileSystem CreateMountTarget \
         CreateReplicationConfiguration CreateTags DeleteAccessPoint DeleteFileSystem DeleteFileSystemPolicy \
         DeleteMountTarget DeleteReplicationConfiguration DeleteTags DescribeAccessPoints \
         DescribeAccountPreferences DescribeBackupPolicy DescribeFileSystemPolicy DescribeFileSystems \
         DescribeLifecycleConfiguration DescribeMountTargetSecurityGroups DescribeMountTargets \
         DescribeReplicationConfigurations DescribeTags ListTagsForResource ModifyMountTargetSecurityGroups \
         PutAccountPreferences PutBackupPolicy PutFileSystemPolicy PutLifecycleConfiguration ReplicationRead \
         ReplicationWrite Restore TagResource UntagResource UpdateFileSystem UpdateFileSystemProtection"),
    ("elasticmapreduce", "\
         AddInstanceFleet AddInstanceGroups AddJobFlowSteps AddTags CancelSteps CreateEditor \
         CreatePersistentAppUI CreateSecurityConfiguration CreateStudio CreateStudioSessionMapping \
         DeleteEditor DeleteSecurityConfiguration DeleteStudio DeleteStudioSessionMapping DescribeCluster \
         DescribeEditor DescribeJobFlows DescribeNotebookExecution DescribePersistentAppUI \
         DescribeReleaseLabel DescribeSecurityConfiguration DescribeStep DescribeStudio \
         GetAutoTerminationPolicy GetBlockPublicAccessConfiguration GetClusterSessionCredentials \
         GetManagedScalingPolicy GetOnClusterAppUIPresignedURL GetPersistentAppUIPresignedURL GetSession \
         GetSessionEndpoint GetStudioSessionMapping ListBootstrapActions ListClusters ListEditors \
         ListInstanceFleets ListInstanceGroups ListInstances ListNotebookExecutions ListReleaseLabels \
         ListSecurityConfigurations ListSessions ListSteps ListStudioSessionMappings ListStudios \
         ListSupportedInstanceTypes ModifyCluster ModifyInstanceFleet ModifyInstanceGroups \
         OpenEditorInConsole PutAutoScalingPolicy PutAutoTerminationPolicy PutBlockPublicAccessConfiguration \
         PutManagedScalingPolicy RemoveAutoScalingPolicy RemoveAutoTerminationPolicy \
         RemoveManagedScalingPolicy RemoveTags RunJobFlow SetKeepJobFlowAliveWhenNoSteps \
         SetTerminationProtection SetUnhealthyNodeReplacement SetVisibleToAllUsers StartEditor \
         StartNotebookExecution StartSession StopEditor StopNotebookExecution TerminateJobFlows \
         TerminateSession UpdateStudio UpdateStudioSessionMapping ViewEventsFromAllClustersInConsole"),
    ("es", "\
         AcceptInboundCrossClusterSearchConnection AddDirectQueryDataSource AddTags AssociatePackage \
         AuthorizeVpcEndpointAccess CancelDomainConfigChange CancelElasticsearchServiceSoftwareUpdate \
         CreateApplication CreateElasticsearchDomain CreateOutboundCrossClusterSearchConnection CreatePackage \
         CreateVpcEndpoint DeleteDirectQueryDataSource DeleteElasticsearchDomain \
         DeleteElasticsearchServiceRole DeleteInboundCrossClusterSearchConnection \
         DeleteOutboundCrossClusterSearchConnection DeletePackage DeleteVpcEndpoint DescribeDomain \
         DescribeDomainAutoTunes DescribeDomainChangeProgress DescribeDomainConfig DescribeDomains \
         DescribeElasticsearchDomain DescribeElasticsearchDomainConfig DescribeElasticsearchDomains \
         DescribeElasticsearchInstanceTypeLimits DescribeInboundCrossClusterSearchConnections \
         DescribeOutboundCrossClusterSearchConnections DescribePackages \
         DescribeReservedElasticsearchInstanceOfferings DescribeReservedElasticsearchInstances \
         DescribeVpcEndpoints DissociatePackage ESHttpGet ESHttpHead ESHttpPost ESHttpPut GetApplication \
         GetCompatibleElasticsearchVersions GetCompatibleVersions GetDefaultApplicationSetting \
         GetDirectQueryDataSource GetPackageVersionHistory GetUpgradeHistory GetUpgradeStatus \
         ListApplications ListDomainNames ListDomainsForPackage ListElasticsearchInstanceTypeDetails \
         ListElasticsearchInstanceTypes ListElasticsearchVersions ListPackagesForDomain ListTags \
         ListVpcEndpointAccess ListVpcEndpoints ListVpcEndpointsForDomain \
         PurchaseReservedElasticsearchInstanceOffering RejectInboundCrossClusterSearchConnection RemoveTags \
         RevokeVpcEndpointAccess StartElasticsearchServiceSoftwareUpdate UpdateApplication UpdateClone \
         UpdateElasticsearchDomainConfig UpdatePackage UpdateVpcEndpoint UpgradeElasticsearchDomain"),
    ("events", "\
         ActivateEventSource CancelReplay CreateApiDestination CreateArchive CreateConnection CreateEndpoint \
         CreateEventBus CreatePartnerEventSource DeactivateEventSource DeauthorizeConnection \
         DeleteApiDestination DeleteArchive DeleteConnection DeleteEndpoint DeleteEventBus \
         DeletePartnerEventSource DeleteRule DescribeApiDestination DescribeArchive DescribeConnection \
         DescribeEndpoint DescribeEventBus DescribeEventSource DescribePartnerEventSource DescribeReplay \
         DescribeRule DescribeSubscriber DisableRule EnableRule GetResourcePolicy ListApiDestinations \
         ListArchives ListConnections ListEndpoints ListEventBuses ListEventSources \
         ListPartnerEventSourceAccounts ListPartnerEventSources ListReplays ListResourcePolicies \
         ListRuleNamesByTarget ListRules ListSubscribers ListTagsForResource ListTargetsByRule PutEvents \
         PutPartnerEvents PutPermission PutRule PutTargets RemovePermission RemoveTargets StartReplay \
         TagResource TestEventPattern UntagResource UpdateApiDestination UpdateArchive UpdateConnection \
         UpdateEndpoint UpdateEventBus"),
    ("firehose", "\
         CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream ListDeliveryStreams \
         ListTagsForDeliveryStream PutRecord PutRecordBatch StartDeliveryStreamEncryption \
         StopDeliveryStreamEncryption TagDeliveryStream UntagDeliveryStream UpdateDestination"),
    ("fsx", "\
         AssociateFileGateway AssociateFileSystemAliases CancelDataRepositoryTask CopyBackup \
         CopySnapshotAndUpdateVolume CreateAndAttachS3AccessPoint CreateBackup \
         CreateDataRepositoryAssociation CreateDataRepositoryTask CreateFileCache CreateFileSystem \
         CreateFileSystemFromBackup CreateSnapshot CreateStorageVirtualMachine CreateVolume \
         CreateVolumeFromBackup DeleteBackup DeleteDataRepositoryAssociation DeleteFileCache DeleteFileSystem \
         DeleteResourcePolicy DeleteSnapshot DeleteStorageVirtualMachine DeleteVolume \
         DescribeAssociatedFileGateways DescribeBackups DescribeDataRepositoryAssociations \
         DescribeDataRepositoryTasks DescribeFileCaches DescribeFileSystemAliases DescribeFileSystems \
         DescribeS3AccessPointAttachments DescribeSharedVpcConfiguration DescribeSnapshots \
         DescribeStorageVirtualMachines DescribeVolumes DetachAndDeleteS3AccessPoint DisassociateFileGateway \
         DisassociateFileSystemAliases GetResourcePolicy ListTagsForResource \
         ManageBackupPrincipalAssociations PutResourcePolicy ReleaseFileSystemNfsV3Locks \
         RestoreVolumeFromSnapshot StartMisconfiguredStateRecovery TagResource UntagResource \
         UpdateDataRepositoryAssociation UpdateFileCache UpdateFileSystem UpdateSharedVpcConfiguration \
         UpdateSnapshot UpdateStorageVirtualMachine UpdateVolume"),
    ("glue", "\
         AssociateGlossaryTerms BatchCreatePartition BatchDeleteConnection BatchDeletePartition \
         BatchDeleteTable BatchDeleteTableVersion BatchGetBlueprints BatchGetCrawlers \
         BatchGetCustomEntityTypes BatchGetDataQualityResult BatchGetDataQualityResultV2 \
         BatchGetDataQualityRulesetEvaluationRun BatchGetDevEndpoints BatchGetIterableForms BatchGetJobs \
         BatchGetPartition BatchGetTableOptimizer BatchGetTriggers BatchGetWorkflows \
         BatchPutDataQualityStatisticAnnotation BatchStopJobRun BatchUpdatePartition \
         CancelDataQualityRuleRecommendationRun CancelDataQualityRulesetEvaluationRun CancelMLTaskRun \
         CancelStatement CheckSchemaVersionValidity CreateBlueprint CreateCatalog CreateClassifier \
         CreateColumnStatisticsTaskSettings CreateConnection CreateCrawler CreateCustomEntityType \
         CreateDataQualityEvaluationConfig CreateDataQualityRuleset CreateDatabase CreateDevEndpoint \
         CreateGlossary CreateGlossaryTerm CreateGlueIdentityCenterConfiguration CreateIntegration \
         CreateIntegrationResourceProperty CreateIntegrationTableProperties CreateJob CreateMLTransform \
         CreatePartition CreatePartitionIndex CreateRegistry CreateSchema CreateScript \
         CreateSecurityConfiguration CreateSession CreateTable CreateTableOptimizer CreateTrigger \
         CreateUsageProfile CreateUserDefinedFunction CreateWorkflow DeleteAsset DeleteAssetType \
         DeleteAttachment DeleteBlueprint DeleteCatalog DeleteClassifier DeleteColumnStatisticsForPartition \
         DeleteColumnStatisticsForTable DeleteColumnStatisticsTaskSettings DeleteConnection \
         DeleteConnectionType DeleteCrawler DeleteCustomEntityType DeleteDataQualityEvaluationConfig \
         DeleteDataQualityRuleset DeleteDatabase DeleteDevEndpoint DeleteFormType DeleteGlossary \
         DeleteGlossaryTerm DeleteGlueIdentityCenterConfiguration DeleteIntegration \
         DeleteIntegrationResourceProperty DeleteIntegrationTableProperties DeleteJob DeleteMLTransform \
         DeletePartition DeletePartitionIndex DeleteRegistry DeleteResourcePolicy DeleteSchema \
         DeleteSchemaVersions DeleteSecurityConfiguration DeleteSession DeleteTable DeleteTableOptimizer \
         DeleteTableVersion DeleteTrigger DeleteUsageProfile DeleteUserDefinedFunction DeleteWorkflow \
         DescribeConnectionType DescribeEntity DescribeInboundIntegrations DescribeIntegrations \
         DisassociateGlossaryTerms FederateAuthorization GetAsset GetAssetType GetBlueprint GetBlueprintRun \
         GetBlueprintRuns GetCatalog GetCatalogImportStatus GetCatalogs GetClassifier GetClassifiers \
         GetColumnStatisticsForPartition GetColumnStatisticsForTable GetColumnStatisticsTaskRun \
         GetColumnStatisticsTaskRuns GetColumnStatisticsTaskSettings GetCompletion GetConnection \
         GetConnections GetCrawler GetCrawlerMetrics GetCrawlers GetCustomEntityType GetDashboardUrl \
         GetDataCatalogEncryptionSettings GetDataCatalogExportConfiguration GetDataQualityEvaluationConfig \
         GetDataQualityModel GetDataQualityModelResult GetDataQualityResult GetDataQualityResultV2 \
         GetDataQualityRuleRecommendationRun GetDataQualityRuleset GetDataQualityRulesetEvaluationRun \
         GetDatabase GetDatabases GetDataflowGraph GetDevEndpoint GetDevEndpoints GetEntityRecords \
         GetFormType GetGeneratedCode GetGlossary GetGlossaryTerm GetGlueIdentityCenterConfiguration \
         GetIntegrationResourceProperty GetIntegrationTableProperties GetJob GetJobBookmark GetJobRun \
         GetJobRuns GetJobUpgradeAnalysis GetJobs GetMLTaskRun GetMLTaskRuns GetMLTransform GetMLTransforms \
         GetMapping GetMaterializedViewRefreshTaskRun GetPartition GetPartitionIndexes GetPartitions GetPlan \
         GetRegistry GetResourcePolicies GetResourcePolicy GetSchema GetSchemaByDefinition GetSchemaVersion \
         GetSchemaVersionsDiff GetSecurityConfiguration GetSecurityConfigurations GetSession \
         GetSessionEndpoint GetStatement GetSystemLogsForJobRun GetSystemLogsForSession GetTable \
         GetTableOptimizer GetTableVersion GetTableVersions GetTables GetTags GetTrigger GetTriggers \
         GetUnfilteredPartitionMetadata GetUnfilteredPartitionsMetadata GetUnfilteredTableMetadata \
         GetUsageProfile GetUserDefinedFunction GetUserDefinedFunctions GetWorkflow GetWorkflowRun \
         GetWorkflowRunProperties GetWorkflowRuns ImportCatalogToGlue ListAssetTypes ListBlueprints \
         ListColumnStatisticsTaskRuns ListConnectionTypes ListCrawlers ListCrawls ListCustomEntityTypes \
         ListDataQualityEvaluationConfigs ListDataQualityResults ListDataQualityResultsV2 \
         ListDataQualityRuleRecommendationRuns ListDataQualityRulesetEvaluationRuns ListDataQualityRulesets \
         ListDataQualityStatisticAnnotations ListDataQualityStatistics ListDevEndpoints ListEntities \
         ListFormTypes ListGlossaries ListGlossaryTerms ListIntegrationResourceProperties \
         ListIntegrationTableProperties ListIterableForms ListJobs ListMLTransforms \
         ListMaterializedViewRefreshTaskRuns ListRegistries ListSchemaVersions ListSchemas ListSessions \
         ListStatements ListTableOptimizerRuns ListTriggers ListUsageProfiles ListWorkflows ManagedConnector \
         ModifyIntegration NotifyEvent PassConnection PublishDataQuality PublishDataQualityResultV2 PutAsset \
         PutAssetType PutAttachment PutDataCatalogEncryptionSettings PutDataCatalogExportConfiguration \
         PutDataQualityProfileAnnotation PutDataQualityStatisticAnnotation PutFormType PutResourcePolicy \
         PutSchemaVersionMetadata PutWorkflowRunProperties QuerySchemaVersionMetadata RefreshOAuth2Tokens \
         RegisterConnectionType RegisterSchemaVersion RemoveSchemaVersionMetadata RenameTable \
         ResetJobBookmark ResumeWorkflowRun RunStatement SearchAssets SearchTables StartBlueprintRun \
         StartColumnStatisticsTaskRun StartColumnStatisticsTaskRunSchedule StartCompletion StartCrawler \
         StartCrawlerSchedule StartDataQualityRuleRecommendationRun StartDataQualityRulesetEvaluationRun \
         StartExportLabelsTaskRun StartImportLabelsTaskRun StartJobRun StartJobUpgradeAnalysis \
         StartMLEvaluationTaskRun StartMLLabelingSetGenerationTaskRun StartMaterializedViewRefreshTaskRun \
         StartTrigger StartWorkflowRun StopColumnStatisticsTaskRun StopColumnStatisticsTaskRunSchedule \
         StopCrawler StopCrawlerSchedule StopJobUpgradeAnalysis StopMaterializedViewRefreshTaskRun \
         StopSession StopTrigger StopWorkflowRun TagResource TestConnection UnTagResource UpdateAsset \
         UpdateBlueprint UpdateCatalog UpdateClassifier UpdateColumnStatisticsForPartition \
         UpdateColumnStatisticsForTable UpdateColumnStatisticsTaskSettings UpdateConnection UpdateCrawler \
         UpdateCrawlerSchedule UpdateDataQualityEvaluationConfig UpdateDataQualityRuleset UpdateDatabase \
         UpdateDevEndpoint UpdateGlossary UpdateGlossaryTerm UpdateGlueIdentityCenterConfiguration \
         UpdateIntegrationResourceProperty UpdateIntegrationTableProperties UpdateJob \
         UpdateJobFromSourceControl UpdateMLTransform UpdatePartition UpdateRegistry UpdateSchema \
         UpdateSourceControlFromJob UpdateTable UpdateTableOptimizer UpdateTrigger UpdateUsageProfile \
         UpdateUserDefinedFunction UpdateWorkflow UseGlueStudio"),
    ("iam", "\
         AcceptDelegationRequest AcquireRole AddClientIDToOpenIDConnectProvider AddRoleToInstanceProfile \
         AddUserToGroup AssociateDelegationRequest AttachGroupPolicy AttachRolePolicy AttachUserPolicy \
         ChangePassword CreateAccessKey CreateAccountAlias CreateDelegationRequest CreateGroup \
         CreateInstanceProfile CreateLoginProfile CreateOpenIDConnectProvider CreatePolicy \
         CreatePolicyVersion CreateRole CreateSAMLProvider CreateServiceLinkedRole \
         CreateServiceSpecificCredential CreateUser CreateVirtualMFADevice DeactivateMFADevice \
         DeleteAccessKey DeleteAccountAlias DeleteAccountPasswordPolicy DeleteGroup DeleteGroupPolicy \
         DeleteInstanceProfile DeleteLoginProfile DeleteOpenIDConnectProvider DeletePolicy \
         DeletePolicyVersion DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy DeleteSAMLProvider \
         DeleteSSHPublicKey DeleteServerCertificate DeleteServiceLinkedRole DeleteServiceSpecificCredential \
         DeleteSigningCertificate DeleteUser DeleteUserPermissionsBoundary DeleteUserPolicy \
         DeleteVirtualMFADevice DetachGroupPolicy DetachRolePolicy DetachUserPolicy \
         DisableOrganizationsRootCredentialsManagement DisableOrganizationsRootSessions \
         DisableOutboundWebIdentityFederation EnableMFADevice EnableOrganizationsRootCredentialsManagement \
         EnableOrganizationsRootSessions EnableOutboundWebIdentityFederation GenerateCredentialReport \
         GenerateOrganizationsAccessReport GenerateServiceLastAccessedDetails GetAccessKeyLastUsed \
         GetAccountAuthorizationDetails GetAccountPasswordPolicy GetAccountProperties GetAccountSummary \
         GetContextKeysForCustomPolicy GetContextKeysForPrincipalPolicy GetCredentialReport \
         GetDelegationRequest GetGroup GetGroupPolicy GetHumanReadableSummary GetInstanceProfile \
         GetLoginProfile GetMFADevice GetOpenIDConnectProvider GetOrganizationsAccessReport \
         GetOutboundWebIdentityFederationInfo GetPolicy GetPolicyVersion GetRole GetRolePolicy \
         GetRoleTemplateVersion GetSAMLProvider GetSSHPublicKey GetServerCertificate \
         GetServiceLastAccessedDetails GetServiceLastAccessedDetailsWithEntities \
         GetServiceLinkedRoleDeletionStatus GetUser GetUserPolicy ListAccessKeys ListAccountAliases \
         ListAttachedGroupPolicies ListAttachedRolePolicies ListAttachedUserPolicies ListDelegationRequests \
         ListEntitiesForPolicy ListGroupPolicies ListGroups ListGroupsForUser ListInstanceProfileTags \
         ListInstanceProfiles ListInstanceProfilesForRole ListMFADeviceTags ListMFADevices \
         ListOpenIDConnectProviderTags ListOpenIDConnectProviders ListOrganizationsFeatures ListPolicies \
         ListPoliciesGrantingServiceAccess ListPolicyTags ListPolicyVersions ListRolePolicies ListRoleTags \
         ListRoles ListSAMLProviderTags ListSAMLProviders ListSSHPublicKeys ListServerCertificateTags \
         ListServerCertificates ListServiceSpecificCredentials ListSigningCertificates ListUserPolicies \
         ListUserTags ListUsers ListVirtualMFADevices PassRole PutAccountProperties PutGroupPolicy \
         PutRolePermissionsBoundary PutRolePolicy PutUserPermissionsBoundary PutUserPolicy \
         RejectDelegationRequest RemoveClientIDFromOpenIDConnectProvider RemoveRoleFromInstanceProfile \
         RemoveUserFromGroup ResetServiceSpecificCredential ResyncMFADevice SendDelegationToken \
         SetDefaultPolicyVersion SetSecurityTokenServicePreferences SimulateCustomPolicy \
         SimulatePrincipalPolicy TagInstanceProfile TagMFADevice TagOpenIDConnectProvider TagPolicy TagRole \
         TagSAMLProvider TagServerCertificate TagUser UntagInstanceProfile UntagMFADevice \
         UntagOpenIDConnectProvider UntagPolicy UntagRole UntagSAMLProvider UntagServerCertificate UntagUser \
         UpdateAccessKey UpdateAccountPasswordPolicy UpdateAssumeRolePolicy UpdateDelegationRequest \
         UpdateGroup UpdateLoginProfile UpdateOpenIDConnectProviderThumbprint UpdateRole \
         UpdateRoleDescription UpdateSAMLProvider UpdateSSHPublicKey UpdateServerCertificate \
         UpdateServiceSpecificCredential UpdateSigningCertificate UpdateUser UploadSSHPublicKey \
         UploadServerCertificate UploadSigningCertificate"),
    ("kinesis", "\
         AcknowledgeDeadLetterQueueRecords AcknowledgeQueueRecords AddTagsToStream CreateChannel CreateQueue \
         CreateStream DecreaseStreamRetentionPeriod DeleteChannel DeleteQueue DeleteResourcePolicy \
         DeleteStream DeregisterStreamConsumer DescribeAccountSettings DescribeChannel DescribeLimits \
         DescribeQueue DescribeStream DescribeStreamConsumer DescribeStreamSummary DisableEnhancedMonitoring \
         EnableEnhancedMonitoring GetRecords GetResourcePolicy GetShardIterator IncreaseStreamRetentionPeriod \
         ListChannels ListQueues ListShards ListStreamConsumers ListStreams ListTagsForResource \
         ListTagsForStream MergeShards PutRecord PutRecords PutResourcePolicy ReceiveDeadLetterQueueRecords \
         ReceiveQueueRecords RegisterStreamConsumer RemoveTagsFromStream RestoreDeadLetterQueueRecords \
         SplitShard StartStreamEncryption StopStreamEncryption SubscribeToShard TagResource UntagResource \
         UpdateAccountSettings UpdateChannel UpdateDeadLetterQueueRecordsVisibility UpdateMaxRecordSize \
         UpdateQueue UpdateQueueRecordsVisibility UpdateShardCount UpdateStreamMode \
         UpdateStreamRecordDistributionStrategy UpdateStreamWarmThroughput"),
    ("kms", "\
         CancelKeyDeletion ConnectCustomKeyStore CreateAlias CreateCustomKeyStore CreateGrant CreateKey \
         Decapsulate Decrypt DeleteAlias DeleteCustomKeyStore DeleteImportedKeyMaterial DeriveSharedSecret \
         DescribeCustomKeyStores DescribeKey DisableKey DisableKeyRotation DisconnectCustomKeyStore EnableKey \
         EnableKeyRotation Encapsulate Encrypt GenerateDataKey GenerateDataKeyPair \
         GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac GenerateRandom \
         GetKeyLastUsage GetKeyPolicy GetKeyRotationStatus GetParametersForImport GetPublicKey \
         ImportKeyMaterial ListAliases ListGrants ListKeyPolicies ListKeyRotations ListKeys ListResourceTags \
         ListRetirableGrants PutKeyPolicy ReEncrypt ReEncryptFrom ReEncryptTo ReplicateKey RetireGrant \
         RevokeGrant RotateKeyOnDemand ScheduleKeyDeletion Sign SynchronizeMultiRegionKey TagResource \
         UntagResource UpdateAlias UpdateCustomKeyStore UpdateKeyDescription UpdatePrimaryRegion Verify \
         VerifyMac"),
    ("lambda", "\
         AddLayerVersionPermission AddPermission CheckpointDurableExecution CreateAlias \
         CreateEventSourceMapping CreateFunction DeleteAlias DeleteEventSourceMapping DeleteFunction \
         DeleteFunctionConcurrency DeleteLayerVersion DeleteProvisionedConcurrencyConfig DisableReplication \
         EnableReplication GetAccountSettings GetAlias GetCapacityProvider GetCodeSigningConfig \
         GetDurableExecutionState GetEventSourceMapping GetFunction GetFunctionCodeSigningConfig \
         GetFunctionConcurrency GetFunctionConfiguration GetFunctionEventInvokeConfig \
         GetFunctionRecursionConfig GetFunctionScalingConfig GetFunctionUrlConfig GetLayerVersion \
         GetLayerVersionPolicy GetPolicy GetProvisionedConcurrencyConfig GetResourcePolicy \
         GetRuntimeManagementConfig InvokeAsync InvokeFunction ListAliases ListCapacityProviders \
         ListCodeSigningConfigs ListEventSourceMappings ListFunctionEventInvokeConfigs ListFunctionUrlConfigs \
         ListFunctions ListLayerVersions ListLayers ListProvisionedConcurrencyConfigs ListTags \
         ListVersionsByFunction PublishLayerVersion PublishVersion PutFunctionConcurrency \
         PutProvisionedConcurrencyConfig RemoveLayerVersionPermission RemovePermission TagResource \
         UntagResource UpdateAlias UpdateEventSourceMapping UpdateFunctionCode UpdateFunctionConfiguration"),
    ("logs", "\
         AssociateKmsKey AssociateSourceToS3TableIntegration CallWithBearerToken CancelExportTask \
         CancelImportTask CreateDelivery CreateExportTask CreateImportTask CreateLogAnomalyDetector \
         CreateLogDelivery CreateLogGroup CreateLogStream CreateLookupTable CreateScheduledQuery \
         DeleteAccountPolicy DeleteDataProtectionPolicy DeleteDelivery DeleteDeliveryDestination \
         DeleteDeliveryDestinationPolicy DeleteDeliverySource DeleteDestination DeleteIndexPolicy \
         DeleteIntegration DeleteLogAnomalyDetector DeleteLogDelivery DeleteLogGroup DeleteLogStream \
         DeleteLookupTable DeleteMetricFilter DeleteQueryDefinition DeleteResourcePolicy \
         DeleteRetentionPolicy DeleteScheduledQuery DeleteSubscriptionFilter DeleteSyslogConfiguration \
         DeleteTransformer DescribeAccountPolicies DescribeConfigurationTemplates DescribeDeliveries \
         DescribeDeliveryDestinations DescribeDeliverySources DescribeDestinations DescribeExportTasks \
         DescribeFieldIndexes DescribeImportTaskBatches DescribeImportTasks DescribeIndexPolicies \
         DescribeLogGroups DescribeLogStreams DescribeLookupTables DescribeMetricFilters DescribeQueries \
         DescribeQueryDefinitions DescribeResourcePolicies DescribeSubscriptionFilters DisassociateKmsKey \
         DisassociateSourceFromS3TableIntegration FilterLogEvents GetDataProtectionPolicy GetDelivery \
         GetDeliveryDestination GetDeliveryDestinationPolicy GetDeliverySource GetIntegration \
         GetLogAnomalyDetector GetLogDelivery GetLogEvents GetLogFields GetLogGroupFields GetLogObject \
         GetLogRecord GetLookupTable GetQueryResults GetScheduledQuery GetScheduledQueryHistory \
         GetStorageTierPolicy GetTransformer Link ListAggregateLogGroupSummaries ListAnomalies \
         ListEntitiesForLogGroup ListIntegrations ListLogAnomalyDetectors ListLogDeliveries ListLogGroups \
         ListLogGroupsForEntity ListLogGroupsForQuery ListScheduledQueries ListSourcesForS3TableIntegration \
         ListSyslogConfigurations ListTagsForResource ListTagsLogGroup PutAccountPolicy \
         PutBearerTokenAuthentication PutDataProtectionPolicy PutDeliveryDestination \
         PutDeliveryDestinationPolicy PutDeliverySource PutDestination PutDestinationPolicy PutIndexPolicy \
         PutIntegration PutLogEvents PutLogGroupDeletionProtection PutMetricFilter PutQueryDefinition \
         PutResourcePolicy PutRetentionPolicy PutStorageTierPolicy PutSubscriptionFilter \
         PutSyslogConfiguration PutTransformer StartLiveTail StartQuery StopLiveTail StopQuery TagLogGroup \
         TagResource TestMetricFilter TestTransformer UntagLogGroup UntagResource UpdateAnomaly \
         UpdateDeliveryConfiguration UpdateLogAnomalyDetector UpdateLogDelivery UpdateLookupTable \
         UpdateScheduledQuery"),
    ("rds", "\
         AddRoleToDBCluster AddRoleToDBInstance AddSourceIdentifierToSubscription AddTagsToResource \
         ApplyPendingMaintenanceAction AuthorizeDBSecurityGroupIngress BacktrackDBCluster \
         CancelDBCapacityReservation CancelExportTask CopyDBClusterParameterGroup CopyDBClusterSnapshot \
         CopyDBParameterGroup CopyDBSnapshot CopyOptionGroup CreateBlueGreenDeployment \
         CreateCustomDBEngineVersion CreateDBCapacityReservation CreateDBCluster CreateDBClusterEndpoint \
         CreateDBClusterParameterGroup CreateDBClusterSnapshot CreateDBInstance CreateDBInstanceReadReplica \
         CreateDBParameterGroup CreateDBProxy CreateDBProxyEndpoint CreateDBSecurityGroup CreateDBShardGroup \
         CreateDBSnapshot CreateDBSubnetGroup CreateEventSubscription CreateGlobalCluster CreateIntegration \
         CreateOptionGroup CreateTenantDatabase CrossRegionCommunication DeleteBlueGreenDeployment \
         DeleteCustomDBEngineVersion DeleteDBCluster DeleteDBClusterAutomatedBackup DeleteDBClusterEndpoint \
         DeleteDBClusterParameterGroup DeleteDBClusterSnapshot DeleteDBInstance \
         DeleteDBInstanceAutomatedBackup DeleteDBParameterGroup DeleteDBProxy DeleteDBProxyEndpoint \
         DeleteDBSecurityGroup DeleteDBShardGroup DeleteDBSnapshot DeleteDBSubnetGroup \
         DeleteEventSubscription DeleteGlobalCluster DeleteIntegration DeleteOptionGroup DeleteTenantDatabase \
         DeregisterDBProxyTargets DescribeAccountAttributes DescribeBlueGreenDeployments DescribeCertificates \
         DescribeDBCapacityReservations DescribeDBClusterAutomatedBackups DescribeDBClusterBacktracks \
         DescribeDBClusterEndpoints DescribeDBClusterParameterGroups DescribeDBClusterParameters \
         DescribeDBClusterSnapshotAttributes DescribeDBClusterSnapshots DescribeDBClusters \
         DescribeDBEngineVersions DescribeDBInstanceAutomatedBackups DescribeDBInstances DescribeDBLogFiles \
         DescribeDBMajorEngineVersions DescribeDBParameterGroups DescribeDBParameters DescribeDBProxies \
         DescribeDBProxyEndpoints DescribeDBProxyTargetGroups DescribeDBProxyTargets \
         DescribeDBRecommendations DescribeDBSecurityGroups DescribeDBShardGroups \
         DescribeDBSnapshotAttributes DescribeDBSnapshotTenantDatabases DescribeDBSnapshots \
         DescribeDBSubnetGroups DescribeEngineDefaultClusterParameters DescribeEngineDefaultParameters \
         DescribeEventCategories DescribeEventSubscriptions DescribeEvents DescribeExportTasks \
         DescribeGlobalClusters DescribeIntegrations DescribeOptionGroupOptions DescribeOptionGroups \
         DescribeOrderableDBInstanceOptions DescribePendingMaintenanceActions DescribeReservedDBInstances \
         DescribeReservedDBInstancesOfferings DescribeServerlessV2PlatformVersions DescribeSourceRegions \
         DescribeTenantDatabases DescribeValidDBInstanceModifications DisableHttpEndpoint \
         DownloadDBLogFilePortion EnableHttpEndpoint FailoverDBCluster FailoverGlobalCluster \
         ListTagsForResource ModifyActivityStream ModifyCertificates ModifyCurrentDBClusterCapacity \
         ModifyCustomDBEngineVersion ModifyDBCapacityReservation ModifyDBCluster ModifyDBClusterEndpoint \
         ModifyDBClusterParameterGroup ModifyDBClusterSnapshotAttribute ModifyDBInstance \
         ModifyDBParameterGroup ModifyDBProxy ModifyDBProxyEndpoint ModifyDBProxyTargetGroup \
         ModifyDBRecommendation ModifyDBShardGroup ModifyDBSnapshot ModifyDBSnapshotAttribute \
         ModifyDBSubnetGroup ModifyEventSubscription ModifyGlobalCluster ModifyIntegration ModifyOptionGroup \
         ModifyTenantDatabase PromoteReadReplica PromoteReadReplicaDBCluster \
         PurchaseReservedDBInstancesOffering RebootDBCluster RebootDBInstance RebootDBShardGroup \
         RegisterDBProxyTargets RemoveFromGlobalCluster RemoveRoleFromDBCluster RemoveRoleFromDBInstance \
         RemoveSourceIdentifierFromSubscription RemoveTagsFromResource ResetDBClusterParameterGroup \
         ResetDBParameterGroup RestoreDBClusterFromS3 RestoreDBClusterFromSnapshot \
         RestoreDBClusterToPointInTime RestoreDBInstanceFromDBSnapshot RestoreDBInstanceFromS3 \
         RestoreDBInstanceToPointInTime RevokeDBSecurityGroupIngress StartActivityStream StartDBCluster \
         StartDBInstance StartDBInstanceAutomatedBackupsReplication StartExportTask StopActivityStream \
         StopDBCluster StopDBInstance StopDBInstanceAutomatedBackupsReplication SwitchoverBlueGreenDeployment \
         SwitchoverGlobalCluster SwitchoverReadReplica"),
    ("rds-data", "\
         BatchExecuteStatement BeginTransaction CommitTransaction ExecuteSql ExecuteStatement \
         RollbackTransaction"),
    ("rds-db", "\
         connect"),
    ("redshift", "\
         AcceptReservedNodeExchange AddPartner AssociateDataShareConsumer \
         AuthorizeClusterSecurityGroupIngress AuthorizeDataShare AuthorizeEndpointAccess \
         AuthorizeSnapshotAccess BatchDeleteClusterSnapshots BatchModifyClusterSnapshots CancelQuery \
         CancelResize CopyClusterSnapshot CreateAuthenticationProfile CreateCluster \
         CreateClusterParameterGroup CreateClusterSecurityGroup CreateClusterSnapshot \
         CreateClusterSubnetGroup CreateClusterUser CreateCustomDomainAssociation CreateEndpointAccess \
         CreateEventSubscription CreateHsmClientCertificate CreateHsmConfiguration CreateIntegration \
         CreateQev2IdcApplication CreateRedshiftIdcApplication CreateSavedQuery CreateScheduledAction \
         CreateSnapshotCopyGrant CreateSnapshotSchedule CreateTags CreateUsageLimit DeauthorizeDataShare \
         DeleteAuthenticationProfile DeleteCluster DeleteClusterParameterGroup DeleteClusterSecurityGroup \
         DeleteClusterSnapshot DeleteClusterSubnetGroup DeleteCustomDomainAssociation DeleteEndpointAccess \
         DeleteEventSubscription DeleteHsmClientCertificate DeleteHsmConfiguration DeleteIntegration \
         DeletePartner DeleteQev2IdcApplication DeleteRedshiftIdcApplication DeleteResourcePolicy \
         DeleteSavedQueries DeleteScheduledAction DeleteSnapshotCopyGrant DeleteSnapshotSchedule DeleteTags \
         DeleteUsageLimit DeregisterNamespace DescribeAccountAttributes DescribeAuthenticationProfiles \
         DescribeClusterDbRevisions DescribeClusterParameterGroups DescribeClusterParameters \
         DescribeClusterSecurityGroups DescribeClusterSnapshots DescribeClusterSubnetGroups \
         DescribeClusterTracks DescribeClusterVersions DescribeClusters DescribeCustomDomainAssociations \
         DescribeDataShares DescribeDataSharesForConsumer DescribeDataSharesForProducer \
         DescribeDefaultClusterParameters DescribeEndpointAccess DescribeEndpointAuthorization \
         DescribeEventCategories DescribeEventSubscriptions DescribeEvents DescribeHsmClientCertificates \
         DescribeHsmConfigurations DescribeInboundIntegrations DescribeIntegrations DescribeLoggingStatus \
         DescribeNodeConfigurationOptions DescribeOrderableClusterOptions DescribePartners \
         DescribeQev2IdcApplications DescribeQuery DescribeRedshiftIdcApplications \
         DescribeReservedNodeExchangeStatus DescribeReservedNodeOfferings DescribeReservedNodes \
         DescribeResize DescribeSavedQueries DescribeScheduledActions DescribeSnapshotCopyGrants \
         DescribeSnapshotSchedules DescribeStorage DescribeTable DescribeTableRestoreStatus DescribeTags \
         DescribeUsageLimits DisableLogging DisableSnapshotCopy DisassociateDataShareConsumer EnableLogging \
         EnableSnapshotCopy ExecuteQuery FailoverPrimaryCompute FetchResults GetClusterCredentials \
         GetClusterCredentialsWithIAM GetIdentityCenterAuthToken GetReservedNodeExchangeConfigurationOptions \
         GetReservedNodeExchangeOfferings GetResourcePolicy JoinGroup ListDatabases ListRecommendations \
         ListSchemas ListTables ModifyAquaConfiguration ModifyAuthenticationProfile ModifyCluster \
         ModifyClusterDbRevision ModifyClusterIamRoles ModifyClusterMaintenance ModifyClusterParameterGroup \
         ModifyClusterSnapshot ModifyClusterSnapshotSchedule ModifyClusterSubnetGroup \
         ModifyCustomDomainAssociation ModifyEndpointAccess ModifyEventSubscription ModifyIntegration \
         ModifyLakehouseConfiguration ModifyQev2IdcApplication ModifyRedshiftIdcApplication ModifySavedQuery \
         ModifyScheduledAction ModifySnapshotCopyRetentionPeriod ModifySnapshotSchedule ModifyUsageLimit \
         PauseCluster PurchaseReservedNodeOffering PutResourcePolicy RebootCluster RegisterNamespace \
         RejectDataShare ResetClusterParameterGroup ResizeCluster RestoreFromClusterSnapshot \
         RestoreTableFromClusterSnapshot ResumeCluster RevokeClusterSecurityGroupIngress RevokeEndpointAccess \
         RevokeSnapshotAccess RotateEncryptionKey UpdatePartnerStatus ViewQueriesFromConsole \
         ViewQueriesInConsole"),
    ("redshift-data", "\
         BatchExecuteStatement CancelStatement DescribeStatement DescribeTable ExecuteStatement \
         GetStagingBucketLocation GetStatementResult GetStatementResultV2 ListDatabases ListSchemas \
         ListSessions ListStatements ListTables"),
    ("s3", "\
         AbortMultipartUpload AllowVendedLogDeliveryForResource BypassGovernanceRetention CreateAccessGrant \
         CreateAccessGrantsInstance CreateAccessGrantsLocation CreateAccessPoint CreateBucket \
         DeleteAccessGrant DeleteAccessGrantsLocation DeleteAccessPoint DeleteBucket DeleteBucketPolicy \
         DeleteBucketWebsite DeleteJobTagging DeleteObject DeleteObjectTagging DeleteObjectVersion \
         DeleteObjectVersionTagging DeleteStorageLensConfigurationTagging DescribeJob \
         DescribeMultiRegionAccessPointOperation GetAccelerateConfiguration GetAccessGrant \
         GetAccessGrantsInstance GetAccessGrantsInstanceForPrefix GetAccessGrantsInstanceResourcePolicy \
         GetAccessGrantsLocation GetAccessPoint GetAccessPointConfigurationForObjectLambda \
         GetAccessPointForObjectLambda GetAccessPointPolicy GetAccessPointPolicyForObjectLambda \
         GetAccessPointPolicyStatus GetAccessPointPolicyStatusForObjectLambda GetAccountPublicAccessBlock \
         GetAnalyticsConfiguration GetBucketAbac GetBucketAcl GetBucketCORS GetBucketLocation \
         GetBucketLogging GetBucketMetadataTableConfiguration GetBucketNotification \
         GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPolicy GetBucketPolicyStatus \
         GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging GetBucketVersioning \
         GetBucketWebsite GetDataAccess GetEncryptionConfiguration GetIntelligentTieringConfiguration \
         GetInventoryConfiguration GetJobTagging GetLifecycleConfiguration GetMetricsConfiguration \
         GetMultiRegionAccessPoint GetMultiRegionAccessPointPolicy GetMultiRegionAccessPointPolicyStatus \
         GetMultiRegionAccessPointRoutes GetObject GetObjectAcl GetObjectAttributes GetObjectLegalHold \
         GetObjectRetention GetObjectTagging GetObjectVersion GetObjectVersionAcl GetObjectVersionAttributes \
         GetObjectVersionForReplication GetObjectVersionTagging GetObjectVersionTorrent \
         GetReplicationConfiguration GetStorageLensConfiguration GetStorageLensConfigurationTagging \
         GetStorageLensGroup ListAccessGrants ListAccessGrantsInstances ListAccessGrantsLocations \
         ListAccessPoints ListAccessPointsForObjectLambda ListAllMyBuckets ListBucket \
         ListBucketMultipartUploads ListBucketVersions ListCallerAccessGrants ListJobs \
         ListMultiRegionAccessPoints ListMultipartUploadParts ListStorageLensConfigurations \
         ListStorageLensGroups ListTagsForResource ObjectOwnerOverrideToBucketOwner \
         PutAccelerateConfiguration PutAccessGrantsInstanceResourcePolicy PutAccessPointPolicy \
         PutAccountPublicAccessBlock PutBucketAcl PutBucketCORS PutBucketLogging PutBucketNotification \
         PutBucketObjectLockConfiguration PutBucketOwnershipControls PutBucketPolicy \
         PutBucketPublicAccessBlock PutBucketTagging PutBucketVersioning PutBucketWebsite \
         PutEncryptionConfiguration PutInventoryConfiguration PutJobTagging PutLifecycleConfiguration \
         PutObject PutObjectAcl PutObjectLegalHold PutObjectRetention PutObjectTagging PutObjectVersionAcl \
         PutObjectVersionTagging PutReplicationConfiguration PutStorageLensConfigurationTagging \
         ReplicateObject RestoreObject TagResource UntagResource"),
    ("sagemaker", "\
         AccessModelPackage AddAssociation AddTags AssociateTrialComponent AttachClusterNodeNetworkInterface \
         AttachClusterNodeVolume BatchAddClusterNodes BatchDeleteClusterNodes BatchDescribeModelPackage \
         BatchGetMetrics BatchGetRecord BatchPutMetrics BatchRebootClusterNodes BatchReplaceClusterNodes \
         CallMlflowAppApi CallPartnerAppApi CallWithBearerToken CompleteRollout CreateAIBenchmarkJob \
         CreateAIRecommendationJob CreateAIWorkloadConfig CreateAction CreateAlgorithm CreateApp \
         CreateAppImageConfig CreateArtifact CreateAutoMLJob CreateAutoMLJobV2 CreateCluster \
         CreateClusterExtension CreateClusterSchedulerConfig CreateCodeRepository CreateCompilationJob \
         CreateComputeQuota CreateContext CreateDataQualityJobDefinition CreateDeviceFleet CreateDomain \
         CreateEdgeDeploymentPlan CreateEdgeDeploymentStage CreateEdgePackagingJob CreateEndpoint \
         CreateEndpointConfig CreateExperiment CreateFeatureGroup CreateFlowDefinition CreateHub \
         CreateHubContentPresignedUrls CreateHubContentReference CreateHumanTaskUi \
         CreateHyperParameterTuningJob CreateImage CreateImageVersion CreateInferenceComponent \
         CreateInferenceExperiment CreateInferenceRecommendationsJob CreateInferenceRouter CreateJob \
         CreateLabelingJob CreateLineageGroupPolicy CreateMlflowApp CreateMlflowTrackingServer CreateModel \
         CreateModelBiasJobDefinition CreateModelCard CreateModelCardExportJob \
         CreateModelExplainabilityJobDefinition CreateModelPackage CreateModelPackageGroup \
         CreateModelQualityJobDefinition CreateMonitoringSchedule CreateNotebookInstance \
         CreateNotebookInstanceLifecycleConfig CreateOptimizationJob CreatePartnerApp \
         CreatePartnerAppPresignedUrl CreatePipeline CreatePresignedDomainUrl CreatePresignedMlflowAppUrl \
         CreatePresignedMlflowTrackingServerUrl CreatePresignedNotebookInstanceUrl CreateProcessingJob \
         CreateProject CreateReservedCapacity CreateSpace CreateStudioLifecycleConfig CreateTrainingJob \
         CreateTrainingPlan CreateTrainingSession CreateTransformJob CreateTrial CreateTrialComponent \
         CreateUserProfile CreateWorkforce CreateWorkteam DeleteAIBenchmarkJob DeleteAIRecommendationJob \
         DeleteAIWorkloadConfig DeleteAction DeleteAlgorithm DeleteApp DeleteAppImageConfig DeleteArtifact \
         DeleteAssociation DeleteCluster DeleteClusterExtension DeleteClusterSchedulerConfig \
         DeleteCodeRepository DeleteCompilationJob DeleteComputeQuota DeleteContext \
         DeleteDataQualityJobDefinition DeleteDeviceFleet DeleteDomain DeleteEdgeDeploymentPlan \
         DeleteEdgeDeploymentStage DeleteEndpoint DeleteEndpointConfig DeleteEndpointPolicy DeleteExperiment \
         DeleteFeatureGroup DeleteFlowDefinition DeleteHub DeleteHubContent DeleteHubContentReference \
         DeleteHumanLoop DeleteHumanTaskUi DeleteHyperParameterTuningJob DeleteImage DeleteImageVersion \
         DeleteInferenceComponent DeleteInferenceExperiment DeleteInferenceRouter DeleteJob \
         DeleteLineageGroupPolicy DeleteMlflowApp DeleteMlflowTrackingServer DeleteModel \
         DeleteModelBiasJobDefinition DeleteModelCard DeleteModelExplainabilityJobDefinition \
         DeleteModelPackage DeleteModelPackageGroup DeleteModelPackageGroupPolicy \
         DeleteModelQualityJobDefinition DeleteMonitoringSchedule DeleteNotebookInstance \
         DeleteNotebookInstanceLifecycleConfig DeleteOptimizationJob DeletePartnerApp DeletePipeline \
         DeleteProcessingJob DeleteProject DeleteRecord DeleteResourcePolicy DeleteSpace \
         DeleteStudioLifecycleConfig DeleteTags DeleteTrainingJob DeleteTrainingSession DeleteTrial \
         DeleteTrialComponent DeleteUserProfile DeleteWorkforce DeleteWorkteam DeregisterDevices \
         DescribeAIBenchmarkJob DescribeAIRecommendationJob DescribeAIWorkloadConfig DescribeAction \
         DescribeAlgorithm DescribeApp DescribeAppImageConfig DescribeArtifact DescribeAutoMLJob \
         DescribeAutoMLJobV2 DescribeCluster DescribeClusterEvent DescribeClusterExtension \
         DescribeClusterInference DescribeClusterNode DescribeClusterOperation DescribeClusterSchedulerConfig \
         DescribeCodeRepository DescribeCompilationJob DescribeComputeQuota DescribeContext \
         DescribeDataQualityJobDefinition DescribeDevice DescribeDeviceFleet DescribeDomain \
         DescribeEdgeDeploymentPlan DescribeEdgePackagingJob DescribeEndpoint DescribeEndpointConfig \
         DescribeExperiment DescribeFeatureGroup DescribeFeatureMetadata DescribeFlowDefinition DescribeHub \
         DescribeHubContent DescribeHumanLoop DescribeHumanTaskUi DescribeHyperParameterTuningJob \
         DescribeImage DescribeImageVersion DescribeInferenceComponent DescribeInferenceExperiment \
         DescribeInferenceRecommendationsJob DescribeInferenceRouter DescribeJob DescribeJobSchemaVersion \
         DescribeLabelingJob DescribeLineageGroup DescribeMlflowApp DescribeMlflowTrackingServer \
         DescribeModel DescribeModelBiasJobDefinition DescribeModelCard DescribeModelCardExportJob \
         DescribeModelExplainabilityJobDefinition DescribeModelPackage DescribeModelPackageGroup \
         DescribeModelQualityJobDefinition DescribeMonitoringSchedule DescribeNotebookInstance \
         DescribeNotebookInstanceLifecycleConfig DescribeOptimizationJob DescribePartnerApp DescribePipeline \
         DescribePipelineDefinitionForExecution DescribePipelineExecution DescribeProcessingJob \
         DescribeProject DescribeReservedCapacity DescribeSpace DescribeStudioLifecycleConfig \
         DescribeSubscribedWorkteam DescribeTrainingJob DescribeTrainingPlan \
         DescribeTrainingPlanExtensionHistory DescribeTrainingSession DescribeTransformJob DescribeTrial \
         DescribeTrialComponent DescribeUserProfile DescribeWorkforce DescribeWorkteam \
         DetachClusterNodeVolume DisableSagemakerServicecatalogPortfolio DisassociateTrialComponent \
         EnableSagemakerServicecatalogPortfolio ExtendTrainingPlan GetDeviceFleetReport GetDeviceRegistration \
         GetEndpointPolicy GetLineageGroupPolicy GetModelPackageGroupPolicy GetRecord GetResourcePolicy \
         GetSagemakerServicecatalogPortfolioStatus GetScalingConfigurationRecommendation GetSearchSuggestions \
         ImportHubContent InvokeEndpoint InvokeEndpointAsync InvokeEndpointWithResponseStream \
         ListAIBenchmarkJobs ListAIRecommendationJobs ListAIWorkloadConfigs ListActions ListAlgorithms \
         ListAliases ListAppImageConfigs ListApps ListArtifacts ListAssociations ListAutoMLJobs \
         ListCandidatesForAutoMLJob ListClusterEvents ListClusterExtensionVersions ListClusterExtensions \
         ListClusterNodes ListClusterOperations ListClusterSchedulerConfigs ListClusters ListCodeRepositories \
         ListCompilationJobs ListComputeQuotas ListContexts ListDataQualityJobDefinitions ListDeviceFleets \
         ListDevices ListDomains ListEdgeDeploymentPlans ListEdgePackagingJobs ListEndpointConfigs \
         ListEndpoints ListExperiments ListFeatureGroups ListFlowDefinitions ListHubContentVersions \
         ListHubContents ListHubs ListHumanLoops ListHumanTaskUis ListHyperParameterTuningJobs \
         ListImageVersions ListImages ListInferenceComponents ListInferenceExperiments \
         ListInferenceRecommendationsJobSteps ListInferenceRecommendationsJobs ListInferenceRouters \
         ListJobSchemaVersions ListJobs ListLabelingJobs ListLabelingJobsForWorkteam ListLineageGroups \
         ListMlflowApps ListMlflowTrackingServers ListModelBiasJobDefinitions ListModelCardExportJobs \
         ListModelCardVersions ListModelCards ListModelExplainabilityJobDefinitions ListModelMetadata \
         ListModelPackageGroups ListModelPackages ListModelQualityJobDefinitions ListModels \
         ListMonitoringAlertHistory ListMonitoringAlerts ListMonitoringExecutions ListMonitoringSchedules \
         ListNotebookInstanceLifecycleConfigs ListNotebookInstances ListOptimizationJobs ListPartnerApps \
         ListPipelineExecutionSteps ListPipelineExecutions ListPipelineParametersForExecution \
         ListPipelineVersions ListPipelines ListProcessingJobs ListProjects ListResourceCatalogs ListSpaces \
         ListStageDevices ListStudioLifecycleConfigs ListSubscribedWorkteams ListTags ListTrainingJobs \
         ListTrainingJobsForHyperParameterTuningJob ListTrainingPlans ListTrainingSessions ListTransformJobs \
         ListTrialComponents ListTrials ListUltraServersByReservedCapacity ListUserProfiles ListWorkforces \
         ListWorkteams PutEndpointPolicy PutLineageGroupPolicy PutModelPackageGroupPolicy PutRecord \
         PutResourcePolicy QueryLineage RegisterDevices RenderUiTemplate RetryPipelineExecution Sample \
         SampleWithResponseStream Search SearchTrainingPlanOfferings SendHeartbeat \
         SendPipelineExecutionStepFailure SendPipelineExecutionStepSuccess StartClusterHealthCheck \
         StartEdgeDeploymentStage StartHumanLoop StartInferenceExperiment StartMlflowTrackingServer \
         StartMonitoringSchedule StartNotebookInstance StartPipelineExecution StartSession StopAIBenchmarkJob \
         StopAIRecommendationJob StopAutoMLJob StopCompilationJob StopEdgeDeploymentStage \
         StopEdgePackagingJob StopHumanLoop StopHyperParameterTuningJob StopInferenceExperiment \
         StopInferenceRecommendationsJob StopJob StopLabelingJob StopMlflowTrackingServer \
         StopMonitoringSchedule StopNotebookInstance StopOptimizationJob StopPipelineExecution \
         StopProcessingJob StopTrainingJob StopTrainingSession StopTransformJob UpdateAction \
         UpdateAppImageConfig UpdateArtifact UpdateCluster UpdateClusterExtension UpdateClusterInference \
         UpdateClusterSchedulerConfig UpdateClusterSoftware UpdateCodeRepository UpdateComputeQuota \
         UpdateContext UpdateDeviceFleet UpdateDevices UpdateDomain UpdateEndpoint \
         UpdateEndpointWeightsAndCapacities UpdateExperiment UpdateFeatureGroup UpdateFeatureMetadata \
         UpdateHub UpdateHubContent UpdateHubContentReference UpdateImage UpdateImageVersion \
         UpdateInferenceComponent UpdateInferenceComponentRuntimeConfig UpdateInferenceExperiment \
         UpdateInferenceRouter UpdateMlflowApp UpdateMlflowTrackingServer UpdateModelCard UpdateModelPackage \
         UpdateMonitoringAlert UpdateMonitoringSchedule UpdateNotebookInstance \
         UpdateNotebookInstanceLifecycleConfig UpdatePartnerApp UpdatePipeline UpdatePipelineExecution \
         UpdatePipelineVersion UpdateProject UpdateReward UpdateSpace UpdateTrainingJob UpdateTrial \
         UpdateTrialComponent UpdateUserProfile UpdateWorkforce UpdateWorkteam"),
    ("secretsmanager", "\
         AssociateCrossAccountReplica BatchGetSecretValue CancelRotateSecret CreateSecret \
         DeleteResourcePolicy DeleteSecret DescribeSecret DisassociateCrossAccountReplica GetRandomPassword \
         GetResourcePolicy GetSecretValue ListResourcePolicies ListSecretVersionIds ListSecrets \
         PutResourcePolicy PutSecretValue RemoveRegionsFromReplication ReplicateSecretToRegions RestoreSecret \
         RotateSecret StopReplicationToReplica TagResource UntagResource UpdateSecret \
         UpdateSecretVersionStage ValidateResourcePolicy"),
    ("ses", "\
         BatchGetMetricData CloneReceiptRuleSet CreateConfigurationSet CreateConfigurationSetEventDestination \
         CreateConfigurationSetTrackingOptions CreateCustomVerificationEmailTemplate CreateReceiptFilter \
         CreateReceiptRule CreateReceiptRuleSet CreateTemplate DeleteConfigurationSet \
         DeleteConfigurationSetEventDestination DeleteConfigurationSetTrackingOptions \
         DeleteCustomVerificationEmailTemplate DeleteEmailIdentity DeleteIdentity DeleteIdentityPolicy \
         DeleteReceiptFilter DeleteReceiptRule DeleteReceiptRuleSet DeleteTemplate DeleteVerifiedEmailAddress \
         DescribeActiveReceiptRuleSet DescribeConfigurationSet DescribeReceiptRule DescribeReceiptRuleSet \
         GetAccount GetAccountSendingEnabled GetAddonInstance GetAddonSubscription GetAddressList GetArchive \
         GetConfigurationSet GetConfigurationSetEventDestinations GetContactList \
         GetCustomVerificationEmailTemplate GetDedicatedIpPool GetDedicatedIps GetEmailIdentity \
         GetEmailTemplate GetIdentityDkimAttributes GetIdentityMailFromDomainAttributes \
         GetIdentityNotificationAttributes GetIdentityPolicies GetIdentityVerificationAttributes \
         GetIngressPoint GetMultiRegionEndpoint GetRelay GetRuleSet GetSendQuota GetSendStatistics \
         GetTemplate GetTenant GetTrafficPolicy ListAddonInstances ListAddonSubscriptions ListAddressLists \
         ListArchives ListConfigurationSets ListContactLists ListCustomVerificationEmailTemplates \
         ListDedicatedIpPools ListEmailIdentities ListEmailTemplates ListIdentities ListIdentityPolicies \
         ListIngressPoints ListMultiRegionEndpoints ListReceiptFilters ListReceiptRuleSets ListRelays \
         ListRuleSets ListTagsForResource ListTemplates ListTenantResources ListTenants ListTrafficPolicies \
         ListVerifiedEmailAddresses PutConfigurationSetDeliveryOptions PutIdentityPolicy \
         ReorderReceiptRuleSet SendBounce SendBulkTemplatedEmail SendCustomVerificationEmail SendEmail \
         SendRawEmail SendTemplatedEmail SetActiveReceiptRuleSet SetIdentityDkimEnabled \
         SetIdentityFeedbackForwardingEnabled SetIdentityHeadersInNotificationsEnabled \
         SetIdentityMailFromDomain SetIdentityNotificationTopic SetReceiptRulePosition TagResource \
         TestRenderTemplate UntagResource UpdateAccountSendingEnabled UpdateConfigurationSetEventDestination \
         UpdateConfigurationSetReputationMetricsEnabled UpdateConfigurationSetSendingEnabled \
         UpdateConfigurationSetTrackingOptions UpdateCustomVerificationEmailTemplate UpdateReceiptRule \
         UpdateTemplate VerifyDomainDkim VerifyDomainIdentity VerifyEmailAddress VerifyEmailIdentity"),
    ("sns", "\
         AddPermission CheckIfPhoneNumberIsOptedOut ConfirmSubscription CreatePlatformApplication \
         CreatePlatformEndpoint CreateSMSSandboxPhoneNumber CreateTopic DeleteEndpoint \
         DeletePlatformApplication DeleteSMSSandboxPhoneNumber DeleteTopic GetDataProtectionPolicy \
         GetEndpointAttributes GetPlatformApplicationAttributes GetSMSAttributes GetSMSSandboxAccountStatus \
         GetSubscriptionAttributes GetTopicAttributes ListEndpointsByPlatformApplication \
         ListOriginationNumbers ListPhoneNumbersOptedOut ListPlatformApplications ListSMSSandboxPhoneNumbers \
         ListSubscriptions ListSubscriptionsByTopic ListTagsForResource ListTopics OptInPhoneNumber Publish \
         PublishBatch PutDataProtectionPolicy RemovePermission SetEndpointAttributes \
         SetPlatformApplicationAttributes SetSMSAttributes SetSubscriptionAttributes SetTopicAttributes \
         Subscribe TagResource Unsubscribe UntagResource VerifySMSSandboxPhoneNumber"),
    ("sqs", "\
         AddPermission CancelMessageMoveTask ChangeMessageVisibility ChangeMessageVisibilityBatch CreateQueue \
         DeleteMessage DeleteMessageBatch DeleteQueue GetQueueAttributes GetQueueURL \
         ListDeadLetterSourceQueues ListMessageMoveTasks ListQueueTags ListQueues PurgeQueue ReceiveMessage \
         RemovePermission SendMessage SendMessageBatch SetQueueAttributes StartMessageMoveTask TagQueue \
         UntagQueue"),
    ("ssm", "\
         AddTagsToResource AssociateOpsItemRelatedItem CancelCommand CancelMaintenanceWindowExecution \
         CreateActivation CreateAssociation CreateAssociationBatch CreateCloudConnector CreateDocument \
         CreateMaintenanceWindow CreateOpsItem CreateOpsMetadata CreatePatchBaseline CreateResourceDataSync \
         DeleteActivation DeleteAssociation DeleteCloudConnector DeleteDocument DeleteInventory \
         DeleteMaintenanceWindow DeleteOpsItem DeleteOpsMetadata DeleteParameter DeleteParameters \
         DeletePatchBaseline DeleteResourceDataSync DeleteResourcePolicy \
         DeregisterDefaultHostManagementConfiguration DeregisterManagedInstance \
         DeregisterPatchBaselineForPatchGroup DeregisterTargetFromMaintenanceWindow \
         DeregisterTaskFromMaintenanceWindow DescribeActivations DescribeAssociation \
         DescribeAssociationExecutionTargets DescribeAssociationExecutions DescribeAutomationExecutions \
         DescribeAutomationStepExecutions DescribeAvailablePatches DescribeDocument \
         DescribeDocumentParameters DescribeDocumentPermission DescribeEffectiveInstanceAssociations \
         DescribeEffectivePatchesForPatchBaseline DescribeInstanceAssociationsStatus \
         DescribeInstanceInformation DescribeInstancePatchStates DescribeInstancePatchStatesForPatchGroup \
         DescribeInstancePatches DescribeInstanceProperties DescribeInventoryDeletions \
         DescribeMaintenanceWindowExecutionTaskInvocations DescribeMaintenanceWindowExecutionTasks \
         DescribeMaintenanceWindowExecutions DescribeMaintenanceWindowSchedule \
         DescribeMaintenanceWindowTargets DescribeMaintenanceWindowTasks DescribeMaintenanceWindows \
         DescribeMaintenanceWindowsForTarget DescribeOpsItems DescribeParameters DescribePatchBaselines \
         DescribePatchGroupState DescribePatchGroups DescribePatchProperties DescribeSessions \
         DisassociateOpsItemRelatedItem GetAccessToken GetAutomationExecution GetCalendarState \
         GetCloudConnector GetCommandInvocation GetConnectionStatus GetDefaultPatchBaseline \
         GetDeployablePatchSnapshotForInstance GetDocument GetExecutionPreview GetInventory \
         GetInventorySchema GetMaintenanceWindow GetMaintenanceWindowExecution \
         GetMaintenanceWindowExecutionTask GetMaintenanceWindowExecutionTaskInvocation \
         GetMaintenanceWindowTask GetManifest GetOpsItem GetOpsMetadata GetOpsSummary GetParameter \
         GetParameterHistory GetParameters GetParametersByPath GetPatchBaseline GetPatchBaselineForPatchGroup \
         GetResourcePolicies GetServiceSetting LabelParameterVersion ListAssociationVersions ListAssociations \
         ListCloudConnectors ListCommandInvocations ListCommands ListComplianceItems ListComplianceSummaries \
         ListDocumentMetadataHistory ListDocumentVersions ListDocuments ListInstanceAssociations \
         ListInventoryEntries ListNodes ListNodesSummary ListOpsItemEvents ListOpsItemRelatedItems \
         ListOpsMetadata ListResourceComplianceSummaries ListResourceDataSync ListTagsForResource \
         ModifyDocumentPermission PutComplianceItems PutConfigurePackageResult PutInventory PutParameter \
         PutResourcePolicy RegisterDefaultHostManagementConfiguration RegisterDefaultPatchBaseline \
         RegisterManagedInstance RegisterPatchBaselineForPatchGroup RegisterTargetWithMaintenanceWindow \
         RegisterTaskWithMaintenanceWindow RemoveTagsFromResource ResetServiceSetting ResumeSession \
         SendAutomationSignal SendCommand StartAccessRequest StartAssociationsOnce StartAutomationExecution \
         StartChangeRequestExecution StartExecutionPreview StartSession StopAutomationExecution \
         TerminateSession UnlabelParameterVersion UpdateAssociation UpdateAssociationStatus \
         UpdateCloudConnector UpdateDocument UpdateDocumentDefaultVersion UpdateDocumentMetadata \
         UpdateInstanceAssociationStatus UpdateInstanceInformation UpdateMaintenanceWindow \
         UpdateMaintenanceWindowTarget UpdateMaintenanceWindowTask UpdateManagedInstanceRole UpdateOpsItem \
         UpdateOpsMetadata UpdatePatchBaseline UpdateResourceDataSync UpdateServiceSetting \
         ValidateCloudConnector"),
    ("states", "\
         CreateActivity CreateStateMachine CreateStateMachineAlias DeleteActivity DeleteStateMachine \
         DeleteStateMachineAlias DeleteStateMachineVersion DescribeActivity DescribeExecution DescribeMapRun \
         DescribeStateMachine DescribeStateMachineAlias DescribeStateMachineForExecution GetActivityTask \
         GetExecutionHistory ListActivities ListExecutions ListMapRuns ListStateMachineAliases \
         ListStateMachineVersions ListStateMachines ListTagsForResource PublishStateMachineVersion \
         RedriveExecution SendTaskFailure SendTaskHeartbeat SendTaskSuccess StartExecution StartSyncExecution \
         StopExecution TagResource TestState UntagResource UpdateMapRun UpdateStateMachine \
         UpdateStateMachineAlias ValidateStateMachineDefinition"),
    ("sts", "\
         AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity AssumeRoot DecodeAuthorizationMessage \
         GetAccessKeyInfo GetCallerIdentity GetDelegatedAccessToken GetFederationToken GetServiceBearerToken \
         GetSessionToken GetWebIdentityToken SetContext SetSourceIdentity TagGetWebIdentityToken TagSession"),
    ("xray", "\
         BatchGetTraceSummaryById BatchGetTraces CancelTraceRetrieval CreateGroup CreateSamplingRule \
         DeleteGroup DeleteResourcePolicy DeleteSamplingRule GetDistinctTraceGraphs GetEncryptionConfig \
         GetGroup GetGroups GetIndexingRules GetInsight GetInsightEvents GetInsightImpactGraph \
         GetInsightSummaries GetRetrievedTracesGraph GetSamplingRules GetSamplingStatisticSummaries \
         GetSamplingTargets GetServiceGraph GetTimeSeriesServiceStatistics GetTraceGraph \
         GetTraceSegmentDestination GetTraceSummaries Link ListResourcePolicies ListRetrievedTraces \
         ListTagsForResource PutEncryptionConfig PutResourcePolicy PutTelemetryRecords PutTraceSegments \
         StartTraceRetrieval TagResource UntagResource UpdateGroup UpdateIndexingRule UpdateSamplingRule \
         UpdateTraceSegmentDestination"),
];
