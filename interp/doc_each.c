/*
 * doc_each: what is said once `in each` label of a field, put down once.
 *
 * The program has a column for each label; they differ where the text asks which label it is. What
 * all have in the same words stands there once; what only some have, or have in fewer words, says
 * in which.
 */
#include "interp/doc_parts.h"

struct said {
	struct doc *doc;
	const struct column **columns; /* in the order of the labels */
	uint32_t count;
};

/* A line of the text: where it stands, and what it is in each column; NULL where it is not. */
struct said_line {
	struct span at;
	const struct rule **rules;
	bool *last; /* it is the `otherwise` there */
};

/* The same text: only what the names stand for may differ. */
static bool
same_text(const struct expr *a, const struct expr *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	if (a->kind != b->kind || a->at.start != b->at.start || a->at.end != b->at.end ||
	    a->part_count != b->part_count)
		return false;
	for (uint32_t i = 0; i < a->part_count; i++)
		if (!same_text(a->parts[i], b->parts[i]))
			return false;
	if (a->related != NULL && b->related != NULL &&
	    !same_text(a->related->where, b->related->where))
		return false;
	return same_text(a->a, b->a) && same_text(a->b, b->b);
}

static void
in_label(const struct said *said, uint32_t i, const char *after)
{
	struct doc *doc = said->doc;

	doc_text(doc->writer,
	    arena_printf(
		doc->arena, "In %s%s", doc_human(doc, said->columns[i]->each->label, false),
		after));
}

/* ---- definitions ---- */

static void
put_body(const struct said *said, uint32_t i)
{
	struct doc *doc = said->doc;
	const struct column *column = said->columns[i];
	bool asked = column->type.kind == KIND_YES_NO && expr_is_condition(column->body);

	doc->writer->form->strong(doc->writer, doc_human(doc, column->each->name, false));
	doc_text(doc->writer,
	    asked					 ? " is yes when "
		: column->body->kind == EXPR_AGGREGATE ? " is the "
							 : " is ");
	if (column->body->kind == EXPR_RANK)
		doc_text(doc->writer, "it is ");
	doc_said(doc, column->body, true);
}

static void
put_define(const struct said *said)
{
	struct doc *doc = said->doc;
	const struct column *first = said->columns[0];
	bool same = true;

	for (uint32_t i = 1; i < said->count; i++)
		same = same && same_text(first->body, said->columns[i]->body);
	doc_begin(doc->writer, DOC_PARAGRAPH);
	doc_text(doc->writer,
	    arena_printf(doc->arena, "For %s, in each %s%s", doc_of_what(doc, first),
		doc_human(doc, first->each->field, false), same ? ", " : ":"));
	if (same) {
		put_body(said, 0);
		return;
	}
	doc_end(doc->writer, DOC_PARAGRAPH);
	for (uint32_t i = 0; i < said->count; i++) {
		doc_begin(doc->writer, DOC_PARAGRAPH);
		in_label(said, i, ": ");
		put_body(said, i);
	}
}

/* ---- decisions ---- */

/* The lines of all columns, in the order of the text; `none` when the line is there alone. */
static uint32_t
gather_lines(const struct said *said, struct said_line **lines)
{
	struct arena *arena = said->doc->arena;
	uint32_t room = 0, count = 0;

	for (uint32_t c = 0; c < said->count; c++)
		room += said->columns[c]->decide->rule_count + 1;
	*lines = arena_array(arena, struct said_line, room);
	for (uint32_t c = 0; c < said->count; c++) {
		const struct decide *decide = said->columns[c]->decide;

		for (uint32_t r = 0; r < decide->rule_count + decide->has_otherwise; r++) {
			bool last = r == decide->rule_count;
			struct span at = last ? decide->otherwise_at : decide->rules[r].at;
			struct said_line *line;
			uint32_t place = 0;

			while (place < count && (*lines)[place].at.start < at.start)
				place++;
			if (place == count || (*lines)[place].at.start != at.start) {
				for (uint32_t m = count++; m > place; m--)
					(*lines)[m] = (*lines)[m - 1];
				(*lines)[place] = (struct said_line){ .at = at,
					.rules = arena_array(
					    arena, const struct rule *, said->count),
					.last = arena_array(arena, bool, said->count) };
			}
			line = &(*lines)[place];
			if (last)
				line->last[c] = true;
			else
				line->rules[c] = &decide->rules[r];
		}
	}
	return count;
}

static bool
all_the_same(const struct said *said, const struct said_line *line)
{
	for (uint32_t c = 0; c < said->count; c++) {
		if (line->last[c] != line->last[0] ||
		    (line->rules[c] == NULL) != (line->rules[0] == NULL))
			return false;
		if (line->rules[c] != NULL &&
		    !same_text(line->rules[c]->when, line->rules[0]->when))
			return false;
	}
	return true;
}

static void
put_when(const struct said *said, const struct said_line *line)
{
	struct doc *doc = said->doc;
	bool same = all_the_same(said, line), end = line->last[0], any = false;

	for (uint32_t c = 0; c < said->count; c++)
		end = end && line->last[c];
	if (end) {
		doc_text(doc->writer, "otherwise, that is when every line above is a clear no");
		return;
	}
	for (uint32_t c = 0; c < (same ? 1 : said->count); c++) {
		if (line->rules[c] == NULL && !line->last[c])
			continue;
		if (any)
			doc->writer->form->line_break(doc->writer);
		any = true;
		if (!same)
			in_label(said, c, ": ");
		if (line->rules[c] != NULL)
			doc_said(doc, line->rules[c]->when, false);
		else
			doc_text(doc->writer, "when every line above is a clear no");
	}
}

static void
put_line(const struct said *said, const struct said_line *line, uint32_t number)
{
	struct doc *doc = said->doc;
	uint32_t c = 0;

	while (line->rules[c] == NULL && !line->last[c])
		c++;
	doc_begin(doc->writer, DOC_ROW);
	doc_put(doc->writer, DOC_FIRST_CELL,
	    arena_printf(doc->arena, "%u", (unsigned)number));
	doc_begin(doc->writer, DOC_CELL);
	put_when(said, line);
	doc_end(doc->writer, DOC_CELL);
	doc_outcome(doc,
	    line->rules[c] != NULL ? line->rules[c]->outcome : said->columns[c]->decide->otherwise);
	doc_from(doc,
	    line->rules[c] != NULL ? &line->rules[c]->provenance :
				     &said->columns[c]->decide->otherwise_provenance);
	doc_end(doc->writer, DOC_ROW);
}

static void
put_decide(const struct said *said)
{
	static const char *const headings[] = { "Line", "When", "Outcome", "Clause and notes" };
	struct doc *doc = said->doc;
	const struct column *first = said->columns[0];
	struct said_line *lines;
	uint32_t count = gather_lines(said, &lines);

	doc_begin(doc->writer, DOC_PARAGRAPH);
	doc_text(doc->writer,
	    arena_printf(doc->arena, "Decided for %s, in each %s on its own.",
		doc_of_what(doc, first), doc_human(doc, first->each->field, false)));
	if (count > 2)
		doc_text(doc->writer,
		    first->decide->first_that_applies ? " The lines are read from the top down, "
							"and the first that holds decides."
						      : " The order of the lines does not matter.");
	doc_end(doc->writer, DOC_PARAGRAPH);
	doc_begin(doc->writer, DOC_TABLE);
	doc_head(doc->writer, headings, 4);
	for (uint32_t i = 0; i < count; i++)
		put_line(said, &lines[i], i + 1);
	doc_end(doc->writer, DOC_TABLE);
}

void
doc_in_each(struct doc *doc, const struct column *column)
{
	const struct table *table = column->table;
	struct said said = { .doc = doc };

	if (column->each->index > 0)
		return;
	said.columns = arena_array(doc->arena, const struct column *, table->column_count);
	for (uint32_t i = 0; i < table->column_count; i++)
		if (table->columns[i]->each != NULL &&
		    table->columns[i]->each->name == column->each->name)
			said.columns[said.count++] = table->columns[i];
	doc_rule_begin(doc, doc_column_id(doc, column),
	    arena_printf(doc->arena, "%s, in each %s",
		doc_human(doc, column->each->name, true),
		doc_human(doc, column->each->field, false)),
	    column->each->name, &column->provenance);
	doc->field = column->each->field;
	if (column->decide != NULL)
		put_decide(&said);
	else
		put_define(&said);
	doc->field = NULL;
	doc_rule_end(doc, &column->provenance);
}
