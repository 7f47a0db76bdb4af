//! STS: who is calling.

use super::query::Form;
use super::xml::{Element, request_id};
use super::{Context, Fault};

const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// Answers one call; the element is the whole response document.
pub fn handle(cx: &mut Context, action: &str, form: &Form) -> Result<Element, Fault> {
    let _ = form;
    if action != "GetCallerIdentity" {
        return Err(Fault::new(
            400,
            "InvalidAction",
            format!("Could not find operation {action} for version 2011-06-15"),
        ));
    }
    let account = cx.account_id();
    let arn = format!("arn:{}:iam::{account}:user/sandbox", cx.partition());
    let result = Element::new("GetCallerIdentityResult")
        .set("Arn", arn)
        .set("UserId", "AIDASANDBOX0000000000")
        .set("Account", account);
    let metadata = Element::new("ResponseMetadata").set("RequestId", request_id(cx, action));
    Ok(Element::new("GetCallerIdentityResponse")
        .set("@xmlns", NAMESPACE)
        .with(result)
        .with(metadata))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::{Account, Options};

    #[test]
    fn says_who_calls() {
        let (mut account, options) = (Account::default(), Options::default());
        let mut cx = Context {
            account: &mut account,
            region: "us-gov-west-1",
            options: &options,
            now: 0,
        };
        let answer = handle(&mut cx, "GetCallerIdentity", &Form::default()).unwrap();
        let arn = answer.at("GetCallerIdentityResult/Arn");
        assert_eq!(arn, Some("arn:aws-us-gov:iam::123456789012:user/sandbox"));
        let fault = handle(&mut cx, "AssumeRole", &Form::default()).unwrap_err();
        assert_eq!((fault.status, fault.code), (400, "InvalidAction"));
    }
}
