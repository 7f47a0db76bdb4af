//! Launch templates: disk, user data and metadata options of a compute environment's instances.

use super::lowering::{Lowering, boundary};
use super::name::{LAUNCH_TEMPLATE, Name, shorten};
use super::node::{Node, Part, Text, Tree};
use super::walk::{encode, walk};
use super::{ResourceId, ResourceKind};
use crate::program::Block;
use crate::vocabulary::Encode;

/// The root device of Amazon Linux 2 and 2023.
const ROOT_DEVICE: &str = "/dev/xvda";

/// Makes the template an environment's attributes ask for.
///
/// Every environment on ECS gets one, because the instance metadata service is closed to
/// unsigned requests unless the environment says otherwise; its hop limit of 2 lets containers
/// reach it. On EKS the AMI's own settings stay unless something was asked for.
pub(super) fn make(cx: &mut Lowering, block: &Block) -> Option<ResourceId> {
    let asked = ["disk", "user_data", "metadata_options"]
        .iter()
        .any(|name| block.has(name));
    let own = block.has("launch_template");
    if !asked && (own || block.has("eks_configuration")) {
        return None;
    }
    let mut data = Tree::default();
    if let Some(disk) = disk(cx, block) {
        let mappings = Node::List(vec![Node::Object(disk)]);
        data.set("BlockDeviceMappings", "block_device_mappings", mappings);
    }
    let options = Node::Object(metadata_options(cx, block));
    data.set("MetadataOptions", "metadata_options", options);
    if let Some(text) = block.text("user_data") {
        data.set(
            "UserData",
            "user_data",
            Node::Base64(multipart(cx.text(text))),
        );
    }
    let mut tree = Tree::default();
    // The provider has the template's data beside its name.
    *tree.object("LaunchTemplateData", None) = data;
    let id = cx.add(ResourceKind::LaunchTemplate, &block.label, tree);
    let name = shorten(cx.shared_name(&block.label), LAUNCH_TEMPLATE);
    let tags = cx.tags(block, "tags");
    let resource = cx.edit(id);
    resource.name = Some(Name::fixed(name));
    resource.tags = tags;
    resource.block = Some(block.id);
    Some(id)
}

/// The root volume, from a size or from its settings.
fn disk(cx: &Lowering, block: &Block) -> Option<Tree> {
    let value = block.get("disk")?;
    let settings = value.as_object();
    let size = match settings {
        Some(settings) => settings.get("size"),
        None => Some(value),
    };
    let written = |name: &str| settings.and_then(|settings| settings.get(name));
    let plain = |value| encode(cx, Encode::Plain, value);
    let mut volume = Tree::default();
    for (aws, terraform, value) in [
        (
            "VolumeType",
            "volume_type",
            written("type").map_or(Some(Node::text("gp3")), plain),
        ),
        (
            "VolumeSize",
            "volume_size",
            size.and_then(|size| encode(cx, Encode::Gib, size)),
        ),
        ("Iops", "iops", written("iops").and_then(plain)),
        (
            "Throughput",
            "throughput",
            written("throughput").and_then(plain),
        ),
        (
            "Encrypted",
            "encrypted",
            written("encrypted").map_or(Some(Node::Bool(true)), plain),
        ),
        (
            "KmsKeyId",
            "kms_key_id",
            written("kms_key_id").and_then(plain),
        ),
        (
            "DeleteOnTermination",
            "delete_on_termination",
            written("delete_on_termination").map_or(Some(Node::Bool(true)), plain),
        ),
    ] {
        if let Some(value) = value {
            volume.set(aws, terraform, value);
        }
    }
    let device = written("device_name").and_then(plain);
    let mut mapping = Tree::default();
    mapping.set(
        "DeviceName",
        "device_name",
        device.unwrap_or(Node::text(ROOT_DEVICE)),
    );
    mapping.set("Ebs", "ebs", Node::Object(volume));
    Some(mapping)
}

fn metadata_options(cx: &Lowering, block: &Block) -> Tree {
    let written = block.object("metadata_options");
    let mut options = Tree::default();
    for (name, aws, default) in [
        ("http_endpoint", "HttpEndpoint", Some(Node::text("enabled"))),
        ("http_tokens", "HttpTokens", Some(Node::text("required"))),
        (
            "http_put_response_hop_limit",
            "HttpPutResponseHopLimit",
            Some(Node::Int(2)),
        ),
        ("instance_metadata_tags", "InstanceMetadataTags", None),
    ] {
        let value = written.and_then(|written| written.get(name));
        let value = value
            .and_then(|value| encode(cx, Encode::Plain, value))
            .or(default);
        if let Some(value) = value {
            options.set(aws, name, value);
        }
    }
    options
}

/// AWS Batch puts a part of its own beside the user's, so it takes MIME multipart only
/// (`CLIENT_ERROR - Launch Template UserData is not MIME multipart format`).
fn multipart(text: Text) -> Text {
    let start = match text.parts.first() {
        Some(Part::Literal(start)) => start.trim_start().to_ascii_lowercase(),
        _ => String::new(),
    };
    if start.starts_with("mime-version:") || start.starts_with("content-type: multipart") {
        return text;
    }
    let cloud_config = start.starts_with("#cloud-config");
    let content = if cloud_config {
        "text/cloud-config"
    } else {
        "text/x-shellscript"
    };
    let shebang = if cloud_config || start.starts_with("#!") {
        ""
    } else {
        "#!/bin/bash\n"
    };
    let whole: String = text.parts.iter().map(|part| format!("{part:?}")).collect();
    let boundary = boundary(&whole);
    let head = format!(
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"{boundary}\"\n\n\
         --{boundary}\nContent-Type: {content}; charset=\"us-ascii\"\n\n{shebang}"
    );
    let ends = matches!(text.parts.last(), Some(Part::Literal(tail)) if tail.ends_with('\n'));
    let gap = if ends { "" } else { "\n" };
    Text::literal(head)
        .append(&text)
        .then(&format!("{gap}\n--{boundary}--\n"))
}

/// The user's own template, and beside it the settings Terraform's provider lacks.
pub(super) fn named(cx: &Lowering, block: &Block) -> Option<Tree> {
    block
        .object("launch_template")
        .map(|object| walk(cx, object, &[]).root)
}
