(block kind: (kind) @context label: (label) @name) @item
(existing_block "existing" @context kind: (kind) @context label: (label) @name) @item
(template "template" @context kind: (kind) @context name: (word) @name) @item
(param "param" @context name: (word) @name) @item
(let "let" @context name: (word) @name) @item
(output "output" @context name: (word) @name) @item
(for_block "for" @context iter: (_) @name) @item
(if_block "if" @context condition: (_) @name) @item
