//! A request whose body is written here and whose answer is read here, around an SDK's operation.
//!
//! The SDK's own serializer has made its request from an empty input when [`Swap`] puts ours in
//! its place, before it is signed; and the answer is taken as it came, whatever the SDK's
//! deserializer knows of it.

use super::error::{self, CallError, CallErrorKind, SIGN_IN};
use super::operations::Op;
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    InterceptorContext,
};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::retries::classifiers::{
    ClassifyRetry, RetryAction, RetryClassifierPriority,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};

/// What AWS answered.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// The interceptor; clones share the answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Swap {
    /// `None` leaves the SDK's own.
    pub body: Option<String>,
    /// The path, for an operation the SDK's crate does not have yet.
    pub path: Option<&'static str>,
    answer: Arc<Mutex<Option<Answer>>>,
}

impl Swap {
    pub fn body(body: String) -> Swap {
        Swap {
            body: Some(body),
            ..Swap::default()
        }
    }

    fn take(&self) -> Option<Answer> {
        let mut answer = self.answer.lock().unwrap_or_else(PoisonError::into_inner);
        answer.take()
    }

    /// The body of the answer, or what went wrong.
    pub fn finish<O, E>(
        &self,
        op: Op,
        result: Result<O, SdkError<E, HttpResponse>>,
    ) -> Result<Vec<u8>, CallError>
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        let answer = self.take();
        match (result, answer) {
            // An answer the SDK cannot read may still be one.
            (Ok(_) | Err(SdkError::ServiceError(_) | SdkError::ResponseError(_)), Some(answer))
                if (200..300).contains(&answer.status) =>
            {
                Ok(answer.body)
            }
            (Ok(_), _) => Ok(Vec::new()),
            (Err(error), _) => Err(failure(op, error)),
        }
    }
}

impl Intercept for Swap {
    fn name(&self) -> &'static str {
        "Swap"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        if let Some(path) = self.path {
            request.set_uri(path)?;
        }
        if let Some(body) = &self.body {
            let length = body.len().to_string();
            request.headers_mut().insert("content-length", length);
            *request.body_mut() = SdkBody::from(body.as_str());
        }
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response();
        // A body that broke off has no bytes here.
        let answer = response.body().bytes().map(|bytes| Answer {
            status: response.status().as_u16(),
            body: bytes.to_vec(),
        });
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = answer;
        Ok(())
    }
}

/// Which failures the SDK may repeat by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    /// All but throttled calls, which go again in turn ([`super::pace`]).
    Unthrottled,
    /// Only what certainly was not executed.
    NotExecuted,
}

impl Repeat {
    pub fn of(op: Op) -> Repeat {
        match op.once() {
            true => Repeat::NotExecuted,
            false => Repeat::Unthrottled,
        }
    }
}

impl ClassifyRetry for Repeat {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        if !context.is_failed() {
            return RetryAction::NoActionIndicated;
        }
        let may = match self {
            Repeat::Unthrottled => !was_throttled(context),
            Repeat::NotExecuted => never_sent(context),
        };
        match may {
            true => RetryAction::NoActionIndicated,
            false => RetryAction::RetryForbidden,
        }
    }

    fn name(&self) -> &'static str {
        "repeat"
    }

    fn priority(&self) -> RetryClassifierPriority {
        RetryClassifierPriority::run_after(RetryClassifierPriority::transient_error_classifier())
    }
}

fn was_throttled(context: &InterceptorContext) -> bool {
    let Some(response) = context.response() else {
        return false;
    };
    let status = response.status().as_u16();
    let header = response.headers().get("x-amzn-errortype").unwrap_or("");
    let code = header.split(':').next().unwrap_or("");
    if error::is_throttling(status, code, "") {
        return true;
    }
    let body = response.body().bytes().unwrap_or_default();
    let body = String::from_utf8_lossy(body);
    // `<Code>Throttling</Code>`, `"code":"TooManyRequestsException"`: whole words of the answer.
    body.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| word.len() >= 8 && error::is_throttling(0, word, ""))
}

fn never_sent(context: &InterceptorContext) -> bool {
    match context.output_or_error() {
        Some(Err(error)) => is_unreachable(error.as_connector_error().map(|error| error as _)),
        _ => false,
    }
}

/// No connection came about.
fn is_unreachable(error: Option<&(dyn Error + 'static)>) -> bool {
    chain(error).any(|error| {
        if let Some(io) = error.downcast_ref::<std::io::Error>() {
            return matches!(
                io.kind(),
                std::io::ErrorKind::ConnectionRefused
                    | std::io::ErrorKind::HostUnreachable
                    | std::io::ErrorKind::NetworkUnreachable
            );
        }
        let text = error.to_string();
        text.contains("dns error") || text.contains("tcp connect error") || text == "Connect"
    })
}

/// An error and what caused it.
fn chain<'a>(
    first: Option<&'a (dyn Error + 'static)>,
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(first, |&error: &&'a (dyn Error + 'static)| error.source())
}

/// An SDK's error as ours.
pub(super) fn failure<E>(op: Op, error: SdkError<E, HttpResponse>) -> CallError
where
    E: ProvideErrorMetadata + Error + 'static,
{
    match &error {
        SdkError::ServiceError(answered) => {
            let status = answered.raw().status().as_u16();
            let (code, message) = (answered.err().code(), answered.err().message());
            let message = message.map_or_else(|| body_of(answered.raw()), str::to_owned);
            CallError::answered(op, status, code.map(str::to_owned), message)
        }
        SdkError::ResponseError(broken) => {
            let status = broken.raw().status().as_u16();
            if status >= 400 {
                return CallError::answered(op, status, None, body_of(broken.raw()));
            }
            CallError {
                status: Some(status),
                ..CallError::unanswered(op, CallErrorKind::Transient, words(&error))
            }
        }
        SdkError::TimeoutError(_) => {
            CallError::unanswered(op, CallErrorKind::Transient, "no answer in time")
        }
        other => {
            if chain(Some(other)).any(|error| error.is::<CredentialsError>()) {
                let kind = CallErrorKind::Credentials { hint: SIGN_IN };
                return CallError::unanswered(op, kind, credentials_words(&error));
            }
            if is_unreachable(Some(other)) {
                // The layers above say no more than that it went wrong.
                let cause = chain(Some(other)).last().map(ToString::to_string);
                let cause = cause.unwrap_or_default();
                return CallError::unanswered(op, CallErrorKind::Network, cause);
            }
            let kind = match other {
                SdkError::DispatchFailure(_) => CallErrorKind::Transient,
                _ => CallErrorKind::Invalid,
            };
            CallError::unanswered(op, kind, words(&error))
        }
    }
}

/// The beginning of a body that is no error of AWS's own, a proxy's page for example.
fn body_of(response: &HttpResponse) -> String {
    let body = String::from_utf8_lossy(response.body().bytes().unwrap_or_default());
    let start: String = body.trim().chars().take(200).collect();
    match start.is_empty() {
        true => format!("HTTP {}", response.status().as_u16()),
        false => format!("HTTP {}: {start}", response.status().as_u16()),
    }
}

/// An error and what caused it, in one line.
fn words(error: &(dyn Error + 'static)) -> String {
    let mut said: Vec<String> = Vec::new();
    for error in chain(Some(error)) {
        let text = error.to_string();
        if !said.iter().any(|before| before.contains(&text)) {
            said.push(text);
        }
    }
    said.join(": ")
}

fn credentials_words(error: &(dyn Error + 'static)) -> String {
    let credentials = chain(Some(error)).find(|error| error.is::<CredentialsError>());
    credentials.map_or_else(|| words(error), words)
}
