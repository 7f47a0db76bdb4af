-- The client: by `vim.lsp.enable` where there is one (0.11), else by hand, down to 0.7.
local M = {}

local function settings()
  return vim.g.batchlang or {}
end

-- What is run: `vim.g.batchlang = { cmd = { … } }` before the plug-in is loaded, or the usual.
function M.command()
  return settings().cmd or { 'batchlang', 'lsp', '--stdio' }
end

-- Clients of this server, of a buffer or of all.
function M.clients(buffer)
  local all = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  return vim.tbl_filter(function(client)
    return client.name == 'batchlang'
      and (not buffer or vim.lsp.buf_is_attached(buffer, client.id))
  end, all)
end

local function folder_of(buffer)
  local file = vim.api.nvim_buf_get_name(buffer)
  local git = vim.fn.finddir('.git', vim.fn.fnamemodify(file, ':p:h') .. ';')
  if git ~= '' then return vim.fn.fnamemodify(git, ':p:h:h') end
  return vim.fn.fnamemodify(file, ':p:h')
end

local by_root = {}

-- Attaches a buffer where `vim.lsp.enable` does not do it.
function M.attach(buffer)
  local command = M.command()
  if vim.fn.executable(command[1]) == 0 then
    vim.notify_once(command[1] .. ' was not found; see :checkhealth batchlang', vim.log.levels.WARN)
    return
  end
  local root = folder_of(buffer)
  local config = {
    name = 'batchlang',
    cmd = command,
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
    capabilities = vim.lsp.protocol.make_client_capabilities(),
    settings = settings().settings,
    -- The oldest do not tell a server of its settings any other way.
    init_options = settings().settings,
    on_attach = function(_, attached)
      vim.api.nvim_buf_set_option(attached, 'omnifunc', 'v:lua.vim.lsp.omnifunc')
    end,
  }
  if vim.lsp.start then return vim.lsp.start(config, { bufnr = buffer }) end
  local client = by_root[root]
  if not (client and vim.lsp.get_client_by_id(client)) then
    client = vim.lsp.start_client(config)
    by_root[root] = client
  end
  if client then vim.lsp.buf_attach_client(buffer, client) end
end

function M.enable()
  if vim.lsp.enable then
    local own = { settings = settings().settings }
    if settings().cmd then own.cmd = settings().cmd end
    vim.lsp.config('batchlang', own)
    vim.lsp.enable('batchlang')
  else
    vim.cmd([[
      augroup batchlang
        autocmd!
        autocmd FileType batchlang lua require('batchlang').attach(tonumber(vim.fn.expand('<abuf>')))
      augroup END
    ]])
  end
  local commands = require('batchlang.commands')
  for _, name in ipairs(commands.names) do
    vim.api.nvim_create_user_command('Batchlang' .. name, function(given)
      commands.execute(name:lower(), given.fargs)
    end, { nargs = '*', desc = 'batchlang: ' .. name:lower() .. ' this program' })
  end
end

return M
