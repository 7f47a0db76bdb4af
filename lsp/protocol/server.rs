//! Every message of the protocol the server takes, each handed to the function that answers it.

use super::answers::{at, markdown, text_edits};
use super::session::{Shared, ask, ask_of, ask_of_all};
use super::{answers, capabilities, convert, diagnostics};
use crate::lsp::positions::Change;
use crate::lsp::{complete, hints, hover, layout, navigate, structure, tokens};
use crate::syntax::source::Range as Bytes;
use std::sync::Arc;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer, async_trait};

pub struct Backend {
    client: Client,
    shared: Arc<Shared>,
}

impl Backend {
    pub fn new(client: Client) -> Backend {
        Backend {
            client,
            shared: Arc::default(),
        }
    }
}

#[async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let session = capabilities::session(&params);
        let capabilities = capabilities::server(&session);
        self.shared.update(|now| *now = session);
        Ok(InitializeResult {
            capabilities,
            server_info: Some(ServerInfo {
                name: "batchlang".into(),
                version: Some(env!("CARGO_PKG_VERSION").into()),
            }),
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        let push = diagnostics::push(self.client.clone(), self.shared.clone());
        tokio::spawn(push);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let (version, text) = (document.version, &document.text);
        self.shared.open(&document.uri, version, text);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let changes = params.content_changes.into_iter().map(|change| Change {
            range: change
                .range
                .map(|range| (convert::place(range.start), convert::place(range.end))),
            text: change.text,
        });
        let changes: Vec<Change> = changes.collect();
        let document = params.text_document;
        self.shared
            .change(&document.uri, document.version, &changes);
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        self.shared.changed.notify_one();
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.shared.close(&params.text_document.uri);
        let forgotten = ask(&self.shared, |shared, session| {
            shared.with_engine(|engine| engine.forget(&session.documents));
            Ok(())
        });
        let _ = forgotten.await;
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.shared.changed.notify_one();
    }

    async fn did_change_configuration(&self, _: DidChangeConfigurationParams) {}

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let path = |folder: &WorkspaceFolder| folder.uri.to_file_path().ok();
        let gone: Vec<_> = params.event.removed.iter().filter_map(path).collect();
        let new = params.event.added.iter().filter_map(path);
        self.shared.update(|session| {
            session.folders.retain(|folder| !gone.contains(folder));
            session.folders.extend(new);
        });
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let found = ask_of(&self.shared, &params.text_document.uri, |view, session| {
            Ok(diagnostics::of(view, session))
        });
        let report = FullDocumentDiagnosticReport {
            result_id: None,
            items: found.await?,
        };
        Ok(DocumentDiagnosticReportResult::Report(
            DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
                related_documents: None,
                full_document_diagnostic_report: report,
            }),
        ))
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let place = params.text_document_position;
        ask_of(
            &self.shared,
            &place.text_document.uri,
            move |view, session| {
                let offset = at(view.source(), session, place.position);
                let found = complete::complete(view, offset);
                let list = convert::completion(view, session, found);
                Ok(Some(CompletionResponse::List(list)))
            },
        )
        .await
    }

    async fn completion_resolve(&self, mut item: CompletionItem) -> Result<CompletionItem> {
        let path = item.data.as_ref().and_then(|data| data.as_str());
        if let Some(docs) = path.and_then(complete::docs) {
            item.documentation = Some(Documentation::MarkupContent(markdown(docs)));
        }
        Ok(item)
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let place = params.text_document_position_params;
        ask_of(
            &self.shared,
            &place.text_document.uri,
            move |view, session| {
                let offset = at(view.source(), session, place.position);
                let said = hover::hover(view, offset);
                Ok(said.map(|(text, range)| Hover {
                    contents: HoverContents::Markup(markdown(text)),
                    range: Some(convert::range(view.source(), range, session.encoding)),
                }))
            },
        )
        .await
    }

    async fn goto_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        let place = params.text_document_position_params;
        ask_of(
            &self.shared,
            &place.text_document.uri,
            move |view, session| {
                let offset = at(view.source(), session, place.position);
                let views = std::slice::from_ref(view);
                let found = navigate::definition(view, offset);
                let found = found
                    .iter()
                    .filter_map(|one| convert::place_in(views, session, one));
                let found: Vec<Location> = found.collect();
                Ok((!found.is_empty()).then_some(GotoDefinitionResponse::Array(found)))
            },
        )
        .await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let place = params.text_document_position;
        let declarations = params.context.include_declaration;
        ask_of_all(
            &self.shared,
            &place.text_document.uri,
            move |views, session| {
                let Some(view) = views.first() else {
                    return Ok(None);
                };
                let offset = at(view.source(), session, place.position);
                let found = navigate::references(views, offset, declarations);
                let found = found
                    .iter()
                    .filter_map(|one| convert::place_in(views, session, one));
                Ok(Some(found.collect()))
            },
        )
        .await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let place = params.text_document_position_params;
        ask_of(
            &self.shared,
            &place.text_document.uri,
            move |view, session| {
                let source = view.source();
                let found = navigate::highlights(view, at(source, session, place.position));
                let found = found.into_iter().map(|(span, declares)| DocumentHighlight {
                    range: convert::range(
                        source,
                        Bytes::new(span.start, span.end),
                        session.encoding,
                    ),
                    kind: Some(match declares {
                        true => DocumentHighlightKind::WRITE,
                        false => DocumentHighlightKind::READ,
                    }),
                });
                Ok(Some(found.collect()))
            },
        )
        .await
    }

    async fn prepare_rename(
        &self,
        place: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let uri = &place.text_document.uri;
        let position = place.position;
        ask_of(&self.shared, uri, move |view, session| {
            answers::prepare_rename(view, session, position)
        })
        .await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let (place, new) = (params.text_document_position, params.new_name);
        let uri = &place.text_document.uri;
        ask_of_all(&self.shared, uri, move |views, session| {
            answers::rename(views, session, place.position, &new)
        })
        .await
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        ask_of(&self.shared, &params.text_document.uri, |view, session| {
            let entries = structure::symbols(view);
            let entries = entries
                .iter()
                .map(|one| convert::symbol(view, session, one));
            Ok(Some(DocumentSymbolResponse::Nested(entries.collect())))
        })
        .await
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<Vec<SymbolInformation>>> {
        ask(&self.shared, move |shared, session| {
            Ok(Some(answers::workspace_symbols(
                shared,
                session,
                &params.query,
            )))
        })
        .await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        ask_of(&self.shared, &params.text_document.uri, |view, _| {
            let folds = structure::folds(view).into_iter();
            let folds = folds.map(|(start_line, end_line, comment)| FoldingRange {
                start_line,
                end_line,
                kind: comment.then_some(FoldingRangeKind::Comment),
                ..Default::default()
            });
            Ok(Some(folds.collect()))
        })
        .await
    }

    async fn selection_range(
        &self,
        params: SelectionRangeParams,
    ) -> Result<Option<Vec<SelectionRange>>> {
        let positions = params.positions;
        ask_of(
            &self.shared,
            &params.text_document.uri,
            move |view, session| {
                let chains = positions.into_iter();
                let chains = chains.map(|position| answers::selection(view, session, position));
                Ok(Some(chains.collect()))
            },
        )
        .await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        ask_of(&self.shared, &params.text_document.uri, |view, session| {
            let edits = layout::edits(view.text(), None);
            Ok(Some(text_edits(view.source(), session, edits)))
        })
        .await
    }

    async fn range_formatting(
        &self,
        params: DocumentRangeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let range = params.range;
        ask_of(
            &self.shared,
            &params.text_document.uri,
            move |view, session| {
                // A selection that ends where a line begins does not mean that line.
                let whole = range.end.character == 0 && range.end.line > range.start.line;
                let last = range.end.line - u32::from(whole);
                let edits = layout::edits(view.text(), Some((range.start.line, last)));
                Ok(Some(text_edits(view.source(), session, edits)))
            },
        )
        .await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let (range, only) = (params.range, params.context.only);
        ask_of(
            &self.shared,
            &params.text_document.uri,
            move |view, session| {
                let found = answers::code_actions(view, session, range, only.as_deref());
                Ok(Some(found))
            },
        )
        .await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        ask_of(&self.shared, &params.text_document.uri, |view, session| {
            let data = convert::tokens(view, session, &tokens::words(view));
            let result_id = None;
            Ok(Some(SemanticTokensResult::Tokens(SemanticTokens {
                result_id,
                data,
            })))
        })
        .await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        ask_of(&self.shared, &params.text_document.uri, |view, session| {
            let links = structure::links(view).into_iter().map(|link| DocumentLink {
                range: convert::range(view.source(), link.range, session.encoding),
                target: convert::uri(session, &link.target),
                tooltip: None,
                data: None,
            });
            Ok(Some(links.collect()))
        })
        .await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let range = params.range;
        ask_of(
            &self.shared,
            &params.text_document.uri,
            move |view, session| {
                let source = view.source();
                let bytes = convert::bytes(source, range, session.encoding);
                let hints = hints::hints(view, bytes).into_iter().map(|hint| InlayHint {
                    position: convert::range(
                        source,
                        Bytes::new(hint.at, hint.at),
                        session.encoding,
                    )
                    .start,
                    label: InlayHintLabel::String(hint.text),
                    kind: None,
                    text_edits: None,
                    tooltip: Some(InlayHintTooltip::String(hint.sort.tooltip().to_owned())),
                    padding_left: Some(true),
                    padding_right: None,
                    data: None,
                });
                Ok(Some(hints.collect()))
            },
        )
        .await
    }
}
