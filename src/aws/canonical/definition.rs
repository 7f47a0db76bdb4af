//! Job definitions: what Batch fills in when it describes one.

use super::{at, drop_default, drop_field, is_empty, keep, keyed, sort};
use serde_json::{Value, json};

pub(super) fn definition(value: &mut Value) {
    let fields = [
        "type",
        "parameters",
        "containerProperties",
        "ecsProperties",
        "eksProperties",
        "nodeProperties",
        "platformCapabilities",
        "retryStrategy",
        "timeout",
        "propagateTags",
        "schedulingPriority",
        "consumableResourceProperties",
    ];
    keep(value, &fields);
    drop_default(value, "platformCapabilities", &json!(["EC2"]));
    drop_default(value, "propagateTags", &json!(false));
    drop_default(value, "schedulingPriority", &json!(0));
    if let Some(rules) = at(value, "retryStrategy.evaluateOnExit").and_then(Value::as_array_mut) {
        for rule in rules {
            // Batch answers in lower case.
            if let Some(action) = rule.get("action").and_then(Value::as_str) {
                rule["action"] = json!(action.to_ascii_uppercase());
            }
        }
    }
    if value.get("retryStrategy").is_some_and(|retry| {
        retry.get("attempts") == Some(&json!(1)) && retry.get("evaluateOnExit").is_none_or(is_empty)
    }) {
        drop_field(value, "retryStrategy");
    }
    if let Some(container) = value.get_mut("containerProperties") {
        self::container(container);
        task(container);
    }
    tasks(value);
    if let Some(ranges) =
        at(value, "nodeProperties.nodeRangeProperties").and_then(Value::as_array_mut)
    {
        for range in ranges {
            if let Some(container) = range.get_mut("container") {
                self::container(container);
                task(container);
            }
            tasks(range);
        }
    }
    pods(value);
}

fn tasks(value: &mut Value) {
    let Some(tasks) = at(value, "ecsProperties.taskProperties").and_then(Value::as_array_mut)
    else {
        return;
    };
    for one in tasks {
        task(one);
        if let Some(containers) = one.get_mut("containers").and_then(Value::as_array_mut) {
            containers.iter_mut().for_each(container);
        }
    }
}

/// What a task's containers share.
fn task(value: &mut Value) {
    for path in [
        "fargatePlatformConfiguration.platformVersion",
        "platformVersion",
    ] {
        drop_default(value, path, &json!("LATEST"));
    }
    drop_default(
        value,
        "networkConfiguration.assignPublicIp",
        &json!("DISABLED"),
    );
    drop_default(value, "enableExecuteCommand", &json!(false));
}

fn container(value: &mut Value) {
    keyed(value, "environment", "name", "value");
    keyed(value, "secrets", "name", "valueFrom");
    // Older than `resourceRequirements`, and the same.
    for (old, kind) in [("vcpus", "VCPU"), ("memory", "MEMORY")] {
        let number = value
            .get(old)
            .and_then(Value::as_i64)
            .filter(|&number| number > 0);
        drop_field(value, old);
        if let Some(number) = number {
            let entry = json!({"type": kind, "value": number.to_string()});
            match value
                .get_mut("resourceRequirements")
                .and_then(Value::as_array_mut)
            {
                Some(list) => list.push(entry),
                None => value["resourceRequirements"] = json!([entry]),
            }
        }
    }
    keyed(value, "resourceRequirements", "type", "value");
    if let Some(requirements) = value
        .get_mut("resourceRequirements")
        .and_then(Value::as_object_mut)
    {
        for (_, value) in requirements {
            if let Some(number) = value.as_str().and_then(|text| text.parse::<f64>().ok()) {
                *value = json!(number.to_string());
            }
        }
    }
    for flag in [
        "privileged",
        "readonlyRootFilesystem",
        "linuxParameters.initProcessEnabled",
    ] {
        drop_default(value, flag, &json!(false));
    }
    drop_default(value, "essential", &json!(true));
    sort(value, "ulimits");
}

fn pods(value: &mut Value) {
    let Some(pod) = at(value, "eksProperties.podProperties") else {
        return;
    };
    drop_default(pod, "hostNetwork", &json!(true));
    drop_default(pod, "shareProcessNamespace", &json!(false));
    for list in ["containers", "initContainers"] {
        if let Some(containers) = pod.get_mut(list).and_then(Value::as_array_mut) {
            for one in containers {
                keyed(one, "env", "name", "value");
            }
        }
    }
}
