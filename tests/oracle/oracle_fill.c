/* oracle_fill: the texts of a letter, line by line, filled in. */
#include "tests/oracle/oracle_fill.h"

#include <assert.h>
#include <string.h>

#include "interp/buffer.h"

/* ---- lines ---- */


void
fill_add_line(struct lines *lines, const char *line)
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
void
fill_tidy(struct lines *lines)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < lines->count; i++)
		if (!is_empty(lines->at[i]) || (kept > 0 && !is_empty(lines->at[kept - 1])))
			lines->at[kept++] = is_empty(lines->at[i]) ? "" : lines->at[i];
	while (kept > 0 && is_empty(lines->at[kept - 1]))
		kept--;
	lines->count = kept;
}

void
fill_add_lines(struct lines *lines, const struct lines *more)
{
	for (uint32_t i = 0; i < more->count; i++)
		fill_add_line(lines, more->at[i]);
}

const char *
fill_joined(struct arena *arena, const struct lines *lines, const char *end)
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
const char *
fill_shown(struct arena *arena, const struct lines *lines)
{
	struct lines kept = { .count = 0 };

	for (uint32_t i = 0; i < lines->count; i++) {
		const char *line = lines->at[i] + strspn(lines->at[i], " ");

		if (*line != '\0')
			fill_add_line(&kept, without_blanks_at_the_end(arena, line));
	}
	return fill_joined(arena, &kept, "\n");
}

/* ---- what is missing ---- */

void
fill_miss(struct filling *filling, const char *what)
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
const char *
fill_said(struct filling *filling, const struct expr *expr, const char *what)
{
	struct answer answer = oracle_printed(filling->oracle, filling->page->row, expr);

	fill_local_shown(filling, expr);
	if (answer.state == GIVEN)
		return oracle_readable(filling->oracle->arena, expr->type, answer);
	/* A cell is blank; what a rule gives is nothing. */
	fill_miss(filling,
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
		value = fill_said(filling, expr, bit->name);
		note_field(filling, bit->name, value);
		return value;
	}
	answer = oracle_printed(filling->oracle, filling->page->row, expr);
	fill_local_shown(filling, expr);
	note_field(filling, bit->name,
	    oracle_readable(filling->oracle->arena, expr->type, answer));
	if (answer_is_yes(answer))
		return bit->text;
	if (!answer_is_no(answer))
		fill_miss(filling,
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
			fill_add_line(lines,
			    arena_printf(oracle->arena, "* %s",
				oracle_readable(oracle->arena, list->a->type,
				    oracle_expr(oracle, one, list->a))));
	}
}


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
				fill_add_line(lines, "");
			fill_add_lines(lines, places[p].there);
			if (strcmp(places[p].name, "paragraphs") == 0)
				fill_add_line(lines, "");
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
		fill_add_line(lines, without_blanks_at_the_end(oracle->arena, line));
}

void
fill_text(struct filling *filling, const char *raw, struct gap *places, uint32_t place_count,
    struct lines *lines)
{
	struct print_text text = oracle_take_apart(filling->oracle->arena, raw);
	uint32_t line = 0;

	for (uint32_t from = 0; from < text.count;) {
		uint32_t to = from;

		while (to < text.count && text.bits[to].line == text.bits[from].line)
			to++;
		for (; line < text.bits[from].line; line++)
			fill_add_line(lines, "");
		one_line(filling, &text.bits[from], to - from, places, place_count, lines);
		line++;
		from = to;
	}
	fill_tidy(lines);
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
const char *
fill_one_line(struct filling *filling, const char *raw, const char *name)
{
	struct arena *arena = filling->oracle->arena;
	struct print_text text = oracle_take_apart(arena, raw);
	const char *line = "";

	for (uint32_t i = 0; i < text.count; i++)
		line = arena_printf(arena, "%s%s", line, bit_says(filling, &text.bits[i]));
	line = without_blanks_at_the_end(arena, line + strspn(line, " "));
	return *line == '\0' ? spoken(arena, name) : line;
}

const char *
fill_raw_text(const struct oracle_text *texts, uint32_t count, const char *name)
{
	for (uint32_t i = 0; i < count; i++)
		if (strcmp(texts[i].name, name) == 0)
			return texts[i].text;
	return "";
}

void
fill_paragraphs(struct filling *filling, struct gap *day, struct lines *lines)
{
	const struct letter *letter = filling->page->letter;

	for (uint32_t i = 0; i < letter->paragraph_count; i++) {
		const struct letter_paragraph *paragraph = &letter->paragraphs[i];
		struct answer holds =
		    oracle_printed(filling->oracle, filling->page->row, paragraph->when);
		struct lines own = { .count = 0 };

		fill_local_shown(filling, paragraph->when);
		if (answer_is_no(holds))
			continue;
		if (!answer_is_yes(holds)) {
			fill_miss(filling,
			    arena_printf(filling->oracle->arena, "the paragraph %s",
				paragraph->file));
			continue;
		}
		/* The day of the letter may have its line there. */
		fill_text(filling,
		    fill_raw_text(filling->texts, filling->text_count, paragraph->file), day, 1,
		    &own);
		if (lines->count > 0)
			fill_add_line(lines, "");
		fill_add_lines(lines, &own);
	}
}
