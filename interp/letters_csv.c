/*
 * letters_csv: letters.csv, the merge file that is also what to append to the register; and the
 * list of what was not written. letters_register.c writes the rows for the register in the form of
 * its own file, with what stands here.
 *
 * The register's own columns come first, under the headings its file has, so that rows can be
 * appended as they are. A field of a template that would have the same heading as one of them is
 * left out when it is the same thing (a key, the date), else numbered: a file with two equal
 * headings cannot be read.
 */
#include <string.h>

#include "interp/csvout.h"
#include "interp/filename.h"
#include "interp/letter_page.h"
#include "interp/letters_internal.h"

enum role { ROLE_NONE, ROLE_KEY, ROLE_NAME, ROLE_DATE, ROLE_REFERENCE };

struct layout {
	struct arena *arena;
	const struct letters *letters;
	const struct table *table; /* the register, or NULL */
	const char **headings;     /* of all columns */
	const char **fields;       /* names in the templates, behind the register's columns */
	uint32_t own, count, room;
	uint32_t subject, variation;	/* columns; the latter UINT32_MAX where none was taken */
};

/* ---- what a column of the register is filled with ---- */

/* Tables are related by columns of one name; one with a single key answers to its own name too. */
static int
key_named(const struct table *table, const struct column *column)
{
	for (uint32_t i = 0; i < table->key_count; i++)
		if (strcmp(table->keys[i]->name, column->name) == 0)
			return (int)i;
	if (table->key_count == 1
	    && (column->refers_to == table || strcmp(column->name, table->name) == 0))
		return 0;
	return -1;
}

static bool
is_anybodys_key(const struct program *program, const struct column *column)
{
	for (uint32_t i = 0; i < program->letter_count; i++)
		if (key_named(program->letters[i]->table, column) >= 0)
			return true;
	return false;
}

static enum role
role_of(const struct program *program, const struct column *column)
{
	const struct letter_register *reg = program->letter_register;

	if (column == reg->named_by)
		return ROLE_NAME;
	if (column == reg->table->dated_by)
		return ROLE_DATE;
	if (is_anybodys_key(program, column))
		return ROLE_KEY;
	if (column->field->is_key && column->type.kind == KIND_TEXT
	    && column->field->pattern == NULL)
		return ROLE_REFERENCE;
	return ROLE_NONE;
}

const char *
letters_to_fill(struct letters *letters)
{
	const struct letter_register *reg = letters->program->letter_register;
	const char *text = "";

	for (uint32_t i = 0; reg != NULL && i < reg->table->field_count; i++) {
		const struct column *column = reg->table->columns[i];

		if (role_of(letters->program, column) != ROLE_NONE || column->field->may_be_blank
		    || column->field->has_blank_value)
			continue;
		text = arena_printf(&letters->arena, "%s%s%s", text, *text == '\0' ? "" : ", ",
		    column->field->header != NULL ? column->field->header : column->name);
	}
	return text;
}

/* ---- columns ---- */

/* As the reader tells headings apart: without case, blanks, hyphens and underscores. */
static bool
same_heading(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (*a == ' ' || *a == '-' || *a == '_')
			a++;
		while (*b == ' ' || *b == '-' || *b == '_')
			b++;
		if ((*a | ((*a >= 'A' && *a <= 'Z') << 5))
		    != (*b | ((*b >= 'A' && *b <= 'Z') << 5)))
			return false;
		if (*a == '\0')
			return true;
	}
}

static uint32_t
heading_at(const struct layout *layout, const char *heading)
{
	uint32_t at = 0;

	while (at < layout->count && !same_heading(layout->headings[at], heading))
		at++;
	return at;
}

static const char *
add_heading(struct layout *layout, const char *heading, const char *field)
{
	const char *tried = heading;

	for (unsigned number = 2; heading_at(layout, tried) < layout->count; number++)
		tried = arena_printf(layout->arena, "%s_%u", heading, number);
	if (layout->count == layout->room) {
		uint32_t room = layout->room == 0 ? 32 : layout->room * 2;
		const char **headings = arena_array(layout->arena, const char *, room);
		const char **fields = arena_array(layout->arena, const char *, room);

		for (uint32_t i = 0; i < layout->count; i++) {
			headings[i] = layout->headings[i];
			fields[i] = layout->fields[i];
		}
		layout->headings = headings;
		layout->fields = fields;
		layout->room = room;
	}
	layout->headings[layout->count] = tried;
	layout->fields[layout->count++] = field;
	return tried;
}

/* Does a letter print it as a file of data has it? Not "March 2022", which is 2022-03 there. */
static bool
spelled_alike(const struct column *column)
{
	switch (column->type.kind) {
	case KIND_TEXT:
	case KIND_YES_NO:
	case KIND_LABEL:
	case KIND_QUARTER:
	case KIND_YEAR:
	case KIND_QUARTER_OF_YEAR:
	case KIND_PERCENT:
		return true;
	case KIND_ERROR:
	case KIND_NUMBER:
	case KIND_MONEY:
	case KIND_DATE:
	case KIND_MONTH:
	case KIND_DAYS:
	case KIND_WEEKS:
	case KIND_WORKING_DAYS:
	case KIND_MONTHS:
	case KIND_QUARTERS:
	case KIND_YEARS:
		return false;
	}
	return false;
}

/* The register's column already says the same, in the same words. */
static bool
is_in_register(const struct layout *layout, const struct template_part *part)
{
	uint32_t at = heading_at(layout, field_name(layout->arena, part));
	const struct column *own, *field;
	int key;

	if (at >= layout->own)
		return false;
	own = layout->table->columns[at];
	if (!spelled_alike(own))
		return false;
	if (part->value->kind != EXPR_COLUMN || role_of(layout->letters->program, own) != ROLE_KEY)
		return false;
	field = part->value->column;
	key = key_named(field->table, own);
	return key >= 0 && field->table->keys[key] == field;
}

static bool
is_field(const struct template_part *part, const char *name)
{
	size_t length = strlen(part->name);

	if (strncmp(part->name, name, length) != 0)
		return false;
	if (part->member == NULL)
		return name[length] == '\0';
	return name[length] == '.' && strcmp(part->member, name + length + 1) == 0;
}

static void
add_fields(struct layout *layout, const struct template *template)
{
	for (uint32_t i = 0; i < template->count; i++) {
		const struct template_part *part = &template->parts[i];
		bool known = false;

		if (part->kind == TEMPLATE_TEXT || part->value == NULL
		    || is_in_register(layout, part))
			continue;
		for (uint32_t k = layout->own; k < layout->count; k++)
			known |= is_field(part, layout->fields[k]);
		if (!known)
			add_heading(layout, field_name(layout->arena, part),
			    field_name(layout->arena, part));
	}
}

/* Titles of forms are no part of a merge. */
static void
add_letter_fields(struct layout *layout, const struct letter *letter)
{
	if (letter->subject_template != NULL)
		add_fields(layout, letter->subject_template);
	add_fields(layout, letter_local(layout->letters, letter, LOCAL_WORDING));
	for (uint32_t i = 0; i < letter->paragraph_count; i++)
		add_fields(layout, letter_local(layout->letters, letter, i));
}

static void
lay_out(struct layout *layout, struct arena *arena, const struct letters *letters)
{
	const struct letter_register *reg = letters->program->letter_register;

	*layout = (struct layout){
		.arena = arena, .letters = letters, .table = reg == NULL ? NULL : reg->table
	};
	for (uint32_t i = 0; reg != NULL && i < reg->table->field_count; i++) {
		const struct column *column = reg->table->columns[i];

		add_heading(layout,
		    column->field->header != NULL ? column->field->header : column->name, NULL);
	}
	layout->own = layout->count;
	for (uint32_t i = 0; i < letters->program->letter_count; i++)
		add_letter_fields(layout, letters->program->letters[i]);
	layout->subject = layout->count;
	add_heading(layout, "subject", NULL);
	layout->variation = letters->knobs->taken_count > 0 ? layout->count : UINT32_MAX;
	if (letters->knobs->taken_count > 0)
		add_heading(layout, "variation", NULL);
	add_heading(layout, "file", NULL);
}

/* ---- rows ---- */

static bool
field_in(const struct filled *filled, const char *name, const char **text)
{
	for (uint32_t i = 0; filled->template != NULL && i < filled->template->count; i++) {
		const struct template_part *part = &filled->template->parts[i];

		if (part->kind == TEMPLATE_TEXT || part->value == NULL || !is_field(part, name))
			continue;
		if (part->kind == TEMPLATE_FIELD)
			*text = filled->parts[i].text;
		else
			*text = filled->parts[i].shown ? "yes" : "no";
		return true;
	}
	return false;
}

static const char *
field_text(const struct letter_copy *copy, const char *name)
{
	const char *text = "";

	if (field_in(&copy->subject, name, &text) || field_in(&copy->wording, name, &text))
		return text;
	for (uint32_t i = 0; i < copy->letter->paragraph_count; i++)
		if (field_in(&copy->paragraphs[i], name, &text))
			return text;
	return text;
}

static const char *
date_text(struct arena *arena, int64_t date)
{
	const struct value value = value_figure(KIND_DATE, date);

	return value_spell(arena, &value, SPELL_PLAIN);
}

const char *
letters_reference(struct arena *arena, struct filenames *names, const struct letters *letters,
    const struct letter_copy *copy)
{
	static const char *const endings[] = { "" };
	const char *text = "";

	for (uint32_t i = 0; i < copy->letter->table->key_count; i++)
		text = arena_printf(
		    arena, "%s%s-", text, value_spell(arena, &copy->keys[i], SPELL_PLAIN));
	text = arena_printf(
	    arena, "%s%s-%s", text, copy->letter->name, date_text(arena, letters->knobs->run_date));
	return filenames_stem(names, text, endings, 1);
}

struct value
letters_register_cell(const struct letters *letters, const struct letter_copy *copy,
    const struct column *column, const char *reference)
{
	struct value value = { .state = NOTHING, .type = column->type };
	const char *text = NULL;
	int key;

	switch (role_of(letters->program, column)) {
	case ROLE_NAME:
		text = copy->letter->name;
		break;
	case ROLE_REFERENCE:
		text = reference;
		break;
	case ROLE_DATE:
		return value_figure(KIND_DATE, letters->knobs->run_date);
	case ROLE_KEY:
		key = key_named(copy->letter->table, column);
		return key < 0 ? value : copy->keys[key];
	case ROLE_NONE:
		break;
	}
	if (text == NULL)
		return value;
	value.state = GIVEN;
	value.type.kind = KIND_TEXT;
	value.text = text;
	value.text_length = (uint32_t)strlen(text);
	return value;
}

static void
put_cell(struct buffer *out, const char *text, bool first, uint64_t *neutralised)
{
	csvout_cell(out, text, strlen(text), first, true, neutralised);
}

static const char *
register_text(const struct layout *layout, const struct letter_copy *copy,
    const struct column *column, const char *reference)
{
	const struct value value = letters_register_cell(layout->letters, copy, column, reference);

	return value.state == GIVEN ? value_spell(layout->arena, &value, SPELL_PLAIN) : "";
}

static void
put_row(struct buffer *out, const struct layout *layout, uint32_t columns,
    const struct letter_copy *copy, const char *reference, uint64_t *neutralised)
{
	for (uint32_t i = 0; i < columns; i++) {
		const char *text;

		if (i < layout->own)
			text = register_text(layout, copy, layout->table->columns[i], reference);
		else if (layout->fields[i] != NULL)
			text = field_text(copy, layout->fields[i]);
		else if (i == layout->subject)
			text = letter_subject(layout->arena, copy);
		else if (i == layout->variation)
			text = copy->local;
		else
			text = arena_printf(layout->arena, "%s.html", copy->stem);
		put_cell(out, text, i == 0, neutralised);
	}
}

void
letters_csv(struct buffer *out, const struct letters *letters, bool register_only, bool excel,
    uint64_t *neutralised)
{
	struct arena arena = ARENA_INIT;
	struct filenames references;
	struct layout layout;
	uint32_t columns;

	filenames_init(&references, &arena);
	lay_out(&layout, &arena, letters);
	columns = register_only ? layout.own : layout.count;
	buffer_text(out, excel ? "\xEF\xBB\xBF" : "");
	for (uint32_t i = 0; i < columns; i++)
		put_cell(out, layout.headings[i], i == 0, neutralised);
	csvout_end(out, excel);
	for (size_t i = 0; i < letters->count; i++) {
		const struct letter_copy *copy = letters->copies[i];

		if (copy->fate != LETTER_WRITTEN)
			continue;
		put_row(out, &layout, columns, copy,
		    letters_reference(&arena, &references, letters, copy), neutralised);
		csvout_end(out, excel);
	}
	arena_release(&arena);
}

/* What holds back every letter. */
static void
say_every(struct buffer *out, const struct letter_summary *summary)
{
	for (uint32_t i = 0; i < summary->hold_count; i++) {
		if (!summary->holds[i].every)
			continue;
		buffer_text(out, out->length > 0 ? "; " : "");
		letters_say_hold(out, &summary->holds[i]);
	}
}

void
letters_not_written_csv(
    struct buffer *out, const struct letters *letters, bool excel, uint64_t *neutralised)
{
	const struct letter_summary *summary = &letters->summary;
	struct buffer why = BUFFER_INIT;

	buffer_text(out, excel ? "\xEF\xBB\xBF" : "");
	buffer_text(out, "letter,for,state,why");
	csvout_end(out, excel);
	for (size_t i = 0; i < summary->note_count; i++) {
		const struct letter_note *note = &summary->notes[i];

		if (note->fate == LETTER_WRITTEN)
			continue;
		buffer_clear(&why);
		buffer_text(&why, note->why);
		if (note->fate == LETTER_HELD_BACK)
			say_every(&why, summary);
		put_cell(out, note->letter->name, true, neutralised);
		put_cell(out, note->key, false, neutralised);
		put_cell(out, note->fate == LETTER_HELD_BACK ? "held back" : "cannot be decided",
		    false, neutralised);
		put_cell(out, why.length > 0 ? why.at : "cannot be decided", false, neutralised);
		csvout_end(out, excel);
	}
	buffer_release(&why);
}
