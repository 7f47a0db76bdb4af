"""A session of the server with the capabilities a real editor sent, recorded by pytest-lsp."""

import os
import sys
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

HERE = Path(__file__).parent
FAULTS = Path(os.environ["LSP_FAULTS"])
SERVER = [sys.executable, str(HERE / "conform.py"), str(FAULTS), os.environ["BATCHLANG"], "lsp"]
# Requests of the server's that editors answer with nothing, and pytest-lsp does not know.
ANSWERED = [
    types.CLIENT_REGISTER_CAPABILITY,
    types.WORKSPACE_CODE_LENS_REFRESH,
    types.WORKSPACE_INLAY_HINT_REFRESH,
    types.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
]
EDITORS = ["neovim@0.6", "neovim@0.11", "visual-studio-code", "emacs"]


@pytest_lsp.fixture(params=EDITORS, config=ClientServerConfig(server_command=SERVER))
async def client(request, lsp_client: LanguageClient, tmp_path):
    capabilities = client_capabilities(request.param)
    params = types.InitializeParams(
        capabilities=capabilities,
        process_id=os.getpid(),
        root_uri=tmp_path.as_uri(),
        workspace_folders=[types.WorkspaceFolder(uri=tmp_path.as_uri(), name="here")],
    )
    for method in ANSWERED:
        lsp_client.feature(method)(lambda *_: None)
    # What the server answers to what the editor is able to.
    lsp_client.editor = capabilities
    lsp_client.folder = tmp_path
    lsp_client.server = (await lsp_client.initialize_session(params)).capabilities
    yield
    await lsp_client.shutdown_session()


@pytest.fixture(autouse=True)
def every_message_conforms():
    """Whatever a test does, each message the server sends is as the protocol says."""
    before = FAULTS.read_text() if FAULTS.exists() else ""
    yield
    after = FAULTS.read_text() if FAULTS.exists() else ""
    assert after[len(before) :] == ""
