/* The page from its top to the reports; the sections after them are in page_end.c. page_index() is
 * the table of contents. */
#include "interp/page.h"

#include <string.h>

#include "interp/grid_display.h"
#include "interp/grid_value.h"
#include "interp/letters.h"
#include "interp/local.h"
#include "interp/page_parts.h"

void
page_escape(struct buffer *out, const char *bytes, size_t length)
{
	display_add_html(out, bytes, length);
}

void
page_text(struct buffer *out, const char *text)
{
	if (text != NULL)
		display_add_html(out, text, strlen(text));
}

void
page_lines(struct buffer *out, const char *text)
{
	while (text != NULL && *text != '\0') {
		size_t length = strcspn(text, "\n");

		page_escape(out, text, length);
		text += length;
		if (*text == '\n')
			buffer_char(out, *text++);
	}
}

void
page_date(struct buffer *out, int64_t date)
{
	struct arena arena = ARENA_INIT;

	buffer_text(out, date_in_words(&arena, date));
	arena_release(&arena);
}

void
page_count(struct buffer *out, uint64_t count)
{
	char digits[32];
	size_t length = 0;

	do {
		digits[length++] = (char)('0' + count % 10);
		count /= 10;
	} while (count > 0);
	while (length > 0) {
		buffer_char(out, digits[--length]);
		if (length > 0 && length % 3 == 0)
			buffer_char(out, ',');
	}
}

void
page_rows(struct buffer *out, uint64_t count, const char *one, const char *many)
{
	page_count(out, count);
	buffer_char(out, ' ');
	buffer_text(out, count == 1 ? one : many);
}

/* A note may run over lines of the policy, indented; here it is one text. */
static void
put_note(struct buffer *out, const char *note)
{
	static const char white[] = " \t\r\n";

	note += strspn(note, white);
	while (*note != '\0') {
		size_t word = strcspn(note, white);

		display_add_html(out, note, word);
		note += word;
		note += strspn(note, white);
		if (*note != '\0')
			buffer_char(out, ' ');
	}
}

/* From “Moving patients”: “4.2”; “4.3”. From “Annex”: “1” */
void
page_cites(struct buffer *out, const struct provenance *provenance)
{
	const struct document *last = NULL;

	for (uint32_t i = 0; i < provenance->cite_count; i++) {
		const struct cite *cite = &provenance->cites[i];

		if (cite->document == last) {
			buffer_text(out, "; ");
		} else {
			buffer_text(out, i > 0 ? "; <cite>" : "<cite>");
			page_text(out, cite->document->title);
			buffer_text(out, "</cite>, ");
		}
		last = cite->document;
		buffer_text(out, "“");
		page_text(out, cite->clause);
		buffer_text(out, "”");
	}
}

void
page_provenance(struct buffer *out, const struct provenance *provenance)
{
	if (provenance->cite_count > 0) {
		buffer_text(out, "<p class=\"from\">From ");
		page_cites(out, provenance);
		buffer_text(out, "</p>\n");
	}
	for (uint32_t i = 0; i < provenance->note_count; i++) {
		buffer_text(out, "<p class=\"from\">");
		put_note(out, provenance->notes[i]);
		buffer_text(out, "</p>\n");
	}
}

/* ---- head ---- */

static const char *
title_of(const struct program *program)
{
	return program->title != NULL ? program->title : program->name;
}

static void
put_head(struct buffer *out, const struct run_summary *summary, const char *title, bool broad)
{
	buffer_text(out,
	    "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	page_text(out, title);
	buffer_text(out, ", ");
	page_date(out, summary->knobs->run_date);
	buffer_text(out, "</title>\n<style>\n");
	buffer_text(out, page_style);
	buffer_text(out, page_style_reports);
	buffer_text(out, page_style_print);
	buffer_printf(out, "</style>\n</head>\n<body%s>\n", broad ? " class=\"broadside\"" : "");
}

static void
put_foot(struct buffer *out, const struct run_summary *summary)
{
	buffer_text(out, "<footer><p>Made by writ ");
	page_text(out, summary->tool_version);
	buffer_text(out,
	    " from the policy and the files named above; the same policy, files and day give the "
	    "same page. "
	    "What is said here is a recommendation: a person "
	    "decides.</p></footer>\n</body>\n</html>\n");
}

static void
put_fact(struct buffer *out, const char *name, const char *text)
{
	if (text == NULL)
		return;
	buffer_printf(out, "<dt>%s</dt><dd>", name);
	page_text(out, text);
	buffer_text(out, "</dd>\n");
}

static void
put_fact_date(struct buffer *out, const char *name, int64_t date)
{
	if (date == INT64_MIN)
		return;
	buffer_printf(out, "<dt>%s</dt><dd>", name);
	page_date(out, date);
	buffer_text(out, "</dd>\n");
}

static void
put_warnings(struct buffer *out, const struct run_summary *summary)
{
	const struct program *program = summary->program;
	int64_t day = summary->knobs->run_date;

	if (program->in_force_from != INT64_MIN && day < program->in_force_from)
		buffer_text(out,
		    "<p class=\"warn\"><strong>Not yet in force</strong> on the day of this "
		    "run.</p>\n");
	if (program->in_force_to != INT64_MIN && day > program->in_force_to)
		buffer_text(out,
		    "<p class=\"warn\"><strong>No longer in force</strong> on the day of this "
		    "run.</p>\n");
	if (program->due_for_review == INT64_MIN || day <= program->due_for_review)
		return;
	buffer_text(out,
	    "<p class=\"warn\"><strong>Past its review date:</strong> this policy was due for "
	    "review on ");
	page_date(out, program->due_for_review);
	buffer_text(out, ".</p>\n");
}

static void
put_untouched(struct buffer *out, const struct run_summary *summary)
{
	for (uint32_t i = 0; summary->reach != NULL && i < summary->knobs->taken_count; i++) {
		if (reach_any(summary->reach, i))
			continue;
		buffer_text(out, "<p class=\"warn\"><strong>Variation ");
		page_text(out, summary->knobs->taken[i]->name);
		buffer_text(out,
		    " touches no row of this run:</strong> nothing comes out otherwise than "
		    "without it. See "
		    "<a href=\"#settings\">Settings</a>.</p>\n");
	}
}

static void
put_varied_by(struct buffer *out, const struct run_summary *summary)
{
	for (uint32_t i = 0; i < summary->knobs->taken_count; i++) {
		buffer_printf(out, "<dt>%s</dt><dd>", i == 0 ? "Varied by" : "and by");
		page_text(out, summary->knobs->taken[i]->name);
		buffer_text(out, ", ");
		local_say_dates(out, summary->knobs->taken[i]);
		buffer_text(out, "</dd>\n");
	}
}

static void
put_facts(struct buffer *out, const struct run_summary *summary)
{
	const struct program *program = summary->program;

	buffer_text(out, "<dl class=\"facts\">\n");
	put_fact_date(out, "Worked out for", summary->knobs->run_date);
	buffer_text(out, "<dt>Policy</dt><dd>");
	page_text(out, program->name);
	if (program->version != NULL) {
		buffer_text(out, ", version ");
		page_text(out, program->version);
	}
	buffer_text(out, "</dd>\n");
	put_fact(out, "Owner", program->owner);
	if (program->approved_by != NULL) {
		buffer_text(out, "<dt>Approved</dt><dd>by ");
		page_text(out, program->approved_by);
		if (program->approved_on != INT64_MIN) {
			buffer_text(out, " on ");
			page_date(out, program->approved_on);
		}
		buffer_text(out, "</dd>\n");
	}
	put_fact_date(out, "In force from", program->in_force_from);
	put_fact_date(out, "In force to", program->in_force_to);
	put_fact_date(out, "Due for review", program->due_for_review);
	for (uint32_t i = 0; i < program->document_count; i++)
		put_fact(out, i == 0 ? "Based on" : "and on", program->documents[i].title);
	put_varied_by(out, summary);
	buffer_text(out, "</dl>\n");
	put_warnings(out, summary);
	put_untouched(out, summary);
}

/* ---- in short ---- */

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

static void
put_decides(struct buffer *out, const struct run_summary *summary)
{
	for (uint32_t i = 0; i < summary->table_count; i++)
		put_decides_of(out, &summary->tables[i]);
}

/* More of them than a reader wants before what needs a person: they have a section of their own
 * behind the reports. */
static bool
decides_stand_apart(const struct run_summary *summary)
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

static void
put_short(struct buffer *out, const struct run_summary *summary)
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
	if (!decides_stand_apart(summary))
		put_decides(out, summary);
	buffer_text(out, "</section>\n");
}

/* ---- reports ---- */

static uint32_t
rows_of(const struct grid *grid)
{
	return grid->row_count - (grid->has_total ? 1 : 0);
}

static void
put_as_at(struct buffer *out, const struct grid *grid)
{
	if (grid->as_at == NULL)
		return;
	buffer_text(out, "<p class=\"asat\">As at ");
	grid_html_day(out, grid);
	buffer_text(out, "</p>\n");
}

static void
put_report(struct buffer *out, const struct summary_report *report, uint32_t at_most)
{
	put_as_at(out, report->grid);
	page_chart(out, report);
	grid_html_first(out, report->grid, at_most);
}

/* What is in the reports, with a link to each: a title may be long, and a report empty. */
static void
put_contents(struct buffer *out, const struct run_summary *summary)
{
	buffer_text(out, "<ul class=\"contents\">\n");
	for (uint32_t i = 0; i < summary->report_count; i++) {
		const struct grid *grid = summary->reports[i].grid;

		buffer_printf(out, "<li><a href=\"#report-%s\">", grid->name);
		page_text(out, grid->title);
		buffer_text(out, "</a>: ");
		if (rows_of(grid) == 0)
			buffer_text(out, "no rows");
		else
			page_rows(out, rows_of(grid), "row", "rows");
		buffer_text(out, "</li>\n");
	}
	buffer_text(out, "</ul>\n");
}

/* A listing too long for the index stands there with its first rows; they are the ones its order
 * puts first. */
static void
put_report_of_index(struct buffer *out, const struct summary_report *report)
{
	const struct grid *grid = report->grid;
	uint32_t rows = rows_of(grid), shown = rows > PAGE_ROWS_MAX ? PAGE_ROWS_FIRST : rows;
	bool broad = grid->column_count >= GRID_BROAD;

	buffer_printf(out, "<div class=\"report%s\">\n<h3 id=\"report-%s\">",
	    broad ? " broadside" : "", grid->name);
	page_text(out, grid->title);
	buffer_text(out, "</h3>\n");
	if (rows == 0 && !grid->has_total) {
		put_as_at(out, grid);
		buffer_text(out, "<p>no rows</p>\n");
	} else {
		put_report(out, report, shown);
	}
	if (rows > shown) {
		buffer_printf(out, "<p>These are the first %u of ", (unsigned)shown);
		page_rows(out, rows, "row", "rows");
		buffer_printf(out,
		    "; all of them: <a href=\"reports/%s.html\">reports/%s.html</a></p>\n",
		    grid->name, grid->name);
	}
	page_provenance(out, &report->report->provenance);
	buffer_text(out, "<p class=\"from links\">Also as <a href=\"reports/");
	page_text(out, grid->name);
	buffer_text(out, ".csv\">CSV</a> and <a href=\"reports/");
	page_text(out, grid->name);
	buffer_text(out, ".html\">a page of its own</a>.</p>\n</div>\n");
}

static void
put_reports(struct buffer *out, const struct run_summary *summary)
{
	if (summary->report_count == 0)
		return;
	buffer_text(out, "<section id=\"reports\">\n<h2>Reports</h2>\n");
	if (summary->report_count > 1)
		put_contents(out, summary);
	for (uint32_t i = 0; i < summary->report_count; i++)
		put_report_of_index(out, &summary->reports[i]);
	buffer_text(out, "</section>\n");
}

void
page_index(struct buffer *out, const struct run_summary *summary)
{
	put_head(out, summary, title_of(summary->program), false);
	buffer_text(out, "<a class=\"skip\" href=\"#main\">To the summary</a>\n<header>\n"
	    "<p class=\"over\">Result of a policy run</p>\n<h1>");
	page_text(out, title_of(summary->program));
	buffer_text(out, "</h1>\n");
	put_facts(out, summary);
	buffer_text(out,
	    "<nav aria-label=\"On this page\"><ul><li><a href=\"#short\">In short</a></li>");
	if (summary->letters != NULL)
		buffer_text(out, "<li><a href=\"#letters\">Letters</a></li>");
	buffer_text(out, "<li><a href=\"#person\">What needs a person</a></li>");
	if (page_has_bands(summary))
		buffer_text(out, "<li><a href=\"#bands\">Figures and their bands</a></li>");
	if (summary->report_count > 0)
		buffer_text(out, "<li><a href=\"#reports\">Reports</a></li>");
	if (decides_stand_apart(summary))
		buffer_text(out, "<li><a href=\"#decided\">What was decided</a></li>");
	buffer_text(out,
	    "<li><a href=\"#problems\">Problems with the data</a></li><li><a "
	    "href=\"#settings\">Settings</a></li>"
	    "<li><a href=\"#files\">Files</a></li><li><a href=\"#words\">How to read the "
	    "words</a></li></ul></nav>\n"
	    "</header>\n<main id=\"main\">\n");
	put_short(out, summary);
	if (summary->letters != NULL)
		letters_page(out, summary->letters, true);
	page_needs(out, summary);
	page_bands(out, summary);
	put_reports(out, summary);
	if (decides_stand_apart(summary)) {
		buffer_text(out, "<section id=\"decided\">\n<h2>What was decided</h2>\n");
		put_decides(out, summary);
		buffer_text(out, "</section>\n");
	}
	page_problems(out, summary);
	page_settings(out, summary);
	page_files(out, summary);
	page_words(out, summary);
	buffer_text(out, "</main>\n");
	put_foot(out, summary);
}

static void
put_from_files(struct buffer *out, const struct run_summary *summary)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < summary->table_count; i++) {
		if (summary->tables[i].file == NULL)
			continue;
		buffer_text(out, count++ == 0 ? "<dt>From</dt><dd>" : ", ");
		page_text(out, summary->tables[i].file);
	}
	if (count > 0)
		buffer_text(out, "</dd>\n");
}

void
page_report(struct buffer *out, const struct run_summary *summary,
    const struct summary_report *report)
{
	put_head(out, summary, report->grid->title, report->grid->column_count >= GRID_BROAD);
	buffer_text(out, "<header>\n<p class=\"over\">");
	page_text(out, title_of(summary->program));
	buffer_text(out, "</p>\n<h1>");
	page_text(out, report->grid->title);
	buffer_text(out, "</h1>\n</header>\n<main>\n");
	put_report(out, report, UINT32_MAX);
	page_provenance(out, &report->report->provenance);
	buffer_text(out, "<dl class=\"facts\">\n");
	put_fact_date(out, "Worked out for", summary->knobs->run_date);
	put_fact(out, "Policy", summary->program->name);
	put_fact(out, "Version", summary->program->version);
	put_varied_by(out, summary);
	put_from_files(out, summary);
	buffer_text(out, "</dl>\n<p><a href=\"../index.html\">All of this run</a></p>\n</main>\n");
	put_foot(out, summary);
}
