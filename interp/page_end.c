/* The sections of the index after the reports: what a reader goes back to, to check. */
#include <string.h>

#include "interp/grid_display.h"
#include "interp/grid_value.h"
#include "interp/local.h"
#include "interp/page_parts.h"
#include "interp/platform.h"
#include "interp/policy_file.h"

/* ---- problems ---- */

static void
put_problem(struct buffer *out, const struct problem *problem)
{
	buffer_text(out, "<tr><th scope=\"row\">");
	page_text(out, platform_base(problem->file));
	if (problem->line > 0) {
		buffer_text(out, ", line ");
		page_count(out, problem->line);
	}
	buffer_text(out, "</th><td>");
	page_text(out, problem->column);
	buffer_text(out, "</td><td><code>");
	if (problem->text != NULL)
		page_escape(out, problem->text, problem->text_length);
	buffer_text(out, "</code></td><td>");
	page_text(out, problem->cause);
	if (problem->fix != NULL && problem->fix[0] != '\0') {
		buffer_text(out, "; ");
		page_text(out, problem->fix);
	}
	if (problem->more > 0) {
		buffer_text(out, "; and in ");
		page_rows(out, problem->more, "more row", "more rows");
	}
	buffer_text(out, "</td><td>");
	page_text(out, problem_effect_name(problem->effect));
	buffer_text(out, "</td></tr>\n");
}

static void
put_problem_counts(struct buffer *out, const struct problems *problems)
{
	buffer_text(out, "<p>");
	page_rows(out, problems->cells_refused, "cell refused, ", "cells refused, ");
	page_rows(out, problems->rows_refused, "row refused, ", "rows refused, ");
	page_rows(out, problems->rows_repeated, "row repeated, ", "rows repeated, ");
	page_rows(out, problems->columns_refused, "column refused, ", "columns refused, ");
	page_rows(out, problems->not_worked_out, "value cannot be worked out, ",
	    "values cannot be worked out, ");
	if (problems->letters_held > 0)
		page_rows(out, problems->letters_held, "row that holds all letters back, ",
		    "rows that hold all letters back, ");
	page_rows(out, problems->notes, "note.", "notes.");
	buffer_text(out,
	    " A refused cell is unknown and its row stays; a refused row takes no part; a value "
	    "that cannot be worked "
	    "out is unknown. All of them, with the rows as they "
	    "stand: <a href=\"problems.csv\">problems.csv</a></p>\n");
}

void
page_problems(struct buffer *out, const struct run_summary *summary)
{
	const struct problems *problems = summary->problems;

	buffer_text(out, "<section id=\"problems\">\n<h2>Problems with the data</h2>\n");
	if (problems == NULL || problems->kept_count == 0) {
		buffer_text(out,
		    "<p>None: every cell that is read could be read.</p>\n</section>\n");
		return;
	}
	put_problem_counts(out, problems);
	buffer_text(out, "<div class=\"scroll\"><table>\n<caption>");
	buffer_printf(out, problems->kept_count == PROBLEMS_KEPT ? "The first %u" : "All %u",
	    (unsigned)problems->kept_count);
	buffer_text(out,
	    "</caption>\n<thead><tr><th scope=\"col\">Where</th><th scope=\"col\">Column</th>"
	    "<th scope=\"col\">What stands there</th><th scope=\"col\">What is wrong</th><th "
	    "scope=\"col\">Effect</th></tr>"
	    "</thead>\n<tbody>\n");
	for (size_t i = 0; i < problems->kept_count; i++)
		put_problem(out, &problems->kept[i]);
	buffer_text(out, "</tbody>\n</table></div>\n</section>\n");
}

/* ---- settings ---- */

static void
put_values(struct buffer *out, struct arena *arena, const struct value *values, uint32_t count,
    const char *between)
{
	if (count == 0)
		buffer_text(out, "nothing");
	for (uint32_t i = 0; i < count; i++) {
		if (i > 0)
			buffer_text(out, between);
		page_text(out, grid_value(arena, &values[i]).reader);
	}
}

/* "a local scheme may choose 20 days to 60 days" */
static void
put_bounds(struct buffer *out, struct arena *arena, const struct setting *setting)
{
	switch (setting->may_vary) {
	case MAY_NOT_VARY:
		buffer_text(out, "fixed");
		return;
	case MAY_VARY_FREELY:
		buffer_text(out, "a local scheme may choose its own");
		return;
	case MAY_VARY_BETWEEN:
		buffer_text(out, "a local scheme may choose ");
		put_values(out, arena, setting->bounds, setting->bound_count, " to ");
		return;
	case MAY_VARY_AMONG:
		buffer_text(out,
		    setting->is_list ? "a local scheme may choose any of " :
				       "a local scheme may choose one of ");
		put_values(out, arena, setting->bounds, setting->bound_count, ", ");
		return;
	}
}

static void
put_clauses(struct buffer *out, const struct provenance *provenance)
{
	if (provenance->cite_count == 0)
		buffer_text(out, "no clause: the scheme’s own");
	page_cites(out, provenance);
}

static const char *
origin_words(const char *origin)
{
	if (strcmp(origin, "policy") == 0)
		return "the policy";
	if (strcmp(origin, "--set") == 0)
		return "changed for this run";
	return origin;
}

static void
put_setting(struct buffer *out, const struct run_summary *summary, const struct knob *knob)
{
	const struct setting_value *now = knob_on(knob, summary->knobs->run_date);

	buffer_text(out, "<tr><th scope=\"row\">");
	page_text(out, knob->setting->name);
	buffer_text(out, "</th><td>");
	put_values(out, summary->arena, now->values, now->count, " and ");
	for (uint32_t i = 0; i < knob->value_count; i++) {
		if (&knob->values[i] == now || knob->values[i].from == INT64_MIN)
			continue;
		buffer_text(out, "<br>from ");
		page_date(out, knob->values[i].from);
		buffer_text(out, ": ");
		put_values(out, summary->arena, knob->values[i].values, knob->values[i].count,
		    " and ");
	}
	buffer_text(out, "</td><td>");
	page_text(out, origin_words(knob->origin));
	buffer_text(out, "</td><td>");
	put_bounds(out, summary->arena, knob->setting);
	buffer_text(out, "</td><td>");
	put_clauses(out,
	    now->provenance.cite_count > 0 ? &now->provenance : &knob->setting->provenance);
	buffer_text(out, "</td></tr>\n");
}

static void
put_variations(struct buffer *out, const struct run_summary *summary)
{
	struct buffer text = BUFFER_INIT;

	for (uint32_t i = 0; summary->reach != NULL && i < summary->knobs->taken_count; i++) {
		const struct variation *variation = summary->knobs->taken[i];

		buffer_text(out, "<p>Variation <b>");
		page_text(out, variation->name);
		buffer_text(out, "</b>, ");
		local_say_dates(out, variation);
		buffer_text(out, ":</p>\n<ul>\n");
		for (uint32_t set = 0; set < variation->set_count; set++) {
			buffer_clear(&text);
			reach_say_set(&text, summary->reach, i, set);
			buffer_text(out, "<li>");
			page_text(out, text.at);
			if (variation->sets[set].because != NULL) {
				buffer_text(out, ". Because: ");
				page_text(out, variation->sets[set].because);
			}
			buffer_text(out, "</li>\n");
		}
		for (uint32_t label = 0; label < variation->label_count; label++) {
			buffer_clear(&text);
			reach_say_label(&text, summary->reach, &variation->labels[label]);
			buffer_text(out, "<li>");
			page_text(out, text.at);
			buffer_text(out, ". Because: ");
			page_text(out, variation->labels[label].because);
			buffer_text(out, "</li>\n");
		}
		buffer_clear(&text);
		for (const struct local_text *local =
			 reach_say_text(&text, summary->reach, i, NULL);
		     local != NULL; local = reach_say_text(&text, summary->reach, i, local)) {
			buffer_text(out, "<li>");
			page_text(out, text.at);
			buffer_text(out, ". Because: ");
			page_text(out, local->because);
			buffer_text(out, "</li>\n");
			buffer_clear(&text);
		}
		buffer_text(out, "</ul>\n");
	}
	buffer_release(&text);
}

void
page_settings(struct buffer *out, const struct run_summary *summary)
{
	buffer_text(out, "<section id=\"settings\">\n<h2>Settings in force</h2>\n");
	put_variations(out, summary);
	if (summary->program->setting_count == 0) {
		buffer_text(out, "<p>The policy has no settings.</p>\n</section>\n");
		return;
	}
	buffer_text(out, "<div class=\"scroll\"><table>\n<caption>On ");
	page_date(out, summary->knobs->run_date);
	buffer_text(out,
	    "</caption>\n<thead><tr><th scope=\"col\">Setting</th><th scope=\"col\">Value</th>"
	    "<th scope=\"col\">Set by</th><th scope=\"col\">May it vary?</th><th "
	    "scope=\"col\">Clause</th></tr></thead>\n"
	    "<tbody>\n");
	for (uint32_t i = 0; i < summary->program->setting_count; i++)
		put_setting(out, summary, &summary->knobs->knobs[i]);
	buffer_text(out, "</tbody>\n</table></div>\n</section>\n");
}

/* ---- files ---- */

static void
put_digest(struct buffer *out, const char *file, const char *role, const char *digest)
{
	buffer_text(out, "<tr><th scope=\"row\">");
	page_text(out, file);
	buffer_text(out, "</th><td>");
	page_text(out, role);
	buffer_text(out, "</td><td><code class=\"digest\">");
	page_text(out, digest);
	buffer_text(out, "</code></td></tr>\n");
}

static void
put_unread(struct buffer *out, const struct summary_table *table)
{
	uint32_t count = 0;

	for (uint32_t i = 0; table->facts != NULL && i < table->facts->column_count; i++) {
		if (table->facts->columns[i].column != NULL)
			continue;
		if (count++ == 0) {
			buffer_text(out, "<p>Columns of ");
			page_text(out, table->file);
			buffer_text(out,
			    " that the policy does not ask for, and that were not read: ");
		} else {
			buffer_text(out, ", ");
		}
		page_text(out, table->facts->columns[i].header);
	}
	if (count > 0)
		buffer_text(out, ".</p>\n");
}

static void
put_calendars(struct buffer *out, const struct run_summary *summary)
{
	for (uint32_t i = 0;
	     i < summary->program->calendar_count && summary->knobs->workdays != NULL; i++) {
		if (summary->knobs->workdays[i] == NULL)
			continue;
		buffer_text(out, "<p>Calendar ");
		page_text(out, summary->program->calendars[i]->name);
		buffer_text(out, ": working days from ");
		page_date(out, workdays_first(summary->knobs->workdays[i]));
		buffer_text(out, " to ");
		page_date(out, workdays_last(summary->knobs->workdays[i]));
		buffer_text(out, ".</p>\n");
	}
}

void
page_files(struct buffer *out, const struct run_summary *summary)
{
	buffer_text(out,
	    "<section id=\"files\">\n<h2>Files read</h2>\n<div class=\"scroll\"><table>\n"
	    "<caption>With the SHA-256 of each, to check that it is the same file</caption>\n"
	    "<thead><tr><th scope=\"col\">File</th><th scope=\"col\">What it is</th><th "
	    "scope=\"col\">SHA-256</th></tr></thead>\n"
	    "<tbody>\n");
	put_digest(out, summary->policy_file, "the policy", summary->policy_digest);
	for (const struct side_file *file = summary->policy_beside; file != NULL; file = file->next)
		put_digest(out, file->name, file->role, file->digest);
	for (uint32_t i = 0; i < summary->table_count; i++)
		if (summary->tables[i].file != NULL)
			put_digest(out, summary->tables[i].file, summary->tables[i].table->name,
			    summary->tables[i].digest);
	buffer_text(out, "</tbody>\n</table></div>\n");
	for (uint32_t i = 0; i < summary->table_count; i++)
		put_unread(out, &summary->tables[i]);
	put_calendars(out, summary);
	buffer_text(out,
	    "<p class=\"from\">Windows: <code>certutil -hashfile FILE SHA256</code>. Linux: "
	    "<code>sha256sum FILE</code>. "
	    "The full record of the run is <a href=\"run.json\">run.json</a>.</p>\n</section>\n");
}

/* ---- words ---- */

static bool
has_deadline(const struct program *program)
{
	for (uint32_t t = 0; t < program->table_count; t++)
		for (uint32_t i = 0; i < program->tables[t]->column_count; i++)
			if (program->tables[t]->columns[i]->origin == COLUMN_DEADLINE)
				return true;
	return false;
}

void
page_words(struct buffer *out, const struct run_summary *summary)
{
	buffer_text(out,
	    "<section id=\"words\">\n<h2>How to read the words</h2>\n<dl class=\"facts\">\n"
	    "<dt>cannot be decided</dt><dd>A fact is missing that could change the answer. The "
	    "fact is named.</dd>\n"
	    "<dt>two rules disagree</dt><dd>Two lines of the policy hold with different outcomes "
	    "and neither gives way.</dd>\n"
	    "<dt>nothing</dt><dd>Empty for certain: no line of the policy applies. It is not a "
	    "no.</dd>\n"
	    "<dt>blank</dt><dd>The cell is empty and may be.</dd>\n"
	    "<dt>refused</dt><dd>The cell or row could not be read as what the policy says it is. "
	    "A refused cell could be "
	    "anything.</dd>\n"
	    "<dt>undecided</dt><dd>In a report: rows that may or may not count. They are not in "
	    "the figure beside it.</dd>\n"
	    "<dt>dated later</dt><dd>Dated after the day this was worked out for: it has not "
	    "happened yet.</dd>\n");
	if (has_deadline(summary->program))
		buffer_text(out,
		    "<dt>Not_started</dt><dd>The date the time runs from is not there.</dd>\n"
		    "<dt>Running</dt><dd>Not met yet, and the last day has not passed.</dd>\n"
		    "<dt>Met</dt><dd>Met on or before the last day.</dd>\n"
		    "<dt>Met_late</dt><dd>Met after the last day.</dd>\n"
		    "<dt>Missed</dt><dd>Not met, and the last day has passed.</dd>\n");
	buffer_text(out, "</dl>\n</section>\n");
}
