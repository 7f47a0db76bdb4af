-- Starts the server for .batch files and defines the commands. `let g:loaded_batchlang = 1` in
-- one's own configuration keeps all of it away.
if vim.g.loaded_batchlang then return end
vim.g.loaded_batchlang = 1

require('batchlang').enable()
