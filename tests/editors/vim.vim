" editors/vim in a real Vim with ALE, without a screen. Every line of the report begins with ok.
"   REPORT=FILE vim -N -u tests/editors/vimrc -es -S tests/editors/vim.vim sample.batch
let s:failed = 0
func s:Check(name, passed, detail)
  if !a:passed | let s:failed += 1 | endif
  let l:line = (a:passed ? 'ok  ' : 'FAIL') . ' ' . a:name . (a:passed ? '' : '  ' . string(a:detail))
  call writefile([l:line], $REPORT, 'a')
endfunc
func s:Until(Probe)
  let l:start = reltime()
  while reltimefloat(reltime(l:start)) < 20
    if a:Probe() | return 1 | endif
    sleep 20m
  endwhile
  return 0
endfunc
func s:Go(pattern)
  call cursor(1, 1)
  return search('\C' . a:pattern, 'c')
endfunc
func s:Group(pattern)
  call s:Go(a:pattern)
  return synIDattr(synID(line('.'), col('.'), 1), 'name')
endfunc
func s:Findings()
  return map(copy(ale#engine#GetLoclist(bufnr(''))), 'v:val.text')
endfunc

call s:Check('filetype', &filetype ==# 'batchlang', &filetype)
call s:Check('colour of a kind', s:Group('job_queue main') ==# 'batchlangKind', s:Group('job_queue main'))
call s:Check('colour of an attribute', s:Group('max_vcpus') ==# 'batchlangAttribute', s:Group('max_vcpus'))
call s:Check("colour of AWS's word", s:Group('SPOT') ==# 'batchlangWord', s:Group('SPOT'))
call s:Check('colour of a comment', s:Group('What every') ==# 'batchlangComment', s:Group('What every'))
call s:Check('colour of a text', s:Group('busybox') ==# 'batchlangString', s:Group('busybox'))

let s:program = win_getid()
ALELint
call s:Check('finding', s:Until({-> match(s:Findings(), 'spot-poool') >= 0}), s:Findings())
call s:Go('main\]')
ALEGoToDefinition
call s:Check('definition', s:Until({-> getline('.') =~# '^job_queue main'}), getline('.'))
ALEFindReferences -quickfix
call s:Check('references', s:Until({-> len(getqflist()) >= 1}), getqflist())
silent! cclose
call s:Go('max_vcpus')
let g:ale_hover_to_preview = 1
ALEHover
call s:Check('hover', s:Until({-> winnr('$') > 1}), winnr('$'))
call s:Check('hover: no complaint', v:errmsg ==# '', v:errmsg)

" A command opens a window with a text; the next one begins from the program again.
func s:Shows(command, name, wanted)
  call win_gotoid(s:program)
  exe a:command
  let l:there = s:Until({-> bufname('') =~# a:name . '$'})
  call s:Check(':' . a:command, l:there && join(getline(1, '$'), "\n") =~# a:wanted, [bufname(''), getline(1, '$')])
endfunc
call s:Shows('BatchlangExplain mixed-architectures', 'batchlang://explain', 'one architecture')
call s:Shows('BatchlangGraph', 'batchlang://graph', 'flowchart')
call win_gotoid(s:program)
silent %s/spot-poool/spot-pool/
ALELint
call s:Check('mended', s:Until({-> empty(s:Findings()) || match(s:Findings(), 'spot-poool') < 0}), s:Findings())
call s:Shows('BatchlangCompile', 'terraform/main.tf', 'aws_batch_job_queue')
if !empty($SANDBOX)
  call s:Shows('BatchlangPlan', 'batchlang://plan', '+ job_queue.main  create')
  call s:Check('colour of a plan', s:Group('+ job_queue.main') ==# 'batchlangPlanAdded', s:Group('+ job_queue.main'))
endif
call win_gotoid(s:program)
call append('$', 'job_queue {')
let s:faulty = getline(1, '$')
silent! BatchlangFormat
call s:Check('format: a text with a fault stays', getline(1, '$') ==# s:faulty, getline(1, '$'))
$delete _
call append('$', ['', '', ''])
call s:Go('type = SPOT')
let s:line = line('.')
silent BatchlangFormat
call s:Check('format', getline('.') ==# '  type           = SPOT' && getline('$') !=# '', getline(1, '$'))
call s:Check('format: the cursor stays', line('.') == s:line, line('.'))
call s:Check('end', 1, '')
call ale#lsp#StopAll()
qall!
