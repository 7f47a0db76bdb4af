//! Region, credentials, endpoint and the SDK's behaviour, from options and the SDK's own chain.

use aws_config::default_provider::credentials::DefaultCredentialsChain;
use aws_config::environment::EnvironmentVariableRegionProvider;
use aws_config::imds;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::{self, ProfileFileCredentialsProvider, ProfileFileRegionProvider};
use aws_config::provider_config::ProviderConfig;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{AppName, BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_runtime::env_config::file::EnvConfigFiles;
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::{Builder, Connector};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::os_shim_internal::{Env, Fs};
use std::fmt;
use std::time::Duration;

/// How the tool names itself to AWS.
pub const USER_AGENT: &str = concat!("batchlang/", env!("CARGO_PKG_VERSION"));
/// The same in the form the SDK puts into its own user agent.
const APP_NAME: &str = concat!("batchlang-", env!("CARGO_PKG_VERSION"));

/// So many calls at a time where nothing else is said.
pub const PARALLELISM: usize = 16;

/// Where a sandbox is, unless something else is said.
const SANDBOX_REGION: &str = "us-east-1";

/// What a command says about where and as whom to work. What is `None` comes from the SDK's chain.
#[derive(Clone, Debug, Default)]
pub struct ConnectOptions {
    pub region: Option<String>,
    pub profile: Option<String>,
    /// One endpoint for all services: a sandbox, or another emulator.
    pub endpoint_url: Option<String>,
    /// Signs with made-up keys and reads no credentials: for a sandbox.
    pub sandbox: bool,
    /// So many calls at a time; 0 is the default.
    pub parallelism: usize,
    /// How often a call is tried, where not as often as `AWS_MAX_ATTEMPTS` or the default say.
    pub max_attempts: Option<u32>,
}

/// Why there is no connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectError {
    /// Neither the options nor the environment nor the profile name a region.
    NoRegion { profile: Option<String> },
    /// No file of AWS's tools has a profile of that name; those they have.
    NoProfile { name: String, known: Vec<String> },
    /// The endpoint's URL is none.
    Endpoint { url: String },
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ConnectError::NoRegion { profile } => {
                f.write_str("no region: write `region = \"us-east-1\"` in the file's `project` block, pass --region, or set AWS_REGION")?;
                match profile {
                    Some(profile) => write!(f, " (the profile `{profile}` names none)"),
                    None => Ok(()),
                }
            }
            ConnectError::NoProfile { name, known } => {
                write!(
                    f,
                    "there is no profile `{name}`: ~/.aws/config and ~/.aws/credentials have "
                )?;
                match known.is_empty() {
                    true => f.write_str("none"),
                    false => write!(f, "`{}`", known.join("`, `")),
                }
            }
            ConnectError::Endpoint { url } => write!(
                f,
                "`{url}` is no endpoint: it must look like `http://127.0.0.1:5000`"
            ),
        }
    }
}

impl std::error::Error for ConnectError {}

/// The SDK's configuration and the region.
pub(super) async fn load(options: &ConnectOptions) -> Result<(SdkConfig, String), ConnectError> {
    if let Some(url) = &options.endpoint_url {
        check_endpoint(url)?;
    }
    if let Some(profile) = &options.profile {
        check_profile(profile).await?;
    }
    let http = http_client(options);
    let base = ProviderConfig::without_region().with_http_client(http.clone());
    // A laptop has no instance metadata, and waiting for its silence helps nobody.
    let metadata = imds::Client::builder()
        .configure(&base)
        .max_attempts(1)
        .connect_timeout(Duration::from_secs(1))
        .read_timeout(Duration::from_secs(1))
        .build();
    let region = region(options, &base, &metadata).await;
    let Some(region) = region else {
        let named = options.profile.clone();
        let profile = named.or_else(|| std::env::var("AWS_PROFILE").ok());
        return Err(ConnectError::NoRegion { profile });
    };
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .http_client(http)
        .region(region.clone())
        .retry_config(retries(options))
        .timeout_config(
            TimeoutConfig::builder()
                .connect_timeout(Duration::from_secs(5))
                .operation_attempt_timeout(Duration::from_secs(30))
                .build(),
        );
    if let Ok(name) = AppName::new(APP_NAME) {
        loader = loader.app_name(name);
    }
    if let Some(profile) = &options.profile {
        loader = loader.profile_name(profile);
    }
    if let Some(url) = &options.endpoint_url {
        loader = loader.endpoint_url(url);
    }
    let credentials = if options.sandbox {
        SharedCredentialsProvider::new(Credentials::new(
            "SANDBOX", "sandbox", None, None, "sandbox",
        ))
    } else {
        let base = base.with_region(Some(region.clone()));
        match &options.profile {
            // The profile that was asked for, and no other account: the chain would take keys of the
            // environment first, which AWS's own tools do not.
            Some(profile) => SharedCredentialsProvider::new(
                ProfileFileCredentialsProvider::builder()
                    .configure(&base)
                    .profile_name(profile)
                    .build(),
            ),
            None => SharedCredentialsProvider::new(
                DefaultCredentialsChain::builder()
                    .configure(base)
                    .imds_client(metadata)
                    .region(region.clone())
                    .build()
                    .await,
            ),
        }
    };
    let sdk = loader.credentials_provider(credentials).load().await;
    Ok((sdk, region.to_string()))
}

/// A file that cannot be read is for the SDK to complain of.
async fn check_profile(name: &str) -> Result<(), ConnectError> {
    let files = EnvConfigFiles::default();
    let Ok(all) = profile::load(&Fs::real(), &Env::real(), &files, None).await else {
        return Ok(());
    };
    if all.get_profile(name).is_some() {
        return Ok(());
    }
    let mut known: Vec<String> = all.profiles().map(str::to_owned).collect();
    known.sort();
    Err(ConnectError::NoProfile {
        name: name.to_owned(),
        known,
    })
}

/// As `AWS_MAX_ATTEMPTS` says, else patiently.
pub(super) fn retries(options: &ConnectOptions) -> RetryConfig {
    let asked = std::env::var("AWS_MAX_ATTEMPTS").ok();
    let attempts = asked.and_then(|text| text.trim().parse().ok());
    let attempts = options.max_attempts.or(attempts);
    RetryConfig::standard()
        .with_max_attempts(attempts.filter(|&attempts| attempts > 0).unwrap_or(8))
        .with_initial_backoff(Duration::from_millis(500))
        .with_max_backoff(Duration::from_secs(10))
}

async fn region(
    options: &ConnectOptions,
    base: &ProviderConfig,
    metadata: &imds::Client,
) -> Option<Region> {
    if let Some(region) = &options.region {
        return Some(Region::new(region.clone()));
    }
    let mut profile = ProfileFileRegionProvider::builder().configure(base);
    if let Some(name) = &options.profile {
        profile = profile.profile_name(name);
    }
    let chain = RegionProviderChain::first_try(EnvironmentVariableRegionProvider::new())
        .or_else(profile.build());
    if options.sandbox {
        return chain
            .or_else(Region::from_static(SANDBOX_REGION))
            .region()
            .await;
    }
    let instance = imds::region::ImdsRegionProvider::builder()
        .configure(base)
        .imds_client(metadata.clone());
    chain.or_else(instance.build()).region().await
}

/// HTTPS through the environment's proxies, trusting the system's certificates or those of
/// `SSL_CERT_FILE`; a loopback endpoint directly.
fn http_client(options: &ConnectOptions) -> SharedHttpClient {
    let written = options.endpoint_url.clone();
    let endpoint = written.or_else(|| std::env::var("AWS_ENDPOINT_URL").ok());
    let direct = endpoint.as_deref().is_some_and(is_loopback);
    // Reading the system's certificates takes time, and nothing there is asked over TLS.
    let plain = options.sandbox && direct;
    Builder::new().build_with_connector_fn(move |settings, components| {
        let mut connector = Connector::builder();
        connector.set_connector_settings(settings.cloned());
        connector.set_sleep_impl(components.and_then(|components| components.sleep_impl()));
        connector.set_proxy_config(Some(match direct {
            true => ProxyConfig::disabled(),
            false => ProxyConfig::from_env(),
        }));
        match plain {
            true => connector.build_http(),
            false => connector
                .tls_provider(Provider::Rustls(CryptoMode::Ring))
                .build(),
        }
    })
}

fn check_endpoint(url: &str) -> Result<(), ConnectError> {
    let rest = url
        .strip_prefix("http://")
        .or_else(|| url.strip_prefix("https://"));
    let host = rest.map_or("", host_of);
    let strange = |c: char| c.is_whitespace() || c.is_control();
    if host.is_empty() || url.contains(strange) {
        return Err(ConnectError::Endpoint {
            url: url.to_owned(),
        });
    }
    Ok(())
}

fn host_of(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    if let Some(six) = authority.strip_prefix('[') {
        return six.split(']').next().unwrap_or("");
    }
    authority.split(':').next().unwrap_or("")
}

fn is_loopback(url: &str) -> bool {
    let host = url.split_once("://").map_or("", |(_, rest)| host_of(rest));
    let address = host.parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_are_urls() {
        for good in ["http://127.0.0.1:5000", "https://[::1]:1/", "http://a.b/c"] {
            assert_eq!(check_endpoint(good), Ok(()), "{good}");
        }
        for bad in ["", "localhost:5000", "http://", "http:///x", "http://a b"] {
            assert!(check_endpoint(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn loopback_is_seen() {
        for url in [
            "http://127.0.0.1:5000",
            "http://localhost",
            "http://[::1]:80/x",
        ] {
            assert!(is_loopback(url), "{url}");
        }
        assert!(!is_loopback("https://batch.us-east-1.amazonaws.com"));
        assert!(!is_loopback("http://127.0.0.1.example.com"));
    }
}
