//! The vocabulary against AWS's own model and against Terraform's provider: no field missed, none
//! misspelt, every attribute told.

use batchlang::vocabulary::{
    Attribute, Default, Form, Kind, Type, attributes, functions, keywords, kind_doc, values_of,
};
use std::collections::BTreeSet;

const API: &str = include_str!("data/batch-api-fields.txt");
const PROVIDER: &str = include_str!("data/terraform-arguments.txt");

/// Lines `NAME PATH` of a list.
fn listed<'a>(list: &'a str, name: &str) -> BTreeSet<&'a str> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .filter(|(first, _)| *first == name)
        .map(|(_, path)| path)
        .collect()
}

/// The attributes inside a type, through lists and maps; of all alternatives.
fn inner(ty: &Type) -> Vec<&'static Attribute> {
    match ty {
        Type::Object(attributes) => attributes.iter().collect(),
        Type::List { of, .. } | Type::Map { of, .. } => inner(of),
        Type::OneOf(types) => types.iter().flat_map(inner).collect(),
        _ => Vec::new(),
    }
}

/// Every attribute with its path in the language: `retry.attempts`.
fn all() -> Vec<(String, Kind, &'static Attribute)> {
    let mut found = Vec::new();
    for kind in Kind::ALL {
        for existing in [false, true] {
            for attribute in attributes(kind, existing) {
                collect(kind, attribute, kind.name().to_owned(), &mut found);
            }
        }
    }
    found
}

fn collect(
    kind: Kind,
    attribute: &'static Attribute,
    before: String,
    found: &mut Vec<(String, Kind, &'static Attribute)>,
) {
    let path = format!("{before}.{}", attribute.name);
    found.push((path.clone(), kind, attribute));
    for nested in inner(&attribute.ty) {
        collect(kind, nested, path.clone(), found);
    }
}

const OPERATIONS: [(Kind, &str); 7] = [
    (Kind::ComputeEnvironment, "CreateComputeEnvironment"),
    (Kind::JobQueue, "CreateJobQueue"),
    (Kind::SchedulingPolicy, "CreateSchedulingPolicy"),
    (Kind::JobDefinition, "RegisterJobDefinition"),
    (Kind::ConsumableResource, "CreateConsumableResource"),
    (Kind::ServiceEnvironment, "CreateServiceEnvironment"),
    (Kind::QuotaShare, "CreateQuotaShare"),
];

/// The places of a request an attribute fills. `within`: the path of the object around it.
fn places(attribute: &Attribute, within: &str) -> Vec<String> {
    let path = attribute.aws;
    if path.is_empty() {
        return Vec::new();
    }
    let node = "nodeProperties.nodeRangeProperties";
    let single = |field: &str| match field {
        "taskRoleArn" => "jobRoleArn".to_owned(),
        "platformVersion" => "fargatePlatformConfiguration.platformVersion".to_owned(),
        other => other.to_owned(),
    };
    let (level, field) = match path.strip_prefix('@').and_then(|path| path.split_once('.')) {
        Some((level, field)) => (level, field),
        None if within.is_empty() => return vec![path.to_owned()],
        None => return vec![format!("{within}.{path}")],
    };
    if within == node {
        let may = |form: Form| attribute.forms.is_empty() || attribute.forms.contains(&form);
        if field == "instanceType" {
            return vec![
                format!("{node}.container.instanceType"),
                format!("{node}.instanceTypes"),
            ];
        }
        let container = format!("{node}.container.{}", single(field));
        let task = format!("{node}.ecsProperties.taskProperties.{field}");
        return [(Form::Container, container), (Form::Containers, task)]
            .into_iter()
            .filter_map(|(form, place)| may(form).then_some(place))
            .collect();
    }
    if !within.is_empty() {
        return vec![format!("{within}.{field}")];
    }
    let may = |form: Form| attribute.forms.contains(&form);
    let mut places = Vec::new();
    if may(Form::Container) {
        places.push(format!("containerProperties.{}", single(field)));
    }
    if may(Form::Containers) {
        assert_eq!(level, "task", "{}", attribute.name);
        places.push(format!("ecsProperties.taskProperties.{field}"));
    }
    places
}

/// Every place the attributes fill, and with `whole` those whose insides they fill too.
fn filled(
    attribute: &Attribute,
    within: &str,
    filled: &mut BTreeSet<String>,
    whole: &mut BTreeSet<String>,
) {
    let nested = inner(&attribute.ty);
    for place in places(attribute, within) {
        for inside in &nested {
            self::filled(inside, &place, filled, whole);
        }
        if nested.is_empty() {
            whole.insert(place.clone());
        }
        filled.insert(place);
    }
}

/// Fields of the API no attribute fills, each with the reason.
const NOT_SAID: &[(&str, &str)] = &[
    (
        "type",
        "follows from the form: MANAGED or UNMANAGED, container or multinode",
    ),
    ("context", "reserved by AWS"),
    ("computeEnvironment", "names what an update is for"),
    ("computeResources.subnets", "`network` says it"),
    ("computeResources.securityGroupIds", "`network` says it"),
    (
        "computeResources.managedInstancesProvider.instanceLaunchTemplate.networkConfiguration",
        "`network` says it",
    ),
    (
        "computeResources.ec2Configuration.batchImageStatus",
        "AWS answers with it only",
    ),
    (
        "eksConfiguration.accessEntry.status",
        "AWS answers with it only",
    ),
    (
        "containerProperties.vcpus",
        "deprecated for resourceRequirements",
    ),
    (
        "containerProperties.memory",
        "deprecated for resourceRequirements",
    ),
    (
        "containerProperties.instanceType",
        "for multi-node jobs only",
    ),
    (
        "nodeProperties.nodeRangeProperties.container.vcpus",
        "deprecated for resourceRequirements",
    ),
    (
        "nodeProperties.nodeRangeProperties.container.memory",
        "deprecated for resourceRequirements",
    ),
    (
        "nodeProperties.nodeRangeProperties.container.networkConfiguration",
        "for Fargate, where multi-node jobs cannot run",
    ),
    (
        "nodeProperties.nodeRangeProperties.container.fargatePlatformConfiguration",
        "for Fargate, where multi-node jobs cannot run",
    ),
    (
        "nodeProperties.nodeRangeProperties.container.ephemeralStorage",
        "for Fargate, where multi-node jobs cannot run",
    ),
    (
        "nodeProperties.nodeRangeProperties.ecsProperties.taskProperties.networkMode",
        "for Managed Instances, where multi-node jobs cannot run",
    ),
];

fn not_said(path: &str) -> bool {
    NOT_SAID.iter().any(|(known, _)| below(path, known))
}

/// `path` is `at` or inside it.
fn below(path: &str, at: &str) -> bool {
    path.strip_prefix(at)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[test]
fn every_field_of_the_api_has_an_attribute_and_every_attribute_a_field() {
    let mut faults = Vec::new();
    for (kind, operation) in OPERATIONS {
        let create = listed(API, operation);
        assert!(create.len() > 3, "{operation} is not in the list");
        let mut known = create.clone();
        if kind == Kind::ComputeEnvironment {
            known.extend(listed(API, "UpdateComputeEnvironment"));
        }
        let (mut places, mut whole) = (BTreeSet::new(), BTreeSet::new());
        for attribute in attributes(kind, false) {
            filled(attribute, "", &mut places, &mut whole);
        }
        for place in &places {
            if !known.contains(place.as_str()) {
                faults.push(format!("{operation} has no field {place}"));
            }
        }
        for field in &known {
            let on_the_way = places.iter().any(|place| below(place, field));
            let inside = whole.iter().any(|place| below(field, place));
            if !on_the_way && !inside && !not_said(field) {
                faults.push(format!("nothing fills {operation} {field}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_excluded_is_in_the_api_and_not_said_after_all() {
    let fields: BTreeSet<&str> = API
        .lines()
        .filter_map(|l| Some(l.split_once(' ')?.1))
        .collect();
    for (path, _) in NOT_SAID {
        assert!(fields.contains(path), "{path} is gone from the API");
    }
}

#[test]
fn every_argument_is_one_of_terraforms_provider() {
    let mut faults = Vec::new();
    for (kind, resource) in [
        (Kind::ComputeEnvironment, "aws_batch_compute_environment"),
        (Kind::JobQueue, "aws_batch_job_queue"),
        (Kind::JobDefinition, "aws_batch_job_definition"),
        (Kind::SchedulingPolicy, "aws_batch_scheduling_policy"),
        (Kind::Role, "aws_iam_role"),
    ] {
        let known = listed(PROVIDER, resource);
        assert!(known.len() > 4, "{resource} is not in the list");
        for attribute in attributes(kind, false) {
            check_argument(attribute, "", resource, &known, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn check_argument(
    attribute: &Attribute,
    within: &str,
    resource: &str,
    known: &BTreeSet<&str>,
    faults: &mut Vec<String>,
) {
    // No argument of the provider's, or inside a JSON document it passes on: so is all within.
    let Some(name) = attribute.terraform.filter(|name| !name.is_empty()) else {
        return;
    };
    let path = if within.is_empty() {
        name.to_owned()
    } else {
        format!("{within}.{name}")
    };
    if !known.contains(path.as_str()) {
        faults.push(format!("{resource} has no argument {path}"));
    }
    if matches!(
        name,
        "container_properties" | "ecs_properties" | "node_properties"
    ) {
        return;
    }
    for nested in inner(&attribute.ty) {
        check_argument(nested, &path, resource, known, faults);
    }
}

#[test]
fn every_attribute_is_told() {
    for (path, _, attribute) in all() {
        let name = attribute.name;
        let snake = name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        assert!(snake && !name.is_empty(), "{path}: not snake_case");
        assert!(!attribute.example.is_empty(), "{path}: no example");
        assert!(attribute.doc.ends_with('.'), "{path}: no doc");
        assert!(
            !attribute.doc.contains("  "),
            "{path}: double space in {:?}",
            attribute.doc
        );
        if let Type::Enum(words) = attribute.ty {
            for word in words {
                assert!(word.doc.ends_with('.'), "{path}: {} has no doc", word.name);
            }
        }
        if let Default::Described(sentence) = attribute.default {
            assert!(!sentence.is_empty(), "{path}");
        }
    }
}

#[test]
fn names_are_unique_in_their_object() {
    for kind in Kind::ALL {
        for existing in [false, true] {
            unique(attributes(kind, existing).iter().collect(), kind.name());
        }
    }
    for (path, _, attribute) in all() {
        unique(inner(&attribute.ty), &path);
    }
}

fn unique(attributes: Vec<&Attribute>, place: &str) {
    let names: BTreeSet<&str> = attributes.iter().map(|attribute| attribute.name).collect();
    assert_eq!(names.len(), attributes.len(), "{place}");
}

#[test]
fn kinds_keywords_functions_and_values_are_told() {
    for kind in Kind::ALL {
        let doc = kind_doc(kind);
        assert!(
            doc.summary.ends_with('.') && doc.doc.ends_with('.'),
            "{}",
            kind.name()
        );
        assert!(doc.example.contains(kind.name()), "{}", kind.name());
        let existing = !kind.declarable();
        for name in doc.snippet {
            let known = attributes(kind, existing).iter().any(|a| a.name == *name);
            assert!(known, "{}: {name}", kind.name());
        }
        for (name, line) in values_of(kind) {
            assert!(
                !name.is_empty() && line.ends_with(['.', '`']),
                "{}: {name}",
                kind.name()
            );
        }
    }
    for keyword in keywords() {
        assert!(keyword.doc.ends_with('.'), "{}", keyword.name);
        assert!(
            keyword.example.starts_with(keyword.name),
            "{}",
            keyword.name
        );
    }
    let names: BTreeSet<&str> = functions().iter().map(|function| function.name).collect();
    assert_eq!(names.len(), functions().len());
    for function in functions() {
        assert!(function.doc.contains('.') && function.example.0.contains(function.name));
    }
}
