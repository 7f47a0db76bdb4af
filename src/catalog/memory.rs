//! How much of an instance's memory a job can have.

use super::InstanceType;

/// What the ECS agent of Batch's AMIs keeps for the system (`ECS_RESERVED_MEMORY`), in MiB.
///
/// Source: AWS Batch User Guide, Reserve system memory.
pub const ECS_RESERVED_MIB: u32 = 32;

/// Two bounds on the memory that jobs can have on a type, in MiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// A job that asks for more never fits, whatever the AMI.
    pub never_above: u32,
    /// A job that asks for no more can be expected to fit.
    pub expected: u32,
}

/// The memory that jobs can have on a type.
///
/// The agent registers what Linux sees, which is less than the advertised memory (firmware, the
/// kernel, its page tables), less [`ECS_RESERVED_MIB`]. So nothing above `advertised - 32` ever
/// fits. How much Linux sees depends on type and AMI and is not published; AWS advises to leave
/// 5 % (Batch User Guide, Reserve system memory; ParallelCluster too takes 95 % as schedulable),
/// so `95 % of advertised - 32` is what to expect. AWS's worked example, an m4.large of 8192 MiB
/// that registers 7953, lies between the two; the smallest types and some with accelerators can
/// have a little less than expected (an inf1.xlarge: 7647 of 8192), so this is advice, not proof.
pub const fn usable_memory_mib(instance_type: &InstanceType) -> Memory {
    let advertised = instance_type.memory_mib;
    let expected = (advertised as u64 * 95 / 100) as u32;
    Memory {
        never_above: advertised.saturating_sub(ECS_RESERVED_MIB),
        expected: expected.saturating_sub(ECS_RESERVED_MIB),
    }
}
