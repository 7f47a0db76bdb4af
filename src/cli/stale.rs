//! Leftovers of a run that was killed while it wrote: `.NAME.PID.tmp`, `.NAME.PID-N.tmp`.

use std::fs;
use std::path::Path;

/// Removes what dead processes left beside `target`. Whatever goes wrong, the write goes on.
pub fn sweep(target: &Path) {
    let (Some(folder), Some(name)) = (target.parent(), target.file_name()) else {
        return;
    };
    let folder = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let begin = format!(".{}.", name.to_string_lossy());
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let found = entry.file_name();
        let process = found
            .to_str()
            .and_then(|found| found.strip_prefix(&begin)?.strip_suffix(".tmp"))
            .and_then(|middle| middle.split('-').next()?.parse::<u32>().ok());
        if process.is_some_and(is_dead) && entry.file_type().is_ok_and(|it| it.is_file()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Known only where the system lists its processes as files; elsewhere nothing is removed.
fn is_dead(process: u32) -> bool {
    process != std::process::id()
        && Path::new("/proc/self").exists()
        && !Path::new(&format!("/proc/{process}")).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_dead_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let own = format!(".main.tf.{}.tmp", std::process::id());
        // No process has this number: it is above what Linux gives out.
        let dead = [".main.tf.4194999.tmp", ".main.tf.4194999-3.tmp"];
        let others = [own.as_str(), ".main.tf.tmp", ".other.tf.4194999.tmp"];
        for name in dead.iter().chain(&others) {
            fs::write(path(name), "").unwrap();
        }
        sweep(&path("main.tf"));
        for name in others {
            assert!(path(name).exists(), "{name}");
        }
        for name in dead {
            let kept = !Path::new("/proc/self").exists();
            assert_eq!(path(name).exists(), kept, "{name}");
        }
    }
}
