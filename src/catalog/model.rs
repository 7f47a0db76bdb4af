//! What the catalogue says of an instance type, a family, a keyword, a region and a Fargate size.
//!
//! Specifications are EC2's own (DescribeInstanceTypes), regions are those of
//! DescribeInstanceTypeOfferings or, where that is not to be had, of AWS's price list; what Batch
//! makes of a family is curated, each statement with its [`Evidence`].

/// An architecture as EC2 names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arch {
    X86_64,
    Arm64,
    X86_64Mac,
    Arm64Mac,
}

impl Arch {
    /// EC2's word: `x86_64`, `arm64`, `x86_64_mac`, `arm64_mac`.
    pub const fn word(self) -> &'static str {
        match self {
            Arch::X86_64 => "x86_64",
            Arch::Arm64 => "arm64",
            Arch::X86_64Mac => "x86_64_mac",
            Arch::Arm64Mac => "arm64_mac",
        }
    }
}

/// What lies between the machine and the instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hypervisor {
    Nitro,
    Xen,
    /// Bare metal.
    None,
}

/// The GPUs of a type.
#[derive(Debug, PartialEq)]
pub struct Gpu {
    /// Whole GPUs; 0 where the type has a part of one (g6f, gr6f).
    pub count: u8,
    /// `T4`, `A100`.
    pub name: &'static str,
    /// `NVIDIA`, `AMD`, `Habana`.
    pub vendor: &'static str,
    /// Memory of one GPU, or of the part, in MiB. EC2 counts some in decimal units: an L4, sold
    /// with 24 GB, has 22888 MiB here.
    pub memory_mib: u32,
    /// How much of a GPU one is: 1, or 0.5, 0.25, 0.125.
    pub share: f32,
}

impl Gpu {
    /// Whether the type has only a part of a GPU, which AWS Batch cannot schedule.
    pub const fn fractional(&self) -> bool {
        self.count == 0
    }
}

/// Inferentia or Trainium devices.
#[derive(Debug, PartialEq, Eq)]
pub struct Neuron {
    pub count: u8,
    /// `Inferentia2`, `Trainium`.
    pub name: &'static str,
    /// Neuron cores of one device.
    pub cores: u8,
    /// Memory of one device in MiB.
    pub memory_mib: u32,
}

/// FPGAs, media accelerators, inference accelerators of other makers.
#[derive(Debug, PartialEq, Eq)]
pub struct Accelerator {
    pub count: u8,
    pub name: &'static str,
    pub vendor: &'static str,
}

/// The medium of a local disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskKind {
    Ssd,
    Hdd,
}

/// Local disks (instance store).
#[derive(Debug, PartialEq, Eq)]
pub struct Disks {
    pub count: u8,
    /// Size of one in GB (decimal), as EC2 gives it.
    pub gb: u32,
    pub kind: DiskKind,
    pub nvme: bool,
}

/// An EC2 instance type.
#[derive(Debug, PartialEq)]
pub struct InstanceType {
    /// `m5.large`.
    pub name: &'static str,
    /// Default vCPUs.
    pub vcpus: u16,
    /// Advertised memory in MiB. What a job can have is less: [`super::usable_memory_mib`].
    pub memory_mib: u32,
    pub arch: Arch,
    pub hypervisor: Hypervisor,
    /// Bare metal: in no family, only to be named itself.
    pub metal: bool,
    /// CPU credits (the T families).
    pub burstable: bool,
    /// AWS's flag "current generation". m5, c5, r5, m6i, r6i, g5 and r7g no longer carry it.
    pub current: bool,
    /// Whether EC2 sells it as Spot. On-Demand is in EC2's list for every type.
    pub spot: bool,
    /// Whether EC2 sells it in Capacity Blocks.
    pub capacity_block: bool,
    /// No region offers it any more; the specification is from an older list.
    pub withdrawn: bool,
    pub gpu: Option<&'static Gpu>,
    pub neuron: Option<&'static Neuron>,
    pub accelerator: Option<&'static Accelerator>,
    pub disks: Option<&'static Disks>,
    /// The most EFA interfaces; 0: no EFA.
    pub efa: u8,
    /// Peak bandwidth in Gbit/s, over all network cards.
    pub network_gbps: f32,
    pub(super) family: u16,
    pub(super) offers: u16,
}

/// How AWS Batch stands to the GPUs of a type.
///
/// Source: AWS Batch User Guide, Run GPU jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GpuScheduling {
    /// No whole NVIDIA GPU: a job that asks for one waits for ever.
    NoGpu,
    /// Batch takes its GPU AMI and schedules them.
    Scheduled,
    /// NVIDIA GPUs beside an Arm processor (g5g): only with an AMI or user data of one's own.
    CustomAmi,
    /// NVIDIA GPUs of a family the guide does not name (g7, g7e): nothing found either way.
    Undocumented,
}

/// Whether a compute environment's `instance_types` may name a family or its types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchSupport {
    /// AWS's documents name it, or a list or report shows Batch accepting it.
    Accepted,
    /// A report shows Batch refusing it.
    Refused,
    /// No report; refused by analogy.
    RefusedInferred,
    /// Cannot run the containers of Batch jobs (mac).
    Unusable,
    /// Nothing found either way. To be taken as accepted; AWS publishes no list.
    Unverified,
}

impl BatchSupport {
    /// Whether naming it is certain or all but certain to fail.
    pub const fn is_refused(self) -> bool {
        matches!(
            self,
            BatchSupport::Refused | BatchSupport::RefusedInferred | BatchSupport::Unusable
        )
    }
}

/// Where a statement on a family comes from.
#[derive(Debug, PartialEq, Eq)]
pub struct Evidence {
    /// A link, or a document's name.
    pub source: &'static str,
    /// Year, month or day of the source.
    pub date: &'static str,
    /// What it says, to stand behind a colon.
    pub says: &'static str,
}

/// A family of instance types: `m5`.
#[derive(Debug, PartialEq, Eq)]
pub struct Family {
    pub name: &'static str,
    pub arch: Arch,
    pub batch: BatchSupport,
    pub evidence: Option<&'static Evidence>,
    /// Whether it runs on Amazon Linux 2023, Batch's default AMI (not a1).
    pub al2023: bool,
    /// Whether it runs on `ECS_AL2023_NVIDIA`, where it has NVIDIA GPUs (not p3, g3).
    pub al2023_nvidia: bool,
    pub(super) gpu_scheduled: bool,
    /// Position of its first type; how many are not metal; how many there are.
    pub(super) first: u16,
    pub(super) sizes: u16,
    pub(super) count: u16,
}

/// A word that stands for families: `optimal`, `default_x86_64`, `default_arm64`.
///
/// Source: the Batch service model, `ComputeResource.instanceTypes`.
#[derive(Debug, PartialEq, Eq)]
pub struct Keyword {
    pub name: &'static str,
    pub arch: Arch,
    /// Names of the families it stands for today; AWS changes them from time to time.
    pub families: &'static [&'static str],
}

/// An AWS region.
#[derive(Debug, PartialEq, Eq)]
pub struct Region {
    /// `us-east-1`.
    pub name: &'static str,
    /// `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc`, `aws-iso…`.
    pub partition: &'static str,
    /// `amazonaws.com`, `amazonaws.com.cn`.
    pub dns_suffix: &'static str,
    /// `US East (N. Virginia)`.
    pub long_name: &'static str,
    /// False only where AWS lists neither the service nor an endpoint of AWS Batch.
    pub batch: bool,
    /// False only where AWS lists the region's services and Fargate is not among them.
    pub fargate: bool,
    /// EC2's own offerings are known, so that [`Offered::No`] is possible.
    pub sure_offerings: bool,
}

/// Whether a region offers a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    Yes,
    No,
    /// The data cannot tell: the region rests on a price list, or only a price list names the
    /// type (just launched, or not to be launched any more).
    Maybe,
}

/// A vCPU size of Fargate and the memory it goes with.
///
/// Source: the Batch service model, `ResourceRequirement.value`.
#[derive(Debug, PartialEq)]
pub struct FargateSize {
    /// 0.25, 0.5, 1, 2, 4, 8, 16, 32: exact in binary.
    pub vcpus: f64,
    /// The only memory sizes it takes, in MiB, ascending.
    pub memory_mib: &'static [u32],
    /// Linux on platform version 1.4.0 or later.
    pub linux_only: bool,
    /// Whether Windows containers can have it.
    pub windows: bool,
}

/// Bit sets over the regions of the generated list.
#[derive(Debug)]
pub(super) struct Offers {
    pub(super) yes: u64,
    pub(super) maybe: u64,
}
