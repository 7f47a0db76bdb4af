(block body: (_) @class.inside) @class.around
(existing_block body: (_) @class.inside) @class.around
(template body: (_) @class.inside) @class.around
(for_block body: (_) @class.inside) @class.around
(if_block body: (_) @class.inside) @class.around

(attribute value: (_) @parameter.inside) @parameter.around
(list (_) @entry.inside)
(entry value: (_) @entry.inside) @entry.around

(comment) @comment.inside
(comment)+ @comment.around
(doc_comment) @comment.inside
(doc_comment)+ @comment.around
(block_comment) @comment.around
