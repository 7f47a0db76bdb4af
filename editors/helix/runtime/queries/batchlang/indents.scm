[
  (body)
  (items)
  (list)
  (list_for)
  (map)
  (map_for)
  (group)
  (call)
] @indent

["}" "]" ")"] @outdent
