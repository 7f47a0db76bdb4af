//! The account: what all services of it hold, and what a call sees of it.

use super::{Options, batch, ec2, iam};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Milliseconds since 1970.
pub type Millis = u64;

/// Everything there is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Account {
    pub iam: iam::Iam,
    pub regions: BTreeMap<String, Region>,
    /// Grows with every id given out, so that ids never repeat.
    pub serial: u64,
}

/// What lives in one region.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Region {
    pub batch: batch::Batch,
    pub ec2: ec2::Ec2,
}

/// One call's view of the account.
pub struct Context<'a> {
    pub account: &'a mut Account,
    /// The region that was called.
    pub region: &'a str,
    pub options: &'a Options,
    pub now: Millis,
}

impl Context<'_> {
    /// What lives in the region called; a region comes into being when it is first called, with
    /// its default VPC.
    pub fn here(&mut self) -> &mut Region {
        if !self.account.regions.contains_key(self.region) {
            let mut region = Region::default();
            region.ec2 = ec2::Ec2::with_default_vpc(self.region, &mut self.account.serial);
            self.account.regions.insert(self.region.to_owned(), region);
        }
        self.account
            .regions
            .get_mut(self.region)
            .expect("inserted above")
    }

    /// A new id: `vpc-0a1b…` with seventeen digits as EC2 has them.
    pub fn id(&mut self, prefix: &str) -> String {
        new_id(prefix, &mut self.account.serial)
    }

    pub fn account_id(&self) -> &str {
        &self.options.account
    }

    /// `aws`, `aws-cn` or `aws-us-gov`, from the region's name.
    pub fn partition(&self) -> &'static str {
        if self.region.starts_with("cn-") {
            "aws-cn"
        } else if self.region.starts_with("us-gov-") {
            "aws-us-gov"
        } else {
            "aws"
        }
    }
}

/// An id that looks random and is the same in every run.
pub fn new_id(prefix: &str, serial: &mut u64) -> String {
    *serial += 1;
    let mut x = serial.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x ^= x >> 29;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 32;
    format!("{prefix}-0{x:016x}")
}
