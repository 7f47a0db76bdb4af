//! What IAM demands of parameters before it looks at anything else.

use super::super::Fault;
use super::super::query::Form;
use std::fmt::Display;

fn validation(message: String) -> Fault {
    Fault::new(400, "ValidationError", message)
}

/// `1 validation error detected: …` in the words of AWS's services.
fn constraint(value: Option<&dyn Display>, parameter: &str, demand: impl Display) -> Fault {
    let value = match value {
        Some(value) => format!("Value '{value}'"),
        None => "Value null".to_owned(),
    };
    validation(format!(
        "1 validation error detected: {value} at '{parameter}' failed to satisfy constraint: Member must {demand}"
    ))
}

/// `RoleName` as the messages have it: `roleName`.
fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}

/// A parameter that must be there.
pub(super) fn required<'a>(form: &'a Form, name: &str) -> Result<&'a str, Fault> {
    form.get(name)
        .ok_or_else(|| constraint(None, &lower_first(name), "not be null"))
}

pub(super) fn length(value: &str, parameter: &str, least: usize, most: usize) -> Result<(), Fault> {
    let count = value.chars().count();
    let demand = if count < least {
        format!("have length greater than or equal to {least}")
    } else if count > most {
        format!("have length less than or equal to {most}")
    } else {
        return Ok(());
    };
    Err(constraint(Some(&value), parameter, demand))
}

/// A name of `[\w+=,.@-]+` that must be there: of a role (64), a policy or a profile (128).
pub(super) fn name<'a>(form: &'a Form, parameter: &str, most: usize) -> Result<&'a str, Fault> {
    let value = required(form, parameter)?;
    let parameter = lower_first(parameter);
    length(value, &parameter, 1, most)?;
    let fits = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
    if value.chars().all(fits) {
        return Ok(value);
    }
    Err(validation(format!(
        "The specified value for {parameter} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-"
    )))
}

/// A path, `/` where none is given.
pub(super) fn path(form: &Form) -> Result<&str, Fault> {
    let Some(value) = form.get("Path") else {
        return Ok("/");
    };
    length(value, "path", 1, 512)?;
    let inner = value
        .strip_prefix('/')
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    if inner && value.bytes().all(|byte| (0x21..=0x7e).contains(&byte)) && !value.contains("//") {
        return Ok(value);
    }
    Err(validation(
        "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.".to_owned(),
    ))
}

/// The path a list is asked for, everything where none is given.
pub(super) fn path_prefix(form: &Form) -> Result<&str, Fault> {
    let Some(value) = form.get("PathPrefix") else {
        return Ok("/");
    };
    length(value, "pathPrefix", 1, 512)?;
    if value.starts_with('/') && value.bytes().all(|byte| (0x21..=0x7e).contains(&byte)) {
        return Ok(value);
    }
    Err(validation(
        "The specified value for pathPrefix is invalid. It must begin with / and contain only alphanumeric characters and/or / characters.".to_owned(),
    ))
}

/// A description of up to a thousand characters.
pub(super) fn description(form: &Form) -> Result<Option<&str>, Fault> {
    let Some(value) = form.get("Description") else {
        return Ok(None);
    };
    length(value, "description", 0, 1000)?;
    let fits = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{a1}'..='\u{ff}');
    if !value.chars().all(fits) {
        return Err(constraint(
            Some(&value),
            "description",
            "satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*",
        ));
    }
    Ok(Some(value).filter(|value| !value.is_empty()))
}

/// A whole number within bounds.
pub(super) fn number(
    form: &Form,
    parameter: &str,
    least: u32,
    most: u32,
) -> Result<Option<u32>, Fault> {
    let Some(value) = form.get(parameter) else {
        return Ok(None);
    };
    let parameter = lower_first(parameter);
    let Ok(number) = value.parse::<i64>() else {
        return Err(Fault::new(
            400,
            "MalformedInput",
            format!("{value} is no number for {parameter}"),
        ));
    };
    let demand = if number < i64::from(least) {
        format!("have value greater than or equal to {least}")
    } else if number > i64::from(most) {
        format!("have value less than or equal to {most}")
    } else {
        return Ok(u32::try_from(number).ok());
    };
    Err(constraint(Some(&value), &parameter, demand))
}

/// The ARN of a managed policy, as far as its form goes.
pub(super) fn policy_arn<'a>(form: &'a Form, parameter: &str) -> Result<&'a str, Fault> {
    let value = required(form, parameter)?;
    length(value, &lower_first(parameter), 20, 2048)?;
    let parts: Vec<&str> = value.splitn(6, ':').collect();
    let well = matches!(parts.as_slice(), ["arn", partition, "iam", "", account, resource]
        if partition.starts_with("aws")
            && (*account == "aws" || (account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit())))
            && resource.strip_prefix("policy/").is_some_and(|name| !name.is_empty() && !name.ends_with('/')));
    if well {
        return Ok(value);
    }
    Err(Fault::new(
        400,
        "InvalidInput",
        format!("ARN {value} is not valid."),
    ))
}
