//! Ctrl-C: once to stop in order, twice to stop at once. SIGTERM is taken as Ctrl-C is.

use crate::cli::failure::eprint;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::sync::watch;

/// What is said after the first.
pub const STOPPING: &str = "stopping: no new calls; press Ctrl-C again to stop at once";

/// Listens from now on. The watch turns true at the first signal, and the channel tells whoever
/// shows the progress; the second signal ends the process.
pub fn listen() -> (watch::Receiver<bool>, UnboundedReceiver<()>) {
    let (stop, stopped) = watch::channel(false);
    let (tell, told) = unbounded_channel();
    let mut signals = Signals::new();
    tokio::spawn(async move {
        signals.next().await;
        let _ = stop.send(true);
        let _ = tell.send(());
        signals.next().await;
        eprint("\nstopped; the same command goes on from here\n");
        std::process::exit(130);
    });
    (stopped, told)
}

#[cfg(unix)]
struct Signals(Vec<tokio::signal::unix::Signal>);

#[cfg(unix)]
impl Signals {
    fn new() -> Signals {
        use tokio::signal::unix::{SignalKind, signal};
        let kinds = [SignalKind::interrupt(), SignalKind::terminate()];
        Signals(kinds.into_iter().flat_map(signal).collect())
    }

    /// Any of them; never, where the system lets nobody listen.
    async fn next(&mut self) {
        let signals = &mut self.0;
        std::future::poll_fn(|context| {
            let came = signals
                .iter_mut()
                .any(|signal| signal.poll_recv(context).is_ready());
            match came {
                true => std::task::Poll::Ready(()),
                false => std::task::Poll::Pending,
            }
        })
        .await;
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> Signals {
        Signals
    }

    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
