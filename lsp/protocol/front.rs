//! What stands before the protocol's crate: the end of the process, and what it would not take of
//! clients as they are.

use super::backend::{Backend, OURS};
use serde_json::Value;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::{ExitedError, LspService};
use tower_service::Service;

/// Ends the process on `exit`, which the crate does not by itself while its input is open.
pub struct Front {
    service: LspService<Backend>,
    shut_down: bool,
}

impl Front {
    pub fn new(service: LspService<Backend>) -> Front {
        Front {
            service,
            shut_down: false,
        }
    }
}

type Answer = Result<Option<Response>, ExitedError>;

impl Service<Request> for Front {
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
        self.service.call(mended(request))
    }
}

/// Takes `"params": null`, and for `shutdown` whatever is written, for no parameters, as some
/// clients have it, and `workspace.diagnostics`, as the protocol calls what the crate has as
/// `diagnostic`; hands to functions of ours what the crate cannot answer in full.
fn mended(request: Request) -> Request {
    let mut named = OURS.iter();
    let ours = named.find(|(theirs, _)| *theirs == request.method());
    let initializes = request.method() == "initialize";
    let takes_none = request.method() == "shutdown";
    let none = |params: &Value| takes_none || params.is_null();
    let empty = request.params().is_some_and(none);
    if !initializes && !empty && ours.is_none() {
        return request;
    }
    let (method, id, params) = request.into_parts();
    let mut params = params.filter(|params| !none(params));
    let workspace = params
        .as_mut()
        .and_then(|params| params.pointer_mut("/capabilities/workspace"))
        .and_then(Value::as_object_mut);
    if let Some(workspace) = workspace
        && let Some(diagnostics) = workspace.remove("diagnostics")
    {
        workspace.insert("diagnostic".into(), diagnostics);
    }
    let method = ours.map_or(method, |(_, ours)| (*ours).into());
    let mut request = Request::build(method);
    if let Some(params) = params {
        request = request.params(params);
    }
    match id {
        Some(id) => request.id(id).finish(),
        None => request.finish(),
    }
}
