//! Requests of AWS's Query protocol: JSON as `application/x-www-form-urlencoded` fields.

use serde_json::Value;

/// How a list's elements are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lists {
    /// EC2: `Filter.1.Name`.
    Plain,
    /// IAM and STS: `Tags.member.1.Key`.
    Members,
}

/// The body of a request.
pub fn body(action: &str, version: &str, input: &Value, lists: Lists) -> String {
    let mut fields = vec![
        ("Action".to_owned(), action.to_owned()),
        ("Version".to_owned(), version.to_owned()),
    ];
    flatten(input, lists, &mut fields);
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    pairs.join("&")
}

/// The fields an object comes to. Nulls and empty lists come to none.
pub fn flatten(input: &Value, lists: Lists, fields: &mut Vec<(String, String)>) {
    if let Value::Object(members) = input {
        for (name, value) in members {
            field(name, value, lists, fields);
        }
    }
}

fn field(name: &str, value: &Value, lists: Lists, fields: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::String(text) => fields.push((name.to_owned(), text.clone())),
        Value::Bool(_) | Value::Number(_) => fields.push((name.to_owned(), value.to_string())),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                let name = match lists {
                    Lists::Plain => format!("{name}.{}", at + 1),
                    Lists::Members => format!("{name}.member.{}", at + 1),
                };
                field(&name, item, lists, fields);
            }
        }
        // A policy is text to both services.
        Value::Object(_) if name.ends_with("PolicyDocument") => {
            fields.push((name.to_owned(), value.to_string()));
        }
        Value::Object(members) => {
            for (member, value) in members {
                field(&format!("{name}.{member}"), value, lists, fields);
            }
        }
    }
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(byte as char);
            }
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(HEX[(byte >> 4) as usize] as char);
                out.push(HEX[(byte & 15) as usize] as char);
            }
        }
    }
    out
}

/// Text with `%7B` and the like put back; `+` stays one, as IAM's policies have it.
pub fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes
            .get(at + 1..at + 3)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match hex {
            Some(byte) if bytes[at] == b'%' => {
                out.push(byte);
                at += 3;
            }
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shown(input: Value, lists: Lists) -> Vec<String> {
        let mut fields = Vec::new();
        flatten(&input, lists, &mut fields);
        let pair = |(name, value): (String, String)| format!("{name}={value}");
        fields.into_iter().map(pair).collect()
    }

    #[test]
    fn ec2_numbers_lists_and_dots_objects() {
        let input = json!({
            "VpcId": "vpc-1",
            "Filter": [{"Name": "tag:batchlang:project", "Value": ["p", "q"]}],
            "EnableDnsSupport": {"Value": true},
            "MaxResults": 100,
            "Empty": [],
            "Nothing": null,
        });
        assert_eq!(
            shown(input, Lists::Plain),
            [
                "VpcId=vpc-1",
                "Filter.1.Name=tag:batchlang:project",
                "Filter.1.Value.1=p",
                "Filter.1.Value.2=q",
                "EnableDnsSupport.Value=true",
                "MaxResults=100",
            ]
        );
    }

    #[test]
    fn iam_says_member_and_takes_policies_as_text() {
        let input = json!({
            "Tags": [{"Key": "a", "Value": ""}],
            "AssumeRolePolicyDocument": {"Version": "2012-10-17"},
        });
        assert_eq!(
            shown(input, Lists::Members),
            [
                "Tags.member.1.Key=a",
                "Tags.member.1.Value=",
                "AssumeRolePolicyDocument={\"Version\":\"2012-10-17\"}",
            ]
        );
    }

    #[test]
    fn text_goes_there_and_back() {
        let text = "{\"a b\": \"ü+%&=/\"}";
        assert!(!encoded(text).contains([' ', '&', '=', '/', '+', '"']));
        assert_eq!(decoded(&encoded(text)), text);
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%zz%C3"), "%zz\u{fffd}");
    }

    #[test]
    fn a_body_names_its_action() {
        assert_eq!(
            body(
                "DescribeVpcs",
                "2016-11-15",
                &json!({"VpcId": ["a b"]}),
                Lists::Plain
            ),
            "Action=DescribeVpcs&Version=2016-11-15&VpcId.1=a%20b"
        );
    }
}
