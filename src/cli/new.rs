//! `batchlang new`: a commented starter file from a few choices.

use super::failure::{Exit, Failure, eprint};
use super::output::Out;
use super::terminal::Terminal;
use super::write;
use std::io::{BufRead, IsTerminal, stdin};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Without options, on a terminal, it asks. An existing file is never overwritten."
)]
pub struct Args {
    /// The file to write; `-` is standard output
    #[arg(default_value = "main.batch", value_name = "FILE")]
    file: PathBuf,
    /// What runs the jobs [default: spot]
    #[arg(long, value_enum)]
    kind: Option<Machines>,
    /// The AWS region [default: us-east-1]
    #[arg(long)]
    region: Option<String>,
    /// The project's name [default: the folder's]
    #[arg(long)]
    name: Option<String>,
    /// Jobs use GPUs
    #[arg(long)]
    gpu: bool,
    /// Jobs read a password from AWS Secrets Manager
    #[arg(long)]
    secrets: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Machines {
    /// EC2 instances at the full price: never taken back
    Ec2,
    /// Spot instances: far cheaper, may be taken back with two minutes' notice
    #[default]
    Spot,
    /// No instances to look after; at most 32 vCPUs a job, no GPUs
    Fargate,
}

/// What the file is to hold.
#[derive(Clone, Debug)]
struct Choices {
    machines: Machines,
    region: String,
    name: String,
    gpu: bool,
    secrets: bool,
}

pub fn run(args: &Args, terminal: &Terminal, out: &mut Out) -> Result<Exit, Failure> {
    let to_stdout = args.file.as_os_str() == "-";
    if !to_stdout && args.file.exists() {
        let message = format!(
            "`{}` exists already and is left as it is",
            args.file.display()
        );
        return Err(Failure::new(message).hint("name another file: `batchlang new jobs.batch`"));
    }
    let named = args.kind.is_some()
        || args.region.is_some()
        || args.name.is_some()
        || args.gpu
        || args.secrets;
    let asks = !named && !to_stdout && terminal.is_terminal && stdin().is_terminal();
    let choices = if asks { ask(&args.file)? } else { given(args) };
    if choices.gpu && choices.machines == Machines::Fargate {
        return Err(
            Failure::new("Fargate has no GPUs").hint("choose `--kind spot` or `--kind ec2`")
        );
    }
    check_region(&choices.region)?;
    let text = starter(&choices);
    if to_stdout {
        out.print(&text)?;
        return Ok(Exit::Clean);
    }
    write::create(&args.file, &text)?;
    let file = args.file.display();
    eprint(&format!(
        "wrote `{file}`; `batchlang check {file}` checks it, `batchlang compile {file}` makes Terraform of it\n"
    ));
    Ok(Exit::Clean)
}

fn given(args: &Args) -> Choices {
    Choices {
        machines: args.kind.unwrap_or_default(),
        region: args
            .region
            .clone()
            .unwrap_or_else(|| "us-east-1".to_string()),
        name: args
            .name
            .as_deref()
            .map_or_else(|| folder_name(&args.file), label),
        gpu: args.gpu,
        secrets: args.secrets,
    }
}

/// A region goes into the file as a string: nothing but a region's letters may.
fn check_region(region: &str) -> Result<(), Failure> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if region.matches('-').count() >= 2 && region.chars().all(plain) {
        return Ok(());
    }
    Err(Failure::new(format!("`{region}` is no AWS region"))
        .hint("write it as AWS does: `eu-central-1`"))
}

/// The name of the folder the file will lie in.
fn folder_name(file: &Path) -> String {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let real = folder.canonicalize().unwrap_or_default();
    label(&real.file_name().unwrap_or_default().to_string_lossy())
}

/// A name as the language takes it: a letter, then letters, digits, `_` and `-`.
fn label(name: &str) -> String {
    let valid = |c: char| {
        if c.is_ascii_alphanumeric() || c == '_' {
            c
        } else {
            '-'
        }
    };
    let label: String = name.chars().map(valid).take(60).collect();
    let label = label.trim_matches('-');
    match label.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => label.to_string(),
        Some(_) => format!("p-{label}"),
        None => "myproject".to_string(),
    }
}

/// Asks on the terminal; an empty answer takes the default.
fn ask(file: &Path) -> Result<Choices, Failure> {
    let name = label(&answer("Name of the project", &folder_name(file))?);
    let region = answer("AWS region", "us-east-1")?;
    let machines = match answer("Machines: spot, ec2 or fargate", "spot")?
        .to_lowercase()
        .as_str()
    {
        "spot" => Machines::Spot,
        "ec2" => Machines::Ec2,
        "fargate" => Machines::Fargate,
        other => {
            return Err(Failure::new(format!(
                "`{other}` is none of spot, ec2 and fargate"
            )));
        }
    };
    let gpu = machines != Machines::Fargate && yes("GPUs?")?;
    let secrets = yes("A password from Secrets Manager?")?;
    Ok(Choices {
        machines,
        region,
        name,
        gpu,
        secrets,
    })
}

fn yes(question: &str) -> Result<bool, Failure> {
    Ok(answer(question, "no")?.to_lowercase().starts_with('y'))
}

fn answer(question: &str, default: &str) -> Result<String, Failure> {
    eprint(&format!("{question} [{default}]: "));
    let mut line = String::new();
    let read = stdin().lock().read_line(&mut line);
    match read {
        Ok(0) | Err(_) => Err(Failure::new("no answer, so nothing is written")),
        Ok(_) if line.trim().is_empty() => Ok(default.to_string()),
        Ok(_) => Ok(line.trim().to_string()),
    }
}

/// The file itself: clean under `check` and `fmt`, as the tests see to.
fn starter(choices: &Choices) -> String {
    let Choices { name, region, .. } = choices;
    let environment = environment(choices);
    let job = job(choices);
    format!(
        "// {name}: jobs on AWS Batch. `batchlang check` finds mistakes, `batchlang compile` writes Terraform.\n\
         \n\
         project {name} {{\n  region = \"{region}\"\n  tags   = {{ project = \"{name}\" }}\n}}\n\
         \n\
         {environment}\n\
         /// Jobs are submitted to a queue; it hands them to its environments in this order.\n\
         job_queue main {{\n  priority             = 1\n  compute_environments = [workers]\n}}\n\
         \n\
         {job}"
    )
}

fn environment(choices: &Choices) -> String {
    let (docs, kind) = match choices.machines {
        Machines::Ec2 => (
            "On-demand instances. Batch starts them for jobs and stops them when the queue is empty.",
            "EC2",
        ),
        Machines::Spot => (
            "Spot instances: far cheaper, but AWS may take one back with two minutes' notice.",
            "SPOT",
        ),
        Machines::Fargate => ("Fargate: no instances to look after.", "FARGATE"),
    };
    let types = match (choices.machines, choices.gpu) {
        (Machines::Fargate, _) => "",
        (_, true) => "\n  instance_types = [\"g5.xlarge\", \"g5.2xlarge\"]",
        (_, false) => {
            "\n  // Several types: Batch takes what is to be had.\n  instance_types = [\"m5.large\", \"m5.xlarge\", \"m5.2xlarge\"]"
        }
    };
    let pad = if choices.machines == Machines::Fargate {
        "     "
    } else {
        "          "
    };
    let max = if choices.machines == Machines::Fargate {
        "max_vcpus"
    } else {
        "max_vcpus     "
    };
    format!(
        "/// {docs}\ncompute_environment workers {{\n  type{pad} = {kind}{types}\n  {max} = 64\n}}\n"
    )
}

fn job(choices: &Choices) -> String {
    let (image, command, vcpus, memory) = match (choices.gpu, choices.machines) {
        (true, _) => (
            "nvidia/cuda:12.4.1-base-ubuntu22.04",
            "\"nvidia-smi\"",
            "4",
            "12 GiB",
        ),
        (false, Machines::Fargate) => (
            "busybox:1.36",
            "\"echo\", \"hello\", \"world\"",
            "0.5",
            "1 GiB",
        ),
        (false, _) => (
            "busybox:1.36",
            "\"echo\", \"hello\", \"world\"",
            "1",
            "512 MiB",
        ),
    };
    let mut lines = vec![
        ("image", format!("\"{image}\"")),
        ("vcpus", vcpus.to_string()),
        ("memory", memory.to_string()),
    ];
    if choices.gpu {
        lines.push(("gpus", "1".to_string()));
    }
    lines.push(("command", format!("[{command}]")));
    if choices.secrets {
        lines.push((
            "secrets",
            format!(
                "{{ DB_PASSWORD = secret(\"{}/db:password\") }}",
                choices.name
            ),
        ));
    }
    if choices.machines == Machines::Fargate {
        // Without it a task in a public subnet reaches no registry and never starts.
        lines.push(("assign_public_ip", "ENABLED".to_string()));
    }
    lines.push(("runs_on", "[main]".to_string()));
    lines.push(("timeout", "1 h".to_string()));
    if choices.machines == Machines::Spot {
        let on = "[\n      { status_reason = \"Host EC2*\", action = RETRY },  // a Spot reclaim\n      { reason = \"*\", action = EXIT },\n    ]";
        lines.push((
            "retry",
            format!("{{\n    attempts = 3\n    on       = {on}\n  }}"),
        ));
    }
    let width = lines.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let body: String = lines
        .iter()
        .map(|(name, value)| format!("  {name:<width$} = {value}\n"))
        .collect();
    format!(
        "/// Submit it with: aws batch submit-job --job-name first --job-queue main --job-definition hello\njob_definition hello {{\n{body}}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_folder_name_becomes_a_label() {
        assert_eq!(label("my jobs (2)"), "my-jobs--2");
        assert_eq!(label("2024"), "p-2024");
        assert_eq!(label("…"), "myproject");
        assert_eq!(label("$(x)\"{}"), "x");
    }

    #[test]
    fn a_region_cannot_break_out_of_its_string() {
        assert!(check_region("eu-central-1").is_ok());
        assert!(check_region("us-gov-west-1").is_ok());
        assert!(check_region("x\"}-a-b").is_err());
        assert!(check_region("eu").is_err());
    }
}
