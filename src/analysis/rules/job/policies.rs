//! A role's statements: rights too wide, and conditions IAM does not know.

use super::super::facts::Facts;
use super::nearest::nearest;
use super::rights::managed_name;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Object, Typed};

codes! {
    WILDCARD_POLICY = "wildcard-policy", Warning, "a role that may do everything to everything";
    PASS_ANY_ROLE = "pass-any-role", Warning, "a role that may hand any role to a service";
    ADMINISTRATOR_ACCESS = "administrator-access", Warning, "a job or instance with an administrator's rights";
    CONDITION_OPERATOR = "condition-operator", Error, "a condition operator IAM does not have";
}

/// Source: IAM User Guide, IAM JSON policy elements: Condition operators.
pub const OPERATORS: [&str; 27] = [
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "Null",
];

pub fn check(_: &Facts, role: &Block, out: &mut Vec<Diagnostic>) {
    for statement in role.objects("allow") {
        wide(role, statement, out);
        conditions(statement, out);
    }
    for statement in role.objects("deny") {
        conditions(statement, out);
    }
    managed(role, out);
}

/// The first entry of a list that is as wide as it can be.
fn widest<'a>(statement: &'a Object, list: &str, test: fn(&str) -> bool) -> Option<&'a Typed> {
    statement
        .list(list)
        .iter()
        .find(|one| one.as_str().is_some_and(test))
}

fn wide(role: &Block, statement: &Object, out: &mut Vec<Diagnostic>) {
    // A condition narrows it, how far cannot be told.
    if statement.has("conditions") || statement.broken {
        return;
    }
    let named = statement.has("resources");
    let everything = widest(statement, "resources", |text| text == "*");
    if named && everything.is_none() {
        return;
    }
    let finding = |code, action: &Typed, message: String, what: &str| {
        let finding = Diagnostic::new(code, action.span, message);
        match everything {
            Some(resource) => finding.label(what).also(resource.span, "on every resource"),
            None => finding.label(format!("{what}, on every resource")),
        }
    };
    if let Some(action) = widest(statement, "actions", |text| matches!(text, "*" | "*:*")) {
        let message = format!("`{}` may do everything to everything", role.label);
        out.push(
            finding(&WILDCARD_POLICY, action, message, "every action")
                .why("whoever gets into a job with this role owns the account")
                .help("name the actions and the resources the job needs: `{ actions = [\"s3:GetObject\"], resources = [\"arn:aws:s3:::bucket/*\"] }`"),
        );
        return;
    }
    let pass = |text: &str| {
        matches!(
            text.to_ascii_lowercase().as_str(),
            "iam:passrole" | "iam:*" | "iam:pass*"
        )
    };
    if let Some(action) = widest(statement, "actions", pass) {
        let message = format!("`{}` may pass any role to any service", role.label);
        out.push(
            finding(&PASS_ANY_ROLE, action, message, "hands over any role")
                .why("with iam:PassRole on `*` a job can start something with the account's most powerful role and act through it")
                .help("name the roles it passes: `resources = [role.NAME.arn]`, or add a condition on `iam:PassedToService`"),
        );
    }
}

fn managed(role: &Block, out: &mut Vec<Diagnostic>) {
    for policy in role.list("managed_policies") {
        let Some(text) = policy.as_text() else {
            continue;
        };
        let shown = text.display();
        let name = managed_name(&shown);
        if !matches!(
            name,
            "AdministratorAccess" | "PowerUserAccess" | "IAMFullAccess"
        ) {
            continue;
        }
        out.push(
            Diagnostic::new(&ADMINISTRATOR_ACCESS, policy.span, format!("`{}` has `{name}`", role.label))
                .label("an administrator's rights")
                .also(role.head_span, "the role")
                .why("whoever gets into a job or an instance with this role can do to the account what an administrator can")
                .help("give it the rights it needs in `allow`"),
        );
    }
}

fn conditions(statement: &Object, out: &mut Vec<Diagnostic>) {
    for (key, _) in statement.map("conditions") {
        if is_operator(&key.text) {
            continue;
        }
        let mut finding = Diagnostic::new(
            &CONDITION_OPERATOR,
            key.span,
            format!("IAM has no condition operator `{}`", key.text),
        )
        .label("no such operator")
        .why("IAM refuses the policy: MalformedPolicyDocument, \"Invalid Condition type\"");
        finding = match nearest(&key.text, OPERATORS) {
            Some(near) => finding.help(format!("did you mean `{near}`?")).maybe_fix(
                format!("write `{near}`"),
                key.span,
                near,
            ),
            None if key.text.contains(':') => finding.help(
                "the operator comes first: `{ StringEquals = { \"aws:SourceAccount\" = \"…\" } }`",
            ),
            None => finding.help("such as StringEquals, StringLike, ArnLike, Bool, IpAddress"),
        };
        out.push(finding);
    }
}

/// With `ForAllValues:` or `ForAnyValue:` before it and `IfExists` behind, if need be.
fn is_operator(text: &str) -> bool {
    let text = text
        .strip_prefix("ForAllValues:")
        .or(text.strip_prefix("ForAnyValue:"))
        .unwrap_or(text);
    let base = text.strip_suffix("IfExists").unwrap_or(text);
    OPERATORS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(base))
}
