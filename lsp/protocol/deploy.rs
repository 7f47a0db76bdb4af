//! Planning and applying from an editor: beside everything else, with progress, and with the
//! user's word before anything is changed.

use super::commands::{Arguments, failed, root};
use super::progress::Progress;
use super::session::{Session, Shared, ask};
use crate::aws::apply::events::{Event, Summary};
use crate::aws::apply::{self, Options};
use crate::aws::client::{Aws, ConnectOptions};
use crate::aws::plan::Plan;
use crate::aws::project;
use crate::aws::report::{human, summary};
use crate::cli::deploy::execute::human_options;
use crate::cli::deploy::progress::line;
use crate::cli::deploy::summary::{self as endings, Ending};
use crate::cli::deploy::trouble::{connect_failure, plan_failure};
use crate::cli::deploy::{Deployable, deployable, submit};
use crate::cli::failure::Failure;
use crate::cli::terminal::Terminal;
use crate::lsp::commands;
use serde_json::{Value, json};
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use tokio::sync::mpsc::unbounded_channel;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::*;

/// Of a type of its own, or the compiler loses itself in those of the SDK.
type Work<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The answer the question before an apply wants.
const APPLY: &str = "Apply";

/// A program with its account, and what would be done.
struct Planned {
    root: String,
    program: Deployable,
    aws: Aws,
    plan: Plan,
}

/// Compares a program with its account; answers with the plan as text.
pub async fn plan(
    client: &Client,
    shared: &Arc<Shared>,
    arguments: &Arguments,
    token: Option<ProgressToken>,
) -> Result<Value> {
    let (_progress, found) = begun(client, shared, arguments, token, "batchlang plan").await?;
    let Planned { plan, root, .. } = found;
    Ok(json!({
        "text": page(&plan),
        "summary": summary(&plan),
        "empty": plan.is_empty(),
        "uri": format!("batchlang-plan:{root}.plan"),
    }))
}

fn page(plan: &Plan) -> String {
    human::render(plan, &human_options(&Terminal::PAGE, false))
}

/// Plans, asks, and makes the account what the program says. Where the client says what plan was
/// shown, nothing else is done.
pub async fn apply(
    client: &Client,
    shared: &Arc<Shared>,
    arguments: &Arguments,
    token: Option<ProgressToken>,
) -> Result<Value> {
    let (progress, found) = begun(client, shared, arguments, token, "batchlang apply").await?;
    if found.plan.is_empty() {
        return Ok(json!({ "text": "Nothing to do.\n", "applied": false, "complete": true }));
    }
    if let Some(shown) = arguments.text("plan", 1)
        && shown != page(&found.plan)
    {
        let text = "The program or the account is not as it was when the plan was shown.\n";
        return Ok(json!({ "text": text, "applied": false, "complete": false, "stale": true }));
    }
    progress.say("waiting for your answer", None).await;
    if !agreed(client, &found.plan, &progress).await {
        let text = "Nothing was changed.\n";
        return Ok(json!({ "text": text, "applied": false, "complete": false }));
    }
    // It goes on to an orderly end even where nobody waits for the answer any more.
    let (shared, stop) = (
        shared.clone(),
        StopWhenDropped(shared.clone(), progress.token()),
    );
    let run = tokio::spawn(async move {
        let _shared = shared;
        let summary = execute(&found, &progress).await;
        ended(&found, &summary)
    });
    let answer = run.await.map_err(|_| Error::internal_error());
    drop(stop);
    answer
}

/// What planning and applying begin with, under a progress that goes on.
async fn begun(
    client: &Client,
    shared: &Arc<Shared>,
    arguments: &Arguments,
    token: Option<ProgressToken>,
    title: &str,
) -> Result<(Progress, Planned)> {
    if shared.operations.are_many() {
        let message = "too many plans are under way: wait for one, or stop it";
        return Err(failed(Failure::new(message.to_owned())));
    }
    // Before the program is read, so that a wish to stop it that comes at once is heard.
    let progress = Progress::begin(client, shared, token, title, true).await;
    let (root, program) = load(shared, arguments).await?;
    let found = planned(shared, &progress, root, program).await?;
    Ok((progress, found))
}

/// A request that is cancelled is dropped where it waits.
struct StopWhenDropped(Arc<Shared>, ProgressToken);

impl Drop for StopWhenDropped {
    fn drop(&mut self) {
        self.0.operations.stop(&self.1);
    }
}

async fn load(shared: &Arc<Shared>, arguments: &Arguments) -> Result<(String, Deployable)> {
    let arguments = arguments.clone();
    ask(shared, move |shared, session| {
        let root = root(shared, session, &arguments)?;
        let params = &session.settings.params;
        let checked = commands::program(&session.documents, &root, params).map_err(failed)?;
        let program = deployable(checked, &root).map_err(failed)?;
        Ok((root, program))
    })
    .await
}

/// As the settings say, else as AWS's own tools choose.
pub fn connection(session: &Session, region: Option<&str>) -> ConnectOptions {
    ConnectOptions {
        region: region.map(str::to_owned),
        profile: session.settings.profile.clone(),
        endpoint_url: session.settings.endpoint_url.clone(),
        ..ConnectOptions::default()
    }
}

async fn planned(
    shared: &Arc<Shared>,
    progress: &Progress,
    root: String,
    program: Deployable,
) -> Result<Planned> {
    progress.say("reading the account", None).await;
    let options = connection(&shared.session(), program.resources.region.as_deref());
    let mut stop = progress.stop.clone();
    let work = async {
        let aws: Work<_> = Box::pin(Aws::connect(options));
        let aws = aws.await;
        let aws = aws.map_err(|error| failed(connect_failure(&error)))?;
        let plan: Work<_> = Box::pin(project::plan(&aws, &program.resources, &[]));
        let plan = plan.await;
        let plan = plan.map_err(|error| failed(plan_failure(&error, Path::new(&root))))?;
        Ok((aws, plan))
    };
    let (aws, plan) = tokio::select! {
        found = work => found?,
        // Reading can be left at any time.
        _ = stop.wait_for(|stop| *stop) => return Err(Error::request_cancelled()),
    };
    Ok(Planned {
        root,
        program,
        aws,
        plan,
    })
}

/// Shows what would be done; whether the user wants it.
async fn agreed(client: &Client, plan: &Plan, progress: &Progress) -> bool {
    let question = format!(
        "Apply to account {} in {}? {}",
        plan.account,
        plan.region,
        summary(plan)
    );
    let action = |title: &str| MessageActionItem {
        title: title.to_owned(),
        properties: Default::default(),
    };
    let actions = vec![action(APPLY), action("Cancel")];
    let mut stop = progress.stop.clone();
    let answer = client.show_message_request(MessageType::WARNING, question, Some(actions));
    tokio::select! {
        answer = answer => matches!(answer, Ok(Some(chosen)) if chosen.title == APPLY),
        _ = stop.wait_for(|stop| *stop) => false,
    }
}

async fn execute(found: &Planned, progress: &Progress) -> Summary {
    let expected = found.plan.pending().count().max(1);
    let (send, mut events) = unbounded_channel();
    let (options, stop) = (Options::default(), progress.stop.clone());
    let mut run: Work<_> = Box::pin(apply::run(&found.aws, &found.plan, &options, send, stop));
    let mut finished = 0;
    loop {
        tokio::select! {
            Some(event) = events.recv() => {
                let ends = !matches!(event, Event::Started { .. } | Event::Waiting { .. });
                finished += usize::from(ends);
                let percentage = (finished * 100 / expected).min(100) as u32;
                let said = line(&event, &Terminal::PAGE);
                progress.say(said.trim(), Some(percentage)).await;
            }
            summary = &mut run => return summary,
        }
    }
}

fn ended(found: &Planned, summary: &Summary) -> Value {
    let submit = submit::command(&found.program.program, &found.plan);
    let ending = Ending {
        plan: &found.plan,
        file: &found.root,
        submit: submit.as_deref(),
        sandbox: false,
    };
    json!({
        "text": endings::human(summary, &ending, &Terminal::PAGE),
        "applied": true,
        "complete": summary.is_complete(),
        "interrupted": summary.interrupted,
    })
}
