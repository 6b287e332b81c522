/* doc_index: the clauses of each source, in their order, and the rules that follow from each; and
 * the rules without a clause. */
#include "interp/doc_parts.h"

#include <stdlib.h>
#include <string.h>

struct entry {
	const struct document *document;
	const char *clause; /* NULL: no clause at all */
	const char *id, *name;
	uint32_t order;
};

struct entries {
	struct doc *doc;
	struct entry *items;
	uint32_t count, room;
};

static void
add(struct entries *entries, const struct document *document, const char *clause, const char *id,
    const char *name)
{
	if (entries->count == entries->room) {
		entries->room = entries->room * 2 + 64;
		entries->items = memory_grow(entries->items, entries->room, sizeof *entries->items);
	}
	entries->items[entries->count] =
	    (struct entry){ document, clause, id, name, entries->count };
	entries->count++;
}

static uint32_t
add_cites(
    struct entries *entries, const struct provenance *provenance, const char *id, const char *name)
{
	for (uint32_t i = 0; i < provenance->cite_count; i++)
		add(entries, provenance->cites[i].document, provenance->cites[i].clause, id, name);
	return provenance->cite_count;
}

static void
add_rule(
    struct entries *entries, const struct provenance *provenance, const char *id, const char *name)
{
	if (add_cites(entries, provenance, id, name) == 0)
		add(entries, NULL, NULL, id, name);
}

static void
add_column(struct entries *entries, const struct column *column)
{
	struct doc *doc = entries->doc;
	const char *id = doc_column_id(doc, column), *name;
	uint32_t cited;

	if (column->origin != COLUMN_DEFINE && column->origin != COLUMN_DECIDE
	    && column->origin != COLUMN_BANDS && column->origin != COLUMN_DEADLINE)
		return;
	name = doc_human(doc, column->each != NULL ? column->each->name : column->name, false);
	cited = add_cites(entries, &column->provenance, id, name);
	for (uint32_t i = 0; column->decide != NULL && i < column->decide->rule_count; i++)
		cited += add_cites(entries, &column->decide->rules[i].provenance, id, name);
	if (column->decide != NULL)
		cited += add_cites(entries, &column->decide->otherwise_provenance, id, name);
	if (cited == 0)
		add(entries, NULL, NULL, id, name);
}

static void
add_setting(struct entries *entries, const struct setting *setting)
{
	struct doc *doc = entries->doc;
	const char *id = doc_setting_id(doc, setting), *name = doc_human(doc, setting->name, false);
	uint32_t cited = add_cites(entries, &setting->provenance, id, name);

	for (uint32_t i = 0; i < setting->value_count; i++)
		cited += add_cites(entries, &setting->values[i].provenance, id, name);
	if (cited == 0)
		add(entries, NULL, NULL, id, name);
}

static void
add_table(struct entries *entries, const struct table *table)
{
	add_rule(entries, &table->provenance, doc_table_id(entries->doc, table),
	    doc_human(entries->doc, table->name, false));
	for (uint32_t i = 0; i < table->column_count; i++)
		add_column(entries, table->columns[i]);
}

static void
gather(struct entries *entries)
{
	struct doc *doc = entries->doc;
	const struct program *program = doc->program;

	for (uint32_t i = 0; i < program->setting_count; i++)
		add_setting(entries, program->settings[i]);
	for (uint32_t i = 0; i < program->calendar_count; i++)
		add_rule(entries, &program->calendars[i]->provenance,
		    arena_printf(doc->arena, "calendar-%s", program->calendars[i]->name),
		    arena_printf(doc->arena, "the calendar %s",
			doc_human(doc, program->calendars[i]->name, false)));
	for (uint32_t i = 0; i < program->run->column_count; i++)
		add_column(entries, program->run->columns[i]);
	for (uint32_t i = 0; i < program->table_count; i++)
		add_table(entries, program->tables[i]);
	for (uint32_t i = 0; i < program->letter_count; i++)
		add_rule(entries, &program->letters[i]->provenance,
		    doc_letter_id(doc, program->letters[i]),
		    doc_human(doc, program->letters[i]->name, false));
	for (uint32_t i = 0; i < program->form_count; i++)
		add_rule(entries, &program->forms[i]->provenance,
		    doc_form_id(doc, program->forms[i]),
		    arena_printf(
			doc->arena, "form %s", doc_human(doc, program->forms[i]->name, false)));
	for (uint32_t i = 0; i < program->report_count; i++)
		add_rule(entries, &program->reports[i]->provenance,
		    doc_report_id(doc, program->reports[i]),
		    arena_printf(
			doc->arena, "report %s", doc_human(doc, program->reports[i]->name, false)));
}

static bool
is_figure(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* "2.9" before "2.10": runs of figures by what they say. */
static int
clause_order(const char *a, const char *b)
{
	while (*a != '\0' && *b != '\0') {
		if (is_figure(*a) && is_figure(*b)) {
			size_t long_a, long_b;
			int by_digits;

			a += strspn(a, "0");
			b += strspn(b, "0");
			long_a = strspn(a, "0123456789");
			long_b = strspn(b, "0123456789");
			if (long_a != long_b)
				return long_a < long_b ? -1 : 1;
			by_digits = memcmp(a, b, long_a);
			if (by_digits != 0)
				return by_digits;
			a += long_a;
			b += long_b;
			continue;
		}
		if (*a != *b)
			return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
		a++;
		b++;
	}
	return *a == *b ? 0 : *a == '\0' ? -1 : 1;
}

static int
entry_order(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order;

	if (a->document != b->document) {
		if (a->document == NULL || b->document == NULL)
			return a->document == NULL ? 1 : -1;
		return a->document->at.start < b->document->at.start ? -1 : 1;
	}
	order = a->clause == NULL ? 0 : clause_order(a->clause, b->clause);
	if (order == 0 && a->clause != NULL)
		order = strcmp(a->clause, b->clause);
	return order != 0 ? order : a->order < b->order ? -1 : 1;
}

static bool
same_clause(const struct entry *a, const struct entry *b)
{
	return a->document == b->document
	    && (a->clause == b->clause
		|| (a->clause != NULL && b->clause != NULL && strcmp(a->clause, b->clause) == 0));
}

/* The rules of one clause, each once; returns where the next clause begins. */
static uint32_t
put_rules(struct entries *entries, uint32_t from)
{
	struct doc_writer *writer = entries->doc->writer;
	uint32_t i = from;

	for (; i < entries->count && same_clause(&entries->items[i], &entries->items[from]); i++) {
		bool again = false;

		for (uint32_t j = from; j < i; j++)
			again = again || strcmp(entries->items[j].id, entries->items[i].id) == 0;
		if (again)
			continue;
		doc_text(writer, i == from ? "" : ", ");
		writer->form->link(writer, entries->items[i].id, entries->items[i].name);
	}
	return i;
}

void
doc_index(struct doc *doc)
{
	static const char *const headings[] = { "Clause",
		"Rules, settings and letters that follow from it" };
	struct entries entries = { .doc = doc };
	struct doc_writer *writer = doc->writer;
	uint32_t i = 0;

	gather(&entries);
	if (entries.count > 0)
		qsort(entries.items, entries.count, sizeof *entries.items, entry_order);
	while (i < entries.count && entries.items[i].document != NULL) {
		const struct document *document = entries.items[i].document;

		doc_begin(writer, DOC_HEADING_3);
		doc_flowing(doc, document->title);
		doc_end(writer, DOC_HEADING_3);
		doc_begin(writer, DOC_TABLE);
		doc_head(writer, headings, 2);
		while (i < entries.count && entries.items[i].document == document) {
			doc_begin(writer, DOC_ROW);
			doc_put(writer, DOC_FIRST_CELL, entries.items[i].clause);
			doc_begin(writer, DOC_CELL);
			i = put_rules(&entries, i);
			doc_end(writer, DOC_CELL);
			doc_end(writer, DOC_ROW);
		}
		doc_end(writer, DOC_TABLE);
	}
	if (i < entries.count) {
		doc_put(writer, DOC_HEADING_3, "Without a clause");
		doc_begin(writer, DOC_PARAGRAPH);
		doc_text(writer,
		    "No clause of a source stands behind these; their notes say why they are "
		    "there: ");
		put_rules(&entries, i);
		doc_text(writer, ".");
		doc_end(writer, DOC_PARAGRAPH);
	}
	memory_free(entries.items);
}
