//! Regions, and which types they offer.

use super::generated::{OFFERS, REGIONS};
use super::{InstanceType, Offered, Region, by_name};

/// All regions of all partitions, by name.
pub fn regions() -> &'static [Region] {
    &REGIONS
}

/// The region of that exact name.
pub fn region(name: &str) -> Option<&'static Region> {
    by_name(&REGIONS, name, |region| region.name)
}

/// Whether a region offers a type. [`Offered::No`] only where EC2's own offerings say so
/// ([`Region::sure_offerings`]), as they were on [`super::AS_OF`].
pub fn offered(instance_type: &InstanceType, region: &str) -> Offered {
    let Some(position) = REGIONS.iter().position(|known| known.name == region) else {
        return Offered::Maybe;
    };
    let (offers, bit) = (&OFFERS[usize::from(instance_type.offers)], 1 << position);
    if offers.yes & bit != 0 {
        Offered::Yes
    } else if offers.maybe & bit != 0 || !REGIONS[position].sure_offerings {
        Offered::Maybe
    } else {
        Offered::No
    }
}

/// The regions that offer a type, by name.
pub fn regions_of(instance_type: &InstanceType) -> impl Iterator<Item = &'static Region> {
    let yes = OFFERS[usize::from(instance_type.offers)].yes;
    REGIONS
        .iter()
        .enumerate()
        .filter(move |(position, _)| yes & (1 << position) != 0)
        .map(|(_, region)| region)
}
