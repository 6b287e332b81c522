/*
 * syntax: the only door to the scanner and the grammar.
 *
 * Reads one policy text and gives its tree. Mistakes go to `diags`; the tree of what could be read
 * is given all the same (AST_WRONG where it could not), so the checker can report its own
 * independent mistakes in the same run.
 *
 * The text may have come through Word, Notepad or Outlook: a BOM, CR LF, tabs, no-break spaces,
 * curly quotes, long dashes and pasted bullets are read as their plain forms; each kind is warned
 * of once, with its count, and `writ fmt` rewrites them. A text that is binary (NUL bytes, or not
 * UTF-8 and not readable as Windows-1252) gets one message.
 *
 * Limits: SOURCE_MAX_BYTES of text, SYNTAX_MAX_DEPTH levels of brackets and lists. After
 * SYNTAX_MAX_MISTAKES mistakes the rest is not read.
 */
#ifndef LANG_SYNTAX_H
#define LANG_SYNTAX_H

#include "lang/arena.h"
#include "lang/ast.h"
#include "lang/diag.h"
#include "lang/intern.h"
#include "lang/source.h"

enum { SYNTAX_MAX_DEPTH = 200, SYNTAX_MAX_MISTAKES = 1000 };

/* `file` was added to the sources of `diags`. Never NULL: an AST_FILE, perhaps empty. */
struct ast *syntax_parse(struct arena *arena, struct names *names, struct diags *diags,
    const struct source_file *file);

/* True for a word that may not be a name ("reason", "letter"); the manual's list is made from the
 * same table. */
bool syntax_is_reserved(const char *word);

/* The reserved words and the phrases, in alphabetical order, for the manual and editors;
 * NULL-terminated. */
const char *const *syntax_phrases(void);

#endif
