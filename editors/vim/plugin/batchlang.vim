" The server for vim-lsp, where that is installed.
if exists('g:loaded_batchlang') || has('nvim') | finish | endif
let g:loaded_batchlang = 1

augroup batchlang
  autocmd!
  autocmd User lsp_setup call lsp#register_server({
  \   'name': 'batchlang',
  \   'cmd': {server_info -> ['batchlang', 'lsp', '--stdio']},
  \   'allowlist': ['batchlang'],
  \})
augroup END
