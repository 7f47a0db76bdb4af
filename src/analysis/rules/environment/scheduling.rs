//! Scheduling policies and quota shares.

use super::super::facts::Facts;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Typed};

codes! {
    OVERLAPPING_SHARES = "overlapping-shares", Error, "two share identifiers of a policy stand for the same jobs";
    TWO_POLICIES_IN_ONE = "two-policies-in-one", Error, "a scheduling policy has both fair share and quota shares";
    QUOTA_SHARE_QUEUE = "quota-share-queue", Error, "a quota share belongs to a queue that has no policy for quota shares";
}

/// What only a fair-share policy has.
const FAIR_SHARE: [&str; 3] = ["share_decay", "compute_reservation", "share_distribution"];

pub fn check(_: &Facts, policy: &Block, out: &mut Vec<Diagnostic>) {
    overlapping(policy, out);
    two_in_one(policy, out);
}

/// A share as it is compared: what the identifier begins with, and whether it is only a beginning.
struct Share<'a> {
    text: &'a str,
    stem: &'a str,
    prefix: bool,
    place: &'a Typed,
}

impl<'a> Share<'a> {
    fn new(text: &'a str, place: &'a Typed) -> Share<'a> {
        let stem = text.strip_suffix('*');
        Share {
            text,
            stem: stem.unwrap_or(text),
            prefix: stem.is_some(),
            place,
        }
    }

    /// Some job's share identifier belongs to both.
    fn overlaps(&self, other: &Share) -> bool {
        self.stem == other.stem && self.prefix == other.prefix
            || self.prefix && other.stem.starts_with(self.stem)
            || other.prefix && self.stem.starts_with(other.stem)
    }
}

fn shares(policy: &Block) -> Vec<Share<'_>> {
    policy
        .objects("share_distribution")
        .filter_map(|entry| {
            let place = entry.get("share_identifier")?;
            Some(Share::new(place.as_str()?, place))
        })
        .collect()
}

/// Sorted by their beginnings, what lies within a share stands right behind it: the shares that
/// may still hold the next one are a stack, and one pass finds every share that lies in another.
fn overlapping(policy: &Block, out: &mut Vec<Diagnostic>) {
    let mut sorted = shares(policy);
    sorted.sort_by(|a, b| (a.stem, !a.prefix).cmp(&(b.stem, !b.prefix)));
    let mut open: Vec<&Share> = Vec::new();
    for share in &sorted {
        while open.last().is_some_and(|wider| !wider.overlaps(share)) {
            open.pop();
        }
        if let Some(wider) = open.last() {
            report_overlap(policy, wider, share, out);
        }
        open.push(share);
    }
}

fn report_overlap(policy: &Block, wider: &Share, share: &Share, out: &mut Vec<Diagnostic>) {
    let same = wider.text == share.text;
    let message = if same {
        format!(
            "the share `{}` stands twice in `{}`",
            share.text, policy.label
        )
    } else {
        format!("the share `{}` lies within `{}`", share.text, wider.text)
    };
    out.push(
        Diagnostic::new(&OVERLAPPING_SHARES, share.place.span, message)
            .label(if same {
                "again".to_owned()
            } else {
                format!("begins like `{}`", wider.text)
            })
            .also(
                wider.place.span,
                if same { "first here" } else { "the wider one" },
            )
            .why("a job must have one weight, so AWS Batch refuses share identifiers that overlap")
            .help(if same {
                "remove one of the two"
            } else {
                "choose identifiers of which none begins with another's text before the `*`"
            }),
    );
}

fn two_in_one(policy: &Block, out: &mut Vec<Diagnostic>) {
    let Some(quota) = policy.field("quota_share_policy") else {
        return;
    };
    let Some(fair) = FAIR_SHARE.iter().find_map(|name| policy.field(name)) else {
        return;
    };
    out.push(
        Diagnostic::new(
            &TWO_POLICIES_IN_ONE,
            quota.name_span,
            format!("`{}` sets `quota_share_policy` and `{}`", policy.label, fair.attribute.name),
        )
        .label("quota shares")
        .also(fair.name_span, "fair share")
        .why("a scheduling policy is either a fair-share policy or a quota-share policy; AWS Batch refuses both in one")
        .help("keep one; queues that need the other get a policy of their own"),
    );
}

pub fn quota_share_queue(program: &Facts, share: &Block, out: &mut Vec<Diagnostic>) {
    let Some(field) = share.field("job_queue") else {
        return;
    };
    let Some(queue) = field.value.as_reference().map(|id| program.block(id)) else {
        return;
    };
    if queue.existing || queue.broken {
        return;
    }
    let policy = queue.field("scheduling_policy");
    let found = Diagnostic::new(
        &QUOTA_SHARE_QUEUE,
        field.value.span,
        format!("the queue `{}` does not schedule by quota shares", queue.label),
    )
    .label("has no quota-share policy")
    .why("a quota share divides up a queue whose scheduling policy has a `quota_share_policy`; AWS Batch refuses it on any other");
    match policy {
        None => out.push(
            found
                .also(queue.head_span, "names no `scheduling_policy`")
                .help("give the queue a `scheduling_policy` that sets `quota_share_policy`"),
        ),
        Some(reference) => {
            let Some(policy) = reference.value.as_reference().map(|id| program.block(id)) else {
                return;
            };
            if !policy.existing && !policy.broken && !policy.has("quota_share_policy") {
                out.push(
                    found
                        .also(reference.value.span, "its policy")
                        .also(policy.head_span, "sets no `quota_share_policy`")
                        .help("set `quota_share_policy` in that policy"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Share;
    use crate::program::{Typed, TypedKind};
    use crate::syntax::source::Span;

    fn overlap(a: &str, b: &str) -> bool {
        let place = Typed {
            kind: TypedKind::Unknown,
            span: Span::default(),
        };
        Share::new(a, &place).overlaps(&Share::new(b, &place))
    }

    #[test]
    fn shares_overlap_where_one_star_holds_the_other() {
        assert!(overlap("team*", "team1"));
        assert!(overlap("team1", "team*"));
        assert!(overlap("team*", "te*"));
        assert!(overlap("a", "a"));
        assert!(!overlap("team", "team1"));
        assert!(!overlap("team1*", "team2"));
        assert!(!overlap("a*", "b*"));
    }

    #[test]
    fn a_wide_share_is_remembered_behind_a_narrow_one() {
        let policy = "scheduling_policy fair {\n share_distribution = [\n\
                      { share_identifier = \"ab*\" }, { share_identifier = \"a*\" },\n\
                      { share_identifier = \"ac\" }, { share_identifier = \"b\" },\n]\n}\n";
        let found = crate::analysis::testing::codes_of(policy);
        assert_eq!(found, ["overlapping-shares", "overlapping-shares"]);
    }
}
