/*
 * check_each_copy: one construct said `in each FIELD`, written out for one of the labels.
 *
 * Inside, the field is the label itself: `strand is Sign_up` is then known, so it is taken out of
 * the condition, with what can no longer make a difference; and `for the same ... strand` asks the
 * other row for this label. Nothing that is yes or no of itself is left, so no finding is about it.
 */
#include "lang/check_each.h"

struct copying {
	struct check *check;
	const struct each_name *each;
	const char *label;
	const char *table;		/* the construct's, or NULL for the run */
	const struct ast *construct;
};

/* What is left of a condition. */
enum folded { LEFT, ALWAYS_YES, ALWAYS_NO };

static enum folded fold(struct copying *copying, struct ast *node, bool theirs, unsigned depth);

static struct ast *
copy_tree(struct check *check, const struct ast *node, unsigned depth)
{
	struct ast *made = arena_new(check->arena, struct ast);

	*made = *node;
	made->next = NULL;
	/* Deeper than any check goes: said there. */
	if (depth > CHECK_MAX_DEPTH)
		return made;
	made->first = made->last = NULL;
	for (const struct ast *part = node->first; part != NULL; part = part->next)
		ast_add(made, copy_tree(check, part, depth + 1));
	return made;
}

static bool
is_field(const struct copying *copying, const struct ast *node)
{
	return node != NULL && node->kind == AST_REF && node->member == NULL &&
	    node->label == NULL && node->name == copying->each->field;
}

/* ---- the label itself ---- */

static enum folded
not_so(struct copying *copying, struct ast *node, const struct ast *at)
{
	diag_error(copying->check->diags, at->at, "each-use",
	    "'%s' is no column here, but the label that this is said for", copying->each->field);
	diag_note(copying->check->diags,
	    "ask which one it is: %s is %s; or find the rows that have it: for the same ... and %s",
	    copying->each->field, (const char *)copying->each->labels.items[0],
	    copying->each->field);
	node->kind = AST_WRONG;
	node->first = node->last = NULL;
	return LEFT;
}

/* Of other rows, which have a column of that name. */
static enum folded
whose(struct copying *copying, struct ast *node, const struct ast *at)
{
	diag_error(copying->check->diags, at->at, "name-in-both",
	    "'%s' is a column of these rows, and the label that this is said for; nothing says "
	    "that the two are the same",
	    copying->each->field);
	diag_note(copying->check->diags,
	    "add '%s' to the names behind 'for the same'; or, if their own is meant, write "
	    "TABLE.%s",
	    copying->each->field, copying->each->field);
	node->kind = AST_WRONG;
	node->first = node->last = NULL;
	return LEFT;
}

/* `strand is Sign_up`, `strand is one of ...`. */
static enum folded
asked(struct copying *copying, struct ast *node, bool theirs)
{
	bool turned = node->kind == AST_NOT_ONE_OF ||
	    (node->kind == AST_COMPARE && node->compare == COMPARE_IS_NOT);
	bool found = false;

	if (theirs)
		return whose(copying, node, node->first);
	if (node->kind == AST_COMPARE && node->compare != COMPARE_IS &&
	    node->compare != COMPARE_IS_NOT)
		return not_so(copying, node, node->first);
	for (const struct ast *value = node->first->next; value != NULL; value = value->next) {
		if (value->kind != AST_LABEL || value->flag || value->name == NULL)
			return not_so(copying, node, node->first);
		if (!each_has_label(copying->check, copying->each, value->name, value->at)) {
			node->kind = AST_WRONG;
			node->first = node->last = NULL;
			return LEFT;
		}
		found = found || value->name == copying->label;
	}
	return found != turned ? ALWAYS_YES : ALWAYS_NO;
}

static void
constant(struct copying *copying, struct ast *node, enum folded folded)
{
	diag_error(copying->check->diags, node->at, "each-constant",
	    "in %s this is always %s, whatever the row says", copying->label,
	    folded == ALWAYS_YES ? "yes" : "no");
	diag_note(copying->check->diags,
	    "ask something of the row as well: any of, or all of, with '%s is %s' in one bullet; "
	    "or say it without 'in each %s'",
	    copying->each->field, copying->label, copying->each->field);
	node->kind = AST_WRONG;
	node->first = node->last = NULL;
}

static void
must_be_left(struct copying *copying, struct ast *node, bool theirs, unsigned depth)
{
	enum folded folded = fold(copying, node, theirs, depth);

	if (folded != LEFT)
		constant(copying, node, folded);
}

/* ---- lists ---- */

static void
put_in_place(struct ast *node, const struct ast *part)
{
	struct ast *next = node->next;

	*node = *part;
	node->next = next;
}

static enum folded
fold_list(struct copying *copying, struct ast *node, bool theirs, unsigned depth)
{
	/* of `any of` a yes decides, of the others a no, of `none of` turned round */
	enum folded decides = node->kind == AST_ALL ? ALWAYS_NO : ALWAYS_YES;
	struct ast *part = node->first, *next;
	bool decided = false;

	node->first = node->last = NULL;
	for (; part != NULL; part = next) {
		enum folded folded = fold(copying, part, theirs, depth + 1);

		next = part->next;
		part->next = NULL;
		decided = decided || folded == decides;
		if (folded == LEFT)
			ast_add(node, part);
	}
	if (decided)
		return node->kind == AST_NONE ? ALWAYS_NO : decides;
	if (node->first == NULL)
		return node->kind == AST_ANY ? ALWAYS_NO : ALWAYS_YES;
	if (node->first == node->last && node->kind != AST_NONE)
		put_in_place(node, node->first);
	return LEFT;
}

/* ---- other rows ---- */

static struct ast *
has_the_label(struct copying *copying, struct span at)
{
	struct ast *node = ast_make(copying->check->arena, AST_COMPARE, at),
		   *ref = ast_make(copying->check->arena, AST_REF, at),
		   *label = ast_make(copying->check->arena, AST_LABEL, at);

	node->compare = COMPARE_IS;
	node->flag2 = true;
	ref->name = copying->each->field;
	ref->name_at = at;
	label->name = copying->label;
	return ast_add(ast_add(node, ref), label);
}

/* Takes the field from the names behind `for the same`; true when it was there. */
static bool
take_key(struct copying *copying, struct ast *keys, struct span *at)
{
	struct ast *part = keys->first, *next;
	bool found = false;

	keys->first = keys->last = NULL;
	for (; part != NULL; part = next) {
		next = part->next;
		part->next = NULL;
		if (part->kind == AST_KEY && part->name == copying->each->field) {
			found = true;
			*at = part->at;
			continue;
		}
		ast_add(keys, part);
	}
	return found;
}

static void
add_condition(struct copying *copying, struct ast *node, struct ast *added)
{
	struct arena *arena = copying->check->arena;
	struct ast *where = ast_child(node, AST_WHERE), *both;

	if (where == NULL) {
		ast_add(node, ast_add(ast_make(arena, AST_WHERE, added->at), added));
		return;
	}
	if (where->first->kind == AST_ALL) {
		added->next = where->first->first;
		where->first->first = added;
		return;
	}
	both = ast_make(arena, AST_ALL, where->first->at);
	both->flag = true;
	ast_add(ast_add(both, added), where->first);
	where->first = where->last = both;
}

/* The group that a table is, or NULL. */
static const char *
gathered(const struct copying *copying)
{
	for (const struct ast *node = copying->check->file->first; node != NULL; node = node->next)
		if (node->kind == AST_GROUP && node->name == copying->table) {
			const struct ast *of = ast_child(node, AST_OF);

			return of == NULL ? NULL : of->name;
		}
	return NULL;
}

static void
drop_part(struct ast *node, const struct ast *dropped)
{
	struct ast *part = node->first, *next;

	node->first = node->last = NULL;
	for (; part != NULL; part = next) {
		next = part->next;
		part->next = NULL;
		if (part != dropped)
			ast_add(node, part);
	}
}

static void
fold_related(struct copying *copying, struct ast *node, unsigned depth)
{
	struct check *check = copying->check;
	struct ast *keys = node->kind == AST_THERE_IS ? node : ast_child(node, AST_IN);
	struct ast *where = ast_child(node, AST_WHERE), *what = ast_child(node, AST_REF);
	const char *table = keys != NULL ? keys->name : gathered(copying);
	bool has = table != NULL && each_table_has(check, table, copying->each->field);
	struct span at = node->at;
	bool matched = keys != NULL && take_key(copying, keys, &at);

	if (what != NULL && node->kind == AST_AGGREGATE)
		must_be_left(copying, what, has, depth + 1);
	if (where != NULL && where->first != NULL) {
		enum folded folded = fold(copying, where->first, has && !matched, depth + 1);

		if (folded == ALWAYS_NO)
			constant(copying, where->first, folded);
		else if (folded == ALWAYS_YES)
			drop_part(node, where);
	}
	if (matched && has) {
		add_condition(copying, node, has_the_label(copying, at));
		return;
	}
	if (!matched || check_maybe_declared(check, table) ||
	    check_maybe_declared(check, copying->each->field))
		return;
	diag_error(check->diags, at, "same-in-both",
	    "'%s' is not a column of '%s', so its rows have no same one", copying->each->field,
	    table);
	diag_note(check->diags,
	    "leave '%s' out of the names behind 'for the same'; or let a rule of '%s' say it: "
	    "decide %s for %s",
	    copying->each->field, table, copying->each->field, table);
}

/* ---- everything ---- */

static enum folded
fold(struct copying *copying, struct ast *node, bool theirs, unsigned depth)
{
	if (depth > CHECK_MAX_DEPTH)
		return LEFT;
	switch ((int)node->kind) {
	case AST_COMPARE:
	case AST_ONE_OF:
	case AST_NOT_ONE_OF:
		if (is_field(copying, node->first))
			return asked(copying, node, theirs);
		break;
	case AST_ALL:
	case AST_ANY:
	case AST_NONE: return fold_list(copying, node, theirs, depth);
	case AST_THERE_IS:
	case AST_AGGREGATE: fold_related(copying, node, depth); return LEFT;
	case AST_REF:
		if (is_field(copying, node))
			return theirs ? whose(copying, node, node) : not_so(copying, node, node);
		break;
	default: break;
	}
	each_name_in_full(copying->check, node, copying->each, copying->label, NULL);
	for (struct ast *part = node->first; part != NULL; part = part->next)
		must_be_left(copying, part, theirs, depth + 1);
	return LEFT;
}

/* ---- the lines of a decide ---- */

/* A line that holds in this label whatever the row says: the last one that is asked. */
static void
make_otherwise(struct copying *copying, struct ast *line, bool *closed)
{
	struct ast *when = ast_child(line, AST_WHEN);

	if (ast_child(copying->construct, AST_FIRST_THAT_APPLIES) == NULL) {
		constant(copying, when->first, ALWAYS_YES);
		return;
	}
	drop_part(line, when);
	line->kind = AST_OTHERWISE;
	*closed = true;
}

/* Only its outcome counts: the labels of the column are the same in each. */
static void
make_outcome(struct ast *line)
{
	struct ast *when = ast_child(line, AST_WHEN);

	if (when != NULL)
		drop_part(line, when);
	line->kind = AST_GIVES;
	line->flag2 = true;
}

static void
fold_line(struct copying *copying, struct ast *line, bool *closed)
{
	struct ast *when = ast_child(line, AST_WHEN);
	enum folded folded = LEFT;

	for (struct ast *part = line->first; part != NULL; part = part->next) {
		if (part != when)
			must_be_left(copying, part, false, 1);
		else if (when->first != NULL)
			folded = fold(copying, when->first, false, 1);
	}
	if (*closed || folded == ALWAYS_NO)
		make_outcome(line);
	else if (folded == ALWAYS_YES)
		make_otherwise(copying, line, closed);
	else
		*closed = line->kind == AST_OTHERWISE;
}

struct ast *
each_copy(struct check *check, const struct each_name *each, uint32_t label)
{
	const struct ast *of = ast_child(each->node, AST_FOR);
	struct copying copying = { .check = check,
		.each = each,
		.label = each->labels.items[label],
		.table = of == NULL ? NULL : of->name,
		.construct = each->node };
	struct ast *made = copy_tree(check, each->node, 0), *in_each;
	bool closed = false;

	for (struct ast *part = made->first; part != NULL; part = part->next) {
		if (part->kind == AST_GIVES || part->kind == AST_OTHERWISE)
			fold_line(&copying, part, &closed);
		else
			must_be_left(&copying, part, false, 1);
	}
	made->name = each_column_name(check, each->name, copying.label);
	in_each = ast_child(made, AST_IN_EACH);
	in_each->member = each->name;
	in_each->label = copying.label;
	in_each->value.num = label;
	return made;
}
