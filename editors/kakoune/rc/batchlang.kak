# Files of batchlang: detection, colours by where a word stands, indentation.

hook global BufCreate .*\.batch %{
    set-option buffer filetype batchlang
}

hook global WinSetOption filetype=batchlang %{
    require-module batchlang
    set-option buffer comment_line '//'
    set-option buffer comment_block_begin '/*'
    set-option buffer comment_block_end '*/'
    set-option buffer indentwidth 2
    set-option buffer formatcmd 'batchlang fmt -'
    hook window InsertChar \n -group batchlang-indent batchlang-indent-on-newline
    hook window InsertChar [\])\x7d] -group batchlang-indent batchlang-indent-on-closing
    hook -once -always window WinSetOption filetype=.* %{ remove-hooks window batchlang-.+ }
}

hook -group batchlang-highlight global WinSetOption filetype=batchlang %{
    add-highlighter window/batchlang ref batchlang
    hook -once -always window WinSetOption filetype=.* %{ remove-highlighter window/batchlang }
}

provide-module batchlang %§
add-highlighter shared/batchlang regions
add-highlighter shared/batchlang/code default-region group
add-highlighter shared/batchlang/doc region ///(?!/) $ fill documentation
add-highlighter shared/batchlang/comment region // $ fill comment
add-highlighter shared/batchlang/block_comment region -recurse /\* /\* \*/ fill comment
add-highlighter shared/batchlang/triple region '"""' '"""' group
add-highlighter shared/batchlang/triple/ fill string
add-highlighter shared/batchlang/triple/ regex \$\{[^}\n]*\} 0:value
add-highlighter shared/batchlang/raw_triple region "'''" "'''" fill string
add-highlighter shared/batchlang/string region '"' (?<!\\)(\\\\)*("|$) group
add-highlighter shared/batchlang/string/ fill string
add-highlighter shared/batchlang/string/ regex \$\{[^}\n]*\} 0:value
add-highlighter shared/batchlang/string/ regex \\(u\{[0-9a-fA-F]*\}|.) 0:value
add-highlighter shared/batchlang/raw region "'" ('|$) fill string

add-highlighter shared/batchlang/code/ regex \b([A-Za-z][\w-]*)\h*=(?![=>]) 1:attribute
add-highlighter shared/batchlang/code/ regex \b[A-Z][A-Z0-9_]+\b 0:value
add-highlighter shared/batchlang/code/ regex \b\d+(\.\d+)?(\h*(MiB|GiB|TiB|min|s|h|d)\b)? 0:value
add-highlighter shared/batchlang/code/ regex \b(true|false|null)\b 0:value
add-highlighter shared/batchlang/code/ regex ^\h*((existing|template)\h+)?([A-Za-z][\w-]*)\h+([A-Za-z$][^\s={:]*)[^={\n]*\{ 2:keyword 3:type 4:function
add-highlighter shared/batchlang/code/ regex ^\h*(let|param|output|import)\b 0:keyword
add-highlighter shared/batchlang/code/ regex (?<![\w-])(for|in|if|then|else|and|or|not)(?![\w-]) 0:keyword
add-highlighter shared/batchlang/code/ regex \b([A-Za-z][\w-]*)\( 1:function

define-command -hidden batchlang-indent-on-newline %{
    evaluate-commands -draft -itersel %{
        # As the line before, and deeper behind an open bracket.
        try %{ execute-keys -draft <semicolon> K <a-&> }
        try %{ execute-keys -draft k x <a-k> [[(\x7b]\h*$ <ret> j <a-gt> }
    }
}

define-command -hidden batchlang-indent-on-closing %{
    # A bracket that begins its line stands below the line that opened it.
    try %{ execute-keys -draft -itersel <a-h> <a-k> ^\h+[\])\x7d]$ <ret> h m <a-S> 1<a-&> }
}
§
