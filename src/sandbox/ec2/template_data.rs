//! The data of a launch template: from the dotted names of a request to the elements of an answer.
//!
//! It is kept as it came, under the names of the request, so that whatever AWS knows can be kept;
//! `template_fields.txt` says what that is, and what it is called in answers.

use super::super::Fault;
use super::super::query::Form;
use super::super::xml::Element;
use super::common::invalid;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One field a template may have.
struct Field {
    kind: char,
    /// What a text may be, where AWS has a list.
    values: Vec<&'static str>,
    shown: &'static str,
    item: &'static str,
}

/// By their paths, `*` for the numbers of lists.
static FIELDS: LazyLock<BTreeMap<&'static str, Field>> = LazyLock::new(|| {
    let lines = include_str!("template_fields.txt").lines();
    lines
        .filter_map(|line| {
            let mut words = line.split(' ');
            let (path, kind) = (words.next()?, words.next()?);
            let (kind, values) = kind.split_once(':').unwrap_or((kind, ""));
            let field = Field {
                kind: kind.chars().next()?,
                values: values
                    .split('|')
                    .filter(|value| !value.is_empty())
                    .collect(),
                shown: words.next()?,
                item: words.next().unwrap_or(""),
            };
            Some((path, field))
        })
        .collect()
});

/// What a template's version holds, by the dotted names of requests.
pub(super) type Data = BTreeMap<String, String>;

/// The path of a name: `BlockDeviceMapping.1.Ebs` is `BlockDeviceMapping.*.Ebs`.
fn path_of(name: &str) -> String {
    let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = name
        .split('.')
        .map(|part| if number(part) { "*" } else { part });
    parts.collect::<Vec<_>>().join(".")
}

/// Reads the data of a request; a field that AWS does not know is refused.
pub(super) fn read(form: &Form) -> Result<Data, Fault> {
    let given = form.part("LaunchTemplateData").fields;
    for (name, value) in &given {
        let Some(field) = FIELDS.get(path_of(name).as_str()) else {
            return Err(Fault::new(
                400,
                "UnknownParameter",
                format!("The parameter LaunchTemplateData.{name} is not recognized"),
            ));
        };
        check(name, value, field)?;
    }
    if let Some(text) = given.get("UserData") {
        check_user_data(text)?;
    }
    Ok(given)
}

fn check(name: &str, value: &str, field: &Field) -> Result<(), Fault> {
    let right = match field.kind {
        'i' => value.parse::<i64>().is_ok(),
        'd' => value.parse::<f64>().is_ok(),
        'b' => matches!(value, "true" | "false"),
        // An empty list or object is sent as an empty text.
        'o' | 'l' => value.is_empty(),
        _ => field.values.is_empty() || value.is_empty() || field.values.contains(&value),
    };
    if right {
        return Ok(());
    }
    let last = name.rsplit('.').next().unwrap_or(name);
    Err(invalid(format!(
        "Value ({value}) for parameter {last} is invalid."
    )))
}

/// The most user data has before it is encoded.
const USER_DATA: usize = 16_384;

fn check_user_data(text: &str) -> Result<(), Fault> {
    let bytes: Vec<u8> = text
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let padding = bytes.iter().rev().take_while(|byte| **byte == b'=').count();
    let body = &bytes[..bytes.len() - padding];
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    if !body.iter().all(fits) || padding > 2 || (bytes.len() % 4 != 0) {
        return Err(Fault::new(
            400,
            "InvalidUserData.Malformed",
            "Invalid BASE64 encoding of user data.",
        ));
    }
    if bytes.len() / 4 * 3 - padding > USER_DATA {
        return Err(invalid(format!(
            "User data is limited to {USER_DATA} bytes"
        )));
    }
    Ok(())
}

/// A source version's data with what a request has instead: whole top fields at a time.
pub(super) fn merge(source: &Data, given: Data) -> Data {
    let top = |name: &str| name.split('.').next().unwrap_or(name).to_owned();
    let replaced: Vec<String> = given.keys().map(|name| top(name)).collect();
    let kept = source
        .iter()
        .filter(|(name, _)| !replaced.contains(&top(name)));
    let kept = kept.map(|(name, value)| (name.clone(), value.clone()));
    kept.chain(given).collect()
}

/// Whether instances of the template get security groups from it.
pub(super) fn has_groups(data: &Data) -> bool {
    data.keys().any(|name| {
        let path = path_of(name);
        matches!(
            path.as_str(),
            "SecurityGroupId.*" | "SecurityGroup.*" | "NetworkInterface.*.SecurityGroupId.*"
        )
    })
}

#[derive(Default)]
struct Node {
    text: Option<String>,
    /// By number, then by name.
    children: BTreeMap<(usize, String), Node>,
}

/// `<launchTemplateData>` as answers have it.
pub(super) fn render(data: &Data) -> Element {
    let mut root = Node::default();
    for (name, value) in data {
        let mut node = &mut root;
        for part in name.split('.') {
            let number = part.parse().unwrap_or(0);
            node = node.children.entry((number, part.to_owned())).or_default();
        }
        node.text = Some(value.clone());
    }
    let mut element = Element::new("launchTemplateData");
    fields(&root, "", &mut element);
    element
}

fn fields(node: &Node, path: &str, out: &mut Element) {
    for ((_, name), child) in &node.children {
        let path = match path {
            "" => name.clone(),
            path => format!("{path}.{name}"),
        };
        let Some(field) = FIELDS.get(path.as_str()) else {
            continue;
        };
        let mut element = Element::new(field.shown);
        match field.kind {
            'o' => fields(child, &path, &mut element),
            'l' => {
                let inner = format!("{path}.*");
                for entry in child.children.values() {
                    let mut item = Element::new(field.item);
                    item.text = entry.text.clone().unwrap_or_default();
                    fields(entry, &inner, &mut item);
                    element.children.push(item);
                }
            }
            _ => element.text = child.text.clone().unwrap_or_default(),
        }
        out.children.push(element);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(body: &str) -> Result<Data, Fault> {
        read(&Form::parse(body))
    }

    #[test]
    fn comes_back_under_the_names_of_answers() {
        let body = "LaunchTemplateData.BlockDeviceMapping.1.DeviceName=%2Fdev%2Fxvda\
            &LaunchTemplateData.BlockDeviceMapping.1.Ebs.VolumeSize=50\
            &LaunchTemplateData.MetadataOptions.HttpTokens=required\
            &LaunchTemplateData.SecurityGroupId.1=sg-1&LaunchTemplateData.SecurityGroupId.2=sg-2\
            &LaunchTemplateData.NetworkInterface.1.SecurityGroupId.1=sg-3\
            &LaunchTemplateData.TagSpecification.1.Tag.1.Key=a";
        let data = data(body).unwrap();
        let xml = render(&data);
        assert_eq!(
            xml.at("blockDeviceMappingSet/item/ebs/volumeSize"),
            Some("50")
        );
        assert_eq!(xml.at("metadataOptions/httpTokens"), Some("required"));
        assert_eq!(xml.find("securityGroupIdSet").unwrap().children.len(), 2);
        assert_eq!(
            xml.at("networkInterfaceSet/item/groupSet/groupId"),
            Some("sg-3")
        );
        assert_eq!(
            xml.at("tagSpecificationSet/item/tagSet/item/key"),
            Some("a")
        );
        assert!(has_groups(&data));
    }

    #[test]
    fn refuses_what_ec2_refuses() {
        for (body, code) in [
            ("LaunchTemplateData.Colour=red", "UnknownParameter"),
            (
                "LaunchTemplateData.UserData=%21",
                "InvalidUserData.Malformed",
            ),
            (
                "LaunchTemplateData.MetadataOptions.HttpTokens=maybe",
                "InvalidParameterValue",
            ),
            (
                "LaunchTemplateData.EbsOptimized=yes",
                "InvalidParameterValue",
            ),
            (
                "LaunchTemplateData.BlockDeviceMapping.1.Ebs.VolumeSize=big",
                "InvalidParameterValue",
            ),
        ] {
            assert_eq!(data(body).unwrap_err().code, code, "{body}");
        }
        let long = "A".repeat(21_848);
        assert!(data(&format!("LaunchTemplateData.UserData={long}")).is_err());
        assert!(data("LaunchTemplateData.UserData=aGVsbG8%3D").is_ok());
    }

    #[test]
    fn a_version_takes_over_its_source() {
        let one = data("LaunchTemplateData.ImageId=ami-1&LaunchTemplateData.MetadataOptions.HttpTokens=required&LaunchTemplateData.MetadataOptions.HttpEndpoint=enabled").unwrap();
        let two = merge(
            &one,
            data("LaunchTemplateData.MetadataOptions.HttpTokens=optional").unwrap(),
        );
        let xml = render(&two);
        assert_eq!(xml.at("imageId"), Some("ami-1"));
        assert_eq!(xml.at("metadataOptions/httpEndpoint"), None);
    }
}
