-- The server's configuration, as Neovim 0.11 looks it up.
return {
  cmd = { 'batchlang', 'lsp', '--stdio' },
  filetypes = { 'batchlang' },
  root_markers = { '.git' },
}
