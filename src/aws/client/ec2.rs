//! EC2, by one-off operations of the SDK's runtime: signed, retried and timed as the SDK's own.

use super::error::{CallError, CallErrorKind};
use super::operations::Op;
use super::query::{self, Lists};
use super::swap::{Repeat, failure};
use super::xml;
use aws_runtime::auth::SigV4OperationSigningConfig;
use aws_runtime::auth::sigv4::{SCHEME_ID, SigV4AuthScheme};
use aws_runtime::retries::classifiers::AwsErrorCodeClassifier;
use aws_smithy_runtime::client::orchestrator::operation::Operation;
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime::client::retries::classifiers::{
    HttpStatusCodeClassifier, TransientErrorClassifier,
};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeOptionResolverParams, SharedAuthScheme, SharedAuthSchemeOptionResolver,
};
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::StaticRuntimePlugin;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::Layer;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::region::SigningRegion;
use aws_types::service_config::ServiceConfigKey;
use aws_types::{SdkConfig, SigningName};
use serde_json::Value;
use std::fmt;

const VERSION: &str = "2016-11-15";

type Request = Operation<String, Value, Ec2Error>;

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
    let mut layer = Layer::new("ec2");
    layer.store_put(SigningName::from_static("ec2"));
    layer.store_put(SigningRegion::from(aws_types::region::Region::new(
        region.to_owned(),
    )));
    layer.store_put(SigV4OperationSigningConfig::default());
    layer.store_put(AuthSchemeOptionResolverParams::new(()));
    layer.store_put(partition.clone());
    let mut components = RuntimeComponentsBuilder::new("ec2")
        .with_auth_scheme(SharedAuthScheme::new(SigV4AuthScheme::new()))
        .with_auth_scheme_option_resolver(Some(SharedAuthSchemeOptionResolver::new(
            StaticAuthSchemeOptionResolver::new(vec![SCHEME_ID]),
        )))
        .with_identity_cache(sdk.identity_cache())
        .with_http_client(sdk.http_client())
        .with_retry_classifier(AwsErrorCodeClassifier::<Ec2Error>::new())
        .with_retry_classifier(TransientErrorClassifier::<Ec2Error>::new())
        .with_retry_classifier(HttpStatusCodeClassifier::default())
        .with_retry_classifier(repeat);
    if let Some(credentials) = sdk.credentials_provider() {
        components.set_identity_resolver(SCHEME_ID, SharedIdentityResolver::new(credentials));
    }
    let plugin = StaticRuntimePlugin::new()
        .with_config(layer.freeze())
        .with_runtime_components(components);
    let mut builder = Operation::builder()
        .service_name("EC2")
        .operation_name("Query")
        .endpoint_url(&endpoint(sdk, region))
        .runtime_plugin(plugin);
    if let Some(retries) = sdk.retry_config() {
        builder = builder.standard_retry(retries);
    }
    if let Some(timeouts) = sdk.timeout_config() {
        builder = builder.timeout_config(timeouts.clone());
    }
    if let Some(sleep) = sdk.sleep_impl() {
        builder = builder.sleep_impl(sleep);
    }
    if let Some(time) = sdk.time_source() {
        builder = builder.time_source(time);
    }
    builder
        .serializer(serialize)
        .deserializer(deserialize)
        .build()
}

/// The configured endpoint, or AWS's own of the region.
fn endpoint(sdk: &SdkConfig, region: &str) -> String {
    if sdk.get_origin("endpoint_url").is_client_config()
        && let Some(url) = sdk.endpoint_url()
    {
        return url.to_owned();
    }
    let key = ServiceConfigKey::builder()
        .service_id("EC2")
        .env("AWS_ENDPOINT_URL")
        .profile("endpoint_url")
        .build();
    let own = key
        .ok()
        .and_then(|key| sdk.service_config()?.load_config(key));
    if let Some(url) = own.or_else(|| sdk.endpoint_url().map(str::to_owned)) {
        return url;
    }
    public_endpoint(
        region,
        sdk.use_fips().unwrap_or(false),
        sdk.use_dual_stack().unwrap_or(false),
    )
}

fn public_endpoint(region: &str, fips: bool, dual_stack: bool) -> String {
    let china = region.starts_with("cn-");
    let suffix = match (china, dual_stack) {
        (false, false) => "amazonaws.com",
        (true, false) => "amazonaws.com.cn",
        (false, true) => "api.aws",
        (true, true) => "api.amazonwebservices.com.cn",
    };
    let service = if fips { "ec2-fips" } else { "ec2" };
    format!("https://{service}.{region}.{suffix}")
}

fn serialize(body: String) -> Result<HttpRequest, BoxError> {
    let request = http::Request::post("/")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("content-length", body.len())
        .header("user-agent", super::config::USER_AGENT)
        .body(SdkBody::from(body))?;
    Ok(HttpRequest::try_from(request)?)
}

fn deserialize(response: &HttpResponse) -> Result<Value, OrchestratorError<Ec2Error>> {
    let body = response.body().bytes().unwrap_or_default();
    let text = String::from_utf8_lossy(body);
    let error = |code: &str, message: &str| {
        let meta = ErrorMetadata::builder().code(code).message(message);
        Err(OrchestratorError::operation(Ec2Error(meta.build())))
    };
    if response.status().is_success() {
        return xml::to_json(&text)
            .or_else(|why| error(NOT_XML, &format!("the answer is no XML: {why}")));
    }
    match xml::error(&text) {
        Some((code, message)) => error(&code, &message),
        None => Err(OrchestratorError::operation(Ec2Error(
            ErrorMetadata::builder().build(),
        ))),
    }
}

/// Stands in for the code of an answer that could not be read.
const NOT_XML: &str = "NotXml";

/// An error EC2 answered with.
#[derive(Debug)]
struct Ec2Error(ErrorMetadata);

impl fmt::Display for Ec2Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Ec2Error {}

impl ProvideErrorMetadata for Ec2Error {
    fn meta(&self) -> &ErrorMetadata {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_of_partitions() {
        let plain = |region| public_endpoint(region, false, false);
        assert_eq!(plain("eu-west-1"), "https://ec2.eu-west-1.amazonaws.com");
        assert_eq!(
            plain("cn-north-1"),
            "https://ec2.cn-north-1.amazonaws.com.cn"
        );
        assert_eq!(
            public_endpoint("us-gov-west-1", true, false),
            "https://ec2-fips.us-gov-west-1.amazonaws.com"
        );
    }
}
