//! The one room that knows the protocol's types. Every `tower_lsp` import stands in here, so that
//! another crate in its place changes these files only.

mod answers;
mod capabilities;
mod client;
mod convert;
mod diagnostics;
mod here;
mod pulled;
mod server;
mod session;

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::{ExitedError, LspService, Server};
use tower_service::Service;

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
        let (service, socket) = LspService::new(server::Backend::new);
        let service = Ending {
            service,
            shut_down: false,
        };
        let server = Server::new(tokio::io::stdin(), tokio::io::stdout(), socket);
        server.concurrency_level(AT_ONCE).serve(service).await;
    });
    // The client is gone without a word; a thread may still wait for its input.
    std::process::exit(1)
}

/// Ends the process on `exit`, which the server does not by itself while its input is open, and
/// takes `"params": null` for no parameters, as some clients write it.
struct Ending {
    service: LspService<server::Backend>,
    shut_down: bool,
}

type Answer = Result<Option<Response>, ExitedError>;

impl Service<Request> for Ending {
    type Response = Option<Response>;
    type Error = ExitedError;
    type Future = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), ExitedError>> {
        self.service.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        match request.method() {
            "exit" => std::process::exit(if self.shut_down { 0 } else { 1 }),
            "shutdown" => self.shut_down = true,
            _ => {}
        }
        let request = match request.params() {
            Some(params) if params.is_null() => {
                let (method, id, _) = request.into_parts();
                let bare = Request::build(method);
                match id {
                    Some(id) => bare.id(id).finish(),
                    None => bare.finish(),
                }
            }
            _ => request,
        };
        self.service.call(request)
    }
}
