//! Every text of `.batch` in the repository: files, and the blocks of Markdown pages.

use std::path::{Path, PathBuf};

pub struct Input {
    pub name: String,
    pub text: String,
}

pub fn all() -> Vec<Input> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["examples", "tests", "benches", "docs", "grammar", "editors"] {
        walk(&root.join(folder), &mut found);
    }
    from_markdown(&root.join("README.md"), &mut found);
    found.push(long(root));
    found
}

fn walk(folder: &Path, found: &mut Vec<Input>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let skipped = path.file_name().is_some_and(|name| name == "node_modules");
        if path.is_dir() && !skipped {
            walk(&path, found);
        }
        match path.extension().and_then(|end| end.to_str()) {
            Some("batch") => found.push(Input {
                name: path.display().to_string(),
                // Not UTF-8 is nothing a tree-sitter grammar is shown.
                text: String::from_utf8_lossy(&std::fs::read(&path).unwrap_or_default()).into(),
            }),
            Some("md") => from_markdown(&path, found),
            _ => {}
        }
    }
}

fn from_markdown(path: &Path, found: &mut Vec<Input>) {
    let page = std::fs::read_to_string(path).unwrap_or_default();
    let mut lines = page.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if !line.trim_start().starts_with("```batch") {
            continue;
        }
        let block = lines.by_ref().map(|(_, line)| line);
        let block = block.take_while(|line| !line.trim_start().starts_with("```"));
        found.push(Input {
            name: format!("{}:{}", path.display(), number + 1),
            text: block.map(|line| format!("{line}\n")).collect(),
        });
    }
}

/// What the measurements read, at some thousand lines.
fn long(root: &Path) -> Input {
    let unit = std::fs::read_to_string(root.join("benches/unit.batch")).expect("it is there");
    let head = "project bench {\n  region = \"us-east-1\"\n}\n\n".to_owned();
    let units = (0..60).map(|number| unit.replace("@N@", &number.to_string()));
    Input {
        name: "benches/unit.batch, sixty times".into(),
        text: head + &units.collect::<String>(),
    }
}
