//! The Query protocol of IAM, EC2 and STS: a form in, XML out.

use std::collections::BTreeMap;

/// The parameters of a call, by their dotted names: `Filter.1.Value.2`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    pub fields: BTreeMap<String, String>,
}

impl Form {
    /// Reads `application/x-www-form-urlencoded`.
    pub fn parse(body: &str) -> Form {
        let _ = body;
        todo!("H3")
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }
}
