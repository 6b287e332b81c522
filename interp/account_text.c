/* account_text: an account as text, for a terminal. */
#include <string.h>

#include "interp/account.h"
#include "interp/grid_display.h"

static void
place_of(struct buffer *out, const struct account_cell *cell)
{
	buffer_text(out, cell->file);
	if (cell->line > 0)
		buffer_printf(out, ", line %llu", (unsigned long long)cell->line);
	buffer_printf(out, ", column %s", cell->heading);
}

static void
put_missing(struct buffer *out, const struct account_row *row)
{
	bool any = false;

	for (uint32_t i = 0; i < row->decision_count; i++) {
		const struct account_decision *decision = &row->decisions[i];

		if (!decision->undecided)
			continue;
		buffer_text(out, any ? "" : "\nWhat is missing\n");
		any = true;
		buffer_printf(out, "  %s: %s\n", decision->name, decision->needs);
	}
	for (uint32_t i = 0; any && i < row->cell_count; i++) {
		if (!row->cells[i].missing)
			continue;
		buffer_printf(out, "    %s %s%s (", row->cells[i].name,
		    strcmp(row->cells[i].value, "blank") == 0 ? "is " : "", row->cells[i].value);
		place_of(out, &row->cells[i]);
		buffer_text(out, ")\n");
	}
}

static void
put_cells(struct buffer *out, const struct account_row *row)
{
	const struct account_cell *last = NULL;

	if (row->cell_count == 0)
		return;
	buffer_text(out, "\nThe cells it rests on\n");
	for (uint32_t i = 0; i < row->cell_count; i++) {
		const struct account_cell *cell = &row->cells[i];

		if (last == NULL || last->table != cell->table || last->line != cell->line) {
			buffer_printf(out, "  %s %s: %s", cell->table->name, cell->key, cell->file);
			if (cell->line > 0)
				buffer_printf(out, ", line %llu", (unsigned long long)cell->line);
			buffer_char(out, '\n');
		}
		last = cell;
		buffer_printf(out, "    %s %s", cell->name, cell->value);
		if (strcmp(cell->name, cell->heading) != 0)
			buffer_printf(out, "  (column %s)", cell->heading);
		buffer_char(out, '\n');
	}
	if (row->cells_cut)
		buffer_printf(out, "  of rows that belong together only the first %d are listed\n",
		    FACTS_RELATED_MAX);
}

static void
put_pool(struct buffer *out, const struct account_pool *pool)
{
	bool was_cut = false;

	buffer_printf(out, "\n%s\n", pool->title);
	for (uint32_t i = 0; i < pool->count; i++) {
		const struct account_place *place = &pool->places[i];

		if (place->skipped > 0)
			buffer_printf(out, "        %u more\n", (unsigned)place->skipped);
		/* above it stand those who are in, and those who may be */
		if (!was_cut && !place->in && !place->open) {
			buffer_text(out, "  ---- the cut\n");
			was_cut = true;
		}
		if (place->place > 0)
			buffer_printf(out, "  %4u  ", (unsigned)place->place);
		else
			buffer_text(out, "     -  ");
		buffer_printf(out, "%s  %s%s%s%s%s\n", place->key, place->figure,
		    place->doubtful ? ", may not be there" :
			place->unsure ? ", may not take part" : "",
		    place->open ? ", not known whether in" : "",
		    place->tied ? ", tied at the cut" : "", place->ours ? "  <- this row" : "");
	}
	if (pool->left_out_below > 0)
		buffer_printf(out, "  %u more below\n", (unsigned)pool->left_out_below);
}

static void
put_changes(struct buffer *out, const struct account_row *row)
{
	const char *last = "";

	if (!row->asked_what_if)
		return;
	buffer_text(out, "\nWhat would change it\n");
	for (uint32_t i = 0; i < row->change_count; i++) {
		const struct account_change *change = &row->changes[i];

		if (strcmp(last, change->column) != 0)
			buffer_printf(out, "  %s is %s; it would be\n", change->column,
			    change->now);
		last = change->column;
		buffer_printf(out, "    %s: %s", change->then, change->say);
		if (change->cell != NULL) {
			buffer_text(out, " (");
			place_of(out, change->cell);
			buffer_char(out, ')');
		}
		buffer_char(out, '\n');
	}
	if (row->change_count == 0)
		buffer_text(out, "  no single change that was tried turns it\n");
	if (row->what_if_stopped)
		buffer_printf(out,
		    "  stopped after %u runs: other changes may turn it too; ask for fewer "
		    "columns\n", (unsigned)row->tries);
}

static void
put_row(struct buffer *out, const struct account_row *row, bool first)
{
	buffer_printf(out, "%s%s %s", first ? "" : "\n", row->table, row->key);
	if (row->line > 0)
		buffer_printf(out, ", line %llu of %s", (unsigned long long)row->line, row->file);
	buffer_char(out, '\n');
	if (row->not_text != NULL)
		buffer_printf(out, "\n%s", row->not_text);
	for (uint32_t d = 0; d < row->decision_count; d++)
		buffer_printf(out, "\n%s", row->decisions[d].trace);
	put_missing(out, row);
	put_cells(out, row);
	for (uint32_t p = 0; p < row->pool_count; p++)
		put_pool(out, &row->pools[p]);
	put_changes(out, row);
}

/* What could move the cursor of a terminal comes from cells, and is shown as a stand-in. */
void
account_text(struct buffer *out, const struct account_row *row, bool first)
{
	struct buffer text = BUFFER_INIT;
	const char *at, *end;

	put_row(&text, row, first);
	for (at = text.at, end = text.at + text.length; at < end; at++) {
		const char *line = memchr(at, '\n', (size_t)(end - at));
		size_t length = line != NULL ? (size_t)(line - at) : (size_t)(end - at);

		display_add(out, at, length);
		if (line != NULL)
			buffer_char(out, '\n');
		at += length;
	}
	buffer_release(&text);
}
