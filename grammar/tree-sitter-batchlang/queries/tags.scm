(block label: (label) @name) @definition.class
(existing_block label: (label) @name) @definition.class
(template name: (word) @name) @definition.class
(let name: (word) @name) @definition.constant
(param name: (word) @name) @definition.constant
(name) @name @reference.class
