//! Live names beside what completion finds in the program, and asking for them behind its back.

use super::here::Here;
use super::session::Shared;
use crate::lsp::complete::{Completion, Item, Sort as ItemSort};
use crate::lsp::cursor::cursor_in;
use crate::lsp::live::{self, Place, Sort, Wanted};
use crate::program::Program;
use std::sync::Arc;
use tower_lsp::Client;

/// Behind everything of the program itself.
const RANK: u32 = 300;

/// Adds the names of the account that may stand at a byte, where the user allowed it. What is not
/// known yet comes with the next keystroke.
pub fn add(client: &Client, shared: &Arc<Shared>, here: &Here, offset: u32, to: &mut Completion) {
    if !here.session.settings.live {
        return;
    }
    let Some(wanted) = live::wanted(cursor_in(here.view, offset)) else {
        return;
    };
    let place = place(here);
    for &sort in &wanted.sorts {
        let known = shared.live.look(&place, sort);
        match known.age {
            Some(age) => {
                let origin = live::origin(&known.answer.account, age);
                let names = known.answer.names.iter();
                let items = names.filter_map(|name| item(name, &wanted, &origin));
                to.items.extend(items);
            }
            None => to.incomplete = true,
        }
        if known.ask {
            ask(client, shared, place.clone(), sort);
        }
    }
}

fn place(here: &Here) -> Place {
    let program: &Program = &here.view.analysis.checked.program;
    let account = program.project().and_then(|project| project.str("account"));
    let settings = &here.session.settings;
    Place {
        region: program.region().map(str::to_owned),
        account: account.map(str::to_owned),
        profile: settings.profile.clone(),
        endpoint_url: settings.endpoint_url.clone(),
    }
}

fn item(name: &live::Name, wanted: &Wanted, origin: &str) -> Option<Item> {
    let text = match wanted.by_arn {
        true => name.arn.as_deref()?,
        false => name.name.as_str(),
    };
    if wanted
        .listed
        .iter()
        .any(|one| one.trim_matches('"') == text)
    {
        return None;
    }
    let mut item = Item::new(text, ItemSort::Value, RANK);
    item.detail = match name.detail.as_str() {
        "" => origin.to_owned(),
        detail => format!("{detail}; {origin}"),
    };
    // Who types a name means the name.
    item.filter = (wanted.by_arn && !wanted.typed_arn).then(|| name.name.clone());
    if !wanted.quoted {
        item.insert = format!("\"{text}\"");
    }
    Some(item)
}

#[cfg(feature = "aws")]
fn ask(client: &Client, shared: &Arc<Shared>, place: Place, sort: Sort) {
    use std::future::Future;
    use std::pin::Pin;
    let (client, shared) = (client.clone(), shared.clone());
    tokio::spawn(async move {
        // Of a type of its own, or the compiler loses itself in those of the SDK.
        type Work<'a> = Pin<
            Box<
                dyn Future<Output = Result<live::Answer, crate::cli::failure::Failure>> + Send + 'a,
            >,
        >;
        let work: Work = Box::pin(live::ask::ask(&place, sort));
        match work.await {
            Ok(answer) => shared.live.put(&place, sort, Some(answer)),
            Err(failure) => {
                shared.live.put(&place, sort, None);
                let hint = failure
                    .hint
                    .map_or(String::new(), |hint| format!("; {hint}"));
                let text = format!("batchlang, live names: {}{hint}", failure.message);
                super::client::warn_once(&client, &shared, text).await;
            }
        }
    });
}

#[cfg(not(feature = "aws"))]
fn ask(client: &Client, shared: &Arc<Shared>, place: Place, sort: Sort) {
    shared.live.put(&place, sort, None);
    let (client, shared) = (client.clone(), shared.clone());
    tokio::spawn(async move {
        let text = "batchlang, live names: this program was built without AWS".to_owned();
        super::client::warn_once(&client, &shared, text).await;
    });
}
