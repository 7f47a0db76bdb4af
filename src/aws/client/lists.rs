//! The lists of services that only names are asked of, for editors: ECR, Secrets Manager and
//! Systems Manager. All speak AWS's JSON protocol.

use super::error::{CallError, CallErrorKind};
use super::oneoff::{self, Remote, RemoteError, Wire};
use super::operations::{Op, Service};
use super::swap::{Repeat, failure};
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::ErrorMetadata;
use aws_types::SdkConfig;
use serde_json::Value;

/// What a request is made of: the operation as the header names it, and the body.
type Input = (String, String);

const ECR: Remote = Remote {
    id: "ECR",
    signing: "ecr",
    host: "api.ecr",
};
const SECRETS: Remote = Remote {
    id: "Secrets Manager",
    signing: "secretsmanager",
    host: "secretsmanager",
};
const SSM: Remote = Remote {
    id: "SSM",
    signing: "ssm",
    host: "ssm",
};

/// These services of a region.
#[derive(Clone, Debug)]
pub(super) struct Lists {
    ecr: oneoff::Request<Input>,
    secrets: oneoff::Request<Input>,
    ssm: oneoff::Request<Input>,
}

impl Lists {
    pub fn new(sdk: &SdkConfig, region: &str, partition: &RetryPartition) -> Lists {
        let request = |remote: &Remote| {
            let wire = Wire {
                write: serialize,
                read: deserialize,
            };
            oneoff::request(sdk, region, remote, partition, Repeat::Unthrottled, wire)
        };
        Lists {
            ecr: request(&ECR),
            secrets: request(&SECRETS),
            ssm: request(&SSM),
        }
    }

    /// Makes a call.
    pub async fn call(&self, op: Op, input: Value) -> Result<Value, CallError> {
        let (request, version) = match op.service() {
            Service::Ecr => (&self.ecr, "AmazonEC2ContainerRegistry_V20150921"),
            Service::SecretsManager => (&self.secrets, "secretsmanager"),
            _ => (&self.ssm, "AmazonSSM"),
        };
        let target = format!("{version}.{}", op.name());
        let answer = request.invoke((target, input.to_string())).await;
        answer.map_err(|error| {
            let failed = failure(op, error);
            match failed.code.as_deref() {
                // Read completely, but not as JSON.
                Some(NOT_JSON) => {
                    CallError::unanswered(op, CallErrorKind::Transient, failed.message)
                }
                _ => failed,
            }
        })
    }
}

/// Stands in for the code of an answer that could not be read.
const NOT_JSON: &str = "NotJson";

fn serialize((target, body): Input) -> Result<HttpRequest, BoxError> {
    let request = http::Request::post("/")
        .header("content-type", "application/x-amz-json-1.1")
        .header("content-length", body.len())
        .header("x-amz-target", target)
        .header("user-agent", super::config::USER_AGENT)
        .body(SdkBody::from(body))?;
    Ok(HttpRequest::try_from(request)?)
}

fn deserialize(response: &HttpResponse) -> Result<Value, OrchestratorError<RemoteError>> {
    let body = response.body().bytes().unwrap_or_default();
    let error = |meta: ErrorMetadata| Err(OrchestratorError::operation(RemoteError(meta)));
    let answer = serde_json::from_slice::<Value>(body);
    if response.status().is_success() {
        return answer.or_else(|why| {
            let message = format!("the answer is no JSON: {why}");
            error(
                ErrorMetadata::builder()
                    .code(NOT_JSON)
                    .message(message)
                    .build(),
            )
        });
    }
    let mut meta = ErrorMetadata::builder();
    if let Ok(answer) = answer {
        let text = |names: [&str; 2]| names.iter().find_map(|name| answer.get(name)?.as_str());
        if let Some(code) = text(["__type", "code"]) {
            // `com.amazonaws.ssm#ThrottlingException`
            meta = meta.code(code.rsplit('#').next().unwrap_or(code));
        }
        if let Some(message) = text(["message", "Message"]) {
            meta = meta.message(message);
        }
    }
    error(meta.build())
}
