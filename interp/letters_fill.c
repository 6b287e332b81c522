/* letters_fill: the values of one letter, out of its row; and, in words, which of them are missing.
 */
#include <string.h>

#include "interp/edges.h"
#include "interp/explain.h"
#include "interp/grid_value.h"
#include "interp/letters_internal.h"
#include "lang/unseen.h"

struct filling {
	struct letters *letters;
	struct letter_copy *copy;
	struct value_scope scope;
};

struct value
letter_keep(struct arena *arena, struct value value)
{
	if (value.type.kind == KIND_TEXT && value.state == GIVEN)
		value.text = arena_copy(arena, value.text, value.text_length);
	return value;
}

const char *
letter_spell(struct letters *letters, bool *from, const struct value *value)
{
	const char *words = knobs_label_words(letters->knobs, value);

	letter_local_label(letters, from, value);
	return words != NULL ? words : grid_value(&letters->arena, value).reader;
}

/* A field that stands in two places is missed once. */
static bool
is_missed(const struct letter_copy *copy, const char *text)
{
	size_t length = strlen(text);
	const char *at = copy->missing.length > 0 ? copy->missing.at : NULL;

	for (const char *found = at; found != NULL && (found = strstr(found, text)) != NULL;
	     found++) {
		bool begins = found == at || (found - at >= 2 && memcmp(found - 2, "; ", 2) == 0);

		if (begins && (found[length] == '\0' || strncmp(found + length, "; ", 2) == 0))
			return true;
	}
	return false;
}

void
letter_misses(struct letter_copy *copy, const char *text)
{
	if (is_missed(copy, text))
		return;
	if (copy->missing.length > 0)
		buffer_text(&copy->missing, "; ");
	buffer_text(&copy->missing, text);
}

/* ---- what is missing, in words ---- */

struct naming {
	struct filling *filling;
	struct buffer names;
};

static void
add_name(struct naming *naming, const char *name, size_t length)
{
	struct buffer *names = &naming->names;

	for (const char *at = names->length > 0 ? names->at : NULL; at != NULL;) {
		if (strncmp(at, name, length) == 0 && (at[length] == ',' || at[length] == '\0'))
			return;
		at = strchr(at, ',');
		at = at == NULL ? NULL : at + 2;
	}
	if (names->length > 0)
		buffer_text(names, ", ");
	buffer_add(names, name, length);
}

/* The facts behind a column; or, of what cannot be asked further, its text in the policy. */
static void
name_leaf(void *context, const struct expr *leaf)
{
	struct naming *naming = context;
	const struct filling *filling = naming->filling;
	const struct value value = scope_value(&filling->scope, leaf);
	struct buffer needs = BUFFER_INIT;
	size_t length;

	if (value_is_given(&value))
		return;
	if (leaf->kind != EXPR_COLUMN) {
		const char *text =
		    sources_text(filling->letters->program->sources, leaf->at, &length);

		add_name(naming, text, length);
		return;
	}
	if (!value_is_nothing(&value) && leaf->column->field == NULL)
		explain_needs(&needs, filling->copy->batch, filling->copy->row, leaf->column);
	if (needs.length > 0)
		add_name(naming, needs.at, needs.length);
	else
		add_name(naming, leaf->column->name, strlen(leaf->column->name));
	buffer_release(&needs);
}

static void
name_missing(struct filling *filling, struct buffer *out, const struct expr *expr)
{
	struct naming naming = { .filling = filling };

	expr_visit_leaves(expr, name_leaf, &naming);
	if (naming.names.length > 0)
		buffer_add(out, naming.names.at, naming.names.length);
	buffer_release(&naming.names);
}

static bool
is_cell(const struct expr *expr)
{
	return (expr->kind == EXPR_COLUMN && expr->column->field != NULL)
	       || (expr->kind == EXPR_THROUGH && expr->through->field != NULL);
}

/* "practice.recipient is blank", "reply_by cannot be worked out without published_on" */
static void
say_missing(
    struct filling *filling, const char *what, const struct expr *expr, const struct value *value)
{
	struct buffer text = BUFFER_INIT;
	size_t before;

	buffer_text(&text, what);
	if (value_is_nothing(value) && is_cell(expr)) {
		buffer_text(&text, " is blank");
	} else if (value_is_nothing(value)) {
		buffer_text(&text, " is nothing");
	} else {
		buffer_text(&text, " is not known");
		before = text.length;
		buffer_text(&text, ": look at ");
		name_missing(filling, &text, expr);
		if (text.length == before + strlen(": look at ")
		    || strcmp(text.at + before + strlen(": look at "), what) == 0)
			buffer_cut(&text, before);
	}
	letter_misses(filling->copy, text.at);
	buffer_release(&text);
}

/* ---- values ---- */

/* Nothing that can be seen, where something should be; a list without members says that there are
 * none. */
static bool
shows_nothing(const struct expr *expr, const struct value *value)
{
	if (value->type.kind != KIND_TEXT || !text_is_unseen(value->text, value->text_length))
		return false;
	while (expr->kind == EXPR_COLUMN && expr->column->body != NULL)
		expr = expr->column->body;
	return value->text_length > 0 || expr->kind == EXPR_SETTING;
}

static void
note_local(struct filling *filling, const struct expr *expr)
{
	const struct letter_copy *copy = filling->copy;

	letter_local_expr(filling->letters, copy->from, expr, copy->batch, copy->row);
}

/* As it is printed; NULL, and said, when it is not there. */
static const char *
fill_value(struct filling *filling, const char *what, const struct expr *expr)
{
	struct arena *arena = &filling->letters->arena;
	const struct value value = scope_value(&filling->scope, expr);
	char digits[VALUE_SPELL_MAX];
	size_t length;

	note_local(filling, expr);
	if (!value_is_given(&value)) {
		say_missing(filling, what, expr, &value);
		return NULL;
	}
	if (shows_nothing(expr, &value)) {
		letter_misses(filling->copy,
		    arena_printf(arena, "%s shows nothing: no character of it can be seen", what));
		return NULL;
	}
	if (expr->kind == EXPR_COLUMN && value.den != 0 && edges_apply(expr->column)) {
		length = edges_spell(digits, filling->copy->batch, filling->copy->row, expr->column,
		    NULL, 0, SPELL_READER);
		if (length > 0)
			return arena_copy(arena, digits, length);
	}
	return letter_spell(filling->letters, filling->copy->from, &value);
}

static bool
fill_when(struct filling *filling, const char *what, const struct expr *condition)
{
	bool unknown, holds = scope_holds(&filling->scope, condition, &unknown);
	struct buffer text = BUFFER_INIT;

	note_local(filling, condition);
	if (!unknown)
		return holds;
	buffer_printf(&text, "%s cannot be decided without ", what);
	name_missing(filling, &text, condition);
	letter_misses(filling->copy, text.at);
	buffer_release(&text);
	return false;
}

static struct looked_set *
fill_list(struct filling *filling, const struct expr *value)
{
	const struct expr *list = list_behind(value);
	struct looked_set *set;

	if (list == NULL)
		return NULL;
	set = letter_look(filling->letters, filling->copy, list->related,
	    value->kind == EXPR_COLUMN && value->column->table == filling->letters->program->run,
	    &list->a, 1);
	return set != NULL && set->unsure ? NULL : set;
}

/* In words for people where its labels have some, whose rows then say which they are. */
static void
fill_members(struct filling *filling, struct filled_part *out, const struct expr *value, bool alone)
{
	const struct expr *list = list_behind(value);

	out->joined = letter_list_has_words(filling->letters, list);
	if (alone || out->joined)
		out->items = fill_list(filling, value);
	letter_local_list(filling->letters, filling->copy->from, list, out->text);
}

static struct filled
fill_template(struct filling *filling, const struct template *template)
{
	struct arena *arena = &filling->letters->arena;
	struct filled filled = { .template = template };

	if (template == NULL)
		return filled;
	filled.parts = arena_array(arena, struct filled_part, template->count);
	for (uint32_t i = 0; i < template->count; i++) {
		const struct template_part *part = &template->parts[i];
		struct filled_part *out = &filled.parts[i];

		if (part->kind == TEMPLATE_TEXT)
			continue;
		if (part->kind == TEMPLATE_WHEN) {
			out->shown = fill_when(filling,
			    arena_printf(arena, "the text for %s", field_name(arena, part)),
			    part->value);
		} else if (part->value != NULL) {
			out->text = fill_value(filling, field_name(arena, part), part->value);
			if (out->text != NULL && list_behind(part->value) != NULL)
				fill_members(filling, out, part->value, stands_alone(template, i));
		} else if (is_place(part, "reply_by")) {
			letter_misses(
			    filling->copy, "reply_by has no date: the letter asks for no reply");
		}
	}
	return filled;
}

/* ---- forms ---- */

static const struct expr **
column_values(struct arena *arena, const struct form *form)
{
	const struct expr **values = arena_array(arena, const struct expr *, form->column_count);

	for (uint32_t i = 0; i < form->column_count; i++)
		values[i] = form->columns[i].value;
	return values;
}

static const char **
fill_parts(
    struct filling *filling, const struct form *form, const struct form_part *parts, uint32_t count)
{
	struct arena *arena = &filling->letters->arena;
	const char **texts = arena_array(arena, const char *, count);

	for (uint32_t i = 0; i < count; i++)
		if (parts[i].value != NULL)
			texts[i] = fill_value(filling,
			    arena_printf(arena, "%s in form %s", parts[i].label, form->name),
			    parts[i].value);
	return texts;
}

static void
fill_form(struct filling *filling, struct filled_form *filled, const struct form *form)
{
	struct arena *arena = &filling->letters->arena;

	filled->form = form;
	filled->title = fill_template(filling, form->title_template);
	filled->headers = fill_parts(filling, form, form->headers, form->header_count);
	if (form->return_to != NULL)
		filled->return_to = fill_value(filling,
		    arena_printf(arena, "where to return form %s", form->name), form->return_to);
	if (form->rows == NULL) {
		filled->columns = fill_parts(filling, form, form->columns, form->column_count);
		return;
	}
	filled->rows = letter_look(filling->letters, filling->copy, form->rows, false,
	    column_values(arena, form), form->column_count);
	/* What is not known in the rows that do belong is told besides. */
	if (filled->rows == NULL || filled->rows->unsure)
		letter_misses(filling->copy,
		    arena_printf(arena, "which rows of %s belong in form %s is not known",
			form->rows->table->name, form->name));
}

const struct template *
letter_local(const struct letters *letters, const struct letter *letter, uint32_t paragraph)
{
	const struct local_text *local = knobs_local_text(letters->knobs, letter, paragraph);

	if (local != NULL)
		return local->text;
	return paragraph == LOCAL_WORDING ? letter->wording_template :
					    letter->paragraphs[paragraph].text;
}

void
letter_fill(struct letters *letters, struct letter_copy *copy)
{
	const struct letter *letter = copy->letter;
	struct arena *arena = &letters->arena;
	struct filling filling = { .letters = letters, .copy = copy };

	filling.scope = (struct value_scope){
		.knobs = letters->knobs, .batch = copy->batch, .row = copy->row, .by_run_date = true
	};
	copy->subject = fill_template(&filling, letter->subject_template);
	copy->wording = fill_template(&filling, letter_local_text(letters, copy, LOCAL_WORDING));
	copy->paragraphs = arena_array(arena, struct filled, letter->paragraph_count);
	for (uint32_t i = 0; i < letter->paragraph_count; i++)
		if (fill_when(&filling,
			arena_printf(arena, "the paragraph %s", letter->paragraphs[i].file),
			letter->paragraphs[i].when))
			copy->paragraphs[i] =
			    fill_template(&filling, letter_local_text(letters, copy, i));
	copy->forms = arena_array(arena, struct filled_form, letter->enclosure_count);
	for (uint32_t i = 0; i < letter->enclosure_count; i++)
		if (letter->enclosures[i].form != NULL)
			fill_form(&filling, &copy->forms[i], letter->enclosures[i].form);
	copy->copies = arena_array(arena, const char *, letter->copy_count);
	for (uint32_t i = 0; i < letter->copy_count; i++) {
		size_t length;
		const char *text =
		    sources_text(letters->program->sources, letter->copies[i]->at, &length);

		copy->copies[i] = fill_value(&filling,
		    arena_printf(arena, "who gets the copy, %.*s,", (int)length, text),
		    letter->copies[i]);
	}
}
