" The server for ALE, which finds this file by itself.
call ale#Set('batchlang_executable', 'batchlang')
call ale#Set('batchlang_settings', {})

call ale#linter#Define('batchlang', {
\   'name': 'batchlang',
\   'lsp': 'stdio',
\   'language': 'batchlang',
\   'executable': {buffer -> ale#Var(buffer, 'batchlang_executable')},
\   'command': '%e lsp --stdio',
\   'initialization_options': {buffer -> ale#Var(buffer, 'batchlang_settings')},
\   'project_root': {buffer -> fnamemodify(bufname(buffer), ':p:h')},
\})
