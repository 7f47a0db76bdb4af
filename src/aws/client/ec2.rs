//! EC2, whose SDK crate takes 7 GB of memory to compile, by one-off operations.

use super::error::{CallError, CallErrorKind};
use super::oneoff::{self, Remote, RemoteError, Wire};
use super::operations::Op;
use super::query::{self, Lists};
use super::swap::{Repeat, failure};
use super::xml;
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::ErrorMetadata;
use aws_types::SdkConfig;
use serde_json::Value;

const VERSION: &str = "2016-11-15";

const EC2: Remote = Remote {
    id: "EC2",
    signing: "ec2",
    host: "ec2",
};

type Request = oneoff::Request<String>;

/// EC2 of a region.
#[derive(Clone, Debug)]
pub(super) struct Ec2 {
    repeatable: Request,
    once: Request,
}

impl Ec2 {
    pub fn new(sdk: &SdkConfig, region: &str, partition: RetryPartition) -> Ec2 {
        Ec2 {
            repeatable: request(sdk, region, &partition, Repeat::Unthrottled),
            once: request(sdk, region, &partition, Repeat::NotExecuted),
        }
    }

    /// Makes a call.
    pub async fn call(&self, op: Op, input: Value) -> Result<Value, CallError> {
        let input = super::ec2_names::on_the_wire(op, input);
        let body = query::body(op.name(), VERSION, &input, Lists::Plain);
        let request = if op.once() {
            &self.once
        } else {
            &self.repeatable
        };
        request.invoke(body).await.map_err(|error| {
            let failed = failure(op, error);
            match failed.code.as_deref() {
                // Read completely, but not as XML.
                Some(NOT_XML) => {
                    CallError::unanswered(op, CallErrorKind::Transient, failed.message)
                }
                _ => failed,
            }
        })
    }
}

fn request(sdk: &SdkConfig, region: &str, partition: &RetryPartition, repeat: Repeat) -> Request {
    let wire = Wire {
        write: serialize,
        read: deserialize,
    };
    oneoff::request(sdk, region, &EC2, partition, repeat, wire)
}

fn serialize(body: String) -> Result<HttpRequest, BoxError> {
    let request = http::Request::post("/")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("content-length", body.len())
        .header("user-agent", super::config::USER_AGENT)
        .body(SdkBody::from(body))?;
    Ok(HttpRequest::try_from(request)?)
}

fn deserialize(response: &HttpResponse) -> Result<Value, OrchestratorError<RemoteError>> {
    let body = response.body().bytes().unwrap_or_default();
    let text = String::from_utf8_lossy(body);
    let error = |code: &str, message: &str| {
        let meta = ErrorMetadata::builder().code(code).message(message);
        Err(OrchestratorError::operation(RemoteError(meta.build())))
    };
    if response.status().is_success() {
        return xml::to_json(&text)
            .or_else(|why| error(NOT_XML, &format!("the answer is no XML: {why}")));
    }
    match xml::error(&text) {
        Some((code, message)) => error(&code, &message),
        None => Err(OrchestratorError::operation(RemoteError(
            ErrorMetadata::builder().build(),
        ))),
    }
}

/// Stands in for the code of an answer that could not be read.
const NOT_XML: &str = "NotXml";
