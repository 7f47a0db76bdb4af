//! `--sandbox`: the pretended account in this process, kept in a file between commands.

use crate::cli::failure::{Failure, plain};
use crate::sandbox::server::Server;
use crate::sandbox::{Account, Options};
use std::env;
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
    let store = match store {
        Some(path) => path.to_path_buf(),
        None => default_store()?,
    };
    let account = read(&store)?;
    let options = Options {
        store: Some(store.clone()),
        ..Options::default()
    };
    let server = Server::start(0, account, options)
        .await
        .map_err(|error| Failure::new(format!("cannot start the sandbox: {}", plain(&error))))?;
    Ok(Running { server, store })
}

fn read(store: &Path) -> Result<Account, Failure> {
    let text = match std::fs::read_to_string(store) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if let Some(folder) = store.parent() {
                std::fs::create_dir_all(folder)
                    .map_err(|error| Failure::io("create", folder, &error))?;
            }
            return Ok(Account::default());
        }
        Err(error) => return Err(Failure::io("read", store, &error)),
    };
    serde_json::from_str(&text).map_err(|error| {
        Failure::new(format!(
            "`{}` holds no sandbox that can be read: {error}",
            store.display()
        ))
        .hint("delete it to begin with an empty account")
    })
}

/// `~/.local/state/batchlang/sandbox.json`, or where this system keeps such things.
pub fn default_store() -> Result<PathBuf, Failure> {
    let folder = state_folder(|name| env::var_os(name).map(PathBuf::from));
    match folder {
        Some(folder) => Ok(folder.join("batchlang").join("sandbox.json")),
        None => Err(
            Failure::new("there is no place to keep the sandbox: HOME is not set")
                .hint("set XDG_STATE_HOME to a folder"),
        ),
    }
}

fn state_folder(var: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    let absolute = |name: &str| var(name).filter(|path| path.is_absolute());
    if let Some(folder) = absolute("XDG_STATE_HOME") {
        return Some(folder);
    }
    match env::consts::OS {
        "windows" => absolute("LOCALAPPDATA"),
        "macos" => Some(absolute("HOME")?.join("Library/Application Support")),
        _ => Some(absolute("HOME")?.join(".local/state")),
    }
}
