//! The way to the account: the one place where a runtime is started and AWS is connected to.

use super::ConnectArgs;
use super::trouble::connect_failure;
use crate::aws::client::{Aws, ConnectOptions};
use crate::cli::failure::{Failure, eprint, plain};
use crate::cli::output::Out;
use std::future::Future;
use tokio::runtime::{Builder, Runtime};

/// An account that can be called.
pub struct Session {
    pub aws: Aws,
    /// What every output says first, where this is not AWS.
    pub banner: Option<String>,
    /// It stops when dropped, so before the runtime it lives in.
    #[cfg(feature = "sandbox")]
    _sandbox: Option<super::sandbox::Running>,
    runtime: Runtime,
}

impl Session {
    /// Reads region, credentials and endpoint. `region` is the program's; nothing is called yet.
    pub fn open(args: &ConnectArgs, region: Option<&str>) -> Result<Session, Failure> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| Failure::new(format!("cannot start: {}", plain(&error))))?;
        // `--region` first: where the file says another one, the plan says so.
        let region = args.region.clone().or_else(|| region.map(str::to_owned));
        let mut options = ConnectOptions {
            region,
            profile: args.profile.clone(),
            endpoint_url: args.endpoint_url.clone(),
            sandbox: args.is_sandbox(),
            parallelism: args.parallelism.into(),
            ..ConnectOptions::default()
        };
        #[cfg(feature = "sandbox")]
        let sandbox = match args.sandbox {
            true => {
                let store = args.sandbox_store.as_deref();
                let running = runtime.block_on(super::sandbox::start(store))?;
                options.endpoint_url = Some(running.url());
                Some(running)
            }
            false => None,
        };
        #[cfg(feature = "sandbox")]
        let banner = sandbox.as_ref().map(|running| running.banner());
        #[cfg(not(feature = "sandbox"))]
        let banner = None;
        options.region = options.region.filter(|region| !region.is_empty());
        let aws = runtime
            .block_on(Aws::connect(options))
            .map_err(|error| connect_failure(&error))?;
        Ok(Session {
            aws,
            banner,
            #[cfg(feature = "sandbox")]
            _sandbox: sandbox,
            runtime,
        })
    }

    pub fn wait<F: Future>(&self, future: F) -> F::Output {
        self.runtime.block_on(future)
    }

    /// The banner in its place: before what people read, beside what programs read.
    pub fn announce(&self, human: bool, out: &mut Out) -> Result<(), Failure> {
        match &self.banner {
            Some(banner) if human => out.print(&format!("{banner}\n\n")),
            Some(banner) => {
                eprint(&format!("{banner}\n"));
                Ok(())
            }
            None => Ok(()),
        }
    }
}
