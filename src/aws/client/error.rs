//! What went wrong with a call, sorted by what can be done about it.

use super::operations::{Op, Service};
use std::fmt;

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallErrorKind {
    /// Too many calls; AWS did not execute it. The SDK has waited and retried already.
    Throttled,
    /// The identity lacks a permission.
    Denied {
        /// `iam:PassRole` where AWS names another one than the call's own.
        permission: String,
    },
    /// What the call names is not there.
    NotFound,
    /// The name is taken, or the thing is already as asked.
    AlreadyExists,
    /// In use, or being modified: may succeed later.
    Conflict,
    /// AWS refuses what the call says.
    Invalid,
    /// AWS failed, or its answer was lost: it may or may not have been executed.
    Transient,
    /// No credentials, or such that AWS does not accept.
    Credentials {
        /// What a person can do about it.
        hint: &'static str,
    },
    /// AWS could not be reached: nothing was executed.
    Network,
}

/// A call that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallError {
    pub op: Op,
    /// AWS's code: `ClientException`, `InvalidVpcID.NotFound`.
    pub code: Option<String>,
    /// AWS's own words, or those of the layer that failed.
    pub message: String,
    /// The answer's HTTP status, where there was one.
    pub status: Option<u16>,
    pub kind: CallErrorKind,
}

/// What to do without credentials.
pub const SIGN_IN: &str = "set AWS_PROFILE or pass --profile, or sign in with `aws sso login`; \
    --sandbox needs no account";
const SIGN_IN_AGAIN: &str =
    "they have expired or were withdrawn: sign in again, for example with `aws sso login`";
const UNKNOWN_KEYS: &str = "AWS does not know the keys: check AWS_PROFILE and --profile, and that \
    the region is switched on in the account";
const CLOCK: &str = "the signature was refused: check the secret key and this machine's clock";

impl CallError {
    /// An error AWS answered with.
    pub fn answered(op: Op, status: u16, code: Option<String>, message: String) -> CallError {
        let kind = kind_of(op, status, code.as_deref().unwrap_or(""), &message);
        CallError {
            op,
            code,
            message,
            status: Some(status),
            kind,
        }
    }

    /// An error before AWS answered, or instead of an answer.
    pub fn unanswered(op: Op, kind: CallErrorKind, message: impl Into<String>) -> CallError {
        CallError {
            op,
            code: None,
            message: message.into(),
            status: None,
            kind,
        }
    }

    pub fn is_not_found(&self) -> bool {
        self.kind == CallErrorKind::NotFound
    }

    pub fn is_already_exists(&self) -> bool {
        self.kind == CallErrorKind::AlreadyExists
    }

    pub fn is_conflict(&self) -> bool {
        self.kind == CallErrorKind::Conflict
    }

    pub fn is_throttled(&self) -> bool {
        self.kind == CallErrorKind::Throttled
    }

    pub fn is_denied(&self) -> bool {
        matches!(self.kind, CallErrorKind::Denied { .. })
    }

    /// The call may have been executed all the same.
    pub fn may_have_happened(&self) -> bool {
        self.kind == CallErrorKind::Transient
    }

    /// The same call may succeed later without anybody doing anything.
    pub fn may_pass(&self) -> bool {
        matches!(
            self.kind,
            CallErrorKind::Throttled
                | CallErrorKind::Conflict
                | CallErrorKind::Transient
                | CallErrorKind::Network
        )
    }

    /// The permission that is missing.
    pub fn missing_permission(&self) -> Option<&str> {
        match &self.kind {
            CallErrorKind::Denied { permission } => Some(permission),
            _ => None,
        }
    }

    pub fn code(&self) -> &str {
        self.code.as_deref().unwrap_or("")
    }
}

fn kind_of(op: Op, status: u16, code: &str, message: &str) -> CallErrorKind {
    if is_throttling(status, code, message) {
        return CallErrorKind::Throttled;
    }
    if let Some(hint) = credentials_hint(code) {
        return CallErrorKind::Credentials { hint };
    }
    if is_denial(status, code, message) {
        let permission = named_permission(message).unwrap_or_else(|| op.permission().to_owned());
        return CallErrorKind::Denied { permission };
    }
    if status >= 500 {
        return CallErrorKind::Transient;
    }
    if is_conflict(code, message) {
        return CallErrorKind::Conflict;
    }
    if is_taken(op, status, code, message) {
        return CallErrorKind::AlreadyExists;
    }
    if is_missing(op, status, code, message) {
        return CallErrorKind::NotFound;
    }
    CallErrorKind::Invalid
}

/// The codes for "too many calls" of the services.
pub fn is_throttling(status: u16, code: &str, message: &str) -> bool {
    let rate = message.contains("Rate exceeded") || message.contains("Too Many Requests");
    match code {
        "Throttling"
        | "ThrottlingException"
        | "ThrottledException"
        | "RequestThrottled"
        | "RequestThrottledException"
        | "RequestLimitExceeded"
        | "TooManyRequestsException"
        | "BandwidthLimitExceeded"
        | "SlowDown"
        | "EC2ThrottledException"
        | "PriorRequestNotComplete" => true,
        "ClientException" => rate,
        _ => status == 429,
    }
}

fn credentials_hint(code: &str) -> Option<&'static str> {
    Some(match code {
        "ExpiredToken" | "ExpiredTokenException" | "RequestExpired" => SIGN_IN_AGAIN,
        "InvalidClientTokenId" | "UnrecognizedClientException" | "AuthFailure" => UNKNOWN_KEYS,
        "MissingAuthenticationToken" | "MissingAuthenticationTokenException" => SIGN_IN,
        "SignatureDoesNotMatch" | "InvalidSignatureException" | "IncompleteSignature" => CLOCK,
        _ => return None,
    })
}

fn is_denial(status: u16, code: &str, message: &str) -> bool {
    let named = matches!(
        code,
        "AccessDenied" | "AccessDeniedException" | "UnauthorizedOperation" | "UnauthorizedAccess"
    );
    // Batch answers with its ClientException where a role may not be passed on.
    let said = status < 500
        && message.contains("is not authorized to perform")
        && !message.starts_with("CLIENT_ERROR");
    named || said || status == 403
}

/// `iam:PassRole` in "… is not authorized to perform: iam:PassRole on resource: …".
fn named_permission(message: &str) -> Option<String> {
    // EC2 says first that "you are not authorized to perform this operation".
    let places = message.split("not authorized to perform").skip(1);
    let mut actions = places.map(|rest| {
        let rest = rest.trim_start_matches([':', ' ']);
        let other = |c: char| !(c.is_ascii_alphanumeric() || c == ':' || c == '-');
        rest.split(other).next().unwrap_or_default()
    });
    let named = |action: &&str| {
        let parts = action.split_once(':');
        parts.is_some_and(|(service, name)| !service.is_empty() && !name.is_empty())
    };
    actions.find(named).map(str::to_owned)
}

fn is_conflict(code: &str, message: &str) -> bool {
    let said = [
        "being modified",
        "found existing",
        "relationship",
        "must be DISABLED",
        "currently in use",
        "still in use",
    ];
    match code {
        "DeleteConflict"
        | "DeleteConflictException"
        | "DependencyViolation"
        | "ConcurrentModification"
        | "ConcurrentModificationException"
        | "ResourceInUseException"
        | "ResourceInUse"
        | "InvalidIPAddress.InUse"
        | "InvalidGroup.InUse"
        | "IncorrectState"
        | "IncorrectInstanceState"
        | "InvalidState"
        | "EntityTemporarilyUnmodifiable"
        | "EntityTemporarilyUnmodifiableException"
        | "OperationNotPermitted" => true,
        "ClientException" | "ConflictException" => said.iter().any(|text| message.contains(text)),
        _ => false,
    }
}

fn is_taken(op: Op, status: u16, code: &str, message: &str) -> bool {
    let by_code = code.starts_with("EntityAlreadyExists")
        || code.ends_with(".Duplicate")
        || code.ends_with("AlreadyExists")
        || code.ends_with("AlreadyExistsException")
        || code == "Resource.AlreadyAssociated"
        || code == "InvalidLaunchTemplateName.AlreadyExistsException";
    let said = message.contains("already exist") || message.contains("has been taken");
    by_code
        || (op.service() == Service::Batch && (said || status == 409))
        || (op == Op::CreateServiceLinkedRole && said)
}

fn is_missing(op: Op, status: u16, code: &str, message: &str) -> bool {
    code.starts_with("NoSuchEntity")
        || code.ends_with("NotFound")
        || code.ends_with("NotFoundException")
        || code == "Gateway.NotAttached"
        || code == "NatGatewayNotFound"
        || (op.service() == Service::Batch
            && (status == 404
                || message.contains("does not exist")
                || message.contains("not found")))
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let service = self.op.service().name();
        let (call, said) = (self.op.permission(), self.message.trim());
        match &self.kind {
            CallErrorKind::Denied { permission } if permission == call => write!(
                f,
                "AWS denied `{call}`: a policy of the identity in use must allow it ({said})"
            ),
            CallErrorKind::Denied { permission } => write!(
                f,
                "AWS denied `{call}` for want of `{permission}`: a policy of the identity in use \
                 must allow it ({said})"
            ),
            CallErrorKind::Throttled => write!(
                f,
                "{service} takes no more calls for now, also after waiting (`{call}`: {said})"
            ),
            CallErrorKind::Credentials { hint } if self.status.is_none() => {
                write!(f, "no AWS credentials for `{call}`: {hint} ({said})")
            }
            CallErrorKind::Credentials { hint } => {
                write!(
                    f,
                    "AWS does not take the credentials for `{call}`: {hint} ({said})"
                )
            }
            CallErrorKind::Network => {
                write!(f, "{service} could not be reached for `{call}`: {said}")
            }
            CallErrorKind::Transient => write!(
                f,
                "{service} did not answer `{call}` as it should; it may have been executed ({said})"
            ),
            CallErrorKind::NotFound
            | CallErrorKind::AlreadyExists
            | CallErrorKind::Conflict
            | CallErrorKind::Invalid => {
                write!(f, "AWS refused `{call}`: ")?;
                f.write_str(if said.is_empty() {
                    "no reason given"
                } else {
                    said
                })?;
                match self.code() {
                    "" | "ClientException" => Ok(()),
                    code => write!(f, " ({code})"),
                }
            }
        }
    }
}

impl std::error::Error for CallError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(op: Op, status: u16, code: &str, message: &str) -> CallErrorKind {
        CallError::answered(op, status, Some(code.to_owned()), message.to_owned()).kind
    }

    #[test]
    fn a_denial_names_the_permission_in_each_services_words() {
        let denials = [
            (
                Op::CreateJobQueue,
                403,
                "AccessDeniedException",
                "User: arn:aws:iam::1:user/u is not authorized to perform: batch:CreateJobQueue \
                 on resource: arn:aws:batch:r:1:job-queue/q",
                "batch:CreateJobQueue",
            ),
            (
                Op::CreateComputeEnvironment,
                400,
                "ClientException",
                "Error executing request, Exception : User: arn:aws:iam::1:user/u is not \
                 authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/r",
                "iam:PassRole",
            ),
            (
                Op::CreateRole,
                403,
                "AccessDenied",
                "User: arn:aws:iam::1:user/u is not authorized to perform: iam:TagRole on \
                 resource: x because no identity-based policy allows the iam:TagRole action",
                "iam:TagRole",
            ),
            (
                Op::CreateVpc,
                403,
                "UnauthorizedOperation",
                "You are not authorized to perform this operation. User: arn:aws:iam::1:user/u \
                 is not authorized to perform: ec2:CreateTags on resource: x.",
                "ec2:CreateTags",
            ),
            (
                Op::CreateVpc,
                403,
                "UnauthorizedOperation",
                "You are not authorized to perform this operation.",
                "ec2:CreateVpc",
            ),
        ];
        for (op, status, code, message, permission) in denials {
            let error = CallError::answered(op, status, Some(code.into()), message.into());
            assert_eq!(error.missing_permission(), Some(permission), "{message}");
            assert!(error.to_string().contains(&format!("`{permission}`")));
        }
    }

    #[test]
    fn what_can_be_done_about_it() {
        use CallErrorKind::{AlreadyExists, Conflict, Invalid, NotFound, Throttled, Transient};
        let (queue, role, vpc) = (Op::DeleteJobQueue, Op::DeleteRole, Op::DeleteVpc);
        let client = "ClientException";
        for (op, status, code, message, expected) in [
            (
                queue,
                429,
                "TooManyRequestsException",
                "Too Many Requests",
                Throttled,
            ),
            (role, 400, "Throttling", "Rate exceeded", Throttled),
            (
                vpc,
                503,
                "RequestLimitExceeded",
                "Request limit exceeded.",
                Throttled,
            ),
            (queue, 500, "ServerException", "", Transient),
            (queue, 400, client, "arn:q does not exist", NotFound),
            (
                role,
                404,
                "NoSuchEntity",
                "The role cannot be found",
                NotFound,
            ),
            (vpc, 400, "InvalidVpcID.NotFound", "", NotFound),
            (
                Op::DetachInternetGateway,
                400,
                "Gateway.NotAttached",
                "",
                NotFound,
            ),
            (
                queue,
                400,
                client,
                "Cannot delete, resource is being modified",
                Conflict,
            ),
            (
                queue,
                400,
                client,
                "Cannot delete, found existing JobQueue relationship",
                Conflict,
            ),
            (role, 409, "DeleteConflict", "", Conflict),
            (vpc, 400, "DependencyViolation", "", Conflict),
            (
                Op::CreateJobQueue,
                409,
                client,
                "Object already exists",
                AlreadyExists,
            ),
            (
                Op::CreateRole,
                409,
                "EntityAlreadyExists",
                "",
                AlreadyExists,
            ),
            (
                Op::CreateSecurityGroup,
                400,
                "InvalidGroup.Duplicate",
                "",
                AlreadyExists,
            ),
            (
                Op::CreateJobQueue,
                400,
                client,
                "priority is wrong",
                Invalid,
            ),
            (Op::CreateRole, 400, "MalformedPolicyDocument", "", Invalid),
        ] {
            assert_eq!(
                kind(op, status, code, message),
                expected,
                "{op} {code} {message}"
            );
        }
    }

    #[test]
    fn keys_aws_does_not_take() {
        for code in [
            "ExpiredToken",
            "UnrecognizedClientException",
            "SignatureDoesNotMatch",
        ] {
            let kind = kind(Op::DescribeVpcs, 403, code, "");
            assert!(matches!(kind, CallErrorKind::Credentials { .. }), "{code}");
        }
    }

    #[test]
    fn in_plain_words() {
        let error = CallError::answered(
            Op::CreateJobQueue,
            400,
            Some("ClientException".into()),
            "priority is wrong".into(),
        );
        let said = "AWS refused `batch:CreateJobQueue`: priority is wrong";
        assert_eq!(error.to_string(), said);
    }
}
