//! The short functions the rows of generated.rs are made with. All run when the crate is compiled.

use super::model::*;

/// An instance type as most are: Nitro, Spot, nothing special.
pub(super) const fn t(
    name: &'static str,
    family: u16,
    vcpus: u16,
    memory_mib: u32,
    arch: Arch,
    network_gbps: f32,
    offers: u16,
) -> InstanceType {
    InstanceType {
        name,
        vcpus,
        memory_mib,
        arch,
        hypervisor: Hypervisor::Nitro,
        metal: false,
        burstable: false,
        current: false,
        spot: true,
        capacity_block: false,
        withdrawn: false,
        gpu: None,
        neuron: None,
        accelerator: None,
        disks: None,
        efa: 0,
        network_gbps,
        family,
        offers,
    }
}

impl InstanceType {
    pub(super) const fn current(mut self) -> Self {
        self.current = true;
        self
    }
    pub(super) const fn metal(mut self) -> Self {
        self.metal = true;
        self.hypervisor = Hypervisor::None;
        self
    }
    pub(super) const fn xen(mut self) -> Self {
        self.hypervisor = Hypervisor::Xen;
        self
    }
    pub(super) const fn burstable(mut self) -> Self {
        self.burstable = true;
        self
    }
    pub(super) const fn no_spot(mut self) -> Self {
        self.spot = false;
        self
    }
    pub(super) const fn capacity_block(mut self) -> Self {
        self.capacity_block = true;
        self
    }
    pub(super) const fn withdrawn(mut self) -> Self {
        self.withdrawn = true;
        self
    }
    pub(super) const fn gpu(mut self, gpu: &'static Gpu) -> Self {
        self.gpu = Some(gpu);
        self
    }
    pub(super) const fn neuron(mut self, neuron: &'static Neuron) -> Self {
        self.neuron = Some(neuron);
        self
    }
    pub(super) const fn accelerator(mut self, accelerator: &'static Accelerator) -> Self {
        self.accelerator = Some(accelerator);
        self
    }
    pub(super) const fn disks(mut self, disks: &'static Disks) -> Self {
        self.disks = Some(disks);
        self
    }
    pub(super) const fn efa(mut self, interfaces: u8) -> Self {
        self.efa = interfaces;
        self
    }
}

/// GPUs: how many whole ones, name, maker, MiB of one, share of a GPU.
pub(super) const fn g(
    count: u8,
    name: &'static str,
    vendor: &'static str,
    memory_mib: u32,
    share: f32,
) -> Gpu {
    Gpu {
        count,
        name,
        vendor,
        memory_mib,
        share,
    }
}

/// Neuron devices: how many, name, cores of one, MiB of one.
pub(super) const fn n(count: u8, name: &'static str, cores: u8, memory_mib: u32) -> Neuron {
    Neuron {
        count,
        name,
        cores,
        memory_mib,
    }
}

/// Other accelerators.
pub(super) const fn a(count: u8, name: &'static str, vendor: &'static str) -> Accelerator {
    Accelerator {
        count,
        name,
        vendor,
    }
}

/// Local disks: how many, GB of one.
pub(super) const fn d(count: u8, gb: u32, kind: DiskKind, nvme: bool) -> Disks {
    Disks {
        count,
        gb,
        kind,
        nvme,
    }
}

/// A family: first type, types that are not metal, types.
pub(super) const fn f(
    name: &'static str,
    arch: Arch,
    batch: BatchSupport,
    evidence: Option<&'static Evidence>,
    first: u16,
    sizes: u16,
    count: u16,
) -> Family {
    Family {
        name,
        arch,
        batch,
        evidence,
        al2023: true,
        al2023_nvidia: true,
        gpu_scheduled: false,
        first,
        sizes,
        count,
    }
}

impl Family {
    pub(super) const fn not_on_al2023(mut self) -> Self {
        self.al2023 = false;
        self
    }
    pub(super) const fn not_on_al2023_nvidia(mut self) -> Self {
        self.al2023_nvidia = false;
        self
    }
    pub(super) const fn gpu_scheduled(mut self) -> Self {
        self.gpu_scheduled = true;
        self
    }
}

/// Evidence: source, date, what it says.
pub(super) const fn e(source: &'static str, date: &'static str, says: &'static str) -> Evidence {
    Evidence { source, date, says }
}

/// A keyword.
pub(super) const fn k(
    name: &'static str,
    arch: Arch,
    families: &'static [&'static str],
) -> Keyword {
    Keyword {
        name,
        arch,
        families,
    }
}

/// A region: name, partition, DNS suffix, long name, Batch, Fargate, EC2's own offerings known.
pub(super) const fn r(
    name: &'static str,
    partition: &'static str,
    dns_suffix: &'static str,
    long_name: &'static str,
    batch: bool,
    fargate: bool,
    sure_offerings: bool,
) -> Region {
    Region {
        name,
        partition,
        dns_suffix,
        long_name,
        batch,
        fargate,
        sure_offerings,
    }
}

/// Regions, a bit each: sure, and named by a price list alone.
pub(super) const fn o(yes: u64, maybe: u64) -> Offers {
    Offers { yes, maybe }
}

/// A Fargate size: vCPUs, Linux only, Windows too, MiB.
pub(super) const fn s(
    vcpus: f64,
    linux_only: bool,
    windows: bool,
    memory_mib: &'static [u32],
) -> FargateSize {
    FargateSize {
        vcpus,
        memory_mib,
        linux_only,
        windows,
    }
}
