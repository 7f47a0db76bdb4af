//! The commands a client can have run: what the command line does, on the texts in the editor.

use super::convert;
use super::progress::Progress;
use super::session::{Session, Shared, ask};
use crate::cli::explain;
use crate::cli::failure::Failure;
use crate::cli::graph::Format;
use crate::lsp::commands;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::*;

/// What is offered; planning and applying only where the program can call AWS.
pub const NAMES: &[&str] = &[
    "batchlang.compile",
    "batchlang.graph",
    "batchlang.explain",
    #[cfg(feature = "aws")]
    "batchlang.plan",
    #[cfg(feature = "aws")]
    "batchlang.apply",
];

/// The protocol's "a request was well formed, but could not be carried out".
const REQUEST_FAILED: i64 = -32803;

pub async fn run(
    client: &Client,
    shared: &Arc<Shared>,
    params: ExecuteCommandParams,
) -> Result<Option<Value>> {
    let arguments = Arguments(params.arguments);
    let token = params.work_done_progress_params.work_done_token;
    let answer = match params.command.as_str() {
        "batchlang.compile" => {
            let progress = Progress::begin(client, shared, token, "batchlang compile", false).await;
            progress.say("writing Terraform's files", None).await;
            ask(shared, move |shared, session| {
                compile(shared, session, &arguments)
            })
            .await?
        }
        "batchlang.graph" => {
            ask(shared, move |shared, session| {
                graph(shared, session, &arguments)
            })
            .await?
        }
        "batchlang.explain" => {
            // Some clients put the file they are in before what a command is about.
            let topic = match arguments.text("topic", 1) {
                Some(topic) => topic,
                None => arguments.needed("topic", 0)?,
            };
            json!({ "text": explain::page(topic).map_err(failed)? })
        }
        #[cfg(feature = "aws")]
        "batchlang.plan" => super::deploy::plan(client, shared, &arguments, token).await?,
        #[cfg(feature = "aws")]
        "batchlang.apply" => super::deploy::apply(client, shared, &arguments, token).await?,
        other => {
            let names = NAMES.join(", ");
            return Err(Error::invalid_params(format!(
                "there is no command `{other}`; there are {names}"
            )));
        }
    };
    Ok(Some(answer))
}

fn compile(shared: &Shared, session: &Session, arguments: &Arguments) -> Result<Value> {
    let root = root(shared, session, arguments)?;
    let params = &session.settings.params;
    let checked = commands::program(&session.documents, &root, params).map_err(failed)?;
    let output = arguments.text("output", 1);
    let placed = output.is_some_and(|output| Path::new(output).is_absolute());
    if !placed && !Path::new(&root).is_file() {
        let message = format!(
            "`{root}` is in no file yet, so there is nothing to write beside: save it first"
        );
        return Err(failed(Failure::new(message)));
    }
    let (folder, text) = commands::compile(&checked, &root, output).map_err(failed)?;
    Ok(json!({ "folder": Url::from_file_path(&folder).ok(), "text": text }))
}

fn graph(shared: &Shared, session: &Session, arguments: &Arguments) -> Result<Value> {
    let word = arguments.text("format", 1).unwrap_or("svg");
    let format = match word {
        "svg" => Format::Svg,
        "dot" => Format::Dot,
        "mermaid" => Format::Mermaid,
        other => {
            let message = format!("`format` is svg, dot or mermaid, not `{other}`");
            return Err(Error::invalid_params(message));
        }
    };
    let root = root(shared, session, arguments)?;
    let params = &session.settings.params;
    let text = commands::graph(&session.documents, &root, params, format).map_err(failed)?;
    Ok(json!({ "format": word, "text": text }))
}

/// The first file of the program that the file of the arguments belongs to.
pub fn root(shared: &Shared, session: &Session, arguments: &Arguments) -> Result<String> {
    let written = arguments.needed("uri", 0)?;
    let uri =
        Url::parse(written).map_err(|_| Error::invalid_params(format!("`{written}` is no URI")))?;
    let name = convert::name(&uri);
    let there = session.documents.get(&name).is_some() || Path::new(&name).is_file();
    if !there {
        return Err(failed(Failure::new(format!("there is no file `{name}`"))));
    }
    let view = shared.with_engine(|engine| engine.view(&session.documents, &name));
    let paths = &view.analysis.checked.paths;
    Ok(paths.first().cloned().unwrap_or(name))
}

/// What a client gave with a command: an object, or the same by place.
#[derive(Clone)]
pub struct Arguments(Vec<Value>);

impl Arguments {
    pub fn text(&self, name: &str, place: usize) -> Option<&str> {
        match self.0.first() {
            Some(Value::Object(members)) => members.get(name)?.as_str(),
            _ => self.0.get(place)?.as_str(),
        }
    }

    fn needed(&self, name: &str, place: usize) -> Result<&str> {
        self.text(name, place)
            .ok_or_else(|| Error::invalid_params(format!("the command needs `{name}`, a text")))
    }
}

pub fn failed(failure: Failure) -> Error {
    let message = match failure.hint {
        Some(hint) => format!("{}\n{hint}", failure.message),
        None => failure.message,
    };
    Error {
        code: ErrorCode::ServerError(REQUEST_FAILED),
        message: message.into(),
        data: None,
    }
}
