//! The one room that knows the protocol's types. Every `tower_lsp` import stands in here, so that
//! another crate in its place changes these files only.

mod answers;
mod backend;
mod capabilities;
mod client;
mod commands;
mod convert;
#[cfg(feature = "aws")]
mod deploy;
mod diagnostics;
mod frames;
mod front;
mod here;
mod live;
mod progress;
mod pulled;
mod server;
mod session;

use std::io;
use tower_lsp::{LspService, Server};

/// So many requests are under way at once: one that waits for AWS, or for the user's answer, must
/// not hold up the others.
const AT_ONCE: usize = 64;

/// Serves one client over standard input and output, until it says `exit` or is gone.
pub fn run() -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let [completion, resolution, actions] = backend::OURS.map(|(_, ours)| ours);
        let (service, socket) = LspService::build(backend::Backend::new)
            .custom_method(
                "window/workDoneProgress/cancel",
                backend::Backend::cancel_progress,
            )
            .custom_method(completion, backend::Backend::completion)
            .custom_method(resolution, backend::Backend::resolve_completion)
            .custom_method(actions, backend::Backend::code_action)
            .custom_method(frames::UNREADABLE, backend::Backend::unreadable)
            .finish();
        let input = frames::readable(tokio::io::stdin());
        let server = Server::new(input, tokio::io::stdout(), socket);
        let server = server.concurrency_level(AT_ONCE);
        server.serve(front::Front::new(service)).await;
    });
    // The client is gone without a word; a thread may still wait for its input.
    std::process::exit(1)
}
