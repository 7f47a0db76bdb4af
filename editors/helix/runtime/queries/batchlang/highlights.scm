; As ../highlights.scm, in the names of Helix's themes.

(name) @variable
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

(attribute name: (word) @variable.other.member)
(entry key: (word) @variable.other.member)
(access name: (word) @variable.other.member)

(let name: (word) @variable)
(param name: (word) @variable.parameter)
(output name: (word) @variable)
(for_block variable: (word) @variable.parameter)
(list_for variable: (word) @variable.parameter)
(map_for variable: (word) @variable.parameter)
(call function: (word) @function)

["existing" "template" "let" "param" "output"] @keyword
"import" @keyword.control.import
["for" "in"] @keyword.control.repeat
["if" "then" "else"] @keyword.control.conditional
["and" "or" "not"] @keyword.operator
["=" "==" "!=" "<" "<=" ">" ">=" "+" "-" "*" "/" "%" "|"] @operator

(string) @string
(raw_string) @string
(escape) @constant.character.escape
(interpolation ["${" "}"] @punctuation.special)
(digits) @constant.numeric
(unit) @type.builtin
(boolean) @constant.builtin.boolean
(null) @constant.builtin

(body ["{" "}"] @punctuation.bracket)
(items ["{" "}"] @punctuation.bracket)
(map ["{" "}"] @punctuation.bracket)
(map_for ["{" "}"] @punctuation.bracket)
["[" "]" "(" ")"] @punctuation.bracket
["," ":" "."] @punctuation.delimiter

(comment) @comment.line
(block_comment) @comment.block
(doc_comment) @comment.line.documentation
