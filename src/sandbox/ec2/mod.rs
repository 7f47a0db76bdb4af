//! EC2, as far as Batch set-ups need it: VPCs and what is in them, security groups, launch templates.

use super::query::Form;
use super::xml::Element;
use super::{Context, Fault};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Ec2 {}

/// Answers one call; the element is the whole response document.
pub fn handle(cx: &mut Context, action: &str, form: &Form) -> Result<Element, Fault> {
    let _ = (cx, action, form);
    todo!("H3")
}

impl Ec2 {
    /// A region as AWS gives it to a new account: one VPC, a subnet in each zone, a gateway, and
    /// the default security group.
    pub fn with_default_vpc(region: &str, serial: &mut u64) -> Ec2 {
        let _ = (region, serial);
        todo!("H3")
    }

    /// The VPC a subnet lies in.
    pub fn vpc_of_subnet(&self, id: &str) -> Option<&str> {
        let _ = id;
        todo!("H3")
    }

    /// The VPC of a security group.
    pub fn vpc_of_group(&self, id: &str) -> Option<&str> {
        let _ = id;
        todo!("H3")
    }

    /// Whether a launch template has a version (`$Latest`, `$Default`, a number), by id or name.
    /// `Some(number)` is the version it comes to.
    pub fn launch_template_version(&self, id_or_name: &str, version: &str) -> Option<u64> {
        let _ = (id_or_name, version);
        todo!("H3")
    }

    /// Whether a launch template's data has security groups of its own.
    pub fn launch_template_has_groups(&self, id_or_name: &str, version: &str) -> bool {
        let _ = (id_or_name, version);
        todo!("H3")
    }
}
