//! What the server offers, and what of it this client can take.

use super::session::{Abilities, Session};
use crate::lsp::actions;
use crate::lsp::positions::Encoding;
use crate::lsp::tokens::LEGEND;
use tower_lsp::lsp_types::*;

/// Reads what the client said at the start.
pub fn session(params: &InitializeParams) -> Session {
    let client = &params.capabilities;
    let document = client.text_document.as_ref();
    let completion = document.and_then(|one| one.completion.as_ref());
    let item = completion.and_then(|one| one.completion_item.as_ref());
    let folders = params.workspace_folders.iter().flatten();
    #[allow(deprecated)] // what older clients send
    let root = params.root_uri.iter();
    let mut paths: Vec<_> = folders
        .map(|folder| &folder.uri)
        .filter_map(|uri| uri.to_file_path().ok())
        .collect();
    if paths.is_empty() {
        paths = root.filter_map(|uri| uri.to_file_path().ok()).collect();
    }
    Session {
        encoding: encoding(client),
        pulls: document.is_some_and(|one| one.diagnostic.is_some()),
        snippets: item.and_then(|one| one.snippet_support) == Some(true),
        folders: paths,
        client: abilities(client),
        ..Session::default()
    }
}

fn abilities(client: &ClientCapabilities) -> Abilities {
    let workspace = client.workspace.clone().unwrap_or_default();
    let files = workspace.did_change_watched_files.unwrap_or_default();
    let settings = workspace.did_change_configuration.unwrap_or_default();
    let window = client.window.clone().unwrap_or_default();
    let yes = |answer: Option<bool>| answer == Some(true);
    let document = client.text_document.clone().unwrap_or_default();
    let completion = document.completion.unwrap_or_default();
    let item = completion.completion_item.unwrap_or_default();
    let defaults = completion
        .completion_list
        .and_then(|list| list.item_defaults);
    Abilities {
        configuration: yes(workspace.configuration),
        registers_configuration: yes(settings.dynamic_registration),
        registers_watchers: yes(files.dynamic_registration),
        relative_patterns: yes(files.relative_pattern_support),
        refreshes_diagnostics: yes(workspace.diagnostic.and_then(|one| one.refresh_support)),
        refreshes_hints: yes(workspace.inlay_hint.and_then(|one| one.refresh_support)),
        refreshes_lenses: yes(workspace.code_lens.and_then(|one| one.refresh_support)),
        refreshes_tokens: yes(workspace
            .semantic_tokens
            .and_then(|one| one.refresh_support)),
        default_edit_range: defaults.is_some_and(|all| all.iter().any(|one| one == "editRange")),
        inserts_or_replaces: yes(item.insert_replace_support),
        snippet_edits: client
            .experimental
            .as_ref()
            .is_some_and(|one| one["snippetTextEdit"] == true),
        commit_characters: yes(item.commit_characters_support),
        progress: yes(window.work_done_progress),
    }
}

/// UTF-8 where the client takes it: offsets are counted in it here.
fn encoding(client: &ClientCapabilities) -> Encoding {
    let general = client.general.as_ref();
    let offered = general.and_then(|one| one.position_encodings.as_deref());
    let offered = offered.unwrap_or(&[]);
    if offered.contains(&PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if offered.contains(&PositionEncodingKind::UTF32)
        && !offered.contains(&PositionEncodingKind::UTF16)
    {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}

pub fn server(session: &Session) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(match session.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(TextDocumentSyncCapability::Options(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(TextDocumentSyncSaveOptions::Supported(true)),
                ..Default::default()
            },
        )),
        diagnostic_provider: session.pulls.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some("batchlang".into()),
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                ..Default::default()
            })
        }),
        completion_provider: Some(CompletionOptions {
            resolve_provider: Some(true),
            trigger_characters: Some(
                ["\"", ".", ":", "=", "[", "{", "$", "/"]
                    .map(String::from)
                    .into(),
            ),
            ..Default::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        signature_help_provider: Some(SignatureHelpOptions {
            trigger_characters: Some(["(", ","].map(String::from).into()),
            retrigger_characters: Some(vec![")".into()]),
            work_done_progress_options: Default::default(),
        }),
        definition_provider: Some(OneOf::Left(true)),
        declaration_provider: Some(DeclarationCapability::Simple(true)),
        type_definition_provider: Some(TypeDefinitionProviderCapability::Simple(true)),
        call_hierarchy_provider: Some(CallHierarchyServerCapability::Simple(true)),
        linked_editing_range_provider: Some(LinkedEditingRangeServerCapabilities::Simple(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        document_on_type_formatting_provider: Some(DocumentOnTypeFormattingOptions {
            first_trigger_character: "\n".into(),
            more_trigger_character: Some(vec!["}".into()]),
        }),
        code_lens_provider: Some(CodeLensOptions {
            resolve_provider: Some(true),
        }),
        inlay_hint_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: Default::default(),
        })),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: Default::default(),
        }),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![
                CodeActionKind::QUICKFIX,
                super::convert::action_kind(actions::Sort::FixAll),
                CodeActionKind::REFACTOR_EXTRACT,
                CodeActionKind::REFACTOR_INLINE,
                CodeActionKind::REFACTOR_REWRITE,
            ]),
            ..Default::default()
        })),
        semantic_tokens_provider: Some(SemanticTokensServerCapabilities::SemanticTokensOptions(
            SemanticTokensOptions {
                legend: SemanticTokensLegend {
                    token_types: LEGEND.map(SemanticTokenType::new).into(),
                    token_modifiers: vec![SemanticTokenModifier::DECLARATION],
                },
                full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
                range: Some(true),
                ..Default::default()
            },
        )),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: super::commands::NAMES
                .iter()
                .map(|&name| name.into())
                .collect(),
            work_done_progress_options: WorkDoneProgressOptions {
                work_done_progress: Some(true),
            },
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: Some(WorkspaceFileOperationsServerCapabilities {
                will_rename: Some(renamings()),
                ..Default::default()
            }),
        }),
        ..Default::default()
    }
}

/// Renamings the server has something to say to: of files of ours, and of folders.
fn renamings() -> FileOperationRegistrationOptions {
    let filter = |glob: &str, matches| FileOperationFilter {
        scheme: Some("file".into()),
        pattern: FileOperationPattern {
            glob: glob.into(),
            matches: Some(matches),
            options: None,
        },
    };
    FileOperationRegistrationOptions {
        filters: vec![
            filter("**/*.batch", FileOperationPatternKind::File),
            filter("**", FileOperationPatternKind::Folder),
        ],
    }
}
