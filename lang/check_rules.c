/*
 * check_rules: the columns that a policy adds to a table: define, bands and deadline; decide is in
 * check_decide.c. A column is checked after all those it needs (check_order.c), so the kind of
 * every name in it is known.
 */
#include <string.h>

#include "lang/check_internal.h"

/* ---- define ---- */

static bool
is_expression(const struct ast *node)
{
	switch ((int)node->kind) {
	case AST_FOR:
	case AST_IN_EACH:
	case AST_CITES:
	case AST_NOTE:
	case AST_ACCEPTED:
	case AST_ROUNDED: return false;
	default: return true;
	}
}

static void
define(struct check *check, struct column_draft *draft, const struct where *where)
{
	const struct ast *body = draft->node->first;
	struct expr *value;

	while (body != NULL && !is_expression(body))
		body = body->next;
	value = check_value(check, where, body);
	if (value->type.kind == KIND_YES_NO)
		value = check_boolean(check, where, body);
	else if (value->kind == EXPR_SETTING && !check_one_value(check, value))
		value = expr_wrong(check, body);
	value = check_rounded(check, value, ast_child(draft->node, AST_ROUNDED));
	draft->column.body = value;
	draft->column.type = value->type;
	draft->column.provenance = check_provenance(check, draft->node->first);
	check_cited(check, &draft->column.provenance, draft->column.at, "the definition",
	    draft->column.each != NULL ? draft->column.each->name : draft->column.name);
}

/* ---- bands ---- */

/* One message tells about all edges of the wrong kind: `said` is the kind it was about. */
static const struct expr *
edge(struct check *check, const struct where *where, const struct ast *node,
    const struct column *by, enum kind *said)
{
	struct expr *value = check_value(check, where, node);

	if (!check_one_value(check, value) || by == NULL || by->type.kind == KIND_ERROR)
		return value;
	if (check_kinds_compare(value->type.kind, by->type.kind) || *said == value->type.kind)
		return value;
	*said = value->type.kind;
	diag_error(check->diags, node->at, "wrong-kind", "this edge is %s, but '%s' is %s",
	    check_a_kind(value->type.kind), by->name, check_a_kind(by->type.kind));
	if (value->kind == EXPR_VALUE && value->type.kind == KIND_NUMBER &&
	    by->type.kind != KIND_NUMBER)
		diag_note(check->diags, "write %s at every edge: %s%s%s%s",
		    kind_is_length(by->type.kind) ? "the unit" : "the sign",
		    by->type.kind == KIND_MONEY ? "\xC2\xA3" : "", check_said(check, node->at),
		    by->type.kind == KIND_PERCENT      ? "%" :
			kind_is_length(by->type.kind) ? " " :
							"",
		    kind_is_length(by->type.kind) ? kind_name(by->type.kind) : "");
	else
		diag_note(check->diags, "edges are of the kind of the column they cut up");
	return value;
}

struct band_form {
	bool below, above;
}; /* open below, open above; upper ends belong to the band */

static struct band_form
one_band(struct check *check, const struct where *where, struct band *band, const struct ast *node,
    const struct column *by, enum kind *said)
{
	const struct ast *range = node->first;
	struct band_form form = { false, false };

	while (range != NULL && (range->kind < AST_BELOW || range->kind > AST_OVER))
		range = range->next;
	band->at = node->at;
	if (range == NULL || range->first == NULL)
		return form;
	if (range->kind == AST_BELOW || range->kind == AST_OR_LESS) {
		band->high = edge(check, where, range->first, by, said);
		form.below = true;
	} else {
		band->low = edge(check, where, range->first, by, said);
		form.above = range->kind == AST_OR_MORE || range->kind == AST_OVER;
		if (!form.above)
			band->high = edge(check, where, range->first->next, by, said);
	}
	band->high_included = range->kind == AST_OR_LESS || range->kind == AST_OVER_TO;
	band->low_included = range->kind == AST_TO_UNDER || range->kind == AST_OR_MORE;
	return form;
}

static void
band_order(
    struct check *check, const struct band *band, struct band_form form, bool first, bool last)
{
	if (form.below && !first) {
		diag_error(check->diags, band->at, "band-order",
		    "this band has no lower end, so it is the first one");
		diag_note(check->diags, "write the bands from the lowest to the highest");
	} else if (form.above && !last) {
		diag_error(check->diags, band->at, "band-order",
		    "this band has no upper end, so it is the last one");
		diag_note(check->diags, "write the bands from the lowest to the highest");
	}
}

static void
bands_column(struct check *check, struct column_draft *draft, const struct where *where)
{
	const struct ast *by = ast_child(draft->node, AST_BY);
	struct column_draft *of = by == NULL ? NULL : check_own_column(check, where, by);
	struct bands *bands = arena_new(check->arena, struct bands);
	struct list names = { NULL, 0, 0 };
	struct band *lines;
	uint32_t count = 0;
	enum kind said = KIND_ERROR;
	bool fine = of != NULL && of->column.type.kind != KIND_ERROR;

	draft->column.bands = bands;
	draft->column.provenance = check_provenance(check, draft->node->first);
	check_cited(
	    check, &draft->column.provenance, draft->column.at, "the bands", draft->column.name);
	if (fine && !kind_is_quantity(of->column.type.kind) &&
	    !kind_is_length(of->column.type.kind)) {
		diag_error(check->diags, by->at, "wrong-kind",
		    "bands cut up a figure, and '%s' is %s", by->name,
		    check_a_kind(of->column.type.kind));
		diag_note(check->diags, "for labels, dates and conditions use 'decide'");
		fine = false;
	}
	for (const struct ast *part = draft->node->first; part != NULL; part = part->next)
		count += part->kind == AST_BAND;
	if (count == 0 && ast_child(draft->node, AST_WRONG) == NULL) {
		diag_error(check->diags, draft->column.at, "band-ends",
		    "'%s' has no band, so no figure has one", draft->column.name);
		diag_note(check->diags,
		    "write its bands below it, from the lowest to the highest: `below A is ...`, "
		    "then `A or more is ...`");
		fine = false;
	}
	bands->by = of == NULL ? NULL : &of->column;
	bands->bands = lines = arena_array(check->arena, struct band, count);
	for (const struct ast *part = draft->node->first; part != NULL; part = part->next) {
		struct band *band = &lines[bands->count];
		struct band_form form;

		if (part->kind != AST_BAND)
			continue;
		form = one_band(check, where, band, part, fine ? &of->column : NULL, &said);
		band_order(check, band, form, bands->count == 0, bands->count + 1 == count);
		while (band->label < names.count && names.items[band->label] != part->name)
			band->label++;
		if (part->name != NULL && band->label == names.count &&
		    !check_add_label(check, &names, part->name, part->at, draft->column.name))
			fine = false;
		bands->count++;
	}
	if (!fine)
		return;
	draft->column.type = type_plain(KIND_LABEL);
	draft->column.type.labels = check_label_set(check, &names);
	draft->column.type.can_be_empty = of->column.type.can_be_empty;
}

/* ---- deadline ---- */

static void
due_column(struct check *check, struct column_draft *draft, const struct where *where)
{
	const struct ast *due = ast_child(draft->node, AST_DUE);
	struct expr *value = check_value(check, where, due == NULL ? NULL : due->first);

	draft->column.body = value;
	draft->column.type = value->type;
	draft->column.provenance = check_provenance(check, draft->node->first);
	if (value->type.kind == KIND_DATE || !check_one_value(check, value))
		return;
	diag_error(check->diags, due->first->at, "wrong-kind",
	    "a deadline is a date, and '%s' is %s", check_said(check, due->first->at),
	    check_a_kind(value->type.kind));
	if (kind_is_length(value->type.kind))
		diag_note(check->diags, "say from when: %s after NAME",
		    check_said(check, due->first->at));
	else
		diag_note(check->diags, "write for instance: 28 days after NAME");
	draft->column.type = type_plain(KIND_ERROR);
}

/* `deadline answer_due` makes `answer_due_due`. */
static void
said_due(struct check *check, const struct column_draft *draft, const struct column_draft *due)
{
	const char *name = draft->column.name;
	size_t length = strlen(name);

	if (length < 5 || strcmp(name + length - 4, "_due") != 0)
		return;
	diag_warning(check->diags, draft->column.at, "deadline-name",
	    "the deadline '%s' makes a column '%s'", name, due->column.name);
	diag_note(check->diags,
	    "the day it runs out is called NAME_due by itself: write deadline %.*s",
	    (int)(length - 4), name);
}

static void
deadline_column(struct check *check, struct column_draft *draft, const struct where *where)
{
	const struct ast *met_by = ast_child(draft->node, AST_MET_BY);
	struct column_draft *met = met_by == NULL ? NULL : check_own_column(check, where, met_by);
	struct column_draft *due = draft->table->columns.items[draft->column.index - 1];
	struct deadline *deadline = arena_new(check->arena, struct deadline);

	said_due(check, draft, due);
	draft->column.deadline = deadline;
	draft->column.provenance = due->column.provenance;
	check_cited(
	    check, &draft->column.provenance, draft->column.at, "the deadline", draft->column.name);
	deadline->due = &due->column;
	deadline->met_by = met == NULL ? NULL : &met->column;
	draft->column.type = type_plain(KIND_LABEL);
	draft->column.type.labels = &label_set_deadline;
	if (met == NULL || met->column.type.kind == KIND_DATE ||
	    met->column.type.kind == KIND_ERROR)
		return;
	diag_error(check->diags, met_by->at, "wrong-kind",
	    "a deadline is met on a date, and '%s' is %s", met_by->name,
	    check_a_kind(met->column.type.kind));
	diag_note(check->diags, "name the column with the date on which it was done");
}

void
check_column(struct check *check, struct column_draft *draft)
{
	struct where where = check_row(draft->table);

	if (draft->wrong_node)
		return;
	switch (draft->column.origin) {
	case COLUMN_FIELD:
		if (draft->refers_to != NULL)
			check_reference(check, draft);
		break;
	case COLUMN_KEY: check_key(check, draft); break;
	case COLUMN_SENT:
	case COLUMN_LETTER: check_letter_column(check, draft, &where); break;
	case COLUMN_DEFINE: define(check, draft, &where); break;
	case COLUMN_DECIDE: check_decide(check, draft, &where); break;
	case COLUMN_BANDS: bands_column(check, draft, &where); break;
	case COLUMN_DUE: due_column(check, draft, &where); break;
	case COLUMN_DEADLINE: deadline_column(check, draft, &where); break;
	}
}
