//! What a pull request sees.

use super::super::samples::{self, change, field, plan, value};
use super::*;
use crate::aws::model::ItemKind;
use serde_json::json;

#[test]
fn every_sort_of_change() {
    let text = render(&samples::everything(), Some("A sandbox: this is not AWS."));
    insta::assert_snapshot!(text, @r#"
    ### batchlang: project `genomics` in `123456789012 / eu-central-1`

    > **A sandbox: this is not AWS.**

    **Plan: 1 to adopt, 2 to create, 3 to update, 1 to revise, 1 to replace, 1 to delete.**

    | | resource | action | name |
    | --- | --- | --- | --- |
    | 🔵 | `scheduling_policy.fair` | adopt | `fair` |
    | 🟢 | `role.instance` | create | `instance` |
    | 🟢 | `compute_environment.workers` | create | `workers-3fa9c1` |
    | 🟣 | `compute_environment.big` | replace | `big-1a2b3c → big-4d5e6f` |
    | 🟡 | `compute_environment.gpus` | infrastructure update | `gpus` |
    | 🟡 | `launch_template.gpus` | update in place | `gpus` |
    | 🟡 | `job_queue.main` | update in place (drift) | `main` |
    | 🔵 | `job_definition.align` | new revision | `align` |
    | 🔴 | `job_queue.old` | delete | `old` |

    <details><summary>🔵 <code>scheduling_policy.fair</code>: adopt</summary>

    ```diff
    - fairshare_policy.compute_reservation (fairsharePolicy.computeReservation) = 0
    + fairshare_policy.compute_reservation (fairsharePolicy.computeReservation) = 10
    ```

    </details>

    <details><summary>🟢 <code>role.instance</code>: create</summary>

    ```diff
    + policies = [AmazonEC2ContainerServiceforEC2Role]
    + own policies = [read]
    ```

    </details>

    <details><summary>🟢 <code>compute_environment.workers</code>: create</summary>

    ```diff
    + type = SPOT
    + instance_types = [m5.large, m5.xlarge]
    + max_vcpus = 64
    ```

    </details>

    <details><summary>🟣 <code>compute_environment.big</code>: replace</summary>

    ```diff
    + service_role (serviceRole) = (known after apply)  # replaces it
    - max_vcpus (computeResources.maxvCpus) = 16
    + max_vcpus (computeResources.maxvCpus) = 32
    ```

    because AWS cannot change between its service-linked role and a role of your own

    the new environment takes the old one's place in its queues first; the old one finishes its jobs and is deleted

    </details>

    <details><summary>🟡 <code>compute_environment.gpus</code>: infrastructure update</summary>

    ```diff
      instance_types (computeResources.instanceTypes):  # replaces instances
    -   g4dn.xlarge
    +   g5.2xlarge
    ```

    instances are replaced; jobs on the old ones may run on for 30 minutes, then they are stopped

    </details>

    <details><summary>🟡 <code>launch_template.gpus</code>: update in place</summary>

    ```diff
      user_data (LaunchTemplateData.UserData): 1 line removed, 2 added
    -   mount /b
    +   mount /c
    +   mount /d
    ```

    </details>

    <details><summary>🟡 <code>job_queue.main</code>: update in place</summary>

    ```diff
    - priority = 1
    + priority = 5
      compute_environments (computeEnvironmentOrder):
    -   big-1a2b3c
    +   big-4d5e6f
    +   workers-3fa9c1
    + tags.team = imaging
    ```

    changed by hand outside this file

    </details>

    <details><summary>🔵 <code>job_definition.align</code>: new revision</summary>

    ```diff
      environment (containerProperties.environment):
    -   MODE = fast
    +   MODE = exact
    -   OLD = 1
    +   LEVEL = 3
    - secrets (containerProperties.secrets) = (secret)
    + secrets (containerProperties.secrets) = (another secret)
    - parameters.depth = 10
    - command (containerProperties.command) = [align, --depth, "10"]
    + command (containerProperties.command) = [align, --quick]
    ```

    jobs submitted from now on take it, unless they name a revision

    </details>

    <details><summary>🔴 <code>job_queue.old</code>: delete</summary>

    because it is no longer in the file

    every job in the queue is terminated

    </details>
    "#);
}

#[test]
fn nothing_to_do() {
    insta::assert_snapshot!(render(&samples::empty(), None), @r"
    ### batchlang: project `genomics` in `123456789012 / eu-central-1`

    **No changes: the account is as the file says.**
    ");
}

#[test]
fn a_comment_has_its_limit() {
    let many = (0..3000).map(|number| {
        let text = "x".repeat(90);
        let fields = vec![field("a", "", value(json!(1)), value(json!(text)))];
        change(
            ItemKind::JobDefinition,
            &format!("job{number}"),
            Action::NewRevision,
            fields,
        )
    });
    let text = render(&plan(many.collect()), None);
    assert!(text.chars().count() <= LIMIT);
    assert!(
        text.contains("do not fit into a comment"),
        "{}",
        &text[text.len() - 400..]
    );
    assert_eq!(
        text.matches("<details>").count(),
        text.matches("</details>").count()
    );
}

#[test]
fn long_words_do_not_break_the_limit_either() {
    let long = "ß|".repeat(40_000);
    let many = (0..300).map(|number| {
        let mut one = change(
            ItemKind::JobQueue,
            &format!("{long}{number}"),
            Action::Delete,
            Vec::new(),
        );
        one.consequence = Some(long.clone());
        one
    });
    assert!(render(&plan(many.collect()), None).chars().count() <= LIMIT);
}

#[test]
// The markdown keeps people and issues from being called, with a joiner nobody sees.
#[allow(clippy::invisible_characters)]
fn nothing_from_the_account_is_markdown() {
    let nasty = "``` | </details><script>x</script> @everyone #1 [a](https://b) `<b>` www.x.y";
    let mut one = change(
        ItemKind::JobQueue,
        nasty,
        Action::Update,
        vec![field(
            "a",
            "",
            value(json!("a")),
            value(json!(format!("{nasty}````"))),
        )],
    );
    one.consequence = Some(nasty.to_owned());
    insta::assert_snapshot!(render(&plan(vec![one]), None), @r"
    ### batchlang: project `genomics` in `123456789012 / eu-central-1`

    **Plan: 1 to update.**

    | | resource | action | name |
    | --- | --- | --- | --- |
    | 🟡 | ````job_queue.``` ¦ </details><script>x</script> @everyone #1 [a](https://b) `<b>` www.x.y```` | update in place | ```` ``` ¦ </details><script>x</script> @everyone #1 [a](https://b) `<b>` www.x.y ```` |

    <details><summary>🟡 <code>job_queue.``` | &lt;/details&gt;&lt;script&gt;x&lt;/script&gt; @everyone #1 [a](https://b) `&lt;b&gt;` www.x.y</code>: update in place</summary>

    `````diff
    - a = a
    + a = ``` | </details><script>x</script> @everyone #1 [a](https://b) `<b>` www.x.y````
    `````

    \`\`\` \| &lt;/details&gt;&lt;script&gt;x&lt;/script&gt; \@⁠everyone \#⁠1 \[a\](https&#58;//b) \`&lt;b&gt;\` www&#46;x.y

    </details>
    ");
}
