//! What people see.

use super::super::samples::{self, change, field, plan, value};
use super::*;
use crate::aws::model::ItemKind;
use crate::aws::plan::Shown;
use serde_json::json;

fn plain() -> Options {
    Options::default()
}

#[test]
fn every_sort_of_change() {
    insta::assert_snapshot!(render(&samples::everything(), &plain()), @r#"
    Project genomics (account 123456789012, eu-central-1)

    ^ scheduling_policy.fair  adopt
        fairshare_policy.compute_reservation (fairsharePolicy.computeReservation)  0 → 10

    + role.instance  create
        policies      [AmazonEC2ContainerServiceforEC2Role]
        own policies  [read]

    + compute_environment.workers  create  workers-3fa9c1
        type            SPOT
        instance_types  [m5.large, m5.xlarge]
        max_vcpus       64

    ± compute_environment.big  replace  big-1a2b3c → big-4d5e6f
        service_role (serviceRole)             (not set) → (known after apply)  replaces it
        max_vcpus (computeResources.maxvCpus)  16 → 32
        because AWS cannot change between its service-linked role and a role of your own
        ⚠ the new environment takes the old one's place in its queues first; the old one finishes its
          jobs and is deleted

    ~ compute_environment.gpus  infrastructure update
        instance_types (computeResources.instanceTypes)  replaces instances
          - g4dn.xlarge
          + g5.2xlarge
        ⚠ instances are replaced; jobs on the old ones may run on for 30 minutes, then they are stopped

    ~ launch_template.gpus  update in place
        user_data (LaunchTemplateData.UserData)  1 line removed, 2 added

    ~ job_queue.main  update in place
        priority   1 → 5
        compute_environments (computeEnvironmentOrder)
          - big-1a2b3c
          + big-4d5e6f
          + workers-3fa9c1
        tags.team  (not set) → imaging
        changed by hand outside this file

    ↻ job_definition.align  new revision
        environment
          ~ MODE  fast → exact
          - OLD  1
          + LEVEL  3
        secrets           (secret) → (another secret)
        parameters.depth  10 → (not set)
        command           [align, --depth, "10"] → [align, --quick]
        jobs submitted from now on take it, unless they name a revision

    - job_queue.old  delete
        because it is no longer in the file
        ⚠ every job in the queue is terminated

    Plan: 1 to adopt, 2 to create, 3 to update, 1 to revise, 1 to replace, 1 to delete.
    Of what is created only the telling fields are shown; --verbose shows all.
    "#);
}

#[test]
fn everything_on_request() {
    let options = Options {
        verbose: true,
        ..plain()
    };
    insta::assert_snapshot!(render(&samples::everything(), &options), @r#"
    Project genomics (account 123456789012, eu-central-1)

    ^ scheduling_policy.fair  adopt
        fairshare_policy.compute_reservation (fairsharePolicy.computeReservation)  0 → 10

    + role.instance  create
        AssumeRolePolicyDocument.Version    2012-10-17
        AssumeRolePolicyDocument.Statement  []
        Path                                /batchlang/genomics/
        policies (ManagedPolicies)          [AmazonEC2ContainerServiceforEC2Role]
        Policies.read.Statement             [{Effect: Allow}]

    + compute_environment.workers  create  workers-3fa9c1
        type                            MANAGED
        state                           ENABLED
        computeResources.type           SPOT
        computeResources.instanceTypes  [m5.large, m5.xlarge]
        computeResources.minvCpus       0
        computeResources.maxvCpus       64
        computeResources.tags.Name      workers
        subnets                         (known after apply)
        tags.batchlang:project          genomics

    ± compute_environment.big  replace  big-1a2b3c → big-4d5e6f
        service_role (serviceRole)             (not set) → (known after apply)  replaces it
        max_vcpus (computeResources.maxvCpus)  16 → 32
        because AWS cannot change between its service-linked role and a role of your own
        ⚠ the new environment takes the old one's place in its queues first; the old one finishes its
          jobs and is deleted

    ~ compute_environment.gpus  infrastructure update
        instance_types (computeResources.instanceTypes)  replaces instances
          - g4dn.xlarge
          + g5.2xlarge
        ⚠ instances are replaced; jobs on the old ones may run on for 30 minutes, then they are stopped

    ~ launch_template.gpus  update in place
        user_data (LaunchTemplateData.UserData)  1 line removed, 2 added
          - mount /b
          + mount /c
          + mount /d

    ~ job_queue.main  update in place
        priority               1 → 5
        compute_environments (computeEnvironmentOrder)
          - big-1a2b3c
          + big-4d5e6f
          + workers-3fa9c1
        tags.team              (not set) → imaging
        tags.batchlang:digest  a1 → b2
        changed by hand outside this file

    ↻ job_definition.align  new revision
        environment
          ~ MODE  fast → exact
          - OLD  1
          + LEVEL  3
        secrets           (secret) → (another secret)
        parameters.depth  10 → (not set)
        command           [align, --depth, "10"] → [align, --quick]
        jobs submitted from now on take it, unless they name a revision

      job_definition.same  no change

    - job_queue.old  delete
        because it is no longer in the file
        ⚠ every job in the queue is terminated

    Plan: 1 to adopt, 2 to create, 3 to update, 1 to revise, 1 to replace, 1 to delete.
    "#);
}

#[test]
fn nothing_to_do() {
    insta::assert_snapshot!(render(&samples::empty(), &plain()), @r"
    Project genomics (account 123456789012, eu-central-1)

    No changes: the account is as the file says.
    ");
    let mut gone = samples::destroy();
    gone.changes.clear();
    insta::assert_snapshot!(render(&gone, &plain()), @r"
    Destroy project genomics (account 123456789012, eu-central-1)

    Nothing to delete: nothing in eu-central-1 carries the tag of project genomics.
    ");
}

#[test]
fn a_destroy() {
    insta::assert_snapshot!(render(&samples::destroy(), &plain()), @r"
    Destroy project genomics (account 123456789012, eu-central-1)

    - job_queue.main  delete
        ⚠ every job in the queue is terminated

    - role.instance  delete

    Plan: 2 to delete.
    ");
}

#[test]
fn a_narrow_terminal_without_unicode() {
    let options = Options {
        width: 50,
        unicode: false,
        ..plain()
    };
    let text = render(&samples::everything(), &options);
    assert!(text.is_ascii(), "{text}");
    let names = |line: &&str| line.starts_with(['+', '%', 'P']);
    let long = text
        .lines()
        .filter(|line| !names(line))
        .find(|line| line.chars().count() > 76);
    assert_eq!(long, None);
}

#[test]
fn colours_change_nothing_but_the_colours() {
    let options = Options {
        color: true,
        ..plain()
    };
    let mut text = render(&samples::everything(), &options);
    assert!(text.contains("\u{1b}["));
    while let Some(at) = text.find('\u{1b}') {
        let end = text[at..].find('m').expect("a sequence ends") + at;
        text.replace_range(at..=end, "");
    }
    assert_eq!(text, render(&samples::everything(), &plain()));
}

#[test]
fn nothing_from_the_account_reaches_the_terminal_raw() {
    let nasty = "\u{1b}[2J\r\nx\u{202e}";
    let mut one = change(
        ItemKind::JobQueue,
        nasty,
        Action::Update,
        vec![
            field(
                nasty,
                nasty,
                value(json!(nasty)),
                value(json!({nasty: [nasty]})),
            ),
            field("a", "", value(json!({"k": 1})), value(json!({"k": nasty}))),
            field("b", "", Shown::Absent, value(json!("one\n\u{1b}[31mtwo\n"))),
        ],
    );
    one.why = vec![nasty.to_owned()];
    one.consequence = Some(nasty.to_owned());
    let options = Options {
        verbose: true,
        ..plain()
    };
    let text = render(&plan(vec![one]), &options);
    assert!(!text.contains(['\u{1b}', '\r', '\u{202e}']), "{text:?}");
}
