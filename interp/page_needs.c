/* The section of the index about what needs a person: what cannot be decided, row by row, and which
 * fact is missing. */
#include <string.h>

#include "interp/grid_display.h"
#include "interp/letters.h"
#include "interp/page_parts.h"

static const struct column *
field_named(const struct table *table, const char *name, size_t length)
{
	for (uint32_t i = 0; i < table->field_count; i++)
		if (strlen(table->columns[i]->name) == length &&
		    memcmp(table->columns[i]->name, name, length) == 0)
			return table->columns[i];
	return NULL;
}

static const char *
heading_of(const struct run_summary *summary, const struct table *table,
    const struct column *column)
{
	const struct csvin_facts *facts = summary->tables[table->index].facts;

	for (uint32_t i = 0; facts != NULL && i < facts->column_count; i++)
		if (facts->columns[i].column == column)
			return facts->columns[i].header;
	return NULL;
}

/* Facts are named as the file heads them, with the policy's name behind where that differs:
 * Expected to be resolved soon (resolution_imminent). Whatever is no field of the table stays as it
 * is. */
static void
put_needed(struct buffer *out, const struct run_summary *summary, const struct summary_need *need)
{
	for (const char *name = need->needs; *name != '\0';) {
		size_t length = strcspn(name, ",");
		const struct column *field = field_named(need->table, name, length);
		const char *heading =
		    field == NULL ? NULL : heading_of(summary, need->table, field);

		if (heading != NULL && strcmp(heading, field->name) != 0) {
			page_text(out, heading);
			buffer_text(out, " <span class=\"raw\">(");
			page_text(out, field->name);
			buffer_text(out, ")</span>");
		} else {
			display_add_html(out, name, length);
		}
		name += length;
		if (*name == '\0')
			break;
		buffer_text(out, ", ");
		name += 1 + strspn(name + 1, " ");
	}
}

static void
put_need(struct buffer *out, const struct run_summary *summary, const struct summary_need *need)
{
	buffer_text(out, "<tr><th scope=\"row\">");
	page_text(out, need->key);
	buffer_text(out, "</th><td>");
	page_text(out, need->column->name);
	buffer_text(out, "</td><td>");
	if (need->fault)
		buffer_text(out, "cannot be worked out: ");
	if (need->disagree)
		page_text(out, need->needs[0] == '\0' ? "two rules disagree" : need->needs);
	else
		put_needed(out, summary, need);
	buffer_text(out, "</td><td>");
	page_text(out, need->why);
	buffer_text(out, "</td></tr>\n");
}

/* "the columns route_needs and next_step_needs" */
static void
put_needs_columns(struct buffer *out, const struct summary_table *table)
{
	uint32_t open = 0;

	for (uint32_t i = 0; i < table->decide_count; i++)
		open += table->decides[i].undecided > 0;
	buffer_text(out, open == 1 ? "the column " : "the columns ");
	for (uint32_t i = 0; i < table->decide_count; i++) {
		if (table->decides[i].undecided == 0)
			continue;
		buffer_text(out, "<code>");
		page_text(out, table->decides[i].column->name);
		buffer_text(out, "_needs</code>");
		open--;
		buffer_text(out, open == 0 ? "" : open == 1 ? " and " : ", ");
	}
}

static void
put_needs_of(struct buffer *out, const struct run_summary *summary,
    const struct summary_table *table)
{
	uint32_t shown = 0;

	if (table->needs == 0)
		return;
	buffer_text(out, "<div class=\"scroll\"><table>\n<caption>");
	page_text(out, table->table->name);
	buffer_text(out, "</caption>\n<thead><tr><th scope=\"col\">");
	for (uint32_t i = 0; i < table->table->key_count; i++) {
		if (i > 0)
			buffer_text(out, ", ");
		page_text(out, table->table->keys[i]->name);
	}
	buffer_text(out,
	    "</th><th scope=\"col\">To be decided</th><th scope=\"col\">What is missing</th>"
	    "<th scope=\"col\">Why</th></tr></thead>\n<tbody>\n");
	for (uint32_t i = 0; i < summary->need_count && shown < PAGE_NEEDS_MAX; i++) {
		if (summary->needs[i].table != table->table)
			continue;
		put_need(out, summary, &summary->needs[i]);
		shown++;
	}
	buffer_text(out, "</tbody>\n</table></div>\n");
	if (table->needs <= shown)
		return;
	buffer_text(out, "<p>And ");
	page_count(out, table->needs - shown);
	buffer_text(out, " more in <a href=\"decisions/");
	page_text(out, table->table->name);
	buffer_text(out, ".csv\">decisions/");
	page_text(out, table->table->name);
	buffer_text(out, ".csv</a>, in ");
	put_needs_columns(out, table);
	buffer_text(out, ".</p>\n");
}

static void
put_open_letters(struct buffer *out, const struct letter_summary *letters)
{
	if (letters == NULL || letters->held_back + letters->may_be_due == 0)
		return;
	buffer_text(out, "<p>");
	if (letters->held_back > 0)
		page_rows(out, letters->held_back, "letter is due and held back",
		    "letters are due and held back");
	buffer_text(out, letters->held_back > 0 && letters->may_be_due > 0 ? "; " : "");
	if (letters->may_be_due > 0)
		page_rows(out, letters->may_be_due, "letter may be due or not",
		    "letters may be due or not");
	buffer_text(out, ": see <a href=\"#letters\">Letters</a>.</p>\n");
}

/* No decision is open. A letter may be, with nothing to settle: none goes out either way. */
static void
put_nothing_open(struct buffer *out, const struct letter_summary *letters)
{
	uint64_t idle = letters == NULL ? 0 : letters->undecided - letters->may_be_due;

	buffer_text(out, "<p>No decision: every decision could be made");
	if (idle > 0) {
		buffer_text(out, idle == 1 ? ". One letter" : ". ");
		if (idle > 1)
			page_rows(out, idle, "letter", "letters");
		buffer_text(out,
		    " cannot be told for certain, but goes out in no case: see "
		    "<a href=\"#letters\">Letters</a>");
	}
	buffer_text(out, ".</p>\n");
}

void
page_needs(struct buffer *out, const struct run_summary *summary)
{
	buffer_text(out, "<section id=\"person\">\n<h2>What needs a person</h2>\n");
	put_open_letters(out, summary->letters);
	if (summary->need_total == 0)
		put_nothing_open(out, summary->letters);
	else
		buffer_text(out,
		    "<p>In these rows a fact is missing that could change the answer, or two rules "
		    "disagree. "
		    "Find the fact, put it into the file and run again.</p>\n");
	for (uint32_t i = 0; i < summary->table_count; i++)
		put_needs_of(out, summary, &summary->tables[i]);
	buffer_text(out, "</section>\n");
}
