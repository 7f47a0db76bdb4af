(source_file) @local.scope
(for_block) @local.scope
(list_for) @local.scope
(map_for) @local.scope

(let name: (word) @local.definition.var)
(param name: (word) @local.definition.parameter)
(template name: (word) @local.definition.type)
(block label: (label . (word) @local.definition.var .))
(existing_block label: (label . (word) @local.definition.var .))
(for_block variable: (word) @local.definition.var)
(list_for variable: (word) @local.definition.var)
(map_for variable: (word) @local.definition.var)

(name) @local.reference
(block base: (word) @local.reference)
(template base: (word) @local.reference)
