" Files of batchlang.
autocmd BufRead,BufNewFile *.batch set filetype=batchlang
