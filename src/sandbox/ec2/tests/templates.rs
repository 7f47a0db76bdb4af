//! Launch templates.

use super::Sandbox;

const DATA: &str = "LaunchTemplateData.ImageId=ami-1";

fn make(s: &mut Sandbox, name: &str) -> String {
    s.get(
        "CreateLaunchTemplate",
        &format!("LaunchTemplateName={name}&{DATA}"),
        "launchTemplate/launchTemplateId",
    )
}

#[test]
fn versions_of_a_template() {
    let mut s = Sandbox::new();
    let fields = format!(
        "LaunchTemplateName=abc&{DATA}&TagSpecification.1.ResourceType=launch-template&TagSpecification.1.Tag.1.Key=k&TagSpecification.1.Tag.1.Value=v&VersionDescription=first"
    );
    let answer = s.ok("CreateLaunchTemplate", &fields);
    let made = answer.find("launchTemplate").unwrap();
    let id = made.at("launchTemplateId").unwrap().to_owned();
    assert_eq!(
        (
            made.at("defaultVersionNumber"),
            made.at("latestVersionNumber")
        ),
        (Some("1"), Some("1"))
    );
    assert_eq!(made.at("tagSet/item/value"), Some("v"));
    let second =
        format!("LaunchTemplateId={id}&SourceVersion=1&LaunchTemplateData.EbsOptimized=true");
    let answer = s.ok("CreateLaunchTemplateVersion", &second);
    assert_eq!(answer.at("launchTemplateVersion/versionNumber"), Some("2"));
    assert_eq!(
        answer.at("launchTemplateVersion/launchTemplateData/imageId"),
        Some("ami-1")
    );
    assert_eq!(
        answer.at("launchTemplateVersion/defaultVersion"),
        Some("false")
    );
    let numbers = s.each(
        "DescribeLaunchTemplateVersions",
        "LaunchTemplateName=abc",
        "launchTemplateVersionSet",
        "versionNumber",
    );
    assert_eq!(numbers, ["2", "1"]);
    let latest = format!("LaunchTemplateId={id}&LaunchTemplateVersion.1=$Latest");
    assert_eq!(
        s.get(
            "DescribeLaunchTemplateVersions",
            &latest,
            "launchTemplateVersionSet/item/versionNumber"
        ),
        "2"
    );
    let all = s.each(
        "DescribeLaunchTemplateVersions",
        "LaunchTemplateVersion.1=%24Default",
        "launchTemplateVersionSet",
        "versionDescription",
    );
    assert_eq!(all, ["first"]);
    s.ok(
        "ModifyLaunchTemplate",
        &format!("LaunchTemplateId={id}&SetDefaultVersion=2"),
    );
    s.refused(
        "ModifyLaunchTemplate",
        &format!("LaunchTemplateId={id}&SetDefaultVersion=9"),
        "InvalidLaunchTemplateId.VersionNotFound",
    );
    let answer = s.ok("DeleteLaunchTemplateVersions", &format!("LaunchTemplateId={id}&LaunchTemplateVersion.1=1&LaunchTemplateVersion.2=2&LaunchTemplateVersion.3=7"));
    assert_eq!(
        answer.each(
            "successfullyDeletedLaunchTemplateVersionSet",
            "versionNumber"
        ),
        ["1"]
    );
    assert_eq!(
        answer.each(
            "unsuccessfullyDeletedLaunchTemplateVersionSet",
            "versionNumber"
        ),
        ["2", "7"]
    );
    // Numbers never come again.
    let answer = s.ok(
        "CreateLaunchTemplateVersion",
        &format!("LaunchTemplateId={id}&{DATA}"),
    );
    assert_eq!(answer.at("launchTemplateVersion/versionNumber"), Some("3"));

    let ec2 = &s.account.regions["us-east-1"].ec2;
    assert_eq!(ec2.launch_template_version(&id, "$Latest"), Some(3));
    assert_eq!(ec2.launch_template_version("abc", "$Default"), Some(2));
    assert_eq!(ec2.launch_template_version("abc", "1"), None);
    assert!(!ec2.launch_template_has_groups("abc", "$Latest"));
}

#[test]
fn names_are_unique_and_found() {
    let mut s = Sandbox::new();
    let id = make(&mut s, "abc");
    let (code, message) = s.fails(
        "CreateLaunchTemplate",
        &format!("LaunchTemplateName=abc&{DATA}"),
    );
    assert_eq!(
        (code, message.as_str()),
        (
            "InvalidLaunchTemplateName.AlreadyExistsException",
            "Launch template name already in use."
        )
    );
    s.refused(
        "CreateLaunchTemplate",
        &format!("LaunchTemplateName=ab&{DATA}"),
        "InvalidLaunchTemplateName.MalformedException",
    );
    s.refused(
        "CreateLaunchTemplate",
        "LaunchTemplateName=xyz",
        "MissingParameter",
    );
    s.refused(
        "DescribeLaunchTemplates",
        "LaunchTemplateName.1=xyz",
        "InvalidLaunchTemplateName.NotFoundException",
    );
    s.refused(
        "DescribeLaunchTemplates",
        "LaunchTemplateId.1=lt-0",
        "InvalidLaunchTemplateId.NotFound",
    );
    s.refused(
        "DeleteLaunchTemplate",
        &format!("LaunchTemplateId={id}&LaunchTemplateName=abc"),
        "InvalidParameterCombination",
    );
    s.refused("DeleteLaunchTemplate", "", "MissingParameter");
    s.ok("DeleteLaunchTemplate", "LaunchTemplateName=abc");
    make(&mut s, "abc");
}

#[test]
fn a_client_token_makes_one() {
    let mut s = Sandbox::new();
    let fields = format!("LaunchTemplateName=abc&{DATA}&ClientToken=t");
    let path = "launchTemplate/launchTemplateId";
    let id = s.get("CreateLaunchTemplate", &fields, path);
    assert_eq!(s.get("CreateLaunchTemplate", &fields, path), id);
    s.refused(
        "CreateLaunchTemplate",
        &fields.replace("ami-1", "ami-2"),
        "IdempotentParameterMismatch",
    );
    let version = format!("LaunchTemplateId={id}&{DATA}&ClientToken=u");
    for _ in 0..2 {
        let number = s.get(
            "CreateLaunchTemplateVersion",
            &version,
            "launchTemplateVersion/versionNumber",
        );
        assert_eq!(number, "2");
    }
    // What is gone is made anew.
    s.ok("DeleteLaunchTemplate", &format!("LaunchTemplateId={id}"));
    assert_ne!(s.get("CreateLaunchTemplate", &fields, path), id);
}
