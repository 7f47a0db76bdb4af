//! Services without an SDK crate of their own here: one-off operations of the SDK's runtime,
//! signed, retried and timed as the SDK's own.

use super::swap::Repeat;
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
use aws_smithy_types::config_bag::Layer;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::region::SigningRegion;
use aws_types::service_config::ServiceConfigKey;
use aws_types::{SdkConfig, SigningName};
use serde_json::Value;
use std::fmt;

/// A call to such a service: its input, the answer as JSON.
pub(super) type Request<I> = Operation<I, Value, RemoteError>;

/// A service, by the names its parts go by.
pub(super) struct Remote {
    /// In the SDK's configuration: `EC2`.
    pub id: &'static str,
    /// What a signature is made for: `ec2`.
    pub signing: &'static str,
    /// How its host's name begins: `ec2`, `api.ecr`.
    pub host: &'static str,
}

/// How an input goes on the wire, and how an answer comes off it.
pub(super) struct Wire<I> {
    pub write: fn(I) -> Result<HttpRequest, BoxError>,
    pub read: fn(&HttpResponse) -> Result<Value, OrchestratorError<RemoteError>>,
}

/// The operation that makes such calls.
pub(super) fn request<I: fmt::Debug + Send + Sync + 'static>(
    sdk: &SdkConfig,
    region: &str,
    remote: &Remote,
    partition: &RetryPartition,
    repeat: Repeat,
    wire: Wire<I>,
) -> Request<I> {
    let mut layer = Layer::new(remote.signing);
    layer.store_put(SigningName::from_static(remote.signing));
    layer.store_put(SigningRegion::from(aws_types::region::Region::new(
        region.to_owned(),
    )));
    layer.store_put(SigV4OperationSigningConfig::default());
    layer.store_put(AuthSchemeOptionResolverParams::new(()));
    layer.store_put(partition.clone());
    let mut components = RuntimeComponentsBuilder::new(remote.signing)
        .with_auth_scheme(SharedAuthScheme::new(SigV4AuthScheme::new()))
        .with_auth_scheme_option_resolver(Some(SharedAuthSchemeOptionResolver::new(
            StaticAuthSchemeOptionResolver::new(vec![SCHEME_ID]),
        )))
        .with_identity_cache(sdk.identity_cache())
        .with_http_client(sdk.http_client())
        .with_retry_classifier(AwsErrorCodeClassifier::<RemoteError>::new())
        .with_retry_classifier(TransientErrorClassifier::<RemoteError>::new())
        .with_retry_classifier(HttpStatusCodeClassifier::default())
        .with_retry_classifier(repeat);
    if let Some(credentials) = sdk.credentials_provider() {
        components.set_identity_resolver(SCHEME_ID, SharedIdentityResolver::new(credentials));
    }
    let plugin = StaticRuntimePlugin::new()
        .with_config(layer.freeze())
        .with_runtime_components(components);
    let mut builder = Operation::builder()
        .service_name(remote.id)
        .operation_name("Call")
        .endpoint_url(&endpoint(sdk, region, remote))
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
        .serializer(wire.write)
        .deserializer(wire.read)
        .build()
}

/// The configured endpoint, or AWS's own of the region.
fn endpoint(sdk: &SdkConfig, region: &str, remote: &Remote) -> String {
    if sdk.get_origin("endpoint_url").is_client_config()
        && let Some(url) = sdk.endpoint_url()
    {
        return url.to_owned();
    }
    let key = ServiceConfigKey::builder()
        .service_id(remote.id)
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
        remote.host,
        region,
        sdk.use_fips().unwrap_or(false),
        sdk.use_dual_stack().unwrap_or(false),
    )
}

fn public_endpoint(host: &str, region: &str, fips: bool, dual_stack: bool) -> String {
    let china = region.starts_with("cn-");
    let suffix = match (china, dual_stack) {
        (false, false) => "amazonaws.com",
        (true, false) => "amazonaws.com.cn",
        (false, true) => "api.aws",
        (true, true) => "api.amazonwebservices.com.cn",
    };
    let fips = if fips { "-fips" } else { "" };
    format!("https://{host}{fips}.{region}.{suffix}")
}

/// An error such a service answered with.
#[derive(Debug)]
pub(super) struct RemoteError(pub ErrorMetadata);

impl fmt::Display for RemoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for RemoteError {}

impl ProvideErrorMetadata for RemoteError {
    fn meta(&self) -> &ErrorMetadata {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_of_partitions() {
        let plain = |region| public_endpoint("ec2", region, false, false);
        assert_eq!(plain("eu-west-1"), "https://ec2.eu-west-1.amazonaws.com");
        assert_eq!(
            plain("cn-north-1"),
            "https://ec2.cn-north-1.amazonaws.com.cn"
        );
        assert_eq!(
            public_endpoint("ec2", "us-gov-west-1", true, false),
            "https://ec2-fips.us-gov-west-1.amazonaws.com"
        );
    }
}
