/*
 * check_letter_parts: what a letter says, to whom, and what goes with it. Settings read here go by
 * letter_date.
 */
#include <string.h>

#include "lang/check_internal.h"

/* The addressee is a row of another table, or the very row of a table with one key. */
static void
addressee(struct check *check, struct letter_draft *letter)
{
	const struct ast *to = ast_child(letter->node, AST_TO_WHOM);
	struct table_draft *table = letter->table;
	struct column_draft *draft = to == NULL ? NULL : scope_thing(&table->names, to->name);
	bool one_key = table->table.key_count == 1;
	struct nearest nearest;

	if (to == NULL || to->name == NULL || check_maybe_declared(check, to->name))
		return;
	if (one_key &&
	    ((draft != NULL && table->table.keys[0] == &draft->column) ||
		to->name == table->table.name)) {
		letter->letter.to = table->table.keys[0];
		return;
	}
	if (draft != NULL && draft->column.refers_to != NULL) {
		letter->letter.to = &draft->column;
		return;
	}
	if (draft != NULL && draft->wrong_node)
		return;
	if (draft == NULL)
		diag_error(check->diags, to->at, "letter-to", "'%s' is not a column of '%s'",
		    to->name, table->table.name);
	else
		diag_error(check->diags, to->at, "letter-to",
		    "'%s' does not refer to a row of a table, so no letter can go to it", to->name);
	check_nearest(check, &nearest, to->name);
	for (uint32_t i = 0; draft == NULL && i < table->columns.count; i++) {
		const struct column_draft *column = table->columns.items[i];

		if (column->column.refers_to != NULL)
			nearest_offer(&nearest, column->column.name);
	}
	if (draft == NULL)
		check_did_you_mean(check, &nearest);
	if (nearest.best == NULL || draft != NULL)
		diag_note(check->diags,
		    "name the column that holds the addressee, declared so: NAME refers to TABLE");
}

/* One value of any kind, as it is printed; NULL after a message. */
static const struct expr *
printed(struct check *check, const struct where *where, const struct ast *node)
{
	struct expr *value = check_value(check, where, node);

	return check_one_value(check, value) ? value : NULL;
}

static void
reply(struct check *check, struct letter_draft *letter, const struct where *where)
{
	const struct ast *asks = ast_child(letter->node, AST_ASKS_FOR_REPLY);
	const struct expr *by;

	if (asks == NULL || asks->first == NULL)
		return;
	/* Not NULL even when wrong: ((reply_by)) has had its message then. */
	letter->letter.reply_by = by = check_value(check, where, asks->first);
	letter->letter.reply_to = printed(check, where, asks->first->next);
	if (by->type.kind == KIND_DATE || !check_one_value(check, by))
		return;
	diag_error(check->diags, asks->first->at, "wrong-kind",
	    "a reply is asked for by a date, and '%s' is %s", check_said(check, asks->first->at),
	    check_a_kind(by->type.kind));
	if (kind_is_length(by->type.kind))
		diag_note(check->diags, "say from when: %s after letter_date",
		    check_said(check, asks->first->at));
	else
		diag_note(check->diags, "write for instance: 28 days after letter_date");
}

static struct enclosure
enclosure(struct check *check, const struct letter_draft *letter, const struct ast *part)
{
	struct enclosure made = { .text = part->text };
	struct form_draft *form =
	    part->name == NULL ? NULL : check_form_named(check, part->name, part->at);

	if (form == NULL || form->table == NULL)
		return made;
	made.form = &form->form;
	if (form->table == letter->table)
		return made;
	diag_error(check->diags, part->at, "letter-other-table",
	    "'%s' is a form for '%s', and '%s' is a letter for '%s'", part->name,
	    form->table->table.name, letter->letter.name, letter->table->table.name);
	diag_note(check->diags, "a letter encloses forms about its own row: write the form for %s",
	    letter->table->table.name);
	return made;
}

static void
lists(struct check *check, struct letter_draft *letter, const struct where *where,
    const struct template_place *place)
{
	uint32_t paragraphs = 0, enclosures = 0, copies = 0;
	struct letter_paragraph *paragraph;
	struct enclosure *enclosed;
	const struct expr **copy;

	for (const struct ast *part = letter->node->first; part != NULL; part = part->next) {
		paragraphs += part->kind == AST_PARAGRAPH;
		enclosures += part->kind == AST_ENCLOSES;
		copies += part->kind == AST_COPIES_TO;
	}
	letter->letter.paragraphs = paragraph =
	    arena_array(check->arena, struct letter_paragraph, paragraphs);
	letter->letter.enclosures = enclosed =
	    arena_array(check->arena, struct enclosure, enclosures);
	letter->letter.copies = copy = arena_array(check->arena, const struct expr *, copies);
	for (const struct ast *part = letter->node->first; part != NULL; part = part->next) {
		if (part->kind == AST_PARAGRAPH) {
			const struct ast *when = ast_child(part, AST_WHEN);

			paragraph[letter->letter.paragraph_count++] =
			    (struct letter_paragraph){ .file = part->text,
				    .may_vary = ast_child(part, AST_MAY_VARY) != NULL,
				    .text = check_template_file(check, place, part),
				    .when = check_boolean(
					check, where, when == NULL ? NULL : when->first),
				    .at = part->at };
		} else if (part->kind == AST_ENCLOSES) {
			enclosed[letter->letter.enclosure_count++] = enclosure(check, letter, part);
		} else if (part->kind == AST_COPIES_TO) {
			copy[letter->letter.copy_count++] = printed(check, where, part->first);
		}
	}
}

static void
one_letter(struct check *check, struct letter_draft *letter)
{
	const struct ast *subject = ast_child(letter->node, AST_SUBJECT),
			 *wording = ast_child(letter->node, AST_WORDING);
	const struct where where = check_row(letter->table);
	struct template_place place = { .table = letter->table, .letter = true };

	addressee(check, letter);
	reply(check, letter, &where);
	place.reply_by = letter->letter.reply_by;
	if (subject != NULL) {
		letter->letter.subject = subject->text;
		letter->letter.subject_template = check_template_text(check, &place, subject);
	}
	if (wording != NULL) {
		place.wording = true;
		letter->letter.wording = wording->text;
		letter->letter.wording_may_vary = ast_child(wording, AST_MAY_VARY) != NULL;
		letter->letter.wording_template = check_template_file(check, &place, wording);
		place.wording = false;
	}
	lists(check, letter, &where, &place);
	if (wording != NULL || letter->letter.paragraph_count > 0 ||
	    ast_child(letter->node, AST_WRONG) != NULL)
		return;
	diag_warning(check->diags, letter->letter.at, "letter-wording", "'%s' has no wording",
	    letter->letter.name);
	diag_note(check->diags,
	    "put the text into a file and add a line: wording from \"letters/%s.txt\"",
	    letter->letter.name);
}

void
check_letters(struct check *check)
{
	const struct letter **letters =
	    arena_array(check->arena, const struct letter *, check->letter_list.count);

	check->program->letters = letters;
	check->in_letter = true;
	for (uint32_t i = 0; i < check->letter_list.count; i++) {
		struct letter_draft *letter = check->letter_list.items[i];

		one_letter(check, letter);
		letters[check->program->letter_count++] = &letter->letter;
	}
	check->in_letter = false;
}
