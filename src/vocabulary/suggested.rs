//! Words strings of some formats are made of: names of Linux, which AWS passes on as they stand.
//! They are text, in quotes, and not AWS's own words.

use super::nearest::nearest;
use super::types::{Format, Word, word};

/// The words a string of the format is one of, or begins with; none where anything may stand.
pub fn suggested(format: Format) -> &'static [Word] {
    match format {
        Format::Capability => CAPABILITIES,
        Format::MountOption => MOUNT_OPTIONS,
        _ => &[],
    }
}

/// The word that was meant by a text that is none of the format's.
pub fn nearest_suggested(format: Format, text: &str) -> Option<&'static str> {
    let text = match format {
        Format::Capability => text.strip_prefix("CAP_").unwrap_or(text),
        _ => text,
    };
    nearest(text, suggested(format).iter().map(|word| word.name))
}

/// Why a text is no capability. The kernel of tomorrow may have others: only what is certain.
pub(super) fn capability_problem(text: &str) -> Option<String> {
    let known = |name: &str| CAPABILITIES.iter().any(|word| word.name == name);
    if known(text) {
        return None;
    }
    if text.starts_with("CAP_") {
        return Some("must be a capability without its `CAP_`, like `SYS_PTRACE`".into());
    }
    let shaped = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let unlike = nearest_suggested(Format::Capability, text).is_none();
    (text.is_empty() || !text.chars().all(shaped) || !unlike)
        .then(|| "must be a capability of Linux, like `SYS_PTRACE`, or `ALL`".into())
}

/// Why a text is no option of a mount: `noexec`, `mode=1777`.
pub(super) fn mount_option_problem(text: &str) -> Option<String> {
    let name = text.split('=').next().unwrap_or("");
    let known = MOUNT_OPTIONS.iter().any(|word| word.name == name);
    (!known).then(|| "must be an option of a mount, like `noexec` or `mode=1777`".into())
}

/// The options a log driver has, as Docker names them; of a driver that is not known, those of all.
pub fn log_options(driver: Option<&str>) -> impl Iterator<Item = &'static Word> {
    let drivers = LOG_OPTIONS.iter();
    drivers
        .filter(move |(known, _)| driver.is_none_or(|driver| driver == *known))
        .flat_map(|(_, options)| *options)
}

/// Docker's documentation of its log drivers, without what Batch's containers cannot have.
static LOG_OPTIONS: &[(&str, &[Word])] = &[
    (
        "awslogs",
        &[
            word(
                "awslogs-group",
                "The log group; left out, `/aws/batch/job`.",
            ),
            word(
                "awslogs-region",
                "The region of the log group; left out, the job's.",
            ),
            word(
                "awslogs-stream-prefix",
                "What the names of the log streams begin with.",
            ),
            word(
                "awslogs-create-group",
                "`true` makes the log group where it is not there.",
            ),
            word(
                "awslogs-datetime-format",
                "The time a new message begins with, as strftime has it.",
            ),
            word(
                "awslogs-multiline-pattern",
                "The regular expression a new message begins with.",
            ),
            word(
                "mode",
                "`non-blocking` lets a job go on while its lines are not taken.",
            ),
            word(
                "max-buffer-size",
                "What is held back in `non-blocking` mode: `25m`.",
            ),
        ],
    ),
    (
        "fluentd",
        &[
            word(
                "fluentd-address",
                "Where Fluentd listens: `localhost:24224`.",
            ),
            word("fluentd-async", "`true` connects in the background."),
            word("fluentd-buffer-limit", "How many messages are held back."),
            word("fluentd-max-retries", "How often a connection is tried."),
            word(
                "fluentd-retry-wait",
                "How long it waits before another try: `1s`.",
            ),
            word(
                "fluentd-sub-second-precision",
                "`true` sends times in nanoseconds.",
            ),
            word("tag", "What the messages are tagged with."),
        ],
    ),
    (
        "gelf",
        &[
            word(
                "gelf-address",
                "Where Graylog listens: `udp://1.2.3.4:12201`.",
            ),
            word("gelf-compression-type", "`gzip`, `zlib` or `none`."),
            word("gelf-compression-level", "From -1 to 9."),
            word(
                "gelf-tcp-max-reconnect",
                "How often a lost connection is tried again.",
            ),
            word("gelf-tcp-reconnect-delay", "Seconds between two tries."),
            word("tag", "What the messages are tagged with."),
        ],
    ),
    (
        "journald",
        &[word("tag", "What the messages are tagged with.")],
    ),
    (
        "json-file",
        &[
            word(
                "max-size",
                "How large a file gets before another is begun: `10m`.",
            ),
            word("max-file", "How many files are kept."),
            word("compress", "`true` compresses the older files."),
        ],
    ),
    (
        "splunk",
        &[
            word(
                "splunk-token",
                "The token of the HTTP Event Collector; a secret belongs into `secret_options`.",
            ),
            word("splunk-url", "Where Splunk is: `https://splunk:8088`."),
            word("splunk-source", "The source of the events."),
            word("splunk-sourcetype", "The source type of the events."),
            word("splunk-index", "The index of the events."),
            word("splunk-capath", "The file of the root certificate."),
            word(
                "splunk-caname",
                "The name the server's certificate is checked for.",
            ),
            word(
                "splunk-insecureskipverify",
                "`true` does not check the server's certificate.",
            ),
            word("splunk-format", "`inline`, `json` or `raw`."),
            word(
                "splunk-verify-connection",
                "`false` starts the job though Splunk is not reached.",
            ),
            word("splunk-gzip", "`true` compresses what is sent."),
            word("splunk-gzip-level", "From -1 to 9."),
            word("tag", "What the messages are tagged with."),
        ],
    ),
    (
        "syslog",
        &[
            word(
                "syslog-address",
                "Where syslog listens: `udp://1.2.3.4:514`.",
            ),
            word("syslog-facility", "The facility: `daemon`."),
            word(
                "syslog-tls-ca-cert",
                "The file of the certificates trusted.",
            ),
            word("syslog-tls-cert", "The file of the client's certificate."),
            word("syslog-tls-key", "The file of the client's key."),
            word(
                "syslog-tls-skip-verify",
                "`true` does not check the server's certificate.",
            ),
            word("syslog-format", "`rfc3164`, `rfc5424` or `rfc5424micro`."),
            word("tag", "What the messages are tagged with."),
        ],
    ),
];

/// capabilities(7), without `CAP_`, as Kubernetes writes them.
static CAPABILITIES: &[Word] = &[
    word("ALL", "Every capability there is."),
    word(
        "AUDIT_CONTROL",
        "Switch kernel auditing on and off, change its rules.",
    ),
    word("AUDIT_READ", "Read the audit log."),
    word("AUDIT_WRITE", "Write to the audit log."),
    word("BLOCK_SUSPEND", "Keep the system from suspending."),
    word("BPF", "Load BPF programs and make their maps."),
    word("CHECKPOINT_RESTORE", "Checkpoint and restore processes."),
    word("CHOWN", "Change who owns files."),
    word(
        "DAC_OVERRIDE",
        "Read, write and run files whatever their permissions say.",
    ),
    word(
        "DAC_READ_SEARCH",
        "Read files and search directories whatever their permissions say.",
    ),
    word("FOWNER", "Do to any file what only its owner may."),
    word(
        "FSETID",
        "Keep set-user-ID and set-group-ID bits when a file changes.",
    ),
    word("IPC_LOCK", "Lock memory, as RDMA and huge pages need."),
    word(
        "IPC_OWNER",
        "Use any shared memory, semaphore and message queue.",
    ),
    word("KILL", "Send signals to any process."),
    word("LEASE", "Take leases on any file."),
    word("LINUX_IMMUTABLE", "Make files immutable or append-only."),
    word("MAC_ADMIN", "Configure mandatory access control."),
    word("MAC_OVERRIDE", "Override mandatory access control."),
    word("MKNOD", "Make device files."),
    word("NET_ADMIN", "Configure interfaces, routes and firewalls."),
    word("NET_BIND_SERVICE", "Listen on ports below 1024."),
    word("NET_BROADCAST", "Broadcast, and listen to multicasts."),
    word("NET_RAW", "Use raw and packet sockets, as `ping` does."),
    word("PERFMON", "Use performance counters, as profilers do."),
    word("SETFCAP", "Set capabilities of files."),
    word("SETGID", "Change group IDs."),
    word("SETPCAP", "Change capabilities of processes."),
    word("SETUID", "Change user IDs."),
    word(
        "SYS_ADMIN",
        "Administer the system: mounts, namespaces and much more, close to `ALL`.",
    ),
    word("SYS_BOOT", "Reboot, and load another kernel."),
    word("SYS_CHROOT", "Use `chroot`."),
    word("SYS_MODULE", "Load and unload kernel modules."),
    word(
        "SYS_NICE",
        "Raise priorities, pin processes to CPUs and NUMA nodes.",
    ),
    word("SYS_PACCT", "Switch process accounting on and off."),
    word("SYS_PTRACE", "Trace any process, as debuggers do."),
    word("SYS_RAWIO", "Reach I/O ports and raw devices."),
    word("SYS_RESOURCE", "Exceed limits and quotas."),
    word("SYS_TIME", "Set the clock."),
    word("SYS_TTY_CONFIG", "Configure terminals."),
    word("SYSLOG", "Read and clear the kernel's log."),
    word("WAKE_ALARM", "Set timers that wake the system."),
];

/// What Docker, and so AWS, takes for a `tmpfs`.
static MOUNT_OPTIONS: &[Word] = &[
    word("rw", "It may be written to."),
    word("ro", "It may only be read."),
    word("noexec", "No program on it may be run."),
    word("exec", "Programs on it may be run."),
    word("nosuid", "Set-user-ID bits on it mean nothing."),
    word("suid", "Set-user-ID bits on it count."),
    word("nodev", "Device files on it mean nothing."),
    word("dev", "Device files on it count."),
    word("mode", "The permissions of its root: `mode=1777`."),
    word("uid", "Who owns its root: `uid=1000`."),
    word("gid", "The group of its root: `gid=1000`."),
    word("nr_inodes", "How many files it may hold: `nr_inodes=10k`."),
    word("nr_blocks", "How many pages it may hold: `nr_blocks=1k`."),
    word(
        "mpol",
        "The NUMA nodes its memory comes from: `mpol=interleave`.",
    ),
    word(
        "defaults",
        "The kernel's defaults: `rw`, `suid`, `dev`, `exec`, `async`.",
    ),
    word("noatime", "Reading a file notes no time."),
    word("atime", "Reading a file notes when, as the kernel is set."),
    word("nodiratime", "Reading a directory notes no time."),
    word("diratime", "Reading a directory notes when."),
    word(
        "relatime",
        "Reading notes a time when the last is older than a change.",
    ),
    word("norelatime", "Undoes `relatime`."),
    word("strictatime", "Every reading notes its time."),
    word("nostrictatime", "Undoes `strictatime`."),
    word("sync", "Writes are done at once."),
    word("async", "Writes may be done later."),
    word("dirsync", "Changes of directories are done at once."),
    word("remount", "Changes the options of a mount that is there."),
    word("mand", "Mandatory locks are allowed."),
    word("nomand", "Mandatory locks are not allowed."),
    word("bind", "Shows a directory that is there."),
    word("rbind", "Shows a directory and what is mounted below it."),
    word("private", "Mounts below it are its own."),
    word("rprivate", "Mounts below it, and below those, are its own."),
    word(
        "shared",
        "Mounts below it show on its copies, and theirs on it.",
    ),
    word("rshared", "The same for everything mounted below it."),
    word(
        "slave",
        "Mounts of its source show on it, its own nowhere else.",
    ),
    word("rslave", "The same for everything mounted below it."),
    word(
        "unbindable",
        "Its own mounts, and no copy can be bound elsewhere.",
    ),
    word("runbindable", "The same for everything mounted below it."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::format_problem;

    #[test]
    fn capabilities_are_known_or_unlike_any_known() {
        let problem = |text: &str| format_problem(Format::Capability, text);
        for right in ["ALL", "SYS_PTRACE", "TELEPORTATION"] {
            assert_eq!(problem(right), None, "{right}");
        }
        for (wrong, meant) in [
            ("CAP_SYS_PTRACE", Some("SYS_PTRACE")),
            ("SYS_PTRACES", Some("SYS_PTRACE")),
            ("net_admin", Some("NET_ADMIN")),
            ("a capability of some kind", None),
            ("", None),
        ] {
            assert!(problem(wrong).is_some(), "{wrong}");
            assert_eq!(nearest_suggested(Format::Capability, wrong), meant);
        }
    }

    #[test]
    fn mount_options_are_those_docker_takes() {
        let problem = |text: &str| format_problem(Format::MountOption, text);
        for right in ["rw", "noexec", "mode=1777", "uid=1000"] {
            assert_eq!(problem(right), None, "{right}");
        }
        for (wrong, meant) in [("noexe", Some("noexec")), ("fast", None), ("", None)] {
            assert!(problem(wrong).is_some(), "{wrong}");
            assert_eq!(nearest_suggested(Format::MountOption, wrong), meant);
        }
    }
}
