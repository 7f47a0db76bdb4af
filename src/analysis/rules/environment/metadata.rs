//! The instance metadata service, which hands out the credentials of the instance role.

use super::super::facts::Facts;
use super::edits;
use crate::codes;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::program::{Block, Program};

codes! {
    IMDS_V1 = "imds-v1", Warning, "instances answer metadata requests without a token";
    IMDS_DISABLED = "imds-disabled", Error, "without the metadata service instances cannot join the cluster";
}

pub fn check(program: &Facts, environment: &Block, out: &mut Vec<Diagnostic>) {
    access(program, environment, out);
}

fn access(program: &Program, environment: &Block, out: &mut Vec<Diagnostic>) {
    let Some(options) = environment.object("metadata_options") else {
        return;
    };
    if let Some(endpoint) = options.get("http_endpoint")
        && endpoint.as_word() == Some("disabled")
    {
        out.push(
            Diagnostic::new(
                &IMDS_DISABLED,
                endpoint.span,
                "without the metadata service an instance has no credentials to join the cluster with",
            )
            .label("no credentials")
            .why("the ECS agent takes the instance role's credentials from the metadata service; jobs would wait in RUNNABLE until the environment is \"INVALIDATED and scaled down because none of the instances joined the underlying ECS Cluster\"")
            .help("leave it enabled; `http_put_response_hop_limit = 1` keeps containers from reaching it"),
        );
        return;
    }
    let Some(tokens) = options
        .get("http_tokens")
        .filter(|t| t.as_word() == Some("optional"))
    else {
        return;
    };
    let mut found = Diagnostic::new(
        &IMDS_V1,
        tokens.span,
        "instances would answer metadata requests that bring no token",
    )
    .label("IMDSv1")
    .why("any program that can be made to fetch an address can then read the instance role's credentials; version 2 asks for a token first")
    .help("write `required`, or leave it out: it is the default");
    if let Some(edit) = edits::replace_word(program, tokens, "required") {
        found = found.fix_with("write `required`", vec![edit], Applicability::Unsafe);
    }
    out.push(found);
}

#[cfg(test)]
mod tests {
    use super::super::samples::codes;

    #[test]
    fn what_is_switched_off_is_not_also_unsafe() {
        let both = "metadata_options = { http_endpoint = disabled, http_tokens = optional }";
        assert_eq!(codes(both), ["imds-disabled"]);
        assert!(codes("metadata_options = { http_tokens = required }").is_empty());
    }
}
