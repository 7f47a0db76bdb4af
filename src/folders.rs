//! The folders a user's programs keep things in.

use std::path::PathBuf;

/// Where a user's programs keep what they know (`XDG_STATE_HOME`, else `~/.local/state`; on Windows
/// `%LOCALAPPDATA%`).
pub fn state() -> PathBuf {
    of_user("XDG_STATE_HOME", ".local/state")
}

/// Where they keep what can be made again (`XDG_CACHE_HOME`, else `~/.cache`; on Windows
/// `%LOCALAPPDATA%`).
pub fn cache() -> PathBuf {
    of_user("XDG_CACHE_HOME", ".cache")
}

fn of_user(variable: &str, at_home: &str) -> PathBuf {
    let folder = |name: &str| {
        let value = std::env::var_os(name).map(PathBuf::from);
        value.filter(|path| path.is_absolute())
    };
    folder(variable)
        .or_else(|| folder("LOCALAPPDATA").filter(|_| cfg!(windows)))
        .or_else(|| folder("HOME").map(|home| home.join(at_home)))
        .or_else(|| folder("USERPROFILE").map(|home| home.join(at_home)))
        .unwrap_or_else(std::env::temp_dir)
}
