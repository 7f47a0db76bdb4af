//! Holds a request against the shapes of botocore's model: unknown fields, wrong types, words that
//! are none of an enumeration's, missing members.

use super::super::Fault;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::OnceLock;

/// Made by tools/batch-shapes.py.
const TABLE: &str = include_str!("shapes.txt");

enum Shape {
    Structure(Vec<Member>),
    List(&'static str),
    Map(&'static str, &'static str, Bounds),
    Text(Bounds, Vec<&'static str>),
    Whole(Bounds),
    Number,
    Boolean,
}

struct Member {
    name: &'static str,
    required: bool,
    shape: &'static str,
}

#[derive(Clone, Copy)]
struct Bounds {
    low: Option<usize>,
    high: Option<usize>,
}

struct Model {
    operations: HashMap<&'static str, &'static str>,
    shapes: HashMap<&'static str, Shape>,
}

/// Whether AWS Batch has an operation of that name.
pub fn is_operation(name: &str) -> bool {
    model().operations.contains_key(name)
}

/// The operation behind a path: `/v1/createjobqueue` is `CreateJobQueue`.
pub fn operation_of_path(path: &str) -> Option<&'static str> {
    static BY_PATH: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    let by_path = BY_PATH.get_or_init(|| {
        let names = model().operations.keys();
        names.map(|name| (name.to_lowercase(), *name)).collect()
    });
    by_path.get(path.strip_prefix("/v1/")?).copied()
}

/// The input without its nulls, or what is wrong with it.
pub fn checked(operation: &str, input: &Value) -> Result<Value, Fault> {
    let model = model();
    let Some(shape) = model.operations.get(operation) else {
        return Err(Fault::client(format!("Unknown operation {operation}.")));
    };
    model.check(shape, input, "")
}

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        let mut model = Model {
            operations: HashMap::new(),
            shapes: HashMap::new(),
        };
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let (Some(name), Some(kind)) = (words.next(), words.next()) else {
                continue;
            };
            let mut word = || words.next().unwrap_or("-");
            let shape = match kind {
                "operation" => {
                    model.operations.insert(name, word());
                    continue;
                }
                "structure" => Shape::Structure(words.filter_map(member).collect()),
                "list" => Shape::List(word()),
                "map" => Shape::Map(word(), word(), bounds(word())),
                "string" => {
                    let bounds = bounds(word());
                    Shape::Text(bounds, words.flat_map(|words| words.split('|')).collect())
                }
                "integer" | "long" => Shape::Whole(bounds(word())),
                "boolean" => Shape::Boolean,
                _ => Shape::Number,
            };
            model.shapes.insert(name, shape);
        }
        model
    })
}

fn member(text: &'static str) -> Option<Member> {
    let (name, shape) = text.split_once(':')?;
    Some(Member {
        name: name.trim_end_matches('!'),
        required: name.ends_with('!'),
        shape,
    })
}

fn bounds(text: &str) -> Bounds {
    let (low, high) = text.split_once("..").unwrap_or_default();
    Bounds {
        low: low.parse().ok(),
        high: high.parse().ok(),
    }
}

impl Model {
    fn check(&self, shape: &str, value: &Value, path: &str) -> Result<Value, Fault> {
        let wrong = |wanted: &str| {
            let what = format!(
                "Invalid type for parameter {}: {wanted} expected.",
                at(path)
            );
            Err(Fault::client(what))
        };
        match self.shapes.get(shape) {
            Some(Shape::Structure(members)) => match value {
                Value::Object(object) => self.structure(members, object, path),
                _ => wrong("a structure"),
            },
            Some(Shape::List(of)) => {
                let Value::Array(items) = value else {
                    return wrong("a list");
                };
                let items = items.iter().enumerate().map(|(index, item)| {
                    self.check(of, item, &format!("{path}.{}.member", index + 1))
                });
                Ok(Value::Array(items.collect::<Result<_, _>>()?))
            }
            Some(Shape::Map(key, of, bounds)) => {
                let Value::Object(object) = value else {
                    return wrong("a map");
                };
                within(object.len(), *bounds, "size", path)?;
                let mut result = Map::new();
                for (name, value) in object {
                    self.check(key, &Value::from(name.as_str()), path)?;
                    let value = self.check(of, value, &format!("{path}.{name}"))?;
                    result.insert(name.clone(), value);
                }
                Ok(Value::Object(result))
            }
            Some(Shape::Text(bounds, words)) => {
                let Value::String(text) = value else {
                    return wrong("a string");
                };
                within(text.chars().count(), *bounds, "length", path)?;
                one_of(shape, text, words, path)?;
                Ok(value.clone())
            }
            Some(Shape::Whole(bounds)) => match value.as_i64() {
                Some(number) => {
                    let size = usize::try_from(number).unwrap_or(0);
                    within(size, *bounds, "value", path)?;
                    Ok(value.clone())
                }
                None => wrong("a whole number"),
            },
            Some(Shape::Number) if !value.is_number() => wrong("a number"),
            Some(Shape::Boolean) if !value.is_boolean() => wrong("true or false"),
            _ => Ok(value.clone()),
        }
    }

    fn structure(
        &self,
        members: &[Member],
        object: &Map<String, Value>,
        path: &str,
    ) -> Result<Value, Fault> {
        let mut result = Map::new();
        for (name, value) in object.iter().filter(|(_, value)| !value.is_null()) {
            let Some(member) = members.iter().find(|member| member.name == name) else {
                let known: Vec<_> = members.iter().map(|member| member.name).collect();
                let message = format!(
                    "Unknown parameter in {}: \"{name}\", must be one of: {}",
                    at(path),
                    known.join(", ")
                );
                return Err(Fault::client(message));
            };
            let path = match path {
                "" => name.clone(),
                path => format!("{path}.{name}"),
            };
            result.insert(name.clone(), self.check(member.shape, value, &path)?);
        }
        for member in members.iter().filter(|member| member.required) {
            if !result.contains_key(member.name) {
                let message = format!(
                    "Missing required parameter in {}: {}",
                    at(path),
                    member.name
                );
                return Err(Fault::client(message));
            }
        }
        Ok(Value::Object(result))
    }
}

/// Words of enumerations stand as they are, but for `RETRY` and `EXIT`, of which AWS says that
/// they "are not case sensitive".
fn one_of(shape: &str, text: &str, words: &[&str], path: &str) -> Result<(), Fault> {
    let same =
        |word: &&str| *word == text || (shape == "RetryAction" && word.eq_ignore_ascii_case(text));
    if words.is_empty() || words.iter().any(same) {
        return Ok(());
    }
    Err(Fault::client(format!(
        "1 validation error detected: Value '{text}' at '{path}' failed to satisfy constraint: \
         Member must satisfy enum value set: [{}]",
        words.join(", ")
    )))
}

fn within(size: usize, bounds: Bounds, what: &str, path: &str) -> Result<(), Fault> {
    let relation = match (bounds.low, bounds.high) {
        (Some(low), _) if size < low => format!("greater than or equal to {low}"),
        (_, Some(high)) if size > high => format!("less than or equal to {high}"),
        _ => return Ok(()),
    };
    Err(Fault::client(format!(
        "1 validation error detected: Value at '{}' failed to satisfy constraint: Member must have \
         {what} {relation}",
        at(path)
    )))
}

fn at(path: &str) -> &str {
    if path.is_empty() { "input" } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn message(operation: &str, input: Value) -> String {
        checked(operation, &input).unwrap_err().message
    }

    #[test]
    fn every_operation_has_a_path() {
        assert_eq!(model().operations.len(), 48);
        assert_eq!(
            operation_of_path("/v1/createjobqueue"),
            Some("CreateJobQueue")
        );
        assert_eq!(operation_of_path("/v1/nothing"), None);
    }

    #[test]
    fn what_the_model_lacks_is_refused() {
        let queue = json!({"jobQueueName": "q", "priority": 1, "colour": "red"});
        assert!(
            message("CreateJobQueue", queue).contains("Unknown parameter in input: \"colour\"")
        );
        let queue = json!({"jobQueueName": "q"});
        assert!(message("CreateJobQueue", queue).contains("Missing required parameter"));
        let queue = json!({"jobQueueName": "q", "priority": "1"});
        assert!(message("CreateJobQueue", queue).contains("a whole number expected"));
        let queue = json!({"jobQueueName": "q", "priority": 1, "state": "ON"});
        assert!(message("CreateJobQueue", queue).contains("[ENABLED, DISABLED]"));
        let queue = json!({"jobQueueName": "q", "priority": 1, "tags": {}});
        assert!(message("CreateJobQueue", queue).contains("size greater than or equal to 1"));
    }

    #[test]
    fn nulls_are_dropped_and_retry_is_read_without_case() {
        let input = json!({"jobDefinitionName": "j", "type": "container", "timeout": null,
            "retryStrategy": {"attempts": 2, "evaluateOnExit": [{"action": "exit", "onReason": "*"}]}});
        let kept = checked("RegisterJobDefinition", &input).unwrap();
        assert!(kept.get("timeout").is_none());
    }
}
