//! `--sandbox`: the pretended account in this process, kept in a file between commands.

use crate::cli::failure::{Failure, plain};
use crate::sandbox::{Account, Options, Server, store};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A sandbox that runs; it stops when dropped.
pub struct Running {
    server: Server,
    store: PathBuf,
}

impl Running {
    pub fn url(&self) -> String {
        self.server.url()
    }

    pub fn banner(&self) -> String {
        format!(
            "SANDBOX: this is not AWS. The account is kept in {}",
            self.store.display()
        )
    }
}

/// Starts it with what the file holds; without the file it is a new account.
pub async fn start(store: Option<&Path>) -> Result<Running, Failure> {
    let store = store.map_or_else(store::default_store, Path::to_path_buf);
    let options = Options {
        store: Some(store.clone()),
        ..Options::default()
    };
    match Server::start(0, Account::default(), options).await {
        Ok(server) => Ok(Running { server, store }),
        Err(error) if error.kind() == ErrorKind::WouldBlock => Err(Failure::new(plain(&error))
            .hint(
                "wait for the other command; beside a `batchlang sandbox --store` give its address \
                 with --endpoint-url instead of --sandbox",
            )),
        Err(error) => Err(Failure::new(format!(
            "cannot start the sandbox: {}",
            plain(&error)
        ))),
    }
}
