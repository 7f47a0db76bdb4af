-- What the server does with a program on request: `:BatchlangPlan` and the others.
local M = {}

local function say(text, level)
  vim.notify('batchlang: ' .. text, level or vim.log.levels.INFO)
end

-- Shows a text in a window of its own that is no file; the same window again for the same title.
local function show(title, text, filetype)
  local name = 'batchlang://' .. title
  local buffer = vim.fn.bufnr('^' .. name .. '$')
  if buffer < 0 then
    buffer = vim.api.nvim_create_buf(true, true)
    vim.api.nvim_buf_set_name(buffer, name)
    vim.api.nvim_buf_set_option(buffer, 'bufhidden', 'wipe')
  end
  local window = vim.fn.bufwinid(buffer)
  if window < 0 then vim.cmd('sbuffer ' .. buffer) else vim.api.nvim_set_current_win(window) end
  vim.api.nvim_buf_set_option(buffer, 'modifiable', true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(vim.trim(text), '\n'))
  vim.api.nvim_buf_set_option(buffer, 'filetype', filetype)
  vim.api.nvim_buf_set_option(buffer, 'modifiable', false)
end

-- By command: what is asked of it, and what is done with the answer.
local commands = {
  plan = {
    answered = function(answer) show('plan', answer.text, 'batchlangplan') end,
  },
  -- The server asks before it changes anything.
  apply = {
    answered = function(answer) show('apply', answer.text, 'text') end,
  },
  compile = {
    arguments = function(words) return { output = words[1] } end,
    answered = function(answer)
      say(answer.text)
      vim.cmd('split ' .. vim.fn.fnameescape(vim.uri_to_fname(answer.folder) .. '/main.tf'))
    end,
  },
  graph = {
    arguments = function(words) return { format = words[1] or 'mermaid' } end,
    answered = function(answer) show('graph', answer.text, answer.format) end,
  },
  explain = {
    -- Without a word: the first finding of the line.
    arguments = function(words)
      local row = vim.api.nvim_win_get_cursor(0)[1] - 1
      local finding = vim.diagnostic.get(0, { lnum = row })[1]
      return { topic = words[1] or (finding and finding.code) }
    end,
    answered = function(answer) show('explain', answer.text, 'markdown') end,
  },
}

M.names = { 'Plan', 'Apply', 'Compile', 'Graph', 'Explain' }

-- Asks the server for `batchlang.NAME` of this buffer, where it offers that.
function M.execute(name, words)
  local buffer = vim.api.nvim_get_current_buf()
  local client = require('batchlang').clients(buffer)[1]
  if not client then return say('no server is attached to this buffer', vim.log.levels.WARN) end
  local command = 'batchlang.' .. name
  local offered = client.server_capabilities.executeCommandProvider
  if not (offered and vim.tbl_contains(offered.commands or {}, command)) then
    return say('this server does not offer ' .. command, vim.log.levels.WARN)
  end
  local own = commands[name]
  local argument = own.arguments and own.arguments(words or {}) or {}
  argument.uri = vim.uri_from_bufnr(buffer)
  local function answered(err, answer)
    if err then return say(err.message, vim.log.levels.ERROR) end
    own.answered(answer)
  end
  -- Of this client alone: another server of the buffer must not hear of it. A method since 0.11.
  local call = { 'workspace/executeCommand', { command = command, arguments = { argument } }, answered, buffer }
  if vim.fn.has('nvim-0.11') == 1 then table.insert(call, 1, client) end
  client.request(unpack(call))
end

return M
