//! The vCPU and memory pairs of Fargate.

use super::FargateSize;
use super::generated::FARGATE_SIZES;

/// All sizes, from small to large.
pub fn fargate_sizes() -> &'static [FargateSize] {
    &FARGATE_SIZES
}

/// Whether Fargate has exactly this pair.
pub fn fargate_fits(vcpus: f64, memory_mib: u32) -> bool {
    FARGATE_SIZES
        .iter()
        .any(|size| size.vcpus == vcpus && size.memory_mib.contains(&memory_mib))
}

/// The smallest pairs (vCPUs, MiB) that hold both; none where Fargate has nothing so large.
/// No pair of the answer is at least as large as another in both.
pub fn nearest_fargate(vcpus: f64, memory_mib: u32) -> Vec<(f64, u32)> {
    let mut found: Vec<(f64, u32)> = Vec::new();
    for size in FARGATE_SIZES.iter().filter(|size| size.vcpus >= vcpus) {
        let Some(&memory) = size.memory_mib.iter().find(|&&memory| memory >= memory_mib) else {
            continue;
        };
        if found.iter().all(|&(_, smaller)| memory < smaller) {
            found.push((size.vcpus, memory));
        }
    }
    found
}
