" Colours by where a word stands; the words of the language alone are listed.
if exists('b:current_syntax') | finish | endif
syntax match batchlangKind '^\s*\%(\%(existing\|template\)\s\+\)\?\zs[A-Za-z][A-Za-z0-9_-]*\ze\s\+[^={]*{'
syntax match batchlangAttribute '\<[A-Za-z][A-Za-z0-9_-]*\ze\s*=[=>]\@!'
syntax match batchlangWord '\<[A-Z][A-Z0-9_]\+\>'
syntax match batchlangNumber '\<\d\+\%(\.\d\+\)\?\%(\s*\%(MiB\|GiB\|TiB\|min\|s\|h\|d\)\>\)\?'
syntax keyword batchlangKeyword existing template param let output import
syntax keyword batchlangRepeat for in
syntax keyword batchlangConditional if then else
syntax keyword batchlangOperator and or not
syntax keyword batchlangConstant true false null
syntax match batchlangEscape contained '\\\%(u{\x*}\|.\)'
syntax region batchlangInterpolation matchgroup=Special start='${' end='}' contains=TOP
syntax region batchlangString start='"' skip='\\.' end='"\|$' contains=batchlangEscape,batchlangInterpolation,@Spell
syntax region batchlangString start='"""' end='"""' contains=batchlangEscape,batchlangInterpolation,@Spell
syntax region batchlangString start="'" end="'\|$"
syntax region batchlangString start="'''" end="'''"
syntax match batchlangComment '\%(//\|#\).*$' contains=batchlangAllow,@Spell
syntax match batchlangDoc '///\%([^/].*\)\?$' contains=@Spell
syntax region batchlangComment start='/\*' end='\*/' contains=batchlangComment,@Spell
syntax match batchlangAllow contained 'allow([a-z, -]*)'
highlight default link batchlangKind Type
highlight default link batchlangKeyword Keyword
highlight default link batchlangRepeat Repeat
highlight default link batchlangConditional Conditional
highlight default link batchlangOperator Operator
highlight default link batchlangConstant Boolean
highlight default link batchlangAttribute Identifier
highlight default link batchlangWord Constant
highlight default link batchlangNumber Number
highlight default link batchlangEscape SpecialChar
highlight default link batchlangString String
highlight default link batchlangComment Comment
highlight default link batchlangDoc SpecialComment
highlight default link batchlangAllow SpecialComment
let b:current_syntax = 'batchlang'
