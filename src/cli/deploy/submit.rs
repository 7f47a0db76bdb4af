//! The command that submits a first job.

use super::print::quoted;
use crate::aws::model::{Address, ItemKind};
use crate::aws::plan::Plan;
use crate::program::{Block, Program, Typed, TypedKind};
use crate::vocabulary::Kind;

/// `aws batch submit-job …` for the first job definition whose `runs_on` names a queue.
pub fn command(program: &Program, plan: &Plan) -> Option<String> {
    let definitions = program.declared(Kind::JobDefinition);
    let (definition, queue) = definitions
        .filter_map(|definition| {
            let (queue, _) = definition.references("runs_on").next()?;
            Some((definition, program.block(queue)))
        })
        .next()?;
    let mut words = vec![
        "aws batch submit-job --job-name try --job-queue".to_owned(),
        quoted(&name(ItemKind::JobQueue, queue, plan)?),
        "--job-definition".to_owned(),
        quoted(&name(ItemKind::JobDefinition, definition, plan)?),
    ];
    if let Some(policy) = queue.reference("scheduling_policy") {
        words.push("--share-identifier".to_owned());
        words.push(quoted(&share(program.block(policy))));
    }
    let parameters = open_parameters(definition);
    if !parameters.is_empty() {
        words.push("--parameters".to_owned());
        words.push(quoted(&parameters.join(",")));
    }
    words.push(format!("--region {}", plan.region));
    Some(words.join(" "))
}

/// What AWS knows it by: as the plan has it, or as the file says of what exists already.
fn name(kind: ItemKind, block: &Block, plan: &Plan) -> Option<String> {
    let address = Address::new(kind, block.label.as_str());
    let change = plan.changes.iter().find(|one| one.address == address);
    match change.and_then(|change| change.name.clone()) {
        Some(name) => Some(name),
        None => Some(block.str("arn").or_else(|| block.base_name())?.to_owned()),
    }
}

/// A share the policy names, or any word: Batch takes those it does not know as well.
fn share(policy: &Block) -> String {
    let named = policy
        .objects("share_distribution")
        .find_map(|share| share.str("share_identifier"));
    named
        .map(|share| share.trim_end_matches('*'))
        .filter(|share| !share.is_empty())
        .unwrap_or("default")
        .to_owned()
}

/// The `Ref::name` of its commands for which it has no default, as `name=VALUE`.
fn open_parameters(definition: &Block) -> Vec<String> {
    let defaults = definition.map("parameters");
    let mut names: Vec<String> = Vec::new();
    for field in &definition.fields {
        references(&field.value, &mut names);
    }
    names.retain(|name| !defaults.iter().any(|(key, _)| key.text == *name));
    names
        .into_iter()
        .map(|name| format!("{name}=VALUE"))
        .collect()
}

fn references(value: &Typed, names: &mut Vec<String>) {
    match &value.kind {
        TypedKind::List(items) => items.iter().for_each(|item| references(item, names)),
        TypedKind::Object(object) => {
            let fields = object.fields.iter();
            fields.for_each(|field| references(&field.value, names));
        }
        TypedKind::Text(text) => {
            let name = text.as_str().and_then(|text| text.strip_prefix("Ref::"));
            if let Some(name) = name.filter(|name| !names.iter().any(|one| one == name)) {
                names.push(name.to_owned());
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{FileError, Files, Inputs, check_program};
    use crate::aws::plan::{VERSION, Work};

    struct OneFile(&'static str);

    impl Files for OneFile {
        fn read(&self, _: &str) -> Result<Vec<u8>, FileError> {
            Ok(self.0.as_bytes().to_vec())
        }
        fn canonical(&self, path: &str) -> String {
            path.to_owned()
        }
        fn join(&self, _: &str, relative: &str) -> String {
            relative.to_owned()
        }
    }

    #[test]
    fn the_first_job_has_all_it_needs() {
        let text = "project demo {\n  region = \"eu-central-1\"\n}\n\
            scheduling_policy fair {\n  share_distribution = [{ share_identifier = \"team*\" }]\n}\n\
            existing job_queue main {\n  name = \"the queue\"\n}\n\
            job_definition align {\n  image = \"a:1\"\n  vcpus = 1\n  memory = 1 GiB\n  runs_on = [main]\n\
            command = [\"Ref::in\", \"Ref::depth\"]\n  parameters = { depth = \"10\" }\n}\n";
        let program = check_program("main.batch", &OneFile(text), &Inputs::default()).program;
        let plan = Plan {
            version: VERSION,
            project: "demo".to_owned(),
            account: "1".to_owned(),
            region: "eu-central-1".to_owned(),
            changes: Vec::new(),
            fingerprint: String::new(),
            destroy: false,
            work: Work::default(),
        };
        insta::assert_snapshot!(command(&program, &plan).unwrap(), @"aws batch submit-job --job-name try --job-queue 'the queue' --job-definition align --parameters in=VALUE --region eu-central-1");
    }
}
