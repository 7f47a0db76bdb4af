/**
 * The grammar of `.batch` for editors: the same language as ../batch.pest, and more patient with
 * half-written lines. tests/tree_sitter.rs holds the two together.
 *
 * A newline ends a member (attribute, `let` …) where it could end; everywhere else it is white
 * space. Which of the two it is the parser knows: src/scanner.c is asked for `_end` only where a
 * member may end.
 */
/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

// Loosest first, as src/syntax/build/ folds them.
const PREC = { conditional: 0, or: 1, and: 2, not: 3, compare: 4, add: 5, multiply: 6, minus: 7 };

const comma_separated = (rule) => seq(rule, repeat(seq(',', rule)), optional(','));

module.exports = grammar({
  name: 'batchlang',

  // In the order of `enum Token` in src/scanner.c.
  externals: ($) => [
    $._end, // of a member: a newline, or nothing before `}` and at the end of the file
    $.missing_value, // nothing, where a line ends behind its `=`
    $.unit,
    $.block_comment,
    $._text, // of a string on one line
    $._lines, // of a `"""` string
    $._unterminated, // nothing, where a line ends inside a string
    $._error_recovery, // never made; valid only while the parser recovers
  ],
  extras: ($) => [/[ \t\r\n]/, $.doc_comment, $.comment, $.block_comment],
  word: ($) => $.word,
  inline: ($) => [$._kind],

  rules: {
    source_file: ($) => repeat($._item),

    _item: ($) => choice(
      $.block,
      $.existing_block,
      $.template,
      $.for_block,
      $.if_block,
      seq(choice($.param, $.let, $.output, $.import), $._end),
    ),

    // ---- declarations ---------------------------------------------------------------------------

    block: ($) => seq(
      $._kind,
      field('label', $.label),
      optional(seq(':', field('base', $.word))),
      field('body', $.body),
    ),
    existing_block: ($) => seq('existing', $._kind, field('label', $.label), field('body', $.body)),
    template: ($) => seq(
      'template',
      $._kind,
      field('name', $.word),
      optional(seq(':', field('base', $.word))),
      field('body', $.body),
    ),
    for_block: ($) => seq('for', $._vars, 'in', field('iter', $._expr), field('body', $.items)),
    if_block: ($) => seq('if', field('condition', $._expr), field('body', $.items)),
    param: ($) => seq(
      'param',
      field('name', $.word),
      ':',
      field('type', $._type),
      optional(seq('=', field('default', $._expr_or_nothing))),
    ),
    let: ($) => seq('let', field('name', $.word), '=', field('value', $._expr_or_nothing)),
    output: ($) => seq('output', field('name', $.word), '=', field('value', $._expr_or_nothing)),
    import: ($) => seq('import', field('path', choice($.string, $.raw_string))),

    _kind: ($) => field('kind', alias($.word, $.kind)),
    _vars: ($) => seq(field('variable', $.word), optional(seq(',', field('variable', $.word)))),

    /** Between braces: attributes of a block. */
    body: ($) => seq('{', repeat(seq($.attribute, $._end)), '}'),
    /** Between braces: declarations of a `for` or `if`. */
    items: ($) => seq('{', repeat($._item), '}'),
    attribute: ($) => seq(field('name', $.word), '=', field('value', $._expr_or_nothing)),
    _expr_or_nothing: ($) => choice($._expr, $.missing_value),

    // ---- names ----------------------------------------------------------------------------------

    // A letter, then letters, digits, `_` and `-`: `a-b` is one name.
    word: () => /[A-Za-z][A-Za-z0-9_-]*/,
    /** `main`, `align-${team}`, `${team}-main` */
    label: ($) => choice($.word, $._computed),
    _computed: ($) => choice(
      seq($.word, repeat1($._interpolated)),
      seq($.interpolation, optional($.chunk), repeat($._interpolated)),
    ),
    _interpolated: ($) => seq(alias($._interpolation_within, $.interpolation), optional($.chunk)),
    chunk: () => token.immediate(/[A-Za-z0-9_-]+/),

    // ---- types of parameters --------------------------------------------------------------------

    _type: ($) => choice(alias($.word, $.type), $.container_type, $.choice_type),
    container_type: ($) => seq(choice('list', 'map'), '(', $._type, ')'),
    choice_type: ($) => seq(
      choice($.string, $.raw_string),
      repeat(seq('|', choice($.string, $.raw_string))),
    ),

    // ---- expressions ----------------------------------------------------------------------------

    _expr: ($) => choice($._term, $.unary, $.binary, $.conditional),
    _term: ($) => choice(
      $.string,
      $.raw_string,
      $.number,
      $.boolean,
      $.null,
      alias($.word, $.name),
      alias($._computed, $.label),
      $.list,
      $.map,
      $.list_for,
      $.map_for,
      $.group,
      $.call,
      $.access,
      $.index,
    ),

    unary: ($) => choice(
      prec(PREC.not, seq(field('operator', 'not'), field('operand', $._expr))),
      prec(PREC.minus, seq(field('operator', '-'), field('operand', $._expr))),
    ),
    binary: ($) => choice(...[
      [PREC.or, 'or'],
      [PREC.and, 'and'],
      ...['==', '!=', '<', '<=', '>', '>='].map((sign) => [PREC.compare, sign]),
      ...['+', '-'].map((sign) => [PREC.add, sign]),
      ...['*', '/', '%'].map((sign) => [PREC.multiply, sign]),
    ].map(([power, sign]) => prec.left(/** @type {number} */ (power), seq(
      field('left', $._expr),
      field('operator', /** @type {string} */ (sign)),
      field('right', $._expr),
    )))),
    conditional: ($) => prec.right(PREC.conditional, seq(
      'if', field('condition', $._expr),
      'then', field('then', $._expr),
      'else', field('else', $._expr),
    )),
    group: ($) => seq('(', $._expr, ')'),

    // No space stands before what is taken out of a value, nor before arguments.
    access: ($) => seq(field('base', $._term), token.immediate('.'), field('name', $.word)),
    index: ($) => seq(field('base', $._term), token.immediate('['), field('index', $._expr), ']'),
    call: ($) => seq(
      field('function', $.word),
      token.immediate('('),
      optional(comma_separated(field('argument', $._expr))),
      ')',
    ),

    list: ($) => seq('[', optional(comma_separated($._expr)), ']'),
    map: ($) => seq(
      '{',
      optional(seq($.entry, repeat(seq(optional(','), $.entry)), optional(','))),
      '}',
    ),
    entry: ($) => seq(field('key', $._key), '=', field('value', $._expr)),
    // `for = 1` is an entry too.
    _key: ($) => choice($.word, alias('for', $.word), $.string, $.raw_string),
    list_for: ($) => seq(
      '[', 'for', $._vars, 'in', field('iter', $._expr), ':',
      field('value', $._expr),
      optional(seq('if', field('condition', $._expr))),
      ']',
    ),
    map_for: ($) => seq(
      '{', 'for', $._vars, 'in', field('iter', $._expr), ':',
      field('key', $._expr), '=', field('value', $._expr),
      optional(seq('if', field('condition', $._expr))),
      '}',
    ),

    boolean: () => choice('true', 'false'),
    null: () => 'null',
    /** `8`, `0.25`, `512 MiB`, `90 min` */
    number: ($) => seq($.digits, optional($.unit)),
    digits: () => /[0-9]+(\.[0-9]+)?/,

    // ---- strings --------------------------------------------------------------------------------

    string: ($) => choice(
      seq(
        '"',
        repeat(choice(alias($._text, $.text), $.escape, alias($._interpolation_within, $.interpolation))),
        choice(token.immediate('"'), $._unterminated),
      ),
      seq(
        '"""',
        repeat(choice(alias($._lines, $.text), $.escape, alias($._interpolation_within, $.interpolation))),
        token.immediate('"""'),
      ),
    ),
    escape: () => token.immediate(/\\(u\{[0-9A-Fa-f]*\}|[^\n])/),
    interpolation: ($) => seq('${', $._expr, '}'),
    _interpolation_within: ($) => seq(alias(token.immediate('${'), '${'), $._expr, '}'),
    raw_string: () => token(choice(/'[^'\n]*'/, /'''([^']|'[^']|''[^'])*'''/)),

    // ---- comments -------------------------------------------------------------------------------

    doc_comment: () => /\/\/\/([^\/\r\n][^\r\n]*)?/,
    comment: () => /(\/\/|#)[^\r\n]*/,
  },
});
