//! Which machines can hold a job: the model behind the placement rule, and behind "which types
//! would run this job" in an editor.
//!
//! It errs on the side of "may fit": whatever is not known asks for nothing and refuses nothing.

use super::asks::Ask;
use super::platform::{self, Platform};
use crate::catalog::{self, Arch, GpuScheduling, InstanceType, Offered};
use crate::program::{Block, Field, Typed};
use crate::syntax::source::Span;
use crate::vocabulary::Form;

/// A compute environment as a place for jobs.
pub struct Room<'a> {
    pub environment: &'a Block,
    pub platform: Option<Platform>,
    pub spot: bool,
    /// What its `instance_types` stand for in the project's region; `None` where that is not
    /// known, or there are none to choose (Fargate).
    pub types: Option<Vec<&'static InstanceType>>,
    /// Where the types are written.
    pub types_span: Span,
    pub max_vcpus: Option<(f64, Span)>,
    /// An image of one's own may bring drivers Batch's own image lacks.
    own_image: bool,
}

/// Whether a room holds an ask.
#[derive(Clone, Debug)]
pub enum Fit {
    /// Something is not known: it may.
    Unknown,
    /// On any of these types (none where the room has no types, as on Fargate).
    Yes(Vec<&'static InstanceType>),
    /// Only on types whose memory it takes to the last: this is the roomiest.
    Tight(&'static InstanceType),
    No(Lack),
    /// The room is of another platform.
    Elsewhere,
}

impl Lack {
    /// A few words for a picture: "memory".
    pub const fn what(&self) -> &'static str {
        match self {
            Lack::Architecture(_) => "other processor",
            Lack::Spot => "no multi-node jobs on Spot",
            Lack::InstanceType => "other instance type",
            Lack::MaxVcpus { .. } => "max_vcpus too low",
            Lack::Gpus(_) => "too few GPUs",
            Lack::Vcpus(_) => "too few vCPUs",
            Lack::Memory(_) => "too little memory",
        }
    }
}

/// What is missing.
#[derive(Clone, Copy, Debug)]
pub enum Lack {
    /// All its types are of this other architecture.
    Architecture(Arch),
    /// A multi-node job on Spot.
    Spot,
    /// Not one of its types is the one a node range names.
    InstanceType,
    /// `max_vcpus` is less than the job takes.
    MaxVcpus { most: f64, needed: f64, span: Span },
    /// No type has so many schedulable GPUs; this one has most.
    Gpus(&'static InstanceType),
    /// No type (with those GPUs) has so many vCPUs; this one has most.
    Vcpus(&'static InstanceType),
    /// No type (with those vCPUs and GPUs) has so much memory; this one has most.
    Memory(&'static InstanceType),
}

impl<'a> Room<'a> {
    pub fn of(environment: &'a Block, region: Option<&str>) -> Room<'a> {
        let listed = listed(environment);
        let max = environment.field("max_vcpus");
        Room {
            environment,
            platform: platform::of_environment(environment),
            spot: environment.form() == Some(Form::Spot),
            types: listed.and_then(|field| types(&field.value, region)),
            types_span: listed.map_or(environment.head_span, types_place),
            max_vcpus: max.and_then(|field| {
                let most = field.value.as_number().filter(|most| *most > 0.0)?;
                Some((most, field.value.span))
            }),
            own_image: [
                "ami_id",
                "ec2_configuration",
                "launch_template",
                "user_data",
            ]
            .iter()
            .any(|name| environment.has(name)),
        }
    }
}

fn listed(environment: &Block) -> Option<&Field> {
    let provider = environment.object("managed_instances_provider");
    environment
        .field("instance_types")
        .or_else(|| provider.and_then(|provider| provider.field("allowed_instance_types")))
}

/// The one entry, or the whole list.
fn types_place(field: &Field) -> Span {
    match field.value.as_list() {
        Some([only]) => only.span,
        _ => field.value.span,
    }
}

/// What a list of types, families and keywords stands for; `None` where an entry is unknown.
fn types(listed: &Typed, region: Option<&str>) -> Option<Vec<&'static InstanceType>> {
    let mut all: Vec<&'static InstanceType> = Vec::new();
    for entry in listed.as_list()? {
        all.extend(catalog::expand(entry.as_str()?)?);
    }
    if let Some(region) = region {
        all.retain(|one| catalog::offered(one, region) != Offered::No);
    }
    // Types the region lacks are told of elsewhere.
    (!all.is_empty()).then_some(all)
}

/// Whether Batch counts the GPUs of a type.
fn gpus(one: &InstanceType, own_image: bool) -> u32 {
    match one.gpu_scheduling() {
        GpuScheduling::NoGpu => 0,
        GpuScheduling::CustomAmi if !own_image => 0,
        _ => one.gpus(),
    }
}

/// Whether the room can hold one machine's part of a job whose vCPUs are `total` in all.
pub fn fit(ask: &Ask, total: f64, multi_node: bool, room: &Room) -> Fit {
    if multi_node && room.spot {
        return Fit::No(Lack::Spot);
    }
    if let Some((most, span)) = room.max_vcpus.filter(|(most, _)| total > *most) {
        return Fit::No(Lack::MaxVcpus {
            most,
            needed: total,
            span,
        });
    }
    if room.platform == Some(Platform::Fargate) {
        return Fit::Yes(Vec::new());
    }
    match &room.types {
        None => Fit::Unknown,
        Some(types) => on(ask, types, room),
    }
}

/// Narrows the types down step by step; the step that leaves none says what is missing.
fn on(ask: &Ask, types: &[&'static InstanceType], room: &Room) -> Fit {
    let Some(first) = types.first() else {
        return Fit::Unknown;
    };
    let mut left = types.to_vec();
    if let Some((name, _)) = &ask.instance_type {
        left.retain(|one| one.name == name || one.family().name == name);
        if left.is_empty() {
            // Whether there is such a type at all is told elsewhere.
            return if catalog::expand(name).is_some() {
                Fit::No(Lack::InstanceType)
            } else {
                Fit::Unknown
            };
        }
    }
    if let Some((arch, _)) = ask.architecture {
        left.retain(|one| one.arch == arch);
        if left.is_empty() {
            return Fit::No(Lack::Architecture(first.arch));
        }
    }
    let steps: [Step; 3] = [
        (
            Lack::Gpus,
            |one, room| f64::from(gpus(one, room.own_image)),
            f64::from(ask.gpus),
        ),
        (Lack::Vcpus, |one, _| f64::from(one.vcpus), ask.vcpus),
        (
            Lack::Memory,
            |one, _| f64::from(catalog::usable_memory_mib(one).never_above),
            ask.memory_mib as f64,
        ),
    ];
    for (lack, measure, needed) in steps {
        // Of equal ones the first that is listed.
        let best = left.iter().rev().copied().max_by(|a, b| {
            let (a, b) = (measure(a, room), measure(b, room));
            a.total_cmp(&b)
        });
        left.retain(|one| measure(one, room) >= needed);
        if let (true, Some(best)) = (left.is_empty(), best) {
            return Fit::No(lack(best));
        }
    }
    let roomiest = left.iter().rev().copied().max_by_key(|one| one.memory_mib);
    left.retain(|one| u64::from(catalog::usable_memory_mib(one).expected) >= ask.memory_mib);
    match roomiest {
        Some(roomiest) if left.is_empty() => Fit::Tight(roomiest),
        _ => Fit::Yes(left),
    }
}

/// What is missing where no type has enough, how much a type has, how much is needed.
type Step = (fn(&'static InstanceType) -> Lack, Measure, f64);

type Measure = fn(&'static InstanceType, &Room) -> f64;

/// A type that would hold the ask: a larger one of the families the room already has, else a
/// common one.
pub fn would_do(ask: &Ask, room: &Room, region: Option<&str>) -> Option<&'static InstanceType> {
    let types = room.types.as_deref().unwrap_or(&[]);
    let arch = ask
        .architecture
        .map(|(arch, _)| arch)
        .or_else(|| types.first().map(|one| one.arch));
    let holds = |one: &&'static InstanceType| {
        arch.is_none_or(|arch| one.arch == arch)
            && f64::from(one.vcpus) >= ask.vcpus
            && gpus(one, room.own_image) >= ask.gpus
            && u64::from(catalog::usable_memory_mib(one).expected) >= ask.memory_mib
            && region.is_none_or(|region| catalog::offered(one, region) == Offered::Yes)
            && !one.family().batch.is_refused()
    };
    let mut families: Vec<_> = types.iter().map(|one| one.family()).collect();
    families.sort_unstable_by_key(|family| family.name);
    families.dedup_by_key(|family| family.name);
    let own = families
        .iter()
        .flat_map(|family| family.launchable())
        .filter(holds);
    own.min_by_key(|one| (one.memory_mib, one.vcpus, one.name))
        .or_else(|| {
            catalog::smallest_fitting(ask.vcpus, ask.memory_mib, ask.gpus, arch, region)
                .filter(|one| gpus(one, room.own_image) >= ask.gpus)
        })
}
