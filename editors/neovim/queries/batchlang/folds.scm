[
  (body)
  (items)
  (list)
  (list_for)
  (map)
  (map_for)
  (string)
  (raw_string)
  (block_comment)
] @fold
