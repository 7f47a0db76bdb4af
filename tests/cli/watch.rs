//! `check --watch`: a long life, with changes in it.

use super::run::{BROKEN, CLEAN, Folder};
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Ends the process however the test ends.
struct Watch {
    child: Child,
    lines: Receiver<String>,
    seen: Vec<String>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watch {
    fn start(folder: &Folder) -> Watch {
        let mut command = folder.command(&["check", "--watch", "--format", "short"]);
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .stdin(Stdio::null());
        let mut child = command.spawn().expect("the binary runs");
        let (send, lines) = channel();
        let other = send.clone();
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
        std::thread::spawn(move || {
            stdout
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| send.send(line))
        });
        std::thread::spawn(move || {
            stderr
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| other.send(line))
        });
        Watch {
            child,
            lines,
            seen: Vec::new(),
        }
    }

    /// Waits for a line that holds `text` and takes it. The two streams are read by two threads,
    /// so lines of one may overtake those of the other: what does not match is kept.
    #[track_caller]
    fn expect(&mut self, text: &str) {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(at) = self.seen.iter().position(|line| line.contains(text)) {
                self.seen.remove(at);
                return;
            }
            match self
                .lines
                .recv_timeout(end.saturating_duration_since(Instant::now()))
            {
                Ok(line) => self.seen.push(line),
                Err(_) => panic!("`{text}` did not come; this did: {:#?}", self.seen),
            }
        }
    }
}

#[test]
fn a_change_is_seen_and_so_is_a_new_file() {
    let folder = Folder::new(&[("a.batch", CLEAN)]);
    let mut watch = Watch::start(&folder);
    watch.expect("watching 1 file;");
    folder.write("a.batch", BROKEN);
    watch.expect("a.batch:2:");
    watch.expect("watching 1 file;");
    folder.write("b.batch", format!("\n\n{BROKEN}"));
    watch.expect("b.batch:4:");
    watch.expect("watching 2 files;");
}

#[test]
fn standard_input_cannot_be_watched() {
    Folder::new(&[])
        .run(&["check", "--watch", "-"])
        .ends_with(2);
}
