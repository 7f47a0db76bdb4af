//! The entries of `instance_types`, one by one: whether there is such a type, and whether AWS
//! Batch takes it here.

use super::super::facts::Facts;
use super::compute::{self, Platform};
use super::edits;
use super::entries::{self, Entry, Verdict};
use crate::catalog;
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

pub fn check(program: &Facts, environment: &Block, out: &mut Vec<Diagnostic>) {
    for (name, place) in compute::instance_types(environment) {
        if !name.contains('*') {
            entry(program, environment, name, place, out);
        } else if compute::platform(environment) != Some(Platform::ManagedInstances) {
            out.push(pattern(program, name, place));
        }
    }
}

/// `m7i.*`, which only ECS Managed Instances take.
fn pattern(program: &Program, name: &str, place: &Typed) -> Diagnostic {
    let found = Diagnostic::new(
        &UNKNOWN_INSTANCE_TYPE,
        place.span,
        format!("`{name}` is a pattern, and `instance_types` takes none"),
    )
    .label("no type, no family")
    .why(NOT_IN_THE_LIST);
    let family = name.strip_suffix(".*").and_then(entries::find);
    let taken = family.filter(|family| family.verdict() == Verdict::Taken);
    match taken.map(|family| family.family()) {
        Some(family) => with_string_fix(
            found.help(format!(
                "write \"{family}\": a family stands for all its sizes but the bare-metal ones"
            )),
            program,
            place,
            family,
            Applicability::Unsafe,
        ),
        None => found.help(
            "list types and families, or `default_x86_64` or `default_arm64` for AWS's choice; \
             patterns are for `allowed_instance_types` of ECS Managed Instances",
        ),
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
    let right = catalog::nearest(name).filter(|near| catalog::keyword(near).is_some())?;
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
            .first_metal()
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
        instead,
        Applicability::Unsafe,
    ))
}

/// How sure it is that a name is wrong, and what was meant.
struct Guess {
    near: Option<&'static str>,
    /// What was meant is plain: only case, a dot or the size is wrong.
    plain: bool,
    /// The family exists; the size does not.
    family: Option<&'static str>,
    /// It may be a type this catalogue does not have yet.
    may_be_new: bool,
}

fn guess(name: &str) -> Guess {
    let near = catalog::nearest(name);
    let (prefix, _) = name.split_once('.').unwrap_or((name, ""));
    let family = catalog::family(prefix).map(|family| family.name);
    let respelt = near.is_some_and(|near| {
        name.trim().eq_ignore_ascii_case(near) || (near.contains('.') && !name.contains('.'))
    });
    let plain = respelt
        || (family.is_some() && near.is_some_and(|near| strsim::osa_distance(name, near) <= 2));
    let may_be_new =
        catalog::named_only(name) || (!respelt && family.is_none() && entries::plausible(name));
    Guess {
        near,
        plain,
        family,
        may_be_new,
    }
}

fn unknown(program: &Program, name: &str, place: &Typed) -> Diagnostic {
    let several: Vec<&str> = name
        .split([',', ' ', ';'])
        .filter(|part| !part.is_empty())
        .collect();
    if several.len() > 1 {
        let list: Vec<String> = several.iter().map(|part| format!("\"{part}\"")).collect();
        let message = "one string holds several instance types";
        return Diagnostic::new(&UNKNOWN_INSTANCE_TYPE, place.span, message)
            .label("each is an element of its own")
            .fix("part them", place.span, list.join(", "));
    }
    let guess = guess(name);
    let message = match (guess.family, name.split_once('.')) {
        (Some(family), Some((_, size))) => format!("the family `{family}` has no size `{size}`"),
        _ => format!("there is no instance type or family `{name}`"),
    };
    let mut found = Diagnostic::new(&UNKNOWN_INSTANCE_TYPE, place.span, message)
        .label("unknown")
        .why(NOT_IN_THE_LIST);
    if guess.may_be_new {
        found.severity = Severity::Warning;
        found.message = format!("`{name}` is not in this version's catalogue of instance types");
        found = found.why(format!(
            "AWS may have launched it since {}; if not, {NOT_IN_THE_LIST}",
            catalog::AS_OF
        ));
    }
    if let Some(near) = guess.near.filter(|_| !catalog::named_only(name)) {
        let applicability = if guess.plain {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        };
        let found = found.help(format!("did you mean `{near}`?"));
        return with_string_fix(found, program, place, near, applicability);
    }
    found.help(match guess.family.and_then(entries::sizes) {
        Some(sizes) => format!("it has {sizes}"),
        None => "`batchlang catalog` searches the types there are".to_owned(),
    })
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
        return (!environment.has("launch_template")).then(|| {
            Diagnostic::new(
                &CAPACITY_BLOCK_ONLY,
                place.span,
                format!("`{name}` starts only in a Capacity Block you have reserved"),
            )
            .label("reserved in blocks")
            .why("AWS's price list has no On-Demand price for it, so without a reservation no instance would start and jobs wait in RUNNABLE")
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

#[cfg(test)]
mod tests {
    use super::super::samples::environment;
    use crate::analysis::testing::{check, codes_of};
    use crate::diagnostic::{Applicability, Severity};

    fn with(entry: &str) -> String {
        environment("EC2", &format!("instance_types = [\"{entry}\"]"))
    }

    /// The one finding's code, severity, and the text of its fix with whether it is safe.
    fn finding(entry: &str) -> (&'static str, Severity, Option<(String, bool)>) {
        let found = check(&with(entry)).diagnostics;
        let found: Vec<_> = found
            .iter()
            .filter(|f| f.severity != Severity::Advice)
            .collect();
        assert_eq!(found.len(), 1, "{entry}: {found:?}");
        let fix = found[0].fixes.first().map(|fix| {
            (
                fix.edits[0].text.clone(),
                fix.applicability == Applicability::Safe,
            )
        });
        (found[0].code.name, found[0].severity, fix)
    }

    #[test]
    fn near_misses_are_mended() {
        for (typed, meant) in [
            ("m5.larg", "m5.large"),
            ("m5large", "m5.large"),
            ("M5.Large", "m5.large"),
            ("c6i.2xlrage", "c6i.2xlarge"),
        ] {
            let (code, severity, fix) = finding(typed);
            assert_eq!(
                (code, severity),
                ("unknown-instance-type", Severity::Error),
                "{typed}"
            );
            assert_eq!(fix, Some((format!("\"{meant}\""), true)), "{typed}");
        }
    }

    #[test]
    fn what_may_be_new_is_a_warning() {
        for typed in ["m99", "m99.large", "x42ab.8xlarge"] {
            assert_eq!(finding(typed).1, Severity::Warning, "{typed}");
        }
    }

    #[test]
    fn keywords_in_any_spelling() {
        for typed in ["default-x86_64", "default_x86-64", "Optimal"] {
            assert_eq!(finding(typed).0, "misspelt-keyword", "{typed}");
        }
        assert_eq!(
            finding("default-arm64").2,
            Some(("\"default_arm64\"".to_owned(), true))
        );
    }

    #[test]
    fn burstable_types_have_an_alternative_of_like_size() {
        for (typed, instead) in [
            ("t3.medium", "c6i.large"),
            ("t3.large", "m6i.large"),
            ("t4g.small", "c6g.large"),
            ("t3", "m6i"),
        ] {
            let (code, severity, fix) = finding(typed);
            assert_eq!(
                (code, severity),
                ("refused-instance-type", Severity::Error),
                "{typed}"
            );
            assert_eq!(fix, Some((format!("\"{instead}\""), false)), "{typed}");
        }
    }

    #[test]
    fn patterns_are_for_managed_instances() {
        for entry in ["*", "zzz.*", "t3.*"] {
            let (code, severity, fix) = finding(entry);
            assert_eq!(
                (code, severity, fix),
                ("unknown-instance-type", Severity::Error, None),
                "{entry}"
            );
        }
        assert_eq!(finding("c7g.*").2, Some(("\"c7g\"".to_owned(), false)));
    }

    #[test]
    fn mac_has_none() {
        let (code, _, fix) = finding("mac2.metal");
        assert_eq!((code, fix), ("refused-instance-type", None));
    }

    #[test]
    fn the_region_decides_what_is_offered() {
        let text = |region: &str| {
            format!(
                "project p {{\nregion = \"{region}\"\n}}\n{}",
                with("m4.large")
            )
        };
        assert!(codes_of(&text("us-east-1")).is_empty());
        assert_eq!(codes_of(&text("eu-north-1")), ["not-in-region"]);
    }

    #[test]
    fn a_template_may_name_the_reservation() {
        assert_eq!(finding("p5e.48xlarge").0, "capacity-block-only");
        let own = environment(
            "EC2",
            "instance_types = [\"p5e.48xlarge\"]\nlaunch_template = { name = \"blocks\" }",
        );
        assert!(codes_of(&own).is_empty());
    }
}
