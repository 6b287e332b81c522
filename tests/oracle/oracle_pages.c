/* oracle_pages: each letter that is due put together, or held back with what is missing. */
#include "tests/oracle/oracle_pages.h"

#include <assert.h>
#include <string.h>

#include "interp/buffer.h"
#include "tests/oracle/oracle_parts.h"

struct filling {
	struct oracle *oracle;
	struct oracle_page *page;
	const struct oracle_text *texts;
	uint32_t text_count;
	bool in_form; /* fields of a form are none of the letter */
};

/* ---- lines ---- */

struct lines {
	const char *at[400];
	uint32_t count;
};

static void
add_line(struct lines *lines, const char *line)
{
	assert(lines->count < 400);
	lines->at[lines->count++] = line;
}

static bool
is_empty(const char *line)
{
	return line[strspn(line, " \t")] == '\0';
}

static const char *
without_blanks_at_the_end(struct arena *arena, const char *line)
{
	size_t length = strlen(line);

	while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
		length--;
	return arena_copy(arena, line, length);
}

/* No empty line first or last, and never two together. */
static void
tidy(struct lines *lines)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < lines->count; i++)
		if (!is_empty(lines->at[i]) || (kept > 0 && !is_empty(lines->at[kept - 1])))
			lines->at[kept++] = is_empty(lines->at[i]) ? "" : lines->at[i];
	while (kept > 0 && is_empty(lines->at[kept - 1]))
		kept--;
	lines->count = kept;
}

static void
add_lines(struct lines *lines, const struct lines *more)
{
	for (uint32_t i = 0; i < more->count; i++)
		add_line(lines, more->at[i]);
}

static const char *
joined(struct arena *arena, const struct lines *lines, const char *end)
{
	struct buffer text = BUFFER_INIT;
	const char *out;

	for (uint32_t i = 0; i < lines->count; i++)
		buffer_printf(&text, "%s%s", lines->at[i], end);
	out = arena_copy(arena, text.length > 0 ? text.at : "", text.length);
	buffer_release(&text);
	return out;
}

/* What a page shows: no empty lines, no blanks at their ends. */
static const char *
shown(struct arena *arena, const struct lines *lines)
{
	struct lines kept = { .count = 0 };

	for (uint32_t i = 0; i < lines->count; i++) {
		const char *line = lines->at[i] + strspn(lines->at[i], " ");

		if (*line != '\0')
			add_line(&kept, without_blanks_at_the_end(arena, line));
	}
	return joined(arena, &kept, "\n");
}

/* ---- what is missing ---- */

static void
miss(struct filling *filling, const char *what)
{
	struct oracle_page *page = filling->page;

	for (uint32_t i = 0; i < page->missing_count; i++)
		if (strcmp(page->missing[i], what) == 0)
			return;
	assert(page->missing_count < PAGE_MISSING);
	page->missing[page->missing_count++] = what;
}

static bool
is_cell(const struct expr *expr)
{
	const struct column *column =
	    expr->kind == EXPR_THROUGH ? expr->through : expr->column;

	return column != NULL && column->origin == COLUMN_FIELD;
}

/* What a value says; where it says nothing, `what` is missing. */
static const char *
said(struct filling *filling, const struct expr *expr, const char *what)
{
	struct answer answer = oracle_printed(filling->oracle, filling->page->row, expr);

	if (answer.state == GIVEN)
		return oracle_readable(filling->oracle->arena, expr->type, answer);
	/* A cell is blank; what a rule gives is nothing. */
	miss(filling,
	    arena_printf(filling->oracle->arena, "%s %s", what,
		answer.state == UNKNOWN ? "is not known"
		    : is_cell(expr)	? "is blank"
					: "is nothing"));
	return "";
}

static void
note_field(struct filling *filling, const char *name, const char *value)
{
	struct oracle_page *page = filling->page;

	for (uint32_t i = 0; i < page->field_count; i++)
		if (strcmp(page->fields[i].name, name) == 0)
			return;
	if (filling->in_form)
		return;
	assert(page->field_count < PAGE_FIELDS);
	page->fields[page->field_count++] = (struct oracle_field){ name, value };
}

/* ---- texts ---- */

static const struct expr *
behind(struct filling *filling, const char *name)
{
	return oracle_named(
	    filling->oracle, filling->page->letter->table, filling->page->letter, name);
}

static const char *
bit_says(struct filling *filling, const struct print_bit *bit)
{
	const struct expr *expr;
	struct answer answer;
	const char *value;

	if (bit->name == NULL)
		return bit->text;
	expr = behind(filling, bit->name);
	if (expr == NULL)
		return "";
	if (bit->text == NULL) {
		value = said(filling, expr, bit->name);
		note_field(filling, bit->name, value);
		return value;
	}
	answer = oracle_printed(filling->oracle, filling->page->row, expr);
	note_field(filling, bit->name,
	    oracle_readable(filling->oracle->arena, expr->type, answer));
	if (answer_is_yes(answer))
		return bit->text;
	if (!answer_is_no(answer))
		miss(filling,
		    arena_printf(filling->oracle->arena, "the text for %s", bit->name));
	return "";
}

/* A list alone on its line has a line for each of its members. */
static bool
is_list(struct filling *filling, const struct print_bit *bit)
{
	const struct expr *expr =
	    bit->name == NULL || bit->text != NULL ? NULL : behind(filling, bit->name);

	return expr != NULL && expr->kind == EXPR_COLUMN && expr->column->body != NULL &&
	    expr->column->body->kind == EXPR_AGGREGATE &&
	    expr->column->body->aggregate == AGGREGATE_LIST;
}

static void
list_lines(struct filling *filling, const struct print_bit *bit, struct lines *lines)
{
	struct oracle *oracle = filling->oracle;
	const struct expr *list = behind(filling, bit->name)->column->body;
	struct oracle_rows *theirs = oracle_rows_of(oracle, list->related->table);
	uint32_t *order = oracle_key_order(oracle, theirs);

	for (uint32_t i = 0; i < theirs->count; i++) {
		struct oracle_row *one = &theirs->rows[order[i]];

		if (answer_is_yes(oracle_belongs(oracle, filling->page->row, one, list->related)))
			add_line(lines,
			    arena_printf(oracle->arena, "* %s",
				oracle_readable(oracle->arena, list->a->type,
				    oracle_expr(oracle, one, list->a))));
	}
}

/* `place`, where it is a line of its own, becomes the lines `there`. */
struct gap {
	const char *name;
	const struct lines *there;
	bool found;
};

static void
one_line(struct filling *filling, const struct print_bit *bits, uint32_t count,
    struct gap *places, uint32_t place_count, struct lines *lines)
{
	struct oracle *oracle = filling->oracle;
	const char *line = "";
	bool star = count == 2 && bits[0].name == NULL && strcmp(bits[0].text, "* ") == 0;
	bool hidden = false;
	const struct print_bit *alone = count == 1 ? &bits[0] : star ? &bits[1] : NULL;

	for (uint32_t p = 0; count == 1 && p < place_count; p++)
		if (bits[0].name != NULL && bits[0].text == NULL &&
		    strcmp(bits[0].name, places[p].name) == 0) {
			places[p].found = true;
			if (strcmp(places[p].name, "letter_date") == 0)
				bit_says(filling, &bits[0]);
			/* Paragraphs stand apart from what is around them. */
			if (strcmp(places[p].name, "paragraphs") == 0)
				add_line(lines, "");
			add_lines(lines, places[p].there);
			if (strcmp(places[p].name, "paragraphs") == 0)
				add_line(lines, "");
			return;
		}
	for (uint32_t i = 0; i < count; i++) {
		const char *one = bit_says(filling, &bits[i]);

		hidden = hidden || (bits[i].name != NULL && bits[i].text != NULL && *one == '\0');
		line = arena_printf(oracle->arena, "%s%s", line, one);
	}
	/* A line of nothing but text that is not there is no line. */
	if (hidden && line[strspn(line, " ")] == '\0')
		return;
	if (alone != NULL && is_list(filling, alone) &&
	    oracle_printed(oracle, filling->page->row, behind(filling, alone->name)).state ==
		GIVEN)
		list_lines(filling, alone, lines);
	else
		add_line(lines, without_blanks_at_the_end(oracle->arena, line));
}

static void
fill(struct filling *filling, const char *raw, struct gap *places, uint32_t place_count,
    struct lines *lines)
{
	struct print_text text = oracle_take_apart(filling->oracle->arena, raw);
	uint32_t line = 0;

	for (uint32_t from = 0; from < text.count;) {
		uint32_t to = from;

		while (to < text.count && text.bits[to].line == text.bits[from].line)
			to++;
		for (; line < text.bits[from].line; line++)
			add_line(lines, "");
		one_line(filling, &text.bits[from], to - from, places, place_count, lines);
		line++;
		from = to;
	}
	tidy(lines);
}

/* "Letter_2": Letter 2 */
static const char *
spoken(struct arena *arena, const char *name)
{
	char *out = arena_copy(arena, name, strlen(name));

	for (size_t i = 0; out[i] != '\0'; i++)
		if (out[i] == '_')
			out[i] = ' ';
	return out;
}

/* A subject or a title: one line, without blanks at its ends; where it comes out empty, the
 * name. */
static const char *
filled_line(struct filling *filling, const char *raw, const char *name)
{
	struct arena *arena = filling->oracle->arena;
	struct print_text text = oracle_take_apart(arena, raw);
	const char *line = "";

	for (uint32_t i = 0; i < text.count; i++)
		line = arena_printf(arena, "%s%s", line, bit_says(filling, &text.bits[i]));
	line = without_blanks_at_the_end(arena, line + strspn(line, " "));
	return *line == '\0' ? spoken(arena, name) : line;
}

static const char *
raw_text(const struct oracle_text *texts, uint32_t count, const char *name)
{
	for (uint32_t i = 0; i < count; i++)
		if (strcmp(texts[i].name, name) == 0)
			return texts[i].text;
	return "";
}

static void
paragraphs(struct filling *filling, struct gap *day, struct lines *lines)
{
	const struct letter *letter = filling->page->letter;

	for (uint32_t i = 0; i < letter->paragraph_count; i++) {
		const struct letter_paragraph *paragraph = &letter->paragraphs[i];
		struct answer holds =
		    oracle_printed(filling->oracle, filling->page->row, paragraph->when);
		struct lines own = { .count = 0 };

		if (answer_is_no(holds))
			continue;
		if (!answer_is_yes(holds)) {
			miss(filling,
			    arena_printf(filling->oracle->arena, "the paragraph %s",
				paragraph->file));
			continue;
		}
		/* The day of the letter may have its line there. */
		fill(filling, raw_text(filling->texts, filling->text_count, paragraph->file), day,
		    1, &own);
		if (lines->count > 0)
			add_line(lines, "");
		add_lines(lines, &own);
	}
}

/* ---- forms ---- */

static const char *
key_of(struct oracle *oracle, const struct oracle_row *row)
{
	const char *key = "";

	for (uint32_t k = 0; k < row->table->key_count; k++)
		key = arena_printf(oracle->arena, "%s%s%s", key, k > 0 ? ", " : "",
		    oracle_spell(oracle->arena, row->table->keys[k]->type,
			row->fields[row->table->keys[k]->index]));
	return key;
}

/* Whom something goes to: a text, a setting or a column. */
static const char *
to_whom(struct filling *filling, const struct expr *expr, const char *what)
{
	struct arena *arena = filling->oracle->arena;
	const char *name = "";

	if (expr->kind == EXPR_THROUGH)
		name = arena_printf(arena, "%s.%s", expr->column->name, expr->through->name);
	else if (expr->kind == EXPR_COLUMN)
		name = expr->column->name;
	return said(filling, expr, arena_printf(arena, "%s, %s,", what, name));
}

static void
form_rows(struct filling *filling, const struct form *form, struct lines *lines)
{
	struct oracle *oracle = filling->oracle;
	struct oracle_rows *theirs = oracle_rows_of(oracle, form->rows->table);
	uint32_t *order = oracle_key_order(oracle, theirs), found = 0;

	for (uint32_t i = 0; i < theirs->count; i++) {
		struct oracle_row *one = &theirs->rows[order[i]];
		struct answer in;

		oracle->printing = true;
		in = oracle_belongs(oracle, filling->page->row, one, form->rows);
		oracle->printing = false;
		if (answer_is_no(in))
			continue;
		found++;
		if (!answer_is_yes(in))
			miss(filling,
			    arena_printf(oracle->arena,
				"which rows of %s belong in form %s is not known",
				form->rows->table->name, form->name));
		for (uint32_t c = 0; c < form->column_count; c++) {
			const struct form_part *part = &form->columns[c];
			struct answer answer;

			add_line(lines, "#td");
			if (part->value == NULL)
				continue;
			answer = oracle_printed(oracle, one, part->value);
			if (answer.state == UNKNOWN && answer_is_yes(in))
				miss(filling,
				    arena_printf(oracle->arena,
					"%s in form %s is not known for %s %s", part->label,
					form->name, one->table->name, key_of(oracle, one)));
			/* Nothing is an answer too. */
			if (answer.state == GIVEN) {
				add_line(lines,
				    oracle_readable(oracle->arena, part->value->type, answer));
			} else {
				add_line(lines, "–");
				add_line(lines, "nothing on file");
			}
		}
	}
	if (found == 0) {
		add_line(lines, "#td");
		add_line(lines, "None on file");
	}
}

/* The variations that its row was judged by: those with a setting in force on the row's day. */
static const char *
foot(struct filling *filling)
{
	struct oracle *oracle = filling->oracle;
	const struct program *program = oracle->program;
	const char *text = arena_printf(
	    oracle->arena, "%s, version %s", program->title, program->version);
	int64_t day = oracle->run_date;
	uint32_t named = 0;

	if (!oracle_settings_day(oracle, filling->page->row, &day))
		return text;
	for (uint32_t i = 0; i < program->variation_count; i++) {
		const struct variation *variation = program->variations[i];

		if (variation->set_count > 0 && day >= variation->from && day <= variation->to)
			text = arena_printf(oracle->arena, "%s%s%s", text,
			    named++ == 0 ? ", with variation " : " and ", variation->name);
	}
	return text;
}

static const char *
title_of(struct filling *filling, const struct form *form)
{
	const char *title;

	filling->in_form = true;
	title = filled_line(filling, form->title, form->name);
	filling->in_form = false;
	return title;
}

static void
fill_form(struct filling *filling, const struct form *form)
{
	struct oracle *oracle = filling->oracle;
	struct oracle_page *page = filling->page;
	struct oracle_form *out = &page->forms[page->form_count++];
	struct lines lines = { .count = 0 };
	const char *title = title_of(filling, form);

	out->name = form->name;
	out->file = arena_printf(oracle->arena, "%s-%s.html", page->stem, form->name);
	add_line(&lines, title);
	if (form->also_called != NULL)
		add_line(&lines, arena_printf(oracle->arena, "Also called %s", form->also_called));
	for (uint32_t i = 0; i < form->header_count; i++) {
		const struct form_part *part = &form->headers[i];

		add_line(&lines, part->label);
		add_line(&lines,
		    part->value == NULL ? "to fill in"
					: said(filling, part->value,
					      arena_printf(oracle->arena, "%s in form %s",
						  part->label, form->name)));
	}
	add_line(&lines, title);
	for (uint32_t i = 0; i < form->column_count; i++)
		add_line(&lines, form->columns[i].label);
	if (form->rows != NULL)
		form_rows(filling, form, &lines);
	for (uint32_t i = 0; i < form->empty_rows * form->column_count; i++)
		add_line(&lines, "#td");
	if (form->return_to != NULL) {
		add_line(&lines, "Return to:");
		add_line(&lines,
		    to_whom(filling, form->return_to,
			arena_printf(oracle->arena, "the return of form %s", form->name)));
	}
	add_line(&lines,
	    arena_printf(oracle->arena, "Goes with the letter of %s: %s",
		oracle_readable(oracle->arena, type_plain(KIND_DATE),
		    answer_whole(oracle->run_date)),
		page->subject));
	add_line(&lines, foot(filling));
	out->lines = shown(oracle->arena, &lines);
}

/* ---- the letter ---- */

static void
end_of_letter(struct filling *filling, struct lines *text, struct lines *page)
{
	struct oracle *oracle = filling->oracle;
	const struct letter *letter = filling->page->letter;
	const char *copies = "";

	if (letter->enclosure_count > 0) {
		add_line(text, "");
		add_line(text, "Enclosed:");
		add_line(page, "Enclosed");
	}
	for (uint32_t i = 0; i < letter->enclosure_count; i++) {
		const struct form *form = letter->enclosures[i].form;
		const char *name = letter->enclosures[i].text;

		if (form != NULL) {
			name = title_of(filling, form);
			if (form->also_called != NULL)
				name = arena_printf(
				    oracle->arena, "%s (%s)", name, form->also_called);
			add_line(text,
			    arena_printf(oracle->arena, "* %s: %s-%s.html", name,
				filling->page->stem, form->name));
			fill_form(filling, form);
		} else {
			add_line(text, arena_printf(oracle->arena, "* %s", name));
		}
		add_line(page, name);
	}
	for (uint32_t i = 0; i < letter->copy_count; i++)
		copies = arena_printf(oracle->arena, "%s%s%s", copies, i > 0 ? "; " : "",
		    to_whom(filling, letter->copies[i], "who gets the copy"));
	if (letter->copy_count > 0) {
		copies = arena_printf(oracle->arena, "Copy to: %s", copies);
		add_line(text, "");
		add_line(text, copies);
		add_line(page, copies);
	}
	add_line(text, "");
	add_line(text, foot(filling));
	add_line(page, foot(filling));
}

static void
page_lines(struct lines *page, const struct lines *body)
{
	for (uint32_t i = 0; i < body->count; i++) {
		const char *line = body->at[i];

		if (strncmp(line, "* ", 2) == 0)
			line += 2;
		add_line(page, line + strspn(line, " "));
	}
}

static void
put_together(struct filling *filling)
{
	struct oracle *oracle = filling->oracle;
	struct oracle_page *page = filling->page;
	const struct letter *letter = page->letter;
	struct lines text = { .count = 0 }, on_page = { .count = 0 }, day = { .count = 0 },
		     subject = { .count = 0 }, chosen = { .count = 0 }, body = { .count = 0 };
	struct gap places[3] = { { "letter_date", &day, false }, { "subject", &subject, false },
		{ "paragraphs", &chosen, false } };

	page->subject = filled_line(
	    filling, letter->subject == NULL ? "" : letter->subject, letter->name);
	add_line(&day,
	    oracle_readable(
		oracle->arena, type_plain(KIND_DATE), answer_whole(oracle->run_date)));
	add_line(&subject, page->subject);
	paragraphs(filling, &places[0], &chosen);
	fill(filling, raw_text(filling->texts, filling->text_count, letter->wording), places, 3,
	    &body);
	if (!places[0].found) {
		add_lines(&text, &day);
		add_line(&text, "");
	}
	if (!places[1].found) {
		add_lines(&text, &subject);
		add_line(&text, "");
	}
	add_lines(&text, &body);
	if (!places[2].found) {
		add_line(&text, "");
		add_lines(&text, &chosen);
	}
	page_lines(&on_page, &text);
	end_of_letter(filling, &text, &on_page);
	tidy(&text);
	page->text = joined(oracle->arena, &text, "\r\n");
	page->lines = shown(oracle->arena, &on_page);
}

/* ---- names of files ---- */

static const char *
safe(struct arena *arena, const char *text)
{
	char *out = arena_copy(arena, text, strlen(text));
	size_t at = 0;

	for (size_t i = 0; text[i] != '\0'; i++) {
		bool kept = (text[i] >= 'A' && text[i] <= 'Z') ||
		    (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= '0' && text[i] <= '9') ||
		    text[i] == '_' || text[i] == '.' || text[i] == '-';

		if (kept)
			out[at++] = text[i];
		else if (at > 0 && out[at - 1] != '-')
			out[at++] = '-';
	}
	out[at] = '\0';
	return out;
}

/* ---- what holds all back ---- */

static bool
is_found(struct oracle *oracle, const struct column *entry, const struct table *table,
    const struct column *key, struct answer wanted)
{
	const struct table *where = entry->refers_to != NULL ? entry->refers_to : table;
	const struct column *column = entry->refers_to != NULL ? where->keys[0] : key;
	struct oracle_rows *rows = oracle_rows_of(oracle, where);

	for (uint32_t i = 0; i < rows->count; i++)
		if (answer_same(rows->rows[i].fields[column->index], wanted))
			return true;
	/* Left out for a reason: it is there. */
	for (uint32_t i = 0; i < rows->left_out_count; i++)
		if (answer_same(rows->left_out[i].fields[column->index], wanted))
			return true;
	return false;
}

/* A row for a letter that the policy no longer has is about none that is due. */
static bool
names_a_letter(const struct oracle *oracle, const struct oracle_row *entry)
{
	const struct column *named_by = oracle->program->letter_register->named_by;
	uint64_t labels = entry->fields[named_by->index].labels;

	if (labels & LABEL_NOTHING)
		return true;
	for (uint32_t l = 0; l < named_by->type.labels->count; l++)
		for (uint32_t i = 0; (labels >> l & 1) && i < oracle->program->letter_count; i++)
			if (strcmp(named_by->type.labels->names[l],
				oracle->program->letters[i]->name) == 0)
				return true;
	return false;
}

/* A row of the register that says in a cell that is blank, or leads nowhere, whom it was for. */
static bool
register_is_lost(struct oracle *oracle, const struct letter *letter)
{
	const struct table *book = oracle->program->letter_register->table;
	struct oracle_rows *entries = oracle_rows_of(oracle, book);

	if (entries->refused > 0)
		return true;
	for (uint32_t i = 0; i < entries->count; i++)
		for (uint32_t k = 0;
		     names_a_letter(oracle, &entries->rows[i]) && k < letter->table->key_count;
		     k++) {
			const struct column *key = letter->table->keys[k],
					    *column = table_column(book, key->name);
			struct answer cell = entries->rows[i].fields[column->index];

			if (cell.state == NOTHING ||
			    (cell.state == GIVEN &&
				!is_found(oracle, column, letter->table, key, cell)))
				return true;
		}
	return false;
}

static bool
is_held_by_files(struct filling *filling)
{
	struct oracle *oracle = filling->oracle;
	const struct letter *letter = filling->page->letter;
	const struct program *program = oracle->program;
	struct print_text texts[40];
	uint32_t count = 0;

	if (letter->subject != NULL)
		texts[count++] = oracle_take_apart(oracle->arena, letter->subject);
	texts[count++] = oracle_take_apart(oracle->arena,
	    raw_text(filling->texts, filling->text_count, letter->wording));
	for (uint32_t i = 0; i < letter->paragraph_count; i++)
		texts[count++] = oracle_take_apart(oracle->arena,
		    raw_text(filling->texts, filling->text_count, letter->paragraphs[i].file));
	for (uint32_t i = 0; i < letter->enclosure_count; i++)
		if (letter->enclosures[i].form != NULL)
			texts[count++] =
			    oracle_take_apart(oracle->arena, letter->enclosures[i].form->title);
	for (uint32_t t = 0; t < program->table_count; t++)
		if (program->tables[t]->of == NULL && oracle->tables[t].refused > 0 &&
		    program->tables[t] != program->letter_register->table &&
		    oracle_rests_on(oracle, letter, program->tables[t], texts, count))
			return true;
	return false;
}

/* ---- all of them ---- */

static void
judge(struct filling *filling)
{
	struct oracle *oracle = filling->oracle;
	struct oracle_page *page = filling->page;
	struct oracle_row *row = page->row;

	page->key = key_of(oracle, row);
	page->stem = safe(
	    oracle->arena, arena_printf(oracle->arena, "%s-%s", page->key, page->letter->name));
	page->fate = ORACLE_OPEN;
	page->states = oracle_column(oracle, row, page->letter->column).labels;
	if (page->states != UINT64_C(1) << LETTER_DUE)
		return;
	put_together(filling);
	if (row->dated_unknown)
		miss(filling, "whether the row is there");
	if (is_held_by_files(filling))
		miss(filling, "files");
	page->by_register = register_is_lost(oracle, page->letter);
	page->fate =
	    page->by_register || page->missing_count > 0 ? ORACLE_HELD_BACK : ORACLE_WRITTEN;
}

static bool
is_open_or_due(uint64_t states)
{
	return states == UINT64_C(1) << LETTER_DUE || (states & (states - 1)) != 0;
}

void
oracle_letters_of(struct oracle *oracle, const struct oracle_text *texts, uint32_t text_count,
    struct oracle_pages *pages)
{
	const struct program *program = oracle->program;
	struct oracle_rows *rows = oracle_rows_of(oracle, program->letters[0]->table);

	pages->count = 0;
	pages->pages = arena_array(
	    oracle->arena, struct oracle_page, rows->count * program->letter_count + 1);
	for (uint32_t i = 0; i < rows->count; i++)
		for (uint32_t l = 0; l < program->letter_count; l++) {
			struct filling filling = { oracle, &pages->pages[pages->count], texts,
				text_count, false };

			if (!is_open_or_due(oracle_column(oracle, &rows->rows[i],
				program->letters[l]->column)
						.labels))
				continue;
			filling.page->letter = program->letters[l];
			filling.page->row = &rows->rows[i];
			judge(&filling);
			pages->count++;
		}
}

static uint32_t
note_names(struct oracle *oracle, const char *raw, const char **names, uint32_t count,
    uint32_t room)
{
	struct print_text text = oracle_take_apart(oracle->arena, raw);

	for (uint32_t i = 0; i < text.count; i++) {
		const char *name = text.bits[i].name;
		bool seen = name == NULL || strcmp(name, "subject") == 0 ||
		    strcmp(name, "paragraphs") == 0;

		for (uint32_t n = 0; n < count && !seen; n++)
			seen = strcmp(names[n], name) == 0;
		if (!seen && count < room)
			names[count++] = name;
	}
	return count;
}

uint32_t
oracle_all_fields(struct oracle *oracle, const struct oracle_text *texts, uint32_t text_count,
    const char **names, uint32_t room)
{
	const struct program *program = oracle->program;
	uint32_t count = 0;

	for (uint32_t l = 0; l < program->letter_count; l++) {
		const struct letter *letter = program->letters[l];

		if (letter->subject != NULL)
			count = note_names(oracle, letter->subject, names, count, room);
		count = note_names(
		    oracle, raw_text(texts, text_count, letter->wording), names, count, room);
		for (uint32_t p = 0; p < letter->paragraph_count; p++)
			count = note_names(oracle,
			    raw_text(texts, text_count, letter->paragraphs[p].file), names, count,
			    room);
	}
	return count;
}
