//! Launch templates: disk, user data and metadata options of a compute environment's instances.

use super::lowering::{Lowering, boundary};
use super::name::{LAUNCH_TEMPLATE, Name, shorten};
use super::node::{Node, Part, Text, Tree};
use super::walk::walk;
use super::{ResourceId, ResourceKind};
use crate::program::{Block, TypedKind};
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
    let mut volume = Tree::default();
    let mut device = Text::literal(ROOT_DEVICE);
    match &value.kind {
        TypedKind::Size(bytes) => {
            let size = super::walk::encode(cx, Encode::Gib, value)?;
            debug_assert!(*bytes > 0);
            volume.set("VolumeSize", "volume_size", size);
        }
        TypedKind::Object(object) => {
            if let Some(size) = object.get("size") {
                let size = super::walk::encode(cx, Encode::Gib, size)?;
                volume.set("VolumeSize", "volume_size", size);
            }
            for (name, aws, terraform) in [
                ("type", "VolumeType", "volume_type"),
                ("iops", "Iops", "iops"),
                ("throughput", "Throughput", "throughput"),
                ("encrypted", "Encrypted", "encrypted"),
                ("kms_key_id", "KmsKeyId", "kms_key_id"),
                (
                    "delete_on_termination",
                    "DeleteOnTermination",
                    "delete_on_termination",
                ),
            ] {
                let value = object.get(name);
                if let Some(node) = value.and_then(|v| super::walk::encode(cx, Encode::Plain, v)) {
                    volume.set(aws, terraform, node);
                }
            }
            device = super::walk::text(cx, object, "device_name").unwrap_or(device);
        }
        _ => return None,
    }
    for (aws, terraform, value) in [
        ("VolumeType", "volume_type", Node::text("gp3")),
        ("Encrypted", "encrypted", Node::Bool(true)),
        (
            "DeleteOnTermination",
            "delete_on_termination",
            Node::Bool(true),
        ),
    ] {
        if !volume.has(aws) {
            volume.set(aws, terraform, value);
        }
    }
    let mut mapping = Tree::default();
    mapping.set("DeviceName", "device_name", Node::Text(device));
    mapping.set("Ebs", "ebs", Node::Object(volume));
    Some(mapping)
}

fn metadata_options(cx: &Lowering, block: &Block) -> Tree {
    let mut options = Tree::default();
    if let Some(written) = block.object("metadata_options") {
        for (name, aws) in [
            ("http_endpoint", "HttpEndpoint"),
            ("http_tokens", "HttpTokens"),
            ("http_put_response_hop_limit", "HttpPutResponseHopLimit"),
            ("instance_metadata_tags", "InstanceMetadataTags"),
        ] {
            let value = written.get(name);
            if let Some(node) = value.and_then(|v| super::walk::encode(cx, Encode::Plain, v)) {
                options.set(aws, name, node);
            }
        }
    }
    for (aws, terraform, value) in [
        ("HttpEndpoint", "http_endpoint", Node::text("enabled")),
        ("HttpTokens", "http_tokens", Node::text("required")),
        (
            "HttpPutResponseHopLimit",
            "http_put_response_hop_limit",
            Node::Int(2),
        ),
    ] {
        if !options.has(aws) {
            options.set(aws, terraform, value);
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
