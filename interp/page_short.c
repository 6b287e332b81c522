/* page_short: see page_short.h. */
#include "interp/page_short.h"

#include "interp/letters.h"
#include "interp/page_parts.h"

static void
put_tile(struct buffer *out, uint64_t count, const char *one, const char *many, bool look)
{
	buffer_printf(out, "<li%s><b>", look && count > 0 ? " class=\"look\"" : "");
	page_count(out, count);
	buffer_printf(out, "</b> %s</li>\n", count == 1 ? one : many);
}

/* cases.csv: 73 rows read: 72 used, 1 refused, none repeated, none dated later. */
static void
put_reading(struct buffer *out, const struct summary_table *table)
{
	const struct csvin_counts *counts = &table->counts;

	buffer_text(out, "<p>");
	page_text(out, table->file);
	buffer_text(out, ": ");
	page_rows(out, counts->read, "row read = ", "rows read = ");
	page_count(out, counts->used);
	buffer_text(out, " used + ");
	page_count(out, counts->refused);
	buffer_text(out, " refused + ");
	page_count(out, counts->repeated);
	buffer_text(out, " repeated + ");
	page_count(out, counts->dated_later);
	buffer_text(out, " dated later.</p>\n");
}

static void
put_outside(struct buffer *out, const struct summary_table *table)
{
	struct buffer text = BUFFER_INIT;

	if (!summary_outside(&text, table))
		return;
	buffer_text(out, "<p>");
	page_text(out, text.at);
	buffer_text(out, ".</p>\n");
	buffer_release(&text);
}

static void
put_outcome(struct buffer *out, const char *name, const char *class, uint64_t rows, uint64_t all)
{
	__extension__ typedef unsigned __int128 wide;
	unsigned tenths = all == 0 ? 0 : (unsigned)((wide)rows * 1000 / all);

	buffer_printf(out, "<tr><th scope=\"row\"><span%s>", class);
	page_text(out, name);
	buffer_text(out, "</span></th><td class=\"n\">");
	page_count(out, rows);
	buffer_printf(out,
	    "</td><td class=\"share\" aria-hidden=\"true\"><svg viewBox=\"0 0 1000 10\" "
	    "preserveAspectRatio=\"none\"><rect width=\"1000\" height=\"10\" fill=\"#e3e9ee\"/>"
	    "<rect width=\"%u\" height=\"10\" fill=\"#0b3d6b\"/></svg></td></tr>\n",
	    tenths);
}

/* Outcomes that are values (dates, amounts) have no bars: one line says how many there are. */
static void
put_decide_of_values(struct buffer *out, const struct summary_decide *decide)
{
	buffer_text(out, "<p><b>");
	page_text(out, decide->column->name);
	buffer_text(out, "</b>: a value in ");
	page_rows(out, decide->values, "row", "rows");
	if (decide->nothing > 0) {
		buffer_text(out, ", nothing in ");
		page_count(out, decide->nothing);
	}
	if (decide->undecided > decide->disagree) {
		buffer_text(out, ", <span class=\"undecided\">cannot be decided</span> in ");
		page_count(out, decide->undecided - decide->disagree);
	}
	if (decide->disagree > 0) {
		buffer_text(out, ", <span class=\"undecided\">two rules disagree</span> in ");
		page_count(out, decide->disagree);
	}
	buffer_text(out, "</p>\n");
}

static void
put_decide(struct buffer *out, const struct summary_table *table,
    const struct summary_decide *decide)
{
	const struct label_set *labels = decide->column->type.labels;
	uint64_t all = table->rows;

	buffer_text(out, "<div><table>\n<caption>");
	page_text(out, decide->column->name);
	buffer_text(out,
	    "</caption>\n<thead><tr><th scope=\"col\">Outcome</th><th scope=\"col\" "
	    "class=\"n\">Rows</th>"
	    "<td class=\"share\"></td></tr></thead>\n<tbody>\n");
	for (uint32_t i = 0; i < labels->count; i++)
		put_outcome(out, labels->names[i], "", decide->outcomes[i], all);
	if (decide->nothing > 0)
		put_outcome(out, "nothing", "", decide->nothing, all);
	if (decide->undecided > decide->disagree)
		put_outcome(out, "cannot be decided", " class=\"undecided\"",
		    decide->undecided - decide->disagree, all);
	if (decide->disagree > 0)
		put_outcome(out, "two rules disagree", " class=\"undecided\"", decide->disagree,
		    all);
	buffer_text(out, "</tbody>\n<tfoot><tr><th scope=\"row\">All rows</th><td class=\"n\">");
	page_count(out, all);
	buffer_text(out, "</td><td class=\"share\"></td></tr></tfoot>\n</table></div>\n");
}

static void
put_decides_of(struct buffer *out, const struct summary_table *table)
{
	if (table->decide_count == 0)
		return;
	buffer_text(out, "<h3>What was decided for each ");
	page_text(out, table->table->name);
	buffer_text(out, "</h3>\n");
	buffer_text(out, "<div class=\"pair\">\n");
	for (uint32_t d = 0; d < table->decide_count; d++)
		if (table->decides[d].column->type.labels != NULL)
			put_decide(out, table, &table->decides[d]);
	buffer_text(out, "</div>\n");
	for (uint32_t d = 0; d < table->decide_count; d++)
		if (table->decides[d].column->type.labels == NULL)
			put_decide_of_values(out, &table->decides[d]);
	buffer_text(out, "<p>Row by row, with reasons and clauses: <a href=\"decisions/");
	page_text(out, table->table->name);
	buffer_text(out, ".csv\">decisions/");
	page_text(out, table->table->name);
	buffer_text(out, ".csv</a></p>\n");
}

void
page_decides(struct buffer *out, const struct run_summary *summary)
{
	for (uint32_t i = 0; i < summary->table_count; i++)
		put_decides_of(out, &summary->tables[i]);
}

bool
page_decides_apart(const struct run_summary *summary)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < summary->table_count; i++)
		count += summary->tables[i].decide_count;
	return count > PAGE_DECIDES_MAX;
}

static void
put_letter_tiles(struct buffer *out, const struct letter_summary *letters)
{
	put_tile(out, letters->written, "letter to send", "letters to send", false);
}

/* One figure for all that a person must settle, and what it is made of. */
static void
put_person_tile(struct buffer *out, const struct run_summary *summary)
{
	const struct letter_summary *letters = summary->letters;
	uint64_t open = letters == NULL ? 0 : letters->held_back + letters->may_be_due,
		 all = summary->need_total + open;

	if (letters == NULL) {
		put_tile(out, all, "decision needs a person", "decisions need a person", true);
		return;
	}
	buffer_printf(out, "<li%s><b>", all > 0 ? " class=\"look\"" : "");
	page_count(out, all);
	buffer_text(out, "</b> left for a person to settle");
	if (all > 0) {
		buffer_text(out, ": ");
		page_rows(out, summary->need_total, "decision, ", "decisions, ");
		page_rows(out, open, "letter", "letters");
	}
	buffer_text(out, "</li>\n");
}

void
page_short(struct buffer *out, const struct run_summary *summary)
{
	const struct problems *problems = summary->problems;
	uint64_t used = 0;

	for (uint32_t i = 0; i < summary->table_count; i++)
		used += summary->tables[i].rows;
	buffer_text(out, "<section id=\"short\">\n<h2>In short</h2>\n<ul class=\"tiles\">\n");
	put_tile(out, used, "row decided on", "rows decided on", false);
	if (summary->letters != NULL)
		put_letter_tiles(out, summary->letters);
	put_person_tile(out, summary);
	put_tile(out, problems == NULL ? 0 : problems->rows_refused, "row refused", "rows refused",
	    true);
	put_tile(out, problems == NULL ? 0 : problems->cells_refused, "cell refused",
	    "cells refused", true);
	buffer_text(out, "</ul>\n");
	buffer_text(out, "<div class=\"readings\">\n");
	for (uint32_t i = 0; i < summary->table_count; i++)
		if (summary->tables[i].file != NULL)
			put_reading(out, &summary->tables[i]);
	for (uint32_t i = 0; i < summary->table_count; i++)
		put_outside(out, &summary->tables[i]);
	buffer_text(out, "</div>\n");
	if (!page_decides_apart(summary))
		page_decides(out, summary);
	buffer_text(out, "</section>\n");
}
