//! Secrets named by their ARN: what ECS reads from each part.

use super::super::facts::Facts;
use super::containers::containers_of;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, SecretSource, Typed, TypedKind};

codes! {
    SECRET_ARN = "secret-arn", Error, "an ARN that names no secret ECS can read";
}

pub fn check(_: &Facts, definition: &Block, out: &mut Vec<Diagnostic>) {
    for container in containers_of(definition) {
        let object = container.object;
        let logs = object.object("log_configuration");
        let logged = logs.map_or(&[][..], |logs| logs.map("secret_options"));
        for (_, value) in object.map("secrets").iter().chain(logged) {
            arn(value, out);
        }
        if let Some(value) = object.get("repository_credentials") {
            arn(value, out);
        }
    }
}

fn arn(value: &Typed, out: &mut Vec<Diagnostic>) {
    let TypedKind::Secret(SecretSource::Arn(text)) = &value.kind else {
        return;
    };
    let Some((what, help)) = text.as_str().and_then(fault) else {
        return;
    };
    out.push(
        Diagnostic::new(&SECRET_ARN, value.span, what)
            .label("not a secret's ARN")
            .why("ECS takes `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME:json-key:version-stage:version-id` and `arn:aws:ssm:REGION:ACCOUNT:parameter/NAME`; with anything else the task stops with \"ResourceInitializationError: unable to pull secrets or registry auth\"")
            .help(help),
    );
}

fn fault(arn: &str) -> Option<(String, &'static str)> {
    let parts: Vec<&str> = arn.split(':').collect();
    let rest = parts.get(6..).unwrap_or(&[]);
    match (parts.get(2).copied()?, parts.get(5).copied()?) {
        ("secretsmanager", "secret") => match rest {
            [] | [""] => Some((
                "the ARN ends before the secret's name".into(),
                "write the name behind `secret:`",
            )),
            [_] => None,
            [_, _json_key, stage, id] if !stage.is_empty() && !id.is_empty() => Some((
                "the ARN names both a version stage and a version id".into(),
                "keep one of the two and leave the other empty: `…:json-key:AWSCURRENT:`",
            )),
            [_, _, _, _] => None,
            _ => Some((
                "the ARN has not all the parts behind the secret's name".into(),
                "behind the name stand `json-key:version-stage:version-id`, empty where not needed: `…:secret:NAME:json-key::`",
            )),
        },
        ("secretsmanager", _) => Some((
            "the ARN names no secret".into(),
            "it goes on `…:secret:NAME`",
        )),
        ("ssm", resource) if resource.starts_with("parameter/") => None,
        ("ssm", _) => Some((
            "the ARN names no parameter".into(),
            "it goes on `…:parameter/NAME`",
        )),
        (service, _) => Some((
            format!("the ARN is one of `{service}`, which keeps no secrets"),
            "name a secret of Secrets Manager with `secret(\"…\")`, or a parameter with `ssm(\"/…\")`",
        )),
    }
}
