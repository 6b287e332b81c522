/* run.json, part by part, in the order record.h shows. */
#include "interp/record.h"

#include <string.h>

#include "interp/declog.h"
#include "interp/json.h"
#include "interp/local.h"
#include "interp/letters.h"
#include "interp/options.h"
#include "interp/platform.h"
#include "interp/policy_file.h"
#include "interp/rowsort.h"
#include "interp/workspace.h"

enum { RECORD_SCHEMA = 1 };

static void
key_value(struct json *json, const struct run_summary *summary, const struct value *value)
{
	json_text(json, value_spell(summary->arena, value, SPELL_PLAIN));
}

static void
key_day(struct json *json, const struct run_summary *summary, const char *key, int64_t day)
{
	struct value value = { .state = GIVEN, .type = type_plain(KIND_DATE), .num = day };

	json_key(json, key);
	if (day == INT64_MIN)
		json_null(json);
	else
		key_value(json, summary, &value);
}

static void
put_beside(struct json *json, const struct run_summary *summary)
{
	json_key(json, "beside");
	json_array(json);
	for (const struct side_file *file = summary->policy_beside; file != NULL;
	     file = file->next) {
		json_object(json);
		json_key_text(json, "name", file->name);
		json_key_text(json, "role", file->role);
		json_key_text(json, "sha256", file->digest);
		json_end(json);
	}
	json_end(json);
}

static void
put_policy(struct json *json, const struct run_summary *summary)
{
	const struct program *program = summary->program;

	json_key(json, "tool");
	json_object(json);
	json_key_text(json, "name", "writ");
	json_key_text(json, "version", summary->tool_version);
	json_end(json);
	json_key(json, "policy");
	json_object(json);
	json_key_text(json, "name", program->name);
	json_key_text(json, "title", program->title);
	json_key_text(json, "version", program->version);
	json_key_text(json, "owner", program->owner);
	json_key_text(json, "file", summary->policy_file);
	json_key_text(json, "sha256", summary->policy_digest);
	key_day(json, summary, "in_force_from", program->in_force_from);
	key_day(json, summary, "in_force_to", program->in_force_to);
	key_day(json, summary, "due_for_review", program->due_for_review);
	put_beside(json, summary);
	json_end(json);
	key_day(json, summary, "run_date", summary->knobs->run_date);
	json_key_bool(json, "run_date_given", summary->run_date_given);
}

/* What else was asked for that changes an output. */
static void
put_options(struct json *json, const struct run_summary *summary)
{
	const struct options *options = summary->options;

	json_key(json, "options");
	json_object(json);
	json_key(json, "set");
	json_array(json);
	for (uint32_t i = 0; i < options->set_count; i++)
		json_text(json, options->sets[i]);
	json_end(json);
	json_key(json, "with");
	json_array(json);
	for (uint32_t i = 0; i < options->with_count; i++)
		json_text(json, platform_base(options->withs[i]));
	json_end(json);
	json_key_text(json, "encoding", options->encoding);
	json_key_bool(json, "excel", options->excel);
	json_key_bool(json, "no_key_check", options->no_key_check);
	json_key_text(json, "log",
	    options->log == LOG_ALWAYS    ? "always" :
		options->log == LOG_NEVER ? "never" :
					    "by size");
	json_end(json);
}

static void
put_settings(struct json *json, const struct run_summary *summary)
{
	json_key(json, "settings");
	json_array(json);
	for (uint32_t i = 0; i < summary->program->setting_count; i++) {
		const struct knob *knob = &summary->knobs->knobs[i];

		json_object(json);
		json_key_text(json, "name", knob->setting->name);
		json_key_text(json, "origin", knob->origin);
		json_key(json, "values");
		json_array(json);
		for (uint32_t v = 0; v < knob->value_count; v++) {
			json_object(json);
			key_day(json, summary, "from", knob->values[v].from);
			json_key(json, "is");
			json_array(json);
			for (uint32_t m = 0; m < knob->values[v].count; m++)
				key_value(json, summary, &knob->values[v].values[m]);
			json_end(json);
			declog_cites(json, "cites", &knob->values[v].provenance);
			json_end(json);
		}
		json_end(json);
		json_end(json);
	}
	json_end(json);
}

/* The texts of letters it brings; left out where there are none. */
static void
put_local_texts(struct json *json, const struct run_summary *summary,
    const struct variation *variation)
{
	const struct program *program = summary->program;
	bool any = false;

	for (uint32_t l = 0; l < program->letter_count; l++)
		for (uint32_t t = 0; t < program->letters[l]->local_count; t++) {
			const struct letter *letter = program->letters[l];
			const struct local_text *text = &letter->locals[t];

			if (text->variation != variation)
				continue;
			if (!any) {
				json_key(json, "texts");
				json_array(json);
			}
			any = true;
			json_object(json);
			json_key_text(json, "letter", letter->name);
			if (text->paragraph != LOCAL_WORDING)
				json_key_text(json, "paragraph",
				    letter->paragraphs[text->paragraph].file);
			json_key_text(json, "file", text->file);
			json_key_text(json, "because", text->because);
			json_key_bool(json, "counts_on_run_date",
			    knobs_local_text(summary->knobs, letter, text->paragraph) == text);
			json_end(json);
		}
	if (any)
		json_end(json);
}

/* In words, as on the screen; only where there are any. */
static void
put_local_labels(struct json *json, const struct run_summary *summary,
    const struct variation *variation)
{
	if (variation->label_count == 0)
		return;
	json_key(json, "labels");
	json_array(json);
	for (uint32_t i = 0; i < variation->label_count; i++) {
		struct buffer said = BUFFER_INIT;

		local_say_label(&said, &variation->labels[i]);
		json_object(json);
		json_key_text(json, "what", said.at);
		json_key_text(json, "because", variation->labels[i].because);
		if (variation->labels[i].words != NULL)
			json_key_bool(json, "counts_on_run_date",
			    knobs_has_words(summary->knobs, &variation->labels[i]));
		json_end(json);
		buffer_release(&said);
	}
	json_end(json);
}

/* Only where there are any: a run without has nothing to say of them. */
static void
put_variations(struct json *json, const struct run_summary *summary)
{
	const struct reach *reach = summary->reach;

	if (reach == NULL)
		return;
	json_key(json, "variations");
	json_array(json);
	for (uint32_t i = 0; i < summary->knobs->taken_count; i++) {
		const struct variation *variation = summary->knobs->taken[i];

		json_object(json);
		json_key_text(json, "name", variation->name);
		key_day(json, summary, "from", variation->from);
		key_day(json, summary, "to", variation->to);
		if (variation->version != NULL)
			json_key_text(json, "version", variation->version);
		json_key_bool(json, "touches_this_run", reach_any(reach, i));
		json_key(json, "sets");
		json_array(json);
		for (uint32_t set = 0; set < variation->set_count; set++) {
			json_object(json);
			json_key_text(json, "setting", variation->sets[set].setting->name);
			json_key_text(json, "because", variation->sets[set].because);
			json_key_bool(json, "counts_on_run_date", reach_on_the_day(reach, i, set));
			json_key(json, "rows_judged");
			json_array(json);
			for (uint32_t t = 0; t < summary->table_count; t++) {
				const struct table *table = summary->program->tables[t];

				if (reach_rows(reach, i, set, table) == 0)
					continue;
				json_object(json);
				json_key_text(json, "table", table->name);
				json_key_count(json, "rows", reach_rows(reach, i, set, table));
				json_end(json);
			}
			json_end(json);
			json_end(json);
		}
		json_end(json);
		put_local_labels(json, summary, variation);
		put_local_texts(json, summary, variation);
		json_end(json);
	}
	json_end(json);
}

static void
put_calendars(struct json *json, const struct run_summary *summary)
{
	json_key(json, "calendars");
	json_array(json);
	for (uint32_t i = 0; i < summary->program->calendar_count; i++) {
		const struct calendar *calendar = summary->program->calendars[i];
		const struct workdays *days =
		    summary->knobs->workdays == NULL ? NULL : summary->knobs->workdays[i];

		json_object(json);
		json_key_text(json, "name", calendar->name);
		json_key_text(json, "source",
		    calendar->built_in != NULL ? calendar->built_in : calendar->file);
		key_day(json, summary, "first_day",
		    days == NULL ? INT64_MIN : workdays_first(days));
		key_day(json, summary, "last_day", days == NULL ? INT64_MIN : workdays_last(days));
		json_end(json);
	}
	json_end(json);
}

static void
put_facts(struct json *json, const struct csvin_facts *facts)
{
	char delimiter[2] = { facts->delimiter, '\0' };

	json_key_text(json, "encoding", facts->encoding);
	json_key_text(json, "delimiter", delimiter);
	json_key_count(json, "header_line", facts->header_line);
	json_key_count(json, "rows_above_header", facts->skipped_rows);
	json_key(json, "columns_not_read");
	json_array(json);
	for (uint32_t i = 0; i < facts->column_count; i++)
		if (facts->columns[i].column == NULL)
			json_text(json, facts->columns[i].header);
	json_end(json);
}

static void
put_inputs(struct json *json, const struct run_summary *summary)
{
	json_key(json, "inputs");
	json_array(json);
	for (uint32_t i = 0; i < summary->table_count; i++) {
		const struct summary_table *entry = &summary->tables[i];

		if (entry->file == NULL)
			continue;
		json_object(json);
		json_key_text(json, "table", entry->table->name);
		json_key_text(json, "file", entry->file);
		json_key_text(json, "sha256", entry->digest);
		json_key_count(json, "bytes", entry->counts.bytes);
		json_key_count(json, "lines", entry->counts.lines);
		json_key_count(json, "read", entry->counts.read);
		json_key_count(json, "used", entry->counts.used);
		json_key_count(json, "refused", entry->counts.refused);
		json_key_count(json, "repeated", entry->counts.repeated);
		json_key_count(json, "dated_later", entry->counts.dated_later);
		if (entry->facts != NULL)
			put_facts(json, entry->facts);
		json_end(json);
	}
	json_end(json);
}

/* How the rows of a table went into those of a group. */
static void
put_groups(struct json *json, const struct run_summary *summary)
{
	json_key(json, "groups");
	json_array(json);
	for (uint32_t i = 0; i < summary->table_count; i++) {
		const struct summary_table *entry = &summary->tables[i];

		if (entry->group == NULL)
			continue;
		json_object(json);
		json_key_text(json, "table", entry->table->name);
		json_key_text(json, "of", entry->table->of->name);
		json_key_count(json, "rows", entry->rows);
		json_key_count(json, "source_rows", entry->group->rows);
		json_key_count(json, "belong", entry->group->belong);
		json_key_count(json, "left_out", entry->group->left_out);
		json_key_count(json, "no_such_row", entry->group->no_partner);
		json_key_count(json, "key_blank", entry->group->blank);
		json_key_count(json, "key_unknown", entry->group->unknown);
		json_end(json);
	}
	json_end(json);
}

static void
put_outcomes(struct json *json, const struct summary_decide *decide)
{
	const struct label_set *labels = decide->column->type.labels;

	json_key(json, "outcomes");
	json_array(json);
	for (uint32_t i = 0; labels != NULL && i < labels->count; i++) {
		json_object(json);
		json_key_text(json, "outcome", labels->names[i]);
		json_key_count(json, "rows", decide->outcomes[i]);
		json_end(json);
	}
	json_end(json);
	if (labels == NULL)
		json_key_count(json, "values", decide->values);
}

static void
put_decisions(struct json *json, const struct run_summary *summary)
{
	json_key(json, "decisions");
	json_array(json);
	for (uint32_t t = 0; t < summary->table_count; t++) {
		const struct summary_table *entry = &summary->tables[t];

		for (uint32_t i = 0; i < entry->decide_count; i++) {
			const struct summary_decide *decide = &entry->decides[i];

			json_object(json);
			json_key_text(json, "table", entry->table->name);
			json_key_text(json, "column", decide->column->name);
			json_key_count(json, "rows", entry->rows);
			put_outcomes(json, decide);
			json_key_count(json, "nothing", decide->nothing);
			json_key_count(json, "undecided", decide->undecided);
			json_key_count(json, "disagree", decide->disagree);
			json_end(json);
		}
	}
	json_end(json);
	json_key_count(json, "needs_a_person", summary->need_total);
}

static void
put_letter(struct json *json, const struct letter_count *count)
{
	json_object(json);
	json_key_text(json, "letter", count->letter->name);
	json_key_count(json, "due", count->due);
	json_key_count(json, "written", count->written);
	json_key_count(json, "held_back", count->held_back);
	json_key_count(json, "undecided", count->undecided);
	json_key_count(json, "sent", count->sent);
	json_key_count(json, "lapsed", count->lapsed);
	json_key_count(json, "not_due", count->not_due);
	json_end(json);
}

static void
put_letters(struct json *json, const struct letter_summary *letters)
{
	json_key(json, "letters");
	if (letters == NULL) {
		json_null(json);
		return;
	}
	json_object(json);
	json_key_count(json, "due", letters->due);
	json_key_count(json, "written", letters->written);
	json_key_count(json, "held_back", letters->held_back);
	json_key_count(json, "undecided", letters->undecided);
	json_key_count(json, "may_be_due", letters->may_be_due);
	json_key_count(json, "register_rows_refused",
	    letters_held_by(letters, LETTER_HOLD_REFUSED));
	json_key_count(json, "register_rows_for_nobody",
	    letters_held_by(letters, LETTER_HOLD_NOBODY));
	json_key(json, "of");
	json_array(json);
	for (uint32_t i = 0; i < letters->count; i++)
		put_letter(json, &letters->counts[i]);
	json_end(json);
	json_end(json);
}

static void
put_reports(struct json *json, const struct run_summary *summary)
{
	json_key(json, "reports");
	json_array(json);
	for (uint32_t i = 0; i < summary->report_count; i++) {
		const struct grid *grid = summary->reports[i].grid;

		json_object(json);
		json_key_text(json, "name", grid->name);
		json_key_text(json, "title", grid->title);
		json_key_count(json, "rows", grid->row_count - (grid->has_total ? 1 : 0));
		json_key(json, "notes");
		json_array(json);
		for (uint32_t n = 0; n < grid->note_count; n++)
			json_text(json, grid->notes[n]);
		json_end(json);
		json_end(json);
	}
	json_end(json);
}

static void
put_problems(struct json *json, const struct run_summary *summary)
{
	const struct problems *problems = summary->problems;

	json_key(json, "problems");
	json_object(json);
	json_key_count(json, "cells_refused", problems == NULL ? 0 : problems->cells_refused);
	json_key_count(json, "rows_refused", problems == NULL ? 0 : problems->rows_refused);
	json_key_count(json, "rows_repeated", problems == NULL ? 0 : problems->rows_repeated);
	json_key_count(json, "columns_refused", problems == NULL ? 0 : problems->columns_refused);
	json_key_count(json, "not_worked_out", problems == NULL ? 0 : problems->not_worked_out);
	json_key_count(json, "letters_held_back", problems == NULL ? 0 : problems->letters_held);
	json_key_count(json, "notes", problems == NULL ? 0 : problems->notes);
	json_end(json);
	json_key_count(json, "formula_cells_neutralised", summary->neutralised);
}

static int
by_name(const void *context, uint32_t a, uint32_t b)
{
	const struct summary_output *outputs = context;

	return strcmp(outputs[a].name, outputs[b].name);
}

/* By name: the order in which files were written may change, the record must not. */
static void
put_outputs(struct json *json, const struct run_summary *summary)
{
	uint32_t *order = memory_grow(NULL, (size_t)summary->output_count + 1, sizeof(*order));

	for (uint32_t i = 0; i < summary->output_count; i++)
		order[i] = i;
	rowsort(order, summary->output_count, NULL, by_name, summary->outputs);
	json_key(json, "outputs");
	json_array(json);
	for (uint32_t i = 0; i < summary->output_count; i++) {
		const struct summary_output *output = &summary->outputs[order[i]];

		json_object(json);
		json_key_text(json, "name", output->name);
		json_key_count(json, "bytes", output->size);
		json_key_text(json, "sha256", output->digest);
		json_end(json);
	}
	json_end(json);
	memory_free(order);
}

/* The log and what its lines say are outputs too; here is what can be asked without reading it. */
static void
put_log(struct json *json, const struct run_summary *summary)
{
	json_key(json, "log");
	json_object(json);
	json_key_bool(json, "written", summary->log_written);
	if (!summary->log_written)
		json_key_text(json, "why_not",
		    summary->log_left_out ? "the inputs are longer than 4000000 bytes, or one is "
		                            "standard input; --log writes it all the same" :
					    "--no-log was given");
	for (uint32_t i = 0; summary->log_written && i < summary->output_count; i++) {
		if (strcmp(summary->outputs[i].name, DECLOG_NAME) != 0)
			continue;
		json_key_text(json, "name", DECLOG_NAME);
		json_key_count(json, "lines", summary->log_lines);
		json_key_text(json, "sha256", summary->outputs[i].digest);
	}
	json_end(json);
}

void
record_json(struct buffer *out, const struct run_summary *summary)
{
	struct json json;

	json_init(&json, out, JSON_INDENTED);
	json_object(&json);
	json_key_count(&json, "schema", RECORD_SCHEMA);
	put_policy(&json, summary);
	put_options(&json, summary);
	put_settings(&json, summary);
	put_variations(&json, summary);
	put_calendars(&json, summary);
	put_inputs(&json, summary);
	put_groups(&json, summary);
	put_decisions(&json, summary);
	put_letters(&json, summary->letters);
	put_reports(&json, summary);
	put_problems(&json, summary);
	put_log(&json, summary);
	put_outputs(&json, summary);
	json_end(&json);
}
