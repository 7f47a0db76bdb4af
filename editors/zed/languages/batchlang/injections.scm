; Scripts say themselves what they are.
((string (text) @injection.content)
  (#match? @injection.content "^\\s*#!.*sh\\s")
  (#set! injection.language "bash"))

((comment) @injection.content
  (#set! injection.language "comment"))
