//! Where an account is kept between runs: a file, and a lock beside it.
//!
//! A small account is written with every call that changes it, before the call is answered, so
//! that even a killed process has lost nothing it acknowledged. One larger than [`AT_ONCE`] is
//! written at most every [`PAUSE`], and when the server stops. Writing goes to a file beside it
//! that then takes its name, so the file is always whole.

use super::Account;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Up to this many bytes an account is written before the answer.
pub const AT_ONCE: usize = 256 * 1024;

/// How often a larger one is written.
pub const PAUSE: Duration = Duration::from_millis(200);

/// The file's form; grows when an older sandbox could not read it.
const VERSION: u64 = 1;

/// What the file holds.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    version: u64,
    account_id: String,
    /// How far `/_sandbox/clock` has put the clock forward.
    #[serde(default)]
    advance_ms: u64,
    account: Account,
}

#[derive(Serialize)]
struct Keeping<'a> {
    version: u64,
    account_id: &'a str,
    advance_ms: u64,
    account: &'a Account,
}

/// An account's file, locked by this process.
pub struct Store {
    path: PathBuf,
    _lock: Lock,
    /// Size of what was last written.
    size: usize,
    pub dirty: bool,
}

impl Store {
    /// Locks the file and reads it; `None` where there is none yet.
    pub fn open(path: &Path, account_id: &str) -> io::Result<(Store, Option<(Account, u64)>)> {
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            fs::create_dir_all(folder)?;
        }
        let lock = Lock::take(path)?;
        let text = match fs::read_to_string(path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let kept = text
            .as_deref()
            .map(|text| read(text, path, account_id))
            .transpose()?;
        let store = Store {
            path: path.to_owned(),
            _lock: lock,
            size: text.map_or(0, |text| text.len()),
            dirty: false,
        };
        Ok((store, kept.map(|kept| (kept.account, kept.advance_ms))))
    }

    /// Whether the account is so small that it is written with every call.
    pub fn at_once(&self) -> bool {
        self.size <= AT_ONCE
    }

    /// Writes the account.
    pub fn save(&mut self, account: &Account, account_id: &str, advance_ms: u64) -> io::Result<()> {
        let keeping = Keeping {
            version: VERSION,
            account_id,
            advance_ms,
            account,
        };
        let text = serde_json::to_vec(&keeping)?;
        let beside = with_ending(&self.path, ".new");
        fs::write(&beside, &text)?;
        fs::rename(&beside, &self.path)?;
        self.size = text.len();
        self.dirty = false;
        Ok(())
    }
}

/// Removes what is kept at a path, unless another process uses it.
pub fn forget(path: &Path) -> io::Result<()> {
    let _lock = Lock::take(path)?;
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Where `--sandbox` keeps its account: `batchlang/sandbox.json` in the folder for state
/// (`XDG_STATE_HOME`, else `~/.local/state`; on Windows `%LOCALAPPDATA%`).
pub fn default_store() -> PathBuf {
    crate::folders::state()
        .join("batchlang")
        .join("sandbox.json")
}

fn read(text: &str, path: &Path, account_id: &str) -> io::Result<Kept> {
    let broken = |why: String| {
        let message = format!(
            "the sandbox's account in {} cannot be used: {why}; move the file away, or begin anew \
             with --fresh",
            path.display()
        );
        io::Error::new(ErrorKind::InvalidData, message)
    };
    // The version first: a newer file may differ in everything else.
    let value: serde_json::Value =
        serde_json::from_str(text).map_err(|error| broken(error.to_string()))?;
    let version = value.get("version").and_then(serde_json::Value::as_u64);
    match version {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => {
            return Err(broken(format!(
                "it is of version {newer}, written by a newer batchlang than this one"
            )));
        }
        _ => return Err(broken("it is not an account of the sandbox".to_owned())),
    }
    let kept: Kept = serde_json::from_value(value).map_err(|error| broken(error.to_string()))?;
    if kept.account_id != account_id {
        return Err(broken(format!(
            "it is account {}, not {account_id}",
            kept.account_id
        )));
    }
    Ok(kept)
}

/// A file that names the process using a store. One left by a process that is gone is taken over.
struct Lock {
    path: PathBuf,
}

impl Lock {
    fn take(store: &Path) -> io::Result<Lock> {
        let path = with_ending(store, ".lock");
        // Twice: the first try may find the lock of a process that is gone.
        for _ in 0..2 {
            match fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&path)
            {
                Ok(mut file) => {
                    let id = std::process::id();
                    write!(file, "{id} {}", birth(id).unwrap_or_default())?;
                    return Ok(Lock { path });
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    let holder = fs::read_to_string(&path).unwrap_or_default();
                    if let Some(id) = alive(&holder) {
                        return Err(in_use(store, &path, id));
                    }
                    let _ = fs::remove_file(&path);
                }
                Err(error) => return Err(error),
            }
        }
        Err(in_use(store, &path, 0))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn in_use(store: &Path, lock: &Path, id: u32) -> io::Error {
    let message = format!(
        "the sandbox's account in {} is in use by process {id}; if that is wrong, remove {}",
        store.display(),
        lock.display()
    );
    io::Error::new(ErrorKind::WouldBlock, message)
}

/// The process a lock names, if it still runs.
fn alive(holder: &str) -> Option<u32> {
    let (id, born) = holder.split_once(' ')?;
    let id = id.parse().ok()?;
    if cfg!(target_os = "linux") {
        // A number can be another process's by now; its time of birth cannot.
        return (birth(id)? == born).then_some(id);
    }
    if cfg!(unix) {
        let mut kill = std::process::Command::new("kill");
        let status = kill.args(["-0", &id.to_string()]).output().ok()?.status;
        return status.success().then_some(id);
    }
    Some(id)
}

/// When a process was started, in the kernel's own count.
fn birth(id: u32) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The second field is a name in brackets that may hold anything; count from behind it.
    let (_, rest) = stat.rsplit_once(')')?;
    rest.split_whitespace().nth(19).map(str::to_owned)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(result: io::Result<(Store, Option<(Account, u64)>)>) -> String {
        result.err().expect("an error").to_string()
    }

    #[test]
    fn what_is_saved_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/sandbox.json");
        let (mut store, found) = Store::open(&path, "1").unwrap();
        assert!(found.is_none());
        let account = Account {
            serial: 7,
            ..Account::default()
        };
        store.save(&account, "1", 5).unwrap();
        assert!(message(Store::open(&path, "1")).contains("in use by process"));
        drop(store);
        assert!(message(Store::open(&path, "2")).contains("it is account 1, not 2"));
        let (_, found) = Store::open(&path, "1").unwrap();
        assert_eq!(
            found.map(|(account, advance)| (account.serial, advance)),
            Some((7, 5))
        );
    }

    #[test]
    fn broken_and_newer_files_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sandbox.json");
        for (text, why) in [
            ("{", "cannot be used"),
            ("{\"version\": 99}", "newer batchlang"),
        ] {
            fs::write(&path, text).unwrap();
            assert!(message(Store::open(&path, "1")).contains(why));
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }

    #[test]
    fn the_lock_of_a_process_that_is_gone_is_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sandbox.json");
        fs::write(with_ending(&path, ".lock"), "4000000000 1").unwrap();
        assert!(Store::open(&path, "1").is_ok());
    }
}
