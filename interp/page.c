/* The frame of every page, what the sections share, and the order of them: page_index() is the
 * table of contents. */
#include "interp/page.h"

#include <string.h>

#include "interp/grid_display.h"
#include "interp/grid_value.h"
#include "interp/letters.h"
#include "interp/local.h"
#include "interp/page_parts.h"
#include "interp/page_reports.h"
#include "interp/page_short.h"

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
	if (page_decides_apart(summary))
		buffer_text(out, "<li><a href=\"#decided\">What was decided</a></li>");
	buffer_text(out,
	    "<li><a href=\"#problems\">Problems with the data</a></li><li><a "
	    "href=\"#settings\">Settings</a></li>"
	    "<li><a href=\"#files\">Files</a></li><li><a href=\"#words\">How to read the "
	    "words</a></li></ul></nav>\n"
	    "</header>\n<main id=\"main\">\n");
	page_short(out, summary);
	if (summary->letters != NULL)
		letters_page(out, summary->letters, true);
	page_needs(out, summary);
	page_bands(out, summary);
	page_reports(out, summary);
	if (page_decides_apart(summary)) {
		buffer_text(out, "<section id=\"decided\">\n<h2>What was decided</h2>\n");
		page_decides(out, summary);
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
	page_report_body(out, report, UINT32_MAX);
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
