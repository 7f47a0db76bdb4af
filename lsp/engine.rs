//! The programs of the open files, checked by the steps of `batchlang check` and kept until one of
//! their files changes. An edit reads only the items it changed again.

use super::documents::{Documents, Overlay, Stamp, identity};
use super::index::{self, Declared, Index, Symbol};
use crate::analysis::{
    Checked, Files, Inputs, ParamInput, Revision, Written, check_cached, evaluate, revise,
};
use crate::cli::params::{ParamArgs, inputs};
use crate::cli::programs::{MOST_CANDIDATES, declares_project};
use crate::cli::walk::{batch_files, names};
use crate::diagnostic::{Diagnostic, Severity};
use crate::syntax::ast::{Expr, ItemKind, ParsedFile};
use crate::syntax::lex::continues_word;
use crate::syntax::source::{FileId, Source};
use crate::syntax::{ItemCache, parse};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A program as it was checked.
pub struct Analysis {
    pub checked: Checked,
    /// The open texts and the parameters it was checked with.
    documents: Documents,
    params: Vec<ParamInput>,
    declared: OnceLock<Vec<Declared>>,
    index: OnceLock<Index>,
}

impl Analysis {
    fn of(checked: Checked, documents: &Documents, params: &[ParamInput]) -> Analysis {
        Analysis {
            checked,
            documents: documents.clone(),
            params: params.to_vec(),
            declared: OnceLock::new(),
            index: OnceLock::new(),
        }
    }

    /// What an expression of one of its files comes to, outside any loop.
    pub fn evaluate(&self, expr: &Expr, file: FileId, base: u32) -> Option<Written> {
        let files = Overlay::new(&self.documents);
        evaluate(
            &self.checked,
            expr,
            (file, base),
            &files,
            &given(&self.params),
        )
    }

    /// All that it declares, gathered when first asked for.
    pub fn declared(&self) -> &[Declared] {
        self.declared.get_or_init(|| index::declared(&self.checked))
    }

    /// The declaration of a symbol.
    pub fn declaration(&self, symbol: &Symbol) -> Option<&Declared> {
        self.declared().iter().find(|one| one.symbol == *symbol)
    }

    /// All its names at their places, gathered when first asked for.
    pub fn index(&self) -> &Index {
        self.index
            .get_or_init(|| Index::of(&self.checked, self.declared()))
    }
}

/// A file as part of a program.
#[derive(Clone)]
pub struct View {
    pub analysis: Arc<Analysis>,
    pub file: FileId,
}

impl View {
    pub fn source(&self) -> &Source {
        self.analysis.checked.sources.get(self.file)
    }

    pub fn text(&self) -> &str {
        &self.source().text
    }

    /// The file's items; empty where it could not be read.
    pub fn parsed(&self) -> &ParsedFile {
        self.analysis.checked.parsed(self.file)
    }

    /// What `batchlang check` says of the file; advice, which it keeps to itself, left out.
    pub fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        let all = self.analysis.checked.diagnostics.iter();
        all.filter(|one| one.span.file == self.file && one.severity > Severity::Advice)
    }

    /// The path of a file of the program.
    pub fn path_of(&self, file: FileId) -> &str {
        let paths = &self.analysis.checked.paths;
        paths.get(file.0 as usize).map_or("", String::as_str)
    }
}

/// What is kept between requests.
#[derive(Default)]
pub struct Engine {
    programs: HashMap<String, Program>,
    imports: HashMap<String, (Stamp, Imports)>,
    /// Values of parameters, from the user's settings; they go before the environment's.
    params: Vec<ParamInput>,
    /// Roots of programs that are kept though none of their files is open.
    kept: HashSet<String>,
}

#[derive(Default)]
struct Program {
    items: ItemCache,
    /// The last result, and the files it rests on.
    last: Option<(Arc<Analysis>, Asked)>,
}

impl Program {
    fn keep(&mut self, analysis: Analysis, asked: Asked) -> Arc<Analysis> {
        let analysis = Arc::new(analysis);
        self.last = Some((analysis.clone(), asked));
        analysis
    }

    /// The last result after an edit of one open file, where that can be had from it.
    fn revised(&mut self, files: &Overlay, inputs: &Inputs) -> Option<(Checked, Asked)> {
        let (analysis, mut asked) = self.last.take()?;
        let mut changed = asked
            .iter_mut()
            .filter(|(path, stamp)| files.stamp(path) != *stamp);
        let (path, stamp) = changed.next()?;
        if changed.next().is_some() {
            return None;
        }
        let document = files.document(path)?;
        *stamp = Stamp::Open(document.text.clone());
        // Whoever still reads it keeps it as it was.
        let checked = Arc::try_unwrap(analysis).ok()?.checked;
        let identity = files.canonical(path);
        let file = checked.paths.iter().position(|path| *path == identity)?;
        let file = FileId(file as u32);
        let source = Source {
            name: checked.sources.get(file).name.clone(),
            text: document.text.clone(),
            lines: document.lines.clone(),
        };
        let checked = revise(checked, Revision { file, source }, files, inputs)?;
        for (path, stamp) in files.take_asked() {
            // A file of the program that is also read for its text is noted twice, as a fresh check
            // does: an edit of it is more than one of its own items.
            let own = checked.paths.contains(&files.canonical(&path));
            let known = asked.iter().filter(|(known, _)| *known == path).count();
            if known <= usize::from(own) {
                asked.push((path, stamp));
            }
        }
        Some((checked, asked))
    }
}

/// The files something rests on, as they were.
type Asked = Vec<(String, Stamp)>;

/// What a file says before it is checked.
#[derive(Clone, Default)]
struct Imports {
    project: bool,
    paths: Vec<String>,
}

impl Engine {
    /// The file in the program `batchlang check` would check it as part of.
    pub fn view(&mut self, documents: &Documents, name: &str) -> View {
        let own = identity(name);
        let roots = self.roots(documents, name, &own, true);
        let root = roots.first().map_or(name, String::as_str);
        self.view_in(documents, root, &own)
    }

    /// The file in every program near it, or in the client's folders, that holds it.
    pub fn views(&mut self, documents: &Documents, name: &str, folders: &[PathBuf]) -> Vec<View> {
        let own = identity(name);
        let mut roots = self.roots(documents, name, &own, false);
        let mut others = names(folders);
        others.truncate(MOST_CANDIDATES);
        let files = Overlay::new(documents);
        for candidate in others {
            let says = self.imports(&files, &candidate);
            if says.project
                && !says.paths.is_empty()
                && !roots
                    .iter()
                    .any(|root| identity(root) == identity(&candidate))
                && self.reaches(&files, &candidate, &own, &mut HashSet::new())
            {
                roots.push(candidate);
            }
        }
        if roots.is_empty() {
            roots.push(name.to_owned());
        }
        let views = roots.iter().map(|root| self.view_in(documents, root, &own));
        views.collect()
    }

    fn view_in(&mut self, documents: &Documents, root: &str, own: &str) -> View {
        let analysis = self.analyse(documents, root);
        let paths = &analysis.checked.paths;
        let Some(file) = paths.iter().position(|path| path == own) else {
            // Not read after all: it is not there, or the program is too large to hold it.
            let analysis = self.analyse(documents, own);
            let file = FileId(0);
            return View { analysis, file };
        };
        let file = FileId(file as u32);
        View { analysis, file }
    }

    fn analyse(&mut self, documents: &Documents, root: &str) -> Arc<Analysis> {
        let files = Overlay::new(documents);
        let program = self.programs.entry(root.to_owned()).or_default();
        if let Some((analysis, asked)) = &program.last
            && asked
                .iter()
                .all(|(path, stamp)| files.stamp(path) == *stamp)
        {
            return analysis.clone();
        }
        let inputs = given(&self.params);
        if let Some((checked, asked)) = program.revised(&files, &inputs) {
            return program.keep(Analysis::of(checked, documents, &self.params), asked);
        }
        let checked = check_cached(root, &files, &inputs, &mut program.items);
        let analysis = Analysis::of(checked, documents, &self.params);
        program.keep(analysis, files.take_asked())
    }

    /// Takes other values for parameters: everything has to be checked again.
    pub fn set_params(&mut self, params: Vec<ParamInput>) {
        self.params = params;
        self.programs
            .values_mut()
            .for_each(|program| program.last = None);
    }

    /// Whether the file is the root of a program.
    pub fn declares_project(&mut self, documents: &Documents, name: &str) -> bool {
        self.imports(&Overlay::new(documents), name).project
    }

    /// From now on the programs of these roots are kept: they are asked for again and again.
    pub fn keep(&mut self, roots: HashSet<String>) {
        self.kept = roots;
    }

    /// Forgets the programs no open file needs.
    pub fn forget(&mut self, documents: &Documents) {
        let open: HashSet<String> = documents.iter().map(|one| identity(&one.name)).collect();
        self.programs.retain(|_, program| {
            let last = program.last.as_ref();
            last.is_some_and(|(analysis, _)| {
                let paths = &analysis.checked.paths;
                let kept = paths.first().is_some_and(|root| self.kept.contains(root));
                kept || paths.iter().any(|path| open.contains(path))
            })
        });
    }

    /// The roots of the programs that hold a file: itself, or those beside it and in the folder
    /// above that import it; with `first` only the one `check` takes.
    fn roots(&mut self, documents: &Documents, name: &str, own: &str, first: bool) -> Vec<String> {
        let files = Overlay::new(documents);
        let mut roots = Vec::new();
        if self.imports(&files, name).project {
            roots.push(name.to_owned());
            if first {
                return roots;
            }
        }
        for candidate in candidates(name) {
            let says = self.imports(&files, &candidate);
            if !says.project || says.paths.is_empty() || roots.contains(&candidate) {
                continue;
            }
            let mut seen = HashSet::new();
            if self.reaches(&files, &candidate, own, &mut seen) {
                roots.push(candidate);
                if first {
                    break;
                }
            }
        }
        roots
    }

    fn reaches(
        &mut self,
        files: &Overlay,
        from: &str,
        own: &str,
        seen: &mut HashSet<String>,
    ) -> bool {
        let mut left = vec![from.to_owned()];
        while let Some(next) = left.pop() {
            let identity = files.canonical(&next);
            if identity == own && next != from {
                return true;
            }
            if seen.len() < 1000 && seen.insert(identity) {
                left.extend(self.imports(files, &next).paths);
            }
        }
        false
    }

    fn imports(&mut self, files: &Overlay, path: &str) -> Imports {
        let stamp = files.stamp(path);
        if let Some((before, known)) = self.imports.get(path)
            && *before == stamp
        {
            return known.clone();
        }
        let read: String;
        let text = match files.document(path) {
            Some(document) => &*document.text,
            None => {
                read = String::from_utf8(files.read(path).unwrap_or_default()).unwrap_or_default();
                &read
            }
        };
        let mut found = Imports {
            project: declares_project(text),
            paths: Vec::new(),
        };
        if mentions_imports(text) {
            let items = parse(FileId(0), text).items;
            let paths = items
                .iter()
                .filter_map(|item| match &item.parsed.item.kind {
                    ItemKind::Import(import) => Some(files.join(path, &import.path)),
                    _ => None,
                });
            found.paths = paths.collect();
        }
        if self.imports.len() > 5000 {
            self.imports.clear();
        }
        self.imports.insert(path.to_owned(), (stamp, found.clone()));
        found
    }
}

/// Whether the word `import` stands there: most files need not be read to know their imports.
fn mentions_imports(text: &str) -> bool {
    const WORD: &str = "import";
    memchr::memmem::find_iter(text.as_bytes(), WORD).any(|at| {
        let after = text[at + WORD.len()..].bytes().next();
        let before = text[..at].bytes().next_back();
        !before.is_some_and(continues_word) && !after.is_some_and(continues_word)
    })
}

/// What a program is given: the settings' values of parameters before the environment's.
pub fn given(params: &[ParamInput]) -> Inputs<'static> {
    let mut inputs = inputs(&ParamArgs::default()).unwrap_or_default();
    let set = |name: &str| params.iter().any(|one| one.name == name);
    inputs.params.retain(|one| !set(&one.name));
    inputs.params.extend(params.iter().cloned());
    inputs
}

/// Where a program that imports a file is looked for.
fn candidates(name: &str) -> Vec<String> {
    let path = Path::new(name);
    let Some(folder) = path.parent().filter(|_| path.is_absolute()) else {
        return Vec::new();
    };
    let mut found = batch_files(folder);
    if let Some(above) = folder.parent() {
        found.extend(batch_files(above));
    }
    found.truncate(MOST_CANDIDATES);
    found
}
