[
  (body)
  (items)
  (list)
  (list_for)
  (map)
  (map_for)
  (group)
  (call)
] @indent.begin

["}" "]" ")"] @indent.branch
["}" "]" ")"] @indent.end

[
  (string)
  (raw_string)
  (block_comment)
] @indent.ignore
