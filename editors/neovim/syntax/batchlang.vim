" Colours until the server has told what the words are.
if exists('b:current_syntax') | finish | endif
syntax match batchlangKind '^\s*\%(existing\s\+\|template\s\+\)\?\zs[a-z_]\+\ze\s\+[^={]*{'
syntax keyword batchlangKeyword existing template param let for in if then else import output and or not
syntax keyword batchlangConstant true false null
syntax match batchlangAttribute '\<[a-zA-Z_][a-zA-Z0-9_-]*\ze\s*=[^=]'
syntax match batchlangWord '\<[A-Z][A-Z0-9_]\+\>'
syntax match batchlangNumber '\<\d\+\%(\.\d\+\)\?\%(\s*\%(MiB\|GiB\|TiB\|min\|s\|h\|d\)\>\)\?'
syntax match batchlangEscape contained '\\.'
syntax region batchlangInterpolation contained matchgroup=Special start='${' end='}' contains=TOP
syntax region batchlangString start='"' skip='\\.' end='"\|$' contains=batchlangEscape,batchlangInterpolation
syntax region batchlangString start='"""' end='"""' contains=batchlangEscape,batchlangInterpolation
syntax region batchlangString start="'" end="'\|$"
syntax match batchlangComment '//.*$' contains=batchlangAllow,@Spell
syntax region batchlangComment start='/\*' end='\*/' contains=@Spell
syntax match batchlangAllow contained 'allow([a-z-]*)'
highlight default link batchlangKind Type
highlight default link batchlangKeyword Keyword
highlight default link batchlangConstant Boolean
highlight default link batchlangAttribute Identifier
highlight default link batchlangWord Constant
highlight default link batchlangNumber Number
highlight default link batchlangEscape SpecialChar
highlight default link batchlangString String
highlight default link batchlangComment Comment
highlight default link batchlangAllow SpecialComment
let b:current_syntax = 'batchlang'
