//! Every message of the protocol the server takes, each handed to the function that answers it.

use super::answers::{calls, editing, files, lenses, names, shape, tokens, writing};
use super::backend::Backend;
use super::session::{ask, ask_of, ask_of_all};
use super::{capabilities, client, commands, convert, diagnostics, pulled};
use crate::lsp::positions::Change;
use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::request::*;
use tower_lsp::lsp_types::*;
use tower_lsp::{LanguageServer, async_trait};

#[async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let session = capabilities::session(&params);
        let capabilities = capabilities::server(&session);
        self.shared.update(|now| *now = session);
        if let Some(options) = &params.initialization_options {
            client::take(&self.client, &self.shared, options).await;
        }
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
        tokio::spawn(client::greet(self.client.clone(), self.shared.clone()));
    }

    async fn shutdown(&self) -> Result<()> {
        self.shared.operations.stop_all().await;
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
        self.refresh();
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        client::settings(&self.client, &self.shared, Some(params.settings)).await;
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let path = |folder: &WorkspaceFolder| folder.uri.to_file_path().ok();
        let gone: Vec<_> = params.event.removed.iter().filter_map(path).collect();
        let new = params.event.added.iter().filter_map(path);
        self.shared.update(|session| {
            session.folders.retain(|folder| !gone.contains(folder));
            session.folders.extend(new);
        });
        let session = self.shared.session();
        client::unwatch(&self.client, &session).await;
        client::watch(&self.client, &session).await;
        client::refresh(&self.client, &session).await;
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        commands::run(&self.client, &self.shared, params).await
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        ask(&self.shared, move |shared, session| {
            Ok(files::renamed(shared, session, &params))
        })
        .await
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let previous = params.previous_result_id;
        ask_of(&self.shared, &params.text_document.uri, move |here| {
            Ok(pulled::document(here, previous.as_deref()))
        })
        .await
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let known = params.previous_result_ids;
        ask(&self.shared, |shared, session| {
            Ok(pulled::workspace(shared, session, known))
        })
        .await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.at(params.text_document_position_params, writing::hover)
            .await
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        self.at(params.text_document_position_params, writing::signature)
            .await
    }

    async fn goto_declaration(
        &self,
        params: GotoDeclarationParams,
    ) -> Result<Option<GotoDeclarationResponse>> {
        self.at(params.text_document_position_params, names::definition)
            .await
    }

    async fn goto_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        self.at(params.text_document_position_params, names::definition)
            .await
    }

    async fn goto_type_definition(
        &self,
        params: GotoTypeDefinitionParams,
    ) -> Result<Option<GotoTypeDefinitionResponse>> {
        self.at(params.text_document_position_params, names::type_definition)
            .await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let declarations = params.context.include_declaration;
        self.across(params.text_document_position, move |here, offset| {
            Ok(names::references(here, offset, declarations))
        })
        .await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        self.at(params.text_document_position_params, names::highlights)
            .await
    }

    async fn linked_editing_range(
        &self,
        params: LinkedEditingRangeParams,
    ) -> Result<Option<LinkedEditingRanges>> {
        self.at(params.text_document_position_params, names::linked)
            .await
    }

    async fn prepare_rename(
        &self,
        place: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        self.across(place, names::prepare_rename).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let (place, new) = (params.text_document_position, params.new_name);
        self.across(place, move |here, offset| names::rename(here, offset, &new))
            .await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        self.at(params.text_document_position_params, calls::prepare)
            .await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        let (item, document) = (params.item.clone(), identifier(params.item.uri));
        self.of(&document, move |here| calls::incoming(here, &item))
            .await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        let (item, document) = (params.item.clone(), identifier(params.item.uri));
        self.of(&document, move |here| calls::outgoing(here, &item))
            .await
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        self.of(&params.text_document, shape::symbols).await
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<Vec<SymbolInformation>>> {
        ask(&self.shared, move |shared, session| {
            let found = names::workspace_symbols(shared, session, &params.query);
            Ok(Some(found))
        })
        .await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.of(&params.text_document, shape::folds).await
    }

    async fn selection_range(
        &self,
        params: SelectionRangeParams,
    ) -> Result<Option<Vec<SelectionRange>>> {
        let positions = params.positions;
        self.of(&params.text_document, move |here| {
            shape::selections(here, &positions)
        })
        .await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.of(&params.text_document, shape::links).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let uri = params.text_document.uri.clone();
        self.of(&params.text_document, move |here| lenses::bare(here, &uri))
            .await
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        let Some((uri, about)) = lenses::of(&lens) else {
            return Ok(lens);
        };
        ask_of_all(&self.shared, &uri.clone(), move |here| {
            Ok(lenses::filled(here, lens, &uri, about))
        })
        .await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.of(&params.text_document, editing::format).await
    }

    async fn range_formatting(
        &self,
        params: DocumentRangeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let range = params.range;
        self.of(&params.text_document, move |here| {
            editing::format_range(here, range)
        })
        .await
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let character = params.ch;
        self.at(params.text_document_position, move |here, offset| {
            editing::typed(here, offset, &character)
        })
        .await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let (shared, uri) = (self.shared.clone(), params.text_document.uri.clone());
        self.of(&params.text_document, move |here| {
            tokens::full(here, &shared, &uri)
        })
        .await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let (shared, uri) = (self.shared.clone(), params.text_document.uri.clone());
        let previous = params.previous_result_id;
        self.of(&params.text_document, move |here| {
            tokens::delta(here, &shared, &uri, &previous)
        })
        .await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let range = params.range;
        self.of(&params.text_document, move |here| {
            tokens::range(here, range)
        })
        .await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let range = params.range;
        self.of(&params.text_document, move |here| {
            writing::hints(here, range)
        })
        .await
    }
}

fn identifier(uri: Url) -> TextDocumentIdentifier {
    TextDocumentIdentifier { uri }
}
