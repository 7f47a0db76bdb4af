//! Values for a program's parameters: `--param k=v`, `--params FILE`, `BATCHLANG_PARAM_k`.

use super::failure::Failure;
use super::file_system::{decode, read_regular};
use crate::analysis::{Inputs, ParamInput, ParamValue};
use crate::vocabulary;
use serde_json::Value;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

const PREFIX: &str = "BATCHLANG_PARAM_";

#[derive(Clone, Debug, Default, clap::Args)]
pub struct ParamArgs {
    /// Set a parameter; may be given several times
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub params: Vec<String>,
    /// Read parameters from a TOML or JSON file
    #[arg(long = "params", value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Everything given from outside, the weakest first: environment, files, flags. Of two values for
/// one name the last counts.
pub fn inputs(args: &ParamArgs) -> Result<Inputs<'static>, Failure> {
    let mut params = from_environment();
    for path in &args.files {
        params.extend(from_file(path)?);
    }
    for text in &args.params {
        params.push(from_flag(text)?);
    }
    let mut seen = HashSet::new();
    let mut latest: Vec<ParamInput> = params
        .into_iter()
        .rev()
        .filter(|param| seen.insert(param.name.clone()))
        .collect();
    latest.reverse();
    Ok(Inputs {
        params: latest,
        env: Some(&variable),
        complete: false,
    })
}

/// Refuses a value for a parameter that no program declares: with a misspelt `--param stag=prod`
/// the default would stay in force without a word. What the environment holds may be meant for
/// another program.
pub fn refuse_unknown<'a>(
    inputs: &Inputs,
    declared: impl Iterator<Item = &'a str> + Clone,
) -> Result<(), Failure> {
    let unknown = inputs.params.iter().find(|param| {
        !param.origin.starts_with(PREFIX) && !declared.clone().any(|name| name == param.name)
    });
    let Some(param) = unknown else { return Ok(()) };
    let failure = Failure::new(format!(
        "{} sets `{}`, and nothing here declares such a parameter",
        param.origin, param.name
    ));
    Err(match vocabulary::nearest(&param.name, declared.clone()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint(match declared.collect::<Vec<_>>() {
            names if names.is_empty() => "there are no parameters at all".to_string(),
            names => format!("there are {}", names.join(", ")),
        }),
    })
}

/// What `env("…")` reads.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn from_environment() -> Vec<ParamInput> {
    let set = |(key, value): (std::ffi::OsString, std::ffi::OsString)| {
        let key = key.into_string().ok()?;
        let name = key.strip_prefix(PREFIX)?.to_string();
        let value = ParamValue::Text(value.into_string().ok()?);
        Some(ParamInput {
            name,
            value,
            origin: key,
        })
    };
    let mut params: Vec<ParamInput> = std::env::vars_os().filter_map(set).collect();
    params.sort_by(|a, b| a.name.cmp(&b.name));
    params
}

fn from_flag(text: &str) -> Result<ParamInput, Failure> {
    let Some((name, value)) = text.split_once('=') else {
        return Err(Failure::new(format!("`--param {text}` has no `=`"))
            .hint(format!("write `--param {text}=VALUE`")));
    };
    if name.trim().is_empty() {
        return Err(Failure::new(format!(
            "`--param {text}` names no parameter before its `=`"
        ))
        .hint("write `--param NAME=VALUE`"));
    }
    Ok(ParamInput {
        name: name.trim().to_string(),
        value: ParamValue::Text(value.to_string()),
        origin: "--param".to_string(),
    })
}

/// A table of values: JSON if the name ends in `.json`, else TOML.
fn from_file(path: &Path) -> Result<Vec<ParamInput>, Failure> {
    let wrong = |what: String| Failure::new(format!("`{}` {what}", path.display()));
    let bytes = read_regular(path).map_err(|error| wrong(error.reason()))?;
    let text = decode(bytes).map_err(wrong)?;
    let is_json = path
        .extension()
        .is_some_and(|extension| extension == "json");
    let value: Value = match is_json {
        true => serde_json::from_str(text.trim_start_matches('\u{FEFF}'))
            .map_err(|error| wrong(format!("is not JSON: {error}")))?,
        false => toml::from_str::<toml::Table>(&text)
            .map_err(|error| wrong(format!("is not TOML: {}", toml_error(&error, &text))))
            .map(|table| from_toml(toml::Value::Table(table)))?,
    };
    let Value::Object(table) = value else {
        return Err(wrong("holds no object of parameters".to_string()));
    };
    let origin = path.display().to_string();
    let param = |(name, value)| ParamInput {
        name,
        value: ParamValue::Json(value),
        origin: origin.clone(),
    };
    Ok(table.into_iter().map(param).collect())
}

fn toml_error(error: &toml::de::Error, text: &str) -> String {
    let line = error
        .span()
        .and_then(|span| text.get(..span.start))
        .map(|text| text.matches('\n').count() + 1);
    match line {
        Some(line) => format!("line {line}: {}", error.message()),
        None => error.message().to_string(),
    }
}

/// TOML as JSON; a date becomes the text it was written as.
fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(value) => value.into(),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(from_toml).collect(),
        toml::Value::Table(table) => table
            .into_iter()
            .map(|(key, value)| (key, from_toml(value)))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_takes_everything_after_the_first_equals_sign() {
        let param = from_flag("query=a=b c").unwrap();
        assert_eq!(param.name, "query");
        assert!(matches!(param.value, ParamValue::Text(text) if text == "a=b c"));
        let failure = from_flag("stage").unwrap_err();
        assert_eq!(failure.hint.as_deref(), Some("write `--param stage=VALUE`"));
    }

    #[test]
    fn files_hold_tables() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            from_file(&path)
        };
        let toml = write("a.toml", "stage = \"prod\"\nsizes = [1, 2]\n").unwrap();
        let json = write("a.json", "{\"stage\": \"prod\", \"sizes\": [1, 2]}").unwrap();
        let values = |params: &[ParamInput]| {
            let json = |value: &ParamValue| match value {
                ParamValue::Json(json) => json.clone(),
                ParamValue::Text(text) => panic!("{text} came as text"),
            };
            let pairs = params
                .iter()
                .map(|param| (param.name.clone(), json(&param.value)));
            pairs.collect::<std::collections::BTreeMap<_, _>>()
        };
        assert_eq!(values(&toml), values(&json));
        assert!(
            write("b.toml", "a = 1\nb = \n")
                .unwrap_err()
                .message
                .contains("line 2")
        );
        assert!(
            write("b.json", "[1]")
                .unwrap_err()
                .message
                .contains("no object")
        );
    }
}
