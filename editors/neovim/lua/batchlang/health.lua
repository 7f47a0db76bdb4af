-- :checkhealth batchlang
local M = {}

-- Their names before and since 0.8.
local health = vim.health or {}
local start = health.start or health.report_start or require('health').report_start
local ok = health.ok or health.report_ok or require('health').report_ok
local warn = health.warn or health.report_warn or require('health').report_warn
local fault = health.error or health.report_error or require('health').report_error

function M.check()
  start('batchlang')
  local batchlang = require('batchlang')
  local program = batchlang.command()[1]
  if vim.fn.executable(program) == 0 then
    fault(program .. ' is not on the PATH', { 'Install it, or name it in vim.g.batchlang.cmd' })
    return
  end
  local version = vim.trim(vim.fn.system({ program, '--version' }))
  ok(version .. ' at ' .. vim.fn.exepath(program))
  vim.fn.system({ program, 'lsp', '--help' })
  if vim.v.shell_error ~= 0 then
    fault(program .. ' has no language server', { 'It was built without the feature `lsp`' })
    return
  end
  local clients = batchlang.clients()
  ok(#clients == 0 and 'the server runs once a .batch file is open' or #clients .. ' running')
  if #vim.api.nvim_get_runtime_file('parser/batchlang.so', false) > 0 then
    ok('the tree-sitter parser is there')
  else
    warn('no tree-sitter parser: colours come from syntax/batchlang.vim', { 'See :help batchlang-treesitter' })
  end
end

return M
