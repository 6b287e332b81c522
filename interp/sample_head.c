/* sample_head: what a sheet says of itself, so that whoever keeps it can tell from what it was
 * drawn, by which command, and what could not be drawn. */
#include <string.h>

#include "interp/sample_parts.h"

typedef void head_tell(struct buffer *out, const char *name, const char *text);

static void
tell_buffer(struct sample *sample, head_tell *tell, const char *name, struct buffer *text)
{
	if (text->length > 0)
		tell(&sample->out, name, text->at);
	buffer_clear(text);
}

/* ---- the command ---- */

static void
add_word(struct buffer *out, const char *word)
{
	bool plain = *word != '\0' && strpbrk(word, " \t\"'&;()") == NULL;

	buffer_printf(out, plain ? " %s" : " \"%s\"", word);
}

static void
add_option(struct buffer *out, const char *option, const char *value)
{
	if (value == NULL)
		return;
	buffer_printf(out, " %s", option);
	add_word(out, value);
}

void
sample_command_line(struct buffer *out, const struct sample *sample)
{
	const struct options *options = sample->options;

	buffer_text(out, "writ sample");
	add_word(out, options->policy);
	for (uint32_t i = 0; i < options->argument_count; i++)
		add_word(out, options->arguments[i]);
	add_option(out, "--seed", options->seed);
	add_option(out, "--table", options->table);
	add_option(out, "--column", options->decision);
	add_option(out, "--by", options->by);
	for (uint32_t i = 0; i < options->with_count; i++)
		add_option(out, "--with", options->withs[i]);
	buffer_text(out, options->with_answers ? " --with-answers" : "");
	if (options->format_given)
		buffer_printf(out, " --format %s",
		    options->format == FORMAT_CSV      ? "csv" :
			options->format == FORMAT_HTML ? "html" :
							 "text");
	buffer_text(out, options->excel ? " --excel" : "");
}

/* ---- from what ---- */

static void
tell_sources(struct sample *sample, head_tell *tell, struct buffer *text)
{
	const struct json_value *record = sample->old.record,
				*policy = json_member(record, "policy"),
				*inputs = json_member(record, "inputs");

	buffer_printf(text, "%s, version %s", sample_text(policy, "name"),
	    sample_text(policy, "version"));
	tell_buffer(sample, tell, "Policy", text);
	buffer_printf(text, "%s, SHA-256 %s",
	    sample->policy_path != NULL ? sample->policy_path : sample_text(policy, "file"),
	    sample_text(policy, "sha256"));
	tell_buffer(sample, tell, "Policy file", text);
	for (const struct json_value *one = inputs == NULL ? NULL : inputs->first; one != NULL;
	     one = one->next) {
		buffer_printf(text, "%s, SHA-256 %s", sample_text(one, "file"),
		    sample_text(one, "sha256"));
		tell_buffer(sample, tell, "Data", text);
	}
	sample_day(text, sample);
	buffer_printf(text, "; by writ %s", sample_text(json_member(record, "tool"), "version"));
	tell_buffer(sample, tell, "Run for", text);
	tell(&sample->out, "Record", sample->options->policy);
	tell(&sample->out, "SHA-256 of run.json", sample->old.digest);
}

/* ---- what could not be drawn ---- */

static void
add_count(struct buffer *text, const char *name, const char *what, uint64_t count)
{
	if (count == 0)
		return;
	buffer_printf(text, "%s%llu %s%s%s", text->length > 0 ? "; " : "",
	    (unsigned long long)count, *name == '\0' ? "" : "rows of ", name, what);
}

static void
tell_outside(struct sample *sample, head_tell *tell, struct buffer *text)
{
	static const struct {
		const char *key, *what;
	} left[] = { { "refused", " refused" }, { "repeated", " repeated" },
		{ "dated_later", " dated after the day of the run" } };
	const struct json_value *inputs = json_member(sample->old.record, "inputs");
	uint64_t cells = 0;

	for (const struct json_value *one = inputs == NULL ? NULL : inputs->first; one != NULL;
	     one = one->next)
		for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
			uint64_t count = 0;

			json_member_count(one, left[i].key, &count);
			add_count(text, sample_text(one, "table"), left[i].what, count);
		}
	json_member_count(json_member(sample->old.record, "problems"), "cells_refused", &cells);
	add_count(text, "", cells == 1 ? "cell that could not be read" :
	                                 "cells that could not be read",
	    cells);
	if (text->length == 0)
		buffer_text(text, "no row and no cell of the files");
	else
		buffer_text(text, ": they are in problems.csv of the record, as far as something "
		    "is wrong with them");
	tell_buffer(sample, tell, "Left out by the run", text);
}

void
sample_head(struct sample *sample, head_tell *tell)
{
	struct buffer text = BUFFER_INIT;

	tell_sources(sample, tell, &text);
	buffer_printf(&text, "with seed %llu from ", (unsigned long long)sample->seed);
	sample_drawn_from(&text, sample);
	buffer_text(&text, "; 'writ help sample' says how");
	tell_buffer(sample, tell, "Drawn", &text);
	sample_command_line(&text, sample);
	tell_buffer(sample, tell, "Command", &text);
	if (sample->options->by != NULL)
		tell(&sample->out, "By outcome",
		    "stratified: each outcome gives its share and at least one, so the chances are "
		    "not equal, and a rare outcome has the better one; the shares stand with the "
		    "answers");
	sample_others(&text, sample);
	if (text.length == 0)
		buffer_text(&text, "no decision of the log is left out");
	tell_buffer(sample, tell, "Not sampled", &text);
	tell_outside(sample, tell, &text);
	buffer_release(&text);
}

/* ---- boxes ---- */

const char *
sample_asks_line(const struct sample_kind *kind)
{
	if (kind->column != NULL && kind->column->letter != NULL)
		return "By which condition (line of the policy)";
	return "By line of the policy";
}

void
sample_possible(struct buffer *out, const struct sample_kind *kind)
{
	const struct label_set *labels = kind->column == NULL ? NULL : kind->column->type.labels;

	for (uint32_t i = 0; labels != NULL && i < labels->count; i++)
		buffer_printf(out, "%s%s", i > 0 ? ", " : "", labels->names[i]);
	if (out->length > 0)
		buffer_text(out, kind->column->letter != NULL || kind->column->deadline != NULL ?
			"; or it cannot be decided" :
			"; or nothing, where the rule gives nothing; or it cannot be decided");
}
