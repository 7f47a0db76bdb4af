//! EC2 called as the server calls it.

mod groups;
mod networks;
mod reading;
mod templates;

use super::super::query::Form;
use super::super::xml::Element;
use super::super::{Account, Context, Fault, Options};

struct Sandbox {
    account: Account,
    options: Options,
    region: &'static str,
    now: u64,
}

impl Sandbox {
    fn new() -> Sandbox {
        Sandbox::of("us-east-1")
    }

    fn of(region: &'static str) -> Sandbox {
        Sandbox {
            account: Account::default(),
            options: Options::default(),
            region,
            now: 1_000_000,
        }
    }

    /// A call with its fields as they are on the wire: `VpcId=vpc-1&Tag.1.Key=a`.
    fn call(&mut self, action: &str, fields: &str) -> Result<Element, Fault> {
        let mut cx = Context {
            account: &mut self.account,
            region: self.region,
            options: &self.options,
            now: self.now,
        };
        super::handle(&mut cx, action, &Form::parse(fields))
    }

    fn ok(&mut self, action: &str, fields: &str) -> Element {
        let answer = self.call(action, fields);
        answer.unwrap_or_else(|fault| panic!("{action} {fields}: {fault:?}"))
    }

    /// The code and message of a fault.
    fn fails(&mut self, action: &str, fields: &str) -> (&'static str, String) {
        match self.call(action, fields) {
            Ok(answer) => panic!("{action} {fields}: {}", answer.render()),
            Err(fault) => (fault.code, fault.message),
        }
    }

    fn refused(&mut self, action: &str, fields: &str, code: &str) {
        assert_eq!(self.fails(action, fields).0, code, "{action} {fields}");
    }

    /// The text at a path of an answer.
    fn get(&mut self, action: &str, fields: &str, path: &str) -> String {
        let answer = self.ok(action, fields);
        let text = answer.at(path);
        text.unwrap_or_else(|| panic!("no {path} in {}", answer.render()))
            .to_owned()
    }

    fn each(&mut self, action: &str, fields: &str, set: &str, name: &str) -> Vec<String> {
        let answer = self.ok(action, fields);
        let texts = answer.each(set, name).into_iter();
        texts.map(str::to_owned).collect()
    }

    fn default_vpc(&mut self) -> String {
        self.get(
            "DescribeVpcs",
            "Filter.1.Name=is-default&Filter.1.Value.1=true",
            "vpcSet/item/vpcId",
        )
    }

    fn vpc(&mut self) -> String {
        self.get("CreateVpc", "CidrBlock=10.0.0.0/16", "vpc/vpcId")
    }

    fn subnet(&mut self, vpc: &str, cidr: &str, zone: &str) -> String {
        let fields = format!("VpcId={vpc}&CidrBlock={cidr}&AvailabilityZone={zone}");
        self.get("CreateSubnet", &fields, "subnet/subnetId")
    }

    fn group(&mut self, vpc: &str, name: &str) -> String {
        let fields = format!("VpcId={vpc}&GroupName={name}&GroupDescription=d");
        self.get("CreateSecurityGroup", &fields, "groupId")
    }
}
