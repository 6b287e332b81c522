/* sample_page: the sheet as a page to print and fill in by hand, in the style of the pages of a
 * run; in the same order as the text. */
#include <string.h>

#include "interp/page_parts.h"
#include "interp/sample_parts.h"

static const char style_sample[] =
    "pre{white-space:pre-wrap;overflow-wrap:anywhere;font:.82rem/1.45 ui-monospace,Consolas,"
    "monospace;margin:.5rem 0}\n"
    "pre.lines span{display:inline-block;width:100%;padding-left:11ch;text-indent:-11ch}\n"
    "table.cells td{padding-top:.1rem;padding-bottom:.1rem;font-size:.82rem}\n"
    "table.cells td:nth-child(3){min-width:7em}\n"
    ".row{break-inside:auto;border-top:1px solid var(--line);margin-top:1.4rem}\n"
    ".row h3{break-after:avoid}\n"
    "table.fill{width:100%;margin:.8rem 0;break-inside:avoid;table-layout:fixed}\n"
    "table.fill th{font-weight:400;font-size:.85rem;color:var(--soft);padding:.2rem .5rem;"
    "border:1px solid var(--ink);border-bottom:0}\n"
    "table.fill td{height:2.4rem;padding:.2rem .5rem;border:1px solid var(--ink);border-top:0}\n"
    ".box{display:inline-block;width:1em;height:1em;border:1.5px solid var(--ink);"
    "vertical-align:-.12em;margin:0 .3em 0 .8em}\n"
    "h4{font-size:1.05rem;line-height:1.3;margin:1.2rem 0 .3rem;break-after:avoid}\n"
    "h3.kind{border-top:2px solid var(--mark);padding-top:.6rem;margin-top:2.2rem;"
    "break-after:avoid}\n"
    ".answers{break-before:page}\n";

static void
put_in(struct buffer *out, const char *tag, const char *text)
{
	buffer_printf(out, "<%s>", tag);
	page_text(out, text);
	buffer_printf(out, "</%s>", tag);
}

/* ---- the head ---- */

static void
put_fact(struct buffer *out, const char *name, const char *text)
{
	buffer_text(out, "<dt>");
	page_text(out, name);
	buffer_text(out, "</dt><dd>");
	page_text(out, text);
	buffer_text(out, "</dd>\n");
}

static void
put_buffer_fact(struct buffer *out, const char *name, struct buffer *text)
{
	if (text->length > 0)
		put_fact(out, name, text->at);
	buffer_release(text);
}

/* "May_escalate: 8 of 46; Usual_route: 4 of 21" */
static void
put_strata(struct buffer *text, const struct sample *sample, const struct sample_kind *kind)
{
	size_t from = text->length;

	for (uint32_t i = 0; i < sample->stratum_count; i++) {
		const struct sample_stratum *stratum = &sample->strata[i];

		if (stratum->kind != kind)
			continue;
		buffer_printf(text, "%s%s: %llu of %llu", text->length > from ? "; " : "",
		    stratum->outcome, (unsigned long long)stratum->share,
		    (unsigned long long)stratum->size);
	}
}

/* Of several decisions: how many there were, and how many of them were drawn. */
static void
put_counts(struct sample *sample, bool by)
{
	struct buffer *out = &sample->out, text = BUFFER_INIT;

	buffer_text(out,
	    "<div class=\"scroll\"><table class=\"cells\"><caption>What there was, and what was "
	    "drawn of it</caption>\n<thead><tr><th scope=\"col\">Table</th><th scope=\"col\">"
	    "Decision</th><th scope=\"col\" class=\"n\">In the log</th><th scope=\"col\" "
	    "class=\"n\">Drawn</th>");
	buffer_text(out, by ? "<th scope=\"col\">By outcome</th>" : "");
	buffer_text(out, "</tr></thead>\n<tbody>\n");
	for (uint32_t i = 0; i < sample->kind_count; i++) {
		const struct sample_kind *kind = &sample->kinds[i];

		if (!kind->chosen)
			continue;
		buffer_text(out, "<tr>");
		page_table_cell(out, kind->table);
		page_table_cell(out, kind->decision);
		buffer_text(out, "<td class=\"n\">");
		page_count(out, kind->rows);
		buffer_text(out, "</td><td class=\"n\">");
		page_count(out, kind->drawn);
		buffer_text(out, "</td>");
		if (by) {
			put_strata(&text, sample, kind);
			page_table_cell(out, text.length == 0 ? "" : text.at);
			buffer_clear(&text);
		}
		buffer_text(out, "</tr>\n");
	}
	page_table_end(out);
	buffer_release(&text);
}

static void
put_by_outcome(struct sample *sample)
{
	struct buffer text = BUFFER_INIT;

	put_strata(&text, sample, sample->only);
	put_buffer_fact(&sample->out, "Drawn by outcome", &text);
}

static void
put_head(struct sample *sample)
{
	const struct json_value *policy = json_member(sample->old.record, "policy");
	bool by = sample->options->by != NULL && sample->options->with_answers;
	struct buffer *out = &sample->out, text = BUFFER_INIT;

	buffer_text(out,
	    "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	    "style-src 'unsafe-inline'\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	page_text(out, sample_text(policy, "title"));
	buffer_text(out, ": a sample</title>\n<style>\n");
	buffer_text(out, page_style);
	buffer_text(out, page_style_reports);
	buffer_text(out, style_sample);
	buffer_text(out, page_style_print);
	buffer_text(out, "</style>\n</head>\n<body>\n<header>\n<p class=\"over\">");
	page_text(out, sample_text(policy, "title"));
	buffer_printf(out,
	    "</p>\n<h1>Sample of %llu out of %llu decisions</h1>\n<dl class=\"facts\">\n",
	    (unsigned long long)sample->wanted, (unsigned long long)sample->count);
	sample_subject(&text, sample);
	put_buffer_fact(out, sample->only != NULL ? "Decision" : "Decisions", &text);
	sample_head(sample, put_fact);
	if (sample->only != NULL && by)
		put_by_outcome(sample);
	buffer_text(out, "</dl>\n<p>");
	sample_basis(&text, sample);
	page_text(out, text.at);
	buffer_release(&text);
	buffer_text(out, "</p>\n");
	if (sample->only == NULL)
		put_counts(sample, by);
	buffer_text(out, "</header>\n<main id=\"main\">\n");
}

/* ---- what is to be worked out ---- */

static void
put_policy_lines(struct buffer *out, const struct sample_passage *passage)
{
	buffer_text(out, "<pre class=\"lines\">");
	for (uint32_t n = 0; n < passage->count; n++) {
		buffer_printf(out, "<span>%5u  ", (unsigned)(passage->first + n));
		page_text(out, passage->lines[n]);
		buffer_text(out, "</span>\n");
	}
	buffer_text(out, "</pre>\n");
}

static void
put_rule(struct sample *sample, const struct sample_kind *kind)
{
	struct buffer *out = &sample->out, text = BUFFER_INIT;

	if (kind->own == NULL)
		return;
	buffer_text(out, "<p>Its rule in ");
	page_text(out, kind->own->file);
	buffer_text(out, ":</p>\n");
	put_policy_lines(out, kind->own);
	sample_possible(&text, kind);
	if (text.length > 0) {
		buffer_text(out, "<p class=\"from\">Possible answers: ");
		page_text(out, text.at);
		buffer_text(out, "</p>\n");
	}
	buffer_clear(&text);
	sample_rests_on(&text, kind);
	if (text.length > 0) {
		buffer_text(out, "<p class=\"from\">It rests on lines ");
		page_text(out, text.at);
		buffer_text(out, ": under \xE2\x80\x9CThe policy\xE2\x80\x99s own words"
		    "\xE2\x80\x9D.</p>\n");
	}
	buffer_release(&text);
}

/* Its name above those that were drawn of it; and its rule. */
static void
put_group(struct sample *sample, const struct sample_kind *kind, bool rule)
{
	struct buffer *out = &sample->out, text = BUFFER_INIT;

	sample_kind_name(&text, kind);
	buffer_text(out, "<h3 class=\"kind\">");
	page_text(out, text.at);
	buffer_printf(out, ": %llu drawn of %llu</h3>\n", (unsigned long long)kind->drawn,
	    (unsigned long long)kind->rows);
	buffer_release(&text);
	if (rule)
		put_rule(sample, kind);
}

static void
put_title(struct sample *sample, const struct row_lines *row, uint64_t number)
{
	const char *tag = sample->only != NULL ? "h3" : "h4";
	struct buffer *out = &sample->out;
	uint64_t line = 0;

	buffer_printf(out, "<section class=\"row\">\n<%s>%llu. %s ", tag,
	    (unsigned long long)number, row->kind->table);
	page_text(out, sample_text(row->line, "row"));
	buffer_printf(out, "</%s>\n<p class=\"asat\">seed %llu, run.json %.12s</p>\n", tag,
	    (unsigned long long)sample->seed, sample->old.digest);
	if (json_member_text(row->line, "file") != NULL) {
		buffer_text(out, "<p class=\"asat\">");
		page_text(out, sample_text(row->line, "file"));
		if (json_member_count(row->line, "line", &line))
			buffer_printf(out, ", line %llu", (unsigned long long)line);
		buffer_text(out, "</p>\n");
	}
}

static void
put_aside(struct buffer *out, const char *text)
{
	put_in(out, "p", text);
	buffer_char(out, '\n');
}

/* Besides the cells: rows that are not there, and those it is ranked among. */
static void
put_others(struct sample *sample, const struct sample_evidence *evidence)
{
	struct buffer *out = &sample->out;

	sample_asides(evidence, sample->arena, put_aside, out);
	for (uint32_t r = 0; evidence != NULL && r < evidence->ranking_count; r++) {
		const struct sample_ranking *ranking = &evidence->rankings[r];

		buffer_text(out, "<p>The others ");
		page_text(out, ranking->title);
		buffer_text(out, ", as this run has them: ");
		for (uint32_t i = 0; i < ranking->count; i++) {
			page_text(out, ranking->figures[i]);
			buffer_text(out, i + 1 < ranking->count ? "; " : "");
		}
		buffer_text(out, "</p>\n");
	}
}

static void
put_facts(struct sample *sample, const struct row_lines *row)
{
	static const char *const heads[] = { "Row", "Fact", "Value", "Where it stands" };
	struct buffer *out = &sample->out, where = BUFFER_INIT;

	if (row->fact_count == 0) {
		put_in(out, "p", sample_says_more(row) ? "" : sample_no_cell(sample));
		buffer_char(out, '\n');
		put_others(sample, row->row->evidence);
		return;
	}
	page_table_begin(out, "cells", "Cells", heads, 4);
	for (uint32_t i = 0; i < row->fact_count; i++) {
		const struct sample_fact *fact = &row->facts[i];

		buffer_printf(&where, "%s%s%s", fact->ours ? "this row" : fact->table,
		    fact->ours || *fact->key == '\0' ? "" : " ", fact->ours ? "" : fact->key);
		buffer_text(out, "<tr>");
		page_table_cell(out, where.at);
		buffer_clear(&where);
		page_table_cell(out, fact->name);
		page_table_cell(out, fact->value);
		buffer_text(&where, fact->file);
		if (fact->line > 0)
			buffer_printf(&where, ", line %llu", (unsigned long long)fact->line);
		buffer_printf(&where, ", column %s", fact->heading);
		page_table_cell(out, where.at);
		buffer_clear(&where);
		buffer_text(out, "</tr>\n");
	}
	buffer_release(&where);
	page_table_end(out);
	put_others(sample, row->row->evidence);
}

static void
put_boxes(struct buffer *out, const struct sample_kind *kind, bool result, bool agrees)
{
	buffer_text(out, "<table class=\"fill\"><thead><tr>");
	if (result)
		buffer_printf(out,
		    "<th scope=\"col\">My result for %s</th><th scope=\"col\">%s</th>",
		    kind->decision, sample_asks_line(kind));
	if (agrees)
		buffer_text(out, "<th scope=\"col\">Agrees</th><th scope=\"col\">Remark</th>");
	buffer_text(out,
	    "<th scope=\"col\">Initials</th><th scope=\"col\">Date</th></tr></thead><tbody><tr>");
	buffer_text(out, result ? "<td></td><td></td>" : "");
	if (agrees)
		buffer_text(out,
		    "<td><span class=\"box\"></span>Yes<span class=\"box\"></span>No</td>"
		    "<td></td>");
	buffer_text(out, "<td></td><td></td></tr></tbody></table>\n");
}

static void put_answer(struct sample *sample, const struct row_lines *row);
static void put_part(struct buffer *out, const struct json_value *line, enum sample_part part);

static void
put_question(struct sample *sample, const struct row_lines *row, uint64_t number)
{
	if (sample_begins_group(sample, row))
		put_group(sample, row->kind, true);
	else if (sample->only != NULL && number == 1)
		put_rule(sample, row->kind);
	put_title(sample, row, number);
	put_facts(sample, row);
	if (!sample->at_hand) {
		put_part(&sample->out, row->line, PART_SETTINGS);
		for (uint32_t i = 0; i < row->count; i++)
			if (row->reached[i])
				put_part(&sample->out, row->lines[i], PART_SETTINGS);
	}
	if (sample->options->with_answers)
		put_answer(sample, row);
	put_boxes(&sample->out, row->kind, true, sample->options->with_answers);
	buffer_text(&sample->out, "</section>\n");
}

/* ---- the policy's words ---- */

static void
put_settings(struct sample *sample)
{
	const struct json_value *settings = json_member(sample->old.record, "settings");
	static const char *const heads[] = { "Setting", "Value" };
	struct buffer *out = &sample->out, text = BUFFER_INIT;
	bool any = false;

	for (const struct json_value *one = settings == NULL ? NULL : settings->first; one != NULL;
	     one = one->next) {
		if (!sample_uses(sample, &sample->rules, one))
			continue;
		if (!any)
			page_table_begin(out, "cells", "Settings of that run", heads, 2);
		any = true;
		buffer_text(out, "<tr>");
		page_table_cell(out, sample_text(one, "name"));
		sample_setting(&text, one);
		page_table_cell(out, text.length == 0 ? "" : text.at);
		buffer_clear(&text);
		buffer_text(out, "</tr>\n");
	}
	buffer_release(&text);
	if (any)
		page_table_end(out);
}

static void
put_closed(struct sample *sample)
{
	static const char *const heads[] = { "Calendar", "Days" };

	if (sample->closed_count == 0)
		return;
	page_table_begin(
	    &sample->out, "cells", "Weekdays that are no working days", heads, 2);
	for (uint32_t i = 0; i < sample->closed_count; i++) {
		buffer_text(&sample->out, "<tr>");
		page_table_cell(&sample->out, sample->closed[i].title);
		page_table_cell(&sample->out, sample->closed[i].days);
		buffer_text(&sample->out, "</tr>\n");
	}
	page_table_end(&sample->out);
}

static void
put_policy(struct sample *sample)
{
	const struct sample_rules *rules = &sample->rules;
	struct buffer *out = &sample->out;

	if (rules->passage_count == 0)
		return;
	buffer_printf(out, "<section>\n<h2>The policy's own words</h2>\n<p>For %s and all it rests "
	    "on, with the numbers of the lines.</p>\n",
	    sample->only != NULL ? sample->only->decision : "what was drawn");
	put_settings(sample);
	put_closed(sample);
	for (uint32_t i = 0; i < rules->passage_count; i++) {
		const struct sample_passage *passage = &rules->passages[i];

		if (i == 0 || strcmp(passage->file, passage[-1].file) != 0)
			put_in(out, "h3", passage->file);
		put_policy_lines(out, passage);
	}
	buffer_text(out, "</section>\n");
}

/* ---- what the record says ---- */

static void
put_part(struct buffer *out, const struct json_value *line, enum sample_part part)
{
	const struct json_value *list = json_member(line, sample_part_key(part));
	struct buffer text = BUFFER_INIT;

	if (list == NULL || list->first == NULL)
		return;
	buffer_printf(out, "<p>%s:</p>\n<ul>\n", sample_part_title(part));
	for (const struct json_value *one = list->first; one != NULL; one = one->next) {
		sample_part(&text, part, line, one);
		put_in(out, "li", text.length == 0 ? "" : text.at);
		buffer_clear(&text);
		buffer_char(out, '\n');
	}
	buffer_text(out, "</ul>\n");
	buffer_release(&text);
}

static void
put_line(struct buffer *out, const struct json_value *line, bool reasons)
{
	struct buffer text = BUFFER_INIT;

	buffer_text(out, "<p><b>");
	page_text(out, sample_text(line, "decision"));
	buffer_text(out, ": ");
	sample_outcome(&text, line);
	page_text(out, text.length == 0 ? "" : text.at);
	buffer_clear(&text);
	buffer_text(out, "</b>");
	sample_rule(&text, line);
	if (text.length > 0) {
		buffer_text(out, ", ");
		page_text(out, text.at);
	}
	buffer_release(&text);
	buffer_text(out, "</p>\n");
	if (*sample_text(line, "needs") != '\0') {
		buffer_text(out, "<p>missing: ");
		page_text(out, sample_text(line, "needs"));
		buffer_text(out, "</p>\n");
	}
	put_part(out, line, PART_CLAUSES);
	if (reasons) {
		put_part(out, line, PART_COMPARISONS);
		put_part(out, line, PART_VALUES);
	}
}

/* The cells behind what is missing: those to be obtained. */
static void
put_lacking(struct buffer *out, const struct row_lines *row)
{
	bool any = false;

	if (*sample_text(row->line, "needs") == '\0')
		return;
	for (uint32_t i = 0; i < row->fact_count; i++) {
		const struct sample_fact *fact = &row->facts[i];

		if (!fact->lacking)
			continue;
		buffer_text(out, any ? "" : "<p>to obtain:</p>\n<ul>\n");
		any = true;
		buffer_text(out, "<li>");
		page_text(out, fact->name);
		buffer_text(out, ": ");
		page_text(out, fact->value);
		buffer_text(out, ", ");
		page_text(out, fact->file);
		if (fact->line > 0)
			buffer_printf(out, ", line %llu", (unsigned long long)fact->line);
		buffer_text(out, ", column ");
		page_text(out, fact->heading);
		buffer_text(out, "</li>\n");
	}
	buffer_text(out, any ? "</ul>\n" : "");
}

static void
put_answer(struct sample *sample, const struct row_lines *row)
{
	const struct sample_evidence *evidence = row->row->evidence;
	bool told = evidence != NULL && *evidence->trace != '\0';
	struct buffer *out = &sample->out;

	put_line(out, row->line, !told);
	put_lacking(out, row);
	if (told) {
		buffer_text(out,
		    "<p>How it comes about, from the policy and the files:</p>\n<pre>");
		page_lines(out, evidence->trace);
		buffer_text(out, "</pre>\n");
		account_page_pools(out, "cells", &evidence->pools);
		return;
	}
	for (uint32_t i = 0; i < row->count; i++)
		if (row->reached[i]) {
			buffer_text(out, "<p>It goes by:</p>\n");
			put_line(out, row->lines[i], true);
		}
}

static void
put_answer_of_row(struct sample *sample, const struct row_lines *row, uint64_t number)
{
	if (sample_begins_group(sample, row))
		put_group(sample, row->kind, false);
	put_title(sample, row, number);
	put_answer(sample, row);
	put_boxes(&sample->out, row->kind, false, true);
	buffer_text(&sample->out, "</section>\n");
}

/* How many of each outcome were drawn is an answer, too. */
static void
put_shares(struct sample *sample)
{
	if (sample->options->by == NULL)
		return;
	if (sample->only == NULL) {
		put_counts(sample, true);
		return;
	}
	buffer_text(&sample->out, "<dl class=\"facts\">\n");
	put_by_outcome(sample);
	buffer_text(&sample->out, "</dl>\n");
}

static void
put_sign_off(struct sample *sample)
{
	buffer_printf(&sample->out,
	    "<section class=\"row\">\n<table class=\"fill\"><thead><tr><th scope=\"col\">Drawn "
	    "by</th><th scope=\"col\">on</th><th scope=\"col\">Worked out by</th>"
	    "<th scope=\"col\">on</th></tr></thead><tbody><tr><td></td><td></td><td></td><td>"
	    "</td></tr></tbody></table>\n<table class=\"fill\"><thead><tr><th scope=\"col\">"
	    "Agreed, of %llu</th><th scope=\"col\" colspan=\"3\">Conclusion</th></tr></thead>"
	    "<tbody><tr><td></td><td colspan=\"3\"></td></tr></tbody></table>\n</section>\n",
	    (unsigned long long)sample->wanted);
}

bool
sample_sheet_page(struct sample *sample, struct fault *fault)
{
	struct buffer *out = &sample->out;
	bool blind = !sample->options->with_answers;

	put_head(sample);
	buffer_text(out, "<section>\n<h2>To work out</h2>\n");
	if (blind)
		buffer_text(out,
		    "<p>The outcomes stand at the end, under \xE2\x80\x9CWhat the record "
		    "says\xE2\x80\x9D.</p>\n");
	if (!sample_each(sample, put_question, fault))
		return false;
	buffer_text(out, "</section>\n");
	put_policy(sample);
	if (blind) {
		buffer_text(out,
		    "<section class=\"answers\">\n<h2>What the record says</h2>\n");
		put_shares(sample);
		if (!sample_each(sample, put_answer_of_row, fault))
			return false;
		buffer_text(out, "</section>\n");
	}
	put_sign_off(sample);
	buffer_text(out, "</main>\n</body>\n</html>\n");
	return true;
}
