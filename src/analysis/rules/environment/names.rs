//! The names things get in AWS: how long they are, and that no two of a kind share one.

use super::super::facts::Facts;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Program};
use crate::syntax::source::Span;
use crate::vocabulary::Kind;
use rustc_hash::FxHashMap;

codes! {
    NAME_TOO_LONG = "name-too-long", Error, "with the project's prefix a name is longer than AWS takes";
    SAME_NAME = "same-name", Error, "two declarations get the same name in AWS";
    SIMILAR_LABELS = "similar-labels", Warning, "two labels differ in `-` and `_` alone";
}

/// Characters of a name in AWS Batch.
const BATCH_NAME: usize = 128;
/// Characters of an IAM role's name.
const ROLE_NAME: usize = 64;

/// Kinds that have a name in the account and region.
const NAMED: [Kind; 8] = [
    Kind::ComputeEnvironment,
    Kind::JobQueue,
    Kind::JobDefinition,
    Kind::SchedulingPolicy,
    Kind::ConsumableResource,
    Kind::ServiceEnvironment,
    Kind::QuotaShare,
    Kind::Role,
];

pub fn check(program: &Program, out: &mut Vec<Diagnostic>) {
    for kind in NAMED {
        same(program, kind, out);
        similar(program, kind, out);
    }
}

/// Terraform's labels are written with `_`, so these two would be one there.
fn similar(program: &Program, kind: Kind, out: &mut Vec<Diagnostic>) {
    let mut taken: FxHashMap<String, &Block> = FxHashMap::default();
    for block in program.declared(kind) {
        let folded = block.label.replace('-', "_");
        match taken.get(&folded) {
            Some(first) if first.label != block.label => out.push(
                Diagnostic::new(
                    &SIMILAR_LABELS,
                    block.label_span,
                    format!(
                        "`{}` and `{}` differ in `-` and `_` alone",
                        first.label, block.label
                    ),
                )
                .also(first.label_span, "the other one")
                .why(
                    "a reader takes the one for the other; in Terraform, where labels are written \
                     with `_`, one of them gets a digest behind its name, and adding the second \
                     moves the first",
                )
                .help("give one of them another label"),
            ),
            Some(_) => {}
            None => {
                taken.insert(folded, block);
            }
        }
    }
}

/// The project's prefix, where it is known.
fn name_prefix(program: &Program) -> Option<&str> {
    match program
        .project()
        .and_then(|project| project.get("name_prefix"))
    {
        Some(prefix) => prefix.as_str(),
        None => Some(""),
    }
}

/// The name in AWS, where it is known.
fn aws_name(program: &Program, block: &Block) -> Option<String> {
    let base = block.base_name()?;
    if block.existing {
        // An `existing` block that gives an ARN has its name there, not in its label.
        return (!block.has("arn")).then(|| base.to_owned());
    }
    Some(format!("{}{base}", name_prefix(program)?))
}

/// Where the name is written.
fn place(block: &Block) -> Span {
    block.get("name").map_or(block.label_span, |name| name.span)
}

fn most(kind: Kind) -> usize {
    if kind == Kind::Role {
        ROLE_NAME
    } else {
        BATCH_NAME
    }
}

pub fn too_long(program: &Facts, block: &Block, out: &mut Vec<Diagnostic>) {
    let kind = block.kind;
    if block.existing || !NAMED.contains(&kind) {
        return;
    }
    let Some(name) = aws_name(program, block) else {
        return;
    };
    let (length, most) = (name.chars().count(), most(kind));
    let base = block.base_name().map_or(0, |base| base.chars().count());
    // A written `name` that is too long by itself is the attribute's own error, and a role
    // without one gets a name that is shortened to fit.
    let shortened = kind == Kind::Role && !block.has("name");
    if length <= most || shortened || (base > most && block.has("name")) {
        return;
    }
    let mut found = Diagnostic::new(
        &NAME_TOO_LONG,
        place(block),
        format!(
            "the name of `{}` in AWS has {length} characters, {} too many",
            block.label,
            length - most
        ),
    )
    .label(format!("AWS takes {most}"))
    .why(format!(
        "AWS refuses {} whose name is longer than {most} characters",
        kind.noun()
    ))
    .help(if base == length {
        "shorten it"
    } else {
        "shorten it, or the project's `name_prefix`"
    });
    if base < length
        && let Some(prefix) = program
            .project()
            .and_then(|project| project.get("name_prefix"))
    {
        found = found.also(prefix.span, format!("adds {}", length - base));
    }
    out.push(found);
}

fn same(program: &Program, kind: Kind, out: &mut Vec<Diagnostic>) {
    let mut taken: FxHashMap<String, &Block> = FxHashMap::default();
    for block in program.of(kind) {
        let Some(name) = aws_name(program, block) else {
            continue;
        };
        let Some(first) = taken.get(&key(kind, &name)).copied() else {
            taken.insert(key(kind, &name), block);
            continue;
        };
        // Two of one label are reported as that, and two `existing` may be one thing seen twice.
        if first.label == block.label || (first.existing && block.existing) {
            continue;
        }
        out.push(
            Diagnostic::new(
                &SAME_NAME,
                place(block),
                format!(
                    "`{}` and `{}` would both be {} named `{name}` in AWS",
                    first.label,
                    block.label,
                    kind.noun()
                ),
            )
            .label("the same name")
            .also(
                place(first),
                if first.existing {
                    "exists already"
                } else {
                    "first taken here"
                },
            )
            .why(consequence(kind))
            .help("give one of them another `name`"),
        );
    }
}

/// IAM compares role names without regard to case.
fn key(kind: Kind, name: &str) -> String {
    if kind == Kind::Role {
        name.to_ascii_lowercase()
    } else {
        name.to_owned()
    }
}

fn consequence(kind: Kind) -> &'static str {
    match kind {
        Kind::JobDefinition => {
            "AWS Batch would register the one as a new revision of the other, and a job submitted by name would run whichever came last"
        }
        Kind::Role => "IAM refuses a second role of that name in the account: EntityAlreadyExists",
        _ => {
            "names are unique in an account and region: the second is refused with \"Object already exists\""
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::testing::codes_of;

    fn job(label: &str, name: &str) -> String {
        format!(
            "job_definition {label} {{\nimage = \"busybox:1.36\"\nvcpus = 1\nmemory = 512 MiB\n{name}\n}}\n"
        )
    }

    #[test]
    fn a_name_may_clash_with_a_label() {
        let text = job("align", "") + &job("other", "name = \"align\"");
        assert_eq!(codes_of(&text), ["same-name"]);
    }

    #[test]
    fn kinds_have_names_of_their_own() {
        let text = super::super::samples::ec2("") + &job("workers", "") + &job("main", "");
        assert!(codes_of(&text).is_empty(), "{:?}", codes_of(&text));
    }

    #[test]
    fn the_prefix_counts() {
        let prefixed = |length: usize| {
            let prefix = "p".repeat(length);
            codes_of(&format!(
                "project p {{\nregion = \"us-east-1\"\nname_prefix = \"{prefix}\"\n}}\n{}",
                job("align", "")
            ))
        };
        assert!(prefixed(123).is_empty());
        assert_eq!(prefixed(124), ["name-too-long"]);
    }
}
