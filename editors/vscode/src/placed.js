// Code actions whose text has a place to be written over, such as the reason of `// allow(code): …`: the
// client library knows no snippets in edits, so it is asked past it, and what it knows it converts.
const vscode = require('vscode');
const { CodeActionRequest, InsertTextFormat } = require('vscode-languageclient/node');

/** What the library is told the client can do. */
const feature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, snippetTextEdit: true };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

/** For the library: `client` gives the one it is for, which is made of it. */
const middleware = (client) => ({
  async provideCodeActions(document, range, context, token) {
    const running = client();
    const to = running.code2ProtocolConverter;
    const params = {
      textDocument: to.asTextDocumentIdentifier(document),
      range: to.asRange(range),
      context: await to.asCodeActionContext(context, token),
    };
    try {
      const found = await running.sendRequest(CodeActionRequest.type, params, token);
      if (!found || token.isCancellationRequested) return null;
      return await Promise.all(found.map((one) => converted(one, running.protocol2CodeConverter, token)));
    } catch (error) {
      return running.handleFailedRequest(CodeActionRequest.type, token, error, null);
    }
  },
});

async function converted(action, from, token) {
  const placed = action.edit?.documentChanges?.some((change) => change.edits?.some(isSnippet));
  if (!placed) return from.asCodeAction(action, token);
  const edit = new vscode.WorkspaceEdit();
  for (const { textDocument, edits } of action.edit.documentChanges) {
    edit.set(from.asUri(textDocument.uri), edits.map((one) => textEdit(one, from)));
  }
  const { edit: _, ...rest } = action;
  const found = await from.asCodeAction(rest, token);
  found.edit = edit;
  return found;
}

function textEdit(edit, from) {
  const range = from.asRange(edit.range);
  if (!isSnippet(edit)) return new vscode.TextEdit(range, edit.newText);
  return new vscode.SnippetTextEdit(range, new vscode.SnippetString(edit.newText));
}

const isSnippet = (edit) => edit.insertTextFormat === InsertTextFormat.Snippet;

module.exports = { feature, middleware };
