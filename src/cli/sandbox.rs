//! `batchlang sandbox`: an AWS Batch account on loopback, in the foreground.

use super::failure::{Exit, Failure, eprint, plain};
use super::output::Out;
use crate::sandbox::{Account, Options, Server, store};
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "The first line of the output is the address. It speaks the calls of AWS Batch, IAM, EC2 and STS \
that a Batch set-up needs, strictly and with AWS's own error texts, to any client: the aws \
command, boto3, the SDKs. It is not AWS: nothing runs and nothing costs.\n\n\
Tests look into it and change it at run time under /_sandbox/: GET log, account, options; POST \
options, reset, clock, invalidate.\n\n\
Exit codes: 0 stopped by Ctrl-C or SIGTERM, 2 wrong usage, or the port or a file is not to be had."
)]
pub struct Args {
    /// The port of 127.0.0.1 to listen on; 0 takes any free one
    #[arg(long, value_name = "N", default_value_t = 4576)]
    pub port: u16,
    /// Keep the account in a file between runs; without FILE, where `--sandbox` of other commands
    /// keeps it. Left out, it is forgotten at the end
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    pub store: Option<Option<PathBuf>>,
    /// Begin with an empty account, whatever is kept
    #[arg(long)]
    pub fresh: bool,
    /// How long environments and queues stay in CREATING, UPDATING and DELETING, in milliseconds
    #[arg(long, value_name = "MS")]
    pub states: Option<u64>,
    /// How long changes in IAM take to reach the other services, in milliseconds
    #[arg(long, value_name = "MS")]
    pub lag: Option<u64>,
    /// Calls a second that each service answers before it throttles
    #[arg(long, value_name = "N")]
    pub throttle: Option<f64>,
    /// What faults are drawn from: the same seed and calls meet the same faults
    #[arg(long, value_name = "SEED")]
    pub faults: Option<u64>,
    /// Of a hundred calls, how many lose their connection before they are executed
    #[arg(long, value_name = "PERCENT")]
    pub drop_before: Option<f64>,
    /// Of a hundred calls, how many lose their connection after they were executed
    #[arg(long, value_name = "PERCENT")]
    pub drop_after: Option<f64>,
    /// Of a hundred calls, how many are answered with an error of the service
    #[arg(long, value_name = "PERCENT")]
    pub errors: Option<f64>,
    /// An IAM policy document that must allow every call
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// The account's number
    #[arg(long, value_name = "ID")]
    pub account: Option<String>,
    /// Write every call to a file, a line of JSON each
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
}

pub fn run(args: &Args, out: &mut Out) -> Result<Exit, Failure> {
    let options = options(args)?;
    if args.fresh
        && let Some(path) = &options.store
    {
        store::forget(path).map_err(|error| Failure::new(plain(&error)))?;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(format!("cannot start: {}", plain(&error))))?;
    runtime.block_on(serve(args, options, out))
}

async fn serve(args: &Args, options: Options, out: &mut Out) -> Result<Exit, Failure> {
    let account = options.account.clone();
    let kept = options.store.clone();
    let server = Server::start(args.port, Account::default(), options).await;
    let server = server.map_err(|error| started(args.port, &error))?;
    if let Some(path) = &args.log {
        let file = std::fs::File::create(path);
        server.log_to(file.map_err(|error| Failure::io("write", path, &error))?);
    }
    out.print(&banner(&server.url(), &account, kept.as_deref()))?;
    out.flush()?;
    stopped().await;
    drop(server);
    eprint("stopped\n");
    Ok(Exit::Clean)
}

fn started(port: u16, error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::AddrInUse {
        return Failure::new(format!("port {port} is in use"))
            .hint("another sandbox may be running; `--port 0` takes any free port");
    }
    Failure::new(plain(error))
}

fn options(args: &Args) -> Result<Options, Failure> {
    let default = Options::default();
    let account = args.account.clone().unwrap_or(default.account);
    if account.len() != 12 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Failure::new(format!(
            "`{account}` is no account number: it has twelve digits"
        )));
    }
    for percent in [args.drop_before, args.drop_after, args.errors]
        .into_iter()
        .flatten()
    {
        if !(0.0..=100.0).contains(&percent) {
            return Err(Failure::new(format!("{percent} is no percentage")));
        }
    }
    if let Some(rate) = args.throttle
        && !(rate >= 0.0 && rate.is_finite())
    {
        return Err(Failure::new(format!(
            "{rate} is no number of calls a second"
        )));
    }
    Ok(Options {
        account,
        state_ms: args.states.unwrap_or(default.state_ms),
        iam_lag_ms: args.lag.unwrap_or(default.iam_lag_ms),
        throttle: args.throttle.unwrap_or(default.throttle),
        seed: args.faults.unwrap_or(default.seed),
        drop_before: args.drop_before.unwrap_or(default.drop_before),
        drop_after: args.drop_after.unwrap_or(default.drop_after),
        server_errors: args.errors.unwrap_or(default.server_errors),
        policy: args.policy.as_deref().map(policy).transpose()?,
        store: args
            .store
            .clone()
            .map(|path| path.unwrap_or_else(store::default_store)),
        ..default
    })
}

fn policy(path: &Path) -> Result<serde_json::Value, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))?;
    serde_json::from_str(&text)
        .map_err(|error| Failure::new(format!("`{}` is no policy: {error}", path.display())))
}

/// The address first, alone on its line; then what a person needs.
fn banner(url: &str, account: &str, kept: Option<&Path>) -> String {
    let kept = match kept {
        Some(path) => format!("The account is kept in {}.", path.display()),
        None => "The account is forgotten when this ends; `--store` keeps it.".to_owned(),
    };
    format!(
        "{url}\n\n\
         This is a sandbox, not AWS: account {account}, in this process alone. Nothing runs, nothing costs.\n\
         {kept}\n\n\
         For the aws command, boto3 and the SDKs:\n\n\
         export AWS_ENDPOINT_URL={url}\n\
         export AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox\n\
         export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1\n\n\
         Ctrl-C stops it.\n"
    )
}

/// Ctrl-C, or SIGTERM where there are signals.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
