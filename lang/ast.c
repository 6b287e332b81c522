/* ast.c: making nodes, and showing a tree. The kinds' names in the dump are the table
 * `kind_names`, in the order of enum ast_kind. */
#include "lang/ast.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

static const char *const kind_names[] = {
	"file",
	"wrong",
	"cites",
	"clause",
	"clauses",
	"note",
	"accepted",
	"where",
	"when",
	"as-at",
	"rounded",
	"policy",
	"title",
	"version",
	"owner",
	"approved",
	"in-force",
	"to",
	"due-for-review",
	"revision",
	"source",
	"at",
	"calendar",
	"closed-also",
	"setting",
	"setting-value",
	"from",
	"may-vary",
	"may-vary-between",
	"may-vary-among",
	"input",
	"key",
	"dated-by",
	"field",
	"type",
	"refers-to",
	"may-be-blank",
	"blank-means",
	"small-letters",
	"not-recorded",
	"from-column",
	"register",
	"named-by",
	"group",
	"of",
	"define",
	"for",
	"decide",
	"first-that-applies",
	"gives",
	"instead-of",
	"otherwise",
	"bands",
	"by",
	"band",
	"below",
	"to-under",
	"or-more",
	"or-less",
	"over-to",
	"over",
	"deadline",
	"due",
	"met-by",
	"letter",
	"to-whom",
	"subject",
	"send-when",
	"lapses-when",
	"once-for-each",
	"wording",
	"paragraph",
	"asks-for-reply",
	"encloses",
	"copies-to",
	"form",
	"also-called",
	"header",
	"return-to",
	"empty-rows",
	"row-per",
	"report",
	"report-as-at",
	"one-row-in-all",
	"one-row-per",
	"including-empty",
	"headed",
	"column",
	"reason-for",
	"text-when",
	"total-row",
	"sorted-by",
	"variation",
	"set",
	"set-text",
	"set-labels",
	"set-words",
	"tests-of",
	"test",
	"given-with",
	"assign",
	"given-rows",
	"target",
	"row",
	"gives-values",
	"given-file",
	"expect-is",
	"expect-undecided",
	"expect-rows",
	"expect-file",
	"expect-ties",
	"ref",
	"label",
	"literal",
	"text",
	"yes",
	"no",
	"nothing",
	"blank",
	"unknown",
	"to-fill-in",
	"plus",
	"minus",
	"times",
	"divided",
	"after",
	"before",
	"by-calendar",
	"at-most-month-end",
	"first-working-day",
	"first-day-of",
	"last-day-of",
	"month-of",
	"quarter-of",
	"year-of",
	"span",
	"share",
	"aggregate",
	"in",
	"rank",
	"in-each",
	"compare",
	"one-of",
	"not-one-of",
	"is-given",
	"is-blank",
	"is-like",
	"not",
	"all",
	"any",
	"none",
	"there-is",
	"run",
	"counting-from",
	"within-year",
	"across-years",
};

static const char *const comparison_names[] = {
	"is", "is not", "is more than", "is less than", "is at least", "is at most",
	"is before", "is after", "is on or before", "is on or after",
};

static const char *const aggregate_names[] = {
	"count",
	"count of different",
	"sum of",
	"average of",
	"list of",
	"latest",
	"earliest",
	"lowest",
	"highest",
};

struct ast *
ast_make(struct arena *arena, enum ast_kind kind, struct span at)
{
	struct ast *node = arena_new(arena, struct ast);

	node->kind = kind;
	node->at = at;
	return node;
}

struct ast *
ast_add(struct ast *parent, struct ast *child)
{
	if (!child)
		return parent;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	while (child->next)
		child = child->next;
	parent->last = child;
	return parent;
}

struct ast *
ast_child(const struct ast *parent, enum ast_kind kind)
{
	for (struct ast *child = parent->first; child; child = child->next)
		if (child->kind == kind)
			return child;
	return NULL;
}

const char *
ast_kind_name(enum ast_kind kind)
{
	_Static_assert(
	    sizeof kind_names / sizeof *kind_names == AST_KIND_COUNT, "a name for every kind");
	assert((unsigned)kind < AST_KIND_COUNT);
	return kind_names[kind];
}

/* ---- the dump:   (one node a line, two blanks a level)
 *
 *     define over_limit
 *       for case
 *       compare is more than
 *         ref waiting_time
 *         literal 40 days
 */

struct dump {
	struct arena *arena;
	char *bytes;
	size_t length, room;
};

static void
put(struct dump *out, const char *bytes, size_t length)
{
	if (out->length + length + 1 > out->room) {
		size_t room = (out->length + length + 1) * 2;
		char *bigger = arena_alloc(out->arena, room);

		if (out->length)
			memcpy(bigger, out->bytes, out->length);
		out->bytes = bigger;
		out->room = room;
	}
	memcpy(out->bytes + out->length, bytes, length);
	out->length += length;
	out->bytes[out->length] = '\0';
}

static void
put_word(struct dump *out, const char *word)
{
	put(out, " ", 1);
	put(out, word, strlen(word));
}

static void
put_quoted(struct dump *out, const char *text)
{
	put(out, " \"", 2);
	for (; *text; text++) {
		if (*text == '\n')
			put(out, "\\n", 2);
		else
			put(out, text, 1);
	}
	put(out, "\"", 1);
}

/* A number that a kind keeps in `num` without being a literal: places of rounding, rows,
 * quarters of a run. */
static bool
bare_number(enum ast_kind kind)
{
	return kind == AST_ROUNDED || kind == AST_EMPTY_ROWS || kind == AST_EXPECT_ROWS ||
	    kind == AST_RUN;
}

static void
dump_facts(struct dump *out, const struct ast *node)
{
	if (node->kind == AST_COMPARE)
		put_word(out, comparison_names[node->compare]);
	if (node->kind == AST_AGGREGATE)
		put_word(out, aggregate_names[node->aggregate]);
	if (node->name)
		put_word(out, node->name);
	if (node->member) {
		put(out, ".", 1);
		put(out, node->member, strlen(node->member));
	}
	if (node->label)
		put_word(out, arena_printf(out->arena, "in %s", node->label));
	if (node->text)
		put_quoted(out, node->text);
	if (node->kind == AST_TYPE)
		put_word(out, kind_name(node->value.type.kind));
	else if (bare_number(node->kind))
		put_word(out, arena_printf(out->arena, "%lld", (long long)node->value.num));
	else if (node->value.state == GIVEN && node->value.type.kind != KIND_TEXT)
		put_word(out, value_spell(out->arena, &node->value, SPELL_PLAIN));
	if (node->type_word != KIND_ERROR)
		put_word(out, arena_printf(out->arena, "(%s)", kind_name(node->type_word)));
	if (node->flag)
		put_word(out, "+");
	if (node->flag2)
		put_word(out, "++");
}

static void
dump_node(struct dump *out, const struct ast *node, unsigned depth)
{
	const char *kind = ast_kind_name(node->kind);

	for (unsigned i = 0; i < depth; i++)
		put(out, "  ", 2);
	put(out, kind, strlen(kind));
	dump_facts(out, node);
	put(out, "\n", 1);
	for (const struct ast *child = node->first; child; child = child->next)
		dump_node(out, child, depth + 1);
}

char *
ast_dump(struct arena *arena, const struct ast *tree)
{
	struct dump out = { arena, NULL, 0, 0 };

	put(&out, "", 0);
	dump_node(&out, tree, 0);
	return out.bytes;
}
