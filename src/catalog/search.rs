//! Types that satisfy conditions, and the type to propose for a job.

use super::{
    Arch, BatchSupport, GpuScheduling, InstanceType, Offered, instance_types, offered, region,
    usable_memory_mib,
};
use std::ops::RangeInclusive;

/// Families a person is likely to know, the likeliest first: those AWS Batch itself chooses in
/// every region (`default_x86_64`, `default_arm64`), then others that documents or reports show it
/// accepting and that many regions offer. Used to propose and to guess, never to judge.
pub(super) const COMMON: &[&str] = &[
    "m6i", "c7i", "c6i", "r6i", "m6g", "c7g", "c6g", "r6g", "m5", "c5", "r5", "m7i", "m7a", "c7a",
    "m6a", "m4", "c4", "r4", "g6", "g5", "g4dn", "g6e", "p5", "p4d", "p5en", "p6-b200", "inf2",
    "trn1",
];

/// How many of [`COMMON`] AWS Batch chooses itself.
pub(super) const BY_DEFAULT: usize = 8;

/// Conditions on types. What is `None` or false asks for nothing.
#[derive(Clone, Debug, Default)]
pub struct Query<'a> {
    pub vcpus: Option<RangeInclusive<u32>>,
    /// Advertised memory in MiB.
    pub memory_mib: Option<RangeInclusive<u32>>,
    /// Whole NVIDIA GPUs.
    pub gpus: Option<RangeInclusive<u32>>,
    /// Any GPU, a part of one too.
    pub gpu: bool,
    pub arch: Option<Arch>,
    /// Left out where the region surely does not offer it ([`Offered::No`]).
    pub region: Option<&'a str>,
    pub family: Option<&'a str>,
    /// Local disks.
    pub disk: bool,
    pub efa: bool,
    /// AWS's flag "current generation".
    pub current: bool,
    /// Only what EC2 sells as Spot.
    pub spot: bool,
    /// Only what AWS Batch is not known to refuse.
    pub batch: bool,
    /// Withdrawn types too.
    pub withdrawn: bool,
}

impl Query<'_> {
    /// Whether a type satisfies every condition.
    pub fn matches(&self, candidate: &InstanceType) -> bool {
        fn within(range: &Option<RangeInclusive<u32>>, value: u32) -> bool {
            range.as_ref().is_none_or(|range| range.contains(&value))
        }
        within(&self.vcpus, u32::from(candidate.vcpus))
            && within(&self.memory_mib, candidate.memory_mib)
            && within(&self.gpus, candidate.gpus())
            && (!self.gpu || candidate.gpu.is_some())
            && self.arch.is_none_or(|arch| arch == candidate.arch)
            && self
                .region
                .is_none_or(|region| offered(candidate, region) != Offered::No)
            && self
                .family
                .is_none_or(|family| family == candidate.family().name)
            && (!self.disk || candidate.disks.is_some())
            && (!self.efa || candidate.efa > 0)
            && (!self.current || candidate.current)
            && (!self.spot || candidate.spot)
            && (!self.batch || !candidate.family().batch.is_refused())
            && (self.withdrawn || !candidate.withdrawn)
    }
}

/// The types that satisfy a query, by vCPUs, memory and name.
pub fn search(query: &Query) -> Vec<&'static InstanceType> {
    let mut found: Vec<_> = instance_types()
        .iter()
        .filter(|candidate| query.matches(candidate))
        .collect();
    found.sort_unstable_by_key(|candidate| (candidate.vcpus, candidate.memory_mib, candidate.name));
    found
}

/// A common type that would hold a job: "m6i.xlarge would do".
///
/// x86_64 unless `arch` says otherwise, and offered in `region` where one is given. Families AWS
/// Batch chooses itself come first, then others it accepts, then those nobody has vouched for.
pub fn smallest_fitting(
    vcpus: f64,
    memory_mib: u64,
    gpus: u32,
    arch: Option<Arch>,
    region_name: Option<&str>,
) -> Option<&'static InstanceType> {
    let arch = arch.unwrap_or(Arch::X86_64);
    let region = region_name.and_then(region);
    instance_types()
        .iter()
        .filter(|candidate| {
            candidate.arch == arch
                && f64::from(candidate.vcpus) >= vcpus
                && u64::from(usable_memory_mib(candidate).expected) >= memory_mib
                && is_plain(candidate, gpus)
                && region.is_none_or(|region| offered(candidate, region.name) == Offered::Yes)
        })
        .min_by_key(|candidate| {
            let common = common_rank(candidate.family().name);
            let tier = match candidate.family().batch {
                _ if gpus > 0 && common < COMMON.len() => 0,
                _ if common < BY_DEFAULT => 0,
                _ if common < COMMON.len() => 1,
                BatchSupport::Accepted => 2,
                _ => 3,
            };
            (
                tier,
                candidate.gpus(),
                candidate.vcpus,
                candidate.memory_mib,
                common,
                candidate.name,
            )
        })
}

/// The position of a family among those a person is likely to know, the likeliest first; a number
/// behind them all for the rest.
pub fn common_rank(family: &str) -> usize {
    COMMON
        .iter()
        .position(|name| *name == family)
        .unwrap_or(COMMON.len())
}

/// Launched without further ado, and with no accelerator the job did not ask for.
fn is_plain(candidate: &InstanceType, gpus: u32) -> bool {
    let accelerators = if gpus == 0 {
        candidate.gpu.is_none()
    } else {
        let scheduled = match candidate.gpu_scheduling() {
            GpuScheduling::Scheduled => true,
            GpuScheduling::CustomAmi => candidate.arch == Arch::Arm64,
            _ => false,
        };
        scheduled && candidate.gpus() >= gpus
    };
    accelerators
        && !candidate.metal
        && !candidate.withdrawn
        && !candidate.burstable
        && candidate.neuron.is_none()
        && candidate.accelerator.is_none()
        && !candidate.family().batch.is_refused()
}
