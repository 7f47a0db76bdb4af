-- The plug-in in the oldest Neovim it is for, without a screen. Exit code 0: every check passed.
--   nvim --headless --clean -n -i NONE --cmd 'set rtp^=editors/neovim' -c 'luafile THIS' sample.batch
local failed = 0
local function check(name, passed, detail)
  if not passed then failed = failed + 1 end
  io.stderr:write((passed and 'ok  ' or 'FAIL') .. ' ' .. name .. (passed and '' or '  ' .. vim.inspect(detail)) .. '\n')
end
local function until_(probe) return vim.wait(20000, probe, 20) end
local function text() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') end

local function go(pattern, offset)
  for row, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(pattern, 1, true)
    if column then return vim.api.nvim_win_set_cursor(0, { row, column - 1 + (offset or 0) }) end
  end
  error(pattern .. ' is not there')
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 10000) or {}
  for _, answer in pairs(answers) do return answer.result end
end
local function here() return vim.lsp.util.make_position_params() end

local function labels(result)
  return vim.tbl_map(function(item) return item.label end, (result or {}).items or result or {})
end
-- Completion where `text` has just been written.
local function completes(name, pattern, added, wanted)
  local before = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  go(pattern, #pattern)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  vim.api.nvim_buf_set_text(0, row - 1, column, row - 1, column, { added })
  vim.api.nvim_win_set_cursor(0, { row, column + #added })
  local found = labels(ask('textDocument/completion', here()))
  check(name, vim.tbl_contains(found, wanted), found)
  vim.api.nvim_buf_set_lines(0, 0, -1, false, before)
end

-- A command of the plug-in, from the program's own window, opens one with a text.
local function shows(command, name, wanted)
  local program = vim.api.nvim_get_current_win()
  vim.cmd(command)
  until_(function() return vim.api.nvim_buf_get_name(0):sub(-#name) == name end)
  check(':' .. command, text():find(wanted, 1, true), { vim.api.nvim_buf_get_name(0), text() })
  vim.api.nvim_set_current_win(program)
end

-- Another server for the buffer; gives what it has been asked.
local function with_other()
  local folder = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
  local heard = vim.fn.tempname()
  local id = vim.lsp.start_client({ name = 'other', cmd = { 'python3', folder .. '/other_server.py', heard } })
  vim.lsp.buf_attach_client(0, id)
  local function asked() return vim.fn.filereadable(heard) == 1 and vim.fn.readfile(heard) or {} end
  until_(function() return vim.tbl_contains(asked(), 'initialized') end)
  return asked
end

local function main()
  check('filetype', vim.bo.filetype == 'batchlang')
  check('syntax', vim.b.current_syntax == 'batchlang')
  check('attached', until_(function() return #require('batchlang').clients(0) == 1 end))
  until_(function() return #vim.diagnostic.get(0) > 0 end)
  check('squiggle', vim.inspect(vim.diagnostic.get(0)):find('spot-poool', 1, true), vim.diagnostic.get(0))
  completes('completion of an instance type', '"m6i"', ', "m7i.4x', 'm7i.4xlarge')
  completes('completion of a queue', 'runs_on = [main', ', ', 'urgent')
  go('max_vcpus')
  local hover = ask('textDocument/hover', here())
  check('hover', vim.inspect(hover):lower():find('vcpus'), hover)
  go('spot-poool')
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = {} }
  local actions = ask('textDocument/codeAction', params) or {}
  local edit = actions[1] and actions[1].edit
  if edit then vim.lsp.util.apply_workspace_edit(edit, vim.lsp.get_active_clients()[1].offset_encoding) end
  check('code action', text():find('[spot-pool]', 1, true), actions)
  go('main {')
  vim.lsp.buf.rename('everyday')
  check('rename', until_(function() return text():find('[everyday]', 1, true) ~= nil end), text())
  vim.lsp.buf.formatting_sync(nil, 10000)
  check('format', text():find('  type           = SPOT', 1, true), text())
  local asked_of_other = with_other()
  shows('BatchlangExplain mixed-architectures', 'batchlang://explain', 'one architecture')
  shows('BatchlangGraph', 'batchlang://graph', 'flowchart')
  shows('BatchlangCompile', 'terraform/main.tf', 'aws_batch_job_queue')
  if vim.env.SANDBOX then shows('BatchlangPlan', 'batchlang://plan', '+ job_queue.everyday  create') end
  local other = asked_of_other()
  check('commands are not for another server', #other > 0 and not vim.tbl_contains(other, 'workspace/executeCommand'), other)
  check('checkhealth', pcall(vim.cmd, 'checkhealth batchlang') and not text():find('ERROR'), text())
end

vim.schedule(function()
  local fine, fault = xpcall(main, debug.traceback)
  if not fine then check('driver', false, fault) end
  for _, client in pairs(vim.lsp.get_active_clients()) do client.stop() end
  check('the server leaves', until_(function() return #vim.lsp.get_active_clients() == 0 end))
  vim.cmd(failed == 0 and 'qall!' or 'cquit 1')
end)
