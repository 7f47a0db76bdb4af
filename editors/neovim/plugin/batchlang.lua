-- Starts the server for .batch files: by `vim.lsp.enable` where there is one (0.11), else by hand.
if vim.g.loaded_batchlang then return end
vim.g.loaded_batchlang = true

if vim.lsp.enable then
  vim.lsp.enable('batchlang')
  return
end

local command = { 'batchlang', 'lsp', '--stdio' }
local clients = {}

local function folder_of(buffer)
  local file = vim.api.nvim_buf_get_name(buffer)
  local git = vim.fn.finddir('.git', vim.fn.fnamemodify(file, ':p:h') .. ';')
  if git ~= '' then return vim.fn.fnamemodify(git, ':p:h:h') end
  return vim.fn.fnamemodify(file, ':p:h')
end

_G.batchlang_attach = function(buffer)
  local root = folder_of(buffer)
  local config = {
    name = 'batchlang',
    cmd = command,
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
    capabilities = vim.lsp.protocol.make_client_capabilities(),
    on_attach = function(_, attached)
      vim.api.nvim_buf_set_option(attached, 'omnifunc', 'v:lua.vim.lsp.omnifunc')
    end,
  }
  if vim.lsp.start then return vim.lsp.start(config, { bufnr = buffer }) end
  local client = clients[root]
  if not (client and vim.lsp.get_client_by_id(client)) then
    client = vim.lsp.start_client(config)
    clients[root] = client
  end
  if client then vim.lsp.buf_attach_client(buffer, client) end
end

vim.cmd([[
  augroup batchlang
    autocmd!
    autocmd FileType batchlang lua batchlang_attach(tonumber(vim.fn.expand('<abuf>')))
  augroup END
]])
