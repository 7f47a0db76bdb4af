//! Environment variables: names AWS keeps for itself, values it drops, secrets in the open.

use super::super::facts::Facts;
use super::containers::{Container, containers_of};
use super::leaks::credential;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Key, Typed};
use crate::syntax::source::Span;
use rustc_hash::FxHashMap;

codes! {
    RESERVED_VARIABLE = "reserved-variable", Error, "an environment variable whose name belongs to AWS Batch";
    EMPTY_VARIABLE = "empty-variable", Warning, "an environment variable without a value";
    SECRET_IN_ENVIRONMENT = "secret-in-environment", Warning, "what looks like a secret stands in `environment`";
    VARIABLE_TWICE = "variable-twice", Error, "one name in both `environment` and `secrets`";
}

/// Words that name a secret when one of them is a whole word of the variable's name.
const SECRET_WORDS: [&str; 12] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "apikey",
    "credential",
    "credentials",
    "privatekey",
    "accesskey",
    "pwd",
    "auth",
];
/// Words that show a name to be about a secret without holding it.
const HARMLESS: [&str; 26] = [
    "file", "path", "dir", "name", "arn", "id", "url", "uri", "endpoint", "ttl", "expiry",
    "expires", "length", "type", "mode", "method", "provider", "enabled", "region", "prefix",
    "limit", "limits", "max", "count", "tokens", "bucket",
];

pub fn check(_: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    for container in containers_of(definition) {
        for entry in container.variables() {
            reserved(entry, out);
            empty(entry, out);
            secret(entry, out);
        }
        for entry in container.object.map("secrets") {
            reserved(entry, out);
        }
        twice(&container, out);
    }
}

fn reserved((key, _): &(Key, Typed), out: &mut Vec<Diagnostic>) {
    if !key.text.starts_with("AWS_BATCH") {
        return;
    }
    out.push(
        Diagnostic::new(&RESERVED_VARIABLE, key.span, format!("`{}` begins with `AWS_BATCH`", key.text))
            .label("AWS's own name")
            .why("Batch sets variables of that prefix itself (`AWS_BATCH_JOB_ID`, `AWS_BATCH_JOB_ATTEMPT` …) and refuses to be given any")
            .help("choose another name"),
    );
}

fn empty((key, value): &(Key, Typed), out: &mut Vec<Diagnostic>) {
    if value.as_str() != Some("") {
        return;
    }
    out.push(
        Diagnostic::new(
            &EMPTY_VARIABLE,
            value.span,
            format!("`{}` has no value", key.text),
        )
        .label("dropped by Batch")
        .also(key.span, "will not be set")
        .why("Batch drops variables with an empty value: in the container it is unset, not empty")
        .help("leave it out, or give it a value the program takes for \"none\""),
    );
}

fn secret((key, value): &(Key, Typed), out: &mut Vec<Diagnostic>) {
    let literal = value
        .as_str()
        .filter(|text| !text.is_empty() && !text.contains("Ref::"));
    let Some(text) = literal else { return };
    // A credential known by its shape is told of by itself.
    if !names_a_secret(&key.text) || is_harmless_value(text) || credential(text).is_some() {
        return;
    }
    let name = &key.text;
    out.push(
        Diagnostic::new(&SECRET_IN_ENVIRONMENT, key.span, format!("`{name}` looks like a secret written in the open"))
            .label("move it to `secrets`")
            .also(value.span, "anyone who reads the file or calls DescribeJobs sees this")
            .why("values in `environment` are shown in the console, in DescribeJobDefinitions and DescribeJobs, and stay in every revision")
            .help(format!("keep it in Secrets Manager or Parameter Store: `secrets = {{ {name} = secret(\"…\") }}` or `ssm(\"/…\")`")),
    );
}

/// `DB_PASSWORD`, `githubToken`; not `PASSWORD_FILE`, `MAX_TOKENS`.
pub fn names_a_secret(name: &str) -> bool {
    let words = words(name);
    if words.iter().any(|word| HARMLESS.contains(&word.as_str())) {
        return false;
    }
    let pairs = words.windows(2).map(|pair| pair.concat());
    pairs
        .chain(words.iter().cloned())
        .any(|word| SECRET_WORDS.contains(&word.as_str()))
}

/// The words of `snake_case` and `camelCase`, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in name.chars() {
        let starts = !c.is_alphanumeric() || (c.is_uppercase() && lower);
        if starts {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
        lower = c.is_lowercase() || c.is_ascii_digit();
    }
    words
}

/// A switch, a number, a path or a link holds no secret, nor does the ARN of one.
fn is_harmless_value(text: &str) -> bool {
    let word = text.to_ascii_lowercase();
    [
        "true", "false", "yes", "no", "on", "off", "none", "basic", "bearer",
    ]
    .contains(&word.as_str())
        || text.starts_with('/')
        || text.starts_with("arn:")
        || text.starts_with("s3://")
        || (text.len() < 4 && text.bytes().all(|b| b.is_ascii_digit()))
}

fn twice(container: &Container, out: &mut Vec<Diagnostic>) {
    let plain: FxHashMap<&str, Span> = container
        .variables()
        .iter()
        .map(|(key, _)| (key.text.as_str(), key.span))
        .collect();
    for (key, _) in container.object.map("secrets") {
        let Some(other) = plain.get(key.text.as_str()) else {
            continue;
        };
        let message = format!("`{}` stands in `environment` and in `secrets`", key.text);
        out.push(
            Diagnostic::new(&VARIABLE_TWICE, key.span, message)
                .label("again, as a secret")
                .also(*other, "first, in the open")
                .why("both become environment variables of the container, and a name can have one value: AWS refuses the definition")
                .help("remove one of them"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::names_a_secret;

    #[test]
    fn names_that_hold_secrets() {
        for name in [
            "DB_PASSWORD",
            "githubToken",
            "API_KEY",
            "AWS_SECRET_ACCESS_KEY",
            "secret",
        ] {
            assert!(names_a_secret(name), "{name}");
        }
        for name in [
            "PASSWORD_FILE",
            "MAX_TOKENS",
            "SECRET_NAME",
            "KEYBOARD",
            "SOME_KEY",
            "TOKENIZERS_PARALLELISM",
        ] {
            assert!(!names_a_secret(name), "{name}");
        }
    }
}
