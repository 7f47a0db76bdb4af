//! The entries of `instance_types`, one by one: whether there is such a type, and whether AWS
//! Batch takes it here.

use super::compute::{self, Platform};
use super::edits;
use super::entries::{self, Entry, Verdict};
use crate::codes;
use crate::diagnostic::{Applicability, Diagnostic, Severity};
use crate::program::{Block, Program, Typed};

codes! {
    UNKNOWN_INSTANCE_TYPE = "unknown-instance-type", Error, "no such instance type or family";
    REFUSED_INSTANCE_TYPE = "refused-instance-type", Error, "an instance type AWS Batch does not take";
    MISSPELT_KEYWORD = "misspelt-keyword", Error, "optimal, default_x86_64 or default_arm64 is misspelt";
    OPTIMAL_MOVED = "optimal-moved", Warning, "`optimal` no longer means what it did";
    NOT_IN_REGION = "not-in-region", Warning, "an instance type the project's region does not have";
    WITHDRAWN_INSTANCE_TYPE = "withdrawn-instance-type", Warning, "an instance type AWS no longer offers";
    NOT_SOLD_AS_SPOT = "not-sold-as-spot", Warning, "an instance type without Spot capacity in a SPOT environment";
    CAPACITY_BLOCK_ONLY = "capacity-block-only", Warning, "an instance type that starts in a reserved block of capacity only";
}

/// AWS's words where a type or family is not one of its list.
const NOT_IN_THE_LIST: &str =
    "AWS Batch refuses the environment: \"Instance type can only be one of [...]\"";

pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    for environment in compute::declared(program) {
        for (name, place) in compute::instance_types(environment) {
            // ECS Managed Instances take patterns: `m7i.*`.
            if !name.contains('*') {
                entry(program, environment, name, place, out);
            }
        }
    }
}

/// The first thing wrong with an entry; one mistake, one finding.
fn entry(
    program: &Program,
    environment: &Block,
    name: &str,
    place: &Typed,
    out: &mut Vec<Diagnostic>,
) {
    let Some(found) = entries::find(name) else {
        out.push(keyword(program, name, place).unwrap_or_else(|| unknown(program, name, place)));
        return;
    };
    let on_batch = compute::platform(environment) != Some(Platform::ManagedInstances);
    let finding = (if on_batch {
        refused(program, &found, name, place)
    } else {
        None
    })
    .or_else(|| optimal(program, name, place))
    .or_else(|| withdrawn(&found, name, place))
    .or_else(|| region(program, &found, name, place))
    .or_else(|| purchase(environment, &found, name, place));
    out.extend(finding);
}

fn with_string_fix(
    found: Diagnostic,
    program: &Program,
    place: &Typed,
    new: &str,
    applicability: Applicability,
) -> Diagnostic {
    match edits::replace_string(program, place, new) {
        Some(edit) => found.fix_with(format!("write \"{new}\""), vec![edit], applicability),
        None => found,
    }
}

fn keyword(program: &Program, name: &str, place: &Typed) -> Option<Diagnostic> {
    let bare = |text: &str| text.to_ascii_lowercase().replace(['-', '_', ' '], "");
    let written = bare(name);
    let right = entries::KEYWORDS
        .into_iter()
        .find(|keyword| bare(keyword) == written)?;
    let found = Diagnostic::new(
        &MISSPELT_KEYWORD,
        place.span,
        format!("AWS Batch spells it `{right}`, not `{name}`"),
    )
    .label("misspelt")
    .why(NOT_IN_THE_LIST)
    .help(format!("write \"{right}\""));
    Some(with_string_fix(
        found,
        program,
        place,
        right,
        Applicability::Safe,
    ))
}

fn optimal(program: &Program, name: &str, place: &Typed) -> Option<Diagnostic> {
    let found = (name == "optimal").then(|| {
        Diagnostic::new(
            &OPTIMAL_MOVED,
            place.span,
            "`optimal` means the m6i, c6i, r6i and c7i families since November 2025",
        )
        .label("moves with AWS's choice")
        .why("before that it meant c4, m4 and r4 or c5, m5 and r5, and AWS may change it again under running environments")
        .help("write \"default_x86_64\" for the same families by their present name, or name the families you mean")
    })?;
    Some(with_string_fix(
        found,
        program,
        place,
        "default_x86_64",
        Applicability::Safe,
    ))
}

fn refused(program: &Program, entry: &Entry, name: &str, place: &Typed) -> Option<Diagnostic> {
    let verdict = entry.verdict();
    let (message, why) = match verdict {
        Verdict::Taken => return None,
        Verdict::MetalOnly => (
            format!("the family `{name}` has bare-metal sizes only"),
            "a family never stands for its metal types, so this entry stands for none",
        ),
        Verdict::Unusable => (
            format!("AWS Batch cannot run containers on `{name}`"),
            NOT_IN_THE_LIST,
        ),
        Verdict::Refused | Verdict::ProbablyRefused if entry.family().starts_with('t') => (
            format!("AWS Batch takes no burstable types such as `{name}`"),
            NOT_IN_THE_LIST,
        ),
        Verdict::Refused | Verdict::ProbablyRefused => {
            (format!("AWS Batch does not take `{name}`"), NOT_IN_THE_LIST)
        }
    };
    let mut found = Diagnostic::new(&REFUSED_INSTANCE_TYPE, place.span, message)
        .label("not taken")
        .why(why);
    if verdict == Verdict::ProbablyRefused {
        // Nobody has reported it; its like are refused.
        found.severity = Severity::Warning;
    }
    let Some(instead) = entry.alternative() else {
        let metal = entry
            .first_type()
            .map(|first| format!("name a size, such as `{first}`"));
        return Some(found.help(
            metal.unwrap_or_else(|| {
                "take another family; `batchlang catalog` lists them".to_owned()
            }),
        ));
    };
    let found = found.help(format!("`{instead}` is the nearest that AWS Batch takes"));
    Some(with_string_fix(
        found,
        program,
        place,
        &instead,
        Applicability::Unsafe,
    ))
}

fn unknown(program: &Program, name: &str, place: &Typed) -> Diagnostic {
    let spelling = entries::respell(name);
    let family = name.split_once('.').map_or(name, |(family, _)| family);
    let size_of_known_family = name.contains('.') && entries::find(family).is_some();
    let certain = spelling.is_some() || size_of_known_family || !entries::plausible(name);
    let message = if size_of_known_family && spelling.is_none() {
        let size = name.split_once('.').map_or("", |(_, size)| size);
        format!("the family `{family}` has no size `{size}`")
    } else {
        format!("there is no instance type or family `{name}`")
    };
    let mut found = Diagnostic::new(&UNKNOWN_INSTANCE_TYPE, place.span, message)
        .label("unknown")
        .why(NOT_IN_THE_LIST);
    if !certain {
        // It has the shape of a type; AWS may have launched it since this catalogue was made.
        found.severity = Severity::Warning;
        found.message = format!("`{name}` is not in this version's catalogue of instance types");
    }
    if let Some(right) = spelling {
        let found = found.help(format!("write \"{right}\""));
        return with_string_fix(found, program, place, &right, Applicability::Safe);
    }
    if let Some(near) = entries::nearest(name) {
        let applicability = if size_of_known_family {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        };
        let near_enough = strsim::damerau_levenshtein(name, near) <= 2;
        let found = match size_of_known_family
            .then(|| entries::sizes(family))
            .flatten()
        {
            Some(sizes) if !near_enough => {
                return found.help(format!("`{family}` has {sizes}"));
            }
            Some(_) | None => found.help(format!("did you mean `{near}`?")),
        };
        return with_string_fix(found, program, place, near, applicability);
    }
    match entries::sizes(family).filter(|_| size_of_known_family) {
        Some(sizes) => found.help(format!("`{family}` has {sizes}")),
        None => found.help("`batchlang catalog` searches the types there are"),
    }
}

fn withdrawn(entry: &Entry, name: &str, place: &Typed) -> Option<Diagnostic> {
    entry.withdrawn().then(|| {
        Diagnostic::new(
            &WITHDRAWN_INSTANCE_TYPE,
            place.span,
            format!("AWS no longer offers `{name}`"),
        )
        .label("withdrawn")
        .why("EC2 starts no new instance of it, so jobs that fit only this type would wait in RUNNABLE")
        .help("take a type of a later generation")
    })
}

fn region(program: &Program, entry: &Entry, name: &str, place: &Typed) -> Option<Diagnostic> {
    let region = program.project()?.get("region")?;
    let code = region.as_str()?;
    if entry.offered_in(code)? {
        return None;
    }
    Some(
        Diagnostic::new(
            &NOT_IN_REGION,
            place.span,
            format!("`{name}` is not offered in `{code}`"),
        )
        .label("not in this region")
        .also(region.span, "the project's region")
        .why("AWS Batch's list of types differs between regions: \"Instance type can only be one of [...]\"")
        .help(format!("take another type; `batchlang catalog --region {code}` lists those of the region")),
    )
}

fn purchase(environment: &Block, entry: &Entry, name: &str, place: &Typed) -> Option<Diagnostic> {
    if entry.capacity_block_only() {
        // A template of the user's own may name the reservation.
        return (!environment.has("launch_template") && !entry.sold_on_demand()).then(|| {
            Diagnostic::new(
                &CAPACITY_BLOCK_ONLY,
                place.span,
                format!("`{name}` starts only in a Capacity Block you have reserved"),
            )
            .label("reserved in blocks")
            .why("AWS sells no On-Demand or Spot capacity of it, so without a reservation no instance would start and jobs wait in RUNNABLE")
            .help("reserve a Capacity Block and name it in a `launch_template`, or take a type sold On-Demand")
        });
    }
    if !compute::is_spot(environment) || entry.sold_as_spot() {
        return None;
    }
    let mut found = Diagnostic::new(
        &NOT_SOLD_AS_SPOT,
        place.span,
        format!("there is no Spot capacity of `{name}`"),
    )
    .label("On-Demand only")
    .why("a SPOT environment would never start it: jobs that need it wait in RUNNABLE")
    .help("list it in an EC2 environment, or take another type");
    if let Some(kind) = environment.get("type") {
        found = found.also(kind.span, "Spot only");
    }
    Some(found)
}
