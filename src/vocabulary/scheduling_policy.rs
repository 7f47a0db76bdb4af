//! `scheduling_policy`: how a queue is divided among those who use it.

use super::common::{DAY, TAGS, duration, int, list, name};
use super::types::{Attribute, Format, Type, attr, word};

pub static ATTRIBUTES: &[Attribute] = &[
    name("name"),
    attr(
        "share_decay",
        duration(0, 7 * DAY),
        "How far back past use counts: a share that used much in this time waits longer. Left out \
         (or 0), it is 10 minutes.",
    )
    .default_described("10 minutes")
    .to("fairsharePolicy.shareDecaySeconds", "fair_share_policy.share_decay_seconds")
    .seconds()
    .since("2021-11")
    .example("6 h"),
    attr(
        "compute_reservation",
        int(0, 99),
        "Keeps a part of the capacity free for shares that run nothing yet: with this number *r* and \
         *n* active shares, (*r*/100)ⁿ of it. Left out, nothing is kept.",
    )
    .default_described("0")
    .to("fairsharePolicy.computeReservation", "fair_share_policy.compute_reservation")
    .since("2021-11")
    .example("10"),
    attr(
        "share_distribution",
        list!(Type::Object(SHARE), 0, 500),
        "The shares and their weights. A share that is not listed has weight 1.",
    )
    .to("fairsharePolicy.shareDistribution", "fair_share_policy.share_distribution")
    .since("2021-11")
    .example("[{ share_identifier = \"genomics\", weight_factor = 0.5 }]"),
    attr(
        "quota_share_policy",
        Type::Object(&[attr(
            "idle_resource_assignment_strategy",
            Type::Enum(&[word("FIFO", "First come, first served.")]),
            "Who gets capacity that a quota share leaves idle.",
        )
        .required()
        .aws_only("idleResourceAssignmentStrategy")
        .example("FIFO")]),
        "Divides a SageMaker queue by quota shares, instead of fair share. Left out, the policy is a \
         fair-share one; it cannot be both.",
    )
    .aws_only("quotaSharePolicy")
    .since("2026")
    .example("{ idle_resource_assignment_strategy = FIFO }"),
    TAGS,
];

static SHARE: &[Attribute] = &[
    attr(
        "share_identifier",
        Type::String(Format::ShareIdentifier),
        "The name jobs give when they are submitted; letters and digits. A `*` at the end covers \
         all that begin so. Identifiers may not overlap.",
    )
    .required()
    .to("shareIdentifier", "share_identifier")
    .example("\"genomics\""),
    attr(
        "weight_factor",
        Type::Decimal {
            min: 0.0001,
            max: 999.9999,
        },
        "How little the share gets: a share of weight 0.5 gets twice what one of weight 1 does. Left \
         out, it is 1.",
    )
    .default("1")
    .to("weightFactor", "weight_factor")
    .example("0.5"),
];
