//! The root disk of the launch template the tool makes.

use super::super::facts::Facts;
use super::compute::{self, Platform};
use super::edits;
use crate::codes;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::program::{Block, Field, Object, Program};

codes! {
    ROOT_DEVICE = "root-device", Warning, "a device name that is not the root disk of today's images";
    DISK_SETTING = "disk-setting", Error, "a disk setting the volume type does not have, or one it lacks";
    DISK_OUT_OF_RANGE = "disk-out-of-range", Warning, "a disk is larger, smaller or faster than its volume type goes";
    UNENCRYPTED_DISK = "unencrypted-disk", Warning, "a disk is not encrypted";
}

const GIB: u64 = 1 << 30;
/// The root disk of Amazon's ECS-optimised images: a smaller one cannot hold the snapshot.
const ECS_IMAGE_GIB: u64 = 30;
/// Volume type when none is set.
const DEFAULT_TYPE: &str = "gp3";

/// What EC2 gives of a volume type (EBS User Guide, "Amazon EBS volume types").
struct Volume {
    name: &'static str,
    gib: (u64, u64),
    /// `None`: cannot be set.
    iops: Option<(i64, i64)>,
    iops_required: bool,
    iops_per_gib: i64,
    /// MiB/s.
    throughput: Option<(i64, i64)>,
    root: bool,
}

const VOLUMES: [Volume; 6] = [
    volume("gp3", (1, 65_536))
        .with_iops(3_000, 80_000, 500)
        .with_throughput(125, 2_000),
    volume("gp2", (1, 16_384)),
    volume("io1", (4, 16_384))
        .with_iops(100, 64_000, 50)
        .requiring_iops(),
    volume("io2", (4, 65_536))
        .with_iops(100, 256_000, 1_000)
        .requiring_iops(),
    volume("st1", (125, 16_384)).no_root(),
    volume("sc1", (125, 16_384)).no_root(),
];

const fn volume(name: &'static str, gib: (u64, u64)) -> Volume {
    Volume {
        name,
        gib,
        iops: None,
        iops_required: false,
        iops_per_gib: 0,
        throughput: None,
        root: true,
    }
}

impl Volume {
    const fn with_iops(mut self, low: i64, high: i64, per_gib: i64) -> Volume {
        self.iops = Some((low, high));
        self.iops_per_gib = per_gib;
        self
    }

    const fn requiring_iops(mut self) -> Volume {
        self.iops_required = true;
        self
    }

    const fn with_throughput(mut self, low: i64, high: i64) -> Volume {
        self.throughput = Some((low, high));
        self
    }

    const fn no_root(mut self) -> Volume {
        self.root = false;
        self
    }
}

pub fn check(program: &Facts, environment: &Block, out: &mut Vec<Diagnostic>) {
    let Some(field) = environment.field("disk") else {
        return;
    };
    too_small(environment, field, out);
    let Some(disk) = field.value.as_object() else {
        return;
    };
    root_device(program, disk, out);
    encryption(program, disk, out);
    let Some(volume) = volume_of(disk) else {
        return;
    };
    settings(disk, volume, out);
    ranges(disk, volume, out);
}

fn volume_of(disk: &Object) -> Option<&'static Volume> {
    let name = match disk.get("type") {
        None => DEFAULT_TYPE,
        Some(value) => value.as_word()?,
    };
    VOLUMES.iter().find(|volume| volume.name == name)
}

fn too_small(environment: &Block, field: &Field, out: &mut Vec<Diagnostic>) {
    let value = match field.value.as_object() {
        Some(disk) => disk.get("size"),
        None => Some(&field.value),
    };
    let Some((value, size)) = value.and_then(|value| Some((value, value.as_size()?))) else {
        return;
    };
    // Of an image of the user's own, or of EKS, the size is not known.
    if size >= ECS_IMAGE_GIB * GIB
        || compute::platform(environment) != Some(Platform::Ecs)
        || compute::has_own_image(environment)
    {
        return;
    }
    out.push(
        Diagnostic::new(
            &DISK_OUT_OF_RANGE,
            value.span,
            format!("the root disk is smaller than the {ECS_IMAGE_GIB} GiB of Amazon's ECS image"),
        )
        .label("too small for the image")
        .why("EC2 refuses to launch the instance, so jobs wait in RUNNABLE: \"Volume of size … is smaller than snapshot …, expect size >= 30GB\"")
        .help("30 GiB is what instances get when `disk` is left out; container images and scratch files want more"),
    );
}

fn root_device(program: &Program, disk: &Object, out: &mut Vec<Diagnostic>) {
    let Some(field) = disk.field("device_name") else {
        return;
    };
    if field.value.as_str() != Some("/dev/xvdcz") {
        return;
    }
    let mut found = Diagnostic::new(
        &ROOT_DEVICE,
        field.value.span,
        "`/dev/xvdcz` is the second disk of Amazon Linux 1, which no image of today has",
    )
    .label("a disk nothing uses")
    .why("the root disk of Amazon Linux 2 and 2023, where Docker keeps its images and containers, is /dev/xvda; it would keep its size and fill up")
    .help("leave `device_name` out: /dev/xvda is the default");
    if let Some(edit) = edits::replace_string(program, &field.value, "/dev/xvda") {
        found = found.fix_with("write \"/dev/xvda\"", vec![edit], Applicability::Safe);
    }
    out.push(found);
}

fn encryption(program: &Program, disk: &Object, out: &mut Vec<Diagnostic>) {
    let Some(field) = disk
        .field("encrypted")
        .filter(|f| f.value.as_bool() == Some(false))
    else {
        return;
    };
    if let Some(key) = disk.field("kms_key_id") {
        out.push(
            Diagnostic::new(
                &DISK_SETTING,
                key.name_span,
                "a key for a disk that is not encrypted",
            )
            .label("encrypts nothing")
            .also(field.value.span, "not encrypted")
            .why("EC2 refuses it: \"KmsKeyId is only valid for encrypted volumes\"")
            .help("remove `encrypted = false`: disks are encrypted unless it stands there"),
        );
        return;
    }
    let mut found = Diagnostic::new(&UNENCRYPTED_DISK, field.value.span, "the root disk is not encrypted")
        .label("in the clear")
        .why("what jobs write stays readable in snapshots and on the disk; encryption costs nothing, and many organisations refuse to launch without it")
        .help("remove the line: disks are encrypted unless it stands there");
    if let Some(edit) = edits::remove_field(program, field) {
        found = found.fix_with(
            "remove `encrypted = false`",
            vec![edit],
            Applicability::Unsafe,
        );
    }
    out.push(found);
}

fn settings(disk: &Object, volume: &Volume, out: &mut Vec<Diagnostic>) {
    let name = volume.name;
    let set_but_absent = [
        ("iops", volume.iops.is_none()),
        ("throughput", volume.throughput.is_none()),
    ];
    for (attribute, absent) in set_but_absent {
        let Some(field) = disk.field(attribute).filter(|_| absent) else {
            continue;
        };
        let mut found = Diagnostic::new(
            &DISK_SETTING,
            field.name_span,
            format!("`{attribute}` cannot be set for a {name} disk"),
        )
        .label(format!("not for {name}"))
        .why(format!(
            "EC2 refuses it: \"The parameter {attribute} is not supported for {name} volumes\""
        ))
        .help("take `type = gp3`, which has both, or remove it");
        if let Some(kind) = disk.get("type") {
            found = found.also(kind.span, "the volume type");
        }
        out.push(found);
    }
    let Some(kind) = disk.get("type") else { return };
    if volume.iops_required && !disk.has("iops") && !disk.broken {
        out.push(
            Diagnostic::new(
                &DISK_SETTING,
                kind.span,
                format!("a disk of type {name} needs `iops`"),
            )
            .label("bought by the operation")
            .why(format!(
                "EC2 refuses it: \"The parameter iops must be specified for {name} volumes\""
            ))
            .help("add `iops = 3000`, or take gp3, which has as many without it"),
        );
    }
    if !volume.root {
        out.push(
            Diagnostic::new(&DISK_SETTING, kind.span, format!("an instance cannot start from a {name} disk"))
                .label("no boot volume")
                .why("the hard-disk types st1 and sc1 cannot be boot volumes, and this disk is the root disk")
                .help("take `type = gp3`"),
        );
    }
}

fn ranges(disk: &Object, volume: &Volume, out: &mut Vec<Diagnostic>) {
    let gib = disk.size("size").map(|size| size / GIB);
    let mut report = |field: &Field, message: String, why: &str| {
        out.push(
            Diagnostic::new(&DISK_OUT_OF_RANGE, field.value.span, message)
                .label("out of range")
                .why(why)
                .help("see \"Amazon EBS volume types\" for what each type goes up to"),
        );
    };
    if let (Some(field), Some(size), (low, high)) = (disk.field("size"), gib, volume.gib)
        && volume.root
        && !(low..=high).contains(&size)
    {
        report(
            field,
            format!("a {} disk has {low} to {high} GiB", volume.name),
            REFUSED,
        );
    }
    if let (Some(field), Some(iops), Some((low, high))) =
        (disk.field("iops"), disk.int("iops"), volume.iops)
    {
        let per_size = gib.map(|gib| (volume.iops_per_gib * gib as i64).max(low));
        if !(low..=high).contains(&iops) {
            report(
                field,
                format!("a {} disk has {low} to {high} iops", volume.name),
                REFUSED,
            );
        } else if let Some(most) = per_size.filter(|most| iops > *most) {
            report(
                field,
                format!(
                    "a {} disk of this size has at most {most} iops",
                    volume.name
                ),
                "EC2 refuses it: \"Iops to volume size ratio … is too high\"",
            );
        }
    }
    if let (Some(field), Some(throughput), Some((low, high))) = (
        disk.field("throughput"),
        disk.int("throughput"),
        volume.throughput,
    ) {
        // A quarter of a MiB/s for each operation.
        let by_iops = disk.int("iops").unwrap_or(3_000) / 4;
        if !(low..=high).contains(&throughput) {
            report(
                field,
                format!("a {} disk has {low} to {high} MiB/s", volume.name),
                REFUSED,
            );
        } else if throughput > by_iops {
            report(
                field,
                format!("{throughput} MiB/s needs {} iops", throughput * 4),
                "EC2 refuses it: \"Throughput (MiBps) to iops ratio … is too high\"",
            );
        }
    }
}

/// What becomes of an instance whose disk EC2 refuses.
const REFUSED: &str =
    "EC2 refuses to launch an instance with such a disk, so jobs would wait in RUNNABLE";

#[cfg(test)]
mod tests {
    use super::super::samples::codes;

    fn disk(settings: &str) -> Vec<String> {
        codes(&format!("disk = {settings}"))
    }

    #[test]
    fn a_disk_must_hold_the_image() {
        assert_eq!(disk("29 GiB"), ["disk-out-of-range"]);
        assert!(disk("30 GiB").is_empty());
        let own = "ami_id = \"ami-0a1b2c3d4e5f60718\"\ndisk = 8 GiB";
        assert!(codes(own).is_empty());
    }

    #[test]
    fn each_volume_type_has_settings_of_its_own() {
        assert!(disk("{ size = 100 GiB, iops = 4000, throughput = 500 }").is_empty());
        assert_eq!(
            disk("{ size = 100 GiB, type = gp2, throughput = 500 }"),
            ["disk-setting"]
        );
        assert_eq!(disk("{ size = 100 GiB, type = io1 }"), ["disk-setting"]);
        assert!(disk("{ size = 100 GiB, type = io1, iops = 5000 }").is_empty());
        assert_eq!(
            disk("{ size = 100 GiB, type = io1, iops = 5001 }"),
            ["disk-out-of-range"]
        );
        assert_eq!(disk("{ size = 500 GiB, type = st1 }"), ["disk-setting"]);
    }

    #[test]
    fn throughput_needs_operations() {
        assert_eq!(
            disk("{ size = 100 GiB, throughput = 1000 }"),
            ["disk-out-of-range"]
        );
        assert!(disk("{ size = 100 GiB, iops = 4000, throughput = 1000 }").is_empty());
    }

    #[test]
    fn a_key_for_an_unencrypted_disk_is_one_mistake() {
        let settings = "{ size = 100 GiB, encrypted = false, kms_key_id = \"alias/batch\" }";
        assert_eq!(disk(settings), ["disk-setting"]);
    }
}
