/* reading.c: making nodes and going on after a mistake. See reading.h. */
#include "lang/reading.h"

#include <string.h>

#include "lang/phrases.h"
#include "parse.h"

/* ---- nodes ---- */

struct ast *
node(struct reading *cx, enum ast_kind kind, struct span at)
{
	return ast_make(cx->arena, kind, at);
}

struct ast *
node_name(struct ast *node, const struct token *name)
{
	node->name = name->text;
	node->name_at = name->at;
	return node;
}

struct ast *
node_named(struct reading *cx, enum ast_kind kind, struct span at, const struct token *name)
{
	return node_name(node(cx, kind, at), name);
}

struct ast *
node_text(struct reading *cx, enum ast_kind kind, struct span at, const struct token *text)
{
	struct ast *made = node(cx, kind, at);

	made->text = text->text;
	return made;
}

struct ast *
node_value(
    struct reading *cx, enum ast_kind of, struct span at, enum kind kind, const struct token *token)
{
	struct ast *made = node(cx, of, at);

	made->value.state = GIVEN;
	made->value.type = type_plain(kind);
	made->value.num = token->num;
	return made;
}

struct ast *
node_label(struct reading *cx, struct span at, const struct token *label)
{
	struct ast *made = node_named(cx, AST_LABEL, at, label);

	if (label->kind == TOK_STRING) {
		made->flag = true;
		made->text = label->text;
	}
	return made;
}

struct ast *
node_type(struct reading *cx, struct span at, enum kind kind)
{
	struct ast *made = node(cx, AST_TYPE, at);

	made->value.type = type_plain(kind);
	return made;
}

struct ast *
node_grain(struct reading *cx, struct span at, enum kind kind, int64_t places)
{
	struct ast *made = node(cx, AST_ROUNDED, at);

	made->type_word = kind;
	made->value.num = places;
	return made;
}

struct ast *
node_wrong(struct reading *cx, struct span at, const struct token *name, struct ast *wrong)
{
	(void)cx;
	wrong->at = at;
	return node_name(wrong, name);
}

struct ast *
node_pair(struct reading *cx, enum ast_kind kind, struct span at, struct ast *a, struct ast *b)
{
	return ast_add(ast_add(node(cx, kind, at), a), b);
}

struct ast *
node_compare(
    struct reading *cx, struct span at, enum comparison compare, struct ast *a, struct ast *b)
{
	struct ast *made = node_pair(cx, AST_COMPARE, at, a, b);

	made->compare = compare;
	return made;
}

static const int64_t figure_one = 1000000000;

struct ast *
node_length(struct reading *cx, struct span at, const struct token *figure, enum kind unit)
{
	struct ast *made = node_value(cx, AST_LITERAL, at, unit, figure);

	if (figure->num % figure_one != 0) {
		diag_error(cx->diags, at, "quantity", "a length of time is a whole number of %s",
		    kind_name(unit));
		diag_note(cx->diags, "write %lld %s, or use a smaller unit",
		    (long long)(figure->num / figure_one), kind_name(unit));
	}
	made->value.num = figure->num / figure_one;
	return made;
}

int64_t
reading_whole(struct reading *cx, const struct token *figure, int64_t most, const char *what)
{
	if (figure->num % figure_one == 0 && figure->num / figure_one <= most)
		return figure->num / figure_one;
	diag_error(cx->diags, figure->at, "quantity",
	    "the number of %s is a whole number, at most %lld", what, (long long)most);
	diag_note(cx->diags, "write a whole number here");
	return 1;
}

struct ast *
node_take(struct ast *parent, struct ast *list)
{
	return ast_add(parent, list->first);
}

/* ---- decide ---- */

static struct ast *
next_part(struct reading *cx, struct ast *decide, struct ast *line, struct ast *part,
    const struct ast **otherwise)
{
	switch ((int)part->kind) {
	case AST_GIVES:
		if (*otherwise) {
			diag_error(cx->diags, part->at, "syntax",
			    "'otherwise' comes last, after every 'gives' line");
			diag_note_at(
			    cx->diags, (*otherwise)->at, "move this line to the end of the decide");
			return part;
		}
		ast_add(decide, part);
		return part;
	case AST_OTHERWISE:
		if (*otherwise) {
			diag_error(
			    cx->diags, part->at, "syntax", "a decide has one 'otherwise' only");
			diag_note_at(cx->diags, (*otherwise)->at, "the first one is here");
			return part;
		}
		*otherwise = part;
		ast_add(decide, part);
		return part;
	case AST_WRONG:
		ast_add(decide, part);
		return part;
	default:
		if (line) {
			ast_add(line, part);
			return line;
		}
		diag_error(cx->diags, part->at, "syntax",
		    "'%s' stands before the first line of the decide", ast_kind_name(part->kind));
		diag_note(cx->diags,
		    "in a decide each line carries its own: put it behind the 'gives' line it "
		    "belongs to");
		return NULL;
	}
}

struct ast *
reading_decide(struct reading *cx, struct ast *decide, struct ast *parts)
{
	const struct ast *otherwise = NULL;
	struct ast *line = NULL, *next;
	bool any = false;

	for (struct ast *part = parts->first; part; part = next) {
		next = part->next;
		part->next = NULL;
		any |= part->kind == AST_GIVES || part->kind == AST_WRONG;
		line = next_part(cx, decide, line, part, &otherwise);
	}
	if (!any) {
		diag_error(cx->diags, decide->at, "syntax", "the decide '%s' has no 'gives' line",
		    decide->name);
		diag_note(cx->diags, "write at least one line:   gives OUTCOME when CONDITION");
	}
	return decide;
}

/* ---- going on after a mistake ---- */

bool
reading_worth_saying(const struct reading *cx)
{
	size_t at = cx->position - 1;

	return at != cx->resumed && !(at < cx->count && cx->items[at].repaired);
}

static bool
closes_list(int kind)
{
	return kind == TOK_END_ANY || kind == TOK_END_ALL || kind == TOK_END_NONE ||
	    kind == TOK_END_GIVEN;
}

static bool
opens_list(int kind)
{
	return kind == TOK_ANY_OF || kind == TOK_ALL_OF || kind == TOK_NONE_OF;
}

/* The words that open a part of a construct when they stand first on a line. */
static bool
word_opens_part(int construct, int kind)
{
	switch (construct) {
	case TOK_POLICY:
		return kind == TOK_TITLE || kind == TOK_VERSION || kind == TOK_OWNER ||
		    kind == TOK_APPROVED_BY || kind == TOK_IN_FORCE_FROM ||
		    kind == TOK_DUE_FOR_REVIEW || kind == TOK_REVISION;
	case TOK_SOURCE:
		return kind == TOK_CLAUSES || kind == TOK_BACKGROUND;
	case TOK_SETTING:
		return kind == TOK_FROM || kind == TOK_MAY_VARY;
	case TOK_DECIDE:
		return kind == TOK_GIVES || kind == TOK_OTHERWISE;
	case TOK_LETTER:
		return kind == TOK_INSTEAD_OF || kind == TOK_SUBJECT || kind == TOK_SEND_WHEN ||
		    kind == TOK_LAPSES_WHEN || kind == TOK_ONCE_FOR_EACH ||
		    kind == TOK_WORDING_FROM || kind == TOK_PARAGRAPH_FROM ||
		    kind == TOK_ASKS_FOR_REPLY_BY || kind == TOK_ENCLOSES || kind == TOK_COPIES_TO;
	case TOK_FORM:
		return kind == TOK_ALSO_CALLED || kind == TOK_HEADER || kind == TOK_COLUMN ||
		    kind == TOK_RETURN_TO || kind == TOK_NUMBER || kind == TOK_ONE_ROW_PER;
	case TOK_REPORT:
		return kind == TOK_AS_AT || kind == TOK_ONE_ROW_IN_ALL || kind == TOK_ONE_ROW_PER ||
		    kind == TOK_COLUMN || kind == TOK_TOTAL_ROW || kind == TOK_SORTED_BY;
	case TOK_VARIATION:
		return kind == TOK_SET;
	case TOK_TEST:
		return kind == TOK_GIVEN || kind == TOK_SET || kind == TOK_EXPECT;
	default:
		return false;
	}
}

static bool
opens_part(const struct reading *cx, size_t at)
{
	const struct token *token = &cx->items[at];
	int next = at + 1 < cx->count ? cx->items[at + 1].kind : 0;

	if (cx->construct == NO_CONSTRUCT)
		return false;
	if (token->kind == TOK_CITES || token->kind == TOK_NOTE || token->kind == TOK_ACCEPTED)
		return true;
	if (cx->construct == TOK_DECIDE &&
	    (token->kind == TOK_GIVES || token->kind == TOK_OTHERWISE))
		return true;
	if (!token->first_on_line)
		return false;
	/* Bands have a line to each; fields start with a name, which may be a reserved word by
	 * mistake. */
	if (cx->construct == TOK_BANDS)
		return true;
	if (cx->construct == TOK_INPUT)
		return next == TOK_IS || next == TOK_REFERS_TO || next == TOK_IS_LIKE;
	return word_opens_part(cx->construct, token->kind);
}

/* Past what is left of a bullet, lists inside it included. */
static void
skip_bullet(struct reading *cx, const struct token *bullet)
{
	unsigned depth = 0;

	for (; cx->position < cx->count; cx->position++) {
		const struct token *token = &cx->items[cx->position];

		if (phrase_opens_construct(token->kind) && token->first_on_line)
			return;
		if (opens_part(cx, cx->position) && token->first_on_line)
			return;
		if (opens_list(token->kind)) {
			depth++;
		} else if (closes_list(token->kind)) {
			if (!depth &&
			    (!token->first_on_line || !bullet->first_on_line ||
				token->column < bullet->column))
				return;
			if (depth)
				depth--;
		} else if (token->kind == TOK_BULLET && !depth) {
			if (!token->first_on_line || !bullet->first_on_line ||
			    token->column <= bullet->column)
				return;
		}
	}
}

static void
skip_part(struct reading *cx, enum level level)
{
	for (; cx->position < cx->count; cx->position++) {
		const struct token *token = &cx->items[cx->position];

		if (phrase_opens_construct(token->kind) && token->first_on_line)
			return;
		if (level == LEVEL_PART && opens_part(cx, cx->position))
			return;
	}
}

void
reading_recover(struct reading *cx, enum level level, const struct token *bullet)
{
	/* Getting nowhere: the token this level stopped at does not suit it. */
	if (cx->recovered == cx->position && cx->recovered_level == level &&
	    cx->position < cx->count && !phrase_opens_construct(cx->items[cx->position].kind))
		cx->position++;
	if (level == LEVEL_LIST)
		skip_bullet(cx, bullet);
	else
		skip_part(cx, level);
	cx->recovered = cx->resumed = cx->position;
	cx->recovered_level = level;
}

void
reading_too_deep(struct reading *cx, struct span at)
{
	diag_error(cx->diags, at, "too-deep", "lists and brackets are nested too deeply");
	diag_note(cx->diags,
	    "give the inner part a name of its own with 'define' and use that name here");
}
