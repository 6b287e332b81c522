/* account_page: an account as one page, in the style of the pages of a run. */
#include <string.h>

#include "interp/account.h"
#include "interp/page_parts.h"

static const char style_account[] =
    "pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.9rem;line-height:1.5}\n";

static void
put_place(struct buffer *out, const struct account_cell *cell)
{
	buffer_text(out, "<td>");
	page_text(out, cell->file);
	if (cell->line > 0)
		buffer_printf(out, ", line %llu", (unsigned long long)cell->line);
	buffer_text(out, ", column ");
	page_text(out, cell->heading);
	buffer_text(out, "</td>");
}

static void
put_cells(struct buffer *out, const struct account_row *row)
{
	static const char *const heads[] = { "Row", "Fact", "Value", "Where it stands" };

	if (row->cell_count == 0)
		return;
	page_table_begin(out, NULL, "The cells it rests on", heads, 4);
	for (uint32_t i = 0; i < row->cell_count; i++) {
		const struct account_cell *cell = &row->cells[i];

		buffer_text(out, "<tr><td>");
		page_text(out, cell->table->name);
		buffer_char(out, ' ');
		page_text(out, cell->key);
		buffer_text(out, "</td>");
		page_table_cell(out, cell->name);
		page_table_cell(out, cell->value);
		put_place(out, cell);
		buffer_text(out, "</tr>\n");
	}
	page_table_end(out);
}

static void
put_skipped(struct buffer *out, uint32_t count)
{
	if (count > 0)
		buffer_printf(out, "<tr><td></td><td colspan=\"3\">%u more</td></tr>\n",
		    (unsigned)count);
}

static void
put_pool(struct buffer *out, const char *kind, const struct account_pool *pool)
{
	static const char *const heads[] = { "Place", "Row", "Figure", "In or out" };

	page_table_begin(out, kind, pool->title, heads, 4);
	for (uint32_t i = 0; i < pool->count; i++) {
		const struct account_place *place = &pool->places[i];

		put_skipped(out, place->skipped);
		buffer_text(out, "<tr><td>");
		if (place->place > 0)
			buffer_number(out, place->place);
		buffer_text(out, "</td><td>");
		page_text(out, place->key);
		buffer_text(out, place->ours ? " (this row)</td>" : "</td>");
		page_table_cell(out, place->figure);
		buffer_printf(out, "<td>%s%s%s</td></tr>\n",
		    place->open       ? "not known" :
			place->in ? "in" :
				    "out",
		    place->doubtful ? ", may not be there" :
			place->unsure ? ", may not take part" : "",
		    place->tied ? ", tied at the cut" : "");
	}
	put_skipped(out, pool->left_out_below);
	page_table_end(out);
}

void
account_page_pools(struct buffer *out, const char *kind, const struct account_row *row)
{
	for (uint32_t i = 0; i < row->pool_count; i++)
		put_pool(out, kind, &row->pools[i]);
}

static void
put_changes(struct buffer *out, const struct account_row *row)
{
	static const char *const heads[] = { "Decision", "Now", "Would be", "With this one change",
		"Where it stands" };

	if (!row->asked_what_if)
		return;
	if (row->change_count > 0) {
		page_table_begin(out, NULL, "What would change it", heads, 5);
		for (uint32_t i = 0; i < row->change_count; i++) {
			const struct account_change *change = &row->changes[i];

			buffer_text(out, "<tr>");
			page_table_cell(out, change->column);
			page_table_cell(out, change->now);
			page_table_cell(out, change->then);
			page_table_cell(out, change->say);
			if (change->cell != NULL)
				put_place(out, change->cell);
			else
				page_table_cell(out, change->setting != NULL ?
					"a setting of the policy" :
					"the day of the run");
			buffer_text(out, "</tr>\n");
		}
		page_table_end(out);
	} else {
		buffer_text(out, "<p>No single change that was tried turns it.</p>\n");
	}
	if (row->what_if_stopped)
		buffer_printf(out, "<p>Stopped after %u runs: other changes may turn it too.</p>\n",
		    (unsigned)row->tries);
}

void
account_page_row(struct buffer *out, const struct account_row *row)
{
	buffer_text(out, "<section>\n<h2>");
	page_text(out, row->table);
	buffer_char(out, ' ');
	page_text(out, row->key);
	buffer_text(out, "</h2>\n");
	if (row->line > 0) {
		buffer_printf(out, "<p>Line %llu of ", (unsigned long long)row->line);
		page_text(out, row->file);
		buffer_text(out, ".</p>\n");
	}
	if (row->not_text != NULL) {
		buffer_text(out, "<h3>Why not ");
		page_text(out, row->not_value);
		buffer_text(out, "</h3>\n<pre>");
		page_lines(out, row->not_text);
		buffer_text(out, "</pre>\n");
	}
	for (uint32_t i = 0; i < row->decision_count; i++) {
		const struct account_decision *decision = &row->decisions[i];

		buffer_text(out, "<h3>");
		page_text(out, decision->name);
		buffer_text(out, decision->undecided ? " cannot be decided" : " is ");
		page_text(out, decision->undecided ? "" : decision->value);
		buffer_text(out, "</h3>\n<p>");
		page_text(out, decision->why);
		buffer_text(out, "</p>\n");
		if (*decision->needs != '\0') {
			buffer_text(out, "<p>Missing: ");
			page_text(out, decision->needs);
			buffer_text(out, "</p>\n");
		}
		buffer_text(out, "<pre>");
		page_lines(out, decision->trace);
		buffer_text(out, "</pre>\n");
	}
	put_cells(out, row);
	account_page_pools(out, NULL, row);
	put_changes(out, row);
	buffer_text(out, "</section>\n");
}

void
account_page_begin(struct buffer *out, const struct session *session)
{
	const struct program *program = session->program;
	const char *title = program->title != NULL ? program->title : program->name;

	buffer_text(out,
	    "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	page_text(out, title);
	buffer_text(out, ": why</title>\n<style>\n");
	buffer_text(out, page_style);
	buffer_text(out, page_style_reports);
	buffer_text(out, style_account);
	buffer_text(out, page_style_print);
	buffer_text(out,
	    "</style>\n</head>\n<body>\n<header>\n<p class=\"over\">Why a row came out "
	    "as it did</p>\n<h1>");
	page_text(out, title);
	buffer_text(out, "</h1>\n<p>For ");
	page_date(out, session->knobs.run_date);
	if (program->version != NULL) {
		buffer_text(out, ", version ");
		page_text(out, program->version);
	}
	buffer_text(out, ".</p>\n</header>\n<main id=\"main\">\n");
}

void
account_page_end(struct buffer *out)
{
	buffer_text(out, "</main>\n</body>\n</html>\n");
}
