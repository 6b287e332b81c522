/*
 * check_forms: forms that a letter encloses (writ.5, Forms). Like what letters print, they
 * may name letter_date, and settings go by it.
 */
#include "lang/check_internal.h"

void
check_declare_forms(struct check *check)
{
	for (const struct ast *node = check->file->first; node != NULL; node = node->next) {
		const struct ast *of = ast_child(node, AST_FOR);
		struct form_draft *draft;

		if (node->kind != AST_FORM || node->name == NULL || of == NULL)
			continue;
		draft = arena_new(check->arena, struct form_draft);
		draft->node = node;
		draft->form.name = node->name;
		draft->form.at = node->name_at;
		draft->form.title = node->text;
		if (!scope_add(&check->forms, node->name, draft, node->name_at)) {
			diag_error(check->diags, node->name_at, "duplicate-name",
			    "there is another form called '%s'", node->name);
			diag_note_at(check->diags, scope_find(&check->forms, node->name)->at,
			    "the other one is here; give one of them another name");
			continue;
		}
		draft->table = check_table_named(check, of->name, of->at);
		if (draft->table == NULL || draft->table->wrong) {
			draft->table = NULL;
			continue;
		}
		draft->form.table = &draft->table->table;
		draft->form.index = check->form_list.count;
		list_add(check, &check->form_list, draft);
	}
}

struct form_draft *
check_form_named(struct check *check, const char *name, struct span at)
{
	struct form_draft *form = scope_thing(&check->forms, name);
	struct nearest nearest;

	if (form != NULL || check_maybe_declared(check, name))
		return form;
	diag_error(check->diags, at, "unknown-form", "'%s' is not a form of this policy", name);
	check_nearest(check, &nearest, name);
	nearest_offer_scope(&nearest, &check->forms);
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL)
		diag_note(check->diags,
		    "write the form: form %s for TABLE \"its title\"; or name the thing in quotes",
		    name);
	return NULL;
}

/* Where the rows of the form come from; the table its columns are over, or NULL after a message. */
static struct table_draft *
rows(struct check *check, struct form_draft *draft, bool has_columns)
{
	const struct ast *per = ast_child(draft->node, AST_ROW_PER),
			 *empty = ast_child(draft->node, AST_EMPTY_ROWS);
	const struct where ours = check_row(draft->table);
	const struct ast *condition = per == NULL ? NULL : ast_child(per, AST_WHERE);
	struct table_draft *other;
	struct where theirs;

	check_once(check, draft->node, AST_ROW_PER, "one row per");
	check_once(check, draft->node, AST_EMPTY_ROWS, "empty rows");
	if (per != NULL && empty != NULL) {
		diag_error(check->diags, empty->at, "form-rows",
		    "this form has rows to fill in and a row for each '%s'", per->name);
		diag_note_at(
		    check->diags, per->at, "the other ones are said here; keep one of the two");
		empty = NULL;
	}
	if (per == NULL && empty == NULL && has_columns) {
		diag_error(check->diags, draft->form.at, "form-rows",
		    "'%s' has columns and no rows", draft->form.name);
		diag_note(check->diags,
		    "add a line: 8 empty rows; or: one row per TABLE for the same KEY where "
		    "CONDITION");
	}
	if (empty != NULL && empty->value.num == 0) {
		diag_error(check->diags, empty->at, "form-rows",
		    "a form with no empty row cannot be filled in");
		diag_note(
		    check->diags, "write how many rows are wanted, for instance: 8 empty rows");
	}
	if (empty != NULL)
		draft->form.empty_rows = (uint32_t)empty->value.num;
	if (per == NULL)
		return draft->table;
	other = check_table_named(check, per->name, per->at);
	if (other == NULL || other->wrong)
		return NULL;
	draft->form.rows = check_related(check, &ours, other, per,
	    condition == NULL ? NULL : condition->first, per->at, &theirs);
	return other;
}

static struct form_part
form_part(struct check *check, struct table_draft *table, const struct ast *node)
{
	const struct where where = table == NULL ? check_row(check->run) : check_row(table);
	struct form_part part = { .label = node->text };
	struct expr *value;

	if (node->first == NULL || table == NULL)
		return part;
	value = check_value(check, &where, node->first);
	part.value = check_one_value(check, value) ? value : NULL;
	return part;
}

static void
one_form(struct check *check, struct form_draft *draft)
{
	const struct ast *node = draft->node, *also = ast_child(node, AST_ALSO_CALLED),
			 *back = ast_child(node, AST_RETURN_TO);
	const struct template_place place = { .table = draft->table };
	uint32_t headers = 0, columns = 0;
	struct form_part *header, *column;
	struct table_draft *table;

	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		headers += part->kind == AST_HEADER;
		columns += part->kind == AST_COLUMN;
	}
	check_once(check, node, AST_ALSO_CALLED, "also called");
	check_once(check, node, AST_RETURN_TO, "return to");
	draft->form.provenance = check_provenance(check, node->first);
	check_cited(check, &draft->form.provenance, draft->form.at, "the form", draft->form.name);
	draft->form.title_template = check_template_text(check, &place, node);
	draft->form.also_called = also == NULL ? NULL : also->text;
	draft->form.headers = header = arena_array(check->arena, struct form_part, headers);
	draft->form.columns = column = arena_array(check->arena, struct form_part, columns);
	table = rows(check, draft, columns > 0);
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		if (part->kind == AST_HEADER)
			header[draft->form.header_count++] = form_part(check, draft->table, part);
		else if (part->kind == AST_COLUMN)
			column[draft->form.column_count++] = form_part(check, table, part);
	}
	if (back != NULL)
		draft->form.return_to = form_part(check, draft->table, back).value;
}

void
check_forms(struct check *check)
{
	const struct form **forms =
	    arena_array(check->arena, const struct form *, check->form_list.count);

	check->program->forms = forms;
	check->in_letter = true;
	for (uint32_t i = 0; i < check->form_list.count; i++) {
		struct form_draft *draft = check->form_list.items[i];

		one_form(check, draft);
		forms[check->program->form_count++] = &draft->form;
	}
	check->in_letter = false;
}
