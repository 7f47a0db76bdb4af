" The commands, which go by way of ALE but for `:BatchlangFormat', and the server for vim-lsp, where that is installed.
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

command -nargs=0 BatchlangPlan call batchlang#Run('plan', [])
command -nargs=? BatchlangCompile call batchlang#Run('compile', [<f-args>])
command -nargs=? BatchlangGraph call batchlang#Run('graph', [<f-args>])
command -nargs=1 BatchlangExplain call batchlang#Run('explain', [<f-args>])
command -nargs=0 BatchlangFormat call batchlang#Format()
