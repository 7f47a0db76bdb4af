" What the server does with a program on request, by way of ALE: `:BatchlangPlan' and the others.

" By command: the name of its argument, and the filetype of what it shows.
let s:commands = {
\   'plan': ['', 'batchlangplan'],
\   'compile': ['output', ''],
\   'graph': ['format', 'mermaid'],
\   'explain': ['topic', 'markdown'],
\}

func batchlang#Run(name, words) abort
  if !exists('g:loaded_ale')
    echoerr 'batchlang: this needs ALE'
    return
  endif
  let l:argument = {'uri': ale#path#ToFileURI(expand('%:p'))}
  if a:name ==# 'graph' | let l:argument.format = 'mermaid' | endif
  if !empty(a:words) | let l:argument[s:commands[a:name][0]] = a:words[0] | endif
  let l:params = {'command': 'batchlang.' . a:name, 'arguments': [l:argument]}
  call ale#lsp_linter#SendRequest(bufnr(''), 'batchlang', [0, 'workspace/executeCommand', l:params],
  \   {answer -> s:Answered(a:name, answer)})
endfunc

func s:Answered(name, answer) abort
  if has_key(a:answer, 'error')
    echohl ErrorMsg | echomsg 'batchlang: ' . split(a:answer.error.message, "\n")[0] | echohl None
  elseif a:name ==# 'compile'
    exe 'split ' . fnameescape(ale#path#FromFileURI(a:answer.result.folder) . '/main.tf')
    echomsg a:answer.result.text
  else
    call s:Show(a:name, a:answer.result)
  endif
endfunc

" In a window of its own that is no file.
func s:Show(name, result) abort
  new
  setlocal buftype=nofile bufhidden=wipe noswapfile
  exe 'silent! file batchlang://' . a:name
  call setline(1, split(a:result.text, "\n"))
  let &l:filetype = get(a:result, 'format', s:commands[a:name][1])
  setlocal nomodifiable
endfunc

" Lays the text out. Not by `:%!': a text with a fault would be written over by the report of it.
func batchlang#Format() abort
  let l:before = getline(1, '$')
  let l:after = systemlist('batchlang fmt - 2>' . (has('win32') ? 'NUL' : '/dev/null'), l:before)
  if v:shell_error
    echohl ErrorMsg | echomsg 'batchlang: the text has a fault and stays as it is' | echohl None
  elseif l:after !=# l:before
    let l:view = winsaveview()
    call setline(1, l:after)
    call deletebufline('%', len(l:after) + 1, '$')
    call winrestview(l:view)
  endif
endfunc
