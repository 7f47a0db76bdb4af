"""A second opinion on the server: an independent client, in the guise of several editors."""

import asyncio

import pytest
from lsprotocol import types as t
from pytest_lsp import LanguageClient

TEXT = """project p {
  region = "us-east-1"
}

compute_environment pool {
  type           = SPOT
  instance_types = ["m5.large"]
  max_vcpus      = 2
}

job_queue mainqueue {
  priority             = 1
  compute_environments = [pool]
}

job_definition hello {
  image   = "busybox:1.36"
  vcpus   = 1
  memory  = 512 MiB
  runs_on = [mainqueue]
  retry   = { attempts = 3 }
}
"""


def place(text: str, needle: str) -> t.Position:
    """Behind `needle`; the texts are ASCII, so that it is the same in every encoding."""
    at = text.index(needle) + len(needle)
    return t.Position(text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1)


class File:
    """An open file. Its findings are asked for where the server has said that it answers."""

    def __init__(self, client: LanguageClient, text: str, name: str = "main.batch"):
        self.client, self.text, self.version = client, text, 1
        path = client.folder / name
        path.write_text(text)
        self.uri = path.as_uri()
        self.id = t.TextDocumentIdentifier(self.uri)
        item = t.TextDocumentItem(uri=self.uri, language_id="batch", version=1, text=text)
        client.text_document_did_open(t.DidOpenTextDocumentParams(item))

    def change(self, text: str) -> None:
        self.text, self.version = text, self.version + 1
        params = t.DidChangeTextDocumentParams(
            text_document=t.VersionedTextDocumentIdentifier(self.version, self.uri),
            content_changes=[t.TextDocumentContentChangeWholeDocument(text)],
        )
        self.client.text_document_did_change(params)

    def at(self, needle: str) -> dict:
        return {"text_document": self.id, "position": place(self.text, needle)}

    async def codes(self) -> list:
        return [one.code for one in await self.findings()]

    async def findings(self) -> list:
        if self.client.server.diagnostic_provider is not None:
            params = t.DocumentDiagnosticParams(text_document=self.id)
            return (await self.client.text_document_diagnostic_async(params)).items
        while True:
            params = await asyncio.wait_for(
                self.client.wait_for_notification(t.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS), 20
            )
            if params.uri == self.uri and params.version == self.version:
                return list(params.diagnostics)


@pytest.mark.asyncio
async def test_it_offers_what_the_editor_can_take(client: LanguageClient):
    encodings = client.editor.general and client.editor.general.position_encodings
    assert client.server.position_encoding in (encodings or ["utf-16"])
    pulls = client.editor.text_document.diagnostic is not None
    assert (client.server.diagnostic_provider is not None) == pulls
    assert client.server.text_document_sync.change == t.TextDocumentSyncKind.Incremental


@pytest.mark.asyncio
async def test_diagnostics_come_and_go(client: LanguageClient):
    file = File(client, TEXT)
    assert await file.codes() == []
    file.change(TEXT.replace("[pool]", "[poool]"))
    found = await file.findings()
    assert [one.code for one in found] == ["unresolved-reference"]
    assert "poool" in found[0].message
    assert found[0].source == "batchlang"
    file.change(TEXT)
    assert await file.codes() == []


@pytest.mark.asyncio
async def test_completion(client: LanguageClient):
    file = File(client, TEXT)
    params = t.CompletionParams(**file.at("compute_environments = [po"))
    labels = [item.label for item in (await client.text_document_completion_async(params)).items]
    assert labels[0] == "pool"
    file.change(TEXT.replace("[pool]\n", "[pool]\n  sta\n"))
    found = await client.text_document_completion_async(t.CompletionParams(**file.at("  sta")))
    state = next(item for item in found.items if item.label == "state")
    snippets = client.editor.text_document.completion.completion_item.snippet_support
    is_snippet = state.insert_text_format == t.InsertTextFormat.Snippet
    assert is_snippet == bool(snippets)
    # An editor that takes the range of all items at once gets the text alone.
    text = state.text_edit.new_text if state.text_edit else state.text_edit_text
    assert ("$" in text) == is_snippet
    assert (found.item_defaults is None) == (state.text_edit is not None)
    resolved = await client.completion_item_resolve_async(state)
    assert resolved.documentation.value


@pytest.mark.asyncio
async def test_hover_and_definition(client: LanguageClient):
    file = File(client, TEXT)
    hover = await client.text_document_hover_async(t.HoverParams(**file.at("m5.lar")))
    assert "8 GiB" in hover.contents.value
    found = await client.text_document_definition_async(t.DefinitionParams(**file.at("= [po")))
    start = (found[0] if isinstance(found, list) else found).range.start
    assert start.line == place(TEXT, "compute_environment ").line


@pytest.mark.asyncio
async def test_rename(client: LanguageClient):
    file = File(client, TEXT)
    prepared = await client.text_document_prepare_rename_async(
        t.PrepareRenameParams(**file.at("compute_environment po"))
    )
    assert prepared.placeholder == "pool"
    params = t.RenameParams(**file.at("compute_environment po"), new_name="workers")
    edit = await client.text_document_rename_async(params)
    documents = edit.document_changes or []
    edits = edit.changes[file.uri] if edit.changes else documents[0].edits
    assert [one.new_text for one in edits] == ["workers", "workers"]


@pytest.mark.asyncio
async def test_formatting(client: LanguageClient):
    file = File(client, TEXT.replace("  priority             = 1", "priority=1"))
    params = t.DocumentFormattingParams(file.id, t.FormattingOptions(2, True))
    edits = await client.text_document_formatting_async(params)
    assert len(edits) == 1 and edits[0].new_text == "  priority             = 1\n"
    file.change(TEXT)
    assert not await client.text_document_formatting_async(params)


@pytest.mark.asyncio
async def test_code_actions(client: LanguageClient):
    file = File(client, TEXT.replace("priority ", "prioritty "))
    found = await file.findings()
    assert "unknown-attribute" in [one.code for one in found]
    params = t.CodeActionParams(file.id, found[0].range, t.CodeActionContext(found))
    actions = await client.text_document_code_action_async(params)
    mends = [one for one in actions if one.kind == t.CodeActionKind.QuickFix and one.is_preferred]
    assert mends, actions
    changes = mends[0].edit.changes or {file.uri: mends[0].edit.document_changes[0].edits}
    assert changes[file.uri][0].new_text == "priority"


@pytest.mark.asyncio
async def test_the_shape_of_a_file(client: LanguageClient):
    """Whatever else is announced is asked for once, so that its messages are looked at too."""
    file = File(client, TEXT)
    server, id_ = client.server, file.id
    whole = t.Range(t.Position(0, 0), t.Position(30, 0))
    symbols = await client.text_document_document_symbol_async(t.DocumentSymbolParams(id_))
    assert [one.name for one in symbols] == ["p", "pool", "mainqueue", "hello"]
    folds = await client.text_document_folding_range_async(t.FoldingRangeParams(id_))
    assert len(folds) >= 4
    await client.text_document_document_link_async(t.DocumentLinkParams(id_))
    await client.text_document_inlay_hint_async(t.InlayHintParams(id_, whole))
    await client.text_document_references_async(
        t.ReferenceParams(context=t.ReferenceContext(True), **file.at("= [po"))
    )
    await client.text_document_document_highlight_async(
        t.DocumentHighlightParams(**file.at("= [po"))
    )
    place_ = [place(TEXT, "prior")]
    await client.text_document_selection_range_async(t.SelectionRangeParams(id_, place_))
    await client.workspace_symbol_async(t.WorkspaceSymbolParams("pool"))
    if server.semantic_tokens_provider:
        tokens = await client.text_document_semantic_tokens_full_async(t.SemanticTokensParams(id_))
        assert len(tokens.data) > 50
    if server.code_lens_provider:
        await client.text_document_code_lens_async(t.CodeLensParams(id_))
    if server.signature_help_provider:
        await client.text_document_signature_help_async(t.SignatureHelpParams(**file.at("= [po")))
    if server.declaration_provider:
        await client.text_document_declaration_async(t.DeclarationParams(**file.at("= [po")))
    if server.type_definition_provider:
        await client.text_document_type_definition_async(t.TypeDefinitionParams(**file.at("= [po")))
    if server.linked_editing_range_provider:
        await client.text_document_linked_editing_range_async(
            t.LinkedEditingRangeParams(**file.at("= [po"))
        )
    if server.call_hierarchy_provider:
        params = t.CallHierarchyPrepareParams(**file.at("job_queue main"))
        for item in await client.text_document_prepare_call_hierarchy_async(params) or []:
            await client.call_hierarchy_incoming_calls_async(t.CallHierarchyIncomingCallsParams(item))
            await client.call_hierarchy_outgoing_calls_async(t.CallHierarchyOutgoingCallsParams(item))
