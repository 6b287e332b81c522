/* sample_sheet: the sheet as text to print: what is to be worked out, the policy's words for it,
 * and at the end what the record says; with --with-answers that stands with each row. */
#include <string.h>

#include "interp/grid_display.h"
#include "interp/sample_parts.h"

enum { WIDE = 90 };			/* of a list that is broken */

/* Lines of a text, each behind so many blanks; what could move a cursor is shown as a stand-in. */
static void
add_lines(struct buffer *out, const char *text, const char *before)
{
	while (*text != '\0') {
		size_t length = strcspn(text, "\n");

		if (length > 0) {
			buffer_text(out, before);
			display_add(out, text, length);
		}
		buffer_char(out, '\n');
		text += length;
		text += *text == '\n';
	}
}

static void
add_display(struct buffer *out, const char *text)
{
	display_add(out, text, strlen(text));
}

static void
add_place(struct buffer *out, const char *file, uint64_t line)
{
	add_display(out, file);
	if (line > 0)
		buffer_printf(out, ", line %llu", (unsigned long long)line);
}

static void
strata(struct sample *sample, const struct sample_kind *kind, const char *before)
{
	for (uint32_t i = 0; sample->options->by != NULL && i < sample->stratum_count; i++) {
		const struct sample_stratum *stratum = &sample->strata[i];

		if (stratum->kind != kind)
			continue;
		buffer_printf(&sample->out, "%s%s: %llu of %llu\n", before, stratum->outcome,
		    (unsigned long long)stratum->share, (unsigned long long)stratum->size);
	}
}

/* Of several decisions: how many there were, and how many of them were drawn. */
static void
counts(struct sample *sample, bool by_outcome)
{
	buffer_text(&sample->out, "\n  In the log    Drawn  Decision\n");
	for (uint32_t i = 0; i < sample->kind_count; i++) {
		const struct sample_kind *kind = &sample->kinds[i];

		if (!kind->chosen)
			continue;
		buffer_printf(&sample->out, "  %10llu  %7llu  ", (unsigned long long)kind->rows,
		    (unsigned long long)kind->drawn);
		sample_kind_name(&sample->out, kind);
		buffer_char(&sample->out, '\n');
		if (by_outcome)
			strata(sample, kind, "                         ");
	}
	buffer_char(&sample->out, '\n');
}

static void
head_fact(struct buffer *out, const char *name, const char *text)
{
	buffer_printf(out, "%s%s ", name, strcmp(name, "Run for") == 0 ? "" : ":");
	add_display(out, text);
	buffer_char(out, '\n');
}

static void
head(struct sample *sample)
{
	struct buffer *out = &sample->out;

	buffer_printf(out, "Sample of %llu out of %llu decisions: ",
	    (unsigned long long)sample->wanted, (unsigned long long)sample->count);
	sample_subject(out, sample);
	buffer_char(out, '\n');
	sample_head(sample, head_fact);
	if (sample->only == NULL)
		counts(sample, sample->options->with_answers);
	else if (sample->options->with_answers)
		strata(sample, sample->only, "  ");
	sample_basis(out, sample);
	buffer_char(out, '\n');
}

/* For who draws, who works out and who reviews. */
static void
sign_off(struct sample *sample)
{
	buffer_printf(&sample->out,
	    "\n\nDrawn by: ________________________   on: ______________\n"
	    "Worked out by: ___________________   on: ______________\n"
	    "Agreed: ______ of %llu\n"
	    "Conclusion: ______________________________________________________\n",
	    (unsigned long long)sample->wanted);
}

/* ---- what is to be worked out ---- */

static void
policy_lines(struct sample *sample, const struct sample_passage *passage)
{
	struct buffer *out = &sample->out;

	for (uint32_t n = 0; n < passage->count; n++) {
		buffer_printf(out, "%6u  ", (unsigned)(passage->first + n));
		add_display(out, passage->lines[n]);
		buffer_char(out, '\n');
	}
}

static void own_rule(struct sample *sample, const struct sample_kind *kind);

/* Its name once more, above those that were drawn of it; and its rule. */
static void
group(struct sample *sample, const struct sample_kind *kind, bool rule)
{
	struct buffer *out = &sample->out;
	size_t from;

	buffer_text(out, "\n\n");
	from = out->length;
	sample_kind_name(out, kind);
	buffer_printf(out, ": %llu drawn of %llu\n", (unsigned long long)kind->drawn,
	    (unsigned long long)kind->rows);
	for (size_t width = out->length - from - 1; width > 0; width--)
		buffer_char(out, '-');
	buffer_char(out, '\n');
	if (rule)
		own_rule(sample, kind);
}

static void
own_rule(struct sample *sample, const struct sample_kind *kind)
{
	struct buffer *out = &sample->out, others = BUFFER_INIT;

	if (kind->own == NULL)
		return;
	buffer_printf(out, "   its rule in %s\n", kind->own->file);
	policy_lines(sample, kind->own);
	sample_possible(&others, kind);
	if (others.length > 0)
		buffer_printf(out, "   Possible answers: %s\n", others.at);
	buffer_clear(&others);
	sample_rests_on(&others, kind);
	if (others.length > 0)
		buffer_printf(out, "   It rests on lines %s: under \"The policy's own words\"\n",
		    others.at);
	buffer_release(&others);
}

static void
title(struct sample *sample, const struct row_lines *row, uint64_t number)
{
	struct buffer *out = &sample->out;
	uint64_t line = 0;

	buffer_printf(out, "\n%llu. %s ", (unsigned long long)number,
	    row->kind->table);
	add_display(out, sample_text(row->line, "row"));
	if (json_member_text(row->line, "file") != NULL) {
		json_member_count(row->line, "line", &line);
		buffer_text(out, "   (");
		add_place(out, sample_text(row->line, "file"), line);
		buffer_char(out, ')');
	}
	buffer_char(out, '\n');
}

static bool
same_row(const struct sample_fact *a, const struct sample_fact *b)
{
	return a->line == b->line && strcmp(a->file, b->file) == 0 && strcmp(a->key, b->key) == 0 &&
	    strcmp(a->table, b->table) == 0;
}

/* "severe_hardship: no (column Severe financial hardship)" */
static void
add_fact(struct buffer *out, const struct sample_fact *fact)
{
	add_display(out, fact->name);
	buffer_text(out, ": ");
	add_display(out, fact->value);
	if (*fact->heading != '\0' && strcmp(fact->heading, fact->name) != 0) {
		buffer_text(out, " (column ");
		add_display(out, fact->heading);
		buffer_char(out, ')');
	}
}

static void
aside(struct buffer *out, const char *text)
{
	buffer_text(out, "      ");
	add_display(out, text);
	buffer_char(out, '\n');
}

static void
rankings(struct buffer *out, const struct sample_evidence *evidence)
{
	for (uint32_t r = 0; evidence != NULL && r < evidence->ranking_count; r++) {
		const struct sample_ranking *ranking = &evidence->rankings[r];
		size_t wide = WIDE;

		buffer_printf(out, "      the others %s, as this run has them:", ranking->title);
		for (uint32_t i = 0; i < ranking->count; i++) {
			size_t length = strlen(ranking->figures[i]) + 2;

			buffer_text(out, i > 0 ? ";" : "");
			buffer_text(out, wide + length > WIDE ? "\n        " : " ");
			wide = wide + length > WIDE ? length : wide + length;
			add_display(out, ranking->figures[i]);
		}
		buffer_char(out, '\n');
	}
}

/* Of the row itself one on a line; those of another row all on one. */
static void
facts(struct sample *sample, const struct row_lines *row)
{
	struct buffer *out = &sample->out;

	for (uint32_t i = 0; i < row->fact_count; i++) {
		const struct sample_fact *fact = &row->facts[i];
		bool goes_on = i > 0 && !fact->ours && same_row(fact, &row->facts[i - 1]);

		if (goes_on) {
			buffer_text(out, "; ");
		} else {
			buffer_text(out, i > 0 ? "\n      " : "      ");
			if (!fact->ours) {
				buffer_printf(out, "%s ", fact->table);
				add_display(out, fact->key);
				buffer_text(out, *fact->key == '\0' ? "(" : " (");
				add_place(out, fact->file, fact->line);
				buffer_text(out, ")  ");
			}
		}
		add_fact(out, fact);
	}
	if (row->fact_count > 0)
		buffer_char(out, '\n');
	else if (!sample_says_more(row))
		buffer_printf(out, "      %s\n", sample_no_cell(sample));
	sample_asides(row->row->evidence, sample->arena, aside, out);
	rankings(out, row->row->evidence);
}

static void log_settings(struct sample *sample, const struct row_lines *row);
static void answer(struct sample *sample, const struct row_lines *row);

static void
question(struct sample *sample, const struct row_lines *row, uint64_t number)
{
	if (sample_begins_group(sample, row))
		group(sample, row->kind, true);
	else if (sample->only != NULL && number == 1)
		own_rule(sample, row->kind);
	title(sample, row, number);
	facts(sample, row);
	if (!sample->at_hand)
		log_settings(sample, row);
	if (sample->options->with_answers)
		answer(sample, row);
	buffer_printf(&sample->out,
	    "   My result for %s: ____________________   %s: _______\n", row->kind->decision,
	    sample_asks_line(row->kind));
	if (sample->options->with_answers)
		buffer_text(&sample->out, "   Agrees: yes / no   Remark: "
		    "______________________________\n");
	buffer_text(&sample->out, "   Initials: ________   Date: ______________\n");
}

/* ---- the policy's words ---- */

static void
policy_text(struct sample *sample)
{
	const struct json_value *settings = json_member(sample->old.record, "settings");
	const struct sample_rules *rules = &sample->rules;
	struct buffer *out = &sample->out;
	bool any = false;

	for (const struct json_value *one = settings == NULL ? NULL : settings->first; one != NULL;
	     one = one->next) {
		if (!sample_uses(sample, rules, one))
			continue;
		buffer_text(out, any ? "" : "\nSettings of that run\n\n");
		any = true;
		buffer_printf(out, "   %s: ", sample_text(one, "name"));
		sample_setting(out, one);
		buffer_char(out, '\n');
	}
	for (uint32_t i = 0; i < sample->closed_count; i++)
		buffer_printf(out, "%s   %s: %s\n",
		    i > 0 ? "" : "\nWeekdays that are no working days\n\n", sample->closed[i].title,
		    sample->closed[i].days);
	if (rules->passage_count > 0)
		buffer_printf(out, "\nThe policy's own words, for %s and all it rests on\n",
		    sample->only != NULL ? sample->only->decision : "what was drawn");
	for (uint32_t i = 0; i < rules->passage_count; i++) {
		const struct sample_passage *passage = &rules->passages[i];

		if (i == 0 || strcmp(passage->file, passage[-1].file) != 0)
			buffer_printf(out, "\n   %s\n", passage->file);
		else if (passage->first > passage[-1].first + passage[-1].count)
			buffer_char(out, '\n');
		policy_lines(sample, passage);
	}
}

/* ---- what the record says ---- */

static void
part(struct sample *sample, const struct json_value *line, enum sample_part which)
{
	const struct json_value *list = json_member(line, sample_part_key(which));
	struct buffer *out = &sample->out;

	for (const struct json_value *one = list == NULL ? NULL : list->first; one != NULL;
	     one = one->next) {
		buffer_printf(out, "      %-12s",
		    one == list->first ? sample_part_title(which) : "");
		sample_part(out, which, line, one);
		buffer_char(out, '\n');
	}
}

static void
log_settings(struct sample *sample, const struct row_lines *row)
{
	part(sample, row->line, PART_SETTINGS);
	for (uint32_t i = 0; i < row->count; i++)
		if (row->reached[i])
			part(sample, row->lines[i], PART_SETTINGS);
}

static void
log_line(struct sample *sample, const struct json_value *line, bool reasons)
{
	struct buffer *out = &sample->out, rule = BUFFER_INIT;

	buffer_printf(out, "   %s: ", sample_text(line, "decision"));
	sample_outcome(out, line);
	buffer_char(out, '\n');
	sample_rule(&rule, line);
	if (rule.length > 0)
		buffer_printf(out, "      %-12s%s\n", "rule", rule.at);
	buffer_release(&rule);
	part(sample, line, PART_CLAUSES);
	if (*sample_text(line, "needs") != '\0')
		buffer_printf(out, "      %-12s%s\n", "missing", sample_text(line, "needs"));
	if (!reasons)
		return;
	part(sample, line, PART_COMPARISONS);
	part(sample, line, PART_VALUES);
}

static void
pools(struct sample *sample, const struct account_row *row)
{
	struct buffer *out = &sample->out;

	for (uint32_t p = 0; p < row->pool_count; p++) {
		const struct account_pool *pool = &row->pools[p];

		add_lines(out, pool->title, "      ");
		for (uint32_t i = 0; i < pool->count; i++) {
			const struct account_place *place = &pool->places[i];

			if (place->skipped > 0)
				buffer_printf(out, "              %u more\n",
				    (unsigned)place->skipped);
			if (place->place > 0)
				buffer_printf(out, "        %4u  ", (unsigned)place->place);
			else
				buffer_text(out, "           -  ");
			add_display(out, place->key);
			buffer_text(out, "  ");
			add_display(out, place->figure);
			buffer_printf(out, "%s%s%s\n",
			    place->open       ? ", not known whether in" :
				place->in ? ", in" :
					    ", out",
			    place->tied ? ", tied at the cut" : "",
			    place->ours ? "   <- this row" : "");
		}
		if (pool->left_out_below > 0)
			buffer_printf(out, "              %u more below\n",
			    (unsigned)pool->left_out_below);
	}
}

/* The cells behind what is missing: those to be obtained. */
static void
lacking(struct sample *sample, const struct row_lines *row)
{
	struct buffer *out = &sample->out;
	bool any = false;

	for (uint32_t i = 0; i < row->fact_count; i++) {
		const struct sample_fact *fact = &row->facts[i];

		if (!fact->lacking || *sample_text(row->line, "needs") == '\0')
			continue;
		buffer_printf(out, "      %-12s", any ? "" : "to obtain");
		any = true;
		add_fact(out, fact);
		buffer_text(out, " (");
		add_place(out, fact->file, fact->line);
		buffer_text(out, ")\n");
	}
}

static void
answer(struct sample *sample, const struct row_lines *row)
{
	const struct sample_evidence *evidence = row->row->evidence;
	bool told = evidence != NULL && *evidence->trace != '\0';

	log_line(sample, row->line, !told);
	lacking(sample, row);
	if (told) {
		buffer_text(&sample->out, "   how it comes about, from the policy and the files\n");
		add_lines(&sample->out, evidence->trace, "      ");
		pools(sample, &evidence->pools);
		return;
	}
	for (uint32_t i = 0; i < row->count; i++)
		if (row->reached[i]) {
			buffer_text(&sample->out, "   it goes by\n");
			log_line(sample, row->lines[i], true);
		}
}

static void
answer_of_row(struct sample *sample, const struct row_lines *row, uint64_t number)
{
	if (sample_begins_group(sample, row))
		group(sample, row->kind, false);
	title(sample, row, number);
	answer(sample, row);
	buffer_text(&sample->out,
	    "   Agrees with my result: yes / no   Remark: ______________________________\n"
	    "   Initials: ________   Date: ______________\n");
}

/* A form feed: on paper the answers begin a sheet of their own. */
static void
new_sheet(struct sample *sample)
{
	buffer_text(&sample->out, "\n\fWHAT THE RECORD SAYS: ");
	sample_subject(&sample->out, sample);
	buffer_printf(&sample->out, ", seed %llu\n", (unsigned long long)sample->seed);
	if (sample->options->by != NULL && sample->only == NULL)
		counts(sample, true);
	else if (sample->only != NULL)
		strata(sample, sample->only, "  ");
}

bool
sample_sheet_text(struct sample *sample, struct fault *fault)
{
	bool blind = !sample->options->with_answers, done;

	head(sample);
	if (blind)
		buffer_text(&sample->out,
		    "The outcomes stand at the end, under \"What the record says\".\n\n"
		    "TO WORK OUT\n");
	done = sample_each(sample, question, fault);
	policy_text(sample);
	if (blind && done) {
		new_sheet(sample);
		done = sample_each(sample, answer_of_row, fault);
	}
	sign_off(sample);
	/* The names in a record are its own, and may have been tampered with. */
	display_lines(&sample->out);
	return done;
}
