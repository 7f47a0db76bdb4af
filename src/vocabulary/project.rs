//! `project`: what holds for the whole program.

use super::common::{ANY_TEXT, map};
use super::kind::Kind;
use super::types::{Attribute, Format, Type, attr};

pub static ATTRIBUTES: &[Attribute] = &[
    attr(
        "region",
        Type::String(Format::Region),
        "The AWS region everything is made in. Left out, it is the one your AWS settings name when \
         it is deployed, and what differs between regions is not checked.",
    )
    .default_described("the region of the AWS settings in force")
    .own()
    .example("\"eu-central-1\""),
    attr(
        "account",
        Type::String(Format::Account),
        "The AWS account this belongs to: twelve digits in quotes. Deploying to another one is \
         refused. Left out, any account will do.",
    )
    .own()
    .example("\"123456789012\""),
    attr(
        "name_prefix",
        Type::String(Format::BatchName),
        "Put in front of every name in AWS, so that two copies can live side by side. Left out, \
         names are as written.",
    )
    .own()
    .example("\"dev-\""),
    attr(
        "network",
        Type::Ref(&[Kind::Network]),
        "Where compute environments stand that name no network of their own. Left out, the region's \
         default VPC.",
    )
    .default_described("the default VPC")
    .own()
    .example("lab"),
    attr(
        "tags",
        map!(ANY_TEXT, 0, 50),
        "Tags of everything the program makes. Left out, there are none.",
    )
    .own()
    .example("{ team = \"genomics\" }"),
];
