(body "}" @end) @indent
(items "}" @end) @indent
(list "]" @end) @indent
(list_for "]" @end) @indent
(map "}" @end) @indent
(map_for "}" @end) @indent
(group ")" @end) @indent
(call ")" @end) @indent
