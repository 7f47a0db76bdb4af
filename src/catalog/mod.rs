//! Instance types, regions, Fargate sizes, and what AWS Batch makes of them.
//!
//! Everything is a `static` made when the crate is compiled: start-up parses nothing. The rows are
//! in generated.rs, written by tools/catalog/build_catalog.py; the rest is how to look things up.
//!
//! ```
//! use batchlang::catalog;
//! let m5 = catalog::instance_type("m5.large").unwrap();
//! assert_eq!((m5.vcpus, m5.memory_mib), (2, 8192));
//! assert_eq!(catalog::nearest("m5large"), Some("m5.large"));
//! ```

mod build;
mod fargate;
mod image;
#[rustfmt::skip]
mod generated;
mod iam;
#[rustfmt::skip]
mod iam_generated;
mod memory;
mod model;
mod nearest;
mod region;
mod search;

pub use fargate::{fargate_fits, fargate_sizes, nearest_fargate};
pub use iam::{action_services, actions_of, managed_policies};
pub use image::{NoImage, image_for, unfit_for};
pub use memory::{ECS_RESERVED_MIB, Memory, usable_memory_mib};
pub use model::{
    Accelerator, Arch, BatchSupport, DiskKind, Disks, Evidence, Family, FargateSize, Gpu,
    GpuScheduling, Hypervisor, InstanceType, Keyword, Neuron, Offered, Region,
};
pub use nearest::{nearest, nearest_region};
pub use region::{offered, region, regions, regions_of};
pub use search::{Query, common_rank, search, smallest_fitting};

use generated::{FAMILIES, KEYWORDS, NAMED_ONLY, TYPES};

/// The day of the catalogue's lists of types and offerings: `2026-10-27`.
pub const AS_OF: &str = generated::AS_OF;

/// All types, by family; within a family from small to large, metal types last.
pub fn instance_types() -> &'static [InstanceType] {
    &TYPES
}

/// The type of that exact name, withdrawn ones included.
pub fn instance_type(name: &str) -> Option<&'static InstanceType> {
    let (prefix, _) = name.split_once('.')?;
    family(prefix)?
        .types()
        .iter()
        .find(|known| known.name == name)
}

/// All families, by name.
pub fn families() -> &'static [Family] {
    &FAMILIES
}

/// The family of that exact name.
pub fn family(name: &str) -> Option<&'static Family> {
    by_name(&FAMILIES, name, |family| family.name)
}

/// The words that stand for families, by name.
pub fn keywords() -> &'static [Keyword] {
    &KEYWORDS
}

/// The keyword of that exact name.
pub fn keyword(name: &str) -> Option<&'static Keyword> {
    by_name(&KEYWORDS, name, |keyword| keyword.name)
}

/// Whether EC2's API or a price list knows the type though nothing describes it: announced, or
/// long gone. Such a name is no misspelling.
pub fn named_only(name: &str) -> bool {
    NAMED_ONLY.binary_search(&name).is_ok()
}

/// The types one entry of a compute environment's `instance_types` stands for: a type itself; a
/// family or a keyword without metal and withdrawn types. `None`: nothing of that name.
pub fn expand(entry: &str) -> Option<Vec<&'static InstanceType>> {
    // Only a type has a dot in its name.
    if entry.contains('.') {
        return instance_type(entry).map(|known| vec![known]);
    }
    if let Some(keyword) = keyword(entry) {
        return Some(keyword.families().flat_map(Family::launchable).collect());
    }
    if let Some(family) = family(entry) {
        return Some(family.launchable().collect());
    }
    instance_type(entry).map(|known| vec![known])
}

/// The row of a table sorted by name.
fn by_name<T>(
    table: &'static [T],
    name: &str,
    key: impl Fn(&T) -> &'static str,
) -> Option<&'static T> {
    let position = table.binary_search_by(|row| key(row).cmp(name)).ok()?;
    table.get(position)
}

impl Family {
    /// Its types, from small to large, metal types last, withdrawn ones included.
    pub fn types(&self) -> &'static [InstanceType] {
        let first = usize::from(self.first);
        &TYPES[first..first + usize::from(self.count)]
    }

    /// Its types that are not metal, from small to large.
    pub fn sizes(&self) -> &'static [InstanceType] {
        &self.types()[..usize::from(self.sizes)]
    }

    /// The types the family's name stands for: neither metal nor withdrawn.
    pub fn launchable(&self) -> impl Iterator<Item = &'static InstanceType> {
        self.sizes().iter().filter(|size| !size.withdrawn)
    }
}

impl Keyword {
    /// The families it stands for.
    pub fn families(&self) -> impl Iterator<Item = &'static Family> {
        self.families.iter().filter_map(|name| family(name))
    }
}

impl InstanceType {
    /// Its family.
    pub fn family(&self) -> &'static Family {
        &FAMILIES[usize::from(self.family)]
    }

    /// What stands behind the dot: `large`, `metal-24xl`.
    pub fn size(&self) -> &'static str {
        self.name.split_once('.').map_or("", |(_, size)| size)
    }

    /// Whole NVIDIA GPUs, the only ones a job's `gpus` counts.
    pub fn gpus(&self) -> u32 {
        match self.gpu {
            Some(gpu) if gpu.vendor == "NVIDIA" => u32::from(gpu.count),
            _ => 0,
        }
    }

    /// Whether AWS Batch schedules its GPUs.
    pub fn gpu_scheduling(&self) -> GpuScheduling {
        if self.gpus() == 0 {
            GpuScheduling::NoGpu
        } else if self.arch != Arch::X86_64 {
            GpuScheduling::CustomAmi
        } else if self.family().gpu_scheduled {
            GpuScheduling::Scheduled
        } else {
            GpuScheduling::Undocumented
        }
    }
}

#[cfg(test)]
mod tests;
