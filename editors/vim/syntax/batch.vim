" Fences of hover texts name the language by its file ending.
runtime! syntax/batchlang.vim
