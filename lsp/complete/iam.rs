//! Names of IAM: managed policies, actions, services that may take a role.

use super::{Item, Sort};
use crate::catalog;
use crate::resources::in_service_role;
use crate::vocabulary::Format;

/// No more than this at once; more is found by typing on.
const MOST: usize = 200;

/// Policies whose purpose a Batch set-up has, before all others.
const COMMON_POLICIES: [&str; 6] = [
    "AmazonECSTaskExecutionRolePolicy",
    "AmazonEC2ContainerServiceforEC2Role",
    "AmazonS3ReadOnlyAccess",
    "AmazonS3FullAccess",
    "CloudWatchLogsFullAccess",
    "AmazonSSMManagedInstanceCore",
];

/// Services jobs call most, before all others.
const COMMON_SERVICES: [&str; 8] = [
    "s3",
    "dynamodb",
    "sqs",
    "sns",
    "logs",
    "secretsmanager",
    "ssm",
    "batch",
];

/// Services that take roles in a Batch set-up.
const PRINCIPALS: [(&str, &str); 7] = [
    ("ecs-tasks.amazonaws.com", "jobs, and the agent for them"),
    ("ec2.amazonaws.com", "instances"),
    ("batch.amazonaws.com", "AWS Batch itself"),
    ("spotfleet.amazonaws.com", "a Spot fleet, of BEST_FIT"),
    ("events.amazonaws.com", "rules that submit jobs"),
    ("scheduler.amazonaws.com", "schedules that submit jobs"),
    ("states.amazonaws.com", "Step Functions"),
];

/// What may stand in a string of that format.
pub fn of_format(format: Format, typed: &str, incomplete: &mut bool, items: &mut Vec<Item>) {
    match format {
        Format::ManagedPolicy => policies(typed, incomplete, items),
        Format::Action => actions(typed, incomplete, items),
        Format::ServicePrincipal => {
            let all = PRINCIPALS.iter().enumerate();
            items.extend(
                all.map(|(at, (name, what))| {
                    Item::new(*name, Sort::Value, at as u32).detail(*what)
                }),
            );
        }
        _ => {}
    }
}

/// Whether a name holds what is typed, in any case.
fn holds(name: &str, typed: &str) -> bool {
    let (name, typed) = (name.as_bytes(), typed.as_bytes());
    typed.is_empty()
        || name
            .windows(typed.len())
            .any(|part| part.eq_ignore_ascii_case(typed))
}

fn policies(typed: &str, incomplete: &mut bool, items: &mut Vec<Item>) {
    // In front of it may stand the rest of an ARN, which an editor looks for in the item.
    let (head, typed) = typed.split_at(typed.rfind('/').map_or(0, |at| at + 1));
    let fitting = catalog::managed_policies().filter_map(|path| {
        let name = path.rsplit('/').next().unwrap_or(path);
        holds(name, typed).then_some((path, name))
    });
    let mut found: Vec<(u32, &str)> = fitting
        .map(|(path, name)| {
            let common = COMMON_POLICIES.iter().position(|one| *one == name);
            let starts = name.get(..typed.len());
            let starts = starts.is_some_and(|head| head.eq_ignore_ascii_case(typed));
            // A bare name suffices where the path is known.
            let written = if in_service_role(name) { name } else { path };
            let rank = common.map_or(if starts { 10 } else { 20 }, |at| at as u32);
            (rank, written)
        })
        .collect();
    found.sort_unstable();
    *incomplete |= found.len() > MOST;
    items.extend(found.into_iter().take(MOST).map(|(rank, name)| {
        let mut item = Item::new(name, Sort::Value, rank).detail("managed policy");
        item.filter = (!head.is_empty()).then(|| format!("{head}{name}"));
        item
    }));
}

fn actions(typed: &str, incomplete: &mut bool, items: &mut Vec<Item>) {
    let Some((service, name)) = typed.split_once(':') else {
        *incomplete = true;
        items.extend(catalog::action_services().map(|service| {
            let common = COMMON_SERVICES.iter().position(|one| *one == service);
            let rank = common.unwrap_or(COMMON_SERVICES.len()) as u32;
            Item::new(format!("{service}:"), Sort::Value, rank).detail("actions of this service")
        }));
        return;
    };
    let mut groups: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for action in catalog::actions_of(service).filter(|action| holds(action, name)) {
        let verb = action
            .get(1..)
            .and_then(|rest| rest.find(char::is_uppercase));
        let verb = verb.and_then(|at| action.get(..=at)).unwrap_or("");
        if !verb.is_empty() && !groups.contains(&verb) && holds(verb, name) {
            groups.push(verb);
        }
        found.push(action);
    }
    *incomplete |= found.len() > MOST;
    items.extend(
        found
            .into_iter()
            .take(MOST)
            .map(|action| Item::new(format!("{service}:{action}"), Sort::Value, 0)),
    );
    items.extend(groups.into_iter().map(|verb| {
        Item::new(format!("{service}:{verb}*"), Sort::Value, 10).detail(format!("all that {verb}"))
    }));
}
