// What a regular expression cannot say of `.batch`: where a line ends a member, which word behind
// a number is its unit, comments that nest, and the text of strings. It keeps no state: what may
// stand at a place the parser knows and asks for.

#include "tree_sitter/parser.h"
#include <string.h>

enum Token { END, MISSING_VALUE, UNIT, BLOCK_COMMENT, TEXT, LINES, UNTERMINATED, ERROR_RECOVERY };

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }
static void skip(TSLexer *lexer) { lexer->advance(lexer, true); }

static bool is_letter(int32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool continues_word(int32_t c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
}
static bool is_blank(int32_t c) { return c == ' ' || c == '\t'; }
static bool is_space(int32_t c) { return is_blank(c) || c == '\r' || c == '\n'; }

static bool emit(TSLexer *lexer, enum Token token) {
  lexer->result_symbol = token;
  return true;
}

// Text of a string up to its quotes, an escape, `${` or (on one line) the end of the line.
static bool scan_text(TSLexer *lexer, bool lines) {
  bool any = false;
  for (;;) {
    lexer->mark_end(lexer);
    int32_t c = lexer->lookahead;
    if (lexer->eof(lexer) || c == '\\' || (c == '\n' && !lines)) break;
    if (c == '"') {
      if (!lines) break;
      advance(lexer);
      if (lexer->lookahead == '"') {
        advance(lexer);
        if (lexer->lookahead == '"') break;
      }
    } else if (c == '$') {
      advance(lexer);
      if (lexer->lookahead == '{') break;
    } else {
      advance(lexer);
    }
    any = true;
  }
  return any && emit(lexer, lines ? LINES : TEXT);
}

// From behind `/`.
static bool scan_block_comment(TSLexer *lexer) {
  if (lexer->lookahead != '*') return false;
  advance(lexer);
  for (unsigned depth = 1; depth > 0;) {
    if (lexer->eof(lexer)) return false;
    int32_t c = lexer->lookahead;
    advance(lexer);
    if (c == '*' && lexer->lookahead == '/') {
      advance(lexer);
      depth--;
    } else if (c == '/' && lexer->lookahead == '*') {
      advance(lexer);
      depth++;
    }
  }
  lexer->mark_end(lexer);
  return emit(lexer, BLOCK_COMMENT);
}

// A word behind a number, unless it is a keyword or the name of the next entry: `8 name =`.
static bool scan_unit(TSLexer *lexer) {
  static const char *const keywords[] = {"and", "or", "then", "else", "if", "for", "in", "not"};
  char word[8] = {0};
  unsigned length = 0;
  while (continues_word(lexer->lookahead)) {
    if (length < sizeof word - 1) word[length] = (char)lexer->lookahead;
    length++;
    advance(lexer);
  }
  for (unsigned i = 0; i < sizeof keywords / sizeof *keywords; i++) {
    if (length == strlen(keywords[i]) && strcmp(word, keywords[i]) == 0) return false;
  }
  lexer->mark_end(lexer);
  while (is_blank(lexer->lookahead)) advance(lexer);
  if (lexer->lookahead == '=') {
    advance(lexer);
    if (lexer->lookahead != '=') return false;
  }
  return emit(lexer, UNIT);
}

// A line ends behind `=`: the value is missing, unless a bracket opens on a later line.
static bool scan_missing_value(TSLexer *lexer) {
  lexer->mark_end(lexer);
  if (lexer->lookahead != '\n' && lexer->lookahead != '}' && !lexer->eof(lexer)) return false;
  while (is_space(lexer->lookahead)) advance(lexer);
  if (lexer->lookahead == '{' || lexer->lookahead == '[') return false;
  return emit(lexer, MISSING_VALUE);
}

static bool scan_end(TSLexer *lexer, bool recovering) {
  if (lexer->lookahead == '\n') {
    skip(lexer);
    lexer->mark_end(lexer);
    return emit(lexer, END);
  }
  // Of no length, so never while recovering: it would come again and again.
  bool at_end = lexer->lookahead == '}' || lexer->eof(lexer);
  lexer->mark_end(lexer);
  return at_end && !recovering && emit(lexer, END);
}

bool tree_sitter_batchlang_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  bool recovering = valid[ERROR_RECOVERY];
  if (!recovering && (valid[TEXT] || valid[LINES])) {
    if (scan_text(lexer, valid[LINES])) return true;
    bool line_ends = lexer->lookahead == '\n' || lexer->eof(lexer);
    return valid[UNTERMINATED] && line_ends && emit(lexer, UNTERMINATED);
  }
  while (is_blank(lexer->lookahead) || lexer->lookahead == '\r') skip(lexer);
  if (!recovering) {
    if (valid[UNIT] && is_letter(lexer->lookahead)) return scan_unit(lexer);
    if (valid[MISSING_VALUE] && scan_missing_value(lexer)) return true;
  }
  if (valid[END]) {
    if (scan_end(lexer, recovering)) return true;
  } else {
    while (is_space(lexer->lookahead)) skip(lexer);
  }
  if (!valid[BLOCK_COMMENT] || lexer->lookahead != '/') return false;
  advance(lexer);
  return scan_block_comment(lexer);
}

void *tree_sitter_batchlang_external_scanner_create(void) { return NULL; }
void tree_sitter_batchlang_external_scanner_destroy(void *payload) { (void)payload; }
unsigned tree_sitter_batchlang_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}
void tree_sitter_batchlang_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}
