; Colours by what a word is in the tree; no list of words, so that none can go stale.
; The last pattern that matches wins: general first.
; Neovim, Zed and the tree-sitter command take this file; queries/helix has Helix's names.

(name) @variable
; Words of AWS's: SPOT, BEST_FIT_PROGRESSIVE
((name) @constant
  (#match? @constant "^[A-Z][A-Z0-9_]+$"))

(kind) @type
(type) @type.builtin
(container_type ["list" "map"] @type.builtin)

(label (word) @label)
(label (chunk) @label)
(block base: (word) @label)
(template name: (word) @label)
(template base: (word) @label)

(attribute name: (word) @property)
(entry key: (word) @property)
(access name: (word) @property)

(let name: (word) @variable)
(param name: (word) @variable.parameter)
(output name: (word) @variable)
(for_block variable: (word) @variable.parameter)
(list_for variable: (word) @variable.parameter)
(map_for variable: (word) @variable.parameter)
(call function: (word) @function)

["existing" "template" "let" "param" "output"] @keyword
"import" @keyword.import
["for" "in"] @keyword.repeat
["if" "then" "else"] @keyword.conditional
["and" "or" "not"] @keyword.operator
["=" "==" "!=" "<" "<=" ">" ">=" "+" "-" "*" "/" "%" "|"] @operator

(string) @string
(raw_string) @string
(escape) @string.escape
(interpolation ["${" "}"] @punctuation.special)
(digits) @number
(unit) @type.builtin
(boolean) @boolean
(null) @constant.builtin

(body ["{" "}"] @punctuation.bracket)
(items ["{" "}"] @punctuation.bracket)
(map ["{" "}"] @punctuation.bracket)
(map_for ["{" "}"] @punctuation.bracket)
["[" "]" "(" ")"] @punctuation.bracket
["," ":" "."] @punctuation.delimiter

(comment) @comment
(block_comment) @comment
(doc_comment) @comment.documentation
