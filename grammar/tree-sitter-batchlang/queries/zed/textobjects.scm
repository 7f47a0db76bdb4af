(block body: (_) @class.inside) @class.around
(existing_block body: (_) @class.inside) @class.around
(template body: (_) @class.inside) @class.around
(comment)+ @comment.around
(doc_comment)+ @comment.around
