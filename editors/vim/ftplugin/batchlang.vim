" Comments, two spaces a level as the formatter has them, and tree-sitter where its parser is.
if exists('b:did_ftplugin') | finish | endif
let b:did_ftplugin = 1
setlocal commentstring=//\ %s comments=:///,://
setlocal expandtab shiftwidth=2 softtabstop=2
setlocal iskeyword+=-
let b:undo_ftplugin = 'setlocal commentstring< comments< expandtab< shiftwidth< softtabstop< iskeyword<'
if has('nvim-0.9')
  lua pcall(vim.treesitter.start)
endif
