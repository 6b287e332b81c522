/*
 * reading: what the grammar's actions call. Private to parse.y and syntax.c.
 *
 * A mistake is reported once, where it is found. The parser then drops back to the nearest of
 * three levels that can go on, and reading_recover() skips to the next token from which that
 * level goes on: a bullet or closer of the same list; the next part of the same construct
 * (`gives`, a field, `cites` ...); the next construct, which is a top-level word first on its
 * line. When the token it stops at does not suit the level after all, the parser drops to the
 * next level out without a message: that is what `resumed` is for.
 */
#ifndef LANG_READING_H
#define LANG_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "lang/ast.h"
#include "lang/token.h"

enum level { LEVEL_LIST, LEVEL_PART, LEVEL_FILE };

struct reading {
	struct arena *arena;
	struct names *names;
	struct diags *diags;
	const struct sources *sources;
	const struct token *items;
	size_t count;
	struct span end;
	size_t position;	/* of the next token to hand out */
	size_t resumed;   /* a message at this token would be the second about one mistake; NOWHERE
			     for none */
	size_t recovered; /* where the last recovery of a level ended: the next must get further */
	enum level recovered_level;
	int construct; /* the token kind that opened the construct we are in; 0 before the first */
	struct ast *file;
};

#define NOWHERE ((size_t)-1)

/* For `construct`: the lines of a construct that does not exist, of which none is read. */
enum { NO_CONSTRUCT = -1 };

/* Goes on from the token at `position`. `bullet` is the bullet of the item that was wrong
 * (LEVEL_LIST only). */
void reading_recover(struct reading *cx, enum level level, const struct token *bullet);

/* True when a mistake at the token just handed out is worth a message. */
bool reading_worth_saying(const struct reading *cx);

/* ---- nodes; each returns its first argument ---- */
struct ast *node(struct reading *cx, enum ast_kind kind, struct span at);
struct ast *node_named(
    struct reading *cx, enum ast_kind kind, struct span at, const struct token *name);
struct ast *node_text(
    struct reading *cx, enum ast_kind kind, struct span at, const struct token *text);
struct ast *node_value(struct reading *cx, enum ast_kind of, struct span at, enum kind kind,
    const struct token *token);
struct ast *node_label(struct reading *cx, struct span at, const struct token *label);
struct ast *node_type(struct reading *cx, struct span at, enum kind kind);
struct ast *node_grain(struct reading *cx, struct span at, enum kind kind, int64_t places);

/* AST_WRONG in place of a construct whose name could be read: the name is kept, so that its use
 * is no second mistake. */
struct ast *node_wrong(
    struct reading *cx, struct span at, const struct token *name, struct ast *wrong);

struct ast *node_name(struct ast *node, const struct token *name);
struct ast *node_pair(
    struct reading *cx, enum ast_kind kind, struct span at, struct ast *a, struct ast *b);
struct ast *node_compare(
    struct reading *cx, struct span at, enum comparison compare, struct ast *a, struct ast *b);

/* `40 days`: the figure must be whole. */
struct ast *node_length(
    struct reading *cx, struct span at, const struct token *figure, enum kind unit);

/* A whole number that is no value of the policy's: rows, places, quarters in succession; `most`
 * bounds it. */
int64_t reading_whole(
    struct reading *cx, const struct token *figure, int64_t most, const char *what);

/* Moves what a list holds to its parent; the list is an AST_FILE that is thrown away. Lengthens
 * the parent's span over parts that are no notes. */
struct ast *node_take(struct ast *parent, struct ast *list);

/* The lines of a decide: each note goes to the line above it; `otherwise` comes last. */
struct ast *reading_decide(struct reading *cx, struct ast *decide, struct ast *parts);

/* A condition that mixes `and` with `or`, and one that says `is between`. */
struct ast *reading_mixed(struct reading *cx, struct span at);
struct ast *reading_between(
    struct reading *cx, struct span at, struct span what, struct span low, struct span high);

/* `expected` holds the token kinds that would do, `count` of them (0: too many to say). */
void reading_complain(struct reading *cx, const int *expected, size_t count);

/* The parser's own limit was reached. */
void reading_too_deep(struct reading *cx, struct span at);

#endif
