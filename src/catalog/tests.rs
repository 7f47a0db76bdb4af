//! Known facts, and what must hold for every row.

use super::*;

fn ty(name: &str) -> &'static InstanceType {
    instance_type(name).unwrap_or_else(|| panic!("no {name}"))
}

fn names(found: &[&InstanceType]) -> Vec<&'static str> {
    found.iter().map(|known| known.name).collect()
}

#[test]
fn an_ordinary_type() {
    let m5 = ty("m5.large");
    assert_eq!((m5.vcpus, m5.memory_mib, m5.arch), (2, 8192, Arch::X86_64));
    assert_eq!(
        (m5.family().name, m5.size(), m5.hypervisor),
        ("m5", "large", Hypervisor::Nitro)
    );
    assert!(
        !m5.current
            && m5.spot
            && !m5.metal
            && !m5.burstable
            && m5.gpu.is_none()
            && m5.disks.is_none()
    );
    assert_eq!(ty("c7g.large").arch, Arch::Arm64);
    assert_eq!(ty("m4.large").hypervisor, Hypervisor::Xen);
    assert_eq!(ty("m5.metal").hypervisor, Hypervisor::None);
}

#[test]
fn gpus_and_who_schedules_them() {
    let gpu = ty("g4dn.xlarge").gpu.expect("a GPU");
    assert_eq!(
        (gpu.count, gpu.vendor, gpu.name, gpu.memory_mib),
        (1, "NVIDIA", "T4", 16384)
    );
    assert_eq!((ty("p4d.24xlarge").gpus(), ty("p4d.24xlarge").efa), (8, 4));
    assert!(ty("p4d.24xlarge").capacity_block);
    assert_eq!(ty("p5.48xlarge").gpu_scheduling(), GpuScheduling::Scheduled);
    assert_eq!(ty("g5g.xlarge").gpu_scheduling(), GpuScheduling::CustomAmi);
    assert_eq!(
        ty("g7e.2xlarge").gpu_scheduling(),
        GpuScheduling::Undocumented
    );
    // AMD's, a part of one, and none.
    for none in ["g4ad.xlarge", "g6f.large", "gr6f.4xlarge", "m5.large"] {
        assert_eq!(
            (ty(none).gpus(), ty(none).gpu_scheduling()),
            (0, GpuScheduling::NoGpu),
            "{none}"
        );
    }
    let part = ty("g6f.large").gpu.expect("a part of a GPU");
    assert!(part.fractional() && part.share == 0.125);
}

#[test]
fn other_devices() {
    let neuron = ty("trn2.48xlarge").neuron.expect("Trainium");
    assert_eq!(
        (neuron.count, neuron.name, neuron.memory_mib),
        (16, "Trainium2", 98304)
    );
    assert_eq!(ty("trn2u.48xlarge").neuron, Some(neuron));
    assert!(ty("inf1.xlarge").neuron.is_some() && ty("f2.6xlarge").accelerator.is_some());
    let disks = ty("m5d.24xlarge").disks.expect("disks");
    assert_eq!(
        (disks.count, disks.gb, disks.kind, disks.nvme),
        (4, 900, DiskKind::Ssd, true)
    );
    assert_eq!(ty("d3.xlarge").disks.expect("disks").kind, DiskKind::Hdd);
}

#[test]
fn what_batch_makes_of_a_family() {
    let batch = |name: &str| family(name).expect("a family").batch;
    for refused in ["t2", "t3", "t3a", "t4g"] {
        assert_eq!(batch(refused), BatchSupport::Refused);
        assert!(family(refused).and_then(|known| known.evidence).is_some());
    }
    assert_eq!(
        (batch("t1"), batch("t8i")),
        (BatchSupport::RefusedInferred, BatchSupport::RefusedInferred)
    );
    assert_eq!(
        (batch("mac1"), batch("mac-m4")),
        (BatchSupport::Unusable, BatchSupport::Unusable)
    );
    assert_eq!((batch("m5"), batch("m6i"), batch("m9g")), {
        (
            BatchSupport::Accepted,
            BatchSupport::Accepted,
            BatchSupport::Unverified,
        )
    });
    assert!(family("t8i").is_some_and(|t8i| t8i.types()[0].burstable));
    assert!(
        family("a1").is_some_and(|a1| !a1.al2023)
            && family("p3").is_some_and(|p3| !p3.al2023_nvidia)
    );
    assert!(family("m5").is_some_and(|m5| m5.al2023 && m5.al2023_nvidia));
}

#[test]
fn entries_of_instance_types() {
    assert_eq!(
        keyword("default_arm64").map(|word| word.families),
        Some(&["m6g", "c6g", "r6g", "c7g"][..])
    );
    let (optimal, x86) = (
        expand("optimal").unwrap_or_default(),
        expand("default_x86_64").unwrap_or_default(),
    );
    assert_eq!(names(&optimal), names(&x86));
    assert!(
        optimal
            .iter()
            .all(|known| known.arch == Arch::X86_64 && !known.metal)
    );
    assert_eq!(
        names(&expand("m5").unwrap_or_default()),
        [
            "m5.large",
            "m5.xlarge",
            "m5.2xlarge",
            "m5.4xlarge",
            "m5.8xlarge",
            "m5.12xlarge",
            "m5.16xlarge",
            "m5.24xlarge",
        ]
    );
    assert_eq!(names(&expand("m5.metal").unwrap_or_default()), ["m5.metal"]);
    // A withdrawn type can be named; a family does not stand for it.
    assert!(ty("p3.2xlarge").withdrawn);
    assert_eq!(expand("p3.2xlarge").map(|found| found.len()), Some(1));
    assert_eq!(expand("g3").map(|found| found.len()), Some(0));
    assert!(expand("m5.tiny").is_none() && expand("m55").is_none() && expand("").is_none());
    assert!(
        named_only("m9g.metal-24xl") && !named_only("m5.large") && !named_only("nonsense.large")
    );
}

#[test]
fn regions_and_offerings() {
    let us = region("us-east-1").expect("a region");
    assert_eq!(
        (us.partition, us.dns_suffix, us.long_name),
        ("aws", "amazonaws.com", "US East (N. Virginia)")
    );
    assert!(us.batch && us.fargate && us.sure_offerings);
    assert_eq!(
        region("cn-north-1").map(|cn| cn.dns_suffix),
        Some("amazonaws.com.cn")
    );
    assert!(region("us-east-9").is_none());
    assert_eq!(offered(ty("m5.large"), "us-east-1"), Offered::Yes);
    assert_eq!(offered(ty("p4d.24xlarge"), "us-west-1"), Offered::No);
    // Only a price list tells of these, and it is no ground for a No.
    assert_eq!(offered(ty("m6i.large"), "us-gov-west-1"), Offered::Yes);
    assert_eq!(
        offered(ty("p6-b300.48xlarge"), "ap-southeast-7"),
        Offered::Maybe
    );
    assert_eq!(offered(ty("m5.large"), "us-iso-east-1"), Offered::Maybe);
    assert_eq!(offered(ty("m5.large"), "nowhere"), Offered::Maybe);
    assert!(regions_of(ty("m6i.large")).count() > 30);
}

#[test]
fn fargate() {
    let row = |vcpus: f64| {
        let size = fargate_sizes()
            .iter()
            .find(|size| size.vcpus == vcpus)
            .expect("a size");
        let memory = size.memory_mib;
        (
            memory.len(),
            memory[0],
            memory[memory.len() - 1],
            memory[1] - memory[0],
            size.linux_only,
        )
    };
    assert_eq!(
        fargate_sizes()
            .iter()
            .find(|size| size.vcpus == 0.25)
            .map(|size| size.memory_mib),
        { Some(&[512, 1024, 2048][..]) }
    );
    assert_eq!(row(0.5), (4, 1024, 4096, 1024, false));
    assert_eq!(row(1.0), (7, 2048, 8192, 1024, false));
    assert_eq!(row(2.0), (13, 4096, 16384, 1024, false));
    assert_eq!(row(4.0), (23, 8192, 30720, 1024, false));
    assert_eq!(row(8.0), (12, 16384, 61440, 4096, true));
    assert_eq!(row(16.0), (12, 32768, 122880, 8192, true));
    assert_eq!(fargate_sizes()[7].memory_mib, [61440, 122880, 249856]);
    assert!(fargate_fits(0.25, 512) && !fargate_fits(0.25, 4096) && !fargate_fits(3.0, 8192));
    assert_eq!(nearest_fargate(1.0, 16384), [(2.0, 16384)]);
    assert_eq!(nearest_fargate(3.0, 5000), [(4.0, 8192)]);
    assert_eq!(nearest_fargate(16.0, 1), [(16.0, 32768)]);
    assert_eq!(nearest_fargate(64.0, 1), []);
}

#[test]
fn memory_left_for_jobs() {
    assert_eq!(
        usable_memory_mib(ty("m5.large")),
        Memory {
            never_above: 8160,
            expected: 7750
        }
    );
}

#[test]
fn searching() {
    let four_gpus = Query {
        gpus: Some(4..=4),
        arch: Some(Arch::X86_64),
        batch: true,
        ..Query::default()
    };
    let found = search(&four_gpus);
    assert!(
        names(&found).contains(&"g4dn.12xlarge") && found.iter().all(|known| known.gpus() == 4)
    );
    assert!(found.is_sorted_by_key(|known| (known.vcpus, known.memory_mib, known.name)));
    let here = Query {
        family: Some("m7g"),
        region: Some("eu-west-1"),
        vcpus: Some(16..=u32::MAX),
        ..Query::default()
    };
    assert_eq!(
        names(&search(&here)),
        [
            "m7g.4xlarge",
            "m7g.8xlarge",
            "m7g.12xlarge",
            "m7g.16xlarge",
            "m7g.metal"
        ]
    );
    assert!(
        search(&Query {
            disk: true,
            efa: true,
            current: true,
            ..Query::default()
        })
        .len()
            > 50
    );
    assert!(
        search(&Query::default())
            .iter()
            .all(|known| !known.withdrawn)
    );
}

#[test]
fn the_type_that_would_do() {
    let would_do = |vcpus, memory, gpus, arch| {
        smallest_fitting(vcpus, memory, gpus, arch, None).map(|found| found.name)
    };
    assert_eq!(would_do(1.0, 512, 0, None), Some("c7i.large"));
    assert_eq!(would_do(4.0, 8192, 0, None), Some("m6i.xlarge"));
    assert_eq!(would_do(4.0, 30000, 0, None), Some("r6i.xlarge"));
    assert_eq!(
        would_do(4.0, 8192, 0, Some(Arch::Arm64)),
        Some("m6g.xlarge")
    );
    assert_eq!(would_do(4.0, 8192, 1, None), Some("g6.xlarge"));
    assert_eq!(would_do(1.0, 8 << 30, 0, None), None);
    let in_jakarta =
        smallest_fitting(4.0, 8192, 1, None, Some("ap-southeast-3")).map(|found| found.name);
    assert!(in_jakarta.is_some_and(|name| offered(ty(name), "ap-southeast-3") == Offered::Yes));
    let large = smallest_fitting(190.0, 3 << 20, 0, None, None).expect("something so large");
    assert!(large.neuron.is_none() && !large.metal);
}

#[test]
fn every_row_holds_together() {
    assert!(
        families().is_sorted_by_key(|known| known.name)
            && keywords().is_sorted_by_key(|word| word.name)
    );
    assert!(regions().is_sorted_by_key(|known| known.name) && NAMED_ONLY.is_sorted());
    let mut next = 0;
    for known in families() {
        assert_eq!(usize::from(known.first), next, "{}", known.name);
        next += usize::from(known.count);
        for (position, own) in known.types().iter().enumerate() {
            assert_eq!(
                (own.family().name, own.arch),
                (known.name, known.arch),
                "{}",
                own.name
            );
            assert_eq!(own.name.split_once('.'), Some((known.name, own.size())));
            assert_eq!(
                own.metal,
                position >= usize::from(known.sizes),
                "{}",
                own.name
            );
            assert!(instance_type(own.name).is_some_and(|found| std::ptr::eq(found, own)));
            assert!(own.vcpus > 0 && own.memory_mib >= 512 && !named_only(own.name));
        }
    }
    assert_eq!(next, instance_types().len());
    for word in keywords() {
        assert_eq!(word.families().count(), word.families.len());
        assert!(
            word.families()
                .all(|known| known.arch == word.arch && known.batch == BatchSupport::Accepted)
        );
    }
    for (position, name) in super::search::COMMON.iter().enumerate() {
        let by_default = keywords().iter().any(|word| word.families.contains(name));
        assert_eq!(by_default, position < super::search::BY_DEFAULT, "{name}");
        assert!(
            family(name).is_some_and(|known| known.batch == BatchSupport::Accepted),
            "{name}"
        );
    }
}

#[test]
fn a_type_is_small() {
    assert!(size_of::<InstanceType>() <= 72);
}
