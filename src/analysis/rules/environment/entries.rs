//! What an entry of `instance_types` stands for, as the catalogue knows it.

use crate::catalog::{self, Arch, BatchSupport, Family, InstanceType, Keyword, Offered};

/// Families sold in Capacity Blocks of which AWS's price list names no On-Demand price.
const CAPACITY_BLOCKS_ONLY: [&str; 3] = ["p5e", "trn2", "trn2u"];

/// What AWS Batch takes in every region, to be proposed for what it does not take.
const ALTERNATIVES: [(Arch, [&str; 3]); 2] = [
    (Arch::X86_64, ["m6i", "c6i", "r6i"]),
    (Arch::Arm64, ["m6g", "c6g", "r6g"]),
];

/// A type, a family or a keyword.
#[derive(Clone, Copy)]
pub enum Entry {
    Type(&'static InstanceType),
    Family(&'static Family),
    Keyword(&'static Keyword),
}

/// GPUs as far as machine images go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gpu {
    None,
    Nvidia,
    Other,
}

/// How AWS Batch stands to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Taken, or nothing speaks against it.
    Taken,
    Refused,
    /// Its like are refused; nobody has reported it.
    ProbablyRefused,
    /// Cannot run the containers of jobs.
    Unusable,
    /// A family without a size but metal, so that its name stands for none.
    MetalOnly,
}

/// What an entry stands for; `None`: the catalogue has nothing of that name.
pub fn find(name: &str) -> Option<Entry> {
    if let Some(keyword) = catalog::keyword(name) {
        return Some(Entry::Keyword(keyword));
    }
    if let Some(family) = catalog::family(name) {
        return Some(Entry::Family(family));
    }
    catalog::instance_type(name).map(Entry::Type)
}

impl Entry {
    fn of_family(&self) -> Option<&'static Family> {
        match self {
            Entry::Type(one) => Some(one.family()),
            Entry::Family(family) => Some(family),
            Entry::Keyword(_) => None,
        }
    }

    /// The family's name; of a keyword its own.
    pub fn family(&self) -> &'static str {
        match self {
            Entry::Keyword(keyword) => keyword.name,
            Entry::Type(_) | Entry::Family(_) => self.of_family().map_or("", |family| family.name),
        }
    }

    pub fn is_arm(&self) -> bool {
        let arch = match self {
            Entry::Type(one) => one.arch,
            Entry::Family(family) => family.arch,
            Entry::Keyword(keyword) => keyword.arch,
        };
        matches!(arch, Arch::Arm64 | Arch::Arm64Mac)
    }

    /// Every type it stands for, withdrawn ones too.
    fn types(&self) -> Vec<&'static InstanceType> {
        match self {
            Entry::Type(one) => vec![one],
            Entry::Family(family) => family.sizes().iter().collect(),
            Entry::Keyword(keyword) => keyword.families().flat_map(Family::sizes).collect(),
        }
    }

    pub fn gpu(&self) -> Gpu {
        let gpus = self.types().into_iter().filter_map(|one| one.gpu);
        gpus.fold(Gpu::None, |known, gpu| match (known, gpu.vendor) {
            (Gpu::Nvidia, _) | (_, "NVIDIA") => Gpu::Nvidia,
            _ => Gpu::Other,
        })
    }

    pub fn verdict(&self) -> Verdict {
        let Some(family) = self.of_family() else {
            return Verdict::Taken;
        };
        match family.batch {
            BatchSupport::Refused => Verdict::Refused,
            BatchSupport::RefusedInferred => Verdict::ProbablyRefused,
            BatchSupport::Unusable => Verdict::Unusable,
            BatchSupport::Accepted | BatchSupport::Unverified => match self {
                Entry::Family(family) if family.sizes().is_empty() => Verdict::MetalOnly,
                _ => Verdict::Taken,
            },
        }
    }

    /// Nothing it stands for is offered any more.
    pub fn withdrawn(&self) -> bool {
        let types = self.types();
        !types.is_empty() && types.iter().all(|one| one.withdrawn)
    }

    /// Whether a region has any of it; `None` where the catalogue cannot tell.
    pub fn offered_in(&self, region: &str) -> Option<bool> {
        let mut known = false;
        for one in self.types() {
            match catalog::offered(one, region) {
                Offered::Yes => return Some(true),
                Offered::Maybe => return None,
                Offered::No => known = true,
            }
        }
        known.then_some(false)
    }

    pub fn sold_as_spot(&self) -> bool {
        self.types().iter().any(|one| one.spot)
    }

    pub fn capacity_block_only(&self) -> bool {
        CAPACITY_BLOCKS_ONLY.contains(&self.family())
    }

    /// A metal type of a family that has nothing else.
    pub fn first_metal(&self) -> Option<&'static str> {
        match self {
            Entry::Family(family) => family.types().first().map(|one| one.name),
            _ => None,
        }
    }

    /// What AWS Batch takes that is most like it: as many vCPUs and as much memory at least.
    pub fn alternative(&self) -> Option<&'static str> {
        if self.verdict() == Verdict::MetalOnly {
            return None;
        }
        let arch = self.of_family()?.arch;
        let (_, families) = ALTERNATIVES.iter().find(|(of, _)| *of == arch)?;
        let Entry::Type(one) = self else {
            return families.first().copied();
        };
        families
            .iter()
            .filter_map(|name| catalog::family(name))
            .flat_map(Family::launchable)
            .filter(|other| other.vcpus >= one.vcpus && other.memory_mib >= one.memory_mib)
            .min_by_key(|other| (other.vcpus, other.memory_mib, other.name))
            .map(|other| other.name)
    }
}

/// A name that may be that of a type launched since the catalogue was made: `m9x`, `m9x.large`.
pub fn plausible(name: &str) -> bool {
    let (family, size) = name.split_once('.').unwrap_or((name, "large"));
    let letters = family.bytes().take_while(u8::is_ascii_lowercase).count();
    let digits = family
        .bytes()
        .skip(letters)
        .take_while(u8::is_ascii_digit)
        .count();
    let rest = family.bytes().skip(letters + digits);
    let sized = ["large", "medium", "small", "micro", "nano"];
    (1..=3).contains(&letters)
        && (1..=2).contains(&digits)
        && rest
            .into_iter()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && (size.starts_with("metal") || sized.iter().any(|end| size.ends_with(end)))
}

/// The sizes of a family, as a list to read.
pub fn sizes(family: &str) -> Option<String> {
    let types = catalog::family(family)?.types();
    let sizes: Vec<&str> = types
        .iter()
        .filter(|one| !one.withdrawn)
        .map(InstanceType::size)
        .collect();
    (!sizes.is_empty()).then(|| sizes.join(", "))
}
