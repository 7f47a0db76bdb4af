//! Plans without an account: what an apply would have made is no change, and an edit changes what
//! it should, in the class AWS has for it.

#![cfg(feature = "aws")]

use batchlang::analysis::{self, FileError, Files, Inputs};
use batchlang::aws::desired::fold::{Lookups, fold};
use batchlang::aws::desired::{Desired, Place, attributes::known_from_name};
use batchlang::aws::model::{Address, ItemKind, Live, TAG_DIGEST};
use batchlang::aws::plan::{Action, Plan, build};
use batchlang::aws::resolve::{Known, resolve};
use batchlang::resources::{self, ResourceKind};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        std::fs::read(path).map_err(|error| FileError::Other(error.to_string()))
    }
    fn canonical(&self, path: &str) -> String {
        path.to_owned()
    }
    fn join(&self, importer: &str, relative: &str) -> String {
        let folder = Path::new(importer).parent().unwrap_or(Path::new(""));
        folder.join(relative).to_string_lossy().into_owned()
    }
}

struct One<'t>(&'t str);

impl Files for One<'_> {
    fn read(&self, _: &str) -> Result<Vec<u8>, FileError> {
        Ok(self.0.as_bytes().to_vec())
    }
    fn canonical(&self, path: &str) -> String {
        path.to_owned()
    }
    fn join(&self, _: &str, relative: &str) -> String {
        relative.to_owned()
    }
}

fn desired(root: &str, files: &dyn Files) -> Desired {
    let inputs = Inputs {
        complete: true,
        ..Inputs::default()
    };
    let checked = analysis::check_program(root, files, &inputs);
    let errors: Vec<_> = checked
        .diagnostics
        .iter()
        .filter(|one| one.severity == batchlang::diagnostic::Severity::Error)
        .map(|one| &one.message)
        .collect();
    assert!(errors.is_empty(), "{root}: {errors:?}");
    let resources = resources::lower(&checked.program);
    let place = Place {
        account: "123456789012".to_owned(),
        region: resources
            .region
            .as_deref()
            .unwrap_or("us-east-1")
            .to_owned(),
        partition: "aws".to_owned(),
    };
    let mut lookups = Lookups::default();
    for resource in resources.iter().filter(|one| one.kind.is_lookup()) {
        let answer = match resource.kind {
            ResourceKind::DefaultVpc => vec![("id", json!("vpc-default"))],
            ResourceKind::AvailabilityZones => {
                vec![("names", json!(["a", "b", "c", "d", "e", "f"]))]
            }
            ResourceKind::VpcSubnets => vec![("ids", json!(["subnet-1", "subnet-2"]))],
            _ => vec![("id", json!("subnet-9")), ("vpc_id", json!("vpc-9"))],
        };
        let answer = answer
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        lookups.insert(resource.id, answer.collect::<BTreeMap<_, _>>());
    }
    fold(&resources, &place, &lookups)
}

/// The account as an apply of this would leave it, with what AWS adds by itself.
fn applied(desired: &Desired) -> Vec<Live> {
    let mut known = Known::default();
    for item in &desired.items {
        known.extend(&item.address, known_from_name(desired, item));
        let id = format!("id-of-{}", item.address);
        for attribute in ["id", "allocation_id", "prefix_list_id"] {
            if known.get(&item.address, attribute).is_none() {
                known.set(&item.address, attribute, json!(id));
            }
        }
        known.set(&item.address, "latest_version", json!("1"));
        known.set(&item.address, "revision", json!(1));
    }
    let live = |item: &batchlang::aws::desired::Item| {
        let id = known
            .get(&item.address, "id")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let mut live = Live::new(item.address.kind, id).with_tags(item.tags.clone());
        live.address = Some(item.address.clone());
        live.name = item.name.clone();
        live.properties = resolve(&item.properties, &known);
        for attribute in [
            "id",
            "arn",
            "name",
            "latest_version",
            "allocation_id",
            "prefix_list_id",
        ] {
            if let Some(value) = known.get(&item.address, attribute) {
                live.attributes.insert(attribute.to_owned(), value.clone());
            }
        }
        if item.address.kind == ItemKind::ComputeEnvironment {
            live.status = Some("VALID".to_owned());
            if live.properties["computeResources"]["maxvCpus"].is_number() {
                live.properties["computeResources"]["desiredvCpus"] = json!(1);
            }
        }
        live
    };
    desired.items.iter().map(live).collect()
}

fn plan(desired: Desired, live: Vec<Live>) -> Plan {
    build::build(desired, live, Vec::new(), &[]).expect("a plan")
}

fn told(plan: &Plan) -> Vec<String> {
    let line = |change: &batchlang::aws::plan::Change| {
        let fields: Vec<&str> = change
            .fields
            .iter()
            .map(|field| field.path.as_str())
            .collect();
        match change.action {
            Action::Create | Action::Delete => {
                format!("{} {}", change.action.words(), change.address)
            }
            _ => format!(
                "{} {}: {}",
                change.action.words(),
                change.address,
                fields.join(", ")
            ),
        }
    };
    plan.pending().map(line).collect()
}

fn examples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut all: Vec<String> = std::fs::read_dir(folder)
        .expect("the examples are there")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "batch")
        })
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    all.push(format!(
        "{}/examples/modules/main.batch",
        env!("CARGO_MANIFEST_DIR")
    ));
    all.sort();
    all
}

#[test]
fn what_was_applied_is_no_change_and_nothing_is_all_to_create() {
    for path in examples() {
        let wanted = desired(&path, &Disk);
        let first = plan(wanted.clone(), Vec::new());
        assert!(
            first
                .pending()
                .all(|change| change.action == Action::Create),
            "{path}: {:?}",
            told(&first)
        );
        assert_eq!(first.pending().count(), wanted.items.len(), "{path}");
        let again = plan(wanted.clone(), applied(&wanted));
        assert_eq!(told(&again), Vec::<String>::new(), "{path}");
        // The same file gives the same names, tags and digests.
        assert_eq!(desired(&path, &Disk).items, wanted.items, "{path}");
    }
}

const BASE: &str = r#"
project p { region = "us-east-1" }
compute_environment spot {
  type = SPOT
  instance_types = ["m5.large", "m5.xlarge"]
  max_vcpus = 64
}
compute_environment fixed {
  type = EC2
  instance_types = ["m5.large"]
  max_vcpus = 8
  allocation_strategy = BEST_FIT
}
job_queue main {
  priority = 1
  compute_environments = [spot, fixed]
}
job_definition align {
  image = "align:1.0"
  vcpus = 1
  memory = 512 MiB
  environment = { STAGE = "dev" }
  runs_on = [main]
}
"#;

fn edited(from: &str, to: &str) -> Plan {
    assert!(BASE.contains(from), "{from}");
    let before = desired("a.batch", &One(BASE));
    let text = BASE.replace(from, to);
    plan(desired("a.batch", &One(&text)), applied(&before))
}

#[test]
fn edits_have_the_class_aws_has_for_them() {
    let check = |from: &str, to: &str, expected: &[&str]| {
        assert_eq!(told(&edited(from, to)), expected, "{from} -> {to}");
    };
    check(
        "max_vcpus = 64",
        "max_vcpus = 128",
        &["update in place compute_environment.spot: computeResources.maxvCpus"],
    );
    check(
        "[\"m5.large\", \"m5.xlarge\"]",
        "[\"m5.large\", \"m5.2xlarge\"]",
        &["infrastructure update compute_environment.spot: computeResources.instanceTypes"],
    );
    check(
        "[\"m5.large\"]",
        "[\"m5.2xlarge\"]",
        &[
            "replace compute_environment.fixed: computeResources.instanceTypes",
            "update in place job_queue.main: computeEnvironmentOrder",
        ],
    );
    check(
        "STAGE = \"dev\"",
        "STAGE = \"prod\"",
        &["new revision job_definition.align: containerProperties.environment.STAGE"],
    );
    check(
        "priority = 1",
        "priority = 2",
        &["update in place job_queue.main: priority"],
    );
    check(
        "type = SPOT\n",
        "type = SPOT\n  disk = 200 GiB\n",
        &[
            "update in place launch_template.spot: LaunchTemplateData.BlockDeviceMappings",
            "infrastructure update compute_environment.spot: computeResources.launchTemplate.version",
        ],
    );
    check(
        "allocation_strategy = BEST_FIT\n",
        "allocation_strategy = BEST_FIT\n  disk = 100 GiB\n",
        &[
            "update in place launch_template.fixed: LaunchTemplateData.BlockDeviceMappings",
            "replace compute_environment.fixed: computeResources.launchTemplate.version",
            "update in place job_queue.main: computeEnvironmentOrder",
        ],
    );
}

#[test]
fn what_left_the_file_goes_after_what_used_it() {
    let plan = edited(
        "compute_environments = [spot, fixed]",
        "compute_environments = [spot]",
    );
    assert_eq!(
        told(&plan),
        ["update in place job_queue.main: computeEnvironmentOrder"]
    );
    let before = desired("a.batch", &One(BASE));
    let text = BASE[..BASE.find("job_queue").unwrap()].to_owned();
    let plan = self::plan(desired("a.batch", &One(&text)), applied(&before));
    assert_eq!(
        told(&plan),
        ["delete job_queue.main", "delete job_definition.align"]
    );
    let everything = build::destruction(before.clone(), applied(&before));
    let order: Vec<String> = told(&everything);
    let position = |what: &str| {
        order
            .iter()
            .position(|line| line == &format!("delete {what}"))
            .unwrap()
    };
    assert!(position("job_queue.main") < position("compute_environment.spot"));
    assert!(position("compute_environment.spot") < position("instance_profile.instance"));
    assert!(position("instance_profile.instance") < position("role.instance"));
    assert!(position("compute_environment.spot") < position("security_group.batch"));
}

#[test]
fn changes_by_hand_are_drift_and_edits_are_not() {
    let before = desired("a.batch", &One(BASE));
    let mut live = applied(&before);
    for one in &mut live {
        if one.kind == ItemKind::JobQueue {
            one.properties["priority"] = json!(7);
        }
    }
    let by_hand = plan(before, live);
    let queue = by_hand.pending().next().expect("a change");
    assert!(queue.drift, "{queue:?}");
    let edit = edited("priority = 1", "priority = 2");
    assert!(edit.pending().all(|change| !change.drift));
    // A digest of its own goes with each: it tells one from the other.
    let digests = |plan: &Plan| {
        plan.work
            .desired
            .items
            .iter()
            .filter(|item| item.tags.contains_key(TAG_DIGEST))
            .count()
    };
    assert!(digests(&edit) > 5);
}

#[test]
fn a_queue_that_gains_a_policy_is_made_again() {
    let plan = edited(
        "job_queue main {",
        "scheduling_policy fair {\n  share_distribution = [{ share_identifier = \"a\", weight_factor = 1 }]\n}\njob_queue main {\n  scheduling_policy = fair",
    );
    let queue = plan
        .pending()
        .find(|change| change.address == Address::new(ItemKind::JobQueue, "main"))
        .expect("the queue changes");
    assert_eq!(queue.action, Action::Replace);
    assert!(
        queue
            .consequence
            .as_deref()
            .unwrap_or("")
            .contains("submitted again")
    );
    assert_eq!(queue.name, queue.old);
}

#[test]
fn names_that_something_else_has_are_refused() {
    let wanted = desired("a.batch", &One(BASE));
    let mut foreign = Live::new(
        ItemKind::JobQueue,
        "arn:aws:batch:us-east-1:123456789012:job-queue/main",
    );
    foreign.name = Some("main".to_owned());
    let error = build::build(wanted, Vec::new(), vec![foreign], &[]).expect_err("taken");
    assert!(format!("{error:?}").contains("job-queue/main"));
}

#[test]
fn secrets_are_never_shown() {
    let plan = edited(
        "STAGE = \"dev\"",
        "STAGE = \"dev\", DB_PASSWORD = \"hunter2!\"",
    );
    let shown = serde_json::to_string(&plan.changes).expect("a plan is JSON");
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn a_killed_replacement_goes_on_where_it_was() {
    // The new one is there, the queue not yet moved, the old one not yet deleted.
    let before = desired("a.batch", &One(BASE));
    let after = desired(
        "a.batch",
        &One(&BASE.replace("[\"m5.large\"]", "[\"m5.2xlarge\"]")),
    );
    let mut live = applied(&before);
    let fixed = Address::new(ItemKind::ComputeEnvironment, "fixed");
    live.extend(
        applied(&after)
            .into_iter()
            .filter(|one| one.address.as_ref() == Some(&fixed)),
    );
    let plan = plan(after, live);
    assert_eq!(
        told(&plan),
        [
            "update in place job_queue.main: computeEnvironmentOrder",
            "delete compute_environment.fixed",
        ]
    );
}
