//! Launch templates with what their newest version says.

use super::{Wanted, concerns, many, meant, tags, text};
use crate::aws::client::{Aws, CallError, Op};
use crate::aws::model::{ItemKind, Live, TAG_PROJECT};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Up to so many, each template's newest version is asked for by itself; above, those of the
/// whole region at once.
const ONE_BY_ONE: usize = 4;

/// The project's templates and those of wanted names.
pub async fn read(aws: &Aws, project: &str, wanted: &Wanted) -> Result<Vec<Live>, CallError> {
    let names = wanted.of(ItemKind::LaunchTemplate);
    let ours = json!({"Filters": [{"Name": format!("tag:{TAG_PROJECT}"), "Values": [project]}]});
    let named: Vec<&str> = names.iter().copied().collect();
    // EC2 takes 200 values in a filter.
    let mut inputs = vec![ours];
    inputs.extend(
        named
            .chunks(200)
            .map(|names| json!({"Filters": [{"Name": "launch-template-name", "Values": names}]})),
    );
    let answers = many::lists(aws, Op::DescribeLaunchTemplates, inputs, "launchTemplates").await;
    let mut found: BTreeMap<String, Live> = BTreeMap::new();
    for answer in answers {
        for template in answer? {
            if let Some(live) = live(&template)
                && concerns(&live, project, &names)
            {
                found.insert(live.id.clone(), live);
            }
        }
    }
    let ids: Vec<String> = found
        .values()
        .filter(|live| live.project.as_deref() == Some(project))
        .map(|live| live.id.clone())
        .collect();
    for version in newest(aws, &ids).await? {
        let id = text(&version, "launchTemplateId").unwrap_or_default();
        if let Some(live) = found.get_mut(&id) {
            let data = documented(&version["launchTemplateData"]);
            live.properties = json!({ "LaunchTemplateData": data });
        }
    }
    Ok(found.into_values().collect())
}

fn live(template: &Value) -> Option<Live> {
    let id = text(template, "launchTemplateId")?;
    let mut live = Live::new(ItemKind::LaunchTemplate, id.clone())
        .with_tags(tags(template, "tagSet", "key", "value"));
    live.name = text(template, "launchTemplateName");
    live.properties = json!({});
    let version = |field: &str| meant(&template[field]);
    live.attributes = BTreeMap::from([
        ("id".to_owned(), json!(id)),
        ("name".to_owned(), json!(live.name)),
        ("latest_version".to_owned(), version("latestVersionNumber")),
        (
            "default_version".to_owned(),
            version("defaultVersionNumber"),
        ),
    ]);
    live.extra = json!({
        "LatestVersion": version("latestVersionNumber"),
        "DefaultVersion": version("defaultVersionNumber"),
    });
    Some(live)
}

/// The newest version of each template.
async fn newest(aws: &Aws, ids: &[String]) -> Result<Vec<Value>, CallError> {
    let op = Op::DescribeLaunchTemplateVersions;
    let set = "launchTemplateVersionSet";
    let mut found = Vec::new();
    let mut left: Vec<&String> = ids.iter().collect();
    if ids.len() > ONE_BY_ONE {
        let input = json!({"Versions": ["$Latest"], "MaxResults": 200});
        // Not every endpoint takes the call without a template.
        if let Ok(versions) = aws.all(op, input, set).await {
            found = versions;
        }
        let has = |id: &str| found.iter().any(|one| one["launchTemplateId"] == id);
        left.retain(|id| !has(id));
    }
    let inputs = left
        .into_iter()
        .map(|id| json!({"LaunchTemplateId": id, "Versions": ["$Latest"]}))
        .collect();
    for answer in many::lists(aws, op, inputs, set).await {
        match answer {
            Ok(versions) => found.extend(versions),
            // Deleted since.
            Err(error) if error.is_not_found() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// Template data by the names CreateLaunchTemplate is documented with:
/// `blockDeviceMappingSet` is `BlockDeviceMappings`.
pub fn documented(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(documented).collect(),
        Value::Object(members) => {
            let mut out = Map::new();
            for (name, value) in members {
                if !value.is_null() {
                    out.insert(documented_name(name), documented(value));
                }
            }
            Value::Object(out)
        }
        // Tags and user data stay text whatever they look like.
        other => other.clone(),
    }
}

fn documented_name(name: &str) -> String {
    let known = match name {
        "groupSet" => "Groups",
        "licenseSet" => "LicenseSpecifications",
        "ipv6AddressesSet" => "Ipv6Addresses",
        "privateIpAddressesSet" => "PrivateIpAddresses",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    let (name, plural) = match name.strip_suffix("Set") {
        Some(name) => (name, "s"),
        None => (name, ""),
    };
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first
        .into_iter()
        .chain(letters)
        .chain(plural.chars())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_has_the_names_of_the_request() {
        let answer = json!({
            "blockDeviceMappingSet": [{"deviceName": "/dev/xvda", "ebs": {"volumeSize": "100"}}],
            "metadataOptions": {"httpTokens": "required"},
            "userData": "12",
            "tagSpecificationSet": [{"tagSet": [{"key": "a", "value": "b"}]}],
            "kernelId": null,
        });
        let expected = json!({
            "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": "100"}}],
            "MetadataOptions": {"HttpTokens": "required"},
            "UserData": "12",
            "TagSpecifications": [{"Tags": [{"Key": "a", "Value": "b"}]}],
        });
        assert_eq!(documented(&answer), expected);
    }
}
